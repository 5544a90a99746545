"""Three-way merging: two copies that grew from one version, joined by node and word. Pure; imports models and siblings.

What only one side changed is taken; where both changed one thing differently there is a collision, which a person
decides: mine, theirs, both, or anew. Until then MINE stands, and nothing of either side vanishes unseen. Where nothing
collides the result does not depend on which side is called mine.
"""

from collections.abc import Container, Sequence
from operator import is_
from typing import Any, Literal, cast

from msgspec import Struct, structs

from app.compare.merge_order import merged_order, settled_order
from app.compare.merge_text import merged_blocks, merged_words
from app.models.nodes import Node, may_hold, name_of, rich_fields
from app.models.tree import change, find, move, parent_of, path_to, remove, replace, walk

Choice = Literal["mine", "theirs", "both"]
CollisionKind = Literal["text", "field", "place", "order", "deleted"]


class Collision(Struct, frozen=True, kw_only=True):
    """One thing that both sides changed differently.

    `kind`: "text" (rich text or title) and "field" hold the three values of `field`; "place" the three parents; "order"
    the siblings that it stands behind, nothing where it is the first; "deleted" says which side deleted what the other
    one changed (`mine` or `theirs` is None).
    """

    kind: CollisionKind
    node: str
    node_kind: str
    path: tuple[str, ...]
    field: str = ""
    base: Any = None
    mine: Any = None
    theirs: Any = None


class Merged(Struct, frozen=True):
    root: Node
    collisions: tuple[Collision, ...] = ()


def merge(base: Node, mine: Node, theirs: Node) -> Merged:
    """The tree that holds both sides' changes, and what they could not agree on. All three share identities."""
    if mine.fingerprint == theirs.fingerprint or theirs.fingerprint == base.fingerprint:
        return Merged(mine)
    if mine.fingerprint == base.fingerprint:
        return Merged(theirs)
    merging = _Merging(base, mine, theirs)
    return Merged(merging.built(mine.id), tuple(merging.collisions))


class _Side:
    """One of the three trees, by identity."""

    def __init__(self, root: Node) -> None:
        self.nodes = {node.id: node for node in walk(root)}
        self.parent = {child.id: node.id for node in self.nodes.values() for child in node.children}

    def path(self, id: str) -> tuple[str, ...]:
        above: list[str] = []
        at = self.parent.get(id)
        while at is not None and at in self.parent:
            above.append(name_of(self.nodes[at]))
            at = self.parent.get(at)
        return tuple(reversed(above))


