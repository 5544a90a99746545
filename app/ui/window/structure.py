"""What an author's wishes about the tree become: edits of the draft. All can be undone, so nothing asks first.

Imports models, documents and Qt's core and clipboard only; what may stand where is the models' to say.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from itertools import takewhile

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.document.arrangement import as_printed, stored_place
from app.document.progress import is_untouched
from app.models import tree
from app.models.errors import Refused
from app.models.nodes import KINDS, Node, Strategy, may_hold, name_of
from app.ui import arranging
from app.ui.desk import Desk
from app.ui.forms.columns import columns_of
from app.ui.tree.branches import branches_in
from app.ui.tree.model import StrategyModel

_WAYS: dict[str, Callable[[Node, str], arranging.Place | None]] = {
    "up": arranging.up,
    "down": arranging.down,
    "in": arranging.inward,
    "out": arranging.outward,
}


class Structure(QObject):
    """Edits the tree of a desk.

    `chosen` names the parts to be selected afterwards, `removed` the neighbour of those that are gone, `added` one to
    be typed into, `deleted` tells what was deleted, to be undone.
    """

    chosen = Signal(list)
    removed = Signal(str)
    added = Signal(str, str)
    said = Signal(str)
    deleted = Signal(str)

    def __init__(
        self, desk: Desk, model: StrategyModel, parent: QObject | None = None, *, as_read: bool = False
    ) -> None:
        """`as_read` is for a tree that shows the parts as they are stored, not in the house style's order."""
        super().__init__(parent)
        self._desk = desk
        self._model = model
        self._as_read = as_read

    def add_below(self, parent: str, kind: str, within: str = "") -> None:
        """A new part under another, behind those of its kind; one in which nothing was written yet will do.

        With `within`, it stands in a part of that kind, which is added as well.
        """
        self._desk.draft.flush()
        holder = self._shown(self._desk.root) if parent == self._desk.id else self._desk.node(parent)
        if holder is None:
            return
        waiting = [child.id for child in holder.children if child.kind == kind and is_untouched(child)]
        if waiting:
            self.added.emit(waiting[0], "form")
            return
        alike = [at for at, child in enumerate(holder.children) if child.kind == (within or kind)]
        self._add(kind, parent, alike[-1] + 1 if alike else len(holder.children), "form", within)

    def add_sibling(self, id: str) -> None:
        """A new part of the same kind behind this one; says so where none can stand there."""
        root = self._desk.root
        if id not in root.ids:
            self.said.emit(
                self.tr("This page is no part, so none can stand after it. Choose a part, or the strategy.")
            )
        elif place := arranging.sibling(self._shown(root), id):
            self._add(*place, "tree")
        else:
            self.said.emit(self.tr("There is no place after {}.").format(self._desk.name(id)))

    def rename(self, id: str, title: str) -> None:
        """Another title."""
        self._do(lambda root: tree.change(root, id, title=title), f"Rename {self._desk.name(id)}")

    def remove(self, ids: Iterable[str]) -> None:
        """Deletes parts; says who linked to them."""
        root = self._desk.root
        gone = [node for node in tree.topmost(root, ids) if node.id != root.id]
        if not gone:
            self._say_it_stays()
            return
        linked = self._linked(gone)
        after = self._neighbour(gone)
        label = f"Delete {_named(gone)}"
        if self._do(lambda root: tree.without(root, {node.id for node in gone}), label):
            self.removed.emit(after)
            self.deleted.emit(self._told(gone, linked))

    def move(self, ids: Iterable[str], way: str) -> None:
        """Moves parts up, down, in or out by one place and keeps their order; what has no such place stays, and is told
        if that is all.
        """
        chosen = self._branches(ids)
        # Each after those it would meet on its way.
        kept = [node.id for node in (chosen[::-1] if way in ("down", "out") else chosen)]

        def moved(root: Strategy) -> Strategy:
            stay: set[str] = set()
            for id in kept:
                shown = self._shown(root)
                place = _WAYS[way](shown, id)
                if place is None or arranging.meets(shown, id, place, stay):
                    stay.add(id)
                else:
                    root = self._moved(root, id, *place)
            return root

        if kept and not self._move(kept, moved):
            ways = {"up": self.tr("above"), "down": self.tr("below"), "in": self.tr("inside the part above")}
            where = ways.get(way, self.tr("beside the part that holds it"))
            self.said.emit(self.tr("There is no place {} for {}.").format(where, self._said(chosen)))

    def reorder(self, id: str, to: int) -> None:
        """Makes a part the one at place `to` among those of its kind under its parent."""
        parent = tree.parent_of(self._desk.root, id)
        if parent is not None:
            holder, at = arranging.among_kind(parent, id, to)
            self._do(lambda root: tree.move(root, id, holder, at), f"Move {self._desk.name(id)}")

    def sort(self, parent: str, kind: str) -> None:
        """Puts the parts of one kind under another into the order of their names."""
        many = self._desk.house.term(kind).many.lower()
        self._do(
            lambda root: tree.change(root, parent, children=arranging.by_name(tree.find(root, parent), kind)),
            f"Sort {many}",
        )

    def drop(self, branches: tuple[str, tuple[Node, ...]], parent: str, at: int) -> None:
        """What was dragged onto the tree: moved if it is from here, copied if from another strategy."""
        source, nodes = branches
        known = [node.id for node in nodes if node.id in self._desk.root.ids]
        if source != self._desk.id or len(known) != len(nodes):
            self.drop_copies(branches, parent, at)
            return
        ids = [node.id for node in tree.topmost(self._desk.root, known)]

        def moved(root: Strategy) -> Strategy:
            # `at` counts children as they are shown; those that leave from before it make it less.
            place = at - sum(
                1 for child in tree.find(self._shown(root), parent).children[:at] if child.id in ids
            )
            after = tree.move_all(root, ids, parent, self._place(root, parent, place, set(ids)))
            assert isinstance(after, Strategy)
            return after

        if ids:
            self._move(ids, moved)

    def drop_copies(self, branches: tuple[str, tuple[Node, ...]], parent: str, at: int) -> None:
        """Copies what was dragged onto the tree."""
        self._insert(branches[1], parent, at, "Paste")

    def copy(self, ids: Iterable[str]) -> None:
        """Puts branches on the clipboard."""
        nodes = self._branches(ids)
        if nodes:
            QGuiApplication.clipboard().setMimeData(self._model.mime_of(nodes))
            self.said.emit(self.tr("Copied {}").format(self._said(nodes)))

    def cut(self, ids: Iterable[str]) -> None:
        """Puts branches on the clipboard and deletes them."""
        ids = list(ids)
        if self._branches(ids):
            self.copy(ids)
            self.remove(ids)

    def paste(self, id: str) -> None:
        """Puts copies of the branches on the clipboard where they may stand nearest to a part."""
        _, nodes = branches_in(_copied())
        id = id if id in self._desk.root.ids else self._desk.id
        if not nodes:
            self.said.emit(
                self.tr("Nothing that was copied is a part. Copy parts in a tree, or words into a text.")
            )
            return
        place = arranging.paste_place(self._shown(self._desk.root), id, nodes[0].kind)
        if place is None:
            self.said.emit(self._no_place_for(nodes[0].kind))
            return
        self._insert(nodes, *place, "Paste")

    def on_rows(self, deed: str, parent: str, kind: str, ids: list[str]) -> None:
        """What was asked of the rows of a table of parts: cut, copy, duplicate, paste, or to write where none may."""
        if deed == "write":
            self.may_change()
        elif deed != "paste":
            {"cut": self.cut, "copy": self.copy, "duplicate": self.duplicate}[deed](ids)
        elif branches_in(_copied())[1]:
            self.paste(ids[-1] if ids else parent)
        else:
            self._paste_rows(parent, kind)

    def _paste_rows(self, parent: str, kind: str) -> None:
        """Adds a part for each row of a spreadsheet, or line, on the clipboard; says what could not be read.

        The first go into the last parts, if nothing was written in these yet.
        """
        from app.ui.forms.pasted_rows import pasted_rows
        from app.ui.rich_text.paste import blocks_of

        rows, unread = pasted_rows(blocks_of(_copied()), columns_of(kind))
        holder = self._desk.node(parent)
        if not rows or holder is None:
            return
        waiting = _waiting(holder, kind)
        nodes = [KINDS[kind].make(**values) for values in rows[len(waiting) :]]
        alike = [at for at, child in enumerate(holder.children) if child.kind == kind]
        place = alike[-1] + 1 if alike else len(holder.children)

        def pasted(root: Strategy) -> Node:
            filled: Node = root
            for node, values in zip(waiting, rows, strict=False):
                filled = tree.change(filled, node.id, **values)
            return tree.insert_all(filled, parent, nodes, place)

        term = self._desk.house.term(kind)
        many = f"{len(rows)} {(term.one if len(rows) == 1 else term.many).lower()}"
        if self._do(pasted, f"Paste {many}"):
            said = self.tr("Pasted {}.").format(many)
            if unread:
                said += " " + self.tr("Not understood: {}.").format(
                    ", ".join(f"“{each}”" for each in unread[:4])
                )
            self.said.emit(said)

    def duplicate(self, ids: Iterable[str]) -> None:
        """Copies of parts behind the last of them, of those that stand beside it."""
        shown = self._shown(self._desk.root)
        if not (nodes := self._branches(ids)) or (parent := tree.parent_of(shown, nodes[-1].id)) is None:
            return
        beside = {child.id for child in parent.children}
        nodes = [node for node in nodes if node.id in beside]
        at = max(arranging.position(parent, node.id) for node in nodes)
        self._insert(tuple(nodes), parent.id, at + 1, "Duplicate")

    def _branches(self, ids: Iterable[str]) -> list[Node]:
        """The parts that can be copied; says so where there is none."""
        nodes = [node for node in tree.topmost(self._desk.root, ids) if node.id != self._desk.id]
        if not nodes:
            self._say_it_stays()
        return nodes

    def _say_it_stays(self) -> None:
        """Says why nothing was done with the strategy itself, or a page that is no part."""
        self.said.emit(
            self.tr("This is no part that could be moved, copied or deleted. Choose one below it.")
        )

    def _insert(self, nodes: tuple[Node, ...], parent: str, at: int, deed: str) -> None:
        copies, lost = tree.copies(nodes, self._desk.root.ids)

        def inserted(root: Strategy) -> Node:
            return tree.insert_all(root, parent, copies, self._place(root, parent, at))

        if not self._do(inserted, f"{deed} {_named(copies)}"):
            return
        self.chosen.emit([copy.id for copy in copies])
        said = self.tr("Duplicated {}.") if deed == "Duplicate" else self.tr("Pasted {}.")
        told = said.format(self._said(copies))
        if lost:
            said = self.tr("Links to parts that are not in this strategy were left out: {}.")
            told += " " + said.format(len(lost))
        self.said.emit(told)

    def _add(self, kind: str, parent: str, at: int, where: str, within: str = "") -> None:
        node = KINDS[kind].make()
        term = self._desk.house.term(kind).one.lower()
        added = KINDS[within].make(children=(node,)) if within else node
        if self._do(
            lambda root: tree.insert(root, parent, added, self._place(root, parent, at)), f"Add {term}"
        ):
            self.added.emit(node.id, where)

    def _shown(self, root: Strategy) -> Strategy:
        """The strategy as the tree shows it, where a place is a number in what the author sees."""
        return root if self._as_read else as_printed(root, self._desk.house)

    def _place(self, root: Strategy, parent: str, at: int, leaving: Set[str] = frozenset()) -> int:
        """A place among the parts shown as one among those stored."""
        own = parent == root.id and not self._as_read
        return stored_place(root, self._desk.house, at, leaving) if own else at

    def _moved(self, root: Strategy, id: str, parent: str, at: int) -> Strategy:
        moved = tree.move(root, id, parent, self._place(root, parent, at, {id}))
        assert isinstance(moved, Strategy)
        return moved

    def _said(self, nodes: Sequence[Node]) -> str:
        """What is done with some parts, for the reader: the name of one, or how many."""
        return name_of(nodes[0]) if len(nodes) == 1 else self.tr("{} parts").format(len(nodes))

    def _move(self, ids: list[str], moved: Callable[[Strategy], Strategy]) -> bool:
        """Moves parts; says who decides where they stand if that would move nothing that can be seen.

        Gives False where they are where they were and nothing was said.
        """
        before = self._desk.root
        what = self._desk.name(ids[0]) if len(ids) == 1 else f"{len(ids)} parts"
        if self._stands_by_house(ids, moved):
            house = self._desk.house.name
            self.said.emit(self.tr("The house style {} says where this part stands.").format(house))
        elif self._do(moved, f"Move {what}"):
            self.chosen.emit(ids)
            return self._desk.root is not before
        return True

    def _stands_by_house(self, ids: list[str], moved: Callable[[Strategy], Strategy]) -> bool:
        """Whether moving some of the strategy's own parts would leave them where they are shown, or move others."""
        root = self._desk.root
        if self._as_read or not {child.id for child in root.children}.issuperset(ids):
            return False
        try:
            after = moved(root)
        except Refused:
            return False
        before, now = ([child.id for child in self._shown(each).children] for each in (root, after))
        others, left = ([id for id in order if id not in ids] for order in (before, now))
        return after is not root and (before == now or others != left)

    def may_change(self) -> bool:
        """Whether anything may be changed here; says so where it may not."""
        if self._desk.read_only:
            self.said.emit(self.tr("This is open to be read only, so nothing was changed."))
        return not self._desk.read_only

    def _do(self, change: Callable[[Strategy], Node], label: str) -> bool:
        return self.may_change() and self._desk.draft.do(change, label)

    def _linked(self, gone: list[Node]) -> list[str]:
        """The names of parts that link to what is to be deleted, or below it, and stay."""
        ids = {node.id for top in gone for node in tree.walk(top)}
        linking = (node for node, _ in tree.links_into(self._desk.root, ids))
        found = {node.id: self._desk.called(node) for node in linking if node.id not in ids}
        return list(found.values())

    def _told(self, gone: list[Node], linked: list[str]) -> str:
        said = self.tr("Deleted {}.").format(self._said(gone))
        if linked:
            names = ", ".join(f"“{name}”" for name in linked[:4]) + ("…" if len(linked) > 4 else "")
            said += " " + self.tr("{} linked to it: {}.").format(len(linked), names)
        return said

    def _no_place_for(self, kind: str) -> str:
        term = self._desk.house.term
        holders = [term(each.key).one for each in KINDS.values() if may_hold(each.key, kind)]
        said = self.tr("There is no place here for “{}”. Choose or add what holds it: {}.")
        return said.format(term(kind).one, ", ".join(holders))

    def _neighbour(self, gone: list[Node]) -> str:
        """What is chosen after a deletion: the next sibling, else the one before, else the parent."""
        parent = tree.parent_of(self._desk.root, gone[0].id)
        if parent is None:
            return self._desk.id
        out = {node.id for node in gone}
        at = arranging.position(parent, gone[0].id)
        left = [c.id for c in (*parent.children[at:], *reversed(parent.children[:at])) if c.id not in out]
        return left[0] if left else parent.id


def _waiting(holder: Node, kind: str) -> list[Node]:
    """The last parts of a kind below another in which nothing was written yet, in their order."""
    alike = (child for child in reversed(holder.children) if child.kind == kind)
    return list(takewhile(is_untouched, alike))[::-1]


def _named(nodes: Sequence[Node]) -> str:
    """As it is kept in the history, which is no language's but the library's."""
    return name_of(nodes[0]) if len(nodes) == 1 else f"{len(nodes)} parts"


def _copied() -> QMimeData:
    """What the clipboard has; nothing of anything where it is empty, for which Qt gives nothing at all."""
    return QGuiApplication.clipboard().mimeData() or QMimeData()
