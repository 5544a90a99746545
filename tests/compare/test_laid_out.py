"""What only the layout of a copy makes is no difference; everything else is."""

import pytest

from app.compare.laid_out import letters_of, without_contents

HEADS = {letters_of(each) for each in ("Contents", "Background", "The plan", "Risks", "Costs")}
PLAIN = ["Contents", "Background 3", "The plan 4", "Risks 9"]


class DescribeContents:
    def it_goes_with_its_leaders(self):
        assert without_contents(["Background ..... 3", "We began."], HEADS) == ["We began."]

    def it_goes_where_its_leaders_were_lost(self):
        assert without_contents([*PLAIN, "Background", "We began."], HEADS) == [
            "Contents",
            "Background",
            "We began.",
        ]

    def it_stays_where_the_document_has_such_lines(self):
        assert without_contents(PLAIN, HEADS, ["Risks 9"]) == PLAIN

    @pytest.mark.parametrize(
        "lines",
        [
            ["Background 3", "The plan 4", "Risks 9"],
            ["Contents", "Background 3", "We began."],
            ["Contents", "Background 9", "The plan 4", "Risks 3"],
            ["Contents", "Background 3", "Another plan 4", "Risks 9"],
        ],
        ids=["under no heading", "too few", "pages that go back", "no heading of the document"],
    )
    def it_stays_where_it_may_be_something_else(self, lines: list[str]):
        assert without_contents(lines, HEADS) == lines
