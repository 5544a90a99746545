"""Numbers, sums of money and dates of a text, each in one form however it is written. Imports siblings only.

“£3.2m” and “£3,200,000” are one sum, “fifty per cent” and “50%” one number, “1st April 2027” and “01/04/2027” one
date. What stands before a figure and changes its meaning belongs to it: “at least”, “up to”, “by”, “from”.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from msgspec import Struct

from app.compare import frequency, marks, measures
from app.compare.figure_words import (
    BOUNDS,
    DAYS,
    LIMITS,
    MONTHS,
    NUMERALS,
    OFTEN,
    ORDINALS,
    PARTS_OF_TIME,
    SCALES,
    SEASONS,
    SHARES,
    SUFFIXES,
    TENS,
    TIMES,
    UNITS,
)
from app.compare.seeking import Sought, any_of

Figure = Literal["number", "money", "date"]


def _meaning(phrases: dict[str, str]) -> dict[str, str]:
    return {phrase: sign for sign, several in phrases.items() for phrase in several.split("|")}


def _either(words: Iterable[str]) -> set[str]:
    """The words as they begin a sentence or stand in one."""
    return {first + word[1:] for word in words for first in (word[0].lower(), word[0].upper())}


_LIMIT_OF, _BOUND_OF, _PART_OF = _meaning(LIMITS), _meaning(BOUNDS), _meaning(PARTS_OF_TIME)
_LIMIT = rf"(?:\b(?!\d)(?P<limit>{any_of(_LIMIT_OF)})\.?\s+)?"
_BOUND = (
    rf"(?:\b(?P<bound>{any_of(_BOUND_OF)})\s+(?:the\s+)?)?(?:\b(?P<part>{any_of(_PART_OF)})[\s-]+)?"
    r"(?:the\s+)?(?:year\s+)?"
)
_OF_NUMBER = ("prefix", "figure", "unit", "suffix", "share", "working", "soft")
_LIMITING = frozenset(word for phrase in _LIMIT_OF for word in phrase.split())
_BOUNDING = {"the", "year", *(word for phrase in (*_BOUND_OF, *_PART_OF) for word in phrase.split())}
_NUMERAL = r"\d+(?:\.\d+)*"
_MONTH = f"(?:{any_of(MONTHS)})"
_YEAR = r"(?:19|20)\d\d"
_BEFORE_SEASON = "|".join(
    rf"(?<=\b{word}\s)"
    for word in "in by the this next last each every early late during until from since".split()
)
NOTE_MARK = re.compile(r"\[\d{1,3}\][.,;:]?")
"""The mark of a note, which is numbered anew whenever one comes or goes before it."""
_MONTHS_JOINED = re.compile(rf"\b({_MONTH})\s?-\s?(?={_MONTH}\b)")
_DAY = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*"
_JOINS_TIMES = re.compile(rf"-\s?(?:{_MONTH}|{_DAY})")
_DAYS_JOINED = re.compile(rf"\b{_DAY}\.?\s?-\s?{_DAY}\b")
_ONE_IN = re.compile(r"\b(\d{1,2})°? in (\d{1,3})\b(?![.,:/]?\d)")
_COUNT_LIKE_YEAR = re.compile(
    r"\b((?:more|less|fewer|greater) than|at (?:least|most))\s+((?:19|20)\d\d)\b(?![.,]?\d)", re.I
)
_HOURS = r"([01]?\d|2[0-3])\.([0-5]\d)"
_TO_HOUR = r"(\s?-\s?|\s(?:to|until|and)\s)"
_OPENING_TIMES = re.compile(rf"(?<![\d.:£$€]){_HOURS}{_TO_HOUR}{_HOURS}(?!\.?\d|:|\s?[%apk])")
_MINUTES_TO_HOUR = re.compile(rf"\.[0-5]\d{_TO_HOUR}\d")
_COMMAS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
_NO_METRES = r"(?(sign)|(?!\s(?:wide|long|high|deep|tall|apart|away)\b))"
_SCALED = Sought(
    re.compile(
        rf"(?<![\w.])(?P<sign>[£$€]\s?)?(?P<figure>\d+(?:\.\d+)?)(?:\s?(?P<scale>{any_of(SCALES)})|(?P<short>mn|bn|tn|k|m{_NO_METRES})"
        rf"|(?<=\d)\s(?P<loose>mn|bn|m)(?=\W|$))\b",
        re.I,
    ),
    signs="£$€",
)
_MOST_IN_WORDS = 10**24
_NUMERAL_WORD = f"(?:{any_of(NUMERALS)})"
_IN_WORDS = Sought(
    re.compile(
        rf"\b(?:an?\s+(?=(?:{any_of(SCALES)})\b))?{_NUMERAL_WORD}(?:(?:\s+and\s+|\s+|-){_NUMERAL_WORD})*\b",
        re.I,
    ),
    _either(NUMERALS),
    before=("a", "an"),
)
_ORDINAL = re.compile(rf"\b(?:{any_of(ORDINALS)}|first|(?<=\ba\s)quarter(?=\s+of\b))\b", re.I)
_MONEY = Sought(
    re.compile(
        rf"{_LIMIT}(?:(?P<sign>[£$€]|\bGBP|\bEUR|\bUSD)\s?(?P<sum>\d+(?:\.\d+)?)(?:\s?(?:pounds|euros|dollars)\b)?"
        r"|(?<![\w.])(?P<bare>\d+(?:\.\d+)?)\s?(?P<coin>pounds|euros|dollars|pence|p)\b)(?!\w)",
        re.I,
    ),
    _either(("GBP", "EUR", "USD")),
    "£$€",
    _LIMITING,
)
_CURRENCY = {
    "gbp": "£",
    "eur": "€",
    "usd": "$",
    "pounds": "£",
    "euros": "€",
    "dollars": "$",
    "pence": "£",
    "p": "£",
}
_BETWEEN = re.compile(rf"\b(?:between|from)\s+({_YEAR})\s+(?:and|to|until)\s+({_YEAR})\b", re.I)
_DATE = Sought(
    re.compile(
        rf"(?i:{_BOUND})(?:"
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<year>{_YEAR}))?"
        rf"|\b(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:(?:st|nd|rd|th)?,?\s+(?P<year2>{_YEAR})|(?:st|nd|rd|th))\b"
        rf"|(?<!\d)(?P<day3>\d{{1,2}})(?P<dot>[/.-])(?P<month3>\d{{1,2}})(?P=dot)(?P<year3>\d{{4}}|\d\d)\b"
        rf"|\b(?P<year4>\d{{4}})-(?P<month4>\d\d)-(?P<day4>\d\d)\b"
        rf"|\b(?P<month5>{_MONTH})\b\.?,?\s+(?P<year5>{_YEAR})\b"
        rf"|\b(?!May\b|Mai\b)(?P<month6>{_MONTH})\b"
        rf"|(?<=\b[Ii]n )(?P<may>May)\b|(?<=\b[Bb]y )(?P<may2>May)\b"
        rf"|(?<![\w.])(?P<first>{_YEAR})(?:\s?[-/]\s?|\s+(?:to|until)\s+)(?P<last>{_YEAR}|\d\d)\b(?![-/]\d)"
        rf"|(?<![\w.])(?P<alone>{_YEAR})\b(?![.,]?\d)"
        r")"
    ),
    MONTHS,
    before=_BOUNDING,
)
_QUARTER = Sought(
    re.compile(r"\b(?:Q(?P<a>[1-4])\b|quarter (?P<b>[1-4])\b|(?P<c>1st°|[234](?:nd|rd|th)) quarter\b)", re.I),
    ("Q", "q"),
)
_OTHER_TIMES = Sought(
    re.compile(
        rf"\b(?:(?P<season>(?:{_BEFORE_SEASON})(?:{any_of(SEASONS)})|(?:{any_of(SEASONS)})(?=\s+(?:of\s+)?§))|(?P<weekday>(?:{any_of(DAYS)})day)s?(?P<dated>(?=,?\s+§))?"
        rf"|(?P<often>{any_of(OFTEN)})|(?P<yearly>(?:every|each|per) (?:year|annum)))\b",
        re.I,
    ),
    _either((*SEASONS, *DAYS, *OFTEN, "every", "each", "per")),
)
_CLOCK = Sought(
    re.compile(
        r"(?<![\w.:])(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?"
        r"|(?<![\w.:])(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)\b|\b(?P<noon>(?:12\s+)?(?:noon|midday))\b",
        re.I,
    ),
    _either(("noon", "midday")),
)
_NUMBER = Sought(
    re.compile(
        rf"{_LIMIT}(?:(?<![\w.])(?P<prefix>[A-Z]{{1,5}})?(?P<figure>{_NUMERAL})"
        rf"(?:[\s-]?(?P<unit>{measures.PATTERN})(?![\w/])|(?P<suffix>[A-Z]{{1,3}}\b)?)(?P<soft>°)?"
        r"(?:\s?(?P<share>%|per ?cent\b|percentage points?\b|y cant\b))?"
        r"(?:\s(?P<working>working)(?=\s(?:day|hour|week)s?\b))?"
        rf"|\b(?P<times>{any_of(TIMES)})\b)",
        re.I,
    ),
    _either(TIMES),
    before=_LIMITING,
)


class Said(Struct, frozen=True):
    """The figures of one class; `weak` are those that the text can do without, as “one” in “one another”."""

    figures: list[str] = []
    weak: set[str] = set()

    def differs(self, other: "Said") -> bool:
        """Whether another text says otherwise: what is weak counts only where something else has taken its place."""
        if self.figures == other.figures:
            return False
        weak = self.weak | other.weak
        if not self.figures or not other.figures:
            return not weak.issuperset((*self.figures, *other.figures))
        if not weak:
            return sorted(self.figures) != sorted(other.figures)
        here, there = Counter(self.figures), Counter(other.figures)
        gone, come = here - there, there - here
        return bool(gone and come) or any(figure not in weak for figure in (*gone, *come))


class _Step(NamedTuple):
    """What finds the figures of one sort and puts them in one form. It is left out of texts without its `mark` and
    with nothing of its `signs`, as nearly all are. Words that the figure may begin with are among those `before` marks.
    """

    kind: Figure
    pattern: Sought
    form: Callable[[re.Match[str]], str]
    mark: int
    signs: re.Pattern[str] | None = None
    before: int = -1


NO_FIGURES: Mapping[Figure, Said] = dict.fromkeys(("number", "money", "date"), Said())

_TAKEN_FOR = {"ı": "i", "İ": "I", "ſ": "s", "\u212a": "K"}
"""Letters that patterns take for others where capitals do not count, so that tables lack the words found: “5 mıles”."""


def figures(text: str, marked: int = marks.UNSURE) -> Mapping[Figure, Said]:
    """The numbers, sums and dates of a text with straight quotes, plain hyphens and ordinary spaces.

    What the text is `marked` with, where it is known, saves looking for it.
    """
    if not text.isascii():
        for letter, plain in _TAKEN_FOR.items():
            text = text.replace(letter, plain)
    if marked & marks.UNSURE:
        plain = _with_to(NOTE_MARK.sub(" ", text) if "[" in text else text)
        if plain != text or marked == marks.UNSURE:
            text, marked = plain, marks.marks_of(plain)
    if marked & marks.HOW_OFTEN:
        text = frequency.in_one_word(text)
        marked = marks.marks_of(text)
    if not marked & marks.ANY:
        return NO_FIGURES
    text = _in_digits(text, marked)
    found: dict[Figure, Said] = {"number": Said(), "money": Said(), "date": Said()}
    for step in _STEPS:
        if marked & step.mark or (step.signs is not None and step.signs.search(text)):
            if step.kind == "date" and marked & marks.SPANNED:
                text = _BETWEEN.sub(r"\1-\2", text)
            text = _taken(step, text, found[step.kind], marked)
    return found


def _taken(step: _Step, text: str, said: Said, marked: int) -> str:
    """The text without what a step finds, which is said."""

    def take(match: re.Match[str]) -> str:
        figure = step.form(match)
        if figure.endswith("°"):
            figure = figure.removesuffix("°")
            said.weak.add(figure)
        said.figures.append(figure)
        return " § "

    return step.pattern.sub(take, text, bool(marked & step.mark), bool(marked & step.before))


def _in_digits(text: str, marked: int) -> str:
    """The text with every number in digits, without commas and without “million” and the like."""
    text = _COMMAS.sub("", text) if "," in text else text
    if marked & marks.LIMITED and ("19" in text or "20" in text):
        text = _COUNT_LIKE_YEAR.sub(r"\1 \2.0", text)
    if _MINUTES_TO_HOUR.search(text):
        text = _OPENING_TIMES.sub(r"\1:\2\3\4:\5", text)
    if marked & marks.SCALED:
        text = _SCALED.sub(_scaled, text)
    if marked & marks.COUNTED:
        text = _IN_WORDS.sub(_counted, text)
    if marked & marks.PLACED:
        text = _ORDINAL.sub(_ordinal, text)
    if " in " in text:
        text = _ONE_IN.sub(_share, text)
    return text


def _share(match: re.Match[str]) -> str:
    """“One in four” as a share of all."""
    part, whole = int(match[1]), int(match[2])
    return f"{100 * part / whole:.4g}%" if 0 < part < whole else match.group()


def _with_to(text: str) -> str:
    """The text with “to” for the dash between two months or two days of the week, these in full."""
    if not _JOINS_TIMES.search(text):
        return text
    return _DAYS_JOINED.sub(_days, _MONTHS_JOINED.sub(r"\1 to ", text))


def _days(match: re.Match[str]) -> str:
    first, last = (next(day for day in DAYS if day.startswith(short)) for short in match.groups())
    return f"{first}day to {last}day"


def _scaled(match: re.Match[str]) -> str:
    if match["loose"] and not match["sign"]:
        return match.group()
    scale = SUFFIXES[(match["scale"] or match["short"] or match["loose"]).lower()]
    return f"{(match['sign'] or '').strip()}{_shown(Decimal(match['figure']) * scale)}"


def _counted(match: re.Match[str]) -> str:
    """Words such as “two hundred and five” in digits; “three and four” stay two numbers, “hundred hundred …” words."""
    words = match.group().lower().replace("-", " ").split()
    if words == ["one"]:
        return "1°"
    done: list[str] = []
    total = current = 0
    last = 0
    for word in (*words, "and"):
        small = UNITS.get(word) or TENS.get(word)
        ended = word == "and" if small is None else not (last >= 100 or (last >= 20 and small < 10))
        if ended and 0 < last < 100:
            done.append(str(total + current))
            total = current = last = 0
        if small is not None:
            current, last = current + small, small
        elif (scale := SCALES.get(word, 0)) >= 1000:
            total, current, last = total + (current or 1) * scale, 0, scale
        elif scale:
            current, last = (current or 1) * scale, max(scale, 100)
            if current > _MOST_IN_WORDS:
                return match.group()
    return " and ".join([*done, str(total + current)] if total + current else done)


def _ordinal(match: re.Match[str]) -> str:
    word = match.group().lower()
    return "25%" if word == "quarter" else ORDINALS.get(word, "1st°")


def _shown(figure: Decimal) -> str:
    said = f"{figure:f}"  # all of it: to normalise a Decimal is to round it to 28 digits
    return said.rstrip("0").rstrip(".") if "." in said else said


def _plain(figure: str) -> str:
    """A figure without the zeros that say nothing; one with several points, such as a paragraph's number, as it is."""
    try:
        return _shown(Decimal(figure))
    except InvalidOperation:
        return figure


