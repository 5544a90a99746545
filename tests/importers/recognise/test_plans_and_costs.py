"""Action plans, cost tables, boxes and labelled lines as other councils lay them out: each lesson one document."""

from decimal import Decimal

import pytest

from app.importers.source import SourceCell, SourceParagraph, SourceTable
from app.models.text import Run
from tests.importers.test_recognise_layouts import below, h, li, nodes, p, proposal, root, table, text, titles


def cell(words: str, across: int = 1, down: int = 1) -> SourceCell:
    lines = [line for line in words.split("\n") if line]
    return SourceCell(tuple(SourceParagraph((Run(line),)) for line in lines), across, down)


def grid(*rows: list[SourceCell], columns: int) -> SourceTable:
    return SourceTable(tuple(map(tuple, rows)), columns=columns)


def row(words: str) -> list[SourceCell]:
    return [cell(each) for each in words.split("|")]


class DescribeActionPlans:
    """Tables of actions whose rows are grouped by theme."""

    def it_joins_rows_under_a_merged_bar_to_the_theme_of_that_name(self) -> None:
        found = proposal(
            h(1, "Our pillars"),
            h(2, "Pillar 1: Lines"),
            li("Lay fibre in nine villages"),
            li("Map each mast"),
            h(2, "Pillar 2: Skills"),
            li("Train champions"),
            li("Open a club"),
            h(1, "Action plan"),
            grid(
                row("Action|Lead|By when"),
                [cell("Lines", across=3)],
                row("Let the contract|Head of Works|June 2027"),
                [cell("Skills", across=3)],
                row("Hire a tutor|Adult Learning|May 2026"),
                columns=3,
            ),
        )
        assert titles(found, "theme") == ["Lines", "Skills"]
        added = [below(theme, "priority")[-1] for theme in nodes(found, "theme")]
        assert [(each.title, each.owner, each.end) for each in added] == [
            ("Let the contract", "Head of Works", "June 2027"),
            ("Hire a tutor", "Adult Learning", "May 2026"),
        ]

    def it_reads_a_theme_merged_down_beside_its_actions(self) -> None:
        found = proposal(
            h(1, "Delivery plan"),
            grid(
                row("Objective|Action|Officer responsible|Target date"),
                [cell("Cut carbon", down=2), *row("Fit panels|Energy Officer|2027")],
                row("Change boilers|Energy Officer|2028"),
                row("Raise income|Review rents|Surveyor|2026"),
                columns=4,
            ),
        )
        assert titles(found, "theme") == ["Cut carbon", "Raise income"]
        assert [len(below(theme, "priority")) for theme in nodes(found, "theme")] == [2, 1]

    def it_passes_over_column_headings_said_again(self) -> None:
        heads = "Action|Owner|Timescale"
        found = proposal(
            h(1, "Action plan"),
            grid(
                [cell("Objective 1: Incomes", across=3)],
                row(heads),
                row("Pay fairly|Buying|2026"),
                [cell("Objective 2: Bills", across=3)],
                row(heads),
                row("Insulate|Housing|2028"),
                columns=3,
            ),
        )
        assert titles(found, "priority") == ["Pay fairly", "Insulate"]

    def it_calls_a_plan_without_groups_a_guess(self) -> None:
        found = proposal(
            h(1, "Action plan"), table("Action|Lead|By when", "Let it|Works|2027", "Hire one|People|2026")
        )
        assert titles(found, "theme") == ["Action plan"]
        assert min(place.sure for place in found.placements) < 0.6
        assert "1 paragraph was placed by guess; look at “Action plan”." in found.notes

    @pytest.mark.parametrize("column", ["Target date", "Target completion"])
    def it_takes_a_target_date_beside_a_measure_for_when_the_action_is_done(self, column: str) -> None:
        (action,) = nodes(proposal(h(1, "Action plan"), table(
            f"Action|Measure|{column}|Lead", "Insulate flats|Flats insulated|March 2027|Homes"
        )), "priority")  # fmt: skip
        assert (action.end, action.owner, action.children[0].target) == ("March 2027", "Homes", "")

    @pytest.mark.parametrize(
        ("column", "baseline", "body"),
        [("Current", "30%", ""), ("Current position", "30%", ""), ("Now (2026)", "30%", ""),
         ("Current status", "", "Current status: 30%"), ("Current work", "", "30%")],
    )  # fmt: skip
    def it_takes_how_a_measure_stands_for_its_baseline_and_not_how_the_action_does(
        self, column: str, baseline: str, body: str
    ) -> None:
        (action,) = nodes(proposal(h(1, "Action plan"), table(
            f"Action|Measure|{column}|Lead", "**Insulate flats**|Flats insulated|30%|Homes"
        )), "priority")  # fmt: skip
        assert (action.children[0].baseline, text(action)) == (baseline, body)

    def it_takes_a_numbered_line_with_an_owner_for_a_priority(self) -> None:
        found = proposal(
            p("Our goals", bold=True),
            p("Goal 1 – Warm homes", bold=True),
            p("Bills are high and rooms are cold."),
            p("1.1 Bring each home to band C"),
            p("Owner: Head of Assets"),
            p("By when: March 2029"),
            p("Goal 2 – Kept homes", bold=True),
            p("Repairs take far too long today."),
            p("2.1 Mend taps within a week"),
            p("Owner: Head of Repairs"),
        )
        assert titles(found, "theme") == ["Warm homes", "Kept homes"]
        first = nodes(found, "priority")[0]
        assert (first.title, first.owner, first.end) == (
            "Bring each home to band C",
            "Head of Assets",
            "March 2029",
        )


