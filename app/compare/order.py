"""Of pairs of places, those that keep their order on both sides: what stayed, where others moved. Imports nothing."""

from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise


def increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of pairs sorted by their first number, the longest choice in which the second rises too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        before.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(j)
            ends.append(at)
        else:
            tails[place], ends[place] = j, at
    chosen: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def heaviest(pairs: list[tuple[int, int]], weight: Callable[[int], int]) -> list[tuple[int, int]]:
    """Of pairs sorted by their first number, the choice of most `weight` (of the first number) in which the second
    rises too: so of two passages that changed places, the shorter is the one that moved."""
    if all(j < k for (_, j), (_, k) in pairwise(pairs)):
        return pairs
    ranks = {j: rank for rank, j in enumerate(sorted(j for _, j in pairs), 1)}
    best = [(0, -1)] * (len(pairs) + 1)  # a Fenwick tree of the most weight, and the pair that ends with it
    before: list[int] = []
    top = (0, -1)
    for at, (i, j) in enumerate(pairs):
        place, found = ranks[j] - 1, (0, -1)
        while place > 0:
            found = max(found, best[place])
            place -= place & -place
        before.append(found[1])
        own = (found[0] + weight(i), at)
        top, place = max(top, own), ranks[j]
        while place <= len(pairs):
            best[place] = max(best[place], own)
            place += place & -place
    chosen: list[tuple[int, int]] = []
    at = top[1]
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]
