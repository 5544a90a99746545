"""Rich text laid out as passages to be aligned: each paragraph, list item and table cell, with its place and its look.

A passage's words say what it says; its look says how (bold, italic, link, list level, heading level), so that a change
of look alone is told from a change of words. Imports models and the sibling modules only.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from app.compare.align import Cancelled, Unit, align
from app.compare.columns import Column, Pair, paired_columns
from app.compare.known_again import known_again, restyled_paired
from app.compare.looks import how_told, look_of
from app.compare.numbered import counted, uncounted, unnumbered
from app.compare.row_pairs import paired_rows
from app.compare.words import Vocabulary, likeness
from app.compare.woven import Woven, woven, woven_alone
from app.models.text import Block, Blocks, List, Paragraph, Picture, Table, runs_text

SPLITS = 6
FURTHER = "+"
"""What tells a paragraph of a list item that is not its first."""
NAME = 40  # letters of what names a row or a column


class Passage(Struct, frozen=True, gc=False):
    """One paragraph's worth of text. `sort` tells paragraphs from headings, pictures and tables, which never match, but
    for a paragraph that became a heading, or the reverse, with the same words.

    `look` is what a change of formatting is seen by; of a picture, of which `text` is the alternative one, it begins
    with the digest. A whole table is one passage with `rows` of cells of passages.
    `at` is the place of the passage in the sequence it came from; `path` the headings it stands under. Tables at one
    place that bear the same `head` are one table, however much of the rest was rewritten.
    """

    text: str
    sort: str = "paragraph"
    look: str = ""
    path: tuple[str, ...] = ()
    at: int = 0
    rows: "tuple[tuple[tuple[Passage, ...], ...], ...]" = ()
    head: str = ""
    cell: tuple[str, str] = ("", "")
    caption: str = ""

    @property
    def aligned_by(self) -> str:
        """The text by which it is told from others: of a picture, which picture it is belongs to it; of others, the
        number typed before them does not, for that says where it stands."""
        if self.sort in ("heading", "paragraph"):
            return self.bare(self.text)
        return f"{self.text} {self.look}" if self.sort == "picture" else self.text

    def bare(self, text: str) -> str:
        """A text of its sort without the number that somebody typed before it."""
        return (
            unnumbered(text)
            if self.sort == "heading"
            else uncounted(text)
            if self.sort == "paragraph"
            else text
        )

    @property
    def known_by(self) -> tuple[str, str] | None:
        """What it is known again by, whatever else of it was rewritten: a table's head, or “Theme 2” of a heading."""
        known = self.head or (counted(self.text) if self.sort == "heading" else "")
        return (self.sort, known) if known else None


Cells = tuple[tuple[Passage, ...], ...]


class Matched(Struct, frozen=True, gc=False):
    """Passages that answer each other: one and one as a rule; several where a paragraph was split or joined.

    `moved` pairs stand in the order of the new text and again, as gone, in that of the old one (`again`).
    """

    old: tuple[Passage, ...]
    new: tuple[Passage, ...]
    moved: bool = False
    again: bool = False

    @property
    def before(self) -> str:
        return self.old[0].text if len(self.old) == 1 else "\n".join(passage.text for passage in self.old)

    @property
    def after(self) -> str:
        return self.new[0].text if len(self.new) == 1 else "\n".join(passage.text for passage in self.new)


def paragraph_passage(paragraph: Paragraph, within: str = "", path: tuple[str, ...] = ()) -> Passage:
    """A paragraph as a passage; `within` tells the list levels that it stands in."""
    return Passage(runs_text(paragraph.runs), "paragraph", look_of(within, paragraph.runs), path)


def within_list(block: List, within: str) -> str:
    """What tells the list levels of what stands in a list, which itself stands `within` others."""
    return within + ("1" if block.ordered else "*")


def passages_of(blocks: Blocks, path: tuple[str, ...] = ()) -> list[Passage]:
    """The passages of a body, in reading order."""
    found: list[Passage] = []
    _lay_out(blocks, "", path, found)
    return found


