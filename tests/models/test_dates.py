"""Dates as people type them, in English and in Welsh."""

import pytest

from app.models.dates import MISRI, date_meant, read_date, read_day
from app.models.errors import Refused


class DescribeDaysThatAreNone:
    @pytest.mark.parametrize("text", ["31 June 2026", "2026-02-30", "29/02/2027", "31st Sep 2026"])
    def they_are_said_to_be_in_no_month(self, text: str):
        with pytest.raises(Refused, match="is not a date, for that month has no such day"):
            read_day(text)


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
