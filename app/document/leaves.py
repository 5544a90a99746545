"""A document's parts with its lists taken apart into the paragraphs of their items, and put back together.

Imports models and siblings only.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from app.document.nodes import Item, List, Paragraph, Part


class Level(Struct, frozen=True):
    """One level of list that a leaf stands in: which list, and which item of it; `shown` as an item's `level`, and the
    list's `run` and `start`."""

    list: str
    item: int
    ordered: bool
    node: str = ""
    field: str = ""
    number: str = ""
    item_node: str = ""
    anchor: str = ""
    shown: int = -1
    run: str = ""
    start: int = 1


class Leaf(Struct, frozen=True):
    """A part that holds no other list, with the list levels above it; `first` where it begins its item."""

    part: Part
    levels: tuple[Level, ...] = ()
    first: bool = True


def leaves(parts: Iterable[Part], levels: tuple[Level, ...] = (), within: str = "") -> Iterator[Leaf]:
    """The parts with lists taken apart into the paragraphs of their items."""
    for place, part in enumerate(parts):
        if not isinstance(part, List):
            yield Leaf(part, levels, not (levels and place))
            continue
        name = f"{within}{place}"
        for at, item in enumerate(part.items):
            level = Level(
                name, at, part.ordered, part.node, part.field, item.number, item.node, item.anchor, item.level,
                part.run, part.start,
            )  # fmt: skip
            blocks = item.blocks or (Paragraph(()),)
            yield from leaves(blocks, (*levels, level), f"{name}.{at}.")


def nested(found: Sequence[Leaf]) -> list[Part]:
    """Leaves put back into lists: neighbours in one list at one depth."""
    return list(_nested(found, 0))


def _nested(found: Sequence[Leaf], depth: int) -> Iterator[Part]:
    def list_here(leaf: Leaf) -> str:
        return leaf.levels[depth].list if len(leaf.levels) > depth else ""

    for name, members in groupby(found, list_here):
        inside = list(members)
        if not name:
            yield from (leaf.part for leaf in inside)
            continue
        items = [
            _item(list(group), depth) for _, group in groupby(inside, lambda leaf: leaf.levels[depth].item)
        ]
        first = inside[0].levels[depth]
        yield List(tuple(items), first.ordered, first.node, first.field, first.run, first.start)


def _item(inside: list[Leaf], depth: int) -> Item:
    level = inside[0].levels[depth]
    blocks = tuple(_nested(inside, depth + 1))
    return Item(blocks, level.item_node, level.anchor, level.number, level=level.shown)
