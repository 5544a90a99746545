"""What other councils put into tables and labelled lines: actions, milestones, measures, costs, scores."""

import pytest

from app.importers.proposal import Proposal
from app.importers.source import SourceCell, SourceParagraph, SourceTable
from app.models.text import Run
from tests.importers.test_recognise_layouts import below, h, li, nodes, p, proposal, root, table, text, titles


def theme_with(*blocks: object) -> Proposal:
    return proposal(
        p("Fenbridge District Council Digital Strategy", style="title", size=24),
        h(1, "Our themes"),
        h(2, "Theme 1: Connected villages"),
        *blocks,  # type: ignore[arg-type]
        h(2, "Theme 2: Confident staff"),
        p("Our people come first."),
    )


class DescribeATableOfActions:
    def it_tells_owner_dates_and_progress_of_listed_priorities(self):
        found = theme_with(
            p("The villages are far apart."),
            p("We will:"),
            li("**Reach every farm** by laying fibre with the drainage boards."),
            li("**Warm rooms** with free wireless in each village hall."),
            p("Delivery", style="caption"),
            table(
                "Priority|Lead officer|Start|Finish|Progress",
                "Reach every farm|Head of Growth|May 2026|March 2029|35%",
                "Warm rooms|Head of Libraries||June 2027|0%",
                header=1,
            ),
        )
        first, second = nodes(found, "priority")
        assert (first.owner, first.start, first.end, first.progress) == (
            "Head of Growth",
            "May 2026",
            "March 2029",
            35,
        )
        assert (second.title, second.owner, second.start) == ("Warm rooms", "Head of Libraries", "")
        assert "Delivery" in found.furniture
        assert "35%" in found.furniture

    def it_gives_rows_that_name_no_listed_priority_their_own(self):
        found = theme_with(
            p("We will:"),
            li("**Reach every farm** by laying fibre."),
            table(
                "Action|Owner|By when", "Reach every farm|Growth|2029", "Open data site|ICT|2027", header=1
            ),
        )
        assert titles(found, "priority") == ["Reach every farm", "Open data site"]

    def it_takes_the_bold_first_line_of_a_cell_as_the_name(self):
        found = theme_with(
            table(
                ("Ref", "Action", "Lead"),
                ("A1", "**Shared desks**\nOpen four hubs with two neighbours.", "Head of Estates"),
                ("A2", "Publish the register of systems and keep it up to date each quarter.", "ICT"),
                header=1,
            ),
        )
        first, second = nodes(found, "priority")
        assert (first.title, text(first), first.owner) == (
            "Shared desks",
            "Open four hubs with two neighbours.",
            "Head of Estates",
        )
        assert second.title == ""
        assert text(second).startswith("Publish the register")
        assert "A1" in found.furniture

    def it_makes_an_action_plan_under_its_own_heading_priorities(self):
        found = proposal(
            p("Fenbridge District Council Digital Strategy", style="title", size=24),
            h(1, "Our priorities"),
            p("These are what we will do."),
            table(
                "Priority|Owner|Date",
                "Move the contact centre to one system|Customer Services|March 2027",
                "Close the old data centre|ICT|June 2028",
                "Teach every member of staff|People|Yearly",
                header=1,
            ),
            h(1, "Governance"),
            p("A board meets."),
        )
        assert [node.owner for node in nodes(found, "priority")] == ["Customer Services", "ICT", "People"]
        assert titles(found, "theme") == ["Our priorities"]


class DescribeLabelledLines:
    def it_takes_owner_and_date_below_each_item(self):
        found = theme_with(
            p("We will:"),
            li("Lay fibre to the four villages that have none."),
            p("Owner: Head of Growth"),
            p("By when: March 2028"),
            li("Put wireless in each village hall."),
            p("Lead officer: Head of Libraries"),
            p("These steps depend on grants."),
        )
        first, second = nodes(found, "priority")
        assert (first.owner, first.end) == ("Head of Growth", "March 2028")
        assert (second.owner, second.end) == ("Head of Libraries", "")
        assert text(nodes(found, "theme")[0], "closing") == "These steps depend on grants."


