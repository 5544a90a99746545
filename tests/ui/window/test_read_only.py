"""A library that can only be read: its words are chosen and copied everywhere, and altered nowhere."""

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QToolButton

from app.models.nodes import KINDS, HistoryRow
from app.ui.fields.control import FieldTools
from app.ui.fields.making import control_for
from app.ui.forms.row_menu import row_menu
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE
from app.ui.typed import show_choice
from tests.ui.conftest import made


@pytest.fixture
def strategy(strategy):
    measure = made("measure", "m1", "Boats in harbour")
    priority = made(
        "priority", "linked", "Tell of it", "A tale", objectives=("o1",), progress=40, owner="B. Lee"
    )
    return structs.replace(
        strategy,
        history=(HistoryRow("V1", "2 June 2020", "The first one", ""),),
        children=(*strategy.children, made("section", "more", "More", "", measure, priority)),
    )


@pytest.fixture
def reading(qtbot, new_window, library_file):
    window = new_window()
    window.open_library(str(library_file), read_only=True)
    qtbot.waitUntil(lambda: window.desktop is not None and window.desk.is_there, timeout=20000)
    return window


def shown(window, id):
    window.desktop.go(id)
    work = window.desktop.workspace
    work.finish()
    return work


def copied(qtbot, widget):
    QGuiApplication.clipboard().clear()
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(widget, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()


def state(widget):
    return QAccessible.queryAccessibleInterface(widget).state()


def words_in(widget):
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


class DescribeReadingOnly:
    def it_lets_the_words_of_a_form_be_chosen_and_copied(self, qtbot, reading):
        form = shown(reading, "t1").form
        assert copied(qtbot, form.fields["title"].control.line) == "Digital place"
        assert copied(qtbot, form.fields["body"].control.editor) == "Tale"

    def it_lets_them_be_chosen_by_keys_alone(self, qtbot, reading):
        editor = shown(reading, "t1").form.fields["body"].control.editor
        editor.setFocus()
        for _ in "Ta":
            qtbot.keyClick(editor, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        assert editor.textCursor().selectedText() == "Ta"

    def it_lets_the_control_sheet_be_chosen_and_copied(self, qtbot, reading):
        fields = shown(reading, CONTROL_PAGE).control.fields
        assert copied(qtbot, fields["author"].control.line) == "A. Owen"

    def it_lets_earlier_versions_be_copied(self, qtbot, reading):
        table = shown(reading, VERSIONS_PAGE).versions.earlier.table
        table.setCurrentCell(0, 2)
        table.setFocus()
        qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().text() == "The first one"

    def it_tells_that_they_can_only_be_read(self, reading):
        work = shown(reading, "linked")
        fields = work.form.fields
        told = [
            fields["title"].control.line,
            fields["body"].control.editor,
            fields["progress"].control.focusProxy(),
        ]
        told += [work.control.fields["author"].control.line]
        assert all(state(widget).readOnly and not state(widget).disabled for widget in told)

    def it_takes_no_key_in_any_field_of_any_page(self, qtbot, reading):
        before = reading.desk.root
        for id in ("linked", "t1", "r1", "more", CONTROL_PAGE, VERSIONS_PAGE):
            page = shown(reading, id)._stack.currentWidget()
            typed_in = (
                each for type in (QLineEdit, QTextEdit, QPlainTextEdit) for each in page.findChildren(type)
            )
            for widget in typed_in:
                said = words_in(widget)
                for key in (Qt.Key.Key_X, Qt.Key.Key_Return, Qt.Key.Key_Delete, Qt.Key.Key_Up):
                    QTest.keyClick(widget, key)
                assert words_in(widget) == said
        reading.desk.draft.flush()
        assert reading.desk.root == before

    def it_formats_nothing(self, qtbot, reading):
        work = shown(reading, "t1")
        editor = work.form.fields["body"].control.editor
        editor.setFocus()
        editor.selectAll()
        qtbot.keyClick(editor, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        assert not work.bar.bold.isEnabled()
        assert editor.fontWeight() < 600

    def it_follows_links_but_takes_none_away(self, qtbot, reading):
        links = shown(reading, "linked").form.fields["objectives"].control
        assert not [button for button in links.findChildren(QToolButton) if is_shown(button, "Remove")]
        assert not links.add.isVisible()
        (go,) = [button for button in links.findChildren(QToolButton) if is_shown(button, "Go to")]
        go.click()
        assert reading.desktop.workspace.shown_id == "o1"

    def it_opens_rows_but_neither_writes_nor_moves_them(self, qtbot, reading):
        form = shown(reading, "t1").form
        table = form.table("priority")
        assert not any(
            button.isVisible() for button in (table.add, table.up, table.down, table.remove, form.add)
        )
        table.choose("p2", edit=True)
        assert table.view.state() != table.view.State.EditingState
        menu = row_menu(table)
        can = [
            action.text().split("\t")[0] for action in menu.actions() if action.text() and action.isEnabled()
        ]
        assert can == ["Open", "Copy"]
        menu.deleteLater()
        table.open.click()
        assert reading.desktop.workspace.shown_id == "p2"

    def it_says_why_f2_begins_no_name_and_no_cell(self, qtbot, reading):
        why, said = "This is open to be read only, so nothing was changed.", []
        reading.desktop.said.connect(said.append)
        tree = reading.desktop.tree
        for id in ("t1", CONTROL_PAGE):
            tree.choose(id)
            tree.view.setFocus()
            qtbot.keyClick(tree.view, Qt.Key.Key_F2)
        assert said == [why, why]
        table = shown(reading, "t1").form.table("priority")
        table.choose("p2")
        table.view.setFocus()
        for key in (Qt.Key.Key_F2, Qt.Key.Key_Return):
            qtbot.keyClick(table.view, key)
        assert said == [why] * 4
        assert table.view.state() != table.view.State.EditingState

    def it_scores_no_risk_by_a_click(self, qtbot, reading):
        matrix = shown(reading, "r1").form.matrix
        qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.rect().center())
        assert matrix._before == (3, 4)
        assert not matrix.toolTip()


def is_shown(button, begins):
    return button.isVisible() and button.toolTip().startswith(begins)


class DescribeAControl:
    @pytest.mark.parametrize("type", sorted({field.type for kind in KINDS.values() for field in kind.fields}))
    def it_tells_of_no_edit_once_it_is_read_only(self, qtbot, pictures, ask, plain_house, type):
        field = next(field for kind in KINDS.values() for field in kind.fields if field.type == type)
        tools = FieldTools(pictures, ask, lambda kinds: [], lambda id: "Aim 1", lambda: plain_house)
        control, edited = control_for(field, tools), []
        qtbot.addWidget(control)
        control.edited.connect(lambda: edited.append(type))
        control.make_read_only()
        control.show()
        target = control.focusProxy() or control
        for key in (Qt.Key.Key_5, Qt.Key.Key_Up, Qt.Key.Key_Space, Qt.Key.Key_F2):
            if target.isVisible() and target.isEnabled():
                QTest.keyClick(target, key)
        assert edited == []

    @pytest.mark.parametrize(
        ("type", "value", "said"),
        [
            ("choice", "", ""),
            ("yesno", True, "Yes"),
            ("yesno", False, "No"),
            ("number", 4, "4"),
            ("percent", 40, "40 %"),
        ],
    )
    def it_says_what_was_chosen_in_words_that_can_be_copied(
        self, qtbot, pictures, ask, plain_house, type, value, said
    ):
        field = next(field for kind in KINDS.values() for field in kind.fields if field.type == type)
        value = field.choices[-1] if type == "choice" else value
        said = show_choice(value) if type == "choice" else said
        tools = FieldTools(pictures, ask, lambda kinds: [], lambda id: "Aim 1", lambda: plain_house)
        control = control_for(field, tools)
        qtbot.addWidget(control)
        control.make_read_only()
        control.show_value(value)
        control.show()
        line = control.focusProxy()
        assert line is not None
        assert copied(qtbot, line) == said
        assert line.accessibleName() == field.label
        assert (state(line).readOnly, state(line).disabled) == (True, False)
        assert control.value() == value
