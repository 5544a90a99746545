"""Which parts of a strategy answer which, as a matrix, and where an answer is missing. Imports models only.

The relations are those fields of links that `models/nodes.py` declares to lead to one kind of part.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from app.models import tree
from app.models.nodes import KINDS, Node
from app.models.tree import walk

Side = Literal["holder", "target"]
_NEEDED: dict[tuple[str, str], tuple[Side, ...]] = {
    ("priority", "objectives"): ("target", "holder"),
    ("priority", "principles"): ("target",),
    ("theme", "objectives"): ("target", "holder"),
    ("risk", "answered_by"): ("holder",),
}
"""The sides of a relation on which a part without any link is a gap; on any other side it is none."""


class Relation(Struct, frozen=True):
    """Parts of kind `holder` name parts of kind `target` in their `field`."""

    holder: str
    field: str
    target: str


class Gap(Struct, frozen=True):
    """A part that no part answers (`target`), or that answers none (`holder`)."""

    node: str
    side: Side


class Matrix(Struct, frozen=True):
    """A relation as rows and columns; `links` are pairs of a row's and a column's id. `turned`: rows are targets."""

    relation: Relation
    rows: tuple[Node, ...]
    columns: tuple[Node, ...]
    links: frozenset[tuple[str, str]]
    gaps: tuple[Gap, ...]
    turned: bool = False


def relations() -> tuple[Relation, ...]:
    """Every relation there is, the most asked for first."""
    found = [
        Relation(key, field.name, field.links[0])
        for key, kind in KINDS.items()
        for field in kind.fields
        if field.type == "links" and len(field.links) == 1
    ]
    order = list(_NEEDED)
    return tuple(sorted(found, key=lambda each: _rank(order, (each.holder, each.field))))


def _rank(order: list[tuple[str, str]], key: tuple[str, str]) -> int:
    return order.index(key) if key in order else len(order)


def matrix(root: Node, relation: Relation, turned: bool = False) -> Matrix:
    """Who names whom, in reading order. A link to a part that is gone is no link."""
    holders, targets = _of_kind(root, relation.holder), _of_kind(root, relation.target)
    known = {node.id for node in targets}
    pairs = [(h.id, id) for h in holders for id in _named(h, relation) if id in known]
    links = frozenset((other, one) if turned else (one, other) for one, other in pairs)
    gaps = tuple(_gaps(relation, holders, targets, pairs))
    rows, columns = (targets, holders) if turned else (holders, targets)
    return Matrix(relation, rows, columns, links, gaps, turned)


def toggled(root: Node, found: Matrix, row: str, column: str) -> Node:
    """The strategy with the link between a row's and a column's part made, or taken away where it was."""
    holder, target = (column, row) if found.turned else (row, column)
    named = _named(tree.find(root, holder), found.relation)
    kept = tuple(id for id in named if id != target)
    ids = kept if len(kept) < len(named) else (*named, target)
    return tree.change(root, holder, **{found.relation.field: ids})


def as_table(found: Matrix, called: Mapping[str, str], corner: str, yes: str) -> list[list[str]]:
    """The matrix as rows of text with its heads, to be pasted into a document or a spreadsheet."""
    heads = [corner, *(called[node.id] for node in found.columns)]
    body = [
        [called[row.id], *(yes if (row.id, column.id) in found.links else "" for column in found.columns)]
        for row in found.rows
    ]
    return [heads, *body]


def _of_kind(root: Node, kind: str) -> tuple[Node, ...]:
    return tuple(node for node in walk(root) if node.kind == kind)


def _named(node: Node, relation: Relation) -> tuple[str, ...]:
    return getattr(node, relation.field)


def _gaps(
    relation: Relation, holders: Iterable[Node], targets: Iterable[Node], pairs: Iterable[tuple[str, str]]
) -> Iterable[Gap]:
    held = tuple(pairs)
    linked = {"holder": {one for one, _ in held}, "target": {other for _, other in held}}
    sides: dict[Side, Iterable[Node]] = {"target": targets, "holder": holders}
    for side in _NEEDED.get((relation.holder, relation.field), ("target", "holder")):
        yield from (Gap(node.id, side) for node in sides[side] if node.id not in linked[side])
