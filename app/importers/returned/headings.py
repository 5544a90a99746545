"""Under which heading a paragraph stands, and stood when the file was written. Imports models and this package only."""

from collections.abc import Iterable

from app.document.anchors import PLACE
from app.importers.returned.places import TITLE, Place, Places
from app.importers.source import SourceBlock, SourceParagraph

_HEADS = (TITLE, PLACE)


class Headings:
    """The headings that are left on a page; `under` is the part whose heading was read last."""

    def __init__(self, places: Places, blocks: Iterable[SourceBlock]) -> None:
        self._places = places
        self.under = ""
        left = {
            place.node
            for block in blocks
            if isinstance(block, SourceParagraph) and block.outline
            for place in map(places.place, block.anchors)
            if place is not None and place.field in _HEADS
        }
        self._then: dict[str, str] = {}
        head = ""
        for place in places.shown:
            if place.node in left and place.field in _HEADS:
                head = place.node
            self._then[place.name] = head

    def is_stray(self, place: Place) -> bool:
        """Whether a paragraph of a part's text has come to stand under another heading, while its own still stands."""
        places = self._places
        is_text = places.is_rich(*place.owner) and place.name not in places.items
        return is_text and self._then.get(place.name) == place.node != self.under
