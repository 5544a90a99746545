"""Links that went and came, told by the whole names of the parts."""

from hypothesis import given
from hypothesis import strategies as st

from app.compare.linked import pieces_of_links
from app.compare.woven import Piece

NAMES = {"a": "Take the bait", "b": "Leave the bait", "c": "Watch"}
LINKS = st.lists(st.sampled_from("abcdef"), unique=True)


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.op, piece.text) for piece in pieces_of_links(old, new, NAMES.__getitem__)]


class DescribeLinks:
    def it_tells_a_part_in_anothers_place_by_its_whole_name(self):
        assert told("a", "b") == [("delete", "Take the bait"), ("insert", "Leave the bait")]

    def it_tells_what_was_added_and_what_was_dropped(self):
        assert told("a", "ac") == [("equal", "Take the bait"), ("insert", ", Watch")]
        assert told("ca", "a") == [("delete", "Watch, "), ("equal", "Take the bait")]
        assert told("", "c") == [("insert", "Watch")]

    @given(LINKS, LINKS)
    def it_holds_what_both_sides_say(self, old: list[str], new: list[str]):
        found = pieces_of_links(old, new, str.upper)

        def side(op: str) -> str:
            return "".join(piece.text for piece in found if piece.op in ("equal", op))

        assert side("delete") == ", ".join(old).upper()
        assert side("insert") == ", ".join(new).upper()
        assert Piece("delete", "") not in found
