"""A share of a hundred: a slider where there is room for one, a number everywhere."""

import pytest
from PySide6.QtCore import Qt

from app.models.nodes import KINDS
from app.ui.fields.simple import PercentField


@pytest.fixture
def control(qtbot):
    field = next(field for field in KINDS["priority"].fields if field.name == "progress")
    control = PercentField(field)
    qtbot.addWidget(control)
    return control


class DescribeProgress:
    def it_is_set_by_a_slider_of_twenty_letters_in_a_form(self, control):
        control.resize(control.sizeHint())
        control.show()
        assert control.slider.isVisible()
        assert control.slider.width() >= control.fontMetrics().averageCharWidth() * 20
        control.slider.setValue(35)
        assert control.value() == 35

    def it_is_a_number_alone_in_a_narrow_cell(self, control):
        control.resize(80, 24)
        control.show()
        assert not control.slider.isVisible()
        assert control.box.width() >= control.box.minimumSizeHint().width()

    def it_has_one_stop_for_the_keyboard(self, control):
        assert control.slider.focusPolicy() == Qt.FocusPolicy.NoFocus
        assert control.focusProxy() is control.box
