"""A strategy's tree: finding and editing. Every edit returns a new root that shares what did not change.

All functions take the root of a strategy (or of any branch) and leave it as it was. They raise NotFound for an id that
is not in the tree and NotPermitted where a kind may not stand; both carry a sentence for the user.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import Any, NamedTuple

from msgspec import structs

from app.models.errors import NotFound, NotPermitted
from app.models.kinds import Ids, new_id
from app.models.nodes import KINDS, Node, may_hold, name_of, rich_fields
from app.models.text import Block, Blocks, Item, List, Paragraph, Run, Table, blocks_text, joined, word_count

_LINKING = {
    key: tuple((field.name, field.label) for field in kind.fields if field.type == "links")
    for key, kind in KINDS.items()
}
_LINKED = re.compile(r"""['"]#([^'"]+)['"]""")


def walk(root: Node) -> Iterator[Node]:
    """Every node, parents before children, in reading order."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def those(root: Node, ids: Set[str]) -> Iterator[Node]:
    """The nodes with these ids, in reading order; no branch without any is entered."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.id in ids:
            yield node
        if node.children and not ids.isdisjoint(node.ids):
            waiting.extend(reversed(node.children))


def path_to(root: Node, id: str) -> tuple[Node, ...]:
    """The nodes from the root down to the one with this id, both included."""
    if root.id == id:
        return (root,)
    path = [root]
    node: Node = root
    while node.id != id:
        held = (c for c in node.children if c.id == id or (c.children and id in c.ids))  # most hold nothing
        below = next(held, None)
        if below is None:
            raise NotFound(
                f"There is no part with the identity “{id}” in this strategy; it may have been deleted."
            )
        path.append(below)
        node = below
    return tuple(path)


def place_in(root: Node, id: str) -> tuple[int, ...]:
    """Where a node stands: its place among its siblings and those of each that holds it. It sorts in reading order.

    What is not there stands as the root does.
    """
    if id not in root.ids:
        return ()
    path = path_to(root, id)
    return tuple(holder.children.index(node) for holder, node in pairwise(path))


def find(root: Node, id: str) -> Node:
    """The node with this id."""
    return path_to(root, id)[-1]


def parent_of(root: Node, id: str) -> Node | None:
    """The node that holds the one with this id; None for the root."""
    path = path_to(root, id)
    return path[-2] if len(path) > 1 else None


def _along(root: Node, id: str, change: Callable[[Node], Node | None]) -> Node:
    """The root with `change` applied to one node and its ancestors remade; `change` returning None removes the node."""
    path = path_to(root, id)
    new = change(path[-1])
    gone, come = _exchanged(path[-1], new)
    if new is not None:
        _keep_ids(path[-1], new, gone, come)
    for parent, old in zip(reversed(path[:-1]), reversed(path[1:]), strict=True):
        at = next(i for i, child in enumerate(parent.children) if child is old)
        between = () if new is None else (new,)
        new = structs.replace(parent, children=parent.children[:at] + between + parent.children[at + 1 :])
        _keep_ids(parent, new, gone, come)
    if new is None:
        raise NotPermitted(
            "A strategy cannot be deleted from inside itself; delete it from the library instead."
        )
    return new


def _exchanged(old: Node, new: Node | None) -> tuple[Set[str], Set[str]]:
    """The identities that go and those that come where one node takes the place of another; None is no node."""
    if new is None:
        return old.ids, frozenset()
    if new.children is old.children:
        return frozenset(), frozenset()
    stays = {*map(id, old.children)} & {*map(id, new.children)}
    gone, come = (
        frozenset[str]().union(*[child.ids for child in node.children if id(child) not in stays])
        for node in (old, new)
    )
    return gone, come


def _keep_ids(old: Node, new: Node, gone: Set[str], come: Set[str]) -> None:
    """What is known of an old node's parts holds for the new one but for what went and came.

    To find it out anew takes longer than all the rest of an edit where there are 20,000.
    """
    if (known := vars(old).get("ids")) is not None:
        vars(new)["ids"] = (known - gone) | come if gone or come else known


def replace(root: Node, node: Node) -> Node:
    """The tree with `node` in place of the one that has its id."""
    return _along(root, node.id, lambda _: node)


def change(root: Node, id: str, **fields: Any) -> Node:
    """The tree with some fields of one node set to other values."""
    return _along(root, id, lambda node: structs.replace(node, **fields))


def insert(root: Node, parent: str, node: Node, index: int | None = None) -> Node:
    """The tree with `node` (and all below it) put under `parent`, at `index` among its children or at their end."""
    return insert_all(root, parent, (node,), index)


def insert_all(root: Node, parent: str, nodes: Sequence[Node], index: int | None = None) -> Node:
    """The tree with several nodes put under `parent`, one behind the other, in one go."""
    holder = find(root, parent)
    known = root.ids
    come: set[str] = set()
    for node in nodes:
        check_place(holder, node)
        if not (known.isdisjoint(node.ids) and come.isdisjoint(node.ids)):
            raise NotPermitted("That part is already in the strategy; paste a copy of it instead.")
        come |= node.ids
    return change(root, parent, children=_with_more(holder.children, nodes, index))


def _with_more(siblings: tuple[Node, ...], nodes: Sequence[Node], index: int | None) -> tuple[Node, ...]:
    """Siblings with some more, at `index` among them or at their end."""
    at = len(siblings) if index is None else max(0, min(index, len(siblings)))
    return (*siblings[:at], *nodes, *siblings[at:])


def remove(root: Node, id: str) -> Node:
    """The tree without the node and all below it."""
    return _along(root, id, lambda _: None)


def topmost(root: Node, ids: Iterable[str]) -> list[Node]:
    """The chosen parts in reading order, without those that lie below another chosen one."""
    return list(_topmost(root, root.ids.intersection(ids)))


def _topmost(node: Node, chosen: Set[str]) -> Iterator[Node]:
    if node.id in chosen:
        yield node
    elif not chosen.isdisjoint(node.ids):
        for child in node.children:
            yield from _topmost(child, chosen)


def without(root: Node, ids: Set[str]) -> Node:
    """The tree without the nodes of these ids and all below them, in one go; ids that are not there do nothing."""
    if root.id in ids:
        raise NotPermitted(
            "A strategy cannot be deleted from inside itself; delete it from the library instead."
        )
    if root.ids.isdisjoint(ids):
        return root
    return structs.replace(
        root, children=tuple(without(child, ids) for child in root.children if child.id not in ids)
    )


def with_parts(root: Node, parts: Mapping[str, Node]) -> Node:
    """The tree with parts, by their ids, in place of what they were, in one go; what stands below them stays.

    Only branches that hold one of them are entered.
    """
    ids = frozenset(parts)

    def made(old: Node) -> Node:
        if old.ids.isdisjoint(ids):
            return old
        new = structs.replace(parts.get(old.id, old), children=tuple(map(made, old.children)))
        _keep_ids(old, new, frozenset(), frozenset())
        return new

    return made(root)


def move(root: Node, id: str, parent: str, index: int | None = None) -> Node:
    """The tree with a node put under another parent (or elsewhere under the same one).

    `index` counts among the children the parent has once the node has left its old place.
    """
    node = find(root, id)
    if parent in node.ids:
        raise NotPermitted("A part cannot be moved into itself.")
    holder = find(root, parent)
    check_place(holder, node)
    if any(child is node for child in holder.children):
        # Nothing goes or comes, so what is known of the parts above stays known.
        others = tuple(child for child in holder.children if child is not node)
        return change(root, parent, children=_with_more(others, (node,), index))
    return insert(remove(root, id), parent, node, index)


def move_all(root: Node, ids: Sequence[str], parent: str, index: int | None = None) -> Node:
    """The tree with several nodes put under another parent (or elsewhere under the same one), one behind the other, in
    one go. `index` counts among the children the parent has once all of them have left their old places.
    """
    chosen = set(ids)
    if len(chosen) < 2:
        return move(root, ids[0], parent, index) if ids else root
    nodes = [find(root, id) for id in ids]
    holder = find(root, parent)
    for node in nodes:
        if parent in node.ids:
            raise NotPermitted("A part cannot be moved into itself.")
        check_place(holder, node)
    return insert_all(without(root, chosen), parent, nodes, index)


def check_place(holder: Node, node: Node) -> None:
    """Raises NotPermitted, with both kinds' labels, where `holder` may not hold `node`."""
    if not may_hold(holder.kind, node.kind):
        holds = ", ".join(KINDS[k].plural.lower() for k in KINDS[holder.kind].holds) or "nothing"
        raise NotPermitted(
            f"A {KINDS[node.kind].label.lower()} cannot stand under “{name_of(holder)}”: "
            f"a {KINDS[holder.kind].label.lower()} holds {holds}."
        )


