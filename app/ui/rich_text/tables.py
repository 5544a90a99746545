"""What can be done with the table in which a cursor stands. Each is one step of undo. Imports models and Qt only."""

from collections.abc import Callable
from typing import NamedTuple, cast

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextFrame, QTextTable

from app.models.text import Blocks, Table
from app.ui.rich_text import places
from app.ui.rich_text.document import CAPTION, FILLER, LEVEL
from app.ui.rich_text.places import Area, Change, Place, Places, places_of, whole
from app.ui.rich_text.reading import read_table
from app.ui.rich_text.writing import (
    BlockWriter,
    fill_cell,
    paragraph_format,
    shade_head,
    table_format,
    widen_empty,
)


class Step(NamedTuple):
    """`by_qt` changes a table at a cell (row, column) and gives the place one goes to, None where that stays the same.

    Where cells are merged, or there is no such way, `anew` says what becomes of the table, if anything. It is given the
    area of the cursor's cell, with `of_chosen` that of all cells that are chosen.
    """

    by_qt: Callable[[QTextTable, int, int], Place | None] | None = None
    anew: Change | None = None
    of_chosen: bool = False


def insert_table(cursor: QTextCursor, rows: int, columns: int) -> None:
    """Puts an empty table with one header row at the cursor, which goes into its first cell."""
    cursor.beginEditBlock()
    if cursor.block().text():
        cursor.insertBlock(paragraph_format())
    table = cursor.insertTable(rows, columns, table_format(1))
    shade_head(table)
    widen_empty(table)
    cursor.endEditBlock()
    cursor.setPosition(table.cellAt(0, 0).firstPosition())


def share_width(frame: QTextFrame) -> None:
    """Gives the columns of all tables in a frame their width anew, once nobody writes there any more."""
    for inner in frame.childFrames():
        if isinstance(inner, QTextTable):
            widen_empty(inner)
        share_width(inner)


