"""A line of text that is longer than its room."""

import pytest
from PySide6.QtGui import QGuiApplication

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


class DescribeALineForAYear:
    @pytest.mark.parametrize("text", ["250,000", "£2026", "1.2m", "250000"])
    def it_says_that_a_sum_is_no_year(self, qtbot, text):
        assert self.fault(qtbot, text) == "Not a year: write it as 2026/27"

    @pytest.mark.parametrize("text", ["2026/27", "2026–27", "2026", "Year 1", "1", "2026 to 2030", "ongoing"])
    def it_takes_every_common_form_of_a_year(self, qtbot, text):
        assert self.fault(qtbot, text) == ""

    def fault(self, qtbot, text):
        control = LineField(Field("year", "Year", "line", year=True))
        qtbot.addWidget(control)
        control.show_value(text)
        return control.fault()


class DescribeALine:
    def it_makes_one_of_lines_and_cells_that_are_pasted(self, qtbot, control):
        control.line.clear()
        QGuiApplication.clipboard().setText("Parish councils\nand\tresidents")
        qtbot.keyClicks(control.line, "All ")
        control.line.paste()
        assert control.line.text() == control.value() == "All Parish councils and residents"
        assert control.line.cursorPosition() == len(control.line.text())


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
