"""The tree of the window by mouse and keys alone: what each key and click does, and what is seen of a drag."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QDragMoveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.models import tree
from app.ui.tree.model import ID_ROLE
from tests.ui.conftest import made
from tests.ui.window.person import CONTROL, SHIFT, Person
from tests.ui.window.test_flows import children, name_editor

NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def person(qtbot, opened):
    person = Person(qtbot, opened)
    person.comes_back()
    opened.desktop.tree.view.expandAll()
    return person


@pytest.fixture
def view(opened):
    return opened.desktop.tree.view


def place(view, id) -> QPoint:
    view.scrollTo(view.model().index_of(id))
    return view.visualRect(view.model().index_of(id)).center()


def click(view, id, *held):
    modifiers = held[0] if held else Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, place(view, id))


def menus():
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible()]


def lines(menu):
    return [action.text().partition("\t")[0] for action in menu.actions() if action.text()]


class DescribeTheKeys:
    def they_move_indent_and_outdent_with_alt(self, person, view, opened):
        click(view, "sub")
        person.presses(Qt.Key.Key_Left, ALT)
        assert children(opened.desk.root, "s")[1:3] == ["Background", "Detail"]
        person.presses(Qt.Key.Key_Right, ALT)
        assert children(opened.desk.root, "back") == ["Detail"]
        click(view, "p2")
        person.presses(Qt.Key.Key_Up, ALT)
        assert children(opened.desk.root, "t1") == ["Priority 2", "Priority 1", "Priority 3"]
        person.presses(Qt.Key.Key_Down, ALT)
        assert children(opened.desk.root, "t1") == ["Priority 1", "Priority 2", "Priority 3"]

    def they_name_a_part_by_f2(self, qtbot, person, view, opened):
        click(view, "p1")
        person.presses(Qt.Key.Key_F2)
        qtbot.keyClicks(name_editor(view), "Named anew")
        qtbot.keyClick(name_editor(view), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: children(opened.desk.root, "t1")[0] == "Named anew")

    @pytest.mark.parametrize("page", ["page-control", "page-versions"])
    def they_lead_into_a_page_by_enter(self, qtbot, person, view, opened, page):
        click(view, page)
        person.presses(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: opened.desktop.workspace.isAncestorOf(person.focused()))

    def they_open_the_menu_of_the_chosen_part(self, qtbot, person, view):
        click(view, "p1")
        person.presses(Qt.Key.Key_Menu)
        (menu,) = menus()
        assert lines(menu)[:3] == ["Add below", "Add after", "Rename"]
        menu.close()


class DescribeSeveralPartsMovedByKeys:
    """They keep the order they have, also where some of them have no place to go to."""

    @pytest.fixture
    def sections(self, opened):
        """Four sections below the background: Detail, Two, Three and Four."""
        more = [made("section", title.lower(), title) for title in ("Two", "Three", "Four")]
        opened.desk.draft.do(lambda root: tree.insert_all(root, "back", more, 1), "Add sections")
        opened.desktop.tree.view.expandAll()

    def they_stand_behind_what_held_them(self, sections, person, view, opened):
        click(view, "two")
        click(view, "three", SHIFT)
        person.presses(Qt.Key.Key_Left, ALT)
        assert children(opened.desk.root, "back") == ["Detail", "Four"]
        assert children(opened.desk.root, "s")[1:4] == ["Background", "Two", "Three"]

    def they_go_on_into_the_next_part_that_may_hold_them(self, sections, person, view, opened):
        click(view, "three")
        click(view, "four", SHIFT)
        person.presses(Qt.Key.Key_Down, ALT)
        assert children(opened.desk.root, "back") == ["Detail", "Two"]
        after = tree.parent_of(opened.desk.root, "four")
        assert after is not None
        assert children(opened.desk.root, after.id)[:2] == ["Three", "Four"]

    @pytest.mark.parametrize("key", ["Up", "Right"])
    def they_stay_where_the_first_of_them_can_go_nowhere(self, sections, person, view, opened, key):
        before = opened.desk.root
        click(view, "sub")
        click(view, "two", SHIFT)
        person.presses(Qt.Key[f"Key_{key}"], ALT)
        assert opened.desk.root is before
        assert opened.state.currentMessage().startswith("There is no place")

    def they_close_up_to_those_that_stay(self, sections, person, view, opened):
        click(view, "sub")
        click(view, "three", CONTROL)
        for _ in range(2):
            person.presses(Qt.Key.Key_Up, ALT)
        assert children(opened.desk.root, "back") == ["Detail", "Three", "Two", "Four"]


class DescribeKeysThatCanDoNothing:
    """They say why, for a key that does nothing without a word is taken for broken."""

    @pytest.mark.parametrize(
        ("key", "held"),
        [("Delete", NONE), ("C", CONTROL), ("X", CONTROL), ("D", CONTROL), ("Down", ALT)],
    )
    @pytest.mark.parametrize("page", ["root", "page-control"])
    def they_say_that_the_strategy_and_its_pages_stay(self, person, view, opened, key, held, page):
        before = opened.desk.root
        click(view, before.id if page == "root" else page)
        person.presses(Qt.Key[f"Key_{key}"], held)
        assert opened.state.currentMessage().startswith("This is no part that could be moved")
        assert opened.desk.root is before

    def they_say_that_the_house_style_names_a_page(self, person, view, opened):
        click(view, "page-versions")
        person.presses(Qt.Key.Key_F2)
        assert opened.state.currentMessage().startswith("The house style names this page")

    def they_say_that_no_part_can_stand_after_a_page(self, view, opened):
        before = opened.desk.root
        click(view, "page-control")
        opened.actions_by_name["sibling"].trigger()
        assert opened.state.currentMessage().startswith("This page is no part")
        assert opened.desk.root is before

    def they_say_that_there_is_no_place_to_move_to(self, person, view, opened):
        click(view, "p1")
        person.presses(Qt.Key.Key_Right, ALT)
        assert opened.state.currentMessage() == "There is no place inside the part above for Priority 1."

    def they_say_that_what_was_copied_is_no_part(self, person, view, opened):
        QApplication.clipboard().setText("only words")
        click(view, "p1")
        person.presses(Qt.Key.Key_V, CONTROL)
        assert opened.state.currentMessage().startswith("Nothing that was copied is a part.")


class DescribeTheMouse:
    def it_opens_the_menu_of_the_part_below_it(self, view, opened):
        click(view, "p2")
        at = place(view, "p2")
        where = view.viewport().mapToGlobal(at)
        QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where))
        (menu,) = menus()
        duplicate = next(action for action in menu.actions() if action.text().startswith("Duplicate"))
        duplicate.trigger()
        menu.close()
        assert children(opened.desk.root, "t1") == ["Priority 1", "Priority 2", "Priority 2", "Priority 3"]

    def it_chooses_several_with_ctrl_and_shift_and_what_is_done_is_done_to_all(self, person, view, opened):
        click(view, "p3")
        click(view, "p9", CONTROL)
        click(view, "p1", CONTROL)
        assert view.chosen_ids() == ["p1", "p3", "p9"]
        person.presses(Qt.Key.Key_Delete)
        assert children(opened.desk.root, "t1") == ["Priority 2"]
        assert children(opened.desk.root, "t2") == []
        person.presses(Qt.Key.Key_Z, CONTROL)
        click(view, "p1")
        click(view, "p3", SHIFT)
        assert view.chosen_ids() == ["p1", "p2", "p3"]

    def it_copies_several_in_the_order_in_which_they_are_read(self, person, view, opened):
        click(view, "p3")
        click(view, "p1", CONTROL)
        person.presses(Qt.Key.Key_C, CONTROL)
        click(view, "p9")
        person.presses(Qt.Key.Key_V, CONTROL)
        assert children(opened.desk.root, "t2") == ["Learn by doing", "Priority 1", "Priority 3"]


class DescribeADrag:
    @pytest.mark.parametrize(
        ("down", "over"), [(0.5, "a part"), (0.0, "the edge above"), (1.0, "the edge below")]
    )
    def it_draws_a_mark_where_it_would_go(self, person, view, opened, down, over):
        row = view.visualRect(view.model().index_of("p9"))
        aim = QPoint(row.center().x(), row.top() + round(down * (row.height() - 1)))
        mime: QMimeData = view.model().mimeData([view.model().index_of("p1")])
        if over == "a part":
            row = view.visualRect(view.model().index_of("t2"))
            aim = row.center()
        before = view.viewport().grab().toImage()
        how = Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        view.setState(view.State.DraggingState)
        over_it = QDragMoveEvent(aim, *how)
        view.dragMoveEvent(over_it)
        assert over_it.isAccepted()
        view.setDropIndicatorShown(False)  # Qt's own, a hair
        marked = view.viewport().grab().toImage()
        view.setState(view.State.NoState)
        link = view.palette().color(view.palette().ColorRole.Link)
        rows = range(row.top() - 3, row.bottom() + 4)
        new = [
            y
            for y in rows
            if marked.pixelColor(row.right() - 20, y) == link != before.pixelColor(row.right() - 20, y)
        ]
        assert new
        assert tree.find(opened.desk.root, "t1") == opened.desk.node("t1")
        assert view.currentIndex().data(ID_ROLE)