def _limit(match: re.Match[str]) -> str:
    return _LIMIT_OF[" ".join(match["limit"].lower().split())] if match["limit"] else ""


def _money(match: re.Match[str]) -> str:
    sign = (match["sign"] or match["coin"]).lower()
    figure = Decimal(match["sum"] or match["bare"])
    if sign in ("pence", "p"):
        figure /= 100
    return f"{_limit(match)}{_CURRENCY.get(sign, sign)}{_shown(figure)}"


def _clock(match: re.Match[str]) -> str:
    if match["noon"]:
        return "12:00"
    hour = int(match["hour"] or match["hour24"])
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"].lower() == "p")
    return f"{hour}:{match['minute'] or match['minute24'] or '00'}"


def _date(match: re.Match[str]) -> str:
    given = match.groupdict()
    bound = _BOUND_OF[" ".join(given["bound"].lower().split())] if given["bound"] else ""
    part = _PART_OF[" ".join(given["part"].lower().split())] if given["part"] else ""
    if given["first"]:
        return f"{part}{given['first']}/{given['last'][-2:]}"
    day, month, year = (
        next((given[f"{name}{at}"] for at in ("", 2, 3, 4, 5, 6) if given.get(f"{name}{at}")), "")
        for name in ("day", "month", "year")
    )
    month = "5" if given["may"] or given["may2"] else str(MONTHS.get(month, month))
    year = given["alone"] or (f"20{year}" if len(year) == 2 else year)
    bound = "by" if given["may2"] else bound
    return f"{bound}{part} {year}-{month.lstrip('0')}-{day.lstrip('0')}"