def _lay_out(blocks: Iterable[Block], within: str, path: tuple[str, ...], found: list[Passage]) -> None:
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(paragraph_passage(block, within, path))
        elif isinstance(block, List):
            level = within_list(block, within)
            for item in block.items:
                for k, inner in enumerate(item.blocks):
                    further = FURTHER if k and isinstance(inner, Paragraph) else ""
                    _lay_out((inner,), level + further, path, found)
        elif isinstance(block, Picture):
            found.append(Passage(block.alt, "picture", f"{block.digest} {block.width:g}", path))
        else:
            found.append(table_passage(block, path))


def table_passage(table: Table, path: tuple[str, ...] = ()) -> Passage:
    """A whole table as one passage."""
    rows = tuple(tuple(tuple(passages_of(cell.blocks, path)) for cell in row) for row in table.rows)
    text = "\n".join([passage.text for row in rows for cell in row for passage in cell])
    spans = ",".join(
        f"{r}.{c}:{cell.across}x{cell.down}"
        for r, row in enumerate(table.rows)
        for c, cell in enumerate(row)
        if cell.across > 1 or cell.down > 1
    )
    look = f"{table.header_rows} {table.caption} {spans}"
    return Passage(text, "table", look, path, rows=rows, head=head_of(rows), caption=table.caption)


def looks_told(before: Sequence[Passage], after: Sequence[Passage]) -> str:
    """What of the looks of the same words differs, in words; empty where the passages say something else."""
    old, new = list(_flat(before)), list(_flat(after))
    if [passage.text for passage in old] != [passage.text for passage in new]:
        return ""
    told = [
        (was.text, how_told((was.sort, now.sort), (was.look, now.look), now.text))
        for was, now in zip(old, new, strict=True)
        if was.look != now.look
    ]
    named = (how if "“" in how or len(new) == 1 else f"“{_short([text])}” {how}" for text, how in told if how)
    return ", ".join(named)


