"""Everybody can use the window: names and roles for all, every control by Tab alone, contrast enough to read."""

import subprocess
import sys
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.ui.desk import Desk
from app.ui.draft import Draft
from app.ui.look import palette_of, style_sheet
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE
from app.ui.window.desktop import Desktop
from tests.ui.fakes import MemoryLibrary, fake_services

USED = (
    QAccessible.Role.Button, QAccessible.Role.EditableText, QAccessible.Role.CheckBox, QAccessible.Role.ComboBox,
    QAccessible.Role.SpinBox, QAccessible.Role.Slider, QAccessible.Role.Table, QAccessible.Role.Tree,
    QAccessible.Role.List, QAccessible.Role.ButtonMenu, QAccessible.Role.RadioButton,
)  # fmt: skip
PARTS = ("s", "fore", "back", "plan", "v", "t1", "p1", "rs", "r1", "g", "g1", CONTROL_PAGE, VERSIONS_PAGE)
# Parts of a control that Qt makes, which are reached through the control itself.
QTS_OWN = (
    "qt_spinbox_lineedit",
    "qt_toolbar_ext_button",
    "ScrollLeftButton",
    "ScrollRightButton",
    "qt_tableview_cornerbutton",
)

LEFT_AT_THE_END = """
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from app.ui.roles import give_role
app, label, chart = QApplication([]), QLabel("Heard before"), QWidget()
assert QAccessible.queryAccessibleInterface(label)
give_role(chart, QAccessible.Role.Chart)
print(QAccessible.queryAccessibleInterface(chart).role().name)
chart.deleteLater()
"""


@pytest.fixture
def desktop(qtbot, editing, ask, plain_house):

    library: Any = MemoryLibrary(editing)
    desk = Desk(library, Draft(editing, {}), {"plain": plain_house}, fake_services(), ask)
    desktop = Desktop(desk, {})
    qtbot.addWidget(desktop)
    desktop.resize(1280, 800)
    desktop.show()
    return desktop


def named_below(widget):
    """Every visible control below a widget, with its role and name as assistive programs get them."""
    for control in widget.findChildren(QWidget):
        if control.isVisible() and control.objectName() not in QTS_OWN:
            interface = QAccessible.queryAccessibleInterface(control)
            if interface and interface.role() in USED:
                yield control, interface.role(), interface.text(QAccessible.Text.Name)


class DescribeTheWindowForEveryone:
    @pytest.mark.parametrize("id", PARTS)
    def it_names_every_control(self, desktop, id):
        desktop.go(id)
        desktop.workspace.finish()
        unnamed = [
            (type(control).__name__, control.objectName(), role.name)
            for control, role, name in named_below(desktop)
            if not name.strip()
        ]
        assert unnamed == []

    @pytest.mark.parametrize("id", PARTS)
    def it_shows_user_text_as_plain_text(self, desktop, id):
        desktop.go(id)
        desktop.workspace.finish()
        rich = [
            label.text()
            for label in desktop.findChildren(QLabel)
            if label.textFormat() != Qt.TextFormat.PlainText
        ]
        assert [text for text in rich if text] == []

    @pytest.mark.parametrize("id", ["t1", "r1", "g", CONTROL_PAGE, VERSIONS_PAGE])
    def it_leads_to_every_control_by_tab_alone(self, qtbot, desktop, id):
        desktop.go(id)
        desktop.workspace.finish()
        wanted = {
            control
            for control in desktop.findChildren(QWidget)
            if control.isVisible()
            and control.isEnabled()
            and control.focusPolicy() & Qt.FocusPolicy.TabFocus
            and control.focusProxy() is None
            and control.objectName() not in QTS_OWN
        }
        desktop.activateWindow()
        desktop.tree.filter.setFocus()
        reached = set()
        for _ in range(len(wanted) * 3 + 30):
            focused = QApplication.focusWidget()
            if focused is None:
                break
            reached.add(focused)
            qtbot.keyClick(focused, Qt.Key.Key_Tab)
        missed = [(type(c).__name__, c.objectName(), c.accessibleName()) for c in wanted - reached]
        assert missed == []


class DescribeWidgetsThatPaintThemselves:
    def they_keep_their_role_to_the_end_of_the_program(self):
        done = subprocess.run(
            [sys.executable, "-c", LEFT_AT_THE_END], capture_output=True, text=True, check=False, timeout=60
        )
        assert (done.stdout, done.returncode) == ("Chart\n", 0)


def luminance(colour):
    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one, other):
    """The ratio of WCAG 2.2, 1.4.3."""
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
class DescribeColours:
    @pytest.mark.parametrize(
        ("ink", "paper"),
        [("WindowText", "Window"), ("Text", "Base"), ("ButtonText", "Button"), ("HighlightedText", "Highlight"),
         ("Link", "Base"), ("PlaceholderText", "Window"), ("PlaceholderText", "Base"), ("ToolTipText", "ToolTipBase")],
    )  # fmt: skip
    def it_can_be_read(self, qapp, scheme, ink, paper):
        palette = palette_of(scheme)
        role = QPalette.ColorRole
        assert contrast(palette.color(role[ink]), palette.color(role[paper])) >= 4.5

    def it_shows_where_the_keyboard_is(self, qapp, scheme):
        palette = palette_of(scheme)
        assert contrast(palette.color(QPalette.ColorRole.Link), palette.color(QPalette.ColorRole.Window)) >= 3

    def it_scales_every_size_with_the_text(self, qapp, scheme):
        assert "22.0pt" in style_sheet(scheme, 200)
        assert "11.0pt" in style_sheet(scheme, 100)
