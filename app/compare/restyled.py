"""Paragraphs of a text that became a section with the same words, or the reverse: one change of form. Pure.

Imports the sibling modules only.
"""

from collections.abc import Iterable, Iterator, Sequence

from app.compare.change import Change

Said = tuple[str, tuple[str, ...]]
"""A kind of change, and the lines that went or came."""
BECAME_HEADING, BECAME_PARAGRAPH = "became a heading", "became a paragraph"
_TURNED = {"inserted": ("deleted", BECAME_HEADING), "deleted": ("inserted", BECAME_PARAGRAPH)}


def with_new_forms(changes: list[Change]) -> list[Change]:
    """The changes, with one in the place of a section that came and of the paragraphs, all of its words, that went."""
    said = {at: tuple(_lines(change)) for at, change in enumerate(changes) if _is_whole_section(change)}
    if not said:
        return changes
    runs = _runs(changes, {(_TURNED[changes[at].kind][0], lines) for at, lines in said.items() if lines})
    dropped: set[int] = set()
    formed: dict[int, Change] = {}
    for at, lines in said.items():
        change = changes[at]
        other, how = _TURNED[change.kind]
        free = (run for run in runs.get((other, lines), ()) if dropped.isdisjoint(run))
        if run := next(free, None):
            dropped.update(run)
            formed[at] = Change(
                kind="formatting", node=change.node, node_kind=change.node_kind, path=change.path,
                before=lines[0], after=lines[0], how=how,
            )  # fmt: skip
    return [formed.get(at, change) for at, change in enumerate(changes) if at not in dropped]


def _is_whole_section(change: Change) -> bool:
    return change.kind in _TURNED and change.node_kind == "section" and not change.field


def _runs(changes: Sequence[Change], wanted: Iterable[Said]) -> dict[Said, Iterator[range]]:
    """The paragraphs of one text, neighbours among the changes, that went or came and say just what is wanted, in
    their order, each to be given once."""
    found: dict[Said, list[range]] = {each: [] for each in wanted}
    lengths: dict[tuple[str, str], set[int]] = {}
    for kind, whole in found:
        lengths.setdefault((kind, whole[0]), set()).add(len(whole))
    said = [_lines(change) if change.kind in _TURNED and change.field else [] for change in changes]
    for first, change in enumerate(changes):
        many = lengths.get((change.kind, said[first][0]), ()) if said[first] else ()
        lines: list[str] = []
        for last in range(first, len(changes)) if many else ():
            if len(lines) >= max(many) or not _of_one_text(change, changes[last]):
                break
            lines += said[last]
            if said[last] and len(lines) in many and (key := (change.kind, tuple(lines))) in found:
                found[key].append(range(first, last + 1))
    return {each: iter(same) for each, same in found.items()}


def _of_one_text(one: Change, other: Change) -> bool:
    return (one.kind, one.node, one.field) == (other.kind, other.node, other.field)


def _lines(change: Change) -> list[str]:
    return [
        plain for line in (change.after or change.before).split("\n") if (plain := " ".join(line.split()))
    ]
