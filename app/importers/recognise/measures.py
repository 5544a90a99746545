"""Measures and milestones in tables, by their column headings. Imports drafts, entries and lines."""

import re
from collections.abc import Iterable

from msgspec import structs

from app.importers.recognise.drafts import Draft
from app.importers.recognise.entries import each_line, simple
from app.importers.recognise.lines import (
    ADDED,
    Grid,
    GridCell,
    Line,
    Piece,
    as_text,
    headed_by,
    lines_of,
    unbold,
)
from app.models.text import Run

_MEASURE_COLUMNS: tuple[tuple[str, str], ...] = (
    ("baseline", r"baseline|current|now|starting|llinell sylfaen|presennol"),
    ("target", r"target|goal|\bby (?:\w+ ){0,2}20\d\d|targed|nod\b"),
    ("title", r"measure|indicator|kpi|metric|what|mesur|dangosydd"),
)  # fmt: skip
_YEAR = re.compile(r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December) )?"
                   r"\b20\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?\b")  # fmt: skip
_NOTHING = re.compile(r"\W*(?:n/?a|not applicable|none)?\W*", re.I)
_MILESTONE_COLUMNS: tuple[tuple[str, str], ...] = (
    ("date", r"date|when|\bby\b|\bdue\b|deadline|timescale|quarter"),
    ("title", r"milestone|key (?:stage|step|event)"),
)


def measure_table(grid: Grid, *, known: bool = False) -> tuple[list[Draft], tuple[Line, ...]] | None:
    """A measure for each row of a table with measures and their baseline or target; None for any other table.

    With `known` a column of measures is enough, for a heading has said that the table holds measures.
    """
    columns = columns_of(_names(grid), _MEASURE_COLUMNS) if simple(grid) else []
    if "title" not in columns or not (known or {"baseline", "target"} & set(columns)):
        return None
    return [
        _row(row, columns, "measure", ("baseline", "target"), _names(grid)) for row in grid.rows[1:]
    ], heads_of(grid)


def milestone_table(grid: Grid) -> tuple[list[Draft], tuple[Line, ...]] | None:
    """A milestone for each row of a table that calls its rows so and dates them; None for any other table."""
    columns = columns_of(_names(grid), _MILESTONE_COLUMNS) if simple(grid) else []
    if not {"title", "date"} <= set(columns):
        return None
    return [_row(row, columns, "milestone", ("date",)) for row in grid.rows[1:]], heads_of(grid)


def heads_of(grid: Grid) -> tuple[Line, ...]:
    """The lines of a table's column headings."""
    return tuple(line for cell in grid.rows[0] for line in cell.lines)


def columns_of(names: Iterable[str], wording: tuple[tuple[str, str], ...]) -> list[str]:
    """The field that each column holds by its name, each field once; empty for a name that says none."""
    fields: list[str] = []
    for name in names:
        fields.append(next((f for f, p in wording if f not in fields and re.search(p, name.lower())), ""))
    return fields


def _names(grid: Grid) -> list[str]:
    return [cell.words for cell in grid.rows[0]]


def _name_first(cell: GridCell) -> list[Piece]:
    """A cell's lines, where the first of several is the name and the others say more."""
    return [piece for block in cell.blocks for piece in each_line(block)]


def _dated(said: tuple[Line, ...], name: str) -> tuple[Line, ...]:
    """What a measure is or is to be, with the year that only the column's heading says: “26% (2027/28)”.

    Where nothing is known, as “–” and “n/a” say, there is no year to know it of.
    """
    year = _YEAR.search(name)
    if year is None or len(said) != 1 or _NOTHING.fullmatch(said[0].words) or _YEAR.search(said[0].text):
        return said
    line, when = said[0], f" ({year.group()})"
    runs = (*line.runs, Run(when))
    origin = (*line.origin, (ADDED, len(when)))
    return (structs.replace(line, runs=runs, text=line.text + when, origin=origin),)


def _row(
    row: tuple[GridCell, ...],
    columns: list[str],
    kind: str,
    fields: tuple[str, ...],
    names: list[str] | None = None,
) -> Draft:
    found: dict[str, tuple[Line, ...]] = {}
    body: list[Piece] = []
    for at, (cell, field) in enumerate(zip(row, columns, strict=True)):
        if field == "title" and field not in found and len(more := _name_first(cell)) > 1:
            found[field] = (unbold(as_text(more[0])),) if isinstance(more[0], Line) else ()
            body.extend(more[1:] if found[field] else more)
        elif field and field not in found:
            said = tuple(unbold(as_text(line)) for line in lines_of(cell.blocks))
            found[field] = _dated(said, names[at]) if names and field in ("baseline", "target") else said
        else:
            body.extend(headed_by(names[at] if names else "", cell))
    lines = {field: found[field] for field in fields if found.get(field)}
    return Draft(kind, found.get("title", ()), tuple(body), lines=lines, sure=0.9)
