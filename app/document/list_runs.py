"""Runs of numbers: lists that count on from an earlier one, whatever stands between them. Imports siblings only."""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import structs

from app.document.nodes import Heading, Item, List, Paragraph, Part, Table

LEVELS = 9
"""Word's own limit."""


class Count:
    """How far a run has counted on each level; an item starts all further in anew."""

    def __init__(self) -> None:
        self._last = [0] * LEVELS

    def next(self, level: int) -> int:
        """The number of the next item on a level from 0."""
        return self._last[min(level, LEVELS - 1)] + 1

    def take(self, level: int, number: int) -> None:
        """Counts an item of that number."""
        level = min(level, LEVELS - 1)
        self._last[level:] = [number] + [0] * (LEVELS - 1 - level)


class Paired:
    """Which run of the new text each of the old one has become: the first whose items answer its own, no two one."""

    def __init__(self) -> None:
        self._now: dict[str, str] = {}
        self._taken: set[str] = set()

    def pair(self, old: str, new: str) -> None:
        """Told of two runs of which some items answer each other."""
        if old and new and old not in self._now and new not in self._taken:
            self._now[old] = new
            self._taken.add(new)

    def now(self, old: str) -> str:
        """The run in which the items of an old one count on; one of its own where it has become none."""
        return self._now.get(old, f"{old} gone" if old else "")


def counted(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts, each list of a run beginning with its number among all that stand there.

    A list that is the only one of its run needs none.
    """
    uses = Counter(_runs(parts))
    if not uses:
        return parts
    counts = {run: Count() for run, number in uses.items() if number > 1}
    return tuple(_counted(parts, counts, 0))


def _runs(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, List):
            if part.run:
                yield part.run
            for item in part.items:
                yield from _runs(item.blocks)
        elif isinstance(part, Table):
            for row in part.rows:
                for cell in row.cells:
                    yield from _runs(cell.blocks)
            yield from _runs(part.replaced)
        elif isinstance(part, Heading | Paragraph) and part.former is not None and part.former.run:
            yield part.former.run


def _counted(parts: Iterable[Part], counts: dict[str, Count], depth: int) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, List):
            yield _counted_list(part, counts, depth)
        elif isinstance(part, Table) and any(_runs((part,))):
            yield _counted_table(part, counts)
        else:
            yield part


def _counted_list(part: List, counts: dict[str, Count], depth: int) -> List:
    count = counts.get(part.run)
    start, items = part.start, list[Item]()
    for at, item in enumerate(part.items):
        if count is not None:
            level = depth if item.level < 0 else item.level
            number = count.next(level)
            if at == 0:
                start = number = max(number, part.start)
            count.take(level, number)
        items.append(structs.replace(item, blocks=tuple(_counted(item.blocks, counts, depth + 1))))
    return structs.replace(part, items=tuple(items), run=part.run if count is not None else "", start=start)


def _counted_table(part: Table, counts: dict[str, Count]) -> Table:
    rows = tuple(
        structs.replace(
            row,
            cells=tuple(
                structs.replace(cell, blocks=tuple(_counted(cell.blocks, counts, 0))) for cell in row.cells
            ),
        )
        for row in part.rows
    )
    replaced = tuple(_counted_table(table, counts) for table in part.replaced)
    return structs.replace(part, rows=rows, replaced=replaced)
