"""Paragraphs that another program gave the form of the one before them, in their own again. Imports models and this
package only.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import structs

from app.document.anchors import PLACE
from app.importers.returned.lines import squeezed
from app.importers.returned.places import TITLE, Places
from app.importers.source import TAKEN_FORM, ListMark, SourceBlock, SourceParagraph
from app.models.text import Block, List, Paragraph, runs_text

HEADS = (TITLE, PLACE)


def with_own_forms(blocks: Sequence[SourceBlock], places: Places) -> list[SourceBlock]:
    """The blocks of a page; those that took the form of the one before are headings, or none, and items, or none, as
    they were sent."""
    return [
        _with_own_form(blocks, at, block, places)
        if isinstance(block, SourceParagraph) and TAKEN_FORM in block.anchors
        else block
        for at, block in enumerate(blocks)
    ]


def _with_own_form(
    blocks: Sequence[SourceBlock], at: int, paragraph: SourceParagraph, places: Places
) -> SourceParagraph:
    known = [place for name in paragraph.anchors if (place := places.place(name)) is not None]
    if not known:
        return paragraph
    own = known[-1]  # those before it are of emptied paragraphs
    if own.field in HEADS:
        return structs.replace(paragraph, outline=paragraph.outline or places.levels.get(own.name, 0))
    text = getattr(places.nodes[own.node], own.field, ()) if places.is_rich(*own.owner) else ()
    mark, words = paragraph.mark, squeezed(runs_text(paragraph.runs))
    if mark is not None and words in _plain_in(text):
        mark = None
    elif mark is None and own.node not in places.listed and words not in _plain_in(text):
        mark = next((_in_its_list(blocks, at, mark) for said, mark in _items_in(text) if said == words), None)
    return structs.replace(paragraph, outline=0, mark=mark)


def _plain_in(text: Sequence[Block]) -> list[str]:
    """The words of a text's paragraphs that are no items."""
    return [squeezed(runs_text(block.runs)) for block in text if isinstance(block, Paragraph)]


def _items_in(text: Sequence[Block], level: int = 0) -> Iterator[tuple[str, ListMark]]:
    """The words that each item of a text's lists begins with, and how it is marked."""
    for found in (block for block in text if isinstance(block, List)):
        for item in found.items:
            first = next(iter(item.blocks), None)
            if isinstance(first, Paragraph):
                yield squeezed(runs_text(first.runs)), ListMark(level, found.ordered)
            yield from _items_in(item.blocks, level + 1)


def _in_its_list(blocks: Sequence[SourceBlock], at: int, mark: ListMark) -> ListMark:
    """The mark of an item that begins a list: that of the next one beside it, so that both stay in one."""
    for block in islice(blocks, at + 1, None):
        following = block.mark if isinstance(block, SourceParagraph) else None
        if following is None or following.level < mark.level:
            break
        if following.level == mark.level:
            return following if following.ordered == mark.ordered else mark
    return mark
