"""Parts of a redline all of which came or went, and marks told apart where they meet. Imports siblings only."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import structs

from app.document.leaves import Leaf
from app.document.nodes import (
    Cell,
    Document,
    Figure,
    Heading,
    List,
    Mark,
    Paragraph,
    Part,
    Row,
    Span,
    Spans,
    Table,
)

Worded = Heading | Paragraph
GONE = "-gone"
APART = timedelta(minutes=2)


def gone(leaf: Leaf, mark: Mark) -> Leaf:
    """A leaf that went. What links lead to is the new place, where the same part now stands elsewhere."""
    levels = tuple(structs.replace(level, anchor=gone_anchor(level.anchor)) for level in leaf.levels)
    return structs.replace(leaf, part=marked(leaf.part, mark), levels=levels)


def gone_anchor(anchor: str) -> str:
    return anchor + GONE if anchor and not anchor.endswith(GONE) else anchor


def marked(part: Part, mark: Mark) -> Part:
    """A part all of which came or went."""
    if isinstance(part, Worded):
        anchor = gone_anchor(part.anchor) if mark.kind == "deleted" else part.anchor
        spans = tuple(structs.replace(s, mark=mark) for s in part.spans)
        return structs.replace(part, spans=spans, mark=mark, anchor=anchor)
    if isinstance(part, Table):
        return marked_table(part, mark)
    if isinstance(part, Figure):
        return structs.replace(part, mark=mark)
    if isinstance(part, List):
        items = tuple(
            structs.replace(i, blocks=tuple(marked(b, mark) for b in i.blocks), mark=mark) for i in part.items
        )
        return structs.replace(part, items=items)
    return part


def marked_table(table: Table, mark: Mark) -> Table:
    return structs.replace(table, rows=tuple(marked_row(row, mark) for row in table.rows))


def marked_row(row: Row, mark: Mark) -> Row:
    return structs.replace(row, cells=tuple(marked_cell(cell, mark) for cell in row.cells), mark=mark)


def marked_cell(cell: Cell, mark: Mark) -> Cell:
    return structs.replace(cell, blocks=tuple(marked(block, mark) for block in cell.blocks))


def seams_apart(found: Sequence[Leaf]) -> list[Leaf]:
    """The leaves, with a later time for a change that begins a paragraph where one of its kind ends the one before.

    LibreOffice takes two such changes of one minute for a single one, with the end of the paragraph between them, which
    would go when all is accepted or rejected.
    """
    result: list[Leaf] = []
    before: Mark | None = None
    for leaf in found:
        part = leaf.part
        own = _edge(part, first=True) if before is not None else None
        if before is not None and own is not None and own.kind == before.kind:
            leaf = structs.replace(leaf, part=_later(part, own))
        result.append(leaf)
        before = None if _is_marked(part) else _edge(leaf.part, first=False)
    return result


def moves_named(found: Sequence[Leaf]) -> list[Leaf]:
    """The leaves, each paragraph that went and came again with the same words marked as a move.

    LibreOffice takes such a pair for a move in any case, also of a heading that became a paragraph, and where none is
    named it gives what stands below the old place the look of what went. At the end of the text marks of paragraph
    ends stand a paragraph earlier, where a move would not be exact, which Word refuses. One that went twice and came
    once is left to LibreOffice: neither another time nor parting it keeps it from pairing, or makes it worse.
    """
    result = list(found)
    last = next((at for at in range(len(found), 0, -1) if not _ends_marked(found[at - 1].part)), 0)
    went: dict[str, list[int]] = {}
    for at in range(last):
        if (known := _whole(found[at].part, "deleted")) is not None:
            went.setdefault(known, []).append(at)
    for at in range(last if went else 0):
        known = _whole(found[at].part, "inserted")
        if known is not None and went.get(known):
            for end in (at, went[known].pop(0)):
                result[end] = _moved(found[end], f"move{at + 1}")
    return result


def lists_whole(found: Sequence[Leaf]) -> list[Leaf]:
    """The leaves, what came into a list before what went from behind it, which would part it from the list.

    Its items would be numbered from one again, and what begins no item would become one.
    """
    result: list[Leaf] = []
    behind = 0  # where what went at the end of the result begins
    for leaf in found:
        kind = _kind(leaf.part)
        if kind == "deleted":
            result.append(leaf)
            continue
        shared = _shared(result[behind - 1], leaf) if kind == "inserted" and behind else 0
        parted = (at for at in range(behind, len(result)) if _shared(result[at], leaf) < shared)
        at = next(parted, len(result))
        result.insert(at, leaf)
        behind = at + 1
    return result


def under_items(found: Sequence[Leaf]) -> list[Leaf]:
    """The leaves, what went from under an item left under the one it follows, where that is no longer of its list.

    As the first of a list of its own it would become an item, with a bullet or number.
    """
    result: list[Leaf] = []
    for leaf in found:
        depth = len(leaf.levels)
        if not leaf.first and result and _kind(leaf.part) == "deleted":
            above = result[-1]
            if _shared(above, leaf) < depth <= len(above.levels):
                leaf = structs.replace(leaf, levels=above.levels[:depth])
        result.append(leaf)
    return result


def _shared(one: Leaf, other: Leaf) -> int:
    """In how many levels of lists both stand."""
    pairs = list(zip(one.levels, other.levels, strict=False))
    return next((at for at, (a, b) in enumerate(pairs) if a.list != b.list), len(pairs))


def _kind(part: Part) -> str:
    """Whether all of a part was "inserted" or "deleted"; empty for neither."""
    if isinstance(part, Table):
        marks = {row.mark for row in part.rows}
        mark = marks.pop() if len(marks) == 1 else None
    else:
        mark = part.mark if isinstance(part, Worded | Figure) else None
    return mark.kind if mark else ""


def _whole(part: Part, kind: str) -> str | None:
    """What a paragraph or heading says all of which came, or went; None for one without two words."""
    if not isinstance(part, Worded) or part.mark is None or part.mark.kind != kind:
        return None
    number = part.number if isinstance(part, Heading) else ""
    text = "".join(span.text for span in part.spans)
    return f"{number} {text}" if len(text.split()) > 1 else None


def _moved(leaf: Leaf, move: str) -> Leaf:
    assert isinstance(leaf.part, Worded)
    assert leaf.part.mark is not None
    return structs.replace(leaf, part=marked(leaf.part, structs.replace(leaf.part.mark, move=move)))


def _is_marked(part: Part) -> bool:
    return isinstance(part, Worded) and bool(part.mark or (isinstance(part, Paragraph) and part.end))


def _ends_marked(part: Part) -> bool:
    """Whether the end of a paragraph or picture came or went."""
    return part.mark is not None if isinstance(part, Figure) else _is_marked(part)


def _edge(part: Part, first: bool) -> Mark | None:
    """The mark of the words that a part begins or ends with."""
    if isinstance(part, Figure):
        return part.mark if first else None
    if not isinstance(part, Worded):
        return None
    words = [span for span in part.spans if span.text]
    return (words[0 if first else -1].mark or part.mark) if words else part.mark


def later_than(date: str) -> str:
    """The date of changes that are told apart from those of `date`, both ISO 8601 with time, UTC."""
    return (datetime.fromisoformat(date) + APART).strftime("%Y-%m-%dT%H:%M:%SZ")


def told_from_reviewers(document: Document, *, author: str, date: str) -> Document:
    """A redline that says who made its marks and when, so that reviewers' own are told from them when it comes back."""
    sent = "\n".join((author, date, later_than(date)))
    return structs.replace(document, properties=structs.replace(document.properties, sent=sent))


def _later(part: Part, mark: Mark) -> Part:
    """A part whose mark, or that of its first words, is made later."""
    if not mark.date:
        return part
    later = structs.replace(mark, date=later_than(mark.date))
    if isinstance(part, Figure):
        return structs.replace(part, mark=later)
    assert isinstance(part, Worded)
    if part.mark is not None:
        spans = tuple(structs.replace(span, mark=later) for span in part.spans)
        return structs.replace(part, mark=later, spans=spans)
    return structs.replace(part, spans=tuple(_first_later(part.spans, mark, later)))


def _first_later(spans: Spans, mark: Mark, later: Mark) -> list[Span]:
    leading = next((at for at, span in enumerate(spans) if span.text and span.mark != mark), len(spans))
    return [structs.replace(span, mark=later) for span in spans[:leading]] + list(spans[leading:])
