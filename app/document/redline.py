"""A redline is only a document: two documents woven into one whose words, paragraphs, items and rows bear marks.

Leaving out what is marked deleted gives the new document, leaving out what is marked inserted the old one, to the word
and the structure. Typographic noise takes the new form unmarked. Imports models, compare and siblings only.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import structs

from app.compare.align import Cancelled
from app.compare.passages import Matched, Passage, match_passages
from app.compare.words import Stretch, opcodes, stretches_of
from app.compare.woven import pieces
from app.document.homes import Homes, reformed
from app.document.leaves import Leaf, Level, leaves, nested
from app.document.letters import cut, look_alike, relooked, with_whole_links
from app.document.list_runs import counted
from app.document.marking import Worded, gone, lists_whole, marked, moves_named, seams_apart, under_items
from app.document.nodes import (
    Cell,
    Contents,
    Document,
    Drawing,
    Figure,
    Heading,
    Mark,
    PageBreak,
    Paragraph,
    Part,
    Span,
    Spans,
    Table,
)
from app.document.weaving import Weaving
from app.document.woven_tables import row_text, worded_text, woven_tables

Unwoven = Contents | PageBreak | Drawing


def build_redline(
    old: Document, new: Document, *, author: str = "", date: str = "", cancelled: Cancelled = lambda: False
) -> Document:
    """The new document with everything that changed since the old one marked. Raises Stopped when cancelled.

    `date` is ISO 8601 with time, UTC. Covers, running heads and properties are the new document's.
    """
    shared = _nodes(old.parts) & _nodes(new.parts)
    weaving = Weaving(author, date, bool(shared), cancelled)
    pictures = {**old.pictures, **new.pictures}
    parts = counted(tuple(woven(old.parts, new.parts, weaving, whole=True)))
    return structs.replace(new, parts=parts, pictures=pictures, redline=True)


def _nodes(parts: Iterable[Part]) -> set[str]:
    return {leaf.part.node for leaf in leaves(parts) if isinstance(leaf.part, Worded) and leaf.part.node}


def woven(old: Iterable[Part], new: Iterable[Part], weaving: Weaving, whole: bool = False) -> list[Part]:
    """Two sequences of parts as one, marked; `whole` says that they are whole documents."""
    left = [leaf for leaf in leaves(old) if not isinstance(leaf.part, Unwoven)]
    right = list(leaves(new, within="n"))
    passages_old = [_passage(leaf, at, weaving) for at, leaf in enumerate(left)]
    told = [(at, leaf) for at, leaf in enumerate(right) if not isinstance(leaf.part, Unwoven)]
    passages_new = [_passage(leaf, at, weaving) for at, leaf in told]
    matched = match_passages(
        passages_old, passages_new, weaving.vocabulary, weaving.cancelled, restyled=whole
    )
    if whole:
        weaving.judge_typography(matched)
    homes = Homes(matched, left, right, weaving)
    result: list[Leaf] = []
    shown = 0
    for each in matched:
        if each.new and not each.again:
            upto = each.new[0].at
            result.extend(right[at] for at in range(shown, upto))
            shown = each.new[-1].at + 1
        result.extend(_woven_match(each, left, right, homes, weaving))
    result = under_items(lists_whole([*result, *right[shown:]]))
    return nested(seams_apart(_items_apart(moves_named(result) if whole else result)))


def _passage(leaf: Leaf, at: int, weaving: Weaving) -> Passage:
    part = leaf.part
    if isinstance(part, Table):
        rows = "\n".join(row_text(row) for row in part.rows)
        return Passage(f"{part.caption}\n{rows}", "table", at=at, head=_table_head(part, weaving.identified))
    if isinstance(part, Figure):
        return Passage(part.digest, "picture", at=at)
    text = worded_text(part)
    sort = "heading" if isinstance(part, Heading) else "paragraph"
    if weaving.identified and isinstance(part, Heading):
        sort = f"heading {part.node}"
    return Passage(text, sort, at=at)


def _table_head(table: Table, identified: bool) -> str:
    """By what a table is known again: its first row, and its node where the documents tell of nodes."""
    if len(table.rows) < 2 or (identified and not table.node):
        return ""
    return f"{table.node} {table.field} {row_text(table.rows[0])}".strip()


def _woven_match(
    each: Matched, left: Sequence[Leaf], right: Sequence[Leaf], homes: Homes, weaving: Weaving
) -> Iterator[Leaf]:
    old = [] if each.moved and not each.again else [left[p.at] for p in each.old]
    new = [] if each.again else [right[p.at] for p in each.new]
    if not (len(old) == len(new) == 1 and isinstance(new[0].part, Worded)):
        old = [homes.at_home(leaf) for leaf in old]
    if not new or not old:
        yield from (gone(leaf, weaving.deleted) for leaf in old)
        yield from (structs.replace(leaf, part=marked(leaf.part, weaving.inserted)) for leaf in new)
    elif isinstance(old[0].part, Table) and isinstance(new[0].part, Table):
        tables = woven_tables(old[0].part, new[0].part, weaving, lambda a, b: _cell(a, b, weaving))
        yield from (structs.replace(new[0], part=part) for part in tables)
    elif isinstance(old[0].part, Figure) and isinstance(new[0].part, Figure):
        yield from _pictures(old[0], new[0], old[0].part, new[0].part, weaving)
    else:
        yield from _rewoven(old, new, weaving)


def _pictures(old: Leaf, new: Leaf, was: Figure, now: Figure, weaving: Weaving) -> Iterator[Leaf]:
    """A picture that stayed, in its new width; one whose words were changed goes and comes."""
    if (was.digest, was.alt, was.caption) != (now.digest, now.alt, now.caption):
        yield gone(old, weaving.deleted)
        now = structs.replace(now, mark=weaving.inserted)
    yield structs.replace(new, part=now)


def _items_apart(found: Sequence[Leaf]) -> list[Leaf]:
    """Items numbered anew in their order. What begins no item stays in the one before it, so that none is left without
    the words it begins with."""
    result: list[Leaf] = []
    counts: dict[str, int] = {}
    seen: set[tuple[str, int]] = set()
    for leaf in found:
        if not leaf.levels:
            result.append(leaf)
            continue
        levels: list[Level] = []
        for depth, level in enumerate(leaf.levels, 1):
            own = leaf.first and depth == len(leaf.levels)
            met = (level.list, level.item) in seen
            seen.add((level.list, level.item))
            if level.list not in counts or (not met and (own or level.item >= 0)):
                counts[level.list] = counts.get(level.list, 0) + 1
            levels.append(structs.replace(level, item=counts[level.list]))
        result.append(structs.replace(leaf, levels=tuple(levels)))
    return result


def _rewoven(old: Sequence[Leaf], new: Sequence[Leaf], weaving: Weaving) -> Iterator[Leaf]:
    """Paragraphs that answer each other, their words woven; ends that only one side has bear a mark."""
    before, after = ([worded_text(leaf.part) for leaf in side] for side in (old, new))
    spans_old, spans_new = (_ended(side) for side in (old, new))
    if before == after and len(new) == 1 and look_alike(spans_old, spans_new, weaving.identified):
        yield _tidy(reformed(old[0], new[0], new[0].part, weaving), old, weaving)
        return
    pen = _Pen(old, new, weaving)
    if _names_parts(old) and _names_parts(new):
        _draw_whole(pen, spans_old, spans_new)
    elif _have_one_look(spans_old, spans_new):
        _draw_plainly(pen, spans_old[0], spans_new[0])
    else:
        (text_old, cut_old), (text_new, cut_new) = (
            with_whole_links(spans, weaving.words, weaving.identified) for spans in (spans_old, spans_new)
        )
        for stretch in stretches_of(text_old, text_new, cut_old, cut_new):
            _draw(pen, stretch, spans_old, spans_new)
    yield from pen.finished()


ENDS = "\uffff"
"""Stands for the end of a paragraph among words. It is no character, and no format that is written can hold one."""


def _ended(side: Sequence[Leaf]) -> Spans:
    """The words of some paragraphs in one row, parted by paragraph ends that are words of their own."""
    if len(side) == 1 and isinstance(part := side[0].part, Worded):
        return _without_ends(part.spans)  # nearly always
    spans: list[Span] = []
    for at, leaf in enumerate(side):
        words = _without_ends(leaf.part.spans) if isinstance(leaf.part, Worded) else ()
        if at:  # parted by spaces, of which the paragraphs may bring some along: no two are to meet
            before = "" if spans and spans[-1].text[-1:].isspace() else " "
            spans.append(Span(f"{before}{ENDS}{'' if words and words[0].text[:1].isspace() else ' '}"))
        spans.extend(words)
    return tuple(spans)


def _without_ends(spans: Spans) -> Spans:
    if not any(ENDS in span.text for span in spans):
        return spans
    return tuple(structs.replace(span, text=span.text.replace(ENDS, "")) for span in spans)


class _Pen:
    """Writes woven words into paragraphs that take after the new ones, or the old where there is no new one left."""

    def __init__(self, old: Sequence[Leaf], new: Sequence[Leaf], weaving: Weaving) -> None:
        self.old, self.new, self.weaving = list(old), list(new), weaving
        self.written: list[Leaf] = []
        self.spans: list[Span] = []
        self.i = self.j = 0

    def write(self, spans: Iterable[Span], mark: Mark | None) -> None:
        for span in spans:
            if ENDS not in span.text:
                self.spans.append(span if span.mark is mark else structs.replace(span, mark=mark))
                continue
            for k, text in enumerate(span.text.split(ENDS)):
                if k:
                    self.end(mark)
                text = text.rstrip(" ") if k < span.text.count(ENDS) else text
                text = text.lstrip(" ") if k else text
                if text:
                    self.spans.append(structs.replace(span, text=text, mark=mark))

    def end(self, mark: Mark | None) -> None:
        """A paragraph ends here: on both sides, or by a mark on one of them."""
        leaf = self.old[self.i] if mark == self.weaving.deleted else self.new[self.j]
        part = leaf.part
        spans = tuple(_without_shared_spaces(self.spans))
        if isinstance(part, Paragraph):
            part = structs.replace(part, spans=spans, end=mark, lead=_lead(part, spans))
        elif isinstance(part, Heading):
            part = structs.replace(part, spans=spans)
        if mark is None:
            self.written.append(reformed(self.old[self.i], leaf, part, self.weaving))
        else:
            self.written.append(structs.replace(leaf, part=part))
        self.spans = []
        self.i += mark != self.weaving.inserted
        self.j += mark != self.weaving.deleted

    def finished(self) -> list[Leaf]:
        self.end(None)
        return [_tidy(leaf, self.old, self.weaving) for leaf in self.written]


def _without_shared_spaces(spans: Iterable[Span]) -> Iterator[Span]:
    """The space that ends both what went and what came is marked as neither: it stays, as anybody types over a word."""
    held: Span | None = None
    shared = False
    for span in spans:
        if held is None:
            held = span
        elif _both_end_with_a_space(held, span):
            if len(held.text) > 1:
                yield structs.replace(held, text=held.text[:-1])
            if len(span.text) > 1:
                yield structs.replace(span, text=span.text[:-1])
            held, shared = structs.replace(span, text=" ", mark=None), True
        elif shared and structs.replace(span, text=" ") == held:
            held, shared = structs.replace(span, text=f" {span.text}"), False
        else:
            yield held
            held, shared = span, False
    if held is not None:
        yield held


def _both_end_with_a_space(went: Span, came: Span) -> bool:
    return (
        went.text.endswith(" ")
        and came.text.endswith(" ")
        and went.mark is not None
        and came.mark is not None
        and (went.mark.kind, came.mark.kind) == ("deleted", "inserted")
        and structs.replace(went, text=came.text, mark=came.mark) == came
    )


def _lead(part: Paragraph, woven: Sequence[Span]) -> int:
    """How many of the woven spans make the run-in heading of `part`; 0 where it is not whole at their beginning."""
    left = "".join(span.text for span in part.spans[: part.lead])
    for at, span in enumerate(woven):
        if not left:
            return at
        if span.mark is None or span.mark.kind == "inserted":
            if not left.startswith(span.text):
                return 0
            left = left[len(span.text) :]
    return 0


def _tidy(leaf: Leaf, old: Sequence[Leaf], weaving: Weaving) -> Leaf:
    part = _renumbered(old[0].part, leaf.part, weaving)
    return leaf if part is leaf.part else structs.replace(leaf, part=part)


def _renumbered(old: Part, new: Part, weaving: Weaving) -> Part:
    """A heading whose generated number changed shows both numbers as words; so does what became one, or was one."""
    was, now = (part.number if isinstance(part, Heading) else "" for part in (old, new))
    if was == now or not isinstance(new, Worded):
        return new
    numbers = [Span(f"{was} ", mark=weaving.deleted)] if was else []
    numbers += [Span(f"{now} ", mark=weaving.inserted)] if now else []
    spans = (*numbers, *new.spans)
    if isinstance(new, Heading):
        return structs.replace(new, number="", spans=spans, renumbered=(was, now))
    return structs.replace(new, spans=spans)


def _draw_plainly(pen: _Pen, old: Span, new: Span) -> None:
    """Draws all words at once where those of either side have one look, as nearly all have."""
    marks = {"equal": None, "delete": pen.weaving.deleted, "insert": pen.weaving.inserted}
    for piece in pieces(old.text, new.text, pen.weaving.words):
        span = old if piece.op == "delete" else new
        pen.spans.append(structs.replace(span, text=piece.text, mark=marks[piece.op]))


def _have_one_look(old: Spans, new: Spans) -> bool:
    """Whether all words of both sides look alike, none of them a link."""
    if not len(old) == len(new) == 1:
        return False
    was, now = old[0], new[0]
    return (was.bold, was.italic) == (now.bold, now.italic) and not (was.link or now.link)


def _names_parts(side: Sequence[Leaf]) -> bool:
    """Whether what answers each other is a generated line of links to parts."""
    part = side[0].part
    linked = isinstance(part, Paragraph) and part.generated and any(span.link for span in part.spans)
    return linked and len(side) == 1


def _draw_whole(pen: _Pen, old: Spans, new: Spans) -> None:
    """Draws a line of links to parts by whole names: two that share words name two parts."""
    names = ([tuple(pen.weaving.words.words(span.text)) for span in side] for side in (old, new))
    for stayed, steps in groupby(opcodes(*names), key=lambda step: step[0] == "equal"):
        for _, i, end, j, last in sorted(steps, key=lambda step: step[0]):  # what went before what came
            pen.write(() if stayed else old[i:end], pen.weaving.deleted)
            pen.write(new[j:last], None if stayed else pen.weaving.inserted)


def _draw(pen: _Pen, stretch: Stretch, old: Spans, new: Spans) -> None:
    weaving = pen.weaving
    went = cut(old, stretch.old_from, stretch.old_to)
    came = cut(new, stretch.new_from, stretch.new_to)
    if stretch.op == "delete":
        pen.write(went, weaving.deleted)
    elif stretch.op == "insert":
        pen.write(came, weaving.inserted)
    else:
        pen.write(relooked(went, came, weaving.inserted, weaving.words), None)


def _cell(old: Cell, new: Cell, weaving: Weaving) -> Cell:
    if old.blocks == new.blocks:
        return new
    left, right = list(leaves(old.blocks)), list(leaves(new.blocks, within="n"))
    if (
        len(left) == len(right) == 1
        and isinstance(left[0].part, Paragraph)
        and isinstance(right[0].part, Paragraph)
    ):
        return structs.replace(new, blocks=tuple(nested(list(_rewoven(left, right, weaving)))))
    return structs.replace(new, blocks=tuple(woven(old.blocks, new.blocks, weaving)))
