"""Where a strategy stands on its route: stages done, now and to come, who must act next, what the approved copy is.

Nothing here writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, structs

from app.compare.changes import compare
from app.models.approval import (
    APPROVING,
    TAKING_BACK,
    Decision,
    Planned,
    Recorded,
    Route,
    Stage,
    approvals,
    plans_of,
)
from app.models.calendar import Dated
from app.models.dates import long_date, show_date
from app.models.nodes import Strategy
from app.services.approving import recorded_in, route_of
from app.services.days import (
    AGENDA,
    CALL_IN_ENDS,
    MEETING,
    TAKES_EFFECT,
    day_of,
    days_of,
    followed,
    review_of,
)

if TYPE_CHECKING:
    from app.store.library import Library

State = Literal["done", "now", "to come", "left out"]
IN_FORCE = "in-force"
CALL_IN_RUNS = "ends"


class StageSeen(Struct, frozen=True):
    """A stage and what is known of it. `date` is ISO 8601: held, planned or worked out; `said` the state in words.

    `numbers` are the places, from 1, of its decisions `recorded` among all of the strategy's.
    """

    stage: Stage
    state: State
    said: str
    date: str = ""
    note: str = ""
    recorded: tuple[Recorded, ...] = ()
    numbers: tuple[int, ...] = ()
    plan: Planned | None = None
    timetable: tuple[Dated, ...] = ()


class TakenBack(Struct, frozen=True):
    """An approval that stands no more, and what took it back."""

    approved: Recorded
    by: Recorded


class Standing(Struct, frozen=True):
    """The whole of the approval page. `differences` counts what parts the draft from the approved version."""

    route: Route
    stages: tuple[StageSeen, ...]
    now: int
    next: str
    approved: Recorded | None = None
    is_approved: bool = False
    differences: int = 0
    superseded: tuple[Recorded, ...] = ()
    review: str = ""
    taken_back: TakenBack | None = None


def standing(library: Library, strategy: str, today: date) -> Standing:
    """Where the strategy's draft stands today. Raises Refused for a faulty route or house style."""
    root = library.head(strategy)
    recorded = recorded_in(library, strategy)
    found = approvals(recorded)
    approved = found[-1] if found else None
    is_approved = approved is not None and approved.fingerprint == root.fingerprint
    differences = 0
    if approved is not None and not is_approved:
        differences = len(compare(library.content(strategy, approved.version).root, root).changes)
    route = route_of(root.house) or Route("Decision", (Stage("decision", "Decision", decides=True),))
    first = _round_begins(recorded, approved, is_approved)
    # The days of the round before were held; a plan that named none of the new ones would have them held again.
    plans = plans_of(library.steps(strategy), recorded[first - 1].decision.date if first else "")
    seen = _Seen(root, recorded, first, plans, today)
    stages = seen.stages(route)
    now = next((at for at, each in enumerate(stages) if each.state == "now"), len(stages) - 1)
    return Standing(
        route, stages, now, _next(stages[now], seen.open_conditions(), today), approved, is_approved,
        differences, tuple(reversed(found[:-1])), review_of(library, strategy, today), _taken_back(recorded),
    )  # fmt: skip


def outcome_before(library: Library, strategy: str, decision: Decision, today: date) -> StageSeen | None:
    """The stage of a decision, where that has an outcome already in this round; None where it has none, or one that
    sent it back or was taken back, so that it comes again.
    """
    found = standing(library, strategy, today)
    for seen in found.stages:
        if seen.recorded and is_of(seen.stage, decision):
            last = seen.recorded[-1]
            gone = found.taken_back is not None and found.taken_back.approved == last
            return seen if last.decision.outcome not in TAKING_BACK and not gone else None
    return None


def is_of(stage: Stage, decision: Decision) -> bool:
    """Whether a decision is a stage's; one that names no stage belongs to the one that it can only be of."""
    if decision.stage:
        return decision.stage == stage.key
    if decision.outcome in APPROVING or decision.outcome == "rejected":
        return stage.decides
    return stage.waits if decision.outcome == "called in" else False


def _taken_back(recorded: Sequence[Recorded]) -> TakenBack | None:
    """The last approval where it was taken back and nothing has been approved since."""
    at = max((n for n, each in enumerate(recorded) if each.decision.outcome in APPROVING), default=None)
    if at is None:
        return None
    last, after = recorded[at], recorded[at + 1 :]
    by = (r for r in after if r.fingerprint == last.fingerprint and r.decision.outcome in TAKING_BACK)
    return next((TakenBack(last, each) for each in by), None)


