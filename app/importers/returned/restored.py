"""Identities put back into a copy that lost them: each paragraph takes the bookmarks of the one it is most like.

A program that saves a Word file may drop its hidden bookmarks or the content inside. The file as it was sent still has
both. Imports models, compare and this package only.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
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
_PLAIN = "", "normal"
"""The style of all text in the Word files of Google Docs, which write out how it looks instead."""
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
    pairs = [(i, j) for i, j in (*found.pairs, *found.moved) if i is not None and j is not None]
    same = {j: there[i][0] for i, j in _from_their_beginnings(pairs, there, here)}
    known = iter([same.get(at) for at in range(len(here))])
    blocks = tuple(_given(block, known) for block in copy.blocks)
    return structs.replace(copy, blocks=blocks, content=sent.content)


def _from_their_beginnings(
    pairs: Iterable[tuple[int, int]],
    there: Sequence[tuple[Marked, bool]],
    here: Sequence[tuple[Marked, bool]],
) -> Iterator[tuple[int, int]]:
    """The pairs of what was sent and what it became: of a paragraph that was parted, its first part."""
    pairs = list(pairs)
    known = {j for _, j in pairs}
    for i, j in pairs:
        said, first = _said(there[i]), j
        while first and first - 1 not in known and here[first - 1][1] == here[j][1]:
            begun = " ".join(map(_said, here[first - 1 : j]))
            if not _said(here[first - 1]) or not said.startswith(begun):
                break
            first -= 1
        yield i, first


def _said(block: tuple[Marked, bool]) -> str:
    """What a paragraph says; nothing of a picture."""
    return squeezed(text_of(block[0])) if isinstance(block[0], SourceParagraph) else ""


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


def _given(block: SourceBlock, known: Iterator[Marked | None]) -> SourceBlock:
    """A block with the bookmarks of what it was, and its style where the program that wrote the copy keeps none."""
    if isinstance(block, SourceTable):
        rows = tuple(
            tuple(
                SourceCell(tuple(_given(b, known) for b in c.blocks), c.across, c.down, c.shaded) for c in row
            )
            for row in block.rows
        )
        return structs.replace(block, rows=rows)
    was = next(known)
    if was is None or any(name.startswith(_OURS) for name in block.anchors):
        return block
    anchors = (*block.anchors, *was.anchors)
    if not isinstance(block, SourceParagraph) or not isinstance(was, SourceParagraph):
        return structs.replace(block, anchors=anchors)
    is_plain = block.style in _PLAIN and not block.outline and not was.outline
    return structs.replace(block, anchors=anchors, style=was.style if is_plain else block.style)
