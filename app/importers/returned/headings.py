"""Under which heading a paragraph stands, and stood when the file was written. Imports models and this package only."""

from collections.abc import Iterable

from app.document.anchors import PLACE
from app.importers.returned.lines import squeezed
from app.importers.returned.places import TITLE, Place, Places
from app.importers.source import SourceBlock, SourceParagraph
from app.models.nodes import Node, may_hold
from app.models.text import runs_text

_HEADS = (TITLE, PLACE)


class Headings:
    """The headings that are left on a page; `under` is the part whose heading was read last."""

    def __init__(self, places: Places, blocks: Iterable[SourceBlock]) -> None:
        self._places = places
        self._dissolved: set[str] = set()
        self._open: list[tuple[str, int]] = []
        self._begun: dict[str, int] = {}
        self.under = ""
        marked = [
            (paragraph, place)
            for paragraph in blocks
            if isinstance(paragraph, SourceParagraph)
            for place in map(places.place, paragraph.anchors)
            if place is not None
        ]
        self._left = {place.node for each, place in marked if each.outline and place.field in _HEADS}
        self._turned = {place.node for each, place in marked if self.was_one(each, place)}
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

    def begin(self, id: str, level: int) -> list[str]:
        """Notes that a heading of this level stands here, and gives back the parts under whose it does, the lowest
        first."""
        while self._open and self._open[-1][1] >= level:
            self._open.pop()
        above = [each for each, _ in reversed(self._open)]
        self._open.append((id, level))
        self._begun.setdefault(id, len(self._begun))
        self.under = id
        return above

    def arrive(self, node: str, level: int) -> str:
        """Notes that the heading of a known part stands here, and gives back under which part it has come to stand by
        what became a heading, or is none any more; empty where nothing of that has to do with it."""
        above = self.begin(node, level)
        places = self._places
        kind, holder = places.nodes[node].kind, places.parents.get(node)
        if holder is not None and holder.id in self._dissolved:
            known = (id for id in above if may_hold(self._kind(id), kind))
            return next(known, places.root.id)
        was = self._begun.get(holder.id) if holder is not None else None
        new = above[0] if above and above[0] not in places.nodes and may_hold("section", kind) else ""
        return new if new and was is not None and was < self._begun[new] else ""

    def _kind(self, id: str) -> str:
        return self._places.nodes[id].kind if id in self._places.nodes else "section"

    def was_one(self, paragraph: SourceParagraph, place: Place) -> bool:
        """Whether a section's heading has been made this paragraph, while other headings still are."""
        node = self._places.nodes[place.node]
        if place.field != TITLE or node.kind != "section" or paragraph.outline:
            return False
        whole = squeezed(runs_text(paragraph.runs)).endswith(squeezed(node.title))
        return whole and bool(self._left) and node.id not in self._left

    def is_dissolved(self, paragraph: SourceParagraph, place: Place) -> bool:
        """Whether a paragraph is of a section whose heading has been made a paragraph.

        One stays a section where parts of it have no heading of their own, and never had.
        """
        if self.was_one(paragraph, place) and self._can_dissolve(self._places.nodes[place.node]):
            self._dissolved.add(place.node)
        return self.has_dissolved(place)

    def _can_dissolve(self, section: Node) -> bool:
        return all(
            self._can_dissolve(child)
            if child.id in self._turned
            else child.id in self._left and may_hold("strategy", child.kind)
            for child in section.children
        )

    def has_dissolved(self, place: Place) -> bool:
        """Whether a place is of a section that is one no more."""
        return place.node in self._dissolved
