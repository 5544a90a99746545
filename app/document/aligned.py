"""A redline as lines for two columns: what stood on either side of each, and how much it weighs.

Imports models, compare and siblings only.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, zip_longest
from typing import NamedTuple

from msgspec import Struct, structs

from app.compare.align import ALIKE_WHEN_MOVED, Cancelled, polled
from app.compare.changes import Change, Comparison
from app.compare.likely import Likely
from app.compare.significance import why_of
from app.compare.words import Vocabulary, likeness
from app.compare.woven import Piece, pieces
from app.document.leaves import Leaf, leaves
from app.document.lines import SIDES, Line, OldOrNew, Weight, in_words, text_on
from app.document.nodes import Document, Figure, Heading, Paragraph, Row, Span, Spans, Table
from app.document.placing import places_of

_HEAVIER: tuple[Weight, ...] = ("", "formatting", "other", "substantive")
_CAPTION = 5  # the level of heading as which a table's caption is shown
_BREAK = re.compile(r"[\s\-–]+")
LEAST_MOVED = 12  # letters; shorter lines are alike by chance
_FEWEST, _MOST = 6, 60  # letters of a column, to share a table's width by
_LONGEST = 24  # letters of a word that a column is to hold; a longer one, such as an address, may break


class Edited(NamedTuple):
    """What differs between the two places of words that moved, and how much that weighs."""

    weight: Weight
    differs: tuple[Piece, ...]


class Aligned(Struct, frozen=True):
    """The lines of a redline in reading order; `places` names each change's line by its place, -1 for none.

    `letters` are how many the cells of each line have, `models` the place of the first line that has the form and the
    columns of each: found out where it is made, for a window asks for all of them.
    """

    lines: tuple[Line, ...] = ()
    comparison: Comparison = Comparison()
    places: tuple[int, ...] = ()
    letters: tuple[tuple[int, ...], ...] = ()
    models: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        counted = (tuple(sum(len(span.text) for span in cell) for cell in line.cells) for line in self.lines)
        structs.force_setattr(self, "letters", tuple(counted))
        known: dict[object, int] = {}
        columns = ((line.form, line.shares, line.longest, len(line.cells)) for line in self.lines)
        first = tuple(known.setdefault(each, at) for at, each in enumerate(columns))
        structs.force_setattr(self, "models", first)


def aligned(redline: Document, comparison: Comparison, cancelled: Cancelled = lambda: False) -> Aligned:
    """The lines of a redline, and where the changes of the same comparison stand in it.

    Raises Stopped when cancelled.
    """
    moved = {change.node for change in comparison.changes if change.kind == "moved" and change.node}
    found = [line for leaf in polled(leaves(redline.parts), cancelled) for line in _lines(leaf)]
    again = _elsewhere(found)
    edited = _moved_and_edited(found, again, cancelled) if moved or again else {}
    edited |= _told_as_moved(found, comparison.changes)
    known = {(in_words(c.before), in_words(c.after)): c.substantive for c in comparison.changes if c.pieces}
    lines = tuple(
        _moved_line(line, *edited[at]) if at in edited else _weighed(line, moved, again, known)
        for at, line in enumerate(polled(found, cancelled))
    )
    lines = tuple(_moved_with_table(lines))
    places = tuple(polled(places_of(lines, comparison.changes), cancelled))
    return Aligned(_as_weighty(lines, comparison.changes, places), comparison, places)


def change_kind(change: Change) -> Weight:
    """Which filter a change belongs to: what matters, what does not, what is only looks and numbers."""
    if change.substantive:
        return "substantive"
    return "formatting" if change.kind in ("formatting", "renumbered") else "other"


def _lines(leaf: Leaf) -> Iterator[Line]:
    part = leaf.part
    if isinstance(part, Heading):
        number = (Span(f"{part.number} ", mark=part.mark),) if part.number else ()
        yield Line("heading", ((*number, *part.spans),), part.level, node=part.node, weight=_restyled(part))
    elif isinstance(part, Paragraph):
        weight: Weight = "formatting" if part.end else _restyled(part)
        if leaf.levels:
            level = leaf.levels[-1]
            number = level.number or (f"{level.start + level.item}." if level.ordered else "•")
            bullet = number if leaf.first else ""
            yield Line("item", (part.spans,), len(leaf.levels), bullet, part.node or level.item_node, weight)
        else:
            yield Line("paragraph", (part.spans,), node=part.node, weight=weight)
    elif isinstance(part, Table):
        if part.title:
            yield Line("heading", (part.title,), _CAPTION, node=part.node)
        rows = list(_in_columns(part.rows))
        shares, longest = part.widths or _shares(rows), _longest(rows)
        heads = rows[part.header_rows - 1] if 0 < part.header_rows <= len(rows) else ()
        for at, (row, cells) in enumerate(zip(part.rows, rows, strict=True)):
            head, whole = int(at < part.header_rows), len(cells) == len(shares) == len(longest)
            line = Line(
                "row", cells, head, node=row.node or part.node, weight=_weight_inside(row),
                worked_out=part.field == "history" and _is_worked_out(row),
            )  # fmt: skip
            yield (
                structs.replace(line, shares=shares, longest=longest, heads=() if head else heads)
                if whole
                else line
            )
    elif isinstance(part, Figure):
        yield Line("picture", ((Span(part.said, mark=part.mark),),), node=part.node)


def _restyled(part: Heading | Paragraph) -> Weight:
    """The weight of words that stayed: some where their form or the look of their letters changed."""
    return "formatting" if part.former or any(span.former for span in part.spans) else ""


def _weight_inside(row: Row) -> Weight:
    inside = (line.weight for cell in row.cells for leaf in leaves(cell.blocks) for line in _lines(leaf))
    return "formatting" if any(inside) else ""


def _is_worked_out(row: Row) -> bool:
    """Whether no cell of a row holds words that anybody wrote."""
    blocks = (block for cell in row.cells for block in cell.blocks)
    return all(isinstance(block, Paragraph) and block.generated for block in blocks)


def _shares(rows: Sequence[tuple[Spans, ...]]) -> tuple[float, ...]:
    """How wide columns are to be by the letters in them; none gets less than a third of an equal share."""
    columns = max(map(len, rows), default=0)
    letters = [_FEWEST] * columns
    for cells in rows:
        for at, cell in enumerate(cells):
            letters[at] = max(letters[at], min(sum(len(span.text) for span in cell), _MOST))
    least = sum(letters) / (3 * max(columns, 1))
    widths = [max(each, least) for each in letters]
    return tuple(width / sum(widths) for width in widths)


def _longest(rows: Sequence[tuple[Spans, ...]]) -> tuple[str, ...]:
    """The longest word of each column, of a very long one its beginning."""
    found = [""] * max(map(len, rows), default=0)
    for cells in rows:
        for at, cell in enumerate(cells):
            words = _BREAK.split("".join(span.text for span in cell))
            found[at] = max(found[at], *words, key=len)[:_LONGEST]
    return tuple(found)


def _in_columns(rows: Sequence[Row]) -> Iterator[tuple[Spans, ...]]:
    """The words of each row's cells, with an empty one in each column that a cell above reaches down over."""
    covered: dict[int, int] = {}
    for row in rows:
        cells: list[Spans] = []
        column = 0
        for cell in row.cells:
            column = _passed(covered, column, cells)
            cells.append(tuple(_joined(leaves(cell.blocks))))
            covered.update(dict.fromkeys(range(column, column + cell.across), cell.down))
            column += cell.across
        _passed(covered, column, cells)
        covered = {at: left - 1 for at, left in covered.items() if left > 1}
        yield tuple(cells)


