"""What figures a text may hold, told by its words before any pattern is tried. Imports siblings only.

The marks of a text are those of its words together, so each word is looked at once and then remembered with its marks.
"""

import re

from app.compare import frequency
from app.compare.figure_words import (
    DAYS,
    LIMITS,
    MONTHS,
    NUMERALS,
    OFTEN,
    PLACES,
    SEASONS,
    SUFFIXES,
    TIMES,
)

DIGIT, COUNTED, SCALED, PLACED, CLOCK, COINS, MONTH, QUARTER, RECURRING, TIMED = (1 << at for at in range(10))
HOW_OFTEN, SPANNED, LIMITED, UNSURE = (1 << at for at in range(10, 14))
"""`UNSURE` is what may stand for other words once it is read with those beside it: “Mon-Fri”, “[12]”."""
ANY = DIGIT | COUNTED | PLACED | CLOCK | COINS | MONTH | QUARTER | RECURRING | TIMED
"""One of which every figure has."""
MAYBE = ANY | HOW_OFTEN | UNSURE
"""One of which every text has that holds figures."""

_LETTERS = re.compile("[a-z]+")
_DIGIT = re.compile(r"\d")
_UNSURE = re.compile(r"-(?=[A-Z]|\s|$)|\[")
_WORDS = {
    COUNTED: NUMERALS,
    SCALED: SUFFIXES,
    PLACED: PLACES,
    CLOCK: ("am", "pm", "m", "noon", "midday"),
    COINS: ("gbp", "eur", "usd", "pounds", "euros", "dollars", "pence", "p"),
    MONTH: map(str.lower, MONTHS),
    QUARTER: ("quarter", "q"),
    RECURRING: (
        *SEASONS,
        *OFTEN,
        "yearly",
        "year",
        "annum",
        *(f"{day.lower()}day{s}" for day in DAYS for s in ("", "s")),
    ),
    TIMED: TIMES,
    HOW_OFTEN: frequency.WORDS,
    SPANNED: ("between", "from"),
    # No such phrase lacks its longest word.
    LIMITED: (max(phrase.split(), key=len) for phrases in LIMITS.values() for phrase in phrases.split("|")),
}
_MARKS: dict[str, int] = {}
for _mark, _several in _WORDS.items():
    for _word in _several:
        _MARKS[_word] = _MARKS.get(_word, 0) | _mark


def marks_of(text: str) -> int:
    """The marks of a text with straight quotes, plain hyphens and ordinary spaces."""
    marks = DIGIT if _DIGIT.search(text) else 0
    for word in _LETTERS.findall(text.lower()):
        marks |= _MARKS.get(word, 0)
    return marks | UNSURE if _UNSURE.search(text) else marks
