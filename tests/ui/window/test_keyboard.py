"""Tab passes the areas of a window in their order, and Enter presses the button that has the keyboard."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.models.text import blocks_text
from app.ui.keyboard import has_keyboard, led_by_tab, led_to_area
from app.ui.own_keys import LeavesToWindow
from app.ui.tree.model import CONTROL_PAGE
from app.ui.window.actions import menu_of
from app.ui.window.parts import Breadcrumb

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def focused():
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def line_in(page, name):
    line = QLineEdit(page)
    line.setObjectName(name)
    return line


def area_with(*names):
    area = QWidget()
    column = QVBoxLayout(area)
    for name in names:
        column.addWidget(line_in(area, name))
    return area


class DescribeTheOrderOfTab:
    @pytest.fixture
    def areas(self, qtbot):
        window, stack = QWidget(), QStackedWidget()
        left, right = area_with("left"), area_with("right")
        column = QVBoxLayout(window)
        for part in (left, stack, right):
            column.addWidget(part)
        stack.addWidget(area_with("late", "later"))
        qtbot.addWidget(window)
        window.show()
        yield left, stack, right
        window.close()

    def it_leads_through_what_came_late_at_its_place_and_round(self, areas):
        areas[0].window().activateWindow()
        areas[0].findChild(QLineEdit).setFocus()
        for forward, names in (
            (True, ["late", "later", "right", "left"]),
            (False, ["right", "later", "late"]),
        ):
            reached = []
            for _ in names:
                assert led_by_tab(areas, forward=forward)
                reached.append(focused().objectName())
            assert reached == names

    def it_knows_nothing_of_what_is_elsewhere(self, areas):
        areas[0].findChild(QLineEdit).setFocus()
        assert not led_by_tab(areas[1:], forward=True)


class DescribeTheWindow:
    def it_goes_by_tab_from_the_tree_into_the_page_also_into_one_made_late(self, opened):
        for id in ("t1", "r1", "s"):
            opened.desktop.go(id)
            opened.desktop.tree.view.setFocus()
            for _ in range(9):
                QTest.keyClick(focused(), Qt.Key.Key_Tab)
                assert not opened.desktop.side.isAncestorOf(focused())
                if opened.desktop.workspace.form.isAncestorOf(focused()):
                    break
            assert focused().objectName() == "field-title"

    @pytest.mark.parametrize(("id", "kind"), [("v", "theme"), ("t1", "priority"), ("rs", "risk")])
    def it_goes_by_tab_down_a_page_as_it_is_read_and_through_its_tables(self, opened, id, kind):
        opened.resize(1200, 900)
        opened.desktop.go(id)
        form = opened.desktop.workspace.form
        form.focus_first()
        passed = []
        while form.isAncestorOf(focused()):
            passed.append(focused())
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
        rows = [each for each in form.widget().findChildren(QWidget, options=DIRECT) if each.isVisible()]
        tops = [next(row.y() for row in rows if row is each or row.isAncestorOf(each)) for each in passed]
        assert tops == sorted(tops)
        assert form.tables[kind].view in passed
        assert passed[-1] is form.add

    def it_keeps_the_keyboard_on_the_page_when_another_part_is_gone_to_from_there(self, opened):
        work = opened.desktop.workspace
        opened.desktop.go("t1")
        work.form.tables["priority"].view.setFocus()
        for id in ("p1", "v", CONTROL_PAGE, "g", "t2"):
            opened.desktop.go(id)
            assert work.isAncestorOf(opened.focusWidget()), id
            assert work.form is None or work.form.isAncestorOf(opened.focusWidget())
        assert opened.focusWidget().objectName() == "field-title"

    def it_comes_back_by_f6_to_where_one_was_in_a_part_and_begins_another_at_its_first_field(self, opened):
        desktop, work = opened.desktop, opened.desktop.workspace
        desktop.go("t1")
        story = work.form.fields["closing"].control.focusProxy()
        story.setFocus()
        desktop.tree.view.setFocus()
        press(opened, "next_area")
        assert focused() is story
        desktop.tree.view.setFocus()
        desktop.go("t2")
        press(opened, "next_area")
        assert focused().objectName() == "field-title"

    def it_gives_the_keyboard_to_the_page_that_the_path_leads_to(self, qtbot, opened):
        work = opened.desktop.workspace
        opened.desktop.go("sub")
        *_, up, _ = work.breadcrumb.findChildren(QToolButton)
        qtbot.waitUntil(up.isVisible)
        up.setFocus()
        up.click()
        assert work.shown_id == "back"
        assert work.form.isAncestorOf(opened.focusWidget())

    def it_leads_nowhere_by_an_ampersand_in_a_name_of_the_path(self, qtbot):
        path = Breadcrumb()
        qtbot.addWidget(path)
        path.show_path([("s", "ICT & Digital Strategy")], "Strategy")
        (button,) = path.findChildren(QToolButton)
        assert button.shortcut().isEmpty()
        assert button.text() == "ICT && Digital Strategy"  # as Qt is told of a letter that marks no key

    def it_leaves_the_keyboard_in_the_path_when_an_edit_leaves_that_as_it_is(self, qtbot, opened):
        work = opened.desktop.workspace
        opened.desktop.go("sub")
        *_, up, _ = work.breadcrumb.findChildren(QToolButton)
        qtbot.waitUntil(up.isVisible)
        up.setFocus()
        work.typed.emit("sub", "body", lambda: ())
        opened.desk.draft.flush()
        assert not opened.desk.node("sub").body
        assert opened.focusWidget() is up

    def it_leaves_the_keyboard_in_the_tree_when_another_part_is_gone_to_from_there(self, opened):
        opened.desktop.tree.view.setFocus()
        opened.desktop.go("p1")
        assert opened.focusWidget() is opened.desktop.tree.view

    def it_gives_the_keyboard_to_the_part_that_is_gone_to_by_name_from_the_tree(self, qtbot, opened):
        opened.desktop.tree.view.setFocus()
        opened.commands._do("t1")
        work = opened.desktop.workspace
        assert work.shown_id == "t1"
        qtbot.waitUntil(lambda: work.form_on_show is not None)
        assert work.isAncestorOf(opened.focusWidget())

    def it_begins_with_the_keyboard_in_the_tree(self, opened):
        assert opened.focusWidget() is opened.desktop.tree.view

    def it_presses_the_chosen_button_by_enter(self, qtbot, new_window):
        window = new_window()
        button = window.welcome.findChild(QPushButton, "welcome-samples")
        button.clicked.disconnect()
        window.activateWindow()
        button.setFocus()
        qtbot.waitUntil(button.hasFocus)
        with qtbot.waitSignal(button.clicked):
            QTest.keyClick(button, Qt.Key.Key_Return)

    def it_goes_by_tab_from_cell_to_cell_of_a_table_as_word_does(self, qtbot, opened):
        opened.resize(1000, 700)
        opened.desktop.go("t2")
        table = opened.desktop.workspace.form.tables["priority"]
        table.choose("p9", edit=True)
        QTest.keyClicks(focused(), "Learn")
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        assert table.view.currentIndex().column() == 1
        QTest.keyClicks(focused(), "Teach ")
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        assert table.view.currentIndex().column() == 2
        QTest.keyClick(focused(), Qt.Key.Key_Backtab)
        assert table.view.currentIndex().column() == 1
        opened.desk.draft.flush()
        part = opened.desk.node("p9")
        assert (part.title, "Teach" in str(part.body)) == ("Learn", True)

    def it_goes_on_at_the_end_of_a_text_whose_cell_is_entered(self, opened):
        opened.resize(1000, 700)
        opened.desktop.go("t2")
        table = opened.desktop.workspace.form.tables["priority"]
        table.choose("p9", edit=True)
        for words in ("Teach all.", " And later."):
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
            QTest.keyClicks(focused(), words)
            QTest.keyClick(focused(), Qt.Key.Key_Backtab)
        opened.desk.draft.flush()
        assert blocks_text(opened.desk.node("p9").body) == "Teach all. And later."

    def it_adds_a_row_by_tab_in_the_last_cell_and_leaves_by_tab_from_an_empty_row(self, opened):
        opened.resize(1000, 700)
        opened.desktop.go("t2")
        table = opened.desktop.workspace.form.tables["priority"]

        def tab_to_the_end():
            for _ in table.model.columns[table.view.currentIndex().column() :]:
                QTest.keyClick(focused(), Qt.Key.Key_Tab)

        table.choose("p9", edit=True)
        tab_to_the_end()
        assert (table.view.currentIndex().row(), table.view.currentIndex().column()) == (1, 0)
        assert table.view.isAncestorOf(focused())
        tab_to_the_end()
        assert len(table.model.nodes) == 2
        assert not table.view.isAncestorOf(focused())
        opened.actions_by_name["undo"].trigger()
        assert [node.id for node in table.model.nodes] == ["p9"]


class DescribeTheStateBar:
    def it_tells_beside_the_state_and_never_over_it(self, opened):
        state = opened.state
        state.showMessage("Undone: Edit theme", 5)
        state.show_state("saved")
        shown = [label.isVisible() for label in (state.said, state.state, state.draft)]
        assert shown == [True, True, False]
        assert not state.said.geometry().intersects(state.state.geometry())

    def it_cuts_a_long_sentence_rather_than_push_out_what_is_counted(self, opened):
        state = opened.state
        opened.resize(900, 600)
        state.show_state("unsaved", "there is no room left on the disk, so free some room there, " * 4)
        state.layout().activate()
        state.grab()
        shown = (state.words, state.findings, state.percent)
        assert all(each.x() > 0 and each.geometry().right() <= state.width() for each in shown)
        assert not state.state.geometry().intersects(state.words.geometry())
        assert state.state.toolTip() == state.state.text()
        state.show_state("read-only")
        state.draft.setText("Draft of version 2.1: 12 changes since version 2.0 " * 4)
        state.layout().activate()
        assert state.state.width() >= state.state.sizeHint().width()

    def it_counts_one_word(self, opened):
        opened.state.show_words(1)
        assert opened.state.words.text() == "1 word"

    def it_stops_telling_after_a_while(self, qtbot, opened):
        opened.state.showMessage("Undone: Edit theme", 5)
        qtbot.waitUntil(lambda: not opened.state.said.isVisible())
        assert opened.state.draft.isVisible()

    def it_tells_one_thing_at_a_time_where_another_strategy_is_shown(self, opened):
        opened.state.showMessage("Copied Digital place", 60_000)
        opened.state.show_strategy(there=True)
        assert opened.state.said.isVisible()
        assert not opened.state.draft.isVisible()

    def it_stops_telling_of_what_was_done_once_more_is_typed(self, opened):
        opened.state.showMessage("Undone: Edit theme", 60_000)
        opened.desk.draft.typed("p1", "title", lambda: "Another")
        assert opened.state.currentMessage() == ""
        opened.state.showMessage("Writing the copy…")
        opened.desk.draft.flush()
        opened.desk.draft.typed("p1", "title", lambda: "Yet another")
        assert opened.state.currentMessage() == "Writing the copy…"


class DescribeTheAreas:
    def it_goes_by_f6_into_a_field_and_not_to_what_leads_elsewhere(self, opened):
        opened.desktop.go("p1")
        opened.desktop.tree.view.setFocus()
        assert led_to_area(opened.desktop.areas(), forward=True)
        assert opened.desktop.workspace.form.isAncestorOf(focused())
        assert not isinstance(focused(), QPushButton)

    def it_goes_round_by_f6_and_back(self, qtbot, opened):
        opened.desktop.go("t1")
        areas = (*opened.desktop.areas(), opened.state)
        names = ["activities", "tree", "page", "side", "foot"]

        def where():
            return next(n for n, area in zip(names, areas, strict=True) if area.isAncestorOf(focused()))

        opened.desktop.tree.view.setFocus()
        reached = []
        for _ in names:
            press(opened, "next_area")
            reached.append(where())
        assert reached == ["page", "side", "foot", "activities", "tree"]
        press(opened, "previous_area")
        assert where() == "activities"

    def it_comes_back_to_where_one_was_in_an_area(self, opened):
        opened.desktop.go("t1")
        body = opened.desktop.workspace.form.fields["body"].control.editor
        body.setFocus()
        press(opened, "previous_area")
        assert focused() is opened.desktop.tree.view
        press(opened, "next_area")
        assert focused() is body

    def it_passes_over_what_is_hidden(self, opened):
        opened.actions_by_name["side"].trigger()
        opened.desktop.go("t1")
        opened.desktop.workspace.form.focus_first()
        press(opened, "next_area")
        assert opened.state.isAncestorOf(focused())

    def it_leads_nowhere_without_areas(self):
        assert not led_to_area((), forward=True)


def press(window, action):
    """Strikes the keys of an action, as they are in the menu."""
    keys = window.actions_by_name[action].shortcut()[0]
    QTest.keyClick(focused(), keys.key(), keys.keyboardModifiers())


class DescribeSaving:
    def it_saves_at_once_and_says_where_versions_are_made(self, opened):
        opened.desktop.go("t1")
        line = opened.desktop.workspace.form.fields["title"].control.line
        line.setFocus()
        QTest.keyClicks(line, "Open ")
        QTest.keyClick(line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        assert "Open" in opened.desk.node("t1").title
        assert opened.state.currentMessage() == "All is saved. Save version… is Ctrl+Shift+S."
        assert QApplication.activeModalWidget() is None


class DescribeTheKeysOfTheWindow:
    @pytest.mark.parametrize("field", ["title", "body"])
    @pytest.mark.parametrize("key", [Qt.Key.Key_E, Qt.Key.Key_Z, Qt.Key.Key_Y])
    def it_gets_its_keys_also_where_one_writes(self, opened, field, key):
        opened.desktop.go("t1")
        writing = opened.desktop.workspace.form.fields[field].control.focusProxy()
        (leaves,) = writing.findChildren(LeavesToWindow)
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
        assert leaves.eventFilter(writing, asked)
        assert not asked.isAccepted()

    @pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_H])
    def it_finds_and_replaces_by_the_keys_of_office_programs(self, qtbot, opened, key):
        opened.desktop.go("t1")
        writing = opened.desktop.workspace.form.fields["body"].control.focusProxy()
        writing.setFocus()
        qtbot.keyClick(writing, key, Qt.KeyboardModifier.ControlModifier)
        dialog = opened.commands.finding.dialog
        assert dialog is not None
        dialog.close()


class DescribeUndoByKeys:
    @pytest.fixture
    def body(self, opened):
        opened.desktop.go("t1")
        editor = opened.desktop.workspace.form.fields["body"].control.editor
        editor.setFocus()
        editor.moveCursor(editor.textCursor().MoveOperation.End)
        return editor

    def undo(self, opened):
        press(opened, "undo")

    def type(self, body, text):
        """Types as a person does: the window comes to its own work between the keys."""
        for letter in text:
            QTest.keyClicks(body, letter)
            QApplication.processEvents()

    def it_takes_back_a_sentence_at_a_time_with_the_cursor_at_its_place(self, opened, body):
        before = body.toPlainText()
        self.type(body, "One is here. Two is there. Three")
        self.undo(opened)
        assert body.toPlainText().endswith("Two is there. ")
        self.undo(opened)
        assert body.toPlainText().endswith("One is here. ")
        self.type(body, "And")
        assert body.toPlainText().endswith("One is here. And")
        for _ in range(2):
            self.undo(opened)
        assert body.toPlainText() == before

    def it_undoes_a_paste_by_itself(self, opened, body):
        self.type(body, "Typed")
        QApplication.clipboard().setText(" pasted")
        body.paste()
        self.undo(opened)
        assert body.toPlainText().endswith("Typed")

    def it_undoes_bold_by_itself(self, opened, body):
        self.type(body, "Typed")
        before = body.toPlainText()
        body.selectAll()
        opened.desktop.workspace.bar.bold.trigger()
        assert any(run.bold for run in opened.desk.draft.root and body.blocks()[0].runs)
        self.undo(opened)
        assert body.toPlainText() == before
        assert not any(run.bold for run in body.blocks()[0].runs)

    def it_brings_back_what_was_undone(self, opened, body):
        self.type(body, "Back again")
        text = body.toPlainText()
        self.undo(opened)
        press(opened, "redo")
        assert body.toPlainText() == text

    def it_leads_to_the_part_that_an_undo_changes(self, opened, body):
        self.type(body, "Said here")
        opened.desktop.go("r1")
        opened.desktop.workspace.form.focus_first()
        self.undo(opened)
        assert opened.desktop.workspace.shown_id == "t1"
        assert focused() is body

    @pytest.mark.parametrize("elsewhere", [CONTROL_PAGE, "r1"])
    def it_leads_to_the_control_sheet_where_a_fact_of_it_was_changed(self, opened, elsewhere):
        opened.desktop.go(CONTROL_PAGE)
        line = opened.desktop.workspace.control.fields["department"].control.line
        self.type(line, "Digital")
        opened.desktop.go(elsewhere)
        self.undo(opened)
        assert opened.desktop.workspace.shown_id == CONTROL_PAGE
        assert opened.desk.root.department == line.toPlainText() == ""

    def it_stays_on_the_control_sheet_for_what_the_strategy_shows_too(self, opened):
        opened.desktop.go(CONTROL_PAGE)
        self.type(opened.desktop.workspace.control.fields["period"].control.line, "2026")
        self.undo(opened)
        assert opened.desktop.workspace.shown_id == CONTROL_PAGE
        press(opened, "redo")
        assert opened.desk.root.period == "2026"
        opened.desktop.go("r1")
        self.undo(opened)
        assert opened.desktop.workspace.shown_id == "s"

    def it_shows_the_same_part_after_a_deletion_that_is_done_again(self, qtbot, opened):
        opened.desktop.go("p1")
        shown: list[str] = []
        opened.desktop.shown_changed.connect(shown.append)
        opened.desktop.structure.remove(["p1"])
        self.undo(opened)
        press(opened, "redo")
        assert shown == ["p2", "p1", "p2"]

    def it_stays_where_the_part_stands_in_a_table(self, opened, body):
        table = opened.desktop.workspace.form.tables["priority"]
        table.model.setData(table.model.index(0, 0), "Renamed in place")
        self.undo(opened)
        assert opened.desktop.workspace.shown_id == "t1"
        assert opened.desk.node("p1").title == "Priority 1"

    def it_says_in_the_menu_what_would_be_undone(self, opened, body):
        self.type(body, "Said here")
        menu = menu_of(opened.actions_by_name["undo"])
        menu.aboutToShow.emit()
        assert opened.actions_by_name["undo"].text() == "&Undo: Edit theme “Digital place”"
        menu.aboutToHide.emit()
        assert opened.actions_by_name["undo"].text() == "&Undo"

    def it_keeps_its_steps_over_a_restart(self, qtbot, opened, body, new_window):
        before = body.toPlainText()
        self.type(body, "One is here. Two")
        opened.close()
        window = new_window()
        window.restore_session()
        qtbot.waitUntil(lambda: window.desktop is not None and window.desk.is_there, timeout=20000)
        window.actions_by_name["undo"].trigger()
        assert blocks_text(window.desk.node("t1").body).endswith("One is here. ")
        window.actions_by_name["undo"].trigger()
        assert blocks_text(window.desk.node("t1").body) == before

    def it_keeps_the_line_that_is_written_in_sight(self, qtbot, opened, body):
        opened.resize(1000, 600)
        for n in range(40):
            self.type(body, f"Line {n}")
            QTest.keyClick(body, Qt.Key.Key_Return)
        form = opened.desktop.workspace.form

        def seen():
            at = body.viewport().mapTo(form.viewport(), body.cursorRect().center())
            return form.viewport().rect().contains(at)

        qtbot.waitUntil(seen)


class DescribeTablesOfParts:
    def it_makes_room_for_the_text_that_is_written_in_a_cell(self, qtbot, opened):
        opened.resize(1000, 700)
        opened.desktop.go("t1")
        table = opened.desktop.workspace.form.tables["priority"]
        table.choose("p1")
        opened.grab()  # rows are measured where they are painted
        before = table.view.rowHeight(0)
        table.view.setCurrentIndex(table.model.index(0, 1))
        QTest.keyClick(table.view, Qt.Key.Key_F2)
        QTest.keyClicks(focused(), "a great many words " * 2)
        qtbot.waitUntil(lambda: table.view.rowHeight(0) >= focused().height() > before)

    @pytest.mark.parametrize("last", [0, 1])
    def it_adds_rows_by_one_key_while_one_writes(self, opened, last):
        opened.desktop.go("t2")
        table = opened.desktop.workspace.form.tables["priority"]
        table.choose("p9")
        table.view.setCurrentIndex(table.model.index(0, last))
        QTest.keyClick(table.view, Qt.Key.Key_F2)
        QTest.keyClicks(focused(), "x")
        for name in ("Second", "Third"):
            QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClicks(focused(), name)
            assert len(table.view.selectionModel().selectedRows()) == 1
        QTest.keyClick(focused(), Qt.Key.Key_Escape)
        assert opened.desk.draft.flush()
        names = [child.title for child in opened.desk.node("t2").children if child.kind == "priority"]
        assert names[1:] == ["Second", "Third"]
        assert focused() is table.view

    def it_says_what_is_wrong_with_a_cell_until_it_is_right(self, opened):
        opened.desktop.structure.add_below("t1", "cost")
        opened.desktop.go("t1")
        table = opened.desktop.workspace.form.tables["cost"]
        table.view.setFocus()
        table.view.setCurrentIndex(table.model.index(0, 2))
        for typed, said in (("tbc", "⚠ Capital: Not a sum: write it as £1,250 or £1.2m"), ("£2m", "")):
            QTest.keyClick(table.view, Qt.Key.Key_F2)
            QTest.keyClick(focused(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClicks(focused(), typed)
            QTest.keyClick(focused(), Qt.Key.Key_Escape)
            assert (table.wrong.text() if table.wrong.isVisible() else "") == said
        assert table.model.nodes[0].capital == 2_000_000

    def it_still_says_it_where_tab_led_from_the_cell_into_a_further_row(self, opened):
        opened.desktop.go("t1")
        table = opened.desktop.workspace.form.tables["priority"]
        table.view.setFocus()
        table.view.setCurrentIndex(table.model.index(2, table.model.columnCount() - 1))
        QTest.keyClick(table.view, Qt.Key.Key_F2)
        QTest.keyClick(focused(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(focused(), "-15")
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        assert len(table.model.nodes) == 4
        assert table.wrong.isVisible()
        assert table.wrong.text() == "⚠ Progress: A whole number from 0 to 100"

    def it_keeps_a_date_in_two_lines_at_most_where_there_is_room(self, opened):
        opened.desktop.go("t1")
        table = opened.desktop.workspace.form.tables["priority"]
        letters = table.view.fontMetrics()
        names = [field.name for field in table.model.columns]
        for room, line in (
            (letters.averageCharWidth() * 100, "30 May"),
            (letters.averageCharWidth() * 200, "30 May 2028"),
        ):
            for name in ("start", "end"):
                assert table._widths(room)[names.index(name)] > letters.horizontalAdvance(line)
            assert sum(table._widths(room)) <= room

    def it_never_cuts_a_heading(self, qtbot, opened):
        opened.resize(1000, 700)
        opened.desktop.go("t1")
        table = opened.desktop.workspace.form.tables["priority"]
        head, letters = table.view.horizontalHeader(), table.view.horizontalHeader().fontMetrics()
        qtbot.waitUntil(lambda: head.length() <= table.view.viewport().width())
        for at, field in enumerate(table.model.columns):
            assert head.sectionSize(at) > letters.horizontalAdvance(field.label)


class DescribeWhatIsHidden:
    @pytest.mark.parametrize("side", ["tree", "side"])
    def it_gives_the_keyboard_to_the_page(self, qtbot, opened, side):
        opened.desktop.go("t1")
        opened.actions_by_name["history"].trigger()
        held = {"tree": opened.desktop.tree.view, "side": opened.desktop.history.list}[side]
        held.setFocus()
        qtbot.waitUntil(held.hasFocus)
        opened.actions_by_name[side].trigger()
        assert has_keyboard(opened.desktop.middle)
