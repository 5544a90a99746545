"""Units: what passages are aligned by, and how many words each pairing of two would keep. Pure; imports words only."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, count

from msgspec import Struct

from app.compare.words import MOST_PAIRS, Vocabulary, Words, likeness, likeness_of_counts

LEAST_ALIKE = 0.4
MOST_SIGNS = sys.maxunicode
OFTEN_PAIRED = 5  # pairings of each unit with another, for which it pays to give words a letter each


class Unit(Struct, frozen=True, gc=False):
    """A passage to be aligned: its text, and its sort ("heading", "table"): only equal sorts are matched.

    Most texts stand on both sides and are never cut up into words.
    """

    text: str
    sort: str
    vocabulary: Vocabulary

    @property
    def words(self) -> list[str]:
        return self.vocabulary.words(self.text)

    def says(self, other: "Unit") -> bool:
        """Whether it has the words of another unit, which are not cut up where the texts are the same."""
        return self.text == other.text or self.words == other.words

    @property
    def key(self) -> tuple[str, str]:
        """Equal for units of one sort with the same words in the same order."""
        return (self.sort, self.vocabulary.plainly(self.text))


def gains(old: Sequence[Unit], new: Sequence[Unit]) -> list[list[float]]:
    """How many words each pairing keeps, by its places in `old` and `new`; 0 where the two are too unlike to be one
    passage edited, or of two sorts.

    Most pairs share no word and are not looked into. Where all are as long as books, the order is not asked for.
    """
    words = [sum(len(unit.words) for unit in units) for units in (old, new)]
    often = min(len(old), len(new)) >= OFTEN_PAIRED
    signs = _signs((*old, *new)) if often and sum(words) < MOST_SIGNS else None
    left, right = ([_Said(unit, signs) for unit in units] for units in (old, new))
    ordered = words[0] * words[1] <= MOST_PAIRS
    return [[_gain(one, other, ordered) for other in right] for one in left]


def _signs(units: Iterable[Unit]) -> dict[str, str]:
    """A letter of its own for each word, of `MOST_SIGNS` at most."""
    words = dict.fromkeys(chain.from_iterable(unit.words for unit in units))
    return dict(zip(words, map(chr, count()), strict=False))


class _Said:
    """The words of a unit, as many pairings ask for them.

    Given `signs`, they are `signed` as one letter each: so they are compared in a fifth of the time.
    """

    def __init__(self, unit: Unit, signs: Mapping[str, str] | None) -> None:
        self.sort = unit.sort
        self.words = unit.words
        self.distinct = frozenset(self.words)
        self.signed: Words = self.words if signs is None else "".join(map(signs.__getitem__, self.words))

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(self.words)


def _gain(old: _Said, new: _Said, ordered: bool) -> float:
    """How many words a pairing keeps.

    A little is added for likeness, so that of two pairings that keep the same words the closer one wins.
    """
    if old.sort != new.sort:
        return 0.0
    if not old.words and not new.words:
        return 0.1 + 0.01
    if old.distinct.isdisjoint(new.distinct):
        return 0.0
    alike = (
        likeness(old.signed, new.signed, LEAST_ALIKE)
        if ordered
        else likeness_of_counts(old.counts, new.counts)
    )
    if alike < LEAST_ALIKE:
        return 0.0
    return alike * (len(old.words) + len(new.words)) / 2 + 0.1 * alike
