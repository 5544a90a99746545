"""Identities put back into a copy that lost them: each paragraph takes the bookmarks of the one it is most like.

A program that saves a Word file may drop its hidden bookmarks or the content inside. The file as it was sent still has
both. Imports models, compare and this package only.
"""

from collections.abc import Container, Iterator, Sequence
from itertools import zip_longest
from typing import TypeGuard

from msgspec import structs

from app.compare.align import Unit, align
from app.compare.words import Vocabulary
from app.importers.returned.lines import squeezed
from app.importers.returned.page import paragraphs_in, text_of
from app.importers.source import Source, SourceBlock, SourceCell, SourceParagraph, SourcePicture, SourceTable

CONTENTS = "TOC"
_OURS = "_eg_", "_egg_"
Marked = SourceParagraph | SourcePicture


def with_identities(copy: Source, sent: Source, drawn: Container[str] = ()) -> Source:
    """The copy with the content and bookmarks of the file `sent` that it grew from.

    Pandoc writes what it cannot keep as words: the lines of the contents page, what `drawn` pictures show, and how a
    table is described. None of that is a reviewer's.
    """
    contents = {squeezed(text_of(block)) for block in sent.blocks if _is_field(block)}
    copy = structs.replace(copy, blocks=tuple(_own(copy.blocks, contents, drawn)))
    there, here = list(_marked(sent.blocks)), list(_marked(copy.blocks))
    vocabulary = Vocabulary()
    units = [[_unit(block, cell, vocabulary) for block, cell in side] for side in (there, here)]
    found = align(units[0], units[1])
    pairs = [*found.pairs, *found.moved]
    same = {j: there[i][0].anchors for i, j in pairs if i is not None and j is not None}
    anchors = iter([same.get(at, ()) for at in range(len(here))])
    blocks = tuple(_given(block, anchors) for block in copy.blocks)
    return structs.replace(copy, blocks=blocks, content=sent.content)


def _is_field(block: SourceBlock) -> TypeGuard[SourceParagraph]:
    return isinstance(block, SourceParagraph) and bool(block.field)


def _own(
    blocks: Sequence[SourceBlock], contents: Container[str], drawn: Container[str]
) -> Iterator[SourceBlock]:
    """The blocks without those that only say what the program drew or what a table is; the contents page as such."""
    before_headings = True
    for block, below in zip_longest(blocks, blocks[1:]):
        if isinstance(block, SourceParagraph):
            text = squeezed(text_of(block))
            before_headings = before_headings and not block.outline
            if text in drawn or (isinstance(below, SourceTable) and text.endswith(_described(below))):
                continue
            if before_headings and not block.field and text in contents:
                block = structs.replace(block, field=CONTENTS)
        yield block


def _described(table: SourceTable) -> str:
    """How our files describe a table to those who cannot see it."""
    heads = table.rows[0] if table.rows else ()
    texts = (
        squeezed(" ".join(text_of(each) for block in head.blocks for each in paragraphs_in(block)))
        for head in heads
    )
    return "Columns: " + ", ".join(texts)


def _marked(blocks: tuple[SourceBlock, ...], cell: bool = False) -> Iterator[tuple[Marked, bool]]:
    for block in blocks:
        if isinstance(block, SourceTable):
            for row in block.rows:
                for inner in row:
                    yield from _marked(inner.blocks, True)
        else:
            yield block, cell


def _unit(block: Marked, cell: bool, vocabulary: Vocabulary) -> Unit:
    if isinstance(block, SourcePicture):
        return Unit(block.alt, f"picture {block.digest}", vocabulary)
    return Unit(text_of(block), f"{'cell' if cell else ''}{block.field}", vocabulary)


def _given(block: SourceBlock, anchors: Iterator[tuple[str, ...]]) -> SourceBlock:
    if isinstance(block, SourceTable):
        rows = tuple(
            tuple(
                SourceCell(tuple(_given(b, anchors) for b in c.blocks), c.across, c.down, c.shaded)
                for c in row
            )
            for row in block.rows
        )
        return structs.replace(block, rows=rows)
    likely = next(anchors)
    if any(name.startswith(_OURS) for name in block.anchors):
        return block
    return structs.replace(block, anchors=(*block.anchors, *likely))
