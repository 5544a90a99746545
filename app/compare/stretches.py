"""Where two texts differ, stretch by stretch, so that each can be decided on by itself. Pure.

What came or went beside an edited passage is a matter of its own, unless its words came from there or went there, as
where a paragraph was divided. Imports models and sibling modules only.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from app.compare.align import Unit, align
from app.compare.words import Vocabulary
from app.models.review import value_json
from app.models.text import Block, Blocks, List, block_lines, lines_of

LONGEST_LIST = 12_000
"""Letters, in JSON, of a list whose changed items are told one by one, for each is kept with the whole list."""

_SHARE = 3
"""What came or went is akin to an edit where every third of its words, at least, went or came by that."""


class Stretch(NamedTuple):
    """Neighbours in the old text, from and to, and what stands there in the new; `same` where nothing differs."""

    old: tuple[int, int]
    new: tuple[int, int]
    same: bool


def block_units(blocks: Iterable[Block]) -> list[Unit]:
    """What blocks are aligned by."""
    vocabulary = Vocabulary(noise=True)
    return [Unit("\n".join(block_lines(block)), type(block).__name__, vocabulary) for block in blocks]


def stretches_of(old: Blocks, new: Blocks) -> list[Stretch]:
    """Two texts as stretches of blocks, in their order."""
    return _stretches(old, new, block_units(old), block_units(new))


def states_between(old: Blocks, new: Blocks) -> list[Blocks]:
    """What a stretch is to begin with, after each thing that changed in it, and in the end.

    That is one thing, but for a list of which several items changed.
    """
    if len(old) == len(new) == 1 and isinstance(old[0], List) and isinstance(new[0], List):
        return [(state,) for state in _states_of_list(old[0], new[0])]
    return [old, new]


def _states_of_list(old: List, new: List) -> list[List]:
    if old.ordered != new.ordered or max(len(value_json(each)) for each in (old, new)) > LONGEST_LIST:
        return [old, new]
    found = _stretches(old.items, new.items, _item_units(old), _item_units(new))
    ends = [stretch for stretch in found if not stretch.same]
    states = [List((*new.items[: end.new[1]], *old.items[end.old[1] :]), old.ordered) for end in ends]
    return [old, *states]


def _item_units(each: List) -> list[Unit]:
    vocabulary = Vocabulary(noise=True)
    return [Unit("\n".join(lines_of(item.blocks)), "item", vocabulary) for item in each.items]


class _Changed:
    """Neighbours that changed. Those with a counterpart were `edited`, the others came or went."""

    def __init__(self, left: Sequence[Unit], right: Sequence[Unit]) -> None:
        self.counts = len(left), len(right)
        self.edited = bool(left and right)
        old, new = (Counter(word for unit in side for word in unit.words) for side in (left, right))
        self._gone, self._come = old - new, new - old

    def takes(self, other: "_Changed") -> bool:
        """Whether what follows belongs to it."""
        if self.edited and other.edited:
            return False
        if self.edited == other.edited:
            return True
        edit, rest = (self, other) if self.edited else (other, self)
        shared = (edit._gone & rest._come) + (edit._come & rest._gone)
        return _SHARE * shared.total() >= rest._gone.total() + rest._come.total()

    def take(self, other: "_Changed") -> None:
        """Makes what follows part of it."""
        self.counts = self.counts[0] + other.counts[0], self.counts[1] + other.counts[1]
        self.edited |= other.edited
        gone, come = self._gone + other._gone, self._come + other._come
        self._gone, self._come = gone - come, come - gone


def _stretches(
    old: Sequence[object], new: Sequence[object], before: Sequence[Unit], after: Sequence[Unit]
) -> list[Stretch]:
    found: list[_Changed | None] = []
    for i, j in align(before, after).pairs:
        if i is not None and j is not None and old[i] == new[j]:
            found.append(None)
            continue
        each = _Changed([] if i is None else [before[i]], [] if j is None else [after[j]])
        last = found[-1] if found else None
        if last is not None and last.takes(each):
            last.take(each)
        else:
            found.append(each)
    return list(_placed(found))


def _placed(found: Iterable[_Changed | None]) -> Iterator[Stretch]:
    gone = come = 0
    for each in found:
        left, right = (1, 1) if each is None else each.counts
        yield Stretch((gone, gone + left), (come, come + right), each is None)
        gone, come = gone + left, come + right
