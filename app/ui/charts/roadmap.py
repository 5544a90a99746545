"""The roadmap: the timeline, and below it the same dates as a table. Imports services' values and Qt."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.document.figures.series import Known, known_lanes
from app.models.dates import day_of
from app.models.errors import Refused
from app.models.nodes import Node
from app.ui.charts.first_step import FirstStep, Step, no_step
from app.ui.charts.roadmap_table import END, START, RoadmapModel
from app.ui.charts.tables import as_table, choose_cell, share_room
from app.ui.charts.timeline import Laid, Timeline, laid_out
from app.ui.labels import plain_label
from app.ui.seen_rows import SeenRows
from app.ui.sentences.said import sentence_said
from app.ui.typed import read_planned

MARGIN = 24
NAMES = {0: 16, 1: 13, 5: 22}


class RoadmapPanel(QWidget):
    """Priorities and milestones by theme. Dates are dragged on the timeline or typed in the table."""

    reschedule_requested = Signal(str, str, str)
    redate_requested = Signal(str, str)
    step_requested = Signal(str, str, int)
    go_requested = Signal(str)
    add_requested = Signal(str, str)

    def __init__(self, read_only: bool = False, first: Callable[[str], Step | None] = no_step) -> None:
        super().__init__()
        self.read_only = read_only
        self.first = FirstStep(first, self)
        self.first.add_requested.connect(self.add_requested)
        self.near = self.first.near
        self._known: Known = {}
        self.heading = plain_label(self.tr("Roadmap"), "title")
        self.note = plain_label("", "faint", wraps=True)
        self.fault = plain_label("", "fault", wraps=True)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.room = QScrollArea(self.splitter)
        self.timeline = Timeline(self.room)
        self.timeline.read_only = read_only
        self.table = SeenRows(self.splitter)
        self.model = RoadmapModel(self._when_typed, read_only)
        self._arrange()
        self.table.selectionModel().currentChanged.connect(
            lambda now, _: self.timeline.choose(self.model.node_at(now))
        )
        self.table.activated.connect(self._open)
        self.timeline.reschedule_requested.connect(self.reschedule_requested)
        self.timeline.redate_requested.connect(self.redate_requested)
        self.timeline.step_requested.connect(self.step_requested)
        self.timeline.go_requested.connect(self.go_requested)
        self.timeline.bar_chosen.connect(self._when_chosen)

    def show_root(self, root: Node) -> None:
        """Shows the priorities and milestones of a tree."""
        self.show_reckoned(self.reckoned(root))

    def reckoned(self, root: Node) -> Laid:
        """The priorities and milestones of a tree, laid out; only themes that changed are read anew."""
        known = known_lanes(root, self._known)
        self._known = known
        return laid_out([lane for _, lane in known.values() if lane.bars or lane.points])

    def show_reckoned(self, laid: Laid) -> None:
        """Shows priorities and milestones."""
        lanes, chosen = laid.lanes, self.model.node_at(self.table.currentIndex())
        self.timeline.show_laid(laid)
        self.model.show_rows([(lane, bar) for lane in lanes for bar in lane.bars])
        self._share_room()
        self._choose(chosen)
        self.fault.hide()
        self.room.setVisible(bool(lanes))
        self.first.offer(not lanes and not self.read_only)
        self.note.setText(self._told(laid) if lanes else self._bare())

    def _bare(self) -> str:
        """What is said where there is nothing to show."""
        bare = self.tr("There is no priority yet.")
        add = self.tr("Add themes and priorities, give them dates, and they appear here.")
        return bare if self.read_only else f"{bare} {add}"

    def _told(self, laid: Laid) -> str:
        """How dates are given and moved here, and what the signs mean that are in sight."""
        if not any(bar.start or bar.end for lane in laid.lanes for bar in lane.bars):
            bare = self.tr("No priority has dates yet.")
            typed = self.tr("Type a start and an end in the table below.")
            return bare if self.read_only else f"{bare} {typed}"
        points = (point for lane in laid.lanes for each in (lane, *lane.bars) for point in each.points)
        dated = any(point.day for point in points)
        if self.read_only:
            moved = self.tr("Choose by ↑ ↓.")
        elif dated:
            moved = self.tr(
                "Drag a bar, one of its ends or a milestone, or choose by ↑ ↓ and move by a month with ← →."
            )
        else:
            moved = self.tr("Drag a bar or one of its ends, or choose by ↑ ↓ and move by a month with ← →.")
        return " ".join((moved, self.tr("◆ milestone reached, ◇ still to come."))) if dated else moved

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        room = self.width() - 2 * MARGIN - self.table.verticalScrollBar().sizeHint().width() - 2
        share_room(self.table, NAMES, room)

    def _arrange(self) -> None:
        self.table.setModel(self.model)
        as_table(self.table, stretch=tuple(NAMES))
        self.table.setAccessibleName(self.tr("Priorities and their dates"))
        self.room.setWidgetResizable(True)
        self.room.setWidget(self.timeline)
        self.room.setAccessibleName(self.tr("Timeline"))
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setMinimumHeight(120)
        self.splitter.addWidget(self.room)
        self.splitter.addWidget(self.table)
        self.splitter.setSizes([400, 220])
        self.splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 16, MARGIN, 24)
        column.setSpacing(8)
        for part in (self.heading, self.note, self.fault):
            column.addWidget(part)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.splitter, 1)

    def _when_typed(self, row: int, column: int, words: str) -> None:
        """Typed dates are asked for; what is no date, or an end before its start, is said and not taken."""
        _, bar = self.model.rows[row]
        kept = {
            START: bar.start.isoformat() if bar.start else "",
            END: bar.end.isoformat() if bar.end else "",
        }
        try:
            dates = kept | {column: read_planned(words)}
            first, last = day_of(dates[START]), day_of(dates[END], last=True)
            if first and last and last < first:
                raise Refused(
                    self.tr("“{}” would end before it starts; change the other date first.").format(bar.name)
                )
        except Refused as fault:
            self.fault.setText(f"⚠ {sentence_said(fault)}")
            self.fault.show()
            return
        self.fault.hide()
        self.reschedule_requested.emit(bar.node, dates[START], dates[END])

    def _when_chosen(self, priority: str) -> None:
        self._choose(priority)
        self.room.ensureVisible(0, self.timeline.height_of_chosen(), 0, 40)

    def _choose(self, node: str) -> None:
        if (row := self.model.row_of(node)) >= 0:
            column = max(self.table.currentIndex().column(), 0)
            choose_cell(self.table, self.model.index(row, column))

    def _open(self, at: QModelIndex) -> None:
        if at.column() in (START, END) and not self.read_only:
            self.table.edit(at)
        else:
            self.go_requested.emit(self.model.node_at(at))
