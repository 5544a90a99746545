"""Tables that hold no rows: headings in boxes, columns, plans on one page. Imports drafts, entries, lines, outline."""

from msgspec import Struct, structs

from app.importers.recognise.actions import children_of
from app.importers.recognise.control import is_control_title
from app.importers.recognise.drafts import Draft
from app.importers.recognise.entries import stopped_title, title_parts
from app.importers.recognise.kinds import below_theme, kind_named, known_title
from app.importers.recognise.lines import Grid, GridRow, Line, Piece, Pieces, has_image, unbold
from app.importers.recognise.outline import Part
from app.importers.recognise.wording import closed, normal

_LONGEST_HEADING = 12
_LONGEST_NAME = 8
_LONGEST_LEAD = 4
_LONGEST_PAGE = 6
GUESS = 0.5
"""How sure a plan on one page is: its boxes say little of what they are."""


def unboxed(pieces: list[Piece]) -> list[Piece]:
    """The pieces with headings instead of the tables of one cell that some councils print them in."""
    if pieces and (page := _title_box(pieces[0])):
        pieces = [*page, *pieces[1:]]
    pieces = [part for piece in pieces for part in _columns_of(piece)]
    marked = any(isinstance(piece, Line) and piece.look.outline for piece in pieces)
    if not marked:
        pieces = [part for piece in pieces for part in _unbannered(piece)]
    boxes = {
        at: line for at, piece in enumerate(pieces) if isinstance(piece, Grid) and (line := _boxed(piece))
    }
    if not boxes:
        return pieces
    result = list(pieces)
    for at, line in boxes.items():
        known = known_title(normal(line.words)) or is_control_title(line.words)
        if known or (not marked and len(boxes) > 2):
            grid = pieces[at]
            look = structs.replace(line.look, outline=1)
            result[at] = structs.replace(line, look=look, breaks=isinstance(grid, Grid) and grid.breaks)
    return result


def _columns_of(piece: Piece) -> list[Piece]:
    """What stands in a table that only sets a page in columns: each of its cells begins with a heading and goes on."""
    if not isinstance(piece, Grid) or len(piece.rows[0]) < 2:
        return [piece]
    cells = [cell.blocks for row in piece.rows for cell in row if cell.blocks]
    if len(cells) < 2 or not all(_is_column(blocks) for blocks in cells):
        return [piece]
    first, *rest = (block for blocks in cells for block in blocks)
    assert isinstance(first, Line)
    return [structs.replace(first, breaks=first.breaks or piece.breaks), *rest]


def _is_column(blocks: Pieces) -> bool:
    first = blocks[0]
    return len(blocks) > 1 and isinstance(first, Line) and first.look.outline > 0


def _title_box(piece: Piece) -> list[Piece]:
    """The lines of a box at the very beginning that holds the title, council and years; empty for any other table."""
    if not isinstance(piece, Grid) or any(len(row) != 1 for row in piece.rows) or has_image((piece,)):
        return []
    blocks = [block for row in piece.rows for cell in row for block in cell.blocks]
    short = all(isinstance(block, Line) and len(block.words.split()) <= _LONGEST_HEADING for block in blocks)
    return blocks if short and len(blocks) <= _LONGEST_PAGE else []


def _unbannered(piece: Piece) -> list[Piece]:
    """A table with the name of a part across its top (“Risks”, “Amendment record”) as that heading and the rest."""
    if not isinstance(piece, Grid) or len(piece.rows) < 2 or has_image((piece,)):
        return [piece]
    top = structs.replace(piece, rows=piece.rows[:1])
    line = _boxed(top)
    if line is None or not (known_title(normal(line.words)) or is_control_title(line.words)):
        return [piece]
    rest = piece.rows[1:]
    if any(len(row) == 1 for row in rest) and any(len(row) > 1 for row in rest):
        return [piece]  # a plan on one page
    heading = structs.replace(line, look=structs.replace(line.look, outline=1), breaks=piece.breaks)
    if all(len(row) == 1 for row in rest):
        return [heading, *(block for row in rest for cell in row for block in cell.blocks)]
    return [heading, structs.replace(piece, rows=rest, header_rows=-1, breaks=False)]


