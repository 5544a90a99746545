"""How the approval page is made for an open strategy. Services are imported when they are first asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from app.models.approval import Closing, Decision, Planned, Recorded, Route
from app.models.calendar import Dated
from app.models.nodes import KINDS
from app.services.standing import StageSeen, Standing
from app.ui.approval.approving import Approving
from app.ui.approval.panel import ApprovalPanel
from app.ui.checking.making import open_check
from app.ui.desk import Desk

if TYPE_CHECKING:
    from app.store.library import Library
    from app.ui.window.commands import Commands


def make_panel(desk: Desk) -> ApprovalPanel:
    """The approval page of the strategy; it follows the draft, the versions and what is decided."""
    panel = ApprovalPanel(approving_of(desk))
    desk.changed.connect(panel.when_changed)
    desk.versions_changed.connect(panel.when_changed)
    panel.recorded.connect(desk.versions_changed)
    panel.check_requested.connect(lambda: open_check(desk, panel))
    panel.compare_requested.connect(lambda label: _in_window(panel, lambda does: does.compare_version(label)))
    panel.export_requested.connect(lambda label: _in_window(panel, lambda does: does.outgoing.export(label)))
    return panel


def _in_window(panel: QWidget, do: Callable[[Commands], object]) -> None:
    """Does something with the commands of the window that the panel stands in."""
    if commands := getattr(panel.window(), "commands", None):
        do(commands)


def approving_of(desk: Desk) -> Approving:
    """The activities behind the page, for this strategy."""
    library = cast("Library", desk.library)

    def standing() -> Standing:
        from app.services.standing import standing

        return standing(library, desk.id, _today())

    def recorded() -> Sequence[Recorded]:
        from app.services.approving import recorded_in

        return recorded_in(library, desk.id)

    def faults(version: str, decision: Decision, route: Route) -> dict[str, str]:
        from app.models.approval import approved_already, decision_faults
        from app.services.approving import meetings_of

        print = next((row.fingerprint for row in desk.versions() if row.label == version), "")
        if said := approved_already(decision, print, recorded()):
            return {"version": said}
        found = decision_faults(
            decision, route, recorded(), _today().isoformat(), meetings_of(library, desk.id)
        )
        return dict(reversed(list(found)))

    def before(decision: Decision) -> StageSeen | None:
        from app.services.standing import outcome_before

        return outcome_before(library, desk.id, decision, _today())

    def record(version: str, decision: Decision) -> Sequence[str]:
        from app.services.approving import decide

        return decide(library, desk.id, version, decision).warnings

    def close(closing: Closing) -> None:
        from app.services.approving import close_condition

        desk.draft.flush()
        close_condition(library, desk.id, closing)

    def plan(planned: Planned) -> None:
        from app.services.approving import plan_stage

        plan_stage(library, desk.id, planned)

    def write_calendar(dates: Sequence[Dated], to: Path) -> None:
        from app.exporters.writing import check_place, replace_file
        from app.services.timetables import calendar_file

        check_place(to)
        replace_file(to, calendar_file(dates, desk.root.title, datetime.now(UTC)).encode())

    kinds = tuple(kind for kind in KINDS if kind != "strategy")
    return Approving(
        standing, recorded, desk.versions, faults, before, record, close, plan, write_calendar,
        lambda: desk.choices(kinds), desk.name, _today, desk.read_only, desk.ask,
    )  # fmt: skip


def _today() -> date:
    return datetime.now().astimezone().date()
