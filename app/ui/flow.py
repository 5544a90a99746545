"""Rows of controls that break where there is too little room, as lines of words do. Imports Qt only."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget


class FlowLayout(QLayout):
    """Places widgets in rows, as many in each as there is room for."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 4, *, centred: bool = False) -> None:
        super().__init__(parent)
        self._centred = centred
        self._items: list[QLayoutItem] = []
        # A page asks for these hundreds of times before it is first shown.
        self._least: QSize | None = None
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        self.invalidate()
        return self._items.pop(index)

    def invalidate(self) -> None:
        self._least = None
        self._heights.clear()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            edge = self.contentsMargins()
            inside = self._place(QRect(0, 0, width - edge.left() - edge.right(), 0), move=False)
            self._heights[width] = inside + edge.top() + edge.bottom()
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect.marginsRemoved(self.contentsMargins()), move=True)
        for item in self._items:
            if _shows_nothing(item):
                # Where it was, or came into being, it would lie over the others and take their clicks.
                item.setGeometry(QRect(rect.topLeft(), QSize(0, 0)))

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        if self._least is None:
            size = QSize()
            for item in self._items:
                size = size.expandedTo(item.minimumSize())
            self._least = size.grownBy(self.contentsMargins())
        return self._least

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for row in self._rows(rect.width()):
            high = max(size.height() for _, size in row)
            x = rect.x()
            for item, size in row:
                if move:
                    down = (high - size.height()) // 2 if self._centred else 0
                    item.setGeometry(QRect(QPoint(x, y + down), size))
                x += size.width() + self.spacing()
            y += high + self.spacing()
        return max(y - self.spacing() - rect.y(), 0)

    def _rows(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items with their sizes, in rows that fit into so many pixels."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            size = item.sizeHint()
            if _shows_nothing(item):
                continue
            size.setWidth(min(size.width(), max(room, item.minimumSize().width())))
            if not rows or (x > 0 and x + size.width() > room):
                rows.append([])
                x = 0
            rows[-1].append((item, size))
            x += size.width() + self.spacing()
        return rows


class TurningRow(QWidget):
    """A few controls in a row that breaks. Qt's own layouts place them, and Python is asked only when it is resized.

    A list of many such rows is laid out several times before it is shown, and a FlowLayout is asked each time. Which
    controls are shown is settled before the row is.
    """

    def __init__(self, controls: Sequence[QWidget], spacing: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controls = tuple(controls)
        self._spacing = spacing
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(spacing)
        self._placed: list[list[QWidget]] = []
        self._place([list(self._controls)])
        # A row never asks for more room than there is: it breaks.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        broken = self._broken(event.size().width())
        if broken != self._placed:
            self._place(broken)

    def _broken(self, room: int) -> list[list[QWidget]]:
        """The controls in rows that fit into so many pixels; hidden ones stand where they take none."""
        rows: list[list[QWidget]] = [[]]
        x = 0
        for control in self._controls:
            wide = 0 if control.isHidden() else control.sizeHint().width() + self._spacing
            if x > 0 and wide > 0 and x + wide - self._spacing > room:
                rows.append([])
                x = 0
            rows[-1].append(control)
            x += wide
        return rows

    def _place(self, rows: list[list[QWidget]]) -> None:
        """Puts the controls into lines, of which those that are left empty take no room."""
        while self._lines.count() < len(rows):
            line = QHBoxLayout()
            line.setSpacing(self._spacing)
            line.addStretch()
            self._lines.addLayout(line)
        for at, row in enumerate(rows):
            line = self._lines.children()[at]
            assert isinstance(line, QHBoxLayout)
            for before, control in enumerate(row):
                line.insertWidget(before, control)
        self._placed = rows


def _shows_nothing(item: QLayoutItem) -> bool:
    """Whether it is hidden, or a group of which nothing is shown."""
    return item.isEmpty() or item.sizeHint().width() <= 0


def in_a_row(parts: Sequence[QWidget]) -> QWidget:
    """Controls that stay together when the bar breaks, on one line of sight."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    group.setMinimumHeight(group.fontMetrics().height() + 18)
    return group