def _round_begins(recorded: Sequence[Recorded], approved: Recorded | None, is_approved: bool) -> int:
    """The place of the first decision of this round: a draft that goes on from an approved version begins anew."""
    if approved is None:
        return 0
    at = next(n for n, each in enumerate(recorded) if each.number == approved.number)
    if not is_approved:
        return at + 1
    earlier = [n for n, each in enumerate(recorded[:at]) if each.decision.outcome in APPROVING]
    standing_before = {each.number for each in approvals(recorded[:at])}
    return max((n + 1 for n in earlier if recorded[n].number in standing_before), default=0)


class _Seen:
    """Reads the stages of one round."""

    def __init__(
        self,
        root: Strategy,
        recorded: Sequence[Recorded],
        first: int,
        plans: Mapping[str, Planned],
        today: date,
    ) -> None:
        self._root = root
        self._recorded = recorded
        self._first = first
        self._plans = plans
        self._today = today

    def stages(self, route: Route) -> tuple[StageSeen, ...]:
        """Every stage of the route and, at its end, being in force."""
        at = {stage.key: self._of(stage) for stage in route.stages}
        decided = [n for s in route.stages if s.decides for n in at[s.key] if self._stands(n)]
        last = max(
            (n for n, s in enumerate(route.stages) if self._is_over(s, at[s.key], decided)), default=-1
        )
        if not decided:  # what neither approves nor sends it back leaves the strategy where it is decided
            here = [n for n, s in enumerate(route.stages) if s.decides and self._is_done(at[s.key])]
            last = max(last, *(n - 1 for n in here), -1)
        # What is sent back goes on from the stage that sent it back.
        back = [n for n, stage in enumerate(route.stages) if self._is_back(at[stage.key])]
        now = max(last + 1, 0) if not back else back[-1]
        found = [self._seen(stage, n, now, at[stage.key], decided) for n, stage in enumerate(route.stages)]
        found = self._after(found, decided)
        return (*found, self._in_force(decided, found))

    def open_conditions(self) -> int:
        """How many conditions of this round are still to be met."""
        return sum(
            not condition.closed
            for each in self._recorded[self._first :]
            for condition in each.decision.conditions
        )

    def _of(self, stage: Stage) -> list[int]:
        """The places of a stage's decisions."""
        places = range(self._first, len(self._recorded))
        return [n for n in places if is_of(stage, self._recorded[n].decision)]

    def _is_over(self, stage: Stage, places: Sequence[int], decided: Sequence[int]) -> bool:
        """Whether the route goes on from a stage: from the one that decides, and those that wait for it, only where
        an approval stands.
        """
        if stage.decides:
            return bool(decided)
        return self._is_done(places) and (bool(decided) or not stage.waits)

    def _stands(self, place: int) -> bool:
        """Whether the decision at a place approved, and was not taken back."""
        return self._recorded[place] in approvals(self._recorded)

    def _is_done(self, places: Sequence[int]) -> bool:
        return bool(places) and self._recorded[places[-1]].decision.outcome not in TAKING_BACK

    def _is_back(self, places: Sequence[int]) -> bool:
        return (
            bool(places)
            and places[-1] == len(self._recorded) - 1
            and self._recorded[places[-1]].decision.outcome in TAKING_BACK
        )

    def _seen(
        self, stage: Stage, at: int, now: int, places: Sequence[int], decided: Sequence[int]
    ) -> StageSeen:
        recorded = tuple(self._recorded[n] for n in places)
        numbers = tuple(n + 1 for n in places)
        plan = self._plans.get(stage.key)
        if recorded:
            last = recorded[-1].decision
            state: State = "now" if at == now else "done"
            # Also those of an outcome that another followed: they are to be met all the same.
            asked = [condition for each in recorded for condition in each.decision.conditions]
            met = sum(1 for condition in asked if condition.closed)
            note = f"{met} of {len(asked)} condition{'s' * (len(asked) > 1)} met" if asked else ""
            dates = followed(self._root, last, plan) if stage.decides else ()
            said = last.outcome
            return StageSeen(stage, state, said, last.date, note, recorded, numbers, plan, dates)
        state = "now" if at == now else "left out" if at < now else "to come"
        dates = self._ahead(stage, plan) if plan else ()
        agenda = next((each for each in dates if each.what == AGENDA), None)
        note = ""
        if agenda is not None and agenda.date >= self._today:
            note = f"papers by {long_date(agenda.date)}"
        elif agenda is not None and date.fromisoformat(plan.date if plan else "") >= self._today:
            note = f"⚠ papers were due {long_date(agenda.date)}"
        said = {"now": "now", "left out": "not recorded", "to come": "to come"}[state]
        said = "planned" if plan and state != "left out" else said
        return StageSeen(stage, state, said, plan.date if plan else "", note, (), (), plan, dates)

    def _ahead(self, stage: Stage, plan: Planned) -> tuple[Dated, ...]:
        """What follows from a planned day: for a committee that does not decide, its agenda alone."""
        if not stage.committee and not stage.decides:
            return ()
        dates = days_of(self._root, plan.date, self._today, plan)
        return dates if stage.decides else tuple(each for each in dates if each.what in (AGENDA, MEETING))

    def _after(self, found: list[StageSeen], decided: Sequence[int]) -> list[StageSeen]:
        """The stages that wait, once the decision is made: over when the call-in period is."""
        ends = self._worked_out(decided, CALL_IN_ENDS)
        made: list[StageSeen] = []
        for each in found:
            # What was said of an earlier decision has ended with it.
            if decided and each.stage.waits and all(number <= decided[-1] for number in each.numbers):
                over = ends is None or ends < self._today
                day = ends.isoformat() if ends else ""
                said = ("over" if ends else "none applies") if over else CALL_IN_RUNS
                state: State = "done" if over else "now"
                each = structs.replace(each, state=state, said=said, date=day)
            made.append(each)
        return made

    def _in_force(self, decided: Sequence[int], found: Sequence[StageSeen]) -> StageSeen:
        stage = Stage(IN_FORCE, "In force", about="The approved version is what the council goes by.")
        if not decided:
            return StageSeen(stage, "to come", "to come")
        effect = self._worked_out(decided, TAKES_EFFECT)
        waits = any(each.state == "now" for each in found)
        if effect is None or effect > self._today or waits:
            return StageSeen(stage, "to come", "from", effect.isoformat() if effect else "")
        return StageSeen(stage, "now", "since", effect.isoformat())

    def _worked_out(self, decided: Sequence[int], what: str) -> date | None:
        if not decided:
            return None
        return day_of(what, self._root, self._recorded[decided[-1]].decision)


