"""What the comparison's page works with: what can be compared, what came of it, and which changes are wanted.

Imports models, compare and documents only.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from app.compare.changes import Change
from app.document.aligned import Aligned, change_kind
from app.document.lines import SIDES, Line, Weight, text_on

EVERYTHING = frozenset[Weight](("substantive", "other", "formatting"))


class Basis(NamedTuple):
    """Something that can be compared: the draft (nothing but a name), or what one of the other fields says.

    `version` is a label and `moment` an edit of `strategy` (empty: the open one), `reading` the text as the reviewer
    at work last read it, `suggested` the draft with all open suggestions accepted.
    """

    name: str
    version: str = ""
    file: Path | None = None
    moment: int = 0
    strategy: str = ""
    reading: bool = False
    suggested: bool = False

    @property
    def is_draft(self) -> bool:
        """Whether it is the open strategy's draft."""
        return self[1:] == ("", None, 0, "", False, False)


class Compared(NamedTuple):
    """A comparison that was made. `authors` are known by part; `read` is how far a reading has come, of how many;
    `note` says what is to be known about it.
    """

    aligned: Aligned = Aligned()
    authors: Mapping[str, tuple[str, ...]] = {}
    read: tuple[int, int] | None = None
    sides: object = None
    note: str = ""


class Comparing(Protocol):
    """What the page asks of the program; each may raise Refused. `compare` runs in the background."""

    read_only: bool

    @property
    def markings(self) -> int:
        """How many markings as read can be taken back."""
        ...

    def bases(self) -> Sequence[Basis]:
        """What is offered at once, the draft last."""
        ...

    def first(self) -> str:
        """The version that is compared with the draft first: the newest that it is not to the letter; may be empty."""
        ...

    def term(self, kind: str) -> str:
        """What the house calls a kind of part."""
        ...

    def pick(self, what: str) -> Basis | None:
        """Asks for an earlier "moment", another "strategy" or a "file"; None where the user thought better of it."""
        ...

    def moment(self, id: int) -> Basis:
        """The open strategy as it was after an edit."""
        ...

    def compare(self, old: Basis, new: Basis, cancelled: Callable[[], bool]) -> Compared:
        """What differs from one basis to another."""
        ...

    def take(self, compared: Compared, changes: Sequence[Change], back: bool) -> str:
        """Carries changes out on the draft as one edit (`back`: undoes them there); a sentence of what came of it."""
        ...

    def mark_read(self, compared: Compared, changes: Sequence[Change] | None) -> str:
        """Remembers changes (None: everything) as read; a sentence about those that could not be, or nothing."""
        ...

    def unmark(self) -> str:
        """Takes back the last marking as read; a sentence where it cannot be, or nothing."""
        ...

    def redline(self, compared: Compared, changes: Sequence[Change], suffix: str) -> Callable[[], bytes]:
        """What makes the redline of these changes as a file of that kind; it may run in another thread."""
        ...


class Wanted(NamedTuple):
    """Which changes are to be seen: of these weights, of one kind of part, below one heading, by one author."""

    weights: frozenset[Weight] = EVERYTHING
    kind: str = ""
    part: tuple[str, ...] = ()
    author: str = ""

    @property
    def narrow(self) -> bool:
        """Whether more is asked than the weight."""
        return bool(self.kind or self.part or self.author)

    def has(self, change: Change, authors: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether a change is wanted."""
        return (
            change_kind(change) in self.weights
            and (not self.kind or change.node_kind == self.kind)
            and (not self.part or whereabouts(change)[: len(self.part)] == self.part)
            and (not self.author or self.author in authors.get(change.node, ()))
        )


def whereabouts(change: Change) -> tuple[str, ...]:
    """The headings above a change and, where it is about a part as a whole or its name, that part's own."""
    whole = change.kind in ("inserted", "deleted", "moved") and change.field in ("", "place")
    if not whole and change.field != "title":
        return change.path
    name = (change.after or change.before).partition("\n")[0].rpartition(" › ")[2]
    return (*change.path, name)


def parts_of(changes: Iterable[Change]) -> list[tuple[str, ...]]:
    """The headings of the first two levels under which something changed, in reading order."""
    places = list(dict.fromkeys(whereabouts(change) for change in changes))
    held = {place[:depth] for place in places for depth in (1, 2) if len(place) > depth}
    found = (place[:depth] for place in places for depth in (1, 2) if place[:depth] in held)
    return sorted(dict.fromkeys(found), key=_order(places))


def _order(places: list[tuple[str, ...]]) -> Callable[[tuple[str, ...]], tuple[int, int]]:
    """By where the first level comes first, then by where the part itself does."""
    first: dict[tuple[str, ...], int] = {}
    for at, place in enumerate(places):
        for depth in (1, 2):
            first.setdefault(place[:depth], at)
    return lambda part: (first[part[:1]], -1 if len(part) == 1 else first[part])


def _named(line: Line, names: Mapping[str, set[int]]) -> set[int]:
    """The changes of the part whose name a row begins with."""
    cells = (text_on(line, side).partition("\t")[0] for side in SIDES) if line.form == "row" else ()
    return next((names[cell] for cell in cells if cell and cell in names), set())


def marked_lines(aligned: Aligned, kept: Sequence[int], wanted: Wanted) -> frozenset[int]:
    """The lines marked beside a list of the changes with these numbers: those of the weights that are wanted, where
    more is asked only those of the changes, and that to which each of these leads."""
    weighty = frozenset(at for at, line in enumerate(aligned.lines) if line.weight in wanted.weights)
    led = (aligned.places[number] for number in kept)
    own = frozenset(at for at in led if at >= 0 and aligned.lines[at].weight)
    return own | (weighty & lines_of(aligned, kept) if wanted.narrow else weighty)


def lines_of(aligned: Aligned, kept: Iterable[int]) -> frozenset[int]:
    """The lines that the changes with these numbers are seen in.

    A changed line belongs to the change that names it or its part, a row of a table that only repeats what stands
    elsewhere to those of the part that it begins with, and any other to the change whose lines it follows.
    """
    chosen = frozenset(kept)
    places: dict[int, set[int]] = {}
    nodes: dict[str, set[int]] = {}
    names: dict[str, set[int]] = {}
    for number, (change, place) in enumerate(zip(aligned.comparison.changes, aligned.places, strict=True)):
        places.setdefault(place, set()).add(number)
        if change.node:
            nodes.setdefault(change.node, set()).add(number)
        for name in (*whereabouts(change), *(change.after or change.before).split("\n")):
            names.setdefault(name, set()).add(number)
    found: set[int] = set()
    owners: set[int] = set()
    for at, line in enumerate(aligned.lines):
        if not line.weight:
            owners = set()
            continue
        owners = places.get(at) or nodes.get(line.node) or _named(line, names) or owners
        if not owners.isdisjoint(chosen):
            found.add(at)
    return frozenset(found)
