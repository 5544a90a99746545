"""Bodies whose paragraphs all stayed in their places, as nearly all that are edited do: they need no aligning. Pure.

Imports models and the sibling modules only.
"""

from collections.abc import Iterable, Iterator

from app.compare.align import HARDLY_EDITED, PAIRS_IN_A_GAP, Cancelled
from app.compare.passages import Matched, Passage, match_passages, paragraph_passage, passages_of, tables
from app.compare.words import Vocabulary, likeness
from app.models.text import Blocks, Paragraph

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
    if len(old) != len(new):
        return None
    pairs: list[Pair] = []
    count = 0
    for a, b in zip(old, new, strict=True):
        if a is b or a == b:
            count += 1 if isinstance(a, Paragraph) else len(passages_of((a,)))
            continue
        if isinstance(a, Paragraph) and isinstance(b, Paragraph):
            pairs.append((paragraph_passage(a), paragraph_passage(b)))
            count += 1
            continue
        left, right = passages_of((a,)), passages_of((b,))
        if len(left) != len(right):
            return None
        count += len(left)
        pairs += zip(left, right, strict=True)
    if count * count > PAIRS_IN_A_GAP:
        return None
    pairs = [pair for pair in pairs if pair[0] != pair[1]]
    return pairs if _hardly_edited(pairs, vocabulary) else None


def _hardly_edited(pairs: Iterable[Pair], vocabulary: Vocabulary) -> bool:
    gone: set[str] = set()
    come: set[str] = set()
    for old, new in pairs:
        if old.sort != new.sort:
            return False
        left, right = vocabulary.words(old.aligned_by), vocabulary.words(new.aligned_by)
        if left == right:
            continue
        if likeness(left, right, HARDLY_EDITED) < HARDLY_EDITED:
            return False
        gone.add(" ".join(left))
        come.add(" ".join(right))
    return gone.isdisjoint(come)
