"""What stands on the page as a body: nested lists, tables, pictures. Imports models and this package only."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import structs

from app.importers.source import SourceBlock, SourceParagraph, SourceTable
from app.models.text import (
    Block,
    Blocks,
    Cell,
    Item,
    List,
    Paragraph,
    Picture,
    Run,
    Table,
    runs_text,
    trimmed,
)

Links = Callable[[str], str]
_NO_WIDTHS: Mapping[str, float] = MappingProxyType({})
_CONTINUED = "list continue"
_BOLD_STYLES = frozenset(("slogan", "label", "table heading", "table label", "caption"))
_ITALIC_STYLES = frozenset(("note", "quote"))


def read_runs(paragraph: SourceParagraph, links: Links) -> tuple[Run, ...]:
    """The runs of a paragraph without the look its style gives them all."""
    runs = trimmed(structs.replace(run, link=links(run.link)) if run.link else run for run in paragraph.runs)
    if paragraph.style in _BOLD_STYLES and all(run.bold for run in runs):
        runs = trimmed(structs.replace(run, bold=False) for run in runs)
    if paragraph.style in _ITALIC_STYLES and all(run.italic for run in runs):
        runs = trimmed(structs.replace(run, italic=False) for run in runs)
    return runs


def read_body(
    blocks: Iterable[SourceBlock], links: Links, widths: Mapping[str, float] = _NO_WIDTHS
) -> Blocks:
    """The body that some blocks of a page make; empty paragraphs make nothing.

    `widths` are those that pictures had when they were sent, by digest: a page shows one that has none by some width.
    """
    return _Body(links, widths).read(blocks)


class _Open:
    """A list while its items are gathered."""

    def __init__(self, level: int, ordered: bool, run: str) -> None:
        self.level, self.ordered, self.run = level, ordered, run
        self.items: list[list[Block]] = []


class _Body:
    """Gathers a body block by block."""

    def __init__(self, links: Links, widths: Mapping[str, float]) -> None:
        self._links = links
        self._widths = widths
        self._done: list[Block] = []
        self._open: list[_Open] = []
        self._caption = ""

    def read(self, blocks: Iterable[SourceBlock]) -> Blocks:
        for block in blocks:
            if isinstance(block, SourceParagraph):
                self._paragraph(block)
            elif isinstance(block, SourceTable):
                self._put(self._table(block))
            else:
                width = self._widths.get(block.digest, block.width)
                self._put(Picture(block.digest, block.alt, width))
        self._flush_caption()
        self._close(0)
        return tuple(self._done)

    def _paragraph(self, paragraph: SourceParagraph) -> None:
        runs = read_runs(paragraph, self._links)
        if not runs:
            return
        self._flush_caption()
        if paragraph.style == "caption":
            self._close(0)
            self._caption = runs_text(runs)
        elif paragraph.mark is not None:
            self._item(paragraph, Paragraph(runs))
        elif paragraph.style.startswith(_CONTINUED) and self._open:
            self._close(_continued_level(paragraph.style) + 1)
            self._put_in_item(Paragraph(runs))
        else:
            self._close(0)
            self._done.append(Paragraph(runs))

    def _flush_caption(self) -> None:
        if self._caption:
            caption, self._caption = self._caption, ""
            self._done.append(Paragraph((Run(caption),)))

    def _item(self, paragraph: SourceParagraph, block: Paragraph) -> None:
        mark = paragraph.mark
        assert mark is not None
        self._close(mark.level + 1)
        top = self._open[-1] if self._open else None
        if top is None or top.level < mark.level:
            self._open.append(_Open(mark.level, mark.ordered, mark.run))
        elif (top.ordered, top.run) != (mark.ordered, mark.run):
            self._close(mark.level)
            self._open.append(_Open(mark.level, mark.ordered, mark.run))
        self._open[-1].items.append([block])

    def _put(self, block: Block) -> None:
        self._close(0)
        self._done.append(block)

    def _put_in_item(self, block: Block) -> None:
        if self._open and self._open[-1].items:
            self._open[-1].items[-1].append(block)
        else:
            self._done.append(block)

    def _close(self, level: int) -> None:
        """Ends the lists at `level` and deeper."""
        while self._open and self._open[-1].level >= level:
            done = self._open.pop()
            made = List(tuple(Item(tuple(blocks)) for blocks in done.items), done.ordered)
            if self._open:
                self._open[-1].items[-1].append(made)
            else:
                self._done.append(made)

    def _table(self, table: SourceTable) -> Table:
        caption, self._caption = self._caption, ""
        rows = tuple(
            tuple(
                Cell(read_body(cell.blocks, self._links, self._widths), cell.across, cell.down)
                for cell in row
            )
            for row in table.rows
        )
        return Table(rows, table.header_rows, caption)


def _continued_level(style: str) -> int:
    """The list level, from 0, that a “list continue 2” stands under."""
    number = style.removeprefix(_CONTINUED).strip()
    return int(number) - 1 if number.isdigit() else 0


def split_lead(runs: Sequence[Run], title: str, text_was: str = "") -> tuple[str, tuple[Run, ...]]:
    """A paragraph's bold lead-in and the rest. The lead-in is `title` where it begins with it, else its bold start.

    A dash that parts the two belongs to neither, unless the text was `text_was`, which begins with one.
    """
    text = runs_text(runs)
    squeezed = " ".join(title.split())
    if squeezed and " ".join(text.split()).startswith(squeezed):
        return title, _without_gap(_cut(runs, _end_of(text, squeezed)), text_was)
    at = 0
    for run in runs:
        if not run.bold and run.text.strip():
            break
        at += len(run.text)
    head = text[:at].strip(" \n\t–—-:")
    return head, _without_gap(_cut(runs, at), text_was)


def _end_of(text: str, squeezed: str) -> int:
    """Where, in `text`, the words that are `squeezed` end."""
    wanted = len("".join(squeezed.split()))
    for at, letter in enumerate(text):
        wanted -= not letter.isspace()
        if not wanted:
            return at + 1
    return len(text)


def _cut(runs: Sequence[Run], start: int) -> tuple[Run, ...]:
    """The runs from a letter on."""
    kept: list[Run] = []
    for run in runs:
        if start < len(run.text):
            kept.append(structs.replace(run, text=run.text[start:]))
        start = max(0, start - len(run.text))
    return tuple(kept)


def _without_gap(runs: Sequence[Run], text_was: str) -> tuple[Run, ...]:
    """The text after a lead-in without the dash or colon that parts them."""
    kept = list(trimmed(runs))
    if kept and " ".join(runs_text(kept).split()) != " ".join(text_was.split()):
        text = kept[0].text
        bare = text.lstrip()
        if bare[:2] in ("– ", "— ", "- ") or bare in ("–", "—", "-"):
            kept[0] = structs.replace(kept[0], text=bare[1:])
    return trimmed(kept)
