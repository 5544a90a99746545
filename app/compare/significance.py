"""Why a change matters: a number, a sum of money, a date, a name or an obligation differs. Imports siblings only.

What a text says of each is taken from before and after alike, so a figure that only moved within its sentence, or is
only written otherwise, does not count, and "will" that became "will seek to" does. A negation counts as an obligation.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from app.compare.contrasts import contrasts
from app.compare.duties import obligations, together
from app.compare.figures import figures
from app.compare.listed import narrowed
from app.compare.names import names_differ
from app.compare.parties import BESIDE, parties_differ
from app.compare.senses import (
    ALONE,
    CONTRAST,
    DUTY,
    FIGURE,
    HELP,
    JOINT,
    LIMIT,
    NAME,
    PART,
    PARTY,
    SIDES,
    SWAP,
    Place,
    Side,
    sense,
    tokens,
)
from app.compare.softened import softened_differ
from app.compare.swapped import may_mean_another, mean_another
from app.compare.words import BREAK, Piece, normal

Why = Literal["number", "money", "date", "name", "obligation"]

KINDS: tuple[Literal["number", "money", "date"], ...] = ("number", "money", "date")
ORDER: tuple[Why, ...] = ("number", "money", "date", "name", "obligation")
_BESIDE = 6  # words: no date, sum or obligation that a change could be part of is longer
_SHORT = 60  # letters: a stretch between two changes that one figure could reach across
_WEIGHED = FIGURE | LIMIT | DUTY | PART | NAME | CONTRAST | PARTY | HELP | JOINT | ALONE | SWAP
_GAP = "§"
_SEAM = re.compile(r"(?<=[a-z])\.(?=[A-Z])")  # where two sentences were joined without a space
_NOT_BY_CAPITAL = ("May", "Will", "Must", "Can", "Might")


def why(before: str, after: str, heading: bool = False) -> tuple[Why, ...]:
    """The classes in which two texts differ; for a text that came or went, the classes it speaks of.

    In a heading every word may stand in capitals, so no names are sought.
    """
    return why_of((Piece("delete", before), Piece("insert", after)), heading)


def why_of(pieces: Iterable[Piece], heading: bool = False) -> tuple[Why, ...]:
    """The classes in which a text differs that is given as the words that stayed, went and came."""
    pieces = tuple(pieces)
    places, flags = _changed(pieces)
    if not flags & _WEIGHED:
        return ()
    found: list[Why] = list(contrasts(places) if flags & CONTRAST else ())
    if flags & FIGURE or (flags & LIMIT and _beside_figure(places)):
        texts = [_SEAM.sub(". ", normal(" ".join(_near(places, FIGURE | LIMIT, side)))) for side in SIDES]
        old, new = map(figures, texts)
        found.extend(kind for kind in KINDS if old[kind].differs(new[kind]))
    if flags & NAME and not heading and names_differ(places, pieces):
        found.append("name")
    if _promises_differ(places, flags) or ("name" not in found and _others_act(places, flags)):
        found.append("obligation")
    if not (found or heading) and _says_another(places, flags):
        found.append("obligation")
    return tuple(kind for kind in ORDER if kind in found)


def _promises_differ(places: Sequence[Place], flags: int) -> bool:
    """Whether what is laid down differs, whoever has to see to it."""
    duty = flags & DUTY or (flags & PART and any(_completes(place) for place in places))
    if duty and _obligations(places, "old") != _obligations(places, "new"):
        return True
    return bool(flags & HELP) and softened_differ(places)


def _others_act(places: Sequence[Place], flags: int) -> bool:
    if not flags & PARTY:
        return False
    old, new = (_near(places, PARTY, side, BESIDE) for side in SIDES)
    return parties_differ(places, old, new)


def _says_another(places: Sequence[Place], flags: int) -> bool:
    """Whether what is said is said of others, or is its opposite, where no figure, name or obligation tells."""
    if flags & SWAP and mean_another(places):
        return True
    return bool(flags & (JOINT | ALONE)) and narrowed(places)


def _changed(pieces: Sequence[Piece]) -> tuple[list[Place], int]:
    """Each place where words went or came, and what all of these words may mean."""
    places: list[Place] = []
    before = ""
    gone: list[str] = []
    come: list[str] = []
    flags = at_place = 0
    for piece in (*pieces, Piece("equal", "")):
        if piece.op == "equal":
            if gone or come:
                at_place |= CONTRAST if before[-4:].lower() == "per " else 0
                at_place |= (
                    SWAP if gone and come and may_mean_another(gone, come, piece.text, at_place) else 0
                )
                places.append(Place(before, gone, come, piece.text, at_place))
                gone, come = [], []
                flags |= at_place
                at_place = 0
            before = piece.text
            continue
        words = tokens(piece.text)
        for word in words:
            at_place |= sense(word).flags
        if piece.op == "delete":
            gone += words
        else:
            come += words
    return places, flags


def _beside_figure(places: Iterable[Place]) -> bool:
    """Whether a word that would change a figure, such as “by” before a date, stands beside one."""
    return any(
        sense(word).flags & FIGURE
        for place in places
        if place.flags & LIMIT
        for word in (*place.last(_BESIDE), *place.first(_BESIDE))
    )


def _completes(place: Place) -> bool:
    """Whether what went or came at a place is half of an obligation whose other half is there or stands beside it."""
    if not place.flags & PART:
        return False
    before, after = place.last(1), place.first(1)
    sides = ([sense(word).small for word in (*before, *words, *after)] for words in (place.gone, place.come))
    return any(together(first, second) for words in sides for first, second in pairwise(words))


def _near(places: Sequence[Place], mask: int, side: Side, beside: int = _BESIDE) -> list[str]:
    """The words of one side at places that may mean what is asked for, with the words beside them."""
    near: list[str] = []
    shared = False
    for at, place in enumerate(places):
        if not place.flags & mask:
            shared = False
            continue
        if not shared:
            near += [_GAP, *place.last(beside)] if place.before else [BREAK]
        near += place.on(side)
        following = places[at + 1] if at + 1 < len(places) else None
        shared = following is not None and bool(following.flags & mask) and len(place.after) < _SHORT
        near += tokens(place.after) if shared else place.first(beside)
    return near


def _obligations(places: Sequence[Place], side: Side) -> Counter[str]:
    """The obligations of one side; the month May and the name Will, known by their capital, lay down none.

    Nor does “not” after a comma: “email, not letters” says “rather than”.
    """
    words: list[str] = []
    begins = paused = False
    for word in _near(places, DUTY | PART, side, 3):
        meant = sense(word)
        named = not begins and meant.core in _NOT_BY_CAPITAL
        words.append("" if named or (paused and meant.small == "not") else meant.small)
        begins, paused = meant.ends, word.endswith(",")
    for at, word in enumerate(words):
        if word == "may" and words[at + 1 : at + 2] and words[at + 1][:1].isdigit():
            words[at] = ""
    return obligations(words)
