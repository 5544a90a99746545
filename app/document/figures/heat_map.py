"""Risks on a grid of likelihood by impact, before and after their responses. Imports models and this package only.

A mark bears the risk's reference: filled before the response, a ring after it. Marks that share a square stand in
lines; those that find no room are counted, for the register beside the map gives every score.
"""

from collections.abc import Iterator, Sequence

from app.document.figures.drawing import Box, Drawing, Role, Shape, Stroke, Words
from app.document.figures.lettering import cut, in_rows, width_of
from app.document.figures.scores import STEPS, Standing, band
from app.models.figures import Figures

SIDE = 34.0
FOOT = 30.0
KEY = 22.0
HIGH = 14.0
GAP = 3.0
PAD = 5.0
LEAST_LINES, MOST_LINES = 2, 4
MOST_WAYS = 6
SIZE = 8.5
KEY_SIZE = 9.0
SIGN = 14.0
SHADE_ROLES: tuple[Role, ...] = ("shade 1", "shade 2", "shade 3", "shade 4", "shade 5")
_LIFT = 0.36


class _Square:
    """The marks of one square in lines; what does not fit is counted."""

    def __init__(self, marks: Sequence[Standing], room: float, more: str) -> None:
        self.lines: list[list[tuple[Standing | None, str, float]]] = []
        self._room, self._more = room, more
        for at, mark in enumerate(marks):
            if not self._takes(mark, len(marks) - at):
                break

    def _takes(self, mark: Standing, left: int) -> bool:
        """Puts a mark into the last line, or into a new one. False where a count of the rest took its place."""
        wide = _wide(mark.reference)
        rest = self._more.replace("{n}", str(left))
        last = len(self.lines) == MOST_LINES
        keep = _wide(rest) + GAP if last and left > 1 else 0.0
        if self.lines and self._used() + GAP + wide + keep <= self._room:
            self.lines[-1].append((mark, mark.reference, wide))
            return True
        if not last:
            self.lines.append([(mark, mark.reference, wide)])
            return True
        self.lines[-1].append((None, rest, _wide(rest)))
        return False

    def _used(self) -> float:
        return sum(wide for *_, wide in self.lines[-1]) + GAP * (len(self.lines[-1]) - 1)


def heat_map(standings: Sequence[Standing], said: Figures, width: float, caption: str) -> Drawing:
    """The map of some scores, `width` points wide."""
    across = (width - SIDE) / STEPS
    squares = {
        (likelihood, impact): _Square(
            [each for each in standings if (each.likelihood, each.impact) == (likelihood, impact)],
            across - 2 * PAD, said.more,
        )
        for likelihood in range(1, STEPS + 1) for impact in range(1, STEPS + 1)
    }  # fmt: skip
    rows = in_rows([said.before, said.after], KEY_SIZE, SIGN, width - SIDE)[-1][1] + 1
    tops = _tops(squares, rows * KEY)
    shapes = [*_key(standings, said, width), *_grid(tops, across), *_axes(tops, across, said)]
    places = {
        key: place
        for (likelihood, impact), square in squares.items()
        for key, place in _places(square, SIDE + (likelihood - 1) * across, tops[impact])
    }
    shapes += _ways(standings, places)
    for mark, (x, y, wide, text) in places.items():
        shapes += _mark(mark if isinstance(mark, Standing) else None, x, y, wide, text)
    return Drawing(width, tops[0] + FOOT, tuple(shapes), _told(standings, said), caption)


def _tops(squares: dict[tuple[int, int], _Square], top: float) -> dict[int, float]:
    """The top of each row of squares by impact, the highest impact first; under 0 the foot of the last."""
    tops: dict[int, float] = {}
    y = top
    for impact in range(STEPS, 0, -1):
        tops[impact] = y
        lines = max(len(squares[likelihood, impact].lines) for likelihood in range(1, STEPS + 1))
        y += max(lines, LEAST_LINES) * (HIGH + GAP) + 2 * PAD
    tops[0] = y
    return tops