def _quarter(match: re.Match[str]) -> str:
    return f"Q{(match['a'] or match['b'] or match['c'])[0]}"


def _other_time(match: re.Match[str]) -> str:
    """A season or a day of the week; how often something is done, or the weekday of a date, which is weak."""
    if match["season"]:
        return match["season"].lower()
    if match["weekday"]:
        return match["weekday"].lower() + ("" if match["dated"] is None else "°")
    return (OFTEN[match["often"].lower()] if match["often"] else "yearly") + "°"


def _number(match: re.Match[str]) -> str:
    if match["times"]:
        said = match["times"].lower()
        return f"{_limit(match)}{SHARES.get(said, said)}"
    prefix, figure, unit, suffix, share, working, soft = (said or "" for said in match.group(*_OF_NUMBER))
    if share:
        share = "pp" if "point" in share.lower() else "%"
    after = f"{measures.unit(unit) if unit else suffix.lower()}{share}{working}{soft}"
    return f"{_limit(match)}{prefix.lower()}{_plain(figure)}{after}"


# What begins with a digit is found sooner than what begins in several ways.
_DATE_SIGNS = re.compile(r"\d(?:(?<=1)9\d\d|(?<=2)0\d\d|[/.-]\d\d?[/.-]\d\d)")
_STEPS = (
    _Step("number", _CLOCK, _clock, marks.CLOCK, re.compile(":")),
    _Step("money", _MONEY, _money, marks.COINS, re.compile("[£$€]"), marks.LIMITED),
    _Step("date", _DATE, _date, marks.MONTH, _DATE_SIGNS),
    _Step("date", _QUARTER, _quarter, marks.QUARTER),
    _Step("date", _OTHER_TIMES, _other_time, marks.RECURRING),
    _Step("number", _NUMBER, _number, marks.TIMED, re.compile("[0-9]"), marks.LIMITED),
)
