"""What the pictures of a strategy show: its costs by theme and year, its priorities and milestones in time.

The window's charts and the documents' figures take their numbers from here. Imports models and siblings only.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import MAXYEAR, date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from app.document.report_facts import sums_of
from app.document.schedules import costs_below
from app.models.calendar import DAY, months_after
from app.models.dates import date_meant, day_of, year_meant
from app.models.nodes import Cost, Milestone, Node, Priority, Theme, name_of
from app.models.tree import change, find, walk

Held = Literal["start", "whole", "end"]
"""What of a priority's time is moved."""


class Sums(Struct, frozen=True):
    """Capital and revenue, in pounds."""

    capital: Decimal = Decimal(0)
    revenue: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        return self.capital + self.revenue


class CostRow(Struct, frozen=True):
    """The costs of one theme, year by year. `node` is empty for what stands under no theme."""

    node: str
    name: str
    years: tuple[Sums, ...]
    total: Sums


class CostTable(Struct, frozen=True):
    """Costs by theme and year; `totals` are the years' sums, `total` that of all. Rows and columns add up to it."""

    years: tuple[str, ...]
    rows: tuple[CostRow, ...]
    totals: tuple[Sums, ...]
    total: Sums


class Point(Struct, frozen=True):
    """A milestone; `day` is None where it has no date yet."""

    node: str
    name: str
    day: date | None
    done: bool


class Bar(Struct, frozen=True):
    """A priority in time, with its milestones; without dates it is only listed."""

    node: str
    name: str
    start: date | None
    end: date | None
    progress: int
    points: tuple[Point, ...] = ()


class Lane(Struct, frozen=True):
    """A theme with its priorities and the milestones that are the theme's own."""

    node: str
    name: str
    bars: tuple[Bar, ...]
    points: tuple[Point, ...] = ()


Known = dict[str, tuple[Theme, Lane]]
"""Lanes by the identity of the theme, each with the theme that it was read from."""


def cost_table(root: Node) -> CostTable:
    """Every cost of the strategy, by theme and year; the last row holds what stands under no theme, if anything.

    A year that was written in several ways is one, and has the form in which it was written first.
    """
    themes = [node for node in walk(root) if isinstance(node, Theme)]
    all_costs = costs_below(root)
    held = [(theme.id, name_of(theme), costs_below(theme)) for theme in themes]
    under = {cost.id for _, _, costs in held for cost in costs}
    held.append(("", "", [cost for cost in all_costs if cost.id not in under]))
    written = {year_meant(cost.year): cost.year for cost in reversed(all_costs)}
    years = tuple(sorted(written))
    rows = tuple(
        CostRow(node, name, _by_year(costs, years), _sums(costs)) for node, name, costs in held if costs
    )
    return CostTable(
        tuple(written[year] for year in years), rows, _by_year(all_costs, years), _sums(all_costs)
    )


def roadmap(root: Node) -> tuple[Lane, ...]:
    """Every theme that has priorities or milestones, in the strategy's order."""
    return tuple(lane for _, lane in known_lanes(root, {}).values() if lane.bars or lane.points)


def known_lanes(root: Node, before: Known) -> Known:
    """Every theme's lane in the strategy's order, taken from `before` where the theme is still the same object."""
    found: Known = {}
    for theme in walk(root):
        if isinstance(theme, Theme):
            kept = before.get(theme.id)
            found[theme.id] = kept if kept and kept[0] is theme else (theme, _lane(theme))
    return found


def _lane(theme: Theme) -> Lane:
    bars = tuple(_bar(child) for child in theme.children if isinstance(child, Priority))
    return Lane(theme.id, name_of(theme), bars, tuple(_points(theme.children)))


def year_start(year: int) -> int:
    """The first day of a year as an ordinal, also of the year after the last that a date can hold."""
    return date(year, 1, 1).toordinal() if year <= MAXYEAR else date.max.toordinal() + 1


def days_of(lane: Lane) -> Iterator[date]:
    """Every day that a lane shows something on."""
    for bar in lane.bars:
        yield from (day for day in (bar.start, bar.end) if day)
    for points in (lane.points, *(bar.points for bar in lane.bars)):
        yield from (point.day for point in points if point.day)


def stepped(root: Node, id: str, part: Held, months: int) -> Node:
    """The tree with a milestone, or the dates of a priority that `part` names, moved by some months.

    A month stays a month and the last day of one the last day of another. What has no date is left as it is, and so is
    a priority that would end before it starts.
    """
    node = find(root, id)
    if isinstance(node, Milestone):
        return change(root, id, date=_moved(node.date, months, last=True))
    if not isinstance(node, Priority):
        return root
    start = _moved(node.start, months) if part != "end" else node.start
    end = _moved(node.end, months, last=True) if part != "start" else node.end
    first, final = day_of(start), day_of(end, last=True)
    if first and final and final < first:
        return root
    return change(root, id, start=start, end=end)


def rescheduled(root: Node, id: str, start: str, end: str) -> Node:
    """The tree with a priority from one date to another; a date that means the same day stays as it is.

    So a month or quarter that was written does not become a day where only the other date was moved.
    """
    node = find(root, id)
    if not isinstance(node, Priority):
        return root
    if day_of(start) == day_of(node.start):
        start = node.start
    if day_of(end, last=True) == day_of(node.end, last=True):
        end = node.end
    return change(root, id, start=start, end=end)


def dragged(day: date, by: int) -> date:
    """A day moved by about so many days: the first of a month to the first of one, the last to the last of one.

    Plans are made in months: nobody means the 16th who drags a bar that began on the 1st. Other days move to the day.
    """
    to = date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))
    if day.day == 1:
        half = monthrange(to.year, to.month)[1] // 2
        return to.replace(day=1) if to.day <= half + 1 else months_after(to.replace(day=1), 1)
    if day + DAY == months_after(day.replace(day=1), 1):
        return dragged(day + DAY, by) - DAY
    return to


def _moved(text: str, months: int, *, last: bool = False) -> str:
    day = day_of(text, last=last)
    if day is None:
        return text
    text = date_meant(text, last=last)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return text
    whole = f"{year:04}-{month + 1:02}"
    if len(text.split("-")) < 3:
        return whole
    longest = monthrange(year, month + 1)[1]
    at_end = day.day == monthrange(day.year, day.month)[1]
    return f"{whole}-{longest if at_end else min(day.day, longest):02}"


def _sums(costs: Iterable[Cost]) -> Sums:
    return Sums(*sums_of(tuple(costs)))


def _by_year(costs: Iterable[Cost], years: Iterable[str]) -> tuple[Sums, ...]:
    held = [(year_meant(cost.year), cost) for cost in costs]
    return tuple(_sums(cost for meant, cost in held if meant == year) for year in years)


def _bar(priority: Priority) -> Bar:
    start, end = day_of(priority.start), day_of(priority.end, last=True)
    points = tuple(_points(priority.children))
    return Bar(priority.id, name_of(priority), start, end, priority.progress, points)


def _points(nodes: Iterable[Node]) -> Iterator[Point]:
    for node in nodes:
        if isinstance(node, Milestone):
            yield Point(node.id, name_of(node), day_of(node.date, last=True), node.done)
