"""Many suggestions carried out on a tree at once: as one after another, but remaking the tree once. Pure.

Carrying out a thousand changed texts singly remakes the way from the root to each of them a thousand times. Imports
models and the sibling modules only.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.compare.suggest import Collides, carried_out, with_text
from app.models.errors import Refused
from app.models.nodes import Node
from app.models.review import Suggestion
from app.models.tree import find, with_parts


class Carried(NamedTuple):
    """The tree with suggestions in it, and by identity those that it could not bear, each with the reason."""

    root: Node
    refused: dict[str, str]


def all_carried_out(root: Node, chosen: Sequence[Suggestion], among: Iterable[Suggestion] = ()) -> Carried:
    """The tree with all suggestions in it, in their order; one that collides with what is there is passed over.

    `among` are all that were made, decided or not: what one of them would still move tells no place to others of its
    copy. So in whatever order they are accepted, siblings come to stand as in the copy.
    """
    waiting = Waiting(among)
    refused: dict[str, str] = {}
    texts: list[Suggestion] = []
    for each in chosen:
        if each.sort == "text":
            texts.append(each)
            continue
        root, texts = _with_texts(root, texts, refused), []
        try:
            root = carried_out(root, each, waiting.moves_with(each))
        except Refused as reason:
            refused[each.id] = str(reason)
        else:
            waiting.is_done(each)
    return Carried(_with_texts(root, texts, refused), refused)


def _with_texts(root: Node, texts: Iterable[Suggestion], refused: dict[str, str]) -> Node:
    """The tree with changed texts in it; adds to `refused` those that collide."""
    changed: dict[str, Node] = {}
    for each in texts:
        if each.node not in root.ids:
            refused[each.id] = str(Collides.gone())
            continue
        was = changed.get(each.node) or find(root, each.node)
        try:
            node = with_text(was, each)
        except Refused as reason:
            refused[each.id] = str(reason)
        else:
            if node is not was:
                changed[each.node] = node
    return with_parts(root, changed)


class Waiting:
    """The parts that suggestions which nobody has accepted would move, by the copy and the text they were made to."""

    def __init__(self, among: Iterable[Suggestion]) -> None:
        self._moves: dict[str, dict[str, set[str]]] = {}
        for each in among:
            moves = self._moves.setdefault(each.copy, {}).setdefault(each.base, set())
            if each.sort == "moved" and each.state != "accepted":
                moves.add(each.node)

    def moves_with(self, suggestion: Suggestion) -> set[str]:
        """Those that come of the same copy, up to the state in which its author left it."""
        found: set[str] = set()
        for base, moves in self._moves.get(suggestion.copy, {}).items():
            found |= moves
            if base == suggestion.base:
                break
        return found

    def told_wrong_by(self, suggestion: Suggestion, behind: Sequence[str]) -> tuple[str, ...]:
        """Those of the siblings that a part is to stand behind which tell it no place yet; see `moves_with`."""
        moves = self.moves_with(suggestion) if behind else ()
        return tuple(id for id in behind if id in moves)

    def is_done(self, suggestion: Suggestion) -> None:
        """Takes up that a suggestion has been carried out."""
        self._moves.get(suggestion.copy, {}).get(suggestion.base, set()).discard(suggestion.node)
