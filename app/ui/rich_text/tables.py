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


def _of_cell(cursor: QTextCursor, table: QTextTable) -> Area:
    """The area of the cell in which the cursor stands."""
    cell = table.cellAt(cursor)
    return Area(cell.row(), cell.column(), cell.rowSpan(), cell.columnSpan())


def _of_chosen(cursor: QTextCursor, table: QTextTable) -> Area | None:
    """The cells that are chosen, if they are more than one."""
    if not cursor.hasComplexSelection():
        return None
    row, down, column, across = cast(tuple[int, int, int, int], cursor.selectedTableCells())
    return Area(row, column, down, across)


def _of_chosen_or_cell(cursor: QTextCursor, table: QTextTable) -> Area:
    return _of_chosen(cursor, table) or _of_cell(cursor, table)


def area_of(cursor: QTextCursor, table: QTextTable) -> Area:
    """The cells that are chosen; else the first place of the one in which the cursor stands."""
    return _of_chosen(cursor, table) or Area(*_of_cell(cursor, table)[:2])


class Step(NamedTuple):
    """`by_qt` changes a table at an area and gives the place one goes to, None where that stays the same.

    Where cells are merged, or there is no such way, `anew` says what becomes of the table, if anything. `area` tells
    where, None where it cannot be done.
    """

    by_qt: Callable[[QTextTable, Area], Place | None] | None = None
    anew: Change | None = None
    area: Callable[[QTextCursor, QTextTable], Area | None] = _of_cell


def insert_table(cursor: QTextCursor, rows: int, columns: int) -> None:
    """Puts an empty table with one header row at the cursor, which goes into its first cell."""
    cursor.beginEditBlock()
    if cursor.block().text():
        cursor.insertBlock(paragraph_format())
    table = cursor.insertTable(rows, columns, table_format(1))
    for place in Area(0, 0, rows, columns).places():
        table.cellAt(*place).firstCursorPosition().setBlockFormat(paragraph_format())
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
    at = step.area(cursor, table)
    if not at:
        return False
    by_qt = step.by_qt if not step.anew or not _is_uneven(table) else None
    made = step.anew(whole(places_of(read_table(table))), at) if step.anew and not by_qt else None
    cursor.beginEditBlock()
    if made:
        table, goes_to = _rewritten(table, made[0], link_colour), made[1]
    else:
        goes_to = step.by_qt(table, at) if step.by_qt else None
    cursor.endEditBlock()
    if goes_to:
        cursor.setPosition(table.cellAt(*goes_to).firstPosition())
    return True


def chosen_cells(cursor: QTextCursor) -> Table | None:
    """The cells that are chosen, as a table of their own; None where fewer than two are.

    Qt's own copy of merged cells is unsound.
    """
    table = cursor.currentTable()
    if not table or not (area := _of_chosen(cursor, table)):
        return None
    whole_table = read_table(table)
    part = places.part_of(whole(places_of(whole_table)), area)
    return Table(places.rows_of(part), max(0, min(whole_table.header_rows - area.row, area.down)))


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


def _row_above(table: QTextTable, at: Area) -> Place:
    return _with_row(table, at.row, at.column)


def _row_below(table: QTextTable, at: Area) -> Place:
    return _with_row(table, at.row + at.down, at.column)


def _with_row(table: QTextTable, row: int, column: int) -> Place:
    table.insertRows(row, 1)
    shade_head(table)
    return row, column


def _column_left(table: QTextTable, at: Area) -> Place:
    return _with_column(table, at.row, at.column)


def _column_right(table: QTextTable, at: Area) -> Place:
    return _with_column(table, at.row, at.column + at.across)


def _with_column(table: QTextTable, row: int, column: int) -> Place:
    table.insertColumns(column, 1)
    shade_head(table)
    widen_empty(table)
    return row, column


def _delete_rows(table: QTextTable, at: Area) -> Place | None:
    if table.rows() == at.down:
        return _delete_table(table, at)
    table.removeRows(at.row, at.down)
    shade_head(table)
    return min(at.row, table.rows() - 1), at.column


def _delete_columns(table: QTextTable, at: Area) -> Place | None:
    if table.columns() == at.across:
        return _delete_table(table, at)
    table.removeColumns(at.column, at.across)
    widen_empty(table)
    return at.row, min(at.column, table.columns() - 1)


def _delete_table(table: QTextTable, at: Area) -> None:
    before, after = QTextCursor(table.document()), QTextCursor(table.document())
    before.setPosition(table.firstPosition() - 1)
    after.setPosition(table.lastPosition() + 1)
    if before.block().text() and after.block().text():
        # Else Qt would make one paragraph of what stands on both sides.
        before.insertBlock(paragraph_format(), QTextCharFormat())
    table.removeRows(0, table.rows())


def _toggle_head(table: QTextTable, at: Area) -> None:
    form = table.format()
    form.setHeaderRowCount(0 if form.headerRowCount() else 1)
    table.setFormat(form)
    shade_head(table)


row_above = Step(_row_above, places.row_above, _of_chosen_or_cell)
"""Adds an empty row above the cell, or those that are chosen."""

row_below = Step(_row_below, places.row_below, _of_chosen_or_cell)
"""Adds an empty row below the cell, or those that are chosen."""

column_left = Step(_column_left, places.column_left, _of_chosen_or_cell)
"""Adds an empty column on the left of the cell, or of those that are chosen."""

column_right = Step(_column_right, places.column_right, _of_chosen_or_cell)
"""Adds an empty column on the right of the cell, or of those that are chosen."""

delete_row = Step(_delete_rows, places.without_rows, area_of)
"""Deletes the row, or all in which cells are chosen; with the last one, the table."""

delete_column = Step(_delete_columns, places.without_columns, area_of)
"""Deletes the column, or all in which cells are chosen; with the last one, the table."""

delete_table = Step(_delete_table)
"""Deletes the whole table."""

toggle_head = Step(_toggle_head)
"""Makes the first row head the columns, or makes it a row like the others."""

merge_cells = Step(anew=places.merged, area=_of_chosen)
"""Makes one cell of those that are chosen, if they are more than one and no other reaches in among them."""

split_cell = Step(anew=places.split)
"""Makes a cell that covers several places as many cells again; the first keeps the words."""


def captioned(caption: str) -> Step:
    """The step that gives a table this caption."""

    def step(table: QTextTable, at: Area) -> None:
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