def _passed(covered: Mapping[int, int], column: int, cells: list[Spans]) -> int:
    """The next column that no cell above covers, from `column` on; the others get empty cells."""
    while column in covered:
        cells.append(())
        column += 1
    return column


def _joined(inside: Iterable[Leaf]) -> Iterator[Span]:
    for at, leaf in enumerate(inside):
        for line in _lines(leaf):
            if at:
                yield Span("\n")
            if line.bullet:
                yield Span(f"{line.bullet} ")
            for cell in line.cells:
                yield from cell


def _elsewhere(lines: Iterable[Line]) -> set[str]:
    """The words of lines that went as a whole at one place and came as a whole at another."""
    gone: set[str] = set()
    come: set[str] = set()
    for line in lines:
        if (kind := _whole(line)) and len(words := in_words(text_on(line, _SIDES[kind]))) >= LEAST_MOVED:
            (gone if kind == "deleted" else come).add(words)
    return gone & come


def _moved_and_edited(lines: Sequence[Line], again: set[str], cancelled: Cancelled) -> dict[int, Edited]:
    """Lines of one part that went at one place and came at another with other words, by their places."""
    waiting: dict[str, list[int]] = {}
    whole = {
        at: kind
        for at, line in enumerate(polled(lines, cancelled))
        if line.node and not line.worked_out and (kind := _whole(line))
    }
    words = {at: _unnumbered(lines[at], _SIDES[kind]) for at, kind in polled(whole.items(), cancelled)}
    for at, kind in whole.items():
        if kind == "deleted" and words[at] not in again:
            waiting.setdefault(lines[at].node, []).append(at)
    vocabulary = Vocabulary()
    likely = {
        node: Likely([vocabulary.words(words[gone]) for gone in ats], ALIKE_WHEN_MOVED)
        for node, ats in polled(waiting.items(), cancelled)
    }
    found: dict[int, Edited] = {}
    for at, kind in polled(whole.items(), cancelled):
        node = lines[at].node
        if kind != "inserted" or node not in waiting or words[at] in again:
            continue
        compared = vocabulary.words(words[at])
        for gone in (waiting[node][place] for place in likely[node].like(compared)):
            if gone in found or lines[gone].form != lines[at].form:
                continue
            alike = likeness(vocabulary.words(words[gone]), compared, ALIKE_WHEN_MOVED)
            if alike >= ALIKE_WHEN_MOVED:
                heading = lines[at].form == "heading"
                differs = pieces(words[gone], words[at], vocabulary)
                found[gone] = found[at] = Edited(
                    "substantive" if why_of(differs, heading) else "other", differs
                )
                break
    return found


