"""A line of text that is longer than its room."""

import pytest

from app.models.kinds import Field
from app.ui.fields.simple import LineField

LONG = "Residents' panel & every parish council, each of which was asked twice"


@pytest.fixture
def control(qtbot):
    control = LineField(Field("consulted", "Consulted", "line", help="Who was asked"))
    qtbot.addWidget(control)
    control.show_value(LONG)
    control.show()
    return control


class DescribeTheTipOfALine:
    def it_has_all_words_where_some_are_cut_off(self, control):
        control.resize(control.fontMetrics().horizontalAdvance(LONG) // 2, control.height())
        control.grab()
        assert (
            control.line.tip()
            == f"<p>{LONG.replace('&', '&amp;').replace(chr(39), '&#x27;')}</p><p>Who was asked</p>"
        )

    def it_is_the_help_alone_where_the_words_fit(self, control):
        control.resize(2 * control.fontMetrics().horizontalAdvance(LONG), control.height())
        control.grab()
        assert control.line.tip() == "<p>Who was asked</p>"
