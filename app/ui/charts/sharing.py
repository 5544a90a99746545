"""Where the marks that share a square of the heat map stand: in lines, as large as they fit. Knows numbers only."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

GAP = 4.0
"""Between two marks, in pixels: with room for their lines."""
FEWEST = 2
"""Places that a square has, however small: for a mark, and for how many more there are."""


class Room(NamedTuple):
    """A square, and the least and largest radius of a mark with its number, in pixels."""

    wide: float
    high: float
    least: float
    most: float


class Place(NamedTuple):
    """The middle of a mark, in pixels from the middle of its square."""

    x: float
    y: float


class Shared(NamedTuple):
    """Where the marks of a square stand, by their numbers; the `rest` found no room, and is counted at a place."""

    places: dict[int, Place]
    rest: tuple[int, ...] = ()
    counted: Place = Place(0, 0)


def radius_in(room: Room, count: int) -> float:
    """The radius with which so many marks stand apart in a square, in pixels."""
    return min(_largest(room, min(count, _fitting(room)))[0], room.most)


def shared(room: Room, chosen: Sequence[bool]) -> Shared:
    """Gives marks a place in their order; where not all of them find one, those that are `chosen` do."""
    count, fit = len(chosen), _fitting(room)
    if count <= fit:
        return Shared(dict(enumerate(_places(room, count))))
    *places, last = _places(room, fit)
    kept = sorted(sorted(range(count), key=lambda at: not chosen[at])[: len(places)])
    rest = sorted(set(range(count)) - set(kept))
    return Shared(dict(zip(kept, places, strict=True)), tuple(rest), last)


def _fitting(room: Room) -> int:
    """How many marks of the least radius stand apart in a square."""
    side = 2 * room.least + GAP
    return max(int(room.wide // side) * int(room.high // side), FEWEST)


def _largest(room: Room, count: int) -> tuple[float, int]:
    """The largest radius for a count, and the number of columns that lets it be so."""
    return max(
        ((min(room.wide / columns, room.high / ceil(count / columns)) - GAP) / 2, columns)
        for columns in range(1, max(count, 1) + 1)
    )


def _places(room: Room, count: int) -> list[Place]:
    """Places line by line from the top; those of a last line that is not full stand in its middle."""
    columns = _largest(room, count)[1]
    lines = ceil(count / columns)
    found: list[Place] = []
    for line in range(lines):
        here = min(columns, count - line * columns)
        y = ((line + 0.5) / lines - 0.5) * room.high
        found += [Place((at - (here - 1) / 2) * room.wide / columns, y) for at in range(here)]
    return found
