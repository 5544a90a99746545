"""A few words in the place of others: those that mean somebody else or the opposite, and those that do not."""

import pytest

from app.compare.opposites import are_opposite
from tests.compare.test_significance import both

OBLIGATION = [
    ("services for residents", "services for staff"),
    ("a survey of tenants", "a survey of owners"),
    ("The board met", "The panel met"),
    ("The mayor presides", "The leader presides"),
    ("The clerk presides", "The commissioner presides"),
    ("The parish clerk rings it", "The town clerk rings it"),
    ("The planning committee met", "The housing committee met"),
    ("Bids are judged on price", "Bids are judged on quality"),
    ("The fee is due on arrival", "The fee is due on departure"),
    ("Hours are extended", "Hours are shortened"),
    ("The director of highways agrees", "The director of housing agrees"),
    ("paid within ten days of receipt", "paid within ten days of approval"),
    ("The team will grow", "The team will shrink"),
    ("It has executive powers", "It has advisory powers"),
    ("The portfolio holder signs it off", "The project manager signs it off"),
    ("homes used by residents", "homes used by businesses"),
    ("It goes to a household", "It goes to a person"),
    ("It was open to the public", "It was open to staff"),
    ("Council tenants may apply", "Private tenants may apply"),
    ("Council tax payers fund it", "Business rate payers fund it"),
    ("The county council mends it", "The parish council mends it"),
    ("a grant for disabled residents", "a grant for older residents"),
    ("The meadow is protected from builders", "The meadow is released to builders"),
    ("The files move to the hub", "The files stay at the hub"),
    ("a rural scheme", "an urban scheme"),
    ("The plan is lawful", "The plan is unlawful"),
    ("The service is online", "The service is offline"),
    ("The claim is admitted", "The claim is denied"),
    ("The review has been done", "The review is being done"),
]
NOTHING = [
    ("Residents enjoy it", "People enjoy it"),
    ("Our staff are proud", "Our people are proud"),
    ("The council helps residents", "The council assists residents"),
    ("Help residents to thrive", "Aid residents to thrive"),
    ("It lets people meet", "It allows people to meet"),
    ("our valued partners", "our trusted partners"),
    ("years of growth", "years of progress"),
    ("It was built on trust", "It was built on respect"),
    ("helping residents to thrive", "aiding residents to thrive"),
    ("the spirit of partnership", "the spirit of teamwork"),
    ("a grant for yuong people", "a grant for young people"),
    ("tenants and owners meet", "owners and tenants meet"),
    ("Residents and businesses agree", "Businesses and residents agree"),
    ("Members' views", "Councillors' views"),
    ("Broad-band is here", "Broadband is here"),
]


class DescribeWordsInThePlaceOfOthers:
    @pytest.mark.parametrize(("before", "after"), OBLIGATION)
    def they_are_told_where_they_mean_somebody_else_or_the_opposite(self, before: str, after: str):
        assert both(before, after) == both(after, before) == {("obligation",)}

    @pytest.mark.parametrize(("before", "after"), NOTHING)
    def they_are_passed_over_where_they_mean_the_same(self, before: str, after: str):
        assert both(before, after) == both(after, before) == {()}


class DescribeOpposites:
    @pytest.mark.parametrize(
        ("one", "other"),
        [("keep", "lose"), ("stopping", "starting"), ("denies", "accepts"), ("landlords", "tenants"),
         ("careful", "careless"), ("lessor", "lessee"), ("underspent", "overspent"), ("disagree", "agree"),
         ("part-time", "full-time"), ("drop-in", "drop-out")],
    )  # fmt: skip
    def they_are_known(self, one: str, other: str):
        assert are_opposite(one, other)
        assert are_opposite(other, one)

    @pytest.mark.parametrize(
        ("one", "other"),
        [("keep", "retain"), ("plan", "plane"), ("form", "reform"), ("house", "houses"), ("a", "un"),
         ("curtailed", "shortened"), ("bad", "poor"), ("expensive", "dear")],
    )  # fmt: skip
    def they_are_no_words_that_only_look_alike(self, one: str, other: str):
        assert not are_opposite(one, other)
