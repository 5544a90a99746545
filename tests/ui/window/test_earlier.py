"""What an earlier strategy says to a reader: all that the forms of its parts show."""

from decimal import Decimal

from app.models import tree
from app.models.nodes import KINDS, HistoryRow, SheetRow
from app.models.text import Table, blocks_text, plain
from app.services.houses import house
from app.ui.window.earlier import ROWS, ReadingWords, as_blocks

WORDS = ReadingWords("Yes", "No", "Score: {}", "Score after response: {}", "Total: {}")


def told(root, house, numbers=None):
    return blocks_text(as_blocks(root, numbers or {}, house, WORDS)).split("\n")


def below(lines, name):
    return lines[lines.index(name) + 1 :]


def holding(strategy, part, *children):
    for at, child in enumerate(children):
        strategy = tree.insert(strategy, part, child, at)
    return strategy


def costs(number):
    return [
        KINDS["cost"].make(
            id=f"c{n}", title=f"Cost {n}", year="2026/27", capital=Decimal(1000), revenue=Decimal(5)
        )
        for n in range(number)
    ]


def tables(root, house):
    return [block for block in as_blocks(root, {}, house, WORDS) if isinstance(block, Table)]


class DescribeAnEarlierStrategyAsText:
    def it_has_the_texts_of_a_part_under_their_labels_in_the_order_of_its_form(self, strategy, plain_house):
        texts = {"aim": plain("To learn."), "body": plain("Half do."), "lead_in": plain("We shall:")}
        lines = told(tree.change(strategy, "t1", **texts), plain_house, {"t1": "1.1"})
        labelled = ["Aim", "To learn.", "Narrative", "Half do.", "Lead-in", "We shall:"]
        assert below(lines, "1.1 Digital place · Theme")[:6] == labelled

    def it_says_of_what_kind_a_part_is_unless_its_name_does(self, strategy, plain_house):
        lines = told(strategy, plain_house)
        assert "Supplier fails · Risk" in lines
        assert "Risks" in lines
        assert "Foreword" in lines

    def it_calls_kinds_as_the_council_does(self, strategy):
        wrexham = house("wrexham")
        assert f"Priority 1 · {wrexham.term('priority').one}" in told(strategy, wrexham)

    def it_tells_owner_dates_and_progress_of_a_priority(self, strategy, plain_house):
        facts = {"owner": "Head of ICT", "start": "2026-04", "end": "2028-03-31", "progress": 40}
        lines = told(tree.change(strategy, "p1", **facts), plain_house)
        assert below(lines, "Priority 1 · Priority")[:3] == [
            "Do thing 1 well",
            "Owner: Head of ICT",
            "Start: April 2026 · End: 31 March 2028 · Progress: 40 %",
        ]

    def it_keeps_a_date_that_is_none_as_it_was_typed(self, strategy, plain_house):
        lines = told(tree.change(strategy, "p1", end="soon"), plain_house)
        assert "End: soon · Progress: 0 %" in lines

    def it_leaves_out_what_was_never_filled_in(self, strategy, plain_house):
        lines = told(strategy, plain_house)
        assert below(lines, "Priority 1 · Priority")[1] == "Priority 2 · Priority"

    def it_names_the_parts_that_links_lead_to(self, strategy, plain_house):
        changed = tree.change(strategy, "t1", objectives=("o2", "gone"))
        assert "Answers objectives: 2 Aim 2; gone" in told(changed, plain_house, {"o2": "2"})

    def it_tells_the_scores_of_a_risk_and_what_they_come_to(self, strategy, plain_house):
        scored = tree.change(strategy, "r1", likelihood_after=1, impact_after=4)
        lines = below(told(scored, plain_house), "Supplier fails · Risk")
        assert lines[2:4] == [
            "Likelihood: 3 · Impact: 4 · Likelihood after response: 1 · Impact after response: 4",
            "Score: 12 · Score after response: 4",
        ]

    def it_tells_whether_a_milestone_was_reached(self, strategy, plain_house):
        reached = KINDS["milestone"].make(id="m1", title="Open", date="2027-01", done=True)
        coming = KINDS["milestone"].make(id="m2", title="Shut", date="2028-01")
        lines = told(holding(strategy, "p1", reached, coming), plain_house)
        assert "Date: January 2027 · Reached: Yes" in lines
        assert "Date: January 2028 · Reached: No" in lines

    def it_has_costs_as_a_table_with_what_they_come_to(self, strategy, plain_house):
        root = holding(strategy, "t1", *costs(2))
        (table,) = tables(root, plain_house)
        rows = [[blocks_text(cell.blocks) for cell in row] for row in table.rows]
        assert rows[0] == ["What for", "Year", "Capital", "Revenue", "Source of funding"]
        assert rows[1] == ["Cost 0", "2026/27", "£1,000", "£5", ""]
        lines = told(root, plain_house)
        assert "Total: capital £2,000, revenue £10" in lines
        assert "Cost 0 · Cost" not in lines

    def it_has_a_column_for_a_note_where_one_was_written(self, strategy, plain_house):
        noted = tree.change(holding(strategy, "t1", *costs(2)), "c1", body=plain("From the grant"))
        (table,) = tables(noted, plain_house)
        assert [blocks_text(row[-1].blocks) for row in table.rows] == ["Note", "", "From the grant"]

    def it_parts_a_long_table_for_it_is_written_in_turns(self, strategy, plain_house):
        found = tables(holding(strategy, "t1", *costs(2 * ROWS + 1)), plain_house)
        assert [len(table.rows) for table in found] == [ROWS + 1, ROWS + 1, 2]

    def it_tells_what_the_control_sheet_says(self, strategy, plain_house):
        sheet = {
            "house": "plain",
            "review_date": "2029-04",
            "sheet_rows": (SheetRow("Ward", "All"),),
            "history": (HistoryRow("V0.1", "May 2026", "First"),),
        }
        lines = told(tree.change(strategy, "s", **sheet), plain_house)
        assert "Organisation: Harbourne Council" in lines
        assert any("Review date: April 2029" in line for line in lines)
        assert "Ward" in below(lines, "Further control-sheet rows")
        assert "V0.1" in below(lines, "Earlier versions")

    def it_tells_what_became_of_a_response(self, strategy, plain_house):
        answered = KINDS["response"].make(
            id="a1", title="Youth forum", date="2026-05", body=plain("Too slow"), answer=plain("Sooner"),
            nodes=("p1",), version="V0.9",
        )  # fmt: skip
        asked = KINDS["consultation"].make(id="co", title="Consultation", children=(answered,))
        lines = below(told(holding(strategy, "s", asked), plain_house), "Youth forum · Response")
        assert lines[:7] == [
            "When: May 2026",
            "What they said",
            "Too slow",
            "What was done",
            "Sooner",
            "Where in the strategy: Priority 1",
            "In version: V0.9",
        ]
