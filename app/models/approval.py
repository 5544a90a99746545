"""Routes, decisions and seals: what makes one version of a strategy the approved one. Pure; imports other models only.

Approved is computed, never a flag: a strategy is approved exactly when the fingerprint of its content is the one that
the last approving decision names, and nothing after it took that decision back.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

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


class Approval(Struct, frozen=True, omit_defaults=True):
    """Which body approved exactly this content, on which day (ISO 8601), the minute's reference, and the seal."""

    body: str
    date: str = ""
    minute: str = ""
    seal: str = ""


class Stage(Struct, frozen=True, forbid_unknown_fields=True):
    """A stage of a route: who looks at the strategy, and what for. `required` stages come before the decision.

    `decides` marks the stage whose outcome approves.
    """

    key: Annotated[str, Meta(pattern="^[a-z][a-z0-9-]*$")]
    name: Annotated[str, Meta(min_length=1)]
    body: str = ""
    about: str = ""
    required: bool = False
    decides: bool = False


class Route(Struct, frozen=True, forbid_unknown_fields=True):
    """A council's list of stages, in order."""

    name: str
    stages: Annotated[tuple[Stage, ...], Meta(min_length=1)]


class Condition(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A condition of an outcome, met once `closed` has a date; `node` is the part of the strategy that answers it."""

    text: str
    node: str = ""
    closed: str = ""
    answer: str = ""


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
    """

    number: int
    decision: Decision
    fingerprint: str
    version: str = ""
    seal: str = ""
    at: str = ""
    who: str = ""


def checked_decision(
    decision: Decision, route: Route | None, recorded: Sequence[Recorded], today: str
) -> list[str]:
    """Warnings about a decision that is to be recorded. Raises Refused, with one sentence, where it cannot be."""
    for name in ("body", "date"):
        if not getattr(decision, name).strip():
            raise Refused(f"The decision does not say its {name}; add “{name} = …”.")
    day = _day(decision.date, "date")
    if day > date.fromisoformat(today):
        raise Refused(
            f"The decision is dated {decision.date}, which is still to come; record it once it is made."
        )
    for name in ("published", "effective"):
        if getattr(decision, name) and _day(getattr(decision, name), name) < day:
            raise Refused(f"The decision cannot be {name} before it was made; check “{name}” and “date”.")
    if "conditions" in decision.outcome and not decision.conditions:
        raise Refused(
            f"The outcome is “{decision.outcome}” but no condition is given; add [[conditions]] with a text."
        )
    if any(not condition.text.strip() for condition in decision.conditions):
        raise Refused("A condition has no text; say what has to be done.")
    return _route_warnings(decision, route, recorded)


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise Refused(f"“{text}” is not a day; write “{name}” as 2026-07-09.") from fault


def _route_warnings(decision: Decision, route: Route | None, recorded: Sequence[Recorded]) -> list[str]:
    if route is None or decision.outcome not in APPROVING:
        return []
    if decision.stage and all(stage.key != decision.stage for stage in route.stages):
        keys = ", ".join(stage.key for stage in route.stages)
        raise Refused(f"The route “{route.name}” has no stage “{decision.stage}”; choose one of {keys}.")
    done = {r.decision.stage for r in recorded if r.decision.outcome not in TAKING_BACK}
    missing = [stage.name for stage in before_decision(route) if stage.required and stage.key not in done]
    if missing and not decision.reason.strip():
        raise Refused(
            f"The route “{route.name}” asks for {', '.join(missing)} before the decision; record that first, "
            "or say with “reason = …” why it was left out."
        )
    warnings = [f"{name} was left out: {decision.reason}" for name in missing]
    opened = [c.text for r in recorded for c in r.decision.conditions if not c.closed]
    return warnings + [f"A condition is still open: {text}" for text in opened]


def before_decision(route: Route) -> tuple[Stage, ...]:
    """The stages before the one that decides."""
    at = next((i for i, stage in enumerate(route.stages) if stage.decides), len(route.stages))
    return route.stages[:at]


def approving(recorded: Iterable[Recorded]) -> Recorded | None:
    """The decision that stands as the approval: the last one that approved and was not taken back after."""
    standing: Recorded | None = None
    for each in recorded:
        if each.decision.outcome in APPROVING:
            standing = each
        elif (
            each.decision.outcome in TAKING_BACK
            and standing is not None
            and standing.fingerprint == each.fingerprint
        ):
            standing = None
    return standing


def approval_of(fingerprint: str, recorded: Iterable[Recorded]) -> Approval | None:
    """The approval of exactly this content, or None where it is not the approved one."""
    standing = approving(recorded)
    if standing is None or standing.fingerprint != fingerprint:
        return None
    decision = standing.decision
    return Approval(decision.body, decision.date, decision.minute or decision.number, standing.seal)


def status_of(fingerprint: str, recorded: Sequence[Recorded]) -> str:
    """ "approved" for content that is the approved one, "draft" for any other."""
    return "approved" if approval_of(fingerprint, recorded) else "draft"
