"""Which lines of a comparison are shown: those around changes, with unchanged ones folded. Imports nothing of Qt."""

from collections.abc import Sequence
from typing import NamedTuple

AROUND = 1  # unchanged lines left on either side of a change
LEAST_FOLD = 3


class Fold(NamedTuple):
    """Unchanged lines from `first` up to, not including, `end`, shown as one row."""

    first: int
    end: int


class Held(NamedTuple):
    """A line that stays where it is while others come and go, and how many pixels it stands below the upper edge."""

    line: int
    below: float


def folded(changed: Sequence[bool], opened: frozenset[int]) -> list[int | Fold]:
    """Line numbers to show, runs of unchanged lines folded unless their first line is among `opened`."""
    shown: list[int | Fold] = []
    at, count = 0, len(changed)
    while at < count:
        if changed[at]:
            shown.append(at)
            at += 1
            continue
        end = next((n for n in range(at, count) if changed[n]), count)
        first, last = at + (AROUND if at else 0), end - (AROUND if end < count else 0)
        if last - first < LEAST_FOLD or first in opened:
            shown.extend(range(at, end))
        else:
            shown.extend((*range(at, first), Fold(first, last), *range(last, end)))
        at = end
    return shown
