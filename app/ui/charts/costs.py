"""The costs by theme and year, with totals that add up, and as bars. Imports services' values and Qt; edits nothing."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.document.figures.series import CostRow, CostTable, cost_table
from app.models.nodes import Node
from app.ui.charts.cost_chart import CostChart
from app.ui.charts.cost_table import CostModel, CostView
from app.ui.charts.first_step import FirstStep, Step, no_step
from app.ui.charts.tables import as_table, share_room
from app.ui.labels import plain_label
from app.ui.typed import short_money

LEAST_LETTERS = 11
MARGIN = 24
NAMES = {0: 18}


class CostsPanel(QWidget):
    """A row for each theme, and for each year its capital and revenue; the last row and the first columns are sums."""

    go_requested = Signal(str)
    add_requested = Signal(str, str)

    def __init__(self, read_only: bool = False, first: Callable[[str], Step | None] = no_step) -> None:
        super().__init__()
        self.read_only = read_only
        self.first = FirstStep(first, self)
        self.first.add_requested.connect(self.add_requested)
        self.near = self.first.near
        self.heading = plain_label(self.tr("Costs"), "title")
        self.note = plain_label("", "faint", wraps=True)
        self.table = CostView()
        self.model = CostModel()
        self.table.setModel(self.model)
        as_table(self.table, stretch=tuple(NAMES))
        self.table.setAccessibleName(self.tr("Costs by theme and year"))
        self.table.activated.connect(self._open)
        self.table.setSelectionBehavior(CostView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(CostView.SelectionMode.SingleSelection)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.chart = CostChart()
        self._costs: tuple[CostRow, ...] = ()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        for part in (self.table, self.chart):
            self.splitter.addWidget(part)
        self.splitter.setSizes([300, 300])
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 16, MARGIN, 24)
        column.setSpacing(8)
        for part in (self.heading, self.note):
            column.addWidget(part)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.splitter, 1)
        column.addStretch()  # for where there are no costs to be shown

    def show_root(self, root: Node) -> None:
        """Shows the costs of a tree."""
        self.show_reckoned(self.reckoned(root))

    def reckoned(self, root: Node) -> CostTable:
        """The costs of a tree, to be shown."""
        return cost_table(root)

    def show_reckoned(self, costs: CostTable) -> None:
        """Shows costs."""
        chosen = self.table.currentIndex()
        self.model.show_costs(costs, self.font())
        self._share_room()
        bare = self.tr("No cost has been written down yet.")
        if not self.read_only:
            bare += " " + self.tr("Add costs to themes and priorities, and they are summed here.")
        told = self.tr("{} in all: {} capital and {} revenue.")
        sums = (short_money(sum) for sum in (costs.total.total, costs.total.capital, costs.total.revenue))
        self.note.setText(told.format(*sums) if costs.rows else bare)
        self.first.offer(not costs.rows and not self.read_only)
        self.splitter.setVisible(bool(costs.rows))
        self._costs = costs.rows
        self.chart.show_costs(costs)
        self.table.setCurrentIndex(self.model.index(chosen.row(), chosen.column()))
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        least = self.fontMetrics().averageCharWidth() * LEAST_LETTERS
        self.table.horizontalHeader().setMinimumSectionSize(least)
        room = self.width() - 2 * MARGIN - self.table.verticalScrollBar().sizeHint().width() - 2
        share_room(self.table, NAMES, room)

    def _choose(self) -> None:
        """Brings out the chosen theme in the chart; nothing for the last row, which holds the sums of all."""
        chosen = self.table.selectionModel().selectedRows()
        at = chosen[0].row() if chosen else -1
        self.chart.choose(self._costs[at] if 0 <= at < len(self._costs) else None)

    def _open(self, at: QModelIndex) -> None:
        if node := self.model.node_at(at):
            self.go_requested.emit(node)
