"""A comparison as steps that can be carried out: applying them to OLD gives NEW, exactly. Pure.

The steps name nodes by identity. A part is placed after a named sibling, not at an index, so that the steps of two
people can be carried out in turn. Imports models and the sibling modules only.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, structs

from app.compare.align import Cancelled
from app.compare.match import Matching, match
from app.compare.order import increasing
from app.compare.words import Vocabulary
from app.models.errors import NotFound
from app.models.nodes import Node
from app.models.tree import walk


class Insert(Struct, frozen=True, tag=True):
    """Put `node` (without children) under `parent`, after the sibling `after` ("": as the first)."""

    parent: str
    after: str
    node: Node


class Move(Struct, frozen=True, tag=True):
    node: str
    parent: str
    after: str


class SetFields(Struct, frozen=True, tag=True):
    """Set fields of a node; `values` and the values before them in `was`."""

    node: str
    values: dict[str, Any]
    was: dict[str, Any]


class Remove(Struct, frozen=True, tag=True):
    node: str


Edit = Insert | Move | SetFields | Remove


def edits(old: Node, new: Node, *, cancelled: Cancelled = lambda: False) -> tuple[Edit, ...]:
    """The steps from one tree to another: insertions and moves in reading order, then fields, then removals."""
    if old.fingerprint == new.fingerprint:
        return ()
    found = match(old, new, Vocabulary(), cancelled)
    for new_id, old_id in list(found.to_old.items()):
        if found.old[old_id].kind != found.new[new_id].kind:
            del found.to_old[new_id], found.to_new[old_id]
    return (*_placed(found), *_set(found), *_removed(old, found))


def _placed(found: Matching) -> Iterator[Edit]:
    for new_id, node in found.new.items():
        old_id = found.to_old.get(new_id)
        place = {c.id: i for i, c in enumerate(found.old[old_id].children)} if old_id is not None else {}
        kept = [
            (j, place[found.to_old[c.id]])
            for j, c in enumerate(node.children)
            if found.to_old.get(c.id) in place
        ]
        stays = {node.children[j].id for j, _ in increasing(kept)}
        after = ""
        for child in node.children:
            was = found.to_old.get(child.id)
            if was is None:
                yield Insert(_now(found, new_id), after, structs.replace(child, children=()))
            elif child.id not in stays:
                yield Move(was, _now(found, new_id), after)
            after = was or child.id


def _now(found: Matching, new_id: str) -> str:
    """The identity under which a node of NEW goes while the steps are carried out."""
    return found.to_old.get(new_id, new_id)


def _set(found: Matching) -> Iterator[Edit]:
    for new_id, old_id in found.to_old.items():
        old, new = found.old[old_id], found.new[new_id]
        if old.fingerprint == new.fingerprint:
            continue
        differs = [n for n in new.__struct_fields__ if n != "children" and getattr(old, n) != getattr(new, n)]
        if differs:
            yield SetFields(
                old_id, {n: getattr(new, n) for n in differs}, {n: getattr(old, n) for n in differs}
            )


def _removed(old: Node, found: Matching) -> Iterator[Edit]:
    for node in reversed(list(walk(old))):
        if node.id not in found.to_new:
            yield Remove(node.id)


def apply(root: Node, steps: tuple[Edit, ...]) -> Node:
    """The tree after the steps. Raises NotFound where a step names a part the tree does not have."""
    nodes = {node.id: node for node in walk(root)}
    below = {id: [child.id for child in node.children] for id, node in nodes.items()}
    parent = {child: id for id, children in below.items() for child in children}

    def known(id: str) -> str:
        if id not in nodes:
            raise NotFound(
                f"A change names the part “{id}”, which this strategy does not have; compare them again."
            )
        return id

    def put(id: str, under: str, after: str) -> None:
        siblings = below[known(under)]
        siblings.insert(siblings.index(known(after)) + 1 if after else 0, id)
        parent[id] = under

    for step in steps:
        if isinstance(step, Insert):
            nodes[step.node.id], below[step.node.id] = step.node, []
            put(step.node.id, step.parent, step.after)
        elif isinstance(step, Move):
            below[parent[known(step.node)]].remove(step.node)
            put(step.node, step.parent, step.after)
        elif isinstance(step, Remove):
            below[parent.pop(known(step.node))].remove(step.node)
        else:
            nodes[known(step.node)] = structs.replace(nodes[step.node], **step.values)

    def built(id: str) -> Node:
        return structs.replace(nodes[id], children=tuple(built(child) for child in below[id]))

    return built(root.id)
