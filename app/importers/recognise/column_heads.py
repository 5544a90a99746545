"""What heads the columns of a table: its first row, or two rows of which the upper one spans several columns.

Imports lines and entries only.
"""

from msgspec import Struct

from app.importers.recognise.entries import simple
from app.importers.recognise.lines import Grid, GridCell, GridRow, Line, has_image


class Head(Struct, frozen=True):
    """A column's own heading (“Score”), and the one that spans it and others (“Residual”), empty where none does."""

    own: str
    over: str = ""

    @property
    def name(self) -> str:
        """Both, as they read."""
        return f"{self.over} {self.own}".strip()


class Headed(Struct, frozen=True):
    """The heads of a table's columns, the lines that they are made of, and the rows below, one cell to a column."""

    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    rows: tuple[GridRow, ...]


def headed(grid: Grid) -> Headed | None:
    """A table by its columns; None where cells are merged otherwise than in a head of two rows, or hold pictures."""
    first, *rest = grid.rows
    if simple(grid):
        return Headed(tuple(Head(cell.words) for cell in first), _lines_of(first), tuple(rest))
    if not rest or all(cell.across == 1 for cell in first) or any(cell.down > 2 for cell in first):
        return None
    heads = _of_two_rows(first, rest[0])
    rows = tuple(rest[1:])
    if not heads or not rows or has_image((grid,)):
        return None
    if any(len(row) != len(heads) or not all(_is_single(cell) for cell in row) for row in rows):
        return None
    return Headed(heads, (*_lines_of(first), *_lines_of(rest[0])), rows)


def _of_two_rows(upper: GridRow, lower: GridRow) -> tuple[Head, ...]:
    """The heads of the columns; none where the lower row does not fit below the upper one."""
    heads: list[Head] = []
    waiting = list(lower)
    for cell in upper:
        for _ in range(cell.across):
            if cell.down == 2:
                heads.append(Head(cell.words))
                continue
            if not waiting or not _is_single(below := waiting.pop(0)):
                return ()
            heads.append(Head(below.words, cell.words) if below.words else Head(cell.words))
    return () if waiting else tuple(heads)


def _is_single(cell: GridCell) -> bool:
    return cell.across == cell.down == 1


def _lines_of(row: GridRow) -> tuple[Line, ...]:
    return tuple(line for cell in row for line in cell.lines)
