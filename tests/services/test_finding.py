"""Find and replace over a strategy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.errors import Refused
from app.models.nodes import KINDS
from app.models.text import Cell, Item, List, Paragraph, Run, Table
from app.services.expressions import Bounds, Place, places_of
from app.services.finding import Search, matches, replaced


def section(*blocks, title="", children=()):
    return KINDS["section"].make(id="a", title=title, body=tuple(blocks), children=tuple(children))


def p(*runs):
    return Paragraph(tuple(Run(run) if isinstance(run, str) else run for run in runs))


class DescribeFinding:
    def it_finds_in_titles_fields_and_bodies(self):
        risk = KINDS["risk"].make(
            id="r", title="Cloud fails", owner="Cloud lead", response=(p("Leave the cloud"),)
        )
        found = list(matches(section(children=[risk]), Search("cloud")))
        assert [(match.node, match.field) for match in found] == [
            ("r", "title"),
            ("r", "response"),
            ("r", "owner"),
        ]

    def it_minds_case_words_and_kinds(self):
        root = section(p("Cloud and clouds"), title="CLOUD")
        assert len(list(matches(root, Search("cloud")))) == 3
        assert len(list(matches(root, Search("Cloud", case=True)))) == 1
        assert len(list(matches(root, Search("cloud", whole=True)))) == 2
        assert not list(matches(root, Search("cloud", kinds=frozenset(("risk",)))))

    def it_shows_whole_words_around_and_where_it_left_some_away(self):
        tale = "Nobody in the whole borough knows how many people the tide would reach in a winter such as that one was"
        (found,) = matches(section(p(tale)), Search("tide"))
        assert found.before == "… borough knows how many people the "
        assert found.after == " would reach in a winter such as that …"
        (short,) = matches(section(p("The tide comes")), Search("tide"))
        assert (short.before, short.found, short.after) == ("The ", "tide", " comes")

    @pytest.mark.parametrize(
        "search",
        [
            Search(""),
            *(
                Search(each, expression=True)
                for each in ("(", "x*", "a{99999999999}", "(" * 5000 + ")" * 5000, "(?a)(?u)x")
            ),
        ],
        ids=range(6),
    )
    def it_refuses_what_finds_nothing_in_particular(self, search):
        with pytest.raises(Refused):
            list(matches(section(), search))

    def it_gives_up_an_expression_that_takes_for_ever(self):
        pattern = Search("(a+)+$", expression=True).pattern()
        with pytest.raises(Refused, match="takes too long"):
            places_of(pattern, "", ["aaa", "a" * 60 + "!"], bounds=Bounds(seconds=1))
        assert places_of(pattern, "", ["aaa", "b"]) == {"aaa": (Place(0, 3),)}

    @pytest.mark.parametrize("memory", [10_000_000, 300_000_000])
    def it_says_of_one_that_finds_too_much_that_memory_is_short_and_not_time(self, memory):
        pattern, bounds = Search("x+", expression=True).pattern(), Bounds(seconds=60, memory=memory)
        with pytest.raises(Refused, match="more than there is memory for"):
            places_of(pattern, r"\g<0>" * 1000, ["x" * 1_000_000], bounds=bounds)

    def it_ends_a_search_that_nobody_waits_for(self):
        def go_on():
            raise InterruptedError

        with pytest.raises(InterruptedError):
            places_of(Search("(a+)+$", expression=True).pattern(), "", ["a" * 60 + "!"], go_on)


class DescribeReplacing:
    def it_keeps_the_look_of_the_words_around(self):
        root = section(p("We ", Run("will", bold=True), " act"))
        assert replaced(root, Search("will"), "shall").body == (p("We ", Run("shall", bold=True), " act"),)

    def it_replaces_across_a_change_of_look(self):
        root = section(p("digi", Run("tal place", italic=True)))
        assert replaced(root, Search("digital"), "smart").body == (p("smart", Run(" place", italic=True)),)

    def it_reaches_lists_tables_and_captions(self):
        table = Table(((Cell((p("old"),)),),), caption="old")
        root = section(List((Item((p("old"),)),)), table)
        new = Table(((Cell((p("new"),)),),), caption="new")
        assert replaced(root, Search("old"), "new").body == (List((Item((p("new"),)),)), new)

    def it_puts_in_what_a_group_found(self):
        root = section(title="Theme 4")
        assert replaced(root, Search(r"Theme (\d)", expression=True), r"Programme \1").title == "Programme 4"

    def it_takes_signs_of_an_expression_as_they_stand_otherwise(self):
        assert replaced(section(title="a.b"), Search("a.b"), r"\1").title == r"\1"

    def it_refuses_a_group_that_is_not_there(self):
        with pytest.raises(Refused):
            replaced(section(title="ab"), Search("a", expression=True), r"\3")

    @given(st.text("ab ", max_size=12), st.text("ab", min_size=1, max_size=3))
    def it_does_as_a_plain_replacement_does(self, text, words):
        cut = len(text) // 2
        runs = tuple(run for run in (Run(text[:cut]), Run(text[cut:], bold=True)) if run.text)
        (new,) = replaced(section(Paragraph(runs)), Search(words, case=True), "X").body
        assert isinstance(new, Paragraph)
        assert "".join(run.text for run in new.runs) == text.replace(words, "X")
