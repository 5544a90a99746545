"""A strategy's tree as Qt wants it: an adapter over immutable nodes that tells of exactly what changed.

A new tree is compared with the one shown, branch by branch; branches that are the same value are not entered. So edits,
undo, restore and merging all arrive by one call. Imports models, documents and Qt's core only.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)

from app.document.arrangement import THEMES_SUFFIX, called, themes_heading
from app.models import tree
from app.models.house import House
from app.models.nodes import KINDS, Node, Strategy, Vision, may_hold
from app.ui.icons import icon
from app.ui.labels import tip_of
from app.ui.tree.branches import BRANCHES, branches_in, mime_with
from app.ui.tree.following import FollowingModel
from app.ui.tree.proposed import Proposal, font_of, tagged
from app.ui.tree.rows import Index, Row, Rows
from app.ui.turns import InTurns

ID_ROLE = int(Qt.ItemDataRole.UserRole) + 1
BADGE_ROLE = int(Qt.ItemDataRole.UserRole) + 2
KIND_ROLE = int(Qt.ItemDataRole.UserRole) + 3
NUMBER_ROLE = int(Qt.ItemDataRole.UserRole) + 4
PROPOSAL_ROLE = int(Qt.ItemDataRole.UserRole) + 5
INSIDE_ROLE = int(Qt.ItemDataRole.UserRole) + 6

CONTROL_PAGE = "page-control"
VERSIONS_PAGE = "page-versions"
PAGES = {CONTROL_PAGE: "control", VERSIONS_PAGE: "versions"}


Together = Callable[[Iterable[object]], str]
"""What some badges say together, as "2 comments"."""

Takes = Callable[[Node, Node], bool]
"""Whether the first part may hold the second, which is dragged onto it."""


def rows_of(root: Strategy, last: int = 0) -> Rows:
    """The rows of a strategy, its pages before its own parts, numbered from the one after `last`."""
    made = Rows(last)
    made.below(root, None, PAGES)
    return made


def _may_hold(holder: Node, node: Node) -> bool:
    return may_hold(holder.kind, node.kind)


class StrategyModel(FollowingModel):
    """The strategy at the top, its pages and parts below. It changes nothing: drops are told by `drop_requested`, those
    with Ctrl held by `copy_requested`. `first_held` carries the ids of parts that held none before."""

    drop_requested = Signal(object, str, int)
    copy_requested = Signal(object, str, int)
    rename_requested = Signal(str, str)
    first_held = Signal(list)
    badges_shown = Signal()

    def __init__(self, house: House, parent: QObject | None = None, takes: Takes = _may_hold) -> None:
        super().__init__(len(PAGES), parent)
        self._house = house
        self._takes = takes
        self._numbers: Mapping[str, str] = {}
        self._badges: Mapping[str, object] = {}
        self._marked: frozenset[str] = frozenset()
        self._together: Together | None = None
        self._leaving: dict[str, Proposal] = {}
        self._untold: set[str] = set()
        self._telling = InTurns(self)
        self._naming = InTurns(self)
        self.read_only = False

    # What is shown

    def show_tree(
        self, root: Strategy, house: House, numbers: Mapping[str, str], made: Rows | None = None
    ) -> None:
        """Shows a tree, the house's terms and the generated numbers, telling of what differs from before.

        The first tree of all may come with its rows `made`, as by `rows_of`.
        """
        if self._top is None or self._top.id != root.id:
            self.beginResetModel()
            self._house, self._numbers = house, numbers
            self._take(rows_of(root, self._made.last) if made is None else made, root.id)
            self.endResetModel()
            self._put_in()
            return
        renamed, self._house = house != self._house, house
        old, self._numbers = self._numbers, numbers
        changed: set[str] = set()
        placed: list[Row] = []
        bare: list[str] = []
        self._place(self._top, root, placed, changed, bare)
        self._drop_tails(placed)
        self._put_in()
        if bare:
            self.first_held.emit(bare)
        if renamed:
            # Its terms and numbers may be anywhere.
            self._naming.begin(self._tell_of_names())
            return
        # A number may change where nothing else does.
        changed |= {id for id, _ in old.items() ^ numbers.items()}
        for id in {id.removesuffix(THEMES_SUFFIX) for id in changed}:
            if id in self._rows:
                at = self.index_of(id)
                self.dataChanged.emit(at, at)

    def _tell_of_names(self) -> Iterator[object]:
        """Tells in turns that every row may say something else, by the rows below each."""
        if self._top is not None:
            yield self.dataChanged.emit(self._index(self._top), self._index(self._top))
        for row in list(self._by_serial.values()):
            if row.rows and row.serial in self._by_serial:
                yield self.dataChanged.emit(self._index(row.rows[0]), self._index(row.rows[-1]))

    def show_badges(self, badges: Mapping[str, object], together: Together | None = None) -> None:
        """Shows a remark (a `Badge`, or words such as "2 comments") beside the nodes that have one.

        Where `together` is given, the nodes that hold them tell of those inside, too.
        """
        old, self._badges = self._badges, badges
        self._marked, self._together = frozenset(badges) if together else frozenset(), together
        self._untold.update(id for id in old.keys() | badges.keys() if old.get(id) != badges.get(id))
        self._telling.begin(self._tell_of_badges(), self._untold.clear)
        self.badges_shown.emit()

    def _tell_of_badges(self) -> Iterator[object]:
        """Tells in turns of the rows whose badge is another: of 20,000 it takes longer than one may."""
        below: dict[Row | None, list[str]] = {}
        for row in filter(None, map(self._rows.get, self._untold)):
            below.setdefault(row.above, []).append(row.id)
        for ids in below.values():
            for first, last in self.spans(ids):
                yield self.dataChanged.emit(first, last, [BADGE_ROLE])

    def show_proposals(self, proposals: Iterable[Proposal]) -> None:
        """Shows the parts that would come, each in its place, and marks those that would go or move away."""
        coming: dict[str, list[Proposal]] = {}
        leaving: dict[str, Proposal] = {}
        for each in proposals:
            if each.under:
                coming.setdefault(each.under, []).append(each)
            if each.sort != "inserted":
                leaving[each.node] = each
        if (coming, leaving) == (self._coming, self._leaving):
            return
        old, self._leaving = self._leaving, leaving
        for id in [id for id, found in self._coming.items() if coming.get(id) != found]:
            if id in self._rows:
                self._withdraw(self._rows[id])
        self._coming = coming
        self._put_in()
        for id in old.keys() | leaving.keys():
            if id in self._rows and old.get(id) != leaving.get(id):
                self.dataChanged.emit(self.index_of(id), self.index_of(id))

    def fitting(self, letters: str) -> set[str]:
        """The ids of all rows whose text holds these letters, in whatever case, and of those that hold them."""
        wanted = letters.casefold()
        found: set[str] = set()

        def look(row: Row) -> bool:
            below = [look(each) for each in row.rows]
            fits = any(below) or wanted in self._text(row).casefold()
            if fits:
                found.add(row.id)
            return fits

        if self._top is not None:
            look(self._top)
        return found

    def first_fitting(self, letters: str) -> str:
        """The id of the first row in reading order whose own text holds these letters; empty where none does."""
        wanted, waiting = letters.casefold(), [self._top] if self._top else []
        while waiting:
            row = waiting.pop()
            if wanted in self._text(row).casefold():
                return row.id
            waiting.extend(reversed(row.rows))
        return ""

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row = self._at(index)
        read = _DATA.get(int(role))
        return read(self, row) if row and read else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self._by_serial.get(index.internalId())
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        if row.node is None or self.read_only:
            return _CHOSEN
        return _FLAGS[type(row.node) in _NAMED, row.above is not None]

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        row = self._at(index)
        if row is None or row.node is None or role != Qt.ItemDataRole.EditRole:
            return False
        title = " ".join(str(value).split())
        if title != row.node.title:
            self.rename_requested.emit(row.id, title)
        return True

    # Dragging and copying

    def mimeTypes(self) -> list[str]:
        return [BRANCHES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        ids = [row.node.id for row in map(self._at, indexes) if row and row.node]
        # What lies below something else that is dragged comes with that.
        return self.mime_of(tree.topmost(self._top.node, ids) if self._top and self._top.node else ())

    def mime_of(self, nodes: Iterable[Node]) -> QMimeData:
        """Branches for the clipboard or a drag."""
        return mime_with(self._top.id if self._top else "", nodes)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        holder = self._at(parent)
        nodes = branches_in(data)[1]
        if holder is None or holder.node is None or not nodes or self.read_only:
            return False
        above: set[str] = set()
        up: Row | None = holder
        while up is not None:
            above.add(up.id)
            up = up.above
        if any(node.id in above or not self._takes(holder.node, node) for node in nodes):
            return False
        return row < 0 or holder.above is not None or row >= len(PAGES)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        holder = self._at(parent)
        if holder is None or not self.canDropMimeData(data, action, row, column, parent):
            return False
        at = self._child_number(holder, row)
        wish = self.copy_requested if action == Qt.DropAction.CopyAction else self.drop_requested
        wish.emit(branches_in(data), holder.id, at)
        # Nothing is left for the view to remove: the change comes back as a new tree.
        return False

    def _child_number(self, holder: Row, row: int) -> int:
        """Which of a part's own parts a drop would come before; behind all of them for one on the part itself."""
        above = holder.rows[:row] if row >= 0 else holder.rows
        return sum(1 for each in above if each.proposal is None) - self._first(holder)

    def _text(self, row: Row) -> str:
        if row.proposal is not None:
            return row.proposal.name
        if row.node is None:
            return self._house.heading("control" if row.id == CONTROL_PAGE else "versions")
        number = self._numbers.get(row.id, "").strip()
        name = called(row.node, self._house).strip()
        name = f"{number} {name}" if number else name
        # Printed as a part of their own, its themes have a number that follows upon no other row's.
        if isinstance(row.node, Vision) and (own := self._numbers.get(row.id + THEMES_SUFFIX, "").strip()):
            return f"{name} · {own} {themes_heading(row.node, self._house)[0]}"
        return name

    def _badge(self, row: Row) -> object:
        """What stands at the right: of what would come, go or move, first the word that says so."""
        leaving = self._leaving.get(row.id)
        if row.proposal is not None or leaving is None:
            return row.proposal.tag if row.proposal else self._badges.get(row.id, "")
        return tagged(self._badges.get(row.id, ""), leaving)

    def _holds_marked(self, row: Row) -> bool:
        """Whether a part below has a badge; asked at each painting, so by sets and not part by part."""
        if row.node is None or not row.node.children or row.node.ids.isdisjoint(self._marked):
            return False
        return row.id not in self._marked or len(row.node.ids & self._marked) > 1

    def _inside(self, row: Row) -> str:
        """What the badges of all parts below say together; nothing where there is none."""
        if not self._together or not self._holds_marked(row):
            return ""
        assert row.node is not None
        below = (row.node.ids & self._marked) - {row.id}
        return self.tr("{} inside").format(self._together(self._badges[id] for id in below))

    def _picture(self, row: Row) -> str:
        if row.proposal is not None:
            return row.proposal.picture
        return KINDS[row.node.kind].icon if row.node else PAGES[row.id]

    def _remark(self, row: Row) -> str:
        if row.proposal is not None:
            return row.proposal.words
        if (leaving := self._leaving.get(row.id)) is not None:
            return f"{self._kind(row)}, {leaving.words}"
        badge = str(self._badges.get(row.id, ""))
        return ", ".join(filter(None, (self._kind(row), badge, self._inside(row))))

    def _kind(self, row: Row) -> str:
        return self._house.term(row.node.kind).one if row.node else self.tr("Page")


