"""What the pictures of a strategy show."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.document.figures.series import cost_table, dragged, rescheduled, roadmap, stepped
from app.models.nodes import KINDS
from app.models.tree import find


def cost(year, capital, revenue):
    return KINDS["cost"].make(title="Kit", year=year, capital=capital, revenue=revenue)


SUMS = st.decimals(min_value=0, max_value=10**7, places=2)
COSTS = st.builds(cost, st.sampled_from(["2026/27", "2027/28", ""]), SUMS, SUMS)


def strategy(themes, elsewhere=()):
    held = tuple(
        KINDS["theme"].make(
            title=f"T{n}",
            children=(
                *costs[:1],
                KINDS["priority"].make(title="P", children=tuple(costs[1:])),
            ),
        )
        for n, costs in enumerate(themes)
    )
    section = KINDS["section"].make(title="Money", children=tuple(elsewhere))
    return KINDS["strategy"].make(children=(KINDS["vision"].make(children=held), section))


class DescribeCosts:
    @given(st.lists(st.lists(COSTS, max_size=4), max_size=4), st.lists(COSTS, max_size=3))
    def it_adds_up_by_row_and_by_column_to_every_cost_there_is(self, themes, elsewhere):
        table = cost_table(strategy(themes, elsewhere))
        every = [each for costs in (*themes, elsewhere) for each in costs]
        whole = sum((each.capital + each.revenue for each in every), Decimal(0))
        assert table.total.total == whole
        assert sum((row.total.total for row in table.rows), Decimal(0)) == whole
        assert sum((year.total for year in table.totals), Decimal(0)) == whole
        for row in table.rows:
            assert sum((year.total for year in row.years), Decimal(0)) == row.total.total

    def it_keeps_what_stands_under_no_theme_apart(self):
        table = cost_table(strategy([[cost("2026/27", 5, 0)]], [cost("2027/28", 0, 7)]))
        assert table.years == ("2026/27", "2027/28")
        assert [(row.name, row.total.total) for row in table.rows] == [("T0", 5), ("", 7)]

    def it_takes_a_year_that_is_written_otherwise_for_the_same(self):
        ways = ("2026-27", "2026/27", " 2026 – 2027", "FY 26/27", "2027/28", "Year 3", "year 3", "2026/28")
        table = cost_table(strategy([[cost(each, 5, 0)] for each in ways]))
        assert table.years == ("2026-27", "2026/28", "2027/28", "Year 3")
        assert [year.total for year in table.totals] == [20, 5, 5, 10]


class DescribeRoadmap:
    def it_lists_priorities_with_their_milestones_by_theme(self):
        point = KINDS["milestone"].make(id="m", title="Live", date="2027-03", done=True)
        priority = KINDS["priority"].make(
            id="p", title="One", start="2026", end="2027-06", progress=40, children=(point,)
        )
        theme = KINDS["theme"].make(id="t", title="Place", children=(priority,))
        (lane,) = roadmap(KINDS["strategy"].make(children=(theme,)))
        (bar,) = lane.bars
        assert (bar.start, bar.end, bar.progress) == (date(2026, 1, 1), date(2027, 6, 30), 40)
        assert [(p.node, p.day, p.done) for p in bar.points] == [("m", date(2027, 3, 31), True)]


def held(**dates):
    milestone = KINDS["milestone"].make(id="m", title="Live", date=dates.pop("date", ""))
    priority = KINDS["priority"].make(id="p", title="One", children=(milestone,), **dates)
    return KINDS["strategy"].make(id="s", children=(KINDS["theme"].make(id="t", children=(priority,)),))


class DescribeDragging:
    @pytest.mark.parametrize(
        ("day", "by", "moved"),
        [
            ("2026-09-01", 10, "2026-09-01"),
            ("2026-09-01", 20, "2026-10-01"),
            ("2026-09-01", -20, "2026-08-01"),
            ("2026-09-01", 318, "2027-07-01"),
            ("2028-03-31", 318, "2029-01-31"),
            ("2028-02-29", 28, "2028-03-31"),
            ("2028-03-31", -31, "2028-02-29"),
            ("2026-12-31", 3, "2026-12-31"),
            ("2026-09-16", 318, "2027-07-31"),
            ("0001-01-01", -900, "0001-01-01"),
        ],
    )
    def it_goes_from_month_to_month_where_a_month_begins_or_ends(self, day, by, moved):
        assert dragged(date.fromisoformat(day), by).isoformat() == moved

    @given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.integers(-4000, 4000))
    def it_is_never_further_off_than_half_a_month(self, day, by):
        assert abs((dragged(day, by) - day).days - by) <= 16


class DescribeRescheduling:
    def it_keeps_the_words_of_a_date_that_stays_the_same_day(self):
        root = held(start="Q3 2026/27", end="2027")
        moved: Any = find(rescheduled(root, "p", "2026-10-01", "2028-03-31"), "p")
        assert (moved.start, moved.end) == ("Q3 2026/27", "2028-03-31")
        moved = find(rescheduled(root, "p", "2026-11-01", "2027-12-31"), "p")
        assert (moved.start, moved.end) == ("2026-11-01", "2027")


class DescribeSteps:
    @pytest.mark.parametrize(
        ("before", "months", "after"),
        [
            ("2026-09", 1, "2026-10"), ("2026-12", 1, "2027-01"), ("2026-01-31", 1, "2026-02-28"),
            ("2026-02-28", 1, "2026-03-31"), ("2026-03-15", -3, "2025-12-15"), ("2026", 1, "2027-01"),
            ("", 1, ""), ("spring", 1, "spring"),
        ],
    )  # fmt: skip
    def it_moves_a_milestone_by_months_and_keeps_how_exact_it_is(self, before, months, after):
        milestone: Any = find(stepped(held(date=before), "m", "whole", months), "m")
        assert milestone.date == after

    @pytest.mark.parametrize(
        ("part", "start", "end"),
        [
            ("whole", "2026-05-01", "2026-07-31"), ("start", "2026-05-01", "2026-06-30"),
            ("end", "2026-04-01", "2026-07-31"),
        ],
    )  # fmt: skip
    def it_moves_what_is_held_of_a_priority(self, part, start, end):
        moved: Any = find(stepped(held(start="2026-04-01", end="2026-06-30"), "p", part, 1), "p")
        assert (moved.start, moved.end) == (start, end)

    def it_never_lets_a_priority_end_before_it_starts(self):
        root = held(start="2026-04-15", end="2026-04-20")
        assert stepped(root, "p", "end", -1) == root
