"""Which column of a table is which after columns came or went: by their heads and by what stands in them.

Pure; imports align and words only.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from app.compare.align import LEAST_ALIKE, surest
from app.compare.words import Vocabulary, likeness

Pair = tuple[int | None, int | None]
_HEAD = 2.0
_IN_PLACE = 0.01  # what tells columns apart that say the same


class Column(NamedTuple):
    """What heads a column, and the words of all other cells in it."""

    head: str
    body: str


def paired_columns(old: Sequence[Column], new: Sequence[Column], vocabulary: Vocabulary) -> tuple[Pair, ...]:
    """The columns of both tables from left to right, (i, j), None for a side that has no such column.

    In tables of as many columns, as many new ones as old ones between two that stayed are the old ones rewritten.
    """
    pairs: list[Pair] = []
    edges = [(-1, -1), *_alike(old, new, vocabulary), (len(old), len(new))]
    for (i, j), (k, m) in pairwise(edges):
        gone, come = range(i + 1, k), range(j + 1, m)
        if len(old) == len(new) and len(gone) == len(come):
            pairs += zip(gone, come, strict=True)
        else:
            pairs += [*((left, None) for left in gone), *((None, right) for right in come)]
        if k < len(old):
            pairs.append((k, m))
    return tuple(pairs)


def _alike(old: Sequence[Column], new: Sequence[Column], vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """The columns that stayed, in the order of both sides: the choice that is surest in all."""
    heads, others = ({column.head.casefold().strip() for column in side} for side in (old, new))
    known = (heads & others) - {""}
    return surest(
        [[_score(i, a, j, b, known, vocabulary) for j, b in enumerate(new)] for i, a in enumerate(old)]
    )


def _score(i: int, old: Column, j: int, new: Column, known: set[str], vocabulary: Vocabulary) -> float:
    """How surely two columns are one; 0 where they are not. One whose head is `known` on both sides is no other."""
    place = _IN_PLACE if i == j else 0.0
    heads = old.head.casefold().strip(), new.head.casefold().strip()
    if heads[0] in known or heads[1] in known:
        return _HEAD + place if heads[0] == heads[1] else 0.0
    alike = likeness(vocabulary.words(old.body), vocabulary.words(new.body), LEAST_ALIKE)
    return alike + place if alike >= LEAST_ALIKE and old.body.strip() else 0.0
