"""The costs by theme and year, with totals that add up, and as bars. Imports services' values and Qt; edits nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QSplitter, QTableWidget, QVBoxLayout, QWidget

from app.document.figures.series import CostRow, CostTable, Sums, cost_table
from app.models.nodes import Node
from app.ui.charts.cost_chart import CostChart
from app.ui.charts.tables import as_register, cell
from app.ui.labels import plain_label
from app.ui.typed import short_money, show_money

LEAST_LETTERS = 13
TOTALS = (1, 2, 3)


class CostsPanel(QWidget):
    """A row for each theme, and for each year its capital and revenue; the last row and the first columns are sums."""

    go_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.heading = plain_label(self.tr("Costs"), "title")
        self.note = plain_label("", "faint", wraps=True)
        self.table = QTableWidget()
        self.table.setAccessibleName(self.tr("Costs by theme and year"))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.cellActivated.connect(self._open)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.itemSelectionChanged.connect(self._choose)
        self.chart = CostChart()
        self._costs: tuple[CostRow, ...] = ()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        for part in (self.table, self.chart):
            self.splitter.addWidget(part)
        self.splitter.setSizes([300, 300])
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(8)
        for part in (self.heading, self.note):
            column.addWidget(part)
        column.addWidget(self.splitter, 1)

    def show_root(self, root: Node) -> None:
        """Shows the costs of a tree."""
        self.show_reckoned(self.reckoned(root))

    def reckoned(self, root: Node) -> CostTable:
        """The costs of a tree, to be shown."""
        return cost_table(root)

    def show_reckoned(self, costs: CostTable) -> None:
        """Shows costs."""
        years = [year or self.tr("No year") for year in costs.years]
        sorts = (self.tr("capital"), self.tr("revenue"))
        total = self.tr("Total")
        columns = [f"{name}\n{sort}" for name in (total, *years) for sort in sorts]
        as_register(self.table, [self.tr("Theme"), total, *columns], stretch=(0,))
        head = self.table.horizontalHeader()
        head.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * LEAST_LETTERS)
        for column in range(1, self.table.columnCount()):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.table.setRowCount(len(costs.rows) + bool(costs.rows))
        for at, row in enumerate(costs.rows):
            self._fill(
                at, row.name or self.tr("Under no theme"), row.node, (row.total, *row.years), bold=False
            )
        if costs.rows:
            self._fill(len(costs.rows), total, "", (costs.total, *costs.totals), bold=True)
        bare = self.tr(
            "No cost has been written down yet. Add costs to themes and priorities, and they are summed here."
        )
        told = self.tr("{} in all: {} capital and {} revenue.")
        sums = (short_money(sum) for sum in (costs.total.total, costs.total.capital, costs.total.revenue))
        self.note.setText(told.format(*sums) if costs.rows else bare)
        self.splitter.setVisible(bool(costs.rows))
        self._costs = costs.rows
        self.chart.show_costs(costs)
        self._choose()

    def _choose(self) -> None:
        """Brings out the chosen theme in the chart; nothing for the last row, which holds the sums of all."""
        chosen = self.table.selectionModel().selectedRows()
        at = chosen[0].row() if chosen else -1
        self.chart.choose(self._costs[at] if 0 <= at < len(self._costs) else None)

    def _fill(self, at: int, name: str, node: str, sums: tuple[Sums, ...], bold: bool) -> None:
        texts = [show_money(part) for each in sums for part in (each.capital, each.revenue)]
        for column, text in enumerate((name, show_money(sums[0].total), *texts)):
            item = cell(text, bold=bold or column in TOTALS)
            item.setData(Qt.ItemDataRole.UserRole, node)
            self.table.setItem(at, column, item)

    def _open(self, row: int, column: int) -> None:
        item = self.table.item(row, column)
        if item and item.data(Qt.ItemDataRole.UserRole):
            self.go_requested.emit(str(item.data(Qt.ItemDataRole.UserRole)))
