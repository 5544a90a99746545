"""A redline is only a document: two documents woven into one whose words, paragraphs, items and rows bear marks.

Leaving out what is marked deleted gives the new document, leaving out what is marked inserted the old one, to the word
and the structure. Typographic noise and looks of letters take the new form unmarked. Imports models, compare and
siblings only.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import structs

from app.compare.align import Cancelled, Unit, align
from app.compare.passages import Matched, Passage, match_passages
from app.compare.words import Stretch, Vocabulary, stretches
from app.document.leaves import Leaf, Level, leaves, nested
from app.document.marking import Worded, gone, marked, marked_row, seams_apart
from app.document.nodes import (
    Cell,
    Contents,
    Document,
    Drawing,
    Figure,
    Former,
    Heading,
    Mark,
    PageBreak,
    Paragraph,
    Part,
    Row,
    Span,
    Spans,
    Table,
)

Unwoven = Contents | PageBreak | Drawing
MANY = 100


class Weaving:
    """One redline under way: who marks, when, and what tells the two sides' words."""

    def __init__(self, author: str, date: str, identified: bool, cancelled: Cancelled) -> None:
        self.inserted = Mark("inserted", author, date)
        self.deleted = Mark("deleted", author, date)
        self.identified = identified
        self.cancelled = cancelled
        self.vocabulary = Vocabulary()
        self.typography = False
        self._strict = Vocabulary(noise=True)

    @property
    def words(self) -> Vocabulary:
        """What tells words apart within a paragraph."""
        return self._strict if self.typography else self.vocabulary

    def judge_typography(self, matched: Iterable[Matched]) -> None:
        """Whether quotes and dashes that differ are edits, to be marked: hardly any of many changed paragraphs differ
        in nothing else. Where a text was typeset anew, many do."""
        words = self.vocabulary.words
        pairs = [(each.before, each.after) for each in matched if each.old and each.new]
        changed = [(old, new) for old, new in pairs if old != new]
        if len(changed) >= MANY:
            only = sum(1 for old, new in changed if words(old) == words(new))
            self.typography = only * MANY < len(changed)


def build_redline(
    old: Document, new: Document, *, author: str = "", date: str = "", cancelled: Cancelled = lambda: False
) -> Document:
    """The new document with everything that changed since the old one marked. Raises Stopped when cancelled.

    `date` is ISO 8601 with time, UTC. Covers, running heads and properties are the new document's.
    """
    shared = _nodes(old.parts) & _nodes(new.parts)
    weaving = Weaving(author, date, bool(shared), cancelled)
    pictures = {**old.pictures, **new.pictures}
    return structs.replace(
        new, parts=tuple(woven(old.parts, new.parts, weaving, whole=True)), pictures=pictures
    )


def _nodes(parts: Iterable[Part]) -> set[str]:
    return {leaf.part.node for leaf in leaves(parts) if isinstance(leaf.part, Worded) and leaf.part.node}


def woven(old: Iterable[Part], new: Iterable[Part], weaving: Weaving, whole: bool = False) -> list[Part]:
    """Two sequences of parts as one, marked; `whole` says that they are whole documents."""
    left = [leaf for leaf in leaves(old) if not isinstance(leaf.part, Unwoven)]
    right = list(leaves(new, within="n"))
    passages_old = [_passage(leaf, at, weaving) for at, leaf in enumerate(left)]
    told = [(at, leaf) for at, leaf in enumerate(right) if not isinstance(leaf.part, Unwoven)]
    passages_new = [_passage(leaf, at, weaving) for at, leaf in told]
    matched = match_passages(passages_old, passages_new, weaving.vocabulary, weaving.cancelled)
    if whole:
        weaving.judge_typography(matched)
    homes = _homes(matched, left, right)
    result: list[Leaf] = []
    shown = 0
    for each in matched:
        if each.new and not each.again:
            upto = each.new[0].at
            result.extend(right[at] for at in range(shown, upto))
            shown = each.new[-1].at + 1
        result.extend(_woven_match(each, left, right, homes, weaving))
    result.extend(right[shown:])
    return nested(seams_apart(_items_apart(result)))


def _passage(leaf: Leaf, at: int, weaving: Weaving) -> Passage:
    part = leaf.part
    if isinstance(part, Table):
        rows = "\n".join(_row_text(row) for row in part.rows)
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
    return f"{table.node} {table.field} {_row_text(table.rows[0])}".strip()


def worded_text(part: Part) -> str:
    """The words of a heading (without its number) or paragraph."""
    return "".join(span.text for span in part.spans) if isinstance(part, Worded) else ""


def _row_text(row: Row) -> str:
    return "\t".join("\n".join(worded_text(leaf.part) for leaf in leaves(cell.blocks)) for cell in row.cells)


