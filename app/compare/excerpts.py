"""Suggested changes of a text: found stretch by stretch, and put into the text as it is by now. Pure.

A suggestion keeps what it changes and what stands around it, not the whole of a long text: of one with four hundred
changes that would be the text eight hundred times. Imports models and the sibling modules only.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import islice, pairwise

import msgspec
from msgspec import Raw, structs

from app.compare.align import align
from app.compare.merge_text import merged_blocks
from app.compare.stretches import block_units, states_between, stretches_of
from app.models.review import Excerpt, Suggestion, excerpt_json, value_json
from app.models.text import Block, Blocks

AROUND = 3000
"""Letters, in JSON, that are kept at least of what stays before and behind what changes, to find it again by."""
_MOST = 10 * AROUND
_LONG = 4 * AROUND
_BLOCKS = '[{"block":'


def changed_stretches(old: Blocks, new: Blocks) -> Iterator[tuple[str, str]]:
    """A body's changes one after another, before and after in JSON: each begins where the one before has led to."""
    before, after = ([value_json(block) for block in side] for side in (old, new))
    telling = _telling(before, after)
    for (gone, behind), (come, end), same in stretches_of(old, new):
        if same:
            continue
        first = come - _near((after[at] for at in range(come - 1, -1, -1)), telling)
        last = behind + _near((before[at] for at in range(behind, len(before))), telling)
        states = [
            [value_json(block) for block in state]
            for state in states_between(old[gone:behind], new[come:end])
        ]
        yield from pairwise(
            excerpt_json(first, len(before) - last, (*after[first:come], *state, *before[behind:last]))
            for state in states
        )


def _telling(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The blocks that tell one place from all others, since neither side has one of them twice."""
    counts = Counter(before), Counter(after)
    return {block for count in counts for block in count if all(each[block] < 2 for each in counts)}


def _near(blocks: Iterable[str], telling: Set[str]) -> int:
    """How many of the blocks, from the first on, are kept around a change: one that is `telling` among them, for others
    may stand around another place too."""
    count = letters = 0
    told = False
    for block in blocks:
        if letters >= (AROUND if told else _MOST):
            break
        letters += len(block)
        told = told or block in telling
        count += 1
    return count


def shortened(suggestion: Suggestion) -> Suggestion:
    """A suggestion that keeps the whole of a long text, as those of an older Engross do, with what stands around."""
    before, after = suggestion.before, suggestion.after
    if min(len(before), len(after)) < _LONG or not (before.startswith(_BLOCKS) and after.startswith(_BLOCKS)):
        return suggestion
    old, new = (
        [str(part, "utf-8") for part in msgspec.json.decode(v, type=list[Raw])] for v in (before, after)
    )
    shortest = min(len(old), len(new))
    first = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    kept = next((at for at in range(shortest - first) if old[-1 - at] != new[-1 - at]), shortest - first)
    telling = _telling(old, new)
    start = first - _near((old[at] for at in range(first - 1, -1, -1)), telling)
    behind = kept - _near((old[at] for at in range(len(old) - kept, len(old))), telling)
    cut = (excerpt_json(start, behind, side[start : len(side) - behind]) for side in (old, new))
    return structs.replace(suggestion, before=next(cut), after=next(cut))


def put_in(now: Blocks, was: Excerpt, wanted: Excerpt) -> Blocks | None:
    """A text with one excerpt in the place of the other, merged by word where it was changed since.

    The text itself where it says so already; None where what others did collides with it.
    """
    there = _found(now, was)
    done = None if there == was.ahead else _found(now, wanted)
    if done is not None and (there is None or abs(done - was.ahead) < abs(there - was.ahead)):
        return now
    if there is not None:
        return (*now[:there], *wanted.blocks, *now[there + len(was.blocks) :])
    place = _place(now, was)
    if place is None:
        return None
    start, end = place
    merged = _merged(was.blocks, now[start:end], wanted.blocks)
    return None if merged is None else (*now[:start], *merged, *now[end:])


def _merged(was: Blocks, now: Blocks, wanted: Blocks) -> Blocks | None:
    """The texts merged by word; None where they collide, or where blocks that stand there more than once leave two
    places for the change: gone through from the end it would come to another one."""
    merged = merged_blocks(was, now, wanted)
    if merged is None or len({*map(value_json, was)}) == len(was):
        return merged
    backwards = merged_blocks(was[::-1], now[::-1], wanted[::-1])
    return merged if backwards is not None and backwards[::-1] == merged else None


def _found(now: Blocks, sought: Excerpt) -> int | None:
    """Where a text says just what an excerpt says, the nearest to where that stood; None where it does not.

    What began a text, or ended it, still has to.
    """
    size = len(sought.blocks)
    last = len(now) - size
    if sought.ahead == 0 or sought.behind == 0:
        at = 0 if sought.ahead == 0 else last
        whole = sought.ahead or sought.behind or last == 0
        return at if whole and last >= 0 and now[at : at + size] == sought.blocks else None
    if now[sought.ahead : sought.ahead + size] == sought.blocks:
        return sought.ahead
    places = (at for at in _places_of(now, sought.blocks[0]) if now[at : at + size] == sought.blocks)
    return min(places, key=lambda at: abs(at - sought.ahead), default=None)


def _places_of(now: Blocks, block: Block) -> Iterator[int]:
    return (at for at, each in enumerate(now) if each == block)


def _place(now: Blocks, was: Excerpt) -> tuple[int, int] | None:
    """From where to where a text now says what an excerpt said; None where nothing of that is left."""
    if was.ahead == was.behind == 0:
        return 0, len(now)
    pairs = _outermost(now, was) or _likest(now, was)
    if not pairs:
        return None
    (first, start), (last, end) = pairs[0], pairs[-1]
    start = max(0, start - first) if was.ahead else 0
    return start, min(len(now), end + len(was.blocks) - last) if was.behind else len(now)


def _outermost(now: Blocks, was: Excerpt) -> list[tuple[int, int]]:
    """The first and the last of the blocks that an excerpt and a text have once each, with where the text has them."""
    forwards = _once_in_both(now, was, range(len(was.blocks)))
    backwards = _once_in_both(now, was, reversed(range(len(was.blocks))))
    found = [pair for pair in (next(forwards, None), next(backwards, None)) if pair is not None]
    return found if found and found[0][1] <= found[-1][1] else []


def _once_in_both(now: Blocks, was: Excerpt, ats: Iterable[int]) -> Iterator[tuple[int, int]]:
    for at in ats:
        block = was.blocks[at]
        places = [*islice(_places_of(now, block), 2)]
        if len(places) == 1 and was.blocks.count(block) == 1:
            yield at, places[0]


def _likest(now: Blocks, was: Excerpt) -> list[tuple[int, int]]:
    """The blocks of an excerpt that a text still has, or has in other words, each with where it has it."""
    found = align(block_units(was.blocks), block_units(now)).pairs
    return [(i, j) for i, j in found if i is not None and j is not None]
