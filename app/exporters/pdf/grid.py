"""The cells of a table on a regular grid, and the widths of its columns. Knows nothing of pages."""

from collections.abc import Sequence

from msgspec import Struct

from app.document.nodes import Cell, Row, Table

MOST_COLUMNS = 64
_NOTHING = Cell()


class Placed(Struct, frozen=True):
    """A cell of a table at its place; `down` and `across` stay inside the table and free of other cells."""

    row: int
    column: int
    cell: Cell
    down: int = 1
    across: int = 1


class Grid(Struct, frozen=True):
    """A table whose every place is covered by exactly one cell. The first `heads` of its rows head the columns."""

    rows: tuple[Row, ...]
    columns: int
    heads: int
    cells: tuple[tuple[Placed, ...], ...]


def grid_of(table: Table) -> Grid | None:
    """The table's cells in their places, gaps filled with empty ones; None for a table without any cell."""
    rows = tuple(row for row in table.rows if row.cells)
    if not rows:
        return None
    heads = min(sum(1 for row in table.rows[: table.header_rows] if row.cells), len(rows))
    taken: set[tuple[int, int]] = set()
    placed: list[list[Placed]] = []
    for index, row in enumerate(rows):
        limit = heads if index < heads else len(rows)
        placed.append(_row(index, row, limit, taken))
    columns = 1 + max(column for _, column in taken)
    for index, row in enumerate(placed):
        row += [Placed(index, c, _NOTHING) for c in range(columns) if (index, c) not in taken]
        row.sort(key=lambda one: one.column)
    return Grid(rows, columns, heads, tuple(tuple(row) for row in placed))


def _row(index: int, row: Row, limit: int, taken: set[tuple[int, int]]) -> list[Placed]:
    found: list[Placed] = []
    column = 0
    for cell in row.cells:
        while (index, column) in taken:
            column += 1
        across = 1
        while across < min(cell.across, MOST_COLUMNS) and (index, column + across) not in taken:
            across += 1
        down = max(1, min(cell.down, limit - index))
        taken |= {(index + d, column + a) for d in range(down) for a in range(across)}
        found.append(Placed(index, column, cell, down, across))
        column += across
    return found


def content_widths(least: Sequence[float], most: Sequence[float], room: float) -> list[float]:
    """Column widths that fill `room`: each at least its longest word, the rest by how much text it has.

    `most` is the width of a column's longest cell in one line; it counts by its root beyond a quarter of the room, so
    that one long text does not starve its neighbours.
    """
    if sum(least) >= room:
        return [room * own / sum(least) for own in least]
    quarter = room / 4
    wishes = [own if own <= quarter else quarter * (own / quarter) ** 0.5 for own in most]
    wants = [max(wish - own, 0) for wish, own in zip(wishes, least, strict=True)]
    left = room - sum(least)
    if sum(wants) <= 0:
        return [own + left / len(least) for own in least]
    return [own + left * want / sum(wants) for own, want in zip(least, wants, strict=True)]