def _told_as_moved(lines: Iterable[Line], changes: Iterable[Change]) -> dict[int, Edited]:
    """Lines, by their places, of passages that the comparison itself found to have moved, in files without parts."""
    told: dict[tuple[str, str], Edited] = {}
    for change in changes:
        if change.kind == "moved" and change.field != "place":
            weight = Edited("substantive" if change.substantive else "other", change.pieces)
            told |= {
                ("deleted", in_words(change.before)): weight,
                ("inserted", in_words(change.after)): weight,
            }
    keys = (
        ((_whole(line), in_words(text_on(line, "old") or text_on(line, "new"))) for line in lines)
        if told
        else ()
    )
    return {at: told[key] for at, key in enumerate(keys) if key in told}


def _moved_line(line: Line, weight: Weight, differs: Iterable[Piece]) -> Line:
    """A line that went or came as a whole, of which all words have moved but those that differ at its other place."""
    own = "delete" if _whole(line) == "deleted" else "insert"
    stayed = [
        piece.op == "equal"
        for piece in differs
        if piece.op in ("equal", own)
        for letter in piece.text
        if not letter.isspace()
    ]
    letters = (not letter.isspace() for cell in line.cells for span in cell for letter in span.text)
    left = iter(stayed) if stayed and len(stayed) == sum(letters) else None
    cells = tuple(tuple(chain.from_iterable(_by_origin(span, left) for span in cell)) for cell in line.cells)
    return structs.replace(line, cells=cells, weight=weight, moved=True)


