"""Rows that hold rows, and the plain part of what Qt asks of them. Imports models and Qt's core only."""

from collections.abc import Iterable, Set
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex

from app.models.nodes import Node
from app.ui.tree.proposed import Proposal

Index = QModelIndex | QPersistentModelIndex


class Row:
    """One row: a node, one of the two pages before the strategy's own parts, or a part that would come there."""

    __slots__ = ("above", "at", "id", "node", "proposal", "rows", "serial")

    def __init__(self, id: str, node: Node | None, above: "Row | None", serial: int) -> None:
        self.proposal: Proposal | None = None
        self.serial = serial
        self.id = id
        self.node = node
        self.above = above
        self.at = 0
        self.rows: list[Row] = []

    def renumber(self, start: int = 0) -> None:
        """Tells the rows below where they stand."""
        for at in range(start, len(self.rows)):
            self.rows[at].at = at


class Rows:
    """Rows by what is known of them. They know nothing of Qt, so another thread may make those of a large tree."""

    def __init__(self, last: int = 0) -> None:
        self.by_id: dict[str, Row] = {}
        # An index names its row by a number that is never used again, so that a stale one does no harm.
        self.by_serial: dict[int, Row] = {}
        self.last = last

    def new(self, id: str, node: Node | None, above: Row | None) -> Row:
        """A row that holds none yet; it is not put among those of the one above."""
        self.last += 1
        row = Row(id, node, above, self.last)
        self.by_id[id] = self.by_serial[self.last] = row
        return row

    def below(self, node: Node, above: Row | None, pages: Iterable[str] = ()) -> Row:
        """The row of a node with those of all below it, behind those of some pages."""
        row = self.new(node.id, node, above)
        row.rows.extend(self.new(page, None, row) for page in pages)
        for child in node.children:
            row.rows.append(self.below(child, row))
        row.renumber()
        return row


class RowsModel(QAbstractItemModel):
    """A topmost row with rows below it, each known by an identity of its own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._take(Rows())

    def _take(self, made: Rows, top: str = "") -> None:
        """Has these rows and no others; none is the topmost where no id is given."""
        self._made = made
        self._rows, self._by_serial = made.by_id, made.by_serial
        self._top: Row | None = made.by_id.get(top)
        self._proposed: dict[str, list[Row]] = {}

    def index_of(self, id: str) -> QModelIndex:
        """Where a node or page is; invalid where it is not shown."""
        row = self._rows.get(id)
        return self.createIndex(row.at, 0, row.serial) if row else QModelIndex()

    def spans(self, ids: Iterable[str]) -> list[tuple[QModelIndex, QModelIndex]]:
        """The first and last of the rows of these ids below each row: thousands told one by one take long."""
        ends: dict[int, tuple[Row, Row]] = {}
        for row in filter(None, map(self._rows.get, ids)):
            above = row.above.serial if row.above else 0
            first, last = ends.get(above, (row, row))
            ends[above] = (row if row.at < first.at else first, row if row.at > last.at else last)
        return [(self._index(first), self._index(last)) for first, last in ends.values()]

    def node_at(self, index: Index) -> Node | None:
        """The node at a place; None for a page and for no place."""
        row = self._at(index)
        return row.node if row else None

    def beside(self, ids: Set[str]) -> list[str]:
        """The other rows that stand under rows of these ids, and the topmost row unless it is one."""
        if self._top is None or self._top.id not in ids:
            return [self._top.id] if self._top else []
        return [row.id for id in ids for row in self._rows[id].rows if row.id not in ids]

    def holders(self, id: str) -> list[str]:
        """The rows under a row that hold rows themselves; the topmost row for no id."""
        row = self._rows.get(id)
        rows = row.rows if row else [self._top] if self._top and not id else []
        return [each.id for each in rows if each.rows]

    def holds_any(self, id: str, ids: Set[str]) -> bool:
        """Whether one of these rows stands under a row."""
        row = self._rows.get(id)
        return row is not None and any(each.id in ids for each in row.rows)

    def _forget(self, row: Row) -> None:
        if self._rows.get(row.id) is row:
            del self._rows[row.id]
            self._proposed.pop(row.id, None)
        del self._by_serial[row.serial]
        for below in row.rows:
            self._forget(below)

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        above = self._by_serial.get(parent.internalId()) if parent is not None else None
        rows = above.rows if above else ([self._top] if self._top else [])
        if column != 0 or not 0 <= row < len(rows):
            return QModelIndex()
        return self.createIndex(row, 0, rows[row].serial)

    def parent(self, index: Index | None = None) -> Any:
        if index is None:
            return super().parent()
        # In one call: Qt asks this of thousands of rows each time some are moved.
        row = self._by_serial.get(index.internalId())
        above = row.above if row else None
        return self.createIndex(above.at, 0, above.serial) if above else QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is None or not parent.isValid():
            return 1 if self._top else 0
        row = self._at(parent)
        return len(row.rows) if row and parent.column() == 0 else 0

    def columnCount(self, parent: Index | None = None) -> int:
        return 1

    def hasChildren(self, parent: Index | None = None) -> bool:
        # As Qt would find out by asking for the counts of rows and columns, of every row that is unfolded.
        row = self._by_serial.get(parent.internalId()) if parent is not None else None
        return bool(row.rows) if row else self.rowCount(parent) > 0

    def _at(self, index: Index) -> Row | None:
        return self._by_serial.get(index.internalId())  # no row has the number of an index that is none

    def _index(self, row: Row | None) -> QModelIndex:
        return self.createIndex(row.at, 0, row.serial) if row else QModelIndex()
