"""Cells that reach down over rows in a table made of two others. Imports siblings only."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import structs

from app.document.nodes import Cell, Row


class Placed(NamedTuple):
    """A cell of a row, and the columns that it covers: from `start` to before `end`, over `down` rows of its table."""

    cell: Cell
    start: int
    end: int
    down: int


class Line(NamedTuple):
    """A row made of one of the old table, of one of the new table, or of both: which ones, None for none."""

    row: Row
    sides: tuple[int | None, int | None]


class Side(NamedTuple):
    """The cells of one table's rows, and those of the columns of both that it has."""

    rows: Sequence[Sequence[Placed]]
    columns: frozenset[int]


_Origins = frozenset[tuple[int, int | None]]
"""Rows of sides (0: old, 1: new) in which what covers a place began; None where nothing reaches there."""


class _Standing(NamedTuple):
    line: int
    place: int
    end: int
    origins: _Origins


def reaching(lines: Sequence[Line], sides: tuple[Side, Side], heads: int) -> tuple[Row, ...]:
    """The rows with each empty cell that a cell above it reaches over given to that one.

    Only where the cell stands for all that reach there, on either side. None reaches out of the first `heads` rows.
    """
    above = [_reached(side.rows) for side in sides]
    made: list[list[Cell]] = []
    standing: dict[int, _Standing] = {}
    for at, line in enumerate(lines):
        kept: list[Cell] = []
        if at == heads:
            standing = {}
        end = 0
        for cell in line.row.cells:
            start, end = end, end + cell.across
            origins = _begun(line, sides, start, end)
            held = standing.get(start)
            if not origins and held is not None and held.end == end:
                covers = _covering(line, sides, above, start, end)
                if covers and covers <= held.origins:
                    above_it = made[held.line][held.place]
                    made[held.line][held.place] = structs.replace(above_it, down=at - held.line + 1)
                    continue
            for column in range(start, end):
                standing.pop(column, None)
            standing[start] = _Standing(at, len(kept), end, origins)
            kept.append(cell)
        made.append(kept)
    return tuple(
        structs.replace(line.row, cells=tuple(cells)) for line, cells in zip(lines, made, strict=True)
    )


def _reached(rows: Sequence[Sequence[Placed]]) -> list[dict[int, int]]:
    """Of each row of a table the columns that cells of rows above cover, and in which row those begin."""
    found: list[dict[int, int]] = [{} for _ in rows]
    for at, row in enumerate(rows):
        for cell in row:
            for covered in found[at + 1 : at + cell.down]:
                covered.update(dict.fromkeys(range(cell.start, cell.end), at))
    return found


def _begun(line: Line, sides: tuple[Side, Side], start: int, end: int) -> _Origins:
    """The sides whose own cells make the cell from `start` to before `end`, with their rows."""
    return frozenset(
        (side, at)
        for side, at in enumerate(line.sides)
        if at is not None and any(start <= cell.start < end for cell in sides[side].rows[at])
    )


def _covering(
    line: Line, sides: tuple[Side, Side], above: Sequence[Sequence[Mapping[int, int]]], start: int, end: int
) -> _Origins:
    """Where what covers an empty cell begins, on each side that has its columns."""
    return frozenset(
        (side, above[side][at].get(column))
        for side, at in enumerate(line.sides)
        if at is not None
        for column in range(start, end)
        if column in sides[side].columns
    )
