"""What is written above a timeline: years, and quarters where they have room. Imports document and Qt only."""

from datetime import date
from typing import NamedTuple

from PySide6.QtGui import QFontMetrics

from app.document.figures.series import year_start

MOST_YEARS = 12
YEARS_WITH_QUARTERS = 3
APART = 1.4
"""How far words stand apart, from middle to middle, as a multiple of how wide they are."""
QUARTERS = {4: "Apr", 7: "Jul", 10: "Oct"}


class Ticks(NamedTuple):
    """Each a day, as its ordinal, and what is written there."""

    years: list[tuple[int, str]]
    quarters: list[tuple[int, str]]


def time_ticks(first: int, last: int, letters: QFontMetrics, a_day: float) -> Ticks:
    """The ticks from one year to the end of another, where a day is so many pixels wide."""
    wide = letters.horizontalAdvance(str(last))
    step = 1 + (last - first) // MOST_YEARS
    while step * 365 * a_day < wide * APART and step <= last - first:
        step += 1
    years = [(year_start(year), str(year)) for year in range(first, last + 2, step)]
    roomy = 90 * a_day >= (wide + max(map(letters.horizontalAdvance, QUARTERS.values()))) / 2 * APART
    if step > 1 or last - first >= YEARS_WITH_QUARTERS or not roomy:
        return Ticks(years, [])
    spans = ((year, month) for year in range(first, last + 1) for month in QUARTERS)
    return Ticks(years, [(date(year, month, 1).toordinal(), QUARTERS[month]) for year, month in spans])