class DescribeCostsByYear:
    """Cost tables with a column for each year."""

    def it_reads_capital_and_revenue_as_rows(self) -> None:
        found = proposal(
            h(1, "Finance"),
            table(
                "|2026/27|2027/28|Total",
                "Capital (£000)|1,200|850|2,050",
                "Revenue (£000)|240|260|500",
                "Total|1,440|1,110|2,550",
            ),
        )
        assert [(cost.year, cost.capital, cost.revenue) for cost in nodes(found, "cost")] == [
            ("2026/27", Decimal(1_200_000), Decimal(240_000)),
            ("2027/28", Decimal(850_000), Decimal(260_000)),
        ]

    @pytest.mark.parametrize(
        "rows",
        [
            ("Scheme|Type|2026/27|2027/28", "Panels|Capital|£4m|£3m", "Panels|Revenue|£20k|£22k"),
            ("Scheme|2026/27|2027/28", "Capital – Panels|£4m|£3m", "Revenue – Panels|£20k|£22k"),
            (
                "Scheme|Capital 2026/27|Revenue 2026/27|Capital 2027/28|Revenue 2027/28",
                "Panels|£4m|£20k|£3m|£22k",
            ),
        ],
    )
    def it_reads_schemes_whichever_way_they_say_the_type(self, rows: tuple[str, ...]) -> None:
        found = proposal(h(1, "Finance"), table(*rows))
        assert [(cost.title, cost.year, cost.capital, cost.revenue) for cost in nodes(found, "cost")] == [
            ("Panels", "2026/27", Decimal(4_000_000), Decimal(20_000)),
            ("Panels", "2027/28", Decimal(3_000_000), Decimal(22_000)),
        ]

    @pytest.mark.parametrize("heading", ["Finance", "Schemes"])
    def it_takes_sums_that_say_no_type_for_revenue_by_guess(self, heading: str) -> None:
        found = proposal(h(1, heading), table("Scheme|2026/27|2027/28", "Panels|£4m|£3m", "Boilers|£1m|£2m"))
        assert [(cost.title, cost.revenue) for cost in nodes(found, "cost")] == [
            ("Panels", Decimal(4_000_000)), ("Panels", Decimal(3_000_000)),
            ("Boilers", Decimal(1_000_000)), ("Boilers", Decimal(2_000_000)),
        ]  # fmt: skip
        assert all(place.sure < 0.6 for place in found.placements if place.kind == "cost")
        assert any("do not say whether they are capital or revenue" in note for note in found.notes)

    def it_leaves_counts_by_year_that_are_no_money(self) -> None:
        found = proposal(h(1, "Visits"), table("Library|2026/27|2027/28", "Elm|4,000|3,000", "Oak|900|950"))
        assert not nodes(found, "cost")

    def it_reads_one_off_and_running_costs(self) -> None:
        found = proposal(
            h(1, "Investment"),
            table(
                "Item|One-off (£000)|Ongoing (£000 p.a.)",
                "Monitoring|120|85",
                "Backups|60|15",
                "Total|180|100",
            ),
        )
        assert [(cost.title, cost.capital, cost.revenue) for cost in nodes(found, "cost")] == [
            ("Monitoring", Decimal(120_000), Decimal(85_000)), ("Backups", Decimal(60_000), Decimal(15_000)),
        ]  # fmt: skip

    def it_reads_a_single_column_of_costs_with_their_source(self) -> None:
        found = proposal(
            h(1, "Costs"), table("Scheme|Cost|Funding source", "Hub|£1.2m|Borrowing", "Van|£40,000|Reserves")
        )
        assert [(cost.title, cost.revenue, cost.source) for cost in nodes(found, "cost")] == [
            ("Hub", Decimal(1_200_000), "Borrowing"), ("Van", Decimal(40_000), "Reserves"),
        ]  # fmt: skip

    def it_keeps_a_name_that_says_capital_whole_and_takes_the_scale_from_the_total(self) -> None:
        found = proposal(
            h(1, "How we will pay for it"),
            table("Source|2026/27|2027/28", "Capital programme|240|600", "Total (£000)|240|600"),
        )
        assert [(cost.title, cost.capital) for cost in nodes(found, "cost")] == [
            ("Capital programme", Decimal(240_000)), ("Capital programme", Decimal(600_000)),
        ]  # fmt: skip


