"""Clear days and periods, against cases worked by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.calendar import is_working_day, last_day_after, last_day_before, months_after, timetable
from app.models.house import Calendar, Period

EASTER = {date(2021, 4, 2): "Good Friday", date(2021, 4, 5): "Easter Monday"}
CHRISTMAS = {
    date(2026, 12, 25): "Christmas Day",
    date(2026, 12, 28): "Boxing Day",
    date(2027, 1, 1): "New Year",
}
FIVE = Period(5, "clear working days", "s.100B")
THREE = Period(3, "clear working days", "s.100B")
NOTICE = Period(28, "clear days", "reg. 9")
CALL_IN = Period(5, "working days", "constitution")
CALENDAR = Calendar(agenda=FIVE, key_decision_notice=NOTICE, call_in=CALL_IN)


def holiday(day: date) -> str:
    return {**EASTER, **CHRISTMAS}.get(day, "")


class DescribeCounting:
    @pytest.mark.parametrize(
        ("meeting", "period", "expected"),
        [
            (date(2017, 10, 9), FIVE, date(2017, 9, 29)),
            (date(2021, 4, 8), FIVE, date(2021, 3, 29)),
            (date(2021, 4, 8), THREE, date(2021, 3, 31)),
            (date(2026, 7, 9), FIVE, date(2026, 7, 1)),
            (date(2027, 1, 5), FIVE, date(2026, 12, 23)),
            (date(2017, 10, 9), NOTICE, date(2017, 9, 10)),
        ],
    )
    def it_leaves_out_both_end_days_weekends_and_bank_holidays(
        self, meeting: date, period: Period, expected: date
    ):
        assert last_day_before(meeting, period, holiday) == expected

    def it_counts_a_period_that_follows(self):
        assert last_day_after(date(2026, 7, 9), CALL_IN, holiday) == date(2026, 7, 16)
        assert last_day_after(date(2021, 4, 1), CALL_IN, holiday) == date(2021, 4, 12)

    @given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 12))
    def it_leaves_just_that_many_working_days_between(self, meeting: date, days: int):
        start = last_day_before(meeting, Period(days, "clear working days", "x"), holiday)
        between = [start + timedelta(n) for n in range(1, (meeting - start).days)]
        assert sum(is_working_day(day, holiday) for day in between) == days
        assert is_working_day(start, holiday)

    def it_keeps_to_the_end_of_a_short_month(self):
        assert months_after(date(2027, 8, 31), 6) == date(2028, 2, 29)
        assert months_after(date(2026, 12, 15), 12) == date(2027, 12, 15)


class DescribeTimetables:
    def it_stands_in_the_order_of_the_days(self):
        found = timetable(date(2026, 7, 9), CALENDAR, holiday, key_decision=True)
        assert [(d.what, d.date) for d in found] == [
            ("Forward plan notice", date(2026, 6, 10)),
            ("Agenda and reports published", date(2026, 7, 1)),
            ("Meeting", date(2026, 7, 9)),
            ("Call-in ends", date(2026, 7, 16)),
            ("Decision takes effect", date(2026, 7, 17)),
            ("Review", date(2027, 7, 17)),
        ]

    def it_names_the_bank_holidays_it_passed_over(self):
        found = {d.what: d for d in timetable(date(2021, 4, 8), CALENDAR, holiday)}
        assert found["Agenda and reports published"].passed_over == (
            "Good Friday (2 April 2021)",
            "Easter Monday (5 April 2021)",
        )

    def it_says_what_is_missed_and_the_lawful_way_on(self):
        found = timetable(date(2026, 7, 9), CALENDAR, holiday, key_decision=True, today=date(2026, 6, 20))
        assert [(d.what, d.missed) for d in found][:2] == [
            ("Forward plan notice", True),
            ("Agenda and reports published", False),
        ]
        assert "publish a notice by 3 July 2026, at least 5 clear days before" in found[0].way_out
        assert "reg. 11" in found[0].way_out
        assert found[1].way_out == ""

    def it_doubts_a_meeting_on_a_day_off(self):
        rules = {
            d: next(each.rule for each in timetable(d, CALENDAR, holiday) if each.what == "Meeting")
            for d in (date(2026, 7, 9), date(2026, 7, 11))
        }
        assert list(rules.values()) == [
            "the day of the meeting",
            "the day of the meeting, which is a Saturday: check the date",
        ]

    def it_asks_for_two_notices_of_a_private_meeting(self):
        found = timetable(date(2026, 7, 9), CALENDAR, holiday, private=True)
        notices = [d.date for d in found if "private" in d.what]
        assert notices == [date(2026, 6, 10), date(2026, 7, 3)]

    def it_has_no_call_in_where_the_constitution_has_none(self):
        found = timetable(date(2026, 7, 9), Calendar(agenda=THREE), holiday, key_decision=True)
        assert [d.what for d in found] == [
            "Agenda and reports published",
            "Meeting",
            "Decision takes effect",
            "Review",
        ]