def _homes(matched: Iterable[Matched], left: Sequence[Leaf], right: Sequence[Leaf]) -> dict[str, str]:
    """Which list of the new text each list of the old one has become, so that what left it still stands in it."""
    homes: dict[str, str] = {}
    for each in matched:
        if each.old and each.new and not each.moved:
            for a, b in zip(left[each.old[0].at].levels, right[each.new[0].at].levels, strict=False):
                if a.ordered == b.ordered:
                    homes.setdefault(a.list, b.list)
    return homes


def _woven_match(
    each: Matched, left: Sequence[Leaf], right: Sequence[Leaf], homes: dict[str, str], weaving: Weaving
) -> Iterator[Leaf]:
    old = [] if each.moved and not each.again else [_at_home(left[p.at], homes) for p in each.old]
    new = [] if each.again else [right[p.at] for p in each.new]
    if not new or not old:
        yield from (gone(leaf, weaving.deleted) for leaf in old)
        yield from (structs.replace(leaf, part=marked(leaf.part, weaving.inserted)) for leaf in new)
    elif isinstance(old[0].part, Table) and isinstance(new[0].part, Table):
        yield from (structs.replace(new[0], part=part) for part in _tables(old[0].part, new[0].part, weaving))
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


def _at_home(leaf: Leaf, homes: dict[str, str]) -> Leaf:
    levels = tuple(
        structs.replace(level, list=homes.get(level.list, level.list), item=-1 - level.item)
        for level in leaf.levels
    )
    return structs.replace(leaf, levels=levels)


def _items_apart(found: Sequence[Leaf]) -> list[Leaf]:
    """Items numbered anew in their order. What begins no item stays in the one before it, so that none is left without
    the words it begins with."""
    result: list[Leaf] = []
    counts: dict[str, int] = {}
    seen: set[tuple[str, int]] = set()
    for leaf in found:
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
    if before == after and len(new) == 1:
        yield _tidy(_reformed(old[0], new[0], new[0].part, weaving), old, weaving)
        return
    spans_old, spans_new = (_ended(side) for side in (old, new))
    text_old, text_new = ("".join(span.text for span in spans) for spans in (spans_old, spans_new))
    pen = _Pen(old, new, weaving)
    for stretch in stretches(text_old, text_new, weaving.words):
        _draw(pen, stretch, spans_old, spans_new)
    yield from pen.finished()


ENDS = "\ue000"


def _ended(side: Sequence[Leaf]) -> Spans:
    """The words of some paragraphs in one row, parted by paragraph ends that are words of their own."""
    spans: list[Span] = []
    for at, leaf in enumerate(side):
        if at:
            spans.append(Span(f" {ENDS} "))
        if isinstance(leaf.part, Worded):
            spans.extend(leaf.part.spans)
    return tuple(spans)


class _Pen:
    """Writes woven words into paragraphs that take after the new ones, or the old where there is no new one left."""

    def __init__(self, old: Sequence[Leaf], new: Sequence[Leaf], weaving: Weaving) -> None:
        self.old, self.new, self.weaving = list(old), list(new), weaving
        self.written: list[Leaf] = []
        self.spans: list[Span] = []
        self.i = self.j = 0

    def write(self, spans: Iterable[Span], mark: Mark | None) -> None:
        for span in spans:
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
        if isinstance(part, Paragraph):
            part = structs.replace(part, spans=tuple(self.spans), end=mark, lead=_lead(part, self.spans))
        elif isinstance(part, Heading):
            part = structs.replace(part, spans=tuple(self.spans))
        if mark is None:
            self.written.append(_reformed(self.old[self.i], leaf, part, self.weaving))
        else:
            self.written.append(structs.replace(leaf, part=part))
        self.spans = []
        self.i += mark != self.weaving.inserted
        self.j += mark != self.weaving.deleted

    def finished(self) -> list[Leaf]:
        self.end(None)
        return [_tidy(leaf, self.old, self.weaving) for leaf in self.written]


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


def _reformed(old: Leaf, new: Leaf, part: Part, weaving: Weaving) -> Leaf:
    """A leaf of words that stayed, `part` in the place of the new one, with the form that it had where that differs."""
    was = _form(old, weaving.inserted)
    if isinstance(part, Worded) and was != _form(new, weaving.inserted):
        part = structs.replace(part, former=was)
    return structs.replace(new, part=part)


def _form(leaf: Leaf, mark: Mark) -> Former:
    part = leaf.part
    if isinstance(part, Heading):
        return Former(heading=part.level, mark=mark)
    role = part.role if isinstance(part, Paragraph) else "body"
    if not leaf.levels:
        return Former(role=role, mark=mark)
    numbered = leaf.levels[-1].ordered or bool(leaf.levels[-1].number)
    return Former(0, len(leaf.levels) - 1, leaf.first and numbered, not leaf.first, role, mark)


