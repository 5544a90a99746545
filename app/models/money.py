"""Sums of money as people type them and as readers meet them. Imports no other part of Engross but errors and patterns.

A sum is a decimal number of pounds, shown as "£1,250".
"""

import re
from decimal import Decimal, InvalidOperation

from app.models.errors import Refused
from app.models.patterns import sought

_SUM = (
    r"(?i)(?P<sign>-?)\s*£?\s*(?P<minus>-?)(?P<digits>(?:\d{1,3}(?:[,\s]\d{3})+|\d+)?(?:\.\d+)?)"
    r"\s*(?P<scale>k|m|mn|bn|thousand|million|billion)?"
)
_YEAR = r"(?a)(?:19|20|21)\d\d|\d{1,2}"
_MINUS = str.maketrans("−–", "--")
_BRACKETS = r"\((.*)\)"
_MILLION = 10**6
_SCALES = {
    "k": 1_000, "thousand": 1_000, "m": _MILLION, "mn": _MILLION, "million": _MILLION, "bn": 10**9, "billion": 10**9,
}  # fmt: skip


def read_money(text: str) -> Decimal:
    """A sum typed as £1,250, 1250.50, £1.2m, 250k or, as accounts have it, (1,250), in pounds.

    Raises Refused for anything else: a comma that parts no thousands may stand for a point or be a slip.
    """
    plain = sought(_BRACKETS).sub(r"-\1", text.strip().translate(_MINUS))
    if not plain or plain == "-":
        return Decimal(0)
    found = sought(_SUM).fullmatch(plain)
    if not found or not found["digits"]:
        raise _no_sum(text)
    sum = Decimal(re.sub(r"[,\s]", "", found["digits"]))
    scaled = (-sum if found["sign"] or found["minus"] else sum) * _SCALES.get(
        (found["scale"] or "").lower(), 1
    )
    try:
        return scaled.quantize(Decimal("0.01")).normalize() + Decimal(0)
    except InvalidOperation as fault:  # for more figures than a decimal number holds
        raise _no_sum(text) from fault


def is_no_year(text: str) -> bool:
    """Whether what stands for a year is a sum: “250,000” and “£2026” are, “2026/27”, “2026” and “Year 1” are not."""
    if sought(_YEAR).fullmatch(text.strip()):
        return False
    try:
        return bool(read_money(text))
    except Refused:
        return False


def _no_sum(text: str) -> Refused:
    return Refused(f"“{text}” is not a sum of money; write it as £1,250 or £1.2m.")


def show_money(sum: Decimal) -> str:
    """A sum in full: "£1,250", with pence only where there are any; nothing for none."""
    if not sum:
        return ""
    whole = sum == sum.to_integral_value()
    text = f"{abs(sum):,.0f}" if whole else f"{abs(sum):,.2f}"
    return f"{'-' if sum < 0 else ''}£{text}"


def short_money(sum: Decimal) -> str:
    """A sum for running text, never rounded: "£7.9m", "£3.247m", "£640,000", "£0"."""
    if abs(sum) >= _MILLION and not sum % 1000:
        return f"{'-' if sum < 0 else ''}£{(abs(sum) / _MILLION).normalize():f}m"
    return show_money(sum) or "£0"
