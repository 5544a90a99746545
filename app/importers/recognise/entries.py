"""A part's text as a lead-in, entries and a closing, be they a list, a table, bold paragraphs or sub-headings.

Recognisers of principles, risks, priorities, terms and the like ask here for the entries, and only say what an entry
is. Imports lines, outline and wording only.
"""

import re
from collections.abc import Callable

from msgspec import Struct, structs

from app.importers.recognise.drafts import header_rows
from app.importers.recognise.lines import Grid, Line, Piece, Pieces, as_text, cut, has_image, unbold
from app.importers.recognise.outline import Part
from app.importers.recognise.wording import closed, counted_end, is_reference

_STOP = re.compile(r"\s*[–—:;.-]\s+(?=\S)")
_LONGEST_TITLE = 12
_SHORT_NAME = 8


class Entry(Struct, frozen=True, gc=False):
    """One entry: its title (may be empty), its text, and for a table's row the other columns by heading."""

    title: tuple[Line, ...] = ()
    body: Pieces = ()
    columns: tuple[tuple[str, Pieces], ...] = ()
    dropped: tuple[Line, ...] = ()
    sure: float = 0.9


class Entries(Struct, frozen=True):
    """`lead` stands before the entries, `closing` after them; `dropped` is furniture (a table's column headings)."""

    lead: Pieces = ()
    entries: tuple[Entry, ...] = ()
    closing: Pieces = ()
    dropped: tuple[Line, ...] = ()


def bold_lead_in(line: Line) -> tuple[Line, Line] | None:
    """The bold words a paragraph begins with, and the rest; None where it is all bold, or none of it."""
    length = 0
    for run in line.runs:
        if not run.bold and run.text.strip():
            break
        length += len(run.text)
    if not 0 < length < len(line.text) or not line.text[:length].strip() or not line.text[length:].strip():
        return None
    if len(line.text[:length].split()) > 16 or line.text[length - 1 : length + 1].isalnum():
        return None
    title, rest = cut(line, length)
    return as_text(unbold(title)), as_text(rest)


def stopped_title(line: Line, longest: int = _LONGEST_TITLE) -> tuple[Line, Line] | None:
    """“Title: text” or “Title – text” in two, where the title is short; None where the line is not of that form."""
    found = re.search(r"\s*(?::|\s[–—-](?=\s))\s+", line.text)
    if not found or not 0 < len(line.text[: found.start()].split()) <= longest:
        return None
    if (
        not any(letter.isalpha() for letter in line.text[: found.start()])
        or "." in line.text[: found.start()]
        or line.text.count("(", 0, found.start()) > line.text.count(")", 0, found.start())
    ):
        return None
    title, rest = cut(line, found.end())
    return (as_text(title), as_text(rest)) if rest.words else None


def title_parts(title: Line) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """A title without the stop at its end, and that stop (furniture)."""
    words = title.text.rstrip()
    core = words.rstrip(":–—-. \t\n" if not words.endswith("...") else " ")
    if not core or len(core) == len(title.text):
        return (title,), ()
    kept, stop = cut(title, len(core))
    return (kept,), (stop,)


def entry_of(line: Line, more: Pieces = (), *, split: bool = True) -> Entry:
    """The entry of an item or paragraph: its bold lead-in is the title, or with `split` what stands before a colon."""
    if end := counted_end(line.text):
        number, rest = cut(as_text(line), end)
        made = _counted_entry(rest, more) or entry_of(rest, more, split=split)
        return structs.replace(made, dropped=(number, *made.dropped))
    halves = bold_lead_in(line)
    sure = min(0.95, line.sure)
    if halves is None and split and (halves := stopped_title(line)):
        sure = min(0.7, line.sure)
    if halves is None:
        return Entry((), (as_text(line), *more), (), (), sure)
    title, text, stop = _unstopped(*halves)
    return Entry(title, (text, *more), (), stop, sure)


def _unstopped(title: Line, text: Line) -> tuple[tuple[Line, ...], Line, tuple[Line, ...]]:
    """A title and its text without the stop between them, on either side of which bold may end, and that stop."""
    kept, stop = title_parts(title)
    if found := _STOP.match(text.text):
        sign, text = cut(text, found.end())
        stop = (*stop, sign)
    return kept, text, stop


