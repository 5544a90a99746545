"""Numbers, actions and signatures that were typed by hand, without styles, lists or tables."""

import pytest

from app.importers.source import ListMark, SourceParagraph
from app.models.text import blocks_text
from app.models.tree import walk
from tests.importers.test_recognise_layouts import below, h, li, nodes, p, proposal, root, table, titles


class DescribeTypedActions:
    def it_puts_them_under_the_objective_above_also_where_one_names_a_sum(self) -> None:
        found = proposal(
            p("1. Vision", bold=True), p("Green space within five minutes of every home."),
            p("2. Objectives and actions", bold=True),
            p("Objective 1: Protect what we have"),
            p("Action 1.1 Register Mill Field as a village green by 2025"), p("Action 1.2 Renew the leases"),
            p("Objective 2: Improve what we share"),
            p("Action 2.1 Replace the play area (£85,000, 2026)"), p("Action 2.2 Plant 300 trees"),
            p("3. Monitoring", bold=True), p("The committee receives a report each October."),
        )  # fmt: skip
        assert titles(found, "theme") == ["Protect what we have", "Improve what we share"]
        assert [[each.title for each in below(theme, "priority")] for theme in nodes(found, "theme")] == [
            ["Register Mill Field as a village green by 2025", "Renew the leases"],
            ["Replace the play area (£85,000, 2026)", "Plant 300 trees"],
        ]


class DescribeLabelsBelowPriorities:
    PRIORITIES = (p("**Tobacco:** cut smoking to 8%."), p("**Alcohol:** open two clinics."))
    LEAD = p("**Lead director:** Medical Officer")

    def it_does_not_take_them_for_priorities(self) -> None:
        found = proposal(
            h(1, "Our ambitions"), h(2, "Ambition 1 – Health"), *self.PRIORITIES,
            self.LEAD, p("**Budget:** £4m a year"),
            h(2, "Ambition 2 – Care"), *self.PRIORITIES,
        )  # fmt: skip
        assert titles(found, "priority") == ["Tobacco", "Alcohol"] * 2
        closing = blocks_text(nodes(found, "theme")[0].closing)
        assert closing == "Lead director: Medical Officer\nBudget: £4m a year"

    @pytest.mark.parametrize(
        "last",
        [
            "**Leadership:** train 40 managers.",
            "**Support:** visit carers.",
            "**Funding:** we will bid for more.",
        ],
    )
    def it_takes_what_sounds_like_a_label_but_promises_something_for_a_priority(self, last: str) -> None:
        found = proposal(
            h(1, "Our ambitions"), h(2, "Ambition 1 – Health"), *self.PRIORITIES, p(last),
            h(2, "Ambition 2 – Care"), *self.PRIORITIES,
        )  # fmt: skip
        assert len(below(nodes(found, "theme")[0], "priority")) == 3

    def it_lets_the_theme_not_have_those_of_single_priorities(self) -> None:
        first, second = self.PRIORITIES
        found = proposal(
            h(1, "Our ambitions"), h(2, "Ambition 1 – Health"), first, self.LEAD, second, self.LEAD,
            h(2, "Ambition 2 – Care"), p("We act."),
        )  # fmt: skip
        assert not blocks_text(nodes(found, "theme")[0].closing)


