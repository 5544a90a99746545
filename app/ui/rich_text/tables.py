"""What can be done with the table in which a cursor stands. Each is one step of undo. Imports models and Qt only."""

from collections.abc import Callable

from PySide6.QtGui import QColor, QTextCursor, QTextFrame, QTextTable

from app.models.text import Blocks, Table
from app.ui.rich_text.document import CAPTION
from app.ui.rich_text.writing import (
    fill_cell,
    grid,
    paragraph_format,
    shade_head,
    table_format,
    widen_empty,
)

Step = Callable[[QTextTable, int, int], None]


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
    top, left = min(first.row(), last.row()), min(first.column(), last.column())
    places, rows, columns = grid(block)
    cursor.beginEditBlock()
    if (more := top + rows - table.rows()) > 0:
        table.appendRows(more)
    if (more := left + columns - table.columns()) > 0:
        table.appendColumns(more)
    for (row, column), given in places.items():
        cell = table.cellAt(top + row, left + column)
        if cell.rowSpan() > given.down or cell.columnSpan() > given.across:
            table.splitCell(cell.row(), cell.column(), 1, 1)
            cell = table.cellAt(top + row, left + column)
        fill_cell(cell, given.blocks, link_colour)
    shade_head(table)
    widen_empty(table)
    cursor.endEditBlock()
    return True


def change_table(cursor: QTextCursor, step: Step) -> bool:
    """Does `step` with the table and the cell (row, column) of the cursor; False outside any table.

    The cursor goes into what is new (where one is about to write), or into what followed what is gone.
    """
    table = cursor.currentTable()
    if not table:
        return False
    cell = table.cellAt(cursor)
    row, column = cell.row(), cell.column()
    goes = (step is delete_row and table.rows() == 1) or (step is delete_column and table.columns() == 1)
    cursor.beginEditBlock()
    step(table, row, column)
    cursor.endEditBlock()
    if not goes and (way := _GOES_TO.get(step)) is not None:
        row, column = min(row + way[0], table.rows() - 1), min(column + way[1], table.columns() - 1)
        cursor.setPosition(table.cellAt(row, column).firstPosition())
    return True


def row_above(table: QTextTable, row: int, column: int) -> None:
    """Adds an empty row above."""
    table.insertRows(row, 1)
    shade_head(table)


def row_below(table: QTextTable, row: int, column: int) -> None:
    """Adds an empty row below."""
    table.insertRows(row + 1, 1)
    shade_head(table)


def column_left(table: QTextTable, row: int, column: int) -> None:
    """Adds an empty column on the left."""
    table.insertColumns(column, 1)
    shade_head(table)
    widen_empty(table)


def column_right(table: QTextTable, row: int, column: int) -> None:
    """Adds an empty column on the right."""
    table.insertColumns(column + 1, 1)
    shade_head(table)
    widen_empty(table)


def delete_row(table: QTextTable, row: int, column: int) -> None:
    """Deletes the row; with the last one, the table."""
    last = table.rows() == 1
    table.removeRows(row, 1)
    if not last:
        shade_head(table)


def delete_column(table: QTextTable, row: int, column: int) -> None:
    """Deletes the column; with the last one, the table."""
    last = table.columns() == 1
    table.removeColumns(column, 1)
    if not last:
        widen_empty(table)


def delete_table(table: QTextTable, row: int, column: int) -> None:
    """Deletes the whole table."""
    table.removeRows(0, table.rows())


_GOES_TO: dict[Step, tuple[int, int]] = {
    row_above: (0, 0), row_below: (1, 0), column_left: (0, 0), column_right: (0, 1), delete_row: (0, 0),
    delete_column: (0, 0),
}  # fmt: skip
"""Where the cursor stands after a step, from the cell in which it stood."""


def toggle_head(table: QTextTable, row: int, column: int) -> None:
    """Makes the first row head the columns, or makes it a row like the others."""
    form = table.format()
    form.setHeaderRowCount(0 if form.headerRowCount() else 1)
    table.setFormat(form)
    shade_head(table)


def merge_cells(cursor: QTextCursor) -> bool:
    """Makes one cell of those that are chosen; False where fewer than two are."""
    table = cursor.currentTable()
    if not table or not cursor.hasComplexSelection():
        return False
    cursor.beginEditBlock()
    table.mergeCells(cursor)
    cursor.endEditBlock()
    return True


def split_cell(table: QTextTable, row: int, column: int) -> None:
    """Makes a cell that covers several places as many cells again; the first keeps the words."""
    cell = table.cellAt(row, column)
    if cell.rowSpan() > 1 or cell.columnSpan() > 1:
        table.splitCell(row, column, 1, 1)
        shade_head(table)


def captioned(caption: str) -> Step:
    """The step that gives a table this caption."""

    def step(table: QTextTable, row: int, column: int) -> None:
        form = table.format()
        form.setProperty(CAPTION, caption)
        table.setFormat(form)

    return step


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
