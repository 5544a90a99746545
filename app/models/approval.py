"""Routes, decisions and seals: what makes one version of a strategy the approved one. Pure; imports other models only.

Approved is computed, never a flag: a strategy is approved exactly when the fingerprint of its content is the one that
the last approving decision names, and nothing after it took that decision back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct, structs

from app.models.dates import show_date
from app.models.errors import Refused

Outcome = Literal[
    "supported",
    "supported with conditions",
    "referred back",
    "approved",
    "approved with conditions",
    "rejected",
    "noted",
    "called in",
]
APPROVING = ("approved", "approved with conditions")
TAKING_BACK = ("referred back", "rejected", "called in")
LATEST_YEARS = 10


class Approval(Struct, frozen=True, omit_defaults=True):
    """Which body approved exactly this content, on which day (ISO 8601), the minute's reference, and the seal.

    `house` is the house style of that day, as JSON.
    """

    body: str
    date: str = ""
    minute: str = ""
    seal: str = ""
    house: str = ""


class Stage(Struct, frozen=True, forbid_unknown_fields=True):
    """A stage of a route: who looks at the strategy, and what for. `required` stages come before the decision.

    `decides` marks the stage whose outcome approves, `waits` the one in which the decision may still be called in.
    `papers` are what the stage has before it; a `committee` meets in public, so that its agenda is published in time.
    """

    key: Annotated[str, Meta(pattern="^[a-z][a-z0-9-]*$")]
    name: Annotated[str, Meta(min_length=1)]
    body: str = ""
    about: str = ""
    papers: tuple[str, ...] = ()
    required: bool = False
    decides: bool = False
    waits: bool = False
    committee: bool = False


class Route(Struct, frozen=True, forbid_unknown_fields=True):
    """A council's list of stages, in order. Where `bodies` are "any", those of the stages are examples."""

    name: str
    stages: Annotated[tuple[Stage, ...], Meta(min_length=1)]
    bodies: Literal["named", "any"] = "named"


def route_faults(route: Route) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The key (as steps) and the fault of what the types alone cannot refuse, with what is permitted."""
    seen: set[str] = set()
    for at, stage in enumerate(route.stages):
        if stage.key in seen:
            yield ("stages", at, "key"), f"“{stage.key}” is used twice; permitted: each key once"
        seen.add(stage.key)
        if stage.decides and stage.waits:
            yield ("stages", at, "waits"), "a stage cannot both decide and wait; permitted: one of the two"
    deciding = [at for at, stage in enumerate(route.stages) if stage.decides]
    if len(deciding) != 1:
        steps = ("stages", deciding[1], "decides") if deciding else ("stages", 0)
        yield steps, f"{len(deciding)} stages decide; permitted: decides = true on exactly one stage"
    for at, stage in enumerate(route.stages):
        if deciding and at > deciding[0] and stage.required:
            yield (
                ("stages", at, "required"),
                "a stage after the decision cannot be required before it; remove it",
            )


class Condition(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A condition of an outcome, met once `closed` has a date; `node` is the part of the strategy that answers it,
    `version` the version in which it does so.
    """

    text: str
    node: str = ""
    closed: str = ""
    answer: str = ""
    version: str = ""


class Closing(Struct, frozen=True, omit_defaults=True, tag="closing"):
    """A condition that was met since: `decision` and `condition` count from 1. Of several the last one counts; without
    a date the condition is open again.
    """

    decision: int
    condition: int
    date: str
    node: str = ""
    version: str = ""
    note: str = ""


class Planned(Struct, frozen=True, omit_defaults=True, tag="planned"):
    """The day on which a stage is to be held; of several plans for a stage the last one counts. An empty day: none."""

    stage: str
    date: str
    key_decision: bool = False
    private: bool = False


class Verified(Struct, frozen=True, omit_defaults=True, tag="verified"):
    """A line of the ledger of sign-offs: who verified an entry of a report, in which post, when, for which version.

    `fingerprint` is of what the entry rests on, `text` of the answer, as they were then.
    """

    report: str
    entry: str
    name: str
    role: str = ""
    date: str = ""
    version: str = ""
    fingerprint: str = ""
    text: str = ""


Step = Closing | Planned | Verified


