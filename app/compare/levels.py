"""Whether what both sides of a body have stands at another level of its lists. Pure; imports models only."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from app.models.text import Block, Blocks, List, block_lines


def levels_differ(old: Blocks, new: Blocks) -> bool:
    """Whether a paragraph that stayed, or was changed in its place, stands in other lists than before."""
    before, after = list(_levels(old)), list(_levels(new))
    texts = ([text for text, _ in side] for side in (before, after))
    paired = SequenceMatcher(None, *texts, autojunk=False).get_opcodes()
    return any(
        before[start + at][1] != after[to + at][1]
        for _, start, end, to, stop in paired
        if end - start == stop - to
        for at in range(end - start)
    )


def _levels(blocks: Iterable[Block], level: str = "") -> Iterator[tuple[str, str]]:
    """The words of each paragraph, table and picture, with a sign for each list that it stands in."""
    for block in blocks:
        if isinstance(block, List):
            for item in block.items:
                yield from _levels(item.blocks, level + ("1" if block.ordered else "*"))
        else:
            yield "\n".join(block_lines(block)), level
