"""Finding words all over a strategy, and putting others in their place as one edit. Imports models only, no Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct, structs

from app.models import tree
from app.models.errors import Refused
from app.models.nodes import KINDS, Node
from app.models.text import (
    Block,
    Blocks,
    Cell,
    Item,
    List,
    Paragraph,
    Picture,
    Run,
    Table,
    block_lines,
    joined,
    runs_text,
)
from app.services.expressions import Place, places_of

AROUND = 40
"""How many letters are shown on either side of what was found, at most."""


class Search(Struct, frozen=True):
    """What to look for, and where: `kinds` empty means every kind of part."""

    words: str
    case: bool = False
    whole: bool = False
    expression: bool = False
    kinds: frozenset[str] = frozenset()

    def admits(self, node: Node) -> bool:
        """Whether it looks into a part."""
        return not self.kinds or node.kind in self.kinds

    def pattern(self) -> re.Pattern[str]:
        """The pattern. Raises Refused for an expression that is none, or where there is nothing to look for."""
        text = self.words if self.expression else re.escape(self.words)
        try:
            found = re.compile(rf"\b(?:{text})\b" if self.whole else text, 0 if self.case else re.IGNORECASE)
        except (re.error, ValueError, OverflowError, RecursionError) as fault:
            said = "too deep" if isinstance(fault, RecursionError) else fault
            raise Refused(f"“{self.words}” is not a regular expression ({said}); correct it.") from fault
        if not self.words:
            raise Refused("Say what to look for: at least one letter.")
        return found


class Match(Struct, frozen=True):
    """One place: the node, its field, the words found between those around them, and what would replace them."""

    node: str
    field: str
    before: str
    found: str
    after: str
    by: str = ""


Finder = Callable[[str], Sequence[Place]]
"""The places in a line where there is what is looked for."""


def matches(root: Node, search: Search) -> Iterator[Match]:
    """Every place, in reading order."""
    for _, found in by_part(root, search, finder(root, search)):
        yield from found


def by_part(root: Node, search: Search, find: Finder) -> Iterator[tuple[Node, Sequence[Match]]]:
    """Every part in reading order, with the places in it: so a long search can be done piece by piece."""
    for node in tree.walk(root):
        yield node, tuple(_in_node(node, find)) if search.admits(node) else ()


def finder(root: Node, search: Search, by: str = "", go_on: Callable[[], object] = lambda: None) -> Finder:
    """What finds the places, and says what `by` comes to in each.

    An expression is looked for in the whole tree at once, which may take a while; `go_on` as for `places_of`.
    Raises Refused for what cannot be looked for.
    """
    pattern = search.pattern()
    if not search.expression:
        return lambda line: [Place(*found.span(), by) for found in pattern.finditer(line)]
    lines = [
        line for node in tree.walk(root) if search.admits(node) for _, lines in _texts(node) for line in lines
    ]
    found = places_of(pattern, by, lines, go_on)
    return lambda line: found.get(line, ())


def _in_node(node: Node, find: Finder) -> Iterator[Match]:
    for field, lines in _texts(node):
        for line in lines:
            for found in find(line):
                yield Match(node.id, field, *_around(line, found.start, found.end), found.by)


def _around(line: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands before some words, they themselves, and what stands after; cut between words, with “…” there."""
    before, after = line[max(start - AROUND, 0) : start], line[end : end + AROUND]
    if start > AROUND:
        before = "… " + (before.partition(" ")[2] or before).lstrip()
    if end + AROUND < len(line):
        after = (after.rpartition(" ")[0] or after).rstrip() + " …"
    return before, line[start:end], after


def replaced(root: Node, search: Search, by: str, only: frozenset[str] = frozenset()) -> Node:
    """The tree with `by` in place of all that is found, in all nodes or `only` in some.

    In an expression `\\1` stands for what its first group found. Words keep the look of the first that they replace.
    """
    find = finder(root, search, by)
    parts: dict[str, Node] = {}
    for node in tree.walk(root):
        if not search.admits(node) or (only and node.id not in only):
            continue
        if fields := {name: new for name, old in _values(node) if (new := _replaced(old, find)) != old}:
            parts[node.id] = structs.replace(node, **fields)
    return tree.with_parts(root, parts)


def _values(node: Node) -> Iterator[tuple[str, str | Blocks]]:
    """The name and value of each text of a node: title, lines and rich texts."""
    yield "title", node.title
    yield "body", node.body
    for field in KINDS[node.kind].fields:
        if field.type in ("line", "rich") and field.name != "house":
            yield field.name, getattr(node, field.name)


def _texts(node: Node) -> Iterator[tuple[str, list[str]]]:
    for name, value in _values(node):
        yield (
            name,
            [value] if isinstance(value, str) else [line for block in value for line in block_lines(block)],
        )


def _replaced(value: Any, find: Finder) -> Any:
    return _in_line(value, find) if isinstance(value, str) else tuple(_in_block(b, find) for b in value)


def _in_line(line: str, find: Finder) -> str:
    made, at = "", 0
    for place in find(line):
        made += line[at : place.start] + place.by
        at = place.end
    return made + line[at:]


def _in_block(block: Block, find: Finder) -> Block:
    def inside(blocks: Blocks) -> Blocks:
        return tuple(_in_block(each, find) for each in blocks)

    if isinstance(block, Paragraph):
        return Paragraph(_in_runs(block.runs, find))
    if isinstance(block, List):
        return List(tuple(Item(inside(item.blocks)) for item in block.items), block.ordered)
    if isinstance(block, Table):
        rows = tuple(tuple(Cell(inside(c.blocks), c.across, c.down) for c in row) for row in block.rows)
        return structs.replace(block, rows=rows, caption=_in_line(block.caption, find))
    assert isinstance(block, Picture)
    return structs.replace(block, alt=_in_line(block.alt, find))


def _in_runs(runs: tuple[Run, ...], find: Finder) -> tuple[Run, ...]:
    """Runs with words replaced, also those that two runs share."""
    text = runs_text(runs)
    places = find(text)
    if not places:
        return runs
    made: list[Run] = []
    at = 0
    for place in places:
        made += _cut(runs, at, place.start)
        first = next(iter(_cut(runs, place.start, place.end)), Run(""))
        made.append(structs.replace(first, text=place.by))
        at = place.end
    return joined([*made, *_cut(runs, at, len(text))])


def _cut(runs: tuple[Run, ...], start: int, end: int) -> list[Run]:
    """The part of some runs between two places in their text."""
    found: list[Run] = []
    at = 0
    for run in runs:
        piece = run.text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            found.append(structs.replace(run, text=piece))
        at += len(run.text)
    return found
