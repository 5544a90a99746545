"""Under which heading a paragraph stands, and stood when the file was written. Imports models and this package only."""

from collections.abc import Iterable

from app.document.anchors import PLACE
from app.importers.returned.lines import squeezed
from app.importers.returned.places import TITLE, Place, Places
from app.importers.source import SourceBlock, SourceParagraph
from app.models.text import List, Paragraph, runs_text

_HEADS = (TITLE, PLACE)


class Headings:
    """The headings that are left on a page; `under` is the part whose heading was read last."""

    def __init__(self, places: Places, blocks: Iterable[SourceBlock]) -> None:
        self._places = places
        self._dissolved: set[str] = set()
        self.under = ""
        self._left = {
            place.node
            for block in blocks
            if isinstance(block, SourceParagraph) and block.outline
            for place in map(places.place, block.anchors)
            if place is not None and place.field in _HEADS
        }
        self._then: dict[str, str] = {}
        head = ""
        for place in places.shown:
            if place.node in self._left and place.field in _HEADS:
                head = place.node
            self._then[place.name] = head

    def is_stray(self, place: Place) -> bool:
        """Whether a paragraph of a part's text has come to stand under another heading, while its own still stands."""
        places = self._places
        is_text = places.is_rich(*place.owner) and place.name not in places.items
        return is_text and self._then.get(place.name) == place.node != self.under

    def is_new(self, paragraph: SourceParagraph, place: Place) -> bool:
        """Whether a paragraph of a part's text has been made a heading, which no export does."""
        is_text = self._places.is_rich(*place.owner) and place.name not in self._places.items
        return bool(paragraph.outline) and is_text and bool(self._then.get(place.name))

    def was_one(self, paragraph: SourceParagraph, place: Place) -> bool:
        """Whether a section's heading has been made this paragraph, while other headings still are."""
        node = self._places.nodes[place.node]
        if place.field != TITLE or node.kind != "section" or paragraph.outline:
            return False
        whole = squeezed(runs_text(paragraph.runs)).endswith(squeezed(node.title))
        return whole and bool(self._left) and node.id not in self._left

    def is_dissolved(self, paragraph: SourceParagraph, place: Place) -> bool:
        """Whether a paragraph is of a section whose heading has been made a paragraph.

        One that holds other parts, tables or pictures stays a section.
        """
        node = self._places.nodes[place.node]
        plain = not node.children and all(isinstance(block, Paragraph | List) for block in node.body)
        if plain and self.was_one(paragraph, place):
            self._dissolved.add(node.id)
        return node.id in self._dissolved
