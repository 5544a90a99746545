"""Dates as people type them and as readers meet them. Imports no other part of Engross but errors and patterns.

A date is kept as ISO 8601: a day, or a month or a year where no more was typed. It is shown as "9 October 2017", in
English whatever the computer's language is.
"""

import re
from datetime import date

from app.models.errors import Refused
from app.models.patterns import sought

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MISRI = ("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi", "Hydref",
         "Tachwedd", "Rhagfyr")  # fmt: skip
DYDDIAU = ("Dydd Llun", "Dydd Mawrth", "Dydd Mercher", "Dydd Iau", "Dydd Gwener", "Dydd Sadwrn", "Dydd Sul")
SPAN = r"(?<!\w)(?:19|20)\d\d(?:/\d\d)?\s*(?:[-–—/]|to|until)\s*(?:(?:19|20)\d\d(?:/\d\d)?|\d\d)(?!\d)"
"""Years from one to another, as titles and covers have them: "2026–2030", "2026 to 2030", "2026/27 – 2029/30"."""
_MISOEDD = tuple(name.casefold() for name in MISRI)
_WELSH = "(?i)" + "|".join(rf"\b{name}\b" for name in MISRI)
# Not strptime's, whose names of months are those of the computer's language, and which takes a millisecond a form.
_FORMS = (
    r"(?a)(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)",
    r"(?a)(?P<day>\d\d?) (?P<name>[A-Za-z]+) (?P<year>\d{4})",
    r"(?a)(?P<day>\d\d?)(?P<by>[/.-])(?P<month>\d\d?)(?P=by)(?P<year>\d{4})",
    r"(?a)(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<short>\d\d)",
)
_NUMBERS = {name[:letters].lower(): at for at, name in enumerate(MONTHS, 1) for letters in (3, len(name))}
_DAY_IN_IT = r"^\d{1,2}(?=[ ./-])|(?<=^\d{4}-\d\d-)\d\d$"
_BEFORE = (
    r"(?i)^(?:(?:by|before|from|until|in|during|no later than|the|end of|end|start of|beginning of|early|mid|late|"
    r"erbyn|diwedd|o|ym|yn)[ -]+)+(?=\S)"
)
_QUARTER = (
    r"(?i)(?:q(?:uarter)? ?)(?P<quarter>[1-4])[ ,]*(?:of )?(?P<year>20\d\d)(?P<next>\s*[/–-]\s*(?:20)?\d\d)?"
)
_FINANCIAL = r"(?i)(?:FY ?)?(?P<year>20\d\d)\s*[/–-]\s*(?P<next>(?:20)?\d\d)"
_YEARS = r"(?i)(?:FY ?)?(?:20)?(?P<year>\d\d) ?[/–-] ?(?:20)?(?P<next>\d\d)"
_SEASON = r"(?i)(?P<season>spring|summer|autumn|winter)[ ,]+(?P<year>20\d\d)"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_MONTH = r"^(?P<name>[A-Za-z]{3,9})\.?\s+(?P<year>\d{4})$"


def read_day(text: str) -> str:
    """A day typed in any common British form, English or Welsh, as ISO 8601. Raises Refused for anything else."""
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", " ".join(text.split()), flags=re.IGNORECASE)
    plain = _in_english(plain)
    if found := _in_any_form(plain):
        return found
    if _in_any_form(sought(_DAY_IN_IT).sub("01", plain)):
        raise Refused(f"“{text}” is not a date, for that month has no such day; correct it.")
    raise Refused(f"“{text}” is not a date; write it as 9 October 2017 or 2017-10-09.")


def _in_any_form(text: str) -> str:
    found = next(filter(None, (sought(form).fullmatch(text) for form in _FORMS)), None)
    if found is None:
        return ""
    told = found.groupdict()
    short = int(told.get("short") or 0)
    year = int(told.get("year") or (short + 2000 if short < 69 else short + 1900))
    month = int(told.get("month") or _NUMBERS.get(told["name"].lower(), 0))
    try:
        return date(year, month, int(told["day"])).isoformat()
    except ValueError:
        return ""


def _in_english(text: str) -> str:
    return sought(_WELSH).sub(lambda found: MONTHS[_MISOEDD.index(found[0].casefold())], text)


def read_date(text: str) -> str:
    """A day, month or year typed in any common British form, as ISO 8601; raises Refused for anything else."""
    plain = _in_english(" ".join(text.split()))
    if not plain:
        return ""
    if re.fullmatch(r"(?!0000)\d{4}(-(0[1-9]|1[0-2]))?", plain, re.ASCII):
        return plain
    if found := sought(_MONTH).match(plain):
        for at, name in enumerate(MONTHS, 1):
            if name.lower().startswith(found["name"].lower()):
                return f"{found['year']}-{at:02d}"
    return read_day(plain)


