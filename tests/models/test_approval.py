"""Approved is computed from decisions; what cannot have been decided is refused."""

import pytest
from msgspec import structs

from app.models.approval import (
    Approval,
    Condition,
    Decision,
    Recorded,
    Route,
    Stage,
    approval_of,
    approving,
    checked_decision,
)
from app.models.errors import Refused

APPROVED = Decision(
    body="Executive Board", date="2026-06-20", outcome="approved", minute="EB/26/14", stage="decision"
)
ROUTE = Route(
    "Formal route",
    (
        Stage("scrutiny", "Scrutiny", required=True),
        Stage("decision", "Decision", decides=True),
    ),
)
TODAY = "2026-07-01"


def recorded(*decisions: tuple[Decision, str]) -> list[Recorded]:
    return [Recorded(n, d, fingerprint, "V1", f"seal{n}") for n, (d, fingerprint) in enumerate(decisions, 1)]


class DescribeApproval:
    def it_holds_for_just_the_content_that_was_approved(self):
        rows = recorded((APPROVED, "aaa"))
        assert approval_of("aaa", rows) == Approval("Executive Board", "2026-06-20", "EB/26/14", "seal1")
        assert approval_of("bbb", rows) is None

    def it_is_superseded_by_the_next_approval(self):
        rows = recorded((APPROVED, "aaa"), (structs.replace(APPROVED, date="2027-06-20"), "bbb"))
        assert approval_of("aaa", rows) is None
        assert approval_of("bbb", rows) is not None

    @pytest.mark.parametrize("outcome", ["called in", "referred back", "rejected"])
    def it_is_taken_back_by_what_follows(self, outcome: str):
        back = structs.replace(APPROVED, outcome=outcome, date="2026-06-25")
        assert approving(recorded((APPROVED, "aaa"), (back, "aaa"))) is None
        assert approving(recorded((APPROVED, "aaa"), (back, "other draft"))) is not None

    def it_does_not_come_from_support_alone(self):
        assert approving(recorded((structs.replace(APPROVED, outcome="supported"), "aaa"))) is None


class DescribeCheckingADecision:
    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"body": " "}, "its body"),
            ({"date": "2026-02-30"}, "is not a day"),
            ({"date": "2027-01-01"}, "still to come"),
            ({"published": "2026-06-19"}, "before it was made"),
            ({"outcome": "approved with conditions"}, "no condition"),
            ({"conditions": (Condition(" "),)}, "has no text"),
            ({"stage": "cabinet"}, "no stage “cabinet”"),
            ({"stage": "scrutiny", "reason": "In haste."}, "“Scrutiny” approves nothing"),
        ],
    )
    def it_refuses_with_one_sentence(self, changed: dict[str, object], said: str):
        with pytest.raises(Refused, match=said):
            checked_decision(structs.replace(APPROVED, **changed), ROUTE, [], TODAY)

    def it_lets_only_an_approval_be_called_in(self):
        called = structs.replace(APPROVED, outcome="called in", stage="")
        with pytest.raises(Refused, match="no decision to call in"):
            checked_decision(called, ROUTE, [], TODAY)
        assert checked_decision(called, ROUTE, recorded((APPROVED, "aaa")), TODAY) == []

    def it_asks_for_earlier_stages_or_a_reason(self):
        with pytest.raises(Refused, match="asks for Scrutiny"):
            checked_decision(APPROVED, ROUTE, [], TODAY)
        reasoned = structs.replace(APPROVED, reason="Scrutiny did not meet in June.")
        assert checked_decision(reasoned, ROUTE, [], TODAY) == [
            "Scrutiny was left out: Scrutiny did not meet in June."
        ]
        done = recorded((structs.replace(APPROVED, stage="scrutiny", outcome="supported"), "aaa"))
        assert checked_decision(APPROVED, ROUTE, done, TODAY) == []

    def it_tells_of_conditions_still_open(self):
        support = structs.replace(
            APPROVED,
            stage="scrutiny",
            outcome="supported with conditions",
            conditions=(Condition("Name an owner for each risk"), Condition("Cost it", closed="2026-06-18")),
        )
        warnings = checked_decision(APPROVED, ROUTE, recorded((support, "aaa")), TODAY)
        assert warnings == ["A condition is still open: Name an owner for each risk"]
