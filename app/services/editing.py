"""Editing the draft of one strategy: every edit is in the library when its call returns, and can be undone. No Qt.

An edit takes the tree and gives another. Nobody is told of it: the caller gets both trees back, and what differs
between them is what has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from app.models import tree
from app.models.errors import Refused
from app.models.nodes import KINDS, Node, Strategy, name_of

if TYPE_CHECKING:
    from app.store.library import Library

Edit = Callable[[Strategy], Node]


class Edited(Struct, frozen=True):
    """An edit that was made: the tree before and after it, and what it is called in the Edit menu."""

    before: Strategy
    after: Strategy
    label: str


class Editing:
    """A strategy's draft under edit. `root` is its tree as this session last knew it."""

    def __init__(self, library: Library, strategy_id: str, who: str = "") -> None:
        self._library = library
        self._id = strategy_id
        self._who = who
        self._root = library.head(strategy_id)

    @property
    def root(self) -> Strategy:
        """The draft's tree."""
        return self._root

    def do(
        self, change: Edit, label: str, join: str = "", pictures: Mapping[str, bytes] | None = None
    ) -> Edited:
        """Makes an edit and saves it; an edit that changes nothing leaves no trace.

        Edits with the same `join`, soon after one another, are undone as one. Raises NotFound and NotPermitted as the
        tree does, and StaleHead where somebody else has saved since: then `reload` and do it again.
        """
        before, after = self._root, change(self._root)
        if not isinstance(after, Strategy) or after.id != self._id:
            raise Refused("An edit cannot put another strategy in this one's place; import it instead.")
        self._library.commit(self._id, before.fingerprint, after, label, self._who, join, pictures)
        self._root = after
        return Edited(before, after, label)

    def insert(self, parent: str, node: Node, index: int | None = None) -> Edited:
        """Puts a new part under another, at `index` among its children or at their end."""
        return self.do(lambda root: tree.insert(root, parent, node, index), f"Add {_called(node)}")

    def change(
        self, id: str, *, join: str = "", pictures: Mapping[str, bytes] | None = None, **fields: Any
    ) -> Edited:
        """Sets fields of one part. `join` is for typing: "node id/field" makes one entry of many keystrokes."""
        node = tree.find(self._root, id)
        return self.do(lambda root: tree.change(root, id, **fields), f"Edit {_called(node)}", join, pictures)

    def move(self, id: str, parent: str, index: int | None = None) -> Edited:
        """Puts a part elsewhere; `index` counts once it has left its old place."""
        node = tree.find(self._root, id)
        return self.do(lambda root: tree.move(root, id, parent, index), f"Move {_called(node)}")

    def remove(self, id: str) -> Edited:
        """Deletes a part with all below it."""
        node = tree.find(self._root, id)
        return self.do(lambda root: tree.remove(root, id), f"Delete {_called(node)}")

    def paste(
        self, parent: str, node: Node, index: int | None = None, pictures: Mapping[str, bytes] | None = None
    ) -> Edited:
        """Puts a copy of a branch, from here or elsewhere, under a part; the copy gets identities of its own."""
        copy = tree.with_new_ids(node)
        return self.do(
            lambda root: tree.insert(root, parent, copy, index), f"Paste {_called(node)}", pictures=pictures
        )

    def undo(self) -> Edited | None:
        """Takes back the last edit, also one made before a restart; None where nothing is left to take back."""
        return self._stepped(self._library.undo(self._id))

    def redo(self) -> Edited | None:
        """Brings back the edit that was undone last; None where there is none."""
        return self._stepped(self._library.redo(self._id))

    def reload(self) -> Edited:
        """Takes up the draft as it stands in the library, where somebody else may have changed it."""
        before, self._root = self._root, self._library.head(self._id)
        return Edited(before, self._root, "Read again")

    def _stepped(self, label: str | None) -> Edited | None:
        if label is None:
            return None
        before, self._root = self._root, self._library.head(self._id)
        return Edited(before, self._root, label)


def _called(node: Node) -> str:
    """A part as a label of the Edit menu names it: priority “Learn by doing”."""
    kind = KINDS[node.kind].label
    name = name_of(node, words=5)
    return kind.lower() if name == kind else f"{kind.lower()} “{name}”"
