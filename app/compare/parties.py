"""Who has to act: another party in the place of one, or one of two that came or went. Imports the sibling modules only.

“The tenant will repair it” for “the owner will repair it” counts; “for staff” in the place of “for residents” does not,
for there nobody is told to do a thing.
"""

from collections.abc import Iterable
from typing import NamedTuple

from app.compare.poles import PARTIES
from app.compare.senses import PARTY, Place, sense

_MOST = 5  # words; where more were rewritten at once, nobody is simply in the place of another
_BESIDE = 4
_JOINTS = frozenset(("and", "or", "&", "with"))
_WITH_A_PARTY = frozenset("the a an our its their each every all both any or and & local other".split())
_ACTS = frozenset(
    "will shall must should may might can cannot pays pay funds fund leads lead decides decide approves approve "
    "repairs repair".split()
)
_BE = frozenset(("is", "are", "be", "remain", "remains"))
_OWES = frozenset("responsible liable accountable required obliged expected".split())
_UPON = frozenset(
    (
        ("responsibility", "of"), ("duty", "of"), ("expense", "of"), ("cost", "of"), ("rests", "with"),
        ("rest", "with"), ("lies", "with"), ("lie", "with"), ("falls", "to"), ("fall", "to"),
    )
)  # fmt: skip


class _Swap(NamedTuple):
    """What went and what came at a place, between the words that stayed; `named` says that a name stands beside it."""

    before: list[str]
    gone: list[str]
    come: list[str]
    after: list[str]
    named: bool


def parties_differ(places: Iterable[Place]) -> bool:
    """Whether somebody else has to act, or one more, or one fewer."""
    changes = [_trimmed(place) for place in places if place.flags & PARTY]
    gone = _parties(word for change in changes for word in change.gone)
    come = _parties(word for change in changes for word in change.come)
    return any(_differs(change, gone & come) for change in changes)


def _differs(change: _Swap, moved: set[str]) -> bool:
    if max(len(change.gone), len(change.come)) > _MOST:
        return False
    gone, come = _parties(change.gone), _parties(change.come)
    if gone == come or not (_acts(change, change.gone) or _acts(change, change.come)):
        return False
    joined = _is_one_of_several(change) and not (gone | come) <= moved
    return bool(gone and come) or joined


def _trimmed(place: Place) -> _Swap:
    """A place without the words that its two sides begin and end with alike; all words in small letters."""
    gone, come = _small(place.gone), _small(place.come)
    most = min(len(gone), len(come))
    first = next((at for at in range(most) if gone[at] != come[at]), most)
    last = next((at for at in range(most - first) if gone[-1 - at] != come[-1 - at]), most - first)
    end, ends = len(gone) - last, len(come) - last
    before, after = _small(place.last(_BESIDE)) + gone[:first], gone[end:] + _small(place.first(_BESIDE))
    named = any(sense(word).core[:1].isupper() for word in (*place.last(1), *place.first(1)))
    return _Swap(before[-_BESIDE:], gone[first:end], come[first:ends], after[:_BESIDE], named)


def _is_one_of_several(change: _Swap) -> bool:
    """Whether what came or went is joined to a party that stayed."""
    if change.gone and change.come:
        return False
    words = change.gone or change.come
    if words[0] in _JOINTS and (change.named or _parties(change.before[-2:])):
        return True
    return words[-1] in _JOINTS and (change.named or bool(_parties(change.after[:2])))


def _acts(change: _Swap, own: list[str]) -> bool:
    """Whether the party on one side is told to do something, or to bear it."""
    here = [at for at, word in enumerate(own) if word in PARTIES]
    following = own[here[-1] + 1 :] + change.after if here else change.after
    while following and (following[0] in PARTIES or following[0] in _WITH_A_PARTY):
        following = following[1:]
    if following and (
        following[0] in _ACTS or (following[0] in _BE and not _OWES.isdisjoint(following[1:2]))
    ):
        return True
    leading = change.before + (own[: here[0]] if here else [])
    while leading and (leading[-1] in PARTIES or leading[-1] in _WITH_A_PARTY):
        leading = leading[:-1]
    return leading[-1:] == ["by"] or tuple(leading[-2:]) in _UPON


def _parties(words: Iterable[str]) -> set[str]:
    return {PARTIES[word] for word in words if word in PARTIES}


def _small(words: Iterable[str]) -> list[str]:
    return [sense(word).small for word in words]
