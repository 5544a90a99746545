"""Nodes in the making: what recognisers return, and how drafts become nodes with the place of each source paragraph.

A draft holds lines, not words, so that an audit can show that every character of the source is used exactly once.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from app.importers.proposal import Placement
from app.importers.recognise.lines import (
    ADDED,
    PICTURE,
    Grid,
    GridRow,
    Image,
    Line,
    Piece,
    Pieces,
    images_of,
    lines_of,
    tally,
)
from app.models.kinds import Ids
from app.models.nodes import KINDS, HistoryRow, Node, SheetRow
from app.models.text import Block, Blocks, Cell, Item, List, Paragraph, Picture, Table, trimmed

Record = Mapping[str, tuple[Line, ...]]


class Draft(Struct, frozen=True, gc=False):
    """A node to be. `rich` holds the pieces of its rich fields, `lines` of its one-line fields, `values` the rest,
    also a title that stands once in the source and names several nodes.

    `records` are the rows of `history` and `sheet_rows`; `dropped` the lines that became furniture on the way.
    """

    kind: str
    title: tuple[Line, ...] = ()
    body: Pieces = ()
    rich: Mapping[str, Pieces] = {}
    lines: Mapping[str, tuple[Line, ...]] = {}
    values: Mapping[str, Any] = {}
    records: Mapping[str, tuple[Record, ...]] = {}
    children: "tuple[Draft, ...]" = ()
    dropped: tuple[Line, ...] = ()
    sure: float = 1.0


class Placed(Struct, frozen=True, gc=False):
    """Where a piece of a source paragraph went; `node` is empty for furniture."""

    node: str
    kind: str
    field: str
    sure: float
    letters: int


Places = dict[int, list[Placed]]


def every(draft: Draft) -> Iterator[Draft]:
    """A draft and all below it."""
    yield draft
    for child in draft.children:
        yield from every(child)


def contents(draft: Draft) -> Iterator[tuple[str, Pieces]]:
    """The pieces of one draft by field, furniture under the empty name."""
    yield "title", draft.title
    yield "body", draft.body
    yield from draft.rich.items()
    yield from draft.lines.items()
    for name, rows in draft.records.items():
        for row in rows:
            for lines in row.values():
                yield name, lines
    yield "", draft.dropped


def counted(drafts: Iterable[Draft]) -> dict[int, int]:
    """How many characters of each source paragraph some drafts use, furniture included."""
    result: dict[int, int] = {}
    for top in drafts:
        for draft in every(top):
            for _, pieces in contents(draft):
                tally(pieces, result)
    return result


def audit(drafts: Iterable[Draft], texts: list[str]) -> bool:
    """Whether every character of every source paragraph is used exactly once."""
    return counted(drafts) == {number: len(text) for number, text in enumerate(texts)}


def finish(draft: Draft, ids: Ids, places: Places, dropped: list[Line]) -> Node:
    """The node a draft stands for; tells `places` where each source paragraph went and `dropped` what is furniture."""
    id = ids()
    for field, pieces in contents(draft):
        if field:
            dropped.extend(_note_places(pieces, Placed(id, draft.kind, field, draft.sure, 0), places))
        else:
            dropped.extend(_note_places(pieces, Placed("", "", "", 1, 0), places))
            dropped.extend(line for line in lines_of(pieces) if line.words)
    fields: dict[str, Any] = {
        **draft.values,
        "id": id,
        "title": one_line(draft.title) or draft.values.get("title", ""),
        "body": compose(draft.body),
    }
    fields.update({name: compose(pieces) for name, pieces in draft.rich.items()})
    fields.update({name: one_line(lines) for name, lines in draft.lines.items()})
    for name, rows in draft.records.items():
        made: Callable[..., HistoryRow | SheetRow] = HistoryRow if name == "history" else SheetRow
        fields[name] = tuple(
            made(**{key: one_line(lines) for key, lines in _row(name, row).items()}) for row in rows
        )
    fields["children"] = tuple(finish(child, ids, places, dropped) for child in draft.children)
    return KINDS[draft.kind].make(**fields)


def _row(name: str, row: Record) -> Record:
    return {"version": (), **row} if name == "history" else {"label": (), **row}


def _note_places(pieces: Pieces, place: Placed, places: Places) -> list[Line]:
    prefixes: list[Line] = []
    for image in images_of(pieces):
        places.setdefault(image.at, []).append(Placed(place.node, place.kind, place.field, place.sure, 1))
    for line in lines_of(pieces):
        prefixes.extend(line.prefix)
        for number, letters in line.origin:
            if number != ADDED:
                sure = min(place.sure, line.sure)
                places.setdefault(number, []).append(
                    Placed(place.node, place.kind, place.field, sure, letters)
                )
    return prefixes


def placements(places: Places, texts: list[str]) -> tuple[Placement, ...]:
    """One placement for each source paragraph that is not furniture as a whole, in the order of the source."""
    result: list[Placement] = []
    for number in sorted(places):
        here = [place for place in places[number] if place.node]
        if here:
            most, sure = here[0], here[0].sure
            if len(here) > 1:
                most = max(here, key=lambda place: place.letters)
                sure = min(place.sure for place in here)
            text = "(picture)" if texts[number] == PICTURE else texts[number].strip()
            result.append(Placement(text, most.node, most.kind, most.field, round(sure, 2)))
    return tuple(result)


def one_line(lines: Iterable[Line]) -> str:
    """The words of some lines in one line of text, white space made single blanks."""
    return unicodedata.normalize("NFC", " ".join(word for line in lines for word in line.text.split()))


def compose(pieces: Iterable[Piece]) -> Blocks:
    """Pieces as rich text: neighbouring list items become nested lists, grids tables, images pictures."""
    result: list[Block] = []
    items: list[Line] = []
    for piece in pieces:
        if isinstance(piece, Line) and piece.item >= 0:
            items.append(piece)
            continue
        result.extend(_lists(items))
        items = []
        if isinstance(piece, Line):
            result.append(_paragraph(piece))
        elif isinstance(piece, Grid):
            result.append(_table(piece))
        else:
            result.append(_picture(piece))
    result.extend(_lists(items))
    return tuple(result)


def _paragraph(line: Line) -> Paragraph:
    return Paragraph(trimmed(line.runs))


def _picture(image: Image) -> Picture:
    return Picture(image.look.digest, image.look.alt, image.look.width)


def _lists(items: list[Line]) -> Iterator[List]:
    """Lists made of item lines; depth follows `item`, and a change between bullets and numbers starts a new list."""
    start = 0
    while start < len(items):
        level, ordered = items[start].item, items[start].ordered
        end = start + 1
        while end < len(items):
            other = items[end]
            if not other.more and (other.item < level or (other.item == level and other.ordered != ordered)):
                break
            end += 1
        yield List(tuple(_items(items[start:end], level)), ordered)
        start = end


def _items(lines: list[Line], level: int) -> Iterator[Item]:
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and (lines[end].more or lines[end].item > level):
            end += 1
        yield Item(tuple(_item_blocks(lines[start:end], level)))
        start = end


def _item_blocks(lines: list[Line], level: int) -> Iterator[Block]:
    yield _paragraph(lines[0])
    nested: list[Line] = []
    for line in lines[1:]:
        if line.item > level:
            nested.append(line)
            continue
        yield from _lists(nested)
        nested = []
        yield _paragraph(line)
    yield from _lists(nested)


def _table(grid: Grid) -> Table:
    rows = tuple(
        tuple(Cell(compose(cell.blocks), cell.across, cell.down) for cell in row) for row in grid.rows
    )
    return Table(rows, header_rows(grid))


def header_rows(grid: Grid) -> int:
    """How many rows head a table: as the file says, or else one if the first row looks unlike the rest."""
    if grid.header_rows >= 0:
        return min(grid.header_rows, len(grid.rows))
    return 1 if len(grid.rows) > 1 and _heads(grid.rows[0], grid.rows[1:]) else 0


def _heads(first: GridRow, rest: tuple[GridRow, ...]) -> bool:
    if not all(cell.words for cell in first[1:]) or len(first) < 2:
        return False
    if all(cell.shaded for cell in first) and not all(cell.shaded for row in rest for cell in row):
        return True
    if all(line.look.bold for cell in first for line in cell.lines):
        return True
    return all(len(cell.words) <= 40 and not cell.words[3:].endswith((".", ";", ":")) for cell in first)
