"""Fields of one line as a page writes them, read back: dates, sums, numbers, yes or no. Imports this package only."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.importers.returned.lines import squeezed

_MONTHS = (
    "january jan ionawr", "february feb chwefror", "march mar mawrth", "april apr ebrill", "may mai",
    "june jun mehefin", "july jul gorffennaf", "august aug awst", "september sept sep medi", "october oct hydref",
    "november nov tachwedd", "december dec rhagfyr",
)  # fmt: skip
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
_WRITTEN = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]+) (\d{4})")
_MONTH_WRITTEN = re.compile(r"([A-Za-z]+) (\d{4})")
_FIGURES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_MOST_DIGITS = 9  # Python reads no number of thousands of digits, and nobody means one
_YES = frozenset(("yes", "y", "true", "✓", "ydy", "ie", "do", "oes"))
_NO = frozenset(("no", "n", "false", "✗", "nac ydy", "na", "naddo", "nac oes"))


class Unreadable(Exception):
    """The words on the page are no value of the field's type."""


def read_value(type: str, text: str, embedded: Any) -> Any:
    """The value of a line on the page: `embedded` where the page says just that, else what the page says.

    Raises Unreadable where a number, a sum or a yes or no is wanted and something else stands there.
    """
    words = squeezed(text)
    if type == "date":
        return embedded if words == squeezed(str(embedded)) else read_date(words)
    if type == "money":
        return _same_or(embedded, _money(words))
    if type in ("number", "percent"):
        return _same_or(embedded, _whole(words))
    if type == "yesno":
        return _yes(words)
    return embedded if words == squeezed(str(embedded)) else words


def _same_or(embedded: Any, found: Any) -> Any:
    return embedded if embedded == found else found


def read_date(words: str) -> str:
    """A day, or a month in words, as ISO 8601; any other text as it stands."""
    if (month := _MONTH_WRITTEN.fullmatch(words)) and (number := _MONTH.get(month[1].lower())):
        return f"{month[2]}-{number:02}"
    if found := _WRITTEN.fullmatch(words):
        day, month, year = int(found[1]), _MONTH.get(found[2].lower(), 0), int(found[3])
    elif found := _FIGURES.fullmatch(words):
        day, month, year = int(found[1]), int(found[2]), int(found[3])
    else:
        return words
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return words


def _money(words: str) -> Decimal:
    """The sum that is written; a dash says that none was filled in."""
    if words in ("–", "—", "-"):
        return Decimal(0)
    bare = words.replace("£", "").replace(",", "").replace("−", "-").replace(" ", "")
    try:
        found = Decimal(bare or "0")
    except InvalidOperation as fault:
        raise Unreadable(words) from fault
    if not found.is_finite():
        raise Unreadable(words)
    return found


def _whole(words: str) -> int:
    bare = words.rstrip("% ").strip()
    if bare and not (bare.isdecimal() and len(bare) <= _MOST_DIGITS):
        raise Unreadable(words)
    return int(bare or 0)


def _yes(words: str) -> bool:
    said = words.lower()
    if said in _YES:
        return True
    if said in _NO or not said:
        return False
    raise Unreadable(words)
