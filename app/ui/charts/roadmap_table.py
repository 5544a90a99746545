"""The dates of the roadmap as a table model: a row for each priority, made only where it is seen.

Dates are shown with short months, so that milestones have their room, and typed and told in full.

Imports document and Qt only.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.document.figures.series import Bar, Lane
from app.models.dates import long_date
from app.ui.charts.tables import TOP
from app.ui.labels import tip_of
from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.typed import short_date

HEADS = (
    QT_TRANSLATE_NOOP("RoadmapModel", "Priority"),
    QT_TRANSLATE_NOOP("RoadmapModel", "Theme"),
    QT_TRANSLATE_NOOP("RoadmapModel", "Start"),
    QT_TRANSLATE_NOOP("RoadmapModel", "End"),
    QT_TRANSLATE_NOOP("RoadmapModel", "Done"),
    QT_TRANSLATE_NOOP("RoadmapModel", "Milestones"),
)
START, END, POINTS = 2, 3, 5
_NOBODY = QModelIndex()
_WHOLE = (Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole)
Index = QModelIndex | QPersistentModelIndex
Row = tuple[Lane, Bar]


class RoadmapModel(QAbstractTableModel):
    """Priorities with their dates. `typed` is given the row, the column and the words of a date that was typed."""

    def __init__(self, typed: Callable[[int, int, str], None], read_only: bool = False) -> None:
        super().__init__()
        self._typed, self._read_only = typed, read_only
        self.rows: Sequence[Row] = ()
        self._places: dict[str, int] = {}

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Shows other rows; where they are of the same priorities, what is chosen stays so."""
        if [bar.node for _, bar in rows] == [bar.node for _, bar in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(HEADS) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self._places = {bar.node: row for row, (_, bar) in enumerate(rows)}
        self.endResetModel()

    def row_of(self, priority: str) -> int:
        """The row of a priority; -1 where it has none."""
        return self._places.get(priority, -1)

    def node_at(self, at: Index) -> str:
        """The priority of a cell; "" for none."""
        return self.rows[at.row()][1].node if at.isValid() else ""

    def rowCount(self, parent: Index = _NOBODY) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOBODY) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() in (START, END) and not self._read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(self.rows[index.row()], index.column(), short_date)
        if role in _WHOLE:
            text = _text(self.rows[index.row()], index.column())
            return tip_of(text) if role == Qt.ItemDataRole.ToolTipRole else text
        return TOP if role == Qt.ItemDataRole.TextAlignmentRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        if value != _text(self.rows[index.row()], index.column()):
            self._typed(index.row(), index.column(), str(value))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.tr(HEADS[section])
        return None


def _text(row: Row, column: int, told: Callable[[date], str] = long_date) -> str:
    lane, bar = row
    if column in (START, END):
        day = bar.start if column == START else bar.end
        return told(day) if day else ""
    if column == POINTS:
        return "\n".join(
            f"{'◆' if p.done else '◇'} {p.name} {told(p.day) if p.day else ''}" for p in bar.points
        )
    return (bar.name, lane.name, "", "", f"{bar.progress} %" if bar.progress else "")[column]
