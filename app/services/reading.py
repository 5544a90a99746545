"""What a reviewer has read of a strategy, and what has changed since. No Qt.

A reading is a tree: each part as it was when it was marked as read. Comparing it with the draft tells what is new to
the reviewer; marking changes as read carries them out on it. Two libraries exchange what a reviewer has read: of each
part the reading that is newer counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from app.compare.carrying import all_carried_out
from app.compare.changes import Change
from app.compare.match import match
from app.compare.suggest import suggestions
from app.compare.taking import Taken, taken
from app.compare.words import Vocabulary
from app.models.errors import Refused
from app.models.nodes import KINDS, Node, Strategy
from app.models.review import with_identities
from app.models.tree import problems, walk

if TYPE_CHECKING:
    from app.store.library import Library


class Progress(Struct, frozen=True):
    """How many parts of a strategy a reviewer has read as they are now, of how many."""

    read: int
    parts: int


def as_read(library: Library, strategy: str) -> Strategy:
    """The strategy as the reviewer at work last read it; with every part empty where nothing was read yet."""
    return library.reading(strategy) or _unread(library.head(strategy))


def progress(read: Node, draft: Node) -> Progress:
    """How far the reading has come. What is nothing but a heading over its parts is read with them, and not counted."""
    known = {node.id: node for node in walk(with_identities(read, match(read, draft, Vocabulary()).to_new))}
    parts = [node for node in walk(draft) if not _is_heading(node)]
    return Progress(
        sum(1 for node in parts if node.id in known and _bare(known[node.id]) == _bare(node)), len(parts)
    )


def mark_read(library: Library, strategy: str, draft: Strategy, changes: Sequence[Change] | None) -> int:
    """Notes that changes from the reading to `draft` were read (None: all of it).

    How many could not be told apart from others that were not read yet.
    """
    before = as_read(library, strategy)
    found = Taken(draft) if changes is None else taken(before, draft, changes, back=False)
    root = found.root
    if not isinstance(root, Strategy):
        raise Refused("Only a strategy can be marked as read.")
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    times = library.reading_times(strategy) | dict.fromkeys(_read_anew(before, root), now)
    library.keep_reading(strategy, root, times=times)
    return len(found.left)


def take_back_reading(library: Library, strategy: str, read: Strategy) -> None:
    """Makes a reading of before the one that was read again.

    It counts as of now, or the marking that is taken back would come again from another copy of the library.
    """
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    times = library.reading_times(strategy) | dict.fromkeys(_read_anew(as_read(library, strategy), read), now)
    library.keep_reading(strategy, read, times=times)


def exchange_readings(here: Library, there: Library, strategy: str) -> int:
    """Makes both libraries know what each reviewer has read in either; how many readings that changed."""
    count = 0
    for who, mine, theirs, both in _brought_together(here, there, strategy):
        count += _kept(here, strategy, who, mine, both) + _kept(there, strategy, who, theirs, both)
    return count


def take_readings(library: Library, other: Library, strategy: str) -> int:
    """Takes what each reviewer has read in another library into this one; how many readings that changed."""
    found = _brought_together(library, other, strategy)
    return sum(_kept(library, strategy, who, mine, both) for who, mine, _, both in found)


def _brought_together(
    here: Library, there: Library, strategy: str
) -> Iterator[tuple[str, _Reading, _Reading, _Reading]]:
    """Each reviewer with what they have read here, there, and in both."""
    draft = here.head(strategy)
    for who in sorted({*here.readers(strategy), *there.readers(strategy)}):
        mine, theirs = (_Reading.of(side, strategy, who) for side in (here, there))
        yield who, mine, theirs, _joined(mine, theirs, draft)


def _kept(library: Library, strategy: str, who: str, old: _Reading, both: _Reading) -> bool:
    if both.root is None or both == old:
        return False
    library.keep_reading(strategy, both.root, who, both.times)
    return True


class _Reading(Struct, frozen=True):
    """What one reviewer has read in one library, and when."""

    root: Strategy | None
    times: dict[str, str]

    @classmethod
    def of(cls, library: Library, strategy: str, who: str) -> _Reading:
        return cls(library.reading(strategy, who), library.reading_times(strategy, who))


def _joined(mine: _Reading, theirs: _Reading, draft: Strategy) -> _Reading:
    """Two readings as one, whichever is named first: of each part the newer, of two as old the one as the draft."""
    times = {
        id: max(mine.times.get(id, ""), theirs.times.get(id, "")) for id in mine.times.keys() | theirs.times
    }
    if mine.root is None or theirs.root is None:
        return _Reading(mine.root or theirs.root, times)
    if mine.root.fingerprint == theirs.root.fingerprint:
        return _Reading(mine.root, times)
    first, other = sorted((mine, theirs), key=lambda each: each.root.fingerprint if each.root else "")
    assert first.root is not None
    assert other.root is not None
    now, known, new = ({node.id: _bare(node) for node in walk(r)} for r in (draft, first.root, other.root))
    newer = {
        id
        for id in known.keys() | new
        if (other.times.get(id, ""), new.get(id) == now.get(id))
        > (first.times.get(id, ""), known.get(id) == now.get(id))
    }
    wanted = [s for s in suggestions(first.root, other.root, author="", at="", source="") if s.node in newer]
    root = all_carried_out(first.root, wanted).root
    sound = isinstance(root, Strategy) and next(problems(root), None) is None
    return _Reading(root if isinstance(root, Strategy) and sound else first.root, times)


def _read_anew(before: Node, after: Node) -> Iterator[str]:
    """The parts that a reading has now as they were not before: new, changed, put elsewhere, or gone."""
    old, new = ({node.id: _bare(node) for node in walk(root)} for root in (before, after))
    yield from (id for id in old.keys() | new if old.get(id) != new.get(id))
    yield from (s.node for s in suggestions(before, after, author="", at="", source="") if s.sort == "moved")


def _bare(node: Node) -> Node:
    return structs.replace(node, children=())


def _unread(root: Strategy) -> Strategy:
    empty = _emptied(root)
    assert isinstance(empty, Strategy)
    return empty


def _emptied(node: Node) -> Node:
    return _heading_over(node, tuple(_emptied(child) for child in node.children))


def _heading_over(node: Node, children: tuple[Node, ...]) -> Node:
    """A part with nothing in it but parts, and the title over them, by which those that are new are to be found.

    What stands in every part, such as a figure's default, stays, and so do a strategy's house and language, which are
    looked at and not read.
    """
    kept = {"title": node.title} if children else {}
    if isinstance(node, Strategy):
        kept = {"house": node.house, "language": node.language}
    return KINDS[node.kind].make(id=node.id, children=children, **kept)


def _is_heading(node: Node) -> bool:
    return bool(node.children) and node == _heading_over(node, node.children)
