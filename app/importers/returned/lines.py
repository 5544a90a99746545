"""Bodies as plain lines, so that what stands on the page can be compared with what was embedded. Imports models only.

Both sides are flattened to the same form: a paragraph with its place in a list, a table with its cells' lines. Spaces,
list instances and the looks that a style brings are not compared, for an editor may change them by merely saving.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.importers.source import SourceBlock, SourceParagraph, SourceTable
from app.models.text import Blocks, List, Paragraph, Run, Table, runs_text

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SHOWN_LINKS = ("http:", "https:", "mailto:", "tel:")
_STYLED = frozenset(
    ("slogan", "note", "quote", "label", "table heading", "table label", "caption", "signature", "lead-in", "title",
     "subtitle", "vision statement", "intense quote", "heading", "list contents", "table contents")
)  # fmt: skip


class Line(NamedTuple):
    """A paragraph: its list level from 1 (0 in none), whether numbered, its runs; `style` where the file says one."""

    level: int
    ordered: bool
    runs: tuple[Run, ...]
    style: str = ""


class Grid(NamedTuple):
    """A table: the lines of each cell by row."""

    caption: str
    rows: tuple[tuple[tuple["Flat", ...], ...], ...]


class Shot(NamedTuple):
    """A picture, by its digest; or its alternative text where the file could not show it."""

    digest: str
    alt: str


Flat = Line | Grid | Shot


def squeezed(text: str) -> str:
    """The words of a text with one space between them, in NFC, without what no XML file can hold."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(_ILLEGAL.sub("", text).split())


def of_blocks(blocks: Blocks, level: int = 0, ordered: bool = False) -> Iterator[Flat]:
    """The lines of an embedded body. The first paragraph of an item bears its level, those after it none."""
    first = level > 0
    for block in blocks:
        if isinstance(block, Paragraph):
            if squeezed(runs_text(block.runs)):
                yield Line(level if first else 0, ordered and first, block.runs)
            first = False
        elif isinstance(block, List):
            for item in block.items:
                yield from of_blocks(item.blocks, level + 1, block.ordered)
            first = False
        elif isinstance(block, Table):
            if any(row for row in block.rows):
                cells = tuple(tuple(tuple(of_blocks(cell.blocks)) for cell in row) for row in block.rows)
                yield Grid(squeezed(block.caption), cells)
        else:
            yield Shot(block.digest, squeezed(block.alt))


def of_source(blocks: Iterable[SourceBlock]) -> Iterator[Flat]:
    """The lines of what stands on the page; a caption before a table is the table's."""
    caption = ""
    for block in blocks:
        if isinstance(block, SourceParagraph):
            if not squeezed(runs_text(block.runs)):
                continue
            if caption:
                yield Line(0, False, (Run(caption),), "caption")
                caption = ""
            if block.style == "caption":
                caption = squeezed(runs_text(block.runs))
                continue
            mark = block.mark
            yield Line(mark.level + 1 if mark else 0, bool(mark and mark.ordered), block.runs, block.style)
        elif isinstance(block, SourceTable):
            cells = tuple(tuple(tuple(of_source(cell.blocks)) for cell in row) for row in block.rows)
            yield Grid(caption, cells)
            caption = ""
        else:
            yield Shot(block.digest, squeezed(block.alt))
    if caption:
        yield Line(0, False, (Run(caption),), "caption")


def same(embedded: Sequence[Flat], visible: Sequence[Flat], pictures: frozenset[str]) -> bool:
    """Whether the page shows what was embedded; `pictures` are the digests of those that the file could show."""
    if len(embedded) != len(visible):
        return False
    deeper = _deeper(embedded, visible)
    return all(
        _same(one, _raised(other, deeper), pictures) for one, other in zip(embedded, visible, strict=True)
    )


def _deeper(embedded: Sequence[Flat], visible: Sequence[Flat]) -> int:
    """How much deeper the page's lists stand, where the whole body is printed as an item of a generated list."""
    levels = [
        [line.level for line in side if isinstance(line, Line) and line.level] for side in (embedded, visible)
    ]
    return min(levels[1]) - min(levels[0]) if levels[0] and levels[1] else 0


def _raised(line: Flat, levels: int) -> Flat:
    return (
        line._replace(level=line.level - levels)
        if levels > 0 and isinstance(line, Line) and line.level
        else line
    )


def _same(one: Flat, other: Flat, pictures: frozenset[str]) -> bool:
    if isinstance(one, Line):
        return (
            isinstance(other, Line)
            and (one.level, one.ordered) == (other.level, other.ordered)
            and same_runs(one.runs, other.runs, other.style)
        )
    if isinstance(one, Grid):
        return isinstance(other, Grid) and one.caption == other.caption and _same_rows(one, other, pictures)
    if isinstance(other, Shot):
        return one.digest == other.digest and one.alt == other.alt
    stands_in = f"[{one.alt or 'Picture'}]" if one.digest not in pictures else ""
    return isinstance(other, Line) and bool(stands_in) and squeezed(runs_text(other.runs)) == stands_in


def _same_rows(one: Grid, other: Grid, pictures: frozenset[str]) -> bool:
    before, after = _filled(one), _filled(other)
    return len(before) == len(after) and all(
        len(row) == len(seen) and all(same(a, b, pictures) for a, b in zip(row, seen, strict=True))
        for row, seen in zip(before, after, strict=True)
    )


def _filled(grid: Grid) -> list[list[tuple[Flat, ...]]]:
    """The rows without empty cells at their ends: an editor evens out ragged rows."""
    rows: list[list[tuple[Flat, ...]]] = []
    for row in grid.rows:
        cells = list(row)
        while cells and not cells[-1]:
            cells.pop()
        rows.append(cells)
    return rows


def same_runs(embedded: Sequence[Run], visible: Sequence[Run], style: str = "") -> bool:
    """Whether two paragraphs have the same words and looks, as far as a file can show them."""
    if tuple(embedded) == tuple(visible):
        return True
    if squeezed(runs_text(embedded)) != squeezed(runs_text(visible)):
        return False
    one, other = list(_letters(embedded)), list(_letters(visible))
    if hides_looks(style) or len(one) != len(other):
        return len(one) == len(other)
    return all(
        (bold, italic) == (bold_seen, italic_seen) and _same_link(link, link_seen)
        for (_, bold, italic, link), (_, bold_seen, italic_seen, link_seen) in zip(one, other, strict=True)
    )


def hides_looks(style: str) -> bool:
    """Whether a style gives a look to every word, so that the words' own cannot be seen."""
    return style.rstrip(" 123456789") in _STYLED


def _letters(runs: Sequence[Run]) -> Iterator[tuple[str, bool, bool, str]]:
    for run in runs:
        for letter in squeezed(run.text).replace(" ", ""):
            yield letter, run.bold, run.italic, run.link


def _same_link(embedded: str, visible: str) -> bool:
    """A link that the file could not show, or that leads inside the document, may be missing on the page."""
    if embedded == visible:
        return True
    if not visible:
        return not embedded.lower().startswith(_SHOWN_LINKS)
    return embedded.rstrip("/").lower() == visible.rstrip("/").lower()