class DescribeTypedNumbers:
    def it_takes_numbered_paragraphs_under_principles_for_them(self) -> None:
        found = proposal(
            p("1. Context", bold=True), p("1.1 The plan protects 41 hectares."), p("1.2 It adds six sites."),
            p("2. Principles", bold=True),
            p("2.1 Access for all. Paths will be level and lit."), p("2.2 Nature first. Mowing will be halved."),
            p("3. Review", bold=True), p("It is reviewed each year."),
        )  # fmt: skip
        assert [(each.title, blocks_text(each.body)) for each in nodes(found, "principle")] == [
            ("Access for all", "Paths will be level and lit."),
            ("Nature first", "Mowing will be halved."),
        ]

    def it_takes_off_numbers_that_count_on_below_headings_without_one(self) -> None:
        found = proposal(
            p("1. Context", bold=True), p("1.1 The plan protects 41 hectares."),
            p("2. Objectives", bold=True),
            p("Objective 1 – Access", bold=True), p("2.1 Paths are level."), p("2.2 Paths are lit."),
            p("Objective 2 – Nature", bold=True), p("2.3 Mowing is halved."),
        )  # fmt: skip
        assert [blocks_text(theme.body) for theme in nodes(found, "theme")] == [
            "Paths are level.\nPaths are lit.",
            "Mowing is halved.",
        ]

    def it_says_what_a_number_alone_in_a_table_of_actions_means(self) -> None:
        found = proposal(
            h(1, "Action plan"),
            table("Commitment|Action|Lead", "1|Survey roads|Highways", "2|Reopen toilets|Parks"),
        )
        assert [blocks_text(each.body) for each in nodes(found, "priority")] == [
            "Commitment: 1",
            "Commitment: 2",
        ]

    def it_knows_ten_commitments_with_a_case_study_below_them(self) -> None:
        found = proposal(
            h(1, "Our ten commitments"), li("Benches every 200 metres"), li("Buses that wait"),
            h(2, "Case study: the bench"), p("Mrs Price can walk to the shops."),
            h(1, "Review"), p("Each year."),
        )  # fmt: skip
        assert titles(found, "theme") == ["Benches every 200 metres", "Buses that wait"]
        assert "Case study: the bench" in titles(found, "section")


class DescribeHeadingsMadeByHandAmongStyledOnes:
    def it_lets_typed_numbers_count_on_above_the_styled_headings_between(self) -> None:
        found = proposal(
            p("1. Purpose", bold=True), p("The plan guides our work until 2032."),
            p("2. Our themes", bold=True), p("We have two themes."),
            h(2, "Theme A – Paths"), p("Aim: level paths."), h(2, "Theme B – Parks"), p("Aim: more parks."),
            p("3. Principles", bold=True), li("Access first: paths are level."), li("Nature first: we mow less."),
            p("4. Glossary", bold=True), p("SSSI – site of special scientific interest"),
        )  # fmt: skip
        assert titles(found, "theme") == ["Paths", "Parks"]
        assert titles(found, "principle") == ["Access first", "Nature first"]
        assert titles(found, "term") == ["SSSI"]

    def it_puts_a_larger_one_above_them_again_where_its_like_stood_above(self) -> None:
        found = proposal(
            p("Purpose", bold=True, size=16), p("The plan guides our work until 2032.", size=11),
            p("Paths and parks", bold=True, size=16), p("We care for both.", size=11),
            h(2, "Paths", size=13), p("Paths will be level.", size=11),
            h(2, "Parks", size=13), p("Parks will be larger.", size=11),
            p("Monitoring", bold=True, size=16), p("The committee receives a report each year.", size=11),
        )  # fmt: skip
        assert [child.title for child in below(root(found), "section")] == [
            "Purpose",
            "Paths and parks",
            "Monitoring",
        ]

    def it_keeps_a_bold_line_below_the_styled_heading_that_it_is_no_larger_than(self) -> None:
        found = proposal(
            p("Purpose", bold=True, size=12), p("The plan guides our work until 2032.", size=11),
            h(2, "Paths", size=13), p("Paths will be level.", size=11),
            p("Surfaces", bold=True, size=12), p("Gravel is renewed each year.", size=11),
            h(2, "Parks", size=13), p("Parks will be larger.", size=11),
        )  # fmt: skip
        assert "Surfaces" not in [child.title for child in root(found).children]


