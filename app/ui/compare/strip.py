"""The change map: the whole text as a strip, every change in its place. Imports documents and Qt only."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.ui.compare.view import SideBySide
from app.ui.inks import Inks
from app.ui.roles import give_role

LEAST = 3.0


class ChangeMap(QWidget):
    """Wide marks are substantive changes, narrow hollow ones the others; a frame shows what is in sight.

    A click on a mark looks at its change; dragging only scrolls.
    """

    place_requested = Signal(float)

    def __init__(self, view: SideBySide, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setAccessibleName(self.tr("Change map"))
        give_role(self, QAccessible.Role.Chart)
        self.setToolTip(self.tr("Every change in its place; click to go there"))
        self.setFixedWidth(16)
        self._marks = QPixmap()
        self._made: tuple[object, ...] = ()
        view.seen_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(16, 100)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        share = self._go(event)
        self._view.choose_near(share, LEAST / max(self.height(), 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        made = (self._view.shape, self.size(), self.palette().cacheKey(), self.devicePixelRatioF())
        if made != self._made:
            self._made = made
            self._draw_marks()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._marks)
        high = self.height()
        first, last = self._view.seen()
        painter.setPen(QPen(self.palette().text().color(), 1))
        painter.drawRect(QRectF(0.5, first * high + 0.5, self.width() - 1, max((last - first) * high - 1, 4)))
        painter.end()

    def _draw_marks(self) -> None:
        """Draws every change once; thousands are too many for each step of scrolling."""
        self._marks = QPixmap(self.size() * self.devicePixelRatioF())
        self._marks.setDevicePixelRatio(self.devicePixelRatioF())
        painter = QPainter(self._marks)
        inks, high, wide = Inks(self.palette()), self.height(), self.width()
        painter.fillRect(self.rect(), self.palette().window())
        before: tuple[object, ...] = ()
        for start, end, line in self._view.marks():
            top, substantive = start * high, line.weight == "substantive"
            tall = max((end - start) * high, LEAST)
            same = substantive, line.moved, round(top), round(top + tall)
            if same == before:
                continue  # of thousands, many would be drawn over one another
            before, box = same, QRectF(2, top, wide - 4, tall)
            if substantive:
                painter.fillRect(box, inks.inserted)
            else:
                ink = inks.moved if line.moved else inks.faint
                painter.setPen(QPen(ink, 1))
                painter.drawRect(box.adjusted(3.5, 0.5, -3.5, -0.5))
        painter.end()

    def _go(self, event: QMouseEvent) -> float:
        share = min(max(event.position().y() / max(self.height(), 1), 0.0), 1.0)
        self.place_requested.emit(share)
        return share
