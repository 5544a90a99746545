"""Where a part goes when an author moves it by a step: up, down, in or out. Pure; imports models only, no Qt.

A place is a parent's id and an index among the children it has once the part has left its old place, as `tree.move`
counts. None means that there is no such place: `may_hold` alone says what may stand where.
"""

from collections.abc import Set

from app.models import tree
from app.models.nodes import KINDS, Node, may_hold

Place = tuple[str, int]


def up(root: Node, id: str) -> Place | None:
    """Before the part above it; from the first place, to the end of the nearest earlier part that may hold it."""
    parent = tree.parent_of(root, id)
    if parent is None:
        return None
    at = position(parent, id)
    return (parent.id, at - 1) if at else _cousin(root, parent, tree.find(root, id).kind, -1)


def down(root: Node, id: str) -> Place | None:
    """Behind the part below it; from the last place, to the beginning of the next part that may hold it."""
    parent = tree.parent_of(root, id)
    if parent is None:
        return None
    at = position(parent, id)
    if at + 1 < len(parent.children):
        return parent.id, at + 1
    return _cousin(root, parent, tree.find(root, id).kind, 1)


def inward(root: Node, id: str) -> Place | None:
    """To the end of the part before it, where that may hold it."""
    parent = tree.parent_of(root, id)
    if parent is None:
        return None
    at = position(parent, id)
    before = parent.children[at - 1] if at else None
    if before is None or not may_hold(before.kind, tree.find(root, id).kind):
        return None
    return before.id, len(before.children)


def outward(root: Node, id: str) -> Place | None:
    """Behind the part that holds it, where the part above that may hold it."""
    path = tree.path_to(root, id)
    if len(path) < 3 or not may_hold(path[-3].kind, path[-1].kind):
        return None
    return path[-3].id, position(path[-3], path[-2].id) + 1


def meets(root: Node, id: str, place: Place, staying: Set[str]) -> bool:
    """Whether a part that goes to a place beside it would pass, or go into, one of those that stay where they are."""
    holder, at = place
    parent = tree.parent_of(root, id)
    met = parent.children[at].id if parent is not None and parent.id == holder else holder
    return met in staying


def among_kind(parent: Node, id: str, at: int) -> Place:
    """The place that makes a part the `at`-th of those of its kind under its parent."""
    node = next(child for child in parent.children if child.id == id)
    others = [child for child in parent.children if child.id != id]
    alike = [at for at, child in enumerate(others) if child.kind == node.kind]
    if not alike:
        return parent.id, position(parent, id)
    return parent.id, alike[at] if at < len(alike) else alike[-1] + 1


def by_name(parent: Node, kind: str) -> tuple[Node, ...]:
    """The children of a part with those of one kind in the order of their names, nameless ones last."""
    alike = (child for child in parent.children if child.kind == kind)
    ordered = iter(sorted(alike, key=lambda child: (not child.title.strip(), child.title.strip().casefold())))
    return tuple(next(ordered) if child.kind == kind else child for child in parent.children)


def sibling(root: Node, id: str) -> tuple[str, str, int] | None:
    """Kind, parent and index of a new part after this one; under the strategy itself, a section at its end."""
    parent = tree.parent_of(root, id)
    if parent is None:
        return "section", root.id, len(root.children)
    kind = tree.find(root, id).kind
    kind = kind if may_hold(parent.kind, kind) and not _single(kind) else "section"
    return (kind, parent.id, position(parent, id) + 1) if may_hold(parent.kind, kind) else None


def paste_place(root: Node, id: str, kind: str) -> Place | None:
    """Where a pasted part goes: into the chosen one where that may hold it, else behind it or behind what holds it."""
    path = tree.path_to(root, id)
    if may_hold(path[-1].kind, kind):
        return path[-1].id, len(path[-1].children)
    for holder, inner in zip(reversed(path[:-1]), reversed(path[1:]), strict=True):
        if may_hold(holder.kind, kind):
            return holder.id, position(holder, inner.id) + 1
    return None


def position(parent: Node, id: str) -> int:
    """The place of a child among its parent's."""
    return next(at for at, child in enumerate(parent.children) if child.id == id)


def _cousin(root: Node, parent: Node, kind: str, by: int) -> Place | None:
    """The end (going up) or beginning (going down) of the nearest part beside the parent that may hold the kind."""
    above = tree.parent_of(root, parent.id)
    if above is None:
        return None
    at = position(above, parent.id) + by
    while 0 <= at < len(above.children):
        near = above.children[at]
        if may_hold(near.kind, kind):
            return near.id, len(near.children) if by < 0 else 0
        at += by
    return None


def _single(kind: str) -> bool:
    """Whether a strategy has one such part: what may stand nowhere else, but for appendices."""
    elsewhere = any(kind in each.holds for each in KINDS.values() if each.key != "strategy")
    return kind in KINDS["strategy"].holds and kind != "appendix" and not elsewhere
