"""Verbs that a promise keeps, only softened: “help to fund” for “fund”. Imports the sibling modules only."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from app.compare.places import SIDES, Place, Side
from app.compare.senses import HELP, HELPS

_MODALS = frozenset("will shall must should may to and".split())
_BESIDE = 4  # words


def softened_differ(places: Iterable[Place]) -> bool:
    """Whether a verb that both sides have is something to help with on one side only."""
    return any(_differs(place) for place in places if place.flags & HELP)


def _differs(place: Place) -> bool:
    old, new = (_words(place, side) for side in SIDES)
    helped, helps = _helped(old), _helped(new)
    return bool((helped - helps) & _promised(new) or (helps - helped) & _promised(old))


def _words(place: Place, side: Side) -> list[str]:
    written = (place.last, *place.on(side), *place.firsts(_BESIDE))
    return [word.small for word in written]


def _promised(words: Sequence[str]) -> set[str]:
    """The words that something is promised by without help."""
    return {word for before, word in pairwise(words) if before in _MODALS}


def _helped(words: Sequence[str]) -> set[str]:
    """The verbs that are said to be helped with, as something promised."""
    found: set[str] = set()
    for at, word in enumerate(words):
        if word in HELPS and at and words[at - 1] in _MODALS:
            after = words[at + 1 : at + 3]
            found.update(after[1:] if after[:1] == ["to"] else after[:1])
    return found
