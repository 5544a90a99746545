"""The proposed tree, onto which paragraphs of the document can be dropped. Imports Qt's core only besides the tree."""

from PySide6.QtCore import QByteArray, QMimeData, Qt, Signal

from app.models.nodes import KINDS
from app.ui.tree.model import PAGES, StrategyModel
from app.ui.tree.rows import Index

PARAGRAPH = "application/x-engross-paragraph"


def mime_of_row(row: int) -> QMimeData:
    """A row of the document's paragraphs as it is dragged."""
    mime = QMimeData()
    mime.setData(PARAGRAPH, QByteArray(str(row).encode()))
    return mime


class ProposedModel(StrategyModel):
    """Tells by `paragraph_dropped` which row was dropped, on which part or, from 0 on, before which of its parts."""

    paragraph_dropped = Signal(int, str, int)

    def mimeTypes(self) -> list[str]:
        return [*super().mimeTypes(), PARAGRAPH]

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not data.hasFormat(PARAGRAPH):
            return super().canDropMimeData(data, action, row, column, parent)
        holder = self._at(parent)
        if holder is None or holder.node is None:
            return False
        return row < 0 or (
            bool(KINDS[holder.node.kind].holds) and (holder.above is not None or row >= len(PAGES))
        )

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not data.hasFormat(PARAGRAPH):
            return super().dropMimeData(data, action, row, column, parent)
        holder = self._at(parent)
        if holder is not None and self.canDropMimeData(data, action, row, column, parent):
            at = self._child_number(holder, row) if row >= 0 else -1
            self.paragraph_dropped.emit(int(bytes(data.data(PARAGRAPH).data())), holder.id, at)
        return False
