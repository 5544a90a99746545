"""Passages that alignment left over on both sides of a place, known again by what they say. Imports siblings only."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import groupby

from app.compare.columns import Pair
from app.compare.units import Unit


def known_again(
    pairs: Iterable[Pair], old: Mapping[int, Hashable], new: Mapping[int, Hashable]
) -> list[Pair]:
    """The pairs, with passages known by the same (as `old` and `new` say by index) paired where both are left over at
    a place."""
    if not old or not new:
        return list(pairs)
    result: list[Pair] = []
    for one_sided, group in groupby(pairs, lambda pair: None in pair):
        gap = list(group)
        result.extend(_same_in_gap(gap, old, new) if one_sided else gap)
    return result


def _same_in_gap(gap: list[Pair], old: Mapping[int, Hashable], new: Mapping[int, Hashable]) -> list[Pair]:
    left, right = [i for i, _ in gap if i is not None], [j for _, j in gap if j is not None]
    result: list[Pair] = []
    for i in [i for i in left if i in old]:
        j = next((j for j in right if new.get(j) == old[i]), None)
        if j is None:
            continue
        result += [(each, None) for each in left[: left.index(i)]]
        result += [(None, each) for each in right[: right.index(j)]]
        result.append((i, j))
        left, right = left[left.index(i) + 1 :], right[right.index(j) + 1 :]
    return [*result, *((i, None) for i in left), *((None, j) for j in right)] if result else gap


def restyled_paired(
    pairs: Sequence[Pair],
    goes: Iterable[int],
    comes: Iterable[int],
    old: Sequence[Unit],
    new: Sequence[Unit],
) -> list[Pair]:
    """The pairs, with paragraphs that became headings, or the reverse, paired where they stand; those that go
    elsewhere stay apart."""
    gone = {i for i, j in pairs if i is not None and j is None}.difference(goes)
    come = {j for i, j in pairs if j is not None and i is None}.difference(comes)
    if not gone or not come:
        return list(pairs)
    said = [
        {at: (units[at].key[1], units[at].sort == "paragraph") for at in apart if _is_worded(units[at])}
        for units, apart in ((old, gone), (new, come))
    ]
    turned = [{(words, not is_plain) for words, is_plain in side.values() if words} for side in said]
    left, right = (
        {at: each[0] for at, each in side.items() if each in other}
        for side, other in zip(said, reversed(turned), strict=True)
    )
    return known_again(pairs, left, right)


def _is_worded(unit: Unit) -> bool:
    return unit.sort == "paragraph" or unit.sort.startswith("heading")
