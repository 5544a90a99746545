"""Which suggestions cannot both be accepted. Pure; imports models and the sibling modules only.

To merge a long text for each pair of its changes takes minutes where a reviewer made two hundred. So changes of one
text are placed in what they all grew from first, and only those are tried between which nothing stands unchanged. Now
and then a pair is overlooked so, as where one reviewer wrote a whole list anew; then accepting the second says it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import Any, NamedTuple

from app.compare.merge_text import reaches_down
from app.compare.suggest import carried_out
from app.models.errors import Refused
from app.models.nodes import Node, rich_fields
from app.models.review import Suggestion, value_of
from app.models.text import Blocks, List, Paragraph, Table, column_count
from app.models.tree import find


def colliding(root: Node, found: Sequence[Suggestion]) -> list[tuple[str, str]]:
    """The pairs of open suggestions of which the tree can bear either but not both, by identity.

    Those that are decided are wanted as well, all in the order in which they were made: they tell where others stand.
    """
    pairs: list[tuple[str, str]] = []
    for at, others in sorted(_neighbours(root, found).items()):
        one = found[at]
        try:
            first = carried_out(root, one)
        except Refused:
            continue
        for other in (found[n] for n in sorted(others)):
            if not _bears(first, other) and _bears(root, other):
                pairs.append((one.id, other.id))
    return pairs


def _bears(root: Node, suggestion: Suggestion) -> bool:
    try:
        carried_out(root, suggestion)
    except Refused:
        return False
    return True


def _neighbours(root: Node, found: Sequence[Suggestion]) -> dict[int, set[int]]:
    """The open suggestions that could have to do with each other, each with those after it, by their places.

    They are about the same part, or one about a part inside what the other deletes.
    """
    about: dict[str, list[int]] = {}
    for at, each in enumerate(found):
        if each.state == "open":
            about.setdefault(each.node, []).append(at)
    places = _places(root, found)
    met = [pair for members in about.values() for pair in _about_one_part(found, members, places)]
    for at, each in enumerate(found):
        if each.state == "open" and each.sort == "deleted" and each.node in root.ids:
            inside = find(root, each.node).ids & about.keys() - {each.node}
            met += [(at, other) for id in inside for other in about[id]]
    near: dict[int, set[int]] = {}
    for one, other in met:
        near.setdefault(min(one, other), set()).add(max(one, other))
    return near


_Piece = tuple[int, str, Any]
NEW = -1
"""Where a piece stood that was not there."""


class _Place(NamedTuple):
    """Where a text is changed: the first of the pieces of the text that all grew from, and the one behind the last."""

    origin: int
    first: int
    end: int


def _about_one_part(
    found: Sequence[Suggestion], members: Sequence[int], places: dict[str, _Place]
) -> Iterator[tuple[int, int]]:
    """The pairs among suggestions about one part that could collide."""
    texts: dict[str, list[int]] = {}
    for at in members:
        if found[at].sort == "text":
            texts.setdefault(found[at].field, []).append(at)
        else:
            yield from ((at, other) for other in members if other != at)
    for ats in texts.values():
        grown: dict[int, list[tuple[_Place, int]]] = {}
        unplaced: list[int] = []
        for at in ats:
            if place := places.get(found[at].id):
                grown.setdefault(place.origin, []).append((place, at))
            else:
                unplaced.append(at)
        yield from ((at, other) for at in unplaced for other in ats if other != at)
        for some in grown.values():
            yield from _beside_each_other(sorted(some))
        for some, others in combinations(grown.values(), 2):
            yield from ((one, other) for (_, one), (_, other) in product(some, others))


def _beside_each_other(placed: Sequence[tuple[_Place, int]]) -> Iterator[tuple[int, int]]:
    """The pairs between which nothing stands unchanged, of changes in the order of where they begin."""
    for at, (place, one) in enumerate(placed):
        for other_place, other in placed[at + 1 :]:
            if other_place.first > place.end:
                break
            yield one, other


def _places(root: Node, found: Iterable[Suggestion]) -> dict[str, _Place]:
    """Where suggestions change rich texts, in the text that they grew from, by identity."""
    states: dict[tuple[str, str, str], _State] = {}
    places: dict[str, _Place] = {}
    nodes: dict[str, Node] = {}
    for each in found:
        if each.sort != "text" or each.node not in root.ids:
            continue
        node = nodes.get(each.node) or nodes.setdefault(each.node, find(root, each.node))
        if each.field not in dict(rich_fields(node)):
            continue
        before, after = ((each.node, each.field, json) for json in (each.before, each.after))
        if before not in states:
            pieces = _pieces_of(node.kind, each.field, each.before)
            states[before] = _State(len(states), len(pieces), pieces, range(len(pieces)))
        places[each.id], reached = states[before].become(_pieces_of(node.kind, each.field, each.after))
        states.setdefault(after, reached)
    return places


class _State(NamedTuple):
    """A text on its way: the number and the length of the one it grew from, its pieces, and where each stood there."""

    origin: int
    length: int
    pieces: Sequence[_Piece]
    stood: Sequence[int]

    def become(self, pieces: Sequence[_Piece]) -> tuple[_Place, "_State"]:
        """Where this text is changed into another one, and that text."""
        start, end = 0, len(self.pieces)
        shortest = min(end, len(pieces))
        while start < shortest and self.pieces[start] == pieces[start]:
            start += 1
        longer = len(pieces) - end
        while end > start and end + longer > start and self.pieces[end - 1] == pieces[end + longer - 1]:
            end -= 1
        before = next((at for at in reversed(self.stood[:start]) if at != NEW), -1)
        behind = next((at for at in self.stood[end:] if at != NEW), self.length)
        changed = {*self.pieces[start:end], *pieces[start : end + longer]}
        if not changed.isdisjoint((*self.pieces[:start], *self.pieces[end:])):
            # What stands there twice may as well have come or gone at the other place.
            before, behind = -1, self.length
        stood = (*self.stood[:start], *[NEW] * (end + longer - start), *self.stood[end:])
        return _Place(self.origin, before + 1, behind), _State(self.origin, self.length, pieces, stood)


def _pieces_of(kind: str, field: str, json: str) -> Sequence[_Piece]:
    return tuple(_pieces(value_of(kind, field, json)))


def _pieces(blocks: Blocks, depth: int = 0, begins: str = "") -> Iterator[_Piece]:
    """Paragraphs, pictures and rows, each with how deep in lists it stands, and what begins with it."""
    for block in blocks:
        if isinstance(block, List) and block.items:
            begins += f"list {block.ordered} "
            for item in block.items:
                yield from _pieces(item.blocks or (Paragraph(),), depth + 1, f"{begins}item ")
                begins = ""
        elif isinstance(block, Table) and not reaches_down(block):
            yield depth, begins, (block.header_rows, block.caption, column_count(block))
            yield from ((depth, "row", row) for row in block.rows)
        else:
            yield depth, begins, block
        begins = ""
