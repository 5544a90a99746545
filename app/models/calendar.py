"""Clear days, working days, and every date that follows from a meeting. Pure: bank holidays are given, not looked up.

"Clear" days leave out both the day of the notice and the day of the meeting (LGA 1972 s.100B as it is read by the
courts: R v Swansea City Council ex p. Elitestone, 1993); working days leave out weekends and bank holidays.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from app.models.dates import long_date, weekday
from app.models.house import Calendar, Nation, Period

HolidayName = Callable[[date], str]
"""The bank holiday on a day, or nothing."""

DAY = timedelta(days=1)


class Dated(Struct, frozen=True):
    """A date that follows from a meeting: the rule in words, who says so, and what was left out in counting.

    `missed` says that the day has gone by; `way_out` then names the lawful ways on.
    """

    what: str
    date: date
    rule: str
    citation: str
    passed_over: tuple[str, ...] = ()
    missed: bool = False
    way_out: str = ""


def is_working_day(day: date, holiday: HolidayName) -> bool:
    """Whether a day is neither a Saturday, a Sunday nor a bank holiday."""
    return day.weekday() < 5 and not holiday(day)


def last_day_before(event: date, period: Period, holiday: HolidayName) -> date:
    """The last day on which a notice may be given for an event.

    For clear days, that many days lie wholly between the two; clear working days count working days only, and the
    notice is given on a working day too.
    """
    working = "working" in period.counted
    day = event
    left = period.days
    while left:
        day -= DAY
        left -= not working or is_working_day(day, holiday)
    if "clear" in period.counted:
        day -= DAY
    while working and not is_working_day(day, holiday):
        day -= DAY
    return day


def last_day_after(event: date, period: Period, holiday: HolidayName) -> date:
    """The last day of a period that begins after an event: "5 working days after publication"."""
    working = "working" in period.counted
    day = event
    left = period.days
    while left:
        day += DAY
        left -= not working or is_working_day(day, holiday)
    return day


def next_working_day(day: date, holiday: HolidayName) -> date:
    """The first working day after a day."""
    day += DAY
    while not is_working_day(day, holiday):
        day += DAY
    return day


def months_after(day: date, months: int) -> date:
    """The same day of the month some months on, or the last one that month has."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - DAY).day
    return date(year, month, min(day.day, last))


_AGENDA_MISSED = (
    "an item may still be taken if the chair agrees, for special circumstances recorded in the minutes, that it is "
    "urgent ({act}); otherwise move the meeting"
)
_URGENT: dict[Nation, str] = {
    "england": "LGA 1972 s.100B(4)(b)",
    "wales": "LGA 1972 s.100BA(6)(b)",
    "scotland": "Local Government (Scotland) Act 1973 s.50B",
}
_NOTICE_MISSED = (
    "general exception: tell the chair of scrutiny and publish a notice by {day}, at least 5 clear days before the "
    "decision (SI 2012/2089 reg. 10); if even that is too late, special urgency: the chair of scrutiny must agree that "
    "the decision cannot wait (reg. 11); otherwise move the meeting"
)
_PRIVATE_MISSED = (
    "the chair of scrutiny must agree that the meeting is urgent and cannot reasonably be put off, and a notice must "
    "say so (SI 2012/2089 reg. 5(6)–(7)); otherwise move the meeting"
)
_EXCEPTION = Period(5, "clear days", "SI 2012/2089, reg. 10")
_PRIVATE = Period(28, "clear days", "SI 2012/2089, reg. 5(2)")
_PRIVATE_AGAIN = Period(5, "clear days", "SI 2012/2089, reg. 5(4)")


def timetable(
    meeting: date,
    calendar: Calendar,
    holiday: HolidayName,
    *,
    nation: Nation = "england",
    key_decision: bool = False,
    private: bool = False,
    published: date | None = None,
    effective: date | None = None,
    today: date | None = None,
) -> tuple[Dated, ...]:
    """Every date that follows from a meeting, in order. `published` is when its decisions are published: the day of
    the meeting unless told; `effective` the day that was recorded with the decision for its taking effect, if any.
    What `today` has passed is said to be missed, as long as the meeting is still to come.
    """
    urgent = _AGENDA_MISSED.replace("{act}", _URGENT[nation])
    found = [
        *_notices(meeting, calendar, holiday, key_decision, private),
        _before("Agenda and reports published", meeting, calendar.agenda, holiday, urgent),
        Dated("Meeting", meeting, _meeting_rule(meeting, holiday), "summons"),
        *_after(meeting, calendar, holiday, published or meeting, effective),
    ]
    judged_on = today if today is not None and today <= meeting else date.min
    found = [_judged(each, judged_on) for each in found]
    return tuple(sorted(found, key=lambda each: each.date))