def _counted_entry(line: Line, more: Pieces) -> Entry | None:
    """The entry of “Aim 2: Modern offices. Staff will …” after its number: a short first sentence is the title."""
    found = re.match(r"[^.:!?]{3,70}?(?P<stop>\.\s+)(?=[A-Z])", line.text)
    if not found or len(found.group().split()) > _SHORT_NAME or bold_lead_in(line):
        return None
    title, rest = cut(line, found.start("stop"))
    stop, rest = cut(rest, len(found["stop"]))
    return Entry((unbold(title),), (rest, *more), (), (stop,), min(0.8, line.sure))


def list_entries(items: Pieces, *, split: bool = True) -> list[Entry]:
    """The entries of a run of list items: one for each top item, with what is nested in it.

    Items indented for no reason (the item above ends its sentence, and they are full sentences themselves) count too.
    """
    lines = [piece for piece in items if isinstance(piece, Line)]
    top = min((line.item for line in lines), default=0)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and (line.more or (line.item > top and not _is_stray(line, groups[-1], top))):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [entry_of(group[0], _nested(group[1:]), split=split) for group in groups]


def _nested(lines: list[Line]) -> Pieces:
    return tuple(
        as_text(line) if line.more and line.item <= 0 else structs.replace(line, more=False) for line in lines
    )


def _is_stray(line: Line, group: list[Line], top: int) -> bool:
    """Whether an item one deeper is only indented by mistake, and stands beside the one above it."""
    owner = group[0]
    if owner.item > top and line.item == owner.item:
        return True
    if not owner.words.endswith(".") or not line.words.endswith(".") or len(group) > 1 or line.more:
        return False
    return len(line.words.split()) * 10 >= len(owner.words.split()) * 4 and line.item - owner.item == 1


def named_blocks(blocks: Pieces) -> tuple[tuple[Line, ...], Pieces, tuple[Line, ...]]:
    """A cell's name, its other text, and the stop between them: the name is its bold or short first line."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Line) or is_item(first):
        return (), blocks, ()
    if (halves := bold_lead_in(first)) is not None:
        title, text, stop = _unstopped(*halves)
        return title, (text, *blocks[1:]), stop
    count = len(first.words.split())
    bold = all(run.bold for run in first.runs if run.text.strip())
    if (len(blocks) > 1 and bold and count <= 16) or (count <= _SHORT_NAME and not closed(first.text)):
        return (unbold(as_text(first)),), blocks[1:], ()
    return (), blocks, ()


def is_item(piece: Piece) -> bool:
    """Whether a piece is a list item."""
    return isinstance(piece, Line) and piece.item >= 0


def runs_of_items(blocks: Pieces) -> list[tuple[int, int]]:
    """Where each run of list items begins and ends in some blocks."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for at, block in enumerate(blocks):
        if is_item(block):
            start = at if start is None else start
        elif start is not None:
            runs.append((start, at))
            start = None
    if start is not None:
        runs.append((start, len(blocks)))
    return runs


def introduced(blocks: Pieces, start: int) -> bool:
    """Whether the paragraph before a list introduces it: it ends with a colon, or with no stop at all."""
    before = blocks[start - 1] if start else None
    if not isinstance(before, Line) or before.item >= 0:
        return False
    return before.words.rstrip("-–— ").endswith((":", ";")) or not closed(before.text)


def bold_paragraphs(blocks: Pieces) -> list[int]:
    """Where paragraphs with a bold lead-in stand."""
    return [
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Line) and block.item < 0 and bold_lead_in(block) is not None
    ]


def counted_paragraphs(blocks: Pieces) -> list[int]:
    """Where paragraphs stand that say themselves which entry they are (“Principle 3: …”, “Risk 2 – …”)."""
    return [
        at
        for at, block in enumerate(blocks)
        if isinstance(block, Line) and block.item < 0 and counted_end(block.text)
    ]


def numbered_paragraphs(blocks: Pieces) -> list[int]:
    """Where paragraphs stand that had a typed number (“3.1 ”), if two or more and all have."""
    lines = [block for block in blocks if isinstance(block, Line) and block.item < 0 and _is_numbered(block)]
    return list(range(len(blocks))) if len(lines) == len(blocks) >= 2 else []


