"""A share of a hundred: a slider where there is room for one, a number everywhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem

from app.models.nodes import KINDS
from app.ui.fields.control import LabelledField
from app.ui.fields.simple import PercentField
from app.ui.forms.cells import paint_share
from app.ui.look import palette_of
from tests.ui.test_accessible import contrast

PROGRESS = next(field for field in KINDS["priority"].fields if field.name == "progress")


@pytest.fixture
def control(qtbot):
    control = PercentField(PROGRESS)
    qtbot.addWidget(control)
    return control


@pytest.fixture
def labelled(qtbot):
    labelled = LabelledField(lambda place: PercentField(PROGRESS, place))
    qtbot.addWidget(labelled)
    labelled.show()
    return labelled


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


class DescribeANumberThatCannotBe:
    @pytest.mark.parametrize("typed", ["150", "15x", "15.5", "1.5", "-15"])
    def it_is_not_taken_and_it_is_said_which_can_be(self, qtbot, labelled, typed):
        write(qtbot, labelled, typed)
        assert labelled.control.value() == 15
        assert labelled.wrong.text() == "⚠ A whole number from 0 to 100"

    @pytest.mark.parametrize("typed", ["15%", "15 %", "100", "7"])
    def it_is_not_said_of_one_that_can_be(self, qtbot, labelled, typed):
        write(qtbot, labelled, typed)
        assert labelled.control.value() == int(typed.strip(" %"))
        assert labelled.wrong.text() == ""

    def it_is_said_of_one_below_nought_until_another_is_typed(self, qtbot, labelled):
        write(qtbot, labelled, "-15")
        write(qtbot, labelled, "20")
        assert labelled.control.value() == 20
        assert labelled.wrong.text() == ""

    def it_is_said_of_one_that_is_pasted(self, qtbot, labelled):
        QGuiApplication.clipboard().setText("150")
        labelled.control.box.selectAll()
        qtbot.keyClick(labelled.control.box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert labelled.control.value() == 0
        assert labelled.wrong.text() == "⚠ A whole number from 0 to 100"

    def it_is_said_until_another_is_typed(self, qtbot, labelled):
        write(qtbot, labelled, "150")
        write(qtbot, labelled, "50")
        assert labelled.control.value() == 50
        assert labelled.wrong.text() == ""


def write(qtbot, labelled, words):
    labelled.control.box.selectAll()
    qtbot.keyClicks(labelled.control.box, words)
