"""Puts together what page breaks cut in pieces: tables, list items, and headings said again on the next page.

Imports lines, cards and wording only.
"""

import re

from msgspec import structs

from app.importers.recognise.cards import card_part
from app.importers.recognise.lines import (
    Grid,
    GridCell,
    GridRow,
    Image,
    Line,
    Piece,
    cut,
    has_image,
    lines_of,
    spliced,
)
from app.importers.recognise.wording import (
    bullet_end,
    closed,
    heading_front,
    item_number_end,
    label_end,
    normal,
)

_JOINING = frozenset(
    "a an and as at be by for from in into is of on or our over than that the their these this those through to under "
    "with within which who whose will can may must should would its".split()
)


_COLUMN_NAME = re.compile(
    r"^(?:(?:key|strategic|risk|lead|target|start|end|due|residual|inherent|performance|success|mitigating) )?(?:"
    r"risks?|"
    r"likelihood|probability|impact|score|rating|rag|mitigations?|controls?|owner|lead|officer|actions?|activity|tasks?|"
    r"by when|when|who|date|timescale|deadline|status|progress|measures?|indicators?|kpis?|baseline|targets?|terms?|"
    r"abbreviations?|acronyms?|meanings?|definitions?|version|author|changes?|comments?|amendments?|descriptions?|ref|"
    r"no|item|year|capital|revenue|costs?|total|source|principles?|outcomes?|milestones?)\b[\s.()£]*$",
    re.I,
)
_DOTS = ("•", "●", "▪", "◦", "‣", "■")
_SLOGAN = 10
"""A line of so few words that ends a sentence without a stop is set apart on purpose."""


def tables_joined(pieces: list[Piece], furniture: list[Line]) -> list[Piece]:
    """Tables that only a page break or a repeated heading parts become one; repeated header rows are furniture."""
    result: list[Piece] = []
    between: list[Line] = []
    said: set[str] = set()
    last: int | None = None
    for piece in pieces:
        if isinstance(piece, Grid):
            if last is not None and _goes_on(result[last], piece, bool(between)):
                furniture.extend(between)
                del result[last + 1 :]
                result[last] = _one_table(result[last], piece, furniture)
            else:
                result.append(piece)
                last = len(result) - 1
            between = []
            continue
        result.append(piece)
        if last is not None and isinstance(piece, Line) and len(between) < 2 and normal(piece.words) in said:
            between.append(piece)
        else:
            last = None
            between = []
        if isinstance(piece, Line) and len(piece.text) <= 120 and (piece.level or piece.look.bold):
            said.add(normal(piece.words))
    return result


def _goes_on(first: Piece, second: Grid, heading_between: bool) -> bool:
    if not isinstance(first, Grid) or first.columns != second.columns:
        return False
    if _same_row(first.rows[0], second.rows[0]):
        return True
    if _begins_anew(second):
        return False
    if heading_between:
        return not _looks_headed(second)
    return not _looks_headed(second) or not _looks_headed(first)


def _begins_anew(grid: Grid) -> bool:
    """Whether a table is plainly another one: a card with its name, or one whose first row names known columns."""
    first = grid.rows[0]
    if card_part(grid) is not None or (len(first) == 1 and grid.columns > 1 and len(grid.rows) > 1):
        return True
    return len(first) > 1 and all(_COLUMN_NAME.match(cell.words) for cell in first)


def _same_row(first: GridRow, second: GridRow) -> bool:
    if any(has_image(cell.blocks) for cell in second):
        return False
    return len(first) == len(second) and all(
        a.words.casefold() == b.words.casefold() for a, b in zip(first, second, strict=True)
    )


def _looks_headed(grid: Grid) -> bool:
    """Whether a table plainly starts with a row of column headings of its own."""
    if grid.header_rows > 0:
        return True
    first, rest = grid.rows[0], grid.rows[1:]
    lines = [line for cell in first for line in cell.lines]
    if rest and all(cell.shaded for cell in first) and not all(cell.shaded for row in rest for cell in row):
        return True
    if not lines or not all(line.look.bold for line in lines):
        return False
    return not all(line.look.bold for row in rest for cell in row for line in cell.lines) if rest else False