def _flat(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The passages, those of its cells in the place of a table."""
    for passage in passages:
        if passage.rows:
            yield from (inner for row in passage.rows for cell in row for inner in _flat(cell))
        else:
            yield passage


def head_of(rows: "Sequence[tuple[tuple[Passage, ...], ...]]") -> str:
    """What the first of several rows says, by which a table is known again."""
    return _row(rows[0]).text.strip() if len(rows) > 1 else ""


def match_passages(
    old: Sequence[Passage],
    new: Sequence[Passage],
    vocabulary: Vocabulary,
    cancelled: Cancelled = lambda: False,
    restyled: bool = False,
) -> list[Matched]:
    """Which passage is which, in reading order; tables are matched whole and then row by row and cell by cell.

    `restyled` knows paragraphs again that became headings, or the reverse, but for those in cells.
    """
    units_old, units_new = ([Unit(p.aligned_by, p.sort, vocabulary) for p in side] for side in (old, new))
    found = align(units_old, units_new, cancelled)
    goes, comes = dict(found.moved), {j: i for i, j in found.moved}
    pairs = known_again(
        restyled_paired(found.pairs, goes, comes, *_by_words(old, new, vocabulary))
        if restyled
        else found.pairs,
        {i: known for i, p in enumerate(old) if i not in goes and (known := p.known_by)},
        {j: known for j, p in enumerate(new) if j not in comes and (known := p.known_by)},
    )
    groups = _split_and_joined(pairs, units_old, units_new)
    left_alone = {left[0] for left, right in groups if len(left) == 1 and not right}
    alone = {right[0] for left, right in groups if len(right) == 1 and not left}
    goes = {
        i: j for i, j in goes.items() if i in left_alone and j in alone
    }  # others are halves of a split one
    comes = {j: i for i, j in goes.items()}
    result: list[Matched] = []
    for left, right in groups:
        a, b = tuple(old[i] for i in left), tuple(new[j] for j in right)
        if len(left) == 1 and not right and left[0] in goes:
            result.append(Matched(a, (new[goes[left[0]]],), moved=True, again=True))
        elif len(right) == 1 and not left and right[0] in comes:
            result.append(Matched((old[comes[right[0]]],), b, moved=True))
        elif a and b and a[0].sort == "table":
            result.extend(tables(a[0], b[0], vocabulary, cancelled))
        else:
            result.append(Matched(a, b))
    return result


def _by_words(
    old: Iterable[Passage], new: Iterable[Passage], vocabulary: Vocabulary
) -> tuple[list[Unit], list[Unit]]:
    """The units of all that passages say, the numbers typed before headings too, which a paragraph would have."""
    return (
        [Unit(p.text, p.sort, vocabulary) for p in old],
        [Unit(p.text, p.sort, vocabulary) for p in new],
    )


Group = tuple[list[int], list[int]]


def _split_and_joined(
    pairs: list[tuple[int | None, int | None]], old: Sequence[Unit], new: Sequence[Unit]
) -> list[Group]:
    """Pairs as groups, in which a paragraph that was split in two (or two made one) stands with its other half."""
    groups: list[Group] = [([] if i is None else [i], [] if j is None else [j]) for i, j in pairs]
    k = 0
    while k < len(groups):
        left, right = groups[k]
        if left and right and old[left[0]].sort == "paragraph" and not old[left[0]].says(new[right[0]]):
            k = _take_neighbours(groups, k, old, new)
        k += 1
    return groups


def _take_neighbours(groups: list[Group], k: int, old: Sequence[Unit], new: Sequence[Unit]) -> int:
    """Puts to the group at `k` those of its neighbours that make it more alike, and tells where it then stands."""
    left, right = groups[k]
    for step in (1, -1):
        for _ in range(SPLITS):
            near = k + step
            if not 0 <= near < len(groups):
                break
            a, b = groups[near]
            one_sided = bool(a) != bool(b) and all(old[i].sort == "paragraph" for i in a)
            if not one_sided or any(new[j].sort != "paragraph" for j in b):
                break
            now = likeness(_joined(old, left), _joined(new, right))
            wider_left, wider_right = (left + a, right + b) if step > 0 else (a + left, b + right)
            then = likeness(_joined(old, wider_left), _joined(new, wider_right))
            added = _joined(old, a) or _joined(new, b)
            if (
                then <= now
                or likeness(added, _joined(new, wider_right) if a else _joined(old, wider_left)) == 0
            ):
                break
            left[:], right[:] = wider_left, wider_right
            del groups[near]
            k -= near < k
    return k


def _joined(units: Sequence[Unit], which: list[int]) -> list[str]:
    return [word for i in which for word in units[i].words]


def tables(old: Passage, new: Passage, vocabulary: Vocabulary, cancelled: Cancelled) -> Iterator[Matched]:
    """A table that stayed, row by row: rows that came or went whole, and cells that answer each other."""
    retitled = old.caption != new.caption
    if not (old.rows and new.rows) or (old.rows == new.rows and not retitled):
        yield Matched((old,), (new,))
        return
    if old.look != new.look:
        bare = [Passage(p.caption if retitled else "", "table", p.look, p.path) for p in (old, new)]
        yield Matched((bare[0],), (bare[1],))
    if old.rows == new.rows:
        return
    columns = _columns(old, new, vocabulary)
    rows_old, rows_new = [_row(r) for r in old.rows], [_row(r) for r in new.rows]
    shared = [rows_old, rows_new] if all(None not in pair for pair in columns) else _shared(old, new, columns)
    units = [[Unit(p.text, "row", vocabulary) for p in rows] for rows in shared]
    pairs, moved = paired_rows(units[0], units[1], cancelled)
    yield from _one_sided(old, new, columns, pairs)
    for i, j in pairs:
        if i is None and j is not None:
            yield Matched((), (rows_new[j],))
        elif j is None and i is not None:
            yield Matched((rows_old[i],), ())
        elif i is not None and j is not None:
            if (i, j) in moved:
                yield Matched((rows_new[j],), (rows_new[j],), moved=True)
            named = _RowNames(old, new, i, j)
            yield from _cells(old.rows[i], new.rows[j], columns, named, vocabulary, cancelled)


def _row(cells: Sequence[tuple[Passage, ...]]) -> Passage:
    said = ["\n".join([passage.text for passage in cell]) for cell in cells]
    path = next((passage.path for cell in cells for passage in cell), ())
    return Passage("\t".join(said), "row", "", path)


def _cells(
    old: Cells,
    new: Cells,
    columns: Sequence[Pair],
    named: "_RowNames",
    vocabulary: Vocabulary,
    cancelled: Cancelled,
) -> Iterator[Matched]:
    if not columns and len(old) == len(new):
        columns = [(at, at) for at in range(len(old))]
    for i, j in columns:
        if i is None or j is None:
            continue
        a, b = old[i], new[j]
        if a == b:
            yield from (Matched((one,), (other,)) for one, other in zip(a, b, strict=True))
            continue
        a, b = named.of(a, i, j), named.of(b, i, j)
        if len(a) == 1 and len(b) == 1 and a[0].sort == b[0].sort == "paragraph":
            yield Matched(a, b)
        else:
            yield from match_passages(a, b, vocabulary, cancelled)
    if not columns:
        flat_old, flat_new = [p for cell in old for p in cell], [p for cell in new for p in cell]
        yield from match_passages(flat_old, flat_new, vocabulary, cancelled)


class _RowNames:
    """By what the cells of a row that stayed are known: what the row begins with, and what heads the column."""

    def __init__(self, old: Passage, new: Passage, i: int, j: int) -> None:
        self._row = j + 1
        self._rows = new.rows[j], old.rows[i]
        self._heads = new.rows[0], old.rows[0]

    def of(self, cell: tuple[Passage, ...], i: int, j: int) -> tuple[Passage, ...]:
        """The passages of a cell of one of its columns, under their names."""
        heads = (_text(row[at]) for row, at in zip(self._heads, (j, i), strict=True) if at < len(row))
        firsts = (_text(row[0]) for row in self._rows if row)
        row = "" if j == 0 or self._row == 1 else _short(firsts)
        column = _short(heads) if self._row > 1 else ""
        names = (row or f"{self._row}", column or f"{j + 1}")
        return tuple(structs.replace(passage, cell=names) for passage in cell)


def _short(said: Iterable[str]) -> str:
    """The first of some texts that says something, cut where it is long."""
    first = next((text for text in said if text), "")
    return first if len(first) <= NAME else f"{first[: NAME - 1].rstrip()}…"


def _text(cell: Iterable[Passage]) -> str:
    return " ".join(" ".join(passage.text for passage in cell).split())


def _columns(old: Passage, new: Passage, vocabulary: Vocabulary) -> tuple[Pair, ...]:
    """Which column is which; nothing where rows have cells of several columns, or no column is left."""
    if any(len({len(row) for row in table.rows}) != 1 for table in (old, new)):
        return ()
    heads = [[_text(cell) for cell in table.rows[0]] for table in (old, new)]
    if heads[0] == heads[1]:
        return tuple((at, at) for at in range(len(heads[0])))
    sides = [[_column(table, at) for at in range(len(table.rows[0]))] for table in (old, new)]
    pairs = paired_columns(sides[0], sides[1], vocabulary)
    return pairs if any(None not in pair for pair in pairs) else ()


def _column(table: Passage, at: int) -> Column:
    head, *body = (_text(row[at]) for row in table.rows)
    return Column(head, "\n".join(body))


def _shared(old: Passage, new: Passage, columns: Iterable[Pair]) -> list[list[Passage]]:
    """The rows of both tables without the columns that only one has."""
    both = [(i, j) for i, j in columns if i is not None and j is not None]
    return [
        [_row([row[i] for i, _ in both]) for row in old.rows],
        [_row([row[j] for _, j in both]) for row in new.rows],
    ]


def _one_sided(
    old: Passage, new: Passage, columns: Iterable[Pair], rows: Sequence[Pair]
) -> Iterator[Matched]:
    """Columns that went or came, each as one passage: its cells in the rows that stayed, from its head down."""
    for i, j in columns:
        if i is None and j is not None:
            yield Matched((), (_column_passage(new, j, [to for at, to in rows if at is not None]),))
        elif j is None and i is not None:
            yield Matched((_column_passage(old, i, [at for at, to in rows if to is not None]),), ())


def _column_passage(table: Passage, at: int, rows: Iterable[int | None]) -> Passage:
    said = [_text(table.rows[row][at]) for row in rows if row is not None]
    head = _text(table.rows[0][at])
    return Passage("\n".join(said), "column", path=table.path, cell=("", _short([head]) or f"{at + 1}"))


def woven_of(matched: Matched, vocabulary: Vocabulary) -> Woven:
    """The words of a match that stayed, went and came."""
    if not matched.new:
        return woven_alone("delete", matched.before)
    if not matched.old:
        return woven_alone("insert", matched.after)
    return woven(matched.before, matched.after, vocabulary)
