"""The matrix of links as a table model: cells are marks, heads are parts. Imports document and Qt only."""

from collections.abc import Callable
from textwrap import shorten
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.document.answering import Matrix, Relation
from app.models.nodes import Node
from app.ui.labels import tip_of

LETTERS_OF_LINE = 9
"""So many letters of a column's name fit on a line of its head, as words break."""
LINKED = "●"
GAP = "⚠"
ACROSS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
BESIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NOBODY = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class LinksModel(QAbstractTableModel):
    """Rows and columns of one matrix; `called` gives a part's number and name."""

    def __init__(self, called: Callable[[Node], str]) -> None:
        super().__init__()
        self._called = called
        self._gaps: frozenset[str] = frozenset()
        self._letters = 5 * LETTERS_OF_LINE
        self.matrix = Matrix(Relation("", "", ""), (), (), frozenset(), ())

    def show_matrix(self, found: Matrix) -> None:
        """Shows another matrix; where rows and columns stay the same, only its cells and heads are drawn anew."""
        before, gaps = self.matrix, frozenset(gap.node for gap in found.gaps)
        same = before.rows and _ids(before) == _ids(found)
        if same:
            self.matrix, self._gaps = found, gaps
            last = self.index(len(found.rows) - 1, len(found.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(found.rows) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(found.columns) - 1)
            return
        self.beginResetModel()
        self.matrix, self._gaps = found, gaps
        self.endResetModel()

    def shorten_heads(self, lines: int) -> None:
        """Leaves of the columns' names what fits on so many lines; their tips have them whole."""
        if self._letters != (letters := lines * LETTERS_OF_LINE):
            self._letters = letters
            if self.matrix.columns:
                last = len(self.matrix.columns) - 1
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)

    def parts_at(self, at: Index) -> tuple[Node, Node]:
        """The parts of a cell's row and column."""
        return self.matrix.rows[at.row()], self.matrix.columns[at.column()]

    def is_linked(self, at: Index) -> bool:
        """Whether a cell's parts are linked."""
        row, column = self.parts_at(at)
        return (row.id, column.id) in self.matrix.links

    def rowCount(self, parent: Index = _NOBODY) -> int:
        return 0 if parent.isValid() else len(self.matrix.rows)

    def columnCount(self, parent: Index = _NOBODY) -> int:
        return 0 if parent.isValid() else len(self.matrix.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return LINKED if self.is_linked(index) else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            row, column = (self._called(node) for node in self.parts_at(index))
            said = self.tr("{} – {}: linked") if self.is_linked(index) else self.tr("{} – {}: not linked")
            told = said.format(row, column)
            return tip_of(told) if role == Qt.ItemDataRole.ToolTipRole else told
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        nodes = self.matrix.columns if orientation == Qt.Orientation.Horizontal else self.matrix.rows
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) or section >= len(nodes):
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(ACROSS if orientation == Qt.Orientation.Horizontal else BESIDE)
            return None
        node = nodes[section]
        name = self._called(node)
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            name = shorten(name, self._letters, placeholder="…")
        shown = f"{GAP} {name}" if node.id in self._gaps else name
        return tip_of(shown) if role == Qt.ItemDataRole.ToolTipRole else shown


def _ids(found: Matrix) -> tuple[object, ...]:
    return found.relation, found.turned, [n.id for n in found.rows], [n.id for n in found.columns]
