"""Texts that can be like another one, found by their rarest words."""

from hypothesis import given
from hypothesis import strategies as st

from app.compare.likely import Likely
from app.compare.words import likeness

LEAST = 0.6
texts = st.lists(st.sampled_from("abcdefg"), max_size=9)


class DescribeTextsThatCanBeLikeAnother:
    @given(st.lists(texts, max_size=8), texts)
    def they_are_all_those_that_are(self, known: list[list[str]], sought: list[str]):
        alike = {at for at, text in enumerate(known) if likeness(text, sought, LEAST) >= LEAST}
        assert alike <= set(Likely(known, LEAST).like(sought))

    def they_are_few_though_all_share_their_common_words(self):
        known = [
            ["we", "will", *(f"{where}{n}" for where in ("hall", "road", "ward", "lane", "park"))]
            for n in range(500)
        ]
        found = Likely(known, LEAST)
        assert found.like(["we", "will", "hall7", "road7", "ward7", "in", "summer"]) == [7]
        assert found.like(["we", "will", "open", "a", "pool", "in", "summer"]) == []

    def they_are_those_without_words_for_one_without(self):
        assert Likely([["a"], [], ["b"], []], LEAST).like([]) == [1, 3]