class DescribeOtherTablesOfATheme:
    @pytest.fixture(scope="class")
    @classmethod
    def found(cls) -> Proposal:
        return theme_with(
            p("We will:"),
            li("Lay fibre."),
            p("Milestones"),
            table("Milestone|Date", "First village connected|1 May 2027", "Last village|2029", header=1),
            p("How success is measured"),
            table("Measure|Baseline|Target", "Homes with fibre|61%|95%", header=1),
            p("Estimated costs"),
            table("What for|Year|Capital (£000)|Revenue (£000)", "Ducts|2026/27|120|4", header=1),
        )

    def it_reads_milestones_with_their_dates(self, found: Proposal):
        made = below(nodes(found, "theme")[0], "milestone")
        assert [(node.title, node.date) for node in made] == [
            ("First village connected", "1 May 2027"),
            ("Last village", "2029"),
        ]

    def it_reads_measures_and_costs(self, found: Proposal):
        (measure,) = nodes(found, "measure")
        (cost,) = nodes(found, "cost")
        assert (measure.title, measure.baseline, measure.target) == ("Homes with fibre", "61%", "95%")
        assert (cost.title, int(cost.capital), int(cost.revenue)) == ("Ducts", 120_000, 4_000)

    def it_lists_the_captions_as_furniture(self, found: Proposal):
        assert {"Milestones", "How success is measured", "Estimated costs"} <= set(found.furniture)
        assert text(nodes(found, "theme")[0], "closing") == ""


class DescribeScores:
    @pytest.fixture(scope="class")
    @classmethod
    def found(cls) -> Proposal:
        return proposal(
            p("Fenbridge District Council Digital Strategy", style="title", size=24),
            h(1, "Risk register"),
            table(
                ("Risk ID", "Risk", "Likelihood", "Impact", "Score", "Mitigation", "After response"),
                ("R1", "**Flooding**\nThe depot floods.", "High", "5", "20", "Move upstairs.", "2 × 5 = 10"),
                ("R2", "Staff leave", "Possible (3)", "Low", "6", "Train more.", "1 × 2 = 3"),
                header=1,
            ),
            h(1, "Governance"),
            p("A board meets."),
        )

    def it_takes_words_and_products_as_numbers(self, found: Proposal):
        first, second = nodes(found, "risk")
        assert (first.likelihood, first.impact, first.likelihood_after, first.impact_after) == (4, 5, 2, 5)
        assert (second.likelihood, second.impact) == (3, 2)

    def it_leaves_no_scores_in_the_text(self, found: Proposal):
        first, _ = nodes(found, "risk")
        assert (first.title, text(first)) == ("Flooding", "The depot floods.")
        assert {"High", "20", "R1", "2 × 5 = 10"} <= set(found.furniture)

    def it_keeps_a_product_that_is_worked_out_wrong(self, found: Proposal):
        _, second = nodes(found, "risk")
        assert second.likelihood_after == 0
        assert "1 × 2 = 3" in text(second)


class DescribePartsKnownByTheirText:
    def it_takes_named_items_of_a_plan_as_objectives(self):
        found = proposal(
            p("Fenbridge District Council Digital Strategy", style="title", size=24),
            h(1, "The Fenbridge Plan"),
            p("The plan of 2025 has three objectives."),
            li("**Dry homes** Fewer houses flood."),
            li("**Good work** More jobs in the towns."),
            h(1, "Council priorities"),
            li("A greener district"),
            li("A fairer district"),
            h(1, "What we heard"),
            table(
                "Who|You said|We did", "Parish councils|More hubs, please.|Two more are planned.", header=1
            ),
        )
        assert titles(found, "objective") == [
            "Dry homes",
            "Good work",
            "A greener district",
            "A fairer district",
        ]
        (response,) = nodes(found, "response")
        assert (response.title, text(response, "answer")) == ("Parish councils", "Two more are planned.")

    def it_takes_layers_that_only_the_text_announces(self):
        found = proposal(
            p("Fenbridge District Council Digital Strategy", style="title", size=24),
            h(1, "How it fits together"),
            p("Our systems stand in three layers."),
            li("**Contact** Website and telephone."),
            li("**Records** One for each home."),
            li("**Network** Fibre and masts."),
            h(1, "Governance"),
            p("A board meets."),
        )
        assert titles(found, "layer") == ["Contact", "Records", "Network"]

    def it_takes_a_centred_line_under_the_vision_as_its_slogan(self):
        found = proposal(
            p("Fenbridge District Council Digital Strategy", style="title", size=24),
            h(1, "Our vision"),
            p("By 2030 nobody in the fens is cut off, whatever the weather and wherever they live."),
            p("High water, high speed", bold=True, size=18, centred=True),
            p("The vision is pursued by all services together."),
            h(1, "Governance"),
            p("A board meets."),
        )
        (vision,) = nodes(found, "vision")
        assert vision.slogan == "High water, high speed"
        assert root(found).title == "Fenbridge District Council Digital Strategy"


