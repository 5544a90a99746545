"""Dates as people type them, in English and in Welsh."""

import calendar
from datetime import UTC, date, datetime

import pytest

from app.models.dates import (
    MISRI,
    date_meant,
    day_of,
    end_before_start,
    long_date,
    read_date,
    read_day,
    read_planned,
    short_date,
    show_date,
    weekday,
    years_named,
)
from app.models.errors import Refused


class DescribeDaysThatAreNone:
    @pytest.mark.parametrize("text", ["31 June 2026", "2026-02-30", "29/02/2027", "31st Sep 2026"])
    def they_are_said_to_be_in_no_month(self, text: str):
        with pytest.raises(Refused, match="is not a date, for that month has no such day"):
            read_day(text)


class DescribeDays:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("9 October 2017", "2017-10-09"),
            ("9th OCT 2017", "2017-10-09"),
            ("2017-10-9", "2017-10-09"),
            ("09/10/2017", "2017-10-09"),
            ("9.10.2017", "2017-10-09"),
            ("9-10-2017", "2017-10-09"),
            ("9/10/68", "2068-10-09"),
            ("9/10/69", "1969-10-09"),
        ],
    )
    def they_are_read_in_every_form(self, text: str, day: str):
        assert read_day(text) == day

    @pytest.mark.parametrize(
        "text", ["", "9 October", "9/10.2017", "9.10.17", "9 Octob 2017", "31/13/2017", "2017109"]
    )
    def they_are_nothing_else(self, text: str):
        with pytest.raises(Refused, match="is not a date"):
            read_day(text)

    def they_name_months_in_english_on_a_computer_that_does_not(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("_strptime._getlang", lambda: ("fr_FR", "UTF-8"))
        for names in ("month_name", "month_abbr"):
            monkeypatch.setattr(calendar, names, ["", *(f"mois {n}" for n in range(1, 13))])
        assert read_day("9 October 2017") == "2017-10-09"


class DescribeWelshDates:
    @pytest.mark.parametrize(("number", "month"), list(enumerate(MISRI, 1)))
    def it_reads_a_day_of_each_month(self, number: int, month: str):
        assert read_day(f"9 {month.lower()} 2026") == f"2026-{number:02d}-09"

    def it_reads_a_month_alone(self):
        assert read_date("Gorffennaf 2027") == "2027-07"

    def it_refuses_a_day_that_no_month_has(self):
        with pytest.raises(Refused, match="not a date"):
            read_day("31 Chwefror 2026")


class DescribeDatesOfAPlan:
    @pytest.mark.parametrize(
        ("text", "first", "last"),
        [
            ("2027-05-09", "2027-05-09", "2027-05-09"),
            ("by 9 May 2027", "2027-05-09", "2027-05-09"),
            ("By the end of June 2027", "2027-06", "2027-06"),
            ("Q3 2026/27", "2026-10", "2026-12"),
            ("Quarter 4 2026-27", "2027-01", "2027-03"),
            ("Q2 2027", "2027-04", "2027-06"),
            ("2026/27", "2026-04", "2027-03"),
            ("FY 2026/2027", "2026-04", "2027-03"),
            ("Summer 2026", "2026-06", "2026-08"),
            ("Erbyn Medi 2028", "2028-09", "2028-09"),
            ("Ongoing", "", ""),
            ("2026/29", "", ""),
            ("", "", ""),
        ],
    )
    def they_are_read_as_they_are_written(self, text: str, first: str, last: str):
        assert (date_meant(text), date_meant(text, last=True)) == (first, last)

    @pytest.mark.parametrize(
        ("text", "kept"),
        [("9 May 2027", "2027-05-09"), ("May 2027", "2027-05"), (" Q3  2026/27", "Q3 2026/27"), ("", "")],
    )
    def they_are_kept_as_days_and_months_or_else_as_they_are_written(self, text: str, kept: str):
        assert read_planned(text) == kept

    @pytest.mark.parametrize("text", ["Ongoing", "2026/29", "30 February 2027"])
    def they_are_refused_where_none_is_meant(self, text: str):
        with pytest.raises(Refused, match="is not a date"):
            read_planned(text)


class DescribeTheDayOfADate:
    @pytest.mark.parametrize(
        ("text", "last", "day"),
        [
            ("2026", False, date(2026, 1, 1)), ("2026", True, date(2026, 12, 31)), ("2028-02", True, date(2028, 2, 29)),
            ("2026-05-09", True, date(2026, 5, 9)), ("spring", True, None), ("2026-13", False, None), ("", True, None),
            ("by March 2027", True, date(2027, 3, 31)), ("Q1 2026/27", False, date(2026, 4, 1)),
        ],
    )  # fmt: skip
    def it_reads_years_and_months_as_their_first_or_last_day(self, text, last, day):
        assert day_of(text, last=last) == day


class DescribeAnEndBeforeItsStart:
    @pytest.mark.parametrize(
        ("start", "end"), [("2026-04-01", "2026-03-31"), ("2026-06", "2026-05"), ("2027", "31 Dec 2026")]
    )
    def it_is_said_with_both_dates(self, start, end):
        assert "is before the start" in end_before_start(start, end)

    @pytest.mark.parametrize(
        ("start", "end"),
        [
            ("2026-04-01", "2026-04-01"),
            ("2026-06-30", "2026-06"),
            ("2026", "2026"),
            ("", "2026"),
            ("soon", "2020"),
        ],
    )
    def it_is_none_where_one_ends_no_earlier_or_is_no_date(self, start, end):
        assert end_before_start(start, end) == ""


class DescribeAYear:
    @pytest.mark.parametrize("text", ["0000", "0000-05", "２０２６"])
    def it_is_one_that_calendars_have_in_plain_figures(self, text):
        with pytest.raises(Refused):
            read_date(text)


class DescribeADayThatIsShown:
    def it_is_written_out_or_in_short(self):
        day = date(2026, 9, 2)
        assert (long_date(day), short_date(day)) == ("2 September 2026", "2 Sep 2026")
        assert (weekday(day), weekday(day, short=True)) == ("Wednesday", "Wed")

    def it_is_that_of_a_moment(self):
        assert long_date(datetime(2026, 9, 2, 23, 59, tzinfo=UTC)) == "2 September 2026"

    @pytest.mark.parametrize("stored", ["2026-09-02", "2026-09"])
    def it_is_a_month_where_no_more_is_known(self, stored):
        day = "2 " if len(stored) == 10 else ""
        assert show_date(stored) == f"{day}September 2026"
        assert show_date(stored, short=True) == f"{day}Sep 2026"


class DescribeTheYearsOfATitle:
    @pytest.mark.parametrize(
        ("title", "years"),
        [
            ("Digital Strategy 2026–2030", "2026–2030"),
            ("ICT Strategy (2026/27 to 2029/30)", "2026/27 to 2029/30"),
            ("After the 2021-25 plan: 2026-30", "2026-30"),
            ("Strategy 2026", ""),
            ("Parks Strategy", ""),
        ],
    )
    def they_are_taken_as_they_are_written(self, title, years):
        assert years_named(title) == years
