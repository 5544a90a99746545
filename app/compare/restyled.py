"""Paragraphs of a text that became a section with the same words, or the reverse: one change of form. Pure.

Imports the sibling modules only.
"""

from collections.abc import Iterable, Sequence, Set

from app.compare.change import Change

BECAME_HEADING, BECAME_PARAGRAPH = "became a heading", "became a paragraph"
_TURNED = {"inserted": ("deleted", BECAME_HEADING), "deleted": ("inserted", BECAME_PARAGRAPH)}


def with_new_forms(changes: list[Change]) -> list[Change]:
    """The changes, with one in the place of a section that came and of the paragraphs, all of its words, that went."""
    sections = [at for at, change in enumerate(changes) if _is_whole_section(change)]
    if not sections:
        return changes
    starts: dict[tuple[str, str], list[int]] = {}
    for at, change in enumerate(changes):
        if change.kind in _TURNED and change.field and (said := _lines(change)):
            starts.setdefault((change.kind, said[0]), []).append(at)
    dropped: set[int] = set()
    formed: dict[int, Change] = {}
    for at in sections:
        change = changes[at]
        other, how = _TURNED[change.kind]
        said = _lines(change)
        firsts = starts.get((other, said[0]), []) if said else []
        if run := _run_of(changes, firsts, said, dropped):
            dropped.update(run)
            firsts.remove(run.start)
            formed[at] = Change(
                kind="formatting", node=change.node, node_kind=change.node_kind, path=change.path,
                before=said[0], after=said[0], how=how,
            )  # fmt: skip
    return [formed.get(at, change) for at, change in enumerate(changes) if at not in dropped]


def _is_whole_section(change: Change) -> bool:
    return change.kind in _TURNED and change.node_kind == "section" and not change.field


def _run_of(changes: Sequence[Change], firsts: Iterable[int], said: list[str], taken: Set[int]) -> range:
    """The paragraphs of one text, neighbours among the changes and none of them taken, that say just these lines; empty
    for none.
    """
    for first in firsts:
        found: list[str] = []
        last = first
        while last < len(changes) and len(found) < len(said) and _of_one_text(changes[first], changes[last]):
            found += _lines(changes[last])
            last += 1
        run = range(first, last)
        if found == said and taken.isdisjoint(run):
            return run
    return range(0)


def _of_one_text(one: Change, other: Change) -> bool:
    return (one.kind, one.node, one.field) == (other.kind, other.node, other.field)


def _lines(change: Change) -> list[str]:
    return [
        plain for line in (change.after or change.before).split("\n") if (plain := " ".join(line.split()))
    ]