def numbered_entry(piece: Piece) -> Entry:
    """The entry of a paragraph that had a typed number; the number is furniture, a short first sentence the title."""
    assert isinstance(piece, Line)
    bare = structs.replace(piece, prefix=())
    made = _counted_entry(bare, ()) or entry_of(bare)
    return structs.replace(made, dropped=(*piece.prefix, *made.dropped), sure=min(made.sure, 0.7))


def _is_numbered(line: Line) -> bool:
    return any(letter.isdigit() for sign in line.prefix for letter in sign.text)


def paragraph_entries(blocks: Pieces, starts: list[int], *, split: bool = False) -> Entries:
    """Entries that begin at certain paragraphs and go on to the next; what stands before the first is the lead-in.

    With `split` a title may also be what stands before a colon.
    """
    entries: list[Entry] = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        line = blocks[start]
        assert isinstance(line, Line)
        entries.append(entry_of(line, blocks[start + 1 : end], split=split))
    return Entries(blocks[: starts[0]], tuple(entries))


def each_line(block: Piece) -> list[Piece]:
    """A paragraph whose line ends part several entries, as one piece for each."""
    pieces: list[Piece] = []
    while isinstance(block, Line) and not is_item(block) and "\n" in block.text.strip():
        first, block = cut(block, block.text.index("\n", len(block.text) - len(block.text.lstrip())) + 1)
        pieces.append(first)
    return [*pieces, block]


def part_entry(part: Part) -> Entry:
    """The entry of a sub-heading with all below it; deeper headings become bold lines of its text."""
    return Entry(
        part.heading, flattened(part)[len(part.heading) :], (), (), min(line.sure for line in part.heading)
    )


def flattened(part: Part) -> Pieces:
    """A part as blocks, its headings as paragraphs in bold."""
    result: list[Piece] = [bold_line(line) for line in part.heading]
    result.extend(part.blocks)
    for below in part.parts:
        result.extend(flattened(below))
    return tuple(result)


def bold_line(heading: Line) -> Line:
    """A heading as a paragraph in bold; its typed number stays cut off."""
    runs = tuple(structs.replace(run, bold=True) for run in heading.runs)
    return structs.replace(as_text(heading), runs=runs)


def table_entries(grid: Grid, title: Callable[[str], bool], text: Callable[[str], bool]) -> Entries:
    """The entries of a table with column headings; `title` and `text` say what a column heading stands for.

    Where no heading is the title's or the text's, the first column is the title and the next the text.
    """
    heads = max(1, header_rows(grid))
    grid, numbers = unreferenced(grid)
    names = [cell.words for cell in grid.rows[heads - 1]] if grid.rows else []
    body = list(grid.rows[heads:])
    at_title = next((at for at, name in enumerate(names) if title(name)), -1)
    at_text = next((at for at, name in enumerate(names) if at != at_title and text(name)), -1)
    if at_title < 0 and at_text < 0:
        at_title, at_text = 0, 1
    entries: list[Entry] = []
    for row in body:
        first = row[at_title].lines if 0 <= at_title < len(row) else ()
        main = row[at_text].blocks if 0 <= at_text < len(row) else ()
        if len(first) > 1:
            first, main = first[:1], (*first[1:], *main)
        others = tuple(
            (names[at] if at < len(names) else "", cell.blocks)
            for at, cell in enumerate(row)
            if at not in (at_title, at_text) and cell.blocks
        )
        if first or main or others:
            entries.append(Entry(tuple(unbold(as_text(line)) for line in first), main, others, (), 0.9))
    dropped = tuple(line for row in grid.rows[:heads] for cell in row for line in cell.lines)
    return Entries((), tuple(entries), (), dropped + numbers)


def unreferenced(grid: Grid) -> tuple[Grid, tuple[Line, ...]]:
    """A table without a first column of references only (“O1”, “2.”), and that column, which is furniture."""
    first, *rest = grid.rows
    if len(first) < 3 or not rest or not all(row and is_reference(row[0].words) for row in rest):
        return grid, ()
    numbers = tuple(line for row in grid.rows for line in row[0].lines)
    return structs.replace(grid, rows=tuple(row[1:] for row in grid.rows)), numbers


def simple(grid: Grid) -> bool:
    """Whether a table has no merged cells, no pictures, and one cell for each column in each row."""
    width = len(grid.rows[0])
    if has_image((grid,)):
        return False
    return len(grid.rows) > 1 and all(
        len(row) == width and all(cell.across == 1 and cell.down == 1 for cell in row) for row in grid.rows
    )
