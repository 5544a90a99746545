"""Parts that were moved in Word: to another place among their siblings, or under another part. Imports models only.

The order of a page is compared with the order in which the file was written, never with the tree's, for a house style
may show parts in an order of its own.
"""

from collections.abc import Container, Iterable, Mapping, Sequence

from app.importers.returned.places import Places
from app.models.nodes import Node, may_hold


def first_places(nodes: Iterable[str]) -> dict[str, int]:
    """Where each node first appears."""
    found: dict[str, int] = {}
    for at, node in enumerate(nodes):
        found.setdefault(node, at)
    return found


def ordered(children: Sequence[Node], then: Mapping[str, int], now: Mapping[str, int]) -> list[Node]:
    """Siblings in the order of the page, where that is no longer the order in which they were written.

    `then` and `now` are the first places of all nodes when the file was written and on the page.
    """
    if len(children) < 2:
        return list(children)
    shown = [child for child in children if child.id in now and child.id in then]
    was = sorted(shown, key=lambda child: then[child.id])
    is_now = sorted(shown, key=lambda child: now[child.id])
    if was == is_now:
        return list(children)
    following = iter(is_now)
    ids = {child.id for child in shown}
    return [next(following) if child.id in ids else child for child in children]


def moved(
    places: Places, order: Sequence[str], gone: frozenset[str], headed: Container[str]
) -> dict[str, tuple[str, str]]:
    """The parts that now stand under another part, each with that part and the child of it they come after.

    A part was moved when it stands outside its parent's stretch of the page and stood inside when the file was written.
    The row of a table goes along with a parent that was moved; what is in `headed` has a heading of its own.
    """
    now, then = _Stretches(places, order), _Stretches(places, places.order(places.shown))
    found: dict[str, tuple[str, str]] = {}
    if now.order == then.order:
        return found
    for id in now.order:
        parent = places.parents.get(id)
        if parent is None or id in gone or parent.id in gone or parent.id == places.root.id:
            continue
        if then.whole(id, parent.id) and now.holds(parent.id) and not now.inside(id, parent.id):
            target = _target(places, _above(places, found, now.before(id)), id)
            if target and target[0] != parent.id:
                found[id] = target
    stays = {id for id in found if id in headed or id in places.listed}
    return {id: to for id, to in found.items() if id in stays or places.parents[id].id not in found}


def _above(places: Places, found: Mapping[str, tuple[str, str]], node: str) -> list[str]:
    """A node and those above it, where some stand under another part by now; none for none."""
    chain: list[str] = []
    while node:
        chain.append(node)
        parent = places.parents.get(node)
        node = found[node][0] if node in found else parent.id if parent is not None else ""
    return chain


class _Stretches:
    """The order in which nodes appear, and which of them interrupt a part."""

    def __init__(self, places: Places, order: Sequence[str]) -> None:
        self._places = places
        self.order = order
        self._first = {node: at for at, node in enumerate(self.order)}

    def holds(self, node: str) -> bool:
        return node in self._first

    def whole(self, node: str, parent: str) -> bool:
        """Whether only parts of `parent` stand between its beginning and `node`."""
        return self.inside(node, parent) and all(
            self._places.below(each, parent) for each in self.order[self._first[parent] : self._first[node]]
        )

    def inside(self, node: str, parent: str) -> bool:
        """Whether nothing stands between the beginning of `parent` and `node` that `node` would be a part of instead.

        Something else that was itself moved in between does not make the rest another part's.
        """
        if node not in self._first or parent not in self._first:
            return False
        start, end = self._first[parent], self._first[node]
        kinds = self._places.nodes
        return start < end and all(
            self._places.below(each, parent) or not may_hold(kinds[each].kind, kinds[node].kind)
            for each in self.order[start:end]
        )

    def before(self, node: str) -> str:
        """The node that stands just before `node`; empty for the first."""
        at = self._first[node]
        return self.order[at - 1] if at else ""


def _target(places: Places, above: Iterable[str], id: str) -> tuple[str, str] | None:
    """Under which of some nodes, from the lowest up, and after which of its children, a part can stand."""
    below = ""
    for ancestor in above:
        if places.below(ancestor, id):
            return None
        if may_hold(places.nodes[ancestor].kind, places.nodes[id].kind):
            return ancestor, below
        below = ancestor
    return None
