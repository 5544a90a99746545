"""A few words in the place of others that mean somebody else, or the opposite. Imports the sibling modules only."""

from collections.abc import Iterable, Sequence
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
_ROLES = frozenset("director directors head heads manager managers chair secretary committee board".split())
"""Words for those who have to act, that “of” and what they are in charge of follow."""
_MEASURED = frozenset(
    (
        "due payable paid judged scored assessed ranked weighted evaluated apportioned allocated calculated "
        "measured charged priced rated"
    ).split()
)
_MEASURED_BY = frozenset("on upon by".split())
_COUNTED_FROM = _MEASURED_BY | frozenset("of after before from following".split())
_SPANS = frozenset("hour hours day days week weeks month months year years".split())
_BODIES = frozenset("committee committees board boards panel panels forum officer manager director".split())
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
    return bool(place.first.flags & TELLING) or place.last.small in _COUNTED_FROM


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
        and (_completes(place) or _stand_before_people(place, (*was, *now)))
        and _tell_apart(was, now)
    )


def _completes(place: Place) -> bool:
    """Whether what went and came ends a role (“director of resources”), or says what a deadline is counted from or
    something is measured by.
    """
    beside = [word.small for word in (*place.lasts(5), *place.swapped().before)][-5:]
    if len(beside) < 2 or beside[-1] not in _COUNTED_FROM:
        return False
    named = beside[-2]
    if beside[-1] == "of" and named in _ROLES:
        return True
    if beside[-1] in _MEASURED_BY and named in _MEASURED:
        return True
    return named in _SPANS and "within" in beside


def _stand_before_people(place: Place, said: Iterable[str]) -> bool:
    """Whether what went and came at a place, `said`, stands between what begins a noun and a word for people.

    “Helping” does so only before a body, as in “the planning committee”, for before people it may be a verb.

    At the beginning of a sentence it does so only where the people then do something, for “Help residents to” tells
    nobody from others.
    """
    swapped = place.swapped()
    following = [*swapped.after, *place.firsts(2)][:2]
    if not following or following[0].small not in PEOPLE:
        return False
    if following[0].small not in _BODIES and any(word.endswith("ing") for word in said):
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
    return word in NEVER_NAMES or is_praise(word) or bool(sense(word).flags & FIGURE)
