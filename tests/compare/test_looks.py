"""What of looks differs, in words."""

import pytest

from app.compare.changes import compare_passages
from app.compare.looks import how_told, look_of
from app.compare.passages import Passage
from app.models.text import Run, runs_text


class DescribeWhatLooksDiffer:
    @pytest.mark.parametrize(
        ("within", "runs", "how"),
        [
            (("", ""), (Run("12 parks"), Run("12 parks", bold=True)), "became bold"),
            (("", ""), (Run("Parks", italic=True), Run("Parks")), "is no longer italic"),
            (("", ""), (Run("Parks", link="https://a.uk"), Run("Parks", link="https://b.uk")), "became another link"),
            (("", "*"), (Run("Parks"), Run("Parks")), "became an item of a list"),
            (("1", ""), (Run("Parks", bold=True), Run("Parks", bold=True)), "is no longer an item of a list"),
            (("*", "**"), (Run("Parks"), Run("Parks")), "a level further in"),
            (("**", "*"), (Run("Parks"), Run("Parks")), "a level further out"),
            (("*", "1"), (Run("Parks"), Run("Parks")), "became numbered"),
            (("*", "1"), (Run("Parks"), Run("Parks", bold=True)), "became numbered, became bold"),
            (("", ""), (Run("Parks"), Run("Parks")), ""),
        ],
    )  # fmt: skip
    def it_is_told(self, within: tuple[str, str], runs: tuple[Run, Run], how: str):
        old, new = (look_of(levels, (run,)) for levels, run in zip(within, runs, strict=True))
        assert how_told(("paragraph", "paragraph"), (old, new), runs[1].text) == how

    @pytest.mark.parametrize(
        ("runs", "how"),
        [
            (((Run("Parks are mown"),), (Run("Parks are "), Run("mown", bold=True))), "“mown” became bold"),
            (
                ((Run("Parks", True), Run(" are mown")), (Run("Parks are "), Run("mown", True))),
                "“Parks” is no longer bold, “mown” became bold",
            ),
            (
                ((Run("Parks", True), Run(" are "), Run("mown", True)), (Run("Parks are mown"),)),
                "“Parks” and “mown” are no longer bold",
            ),
            (
                (
                    (Run("a b c d e f g h"),),
                    tuple(Run(each, each.isalpha()) for each in "a b c d e f g h"),
                ),
                "became bold",
            ),
            (
                ((Run("a-b-c-d-e"),), tuple(Run(each, italic=each.isalpha()) for each in "a-b-c-d-e")),
                "“a”, “b”, “c” and 2 more became italic",
            ),
            (
                (
                    (Run("the "), Run("plan", link="https://a.uk")),
                    (Run("the "), Run("plan", link="https://b.uk")),
                ),
                "“plan” became another link",
            ),
            (((Run("Parks", True), Run("!")), (Run("Parks!", True),)), "“!” became bold"),
            (((Run("Parks…", True),), (Run("Parks...", italic=True),)), "some words look otherwise"),
        ],
    )
    def it_is_told_of_a_part_of_the_words(self, runs: tuple[tuple[Run, ...], ...], how: str):
        looks = look_of("", runs[0]), look_of("", runs[1])
        assert how_told(("paragraph", "paragraph"), looks, runs_text(runs[1])) == how


class DescribeWhatLooksDifferOfRewordedWords:
    @pytest.mark.parametrize(
        ("within", "old", "new", "how"),
        [
            (("", ""), (Run("Parks are mown weekly."),),
             (Run("Parks ", bold=True), Run("are mown each week.")), "“Parks” became bold"),
            (("*", "*"), (Run("Parks are "), Run("mown", italic=True), Run(" weekly.")),
             (Run("Parks are mown daily."),), "“mown” is no longer italic"),
            (("", "*"), (Run("Parks are mown weekly."),), (Run("Parks are mown 🚜 daily."),),
             "became an item of a list"),
            (("", "1"), (Run("Parks are mown weekly."),), (Run("Parks are mown daily.", bold=True),),
             "became an item of a list, became bold"),
            (("", ""), (Run("Parks are mown "), Run("weekly.", bold=True)), (Run("Parks are mown daily."),), ""),
            (("", ""), (Run("“Parks” are mown."),), (Run('"Parks" ', bold=True), Run("are mown.")),
             "“\"Parks\"” became bold"),
        ],
    )  # fmt: skip
    def it_is_told_of_those_that_stayed(
        self, within: tuple[str, str], old: tuple[Run, ...], new: tuple[Run, ...], how: str
    ):
        sides = [
            Passage(runs_text(runs), look=look_of(levels, runs))
            for levels, runs in zip(within, (old, new), strict=True)
        ]
        (change,) = compare_passages(sides[:1], sides[1:]).changes
        assert change.how == how
        assert change.of_looks_alone == (change.words_deleted == 0)


class DescribeHeadingsThatWereParagraphs:
    AROUND = Passage("The parks are mown in spring."), Passage("The roads are swept at night.")

    @pytest.mark.parametrize(("sorts", "how"), [
        (("paragraph", "heading"), "became a heading"),
        (("heading", "paragraph"), "became a paragraph"),
    ])  # fmt: skip
    def they_are_told_as_formatting(self, sorts: tuple[str, str], how: str):
        old, new = ((self.AROUND[0], Passage("Our people", sort), self.AROUND[1]) for sort in sorts)
        (change,) = compare_passages(old, new).changes
        assert (change.kind, change.how, change.words_deleted, change.words_inserted) == (
            "formatting",
            how,
            0,
            0,
        )
        assert not change.substantive

    def they_stay_apart_where_their_words_differ(self):
        old, new = (
            (self.AROUND[0], Passage(text, sort), self.AROUND[1])
            for text, sort in (("Our people", "paragraph"), ("Our money", "heading"))
        )
        assert {change.kind for change in compare_passages(old, new).changes} == {"deleted", "inserted"}
