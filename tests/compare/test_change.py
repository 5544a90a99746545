"""What a change says of itself."""

import pytest

from app.compare.change import Change
from app.compare.woven import Piece


class DescribeTheWordsThatCame:
    @pytest.mark.parametrize(
        ("pieces", "words"),
        [
            ((("equal", "a gap of "), ("delete", "£11m"), ("insert", "£10m"), ("equal", ".")), ("£10m", "a gap of ")),
            ((("equal", "First.\nNext"), ("insert", " one"), ("equal", " or "), ("insert", "two")), ("one", "Next ")),
            ((("delete", "gone "), ("insert", "came\nin two lines")), ("came", "")),
            ((("equal", "stays "), ("delete", "gone")), ("", "")),
            ((), ("", "")),
        ],
    )  # fmt: skip
    def they_are_the_first_with_what_stands_before_them(self, pieces, words):
        change = Change(kind="reworded", pieces=tuple(Piece(*each) for each in pieces))
        assert change.words_that_came(40) == words

    def they_are_looked_for_where_others_went_too(self):
        gap = (Piece("equal", "First.\nOne stays "), Piece("delete", "and goes "), Piece("equal", "here."))
        assert Change(kind="reworded", pieces=gap).place_of_words(9) == ("", "One stays")
        assert Change(kind="formatting", how="became bold", after="must\n").place_of_words(9) == ("must", "")
        assert Change(kind="formatting").place_of_words(9) == ("", "")

    def they_have_no_more_before_them_than_is_asked(self):
        change = Change(kind="reworded", pieces=(Piece("equal", "one two "), Piece("insert", "three")))
        assert change.words_that_came(4) == ("three", "two ")
        assert change.words_that_came(0) == ("three", "")
