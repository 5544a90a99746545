"""Merging the orders of siblings three ways: both sides' moves and insertions in one. Pure; imports `order` only."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Any

from app.compare.order import increasing


def merged_order(base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
    """Two reorderings of one sequence as one. What one side took out is out; what either put in is in.

    Members that neither side moved keep the base's order; each other one follows the nearest unmoved member before it
    on the side that moved or added it. At one place the side whose first member sorts first comes first,
    and of two moves of one member that of the side that sorts first holds: so neither side is preferred.
    """
    there = set(base)
    gone = there - set(mine) | there - set(theirs)
    unmoved = [_unmoved(base, side) for side in (mine, theirs)]
    stays = unmoved[0] & unmoved[1] - gone
    moved_here = [set(side) - kept for side, kept in zip((mine, theirs), unmoved, strict=True)]
    after: dict[Any, list[list[Any]]] = {}
    placed: set[Any] = set()
    sides = ((mine, *moved_here), (theirs, *reversed(moved_here)))
    for side, here, elsewhere in sorted(sides, key=lambda each: [repr(x) for x in each[0]]):
        anchor: Any = None
        groups: dict[Any, list[Any]] = {}
        for x in side:
            if x in stays:
                anchor = x
            elif x not in gone and x not in placed and (x in here or x not in elsewhere):
                groups.setdefault(anchor, []).append(x)
        placed.update(x for group in groups.values() for x in group)
        for at, group in groups.items():
            after.setdefault(at, []).append(group)
    result: list[Any] = []
    for anchor in (None, *(x for x in base if x in stays)):
        if anchor is not None:
            result.append(anchor)
        for group in sorted(after.get(anchor, ()), key=lambda group: repr(group[0])):
            result.extend(group)
    return result


def settled_order(
    base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any], merged: Sequence[Any]
) -> tuple[list[Any], list[Any]]:
    """The merged order with every two members turned round that either side turned round; and, where these wishes do
    not go together, the members to ask about, in MINE's order."""
    base_at, mine_at, theirs_at, merged_at = (
        {x: at for at, x in enumerate(o)} for o in (base, mine, theirs, merged)
    )
    common = [x for x in base if x in mine_at and x in theirs_at and x in merged_at]
    if any(sorted(common, key=at.__getitem__) == common for at in (mine_at, theirs_at)):
        return list(merged), []
    turned = dict.fromkeys(common, 0)
    before = {x: at for at, x in enumerate(common)}
    lost: list[tuple[Any, Any]] = []
    pairs = list(_turned_round(common, mine_at, theirs_at))
    for first, second in pairs:
        times = (mine_at[first] > mine_at[second]) + (theirs_at[first] > theirs_at[second])
        turned[first] += times
        turned[second] += times
        before[first] += 1
        before[second] -= 1
        if merged_at[first] < merged_at[second]:
            lost.append((first, second))
    agreed: list[Any] | None = None
    if lost and len(set(before.values())) == len(common):
        agreed = sorted(common, key=before.__getitem__)
    elif lost:
        agreed = _about_a_swap(common, mine_at, theirs_at, pairs)
    if agreed is not None:
        ranked = iter(agreed)
        return [next(ranked) if x in before else x for x in merged], []
    found = _of_each(lost, lambda x: (turned[x], -base_at[x]))
    return list(merged), sorted(found, key=mine_at.__getitem__)


def _of_each(pairs: Sequence[tuple[Any, Any]], rank: Callable[[Any], tuple[int, int]]) -> list[Any]:
    """Members of which every pair has one: each time that of the most pairs which have none yet, then by its rank."""
    others: dict[Any, set[Any]] = {}
    for first, second in pairs:
        others.setdefault(first, set()).add(second)
        others.setdefault(second, set()).add(first)
    least = {x: tuple(-each for each in rank(x)) for x in others}
    waiting = [(-len(met), least[x], at, x) for at, (x, met) in enumerate(others.items())]
    heapify(waiting)
    found: list[Any] = []
    while others:
        count, ranked, at, x = heappop(waiting)
        if len(others[x]) != -count:  # some of its pairs have one by now
            if others[x]:
                heappush(waiting, (-len(others[x]), ranked, at, x))
            else:
                del others[x]
            continue
        found.append(x)
        for other in others.pop(x):
            others[other].discard(x)
    return found


def _about_a_swap(
    common: Sequence[Any],
    mine: Mapping[Any, int],
    theirs: Mapping[Any, int],
    pairs: Sequence[tuple[Any, Any]],
) -> list[Any] | None:
    """The order in which one side turned two neighbours round between which the other one put something; None
    elsewhere. Which of the two has moved nobody knows, so that the first may stand behind the second wherever that is.
    """
    orders = [sorted(common, key=at.__getitem__) for at in (mine, theirs)]
    swaps = [_swapped(common, order) for order in orders]
    for swap, other in ((swaps[0], orders[1]), (swaps[1], orders[0])):
        if len(swap) != 2 or all(swaps) or not _unmoved(common, other).issuperset(swap):
            continue
        found = [x for x in other if x != swap[0]]
        found.insert(found.index(swap[1]) + 1, swap[0])
        place = {x: at for at, x in enumerate(found)}
        if all(place[second] < place[first] for first, second in pairs):
            return found
    return None


def _swapped(base: Sequence[Any], side: Sequence[Any]) -> list[Any]:
    """The two neighbours that a side turned round, if that is all it did."""
    moved = [at for at, (x, y) in enumerate(zip(base, side, strict=True)) if x != y]
    return [base[at] for at in moved] if len(moved) == 2 and moved[1] == moved[0] + 1 else []


def _turned_round(
    common: Sequence[Any], mine: Mapping[Any, int], theirs: Mapping[Any, int]
) -> Iterator[tuple[Any, Any]]:
    """Every two members, in BASE's order, that stand the other way round on either side, by their places there.

    One of the two has moved there, so that few pairs are looked at where few have.
    """
    moved: set[Any] = set()
    for at in (mine, theirs):
        moved |= set(common) - _unmoved(common, sorted(common, key=at.__getitem__))
    for i, x in enumerate(common):
        if x in moved:
            here, there = mine[x], theirs[x]
            yield from (
                (y, x) for y in common[:i] if (mine[y] > here or theirs[y] > there) and y not in moved
            )
            yield from ((x, y) for y in common[i + 1 :] if here > mine[y] or there > theirs[y])


def _unmoved(base: Sequence[Any], side: Sequence[Any]) -> set[Any]:
    place = {x: i for i, x in enumerate(base)}
    return {side[j] for j, _ in increasing([(j, place[x]) for j, x in enumerate(side) if x in place])}
