"""The roadmap: the timeline, and below it the same dates as a table. Imports services' values and Qt."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSplitter, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from app.document.figures.series import Bar, Lane, day_of, roadmap
from app.models.errors import Refused
from app.models.nodes import Node
from app.ui.charts.tables import as_register, cell
from app.ui.charts.timeline import Timeline
from app.ui.labels import plain_label
from app.ui.typed import read_date, show_date

HEADS = ("Priority", "Theme", "Start", "End", "Done", "Milestones")
START, END, POINTS = 2, 3, 5


class RoadmapPanel(QWidget):
    """Priorities and milestones by theme. Dates are dragged on the timeline or typed in the table."""

    reschedule_requested = Signal(str, str, str)
    redate_requested = Signal(str, str)
    step_requested = Signal(str, str, int)
    go_requested = Signal(str)

    def __init__(self, read_only: bool = False) -> None:
        super().__init__()
        self.read_only = read_only
        self._bars: dict[str, Bar] = {}
        self.heading = plain_label(self.tr("Roadmap"), "title")
        self.note = plain_label("", "faint", wraps=True)
        self.fault = plain_label("", "fault", wraps=True)
        self.room = QScrollArea()
        self.timeline = Timeline()
        self.timeline.read_only = read_only
        self.table = QTableWidget(0, len(HEADS))
        self._arrange()
        self.table.itemChanged.connect(self._when_typed)
        self.table.currentItemChanged.connect(lambda now, _: self.timeline.choose(_node(now)))
        self.table.cellDoubleClicked.connect(self._open)
        self.timeline.reschedule_requested.connect(self.reschedule_requested)
        self.timeline.redate_requested.connect(self.redate_requested)
        self.timeline.step_requested.connect(self.step_requested)
        self.timeline.go_requested.connect(self.go_requested)
        self.timeline.bar_chosen.connect(self._when_chosen)

    def show_root(self, root: Node) -> None:
        """Shows the priorities and milestones of a tree."""
        lanes = roadmap(root)
        self._bars = {bar.node: bar for lane in lanes for bar in lane.bars}
        chosen = _node(self.table.currentItem())
        self.timeline.show_lanes(lanes)
        self._fill(lanes)
        self._choose(chosen)
        self.fault.hide()
        self.room.setVisible(bool(lanes))
        bare = self.tr(
            "There is no priority yet. Add themes and priorities, give them dates, and they appear here."
        )
        told = self.tr(
            "Drag a bar, one of its ends or a milestone, or choose by ↑ ↓ and move by a month with ← →. "
            "◆ milestone reached, ◇ still to come."
        )
        self.note.setText(told if lanes else bare)

    def _fill(self, lanes: Sequence[Lane]) -> None:
        self.table.blockSignals(True)
        rows = [(lane, bar) for lane in lanes for bar in lane.bars]
        self.table.setRowCount(len(rows))
        model = self.table.model()
        # Told of each cell, the columns would be measured anew for each: a minute for 2,000 priorities.
        model.blockSignals(True)
        for row, (lane, bar) in enumerate(rows):
            start, end = (show_date(day.isoformat()) if day else "" for day in (bar.start, bar.end))
            done = f"{bar.progress} %" if bar.progress else ""
            points = "; ".join(
                f"{'◆' if p.done else '◇'} {p.name} {show_date(p.day.isoformat()) if p.day else ''}"
                for p in bar.points
            )
            for column, text in enumerate((bar.name, lane.name, start, end, done, points)):
                if _stands(self.table.item(row, column), text, bar.node):
                    continue
                item = cell(text, editable=column in (START, END) and not self.read_only)
                item.setData(Qt.ItemDataRole.UserRole, bar.node)
                item.setToolTip(text.replace("; ", "\n") if column == POINTS else text)
                self.table.setItem(row, column, item)
        model.blockSignals(False)
        if rows:
            model.dataChanged.emit(model.index(0, 0), model.index(len(rows) - 1, len(HEADS) - 1))
        self.table.blockSignals(False)

    def _arrange(self) -> None:
        as_register(self.table, [self.tr(head) for head in HEADS], stretch=(0, 1, 5), wraps=False)
        self.table.setAccessibleName(self.tr("Priorities and their dates"))
        self.room.setWidgetResizable(True)
        self.room.setWidget(self.timeline)
        self.room.setAccessibleName(self.tr("Timeline"))
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setMinimumHeight(120)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.addWidget(self.room)
        self.splitter.addWidget(self.table)
        self.splitter.setSizes([400, 220])
        self.splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(8)
        for part in (self.heading, self.note, self.fault):
            column.addWidget(part)
        column.addWidget(self.splitter, 1)

    def _when_typed(self, item: QTableWidgetItem) -> None:
        """Typed dates are asked for; what is no date, or an end before its start, is said and put back."""
        bar = self._bars[_node(item)]
        kept = {
            START: bar.start.isoformat() if bar.start else "",
            END: bar.end.isoformat() if bar.end else "",
        }
        try:
            dates = kept | {item.column(): read_date(item.text())}
            first, last = day_of(dates[START]), day_of(dates[END], last=True)
            if first and last and last < first:
                raise Refused(
                    self.tr("“{}” would end before it starts; change the other date first.").format(bar.name)
                )
        except Refused as fault:
            self.fault.setText(f"⚠ {fault}")
            self.fault.show()
            self.table.blockSignals(True)
            item.setText(show_date(kept[item.column()]))
            self.table.blockSignals(False)
            return
        self.fault.hide()
        self.reschedule_requested.emit(bar.node, dates[START], dates[END])

    def _when_chosen(self, priority: str) -> None:
        self._choose(priority)
        self.room.ensureVisible(0, self.timeline.height_of_chosen(), 0, 40)

    def _choose(self, node: str) -> None:
        for row in range(self.table.rowCount()):
            if node and _node(self.table.item(row, 0)) == node:
                self.table.setCurrentCell(row, max(self.table.currentColumn(), 0))

    def _open(self, row: int, column: int) -> None:
        if self.read_only or column not in (START, END):
            self.go_requested.emit(_node(self.table.item(row, column)))


def _stands(item: QTableWidgetItem | None, text: str, node: str) -> bool:
    return item is not None and item.text() == text and _node(item) == node


def _node(item: QTableWidgetItem | None) -> str:
    return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""
