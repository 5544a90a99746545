"""Single changes of a comparison carried out: taken into one of its two trees from the other. Pure.

A change of words is taken paragraph by paragraph, a change of a whole part as the part. Carrying out every change of a
comparison leads to the other tree. Imports models and the sibling modules only.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct, structs

from app.compare.align import Unit, align
from app.compare.changes import Change
from app.compare.match import match
from app.compare.suggest import carried_out, suggestions
from app.compare.words import Vocabulary
from app.models.errors import Refused
from app.models.nodes import KINDS, Node, name_of, rich_fields
from app.models.review import Spot, Suggestion, spot_json, with_identities
from app.models.text import Block, Cell, Item, List, Table, block_lines, column_count
from app.models.tree import change as changed
from app.models.tree import find, walk

_LINE_ENDS = re.compile(r"[\n\t]")  # the cells of a row that came or went are parted by tabs


class Taken(Struct, frozen=True):
    """The tree with the changes in it, and those that cannot be carried out by themselves, each with the reason."""

    root: Node
    left: tuple[tuple[Change, str], ...] = ()


def taken(target: Node, other: Node, changes: Sequence[Change], *, back: bool) -> Taken:
    """TARGET with changes taken from OTHER.

    The changes are of a comparison of the two: from OTHER to TARGET where they are taken `back`, else from TARGET to
    OTHER.
    """
    return _Taking(target, other, back).done(changes)


class _Said(Struct, frozen=True):
    """The lines that changes are about: those that are to go, and those that are to come."""

    gone: frozenset[str]
    come: frozenset[str]

    def of(self, left: Any, right: Any) -> bool:
        """Whether just these words make way for those."""
        return self.of_words("" if left is None else _text(left), "" if right is None else _text(right))

    def of_words(self, left: str, right: str) -> bool:
        """Whether just these words make way for those."""
        old, new = _lines_of(left), _lines_of(right)
        return bool(old or new) and old <= self.gone and new <= self.come

    def of_all_that_differs(self, left: Table, right: Table) -> bool:
        """Whether these are all the words that only one of two tables has."""
        old, new = _lines(left), _lines(right)
        return old != new and old - new <= self.gone and new - old <= self.come


class _Taking:
    def __init__(self, target: Node, other: Node, back: bool) -> None:
        found = match(target, other, Vocabulary())
        self.back = back
        self.ids = {new: old for new, old in found.to_old.items() if new != old}
        self.other = with_identities(other, self.ids)
        self.wanted = {node.id: node for node in walk(self.other)}
        self.holders = {child.id: node for node in self.wanted.values() for child in node.children}
        self.root = target
        self.left: list[tuple[Change, str]] = []
        self._parts: list[Suggestion] | None = None

    def done(self, changes: Sequence[Change]) -> Taken:
        texts: dict[tuple[str, str], list[Change]] = {}
        for change in changes:
            if change.kind == "renumbered" or change.field == "kind":
                self.left.append((change, "it follows from where the part stands and what it is"))
            elif change.field and change.field != "place":
                texts.setdefault((self._id(change), change.field), []).append(change)
            else:
                if change.kind == "formatting" and (turned := self._turned(change)):
                    texts.setdefault(turned[0], []).append(turned[1])
                self._part(change)
        for (id, field), each in texts.items():
            self._text(id, field, each)
        return Taken(self.root, tuple(self.left))

    def _id(self, change: Change) -> str:
        return change.node if self.back else self.ids.get(change.node, change.node)

    def _turned(self, change: Change) -> tuple[tuple[str, str], Change] | None:
        """The paragraphs that a section was, or became, as a change of the text that has them on one side only."""
        id = self._id(change)
        section = find(self.root, id) if id in self.root.ids else self.wanted.get(id)
        if section is None:
            return None
        said = {*_lines_of(section.title), *(line for block in section.body for line in _lines(block))}
        for node in self._nearest_first(id):
            wanted = self.wanted[node.id]
            for field, blocks in rich_fields(node):
                here, there = (
                    {line for block in side for line in _lines(block)}
                    for side in (blocks, getattr(wanted, field, ()))
                )
                if said <= here - there or said <= there - here:
                    words = "\n".join(said)
                    went = (said <= here) != self.back
                    sides = (words, "") if went else ("", words)
                    kind = "deleted" if went else "inserted"
                    return (node.id, field), Change(kind=kind, before=sides[0], after=sides[1])
        return None

    def _nearest_first(self, id: str) -> Iterator[Node]:
        """The parts that both trees have, those that a part stands behind first, the nearest of them before others."""
        here = {node.id: node for node in walk(self.root)}
        ids = list(here if id in here else self.wanted)
        at = ids.index(id)
        for each in (*reversed(ids[:at]), *ids[at + 1 :]):
            if each in here and each in self.wanted:
                yield here[each]

    def _part(self, change: Change) -> None:
        """Takes a part that came, went or moved."""
        id = self._id(change)
        if self._parts is None:
            self._parts = [
                s for s in suggestions(self.root, self.other, author="", at="", source="") if s.sort != "text"
            ]
        steps = [s for s in self._parts if s.node == id]
        if change.kind == "moved" and id in self.wanted:
            steps = [self._move(id)]
        if not steps:
            self.left.append((change, "the part cannot be told apart from others; change it by hand"))
        try:
            root = self.root
            for step in steps:
                if step.sort == "deleted" and id in root.ids:
                    inside = find(root, id).ids
                    for move in (s for s in self._parts if s.sort == "moved" and s.node in inside):
                        root = carried_out(root, move)
                root = carried_out(root, step)
            self.root = root
        except Refused as fault:
            self.left.append((change, str(fault)))

    def _move(self, id: str) -> Suggestion:
        """Where OTHER has the part: of two that changed places either may be said to have moved."""
        holder = self.holders[id]
        place = [child.id for child in holder.children].index(id)
        behind = tuple(child.id for child in reversed(holder.children[:place]))
        return Suggestion(
            id="", node=id, before=spot_json(Spot("")), after=spot_json(Spot(holder.id, behind))
        )

    def _text(self, id: str, field: str, changes: Sequence[Change]) -> None:
        """Takes changes of the words of one field."""
        node, wanted = self.root if id not in self.root.ids else find(self.root, id), self.wanted.get(id)
        if id not in self.root.ids or wanted is None or wanted.kind != node.kind:
            self.left += [(each, "its part is not in both texts; take the part first") for each in changes]
            return
        name = _field_name(node, field)
        value = getattr(wanted, name)
        if name in {rich for rich, _ in rich_fields(node)} | {rich for rich, _ in rich_fields(wanted)}:
            value = tuple(_chosen(getattr(node, name), value, self._said(changes)))
        if value == getattr(node, name):
            why = f"its words in “{name_of(node)}” hang together with others; take those too, or edit by hand"
            self.left += [(each, why) for each in changes]
            return
        self.root = changed(self.root, id, **{name: value})

    def _said(self, changes: Iterable[Change]) -> _Said:
        before: set[str] = set()
        after: set[str] = set()
        for change in changes:
            before |= _lines_of(change.before)
            after |= _lines_of(change.after)
        if self.back:
            before, after = after, before
        return _Said(frozenset(before), frozenset(after))


def _field_name(node: Node, field: str) -> str:
    """The attribute that a change names by its label, or by itself."""
    return next((each.name for each in KINDS[node.kind].fields if each.label == field), field)


def _chosen(old: Sequence[Any], new: Sequence[Any], said: _Said) -> Iterator[Any]:
    """OLD's blocks, items or rows, with those of NEW in the place of those that the changes are about."""
    vocabulary = Vocabulary(noise=True)
    units = [[Unit(_text(x), type(x).__name__, vocabulary) for x in side] for side in (old, new)]
    found = [
        (None if i is None else old[i], None if j is None else new[j])
        for i, j in align(units[0], units[1]).pairs
    ]
    for left, right in _grown_lists(found):
        inner = None if left is None or right is None or left == right else _inside(left, right, said)
        if inner is not None:
            yield inner
        elif left != right and said.of(left, right):
            if right is not None:
                yield right
        elif left is None or right is None:
            yield from _some_items(left or right, said, keep=right is None)
        else:
            yield left


