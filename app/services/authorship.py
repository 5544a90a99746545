"""Who changed which part of a strategy since an earlier text, as far as its history and its suggestions tell. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.models.nodes import Node
from app.models.tree import walk

if TYPE_CHECKING:
    from app.store.library import Library
    from app.store.rows import JournalRow

MOST_LOOKED_INTO = 60


def authors_since(library: Library, strategy: str, fingerprint: str) -> dict[str, tuple[str, ...]]:
    """The names of those who changed each part, by its identity, since the text with this fingerprint.

    Where that text is not in the history the whole of it counts. Of very long histories the newest edits are looked
    into; what is not known is not there.
    """
    found: dict[str, list[str]] = {}
    rows = library.journal(strategy)
    texts = _Texts(library, strategy, rows)
    for who, ids in _edits(texts, _since(rows, fingerprint)):
        for id in ids:
            found.setdefault(id, []).append(who)
    for each in library.suggestions(strategy):
        if each.state == "accepted" and each.author and each.node in found:
            found[each.node].append(each.author)
    return {id: tuple(dict.fromkeys(filter(None, names))) for id, names in found.items()}


def _since(rows: tuple[JournalRow, ...], fingerprint: str) -> list[JournalRow]:
    done = [row for row in rows if row.state == "done"]
    last = max((at for at, row in enumerate(done) if row.after == fingerprint), default=-1)
    return done[last + 1 :]


class _Texts:
    """The texts that a strategy had after its edits, each read once: one edit begins where the one before it ended."""

    def __init__(self, library: Library, strategy: str, rows: tuple[JournalRow, ...]) -> None:
        self._library = library
        self._strategy = strategy
        self._edits = {row.after: row.id for row in rows}
        self._last: tuple[str, Node] | None = None

    def differing(self, row: JournalRow) -> set[str]:
        """The parts that an edit changed, added or took out; what holds them too."""
        if row.before not in self._edits:
            return set()
        after = self._last[1] if self._last and self._last[0] == row.after else self._read(row.after)
        before = self._read(row.before)
        self._last = (row.before, before)
        return _differing(before, after)

    def _read(self, fingerprint: str) -> Node:
        return self._library.moment(self._strategy, self._edits[fingerprint])


def _edits(texts: _Texts, rows: list[JournalRow]) -> Iterator[tuple[str, set[str]]]:
    looked_into = 0
    for row in reversed(rows):
        node, _, field = row.join.partition("/")
        if node and field:
            yield row.who, {node}
        elif row.before and looked_into < MOST_LOOKED_INTO:
            looked_into += 1
            yield row.who, texts.differing(row)


def _differing(before: Node, after: Node) -> set[str]:
    old = {node.id: node.fingerprint for node in walk(before)}
    new = {node.id: node.fingerprint for node in walk(after)}
    return {id for id in old.keys() | new.keys() if old.get(id) != new.get(id)}
