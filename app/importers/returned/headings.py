"""Under which heading a paragraph stands, and stood when the file was written. Imports models and this package only."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from app.importers.returned.forms import HEADS
from app.importers.returned.lines import squeezed
from app.importers.returned.places import TITLE, Place, Places
from app.importers.source import SourceBlock, SourceParagraph
from app.models.nodes import Node, may_hold
from app.models.text import runs_text


class Arrival(NamedTuple):
    """Under which other part a heading has come to stand, empty for none; `is_kept` says that its level would put it
    elsewhere, where nothing can hold it."""

    holder: str = ""
    is_kept: bool = False


class Headings:
    """The headings that are left on a page; `under` is the part whose heading was read last."""

    def __init__(self, places: Places, blocks: Iterable[SourceBlock]) -> None:
        self._places = places
        self._dissolved: set[str] = set()
        self._open: list[tuple[str, int]] = []
        self._open_as_sent: list[tuple[str, int]] = []
        self._begun: dict[str, int] = {}
        self.under = ""
        marked = [
            (paragraph, place)
            for paragraph in blocks
            if isinstance(paragraph, SourceParagraph)
            for place in map(places.place, paragraph.anchors)
            if place is not None
        ]
        self._left = {place.node for each, place in marked if each.outline and place.field in HEADS}
        self._turned = {place.node for each, place in marked if self.was_one(each, place)}
        self._then: dict[str, str] = {}
        head = ""
        for place in places.shown:
            if place.node in self._left and place.field in HEADS:
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

    def begin(self, id: str, level: int) -> None:
        """Notes that a heading which nobody sent stands here, of this level."""
        _opened(self._open_as_sent, id, level)
        self._note(id, level)

    def arrive(self, place: Place, level: int, chain: Callable[[str], Iterable[str]]) -> Arrival:
        """Notes that the heading of a known part stands here, and tells under which other part it has come to stand by
        its own level or by what became a heading, is none any more or has another level; `chain` gives a part and those
        above it by now.
        """
        node = place.node
        own = self._places.parents.get(node)
        if own is None:
            self.begin(node, 0)
            return Arrival()
        sent = _opened(self._open_as_sent, node, self._places.levels.get(place.name, level))
        above = [each for each, of in reversed(self._open) if of < level]
        is_relevelled = above[:1] != sent[:1]
        if is_relevelled or own.id in self._dissolved:
            holder = self._first_that_holds(node, above)
        else:
            holder = self._new_above(node, above)
        is_kept = is_relevelled and (not holder or (holder == own.id and above[:1] not in ([], [own.id])))
        if node in chain(holder):
            holder, is_kept = "", True
        if is_kept:
            level = next((of + 1 for each, of in self._open if [each] == sent[:1]), level)
        self._note(node, level)
        return Arrival("" if holder == own.id else holder, is_kept)

    def _note(self, id: str, level: int) -> None:
        _opened(self._open, id, level)
        self._begun.setdefault(id, len(self._begun))
        self.under = id

    def _first_that_holds(self, node: str, above: Iterable[str]) -> str:
        """The lowest of some parts that can hold a known one, or the strategy; empty where none of them can."""
        kind, root = self._places.nodes[node].kind, self._places.root.id
        return next((each for each in (*above, root) if may_hold(self._kind(each), kind)), "")

    def _new_above(self, node: str, above: Sequence[str]) -> str:
        """The new section under whose heading a known part has come to stand; empty for none."""
        places = self._places
        holder = places.parents.get(node)
        was = self._begun.get(holder.id) if holder is not None else None
        is_new = above and above[0] not in places.nodes and may_hold("section", places.nodes[node].kind)
        return above[0] if is_new and was is not None and was < self._begun[above[0]] else ""

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


def _opened(stack: list[tuple[str, int]], id: str, level: int) -> list[str]:
    """Puts a heading where it belongs among those that others stand under, and gives back the ones above it, the lowest
    first."""
    while stack and stack[-1][1] >= level:
        stack.pop()
    above = [each for each, _ in reversed(stack)]
    stack.append((id, level))
    return above
