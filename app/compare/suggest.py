"""Suggestions out of two trees, and carried out on a third: what a reviewer changed, one by one. Pure.

Carried out in the order in which they were made they lead from the one tree to the other, exactly. On a tree that has
changed since, texts are merged by word. Imports models and the sibling modules only.
"""

from collections.abc import Container, Iterator, Sequence
from typing import Any

from msgspec import structs

from app.compare.align import Cancelled
from app.compare.excerpts import changed_stretches, put_in
from app.compare.match import match
from app.compare.merge_text import merged_words
from app.compare.order import increasing
from app.compare.words import Vocabulary
from app.models.errors import NotFound, Refused
from app.models.nodes import Node, name_of, rich_fields
from app.models.review import (
    Spot,
    Suggestion,
    excerpt_of,
    identity,
    spot_json,
    spot_of,
    value_json,
    value_of,
    with_identities,
)
from app.models.tree import check_place, find, insert, remove, replace, walk


class Collides(Refused):
    """A suggestion cannot be carried out, for what it is about has changed in another way since."""

    @classmethod
    def gone(cls) -> "Collides":
        """The refusal where the part is no longer there."""
        return cls("The part that this suggestion is about has been deleted; restore it first, or reject.")


def same_parts(
    old: Node, new: Node, cancelled: Cancelled = lambda: False, vocabulary: Vocabulary | None = None
) -> Node:
    """The new tree with OLD's identities on OLD's parts, and on new parts identities worked out from their words."""
    found = match(old, new, vocabulary or Vocabulary(), cancelled)
    ids = {
        new_id: old_id
        for new_id, old_id in found.to_old.items()
        if new_id != old_id and found.old[old_id].kind == found.new[new_id].kind
    }
    seen: dict[str, int] = {}
    for id, node in found.new.items():
        if id not in found.to_old or found.old[found.to_old[id]].kind != node.kind:
            words = (
                f"{old.id} {node.kind} {node.title} {structs.replace(node, id='x', children=()).fingerprint}"
            )
            seen[words] = seen.get(words, 0) + 1
            ids[id] = identity(words, str(seen[words]))[:13]
    return with_identities(new, ids)


def suggestions(old: Node, new: Node, *, author: str, at: str, source: str) -> Iterator[Suggestion]:
    """What leads from the old tree to the new, which shares its identities: parts added, moved, changed, deleted."""
    before, after = {n.id: n for n in walk(old)}, {n.id: n for n in walk(new)}
    for place in (_placed, _texts, _gone):
        for values in place(old, new, before, after):
            key = identity(
                old.id,
                values["node"],
                values.get("field", ""),
                values.get("before", ""),
                values.get("after", ""),
                author,
            )
            yield Suggestion(id=key, base=old.fingerprint, author=author, at=at, source=source, **values)  # pyright: ignore


Nodes = dict[str, Node]


def _placed(old: Node, new: Node, before: Nodes, after: Nodes) -> Iterator[dict[str, str]]:
    was = {child.id: node for node in before.values() for child in node.children}
    for node in after.values():
        if node.id not in before:
            continue
        place = {child.id: at for at, child in enumerate(before[node.id].children)}
        kept = [(j, place[child.id]) for j, child in enumerate(node.children) if child.id in place]
        stays = {node.children[j].id for j, _ in increasing(kept)}
        yield from _children(node, before, was, stays)


def _children(node: Node, before: Nodes, was: Nodes, stays: set[str]) -> Iterator[dict[str, str]]:
    behind: tuple[str, ...] = ()
    for child in node.children:
        if child.id not in before:
            grown = _only_new(child, before)
            yield {"node": child.id, "after": spot_json(Spot(node.id, behind, grown))}
            yield from _moved_into(child, before, was)
        elif child.id not in stays:
            yield _move(child, node, behind, was)
        behind = (child.id, *behind)


def _only_new(node: Node, before: Nodes) -> Node:
    below = tuple(_only_new(child, before) for child in node.children if child.id not in before)
    return structs.replace(node, children=below)


def _moved_into(node: Node, before: Nodes, was: Nodes) -> Iterator[dict[str, str]]:
    """The moves of old parts into a new one."""
    behind: tuple[str, ...] = ()
    for child in node.children:
        if child.id in before:
            yield _move(child, node, behind, was)
        else:
            yield from _moved_into(child, before, was)
        behind = (child.id, *behind)


def _move(child: Node, to: Node, behind: tuple[str, ...], was: Nodes) -> dict[str, str]:
    parent = was[child.id]
    at = next(i for i, each in enumerate(parent.children) if each.id == child.id)
    left = tuple(each.id for each in reversed(parent.children[:at]))
    return {
        "node": child.id,
        "before": spot_json(Spot(parent.id, left)),
        "after": spot_json(Spot(to.id, behind)),
    }


def _texts(old: Node, new: Node, before: Nodes, after: Nodes) -> Iterator[dict[str, str]]:
    for node in after.values():
        was = before.get(node.id)
        if was is None or was.kind != node.kind:
            continue
        rich = {name for name, _ in rich_fields(node)}
        for name in node.__struct_fields__:
            one, other = getattr(was, name), getattr(node, name)
            if name in ("id", "children") or one == other:
                continue
            whole = (value_json(one), value_json(other)) if name not in rich else None
            for left, right in (whole,) if whole else changed_stretches(one, other):
                yield {"node": node.id, "field": name, "before": left, "after": right}


