import re

from hypothesis import given
from hypothesis import strategies as st

from app.compare.seeking import Sought

PATTERN = re.compile(
    r"(?:\b(?:no later than|by|up to)\s+(?:the\s+)?)?(?:(?<![\w.])[a-z]{0,3}\d[\d.]*|£\s?\d+|\bMarch \d+|\bhalf\b)",
    re.I,
)
SOUGHT = Sought(PATTERN, ("March", "march", "Half", "half"), "£", "no later than by up to the".split())
WORDS = (
    "no later than by up to the bathe goby half Half March 5 12 1.5 .7 ab3 abcd3 £ £9 x § - . ½ é3".split()
)


def marked(match: re.Match[str]) -> str:
    return f"<{match.group()}>"


class DescribeSought:
    def it_takes_the_words_before_a_figure_with_it(self):
        assert SOUGHT.sub(marked, "Spend no later than the 5 of it, up to half.") == (
            "Spend <no later than the 5> of it, <up to half>."
        )

    def it_leaves_words_that_belong_to_no_figure(self):
        assert SOUGHT.sub(marked, "by the way 3, goby 4") == "by the way <3>, goby <4>"

    def it_gives_the_words_before_a_figure_to_one_figure_only(self):
        assert SOUGHT.sub(marked, "by 5 by 6 6") == "<by 5> <by 6> <6>"

    @given(st.lists(st.sampled_from(WORDS), max_size=12), st.sampled_from((" ", "  ", "-", "")))
    def it_finds_what_the_pattern_itself_finds(self, words: list[str], between: str):
        text = between.join(words)
        assert SOUGHT.sub(marked, text) == PATTERN.sub(marked, text)
