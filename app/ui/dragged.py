"""The card that is shown beside the pointer while something is dragged. Imports Qt only."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QWidget

CARD_LETTERS = 28
BESIDE = QPoint(12, 16)
"""Where what is dragged is shown, from the pointer's tip."""


def card(source: QWidget, said: str) -> QPixmap:
    """A few words on a small card, in the lettering of what they are dragged from."""
    letters, colours = source.fontMetrics(), QPalette.ColorRole
    said = letters.elidedText(said, Qt.TextElideMode.ElideRight, letters.averageCharWidth() * CARD_LETTERS)
    size = QSize(letters.horizontalAdvance(said) + 12, letters.height() + 8)
    made = QPixmap(size * source.devicePixelRatioF())
    made.setDevicePixelRatio(source.devicePixelRatioF())
    made.fill(source.palette().color(colours.ToolTipBase))
    painter = QPainter(made)
    painter.setFont(source.font())
    painter.setPen(source.palette().color(colours.ToolTipText))
    painter.drawText(QRect(QPoint(0, 0), size), Qt.AlignmentFlag.AlignCenter, said)
    painter.end()
    return made
