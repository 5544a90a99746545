"""The risk register as a sortable table beside the heat map. Imports models and Qt; edits nothing itself."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QSplitter, QVBoxLayout, QWidget

from app.models.kinds import CHANCE, HARM
from app.models.nodes import Node, Risk, name_of
from app.models.tree import walk
from app.ui.charts.first_step import FirstStep, Step, no_step
from app.ui.charts.heat_map import HeatMap, marks_of
from app.ui.charts.risk_table import HEADS, SCORES, RiskModel
from app.ui.charts.tables import as_table, choose_cell, share_room
from app.ui.labels import plain_label
from app.ui.model_words import said
from app.ui.seen_rows import SeenRows

LEAST_LINES = 4
MARGIN = 24
NAMES = {1: 18, 2: 13}
SHARES = 640, 360
TABLE_SHARE = SHARES[0] / sum(SHARES)


class RiskPanel(QWidget):
    """Every risk of the strategy. Scores are typed in the table or dragged on the map."""

    rescore_requested = Signal(str, int, int, bool)
    go_requested = Signal(str)
    add_requested = Signal(str, str)

    def __init__(
        self,
        called: Callable[[Node], str] = name_of,
        read_only: bool = False,
        first: Callable[[str], Step | None] = no_step,
    ) -> None:
        super().__init__()
        self.read_only = read_only
        self.first = FirstStep(first, self)
        self.first.add_requested.connect(self.add_requested)
        self.near = self.first.near
        self.heading = plain_label(self.tr("Risks"), "title")
        self.note = plain_label("", "faint", wraps=True)
        self.fault = plain_label("", "fault", wraps=True)
        self.fault.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.table = SeenRows(self.splitter)
        self.model = RiskModel(called, self.rescore_requested.emit, self._judge, read_only)
        self.map = HeatMap(self.splitter)
        self.map.read_only = read_only
        self._arrange()
        self.table.selectionModel().currentChanged.connect(
            lambda now, _: self.map.choose(self.model.risk_at(now))
        )
        self.table.activated.connect(self._open)
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
        chosen = self.model.risk_at(self.table.currentIndex())
        self.model.show_risks(risks)
        self.map.show_risks(risks)
        self._choose(chosen)
        self.map.setVisible(bool(risks))
        self.first.offer(not risks and not self.read_only)
        self.note.setText(self._told(risks))

    def _told(self, risks: Sequence[Risk]) -> str:
        """What is said above the register: what its signs mean, or what the map lacks, and what can be done."""
        signs = self.tr("● before the response, ○ after it; L likelihood, {}; I impact, {}.")
        signs = signs.format(said(CHANCE), said(HARM))
        if not risks:
            told = self.tr("No risk has been written down yet.")
            done = self.tr("Add one to the Risks part of the strategy.")
        elif not marks_of(risks):
            told = " ".join((self.tr("No risk is scored yet."), signs))
            done = self.tr("Type its likelihood and impact under L and I; it stands on the map then.")
        else:
            told, done = signs, self.tr("Drag a mark, or type a score.")
        return told if self.read_only else f"{told} {done}"

    def _arrange(self) -> None:
        self.table.setModel(self.model)
        as_table(self.table, stretch=(1, 2))
        self._size_columns()
        self.table.setAccessibleName(self.tr("Risk register"))
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.map)
        self.splitter.setSizes(SHARES)
        self.table.installEventFilter(self)
        self.splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 16, MARGIN, 24)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.note)
        column.addWidget(self.fault)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.splitter, 1)

    def _size_columns(self) -> None:
        """Numbers take little room; what is called by a sign and a letter is said in full by the tooltip."""
        head, letters = self.table.horizontalHeader(), self.fontMetrics()
        for column in (0, *range(3, len(HEADS))):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.table.setColumnWidth(column, letters.horizontalAdvance(HEADS[column]) + 26)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.table.horizontalHeader().count():
            self._size_columns()
            self._share_room()
            self._share_columns()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and event.type() == QEvent.Type.Resize:
            self._share_columns()
        return super().eventFilter(watched, event)

    def _share_room(self) -> None:
        """Puts the map beside the table only where the table's share of the width holds its columns."""
        head, letter = self.table.horizontalHeader(), self.fontMetrics().averageCharWidth()
        others = sum(self.table.columnWidth(at) for at in range(head.count()) if at not in NAMES)
        needed = others + letter * sum(NAMES.values()) + self.table.width() - self._room()
        wide = (self.width() - 2 * MARGIN) * TABLE_SHARE >= needed
        ways = Qt.Orientation
        if (self.splitter.orientation() == ways.Horizontal) != wide:
            self.splitter.setOrientation(ways.Horizontal if wide else ways.Vertical)
            self.splitter.setSizes(SHARES)
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * LEAST_LINES)

    def _share_columns(self) -> None:
        share_room(self.table, NAMES, self._room())

    def _room(self) -> int:
        """The room for the table's columns, in pixels."""
        return self.table.width() - self.table.verticalScrollBar().sizeHint().width() - 2

    def _choose(self, risk: str) -> None:
        if (row := self.model.row_of(risk)) >= 0:
            column = max(self.table.currentIndex().column(), 0)
            choose_cell(self.table, self.model.index(row, column))

    def _judge(self, words: str) -> None:
        """Says that typed words are no score, until another one is typed."""
        fault = self.tr("⚠ “{}” is no score; type a number from 1 to 5, or 0 for none.")
        self.fault.setText(fault.format(words) if words else "")
        self.fault.setVisible(bool(words))

    def _open(self, at: QModelIndex) -> None:
        if at.column() in SCORES and not self.read_only:
            self.table.edit(at)
        else:
            self.go_requested.emit(self.model.risk_at(at))
