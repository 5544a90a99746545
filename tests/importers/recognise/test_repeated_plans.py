"""Action plans that repeat, row by row or group by group, what the themes of a document have said."""

from app.models.text import blocks_text
from tests.importers.test_recognise_layouts import below, h, li, nodes, p, proposal, table, titles

THEMES = (
    h(1, "Our priorities"),
    h(2, "Theme 1: Warmth"), p("We will:"), li("Insulate every flat"), li("Replace old boilers"),
    h(2, "Theme 2: Safety"), p("We will:"), li("Check every door"),
)  # fmt: skip


class DescribePlansThatRepeatPriorities:
    def it_gives_owners_and_dates_to_the_priorities_that_the_rows_repeat(self) -> None:
        found = proposal(
            *THEMES, h(1, "Action plan"),
            table("Action|Lead|By when", "Insulate every flat|Head of Homes|2028",
                  "Replace old boilers|Energy Lead|2027",
                  "Check every door|Fire Officer|May 2026"),
        )  # fmt: skip
        assert titles(found, "theme") == ["Warmth", "Safety"]
        assert [(each.owner, each.end) for each in nodes(found, "priority")] == [
            ("Head of Homes", "2028"),
            ("Energy Lead", "2027"),
            ("Fire Officer", "May 2026"),
        ]

    def it_keeps_a_plan_that_says_something_new(self) -> None:
        found = proposal(
            *THEMES, h(1, "Action plan"),
            table("Action|Lead|By when", "Insulate every flat|Head of Homes|2028", "Hire a warden|Homes|2027"),
        )  # fmt: skip
        assert titles(found, "theme") == ["Warmth", "Safety", "Action plan"]
        assert len(nodes(found, "priority")) == 5

    def it_makes_the_actions_for_a_priority_its_milestones(self) -> None:
        found = proposal(
            *THEMES, h(1, "Delivery plan"),
            table("Priority|Action|Lead|By when", "Insulate every flat|Survey 90 flats|Surveyor|June 2026",
                  "Insulate every flat|Let the contract|Buyer|2027",
                  "Check every door|Train two staff|Fire Officer|2026"),
        )  # fmt: skip
        assert titles(found, "theme") == ["Warmth", "Safety"]
        told = {
            blocks_text(each.body) or each.title: [
                (goal.title, goal.date, blocks_text(goal.body)) for goal in goals
            ]
            for each in nodes(found, "priority")
            if (goals := below(each, "milestone"))
        }
        assert told == {
            "Insulate every flat": [
                ("Survey 90 flats", "June 2026", "Owner: Surveyor"),
                ("Let the contract", "2027", "Owner: Buyer"),
            ],
            "Check every door": [("Train two staff", "2026", "Owner: Fire Officer")],
        }

    def it_puts_undated_actions_beside_their_priority(self) -> None:
        found = proposal(
            *THEMES, h(1, "Delivery plan"),
            table("Priority|Action|Lead", "Check every door|Train two staff|Fire Officer",
                  "Check every door|Buy kit|Buyer"),
        )  # fmt: skip
        assert titles(found, "theme") == ["Warmth", "Safety"]
        assert [each.title for each in below(nodes(found, "theme")[1], "priority")] == [
            "Check every door",
            "Train two staff",
            "Buy kit",
        ]

    def it_makes_priorities_of_the_sub_headings_that_a_plan_repeats(self) -> None:
        found = proposal(
            h(1, "Strategic themes"),
            h(2, "Theme: Warmth"), p("Cold homes harm."), h(3, "Better flats"), p("One in five is damp."),
            h(2, "Theme: Safety"), p("Fires kill."), h(3, "Better doors"), p("Doors hold smoke back."),
            h(1, "Action plan"),
            table("Theme|Priority|Action|Lead|By when", "Warmth|Better flats|Insulate|Homes|2028",
                  "Safety|Better doors|Check each|Fire Officer|2026"),
        )  # fmt: skip
        assert titles(found, "theme") == ["Warmth", "Safety"]
        assert [(each.title, blocks_text(each.body), each.owner) for each in nodes(found, "priority")] == [
            ("Better flats", "One in five is damp.\nInsulate", "Homes"),
            ("Better doors", "Doors hold smoke back.\nCheck each", "Fire Officer"),
        ]
        assert not nodes(found, "section")

    def it_keeps_a_plan_that_tells_another_progress(self) -> None:
        found = proposal(
            h(1, "Our priorities"), h(2, "Theme 1: Warmth"), table("Action|Progress", "Insulate every flat|20%"),
            h(1, "Action plan"), table("Action|Progress|Lead", "Insulate every flat|50%|Homes"),
        )  # fmt: skip
        assert [each.progress for each in nodes(found, "priority")] == [20, 50]
