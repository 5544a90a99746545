"""Every control of the whole window says to assistive programs what it is, and to the mouse what it does."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from app.ui.window.actions import bare, keys_of
from tests.ui.everyone.conftest import STOPS
from tests.ui.test_accessible import named_below

ON_BUTTONS = ("save_version", "outcome", "check_copy", "comment")
"""Actions of menus that stand on buttons of panels under the same words."""
SIDE_PANELS = ("comments", "suggestions", "checks", "history")
SAYS_NOTHING = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window)
KEYS = re.compile(r"\((?:(?:Ctrl|Alt|Shift)\+)*(?:[A-Z0-9]|F\d+|Del|Enter|Backspace|Up|Down)\)")


def own(control):
    """Whether Qt made it as a part of another control."""
    return not control.objectName().startswith("qt_") and not control.objectName().startswith("Scroll")


def at_work(window):
    return [control for control in window.findChildren(QWidget) if control.isVisible() and own(control)]


def name_of(control):
    interface = QAccessible.queryAccessibleInterface(control)
    return interface.text(QAccessible.Text.Name).strip() if interface else ""


@pytest.mark.parametrize("stop", STOPS)
class DescribeNames:
    def it_names_every_control(self, at, stop):
        window = at(stop)
        unnamed = [
            (type(control).__name__, control.objectName(), role.name)
            for control, role, name in named_below(window)
            if not name.strip() and own(control)
        ]
        assert unnamed == []

    def it_gives_a_role_and_a_name_to_whatever_takes_the_keyboard(self, at, stop):
        assert silent_in(at(stop)) == []

    def it_tells_what_is_chosen_by_each_choice(self, at, stop):
        assert unsaid_choices(at(stop)) == []

    def it_names_the_areas_of_the_window_and_each_panel(self, at, stop):
        window, desktop = at(stop), at(stop).desktop
        areas = [window.menuBar(), window.state]
        if desktop is not None:
            areas += [*desktop.areas(), desktop.middle.currentWidget(), desktop.side.currentWidget()]
        assert [type(area).__name__ for area in areas if not name_of(area)] == []

    def it_tells_by_a_tooltip_what_a_picture_alone_means(self, at, stop):
        assert untold(at(stop)) == []

    def it_names_the_keys_of_a_button_that_has_some(self, at, stop):
        silent = []
        for button in at_work(at(stop)):
            if isinstance(button, QToolButton) and not button.text():
                keys = button.shortcut() if not button.defaultAction() else button.defaultAction().shortcut()
                if (
                    not keys.isEmpty()
                    and not KEYS.search(button.toolTip())
                    and "Ctrl+" not in button.toolTip()
                ):
                    silent.append((button.toolTip(), keys.toString()))
        assert silent == []

    def it_names_the_keys_of_a_button_that_does_what_a_menu_does(self, at, stop):
        window = at(stop)
        keys = {bare(window.actions_by_name[name]): name for name in ON_BUTTONS}
        silent = [
            (button.text(), button.toolTip())
            for button in at_work(window)
            if isinstance(button, QAbstractButton) and (name := keys.get(button.text().rstrip("…")))
            and f"({keys_of(window.actions_by_name[name])})" not in button.toolTip()
        ]  # fmt: skip
        assert silent == []

    def it_shows_a_users_words_as_they_stand(self, at, stop):
        rich = [
            label.text()
            for label in at_work(at(stop))
            if isinstance(label, QLabel) and label.textFormat() != Qt.TextFormat.PlainText and label.text()
        ]
        assert rich == []


def silent_in(window):
    """What takes the keyboard, and does not say what it is or what for."""
    return [
        (type(control).__name__, control.objectName(), name_of(control))
        for control in at_work(window)
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.focusProxy() is None
        and (QAccessible.queryAccessibleInterface(control).role() in SAYS_NOTHING or not name_of(control))
    ]  # fmt: skip


def unsaid_choices(window):
    """The choices of which nothing says what is chosen by them: on Linux Qt gives what is chosen for their name."""
    return [
        (choice.accessibleName(), choice.currentText())
        for choice in at_work(window)
        if isinstance(choice, QComboBox)
        and not has_label(choice)
        and not (choice.accessibleName() and choice.accessibleName() in description_of(choice))
    ]


def has_label(control):
    related = QAccessible.queryAccessibleInterface(control).relations(QAccessible.RelationFlag.Label)
    return bool(related)


def description_of(control):
    return QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Description)


def untold(window):
    """The buttons that show only a picture, of which no tooltip tells the meaning."""
    return [
        (type(button).__name__, name_of(button))
        for button in at_work(window)
        if isinstance(button, QAbstractButton) and not button.icon().isNull()
        and (not button.text() or shows_no_text(button)) and not button.toolTip()
    ]  # fmt: skip


def shows_no_text(button):
    only = Qt.ToolButtonStyle.ToolButtonIconOnly
    return isinstance(button, QToolButton) and button.toolButtonStyle() == only


class DescribeTheTabsOfTheSidePanel:
    def they_name_their_keys(self, at):
        window = at("side-2")
        bar, keys = window.desktop.side.tabBar(), [window.actions_by_name[name] for name in SIDE_PANELS]
        tips = [bar.tabToolTip(each).rpartition(" (")[2] for each in range(bar.count())]
        assert tips == [f"{keys_of(each)})" for each in keys]


class DescribeWhatIsWrittenInARow:
    def it_is_named_in_the_tree(self, at):
        view = at("theme").desktop.tree.view
        view.setFocus()
        view.edit(view.currentIndex())
        (line,) = (each for each in view.findChildren(QLineEdit) if each.isVisible())
        assert name_of(line) == "Name of the part"
        view.closePersistentEditor(view.currentIndex())
        line.close()

    @pytest.mark.parametrize(
        ("stop", "column", "name"),
        [("risks", 3, "likelihood, before the response"), ("roadmap", 2, "Start"), ("roadmap", 3, "End")],
    )
    def it_is_called_as_its_column_is(self, at, stop, column, name):
        table = at(stop).desktop.panel(stop).table
        index = table.model().index(0, column)
        table.edit(index)
        editors = QLineEdit | QAbstractSpinBox
        (editor,) = (
            each for each in table.viewport().children() if isinstance(each, editors) and each.isVisible()
        )
        assert name_of(editor) == name
        editor.close()
