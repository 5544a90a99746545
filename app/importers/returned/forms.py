"""Paragraphs that another program gave the form of the one before them, in their own again. Imports models and this
package only.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct, structs

from app.document.anchors import PLACE
from app.importers.returned.lines import squeezed
from app.importers.returned.places import TITLE, Place, Places
from app.importers.source import TAKEN_FORM, ListMark, SourceBlock, SourceParagraph
from app.models.text import Block, List, Paragraph, runs_text

HEADS = (TITLE, PLACE)


class _Text(Struct, frozen=True):
    """The words of a text's paragraphs that are no items, and by the words that they begin with its items' marks."""

    plain: frozenset[str] = frozenset()
    items: dict[str, ListMark] = {}


def with_own_forms(blocks: Sequence[SourceBlock], places: Places) -> list[SourceBlock]:
    """The blocks of a page; those that took the form of the one before are headings, or none, and items, or none, as
    they were sent."""
    texts: dict[tuple[str, str], _Text] = {}
    return [
        _with_own_form(blocks, at, block, places, texts)
        if isinstance(block, SourceParagraph) and TAKEN_FORM in block.anchors
        else block
        for at, block in enumerate(blocks)
    ]


def _with_own_form(
    blocks: Sequence[SourceBlock],
    at: int,
    paragraph: SourceParagraph,
    places: Places,
    texts: dict[tuple[str, str], _Text],
) -> SourceParagraph:
    known = [place for name in paragraph.anchors if (place := places.place(name)) is not None]
    if not known:
        return paragraph
    own = known[-1]  # those before it are of emptied paragraphs
    if own.field in HEADS:
        return structs.replace(paragraph, outline=paragraph.outline or places.levels.get(own.name, 0))
    if own.owner not in texts:  # a long text is read once for all its paragraphs
        texts[own.owner] = _text_of(places, own)
    text = texts[own.owner]
    mark, words = paragraph.mark, squeezed(runs_text(paragraph.runs))
    if mark is not None and words in text.plain:
        mark = None
    elif mark is None and own.node not in places.listed and words not in text.plain and words in text.items:
        mark = _in_its_list(blocks, at, text.items[words])
    return structs.replace(paragraph, outline=0, mark=mark)


def _text_of(places: Places, own: Place) -> _Text:
    """The text that a bookmark marks; one without words for a field that is no text."""
    if not places.is_rich(*own.owner):
        return _Text()
    blocks: Sequence[Block] = getattr(places.nodes[own.node], own.field, ())
    items: dict[str, ListMark] = {}
    for said, mark in _items_in(blocks):
        items.setdefault(said, mark)
    return _Text(frozenset(_plain_in(blocks)), items)


def _plain_in(text: Sequence[Block]) -> Iterator[str]:
    """The words of a text's paragraphs that are no items."""
    return (squeezed(runs_text(block.runs)) for block in text if isinstance(block, Paragraph))


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