class Decision(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a body decided about one version, as it stands in the minutes. Dates are ISO 8601.

    `stage` is the key of the route's stage; `reason` says why a required stage before it was left out.
    """

    body: str
    date: str
    outcome: Outcome
    stage: str = ""
    number: str = ""
    minute: str = ""
    reasons: str = ""
    alternatives: str = ""
    interests: str = ""
    present: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    published: str = ""
    effective: str = ""
    note: str = ""
    reason: str = ""


class Recorded(Struct, frozen=True):
    """A decision as the library holds it: its place in the chain, the version it is about, and its seal if it approved.

    `seal` is the digest of the sealing row, which covers the one before it; `at` and `who` say who recorded it when.
    `house` is the house style in which a version was approved, as JSON.
    """

    number: int
    decision: Decision
    fingerprint: str
    version: str = ""
    seal: str = ""
    at: str = ""
    who: str = ""
    house: str = ""


class Noted(Struct, frozen=True):
    """A step on the route as the library holds it: who noted it when (UTC, ISO 8601)."""

    step: Step
    at: str = ""
    who: str = ""


def with_closings(recorded: Sequence[Recorded], steps: Iterable[Noted]) -> tuple[Recorded, ...]:
    """The decisions with their conditions as they stand now: those that were met since are closed."""
    found = list(recorded)
    for noted in steps:
        step = noted.step
        if not isinstance(step, Closing) or not 0 < step.decision <= len(found):
            continue
        each = found[step.decision - 1]
        conditions = list(each.decision.conditions)
        if 0 < step.condition <= len(conditions):
            met = structs.replace(
                conditions[step.condition - 1],
                node=step.node, closed=step.date, answer=step.note, version=step.version,
            )  # fmt: skip
            conditions[step.condition - 1] = met
            decision = structs.replace(each.decision, conditions=tuple(conditions))
            found[step.decision - 1] = structs.replace(each, decision=decision)
    return tuple(found)


def plans_of(steps: Iterable[Noted], since: str = "") -> dict[str, Planned]:
    """The plan that counts for each stage, by the stage's key: of those for a day after `since` (ISO 8601)."""
    found = {each.step.stage: each.step for each in steps if isinstance(each.step, Planned)}
    return {stage: plan for stage, plan in found.items() if plan.date > since}


def checked_decision(
    decision: Decision,
    route: Route | None,
    recorded: Sequence[Recorded],
    today: str,
    meetings: Mapping[str, str] | None = None,
) -> list[str]:
    """Warnings about a decision that is to be recorded. Raises Refused, with one sentence, where it cannot be."""
    if fault := next(decision_faults(decision, route, recorded, today, meetings), None):
        raise Refused(fault[1])
    return _route_warnings(decision, route, recorded)


def decision_faults(
    decision: Decision,
    route: Route | None,
    recorded: Sequence[Recorded],
    today: str,
    meetings: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, str]]:
    """The field and, in a sentence, the fault of everything for which a decision cannot be recorded.

    `meetings` are the days planned for stages, by their keys (ISO 8601).
    """
    for name in ("body", "date"):
        if not getattr(decision, name).strip():
            yield name, f"The decision does not say its {name}; add “{name} = …”."
    days: dict[str, date] = {}
    for name in ("date", "published", "effective"):
        if text := getattr(decision, name).strip():
            try:
                days[name] = date.fromisoformat(text)
            except ValueError:
                yield name, f"“{text}” is not a day; write “{name}” as 2026-07-09."
    yield from _day_faults(decision, days, date.fromisoformat(today), meetings or {})
    if "conditions" in decision.outcome and not decision.conditions:
        said = (
            f"The outcome is “{decision.outcome}” but no condition is given; add [[conditions]] with a text."
        )
        yield "conditions", said
    if any(not condition.text.strip() for condition in decision.conditions):
        yield "conditions", "A condition has no text; say what has to be done."
    if route is not None and decision.stage and all(stage.key != decision.stage for stage in route.stages):
        keys = ", ".join(stage.key for stage in route.stages)
        yield "stage", f"The route “{route.name}” has no stage “{decision.stage}”; choose one of {keys}."
    if decision.outcome == "called in" and approving(recorded) is None:
        yield "outcome", "No approval stands, so there is no decision to call in; choose another outcome."
    yield from _stage_faults(decision, route)
    yield from _body_faults(decision, route)
    missing = left_out(decision, route, recorded)
    if route is not None and missing and not decision.reason.strip():
        said = (
            f"The route “{route.name}” asks for {', '.join(missing)} before the decision; record that first, "
        )
        yield "reason", f"{said}or say with “reason = …” why it was left out."


def deciding_stage(route: Route | None) -> Stage | None:
    """The stage of a route whose outcome approves; None without a route."""
    return next((stage for stage in route.stages if stage.decides), None) if route else None


def _stage_faults(decision: Decision, route: Route | None) -> Iterator[tuple[str, str]]:
    """An approval at a stage that only looks at the strategy: it would seal what nobody has decided."""
    deciding = deciding_stage(route)
    if route is None or deciding is None or decision.outcome not in APPROVING:
        return
    stage = next((stage for stage in route.stages if stage.key == decision.stage), deciding)
    if not stage.decides:
        said = f"“{stage.name}” approves nothing on the route “{route.name}”;"
        yield "outcome", f"{said} choose the stage “{deciding.name}”, or another outcome."


