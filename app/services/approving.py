"""Taking a strategy through its committees: recording decisions, so that one version becomes the approved one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from app.models.approval import (
    APPROVING,
    Approval,
    Closing,
    Decision,
    Planned,
    Recorded,
    Route,
    approved_already,
    checked_decision,
    deciding_stage,
    plans_of,
    route_faults,
    with_closings,
)
from app.models.control import version_date
from app.models.dates import show_date
from app.models.errors import Refused
from app.resources import resource_root
from app.services.counterparts import as_read, house_kept, packed
from app.services.exporting import document_of, house_of
from app.services.houses import own_folders
from app.services.targets import DRAFT, reach_in
from app.services.toml_files import key_of, read_toml_text, said_at

if TYPE_CHECKING:
    from app.store.library import Library


class Decided(Struct, frozen=True):
    """A recorded decision and what whoever recorded it ought to know."""

    recorded: Recorded
    version: str
    warnings: tuple[str, ...] = ()


def read_decision(path: Path) -> Decision:
    """The decision of a TOML file. Raises Refused with file, line, key and what may stand there."""
    found, text = read_toml_text(path, Decision)
    dates: dict[str, str] = {}
    for name in ("date", "published", "effective"):
        try:
            dates[name] = version_date(getattr(found, name)) if getattr(found, name) else ""
        except Refused as fault:
            raise Refused(said_at(path, text, (name,), f"{name}: {fault}")) from fault
    return structs.replace(found, **dates)


def route_of(house: str) -> Route | None:
    """The route of a house style: a council's own, else the program's, else none."""
    folders = (resource_root() / "routes", *(folder / "routes" for folder in own_folders()))
    found = [folder / f"{key}.toml" for folder in folders for key in ("plain", house)]
    paths = [path for path in found if path.is_file()]
    return read_route(paths[-1]) if paths else None


def read_route(path: Path) -> Route:
    """The route of one TOML file, checked. Raises Refused with file, line, key and what is permitted."""
    found, text = read_toml_text(path, Route)
    if fault := next(route_faults(found), None):
        steps, said = fault
        raise Refused(said_at(path, text, steps, f"{key_of(steps)}: {said}"))
    return found


def decide(library: Library, strategy: str, version: str, decision: Decision, who: str = "") -> Decided:
    """Records a decision about a version; the draft will do where it is just what a version holds.

    Raises Refused where the decision cannot be, or the draft was never saved as a version.
    """
    label = _version_of(library, strategy, version)
    root = library.content(strategy, label).root
    recorded = recorded_in(library, strategy)
    # First, for a reason why a stage was left out would not help.
    if said := approved_already(decision, root.fingerprint, recorded):
        raise Refused(said)
    warnings = checked_decision(
        decision, route_of(root.house), recorded, today(), meetings_of(library, strategy)
    )
    saved = next(row for row in library.versions(strategy) if row.label == label)
    if decision.date < saved.date:
        dated, kept = show_date(decision.date), show_date(saved.date)
        warnings.append(f"The decision is dated {dated}, before {label} was saved ({kept}).")
    return Decided(_recorded(library, strategy, label, decision, who), label, tuple(warnings))


def _recorded(library: Library, strategy: str, label: str, decision: Decision, who: str) -> Recorded:
    """Records a decision; with one that approves, what the version's document says and how it is set."""
    if decision.outcome not in APPROVING:
        return library.decide(strategy, label, decision, who)
    reached = structs.replace(
        reach_in(library, f"{strategy}@{label}"),
        approval=Approval(decision.body, decision.date, decision.minute or decision.number),
    )
    house = house_kept(house_of(reached.content.root))
    words = packed(as_read(document_of(reached)))
    return library.decide(strategy, label, decision, who, house, words)


def today() -> str:
    """This day here, ISO 8601."""
    return datetime.now().astimezone().date().isoformat()


def recorded_in(library: Library, strategy: str) -> tuple[Recorded, ...]:
    """The strategy's decisions, each condition as it stands now."""
    return with_closings(library.decisions(strategy), library.steps(strategy))


def meetings_of(library: Library, strategy: str) -> dict[str, str]:
    """The day planned for each stage, by the stage's key."""
    return {stage: plan.date for stage, plan in plans_of(library.steps(strategy)).items()}


def meeting_day(library: Library, strategy: str, house: str) -> str:
    """The day planned for the stage that decides (ISO 8601); "" where none is, or it was approved on it.

    Raises Refused for a faulty route.
    """
    stage = deciding_stage(route_of(house))
    said = [each.decision for each in library.decisions(strategy)]
    approved = max((each.date for each in said if each.outcome in APPROVING), default="")
    plan = plans_of(library.steps(strategy), approved).get(stage.key) if stage else None
    return plan.date if plan else ""


def close_condition(library: Library, strategy: str, closing: Closing, who: str = "") -> None:
    """Notes that a condition was met or, without a date, is open again, as a further row.

    Raises Refused where it cannot have been met.
    """
    recorded = recorded_in(library, strategy)
    if not 0 < closing.decision <= len(recorded):
        raise Refused(f"There is no decision {closing.decision}; {len(recorded)} were recorded.")
    decision = recorded[closing.decision - 1].decision
    if not 0 < closing.condition <= len(decision.conditions):
        raise Refused(f"The decision has no condition {closing.condition}.")
    if not closing.date.strip():
        library.note(strategy, Closing(closing.decision, closing.condition, ""), who)
        return
    if closing.node and closing.node not in library.head(strategy).ids:
        raise Refused("The part that answers the condition is not in the draft; choose another.")
    if not closing.node and not closing.note.strip():
        raise Refused("Say which part answers the condition, or write a note of how it was met.")
    day = version_date(closing.date)
    if day > today():
        raise Refused(f"{show_date(day)} is still to come; a condition is closed once it is met.")
    if day < decision.date:
        raise Refused(f"{show_date(day)} is before the decision ({show_date(decision.date)}); check the day.")
    if closing.version:
        library.content(strategy, closing.version)
    library.note(strategy, structs.replace(closing, date=day), who)


def plan_stage(library: Library, strategy: str, planned: Planned, who: str = "") -> None:
    """Notes the day on which a stage is to be held; an empty day takes the plan back. Raises Refused for no day."""
    day = version_date(planned.date) if planned.date.strip() else ""
    library.note(strategy, structs.replace(planned, date=day), who)


def _version_of(library: Library, strategy: str, version: str) -> str:
    """The label of the saved version that is meant."""
    saved = library.versions(strategy)
    fingerprint = library.content(strategy, None if version == DRAFT else version).fingerprint
    if version != DRAFT:
        matching = [row for row in saved if row.fingerprint == fingerprint]
        named = [row.label for row in matching if row.label.casefold() == version.casefold()]
        return (named or [matching[-1].label])[0]
    if not saved:
        raise Refused(
            "Nothing has been saved as a version yet; a decision is about a version, so save one first."
        )
    for row in reversed(saved):
        if row.fingerprint == fingerprint:
            return row.label
    raise Refused(
        f"The draft has changed since {saved[-1].label}; save it as a version, or name the version that was decided on."
    )