def fill_cells(cursor: QTextCursor, blocks: Blocks, link_colour: QColor) -> bool:
    """Puts the cells of a table into those from the cursor, or from the first that is chosen, on. There come to be more
    rows and columns where they are needed; cells that are merged there are split for more than one.

    False where the blocks are anything but one table, or the cursor stands in none.
    """
    table = cursor.currentTable()
    if not table or len(blocks) != 1 or not isinstance(block := blocks[0], Table):
        return False
    first, last = (table.cellAt(at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
    if not first.isValid() or not last.isValid():
        first = last = table.cellAt(cursor)
    at, given = (min(first.row(), last.row()), min(first.column(), last.column())), places_of(block)
    cursor.beginEditBlock()
    if _is_uneven(table):
        table = _rewritten(table, places.filled(whole(places_of(read_table(table))), given, at), link_colour)
        cursor.setPosition(table.cellAt(*at).lastPosition())
    else:
        _fill(table, given, at, link_colour)
    cursor.endEditBlock()
    return True


def _fill(table: QTextTable, given: Places, at: Place, link_colour: QColor) -> None:
    top, left = at
    if (more := top + given.rows - table.rows()) > 0:
        table.appendRows(more)
    if (more := left + given.columns - table.columns()) > 0:
        table.appendColumns(more)
    for (row, column), cell in given.cells.items():
        fill_cell(table.cellAt(top + row, left + column), cell.blocks, link_colour)
    shade_head(table)
    widen_empty(table)


def change_table(cursor: QTextCursor, step: Step, link_colour: QColor) -> bool:
    """Does `step` with the table and the cell of the cursor; False outside any table, and where it cannot be done.

    The cursor goes into what is new (where one is about to write), or into what followed what is gone.
    """
    table = cursor.currentTable()
    if not table:
        return False
    cell = table.cellAt(cursor)
    at = Area(cell.row(), cell.column(), cell.rowSpan(), cell.columnSpan())
    if step.of_chosen:
        if not (chosen := _chosen(cursor)):
            return False
        at = chosen
    by_qt = step.by_qt if not step.anew or not _is_uneven(table) else None
    made = step.anew(whole(places_of(read_table(table))), at) if step.anew and not by_qt else None
    cursor.beginEditBlock()
    if made:
        table, goes_to = _rewritten(table, made[0], link_colour), made[1]
    else:
        goes_to = step.by_qt(table, at.row, at.column) if step.by_qt else None
    cursor.endEditBlock()
    if goes_to:
        cursor.setPosition(table.cellAt(*goes_to).firstPosition())
    return True


def chosen_cells(cursor: QTextCursor) -> Table | None:
    """The cells that are chosen, as a table of their own; None where fewer than two are.

    Qt's own copy of merged cells is unsound.
    """
    table, area = cursor.currentTable(), _chosen(cursor)
    if not table or not area:
        return None
    whole_table = read_table(table)
    part = places.part_of(whole(places_of(whole_table)), area)
    return Table(places.rows_of(part), max(0, min(whole_table.header_rows - area.row, area.down)))


def _chosen(cursor: QTextCursor) -> Area | None:
    """The cells that are chosen, if they are more than one."""
    if not cursor.hasComplexSelection():
        return None
    row, down, column, across = cast(tuple[int, int, int, int], cursor.selectedTableCells())
    return Area(row, column, down, across)


def _is_uneven(table: QTextTable) -> bool:
    """Whether cells are merged, or a row has fewer cells than others."""
    for row in range(table.rows()):
        for column in range(table.columns()):
            form = table.cellAt(row, column).format().toTableCellFormat()
            if form.tableCellRowSpan() > 1 or form.tableCellColumnSpan() > 1 or form.boolProperty(FILLER):
                return True
    return False


def _rewritten(table: QTextTable, made: Places, link_colour: QColor) -> QTextTable:
    """A table of these cells in the place of another one, which is gone."""
    old = table.format()
    header_rows = min(old.headerRowCount(), made.rows)
    cursor = QTextCursor(table.document())
    cursor.setPosition(table.firstPosition() - 1)
    form = table_format(header_rows, old.stringProperty(CAPTION), old.intProperty(LEVEL))
    new = cursor.insertTable(made.rows, made.columns, form)
    BlockWriter(cursor, link_colour).fill(new, made)
    table.removeRows(0, table.rows())
    return new


def _row_above(table: QTextTable, row: int, column: int) -> Place:
    table.insertRows(row, 1)
    shade_head(table)
    return row, column


def _row_below(table: QTextTable, row: int, column: int) -> Place:
    table.insertRows(row + 1, 1)
    shade_head(table)
    return row + 1, column


def _column_left(table: QTextTable, row: int, column: int) -> Place:
    table.insertColumns(column, 1)
    shade_head(table)
    widen_empty(table)
    return row, column


def _column_right(table: QTextTable, row: int, column: int) -> Place:
    table.insertColumns(column + 1, 1)
    shade_head(table)
    widen_empty(table)
    return row, column + 1


def _delete_row(table: QTextTable, row: int, column: int) -> Place | None:
    if table.rows() == 1:
        return _delete_table(table, row, column)
    table.removeRows(row, 1)
    shade_head(table)
    return min(row, table.rows() - 1), column


def _delete_column(table: QTextTable, row: int, column: int) -> Place | None:
    if table.columns() == 1:
        return _delete_table(table, row, column)
    table.removeColumns(column, 1)
    widen_empty(table)
    return row, min(column, table.columns() - 1)


def _delete_table(table: QTextTable, row: int, column: int) -> None:
    before, after = QTextCursor(table.document()), QTextCursor(table.document())
    before.setPosition(table.firstPosition() - 1)
    after.setPosition(table.lastPosition() + 1)
    if before.block().text() and after.block().text():
        # Else Qt would make one paragraph of what stands on both sides.
        before.insertBlock(paragraph_format(), QTextCharFormat())
    table.removeRows(0, table.rows())


def _toggle_head(table: QTextTable, row: int, column: int) -> None:
    form = table.format()
    form.setHeaderRowCount(0 if form.headerRowCount() else 1)
    table.setFormat(form)
    shade_head(table)


row_above = Step(_row_above, places.row_above)
"""Adds an empty row above."""

row_below = Step(_row_below, places.row_below)
"""Adds an empty row below."""

column_left = Step(_column_left, places.column_left)
"""Adds an empty column on the left."""

column_right = Step(_column_right, places.column_right)
"""Adds an empty column on the right."""

delete_row = Step(_delete_row, places.without_row)
"""Deletes the row; with the last one, the table."""

delete_column = Step(_delete_column, places.without_column)
"""Deletes the column; with the last one, the table."""

delete_table = Step(_delete_table)
"""Deletes the whole table."""

toggle_head = Step(_toggle_head)
"""Makes the first row head the columns, or makes it a row like the others."""

merge_cells = Step(anew=places.merged, of_chosen=True)
"""Makes one cell of those that are chosen, if they are more than one and no other reaches in among them."""

split_cell = Step(anew=places.split)
"""Makes a cell that covers several places as many cells again; the first keeps the words."""


def captioned(caption: str) -> Step:
    """The step that gives a table this caption."""

    def step(table: QTextTable, row: int, column: int) -> None:
        form = table.format()
        form.setProperty(CAPTION, caption)
        table.setFormat(form)

    return Step(step)


def next_cell(cursor: QTextCursor, by: int) -> bool:
    """Goes to the next (1) or former (-1) cell; False beyond the last, so that Tab alone leads out of a table."""
    table = cursor.currentTable()
    if not table:
        return False
    cell = table.cellAt(cursor)
    at = cell.row() * table.columns() + cell.column() + (cell.columnSpan() if by > 0 else -1)
    if not 0 <= at < table.rows() * table.columns():
        return False
    cursor.setPosition(table.cellAt(at // table.columns(), at % table.columns()).firstPosition())
    return True
