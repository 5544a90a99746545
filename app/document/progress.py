"""How far a strategy is written: which parts say something by now. Imports models and this package only.

A part of which nothing is written yet is no fault: it is work to be done. So whoever shows findings while somebody
writes holds those back that say no more than this.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct, structs

from app.models.house import HEADED, House, Outline
from app.models.nodes import KINDS, Node, Strategy, rich_fields
from app.models.text import Blocks, Paragraph, blocks_text, pictures
from app.models.tree import walk

NEEDS_TEXT = HEADED & KINDS.keys() | {"appendix", "section", "theme"}
"""Kinds of which a title alone says nothing: it is the heading over what they say."""
_UNBEGUN = frozenset(("required", "empty", "title-missing"))
NEXT = frozenset(("theme-without-priority",))
"""Rules that only tell what is written next, where something is written by now."""
Given = Mapping[str, frozenset[tuple[str, str]]]
"""The titles over texts with which a house's outline begins a strategy, and which kinds and roles of part bear each."""


class Progress(Struct, frozen=True):
    """How many of the parts say something, and which say nothing yet, in reading order."""

    written: int
    parts: int
    waiting: tuple[str, ...]


class Found(Protocol):
    """A finding: its rule, the part it is about, and the field in which it is mended."""

    @property
    def rule(self) -> str: ...

    @property
    def node(self) -> str: ...

    @property
    def field(self) -> str: ...


F = TypeVar("F", bound=Found)
N = TypeVar("N", bound=Node)


def is_untouched(node: Node) -> bool:
    """Whether a part is still as it was made: nothing was written or chosen in it, and nothing stands below it."""
    return node == KINDS[node.kind].make(id=node.id)


def titles_given(house: House) -> Given:
    """The titles that nobody typed: those that the house's outline gives to parts that need a text."""
    found: dict[str, set[tuple[str, str]]] = {}
    for line in _all_lines(house.outline):
        if line.title and line.kind in NEEDS_TEXT:
            found.setdefault(line.title, set()).add((line.kind, line.role))
    return {title: frozenset(bearers) for title, bearers in found.items()}


def _all_lines(lines: Sequence[Outline]) -> Iterator[Outline]:
    for line in lines:
        yield line
        yield from _all_lines(line.children)


def is_begun(node: Node, given: Given) -> bool:
    """Whether a document shows a part: it has a title of its own, or it or a part below it says something.

    One that is called as the house's outline called it is a heading of nothing until it does.
    """
    # Nearly every part has a title or text, and all are asked while a strategy is opened.
    if node.title and node.title not in given and not node.title.isspace():
        return True
    if node.body and _holds_something(node.body):
        return True
    own_title = bool(node.title.strip()) and not _is_given(node, given)
    return own_title or is_filled(node) or any(is_begun(child, given) for child in node.children)


def _is_given(node: Node, given: Given) -> bool:
    return (node.kind, getattr(node, "role", "")) in given.get(node.title, ())


def begun(node: N, given: Given) -> N:
    """The part without those below it that no document shows; itself where there are none."""
    kept = tuple(begun(child, given) for child in node.children if is_begun(child, given))
    same = len(kept) == len(node.children) and all(a is b for a, b in zip(kept, node.children, strict=True))
    return node if same else structs.replace(node, children=kept)


def progress_of(root: Strategy) -> Progress:
    """How far the parts of a strategy are written; the strategy itself is none of them."""
    waiting = tuple(node.id for node in walk(root) if node is not root and not _says_something(node))
    parts = len(root.ids) - 1
    return Progress(parts - len(waiting), parts, waiting)


def parted(root: Strategy, found: Sequence[F]) -> tuple[list[F], list[F]]:
    """Findings, parted into faults and such as only say that a part is not begun.

    Of these there is one for each part, in reading order. That the control sheet wants an author is one, too.
    """
    told = {each.node for each in found}
    nodes = [node for node in walk(root) if node.id in told]
    order = {node.id: at for at, node in enumerate(nodes)}
    unbegun = {node.id for node in nodes if not is_filled(node)} | {root.id}
    untouched = {node.id for node in nodes if is_untouched(node)}
    faults: list[F] = []
    waiting: dict[str, F] = {}
    for each in found:
        untitled = each.node == root.id and each.field == "title"
        begins = each.rule in _UNBEGUN and each.node in unbegun and not untitled
        if each.rule in NEXT or begins or each.node in untouched:
            waiting.setdefault(each.node, each)
        else:
            faults.append(each)
    return faults, sorted(waiting.values(), key=lambda each: order[each.node])


def is_filled(node: Node) -> bool:
    """Whether a node says anything besides its title; the purpose of a section is no word of it."""
    told = (f.name for f in KINDS[node.kind].fields if f.type not in ("choice", "rich"))
    return any(getattr(node, name) for name in told) or any(
        _holds_something(blocks) for _, blocks in rich_fields(node)
    )


def _holds_something(blocks: Blocks) -> bool:
    """Whether a text has words or a picture."""
    for block in blocks:
        if isinstance(block, Paragraph):
            for run in block.runs:
                if run.text and not run.text.isspace():
                    return True
    return bool(blocks_text(blocks).strip()) or any(True for _ in pictures(blocks))


def _says_something(node: Node) -> bool:
    if (node.title and node.kind not in NEEDS_TEXT) or is_filled(node):
        return True
    return any(_says_something(child) for child in node.children)