def _grown_lists(pairs: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """The pairs, in which a list that went and one that came beside it are one where they have an item in common."""
    found: list[tuple[Any, Any]] = []
    for left, right in pairs:
        gone, come = found[-1] if found else (None, None)
        one, other = (gone, right) if left is None and come is None else (left, come)
        alone = (left is None) != (right is None) and (gone is None) != (come is None)
        if alone and isinstance(one, List) and isinstance(other, List) and _shares_an_item(one, other):
            found[-1] = one, other
        else:
            found.append((left, right))
    return found


def _shares_an_item(one: List, other: List) -> bool:
    return not {_text(item) for item in one.items}.isdisjoint(_text(item) for item in other.items)


def _some_items(block: Any, said: _Said, *, keep: bool) -> Iterator[Any]:
    """Of a list that came or went and of which only some items are wanted, the list of those that are there then.

    All else stays as it is (`keep`), or does not come.
    """
    items: tuple[Any, ...] = ()
    if isinstance(block, List):
        none: tuple[Any, ...] = ()
        items = tuple(_chosen(block.items, none, said) if keep else _chosen(none, block.items, said))
    if items:
        yield structs.replace(block, items=items)
    elif keep:
        yield block


def _inside(left: Any, right: Any, said: _Said) -> Any:
    """What holds other blocks, with the changes inside it; None for what is taken or left as a whole."""
    if isinstance(left, Item) and isinstance(right, Item):
        return structs.replace(left, blocks=tuple(_chosen(left.blocks, right.blocks, said)))
    if isinstance(left, List) and isinstance(right, List) and left.items != right.items:
        items = tuple(_chosen(left.items, right.items, said))
        same = items == right.items
        return structs.replace(right if same else left, items=items)
    if isinstance(left, Table) and isinstance(right, Table) and column_count(left) != column_count(right):
        return right if said.of_all_that_differs(left, right) else None
    if isinstance(left, Table) and isinstance(right, Table) and _says_otherwise(left, right):
        rows = tuple(_chosen(left.rows, right.rows, said))
        retitled = said.of_words(left.caption, right.caption)
        table = structs.replace(left, rows=rows, caption=right.caption if retitled else left.caption)
        return table if _says_otherwise(table, right) else right
    if isinstance(left, Cell) and isinstance(right, Cell):
        return structs.replace(left, blocks=tuple(_chosen(left.blocks, right.blocks, said)))
    if isinstance(left, tuple) and isinstance(right, tuple) and len(left) == len(right):  # pyright: ignore[reportUnknownArgumentType]
        return tuple(_cell(a, b, said) for a, b in zip(left, right, strict=True))  # pyright: ignore[reportUnknownVariableType,reportUnknownArgumentType]
    return None


def _says_otherwise(left: Table, right: Table) -> bool:
    return left.rows != right.rows or left.caption != right.caption


def _cell(left: Any, right: Any, said: _Said) -> Any:
    inner = left if left == right else _inside(left, right, said)
    return left if inner is None else inner


def _text(value: Any) -> str:
    """The words of a block, an item, a cell or a row."""
    return "\n".join(_said_lines(value))


def _said_lines(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for cell in value:  # pyright: ignore[reportUnknownVariableType]
            yield from _said_lines(cell)
    else:
        blocks: tuple[Block, ...] = value.blocks if isinstance(value, Item | Cell) else (value,)
        for block in blocks:
            yield from block_lines(block)


def _lines(value: Any) -> frozenset[str]:
    return frozenset() if value is None else frozenset(_lines_of(_text(value)))


def _lines_of(text: str) -> set[str]:
    return {plain for line in _LINE_ENDS.split(text) if (plain := " ".join(line.split()))}
