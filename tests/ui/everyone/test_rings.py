"""What has the keyboard shows it by a ring, and a field by its edge, that stand out in every scheme."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTabBar,
    QToolButton,
)

from app.ui.look import palette_of
from app.ui.review.side import TABS
from tests.ui.everyone.conftest import looks_as_chosen, work_done
from tests.ui.test_accessible import contrast

SCHEMES = ("light", "dark", "contrast")
RING = 40
"""How many pixels at least are to stand out, on a control of some letters."""


def default_button():
    button = QPushButton("Export")
    button.setDefault(True)
    return button


def choice():
    box = QComboBox()
    box.addItem("Plain")
    return box


def writable_choice():
    box = choice()
    box.setEditable(True)
    return box


def tool():
    button = QToolButton()
    button.setText("Bold")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def tabs():
    bar = QTabBar()
    bar.setStyleSheet(TABS)
    bar.addTab("To be decided")
    return bar


CONTROLS = {
    "default button": default_button, "button": lambda: QPushButton("Cancel"), "tool": tool, "choice": choice,
    "writable choice": writable_choice, "number": QSpinBox, "line": QLineEdit, "text": QPlainTextEdit,
    "box": lambda: QCheckBox("Open"), "circle": lambda: QRadioButton("Mine"), "tabs": tabs,
}  # fmt: skip
FIELDS = ("choice", "writable choice", "number", "line", "text")


@pytest.fixture(params=SCHEMES)
def scheme(request, look):
    look.set_scheme(request.param)
    looks_as_chosen(look)
    return request.param


@pytest.fixture
def shown(qtbot, scheme):
    """Shows a control beside another that has the keyboard, until Tab is struck."""

    def show(name):
        dialog, control, first = QDialog(), CONTROLS[name](), QCheckBox("First")
        qtbot.addWidget(dialog)
        row = QHBoxLayout(dialog)
        row.addWidget(first)
        row.addWidget(control)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        first.setFocus()
        work_done()
        return dialog, control

    return show


def picture(dialog, control):
    work_done()
    return dialog.grab(control.geometry()).toImage()


def standing_out(before, after):
    """How many pixels differ by so much that it is seen."""
    places = [(x, y) for x in range(before.width()) for y in range(before.height())]
    pairs = ((before.pixelColor(x, y), after.pixelColor(x, y)) for x, y in places)
    return sum(one != other and contrast(one, other) >= 3 for one, other in pairs)


@pytest.mark.parametrize("name", CONTROLS)
class DescribeWhatHasTheKeyboard:
    def it_shows_it_in_every_scheme(self, shown, name):
        dialog, control = shown(name)
        before = picture(dialog, control)
        QTest.keyClick(dialog, Qt.Key.Key_Tab)
        assert control.hasFocus()
        assert standing_out(before, picture(dialog, control)) >= RING


@pytest.mark.parametrize("name", FIELDS)
class DescribeTheEdgeOfAField:
    def it_is_seen_in_every_scheme(self, shown, scheme, name):
        dialog, control = shown(name)
        seen = picture(dialog, control)
        edge = seen.pixelColor(0, seen.height() // 2)
        for ground in (palette_of(scheme).window().color(), palette_of(scheme).base().color()):
            assert contrast(edge, ground) >= 3