def _one_table(first: Piece, second: Grid, furniture: list[Line]) -> Grid:
    assert isinstance(first, Grid)
    rows = second.rows
    if _same_row(first.rows[0], rows[0]):
        furniture.extend(line for cell in rows[0] for line in cell.lines)
        rows = rows[1:]
    return structs.replace(first, rows=first.rows + rows)


def items_marked(pieces: list[Piece]) -> list[Piece]:
    """Typed bullets (“•”, “-”, “(a)”, “1.”) become list items; the sign stays with the line as a prefix."""
    result: list[Piece] = []
    run: list[int] = []
    run_form = ""
    for at, piece in enumerate(pieces):
        result.append(_cells_marked(piece) if isinstance(piece, Grid) else piece)
        if not isinstance(piece, Line) or piece.level or piece.look.outline:
            run = []
            continue
        end = bullet_end(piece.text)
        if end:
            result[at] = _typed_item(piece, end, ordered=False)
            run = []
        elif piece.item >= 0:
            end = item_number_end(piece.text)
            if end:
                result[at] = structs.replace(_typed_item(piece, end, ordered=True), item=piece.item)
            run = []
        elif end := item_number_end(piece.text):
            form = _sign_form(piece.text[:end].strip())
            run = [*run, at] if form == run_form else [at]
            run_form = form
            _mark_run(result, run)
        else:
            run = []
    return _depths(result)


def _cells_marked(grid: Grid) -> Grid:
    """A table with the typed bullets in its cells as list items; a dash alone may also say that there is nothing."""
    rows = tuple(tuple(map(_cell_marked, row)) for row in grid.rows)
    return grid if rows == grid.rows else structs.replace(grid, rows=rows)


def _cell_marked(cell: GridCell) -> GridCell:
    first = cell.blocks[0] if cell.blocks else None
    if len(cell.blocks) < 2 and not (isinstance(first, Line) and first.words.startswith(_DOTS)):
        return cell
    return structs.replace(cell, blocks=tuple(items_marked(list(cell.blocks))))


def _mark_run(result: list[Piece], run: list[int]) -> None:
    """Marks typed numbers as a list once two stand one after the other; one alone is only a paragraph."""
    if len(run) < 2:
        return
    for at in run if len(run) == 2 else run[-1:]:
        piece = result[at]
        assert isinstance(piece, Line)
        result[at] = _typed_item(piece, item_number_end(piece.text), ordered=True)


def _typed_item(line: Line, end: int, *, ordered: bool) -> Line:
    sign, rest = cut(line, end)
    level = line.item if line.item >= 0 else 0
    return structs.replace(rest, item=level, ordered=ordered, prefix=(sign,), sure=0.9)


def _depths(pieces: list[Piece]) -> list[Piece]:
    """Depths of typed items by sign and indent: a new sign inside a list is one deeper, a known one goes back."""
    open_signs: list[tuple[str, float]] = []
    for at, piece in enumerate(pieces):
        if not isinstance(piece, Line) or piece.item < 0:
            open_signs = []
            continue
        if not piece.prefix or piece.look.mark:
            open_signs = []
            continue
        sign = (_sign_form(piece.prefix[0].words), piece.look.indent)
        if sign in open_signs:
            del open_signs[open_signs.index(sign) + 1 :]
        else:
            while open_signs and piece.look.indent < open_signs[-1][1]:
                open_signs.pop()
            open_signs.append(sign)
        depth = len(open_signs) - 1
        if depth != piece.item:
            pieces[at] = structs.replace(piece, item=depth)
    return pieces


def _sign_form(sign: str) -> str:
    if any(letter.isdigit() for letter in sign):
        return "1"
    core = sign.strip("().")
    return "a" if len(core) <= 5 and core.isalpha() and core != "o" else core


def items_rejoined(pieces: list[Piece]) -> list[Piece]:
    """List items that a page break cut in two are one again; paragraphs inside a list stay with their item."""
    result: list[Piece] = []
    for at, piece in enumerate(pieces):
        last = result[-1] if result else None
        if (
            isinstance(piece, Line)
            and isinstance(last, Line)
            and not piece.level
            and not last.level
            and piece.item < 0
            and piece.look.place == last.look.place == "body"
        ):
            following = pieces[at + 1] if at + 1 < len(pieces) else None
            if _breaks_off(last, piece, following, result):
                result[-1] = structs.replace(spliced(last, piece), sure=min(last.sure, 0.7))
                continue
            if last.item >= 0 and (item := _flush_with(piece, result)) is not None:
                result.append(structs.replace(piece, item=item.item, more=True, sure=0.7))
                continue
            if last.item >= 0 and (
                label_end(piece.text)
                or (isinstance(following, Line) and _inside_list(last, piece, following))
            ):
                result.append(structs.replace(piece, item=last.item, more=True, sure=0.7))
                continue
        result.append(piece)
    return result


