"""Cells that rate something in words, such as the scores of a register of risks."""

import pytest

from app.compare.changes import compare_passages
from app.compare.passages import passages_of
from app.compare.ratings import rated_otherwise
from app.models.text import Cell, Table, plain

HEAD = ("Risk", "Likelihood", "Response")


def scored(likelihood: str, response: str = "Train our staff") -> Table:
    rows = (HEAD, ("A flood shuts the depot", likelihood, response))
    return Table(tuple(tuple(Cell(plain(words)) for words in row) for row in rows), header_rows=1)


def weighed(old: Table, new: Table) -> list[tuple[str, ...]]:
    return [each.why for each in compare_passages(passages_of((old,)), passages_of((new,))).changes]


class DescribeRatings:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("Very high", "High"),
            ("Low", "Very low"),
            ("Possible", "Likely"),
            ("Rare", "Possible"),
            ("Major", "Catastrophic"),
            ("H", "M"),
            ("Medium", "Medium/High"),
            ("Uchel", "Isel"),
            ("↑", "↓"),
            ("Frequently", "Seldom"),
            ("A", "C"),
            ("High", ""),
        ],
    )
    def it_weighs_another_rating_either_way(self, before: str, after: str):
        assert weighed(scored(before), scored(after)) == [("number",)]
        assert weighed(scored(after), scored(before)) == [("number",)]

    @pytest.mark.parametrize(
        ("before", "after"), [("High", "H"), ("very high", "Very High"), ("Med", "Medium")]
    )
    def it_weighs_no_other_spelling_of_the_same_rating(self, before: str, after: str):
        assert rated_otherwise(before, after, ("", "Likelihood")) == ()

    def it_knows_how_soon_something_is_due(self):
        assert rated_otherwise("Short term", "Medium-term", ("A1", "When")) == ("date",)

    def it_leaves_words_that_say_more_to_be_weighed_as_words(self):
        assert weighed(scored("High", "Train our staff"), scored("High", "Train our people")) == [()]
        assert rated_otherwise("Loss of trust", "Loss of faith", ("R1", "Impact")) == ()
