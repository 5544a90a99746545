"""Where suggested changes of one text stand in the text that they all grew from. Pure.

Each suggestion of a copy begins where the one before it has led to, and knows of a long text only what stands around
it; so the text is followed block by block, those that nobody has told of yet being taken on trust. Imports models and
the sibling modules only.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from app.compare.merge_text import reaches_down
from app.models.nodes import Node, rich_fields
from app.models.review import Excerpt, Suggestion, excerpt_of
from app.models.text import Blocks, List, Paragraph, Table, column_count
from app.models.tree import find

Stand = tuple[int, int]
"""A block of a text, and a paragraph, picture or row in it."""
_Piece = tuple[int, str, Any]
_Stood = tuple[_Piece | None, Stand | None]
"""A piece, None where it is unknown, and where it stood; None where it is new."""


class Place(NamedTuple):
    """Where a text is changed: between which of the pieces that stay, in the text of the number `origin`."""

    origin: int
    before: Stand
    behind: Stand


def places_of(root: Node, found: Iterable[Suggestion]) -> dict[str, Place]:
    """Where suggestions change rich texts, in the text that they grew from, by identity; they come in their order."""
    states: dict[tuple[str, ...], _State] = {}
    places: dict[str, Place] = {}
    nodes: dict[str, Node] = {}
    for each in found:
        if each.sort != "text" or each.node not in root.ids:
            continue
        node = nodes.get(each.node) or nodes.setdefault(each.node, find(root, each.node))
        if each.field not in dict(rich_fields(node)):
            continue
        text = each.node, each.field
        was, wanted = excerpt_of(each.before), excerpt_of(each.after)
        ways = (
            ("is", each.before),
            ("goes on", each.copy, each.base),
            ("made to", each.base),
            ("last", each.copy),
        )
        known = (states.get((*text, *way)) for way in ways)
        fits = (state for state in known if state is not None and state.says(was))
        state = next(fits, None) or _begun(len(places), was)
        places[each.id], reached = state.become(was, wanted)
        states.setdefault((*text, "is", each.before), state)
        states.setdefault((*text, "made to", each.base), state)
        states.setdefault((*text, "is", each.after), reached)
        states[*text, "goes on", each.copy, each.base] = states[*text, "last", each.copy] = reached
    return places


class _State(NamedTuple):
    """A text on its way: the number and the length of the one it grew from, and the pieces of each of its blocks."""

    origin: int
    length: int
    blocks: Sequence[Sequence[_Stood]]

    def says(self, excerpt: Excerpt) -> bool:
        """Whether it can be the text that an excerpt is of."""
        if len(self.blocks) != excerpt.ahead + len(excerpt.blocks) + excerpt.behind:
            return False
        there = self.blocks[excerpt.ahead : excerpt.ahead + len(excerpt.blocks)]
        return all(
            _is_unknown(known) or [piece for piece, _ in known] == [*_pieces((block,))]
            for known, block in zip(there, excerpt.blocks, strict=True)
        )

    def become(self, was: Excerpt, wanted: Excerpt) -> tuple[Place, "_State"]:
        """Where this text is changed by one excerpt in the place of the other, and the text that it becomes."""
        end = was.ahead + len(was.blocks)
        ahead, there, beyond = self.blocks[: was.ahead], self.blocks[was.ahead : end], self.blocks[end:]
        old = [stood for known, block in zip(there, was.blocks, strict=True) for stood in _told(known, block)]
        parts = [[*_pieces((block,))] for block in wanted.blocks]
        new = [piece for part in parts for piece in part]
        first, kept = _same([piece for piece, _ in old], new)
        stood = [*_spots(old[:first]), *[None] * (len(new) - first - kept), *_spots(old[len(old) - kept :])]
        left = chain([old[:first]], reversed(ahead))
        before = next((spot for block in left for _, spot in reversed(block) if spot), (-1, 0))
        right = chain([old[len(old) - kept :]], beyond)
        behind = next((spot for block in right for _, spot in block if spot), (self.length, 0))
        changed = {*_only(old[first : len(old) - kept]), *new[first : len(new) - kept]}
        if not changed.isdisjoint((*_only(old[:first]), *_only(old[len(old) - kept :]))):
            # What stands there twice may as well have come or gone at the other place.
            before, behind = (-1, 0), (self.length, 0)
        spots = iter(stood)
        become = [[(piece, next(spots)) for piece in part] for part in parts]
        return Place(self.origin, before, behind), _State(
            self.origin, self.length, [*ahead, *become, *beyond]
        )


def _begun(origin: int, excerpt: Excerpt) -> _State:
    """A text of which only an excerpt is known."""
    length = excerpt.ahead + len(excerpt.blocks) + excerpt.behind
    return _State(origin, length, [[(None, (at, 0))] for at in range(length)])


def _is_unknown(block: Sequence[_Stood]) -> bool:
    return len(block) == 1 and block[0][0] is None


def _told(known: Sequence[_Stood], block: Any) -> Iterable[_Stood]:
    """The pieces of a block, each with where it stood."""
    if not _is_unknown(known):
        return known
    spot = known[0][1]
    return [(piece, spot and (spot[0], at)) for at, piece in enumerate(_pieces((block,)))]


def _same(old: Sequence[_Piece | None], new: Sequence[_Piece]) -> tuple[int, int]:
    """How many pieces two texts have in common from their beginning, and from their end."""
    shortest = min(len(old), len(new))
    first = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    rest = shortest - first
    return first, next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)


def _spots(pieces: Iterable[_Stood]) -> Iterator[Stand | None]:
    return (spot for _, spot in pieces)


def _only(pieces: Iterable[_Stood]) -> Iterator[_Piece | None]:
    return (piece for piece, _ in pieces)


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
