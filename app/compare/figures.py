"""Numbers, sums of money and dates of a text, each in one form however it is written. Imports `frequency` only.

“£3.2m” and “£3,200,000” are one sum, “fifty per cent” and “50%” one number, “1st April 2027” and “01/04/2027” one
date. What stands before a figure and changes its meaning belongs to it: “at least”, “up to”, “by”, “from”.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import Literal, NamedTuple

from app.compare import frequency

Figure = Literal["number", "money", "date"]

_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
    "dau": 2, "dwy": 2, "tri": 3, "tair": 3, "pedwar": 4, "pedair": 4, "pum": 5, "phum": 5, "chwech": 6, "chwe": 6,
    "saith": 7, "wyth": 8, "naw": 9, "deg": 10,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_SUFFIXES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, **_SCALES}
_ORDINALS = {
    "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th", "seventh": "7th",
    "eighth": "8th", "ninth": "9th", "tenth": "10th",
}  # fmt: skip
_SHARES = {"half": "50%", "hanner": "50%", "chwarter": "25%"}
_TIMES = (*_SHARES, "twice", "double", "doubled", "treble", "trebled", "triple", "tripled", "halve", "halved")
_MONTHS = {
    name: at % 12 + 1
    for at, name in enumerate(
        (
            "January February March April May June July August September October November December "
            "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec "
            "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr"
        ).split()
    )
} | {"Sept": 9}
_DAYS = "Mon Tues Wednes Thurs Fri Satur Sun".split()
_SEASONS = ("spring", "summer", "autumn", "winter")
_BEFORE_SEASON = "|".join(
    rf"(?<=\b{word}\s)"
    for word in "in by the this next last each every early late during until from since".split()
)
_OFTEN = {
    "annual": "yearly", "annually": "yearly", "yearly": "yearly", "quarterly": "quarterly", "monthly": "monthly",
    "weekly": "weekly", "fortnightly": "fortnightly", "daily": "daily", "biennial": "biennially",
    "biennially": "biennially", "half-yearly": "half-yearly",
}  # fmt: skip
_COUNTING = frozenset((*_UNITS, *_TENS, *_SCALES, *_ORDINALS, "first", "quarter"))
_LETTERS = re.compile("[a-z]+")
WORDS = frozenset(
    (
        *_UNITS,
        *_TENS,
        *_SCALES,
        *_ORDINALS,
        *_TIMES,
        *_SEASONS,
        *_OFTEN,
        "quarter",
        "quarters",
        "noon",
        "midday",
    )
) | frozenset(
    (*(month.lower() for month in _MONTHS), *(f"{day.lower()}day{s}" for day in _DAYS for s in ("", "s")))
)
"""Words, in small letters, that are a figure or part of one."""

_LIMITS = {
    "≥": "at least|no less than|not less than|no fewer than|not fewer than|a minimum of|minimum of|minimum|"
    "o leiaf|dim llai na|heb fod yn llai na",
    "≤": "up to|at most|no more than|not more than|a maximum of|maximum of|maximum|not exceeding|as much as|as many as|"
    "dim mwy na|heb fod yn fwy na",
    ">": "more than|over|above|exceeding|in excess of|greater than|upwards of",
    "<": "less than|fewer than|under|below",
    "~": "about|around|approximately|approx|nearly|almost|roughly|some|circa|in the region of|close to|tua",
}
_BOUNDS = {
    "by": "by|before|no later than|not later than|until|till|to|up to|prior to|ahead of|erbyn|cyn|hyd at",
    "from": "from|after|since|not before|starting in|starting|beginning in|beginning|commencing|ar ôl",
}
_PARTS_OF_TIME = {"start": "the start of|start of|the beginning of|beginning of|early", "mid": "mid|the middle of",
                  "end": "the end of|end of|late"}  # fmt: skip
JOINERS = frozenset(
    word
    for phrases in (*_LIMITS.values(), *_BOUNDS.values(), *_PARTS_OF_TIME.values())
    for word in phrases.replace("|", " ").split()
) - {"the", "of", "a", "in"} | {
    "per",
    "cent",
    "percent",
    "pounds",
    "pence",
    "each",
    "every",
    "between",
    "and",
    "to",
    "working",
}
"""Words, in small letters, that change a figure they stand beside."""


def _meaning(phrases: dict[str, str]) -> dict[str, str]:
    return {phrase: sign for sign, several in phrases.items() for phrase in several.split("|")}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_LIMIT_OF, _BOUND_OF, _PART_OF = _meaning(_LIMITS), _meaning(_BOUNDS), _meaning(_PARTS_OF_TIME)
_LIMIT = rf"(?:\b(?P<limit>{_any_of(_LIMIT_OF)})\.?\s+)?"
_BOUND = (
    rf"(?:\b(?P<bound>{_any_of(_BOUND_OF)})\s+(?:the\s+)?)?(?:\b(?P<part>{_any_of(_PART_OF)})[\s-]+)?"
    r"(?:the\s+)?(?:year\s+)?"
)
_NUMERAL = r"\d+(?:\.\d+)*"
_MONTH = f"(?:{_any_of(_MONTHS)})"
_YEAR = r"(?:19|20)\d\d"
NOTE_MARK = re.compile(r"\[\d{1,3}\][.,;:]?")
"""The mark of a note, which is numbered anew whenever one comes or goes before it."""
_MONTHS_JOINED = re.compile(rf"\b({_MONTH})\s?-\s?(?={_MONTH}\b)")
_DAY = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*"
_DAYS_JOINED = re.compile(rf"\b{_DAY}\.?\s?-\s?{_DAY}\b")
_ONE_IN = re.compile(r"\b(\d{1,2})°? in (\d{1,3})\b(?![.,:/]?\d)")
_COMMAS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SCALED = re.compile(
    rf"(?<![\w.])(?P<sign>[£$€]\s?)?(?P<figure>\d+(?:\.\d+)?)(?:\s?(?P<scale>{_any_of(_SCALES)})|(?P<short>mn|bn|tn|k|m)"
    rf"|(?<=\d)\s(?P<loose>mn|bn|m)(?=\W|$))\b",
    re.I,
)
_NUMERAL_WORD = f"(?:{_any_of((*_UNITS, *_TENS, *_SCALES))})"
_IN_WORDS = re.compile(
    rf"\b(?:an?\s+(?=(?:{_any_of(_SCALES)})\b))?{_NUMERAL_WORD}(?:(?:\s+and\s+|\s+|-){_NUMERAL_WORD})*\b",
    re.I,
)
_ORDINAL = re.compile(rf"\b(?:{_any_of(_ORDINALS)}|first|(?<=\ba\s)quarter(?=\s+of\b))\b", re.I)
_MONEY = re.compile(
    rf"{_LIMIT}(?:(?P<sign>[£$€]|\bGBP|\bEUR|\bUSD)\s?(?P<sum>\d+(?:\.\d+)?)(?:\s?(?:pounds|euros|dollars)\b)?"
    r"|(?<![\w.])(?P<bare>\d+(?:\.\d+)?)\s?(?P<coin>pounds|euros|dollars|pence|p)\b)(?!\w)",
    re.I,
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
_DATE = re.compile(
    rf"(?i:{_BOUND})(?:"
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<year>{_YEAR}))?"
    rf"|\b(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>{_YEAR})\b"
    rf"|(?<!\d)(?P<day3>\d{{1,2}})(?P<dot>[/.-])(?P<month3>\d{{1,2}})(?P=dot)(?P<year3>\d{{4}}|\d\d)\b"
    rf"|\b(?P<year4>\d{{4}})-(?P<month4>\d\d)-(?P<day4>\d\d)\b"
    rf"|\b(?P<month5>{_MONTH})\b\.?,?\s+(?P<year5>{_YEAR})\b"
    rf"|\b(?!May\b|Mai\b)(?P<month6>{_MONTH})\b"
    rf"|(?<=\b[Ii]n )(?P<may>May)\b|(?<=\b[Bb]y )(?P<may2>May)\b"
    rf"|(?<![\w.])(?P<first>{_YEAR})(?:\s?[-/]\s?|\s+(?:to|until)\s+)(?P<last>{_YEAR}|\d\d)\b(?![-/]\d)"
    rf"|(?<![\w.])(?P<alone>{_YEAR})\b(?![.,]?\d)"
    r")"
)
_QUARTER = re.compile(
    r"\b(?:Q(?P<a>[1-4])\b|quarter (?P<b>[1-4])\b|(?P<c>1st°|[234](?:nd|rd|th)) quarter\b)", re.I
)
_OTHER_TIMES = re.compile(
    rf"\b(?:(?P<season>(?:{_BEFORE_SEASON})(?:{_any_of(_SEASONS)})|(?:{_any_of(_SEASONS)})(?=\s+§))|(?P<weekday>(?:{_any_of(_DAYS)})day)s?(?P<dated>(?=,?\s+§))?"
    rf"|(?P<often>{_any_of(_OFTEN)})|(?P<yearly>(?:every|each|per) (?:year|annum)))\b",
    re.I,
)
_CLOCK = re.compile(
    r"(?<![\w.:])(?P<hour>\d{1,2})(?:[.:](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b\.?"
    r"|(?<![\w.:])(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)\b|\b(?P<noon>(?:12\s+)?(?:noon|midday))\b",
    re.I,
)
_NUMBER = re.compile(
    rf"{_LIMIT}(?:(?<![\w.])(?P<prefix>[A-Z]{{1,5}})?(?P<figure>{_NUMERAL})(?P<suffix>[A-Z]{{1,3}}\b)?(?P<soft>°)?"
    r"(?:\s?(?P<share>%|per ?cent\b|percentage points?\b|y cant\b))?(?:\s(?P<working>working)(?=\sdays?\b))?"
    rf"|\b(?P<times>{_any_of(_TIMES)})\b)",
    re.I,
)


class Said(NamedTuple):
    """The figures of one class; `weak` are those that the text can do without, as “one” in “one another”."""

    figures: list[str]
    weak: set[str]

    def differs(self, other: "Said") -> bool:
        """Whether another text says otherwise: what is weak counts only where something else has taken its place."""
        if self.figures == other.figures:
            return False
        weak = self.weak | other.weak
        if not self.figures or not other.figures:
            return not weak.issuperset((*self.figures, *other.figures))
        here, there = Counter(self.figures), Counter(other.figures)
        gone, come = here - there, there - here
        return bool(gone and come) or any(figure not in weak for figure in (*gone, *come))


class _Step(NamedTuple):
    """What finds the figures of one sort and puts them in one form. It is left out of texts that have none of its
    `words` (in small letters) and nothing of its `signs`, as nearly all have not."""

    kind: Figure
    pattern: re.Pattern[str]
    form: Callable[[re.Match[str]], str]
    words: frozenset[str] = frozenset()
    signs: re.Pattern[str] | None = None

    def applies(self, text: str, words: set[str]) -> bool:
        if not self.words.isdisjoint(words):
            return True
        return self.signs is not None and self.signs.search(text) is not None


def figures(text: str) -> dict[Figure, Said]:
    """The numbers, sums and dates of a text with straight quotes, plain hyphens and ordinary spaces."""
    found: dict[Figure, Said] = {kind: Said([], set()) for kind in ("number", "money", "date")}
    if not any(map(str.isalnum, text)):
        return found  # the other side of what came or went as a whole
    text = _with_to(NOTE_MARK.sub(" ", text) if "[" in text else text)
    words = set(_LETTERS.findall(text.lower()))
    if not words.isdisjoint(frequency.WORDS):
        text = frequency.in_one_word(text)
        words = set(_LETTERS.findall(text.lower()))
    text = _in_digits(text, words)
    for step in _STEPS:
        if step.applies(text, words):
            text = _taken(
                step, _BETWEEN.sub(r"\1-\2", text) if step.kind == "date" else text, found[step.kind]
            )
    return found


def _taken(step: _Step, text: str, said: Said) -> str:
    """The text without what a step finds, which is said."""

    def take(match: re.Match[str]) -> str:
        figure = step.form(match)
        if figure.endswith("°"):
            figure = figure.removesuffix("°")
            said.weak.add(figure)
        said.figures.append(figure)
        return " § "

    return step.pattern.sub(take, text)


def _in_digits(text: str, words: set[str]) -> str:
    """The text with every number in digits, without commas and without “million” and the like."""
    text = _COMMAS.sub("", text) if "," in text else text
    if not words.isdisjoint(_SUFFIXES):
        text = _SCALED.sub(_scaled, text)
    if not words.isdisjoint(_COUNTING):
        text = _ORDINAL.sub(_ordinal, _IN_WORDS.sub(_counted, text))
    if " in " in text:
        text = _ONE_IN.sub(_share, text)
    return text


def _share(match: re.Match[str]) -> str:
    """“One in four” as a share of all."""
    part, whole = int(match[1]), int(match[2])
    return f"{100 * part / whole:.4g}%" if 0 < part < whole else match.group()


def _with_to(text: str) -> str:
    """The text with “to” for the dash between two months or two days of the week, these in full."""
    return _DAYS_JOINED.sub(_days, _MONTHS_JOINED.sub(r"\1 to ", text)) if "-" in text else text


def _days(match: re.Match[str]) -> str:
    first, last = (next(day for day in _DAYS if day.startswith(short)) for short in match.groups())
    return f"{first}day to {last}day"


def _scaled(match: re.Match[str]) -> str:
    if match["loose"] and not match["sign"]:
        return match.group()
    scale = _SUFFIXES[(match["scale"] or match["short"] or match["loose"]).lower()]
    return f"{(match['sign'] or '').strip()}{_shown(Decimal(match['figure']) * scale)}"


def _counted(match: re.Match[str]) -> str:
    """Words such as “two hundred and five” in digits; “three and four” stay two numbers."""
    words = match.group().lower().replace("-", " ").split()
    if words == ["one"]:
        return "1°"
    done: list[str] = []
    total = current = 0
    last = 0
    for word in (*words, "and"):
        small = _UNITS.get(word) or _TENS.get(word)
        ended = word == "and" if small is None else not (last >= 100 or (last >= 20 and small < 10))
        if ended and 0 < last < 100:
            done.append(str(total + current))
            total = current = last = 0
        if small is not None:
            current, last = current + small, small
        elif (scale := _SCALES.get(word, 0)) >= 1000:
            total, current, last = total + (current or 1) * scale, 0, scale
        elif scale:
            current, last = (current or 1) * scale, max(scale, 100)
    return " and ".join([*done, str(total + current)] if total + current else done)


def _ordinal(match: re.Match[str]) -> str:
    word = match.group().lower()
    return "25%" if word == "quarter" else _ORDINALS.get(word, "1st°")


def _shown(figure: Decimal) -> str:
    return f"{figure.normalize():f}"


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
    month = "5" if given["may"] or given["may2"] else str(_MONTHS.get(month, month))
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
    return (_OFTEN[match["often"].lower()] if match["often"] else "yearly") + "°"


def _number(match: re.Match[str]) -> str:
    if match["times"]:
        said = match["times"].lower()
        return f"{_limit(match)}{_SHARES.get(said, said)}"
    share = "%" if match["share"] and "point" not in match["share"].lower() else match["share"] and "pp"
    affixes = (match["prefix"] or "").lower(), (match["suffix"] or "").lower() + (share or "")
    working = match["working"] or ""
    return f"{_limit(match)}{affixes[0]}{_plain(match['figure'])}{affixes[1]}{working}{match['soft'] or ''}"


_COINS = frozenset(("gbp", "eur", "usd", "pounds", "euros", "dollars", "pence", "p"))
_STEPS = (
    _Step("number", _CLOCK, _clock, frozenset(("am", "pm", "m", "noon", "midday")), re.compile(":")),
    _Step("money", _MONEY, _money, _COINS, re.compile("[£$€]")),
    _Step(
        "date", _DATE, _date, frozenset(month.lower() for month in _MONTHS), re.compile(r"19|20|\d[/.-]\d")
    ),
    _Step("date", _QUARTER, _quarter, frozenset(("quarter", "q"))),
    _Step("date", _OTHER_TIMES, _other_time, WORDS | {"year", "annum"}),
    _Step("number", _NUMBER, _number, frozenset(_TIMES), re.compile("[0-9]")),
)
