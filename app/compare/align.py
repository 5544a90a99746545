"""Aligning two sequences of passages: which passage of the new text is which of the old. Pure; imports words only.

First what is the same on both sides and stands in the same order, then the gaps between by likeness of their words.
What is left over on both sides and alike was moved. Time grows with the length of the texts, not with its square.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from msgspec import Struct

from app.compare.order import heaviest, increasing
from app.compare.units import LEAST_ALIKE, Unit, gains
from app.compare.words import likeness
from app.models.errors import Refused

Item = TypeVar("Item")
Cancelled = Callable[[], bool]

ALIKE_WHEN_MOVED = 0.6
HARDLY_EDITED = 0.8
WORDS_TO_MOVE = 4
PAIRS_IN_A_GAP = 2_500
POLLED = 200  # passages between two askings whether the comparison is still wanted


class Alignment(Struct, frozen=True):
    """`pairs` in reading order, (i, j), None for a side with no counterpart there; `moved` pairs as (i, j) as well."""

    pairs: tuple[tuple[int | None, int | None], ...]
    moved: tuple[tuple[int, int], ...]


class Stopped(Refused):
    """The user cancelled a comparison."""


def stop_if(cancelled: Cancelled) -> None:
    """Raises Stopped where the comparison is no longer wanted."""
    if cancelled():
        raise Stopped("The comparison was cancelled.")


def polled(items: Iterable[Item], cancelled: Cancelled) -> Iterator[Item]:
    """The items, unless the comparison is no longer wanted, which is asked now and then. Raises Stopped."""
    for at, item in enumerate(items):
        if at % POLLED == 0:
            stop_if(cancelled)
        yield item


def align(old: Sequence[Unit], new: Sequence[Unit], cancelled: Cancelled = lambda: False) -> Alignment:
    """Which unit is which. Every index of either side stands in `pairs` exactly once."""
    matches = dict(_in_order(old, new, cancelled))
    left = [i for i in range(len(old)) if i not in matches]
    taken = set(matches.values())
    right = [j for j in range(len(new)) if j not in taken]
    moved = _with_neighbours(old, new, left, right, _moved(old, new, left, right, cancelled))
    return Alignment(tuple(_merged(len(old), len(new), matches)), tuple(moved))


def _merged(old: int, new: int, matches: dict[int, int]) -> list[tuple[int | None, int | None]]:
    """Both sides in one order: what left stands before what came at the same place."""
    rows: list[tuple[int | None, int | None]] = []
    j = 0
    for i in range(old):
        if i not in matches:
            rows.append((i, None))
            continue
        while j < matches[i]:
            rows.append((None, j))
            j += 1
        rows.append((i, j))
        j += 1
    rows.extend((None, rest) for rest in range(j, new))
    return rows


def _in_order(old: Sequence[Unit], new: Sequence[Unit], cancelled: Cancelled) -> list[tuple[int, int]]:
    keys_old, keys_new = ([unit.key for unit in polled(side, cancelled)] for side in (old, new))
    found: list[tuple[int, int]] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        stop_if(cancelled)
        i1, i2, j1, j2 = waiting.pop()
        while i1 < i2 and j1 < j2 and keys_old[i1] == keys_new[j1]:
            found.append((i1, j1))
            i1, j1 = i1 + 1, j1 + 1
        while i1 < i2 and j1 < j2 and keys_old[i2 - 1] == keys_new[j2 - 1]:
            i2, j2 = i2 - 1, j2 - 1
            found.append((i2, j2))
        if i1 == i2 or j1 == j2:
            continue
        anchors = heaviest(_anchors(keys_old, keys_new, i1, i2, j1, j2), lambda i: _weight(keys_old[i]))
        if not anchors and (i2 - i1) * (j2 - j1) > PAIRS_IN_A_GAP:
            anchors = _alike_anchors(old, new, i1, i2, j1, j2)
        if not anchors:
            found.extend(_by_likeness(old, new, i1, i2, j1, j2, cancelled))
            continue
        found.extend(anchors)
        edges = [(i1 - 1, j1 - 1), *anchors, (i2, j2)]
        waiting.extend((a + 1, c, b + 1, d) for (a, b), (c, d) in pairwise(edges) if a + 1 < c and b + 1 < d)
    return sorted(found)


def _weight(key: tuple[str, str]) -> int:
    """One more than the words of a unit, which its key has with one space between any two."""
    return key[1].count(" ") + 2 if key[1] else 1


def _anchors(
    a: list[tuple[str, str]], b: list[tuple[str, str]], i1: int, i2: int, j1: int, j2: int
) -> list[tuple[int, int]]:
    """Units that stand once on either side and are equal."""
    here, there = a[i1:i2], b[j1:j2]
    if len(here) == len(there) == 1 and here != there:
        return []  # for nearly every gap is one unit that was edited
    if set(here).isdisjoint(there):
        return []
    count_a, count_b = Counter(here), Counter(there)
    at = {key: j for j, key in enumerate(b[j1:j2], j1) if count_b[key] == 1}
    return [(i, at[key]) for i, key in enumerate(a[i1:i2], i1) if count_a[key] == 1 and key in at]


def _alike_anchors(
    old: Sequence[Unit], new: Sequence[Unit], i1: int, i2: int, j1: int, j2: int
) -> list[tuple[int, int]]:
    """In a large gap with nothing equal: units that share three-word runs found once on either side."""
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    where = _rare_runs(new, j1, j2)
    for run, i in _rare_runs(old, i1, i2).items():
        if run in where and old[i].sort == new[where[run]].sort:
            votes[i][where[run]] += 1
    best = [(i, count.most_common(1)[0]) for i, count in sorted(votes.items())]
    likely = [
        (i, j) for i, (j, _) in best if likeness(old[i].words, new[j].words, LEAST_ALIKE) >= LEAST_ALIKE
    ]
    once: dict[int, int] = {}
    for i, j in likely:
        once.setdefault(j, i)
    return increasing([(i, j) for i, j in likely if once[j] == i])


def _rare_runs(units: Sequence[Unit], start: int, end: int) -> dict[tuple[str, ...], int]:
    seen: dict[tuple[str, ...], int] = {}
    for at in range(start, end):
        words = units[at].words
        for run in dict.fromkeys(tuple(words[k : k + 3]) for k in range(max(1, len(words) - 2))):
            seen[run] = -1 if run in seen else at
    return {run: at for run, at in seen.items() if at >= 0}


def _by_likeness(
    old: Sequence[Unit], new: Sequence[Unit], i1: int, i2: int, j1: int, j2: int, cancelled: Cancelled
) -> list[tuple[int, int]]:
    """The pairing of a gap that keeps the most words, by dynamic programming; a monstrous gap goes piece by piece."""
    if (i2 - i1) * (j2 - j1) > PAIRS_IN_A_GAP:
        return _in_bands(old, new, i1, i2, j1, j2, cancelled)
    if (pairs := _one_by_one(old, new, i1, i2, j1, j2)) is not None:
        return pairs
    return [(i1 + i, j1 + j) for i, j in surest(gains(old[i1:i2], new[j1:j2]))]


def surest(gained: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The pairs, in the order of both sides, that gain the most together.

    `gained[i][j]` is what i with j gains, 0 where the two are no pair.
    """
    if not any(map(any, gained)):
        return []
    n, m = len(gained), len(gained[0])
    kept = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            gain = gained[i][j]
            kept[i][j] = max(kept[i + 1][j], kept[i][j + 1], gain + kept[i + 1][j + 1] if gain else 0.0)
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < n and j < m:
        if gained[i][j] and kept[i][j] == gained[i][j] + kept[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif kept[i][j] == kept[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _one_by_one(
    old: Sequence[Unit], new: Sequence[Unit], i1: int, i2: int, j1: int, j2: int
) -> list[tuple[int, int]] | None:
    """The pairs of a gap with as many units on either side, each hardly edited; None where it is otherwise."""
    pairs = list(zip(range(i1, i2), range(j1, j2), strict=False))
    hardly = (
        old[i].sort == new[j].sort and likeness(old[i].words, new[j].words, HARDLY_EDITED) >= HARDLY_EDITED
        for i, j in pairs
    )
    return pairs if i2 - i1 == j2 - j1 and all(hardly) else None


def _in_bands(
    old: Sequence[Unit], new: Sequence[Unit], i1: int, i2: int, j1: int, j2: int, cancelled: Cancelled
) -> list[tuple[int, int]]:
    """A gap with nothing in common to hold on to, cut into bands of like proportion."""
    bands = max(2, max(i2 - i1, j2 - j1) // 40)
    found: list[tuple[int, int]] = []
    for k in range(bands):
        stop_if(cancelled)
        a, b = i1 + (i2 - i1) * k // bands, i1 + (i2 - i1) * (k + 1) // bands
        c, d = j1 + (j2 - j1) * k // bands, j1 + (j2 - j1) * (k + 1) // bands
        if (b - a) * (d - c) <= PAIRS_IN_A_GAP:
            found.extend(_by_likeness(old, new, a, b, c, d, cancelled))
    return found


def _moved(
    old: Sequence[Unit], new: Sequence[Unit], left: list[int], right: list[int], cancelled: Cancelled
) -> list[tuple[int, int]]:
    """Of what has no counterpart in order: the same words elsewhere, or most of them."""
    if not left or not right:
        return []
    waiting: dict[tuple[str, str], list[int]] = defaultdict(list)
    for j in polled(reversed(right), cancelled):
        waiting[new[j].key].append(j)
    found: list[tuple[int, int]] = []
    rest: list[int] = []
    for i in polled(left, cancelled):
        if (same := waiting.get(old[i].key)) and len(old[i].words) >= WORDS_TO_MOVE:
            found.append((i, same.pop()))
        else:
            rest.append(i)
    taken = {j for _, j in found}
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in polled(right, cancelled):
        if j not in taken:
            for run in _runs(new[j].words):
                index[run].append(j)
    for i in polled(rest, cancelled):
        votes = Counter(j for run in _runs(old[i].words) for j in index.get(run, ())[:8] if j not in taken)
        for j, _ in votes.most_common(3):
            if (
                old[i].sort == new[j].sort
                and likeness(old[i].words, new[j].words, ALIKE_WHEN_MOVED) >= ALIKE_WHEN_MOVED
            ):
                found.append((i, j))
                taken.add(j)
                break
    return found


def _with_neighbours(
    old: Sequence[Unit],
    new: Sequence[Unit],
    left: Iterable[int],
    right: Iterable[int],
    moved: Sequence[tuple[int, int]],
) -> list[tuple[int, int]]:
    """What moved, with what stands beside it alike on both sides: headings and “We will:” are too short alone."""
    if not moved:
        return []
    goes, comes = set(left).difference(i for i, _ in moved), set(right).difference(j for _, j in moved)
    found = list(moved)
    for i, j in found:  # what is found may have another beside it
        for step in (-1, 1):
            beside = (i + step, j + step)
            if beside[0] in goes and beside[1] in comes and old[beside[0]].key == new[beside[1]].key:
                goes.discard(beside[0])
                comes.discard(beside[1])
                found.append(beside)
    return found


def _runs(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """The runs of three words, each once, in the order of reading: a set would order them anew in each process."""
    if len(words) < WORDS_TO_MOVE:
        return ()
    return dict.fromkeys(zip(words, words[1:], words[2:], strict=False))