class DescribeBoxes:
    """Tables that are no tables."""

    def it_reads_a_table_that_only_sets_the_page_in_columns_from_column_to_column(self) -> None:
        left = SourceCell(
            (h(1, "Our vision"), p("Homes that are warm."), h(1, "Background"), p("One in eight is cold."))
        )
        right = SourceCell((h(1, "Our priorities"), li("Insulate 900 homes"), li("Train 40 people")))
        found = proposal(
            h(1, "Warm Homes Strategy"), SourceTable(((left, right),), columns=2), h(1, "Contact"), p("Ask.")
        )
        assert text(nodes(found, "vision")[0], "statement") == "Homes that are warm."
        assert titles(found, "section") == ["Background", "Contact"]
        priorities = [each for kind in ("priority", "theme") for each in nodes(found, kind)]
        assert {each.title or text(each) for each in priorities} >= {"Insulate 900 homes", "Train 40 people"}

    def it_leaves_a_table_whose_cells_only_look_like_headings(self) -> None:
        rows = tuple(
            tuple(SourceCell((h(3, words),)) for words in row) for row in (("Year", "Sum"), ("2026", "£5m"))
        )
        found = proposal(h(1, "Background"), p("We spend it so."), SourceTable(rows, columns=2))
        assert text(nodes(found, "section")[0]).endswith("2026\n£5m")

    def it_reads_headings_in_boxes(self) -> None:
        found = proposal(
            p("Waste Strategy", style="title", size=24),
            table("1. Vision"),
            p("Nothing wasted, everyone included."),
            table("2. Risks"),
            table(
                "Risk|Likelihood|Impact|Mitigation", "Prices fall|4|3|Long contracts", "Lorries late|2|2|Hire"
            ),
        )
        assert [child.kind for child in root(found).children] == ["vision", "risks"]

    def it_reads_a_plan_on_one_page_as_a_guess(self) -> None:
        found = proposal(
            p("Climate Plan on a Page", style="title", size=24),
            grid(
                [cell("Our vision", across=2)],
                [cell("No more carbon than the moor stores.", across=2)],
                row("Homes|Travel"),
                [cell("Insulate 500\nAdvise 2,000"), cell("Run more buses")],
                [cell("Our principles: fair and local", across=2)],
                columns=2,
            ),
        )
        assert text(nodes(found, "vision")[0], "statement") == "No more carbon than the moor stores."
        assert [(theme.title, len(theme.children)) for theme in nodes(found, "theme")] == [
            ("Homes", 2),
            ("Travel", 1),
        ]
        assert all(
            place.sure < 0.6 for place in found.placements if place.kind in ("theme", "priority", "vision")
        )

    def it_takes_a_label_in_a_box_of_such_a_plan_for_a_lead_in(self) -> None:
        found = proposal(
            p("Climate Plan on a Page", style="title", size=24),
            grid(
                [cell("Our vision: no more carbon than the moor stores", across=2)],
                row("Homes|Travel"),
                [cell("Our priorities:\nInsulate 500\nAdvise 2,000"), cell("Run more buses\nPaint lanes")],
                [cell("Our principles: fair and local", across=2)],
                columns=2,
            ),
        )
        assert [text(theme, "lead_in") for theme in nodes(found, "theme")] == ["Our priorities:", ""]
        assert titles(found, "priority") == ["Insulate 500", "Advise 2,000", "Run more buses", "Paint lanes"]