def _body_faults(decision: Decision, route: Route | None) -> Iterator[tuple[str, str]]:
    """An approval by another body than the one that the route has decide, unless a reason says why."""
    if route is None or route.bodies == "any" or decision.outcome not in APPROVING or decision.reason.strip():
        return
    stage = deciding_stage(route)
    if stage is None or not stage.body or not decision.body.strip() or _is_body(decision.body, stage.body):
        return
    said = f"On the route “{route.name}” it is {stage.body} that approves, not {decision.body};"
    yield "body", f"{said} correct the body, or say with “reason = …” why another decided."


def _is_body(one: str, other: str) -> bool:
    """Whether two names may mean one body: "the Executive Board" and "Executive"."""
    words, others = ({w for w in name.casefold().split() if w != "the"} for name in (one, other))
    return words <= others or others <= words


def approved_already(decision: Decision, fingerprint: str, recorded: Sequence[Recorded]) -> str:
    """A sentence where a decision would approve again what the same body has approved and nothing has changed; or "".

    An approval with conditions may be followed by one without.
    """
    standing = approving(recorded)
    if standing is None or decision.outcome not in APPROVING or standing.fingerprint != fingerprint:
        return ""
    before = standing.decision
    if not _is_body(before.body, decision.body):
        return ""
    if before.outcome != decision.outcome and decision.outcome == "approved":
        return ""
    said = f"{standing.version or 'This version'} was {before.outcome} by {before.body} on"
    return f"{said} {show_date(before.date)} already; nothing was recorded again."


def _day_faults(
    decision: Decision, days: Mapping[str, date], today: date, meetings: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    day = days.get("date")
    if day is None:
        return
    meeting = meetings.get(decision.stage, "")
    if day > today:
        said = f"The decision is dated {show_date(decision.date)}, which is still to come; record it once it is made."
        yield "date", said
    elif meeting and decision.date < meeting:
        planned = show_date(meeting)
        said = f"The meeting is planned for {planned}; nothing is decided before it, so correct the day or the plan."
        yield "date", said
    for name in ("published", "effective"):
        if name in days and days[name] < day:
            yield name, f"The decision cannot be {name} before it was made; check “{name}” and “date”."
        elif name in days and days[name].year > day.year + LATEST_YEARS:
            yield name, f"“{name}” is more than {LATEST_YEARS} years after the decision; check the year."


def left_out(decision: Decision, route: Route | None, recorded: Sequence[Recorded]) -> list[str]:
    """The names of the stages that the route asks for before an approval, and that are not recorded."""
    if route is None or decision.outcome not in APPROVING:
        return []
    done = {r.decision.stage for r in recorded if r.decision.outcome not in TAKING_BACK}
    return [stage.name for stage in before_decision(route) if stage.required and stage.key not in done]


def _route_warnings(decision: Decision, route: Route | None, recorded: Sequence[Recorded]) -> list[str]:
    if route is None or decision.outcome not in APPROVING:
        return []
    warnings = [f"{name} was left out: {decision.reason}" for name in left_out(decision, route, recorded)]
    opened = [c.text for r in recorded for c in r.decision.conditions if not c.closed]
    return warnings + [f"A condition is still open: {text}" for text in opened]


def before_decision(route: Route) -> tuple[Stage, ...]:
    """The stages before the one that decides."""
    at = next((i for i, stage in enumerate(route.stages) if stage.decides), len(route.stages))
    return route.stages[:at]


def approvals(recorded: Iterable[Recorded]) -> tuple[Recorded, ...]:
    """The decisions that approved and were not taken back, oldest first: the last stands, those before are superseded.

    One that is called in, referred back or rejected afterwards gives way to the approval before it.
    """
    standing: list[Recorded] = []
    for each in recorded:
        if each.decision.outcome in APPROVING:
            standing = [old for old in standing if old.fingerprint != each.fingerprint]
            standing.append(each)
        elif each.decision.outcome in TAKING_BACK:
            standing = [old for old in standing if old.fingerprint != each.fingerprint]
    return tuple(standing)


def approving(recorded: Iterable[Recorded]) -> Recorded | None:
    """The decision that stands as the approval: the last one that approved and was not taken back after."""
    return next(reversed(approvals(recorded)), None)


def version_states(recorded: Iterable[Recorded]) -> dict[str, str]:
    """ "approved" or "superseded" by the fingerprint of each content that was approved, and not taken back."""
    found = [each.fingerprint for each in approvals(recorded)]
    return {print: "approved" if print == found[-1] else "superseded" for print in found}


def approval_of(fingerprint: str, recorded: Iterable[Recorded]) -> Approval | None:
    """The approval of exactly this content, or None where it is not the approved one."""
    standing = approving(recorded)
    return approval_given(fingerprint, (standing,) if standing else ())


def approval_given(fingerprint: str, recorded: Iterable[Recorded]) -> Approval | None:
    """The approval of exactly this content, also where another has superseded it since; None where it has none."""
    given = next((each for each in approvals(recorded) if each.fingerprint == fingerprint), None)
    if given is None:
        return None
    said = given.decision
    return Approval(said.body, said.date, said.minute or said.number, given.seal, given.house)
