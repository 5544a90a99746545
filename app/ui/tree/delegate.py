"""How a row of the tree is drawn, with what stands at its right, and edited. Imports Qt only."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from app.ui.tree.badges import draw_badge, draw_ring
from app.ui.tree.model import BADGE_ROLE, INSIDE_ROLE
from app.ui.tree.rows import Index


class BadgeDelegate(QStyledItemDelegate):
    """Draws a remark, such as the number of comments, at the right of a row, and whether a folded one holds any."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(self.tr("Name of the part"))
        return editor

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        if isinstance(view, QTreeView) and not view.isExpanded(index) and index.data(INSIDE_ROLE):
            option.rect = draw_ring(painter, option)
        if badge := index.data(BADGE_ROLE):
            option.rect = draw_badge(painter, option, badge)
        super().paint(painter, option, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height(), option.fontMetrics.height() + 8))