class DescribeAnswers:
    """Lines that say which objectives a theme answers."""

    def blocks(self, line: str) -> list[SourceParagraph]:
        objectives = (li("Good jobs"), li("Clean air"), li("Safe streets"))
        first = (h(2, "Theme 1: Work"), p(line), li("Sign a charter"), li("Open an academy"))
        second = (h(2, "Theme 2: Air"), li("Plant elms"), li("Close one road"))
        plan = (h(1, "The Corporate Plan"), p("It sets three objectives:"), *objectives)
        return [*plan, h(1, "Our themes"), *first, *second]

    @pytest.mark.parametrize(
        "line",
        [
            "Answers to: Good jobs; Clean air",
            "Supports: Good jobs, Clean air",
            "Links to: Good jobs and Clean air",
        ],
    )
    def it_links_what_a_line_names(self, line: str) -> None:
        found = proposal(*self.blocks(line))
        ids = {node.title: node.id for node in nodes(found, "objective")}
        theme = nodes(found, "theme")[0]
        assert theme.objectives == (ids["Good jobs"], ids["Clean air"])
        assert text(theme) == ""

    def it_keeps_a_line_that_names_what_is_unknown(self) -> None:
        found = proposal(*self.blocks("Answers to: Good jobs; World peace"))
        theme = nodes(found, "theme")[0]
        assert theme.objectives == ()
        assert text(theme, "lead_in") == "Answers to: Good jobs; World peace"


class DescribePromises:
    """Themes that list nothing and promise in sentences."""

    def it_takes_each_sentence_for_a_priority_by_guess(self) -> None:
        found = proposal(
            h(1, "What we want to achieve"),
            *(h(2, "Reading"), p("We will give each baby a book. We will read aloud each week.")),
            *(h(2, "Warm rooms"), p("We will mend the roof. We will open on Sundays.")),
        )
        assert [len(below(theme, "priority")) for theme in nodes(found, "theme")] == [2, 2]
        assert all(place.sure < 0.6 for place in found.placements if place.kind == "priority")


class DescribeControlPages:
    """What a document says of itself outside its text."""

    def it_takes_a_table_of_who_signed_for_words_about_approval(self) -> None:
        found = proposal(
            h(1, "Document approval"),
            table("Name|Title|Signature|Date", "R. Lock|Director||30 April 2026", "Cabinet|||12 May 2026"),
            h(1, "Scope"),
            p("All of it."),
        )
        assert root(found).stated_approval == "R. Lock Director 30 April 2026 Cabinet 12 May 2026"
        assert [child.title for child in root(found).children] == ["Scope"]

    def it_takes_from_front_matter_what_the_text_does_not_say(self) -> None:
        said = {"organisation": "Elmsea Borough Council", "review_date": "May 2029", "author": "Parks Team"}
        found = proposal(h(1, "Tree Strategy"), h(2, "Scope"), p("All trees."), properties=said)
        made = root(found)
        assert (made.organisation, made.review_date, made.author) == tuple(said.values())

    def it_gives_a_version_tables_notes_as_its_changes(self) -> None:
        rows = table("Version|Date|Notes", "Draft 1|Jan 2026|Workshop", "Final|Jun 2026|Adopted")
        found = proposal(h(1, "Version history"), rows, h(1, "Scope"), p("All of it."))
        assert [(each.version, each.changes) for each in root(found).history] == [
            ("Draft 1", "Workshop"),
            ("Final", "Adopted"),
        ]

    def it_does_not_take_years_for_a_page_number(self) -> None:
        found = proposal(
            p("Housing Plan", size=24, bold=True), p("2026/2031"), h(1, "Scope"), p("All homes.")
        )
        assert root(found).period == "2026/2031"

    def it_says_which_column_a_few_words_stood_in(self) -> None:
        rows = table(
            "Task|Lead|By when|RAG", "Buy homes|Housing|2028|Amber", "Open a hub|Partners|2027|Green"
        )
        found = proposal(h(1, "Delivering the strategy"), rows)
        first = nodes(found, "priority")[0]
        assert (first.title, text(first)) == ("Buy homes", "RAG: Amber")
