"""A file as it stands, without asking what its parts are: its passages to compare, its document to redline.

Two Word files that do not come from Engross are compared this way, so that nothing that one side's layout suggests can
show as a change of words.
"""

from collections.abc import Iterable, Iterator

from msgspec import structs

from app.compare.looks import look_of
from app.compare.passages import Passage, head_of
from app.document import nodes as document
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
    parts = tuple(_parts(source.blocks, set()))
    properties = document.Properties(source.properties.get("title", "") or title)
    return document.Document(properties=properties, parts=parts, pictures=source.pictures)


def _parts(blocks: Iterable[SourceBlock], levels_used: set[int]) -> Iterator[document.Part]:
    waiting: list[SourceParagraph] = []
    for block in blocks:
        if isinstance(block, SourceParagraph) and block.mark and not block.outline and block.runs:
            if (
                waiting
                and waiting[0].mark
                and block.mark.run != waiting[0].mark.run
                and block.mark.level == 0
            ):
                yield from _lists(waiting)
                waiting = []
            waiting.append(block)
            continue
        yield from _lists(waiting)
        waiting = []
        yield from _part(block, levels_used)
    yield from _lists(waiting)


def _part(block: SourceBlock, levels_used: set[int]) -> Iterator[document.Part]:
    if isinstance(block, SourcePicture):
        yield document.Figure(block.digest, block.alt or NAMELESS_PICTURE, block.width)
    elif isinstance(block, SourceTable):
        if block.rows:
            rows = tuple(
                document.Row(tuple(_cell(cell.blocks, cell.across, cell.down) for cell in row))
                for row in block.rows
            )
            yield document.Table(rows, header_rows=block.header_rows)
    elif block.runs:
        spans = tuple(_span(run) for run in block.runs)
        if block.outline:
            yield document.Heading(min(6, block.outline), spans)
        else:
            yield document.Paragraph(spans)


def _cell(blocks: tuple[SourceBlock, ...], across: int, down: int) -> document.Cell:
    return document.Cell(tuple(_parts(blocks, set())), across, down)


def _span(run: Run) -> document.Span:
    return document.Span(run.text, run.bold, run.italic, "" if run.link.startswith("#") else run.link)


def _lists(paragraphs: list[SourceParagraph]) -> list[document.Part]:
    """Neighbouring list paragraphs as nested lists."""
    if not paragraphs:
        return []
    return [_nested(paragraphs, 0)]


def _nested(paragraphs: list[SourceParagraph], depth: int) -> document.List:
    level = min(p.mark.level for p in paragraphs if p.mark)
    items: list[list[SourceParagraph]] = []
    for paragraph in paragraphs:
        if paragraph.mark and (paragraph.mark.level <= level or not items):
            items.append([paragraph])
        else:
            items[-1].append(paragraph)
    made = tuple(_item(item, depth) for item in items)
    first = paragraphs[0].mark
    return document.List(made, ordered=bool(first and first.ordered))


def _item(paragraphs: list[SourceParagraph], depth: int) -> document.Item:
    first, *rest = paragraphs
    words = document.Paragraph(tuple(_span(run) for run in first.runs))
    level = first.mark.level if first.mark and first.mark.level != depth else -1
    return document.Item((words, _nested(rest, depth + 1)) if rest else (words,), level=level)