def _tidy(leaf: Leaf, old: Sequence[Leaf], weaving: Weaving) -> Leaf:
    part = leaf.part
    return structs.replace(leaf, part=_renumbered(old[0].part, part, weaving))


def _renumbered(old: Part, new: Part, weaving: Weaving) -> Part:
    """A heading whose generated number changed shows both numbers as words."""
    if not (isinstance(old, Heading) and isinstance(new, Heading)) or old.number == new.number:
        return new
    numbers = [Span(f"{old.number} ", mark=weaving.deleted)] if old.number else []
    numbers += [Span(f"{new.number} ", mark=weaving.inserted)] if new.number else []
    both = (old.number, new.number)
    return structs.replace(new, number="", spans=(*numbers, *new.spans), renumbered=both)


def _draw(pen: _Pen, stretch: Stretch, old: Spans, new: Spans) -> None:
    if stretch.op == "delete":
        pen.write(cut(old, stretch.old_from, stretch.old_to), pen.weaving.deleted)
    else:
        mark = pen.weaving.inserted if stretch.op == "insert" else None
        pen.write(cut(new, stretch.new_from, stretch.new_to), mark)


def cut(spans: Spans, start: int, end: int) -> list[Span]:
    """The spans of a range of letters."""
    found: list[Span] = []
    at = 0
    for span in spans:
        a, b = max(start - at, 0), min(end - at, len(span.text))
        if a < b:
            found.append(structs.replace(span, text=span.text[a:b]))
        at += len(span.text)
        if at >= end:
            break
    return found


def _tables(old: Table, new: Table, weaving: Weaving) -> list[Part]:
    """Two tables that answer each other: one where they have the same columns, else the old one and the new one."""
    if _columns(old) != _columns(new) or _reaches_down(old) or _reaches_down(new):
        if [_row_text(row) for row in old.rows] == [_row_text(row) for row in new.rows]:
            return [new]
        return [marked(old, weaving.deleted), marked(new, weaving.inserted)]
    units = [[Unit(_row_text(row), "row", weaving.vocabulary) for row in t.rows] for t in (old, new)]
    rows: list[Row] = []
    heads = 0
    for i, j in _same_heads(list(align(units[0], units[1], weaving.cancelled).pairs), old, new):
        before = len(rows)
        if i is None and j is not None:
            rows.append(marked_row(new.rows[j], weaving.inserted))
        elif j is None and i is not None:
            rows.append(marked_row(old.rows[i], weaving.deleted))
        elif i is not None and j is not None and _shape(old.rows[i]) == _shape(new.rows[j]):
            rows.append(_row(old.rows[i], new.rows[j], weaving))
        elif i is not None and j is not None:
            rows.append(marked_row(old.rows[i], weaving.deleted))
            rows.append(marked_row(new.rows[j], weaving.inserted))
        if heads == before and _is_head(i, j, old, new):
            heads = len(rows)
    return [structs.replace(new, rows=tuple(rows), header_rows=heads)]


def _is_head(i: int | None, j: int | None, old: Table, new: Table) -> bool:
    """Whether a row heads the columns: as the new table has it, or the old one for a row that only it has."""
    return i is not None and i < old.header_rows if j is None else j < new.header_rows


def _columns(table: Table) -> int:
    return max((sum(cell.across for cell in row.cells) for row in table.rows), default=0)


def _reaches_down(table: Table) -> bool:
    """Whether a cell belongs to several rows, which then cannot come and go one by one."""
    return any(cell.down > 1 for row in table.rows for cell in row.cells)


def _shape(row: Row) -> list[int]:
    return [cell.across for cell in row.cells]


def _same_heads(
    pairs: list[tuple[int | None, int | None]], old: Table, new: Table
) -> list[tuple[int | None, int | None]]:
    """Rows too much rewritten to be alike are still one row where their first cells agree."""
    left = {_head(old.rows[i]): i for i, j in pairs if j is None and i is not None}
    same = {
        j: left[_head(new.rows[j])]
        for i, j in pairs
        if i is None and j is not None and _head(new.rows[j]) in left
    }
    order = list(same.values())
    if order != sorted(order) or len(set(order)) != len(order):
        return pairs
    taken = set(order)
    result = [
        (same.get(j, i) if j is not None else i, j) for i, j in pairs if j is not None or i not in taken
    ]
    rising = [i for i, _ in result if i is not None]
    return result if rising == sorted(rising) else pairs


def _head(row: Row) -> str:
    return _row_text(row).split("\t")[0]


def _row(old: Row, new: Row, weaving: Weaving) -> Row:
    cells = tuple(_cell(a, b, weaving) for a, b in zip(old.cells, new.cells, strict=True))
    return structs.replace(new, cells=cells)


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