def date_meant(text: str, *, last: bool = False) -> str:
    """The day, month or year that the dates of a plan mean (“by end of June 2027”, “Q3 2026/27”), as ISO 8601.

    Of a quarter, a season or a financial year it is the first month, or the `last`. Empty where no date is meant.
    """
    plain = sought(_BEFORE).sub("", " ".join(text.split()))
    try:
        return read_date(plain)
    except Refused:
        pass
    if found := sought(_QUARTER).fullmatch(plain):
        quarter, year = int(found["quarter"]), int(found["year"])
        financial = found["next"] is not None
        month = (quarter - 1) * 3 + (4 if financial else 1) + (2 if last else 0)
        return f"{year + (month - 1) // 12}-{(month - 1) % 12 + 1:02d}"
    found = sought(_FINANCIAL).fullmatch(plain)
    if found and (int(found["year"]) + 1) % 100 == int(found["next"][-2:]):
        return f"{int(found['year']) + 1}-03" if last else f"{found['year']}-04"
    if found := sought(_SEASON).fullmatch(plain):
        first = _SEASONS[found["season"].lower()]
        return f"{found['year']}-{min(first + (2 if last else 0), 12):02d}"
    return ""


def year_meant(text: str) -> str:
    """A financial year as “2026/27”, however it was written (“2026-27”, “FY 2026/2027”, “26/27”); other words alike."""
    plain = " ".join(text.split())
    found = sought(_YEARS).fullmatch(plain)
    if found and (int(found["year"]) + 1) % 100 == int(found["next"]):
        return f"20{found['year']}/{found['next']}"
    return plain.casefold()


def read_planned(text: str) -> str:
    """A date of a plan: as `read_date`, or as it was typed where it is meant otherwise, such as “Q3 2026/27”.

    Raises Refused for anything else.
    """
    try:
        return read_date(text)
    except Refused:
        if date_meant(text):
            return " ".join(text.split())
        raise


def day_of(text: str, *, last: bool = False) -> date | None:
    """The day that a date means, as typed or imported; of a year or month its first day, or its last one.

    None for any other text.
    """
    parts = date_meant(text, last=last).split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isdecimal() for part in parts) or len(parts[0]) != 4:
        return None
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else (12 if last else 1)
        day = int(parts[2]) if len(parts) > 2 else (_days_in(year, month) if last else 1)
        return date(year, month, day)
    except ValueError:
        return None


def _days_in(year: int, month: int) -> int:
    # Imported here, for it brings the computer's languages, and a strategy without dates is shown sooner.
    from calendar import monthrange

    return monthrange(year, month)[1]


def end_before_start(start: str, end: str) -> str:
    """What is wrong with two dates of which the second ends before the first begins; empty for nothing."""
    first, last = day_of(start), day_of(end, last=True)
    if first is None or last is None or last >= first:
        return ""
    return f"The end, {show_date(end)}, is before the start, {show_date(start)}; correct one of them."


def show_date(iso: str, *, short: bool = False) -> str:
    """A stored date as a reader meets it; what is no ISO date is shown as it stands.

    Where there is little room it is `short`: “1 Apr 2026”, “Sep 2028”.
    """
    if re.fullmatch(r"\d{4}-\d{2}", iso) and 1 <= int(iso[5:]) <= 12:
        return f"{_month(int(iso[5:]), short=short)} {iso[:4]}"
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    if len(iso) != 10:
        return iso
    return short_date(day) if short else long_date(day)


def long_date(day: date) -> str:
    """A day as a reader meets it: “1 April 2026”."""
    return f"{day.day} {_month(day.month)} {day.year}"


def short_date(day: date) -> str:
    """A day where there is little room: “1 Apr 2026”."""
    return f"{day.day} {_month(day.month, short=True)} {day.year}"


def weekday(day: date, *, short: bool = False) -> str:
    """Which day of the week a day is; where there is little room it is `short`: “Wed”."""
    name = DAYS[day.weekday()]
    return name[:3] if short else name


def _month(number: int, *, short: bool = False) -> str:
    return MONTHS[number - 1][:3] if short else MONTHS[number - 1]


def years_named(title: str) -> str:
    """The span of years that a title names last, as it is written there; empty where it names none."""
    spans = [found[0] for found in re.finditer(SPAN, title, re.I)]
    return spans[-1] if spans else ""
