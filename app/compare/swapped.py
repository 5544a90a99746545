"""A few words in the place of others that mean somebody else, or the opposite. Imports the sibling modules only."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from rapidfuzz.distance import Indel

from app.compare.listed import is_praise
from app.compare.opposites import are_opposite, may_differ_in_part
from app.compare.places import NOTHING, SIDES, Place
from app.compare.poles import CONCERNED, PEOPLE
from app.compare.senses import FIGURE, NEVER_NAMES, TELLING, flags_of, sense

_MOST = 5  # words
_MOST_TELLING = 2  # words that tell which people are meant
_ALIKE = 0.7  # of the letters: then one word was mended, or put into another form
_BEFORE_NOUN = frozenset(
    "the a an our its their all any each every most some of for by from with in on as".split()
)
_AFTER_SUBJECT = frozenset("is are was were has have will must shall should may might can do does".split())
_PLURALS = ("people", "staff", "children", "police")


def mean_another(places: Sequence[Place]) -> bool:
    """Whether the few words that went and those that came at a place mean different people, or opposite things."""
    found = [place for place in places if _may_mean_another(place) and _means_another(place, frozenset())]
    if not found:
        return False  # as nearly always
    gone, come = ({word.small for place in places for word in place.on(side)} for side in SIDES)
    moved = gone & come
    return not moved or any(_means_another(place, moved) for place in found)


def _may_mean_another(place: Place) -> bool:
    """Whether what went and what came may mean somebody else or the opposite: quickly, for most do not."""
    gone, come = place.gone, place.come
    if not (gone and come):
        return False
    if place.was & place.now & TELLING:
        return True
    if len(gone) == len(come) == 1:
        if may_differ_in_part(gone[0].token, come[0].token):
            return True
    elif gone[0] == come[0] or gone[-1] == come[-1]:
        return True  # for they are a whole text, of which only a few words may differ
    elif len(gone) > _MOST_TELLING or len(come) > _MOST_TELLING:
        return False
    return bool(place.first.flags & TELLING)


def _means_another(place: Place, moved: AbstractSet[str]) -> bool:
    swapped = place.swapped()
    if swapped.longest > _MOST:
        return False
    both_tell = flags_of(swapped.gone) & flags_of(swapped.come) & TELLING
    was, now = (
        [word.small for word in words if word.small not in moved] for words in (swapped.gone, swapped.come)
    )
    if both_tell or len(was) == len(now) == 1:
        if any(are_opposite(one, other) for one in was for other in now):
            return True
        if both_tell and swapped.longest <= _MOST_TELLING + 1:
            old, new = ({CONCERNED[word] for word in words if word in CONCERNED} for words in (was, now))
            if old and new:
                return old != new
    return (
        not any(word in CONCERNED for word in (*was, *now))
        and _stand_before_people(place)
        and _tell_apart(was, now)
    )


def _stand_before_people(place: Place) -> bool:
    """Whether what went and came at a place stands between what begins a noun and a word for people.

    At the beginning of a sentence it does so only where the people then do something, for “Help residents to” tells
    nobody from others.
    """
    swapped = place.swapped()
    following = [*swapped.after, *place.firsts(2)][:2]
    if not following or following[0].small not in PEOPLE:
        return False
    before = swapped.before[-1] if swapped.before else place.last
    if before is not NOTHING and not before.ends:
        return before.small in _BEFORE_NOUN
    if not _are_people(following[0].small):
        return False
    then = following[1].small if len(following) > 1 else ""
    return bool(then) and (then in _AFTER_SUBJECT or then not in NEVER_NAMES)


def _are_people(word: str) -> bool:
    return word in _PLURALS or word.endswith("s")


def _tell_apart(gone: list[str], come: list[str]) -> bool:
    """Whether words before those concerned tell which are meant, as “council” and “private” before “tenants” do."""
    if not (gone and come) or max(len(gone), len(come)) > _MOST_TELLING:
        return False
    if any(map(_tells_nothing, (*gone, *come))):
        return False
    return Indel.normalized_similarity("".join(gone), "".join(come)) < _ALIKE


def _tells_nothing(word: str) -> bool:
    return word in NEVER_NAMES or word.endswith("ing") or is_praise(word) or bool(sense(word).flags & FIGURE)