def _by_origin(span: Span, stayed: Iterator[bool] | None) -> Iterator[Span]:
    """A span in stretches of words that moved and of others: `stayed` tells of each letter but spaces, None that all
    have moved."""
    if stayed is None:
        yield structs.replace(span, mark=span.mark and structs.replace(span.mark, moved=True))
        return
    moved = True
    flags = [(moved := moved if letter.isspace() else next(stayed), letter) for letter in span.text]
    for moved, stretch in groupby(flags, lambda pair: pair[0]):
        mark = span.mark and structs.replace(span.mark, moved=moved)
        yield structs.replace(span, text="".join(letter for _, letter in stretch), mark=mark)


def _unnumbered(line: Line, side: OldOrNew) -> str:
    """The words of a line on one side, of a heading without its number, which follows its place."""
    text = in_words(text_on(line, side))
    return _NUMBER.sub("", text) if line.form == "heading" else text


_NUMBER = re.compile(r"^(?:[A-Z]\w+ )?[\d.]+(?: –)? ")
_SIDES: dict[str, OldOrNew] = {"deleted": "old", "inserted": "new"}


def _whole(line: Line) -> str:
    """ "inserted" or "deleted" where all of a line is, else nothing."""
    marks = {span.mark.kind if span.mark else "" for cell in line.cells for span in cell if span.text.strip()}
    return marks.pop() if len(marks) == 1 else ""


def _weighed(line: Line, moved: set[str], again: set[str], known: Mapping[tuple[str, str], bool]) -> Line:
    """The line with its weight: as the comparison has it for just these words, else worked out."""
    spans = [span for cell in line.cells for span in cell]
    if not any(span.mark and span.text.strip() for span in spans):
        return line
    if line.worked_out:
        return structs.replace(line, weight="formatting")
    whole = _whole(line)
    if whole and (line.node in moved or in_words(text_on(line, _SIDES[whole])) in again):
        return _moved_line(line, "other", ())
    old, new = (_unnumbered(line, side) for side in SIDES)
    if old == new:  # but for a number, or a link that now leads elsewhere
        return structs.replace(line, weight="formatting")
    matters = known.get((in_words(text_on(line, "old")), in_words(text_on(line, "new"))))
    if matters is None:  # a name that is printed again below its number, as in a list of the themes
        matters = known.get((_NUMBER.sub("", old), _NUMBER.sub("", new)))
    if matters is None:
        matters = bool(why_of(_pieces(line.cells), line.form == "heading"))
    return structs.replace(line, weight="substantive" if matters else "other")


def _moved_with_table(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, of which the caption of a table that moved has moved too, however short it is."""
    for line, below in zip_longest(lines, lines[1:]):
        went = below is not None and below.moved and line.level == _CAPTION and _whole(line) == _whole(below)
        yield _moved_line(line, "other", ()) if went and line.form == "heading" else line


def _as_weighty(
    lines: tuple[Line, ...], changes: Iterable[Change], places: Iterable[int]
) -> tuple[Line, ...]:
    """The lines, of which none weighs less than a change that stands in it: a row says more than one of its cells.

    One whose changes are all of looks weighs no more: the number of what was a heading is no figure. The line of a part
    that moved weighs as much as the move also where its words stand where they stood, under another heading.
    """
    heaviest: dict[int, Weight] = {}
    restyled: set[int] = set()
    moved: set[int] = set()
    for change, at in zip(changes, places, strict=True):
        known: Weight = heaviest.get(at, "")
        heaviest[at] = max((known, change_kind(change)), key=_HEAVIER.index)
        restyled |= {at} if change.of_looks_alone else set()
        moved |= {at} if change.kind == "moved" else set()
    return tuple(
        structs.replace(line, weight=heaviest[at])
        if (line.weight or at in moved)
        and at in heaviest
        and (at in restyled or _HEAVIER.index(heaviest[at]) > _HEAVIER.index(line.weight))
        else line
        for at, line in enumerate(lines)
    )


def _pieces(cells: Iterable[Spans]) -> Iterator[Piece]:
    for at, cell in enumerate(cells):
        if at:
            yield Piece("equal", "\t")
        for span in cell:
            op = "equal" if span.mark is None else ("insert" if span.mark.kind == "inserted" else "delete")
            yield Piece(op, span.text)
