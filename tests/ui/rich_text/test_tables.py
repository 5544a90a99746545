"""What is done with several cells that are chosen, and what the menu of tables offers for them."""

import pytest
from PySide6.QtGui import QTextCursor, QTextTable

from app.models.text import Cell, Paragraph, Run, Table, blocks_text
from app.ui.rich_text import tables
from app.ui.rich_text.bar import FormatBar
from tests.ui.rich_text.soundness import faults


def p(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def table_of(editor) -> QTextTable:
    return next(each for each in editor.document().rootFrame().childFrames() if isinstance(each, QTextTable))


def choose(editor, first: tuple[int, int], last: tuple[int, int]):
    """Chooses cells as dragging the mouse from one to another would."""
    table, cursor = table_of(editor), editor.textCursor()
    cursor.setPosition(table.cellAt(*first).firstPosition())
    cursor.setPosition(table.cellAt(*last).lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def words(editor) -> list[list[str]]:
    (table,) = editor.blocks()
    return [[blocks_text(cell.blocks) for cell in row] for row in table.rows]


@pytest.fixture
def nine(editor):
    rows = (tuple(Cell((p(f"{letter}{n}"),)) for n in range(3)) for letter in "abc")
    editor.set_blocks((Table(tuple(rows)),))
    return editor


@pytest.fixture
def bar(nine, ask, qtbot):
    bar = FormatBar(ask)
    qtbot.addWidget(bar)
    bar.set_editor(nine)
    return bar


class DescribeCellsThatAreChosen:
    @pytest.mark.parametrize("ends", [((0, 1), (1, 2)), ((1, 2), (0, 1))])
    def it_deletes_all_their_rows(self, nine, ends):
        choose(nine, *ends)
        nine.change_table(tables.delete_row)
        assert words(nine) == [["c0", "c1", "c2"]]

    def it_deletes_all_their_columns(self, nine):
        choose(nine, (0, 1), (1, 2))
        nine.change_table(tables.delete_column)
        assert words(nine) == [["a0"], ["b0"], ["c0"]]

    @pytest.mark.parametrize("step", [tables.delete_row, tables.delete_column])
    def it_deletes_the_table_with_all_of_its_rows_or_columns(self, nine, step):
        choose(nine, (0, 0), (2, 2))
        nine.change_table(step)
        assert nine.blocks() == ()

    def it_adds_a_row_below_the_last_of_them(self, nine):
        choose(nine, (0, 0), (1, 0))
        nine.change_table(tables.row_below)
        assert [row[0] for row in words(nine)] == ["a0", "b0", "", "c0"]
        assert table_of(nine).cellAt(nine.textCursor()).row() == 2

    def it_merges_them_and_leaves_nothing_chosen(self, nine):
        choose(nine, (1, 0), (2, 1))
        nine.change_table(tables.merge_cells)
        (table,) = nine.blocks()
        assert (table.rows[1][0].across, table.rows[1][0].down) == (2, 2)
        assert not nine.textCursor().hasSelection()
        assert table_of(nine).cellAt(nine.textCursor()).row() == 1

    def it_deletes_their_rows_from_a_table_with_merged_cells(self, nine):
        choose(nine, (0, 2), (1, 2))
        nine.change_table(tables.merge_cells)
        choose(nine, (1, 0), (2, 1))
        nine.change_table(tables.delete_row)
        assert words(nine) == [["a0", "a1", "a2\nb2"]]
        assert faults(nine.document()) == []


class DescribeTheMenuOfTables:
    def offered(self, bar: FormatBar) -> dict[str, bool]:
        bar.table_menu.aboutToShow.emit()
        return {action.text(): action.isEnabled() for action in bar.table_menu.actions()}

    def it_offers_what_can_be_done_with_one_cell(self, bar, nine):
        choose(nine, (1, 1), (1, 1))
        offered = self.offered(bar)
        assert offered["Delete the row"]
        assert offered["Delete the column"]
        assert not offered["Merge the chosen cells"]
        assert not offered["Split the cell"]

    def it_offers_what_can_be_done_with_several(self, bar, nine):
        choose(nine, (1, 0), (2, 1))
        offered = self.offered(bar)
        assert offered["Delete the rows"]
        assert offered["Delete the columns"]
        assert offered["Merge the chosen cells"]

    def it_says_whether_the_first_row_is_the_header(self, bar, nine):
        head = next(each for each in bar.table_menu.actions() if each.text() == "First row is the header")
        bar.table_menu.aboutToShow.emit()
        assert not head.isChecked()  # the cursor stands before the table
        choose(nine, (1, 1), (1, 1))
        bar.table_menu.aboutToShow.emit()
        assert head.isChecked()
        head.trigger()
        assert nine.blocks()[0].header_rows == 0
        bar.table_menu.aboutToShow.emit()
        assert not head.isChecked()


class DescribeATableThatIsNew:
    def it_looks_as_it_will_once_it_was_undone_to(self, editor, ask):
        ask.answers["table_size"] = (2, 2)
        editor.insert_table()
        fresh = editor.toHtml()
        blocks = editor.blocks()
        editor.set_blocks(())
        editor.set_blocks(blocks)
        assert editor.toHtml() == fresh
