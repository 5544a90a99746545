"""Recording an outcome: what a body decided, as it will stand in the minutes. Imports models and Qt only."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.models.approval import (
    APPROVING,
    LATEST_YEARS,
    Condition,
    Decision,
    Outcome,
    Route,
    Stage,
    approving,
    deciding_stage,
)
from app.models.dates import read_day, show_date
from app.models.errors import Refused
from app.services.standing import StageSeen
from app.ui.approval.approving import Approving
from app.ui.approval.asked import AskedDialog
from app.ui.approval.route_line import capital, outcome_in_words
from app.ui.choice import Choice
from app.ui.sentences.said import sentence_said

translate = QCoreApplication.translate

OUTCOMES: tuple[Outcome, ...] = Outcome.__args__  # type: ignore[attr-defined]
DATES = ("date", "published", "effective")
UNREADABLE = "0000"


class OutcomeDialog(AskedDialog):
    """Asks for a decision and records it. `warnings` are what whoever recorded it ought to know."""

    def __init__(
        self, approving: Approving, route: Route, chosen: StageSeen | None, parent: QWidget | None = None
    ) -> None:
        super().__init__("", "", "", parent)
        self.setWindowTitle(self.tr("Record an outcome"))
        self.done_button.setText(self.tr("Record"))
        self._approving = approving
        self._route = route
        self.warnings: tuple[str, ...] = ()
        self.notice.show()
        self._add_fields()
        self._begin(chosen)
        self.fields["stage"].currentIndexChanged.connect(self._when_stage)  # type: ignore[union-attr]
        for key in ("outcome", "version"):
            self.fields[key].currentIndexChanged.connect(self._when_outcome)  # type: ignore[union-attr]
        self.fields["body"].textChanged.connect(self._when_outcome)  # type: ignore[union-attr]
        self._when_outcome()
        self.fit(96, 50)

    def decision(self) -> Decision:
        """What the fields say; a day that cannot be read stands as one that is none."""
        said = self.said
        asked = "conditions" in said("outcome")
        lines = said("conditions").splitlines() if asked else []
        conditions = tuple(Condition(" ".join(line.split())) for line in lines if line.strip())
        present = said("present").replace("\n", ",").split(",")
        days = {name: self._day(name) for name in DATES}
        texts = "body stage number minute reasons alternatives interests note reason".split()
        return Decision(
            outcome=self._outcome(),
            present=tuple(" ".join(name.split()) for name in present if name.strip()),
            conditions=conditions,
            **days,
            **{name: said(name) for name in texts},
        )

    def faults(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for name in DATES:
            if self._day(name) == UNREADABLE:
                found[name] = self.tr("This is not a day: write it as 9 October 2026.")
        if not self.said("version"):
            found["version"] = self.tr("A decision is about a saved version: save one first.")
        return {**self.refused(), **_own(self), **found}

    def refused(self) -> Mapping[str, str]:
        """For what the decision, as it stands in the fields, could not be recorded."""
        return self._approving.faults(self.said("version"), self.decision(), self._route)

    def finish(self) -> None:
        if not self._goes_on():
            return
        try:
            self.warnings = tuple(self._approving.record(self.said("version"), self.decision()))
        except Refused as fault:
            self.refuse(sentence_said(fault))
            return
        self.accept()

    def _goes_on(self) -> bool:
        """Whether to record an outcome for a stage that has one already."""
        seen = self._approving.before(self.decision())
        if seen is None:
            return True
        last = seen.recorded[-1].decision
        question = self.tr(
            "“{}” has an outcome already: {} by {} on {}. Both will stay in the record, and the later one counts."
        ).format(seen.stage.name, outcome_in_words(last.outcome), last.body, show_date(last.date))
        return self._approving.ask.yes(self.tr("Record an outcome"), question, self.tr("Record another"))

    def _outcome(self) -> Outcome:
        return next(each for each in OUTCOMES if each == self.said("outcome"))

    def _day(self, name: str) -> str:
        if not self.said(name):
            return ""
        try:
            return read_day(self.said(name))
        except Refused:
            return UNREADABLE

    def _add_fields(self) -> None:
        versions, stages, outcomes = Choice(), Choice(), Choice()
        for row in reversed(self._approving.versions()):
            versions.addItem(f"{row.label} · {show_date(row.date)}", row.label)
        for stage in self._route.stages:
            stages.addItem(stage.name, stage.key)
        for outcome in OUTCOMES:
            outcomes.addItem(capital(outcome_in_words(outcome)), outcome)
        self.add("version", self.tr("Version decided on"), versions)
        self.add("stage", self.tr("Stage"), stages)
        self.add("outcome", self.tr("Outcome"), outcomes)
        self.add("body", self.tr("Decided by"), QLineEdit(), self.tr("The body, such as Executive"))
        self.add(
            "date",
            self.tr("Decided on"),
            QLineEdit(),
            self.tr("The day of the meeting, such as 9 October 2026"),
        )
        conditions = self.tr("One condition to a line; each is tracked until it is met")
        self.add("conditions", self.tr("Conditions"), QPlainTextEdit(), conditions)
        why = self.tr("Why stages that the route asks for were left out, or why another body decided")
        self.add("reason", self.tr("Reason for going ahead"), QPlainTextEdit(), why)
        self.add("number", self.tr("Decision number"), QLineEdit())
        self.add("minute", self.tr("Minute reference"), QLineEdit())
        self.add("reasons", self.tr("Reasons for the decision"), QPlainTextEdit())
        self.add("alternatives", self.tr("Alternatives rejected"), QPlainTextEdit())
        self.add("interests", self.tr("Interests declared"), QPlainTextEdit())
        self.add(
            "present",
            self.tr("Members present"),
            QPlainTextEdit(),
            self.tr("Names, with commas or on lines of their own"),
        )
        published = self.tr("If left empty, the day of the meeting")
        self.add("published", self.tr("Decision published on"), QLineEdit(), published)
        effective = self.tr("If left empty, worked out from call-in")
        self.add("effective", self.tr("Takes effect on"), QLineEdit(), effective)
        self.add("note", self.tr("Note"), QLineEdit())

    def _begin(self, chosen: StageSeen | None) -> None:
        stages = self.fields["stage"]
        assert isinstance(stages, QComboBox)
        stage = chosen.stage if chosen else None
        at = stages.findData(stage.key) if stage else 0
        stages.setCurrentIndex(max(at, 0))
        day = chosen.plan.date if chosen and chosen.plan else self._approving.today().isoformat()
        self._set("date", show_date(min(day, self._approving.today().isoformat())))
        self._take_stage(self._stage())

    def _stage(self) -> Stage:
        return next(stage for stage in self._route.stages if stage.key == self.said("stage"))

    def _take_stage(self, stage: Stage) -> None:
        self._set("body", stage.body)
        outcomes = self.fields["outcome"]
        assert isinstance(outcomes, QComboBox)
        usual = "approved" if stage.decides else "called in" if stage.waits else "supported"
        outcomes.setCurrentIndex(outcomes.findData(usual))
        approved = approving(self._approving.recorded()) if stage.waits else None
        if approved is not None:  # it is what is called in, also where versions were saved since
            versions = self.fields["version"]
            assert isinstance(versions, QComboBox)
            versions.setCurrentIndex(max(versions.findData(approved.version), 0))

    def _set(self, key: str, text: str) -> None:
        field = self.fields[key]
        assert isinstance(field, QLineEdit)
        field.setText(text)

    def _when_stage(self) -> None:
        self._take_stage(self._stage())
        self._when_outcome()

    def _when_outcome(self) -> None:
        """Asks for conditions where there are some, for a reason where a stage was left out; says what is sealed."""
        lasts = self.tr("Once recorded, an outcome stays in the record and cannot be changed.")
        seals = self.tr("This seals {} as the approved copy.").format(self.said("version"))
        approves = self._outcome() in APPROVING and self._stage().decides and self.said("version")
        self.notice.setText(f"{seals} {lasts}" if approves else lasts)
        self.show_row("conditions", "conditions" in self.said("outcome"))
        wanted = "reason" in self.refused() or self.by_another() or self.said("reason")
        self.show_row("reason", bool(wanted))

    def by_another(self) -> str:
        """The body that approves on the route, where another is said to have approved; or ""."""
        stage = deciding_stage(self._route)
        return stage.body if stage and self.said("body") and "body" in self.refused() else ""


def _own(dialog: OutcomeDialog) -> dict[str, str]:
    """Faults in the window's words, where the file's would name what no window has."""
    found: dict[str, str] = {}
    if not dialog.said("body"):
        found["body"] = translate("Outcome", "Say which body or officer decided.")
    elif body := dialog.by_another():
        said = translate(
            "Outcome",
            "On this route it is {} that approves: correct the name, or give the reason why another body decided.",
        )
        found["body"] = said.format(body)
    if not dialog.said("date"):
        found["date"] = translate("Outcome", "Say on which day it was decided.")
    if "conditions" in dialog.said("outcome") and not dialog.said("conditions"):
        found["conditions"] = translate(
            "Outcome", "The outcome has conditions: write them here, one to a line."
        )
    refused = dialog.refused()
    for name in set(DATES[1:]) & set(refused):
        early = translate("Outcome", "This is before the day of the decision: check both.")
        late = translate("Outcome", "This is more than {} years after the decision: check the year.")
        decision = dialog.decision()
        found[name] = early if getattr(decision, name) < decision.date else late.format(LATEST_YEARS)
    if "reason" in refused:
        found["reason"] = translate(
            "Outcome", "Stages that the route asks for are not recorded: say why, or record them first."
        )
    return found
