"""The approval page: the route as a line of stages, the chosen stage below it, the seal at the right.

It decides nothing: what is approved, due or missed is the services' to say. Imports models and Qt only.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.models.approval import Condition, Planned
from app.models.calendar import Dated
from app.models.errors import Refused
from app.services.standing import Standing
from app.ui.approval.approving import Approving
from app.ui.approval.closing import ClosingDialog
from app.ui.approval.outcome import OutcomeDialog
from app.ui.approval.route_line import RouteLine
from app.ui.approval.seal import Seal
from app.ui.approval.stage_page import StagePage
from app.ui.icons import icon
from app.ui.keyboard import kept_on_page
from app.ui.labels import plain_label
from app.ui.passing import open_once
from app.ui.quiet import QUIET_MS
from app.ui.sentences.said import sentence_said

LETTERS_FOR_BOTH = 95
SEAL_LETTERS = 34
LEAST_LINES = 8


class ApprovalPanel(QWidget):
    """Where the strategy stands, and what can be recorded of it."""

    go_requested = Signal(str)
    compare_requested = Signal(str)
    export_requested = Signal(str)
    check_requested = Signal()
    recorded = Signal()

    def __init__(self, approving: Approving, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._approving = approving
        self._standing: Standing | None = None
        self._stale = True
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._renew)
        self.line = RouteLine()
        self.next = plain_label("", "notice", wraps=True)
        self.fault = plain_label("", "fault", wraps=True)
        self.heading = plain_label("", "head", wraps=True)
        self.record = QPushButton(icon("approval"), self.tr("Record an outcome…"))
        self.record.setToolTip(self.tr("Write down what was decided, and when (Ctrl+Shift+D)"))
        self.page = StagePage(approving)
        self.seal = Seal()
        self.dialog: OutcomeDialog | ClosingDialog | None = None
        self._arrange()
        self._connect()

    @property
    def standing(self) -> Standing | None:
        """What is shown; None where it could not be worked out."""
        return self._standing

    def refresh(self, *, keep: bool = True) -> None:
        """Shows where the strategy stands now; with `keep`, at the stage that was chosen."""
        with kept_on_page(self):
            self._refresh(keep=keep)

    def _refresh(self, *, keep: bool) -> None:
        self._stale = False
        before = self._standing
        chosen = self._chosen_key() if keep else ""
        try:
            self._standing = self._approving.standing()
        except Refused as fault:
            self._standing = None
            self.fault.setText(f"⚠ {sentence_said(fault)}")
        shown = self._standing
        self.fault.setVisible(shown is None)
        for part in (self.line, self.next, self.page, self.seal):
            part.setVisible(shown is not None)
        self.record.setEnabled(shown is not None and not self._approving.read_only)
        if shown is None:
            return
        keys = [each.stage.key for each in shown.stages]
        at = keys.index(chosen) if chosen in keys else shown.now
        if shown == before and at == self.line.at:
            return
        self.heading.setText(shown.route.name)
        self.next.setText(self.tr("Next: {}").format(shown.next))
        self.line.show_stages(shown.stages, at)
        self.page.show_stage(shown.stages[self.line.at])
        self.seal.show_standing(shown)

    def when_changed(self) -> None:
        """The draft, the versions or the decisions have changed."""
        self._stale = True
        if self.isVisible():
            self._later.start(QUIET_MS)

    def _renew(self) -> None:
        if self._stale and self.isVisible():
            self.refresh()

    def record_outcome(self) -> None:
        """Asks for an outcome and records it."""
        shown = self._standing
        if shown is None:
            return
        if not self._approving.versions():
            self._approving.ask.tell(
                self.tr("Record an outcome"),
                self.tr("A decision is about a version: save the draft as one first (Ctrl+Shift+S)."),
            )
            return
        stage = shown.stages[self.line.at]
        dialog = OutcomeDialog(self._approving, shown.route, stage, self)
        dialog.accepted.connect(lambda: self._when_recorded(dialog.warnings))
        self._open(dialog)

    def close_condition(self, decision: int, number: int, condition: Condition) -> None:
        """Asks how a condition was met, or was noted to be, and notes it."""
        dialog = ClosingDialog(self._approving, decision, number, condition, self)
        dialog.accepted.connect(self._when_noted)
        self._open(dialog)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        wide = self.width() >= letter * LETTERS_FOR_BOTH
        ways = QBoxLayout.Direction
        self._below.setDirection(ways.LeftToRight if wide else ways.TopToBottom)
        # The route's own name can be spared where its stages need the room.
        self.heading.setVisible(wide)
        self.seal.setMaximumWidth(letter * SEAL_LETTERS if wide else 16777215)
        self.seal.setMinimumWidth(letter * 28 if wide else 0)
        for part in (self.page, self.seal):
            part.setMinimumHeight(self.fontMetrics().lineSpacing() * LEAST_LINES)

    def _arrange(self) -> None:
        self.line.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self.heading, 1)
        top.addStretch()
        top.addWidget(self.record)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(0)
        self._below.addWidget(self.page, 3)
        self._below.addWidget(self.seal, 1)
        upper = QVBoxLayout()
        upper.setContentsMargins(24, 16, 16, 4)
        upper.setSpacing(8)
        upper.addLayout(top)
        upper.addWidget(self.fault)
        upper.addWidget(self.line)
        upper.addWidget(self.next)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper)
        column.addLayout(self._below, 1)
        # Where the route alone fills the height, as with large text, the whole page scrolls.
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(self.tr("Approval"))
        area.setWidget(sheet)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(area)

    def _connect(self) -> None:
        self.line.chosen.connect(self._show_stage)
        self.record.clicked.connect(self.record_outcome)
        self.page.plan_requested.connect(self._plan)
        self.page.calendar_requested.connect(self._write_calendar)
        self.page.close_requested.connect(self.close_condition)
        self.page.part_chosen.connect(self.go_requested)
        self.seal.check_requested.connect(self.check_requested)
        self.seal.compare_requested.connect(self.compare_requested)
        self.seal.export_requested.connect(self.export_requested)

    def _open(self, dialog: OutcomeDialog | ClosingDialog) -> None:
        dialog.finished.connect(lambda: setattr(self, "dialog", None))
        self.dialog = dialog
        open_once(dialog)

    def _when_recorded(self, warnings: Sequence[str]) -> None:
        self.refresh(keep=False)
        self.recorded.emit()
        if warnings:
            self._approving.ask.tell(self.tr("Recorded"), "\n".join(warnings))

    def _when_noted(self) -> None:
        self.refresh()
        self.recorded.emit()

    def _show_stage(self, at: int) -> None:
        if self._standing is not None:
            self.page.show_stage(self._standing.stages[at])

    def _chosen_key(self) -> str:
        """The stage that was chosen, unless it is only the one that was next: then the page goes along."""
        shown = self._standing
        return shown.stages[self.line.at].stage.key if shown and self.line.at != shown.now else ""

    def _plan(self, planned: Planned) -> None:
        try:
            self._approving.plan(planned)
        except Refused as fault:
            self._approving.ask.tell(self.tr("Plan a meeting"), sentence_said(fault))
            return
        self._when_noted()

    def _write_calendar(self, dates: Sequence[Dated]) -> None:
        meeting = next((each.date for each in dates if each.what == "Meeting"), date.min)
        name = f"timetable {meeting.isoformat()}.ics"
        to = self._approving.ask.save_file(self.tr("Calendar file"), name, self.tr("Calendars (*.ics)"))
        if to is None:
            return
        try:
            self._approving.write_calendar(dates, to)
        except Refused as fault:
            self._approving.ask.tell(self.tr("Calendar file"), sentence_said(fault))