def _next(now: StageSeen, conditions: int, today: date) -> str:
    """Who must act next, in a sentence or two."""
    stage = now.stage
    who = stage.body or stage.name
    if stage.key == IN_FORCE:
        return f"Nobody need act: the approved version has been in force since {show_date(now.date)}."
    if now.said == CALL_IN_RUNS:
        return f"{who}: the decision can be called in until {show_date(now.date)}."
    if now.said == "called in":
        called = f"{now.recorded[-1].decision.body} called the decision in on {show_date(now.date)}"
        return f"{called}, so nothing is approved. Record what is decided anew."
    if stage.decides and now.recorded and now.said not in TAKING_BACK:
        taken = f"the approval of {show_date(now.date)} was taken back"
        other = f"the strategy was {now.said} on {show_date(now.date)}, which approves nothing"
        return f"{who}: {taken if now.said in APPROVING else other}. Record what is decided."
    asked = f" {conditions} condition{'s' * (conditions != 1)} still to be met first." if conditions else ""
    if now.recorded and now.recorded[-1].decision.outcome in TAKING_BACK:
        by = f" by {now.recorded[-1].decision.body}"
        sent = f"The strategy's author: the draft was {now.said}{by} on {show_date(now.date)}."
        return f"{sent} Revise it and bring it back."
    if not now.plan:
        what = f" for “{stage.name}”" if who != stage.name else ""
        return f"{who}: no day is planned{what} yet.{asked}"
    if date.fromisoformat(now.plan.date) < today:
        was = f"{who} was to meet" if stage.body else f"“{stage.name}” was planned for"
        return f"Record the outcome: {was}{' on' if stage.body else ''} {show_date(now.plan.date)}.{asked}"
    return f"{who}, on {show_date(now.plan.date)}.{asked}"
