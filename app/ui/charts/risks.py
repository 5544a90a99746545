"""The risk register as a sortable table beside the heat map. Imports models and Qt; edits nothing itself."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QSplitter, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from app.document.figures.scores import STEPS
from app.models.nodes import Node, Risk, name_of
from app.models.text import blocks_text
from app.models.tree import walk
from app.ui.charts.heat_map import HeatMap
from app.ui.charts.tables import as_register, cell
from app.ui.labels import plain_label

HEADS = ("No.", "Risk", "Owner", "● L", "● I", "● L×I", "○ L", "○ I", "○ L×I")
LETTERS_FOR_BOTH = 115
LEAST_LINES = 4
MARGIN = 24
NAMES = {1: 18, 2: 13}
SCORES = {3: ("likelihood", False), 4: ("impact", False), 6: ("likelihood", True), 7: ("impact", True)}


class RiskPanel(QWidget):
    """Every risk of the strategy. Scores are typed in the table or dragged on the map."""

    rescore_requested = Signal(str, int, int, bool)
    go_requested = Signal(str)

    def __init__(self, called: Callable[[Node], str] = name_of, read_only: bool = False) -> None:
        super().__init__()
        self._called = called
        self._risks: dict[str, Risk] = {}
        self.read_only = read_only
        self.heading = plain_label(self.tr("Risks"), "title")
        self.note = plain_label("", "faint", wraps=True)
        self.table = QTableWidget(0, len(HEADS))
        self.map = HeatMap()
        self.map.read_only = read_only
        self._arrange()
        self.table.itemChanged.connect(self._when_typed)
        self.table.currentItemChanged.connect(self._when_chosen)
        self.table.cellDoubleClicked.connect(self._open)
        self.map.rescore_requested.connect(self.rescore_requested)
        self.map.risk_chosen.connect(self._choose)

    def show_root(self, root: Node) -> None:
        """Shows the risks of a tree."""
        self.show_reckoned(self.reckoned(root))

    def reckoned(self, root: Node) -> list[Risk]:
        """The risks of a tree, in its order."""
        return [node for node in walk(root) if isinstance(node, Risk)]

    def show_reckoned(self, risks: Sequence[Risk]) -> None:
        """Shows risks."""
        chosen = self._chosen()
        self._risks = {risk.id: risk for risk in risks}
        self._fill(risks)
        self.map.show_risks(risks)
        self._choose(chosen)
        self.map.setVisible(bool(risks))
        bare = self.tr("No risk has been written down yet. Add one to the Risks part of the strategy.")
        told = self.tr(
            "● before the response, ○ after it; L likelihood, I impact. Drag a mark, or type a score from 1 to 5."
        )
        self.note.setText(told if risks else bare)

    def _fill(self, risks: Sequence[Risk]) -> None:
        self.table.blockSignals(True)
        self.table.setSortingEnabled(False)
        self.table.setRowCount(len(risks))
        for row, risk in enumerate(risks):
            before, after = risk.likelihood * risk.impact, risk.likelihood_after * risk.impact_after
            values: tuple[Any, ...] = (
                row + 1, self._called(risk), risk.owner, risk.likelihood, risk.impact, before,
                risk.likelihood_after, risk.impact_after, after,
            )  # fmt: skip
            for column, value in enumerate(values):
                item = cell(value, editable=column in SCORES and not self.read_only)
                item.setData(Qt.ItemDataRole.UserRole, risk.id)
                if column == 1:
                    item.setToolTip(blocks_text(risk.body))
                self.table.setItem(row, column, item)
        self.table.setSortingEnabled(True)
        self.table.blockSignals(False)

    def _arrange(self) -> None:
        as_register(self.table, [self.tr(head) for head in HEADS], stretch=(1, 2))
        self._size_columns()
        self.table.setAccessibleName(self.tr("Risk register"))
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.map)
        self.splitter.setSizes([640, 360])
        self.splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 16, MARGIN, 24)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.note)
        column.addWidget(self.splitter, 1)

    def _size_columns(self) -> None:
        """Numbers take little room; what is called by a sign and a letter is said in full by the tooltip."""
        names = (self.tr("likelihood"), self.tr("impact"), self.tr("likelihood × impact"))
        head, letters = self.table.horizontalHeader(), self.fontMetrics()
        for column in (0, *range(3, len(HEADS))):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.table.setColumnWidth(column, letters.horizontalAdvance(HEADS[column]) + 26)
            if column:
                when = self.tr("before the response") if column < 6 else self.tr("after the response")
                said = f"{names[column % 3]}, {when}"
                item = QTableWidgetItem(self.tr(HEADS[column]))
                item.setToolTip(said)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
                self.table.setHorizontalHeaderItem(column, item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * LETTERS_FOR_BOTH
        self.splitter.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * LEAST_LINES)
        self._share_room(wide)

    def _share_room(self, wide: bool) -> None:
        """Risk and owner take what the scores leave; where that is too little to read, the table scrolls."""
        head, letter = self.table.horizontalHeader(), self.fontMetrics().averageCharWidth()
        scores = sum(self.table.columnWidth(column) for column in range(len(HEADS)) if column not in NAMES)
        room = self.width() - 2 * MARGIN - self.table.verticalScrollBar().sizeHint().width() - 2
        fits = wide or room - scores >= letter * sum(NAMES.values())
        for column, letters in NAMES.items():
            ways = QHeaderView.ResizeMode
            head.setSectionResizeMode(column, ways.Stretch if fits else ways.Interactive)
            if not fits:
                self.table.setColumnWidth(column, letter * letters)

    def _when_typed(self, item: QTableWidgetItem) -> None:
        """A typed score is asked for; anything but 0 to 5 is put back."""
        risk = self._risks[item.data(Qt.ItemDataRole.UserRole)]
        which, after = SCORES[item.column()]
        end = "_after" if after else ""
        scores = {name: getattr(risk, name + end) for name in ("likelihood", "impact")}
        text = str(item.data(Qt.ItemDataRole.EditRole)).strip()
        if text.isdecimal() and int(text) <= STEPS:
            scores[which] = int(text)
            self.rescore_requested.emit(risk.id, scores["likelihood"], scores["impact"], after)
        else:
            self.table.blockSignals(True)
            item.setData(Qt.ItemDataRole.EditRole, scores[which])
            self.table.blockSignals(False)

    def _when_chosen(self, now: QTableWidgetItem | None) -> None:
        self.map.choose(now.data(Qt.ItemDataRole.UserRole) if now else "")

    def _chosen(self) -> str:
        item = self.table.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _choose(self, risk: str) -> None:
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            if item and item.data(Qt.ItemDataRole.UserRole) == risk:
                self.table.setCurrentCell(row, max(self.table.currentColumn(), 0))

    def _open(self, row: int, column: int) -> None:
        item = self.table.item(row, column)
        if item and (column not in SCORES or self.read_only):
            self.go_requested.emit(str(item.data(Qt.ItemDataRole.UserRole)))
