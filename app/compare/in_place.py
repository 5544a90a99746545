"""Bodies whose paragraphs all stayed in their places, as nearly all that are edited do: they need no aligning. Pure.

Imports models and the sibling modules only.
"""

from collections.abc import Iterable, Iterator

from app.compare.align import HARDLY_EDITED, PAIRS_IN_A_GAP, Cancelled
from app.compare.passages import (
    FURTHER,
    Matched,
    Passage,
    match_passages,
    paragraph_passage,
    passages_of,
    tables,
    within_list,
)
from app.compare.words import Vocabulary, likeness
from app.models.text import Block, Blocks, List, Paragraph

Pair = tuple[Passage, Passage]


def match_bodies(
    old: Blocks, new: Blocks, vocabulary: Vocabulary, cancelled: Cancelled = lambda: False
) -> Iterable[Matched]:
    """Which passage of a body is which, in reading order; of those that are the same, some are left out."""
    pairs = _in_place(old, new, vocabulary)
    if pairs is None:
        return match_passages(passages_of(old), passages_of(new), vocabulary, cancelled)
    return _matched(pairs, vocabulary, cancelled)


def _matched(pairs: Iterable[Pair], vocabulary: Vocabulary, cancelled: Cancelled) -> Iterator[Matched]:
    for old, new in pairs:
        if old.sort == "table":
            yield from tables(old, new, vocabulary, cancelled)
        else:
            yield Matched((old,), (new,))


def _in_place(old: Blocks, new: Blocks, vocabulary: Vocabulary) -> list[Pair] | None:
    """The passages that differ, each with the one in its place, where to align them all would give the same; None where
    it might not.

    It would where either side has as many, each hardly edited at most, and none took on the words of another.
    """
    if sum(map(_passages, old)) ** 2 > PAIRS_IN_A_GAP:
        return None
    pairs = _that_differ(old, new)
    return pairs if pairs is not None and _hardly_edited(pairs, vocabulary) else None


def _passages(block: Block) -> int:
    """How many passages a block is."""
    if isinstance(block, List):
        return sum(_passages(inner) for item in block.items for inner in item.blocks)
    return 1


def _that_differ(old: Blocks, new: Blocks) -> list[Pair] | None:
    """The passages that differ, each with the one in its place; None where not each has one there."""
    if len(old) != len(new):
        return None
    pairs: list[Pair] = []
    for a, b in zip(old, new, strict=True):
        found = _side_by_side(a, b, "")
        if found is None:
            left, right = passages_of((a,)), passages_of((b,))
            if len(left) != len(right):
                return None
            found = list(zip(left, right, strict=True))
        pairs += found
    return [pair for pair in pairs if pair[0] != pair[1]]


def _side_by_side(old: Block, new: Block, within: str) -> list[Pair] | None:
    """The passages that may differ in two blocks built alike; None of others. `within` tells the lists they stand in.

    Of two long lists only the items that changed are laid out.
    """
    if old is new or old == new:
        return []
    if isinstance(old, Paragraph) and isinstance(new, Paragraph):
        return [(paragraph_passage(old, within), paragraph_passage(new, within))]
    if not (isinstance(old, List) and isinstance(new, List)) or old.ordered != new.ordered:
        return None
    if [len(item.blocks) for item in old.items] != [len(item.blocks) for item in new.items]:
        return None
    level = within_list(old, within)
    pairs: list[Pair] = []
    for item, other in zip(old.items, new.items, strict=True):
        for k, (a, b) in enumerate(zip(item.blocks, other.blocks, strict=True)):
            found = _side_by_side(a, b, f"{level}{FURTHER}" if k and isinstance(a, Paragraph) else level)
            if found is None:
                return None
            pairs += found
    return pairs


def _hardly_edited(pairs: Iterable[Pair], vocabulary: Vocabulary) -> bool:
    gone: set[tuple[str, ...]] = set()
    come: set[tuple[str, ...]] = set()
    for old, new in pairs:
        if old.sort != new.sort:
            return False
        left, right = vocabulary.words(old.aligned_by), vocabulary.words(new.aligned_by)
        if left == right:
            continue
        if likeness(left, right, HARDLY_EDITED) < HARDLY_EDITED:
            return False
        gone.add(tuple(left))
        come.add(tuple(right))
    return gone.isdisjoint(come)