def _meeting_rule(meeting: date, holiday: HolidayName) -> str:
    """What is said of the day of the meeting; somebody who plans one on a day off may have mistyped it."""
    off = holiday(meeting) or (f"a {weekday(meeting)}" if meeting.weekday() > 4 else "")
    return f"the day of the meeting, which is {off}: check the date" if off else "the day of the meeting"


def _notices(
    meeting: date, calendar: Calendar, holiday: HolidayName, key_decision: bool, private: bool
) -> Iterator[Dated]:
    if key_decision and calendar.key_decision_notice:
        day = long_date(last_day_before(meeting, _EXCEPTION, holiday))
        way_out = _NOTICE_MISSED.replace("{day}", day)
        yield _before("Forward plan notice", meeting, calendar.key_decision_notice, holiday, way_out)
    if private and calendar.key_decision_notice:
        yield _before("Notice of private meeting", meeting, _PRIVATE, holiday, _PRIVATE_MISSED)
        yield _before("Further notice of private meeting", meeting, _PRIVATE_AGAIN, holiday, _PRIVATE_MISSED)


def _after(
    meeting: date, calendar: Calendar, holiday: HolidayName, published: date, effective: date | None
) -> Iterator[Dated]:
    if note := calendar.decision_note:
        day = last_day_after(meeting, note, holiday)
        yield Dated(
            "Decision note published by", day, f"within {_period(note)} after the meeting", note.citation
        )
    call_in = _call_in(calendar, holiday, published)
    # A decision that took effect before call-in would have ended was exempt from it.
    if call_in is not None and (effective is None or effective > call_in.date):
        yield call_in
    if effective is not None:
        taking = Dated(
            "Decision takes effect", effective, "the day recorded with the decision", "the minutes"
        )
    elif call_in is not None:
        day = next_working_day(call_in.date, holiday)
        rule = "the working day after call-in ends, unless the decision is called in"
        taking = Dated("Decision takes effect", day, rule, call_in.citation)
    else:
        day = next_working_day(published, holiday)
        rule = "the working day after publication"
        taking = Dated("Decision takes effect", day, rule, "no call-in period applies")
    yield taking
    yield _review(taking.date, calendar)


def _call_in(calendar: Calendar, holiday: HolidayName, published: date) -> Dated | None:
    """The end of the period in which a decision may be called in; None where none applies."""
    if not calendar.call_in:
        return None
    ends = last_day_after(published, calendar.call_in, holiday)
    rule = f"{_period(calendar.call_in)} after the decision is published on {long_date(published)}"
    over = _passed_over(published, ends, holiday)
    return Dated("Call-in ends", ends, rule, calendar.call_in.citation, over)


def _review(effect: date, calendar: Calendar) -> Dated:
    day = months_after(effect, calendar.review_months)
    rule = f"{calendar.review_months} months after the decision takes effect"
    return Dated("Review", day, rule, "the council's own rule, set in its house style")


def _before(what: str, meeting: date, period: Period, holiday: HolidayName, way_out: str) -> Dated:
    day = last_day_before(meeting, period, holiday)
    rule = f"at least {_period(period)} before the meeting"
    over = _passed_over(day, meeting, holiday) if "working" in period.counted else ()
    return Dated(what, day, rule, period.citation, over, way_out=way_out)


def _judged(each: Dated, today: date) -> Dated:
    missed = each.date < today and bool(each.way_out)
    return Dated(
        each.what,
        each.date,
        each.rule,
        each.citation,
        each.passed_over,
        missed,
        each.way_out if missed else "",
    )


def _period(period: Period) -> str:
    return f"{period.days} {period.counted}"


def _passed_over(start: date, end: date, holiday: HolidayName) -> tuple[str, ...]:
    """The bank holidays between two days, which somebody who counts on fingers would miss."""
    days = (start + DAY * n for n in range(1, (end - start).days))
    return tuple(f"{name} ({long_date(day)})" for day in days if day.weekday() < 5 and (name := holiday(day)))
