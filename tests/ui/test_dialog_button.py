"""The icon of a dialog's button is seen on the ground that the button has."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QDialog, QStyleOptionButton, QVBoxLayout

from app.ui.dialog_button import DialogButton

SIDE = 32


def ink(button):
    """The colour of the icon that a button is drawn with."""
    option = QStyleOptionButton()
    button.initStyleOption(option)
    image = option.icon.pixmap(QSize(SIDE, SIDE)).toImage()
    seen = [image.pixelColor(x, y) for x in range(SIDE) for y in range(SIDE)]
    return {each.name() for each in seen if each.alpha() == 255}


@pytest.fixture
def dialog(qtbot):
    dialog = QDialog()
    column = QVBoxLayout(dialog)
    for words in ("Compare", "Export"):
        column.addWidget(DialogButton("compare", words))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


class DescribeTheIconOfADialogsButton:
    def it_has_the_colour_of_the_words_on_the_button_that_enter_presses(self, dialog):
        first, second = dialog.findChildren(DialogButton)
        first.setDefault(True)
        palette = QGuiApplication.palette()
        assert ink(first) == {palette.color(QPalette.ColorRole.HighlightedText).name()}
        assert ink(second) == {palette.color(QPalette.ColorRole.WindowText).name()}

    def it_is_as_any_other_where_the_button_cannot_be_pressed(self, dialog):
        first, _ = dialog.findChildren(DialogButton)
        first.setDefault(True)
        first.setEnabled(False)
        highlighted = QGuiApplication.palette().color(QPalette.ColorRole.HighlightedText).name()
        assert highlighted not in ink(first)
