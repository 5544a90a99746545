"""Comparing whole trees: what is told of an edit, and that the steps from one tree lead to the other."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from app.compare import changes, match
from app.compare.align import Stopped
from app.compare.changes import Change, compare, compare_passages
from app.compare.edits import apply, edits
from app.compare.passages import Matched, Passage, passages_of, woven_of
from app.compare.words import Vocabulary
from app.compare.woven import Woven
from app.models import nodes, tree
from app.models.nodes import Node, Strategy
from app.models.text import Cell, Item, List, Paragraph, Run, Table, plain
from tests.edited_trees import made, step, strategy


def only(old: Node, new: Node) -> Change:
    changes = compare(old, new).changes
    assert len(changes) == 1, changes
    return changes[0]


class DescribeComparing:
    def it_finds_nothing_between_a_strategy_and_itself(self):
        assert compare(strategy(), strategy()).changes == ()

    def it_shows_the_one_figure_that_differs(self):
        old = strategy()
        body = plain(
            "Residents will find what they need at the first attempt.\nWe spend £1.4m on it by 2027."
        )
        change = only(old, tree.change(old, "t1", body=body))
        assert (change.kind, change.node, change.node_kind, change.why) == (
            "reworded",
            "t1",
            "theme",
            ("money",),
        )
        assert change.path == ("Our vision", "Digital customer")
        assert (change.words_deleted, change.words_inserted) == (1, 1)
        assert change.before == "We spend £1.2m on it by 2027."

    def it_names_the_year_of_a_cost_for_one_of_several_years_is_several_rows(self):
        years = [
            nodes.Cost(id=id, title="Fibre", year=year, capital=Decimal(5))
            for id, year in (("y1", "2026/27"), ("y2", "2027/28"))
        ]
        priority = nodes.Priority(id="p", title="Links", children=tuple(years))
        old = nodes.Strategy(
            id="s", children=(nodes.Vision(id="v", children=(nodes.Theme(id="t", children=(priority,)),)),)
        )
        change = only(old, tree.change(old, "y2", capital=Decimal(6)))
        assert change.path[-1] == "Fibre, 2027/28"

    def it_tells_a_softened_obligation(self):
        old = strategy()
        body = plain("This strategy sets out what the council will seek to do.")
        change = only(old, tree.change(old, "s1", body=body))
        assert change.why == ("obligation",)

    def it_tells_a_risk_that_another_part_answers_by_the_names_of_both(self):
        risks = nodes.Risks(id="rs", children=(nodes.Risk(id="r", title="Fraud", answered_by=("p2",)),))
        old = tree.insert(strategy(), "s", risks)
        change = only(old, tree.change(old, "r", answered_by=("p3",)))
        assert [(piece.op, piece.text) for piece in change.pieces] == [
            ("delete", "Open a help desk in every library of…"),
            ("insert", "Publish waiting times for each service once a…"),
        ]

    def it_tells_a_moved_priority_from_an_edited_one(self):
        old = strategy()
        new = tree.move(old, "p2", "t2")
        change = only(old, new)
        assert (change.kind, change.node, change.substantive) == ("moved", "p2", False)
        assert change.before.startswith("Our vision › Digital customer ›")
        assert change.after.startswith("Our vision › Digital place ›")

    def it_gives_an_inserted_theme_one_row_with_all_its_words(self):
        old = strategy()
        theme = nodes.Theme(
            id="t3", title="Safety", children=(nodes.Priority(id="p9", body=plain("Must hold 2 drills.")),)
        )
        change = only(old, tree.insert(old, "v", theme))
        assert (change.kind, change.words_inserted, change.why) == ("inserted", 5, ("number", "obligation"))

    def it_tells_a_deleted_part_by_its_old_path(self):
        old = strategy()
        change = only(old, tree.remove(old, "p3"))
        assert (change.kind, change.node, change.path) == (
            "deleted",
            "p3",
            ("Our vision", "Digital customer"),
        )

    def it_tells_a_field_by_its_label(self):
        old = strategy()
        change = only(old, tree.change(old, "p1", owner="B. Price"))
        assert (change.kind, change.field, change.before, change.after) == (
            "field",
            "Owner",
            "A. Owen",
            "B. Price",
        )
        assert change.why == ("name",)

    def it_tells_days_and_sums_as_readers_meet_them(self):
        old = tree.insert(strategy(), "t1", nodes.KINDS["cost"].make(id="k1", title="Kit"))
        change = only(old, tree.change(old, "k1", capital=Decimal("1250.5")))
        assert (change.before, change.after) == ("£0", "£1,250.50")
        priority = next(node.id for node in tree.walk(old) if node.kind == "priority")
        change = only(old, tree.change(old, priority, end="2026-04-01"))
        assert change.after == "1 April 2026"

    def it_tells_renumbering_apart(self):
        old = strategy()
        found = compare(
            old, tree.change(old, "s", period="2026–2030"), numbers=({"t2": "2"}, {"t2": "3"})
        ).changes
        assert [c.kind for c in found] == ["field", "renumbered"]

    def it_leaves_typographic_noise_out_unless_asked(self):
        old = tree.change(strategy(), "s1", body=plain('The council\'s "digital" plan 2017 - 2020'))
        new = tree.change(old, "s1", body=plain("The council’s “digital” plan 2017–2020"))
        assert compare(old, new).changes == ()
        assert compare(old, new, noise=True).summary.words_deleted > 0

    def it_calls_a_paragraph_break_formatting(self):
        old = tree.change(
            strategy(), "s1", body=plain("One sentence stands here. Another follows it at once.")
        )
        new = tree.change(old, "s1", body=plain("One sentence stands here.\nAnother follows it at once."))
        change = only(old, new)
        assert (change.kind, change.words_deleted, change.words_inserted) == ("formatting", 0, 0)

    def it_calls_bold_and_list_levels_formatting(self):
        bold = (Paragraph((Run("Fibre reaches "), Run("every", bold=True), Run(" street."))),)
        listed = (List((Item(plain("Fibre reaches every street.")),)),)
        for body in (bold, listed):
            old = strategy()
            assert only(old, tree.change(old, "t2", body=body)).kind == "formatting"

    def it_matches_documents_that_share_no_identities(self):
        old = strategy()
        body = plain("Replace the website with one that works on every old phone.")
        new = tree.with_new_ids(tree.change(tree.move(old, "p3", "t2"), "p1", body=body))
        found = compare(old, new)
        assert sorted(c.kind for c in found.changes) == ["moved", "reworded"]
        assert found.summary.words_inserted == 1

    def it_says_when_two_texts_have_nothing_in_common(self):
        other = Strategy(
            title="Recipes",
            children=tuple(
                nodes.Section(title=f"Dish {i}", body=plain(f"Boil {i} eggs gently")) for i in range(5)
            ),
        )
        assert compare(strategy(), other).unrelated
        assert not compare(strategy(), tree.change(strategy(), "s", title="X")).unrelated

    def it_stops_when_asked(self):
        other = tree.with_new_ids(
            tree.change(strategy(), "t2", body=plain("Quite another text stands here now"))
        )
        with pytest.raises(Stopped):
            compare(strategy(), other, cancelled=lambda: True)

    def it_can_be_stopped_while_parts_are_sought_in_other_places(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(match, "_by_place", lambda *_: None)
        with pytest.raises(Stopped):
            match.match(strategy(), tree.with_new_ids(strategy()), Vocabulary(), lambda: True)

    def it_can_be_stopped_within_a_paragraph(self, monkeypatch: pytest.MonkeyPatch):
        told: list[Matched] = []

        def watched(matched: Matched, vocabulary: Vocabulary) -> Woven:
            told.append(matched)
            return woven_of(matched, vocabulary)

        monkeypatch.setattr(changes, "woven_of", watched)
        with pytest.raises(Stopped):
            compare_passages([Passage("one word")], [Passage("one more")], cancelled=lambda: bool(told))

    def it_puts_substantive_changes_first_in_the_documents_order(self):
        old = strategy()
        new = tree.change(
            tree.change(old, "s1", title="Purpose and scope"), "t2", body=plain("Fibre reaches 30 streets.")
        )
        found = compare(old, new)
        assert [c.node for c in found.changes] == ["s1", "t2"]
        assert [c.node for c in found.in_order_of_weight] == ["t2", "s1"]


def table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(tuple(Cell(plain(text)) for text in row) for row in rows))


class DescribeTables:
    OLD = table(
        ("Ref", "Action", "Lead"), ("A1", "Mend the roof of the depot", "ICT"), ("A2", "Paint the hall", "HR")
    )

    def changes(self, new: Table) -> list[tuple[str, str, str]]:
        found = compare_passages(passages_of((self.OLD,)), passages_of((new,)))
        return [(c.kind, c.before, c.after) for c in found.changes]

    def it_names_the_cell_that_changed(self):
        new = table(
            ("Ref", "Action", "Lead"),
            ("A1", "Mend the roof of the depot", "Finance"),
            ("A2", "Paint the hall", "HR"),
        )
        assert self.changes(new) == [("reworded", "ICT", "Finance")]

    @pytest.mark.parametrize("cost", ["£1m", "£5m"])
    def it_weighs_a_caption_that_was_reworded(self, cost: str):
        before, after = (
            structs.replace(table(("Year", "Cost"), ("First", each)), caption=caption)
            for caption, each in (("Costs by 2027", "£1m"), ("Costs by 2028", cost))
        )
        old = tree.change(strategy(), "t2", body=(before,))
        new = tree.change(old, "t2", body=(after,))
        change, *others = compare(old, new).changes
        assert (change.before, change.after) == ("Costs by 2027", "Costs by 2028")
        assert change.substantive
        assert [each.after for each in others] == ([cost] if cost != "£1m" else [])
        assert compare(old, tree.change(new, "t2", body=(after, *plain("More.")))).changes[0].substantive

    def it_gives_a_new_row_one_change(self):
        new = table(
            *(
                ("Ref", "Action", "Lead"),
                ("A1", "Mend the roof of the depot", "ICT"),
                ("A9", "Sweep", "X"),
                ("A2", "Paint the hall", "HR"),
            )
        )
        assert self.changes(new) == [("inserted", "", "A9\tSweep\tX")]

    def it_knows_a_rewritten_row_by_its_first_cell(self):
        new = table(
            ("Ref", "Action", "Lead"), ("A1", "Wholly other words", "ICT"), ("A2", "Paint the hall", "HR")
        )
        assert [before for _, before, _ in self.changes(new)] == ["Mend the roof of the depot"]

    @pytest.mark.parametrize("seen_as", ["as they stand", "in a strategy"])
    def it_tells_a_row_that_moved_and_what_was_reworded_in_it(self, seen_as: str):
        head = ("Ref", "Action", "Lead")
        a, b, c = (
            ("A1", "Mend the roof", "ICT"),
            ("A2", "Paint the hall", "HR"),
            ("A3", "Sweep the yard", "HR"),
        )
        was, now = table(head, a, b, c), table(head, b, c, ("A1", "Mend the roof", "Finance"))
        if seen_as == "as they stand":
            found = compare_passages(passages_of((was,)), passages_of((now,))).changes
        else:
            old = tree.change(strategy(), "t2", body=(was,))
            found = compare(old, tree.change(old, "t2", body=(now,))).changes
        moved = "A1\tMend the roof\tFinance"
        assert [(c.kind, c.before, c.after) for c in found] == [
            ("moved", moved, moved),
            ("reworded", "ICT", "Finance"),
        ]

    def it_tells_of_rows_that_begin_alike_each_by_itself(self):
        old = table(("Level", "Risk"), ("High", "Fire in the old hall"), ("High", "Theft of some tablets"))
        new = table(("Level", "Risk"), ("High", "Loss"), ("High", "Storm"))
        found = compare_passages(passages_of((old,)), passages_of((new,))).changes
        assert [(c.before, c.after) for c in found] == [
            ("Fire in the old hall", "Loss"),
            ("Theft of some tablets", "Storm"),
        ]

    def it_tells_a_column_that_came_and_one_that_went_from_words_that_stayed(self):
        new = table(
            ("Ref", "Cost", "Action"),
            ("A1", "£5m", "Mend the roof of the depot"),
            ("A2", "£2m", "Paint the whole hall"),
        )
        found = compare_passages(passages_of((self.OLD,)), passages_of((new,))).changes
        assert [(c.kind, c.before, c.after, c.cell) for c in found] == [
            ("inserted", "", "Cost\n£5m\n£2m", ("", "Cost")),
            ("deleted", "Lead\nICT\nHR", "", ("", "Lead")),
            ("reworded", "Paint the hall", "Paint the whole hall", ("A2", "Action")),
        ]
        assert found[0].why == ("money",)

    def it_leaves_a_new_row_out_of_a_new_column(self):
        new = table(
            ("Ref", "Action", "Lead", "Cost"),
            ("A1", "Mend the roof of the depot", "ICT", "£5m"),
            ("A2", "Paint the hall", "HR", "£2m"),
            ("A3", "Sweep the yard", "HR", "£1m"),
        )
        assert self.changes(new) == [
            ("inserted", "", "Cost\n£5m\n£2m"),
            ("inserted", "", "A3\tSweep the yard\tHR\t£1m"),
        ]

    def it_names_row_and_column_by_their_numbers_where_words_do_not(self):
        new = table(
            ("Ref", "Deed", "Lead"),
            ("B1", "Mend the roof of the depot", "ICT"),
            ("A2", "Paint the hall", "HR"),
        )
        found = compare_passages(passages_of((self.OLD,)), passages_of((new,))).changes
        assert [c.cell for c in found] == [("1", "2"), ("2", "Ref")]


class DescribeSplitting:
    def it_sees_that_three_paragraphs_are_one_cut_up(self):
        whole = "The first thing is this one here. The second thing is that one there. The third is another again."
        old = [Passage(whole)]
        new = [Passage(part.strip() + ".") for part in whole.rstrip(".").split(".")]
        found = compare_passages(old, new)
        assert [c.kind for c in found.changes] == ["formatting"]
        assert compare_passages(new, old).changes[0].kind == "formatting"

    def it_tells_of_a_paragraph_that_was_deleted_beside_one_cut_up_that_is_much_like_it(self):
        first = "Each service will audit all records about Calder with savings of £88,000 a year."
        second = "Our contractor will move all records about Inch from 16 January 2030 until October 2028. "
        second += "Our partner intends to merge 250 licences used in Upton within 6 working days."
        gone = "Our contractor will fund all records about Nether with savings of £56,000 a year."
        old, new = [Passage(f"{first} {second}"), Passage(gone)], [Passage(first), Passage(second)]
        found = compare_passages(old, new).changes
        assert sorted((c.kind, c.before) for c in found) == [
            ("deleted", gone),
            ("formatting", f"{first} {second}"),
        ]
        found = compare_passages(new, old).changes
        assert ("inserted", gone) in [(c.kind, c.after) for c in found]


class DescribeHeadingsWithTypedNumbers:
    def it_does_not_weigh_the_number_of_one_that_came(self):
        came = Passage("3 Open offices", "heading"), Passage("3 Close 12 offices", "heading")
        found = [compare_passages([Passage("Said.")], [Passage("Said."), each]).changes[0] for each in came]
        assert [change.why for change in found] == [(), ("number",)]

    def it_knows_one_again_by_what_it_counts_however_it_is_renamed(self):
        old = [Passage("We say so."), Passage("Theme 2: Simple services", "heading")]
        new = [Passage("We say so."), Passage("Theme 2: Help that is kind", "heading")]
        (only,) = compare_passages(old, new).changes
        assert (only.kind, only.before, only.after) == ("reworded", old[1].text, new[1].text)


class DescribeLinksToParts:
    def sides(self, leads: str) -> tuple[Node, Node]:
        """A strategy in whose purpose a link leads to “t1”, and the same under other identities, led elsewhere."""

        def linked(root: Node, to: str) -> Node:
            link = Run("the first theme", link=f"#{to}")
            return tree.change(root, "s1", body=(Paragraph((Run("For whom it is, says "), link, Run("."))),))

        return linked(strategy(), "t1"), tree.with_new_ids(linked(strategy(), leads))

    def they_are_the_same_where_they_lead_to_the_part_under_its_other_identity(self):
        assert compare(*self.sides("t1")).changes == ()

    def they_are_told_where_they_lead_to_another_part(self):
        assert only(*self.sides("t2")).how == "“the first theme” became another link"


class DescribeEdits:
    @given(st.integers(0, 10**9), st.integers(0, 8), st.booleans())
    def it_leads_from_old_to_new_exactly(self, seed: int, steps: int, relabelled: bool):
        chance = random.Random(seed)
        old = made(chance, "strategy")
        new = old
        for _ in range(steps):
            new = step(chance, new)
        if relabelled:
            new = structs.replace(tree.with_new_ids(new), id=old.id)
        assert apply(old, edits(old, new)) == new
        assert apply(new, edits(new, old)) == old

    @given(st.integers(0, 10**9), st.integers(1, 6))
    def it_tells_of_every_difference(self, seed: int, steps: int):
        chance = random.Random(seed)
        old = made(chance, "strategy")
        new = old
        for _ in range(steps):
            new = step(chance, new)
        assert bool(compare(old, new, noise=True).changes) == (old.fingerprint != new.fingerprint)


class DescribeParagraphsWithTypedNumbers:
    TEXTS = (
        "We will publish what we spend.",
        "We will mend the roof of the depot.",
        "We must open 12 offices by May.",
        "Each office will have a lift.",
    )

    def numbered(self, *texts: str, form: str = "4.{}\t{}") -> list[Passage]:
        return [Passage(form.format(at, text)) for at, text in enumerate(texts, 1)]

    def it_tells_those_below_one_that_came_as_renumbered(self):
        first, *rest = self.TEXTS
        new = self.numbered(first, "We will ask residents what they think.", *rest)
        found = compare_passages(self.numbered(*self.TEXTS), new).changes
        assert [(c.kind, c.why) for c in found] == [("inserted", ("obligation",))] + [("renumbered", ())] * 3

    @pytest.mark.parametrize("form", ["4.{}\t{}", "{}. {}", "{}) {}"])
    def it_weighs_the_words_not_the_number(self, form: str):
        old = self.numbered(*self.TEXTS, form=form)
        new = self.numbered(*self.TEXTS[:1], *self.TEXTS[2:], form=form)
        new[1] = Passage(new[1].text.replace("must", "should"))
        found = compare_passages(old, new).changes
        assert [(c.kind, c.why) for c in found if c.before.endswith("May.")] == [
            ("reworded", ("obligation",))
        ]

    def it_weighs_a_figure_that_counts_nothing(self):
        old, new = (
            [Passage("There is a need."), Passage(f"{n} Homes are built to each hectare")]
            for n in ("3.5", "4.5")
        )
        (only,) = compare_passages(old, new).changes
        assert (only.kind, only.why) == ("reworded", ("number",))


class DescribeNamesInTitles:
    def weighed(self, before: Node, after: Node) -> tuple[str, ...]:
        def root(child: Node) -> Node:
            return Strategy(id="s", title="Places", children=(child,))

        return only(root(before), root(after)).why

    def it_weighs_another_signatory(self):
        def foreword(name: str) -> Node:
            return nodes.Foreword(id="f", title="Foreword", children=(nodes.Signatory(id="a", title=name),))

        assert self.weighed(foreword("Councillor Siân Lewis"), foreword("Councillor Mari Lewis")) == ("name",)

    def it_weighs_a_name_in_a_risk_that_is_a_sentence_and_none_in_a_short_title(self):
        def risk(title: str) -> Node:
            return nodes.Risks(id="r", title="Risks", children=(nodes.Risk(id="r1", title=title),))

        flood = "A flood shuts the depot in {}"
        assert self.weighed(risk(flood.format("Ashford")), risk(flood.format("Dover"))) == ("name",)
        assert self.weighed(risk("Digital Front Door"), risk("Digital Side Door")) == ()


class DescribeCostsOfTwoImports:
    def funding(self, prefix: str, *years: tuple[str, int]) -> Node:
        costs = tuple(
            nodes.Cost(id=f"{prefix}{year}", year=year, capital=Decimal(sum_)) for year, sum_ in years
        )
        section = nodes.Section(id=f"{prefix}s", title="Funding", children=costs)
        return Strategy(id=f"{prefix}r", title="Places", children=(section,))

    def it_knows_them_again_by_their_years(self):
        years = ("2026/27", 4000), ("2027/28", 5000), ("2028/29", 6000)
        old, new = self.funding("a", *years), self.funding("b", years[2], *years[:2])
        assert [change.kind for change in compare(old, new).changes] == ["moved"]
        dearer = self.funding("b", years[0], ("2027/28", 7000), years[2])
        (change,) = compare(old, dearer).changes
        assert (change.kind, change.why, change.before, change.after) == (
            "field",
            ("money",),
            "£5,000",
            "£7,000",
        )