class _Merging:
    """One merge under way."""

    def __init__(self, base: Node, mine: Node, theirs: Node) -> None:
        self.base, self.mine, self.theirs = _Side(base), _Side(mine), _Side(theirs)
        self.root = mine.id
        self.collisions: list[Collision] = []
        self.kept = self._kept()
        self.home = self._homes()
        self.below: dict[str, list[str]] = {}
        for id, parent in self.home.items():
            self.below.setdefault(parent, []).append(id)

    def _kept(self) -> set[str]:
        """Every node that stays: on both sides, new on one, or deleted by one and changed by the other."""
        mine, theirs, base = self.mine.nodes, self.theirs.nodes, self.base.nodes
        kept = {id for id in mine.keys() | theirs.keys() if (id in mine and id in theirs) or id not in base}
        for here, there, gone_by in ((self.mine, self.theirs, "theirs"), (self.theirs, self.mine, "mine")):
            for id, node in here.nodes.items():
                if id in base and id not in there.nodes and self._changed(id, here):
                    kept.add(id)
                    self._collide(
                        "deleted", node, here, **{"base": base[id], gone_by: None, _other(gone_by): node}
                    )
                    # What stood below it went with it, and comes back with it.
                    kept.update(below for below in node.ids if below not in there.nodes)
        for id in sorted(kept):
            self._keep_above(id, kept)
        return kept

    def _changed(self, id: str, side: _Side) -> bool:
        """Whether a side changed the node itself or put it under another parent."""
        own = _own(side.nodes[id]) != _own(self.base.nodes[id])
        return own or side.parent.get(id) != self.base.parent.get(id)

    def _keep_above(self, id: str, kept: set[str]) -> None:
        """What holds a kept node is kept: a side that deleted it did not know of what the other one put there."""
        for side in (self.mine, self.theirs):
            at = side.parent.get(id)
            while at is not None and at not in kept and not self._homed(id, side):
                kept.add(at)
                node = side.nodes[at]
                gone_by = "mine" if at not in self.mine.nodes else "theirs"
                self._collide("deleted", node, side, **{"base": node, gone_by: None, _other(gone_by): node})
                there = self.mine if gone_by == "mine" else self.theirs
                kept.update(below for below in node.ids if below not in there.nodes)
                at = side.parent.get(at)

    def _homed(self, id: str, side: _Side) -> bool:
        """Whether the other side alone has a place of its own for the node."""
        other = self.theirs if side is self.mine else self.mine
        was, here, there = (each.parent.get(id) for each in (self.base, side, other))
        return id in other.nodes and there != was and here in (was, there)

    def _homes(self) -> dict[str, str]:
        """Each kept node's parent. A circle that two moves would make is broken by taking the base's places."""
        home: dict[str, str] = {}
        for id in self.kept:
            places = [side.parent.get(id) for side in (self.base, self.mine, self.theirs)]
            base, mine, theirs = places
            if mine is None and theirs is None:
                continue
            if id not in self.base.nodes or mine == theirs:
                chosen = mine or theirs
            elif mine == base or mine is None:
                chosen = theirs if theirs is not None else mine
            elif theirs == base or theirs is None:
                chosen = mine
            else:
                chosen = mine
                self._collide("place", self.mine.nodes[id], self.mine, base=base, mine=mine, theirs=theirs)
            home[id] = (
                chosen if chosen in self.kept else next(p for p in (mine, theirs, base) if p in self.kept)
            )
        self._break_circles(home)
        return home

    def _break_circles(self, home: dict[str, str]) -> None:
        """Puts back where it was a part that either side moved into the other's: each is below the other else."""
        while circle := next(filter(None, (_circle(home, id) for id in sorted(home))), None):
            was = {id: self.base.parent.get(id, self.root) for id in circle}
            id = min(id for id, place in was.items() if place != home[id])
            node, place = self.mine.nodes.get(id) or self.theirs.nodes[id], was[id]
            self._collide("place", node, self.mine, base=place, mine=home[id], theirs=None)
            home[id] = place if place in self.kept else self.root

    def _collide(self, kind: CollisionKind, node: Node, side: _Side, **values: Any) -> None:
        path = side.path(node.id)
        self.collisions.append(Collision(kind=kind, node=node.id, node_kind=node.kind, path=path, **values))

    def built(self, id: str) -> Node:
        """The merged branch; what is just as on one side is that side's own, so that nobody looks through it again."""
        children = tuple(self.built(child) for child in self._order(id))
        node = self._node(id)
        same = len(children) == len(node.children) and all(map(is_, children, node.children))
        return node if same else structs.replace(node, children=children)

    def _node(self, id: str) -> Node:
        base, mine, theirs = (side.nodes.get(id) for side in (self.base, self.mine, self.theirs))
        if mine is None or theirs is None:
            return mine or theirs  # type: ignore[return-value]
        if mine.kind != theirs.kind or base is None or base.kind != mine.kind:
            if _own(mine) != _own(theirs) and (base is None or _own(base) not in (_own(mine), _own(theirs))):
                self._collide("field", mine, self.mine, field="kind", base=base, mine=mine, theirs=theirs)
            return theirs if base is not None and _own(mine) == _own(base) else mine
        return self._fields(base, mine, theirs)

    def _fields(self, base: Node, mine: Node, theirs: Node) -> Node:
        taken: dict[str, Any] = {}
        rich = {name for name, _ in rich_fields(mine)}
        for name in mine.__struct_fields__:
            if name in ("id", "children"):
                continue
            was, a, b = getattr(base, name), getattr(mine, name), getattr(theirs, name)
            if a == b or b == was:
                continue
            if a == was:
                taken[name] = b
                continue
            agreed = merged_blocks(was, a, b) if name in rich else _merged_value(was, a, b)
            if agreed is not None:
                taken[name] = agreed
            else:
                kind: CollisionKind = "text" if name in rich or name == "title" else "field"
                self._collide(kind, mine, self.mine, field=name, base=was, mine=a, theirs=b)
        return structs.replace(mine, **taken) if taken else mine

    def _order(self, id: str) -> list[str]:
        """A node's children in an order that honours both sides' moves and insertions."""
        members = set(self.below.get(id, ()))
        base, mine, theirs = (
            [child.id for child in side.nodes[id].children if child.id in members] if id in side.nodes else []
            for side in (self.base, self.mine, self.theirs)
        )
        mine, theirs = (self._undeleted(base, side) for side in (mine, theirs))
        found = merged_order(base, mine, theirs)
        found += sorted(members - set(found))
        found, apart = settled_order(base, mine, theirs, found)
        for child in apart:
            was, here, there = (_behind(child, side, found) for side in (base, mine, theirs))
            side = self.mine if child in self.mine.nodes else self.theirs
            self._collide("order", side.nodes[child], side, base=was, mine=here, theirs=there)
            found.remove(child)
            found.insert(found.index(here) + 1 if here else 0, child)
        return found

    def _undeleted(self, base: list[str], side: list[str]) -> list[str]:
        """A side's order with what it deleted but the other one changed back where it stood."""
        order = list(side)
        for at, id in enumerate(base):
            if id not in order and (id not in self.mine.nodes or id not in self.theirs.nodes):
                order.insert(order.index(base[at - 1]) + 1 if at and base[at - 1] in order else 0, id)
        return order


