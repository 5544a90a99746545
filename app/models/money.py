"""Sums of money as people type them and as readers meet them. Imports no other part of Engross but errors.

A sum is a decimal number of pounds, shown as "£1,250".
"""

import re
from decimal import Decimal, InvalidOperation

from app.models.errors import Refused

_SUM = re.compile(
    r"^-?£?\s*(?P<digits>-?[\d,\s]*\.?\d+)\s*(?P<scale>k|m|bn|thousand|million|billion)?$", re.IGNORECASE
)
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 10**9, "billion": 10**9}


def read_money(text: str) -> Decimal:
    """A sum typed as £1,250, 1250.50, £1.2m or 250k, in pounds; raises Refused for anything else."""
    plain = text.strip()
    if not plain:
        return Decimal(0)
    found = _SUM.match(plain)
    try:
        if not found:
            raise InvalidOperation
        sign = -1 if plain.startswith("-") else 1
        sum = sign * abs(Decimal(re.sub(r"[,\s]", "", found["digits"])))
    except InvalidOperation as fault:
        raise Refused(f"“{text}” is not a sum of money; write it as £1,250 or £1.2m.") from fault
    scaled = sum * _SCALES.get((found["scale"] or "").lower(), 1)
    return scaled.quantize(Decimal("0.01")).normalize() + Decimal(0)


def show_money(sum: Decimal) -> str:
    """A sum in full: "£1,250", with pence only where there are any; nothing for none."""
    if not sum:
        return ""
    whole = sum == sum.to_integral_value()
    text = f"{abs(sum):,.0f}" if whole else f"{abs(sum):,.2f}"
    return f"{'-' if sum < 0 else ''}£{text}"


def short_money(sum: Decimal) -> str:
    """A sum for a summary: "£3.247m", "£0.4m", "£950"."""
    if abs(sum) < 100_000:
        return show_money(sum) or "£0"
    text = f"{sum / 1_000_000:.3f}".rstrip("0").rstrip(".")
    return f"£{text}m"
