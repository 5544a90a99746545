"""Promises that are kept in part: by changes that the rule is for, and by changes that it must pass over."""

import pytest

from tests.compare.test_significance import both

OBLIGATION = [
    ("The Council will fund the bridge", "The Council will help to fund the bridge"),
    ("The Council will fund the bridge", "The Council will help fund the bridge"),
    ("We must build and repair", "We must build and help repair"),
    ("We will fund it", "We will part-fund it"),
    ("It is funded by grant", "It is part-funded by grant"),
    ("It is funded by grant", "It is partly funded by grant"),
    ("We publish it yearly, as a minimum", "We publish it yearly"),
    ("as a minimum we publish", "as a maximum we publish"),
]
NOTHING = [
    ("Trees help to cool streets", "Trees cool streets"),
    ("We will help carers", "We will support carers"),
    ("We will help to build a fairer town", "We will support a fairer town"),
    ("Residents will get help to find work", "Residents will get support to find work"),
    ("We will help to deliver it", "We will help deliver it"),
    ("a minimum of fuss", "fuss"),
    ("part funded by grant", "part-funded by grant"),
    ("At a minimum we publish", "As a minimum we publish"),
]


class DescribeSoftenedPromises:
    @pytest.mark.parametrize(("before", "after"), OBLIGATION)
    def they_are_told_of_both_ways(self, before: str, after: str):
        assert both(before, after) == both(after, before) == {("obligation",)}

    @pytest.mark.parametrize(("before", "after"), NOTHING)
    def they_are_told_of_nowhere_else(self, before: str, after: str):
        assert both(before, after) == both(after, before) == {()}
