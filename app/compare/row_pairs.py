"""Which row of a table is which, and which of them moved. Pure; imports align, columns, order and units only."""

from bisect import bisect
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from app.compare.align import Cancelled, align
from app.compare.columns import Pair
from app.compare.order import increasing
from app.compare.units import Unit

Both = tuple[int, int]
Keys = Mapping[int, Hashable]


def paired_rows(
    old: Sequence[Unit], new: Sequence[Unit], cancelled: Cancelled = lambda: False
) -> tuple[list[Pair], set[Both]]:
    """Every row once, with the one it is on the other side, in the order of the new table; and which of them moved.

    The text of a row has its cells parted by tabs. Rows left over on both sides are one row where they say the same,
    where no other begins with their first cell, where they begin alike at one place, or where most words agree.
    """
    found = align(old, new, cancelled)
    stays = [(i, j) for i, j in found.pairs if i is not None and j is not None]
    left = [i for i, j in found.pairs if i is not None and j is None]
    right = [j for i, j in found.pairs if i is None and j is not None]
    again = _known_again(old, new, left, right, stays)
    taken = set(again.values())
    again |= {i: j for i, j in found.moved if i not in again and j not in taken}
    moved = _out_of_order(stays, sorted(again.items()))
    return list(_in_new_order(found.pairs, again, moved)), moved


def _known_again(
    old: Sequence[Unit], new: Sequence[Unit], left: Sequence[int], right: Sequence[int], stays: Sequence[Both]
) -> dict[int, int]:
    """Of the rows left over on either side, those that are one row, whatever else was rewritten in them."""
    heads = [_first(unit) for unit in old], [_first(unit) for unit in new]
    once = [{head for head, times in Counter(side).items() if head and times == 1} for side in heads]
    own = once[0] & once[1]
    stood, stand = [i for i, _ in stays], [j for _, j in stays]
    ways: tuple[tuple[Keys, Keys], ...] = (
        ({i: old[i].key for i in left}, {j: new[j].key for j in right}),
        ({i: heads[0][i] for i in left if heads[0][i] in own}, {j: heads[1][j] for j in right}),
        (
            {i: (heads[0][i], bisect(stood, i)) for i in left if heads[0][i]},
            {j: (heads[1][j], bisect(stand, j)) for j in right},
        ),
    )
    again: dict[int, int] = {}
    for known, waiting in ways:
        taken = set(again.values())
        there: dict[Hashable, list[int]] = {}
        for j in reversed(right):
            if j not in taken:
                there.setdefault(waiting[j], []).append(j)
        for i, key in known.items():
            if i not in again and there.get(key):
                again[i] = there[key].pop()
    return again


def _first(row: Unit) -> str:
    return row.text.partition("\t")[0]


def _out_of_order(stays: Sequence[Both], again: list[Both]) -> set[Both]:
    """Those of the rows known again that have not the same rows before them as they had."""
    stood, stand = [i for i, _ in stays], [j for _, j in stays]
    in_place = [(i, j) for i, j in again if bisect(stood, i) == bisect(stand, j)]
    return set(again).difference(increasing(in_place))


def _in_new_order(pairs: Iterable[Pair], again: Mapping[int, int], moved: set[Both]) -> Iterable[Pair]:
    """The pairs with those known again: where the new table has what moved, and the old one what was rewritten."""
    came = {j: i for i, j in again.items()}
    for i, j in pairs:
        if i is None and j is not None and j in came:
            if (came[j], j) in moved:
                yield came[j], j
        elif j is None and i is not None and i in again:
            if (i, again[i]) not in moved:
                yield i, again[i]
        else:
            yield i, j
