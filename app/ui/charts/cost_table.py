"""The costs by theme and year as a table model, its last row and first columns being sums. Document and Qt only."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from app.document.figures.series import CostTable, Sums
from app.ui.charts.tables import LEFT, RIGHT
from app.ui.seen_rows import SeenRows
from app.ui.typed import show_money

TOTALS = (1, 2, 3)
_NOBODY = QModelIndex()
Index = QModelIndex | QPersistentModelIndex
Row = tuple[str, Sequence[str]]


class CostModel(QAbstractTableModel):
    """Themes as rows; a theme's total, and for all years together and each one its capital and revenue."""

    def __init__(self) -> None:
        super().__init__()
        self._heads: list[str] = []
        self._rows: list[Row] = []
        self._bold = QFont()

    def show_costs(self, costs: CostTable, font: QFont) -> None:
        """Shows costs; sums are bold in this font."""
        total, sorts = self.tr("Total"), (self.tr("capital"), self.tr("revenue"))
        years = (year or self.tr("No year") for year in costs.years)
        self.beginResetModel()
        self._bold = QFont(font)
        self._bold.setBold(True)
        self._heads = [
            self.tr("Theme"),
            total,
            *(f"{name}\n{sort}" for name in (total, *years) for sort in sorts),
        ]
        named = (
            (row.node, row.name or self.tr("Under no theme"), row.total, row.years) for row in costs.rows
        )
        self._rows = [(node, _texts(name, sums, by_year)) for node, name, sums, by_year in named]
        if costs.rows:
            self._rows.append(("", _texts(total, costs.total, costs.totals)))
        self.endResetModel()

    def node_at(self, at: Index) -> str:
        """The theme of a cell; "" for none."""
        return self._rows[at.row()][0] if at.isValid() else ""

    def longest(self, column: int) -> int:
        """The row that says most in a column."""
        return max(range(len(self._rows)), key=lambda row: len(self._rows[row][1][column]))

    def rowCount(self, parent: Index = _NOBODY) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOBODY) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[row][1][column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column else LEFT
        if role == Qt.ItemDataRole.FontRole and (column in TOTALS or row == len(self._rows) - 1):
            return self._bold
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._heads[section]
        return None


class CostView(SeenRows):
    """The table on show. Its columns of sums are as wide as the longest of them and the sum of all need.

    Qt would measure forty cells of each, three times before the table is seen first.
    """

    def sizeHintForColumn(self, column: int) -> int:
        model = self.model()
        if not isinstance(model, CostModel) or not model.rowCount() or not column:
            return super().sizeHintForColumn(column)
        rows = model.longest(column), model.rowCount() - 1
        return max(self.sizeHintForIndex(model.index(row, column)).width() for row in rows) + 1


def _texts(name: str, total: Sums, years: Sequence[Sums]) -> list[str]:
    parts = (part for each in (total, *years) for part in (each.capital, each.revenue))
    return [name, show_money(total.total), *map(show_money, parts)]
