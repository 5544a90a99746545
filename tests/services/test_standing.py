"""Where a strategy stands on its route, from what was recorded."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from app.models import tree
from app.models.approval import Closing, Condition, Decision, Outcome, Planned
from app.models.content import Content
from app.models.errors import Refused
from app.models.nodes import Priority, Strategy, Theme, Vision
from app.resources import resource_root
from app.services import approving
from app.services.approving import (
    close_condition,
    decide,
    meeting_day,
    plan_stage,
    read_route,
    recorded_in,
    route_of,
)
from app.services.days import review_of
from app.services.houses import load_houses
from app.services.standing import standing
from app.services.syncing import sync
from app.services.versions import save_version
from app.store.library import Library

TODAY = date(2026, 7, 20)


@pytest.fixture(autouse=True)
def _at_this_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(approving, "today", lambda: TODAY.isoformat())


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    theme = Theme(id="t", title="Place", children=(Priority(id="p", title="Field tools"),))
    root = Strategy(id="s", title="Digital", house="thurrock", children=(Vision(id="v", children=(theme,)),))
    with Library.create(tmp_path / "l.engross", who="R. Ellis") as made:
        made.add(Content(root))
        save_version(made, "s", "V1", "2026-05-01")
        yield made


Record = Callable[..., None]


@pytest.fixture
def record(library: Library) -> Record:
    def made(stage: str, outcome: Outcome, day: str, version: str = "V1", *conditions: str) -> None:
        body = f"Body of {stage}"
        asked = tuple(Condition(text) for text in conditions)
        decision = Decision(body, day, outcome, stage, conditions=asked, reason="Agreed by telephone")
        decide(library, "s", version, decision)

    return made


def edit(library: Library, title: str) -> None:
    before = library.head("s")
    after = tree.change(before, "p", title=title)
    assert isinstance(after, Strategy)
    library.commit("s", before.fingerprint, after, "Edit")


def states(library: Library, today: date = TODAY) -> dict[str, str]:
    return {each.stage.key: each.state for each in standing(library, "s", today).stages}


class DescribeRoutes:
    @pytest.mark.parametrize("house", list(load_houses()))
    def it_has_one_for_every_house(self, house: str):
        route = route_of(house)
        assert route is not None
        assert sum(stage.decides for stage in route.stages) == 1
        assert sum(stage.waits for stage in route.stages) == 1
        assert (route.name == "Plain route") == (house == "plain")

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ('key = "cabinet"', 'key = "scrutiny"', "“scrutiny” is used twice"),
            ("decides = true", "decides = false", "0 stages decide"),
            ("waits = true", "decides = true", "2 stages decide"),
            ("decides = true", "decide = true", "decide is not a setting"),
            ("waits = true", "required = true", "after the decision"),
        ],
    )
    def it_names_file_line_and_key_of_a_fault(self, tmp_path: Path, old: str, new: str, said: str):
        text = (resource_root() / "routes" / "thurrock.toml").read_text(encoding="utf-8")
        path = tmp_path / "thurrock.toml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(Refused, match=rf"thurrock.toml: line \d+: stages.*{said}"):
            read_route(path)


class DescribeStanding:
    def it_begins_at_the_first_stage(self, library: Library):
        found = standing(library, "s", TODAY)
        assert found.stages[0].state == "now"
        assert {each.state for each in found.stages[1:]} == {"to come"}
        assert (found.approved, found.is_approved) == (None, False)
        assert found.next.startswith("Directors' Board: no day is planned")

    def it_names_the_stage_once_where_no_body_answers_for_it(self, library: Library, record: Record):
        record("directors", "supported", "2026-05-12")
        record("peer-review", "noted", "2026-05-13")
        assert standing(library, "s", TODAY).next == "Consultation: no day is planned yet."
        plan_stage(library, "s", Planned("consultation", "2026-06-01"))
        said = standing(library, "s", date(2026, 6, 2)).next
        assert said == "Record the outcome: “Consultation” was planned for 1 June 2026."

    def it_goes_from_stage_to_stage(self, library: Library, record: Record):
        record("directors", "supported", "2026-05-12")
        record("scrutiny", "supported with conditions", "2026-06-09", "V1", "Name a date", "Show the cost")
        found = {each.stage.key: each for each in standing(library, "s", TODAY).stages}
        assert {key: each.state for key, each in found.items()} == {
            "directors": "done", "peer-review": "left out", "consultation": "left out", "scrutiny": "done",
            "cabinet": "now", "call-in": "to come", "in-force": "to come",
        }  # fmt: skip
        assert (found["scrutiny"].date, found["scrutiny"].note) == ("2026-06-09", "0 of 2 conditions met")
        assert "2 conditions still to be met first" in standing(library, "s", TODAY).next

    def it_keeps_the_conditions_of_an_outcome_that_another_followed(self, library: Library, record: Record):
        record("scrutiny", "supported with conditions", "2026-06-09", "V1", "Name a date", "Show the cost")
        record("scrutiny", "supported", "2026-06-16")
        found = {each.stage.key: each for each in standing(library, "s", TODAY).stages}
        assert (found["scrutiny"].date, found["scrutiny"].note) == ("2026-06-16", "0 of 2 conditions met")

    def it_stays_where_it_was_sent_back(self, library: Library, record: Record):
        record("directors", "supported", "2026-05-12")
        record("scrutiny", "referred back", "2026-06-09")
        assert states(library)["scrutiny"] == "now"
        said = standing(library, "s", TODAY).next
        assert said.startswith("The strategy's author: the draft was referred back by")

    def it_waits_for_call_in_and_then_is_in_force(self, library: Library, record: Record):
        record("directors", "supported", "2026-05-12")
        record("cabinet", "approved", "2026-07-13")
        during = standing(library, "s", date(2026, 7, 20))
        assert during.stages[during.now].stage.key == "call-in"
        assert during.stages[during.now].date == "2026-07-20"
        assert during.is_approved
        assert "until 20 July 2026" in during.next
        after = standing(library, "s", date(2026, 7, 21))
        assert (after.stages[-1].state, after.stages[-1].date) == ("now", "2026-07-21")
        assert after.next.endswith("has been in force since 21 July 2026.")

    def it_counts_call_in_from_the_day_on_which_the_decision_was_published(self, library: Library):
        decided = Decision(
            "Cabinet", "2026-07-08", "approved", "cabinet", published="2026-07-13", reason="By telephone"
        )
        decide(library, "s", "V1", decided)
        during = standing(library, "s", TODAY)
        cabinet = next(each for each in during.stages if each.stage.key == "cabinet")
        follows = {each.what: each.date.isoformat() for each in cabinet.timetable}
        assert (follows["Meeting"], follows["Call-in ends"]) == ("2026-07-08", "2026-07-20")
        assert follows["Decision takes effect"] == "2026-07-21"
        assert during.stages[during.now].date == follows["Call-in ends"]

    @pytest.mark.parametrize(
        ("effective", "call_in", "now"),
        [
            ("2026-08-03", ("ends", "2026-07-15"), "in-force"),
            ("2026-07-09", ("none applies", ""), "in-force"),
        ],
    )
    def it_goes_by_the_day_that_was_recorded_for_taking_effect(
        self, library: Library, effective: str, call_in: tuple[str, str], now: str
    ):
        decided = Decision(
            "Cabinet", "2026-07-08", "approved", "cabinet", effective=effective, reason="By telephone"
        )
        decide(library, "s", "V1", decided)
        seen = {each.stage.key: each for each in standing(library, "s", date(2026, 7, 10)).stages}
        follows = {each.what: each.date.isoformat() for each in seen["cabinet"].timetable}
        assert follows["Decision takes effect"] == effective
        assert follows["Review"] == f"2027{effective[4:]}"
        assert (seen["call-in"].said, seen["call-in"].date) == call_in
        assert follows.get("Call-in ends", "") == call_in[1]
        assert seen["in-force"].date == effective
        later = standing(library, "s", date(2026, 8, 4))
        assert later.stages[later.now].stage.key == now
        assert effective[-1] in later.next

    def it_counts_how_far_a_draft_has_gone_from_the_approved_version(self, library: Library, record: Record):
        record("cabinet", "approved", "2026-07-01")
        edit(library, "Better field tools")
        found = standing(library, "s", TODAY)
        assert (found.is_approved, found.differences) == (False, 1)
        assert found.approved is not None
        assert found.approved.version == "V1"
        assert states(library)["directors"] == "now"

    def it_plans_anew_once_a_draft_goes_on_from_the_approved_version(self, library: Library, record: Record):
        plan_stage(library, "s", Planned("directors", "2026-05-12"))
        plan_stage(library, "s", Planned("cabinet", "2026-07-01", key_decision=True))
        assert meeting_day(library, "s", "thurrock") == "2026-07-01"
        record("cabinet", "approved", "2026-07-01")
        decided = {each.stage.key: each for each in standing(library, "s", TODAY).stages}["cabinet"]
        assert decided.timetable[0].what == "Forward plan notice"
        edit(library, "Better field tools")
        found = standing(library, "s", TODAY)
        assert found.next.startswith("Directors' Board: no day is planned")
        assert {each.plan for each in found.stages} == {None}
        assert meeting_day(library, "s", "thurrock") == ""
        plan_stage(library, "s", Planned("cabinet", "2026-09-02"))
        assert meeting_day(library, "s", "thurrock") == "2026-09-02"

    def it_supersedes_the_version_approved_before(self, library: Library, record: Record):
        record("cabinet", "approved", "2026-07-01")
        edit(library, "Better field tools")
        save_version(library, "s", "V2", "2026-07-02")
        record("cabinet", "approved", "2026-07-10", "V2")
        found = standing(library, "s", TODAY)
        assert found.approved is not None
        assert found.approved.version == "V2"
        assert [each.version for each in found.superseded] == ["V1"]
        record("call-in", "called in", "2026-07-14", "V2")
        back = standing(library, "s", TODAY)
        assert back.approved is not None
        assert back.approved.version == "V1"
        assert (back.is_approved, back.stages[back.now].stage.key) == (False, "call-in")

    def it_says_what_a_call_in_does_to_the_decision(self, library: Library, record: Record):
        record("cabinet", "approved", "2026-07-13")
        record("call-in", "called in", "2026-07-15")
        found = standing(library, "s", TODAY)
        assert found.stages[found.now].stage.key == "call-in"
        assert found.next == (
            "Body of call-in called the decision in on 15 July 2026, so nothing is approved. "
            "Record what is decided anew."
        )
        assert (found.stages[-1].state, found.stages[-1].date) == ("to come", "")
        assert found.taken_back is not None
        assert found.taken_back.by.decision.outcome == "called in"

    def it_comes_into_force_once_it_is_decided_again_after_a_call_in(self, library: Library, record: Record):
        record("cabinet", "approved", "2026-07-06")
        record("call-in", "called in", "2026-07-08")
        record("cabinet", "approved", "2026-07-13")
        during = standing(library, "s", TODAY)
        assert during.next.endswith("the decision can be called in until 20 July 2026.")
        assert during.taken_back is None
        after = standing(library, "s", date(2026, 7, 21))
        assert [each.decision.outcome for each in after.stages[-2].recorded] == ["called in"]
        assert (after.stages[-2].state, after.stages[-2].said) == ("done", "over")
        assert after.next.endswith("has been in force since 21 July 2026.")

    def it_waits_for_the_decision_where_a_call_in_was_only_noted(self, library: Library, record: Record):
        record("cabinet", "approved", "2026-07-06")
        record("call-in", "called in", "2026-07-08")
        record("call-in", "noted", "2026-07-10")
        found = standing(library, "s", TODAY)
        assert found.stages[found.now].stage.key == "cabinet"
        assert found.next == "Cabinet: the approval of 6 July 2026 was taken back. Record what is decided."

    @pytest.mark.parametrize("outcome", ["noted", "supported"])
    def it_is_not_in_force_by_what_does_not_approve(self, library: Library, record: Record, outcome: Outcome):
        record("cabinet", outcome, "2026-07-01")
        found = standing(library, "s", TODAY)
        assert found.stages[found.now].stage.key == "cabinet"
        assert found.stages[-1].state == "to come"
        assert found.next == (
            f"Cabinet: the strategy was {outcome} on 1 July 2026, which approves nothing. Record what is decided."
        )

    def it_stays_in_force_where_the_approval_is_noted_afterwards(self, library: Library, record: Record):
        record("cabinet", "approved", "2026-07-01")
        record("cabinet", "noted", "2026-07-13")
        found = standing(library, "s", TODAY)
        assert found.next.endswith("has been in force since 9 July 2026.")

    def it_says_by_when_papers_are_due(self, library: Library):
        plan_stage(library, "s", Planned("scrutiny", "10 August 2026"))
        seen = {each.stage.key: each for each in standing(library, "s", TODAY).stages}["scrutiny"]
        assert (seen.said, seen.date, seen.note) == ("planned", "2026-08-10", "papers by 31 July 2026")
        assert [each.what for each in seen.timetable] == ["Agenda and reports published", "Meeting"]
        plan_stage(library, "s", Planned("scrutiny", ""))
        assert {each.plan for each in standing(library, "s", TODAY).stages} == {None}

    def it_says_what_was_missed(self, library: Library):
        plan_stage(library, "s", Planned("cabinet", "2026-07-22", key_decision=True))
        seen = {each.stage.key: each for each in standing(library, "s", TODAY).stages}["cabinet"]
        assert seen.note.startswith("⚠ papers were due")
        missed = [each for each in seen.timetable if each.missed]
        assert [each.what for each in missed] == ["Forward plan notice", "Agenda and reports published"]
        assert all(each.way_out for each in missed)

    def it_asks_no_public_notice_of_an_officers_meeting(self, library: Library):
        plan_stage(library, "s", Planned("directors", "2026-07-22"))
        first = standing(library, "s", TODAY).stages[0]
        assert (first.date, first.note, first.timetable) == ("2026-07-22", "", ())

    def it_refuses_a_decision_before_its_meeting(self, library: Library, record: Record):
        plan_stage(library, "s", Planned("scrutiny", "10 August 2026"))
        with pytest.raises(Refused, match="planned for 10 August 2026; nothing is decided before it"):
            record("scrutiny", "supported", "2026-07-01")


class DescribeClosingConditions:
    def it_is_a_further_row_that_changes_none(self, library: Library, record: Record):
        record("scrutiny", "supported with conditions", "2026-06-09", "V1", "Name a date")
        before = library.decisions("s")
        close_condition(library, "s", Closing(1, 1, "20 June 2026", "p", "V1", "Dated in 2.2"))
        assert library.decisions("s") == before
        condition = recorded_in(library, "s")[0].decision.conditions[0]
        assert (condition.closed, condition.node, condition.version) == ("2026-06-20", "p", "V1")
        assert library.fsck().ok
        assert [row.action for row in library.ledger()][-1] == "closing noted"
        assert {each.note for each in standing(library, "s", TODAY).stages} >= {"1 of 1 condition met"}

    @pytest.mark.parametrize(
        ("closing", "said"),
        [
            (Closing(2, 1, "2026-06-20", "p"), "no decision 2"),
            (Closing(1, 2, "2026-06-20", "p"), "no condition 2"),
            (Closing(1, 1, "2026-06-20", "gone"), "not in the draft"),
            (Closing(1, 1, "2026-06-20"), "Say which part"),
            (Closing(1, 1, "2026-08-20", "p"), "still to come"),
            (Closing(1, 1, "2026-06-01", "p"), "before the decision"),
            (Closing(1, 1, "soon", "p"), "not a date"),
            (Closing(1, 1, "2026-06-20", "p", "V9"), "no version V9"),
        ],
    )
    def it_refuses_what_cannot_be(self, library: Library, record: Record, closing: Closing, said: str):
        record("scrutiny", "supported with conditions", "2026-06-09", "V1", "Name a date")
        with pytest.raises(Refused, match=said):
            close_condition(library, "s", closing)
        assert library.steps("s") == ()

    def it_reaches_the_other_copy_of_a_library(self, library: Library, record: Record, tmp_path: Path):
        library.backup(tmp_path / "laptop.engross")
        with Library.open(tmp_path / "laptop.engross", who="Bob") as laptop:
            record("scrutiny", "supported with conditions", "2026-06-09", "V1", "Name a date")
            sync(library, laptop)
            close_condition(laptop, "s", Closing(1, 1, "2026-06-20", "p"))
            sync(library, laptop)
            assert recorded_in(library, "s")[0].decision.conditions[0].closed == "2026-06-20"
            count = len(library.steps("s"))
            sync(library, laptop)
            assert len(library.steps("s")) == len(laptop.steps("s")) == count == 1


class DescribeReviews:
    @pytest.mark.parametrize(
        ("today", "said"),
        [
            (date(2027, 3, 1), ""),
            (date(2027, 6, 1), "◷ V1 is due for review on 9 July 2027, in 38 days."),
            (date(2027, 7, 9), "◷ V1 is due for review on 9 July 2027, today."),
            (date(2028, 1, 1), "⚠ V1 is overdue for review since 9 July 2027."),
        ],
    )
    def it_reminds_in_time(self, library: Library, record: Record, today: date, said: str):
        record("cabinet", "approved", "2026-07-01")
        assert review_of(library, "s", today) == said

    def it_goes_by_the_day_the_strategy_names(self, library: Library):
        root = library.head("s")
        after = tree.change(root, "s", review_date="2026-08-01")
        assert isinstance(after, Strategy)
        library.commit("s", root.fingerprint, after, "Edit")
        assert review_of(library, "s", TODAY) == "◷ The draft is due for review on 1 August 2026, in 12 days."
