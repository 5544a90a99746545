"""Why a change matters."""

import pytest

from app.compare.significance import why


class DescribeWhy:
    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            ("a further 30 billion devices", "a further 10 billion devices", ("number",)),
            ("three depots", "four depots", ("number",)),
            ("We spend £1.2m on it", "We spend £1.4m on it", ("money",)),
            ("by 1 April 2027", "by 1 May 2027", ("date",)),
            ("by 2027 at the latest", "by 2028 at the latest", ("date",)),
            ("opens in March", "opens in April", ("date",)),
            ("led by Helen Jones since", "led by Helen Owen since", ("name",)),
            ("under the GDPR rules", "under the ISO rules", ("name",)),
            ("The service will publish data", "The service will seek to publish data", ("obligation",)),
            ("The service will seek to publish data", "The service will publish data", ("obligation",)),
            ("Staff must be trained", "Staff should be trained", ("obligation",)),
            ("Data will be shared", "Data will not be shared", ("obligation",)),
            ("We won't charge", "We will charge", ("obligation",)),
            ("The Council may charge", "The Council must charge", ("obligation",)),
        ],
    )
    def it_names_the_class_that_differs(self, before: str, after: str, expected: tuple[str, ...]):
        assert why(before, after) == expected

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("a fast and simple service", "a simple and fast service"),
            ("In 2027 we open two depots", "We open two depots in 2027"),
            ("It costs £1,250.00 a year", "It costs £1,250 a year"),
            ("It costs £1.2 million", "It costs £1.2m"),
            ("on 9th October 2017", "on 9 October 2017"),
            ("the Council’s plan", "the council's plan"),
            ("we won't charge", "we will not charge"),
            ("Better streets for all", "Nicer streets for all"),
            ("ten per cent of homes", "ten percent of homes"),
        ],
    )
    def it_passes_over_what_says_the_same(self, before: str, after: str):
        assert why(before, after) == ()

    def it_weighs_a_paragraph_that_came_by_what_it_says(self):
        assert why("", "We must act by 2027.") == ("date", "obligation")
        assert why("", "Our streets are fine.") == ()

    def it_seeks_no_names_in_headings(self):
        assert why("Digital Place", "Digital Town", heading=True) == ()
