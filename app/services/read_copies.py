"""A Word or PDF file as a copy that is to be checked: the words and the pictures that a reader sees of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from app.compare.laid_out import letters_of
from app.importers.pdf_text import without_furniture
from app.importers.reading import is_pdf, read_file, read_looks, read_pdf
from app.importers.source import Source, SourceBlock, SourceParagraph, SourcePicture, SourceTable
from app.models.text import runs_text
from app.services.counterparts import AsRead
from app.services.same_pictures import Shown


class Copy(Struct, frozen=True):
    """A file's words: `pages` where it has pages, else `text`; `strategy` is what it says it is a copy of.

    `shown` are its pictures, `links` the addresses that its links lead to.
    """

    pages: tuple[tuple[str, ...], ...] = ()
    text: tuple[str, ...] = ()
    strategy: str = ""
    shown: Shown = Shown()
    links: tuple[str, ...] = ()

    def lines(self, words: AsRead) -> list[str]:
        """What a reader sees, without the running lines of pages; what is text in `words` is never taken for those."""
        if not self.pages:
            return list(self.text)
        running = " ".join(map(letters_of, words.running))
        whole = " ".join(letters_of(line) for line in (*words.texts[-1], *words.repeated))

        def is_text(line: str) -> bool:
            letters = letters_of(line)
            return letters not in running and letters in whole

        return without_furniture(self.pages, contents=True, is_text=is_text)


def read_copy(file: Path) -> Copy:
    """What a reader sees of a Word or PDF file. Raises Refused for a file that cannot be read."""
    if is_pdf(file):
        read = read_pdf(file, pictures=True)
        seen = None if read.pictures is None else tuple(read.pictures)
        return Copy(
            tuple(map(tuple, read.pages)), shown=Shown(is_pages=True, seen=seen), links=tuple(read.links)
        )
    source = read_file(file)
    digests = tuple(_picture_digests(source.blocks))
    shown = Shown(digests, lambda: read_looks(file), source.others)
    links = tuple(_links(source.blocks))
    return Copy((), tuple(_source_lines(source)), source.properties.get("engross.strategy", ""), shown, links)


def _links(blocks: Iterable[SourceBlock]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, SourceParagraph):
            yield from (run.link for run in block.runs if run.link)
        elif isinstance(block, SourceTable):
            for row in block.rows:
                for cell in row:
                    yield from _links(cell.blocks)


def _picture_digests(blocks: Iterable[SourceBlock]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, SourcePicture):
            yield block.digest
        elif isinstance(block, SourceTable):
            for row in block.rows:
                for cell in row:
                    yield from _picture_digests(cell.blocks)


def _source_lines(source: Source) -> Iterable[str]:
    for block, after in zip(source.blocks, (*source.blocks[1:], None), strict=True):
        lines = list(_block_lines(block))
        yield from _undescribed(lines, after) if isinstance(after, SourceTable) else lines


def _undescribed(lines: Sequence[str], table: SourceTable) -> Sequence[str]:
    """A paragraph before a table, without what the table says of its columns, which some programs set in the text."""
    row = table.rows[0] if table.rows else ()
    columns = ", ".join(
        filter(None, (" ".join(t for b in cell.blocks for t in _block_lines(b)) for cell in row))
    )
    said, told, named = " ".join(lines).rpartition("Columns:")
    if not told or named.strip() != columns:
        return lines
    return [said] if said.strip() != columns else ()


def _block_lines(block: SourceBlock) -> Iterable[str]:
    if isinstance(block, SourceParagraph):
        if block.field != "TOC" and not block.style.startswith("toc"):
            yield from runs_text(block.runs).split("\n")
    elif isinstance(block, SourceTable):
        for row in block.rows:
            for cell in row:
                for inner in cell.blocks:
                    yield from _block_lines(inner)
