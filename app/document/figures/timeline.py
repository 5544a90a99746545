"""Priorities and milestones in time, by theme: bars and diamonds. Imports models and this package only.

A long roadmap is drawn in pieces that each stand on a page, the years above every one.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil
from typing import NamedTuple

from app.document.figures.drawing import Box, Drawing, Polygon, Shape, Stroke, Words
from app.document.figures.lettering import broken, cut, in_rows, width_of
from app.document.figures.series import Bar, Lane, Point, days_of, year_start
from app.models.figures import Figures

SIZE = 8.5
LINE = 10.5
PAD = 3.0
NAMES = 0.36
HEAD = 18.0
KEY_ROW = 15.0
SIGN = 20.0
SPARE = 30.0
MOST_LINES = 2
FEW_YEARS = 3
MOST_YEARS = 8
WIDE = 90.0
"""The width of a year whose months can be named."""
_LIFT = 0.36


class _Row(NamedTuple):
    """A theme's heading (no bar) or a priority."""

    lines: list[str]
    bar: Bar | None
    points: tuple[Point, ...]

    @property
    def high(self) -> float:
        return len(self.lines) * LINE + 2 * PAD


class _Scale(NamedTuple):
    """Days along the width; `last` is the first year no longer shown."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: int) -> float:
        """Where a day (an ordinal) begins."""
        start, end = year_start(self.first), year_start(self.last)
        return self.left + (self.right - self.left) * (day - start) / (end - start)


def timeline(
    lanes: Sequence[Lane], said: Figures, room: tuple[float, float], caption: str, by: str
) -> tuple[Drawing, ...]:
    """The roadmap in as many drawings as it takes; none where nothing has a date. `room`: width, most height."""
    width, most = room
    days = [day for lane in lanes for day in days_of(lane)]
    if not days:
        return ()
    scale = _Scale(min(days).year, max(days).year + 1, width * NAMES, width - 26)
    key = [said.planned, said.progress, said.reached, said.expected]
    places = in_rows(key, SIZE, SIGN, width)
    top = (places[-1][1] + 1) * KEY_ROW + 3 + HEAD
    rows_of = [_rows(lane, scale.left - 8) for lane in lanes]
    pieces = _pieces(rows_of, top, _even(rows_of, top, most))
    alt = _told(lanes, said, days, by)
    drawn: list[Drawing] = []
    for n, rows in enumerate(pieces, 1):
        name = said.continued.replace("{n}", str(n)).replace("{count}", str(len(pieces)))
        name = name.replace("{caption}", caption) if len(pieces) > 1 else caption
        high = top + sum(row.high for row in rows) + 2
        shapes = (
            *_key(key, places, width),
            *_years(scale, said, top, high),
            *_shown(rows, scale, width, top),
        )
        drawn.append(Drawing(width, high, shapes, alt if n == 1 else name, name))
    return tuple(drawn)


def _rows(lane: Lane, room: float) -> list[_Row]:
    found = [_Row(broken(lane.name, room, SIZE, MOST_LINES, bold=True), None, lane.points)]
    return found + [_Row(broken(bar.name, room - 8, SIZE, MOST_LINES), bar, bar.points) for bar in lane.bars]


def _even(lanes: Sequence[list[_Row]], top: float, most: float) -> float:
    """The height at which the pieces are as few as they can be, and much alike."""
    rows = sum(row.high for lane in lanes for row in lane)
    if top + rows <= most:
        return most
    return min(most, top + rows / ceil(rows / (most - top - SPARE)) + SPARE)


def _pieces(lanes: Sequence[list[_Row]], top: float, most: float) -> list[list[_Row]]:
    """The rows in pieces no higher than a page; a theme that runs on is named again."""
    pieces: list[list[_Row]] = [[]]
    used = top
    for lane in lanes:
        heading = lane[0]._replace(points=())
        for at, row in enumerate(lane):
            need = row.high + (lane[1].high if at == 0 and len(lane) > 1 else 0)
            if pieces[-1] and used + need > most:
                pieces.append([heading] if at else [])
                used = top + (heading.high if at else 0)
            pieces[-1].append(row)
            used += row.high
    return pieces


def _key(words: Sequence[str], places: Sequence[tuple[float, int]], width: float) -> Iterator[Shape]:
    signs = ("bar", "done", "reached", "expected")
    for sign, text, (x, row) in zip(signs, words, places, strict=True):
        y = row * KEY_ROW
        if sign in ("bar", "done"):
            yield Box(x, y + 3, 16, 8, "light" if sign == "bar" else "accent", "accent")
        else:
            yield _diamond(x + 8, y + 7, sign == "reached")
        yield Words(x + SIGN, y + 10, cut(text, width - SIGN, SIZE), SIZE)


def _years(scale: _Scale, said: Figures, top: float, high: float) -> Iterator[Shape]:
    step = 1 + (scale.last - scale.first) // MOST_YEARS
    for year in range(scale.first, scale.last + 1, step):
        x = scale.x(year_start(year))
        yield Stroke(x, top - 3, x, high, "rule", 0.5)
        if scale.right - x > width_of(str(year), SIZE, bold=True):
            yield Words(x + 3, top - 7, str(year), SIZE, bold=True)
    if scale.last - scale.first <= FEW_YEARS:
        for year in range(scale.first, scale.last):
            for month in (4, 7, 10):
                x = scale.x(date(year, month, 1).toordinal())
                yield Stroke(x, top - 3, x, high, "light", 0.5)
                if scale.right - scale.left > WIDE * (scale.last - scale.first):
                    yield Words(x + 2, top - 7, said.months[month - 1], 8, "quiet")


def _shown(rows: Sequence[_Row], scale: _Scale, width: float, top: float) -> Iterator[Shape]:
    y = top
    for row in rows:
        if row.bar is None:
            yield Box(0, y, width, row.high, "light")
        elif y > top:
            yield Stroke(0, y, width, y, "light", 0.5)
        for n, line in enumerate(row.lines):
            left, bold = (2.0, True) if row.bar is None else (10.0, False)
            yield Words(left, y + PAD + n * LINE + LINE * 0.78, line, SIZE, bold=bold)
        middle = y + row.high / 2
        if row.bar is not None:
            yield from _bar(row.bar, scale, middle)
        for point in row.points:
            if point.day:
                yield _diamond(scale.x(point.day.toordinal()), middle, point.done)
        y += row.high


def _bar(bar: Bar, scale: _Scale, middle: float) -> Iterator[Shape]:
    start, end = bar.start or bar.end, bar.end or bar.start
    if start is None or end is None:
        return
    end = max(start, end)  # one before its start is no time planned; the checks tell of it
    x = scale.x(start.toordinal())
    wide = max(scale.x(end.toordinal() + 1) - x, 4.0)
    yield Box(x, middle - 4.5, wide, 9, "light", "accent")
    done = min(max(bar.progress, 0), 100)
    if done:
        yield Box(x, middle - 4.5, wide * done / 100, 9, "accent")
        last = max([scale.x(point.day.toordinal()) + 4 for point in bar.points if point.day] + [x + wide])
        label = f"{done}%"
        yield Box(last + 2, middle - 4.5, width_of(label, 8) + 2, 9, "paper")
        yield Words(last + 3, middle + 8 * _LIFT, label, 8)


def _diamond(x: float, y: float, done: bool) -> Polygon:
    half = 4.5
    corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    return Polygon(corners, "ink" if done else "paper", "ink", 1)


def _told(lanes: Sequence[Lane], said: Figures, days: Sequence[date], by: str) -> str:
    bars = sum(1 for lane in lanes for bar in lane.bars if bar.start or bar.end)
    points = [
        point for lane in lanes for point in (*lane.points, *(p for bar in lane.bars for p in bar.points))
    ]
    dated = sum(1 for point in points if point.day)
    facts = {
        "first": str(min(days).year), "last": str(max(days).year), "bars": str(bars), "points": str(dated), "theme": by
    }  # fmt: skip
    told = said.roadmap_alt
    for name, words in facts.items():
        told = told.replace(f"{{{name}}}", words)
    return told
