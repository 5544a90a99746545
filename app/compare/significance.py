"""Why a change matters: a number, a sum of money, a date, a name or an obligation differs. Imports siblings only.

What a text says of each is taken from before and after alike, so a figure that only moved within its sentence, or is
only written otherwise, does not count, and "will" that became "will seek to" does. A negation counts as an obligation.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Literal

from app.compare.contrasts import contrasts
from app.compare.duties import obligations, together
from app.compare.figures import NO_FIGURES, Figure, Said, figures
from app.compare.listed import narrowed
from app.compare.marks import MAYBE
from app.compare.names import names_differ
from app.compare.parties import BESIDE, parties_differ
from app.compare.places import NOTHING, Place, all_flags, places_of
from app.compare.senses import (
    ALONE,
    CONTRAST,
    DASHED,
    DUTY,
    FIGURE,
    HELP,
    JOINT,
    LIMIT,
    LINK,
    NAME,
    PART,
    PARTY,
    RULE,
    Sense,
    sense,
)
from app.compare.signs import signs_differ
from app.compare.softened import softened_differ
from app.compare.swapped import mean_another
from app.compare.words import BREAK
from app.compare.woven import Piece

Why = Literal["number", "money", "date", "name", "obligation"]

KINDS: tuple[Literal["number", "money", "date"], ...] = ("number", "money", "date")
ORDER: tuple[Why, ...] = ("number", "money", "date", "name", "obligation")
_BESIDE = 6  # words: no date, sum or obligation that a change could be part of is longer
_MOST_IN_FIGURE = 3  # words, as in “12 per cent”
_WEIGHED = FIGURE | LIMIT | DUTY | PART | NAME | CONTRAST | PARTY | HELP | JOINT | ALONE | RULE
_GAP, _BREAK = sense("§"), sense(BREAK)
_NOT_BY_CAPITAL = ("May", "Will", "Must", "Can", "Might")


def why(before: str, after: str, heading: bool = False) -> tuple[Why, ...]:
    """The classes in which two texts differ; for a text that came or went, the classes it speaks of.

    In a heading every word may stand in capitals, so no names are sought.
    """
    return why_of((Piece("delete", before), Piece("insert", after)), heading)


def why_of(
    pieces: Iterable[Piece], heading: bool = False, words: Sequence[Sequence[str]] = ()
) -> tuple[Why, ...]:
    """The classes in which a text differs that is given as the words that stayed, went and came.

    The `words` of the pieces, where they are known, save cutting them up again.
    """
    pieces = tuple(pieces)
    places = places_of(pieces, words)
    flags = all_flags(places)
    found = _found(places, flags, pieces, heading) if flags & _WEIGHED else []
    if flags & DASHED:
        found.extend(signs_differ(pieces))
    if not (found or heading) and _says_another(places, flags):
        return ("obligation",)
    return tuple([kind for kind in ORDER if kind in found]) if found else ()


def _found(places: Sequence[Place], flags: int, pieces: Sequence[Piece], heading: bool) -> list[Why]:
    """The classes that figures, names and obligations tell; `flags` are what the words of all places may mean."""
    found: list[Why] = list(contrasts(places) if flags & (CONTRAST | LINK) else ())
    if flags & FIGURE or (flags & LIMIT and _beside_figure(places)):
        near = _near(places, FIGURE | LIMIT)
        old, new = map(_figures, near)
        if old is not new:
            found.extend([kind for kind in KINDS if old[kind].differs(new[kind])])
        if old is not NO_FIGURES and not found and _turned_round(*near):
            found.append("number")
    if flags & NAME and not heading and names_differ(places, pieces):
        found.append("name")
    others = flags & PARTY and "name" not in found
    if "obligation" not in found and (_promises_differ(places, flags) or (others and _others_act(places))):
        found.append("obligation")
    return found


def _figures(near: Sequence[Sense]) -> Mapping[Figure, Said]:
    """The numbers, sums and dates in some words."""
    marks = 0
    for word in near:
        marks |= word.marks
    return figures(" ".join([word.plain for word in near]), marks) if marks & MAYBE else NO_FIGURES


def _turned_round(old: Sequence[Sense], new: Sequence[Sense]) -> bool:
    """Whether something goes from one figure to another that went from the other to the one."""
    ways = _ways(old)
    return bool(ways) and not ways.isdisjoint((end, start) for start, end in _ways(new) - ways)


def _ways(near: Sequence[Sense]) -> set[tuple[str, str]]:
    """The figures that something goes from and to, as in “from £12 million to £9 million”."""
    found: set[tuple[str, str]] = set()
    for at, word in enumerate(near[:-3]):
        if word.small == "from" and near[at + 1].flags & FIGURE:
            for to in range(at + 2, min(at + 2 + _MOST_IN_FIGURE, len(near) - 1)):
                if near[to].small == "to" and near[to + 1].flags & FIGURE:
                    found.add((_bare(near[at + 1 : to]), _bare(near[to + 1 : to + to - at])))
    return found


def _bare(figure: Sequence[Sense]) -> str:
    return " ".join(word.small for word in figure)


def _promises_differ(places: Sequence[Place], flags: int) -> bool:
    """Whether what is laid down differs, whoever has to see to it."""
    duty = flags & DUTY or (flags & PART and any(_completes(place) for place in places))
    if duty:
        old, new = map(_obligations, _near(places, DUTY | PART, 3))
        if old != new:
            return True
    if flags & HELP and softened_differ(places):
        return True
    return bool(flags & RULE) and any(map(_rule_came_or_went, places))


def _rule_came_or_went(place: Place) -> bool:
    """Whether whole sentences came or went by themselves at a place, and lay something down."""
    if not place.flags & RULE or (place.gone and place.come):
        return False
    return (place.last is NOTHING or place.last.ends) and (place.gone or place.come)[-1].ends


def _others_act(places: Sequence[Place]) -> bool:
    return parties_differ(places, *_near(places, PARTY, BESIDE))


def _says_another(places: Sequence[Place], flags: int) -> bool:
    """Whether what is said is said of others, or is its opposite, where no figure, name or obligation tells."""
    return mean_another(places) or (bool(flags & (JOINT | ALONE)) and narrowed(places))


def _beside_figure(places: Iterable[Place]) -> bool:
    """Whether a word that would change a figure, such as “by” before a date, stands beside one."""
    for place in places:
        if place.flags & LIMIT:
            for word in (*place.lasts(_BESIDE), *place.firsts(_BESIDE)):
                if word.flags & FIGURE:
                    return True
    return False


def _completes(place: Place) -> bool:
    """Whether what went or came at a place is half of an obligation whose other half is there or stands beside it."""
    if not place.flags & PART:
        return False
    sides = ((place.last, *words, place.first) for words in (place.gone, place.come))
    return any(together([word.small for word in words]) for words in sides)


def _near(places: Sequence[Place], mask: int, beside: int = _BESIDE) -> tuple[list[Sense], list[Sense]]:
    """The words of either side at places that may mean what is asked for, with the words beside them."""
    old: list[Sense] = []
    new: list[Sense] = []
    shared = False
    for place, following in zip_longest(places, places[1:]):
        if not place.flags & mask:
            shared = False
            continue
        ahead = [] if shared else [_BREAK] if place.begins else [_GAP, *place.lasts(beside)]
        shared = place.near and following is not None and bool(following.flags & mask)
        behind = list(map(sense, place.after)) if shared else place.firsts(beside)
        old += [*ahead, *place.gone, *behind]
        new += [*ahead, *place.come, *behind]
    return old, new


def _obligations(near: Sequence[Sense]) -> list[str]:
    """The obligations in some words; the month May and the name Will, known by their capital, lay down none.

    Nor does “not” after a comma: “email, not letters” says “rather than”.
    """
    words = [word.small for word in near]
    where = [at for at, word in enumerate(near) if word.flags & (DUTY | PART)]
    for at in where:
        word = near[at]
        if not word.flags & DUTY:
            continue
        last = near[at - 1] if at else NOTHING
        named = not last.ends and word.core in _NOT_BY_CAPITAL
        numbered = word.small == "may" and words[at + 1 : at + 2] and words[at + 1][:1].isdigit()
        if named or numbered or (word.small == "not" and last.token.endswith(",")):
            words[at] = ""
    return obligations(words, where)
