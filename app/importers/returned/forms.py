"""Paragraphs that another program gave the form of the one before them, in their own again. Imports models and this
package only.
"""

from collections.abc import Iterable

from msgspec import structs

from app.document.anchors import PLACE
from app.importers.returned.lines import squeezed
from app.importers.returned.places import TITLE, Place, Places
from app.importers.source import TAKEN_FORM, SourceBlock, SourceParagraph
from app.models.text import Paragraph, runs_text

HEADS = (TITLE, PLACE)


def with_own_forms(blocks: Iterable[SourceBlock], places: Places) -> list[SourceBlock]:
    """The blocks of a page; those that took the form of the one before are headings, or none, and items, or none, as
    they were sent."""
    return [
        _with_own_form(block, places)
        if isinstance(block, SourceParagraph) and TAKEN_FORM in block.anchors
        else block
        for block in blocks
    ]


def _with_own_form(paragraph: SourceParagraph, places: Places) -> SourceParagraph:
    known = [place for name in paragraph.anchors if (place := places.place(name)) is not None]
    if not known:
        return paragraph
    own = known[-1]  # those before it are of emptied paragraphs
    if own.field in HEADS:
        return structs.replace(paragraph, outline=paragraph.outline or places.levels.get(own.name, 0))
    is_plain = paragraph.mark is not None and _was_plain(paragraph, own, places)
    return structs.replace(paragraph, outline=0, mark=None if is_plain else paragraph.mark)


def _was_plain(paragraph: SourceParagraph, place: Place, places: Places) -> bool:
    """Whether a text had a paragraph of these words, no item of a list."""
    words = squeezed(runs_text(paragraph.runs))
    blocks = getattr(places.nodes[place.node], place.field, ()) if places.is_rich(*place.owner) else ()
    return any(isinstance(block, Paragraph) and squeezed(runs_text(block.runs)) == words for block in blocks)
