"""Dates and sums of money as people type them, and as the window shows them. Imports models only; no Qt.

A date is kept as ISO 8601 (a day, a month or a year as it was typed), and shown as "9 October 2017". A sum is kept as
a decimal number of pounds and shown as "£1,250".
"""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from app.models.control import version_date
from app.models.errors import Refused

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH = re.compile(r"^(?P<name>[A-Za-z]{3,9})\.?\s+(?P<year>\d{4})$")
_SUM = re.compile(
    r"^-?£?\s*(?P<digits>-?[\d,\s]*\.?\d+)\s*(?P<scale>k|m|bn|thousand|million|billion)?$", re.IGNORECASE
)
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 10**9, "billion": 10**9}


def read_date(text: str) -> str:
    """A day, month or year typed in any common British form, as ISO 8601; raises Refused for anything else."""
    plain = " ".join(text.split())
    if not plain:
        return ""
    if re.fullmatch(r"\d{4}", plain):
        return plain
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", plain):
        return plain
    if found := _MONTH.match(plain):
        for at, name in enumerate(MONTHS, 1):
            if name.lower().startswith(found["name"].lower()):
                return f"{found['year']}-{at:02d}"
    return version_date(plain)


def show_date(iso: str) -> str:
    """A stored date as a reader meets it; what is no ISO date is shown as it stands."""
    if re.fullmatch(r"\d{4}-\d{2}", iso) and 1 <= int(iso[5:]) <= 12:
        return f"{MONTHS[int(iso[5:]) - 1]} {iso[:4]}"
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if len(iso) == 10 else iso


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
