"""Lines such as “Answers to: Good jobs; Thriving places” become links to the objectives or principles they name.

Imports drafts, lines and wording. A line of which one name is unknown stays as text, so that nothing is lost.
"""

import re
from collections.abc import Sequence
from typing import Any

from msgspec import structs

from app.importers.recognise.drafts import Draft, one_line
from app.importers.recognise.lines import Line, Piece, Pieces, lines_of
from app.importers.recognise.wording import normal
from app.models.nodes import Node

_ANSWERS = re.compile(
    r"\s*(?:answers?(?: to)?|supports|contributes to|delivers|links? (?:to|with)|follows|"
    r"(?:corporate|council)(?: plan)? (?:objective|priorit)\w*|principles?(?: followed)?)\s*:\s*(?=\S)",
    re.I,
)
_PARTS = re.compile(r"\s*(?:;|\n|\|)\s*")
_COUNT = re.compile(
    r"(?:(?:corporate|council)(?: plan)? )?(objective|priority|outcome|principle)s? (\d{1,2})$", re.I
)
_TARGETS = {"objective": "objectives", "principle": "principles"}
_MARK = "\0"


def answered(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with such lines of themes and priorities as marks of what they name, for `with_links` to resolve."""
    names: dict[str, dict[str, str]] = {kind: {} for kind in _TARGETS}
    for top in drafts:
        if top.kind in ("council_plan", "principles"):
            for draft in top.children:
                if draft.kind in names and (title := one_line(draft.title)):
                    known = names[draft.kind]
                    known.setdefault(str(len(known) + 1), _MARK + title)
                    known.setdefault(normal(title), _MARK + title)
    if not any(names.values()):
        return list(drafts)
    return [_linked(draft, names) if draft.kind in ("vision", "theme") else draft for draft in drafts]


def _linked(draft: Draft, names: dict[str, dict[str, str]]) -> Draft:
    children = draft.children
    if draft.kind in ("vision", "theme"):
        children = tuple(_linked(child, names) for child in draft.children)
    if draft.kind not in ("theme", "priority"):
        return structs.replace(draft, children=children)
    values: dict[str, Any] = dict(draft.values)
    dropped = list(draft.dropped)

    def without(blocks: Pieces) -> Pieces:
        left: list[Piece] = []
        for block in blocks:
            found = _named(block, names) if isinstance(block, Line) else None
            if found is None or (draft.kind == "theme" and found[0] == "principle"):
                left.append(block)
                continue
            field = _TARGETS[found[0]]
            values[field] = (*values.get(field, ()), *found[1])
            dropped.extend(lines_of((block,)))
        return tuple(left)

    body = without(draft.body)
    rich = {name: left for name, blocks in draft.rich.items() if (left := without(blocks))}
    return structs.replace(
        draft, children=children, values=values, body=body, rich=rich, dropped=tuple(dropped)
    )


def _named(line: Line, names: dict[str, dict[str, str]]) -> tuple[str, tuple[str, ...]] | None:
    """The kind that a line names, and the marks of what it names; None where any name is unknown."""
    label = _ANSWERS.match(line.text) if ":" in line.text[:40] else None
    if label is None:
        return None
    said = line.text[label.end() :].strip(" .")
    for kind, known in names.items():
        for parts in (_PARTS.split(said), said.split(", "), re.split(r", | and ", said)):
            marks = [_mark(part, kind, known) for part in parts]
            if all(marks):
                return kind, tuple(marks)
    return None


def _mark(words: str, kind: str, known: dict[str, str]) -> str:
    counted = _COUNT.match(words.strip())
    if counted and (counted[1].lower() == "principle") == (kind == "principle"):
        return known.get(counted[2], "")
    return known.get(normal(words), "") if not words.strip().isdigit() else ""


def with_links(root: Node) -> Node:
    """The tree with each mark as the identity of the node it names."""
    ids = {_MARK + node.title: node.id for node in _targets(root)}
    return _resolved(root, ids) if ids else root


def _targets(root: Node) -> list[Node]:
    parts = (part for part in root.children if part.kind in ("council_plan", "principles"))
    return [node for part in parts for node in part.children if node.kind in _TARGETS]


def _resolved(node: Node, ids: dict[str, str]) -> Node:
    changed: dict[str, Any] = {}
    for field in _TARGETS.values():
        if marks := getattr(node, field, ()):
            changed[field] = tuple(dict.fromkeys(ids.get(mark, mark) for mark in marks))
    children = node.children
    if node.kind in ("strategy", "vision", "theme"):
        children = tuple(_resolved(child, ids) for child in node.children)
    return structs.replace(node, children=children, **changed)
