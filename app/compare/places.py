"""Where words of a text went or came, and what these words may mean. Imports siblings only."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from app.compare.senses import CONTRAST, Sense, sense
from app.compare.woven import Piece, tokens

Side = Literal["old", "new"]
SIDES: tuple[Side, ...] = ("old", "new")
NOTHING = sense("")
_SHORT = 60  # letters: a stretch between two changes that one figure or one list could reach across


class Place(Struct, frozen=True, gc=False):
    """A place where words went and came, between words that stayed.

    `last` and `first` are the words right before and after it, `NOTHING` where there is none. `was` and `now` tell what
    the words that went and those that came may mean, `flags` both. A place that `begins` has no text before it; one
    that is `near` lies close to the next, where there is a next one.
    """

    before: Sequence[str]
    last: Sense
    gone: list[Sense]
    come: list[Sense]
    first: Sense
    after: Sequence[str]
    begins: bool
    near: bool
    was: int
    now: int
    flags: int

    def swapped(self) -> "Swapped":
        """What went and what came, without the words that both begin or end with."""
        gone, come = self.gone, self.come
        if len(gone) == len(come) == 1:
            return Swapped([], gone, come, [])
        most = min(len(gone), len(come))
        first = next((at for at in range(most) if gone[at] != come[at]), most)
        last = next((at for at in range(most - first) if gone[-1 - at] != come[-1 - at]), most - first)
        end = len(gone) - last
        return Swapped(gone[:first], gone[first:end], come[first : len(come) - last], gone[end:])

    def on(self, side: Side) -> list[Sense]:
        """The words that only one side has."""
        return self.gone if side == "old" else self.come

    def lasts(self, most: int) -> list[Sense]:
        """The last words before the place."""
        return list(map(sense, self.before[-most:]))

    def firsts(self, most: int) -> list[Sense]:
        """The first words after the place."""
        return list(map(sense, self.after[:most]))


class Swapped(NamedTuple):
    """Words in the place of others, and those that both sides of the place begin and end with."""

    before: list[Sense]
    gone: list[Sense]
    come: list[Sense]
    after: list[Sense]

    @property
    def longest(self) -> int:
        """How many words the longer side has."""
        return max(len(self.gone), len(self.come))


def places_of(pieces: Sequence[Piece], words: Sequence[Sequence[str]] = ()) -> list[Place]:
    """Each place where words went or came; `words` are those of the pieces, where they are known."""
    found: list[Place] = []
    begins = True
    before: Sequence[str] = ()
    gone: list[Sense] = []
    come: list[Sense] = []
    for piece, said in zip(pieces, words or [tokens(piece.text) for piece in pieces], strict=True):
        if piece.op == "delete":
            gone += map(sense, said)
        elif piece.op == "insert":
            come += map(sense, said)
        else:
            if gone or come:
                found.append(_place(before, gone, come, said, begins, len(piece.text) < _SHORT))
                gone, come = [], []
            begins, before = not piece.text, said
    if gone or come:
        found.append(_place(before, gone, come, (), begins, True))
    return found


def _place(
    before: Sequence[str],
    gone: list[Sense],
    come: list[Sense],
    after: Sequence[str],
    begins: bool,
    near: bool,
) -> Place:
    last = sense(before[-1]) if before else NOTHING
    first = sense(after[0]) if after else NOTHING
    was = now = 0
    for word in gone:
        was |= word.flags
    for word in come:
        now |= word.flags
    if last.small == "per":
        was, now = was | CONTRAST, now | CONTRAST
    return Place(before, last, gone, come, first, after, begins, near, was, now, was | now)


def all_flags(places: Iterable[Place]) -> int:
    """What the words at any of some places may mean."""
    flags = 0
    for place in places:
        flags |= place.flags
    return flags
