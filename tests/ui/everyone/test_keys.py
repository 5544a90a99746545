"""The whole window by keys alone: Tab reaches everything, one sees where one is, no key means two things."""

import itertools
from collections import defaultdict

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QRadioButton, QScrollArea, QWidget

from app.ui.window.actions import OWN_KEYS
from tests.ui.everyone.conftest import ACTIVITIES, STOPS, work_done
from tests.ui.everyone.test_names import name_of, own

WIDE = Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.ApplicationShortcut


def stops_of_tab(top):
    return {
        control
        for control in top.findChildren(QWidget)
        if control.isVisible() and control.isEnabled() and own(control) and control.focusProxy() is None
        and control.focusPolicy() & Qt.FocusPolicy.TabFocus and not by_arrows(control)
    }  # fmt: skip


def by_arrows(control):
    """Whether it is one of several of which one is chosen: Tab leads to that one, and the arrow keys from there."""
    group = control.group() if isinstance(control, QAbstractButton) else None
    if group is None or not group.exclusive() or isinstance(control, QRadioButton):
        return False
    return control is not group.checkedButton()


def told(controls):
    return [(type(control).__name__, control.objectName(), name_of(control)) for control in controls]


def by_tab(first, most, key=Qt.Key.Key_Tab):
    """The controls that Tab leads to, in order, until it is back at the first."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    reached = []
    for _ in range(most):
        focused = QApplication.focusWidget()
        if focused is None or (focused is first and reached):
            break
        if focused not in reached:
            reached.append(focused)
        QTest.keyClick(focused, key)
    return reached


def first_of(window):
    if window.desktop is not None:
        return window.desktop.tree.filter
    recent = window.welcome.list
    return recent if recent.isVisible() else window.welcome.findChild(QAbstractButton, "welcome-new")


def goes_back(one, other, middle):
    """Whether the other stands above, and not in a column further right."""
    before, after = place_in(one, middle), place_in(other, middle)
    return after.bottom() < before.top() + 2 and after.left() <= before.right()


def place_in(control, middle):
    """Where it is seen: what must be scrolled to is at the foot of what it is scrolled in."""
    place = QRect(control.mapTo(middle, control.rect().topLeft()), control.size())
    above = control.parentWidget()
    while above is not None and above is not middle and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        foot = above.mapTo(middle, above.rect().bottomLeft()).y()
        place.moveTop(min(place.top(), foot))
    return place


@pytest.mark.parametrize("stop", STOPS)
class DescribeTab:
    def it_reaches_everything_and_is_never_trapped(self, at, stop):
        window = at(stop)
        window.activateWindow()
        wanted = stops_of_tab(window)
        reached = by_tab(first_of(window), 4 * len(wanted) + 40)
        assert told(wanted - set(reached)) == []
        assert QApplication.focusWidget() is first_of(window)

    def it_goes_down_the_page_or_on_to_its_next_column(self, at, stop):
        window = at(stop)
        reached = by_tab(first_of(window), 4 * len(stops_of_tab(window)) + 20)
        middle = window.desktop.middle if window.desktop is not None else window.welcome
        inside = [control for control in reached if middle.isAncestorOf(control)]
        for area in middle.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)
        assert [told(pair) for pair in itertools.pairwise(inside) if goes_back(*pair, middle)] == []

    def it_passes_the_tabs_before_what_they_show(self, at, stop):
        desktop = at(stop).desktop
        if desktop is None or not desktop.side.isVisible():
            return
        reached = by_tab(first_of(desktop.window()), 4 * len(stops_of_tab(desktop.window())) + 20)
        inside = [control for control in reached if desktop.side.isAncestorOf(control)]
        assert inside[0] is desktop.side.tabBar()

    def it_leads_back_with_shift(self, at, stop):
        window = at(stop)
        window.activateWindow()
        wanted = stops_of_tab(window)
        reached = by_tab(first_of(window), 4 * len(wanted) + 40, Qt.Key.Key_Backtab)
        assert told(wanted - set(reached)) == []

    def it_is_seen_where_the_keyboard_is(self, at, stop):
        window = at(stop)
        window.activateWindow()
        window.menuBar().setFocus()
        wanted = stops_of_tab(window)
        calm = {control: pictures_of(control) for control in wanted}
        first_of(window).setFocus(Qt.FocusReason.TabFocusReason)
        unseen = []
        for _ in range(len(wanted)):
            focused = QApplication.focusWidget()
            assert focused is not None
            if focused in calm and pictures_of(focused) == calm[focused]:
                unseen.append(focused)
            QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert told(unseen) == []


def pictures_of(control):
    """A control alone, and with what frames it."""
    return control.grab().toImage(), control.parentWidget().grab().toImage()


def keys_of(window):
    """Every key that means something in the whole window, with what it means."""
    meant = defaultdict(list)
    for action in window.findChildren(QAction):
        if action.shortcutContext() in WIDE and not isinstance(action.parent(), QMenu):
            for keys in action.shortcuts():
                meant[keys.toString()].append(action.text())
    for shortcut in window.findChildren(QShortcut):
        owner = shortcut.parent()  # a key of what is hidden does nothing
        if shortcut.context() in WIDE and (not isinstance(owner, QWidget) or owner.isVisible()):
            meant[shortcut.key().toString()].append(type(shortcut.parent()).__name__)
    return meant


def letters_of(window):
    """The letters that Alt leads to from where one is: menus, and what is seen with a letter underlined."""
    meant = defaultdict(list)
    for action in window.menuBar().actions():
        meant[QKeySequence.mnemonic(action.text()).toString()].append(action.text())
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and not button.shortcut().isEmpty():
            meant[button.shortcut().toString()].append(button.text() or name_of(button))
    return meant


def doubled(meant):
    return {keys: what for keys, what in meant.items() if len(what) > 1 and keys}


class DescribeShortcuts:
    def they_mean_one_thing_each(self, at):
        for activity in ACTIVITIES:
            assert doubled(keys_of(at(activity))) == {}, activity

    @pytest.mark.parametrize("stop", STOPS)
    def they_do_not_clash_with_letters_on_show(self, at, stop):
        assert doubled(letters_of(at(stop))) == {}

    def they_are_each_another_letter_in_a_menu(self, at):
        for menu in at("theme").menuBar().findChildren(QMenu):
            letters = defaultdict(list)
            for action in menu.actions():
                letters[QKeySequence.mnemonic(action.text()).toString()].append(action.text())
            assert doubled(letters) == {}, menu.title()

    def they_are_no_keys_of_the_tree(self, at):
        assert not set(keys_of(at("theme"))) & set(OWN_KEYS.values())

    @pytest.mark.parametrize("activity", ACTIVITIES)
    def they_are_not_taken_by_a_panel_for_something_else(self, at, activity):
        window = at(activity)
        wide = {keys for keys in keys_of(window) if keys}
        own_keys = {
            shortcut.key().toString()
            for shortcut in window.desktop.panel(activity).findChildren(QShortcut)
            if shortcut.isEnabled() and shortcut.context() not in WIDE
        }
        assert own_keys & wide == set()

    def they_undo_in_a_pack_what_was_done_there(self, at):
        panel = at("packs").desktop.panel("packs")
        before = panel.draft.pack
        panel.draft.set((), "venue", "Town Hall")
        panel.tree.setFocus()
        QTest.keyClick(panel.tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        work_done()
        assert panel.draft.pack == before
