"""What a reviewer has read of a strategy, and what has changed since. No Qt.

A reading is a tree: each part as it was when it was marked as read. Comparing it with the draft tells what is new to
the reviewer; marking changes as read carries them out on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from app.compare.changes import Change
from app.compare.taking import taken
from app.models.errors import Refused
from app.models.nodes import KINDS, Node, Strategy
from app.models.tree import walk

if TYPE_CHECKING:
    from app.store.library import Library


class Progress(Struct, frozen=True):
    """How many parts of a strategy a reviewer has read as they are now, of how many."""

    read: int
    parts: int


def as_read(library: Library, strategy: str) -> Strategy:
    """The strategy as the reviewer at work last read it; with every part empty where nothing was read yet."""
    return library.reading(strategy) or _unread(library.head(strategy))


def progress(read: Node, draft: Node) -> Progress:
    """How far the reading has come."""
    known = {node.id: node for node in walk(read)}
    parts = list(walk(draft))
    return Progress(sum(1 for node in parts if node.id in known and _same(known[node.id], node)), len(parts))


def mark_read(library: Library, strategy: str, draft: Strategy, changes: Sequence[Change] | None) -> Strategy:
    """Notes that changes from the reading to `draft` were read (None: all of it), and gives the reading."""
    if changes is None:
        root: Node = draft
    else:
        root = taken(as_read(library, strategy), draft, changes, back=False).root
    if not isinstance(root, Strategy):
        raise Refused("Only a strategy can be marked as read.")
    library.keep_reading(strategy, root)
    return root


def _same(one: Node, other: Node) -> bool:
    return structs.replace(one, children=()) == structs.replace(other, children=())


def _unread(root: Strategy) -> Strategy:
    empty = _emptied(root)
    assert isinstance(empty, Strategy)
    return empty


def _emptied(node: Node) -> Node:
    """The part with nothing in it but its parts; what stands in every one, such as a figure's default, stays."""
    return KINDS[node.kind].make(id=node.id, children=tuple(_emptied(child) for child in node.children))
