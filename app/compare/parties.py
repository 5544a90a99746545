"""Who has to act: another party in the place of one, or one of two that came or went. Imports the sibling modules only.

“The tenant will repair it” for “the owner will repair it” counts; “for staff” in the place of “for residents” does not,
for there nobody is told to do a thing.
"""

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from app.compare.places import Place
from app.compare.poles import PARTIES
from app.compare.senses import PARTY, Sense

_MOST = 5  # words; where more were rewritten at once, nobody is simply in the place of another
BESIDE = 4
"""How many words beside a place tell who has to act there."""
_REACH = 12  # words: no list of those who act together is longer
_BETWEEN = frozenset("and or & with the a an our its their each every all both any local other".split())
_ACTS = frozenset(
    "will shall must should may might can cannot pays pay funds fund leads lead decides decide approves approve "
    "repairs repair maintains maintain runs run owns manages manage delivers deliver signs sign chairs".split()
)
_BE = frozenset(("is", "are", "be", "remain", "remains"))
_OWES = frozenset("responsible liable accountable required obliged expected".split())
_MET_WITH = frozenset(
    "used enjoyed valued visited faced felt seen experienced needed wanted loved read heard shared raised".split()
)
"""What somebody may be named after “by” for without having to do it."""
_UPON = frozenset(
    (
        ("responsibility", "of"), ("duty", "of"), ("expense", "of"), ("cost", "of"), ("rests", "with"),
        ("rest", "with"), ("lies", "with"), ("lie", "with"), ("falls", "to"), ("fall", "to"),
        ("falls", "on"), ("fall", "on"),
    )
)  # fmt: skip


class _Bound(NamedTuple):
    """Those who have to act: the parties among them, and the names."""

    parties: frozenset[str]
    names: frozenset[str]


def parties_differ(places: Iterable[Place], old: Sequence[Sense], new: Sequence[Sense]) -> bool:
    """Whether somebody else has to act, or one more, or one fewer; `old` and `new` are the words about the places."""
    if any(place.swapped().longest > _MOST for place in places if place.flags & PARTY):
        return False
    was, now = _bound(old), _bound(new)
    return was.parties != now.parties and bool((was.parties and now.parties) or was.names & now.names)


def _bound(words: Sequence[Sense]) -> _Bound:
    """Those in some words who are told to do something, or to bear it."""
    found: list[Sense] = []
    for at, word in enumerate(words):
        owes = word.small in _BE and at + 1 < len(words) and words[at + 1].small in _OWES
        if owes or word.small in _ACTS:
            found += takewhile(_may_be_bound, reversed(words[max(at - _REACH, 0) : at]))
        last = words[at - 1].small if at else ""
        if (word.small == "by" and last not in _MET_WITH) or (last, word.small) in _UPON:
            found += takewhile(_may_be_bound, words[at + 1 : at + 1 + _REACH])
    names = frozenset(word.small for word in found if word.small not in PARTIES and word.core[:1].isupper())
    return _Bound(frozenset(PARTIES[word.small] for word in found if word.small in PARTIES), names - _BETWEEN)


def _may_be_bound(word: Sense) -> bool:
    return word.small in PARTIES or word.small in _BETWEEN or word.core[:1].isupper()
