"""Whose words a bookmark marks: nodes by the keys in bookmarks' names, fields by theirs. Imports models only."""

from collections.abc import Iterable
from typing import NamedTuple

from app.document.anchors import PLACE, Shown, field_key, node_key, read_bookmark
from app.models.nodes import KINDS, Node, Strategy
from app.models.tree import walk

RICH, TITLE = "rich", "title"
OWN = frozenset((TITLE, "body", PLACE))
"""The fields that stand where their node does; others may be shown in tables and lists far from it."""


class Place(NamedTuple):
    """A field of a node, and the name of the bookmark that says so. The field of a mere position is "at"."""

    node: str
    field: str
    name: str

    @property
    def owner(self) -> tuple[str, str]:
        """The node and field."""
        return self.node, self.field


class Places:
    """The nodes of one strategy by what stands in bookmarks."""

    def __init__(self, root: Strategy, shown: Shown) -> None:
        self.root = root
        self.nodes: dict[str, Node] = {}
        self.parents: dict[str, Node] = {}
        for node in walk(root):
            self.nodes[node.id] = node
            for child in node.children:
                self.parents[child.id] = node
        self._keys = {node_key(id): id for id in self.nodes}
        self._fields: dict[str, dict[str, str]] = {}
        self.numbers = shown.numbers
        self.generated = shown.generated
        self.items = shown.items
        self.levels = shown.heading_levels
        self.shown = [place for name in shown.names if (place := self.place(name)) is not None]
        self.owners = frozenset(place.owner for place in self.shown)
        self.listed: dict[str, list[str]] = {}
        """The bookmarks on the name and text of each node that is an item of a list."""
        for place in self.shown:
            if place.name in self.items and place.field in OWN:
                self.listed.setdefault(place.node, []).append(place.name)

    def place(self, name: str) -> Place | None:
        """The place that a bookmark of this name marks; None for a name that is not ours."""
        bookmark = read_bookmark(name)
        id = self._keys.get(bookmark.node) if bookmark else None
        if bookmark is None or id is None:
            return None
        field = self._field(self.nodes[id].kind, bookmark.field)
        return Place(id, field, name) if field else None

    def _field(self, kind: str, key: str) -> str:
        if kind not in self._fields:
            names = ["title", "body", PLACE, "aims", *(field.name for field in KINDS[kind].fields)]
            self._fields[kind] = {field_key(name): name for name in names}
        return self._fields[kind].get(key, "")

    def type_of(self, node: str, field: str) -> str:
        """The declared type of a field; that of "title" is "title"."""
        if field == "title":
            return TITLE
        if field == "body":
            return RICH
        declared = KINDS[self.nodes[node].kind].fields
        return next((each.type for each in declared if each.name == field), "")

    def is_rich(self, node: str, field: str) -> bool:
        """Whether a field holds blocks."""
        return self.type_of(node, field) == RICH

    def order(self, places: Iterable[Place]) -> list[str]:
        """The nodes in the order in which they stand: each where its name or text does, or else where it first shows.

        A table further down that lists a part's dates says nothing of where the part itself stands.
        """
        seen = list(places)
        own = {place.node for place in seen if place.field in OWN}
        return list(
            dict.fromkeys(place.node for place in seen if place.node not in own or place.field in OWN)
        )

    def below(self, node: str, ancestor: str) -> bool:
        """Whether a node is `ancestor` or stands somewhere below it."""
        at: str | None = node
        while at is not None and at != ancestor:
            parent = self.parents.get(at)
            at = parent.id if parent else None
        return at is not None