def _circle(home: dict[str, str], id: str) -> set[str]:
    """The parts from one up to itself again; none where the way up ends at the top, or in a circle without it."""
    seen = {id}
    at = home.get(id)
    while at is not None and at not in seen:
        seen.add(at)
        at = home.get(at)
    return seen if at == id else set()


def _other(side: str) -> str:
    return "mine" if side == "theirs" else "theirs"


def _own(node: Node) -> tuple[Any, ...]:
    """A node without its children, to be compared."""
    return (node.kind, *(getattr(node, name) for name in node.__struct_fields__ if name != "children"))


def _merged_value(base: Any, mine: Any, theirs: Any) -> Any:
    """Texts merge by word and lists of links by what each side added and removed; None where they collide."""
    if isinstance(base, str) and isinstance(mine, str) and isinstance(theirs, str):
        return merged_words(base, mine, theirs)
    if isinstance(base, tuple) and isinstance(mine, tuple) and isinstance(theirs, tuple):
        sides = [cast("tuple[Any, ...]", side) for side in (base, mine, theirs)]  # pyright: ignore[reportUnknownVariableType]
        return tuple(merged_order(*sides))
    return None


def _behind(x: Any, side: Sequence[Any], among: Container[Any]) -> Any:
    """The last of some members that stands before another one on a side; nothing where there is none."""
    return next((each for each in reversed(side[: side.index(x)]) if each in among), "")


def spared(root: Node, id: str, side: Node) -> Node:
    """The merged tree with what a side still has taken out of a part that it deleted, back to where that side has it.

    The other side put it there; that the part goes is no word about what came into it.
    """
    gone = find(root, id).ids if id in root.ids else frozenset[str]()
    for node in walk(find(root, id)) if gone else ():
        above = parent_of(root, node.id)
        if node.id == id or node.id not in side.ids or above is None or above.id not in gone:
            continue
        holders = (each for each in reversed(path_to(side, node.id)[:-1]) if each.id in root.ids - gone)
        if (to := next((each for each in holders if may_hold(each.kind, node.kind)), None)) is not None:
            root = move(root, node.id, to.id, _place(find(root, to.id), to, node.id))
            gone -= node.ids
    return root


def _place(holder: Node, side: Node, id: str) -> int:
    """Where a part stands among a holder's children, after those that stand before it on a side."""
    order = [child.id for child in side.children]
    before = set(order[: order.index(id)]) if id in order else set[str]()
    return max((at + 1 for at, child in enumerate(holder.children) if child.id in before), default=0)


def decide(merged: Merged, collision: Collision, choice: Choice) -> Node:
    """The merged tree with one collision decided. "both" puts theirs after mine, for texts.

    Raises NotFound when the node is no longer there.
    """
    if collision.kind == "deleted":
        kept = collision.mine if choice == "mine" else collision.theirs
        return merged.root if kept is not None or choice == "both" else remove(merged.root, collision.node)
    if collision.kind == "place":
        if choice != "theirs" or collision.theirs is None:
            return merged.root
        return move(merged.root, collision.node, str(collision.theirs))
    if collision.kind == "order":
        return _put_behind(
            merged.root, collision.node, collision.theirs if choice == "theirs" else collision.mine
        )
    value = collision.theirs if choice == "theirs" else collision.mine
    if collision.field == "kind":
        children = find(merged.root, collision.node).children
        return replace(merged.root, structs.replace(value, children=children))
    if choice == "both":
        value = _both(collision.mine, collision.theirs)
    return change(merged.root, collision.node, **{collision.field: value})


def _put_behind(root: Node, id: str, sibling: str) -> Node:
    """The tree with a part behind a sibling, or first for none; as it is where that stands elsewhere by now."""
    holder = parent_of(root, find(root, id).id)
    assert holder is not None
    order = [child.id for child in holder.children if child.id != id]
    if sibling and sibling not in order:
        return root
    return move(root, id, holder.id, order.index(sibling) + 1 if sibling else 0)


def _both(mine: Any, theirs: Any) -> Any:
    if isinstance(mine, str) and isinstance(theirs, str):
        return f"{mine} / {theirs}"
    if isinstance(mine, tuple) and isinstance(theirs, tuple):
        first, second = cast("tuple[Any, ...]", mine), cast("tuple[Any, ...]", theirs)
        return (*first, *(each for each in second if each not in first))
    return cast("Any", mine)
