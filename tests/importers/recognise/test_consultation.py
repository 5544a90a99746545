"""What people said and what was done about it, as councils set it out in tables."""

from typing import Any

import pytest

from app.importers.proposal import Proposal
from tests.importers.recognise.test_plans_and_costs import cell, grid, row
from tests.importers.test_recognise_layouts import h, nodes, p, proposal, root, table, text, titles


def said(found: Proposal) -> list[tuple[str, str, str]]:
    return [(each.title, text(each), text(each, "answer")) for each in nodes(found, "response")]


def told(*tables: Any, heading: str = "Consultation") -> Proposal:
    return proposal(h(1, heading), p("We asked everybody in May."), *tables)


class DescribeTablesOfTwoColumns:
    @pytest.mark.parametrize(
        "heads",
        [
            "You said|We did", "What you told us|Our response", "Comment|Response", "Issue raised|What we changed",
            "What we heard when we asked|What we will do", "Dywedoch chi|Gwnaethom ni",
        ],
    )  # fmt: skip
    def it_reads_what_was_said_and_done(self, heads: str) -> None:
        found = told(table(heads, "Buses are late.|We asked the firm.", "It is dark.|New lamps came."))
        assert said(found) == [
            ("", "Buses are late.", "We asked the firm."),
            ("", "It is dark.", "New lamps came."),
        ]
        assert text(nodes(found, "consultation")[0]) == "We asked everybody in May."

    def it_adds_what_more_was_done_to_the_answer_and_keeps_what_it_was_about(self) -> None:
        found = told(
            table("No.|Topic|Feedback|Our response|Action", "1|Roads|Holes everywhere.|We agree.|Fill them.")
        )
        assert said(found) == [("", "Topic: Roads\nHoles everywhere.", "We agree.\nFill them.")]

    def it_reads_every_table_and_passes_over_heads_said_again(self) -> None:
        heads = "You said|We did"
        found = told(table(heads, "One.|A.", heads, "Two.|B."), p("Later:"), table(heads, "Three.|C."))
        assert [body for _, body, _ in said(found)] == ["One.", "Two.", "Three."]

    def it_reads_those_below_sub_headings(self) -> None:
        tabled = table("You said|We did", "One.|A.")
        found = proposal(h(1, "Consultation"), h(2, "You said, we did"), tabled, h(2, "Next"), p("More."))
        assert [child.kind for child in nodes(found, "consultation")[0].children] == ["response", "section"]
        assert titles(found, "section") == ["Next"]


class DescribeMergedCells:
    def it_gives_a_name_to_all_the_rows_that_it_stands_beside(self) -> None:
        merged = [cell("Tenants", down=2), cell("Too dear."), cell("Rents stay.")]
        rows = (row("Who|What they said|Our response"), merged, [cell("Too cold."), cell("We insulate.")])
        assert said(told(grid(*rows, columns=3))) == [
            ("Tenants", "Too dear.", "Rents stay."), ("Tenants", "Too cold.", "We insulate."),
        ]  # fmt: skip

    def it_gathers_the_answers_to_one_comment(self) -> None:
        merged = [cell("Too dear.", down=2), cell("Rents stay.")]
        found = told(grid(row("You said|We did"), merged, [cell("A fund opens.")], columns=2))
        assert said(found) == [("", "Too dear.", "Rents stay.\nA fund opens.")]

    def it_leaves_a_table_whose_rows_are_grouped(self) -> None:
        found = told(
            grid(row("You said|We did"), [cell("Roads", across=2)], row("Holes.|Filled."), columns=2)
        )
        assert not nodes(found, "response")
        assert "Roads\nHoles.\nFilled." in text(nodes(found, "consultation")[0])


class DescribeOtherHeadings:
    TABLE = table("You said|We did", "Buses are late.|We asked the firm.")

    def it_takes_a_section_for_a_consultation_by_its_columns(self) -> None:
        assert titles(told(self.TABLE, heading="Engagement"), "consultation") == ["Engagement"]

    def it_lifts_the_table_out_of_the_background(self) -> None:
        found = told(self.TABLE, heading="Background")
        assert [child.kind for child in root(found).children] == ["section", "consultation"]
        assert any("was taken for a consultation" in note for note in found.notes)

    def it_leaves_comments_and_responses_that_may_be_anything(self) -> None:
        found = told(table("Comment|Response", "Alarm rings|Leave"), heading="Fire drill")
        assert not nodes(found, "response")


class DescribeNumbers:
    @pytest.mark.parametrize("numbers", [("1", "2"), ("1.1", "1.2"), ("C-1", "C-2"), ("7", "8")])
    def it_leaves_out_those_that_count_the_rows(self, numbers: tuple[str, str]) -> None:
        found = told(table("No.|You said|We did", *(f"{each}|Holes.|Filled." for each in numbers)))
        assert [body for _, body, _ in said(found)] == ["Holes.", "Holes."]

    def it_keeps_others_beside_what_was_said(self) -> None:
        found = told(table("Group|Number|You said", "Tenants|12|Too dear.", "Owners|14|Too cold."))
        assert said(found) == [
            ("Tenants", "Number: 12\nToo dear.", ""), ("Owners", "Number: 14\nToo cold.", ""),
        ]  # fmt: skip

    def it_keeps_one_that_is_longer_than_any_number(self) -> None:
        found = told(table("No.|You said|We did", f"{'9' * 5000}|Holes.|Filled.", "2|Mud.|Cleared."))
        assert [body[:9] for _, body, _ in said(found)] == ["No.: 9999", "No.: 2\nMu"]

    def it_does_not_take_them_for_what_was_said(self) -> None:
        found = told(table("Group|Number of responses|Comments", "Tenants|12|Too dear."))
        assert said(found) == [("Tenants", "Number of responses: 12\nToo dear.", "")]

    def it_does_not_take_how_people_were_asked_for_what_was_done(self) -> None:
        found = told(table("Group|How we consulted|Feedback", "Tenants|By letter.|Too dear."))
        assert said(found) == [("Tenants", "How we consulted: By letter.\nToo dear.", "")]
