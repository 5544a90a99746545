"""Identities put back into a copy that lost them: each paragraph takes the bookmarks of the one it is most like.

A program that saves a Word file may drop its hidden bookmarks or the content inside. The file as it was sent still has
both. Imports models, compare and this package only.
"""

from collections.abc import Iterator

from msgspec import structs

from app.compare.align import Unit, align
from app.compare.words import Vocabulary
from app.importers.returned.page import text_of
from app.importers.source import Source, SourceBlock, SourceCell, SourceParagraph, SourcePicture, SourceTable

_OURS = "_eg_", "_egg_"
Marked = SourceParagraph | SourcePicture


def with_identities(copy: Source, sent: Source) -> Source:
    """The copy with the content and bookmarks of the file `sent` that it grew from."""
    there, here = list(_marked(sent.blocks)), list(_marked(copy.blocks))
    vocabulary = Vocabulary()
    units = [[_unit(block, cell, vocabulary) for block, cell in side] for side in (there, here)]
    found = align(units[0], units[1])
    pairs = [*found.pairs, *found.moved]
    same = {j: there[i][0].anchors for i, j in pairs if i is not None and j is not None}
    anchors = iter([same.get(at, ()) for at in range(len(here))])
    blocks = tuple(_given(block, anchors) for block in copy.blocks)
    return structs.replace(copy, blocks=blocks, content=sent.content)


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