class DescribeWordsOfOtherCouncils:
    """Single letters for scores, labels with colons, councils named in a title: what was met in invented documents."""

    def it_takes_letters_as_scores_and_colours_as_what_follows_from_them(self):
        found = proposal(
            p("Fenbridge District Council Digital Strategy", style="title", size=24),
            h(1, "Risks"),
            table("Risk|L|I|RAG|Mitigation", "Staff leave|M|H|Red|Better pay", header=1),
            h(1, "Governance"),
            p("A board meets."),
        )
        (risk,) = nodes(found, "risk")
        assert (risk.likelihood, risk.impact, text(risk)) == (3, 4, "")
        assert {"M", "H", "Red"} <= set(found.furniture)

    def it_leaves_the_word_mitigation_out_of_the_response(self):
        found = proposal(
            p("Fenbridge District Council Digital Strategy", style="title", size=24),
            h(1, "Risks"),
            li("Grants may end. Mitigation: we will plan for each year anew."),
            li("Suppliers may fail. Mitigation: we will hold exit plans."),
        )
        assert text(nodes(found, "risk")[0], "response") == "we will plan for each year anew."

    def it_takes_counted_paragraphs_of_a_theme_as_priorities(self):
        found = theme_with(
            p("The villages are far apart."),
            p("Objective 1.1 – Reach every farm with fibre before the grant ends."),
            p("Owner: Head of Growth"),
            p("Objective 1.2 – Keep every village hall warm and connected in winter."),
        )
        first, second = nodes(found, "priority")
        assert text(first) == "Reach every farm with fibre before the grant ends."
        assert first.owner == "Head of Growth"
        assert text(second).startswith("Keep every")
        assert text(nodes(found, "theme")[0]) == "The villages are far apart."

    def it_parts_a_cell_at_its_line_ends(self):
        cell = SourceCell((SourceParagraph((Run("Translate the website\nTrain the staff"),)),))
        head = tuple(SourceCell((p(name),)) for name in ("Theme", "What we will do"))
        rows = tuple((SourceCell((p(name),)), cell) for name in ("Language", "Skills"))
        found = proposal(
            p("Fenbridge District Council Digital Strategy", style="title", size=24),
            h(1, "Our themes"),
            SourceTable((head, *rows), 1, columns=2),
            h(1, "Governance"),
            p("A board meets."),
        )
        assert titles(found, "priority") == ["Translate the website", "Train the staff"] * 2

    def it_keeps_an_approval_by_status_out_of_the_sheet_and_colons_out_of_labels(self):
        found = proposal(
            p("Fenbridge District Council Digital Strategy", style="title", size=24),
            h(1, "Document control"),
            table("Author:|A Lee", "Owner:|Head of ICT", "Status:|Approved by Cabinet", "Review date:|2028"),
            h(1, "Governance"),
            p("A board meets."),
        )
        assert [(row.label, row.value) for row in root(found).sheet_rows] == [("Owner", "Head of ICT")]
        assert "Approved by Cabinet" in root(found).stated_approval

    def it_takes_the_council_from_a_title_and_the_strategy_from_a_subtitle(self):
        named = proposal(
            p("Stourvale County Council ICT Strategy", style="title", size=24), h(1, "Aims"), p("Few.")
        )
        below_name = proposal(
            p("Harrowdale Metropolitan Council", style="title", size=26),
            p("Technology Roadmap 2025-2030", style="subtitle", size=12),
            h(1, "Summary"),
            p("This roadmap sets out what we will buy."),
        )
        assert root(named).organisation == "Stourvale County Council"
        assert (root(below_name).title, root(below_name).period) == ("Technology Roadmap", "2025-2030")


