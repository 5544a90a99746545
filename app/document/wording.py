"""How documents write dates, sums of money and yes or no. Imports no other part of Engross but models."""

import re
from datetime import date
from decimal import Decimal

from app.models.dates import MISRI, MONTHS
from app.models.house import House

_MONTH = re.compile(r"\d{4}-\d\d")


def written_date(text: str, house: House) -> str:
    """An ISO date as the house writes days ("20 June 2026" or "20/06/2026"), or the month; other text as it stands."""
    whole = f"{text}-01" if _MONTH.fullmatch(text) else text
    try:
        day = date.fromisoformat(whole)
    except ValueError:
        return text
    months = MISRI if house.language == "cy-GB" else MONTHS
    if whole != text:
        return f"{months[day.month - 1]} {day.year}"
    if house.layout.dates == "20/06/2026":
        return f"{day:%d/%m/%Y}"
    return f"{day.day} {months[day.month - 1]} {day.year}"


def pounds(sum: Decimal) -> str:
    """A sum as a table shows it: exact, "£1,250" or "£1,250.50"; a negative one with a minus sign."""
    exact = sum.quantize(Decimal("0.01")) if sum != sum.to_integral_value() else sum.quantize(Decimal(1))
    return f"{'−' if exact < 0 else ''}£{abs(exact):,}"


def pounds_beside(*sums: Decimal) -> tuple[str, ...]:
    """The sums of one row as a table shows them; dashes where all are nought, for none was filled in yet."""
    return tuple(pounds(each) if any(sums) else "–" for each in sums)


def version_name(version: str, house: House) -> str:
    """How a version is named on the cover and in the foot: "V8" as it is, "1.2" as "Version 1.2", or "Draft"."""
    if version in ("", "draft"):
        return house.wording.draft
    return house.wording.version.replace("{version}", version) if version[0].isdigit() else version
