"""Rows that follow a tree: those that came, went or moved are told of one by one, for a view to keep its place.

Beside them stand the rows of what would only come. Imports models and Qt's core only.
"""

from collections.abc import Sequence
from itertools import takewhile

import msgspec
from PySide6.QtCore import QObject, Signal

from app.models.nodes import Node, Vision
from app.ui.tree.proposed import Proposal, placed
from app.ui.tree.rows import Row, RowsModel


class FollowingModel(RowsModel):
    """Below its topmost row stand as many `pages` before the strategy's own parts."""

    proposals_leaving = Signal()

    def __init__(self, pages: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._coming: dict[str, list[Proposal]] = {}

    def _first(self, row: Row) -> int:
        """Where the parts below a row begin."""
        return self._pages if row.above is None else 0

    def _place(self, row: Row, node: Node, placed: list[Row], changed: set[str], bare: list[str]) -> None:
        """Makes a row show `node`, and puts the rows below in its children's order. Those left over come last."""
        if row.node is node:
            return
        if row.node is None or _shown(row.node) != _shown(node):
            changed.add(node.id)
        if row.node is not None and node.children and not row.node.children:
            bare.append(node.id)
        row.node = node
        placed.append(row)
        first = self._first(row)
        if [each.id for each in self._parts(row)[first:]] == [child.id for child in node.children]:
            for each, child in zip(self._parts(row)[first:], node.children, strict=True):
                self._place(each, child, placed, changed, bare)
            return
        self._withdraw(row)
        for at, child in enumerate(node.children, first):
            here = self._cleared(row, at, child, node)
            known = self._rows.get(child.id)
            if here is None or here.id != child.id:
                if known is not None:
                    self._move(known, row, at, node.children[at - first :])
                else:
                    self._insert(child, row, at)
            self._place(row.rows[at], child, placed, changed, bare)

    def _parts(self, row: Row) -> list[Row]:
        """The rows below a row but for what is only proposed."""
        if row.id not in self._proposed:
            return row.rows
        return [each for each in row.rows if each.proposal is None]

    def _put_in(self) -> None:
        """Puts rows for what would come where none are; those that stand stay."""
        for id, proposals in self._coming.items():
            row = self._rows.get(id)
            if row is None or row.node is None or id in self._proposed:
                continue
            first = self._first(row)
            self._proposed[id] = []
            for at, proposal in placed([each.id for each in row.rows[first:]], proposals):
                self.beginInsertRows(self._index(row), first + at, first + at)
                ghost = self._made.new(proposal.row, None, row)
                ghost.proposal = proposal
                row.rows.insert(first + at, ghost)
                row.renumber(first + at)
                self.endInsertRows()
                self._proposed[id].append(ghost)

    def _withdraw(self, row: Row) -> None:
        """Takes away the rows below a row that are only proposed."""
        if not (ghosts := self._proposed.pop(row.id, None)):
            return
        self.proposals_leaving.emit()
        for ghost in ghosts:
            self.beginRemoveRows(self._index(row), ghost.at, ghost.at)
            del row.rows[ghost.at]
            row.renumber(ghost.at)
            self._forget(ghost)
            self.endRemoveRows()

    def _cleared(self, row: Row, at: int, child: Node, node: Node) -> Row | None:
        """The row at a place, once those before `child` that have gone, or go further down, are out of the way.

        Else every row behind them would have to move up by itself.
        """
        if at < len(row.rows) and row.rows[at].id != child.id:
            last = at
            while last < len(row.rows) and self._has_gone(row.rows[last]):
                last += 1
            if last > at:
                self._remove(row, at, last - 1)
            if at + 1 < len(row.rows) and row.rows[at + 1].id == child.id:
                behind = [each.id for each in row.rows[at + 1 :]]
                ids = [each.id for each in node.children]
                follows = dict(zip(ids[1:], ids, strict=False))
                if (before := follows.get(row.rows[at].id, "")) in behind:
                    self._move(row.rows[at], row, at + behind.index(before) + 1)
        return row.rows[at] if at < len(row.rows) else None

    def _has_gone(self, row: Row) -> bool:
        """Whether neither a row nor anything below it is in the tree that is to be shown."""
        assert self._top is not None
        assert self._top.node is not None
        return row.node is not None and self._top.node.ids.isdisjoint(row.node.ids)

    def _insert(self, node: Node, above: Row, at: int) -> None:
        whole = self._rows.keys().isdisjoint(node.ids)
        self.beginInsertRows(self._index(above), at, at)
        # Where parts of it are shown elsewhere already, they are moved below it afterwards, one by one.
        row = self._made.below(node if whole else msgspec.structs.replace(node, children=()), above)
        above.rows.insert(at, row)
        above.renumber(at)
        self.endInsertRows()

    def _move(self, row: Row, above: Row, at: int, wanted: Sequence[Node] = ()) -> None:
        """Moves a row, with those behind it that are `wanted` behind it: to Qt many moves take much longer than one."""
        old = row.above
        assert old is not None
        self._withdraw(old)
        same, start = old is above, row.at
        together = zip(old.rows[start:], wanted, strict=False)
        count = len(list(takewhile(lambda pair: pair[0].id == pair[1].id, together))) or 1
        moving = old.rows[start : start + count]
        # Qt counts the place before the rows have left their own.
        to = at + (count if same and at > start else 0)
        self.beginMoveRows(self._index(old), start, start + count - 1, self._index(above), to)
        del old.rows[start : start + count]
        above.rows[at:at] = moving
        for each in moving:
            each.above = above
        if same:
            above.renumber(min(start, at))
        else:
            old.renumber(start)
            above.renumber(at)
        self.endMoveRows()

    def _drop_tails(self, placed: list[Row]) -> None:
        """Removes rows beyond a node's children: whatever belonged elsewhere has been moved there by now."""
        for row in placed:
            assert row.node is not None
            keep = self._first(row) + len(row.node.children)
            if len(self._parts(row)) > keep:
                self._withdraw(row)
                self._remove(row, keep, len(row.rows) - 1)

    def _remove(self, above: Row, first: int, last: int) -> None:
        self.beginRemoveRows(self._index(above), first, last)
        for gone in above.rows[first : last + 1]:
            self._forget(gone)
        del above.rows[first : last + 1]
        above.renumber(first)
        self.endRemoveRows()


def _shown(node: Node) -> tuple[object, ...]:
    """What of a node the tree shows."""
    themes = node.themes_title if isinstance(node, Vision) else ""
    return (node.title, node.body if not node.title else None, themes)