class DescribeLeadIns:
    def it_leaves_the_dash_after_a_bold_name_out_of_the_text(self) -> None:
        found = proposal(
            h(1, "Aims"), li("**Access** - everybody gets online."), li("**Skills** – everybody can use it.")
        )
        assert [(each.title, blocks_text(each.body)) for each in nodes(found, "theme")] == [
            ("Access", "everybody gets online."), ("Skills", "everybody can use it."),
        ]  # fmt: skip

    def it_leaves_the_stop_out_that_stands_behind_the_bold_words(self) -> None:
        found = proposal(
            h(1, "Aims"), li("**Access**. Everybody gets online."), li("**Skills**; all can use it."),
            h(1, "Action plan"), table("Action|Lead", "**Survey**. Look at 90 flats.|Homes"),
        )  # fmt: skip
        told = [(each.title, blocks_text(each.body)) for each in walk(root(found)) if each.body]
        assert told == [
            ("Access", "Everybody gets online."), ("Skills", "all can use it."), ("Survey", "Look at 90 flats."),
        ]  # fmt: skip

    def it_takes_what_we_will_do_after_a_risks_name_for_the_response(self) -> None:
        found = proposal(
            h(1, "Risks"),
            li("Funding ends: we will seek sponsors."),
            li("Volunteers tire: we will rotate them."),
        )
        assert [(each.title, blocks_text(each.response)) for each in nodes(found, "risk")] == [
            ("Funding ends", "we will seek sponsors."), ("Volunteers tire", "we will rotate them."),
        ]  # fmt: skip


class DescribeSignatures:
    def it_reads_one_person_to_a_line_each_with_a_post(self) -> None:
        found = proposal(
            h(1, "Foreword"), p("A fine place to grow old."),
            p("Cllr Ruth Amadi, Cabinet Member for Communities"), p("Owen Bright, Chief Executive"),
            h(1, "Background"), p("One in four of us is over 60."),
        )  # fmt: skip
        assert [(each.title, each.role) for each in nodes(found, "signatory")] == [
            ("Cllr Ruth Amadi", "Cabinet Member for Communities"), ("Owen Bright", "Chief Executive"),
        ]  # fmt: skip


def numbered(label: str, text: str, *, bold: bool = False) -> SourceParagraph:
    """A paragraph of the one list that Word numbers throughout, under the number that it prints."""
    level = 2 if label.startswith("(") else label.rstrip(".").count(".")
    return p(text, mark=ListMark(level, True, "3"), label=label, style="list paragraph", bold=bold)


class DescribeDocumentsNumberedByWordThroughout:
    BLOCKS = (
        p("Fell County Council", bold=True, size=18), p("Allotments Strategy", bold=True, size=18),
        numbered("1.", "Introduction", bold=True), numbered("1.1", "The county lets 412 plots."),
        numbered("1.2", "It has let them since 1908, to:"),
        numbered("(a)", "households; and"), numbered("(b)", "schools."),
        numbered("2.", "Vision", bold=True), numbered("2.1", "A plot for whoever wants one."),
        numbered("3.", "Priority one: more plots", bold=True), numbered("3.1", "We will:"),
        numbered("(a)", "open four sites; and"), numbered("(b)", "halve the waiting list."),
        numbered("4.", "Review", bold=True), numbered("4.1", "Each year."),
    )  # fmt: skip

    def it_takes_bold_items_of_the_first_level_for_headings_and_those_below_for_paragraphs(self) -> None:
        found = proposal(*self.BLOCKS)
        first, *_, last = nodes(found, "section")
        assert (first.title, last.title) == ("Introduction", "Review")
        assert blocks_text(first.body).startswith(
            "The county lets 412 plots.\nIt has let them since 1908, to:"
        )
        assert [type(block).__name__ for block in first.body] == ["Paragraph", "Paragraph", "List"]
        assert blocks_text(nodes(found, "vision")[0].statement) == "A plot for whoever wants one."
        assert titles(found, "theme") == ["more plots"]
        assert len(nodes(found, "priority")) == 2
        assert not any(words.strip("0123456789. ") == "" for words in found.furniture)

    def it_leaves_a_list_alone_where_headings_are_declared_or_its_items_are_sentences(self) -> None:
        items = [numbered(f"{at}.", f"Benches at stop {at}", bold=True) for at in (1, 2, 3)]
        apart = [block for item in items for block in (item, p("It is lit."))]
        declared = proposal(h(1, "Stops"), p("These:"), *apart, h(1, "Review"), p("Each year."))
        assert "Benches at stop 1" not in titles(declared, "section")
        said = [numbered(f"{at}.", f"We build stop {at}.", bold=True) for at in (1, 2, 3)]
        assert not nodes(
            proposal(p("Bus Strategy"), *(b for each in said for b in (each, p("Lit.")))), "section"
        )
