"""Dates and money as they are typed and shown."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.errors import Refused
from app.ui.typed import read_date, read_money, short_money, show_date, show_money


class DescribeDates:
    @pytest.mark.parametrize(
        "typed",
        [
            "9 October 2017",
            "9th Oct 2017",
            "09/10/2017",
            "9.10.2017",
            "2017-10-09",
            "9-10-2017",
            " 9  October 2017 ",
        ],
    )
    def it_reads_every_common_form_and_shows_one(self, typed):
        assert read_date(typed) == "2017-10-09"
        assert show_date(read_date(typed)) == "9 October 2017"

    def it_keeps_a_month_or_a_year_as_precise_as_it_was_typed(self):
        assert show_date(read_date("Oct 2017")) == "October 2017"
        assert show_date(read_date("2027")) == "2027"

    @pytest.mark.parametrize(
        ("kept", "told"),
        [
            ("2028-09-30", "30 Sep 2028"),
            ("2028-09", "Sep 2028"),
            ("2027", "2027"),
            ("Q3 2026/27", "Q3 2026/27"),
        ],
    )
    def it_is_short_where_there_is_little_room(self, kept, told):
        assert show_date(kept, short=True) == told

    @given(st.dates(min_value=date(1000, 1, 1)))
    def it_shows_what_it_reads_again(self, day):
        assert read_date(show_date(day.isoformat())) == day.isoformat()

    @pytest.mark.parametrize("typed", ["soon", "31 February 2020", "9/10", "99/99/2020"])
    def it_refuses_what_is_no_date(self, typed):
        with pytest.raises(Refused):
            read_date(typed)


class DescribeMoney:
    @pytest.mark.parametrize(
        ("typed", "pounds"),
        [("£1,250", "1250"), ("1250.50", "1250.5"), ("£1.2m", "1200000"), ("250k", "250000"), ("", "0"), ("-£5", "-5"),
         ("£3.247 million", "3247000"), ("1 250 000", "1250000"), ("£-5", "-5"), ("−£1,250", "-1250"),
         ("(1,250)", "-1250"), ("£.5m", "500000"), ("1.2 mn", "1200000"), ("12,345,678.90", "12345678.9"), ("–", "0")],
    )  # fmt: skip
    def it_reads_sums_as_people_write_them(self, typed, pounds):
        assert read_money(typed) == Decimal(pounds)

    @given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False))
    def it_shows_what_it_reads_again(self, sum):
        assert read_money(show_money(sum)) == sum

    def it_shows_pence_only_where_there_are_any(self):
        assert show_money(Decimal("1250")) == "£1,250"
        assert show_money(Decimal("1250.5")) == "£1,250.50"
        assert show_money(Decimal(0)) == ""

    def it_rounds_no_sum_that_it_shortens(self):
        assert short_money(Decimal(302_500)) == "£302,500"
        assert short_money(Decimal("1302500.50")) == "£1,302,500.50"

    def it_shortens_for_a_summary(self):
        assert short_money(Decimal(3_247_000)) == "£3.247m"
        assert short_money(Decimal(-7_900_000)) == "-£7.9m"
        assert short_money(Decimal(400_000)) == "£400,000"
        assert short_money(Decimal(0)) == "£0"
        assert short_money(Decimal(950)) == "£950"

    @pytest.mark.parametrize(
        "typed", ["lots", "£", "1.2.3", "£1m2", "1,2", "12,50", "1,25,000", "--5 £", "9" * 30]
    )
    def it_refuses_what_is_no_sum(self, typed):
        with pytest.raises(Refused):
            read_money(typed)