def _boxed(grid: Grid) -> Line | None:
    """The only line of a table of one cell, where it could be a heading."""
    if len(grid.rows) != 1 or len(grid.rows[0]) != 1 or len(blocks := grid.rows[0][0].blocks) != 1:
        return None
    line = blocks[0]
    if not isinstance(line, Line) or line.item >= 0 or len(line.words.split()) > _LONGEST_HEADING:
        return None
    return None if closed(line.text) else line


class OnePage(Struct):
    """What a plan on one page holds: parts with a name, the themes that stand side by side, and other lines."""

    parts: list[Part]
    themes: list[Draft]
    rest: list[Piece]


def one_page(grid: Grid) -> OnePage | None:
    """The parts of a table that is a whole plan: bars across the page and boxes side by side; None for others."""
    bars = [row for row in grid.rows if len(row) == 1]
    named = sum(_kind_of_bar(row) != "" for row in bars)
    if not named or len(bars) < 2 or len(bars) == len(grid.rows) or has_image((grid,)):
        return None
    page = OnePage([], [], [])
    at = 0
    while at < len(grid.rows):
        row = grid.rows[at]
        if len(row) == 1:
            _take_bar(row[0].blocks, page)
            at += 1
            continue
        end = at + 1
        while end < len(grid.rows) and len(grid.rows[end]) == len(row):
            end += 1
        _take_boxes(grid.rows[at:end], page)
        at = end
    return page


def _kind_of_bar(row: GridRow) -> str:
    lines = row[0].lines
    title = _bar_title(lines[0])[0] if lines else None
    return "" if title is None else title.words


def _bar_title(line: Line) -> tuple[Line | None, Line | None]:
    """The name that a bar begins with (“Our vision”, “Vision: …”) and the words after it."""
    halves = stopped_title(line, _LONGEST_NAME)
    title = halves[0] if halves else line
    key = normal(title.words)
    if len(title.words.split()) > _LONGEST_NAME or not (known_title(key) or (halves and below_theme(key))):
        return None, None
    return title, halves[1] if halves else None


def _take_bar(blocks: Pieces, page: OnePage) -> None:
    first = blocks[0] if blocks else None
    title, rest = _bar_title(first) if isinstance(first, Line) else (None, None)
    if title is not None:
        kept, stop = title_parts(title)
        heading = structs.replace(unbold(kept[0]), prefix=stop)
        page.parts.append(Part((heading,), (*((rest,) if rest else ()), *blocks[1:])))
    elif page.parts and not page.parts[-1].blocks:
        page.parts[-1] = structs.replace(page.parts[-1], blocks=blocks)
    else:
        page.rest.extend(blocks)


def _take_boxes(rows: tuple[GridRow, ...], page: OnePage) -> None:
    """Boxes side by side: a theme for each column, or the entries of the bar above that waits for its text."""
    waiting = page.parts[-1] if page.parts and not page.parts[-1].blocks else None
    if waiting is not None and kind_named(waiting.key) != "themes":
        items = [structs.replace(line, item=0) for row in rows for cell in row for line in cell.lines]
        page.parts[-1] = structs.replace(waiting, blocks=tuple(items))
        return
    for column in zip(*rows, strict=True):
        blocks = tuple(block for cell in column for block in cell.blocks)
        first = blocks[0] if blocks else None
        if isinstance(first, Line) and len(first.words.split()) <= _LONGEST_NAME:
            lead = blocks[1:2] if len(blocks) > 2 and _leads_in(blocks[1]) else ()
            children = tuple(
                structs.replace(each, sure=GUESS) for each in children_of(blocks[1 + len(lead) :], "priority")
            )
            rich = {"lead_in": lead} if lead else {}
            page.themes.append(Draft("theme", (unbold(first),), rich=rich, children=children, sure=GUESS))
        else:
            page.rest.extend(blocks)


def _leads_in(piece: Piece) -> bool:
    """Whether a line in a box only says what is below it: “Priorities”, “We will:”."""
    if not isinstance(piece, Line) or piece.item >= 0 or not (piece.look.bold or piece.words.endswith(":")):
        return False
    return len(piece.words.split()) <= _LONGEST_LEAD and below_theme(normal(piece.words)) == "priority"


def guessed(draft: Draft) -> Draft:
    """A draft and all below it, as no more than a guess."""
    children = tuple(map(guessed, draft.children))
    return structs.replace(draft, children=children, sure=min(draft.sure, GUESS))