class DescribeNumberedParagraphs:
    """A district whose paragraphs are numbered below numbered headings, aims and all."""

    @pytest.fixture(scope="class")
    @classmethod
    def found(cls) -> Proposal:
        return proposal(
            p("Merrivale District Council", bold=True, size=18),
            p("ICT STRATEGY 2025/26 - 2028/29", bold=True, size=22),
            p("Final draft"),
            p("Adopted by Full Council on 14 July 2025"),
            p("1.  INTRODUCTION", bold=True, break_before=True),
            p("1.1\tThis strategy explains how the council will use computers over the next three years."),
            p("1.2\tIt replaces the strategy of 2021; see paragraph 3.4 of that one."),
            p("2.  STRATEGIC AIMS", bold=True),
            p("2.1\tThe council has three aims, which are set out below."),
            p("2.2\tAim 1: Reliable services. Systems will be there for nearly all office hours."),
            p("2.3\tAim 2: Modern offices. Staff will work from any place."),
            p("2.4\tAim 3: Value for money. We will buy jointly."),
            p("3.  REVIEW", bold=True),
            p("3.5 million people visit the district each year, and half of them look at our website."),
        )

    def it_leaves_numbers_out_that_count_up_from_the_heading(self, found: Proposal):
        introduction, review = (node for node in root(found).children if node.kind == "section")
        assert text(introduction).startswith("This strategy explains")
        assert "see paragraph 3.4" in text(introduction)
        assert text(review).startswith("3.5 million")
        assert "1.2" in found.furniture

    def it_names_counted_aims_by_their_first_words(self, found: Proposal):
        assert titles(found, "theme") == ["Reliable services", "Modern offices", "Value for money"]

    def it_takes_the_whole_period_and_keeps_state_and_approval_out_of_the_text(self, found: Proposal):
        assert (root(found).title, root(found).period) == ("ICT STRATEGY", "2025/26 - 2028/29")
        assert root(found).stated_approval == "Adopted by Full Council on 14 July 2025"
        assert "Final draft" in found.furniture

    def it_keeps_words_that_only_look_counted(self):
        found = proposal(
            p("Merrivale District Council Digital Strategy", style="title", size=24),
            h(1, "Glossary"),
            p("Section 17: the duty to reduce crime."),
            p("Part 8: of the act on claims."),
            p("Grant: money from the government."),
            h(1, "Review"),
            p("Each year."),
        )
        assert titles(found, "term") == ["Section 17", "Part 8", "Grant"]


class DescribeThemesThatOnlyLookAlike:
    def it_takes_siblings_with_the_same_sub_heading_over_what_will_be_done(self):
        themes = [
            block
            for name in ("Connected city", "Clever council")
            for block in (
                h(1, name),
                p(f"{name} is about people."),
                h(2, "Our commitments"),
                li("Lay fibre to every school"),
                li("Try sensors in two wards"),
            )
        ]
        found = proposal(
            p("Northcliffe City Council Smart City Strategy", style="title", size=24),
            h(1, "Vision"),
            p("A city where facts serve people."),
            h(2, "Our missions"),
            li("Mission 1: Connected city"),
            li("Mission 2: Clever council"),
            *themes,
            h(1, "Governance"),
            p("A board meets."),
        )
        assert titles(found, "theme") == ["Connected city", "Clever council"]
        assert [len(below(node, "priority")) for node in nodes(found, "theme")] == [2, 2]
        assert "Mission 2" in text(nodes(found, "theme")[1], "aim")

    def it_takes_a_list_of_enablers_under_that_word(self):
        found = theme_with(
            p("Priorities:"), li("Build a catalogue"), p("Enablers:"), li("A platform for all records")
        )
        assert titles(found, "enabler") == ["A platform for all records"]

    def it_does_not_part_an_entry_inside_a_bracket(self):
        found = proposal(
            p("Pennwood Parish Council Digital Plan", style="title", size=24),
            h(1, "Principles"),
            li("Minutes go online (owner: the clerk) within a week."),
            li("Meetings are shown to all."),
            h(1, "Review"),
            p("Each year."),
        )
        assert text(nodes(found, "principle")[0]) == "Minutes go online (owner: the clerk) within a week."