# To unfold a tree asks for the flags of each part, and to put flags together takes longer than all the rest.
_CHOSEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_DROPPED_ON = _CHOSEN | Qt.ItemFlag.ItemIsDropEnabled
_NAMED = frozenset(kind.made for kind in KINDS.values() if kind.title_label)
_FLAGS = {
    (False, False): _DROPPED_ON,
    (False, True): _DROPPED_ON | Qt.ItemFlag.ItemIsDragEnabled,
    (True, False): _DROPPED_ON | Qt.ItemFlag.ItemIsEditable,
    (True, True): _DROPPED_ON | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled,
}
"""What can be done with a part, by whether it has a name that can be edited, and whether it can be dragged."""

_DATA: dict[int, Callable[[StrategyModel, Row], Any]] = {
    int(Qt.ItemDataRole.DisplayRole): StrategyModel._text,
    int(Qt.ItemDataRole.EditRole): lambda model, row: row.node.title if row.node else "",
    int(Qt.ItemDataRole.DecorationRole): lambda model, row: icon(model._picture(row)),
    int(Qt.ItemDataRole.FontRole): lambda model, row: font_of(row.proposal, model._leaving.get(row.id)),
    int(Qt.ItemDataRole.ToolTipRole): lambda model, row: tip_of(model._remark(row)),
    int(Qt.ItemDataRole.AccessibleTextRole): lambda model, row: f"{model._text(row)}, {model._remark(row)}",
    ID_ROLE: lambda model, row: row.id,
    KIND_ROLE: lambda model, row: row.node.kind if row.node else "",
    BADGE_ROLE: StrategyModel._badge,
    INSIDE_ROLE: StrategyModel._holds_marked,
    PROPOSAL_ROLE: lambda model, row: row.proposal.id if row.proposal else "",
    NUMBER_ROLE: lambda model, row: model._numbers.get(row.id, ""),
}