def with_new_ids(node: Node, ids: Ids = new_id) -> Node:
    """A copy of a branch under fresh identities, its links to its own parts (also in the text) led to the copies."""
    return copies((node,), ids=ids).nodes[0]


class Copies(NamedTuple):
    """Copies of branches, and the identities to which links were left out."""

    nodes: list[Node]
    lost: Set[str]


def copies(nodes: Sequence[Node], known: Set[str] | None = None, ids: Ids = new_id) -> Copies:
    """Copies of branches under fresh identities, their links to parts of these (also in the text) led to the copies.

    Links to others that are not `known` are left out, where it is said which are.
    """
    fresh = {old: ids() for old in (each.id for node in nodes for each in walk(node))}
    lost: set[str] = set()

    def led(link: str) -> str:
        if link in fresh or known is None or link in known:
            return fresh.get(link, link)
        lost.add(link)
        return ""

    def copied(old: Node) -> Node:
        fields: dict[str, Any] = {
            "id": fresh[old.id],
            "children": tuple(copied(child) for child in old.children),
        }
        for field in KINDS[old.kind].fields:
            if field.type == "links":
                fields[field.name] = tuple(to for link in getattr(old, field.name) if (to := led(link)))
        for name, blocks in rich_fields(old):
            fields[name] = relinked(blocks, led)
        return structs.replace(old, **fields)

    return Copies([copied(node) for node in nodes], lost)


