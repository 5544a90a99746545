"""Whether what both sides of a body have stands at another level of its lists. Pure; imports models only."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from app.models.text import Block, List, Paragraph, block_lines, runs_text

Levels = Sequence[tuple[str, str]]
"""The words of each paragraph, table and picture of a body, with a sign for each list that it stands in."""


def levels_of(blocks: Iterable[Block]) -> Levels:
    """At which levels of its lists what a body says stands."""
    return list(_levels(blocks))


def levels_differ(before: Levels, after: Levels) -> bool:
    """Whether a paragraph that stayed, or was changed in its place, stands in other lists than before."""
    texts = ([text for text, _ in side] for side in (before, after))
    paired = SequenceMatcher(None, *texts, autojunk=False).get_opcodes()
    return any(
        before[start + at][1] != after[to + at][1]
        for op, start, end, to, stop in paired
        if end - start == stop - to and (op != "equal" or before[start:end] != after[to:stop])
        for at in range(end - start)
    )


def _levels(blocks: Iterable[Block], level: str = "") -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, List):
            below = level + ("1" if block.ordered else "*")
            for item in block.items:
                yield from _levels(item.blocks, below)
        elif isinstance(block, Paragraph):
            yield runs_text(block.runs), level
        else:
            yield "\n".join(block_lines(block)), level