def _flush_with(piece: Line, before: list[Piece]) -> Line | None:
    """The list item above that a paragraph is indented like, where the text before the list is not; None for none."""
    if piece.look.indent <= 0 or piece.look.bold:
        return None
    found: Line | None = None
    for other in reversed(before):
        if not isinstance(other, Line) or other.level:
            break
        if other.item < 0:
            return found if other.look.indent < piece.look.indent - 1 else None
        if found is None and not other.more and abs(other.look.indent - piece.look.indent) < 1:
            found = other
    return found


def _breaks_off(last: Line, piece: Line, following: Piece | None, before: list[Piece]) -> bool:
    """Whether `piece` goes on with the sentence that `last` began."""
    words = piece.words
    ending = last.words
    if closed(ending) or piece.look.bold or piece.look.centred or heading_front(words).end:
        return False
    if not piece.breaks and not closed(words) and len(words.split()) <= _SLOGAN:
        return False
    starts_small = words[:1].islower()
    joining = ending.rsplit(None, 1)[-1].lower() in _JOINING or ending.endswith(",")
    if last.item >= 0:
        inside = isinstance(following, Line) and following.item >= 0
        return starts_small or joining or (inside and closed(words) and _others_closed(last, before))
    if not (piece.breaks or starts_small) or len(ending.split()) < 8:
        return False
    return starts_small or joining


def _others_closed(last: Line, before: list[Piece]) -> bool:
    """Whether the items of the list so far end with stops, so that one without was cut off."""
    others: list[Line] = []
    for at in range(len(before) - 2, -1, -1):
        piece = before[at]
        if not isinstance(piece, Line) or piece.item < 0 or len(others) >= 12:
            break
        others.append(piece)
    return (
        len(others) >= 2
        and sum(closed(line.text) for line in others) * 3 >= len(others) * 2
        and last.item >= 0
    )


def _inside_list(last: Line, piece: Line, following: Line) -> bool:
    """Whether a paragraph between two items of one list belongs to the first of them."""
    if following.item < 0 or following.level or piece.words.endswith(":") or piece.look.bold:
        return False
    if (last.look.mark is None) != (following.look.mark is None) or following.item != last.item:
        return False
    if last.look.mark and following.look.mark and last.look.mark.run != following.look.mark.run:
        return False
    return piece.look.indent > 0 or piece.breaks


def headings_once(pieces: list[Piece], furniture: list[Line]) -> list[Piece]:
    """Headings that the next page repeats (“Principles”, “Principles (continued)”) are one; the later is furniture."""
    result: list[Piece] = []
    open_titles: dict[int, str] = {}
    for piece in pieces:
        if not isinstance(piece, Line) or not piece.level:
            result.append(piece)
            continue
        key = (
            normal(piece.words)
            .removesuffix(" continued")
            .removesuffix(" cont d")
            .removesuffix(" cont")
            .strip()
        )
        if open_titles.get(piece.level) == key and not _opens_anew(piece):
            furniture.append(piece)
            continue
        open_titles = {level: title for level, title in open_titles.items() if level < piece.level}
        open_titles[piece.level] = key
        result.append(piece)
    return result


def _opens_anew(heading: Line) -> bool:
    return bool(heading.prefix) and any(letter.isdigit() for line in heading.prefix for letter in line.text)


def trailing_notes(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces without the foot- and endnotes that stand at their end, and those notes."""
    end = len(pieces)
    while end and _is_note(pieces[end - 1]):
        end -= 1
    return pieces[:end], pieces[end:]


def _is_note(piece: Piece) -> bool:
    if isinstance(piece, Image):
        return False
    lines = list(lines_of((piece,)))
    return bool(lines) and all(line.look.place in ("footnote", "endnote") for line in lines)
