"""Words that took the place of others, conditions and shares: what matters in them, and what says the same."""

import pytest

from tests.compare.test_significance import both

OBLIGATION = [
    ("We fund only three centres", "We fund three centres"),
    ("It is open to residents only", "It is open to residents"),
    ("Solely for residents", "For residents"),
    ("All residents will be consulted", "Most residents will be consulted"),
    ("Every school will take part", "Some schools will take part"),
    ("No officer may sign alone", "Any officer may sign alone"),
    ("Members and officers must agree", "Members or officers must agree"),
    ("Both parents must sign", "Either parent must sign"),
    ("Neither the board nor the chair may vote", "Either the board or the chair may vote"),
    ("None of the sites will close", "One of the sites will close"),
    ("It isn't open to the public", "It is open to the public"),
    ("Fees apply except to carers", "Fees apply to carers"),
    ("Costs apply, excluding carers", "Costs apply, including carers"),
    ("Fees apply unless waived", "Fees apply if waived"),
    ("All but the smallest will join", "All will join"),
    ("Grants are paid if funds allow", "Grants are paid"),
    ("Where staffing allows, libraries open", "Libraries open"),
    ("Libraries open when resources permit", "Libraries open"),
    ("It is built, provided funding is secured", "It is built"),
    ("It is built provided that it pays", "It is built"),
    ("We act, weather permitting", "We act"),
    ("At its discretion it pays", "It pays"),
    ("in exceptional circumstances it pays", "it pays"),
    ("We will ensure access", "We will encourage access"),
    ("We will guarantee a place", "We will offer a place"),
    ("We consult before we decide", "We consult after we decide"),
    ("We will always reply", "We will usually reply"),
    ("We will normally reply", "We will reply"),
    ("Fully funded by us", "Partly funded by us"),
    ("The lease is permanent", "The lease is temporary"),
    ("It has the power to refuse", "It has a duty to refuse"),
    ("It is paid immediately", "It is paid soon"),
    ("Every effort is made", "An attempt is made"),
    ("Paid in part", "Paid"),
    ("Rhaid i bob ysgol", "Rhaid i rai ysgolion"),
    ("Bydd ar agor lle bo modd", "Bydd ar agor"),
    ("Bydd ar agor oni bai", "Bydd ar agor"),
    ("Byddwn yn ceisio gwella", "Byddwn yn gwella"),
    ("Rhaid i'r gwasanaeth", "Dylai'r gwasanaeth"),
]
NUMBER = [
    ("the top ten councils", "the bottom ten councils"),
    ("within ten days", "within ten working days"),
    ("10 miles", "10 kilometres"),
    ("cut emissions by 10%", "cut emissions to 10%"),
    ("an increase of 10%", "a decrease of 10%"),
    ("it will rise by 5%", "it will fall by 5%"),
    ("net 200 jobs", "gross 200 jobs"),
    ("one in four homes", "one in five homes"),
    ("half of residents", "60% of residents"),
    ("hanner y cartrefi", "chwarter y cartrefi"),
    ("tri safle", "pedwar safle"),
    ("o leiaf 10 safle", "10 safle"),
    ("dim mwy na phum safle", "o leiaf phum safle"),
]
MONEY = [
    ("£2 per resident", "£2 per household"),
    ("a saving of £5m", "a cost of £5m"),
    ("£5m of capital", "£5m of revenue"),
    ("£5m plus VAT", "£5m including VAT"),
    ("rents fall by £5", "rents rise by £5"),
    ("free for carers", "charged for carers"),
]
DATE = [
    ("published every quarter", "published every year"),
    ("publish it each month", "publish it each year"),
    ("within three days", "within three weeks"),
    ("£5m a year", "£5m a month"),
    ("on weekdays", "on weekends"),
    ("in the morning", "in the evening"),
    ("before 1 April 2027", "after 1 April 2027"),
    ("bob blwyddyn", "bob mis"),
    ("yn flynyddol", "yn fisol"),
    ("erbyn 1 Ebrill 2027", "ar ôl 1 Ebrill 2027"),
]
NOTHING = [
    ("half of homes", "50% of homes"),
    ("a quarter of homes", "25% of homes"),
    ("one in four homes", "a quarter of homes"),
    ("2 in 5 pupils", "40% of pupils"),
    ("Mon-Fri", "Monday to Friday"),
    ("April to June 2026", "April–June 2026"),
    ("10 y cant", "10%"),
    ("o leiaf 10 safle", "dim llai na 10 safle"),
    ("ŵyl", "ôl"),
    ("the whole borough", "the entire borough"),
    ("any questions", "questions"),
    ("some people", "people"),
    ("all of the schools", "all the schools"),
    ("only recently", "recently"),
    ("the only park", "the park"),
    ("each and every child", "every child"),
    ("residents and businesses", "businesses and residents"),
    ("schools, parks and roads", "roads, parks and schools"),
    ("parks and gardens", "parks, gardens"),
    ("We support carers", "We care for carers"),
    ("services provided by partners", "services from partners"),
    ("available to residents", "open to residents"),
    ("It is usually raining", "It is raining"),
    ("the general public", "the public"),
    ("It lets people meet", "It allows people to meet"),
    ("to 10 wards", "in 10 wards"),
    ("every corner", "all corners"),
    ("after a long debate", "following a long debate"),
    ("The top priority is jobs", "The main priority is jobs"),
    ("free school meals", "school meals that cost nothing"),
    ("We spoke to many residents", "We spoke to all kinds of residents"),
]


class DescribeContrasts:
    @pytest.mark.parametrize(("before", "after"), OBLIGATION)
    def they_tell_of_an_obligation_both_ways(self, before: str, after: str):
        assert both(before, after) == both(after, before) == {("obligation",)}

    @pytest.mark.parametrize(
        ("kind", "before", "after"),
        [
            *(("number", *pair) for pair in NUMBER),
            *(("money", *pair) for pair in MONEY),
            *(("date", *pair) for pair in DATE),
        ],
    )
    def they_tell_of_a_figure_both_ways(self, kind: str, before: str, after: str):
        assert both(before, after) == both(after, before) == {(kind,)}

    @pytest.mark.parametrize(("before", "after"), NOTHING)
    def they_pass_over_what_says_the_same(self, before: str, after: str):
        assert both(before, after) == both(after, before) == {()}
