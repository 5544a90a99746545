"""One stage of the route: its day and what follows from it, papers, outcomes, conditions, people. Imports Qt only."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.models.approval import Condition, Planned, Recorded
from app.models.calendar import Dated
from app.models.dates import long_date, read_day, show_date, weekday
from app.models.errors import Refused
from app.services.standing import IN_FORCE, StageSeen
from app.ui.approval.approving import Approving
from app.ui.approval.route_line import capital, outcome_in_words, told_of, words_of
from app.ui.flow import FlowLayout
from app.ui.icons import icon
from app.ui.keyboard import has_keyboard
from app.ui.labels import plain_label, shown_as_it_is
from app.ui.read_only import read_line
from app.ui.roles import give_role

translate = QCoreApplication.translate

LONGEST_NAME = 32
MARKS = {"done": "●", "now": "◐", "to come": "○", "left out": "–"}


class PlanFields(NamedTuple):
    """Where the day of a stage is typed."""

    day: QLineEdit
    key_decision: QCheckBox
    private: QCheckBox


class StagePage(QScrollArea):
    """Shows a stage; wishes are told, and the panel does them."""

    plan_requested = Signal(object)
    calendar_requested = Signal(object)
    close_requested = Signal(int, int, object)
    part_chosen = Signal(str)

    def __init__(self, approving: Approving, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._approving = approving
        self.plan: PlanFields | None = None
        self.close_buttons: list[QPushButton] = []
        self.correct_buttons: list[QPushButton] = []
        self.calendar: QPushButton | None = None
        self.setWidgetResizable(True)
        give_role(self, QAccessible.Role.Pane)
        self.setAccessibleName(self.tr("The chosen stage"))

    def show_stage(self, seen: StageSeen) -> None:
        """Shows a stage anew."""
        self.plan, self.calendar = None, None
        self.close_buttons, self.correct_buttons = [], []
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(22, 12, 24, 24)  # and the page's own frame of 2
        column.setSpacing(8)
        column.addWidget(plain_label(seen.stage.name, "title", wraps=True))
        words = words_of(seen)
        state = " · ".join(filter(None, (f"{MARKS[seen.state]} {words.said}", words.note)))
        label = plain_label(state, wraps=True)
        label.setAccessibleName(told_of(seen))
        column.addWidget(label)
        who = " · ".join(filter(None, (seen.stage.body, seen.stage.about)))
        if who:
            column.addWidget(plain_label(who, "faint", wraps=True))
        for at, recorded in enumerate(seen.recorded):
            # A call-in that a later decision has overtaken is not what the stage ends with.
            last = at == len(seen.recorded) - 1 and recorded.decision.outcome == seen.said
            self._add_outcome(column, recorded, seen.numbers[at], last=last)
        if seen.stage.key != IN_FORCE and not seen.recorded and not seen.stage.waits:
            if self._approving.read_only:
                self._add_planned(column, seen)
            else:
                self._add_plan(column, seen)
        self._add_papers(column, seen.stage.papers)
        if seen.timetable:
            self._add_timetable(column, seen.timetable)
        column.addStretch()
        written_in = has_keyboard(self)
        # A key pressed in the page may be what brings the next one, so that it must outlive its event.
        if shown := self.takeWidget():
            shown.deleteLater()
        self.setWidget(page)
        if written_in:  # it would go to the seal, past the rest of the page
            (self.plan.day if self.plan else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_plan(self, column: QVBoxLayout, seen: StageSeen) -> None:
        column.addSpacing(8)
        column.addWidget(plain_label(self._day_of(seen), "head"))
        plan = seen.plan
        day = QLineEdit(show_date(plan.date) if plan else "")
        day.setPlaceholderText(self.tr("such as 9 October 2026"))
        day.setAccessibleName(self._day_of(seen))
        day.setFixedWidth(day.fontMetrics().averageCharWidth() * 28)
        key, private = QCheckBox(self.tr("Key decision")), QCheckBox(self.tr("In private"))
        key.setChecked(bool(plan and plan.key_decision))
        private.setChecked(bool(plan and plan.private))
        set_day = QPushButton(self.tr("Plan this day"))
        fault = plain_label("", "fault", wraps=True)
        fault.hide()
        row = FlowLayout(spacing=8, centred=True)
        for part in (day, key, private, set_day):
            row.addWidget(part)
        key.setVisible(seen.stage.decides)
        private.setVisible(seen.stage.decides)
        column.addLayout(row)
        column.addWidget(fault)
        self.plan = PlanFields(day, key, private)

        def wish() -> None:
            try:
                read = read_day(day.text()) if day.text().strip() else ""
            except Refused:
                fault.setText(self.tr("⚠ This is not a day: write it as 9 October 2026."))
                fault.show()
                return
            self.plan_requested.emit(Planned(seen.stage.key, read, key.isChecked(), private.isChecked()))

        set_day.clicked.connect(wish)
        day.returnPressed.connect(wish)

    def _add_planned(self, column: QVBoxLayout, seen: StageSeen) -> None:
        """The day as it is planned, where nobody can plan another."""
        column.addSpacing(8)
        column.addWidget(plain_label(self._day_of(seen), "head"))
        said = self.tr("No day is planned")
        if (plan := seen.plan) and plan.date:
            kinds = (self.tr("Key decision"), plan.key_decision), (self.tr("In private"), plan.private)
            said = " · ".join((show_date(plan.date), *(kind for kind, so in kinds if so)))
        column.addWidget(read_line(said, self._day_of(seen)))

    def _day_of(self, seen: StageSeen) -> str:
        """What the day of a stage is called: no body meets for a consultation."""
        return self.tr("Day of the meeting") if seen.stage.body else self.tr("Day")

    def _add_papers(self, column: QVBoxLayout, papers: Sequence[str]) -> None:
        if papers:
            column.addSpacing(8)
            column.addWidget(plain_label(self.tr("Papers"), "head"))
            column.addWidget(plain_label("\n".join(f"•  {paper}" for paper in papers), wraps=True))

    def _add_timetable(self, column: QVBoxLayout, dates: Sequence[Dated]) -> None:
        column.addSpacing(8)
        self.calendar = QPushButton(icon("roadmap"), self.tr("Calendar file…"))
        self.calendar.setToolTip(self.tr("Write the dates as .ics, for Outlook and other calendars"))
        self.calendar.clicked.connect(lambda: self.calendar_requested.emit(dates))
        row = QHBoxLayout()
        row.addWidget(plain_label(self.tr("What follows from the day"), "head", wraps=True), 1)
        row.addWidget(self.calendar)
        column.addLayout(row)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, each in enumerate(dates):
            sign = "⚠ " if each.missed else ""
            grid.addWidget(plain_label(f"{weekday(each.date, short=True)} {long_date(each.date)}"), 2 * at, 0)
            grid.addWidget(plain_label(f"{sign}{each.what}", wraps=True), 2 * at, 1)
            rule = f"{each.rule} ({each.citation})"
            if each.passed_over:
                rule += self.tr("; not counted: {}").format(", ".join(each.passed_over))
            said = [plain_label(rule, "faint", wraps=True)]
            if each.missed:
                way = f"{each.way_out[:1].upper()}{each.way_out[1:]}."
                said.append(plain_label(self.tr("Missed. {}").format(way), "notice", wraps=True))
            grid.addWidget(_stacked(*said), 2 * at + 1, 1)
        column.addLayout(grid)

    def _add_outcome(self, column: QVBoxLayout, recorded: Recorded, number: int, *, last: bool) -> None:
        decision = recorded.decision
        column.addSpacing(8)
        outcome = capital(outcome_in_words(decision.outcome))
        head = self.tr("Outcome: {}") if last else self.tr("Earlier outcome: {}")
        column.addWidget(plain_label(head.format(outcome), "head", wraps=True))
        reference = ", ".join(filter(None, (decision.number, minute_in_words(self, decision.minute))))
        lines = (
            (self.tr("Decided by"), f"{decision.body}, {show_date(decision.date)}"),
            (self.tr("Version"), f"{recorded.version} · {recorded.fingerprint[:12]}"),
            (self.tr("Reference"), reference),
            (self.tr("Reasons"), decision.reasons),
            (self.tr("Alternatives rejected"), decision.alternatives),
            (self.tr("Interests declared"), decision.interests),
            (self.tr("Members present"), ", ".join(decision.present)),
            (self.tr("Published"), show_date(decision.published)),
            (self.tr("Takes effect"), show_date(decision.effective)),
            (self.tr("Went ahead because"), decision.reason),
            (self.tr("Note"), decision.note),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        for at, (name, said) in enumerate((name, said) for name, said in lines if said):
            grid.addWidget(plain_label(name, "faint"), at, 0)
            grid.addWidget(plain_label(said, wraps=True), at, 1)
        column.addLayout(grid)
        for at, condition in enumerate(decision.conditions, 1):
            column.addWidget(self._condition(condition, number, at))

    def _condition(self, condition: Condition, decision: int, number: int) -> QWidget:
        row = QWidget()
        sign = "●" if condition.closed else "○"
        text = plain_label(f"{sign} {condition.text}\n{self._how(condition)}", wraps=True)
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        # A part's name may take the room of the words, so it stands below them.
        line = QVBoxLayout(row) if condition.closed else QHBoxLayout(row)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(8)
        line.addWidget(text, 1)
        buttons = FlowLayout(spacing=8)
        if condition.node and self._approving.name(condition.node):
            show = QPushButton(icon("links"), shown_as_it_is(_cut(self._approving.name(condition.node))))
            show.setAccessibleName(self._approving.name(condition.node))
            show.setToolTip(self.tr("Show the part that answers the condition"))
            show.clicked.connect(lambda: self.part_chosen.emit(condition.node))
            buttons.addWidget(show)
        if not self._approving.read_only:
            met = bool(condition.closed)
            close = QPushButton(self.tr("Correct…") if met else self.tr("Close…"))
            said = self.tr("Correct how it was met: {}") if met else self.tr("Close the condition: {}")
            close.setAccessibleName(said.format(condition.text))
            close.clicked.connect(lambda: self.close_requested.emit(decision, number, condition))
            (self.correct_buttons if met else self.close_buttons).append(close)
            if met:
                buttons.addWidget(close)
            else:
                line.addWidget(close)
        if condition.closed:
            line.addLayout(buttons)
        return row

    def _how(self, condition: Condition) -> str:
        if not condition.closed:
            return self.tr("Still to be met")
        where = self.tr("in {}").format(condition.version) if condition.version else self.tr("in the draft")
        met = (
            self.tr("Met {} {}").format(show_date(condition.closed), where if condition.node else "").strip()
        )
        return f"{met}. {condition.answer}".strip()


def minute_in_words(widget: QWidget, minute: str) -> str:
    """A minute's reference; a bare number is called a minute."""
    return translate("StagePage", "Minute {}").format(minute) if minute[:1].isdigit() else minute


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"


def _stacked(*parts: QWidget) -> QWidget:
    """Widgets below one another."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for part in parts:
        column.addWidget(part)
    return whole