def _grid(tops: dict[int, float], across: float) -> Iterator[Shape]:
    for impact in range(1, STEPS + 1):
        for likelihood in range(1, STEPS + 1):
            x, y = SIDE + (likelihood - 1) * across, tops[impact]
            high = tops[impact - 1] - y
            score = likelihood * impact
            yield Box(x + 0.75, y + 0.75, across - 1.5, high - 1.5, SHADE_ROLES[band(score)])
            yield Words(x + across - 4, y + high - 5, str(score), 8, "quiet", align="right")


def _axes(tops: dict[int, float], across: float, said: Figures) -> Iterator[Shape]:
    foot = tops[0]
    for step in range(1, STEPS + 1):
        middle = (tops[step] + tops[step - 1]) / 2
        yield Words(SIDE - 6, middle + SIZE * _LIFT, str(step), SIZE, align="right")
        yield Words(SIDE + (step - 0.5) * across, foot + 11, str(step), SIZE, align="centre")
    yield Words(SIDE + STEPS * across / 2, foot + 25, said.likelihood, 9, bold=True, align="centre")
    yield Words(10, (tops[STEPS] + foot) / 2, said.impact, 9, bold=True, align="centre", turned=True)


def _key(standings: Sequence[Standing], said: Figures, width: float) -> Iterator[Shape]:
    shown = [after for after in (False, True) if any(each.after == after for each in standings)]
    words = [said.after if after else said.before for after in shown]
    for after, text, (x, row) in zip(shown, words, in_rows(words, KEY_SIZE, SIGN, width - SIDE), strict=True):
        y = row * KEY
        yield Box(SIDE + x, y + 2, 10, 10, "paper" if after else "ink", "ink", 1, 5)
        yield Words(SIDE + x + SIGN, y + 10, cut(text, width - SIDE - SIGN, KEY_SIZE), KEY_SIZE)


def _places(
    square: _Square, left: float, top: float
) -> Iterator[tuple[object, tuple[float, float, float, str]]]:
    for row, line in enumerate(square.lines):
        x, y = left + PAD, top + PAD + row * (HIGH + GAP)
        for mark, text, wide in line:
            yield mark or (left, top), (x, y, wide, text)
            x += wide + GAP


def _ways(
    standings: Sequence[Standing], places: dict[object, tuple[float, float, float, str]]
) -> Iterator[Shape]:
    """A line from each risk's place to that after its response, where there are few enough to follow."""
    before = {each.risk: each for each in standings if not each.after}
    moved = [
        (before[each.risk], each)
        for each in standings
        if each.after and each.risk in before
        and (each.likelihood, each.impact) != (before[each.risk].likelihood, before[each.risk].impact)
    ]  # fmt: skip
    for one, other in moved if len(moved) <= MOST_WAYS else ():
        if one in places and other in places:
            (x1, y1, w1, _), (x2, y2, w2, _) = places[one], places[other]
            half = HIGH / 2
            yield Stroke(x1 + w1 / 2, y1 + half, x2 + w2 / 2, y2 + half, "ink", 0.6, dashed=True)


def _mark(mark: Standing | None, x: float, y: float, wide: float, text: str) -> Iterator[Shape]:
    middle, base = x + wide / 2, y + HIGH / 2 + SIZE * _LIFT
    if mark is not None:
        yield Box(x, y, wide, HIGH, "paper" if mark.after else "ink", "ink", 1, HIGH / 2)
    solid = mark is not None and not mark.after
    yield Words(middle, base, text, SIZE, "paper" if solid else "ink", True, "centre")


def _wide(text: str) -> float:
    return max(HIGH, width_of(text, SIZE, bold=True) + 7)


def _told(standings: Sequence[Standing], said: Figures) -> str:
    alt = said.risks_alt.replace("{count}", str(len(standings)))
    for name, after in (("{before}", False), ("{after}", True)):
        scores = [(each.score, each.reference) for each in standings if each.after == after]
        highest = max((score for score, _ in scores), default=0)
        which = ", ".join(reference for score, reference in scores if score == highest)
        alt = alt.replace(name, f"{highest} ({which})" if scores else "–")
    return alt