def _gone(old: Node, new: Node, before: Nodes, after: Nodes) -> Iterator[dict[str, str]]:
    def below(node: Node) -> Iterator[dict[str, str]]:
        behind: tuple[str, ...] = ()
        for child in node.children:
            if child.id in after:
                yield from below(child)
            else:
                spot = Spot(node.id, behind, _only_gone(child, after))
                yield {"node": child.id, "before": spot_json(spot)}
                yield from _left_in(child)
            behind = (child.id, *behind)

    def _left_in(node: Node) -> Iterator[dict[str, str]]:
        for child in node.children:
            yield from below(child) if child.id in after else _left_in(child)

    yield from below(old)


def _only_gone(node: Node, after: Nodes) -> Node:
    return structs.replace(
        node, children=tuple(_only_gone(child, after) for child in node.children if child.id not in after)
    )


def carried_out(root: Node, suggestion: Suggestion, unsettled: Container[str] = ()) -> Node:
    """The tree with a suggestion in it. Raises Collides where that would overwrite what somebody else did.

    `unsettled` are parts that still stand where the suggestion's author would not have them: nothing goes behind those.
    """
    try:
        if suggestion.sort == "text":
            node = find(root, suggestion.node)
            after = with_text(node, suggestion)
            return root if after is node else replace(root, after)
        if suggestion.sort == "inserted":
            return _insert(root, spot_of(suggestion.after), unsettled)
        if suggestion.sort == "moved":
            return _move_to(root, suggestion.node, spot_of(suggestion.after), unsettled)
        return _remove(root, spot_of(suggestion.before))
    except NotFound as fault:
        raise Collides.gone() from fault


def in_effect(root: Node, suggestion: Suggestion) -> bool:
    """Whether the tree already is as the suggestion would have it."""
    try:
        return carried_out(root, suggestion).fingerprint == root.fingerprint
    except Refused:
        return False


def with_text(node: Node, suggestion: Suggestion) -> Node:
    """A part with a suggested text in it, itself where it says so already. Raises Collides where others changed it."""
    now = getattr(node, suggestion.field)
    wanted = _wanted(node, now, suggestion)
    if wanted is None:
        raise Collides(
            f"The words of “{name_of(node)}” that this suggestion changes have been changed since; "
            "put in by hand what is wanted, then reject it."
        )
    return node if now == wanted else structs.replace(node, **{suggestion.field: wanted})


def _wanted(node: Node, now: Any, suggestion: Suggestion) -> Any:
    """What a field would be; None where that collides with what it is: links, and rows of a table of the strategy's
    own, do so as soon as both sides changed them."""
    if suggestion.field in dict(rich_fields(node)):
        return put_in(now, excerpt_of(suggestion.before), excerpt_of(suggestion.after))
    was, wanted = (value_of(node.kind, suggestion.field, v) for v in (suggestion.before, suggestion.after))
    if now in (was, wanted):
        return wanted
    is_text = isinstance(was, str) and isinstance(now, str) and isinstance(wanted, str)
    return merged_words(was, now, wanted) if is_text else None


def _index(holder: Node, behind: Sequence[str], unsettled: Container[str]) -> int:
    at = {child.id: place for place, child in enumerate(holder.children) if child.id not in unsettled}
    return next((at[id] + 1 for id in behind if id in at), 0)


def _insert(root: Node, spot: Spot, unsettled: Container[str]) -> Node:
    assert spot.node is not None
    if spot.node.id in root.ids:
        return root
    return insert(root, spot.parent, spot.node, _index(find(root, spot.parent), spot.behind, unsettled))


def _move_to(root: Node, id: str, spot: Spot, unsettled: Container[str]) -> Node:
    node = find(root, id)
    if spot.parent in node.ids:
        raise Collides(
            f"“{name_of(node)}” cannot go where this suggestion moves it: that part is now inside it."
        )
    holder = find(root, spot.parent)
    check_place(holder, node)
    without = remove(root, id)
    return insert(without, spot.parent, node, _index(find(without, spot.parent), spot.behind, unsettled))


def _remove(root: Node, spot: Spot) -> Node:
    assert spot.node is not None
    if spot.node.id not in root.ids:
        return root
    now = find(root, spot.node.id)
    known = {node.id: node for node in walk(spot.node)}
    for node in walk(now):
        was = known.get(node.id)
        if was is None or structs.replace(was, children=()) != structs.replace(node, children=()):
            raise Collides(
                f"“{name_of(now)}” has been changed since this suggestion to delete it; look at it, then delete it "
                "by hand or reject."
            )
    return remove(root, now.id)


def label_of(root: Node, suggestion: Suggestion) -> str:
    """What a suggestion would do, in a few words."""
    if suggestion.sort == "inserted":
        node = spot_of(suggestion.after).node
    elif suggestion.node in root.ids:
        node = find(root, suggestion.node)
    else:
        node = spot_of(suggestion.before).node if suggestion.sort == "deleted" else None
    name = name_of(node) if node is not None else "a part that is gone"
    verbs = {"text": "Change", "inserted": "Add", "deleted": "Delete", "moved": "Move"}
    return f"{verbs[suggestion.sort]} “{name}”"


def holder_of(root: Node, suggestion: Suggestion) -> str:
    """The part of the tree beside which a suggestion is shown: its own, or the one it would stand under."""
    if suggestion.node in root.ids:
        return suggestion.node
    spot = spot_of(suggestion.after or suggestion.before) if suggestion.sort != "text" else None
    if spot is None or spot.parent not in root.ids:
        return root.id
    return spot.parent