def relinked(blocks: Blocks, led: Callable[[str], str]) -> Blocks:
    """The blocks with links to nodes (`#` and an id) led to other ids, or left out where that is empty."""

    def run(old: Run) -> Run:
        if not old.link.startswith("#"):
            return old
        to = led(old.link[1:])
        return structs.replace(old, link="#" + to if to else "")

    def block(old: Block) -> Block:
        if isinstance(old, Paragraph):
            leads = any(each.link.startswith("#") for each in old.runs)
            return structs.replace(old, runs=joined(run(r) for r in old.runs)) if leads else old
        if isinstance(old, List):
            return structs.replace(old, items=tuple(Item(relinked(i.blocks, led)) for i in old.items))
        if isinstance(old, Table):
            rows = tuple(
                tuple(structs.replace(c, blocks=relinked(c.blocks, led)) for c in row) for row in old.rows
            )
            return structs.replace(old, rows=rows)
        return old

    return tuple(block(old) for old in blocks)


def has_led_words(node: Node) -> bool:
    """Whether words of a node itself link to nodes, as few do: its JSON, which is kept for saving, tells it at once."""
    return b'"link":"#' in node.payload


def links_into(root: Node, ids: Set[str]) -> list[tuple[Node, str]]:
    """Every node that links to one of these, with the label of the field (or “text”) that does, in reading order."""
    found: list[tuple[Node, str]] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.leads_to.isdisjoint(ids):
            continue
        waiting.extend(reversed(node.children))
        for name, label in _LINKING[node.kind]:
            if not ids.isdisjoint(getattr(node, name)):
                found.append((node, label))
        if has_led_words(node) and any(
            not ids.isdisjoint(_LINKED.findall(str(blocks))) for _, blocks in rich_fields(node) if blocks
        ):
            found.append((node, "text"))
    return found


class ChangedPlace(NamedTuple):
    """Where two trees differ: a part of the later one, and its field where one field of it differs."""

    node: str
    field: str = ""


def changed_place(before: Node, after: Node) -> ChangedPlace | None:
    """The one place in which a tree became another; None where it is several or none, or parts only changed places."""
    if before.id != after.id or before.kind != after.kind:
        return None
    fields = [
        name
        for name in after.__struct_fields__
        if name != "children" and getattr(before, name) != getattr(after, name)
    ]
    old = {child.id: child for child in before.children}
    other = [child for child in after.children if not _is_same(old.get(child.id), child)]
    if fields:
        return None if other else ChangedPlace(after.id, fields[0] if len(fields) == 1 else "")
    if len(other) > 1:
        return None
    if not other:
        return ChangedPlace(after.id) if len(old) != len(after.children) else None
    (new,) = other
    return changed_place(old[new.id], new) if new.id in old else ChangedPlace(new.id)


def _is_same(old: Node | None, new: Node) -> bool:
    """Whether a branch holds what another does, told by fingerprints: to compare its words would take long."""
    return old is new or (old is not None and old.fingerprint == new.fingerprint)


def words_in(root: Node) -> int:
    """How many words the titles, bodies and other texts of a branch hold."""
    total = 0
    for node in walk(root):
        total += len(node.title.split())
        total += sum(word_count(blocks) for _, blocks in rich_fields(node))
    return total


def text_of(node: Node) -> str:
    """All rich text of one node, without its title and children, as plain text."""
    return "\n".join(text for _, blocks in rich_fields(node) if (text := blocks_text(blocks)))


def problems(root: Node) -> Iterator[str]:
    """What is wrong with a tree that came from outside: repeated ids, kinds where they may not stand, bad ids."""
    seen: set[str] = set()
    for node in walk(root):
        if node.id in seen:
            yield f"the identity {node.id} of “{name_of(node)}” is used twice"
        if not re.fullmatch(r"[a-z0-9]{1,32}", node.id):
            yield f"“{name_of(node)}” has an identity that is not made of letters and digits"
        seen.add(node.id)
        for child in node.children:
            if not may_hold(node.kind, child.kind):
                yield f"“{name_of(child)}” ({child.kind}) cannot stand under “{name_of(node)}” ({node.kind})"
