"""A file as it stands, without asking what its parts are: its passages to compare, its document to redline.

Two Word files that do not come from Engross are compared this way, so that nothing that one side's layout suggests can
show as a change of words.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from msgspec import structs

from app.compare.looks import look_of
from app.compare.passages import Passage, head_of
from app.document import nodes as document
from app.document.list_runs import LEVELS, Count
from app.importers.source import Source, SourceBlock, SourceParagraph, SourcePicture, SourceTable
from app.models.text import NAMELESS_PICTURE, Run, runs_text


def source_passages(source: Source) -> list[Passage]:
    """The paragraphs, tables and pictures of a file, each under the headings above it."""
    path: list[tuple[int, str]] = []
    found: list[Passage] = []
    for block in source.blocks:
        for passage in _passages(block, tuple(text for _, text in path)):
            if passage.sort == "heading":
                path = [above for above in path if above[0] < int(passage.look)]
            found.append(structs.replace(passage, path=tuple(text for _, text in path), at=len(found)))
            if passage.sort == "heading":
                path.append((int(passage.look), passage.text))
    return found


def _passages(block: SourceBlock, path: tuple[str, ...]) -> Iterator[Passage]:
    if isinstance(block, SourcePicture):
        yield Passage(block.alt, "picture", f"{block.digest} {block.width:g}", path)
    elif isinstance(block, SourceTable):
        rows = tuple(
            tuple(tuple(p for b in cell.blocks for p in _passages(b, path)) for cell in row)
            for row in block.rows
        )
        text = "\n".join(p.text for row in rows for cell in row for p in cell)
        yield Passage(text, "table", path=path, rows=rows, head=head_of(rows))
    elif (text := runs_text(block.runs)).strip() and not _is_contents(block):
        if block.outline:
            yield Passage(text, "heading", str(block.outline), path)
        else:
            yield Passage(text, "paragraph", look_of(_list_look(block), block.runs), path)


def _is_contents(block: SourceParagraph) -> bool:
    return block.field == "TOC" or block.style.startswith("toc ")


def _list_look(block: SourceParagraph) -> str:
    return ("1" if block.mark.ordered else "*") * (block.mark.level + 1) if block.mark else ""


def document_of(source: Source, title: str) -> document.Document:
    """A file as a render-neutral document, as it stands: what a redline of two files is woven from."""
    parts = tuple(_parts(source.blocks, _Runs()))
    properties = document.Properties(source.properties.get("title", "") or title)
    return document.Document(properties=properties, parts=parts, pictures=source.pictures)


class _Listed(NamedTuple):
    """What numbers an item: the run that its list counts on in, and its number there."""

    ordered: bool
    run: str
    number: int


class _Runs:
    """Which numbered items of a file count on from which, by what the file's own numbering makes of each."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[str, Count]] = {}
        self._made = 0

    def next(self, paragraph: SourceParagraph) -> _Listed:
        """What numbers the next item of the file, of which all are asked for in their order."""
        mark = paragraph.mark
        if mark is None or not mark.ordered or not mark.run:
            return _Listed(bool(mark and mark.ordered), "", 1)
        counts = self._counts.setdefault(mark.run, {})
        goes_on = (
            run for run, count in reversed(counts.items()) if paragraph.count in (0, count.next(mark.level))
        )
        run = next(goes_on, "") or self._begun(mark.run, counts)
        number = paragraph.count or counts[run].next(mark.level)
        counts[run].take(mark.level, number)
        return _Listed(True, run, number)

    def _begun(self, name: str, counts: dict[str, Count]) -> str:
        """A new run of a list, which so far has those that are `counts`; of many the oldest is done."""
        self._made += 1
        run = f"{name}.{self._made}"
        counts[run] = Count()
        if len(counts) > LEVELS:
            del counts[next(iter(counts))]
        return run


def _parts(blocks: Iterable[SourceBlock], runs: _Runs) -> Iterator[document.Part]:
    waiting: list[SourceParagraph] = []
    for block in blocks:
        if isinstance(block, SourceParagraph) and block.mark and not block.outline and block.runs:
            if (
                waiting
                and waiting[0].mark
                and block.mark.run != waiting[0].mark.run
                and block.mark.level == 0
            ):
                yield from _lists(waiting, 0, runs)
                waiting = []
            waiting.append(block)
            continue
        yield from _lists(waiting, 0, runs)
        waiting = []
        yield from _part(block, runs)
    yield from _lists(waiting, 0, runs)


def _part(block: SourceBlock, runs: _Runs) -> Iterator[document.Part]:
    if isinstance(block, SourcePicture):
        yield document.Figure(block.digest, block.alt or NAMELESS_PICTURE, block.width)
    elif isinstance(block, SourceTable):
        if block.rows:
            rows = tuple(
                document.Row(tuple(_cell(cell.blocks, cell.across, cell.down, runs) for cell in row))
                for row in block.rows
            )
            yield document.Table(rows, header_rows=block.header_rows)
    elif block.runs:
        spans = tuple(_span(run) for run in block.runs)
        if block.outline:
            yield document.Heading(min(6, block.outline), spans)
        else:
            yield document.Paragraph(spans)


def _cell(blocks: tuple[SourceBlock, ...], across: int, down: int, runs: _Runs) -> document.Cell:
    return document.Cell(tuple(_parts(blocks, runs)), across, down)


def _span(run: Run) -> document.Span:
    return document.Span(run.text, run.bold, run.italic, "" if run.link.startswith("#") else run.link)


def _lists(paragraphs: list[SourceParagraph], depth: int, runs: _Runs) -> Iterator[document.List]:
    """Neighbouring list paragraphs as nested lists."""
    if not paragraphs:
        return
    level = min(p.mark.level for p in paragraphs if p.mark)
    items: list[list[SourceParagraph]] = []
    for paragraph in paragraphs:
        if paragraph.mark and (paragraph.mark.level <= level or not items):
            items.append([paragraph])
        else:
            items[-1].append(paragraph)
    made = [(runs.next(item[0]), _item(item, depth, runs)) for item in items]
    for (ordered, run), group in groupby(made, key=lambda pair: pair[0][:2]):
        members = list(group)
        inside = tuple(item for _, item in members)
        yield document.List(inside, ordered, run=run, start=members[0][0].number)


def _item(paragraphs: list[SourceParagraph], depth: int, runs: _Runs) -> document.Item:
    first, *rest = paragraphs
    words = document.Paragraph(tuple(_span(run) for run in first.runs))
    level = first.mark.level if first.mark and first.mark.level != depth else -1
    return document.Item((words, *_lists(rest, depth + 1, runs)), level=level)
