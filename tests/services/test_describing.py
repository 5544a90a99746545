"""The drafted description of changes."""

import pytest

from app.models import tree
from app.models.nodes import KINDS, Strategy
from app.models.text import plain
from app.services.describing import described


def strategy(*children):
    return Strategy(id="s", title="Strategy", children=children)


def theme(*children):
    return KINDS["theme"].make(id="t", title="Digital place", children=children)


def vision(*children):
    return KINDS["vision"].make(id="v", children=children)


def priority(id, text="words"):
    return KINDS["priority"].make(id=id, title=f"Priority {id}", body=plain(text))


RISK = KINDS["risk"].make(id="r", title="Supplier fails", likelihood=2, impact=3)


class DescribeTheDescription:
    def it_counts_what_was_added_under_its_place(self):
        old = strategy(vision(theme(priority("a"))))
        new = strategy(vision(theme(priority("a"), priority("b"), priority("c"))))
        assert described(old, new) == "2 priorities added under Digital place"

    def it_names_a_single_part(self):
        old, new = strategy(vision(theme(priority("a")))), strategy(vision(theme()))
        assert described(old, new) == "Priority “Priority a” removed under Digital place"

    def it_says_reworded_and_rescored(self):
        risks = KINDS["risks"].make(id="rs", title="Risks", children=(RISK,))
        old = strategy(vision(theme(priority("a", "We will act by 2027"))), risks)
        new = tree.change(old, "a", body=plain("We will act by 2028"))
        new = tree.change(new, "r", likelihood=4)
        assert isinstance(new, Strategy)
        said = described(old, new)
        assert "priority “Priority a” reworded" in said[0].lower() + said[1:]
        assert "risk “Supplier fails” rescored" in said[0].lower() + said[1:]

    @pytest.mark.parametrize(
        ("kind", "facts", "said"),
        [
            ("priority", {"start": "2027-04-01"}, "Priority “Lend boats” rescheduled"),
            (
                "priority",
                {"end": "2028-03-31", "owner": "B. Lee"},
                "Priority “Lend boats” changed and rescheduled",
            ),
            ("milestone", {"date": "2027-06-30"}, "Milestone “Lend boats” rescheduled"),
        ],
    )
    def it_says_rescheduled_where_dates_were_moved(self, kind, facts, said):
        part = KINDS[kind].make(id="x", title="Lend boats")
        held = part if kind == "priority" else KINDS["priority"].make(id="p", title="Boats", children=(part,))
        old = strategy(vision(theme(held)))
        new = tree.change(old, "x", **facts)
        assert isinstance(new, Strategy)
        assert described(old, new) == said

    @pytest.mark.parametrize(
        ("facts", "said"),
        [
            ({"author": "Head of ICT"}, "“Author(s)” changed"),
            (
                {"supersedes": "IT Plan", "review_date": "2028-01-01"},
                "“Supersedes” and “Review date” changed",
            ),
            (
                {"author": "A", "supersedes": "B", "review_date": "2028-01-01", "organisation": "C"},
                "4 facts about the document changed",
            ),
        ],
    )
    def it_names_what_the_control_sheet_has_otherwise(self, facts, said):
        new = tree.change(strategy(), "s", **facts)
        assert isinstance(new, Strategy)
        assert described(strategy(), new) == said

    def it_says_nothing_where_nothing_changed(self):
        assert described(strategy(), strategy()) == ""
