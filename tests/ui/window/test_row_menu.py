"""The rows of a table of parts: their menu, their deletion by key, and sorting."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.models import tree
from app.ui import arranging
from app.ui.forms.row_menu import row_menu
from tests.ui.conftest import made


@pytest.fixture
def table(opened):
    opened.desktop.go("g")
    table = opened.desktop.workspace.form.tables["term"]
    table.choose("g1")
    return table


def names(opened):
    return [node.title for node in opened.desk.node("g").children]


def line(table, words):
    menu = row_menu(table)
    (action,) = (each for each in menu.actions() if each.text().partition("\t")[0] == words)
    return action


class DescribeTheMenuOfARow:
    def it_opens_by_a_right_click(self, qtbot, table):
        at = table.view.visualRect(table.model.index(1, 0)).center()
        table.view.customContextMenuRequested.emit(QPoint(at))
        (menu,) = table.findChildren(type(row_menu(table)))[:1]
        qtbot.waitUntil(menu.isVisible)
        menu.close()

    def it_does_what_the_buttons_and_keys_do(self, opened, table):
        line(table, "Move down").trigger()
        assert names(opened) == ["WAN", "API"]
        line(table, "Cut").trigger()
        assert names(opened) == ["WAN"]
        line(table, "Write").trigger()
        assert table.view.state() == table.view.State.EditingState

    def it_offers_no_move_that_cannot_be_made(self, table):
        assert not line(table, "Move up").isEnabled()
        assert line(table, "Move down").isEnabled()

    def it_sorts_in_one_step(self, opened, table):
        line(table, "Move down").trigger()
        line(table, "Sort by name").trigger()
        assert names(opened) == ["API", "WAN"]
        opened.actions_by_name["undo"].trigger()
        assert names(opened) == ["WAN", "API"]


class DescribeRowsThatHaveTheKeyboard:
    @pytest.fixture
    def do(self, qtbot, opened, table):
        qtbot.waitUntil(table.view.hasFocus)
        return lambda name: opened.actions_by_name[name].trigger()

    def they_are_what_is_duplicated_and_keep_the_keyboard(self, opened, table, do):
        do("duplicate")
        assert names(opened) == ["API", "API", "WAN"]
        assert opened.desktop.workspace.shown_id == "g"
        assert table.view.hasFocus()
        assert table.chosen() == [opened.desk.node("g").children[1].id]
        assert opened.state.currentMessage() == "Duplicated API."
        do("undo")
        assert opened.state.currentMessage() == "Undone: Duplicate API"

    def they_are_what_the_menu_moves_names_and_deletes(self, opened, table, do):
        do("down")
        assert names(opened) == ["WAN", "API"]
        assert table.chosen() == ["g1"]
        do("rename")
        assert table.view.state() == table.view.State.EditingState
        do("delete")
        assert names(opened) == ["WAN"]

    def they_are_followed_by_what_is_pasted_there(self, opened, table, do):
        do("copy")
        do("paste")
        assert names(opened) == ["API", "API", "WAN"]
        assert opened.desktop.workspace.shown_id == "g"
        assert table.view.hasFocus()
        assert table.chosen() == [opened.desk.node("g").children[1].id]


class DescribeACellThatIsWritten:
    """Rows come and go around it: an undo, a deletion from the menu, what a colleague adds."""

    @pytest.fixture
    def writing(self, qtbot, opened, table):
        table.choose("g1", edit=True)
        qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        return QApplication.focusWidget

    def it_ends_with_its_row_and_the_table_keeps_the_keyboard(self, qtbot, opened, table, writing):
        opened.desktop.structure.remove(["g1"])
        assert table.view.hasFocus()
        assert table.view.state() == table.view.State.NoState
        opened.close_strategy()  # the program died here
        qtbot.waitUntil(lambda: opened.desktop is None)

    def it_goes_on_at_the_same_letter_where_its_row_stays(self, qtbot, opened, table, writing):
        writing().setCursorPosition(2)
        opened.desk.draft.do(lambda root: tree.insert(root, "g", made("term", "g0", "AAA"), 0), "Add term")
        assert names(opened) == ["AAA", "API", "WAN"]
        QTest.keyClicks(writing(), "x")
        opened.desk.draft.flush()
        assert names(opened) == ["AAA", "APxI", "WAN"]

    def it_ends_where_the_row_was_added_and_that_is_undone(self, opened, table, writing):
        QTest.keyClick(writing(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert names(opened) == ["API", "WAN", ""]
        opened.actions_by_name["undo"].trigger()
        assert names(opened) == ["API", "WAN"]
        assert table.view.hasFocus()


class DescribeTheTotal:
    def it_is_told_once_a_sum_was_filled_in(self, opened):
        opened.desktop.structure.add_below("t1", "cost")
        opened.desktop.go("t1")
        table = opened.desktop.workspace.form.tables["cost"]
        assert not table.total.isVisible()
        table.model.setData(table.model.index(0, 2), Decimal(2_000_000))
        assert table.total.isVisible()
        assert table.total.text() == "Total: capital £2,000,000, revenue £0"


class DescribeSortingByName:
    def it_leaves_other_kinds_in_place_and_the_nameless_last(self):
        titles = ("", "wan", "API", "Lan")
        rows = tuple(made("priority", f"p{n}", title) for n, title in enumerate(titles))
        theme = made("theme", "t", "T", "", rows[0], made("cost", "c"), *rows[1:])
        ordered = arranging.by_name(theme, "priority")
        assert [child.title for child in ordered] == ["API", "", "Lan", "wan", ""]
        assert ordered[1].kind == "cost"
        assert tree.change(theme, "t", children=ordered).ids == theme.ids


class DescribeDeletingARow:
    def it_is_done_by_key(self, opened, table):
        QTest.keyClick(table.view, Qt.Key.Key_Delete)
        assert names(opened) == ["WAN"]

    def it_deletes_letters_while_one_writes(self, opened, table):
        QTest.keyClick(table.view, Qt.Key.Key_F2)
        writing = QApplication.focusWidget()
        assert writing is not None
        assert writing is not table.view
        QTest.keyClick(writing, Qt.Key.Key_Delete)
        assert len(names(opened)) == 2
