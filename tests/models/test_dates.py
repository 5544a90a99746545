"""Dates as people type them, in English and in Welsh."""

import pytest

from app.models.dates import MISRI, read_date, read_day
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
