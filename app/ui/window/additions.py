"""Where a part of each kind may be added that is asked for by name. Imports models only."""

from collections.abc import Iterator
from typing import NamedTuple

from app.models import tree
from app.models.nodes import KINDS, Node, Strategy


class Addition(NamedTuple):
    """A part that may be added: its kind, and the part below which it would stand.

    `within` is the kind of a further part that is to be added there to hold it, where the strategy has none.
    """

    kind: str
    holder: Node
    within: str = ""


def nearest(root: Strategy, shown: str) -> list[Addition]:
    """What may be added in the part on show, or in what holds it: each kind as near as may be.

    A theme may stand in the strategy itself; where that has none but a vision, it is added elsewhere, in the vision.
    """
    path = tree.path_to(root, shown) if shown in root.ids else (root,)
    holders = {kind: holder for holder in path for kind in KINDS[holder.kind].holds}
    return [
        Addition(kind, holder)
        for kind, holder in holders.items()
        if holder is not root or not _belongs_below(root, kind)
    ]


def _belongs_below(root: Strategy, kind: str) -> bool:
    """Whether a part of a kind belongs in one that the strategy has rather than beside it."""
    if kind in KINDS[kind].holds or any(child.kind == kind for child in root.children):
        return False
    return any(KINDS[child.kind].holds[:1] == (kind,) for child in root.children)


def elsewhere(root: Strategy, shown: str) -> Iterator[Addition]:
    """What else may be added: where such parts stand already, else where they belong, or with what is to hold them.

    A kind belongs where it is the first that may stand: an objective in a council plan, a milestone in a priority.
    What is the first nowhere, such as a cost, belongs in a theme, and else in the first part that may hold it.
    """
    missing = {kind for holder in KINDS.values() for kind in holder.holds}
    missing.difference_update(addition.kind for addition in nearest(root, shown))
    having: dict[str, Node] = {}
    holders: dict[str, Node] = {}
    for node in tree.walk(root):
        holders.setdefault(node.kind, node)
        for child in node.children:
            having.setdefault(child.kind, node)
    for kind in KINDS:
        if kind not in missing:
            continue
        fit = _fit_to_hold(kind)
        if holder := having.get(kind) or next((holders[key] for key in fit if key in holders), None):
            yield Addition(kind, holder)
        elif within := next((key for key in fit if key in KINDS[root.kind].holds), ""):
            yield Addition(kind, root, within)


def _fit_to_hold(kind: str) -> list[str]:
    """The kinds that may hold a kind, the one first where it belongs."""
    holders = [key for key, each in KINDS.items() if kind in each.holds]
    return sorted(holders, key=lambda key: (KINDS[key].holds[0] != kind, key != "theme"))
