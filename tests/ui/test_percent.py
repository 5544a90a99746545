"""A share of a hundred: a slider where there is room for one, a number everywhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem

from app.models.nodes import KINDS
from app.ui.fields.simple import PercentField
from app.ui.forms.cells import paint_share
from app.ui.look import palette_of
from tests.ui.test_accessible import contrast


@pytest.fixture
def control(qtbot):
    field = next(field for field in KINDS["priority"].fields if field.name == "progress")
    control = PercentField(field)
    qtbot.addWidget(control)
    return control


class DescribeTheBarOfACell:
    @pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
    @pytest.mark.parametrize("chosen", [False, True])
    def it_sets_what_is_done_apart_from_what_is_not(self, qapp, scheme, chosen):
        option, picture = QStyleOptionViewItem(), QImage(120, 60, QImage.Format.Format_RGB32)
        option.palette, option.rect = palette_of(scheme), picture.rect()
        ground = option.palette.color(QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.Base)
        picture.fill(ground)
        painter = QPainter(picture)
        paint_share(painter, option, 50, chosen=chosen)
        painter.end()
        rows = [y for y in range(60) if picture.pixelColor(30, y) != ground]
        middle = rows[len(rows) // 2]
        assert contrast(picture.pixelColor(30, middle), ground) >= 3
        assert picture.pixelColor(90, middle) == ground


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
