"""Tables with merged cells in the editor: Qt's own steps leave them unsound."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from app.models.text import Cell, Item, List, Paragraph, Run, Table, plain
from app.ui.rich_text import tables
from tests.ui.rich_text.soundness import faults, tables_of


def cell(words, across=1, down=1):
    return Cell(plain(words), across, down)


def choose(editor, first, last=None):
    table = next(tables_of(editor.document().rootFrame()))
    cursor = editor.textCursor()
    cursor.setPosition(table.cellAt(*first).firstPosition())
    if last:
        cursor.setPosition(table.cellAt(*last).lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


class DescribeMergedCells:
    @pytest.mark.parametrize(
        ("rows", "step", "after"),
        [
            (((cell("a", across=3),),), tables.delete_column, ((cell("a", across=2),),)),
            (((cell("a", down=3),), (), ()), tables.delete_row, ((cell("a", down=2),), ())),
            (
                ((cell("a", 3, 2), cell("b")), (cell("c"),)),
                tables.delete_column,
                ((cell("a", 2, 2), cell("b")), (cell("c"),)),
            ),
            (((cell("a"), cell("b", down=2)), (cell("c"),)), tables.delete_row, ((cell("c"), cell("b")),)),
        ],
    )
    def they_are_as_many_and_sound_once_a_row_or_column_is_gone(self, editor, rows, step, after):
        editor.set_blocks((Table(rows),))
        choose(editor, (0, 0))
        editor.change_table(step)
        assert faults(editor.document()) == []
        assert editor.blocks() == (Table(after),)

    def they_are_split_after_a_column_went_out_of_them(self, editor):
        editor.set_blocks((Table(((cell("a", across=3),),)),))
        choose(editor, (0, 0))
        editor.change_table(tables.delete_column)
        editor.change_table(tables.toggle_head)
        editor.change_table(tables.split_cell)
        assert faults(editor.document()) == []
        assert editor.blocks() == (Table(((cell("a"), Cell()),), header_rows=0),)

    def they_keep_what_is_in_them(self, editor):
        inner = Table(((cell("q"),),), header_rows=0)
        held = (Paragraph((Run("a", bold=True),)), List((Item(plain("one")),)), inner)
        editor.set_blocks((Table(((Cell(held, across=2),), (cell("b"), cell("c")))),))
        choose(editor, (1, 0))
        editor.change_table(tables.row_above)
        (table,) = editor.blocks()
        assert table.rows == ((Cell(held, across=2),), (Cell(), Cell()), (cell("b"), cell("c")))

    def they_are_undone_in_one_step(self, editor):
        before = (Table(((cell("a", across=2),), (cell("b"), cell("c")))),)
        editor.set_blocks(before)
        choose(editor, (0, 0))
        editor.change_table(tables.column_right)
        assert editor.blocks() != before
        editor.undo()
        assert editor.blocks() == before
        assert faults(editor.document()) == []

    def they_go_with_their_only_row(self, editor):
        editor.set_blocks((*plain("before"), Table(((cell("a", across=2),),)), *plain("behind")))
        choose(editor, (0, 0))
        editor.change_table(tables.delete_row)
        assert editor.blocks() == plain("before\nbehind")

    def they_are_copied_as_far_as_they_are_chosen(self, editor):
        rows = ((cell("a", across=2), cell("b")), (cell("c"), cell("d", 2, 2)), (cell("e"),))
        editor.set_blocks((Table(rows),))
        choose(editor, (0, 2), (1, 1))
        copied = editor.createMimeDataFromSelection()
        editor.set_blocks(())
        editor.insertFromMimeData(copied)
        assert editor.blocks() == (Table(((cell("a"), cell("b")), (cell("d", 2, 2),), ())),)

    def they_stay_as_they_are_where_another_one_reaches_in(self, editor):
        before = (Table(((cell("a"), cell("b", down=2), cell("c")), (cell("d"), cell("e")))),)
        editor.set_blocks(before)
        choose(editor, (0, 0), (0, 2))
        editor.change_table(tables.merge_cells)
        assert editor.blocks() == before


class DescribeATableThatIsDeleted:
    def it_leaves_the_paragraphs_on_both_sides_apart(self, qtbot, editor):
        editor.set_blocks((Table(((cell("a"),),)),))
        cursor = editor.textCursor()
        cursor.setPosition(0)
        cursor.insertText("before")
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText("behind")
        choose(editor, (0, 0))
        editor.change_table(tables.delete_table)
        assert editor.blocks() == plain("before\nbehind")


class DescribeAWordThatIsDeletedByAKey:
    TEXT = (*plain("before"), Table(((cell("a"), cell("b")), (cell("c"), cell("d")))), *plain("behind"))

    @pytest.mark.parametrize(
        ("key", "behind"),
        [
            (Qt.Key.Key_Delete, "before"),
            (Qt.Key.Key_Delete, "a"),
            (Qt.Key.Key_Delete, "d"),
            (Qt.Key.Key_Backspace, "d"),
            (Qt.Key.Key_Backspace, "c"),
            (Qt.Key.Key_Backspace, "before"),
        ],
    )
    def it_is_none_of_another_cell_and_no_table(self, editor, key, behind):
        editor.set_blocks(self.TEXT)
        found = editor.document().find(behind)
        found.setPosition(found.selectionEnd())
        if key == Qt.Key.Key_Backspace:
            found.movePosition(QTextCursor.MoveOperation.NextBlock)
        editor.setTextCursor(found)
        QTest.keyClick(editor, key, Qt.KeyboardModifier.ControlModifier)
        assert editor.blocks() == self.TEXT

    def it_is_the_one_beside(self, editor):
        editor.set_blocks(plain("one two"))
        QTest.keyClick(editor, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
        assert editor.blocks() == plain("two")
