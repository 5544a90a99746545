"""Costs by theme and year as bars, capital filled and revenue outlined, each with its sum beside it.

Every row of a theme and every column of a year has its own little pair of bars, all on one scale. Many themes or years
are drawn in pieces. Imports models and this package only.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, TypeVar

from app.document.figures.drawing import Box, Drawing, Shape, Stroke, Words
from app.document.figures.lettering import KEY_GAP, broken, cut, width_of
from app.document.figures.series import CostRow, CostTable, Sums
from app.document.wording import pounds
from app.models.figures import Figures
from app.models.money import short_money

SIZE = 8.5
NAMES = 0.26
HEAD = 20.0
KEY = 18.0
HIGH = 28.0
BAR = 8.0
MOST_YEARS = 5
MOST_LINES = 2
_T = TypeVar("_T")


class CostWords(NamedTuple):
    """What the house calls capital, revenue, a total, a theme, and what stands under none."""

    capital: str
    revenue: str
    total: str
    theme: str
    elsewhere: str


def cost_bars(
    costs: CostTable, said: Figures, words: CostWords, room: tuple[float, float], caption: str
) -> tuple[Drawing, ...]:
    """The costs in as many drawings as it takes; none for fewer than two sums. `room`: width, most height of each."""
    width, most_rows = room[0], max(1, int((room[1] - KEY - HEAD - 2) / HIGH))
    sums = [each for row in costs.rows for each in row.years if each.capital or each.revenue]
    if len(sums) < 2:
        return ()
    most = max(max(abs(each.capital), abs(each.revenue)) for each in sums)
    label = max(width_of(short(part), 8) for each in sums for part in (each.capital, each.revenue))
    pieces = [
        (rows, years)
        for rows in _parted(costs.rows, most_rows)
        for years in _parted(range(len(costs.years)), MOST_YEARS)
    ]
    alt = _told(costs, said, words)
    drawn: list[Drawing] = []
    for n, (rows, years) in enumerate(pieces, 1):
        name = said.continued.replace("{n}", str(n)).replace("{count}", str(len(pieces)))
        name = name.replace("{caption}", caption) if len(pieces) > 1 else caption
        panel = _Panel(rows, years, [costs.years[at] or said.undated for at in years], most, label, words)
        drawn.append(Drawing(width, panel.high, tuple(panel.shapes(width)), alt if n == 1 else name, name))
    return tuple(drawn)


class _Panel:
    """Some rows and years of the table as pairs of bars. `label` is the width of the widest sum beside a bar."""

    def __init__(
        self, rows: Sequence[CostRow], years: Sequence[int], heads: Sequence[str], most: Decimal, label: float,
        words: CostWords,
    ) -> None:  # fmt: skip
        self._rows, self._years, self._heads = rows, years, heads
        self._most, self._label, self._words = most, label, words

    @property
    def high(self) -> float:
        """The height in points."""
        return KEY + HEAD + len(self._rows) * HIGH + 2

    def shapes(self, width: float) -> Iterator[Shape]:
        """Everything drawn, `width` points wide."""
        left = width * NAMES
        across = (width - left) / len(self._years)
        yield from self._key(left, width - left)
        for n, head in enumerate(self._heads):
            yield Words(left + n * across + 4, KEY + 13, cut(head, across - 6, SIZE, True), SIZE, bold=True)
        for n, row in enumerate(self._rows):
            top = KEY + HEAD + n * HIGH
            yield Stroke(0, top, width, top, "rule", 0.5)
            lines = broken(row.name or self._words.elsewhere, left - 10, SIZE, MOST_LINES)
            for at, line in enumerate(lines):
                yield Words(2, top + HIGH / 2 + 3 + (at - (len(lines) - 1) / 2) * 10.5, line, SIZE)
            for at, year in enumerate(self._years):
                yield from self._pair(row.years[year], left + at * across, top, across)
        foot = self.high - 1
        yield Stroke(0, foot, width, foot, "rule", 0.5)
        for n in range(len(self._heads)):
            yield Stroke(left + n * across, KEY + HEAD, left + n * across, foot, "rule", 0.5)

    def _key(self, x: float, room: float) -> Iterator[Shape]:
        words = (self._words.capital, self._words.revenue)
        for filled, text in zip((True, False), words, strict=True):
            yield Box(x + 4, 3, 16, 8, "accent" if filled else "paper", "accent")
            yield Words(x + 24, 10, cut(text, room / 2 - 30, SIZE), SIZE)
            x += 24 + min(width_of(text, SIZE), room / 2 - 30) + KEY_GAP

    def _pair(self, sums: Sums, x: float, top: float, across: float) -> Iterator[Shape]:
        room = max(across - self._label - 10, 4.0)
        for n, (sum, filled) in enumerate(((sums.capital, True), (sums.revenue, False))):
            if sum:
                y = top + 4 + n * (BAR + 4)
                wide = max(room * float(abs(sum) / self._most), 1.5)
                yield Box(x, y, wide, BAR, "accent" if filled else "paper", "accent")
                yield Words(x + wide + 3, y + 7, short(sum), 8)


def short(sum: Decimal) -> str:
    """A sum as a label, in full or to three figures: "£3.25m", "£64k", "£12.5k", "£950"."""
    size, sign = abs(sum), "−" if sum < 0 else ""
    if size >= 999_500:
        return sign + short_money(_nearest(size, Decimal("1E+4")))
    if size >= 10_000:
        thousands = _nearest(size / 1000, Decimal("0.1") if size < 99_950 else Decimal(1))
        return f"{sign}£{thousands.normalize():f}k"
    return f"{sign}£{_nearest(size, Decimal(1)):,}"


def _nearest(size: Decimal, step: Decimal) -> Decimal:
    """A sum rounded as readers round: a half goes up."""
    return size.quantize(step, ROUND_HALF_UP)


def _parted(found: Sequence[_T], most: int) -> list[Sequence[_T]]:
    return [found[at : at + most] for at in range(0, len(found), most)]


def _told(costs: CostTable, said: Figures, words: CostWords) -> str:
    facts = {
        "theme": words.theme, "total": pounds(costs.total.total), "capital": pounds(costs.total.capital),
        "revenue": pounds(costs.total.revenue),
    }  # fmt: skip
    told = said.costs_alt
    for name, text in facts.items():
        told = told.replace(f"{{{name}}}", text)
    return told
