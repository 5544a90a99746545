"""Who answers for something: told by a column's head, a label, or what stands before people's names."""

import pytest

from app.compare.changes import compare_passages
from app.compare.owners import answers_for_it
from app.compare.passages import Passage, passages_of
from app.models.text import Cell, Table, plain


def weighed(before: str, after: str) -> list[tuple[str, ...]]:
    return [each.why for each in compare_passages([Passage(before)], [Passage(after)]).changes]


class DescribeOwners:
    @pytest.mark.parametrize(
        "head", ["Lead", "Lead officer", "Owner", "Who is responsible", "Lead Member / Officer"]
    )
    def it_weighs_another_owner_in_a_column_of_them(self, head: str):
        rows = [
            [("Ref", "Action", head), ("A1", "Mend the roof of the depot", owner)]
            for owner in ("Finance", "Housing")
        ]
        old, new = (
            Table(tuple(tuple(Cell(plain(words)) for words in row) for row in each), header_rows=1)
            for each in rows
        )
        (only,) = compare_passages(passages_of((old,)), passages_of((new,))).changes
        assert only.why == ("name",)

    @pytest.mark.parametrize(
        "cell", [("A1", "Leadership"), ("Lead review", "Cost"), ("A1", "Action"), ("", "")]
    )
    def it_does_not_in_another(self, cell: tuple[str, str]):
        assert not answers_for_it("Finance", "Housing", cell)

    def it_does_not_weigh_the_same_one_in_other_letters(self):
        assert not answers_for_it("Head of ICT.", "HEAD OF ICT", ("A1", "Lead"))
        assert not answers_for_it("Owner: Head of ICT", "OWNER: head of ICT.", ("", ""))

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("Owner: Finance", "Owner: Housing"),
            ("Lead officer: jo smith", "Lead officer: jo smyth"),
            ("Councillor Jo Ann Lewis", "Councillor Jo Ann Pugh"),
            ("Y Cynghorydd Siân ap Lewis", "Y Cynghorydd Mari ap Lewis"),
            ("Led by Siân Lewis", "Led by Mari Lewis"),
        ],
    )
    def it_weighs_another_person_in_a_line_of_capitals(self, before: str, after: str):
        assert weighed(before, after) == weighed(after, before) == [("name",)]

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("Our Digital Future Plan", "Our Digital Future Strategy"),
            ("Digital By Default Plan", "Digital By Design Plan"),
        ],
    )
    def it_weighs_no_capitals_of_a_title(self, before: str, after: str):
        assert weighed(before, after) == [()]
