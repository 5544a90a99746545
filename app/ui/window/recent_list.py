"""The list of recent strategies: each with its name, its state in words, and a small picture of it. Imports Qt only."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.background import Work
from app.ui.icons import menu_icon
from app.ui.labels import tip_of
from app.ui.window.recent import APPROVED, CHANGED, Recent, reminder

Index = QModelIndex | QPersistentModelIndex
RECENT_ROLE = int(Qt.ItemDataRole.UserRole)
MISSING_ROLE, REVIEW_ROLE, PLACE_ROLE = RECENT_ROLE + 1, RECENT_ROLE + 2, RECENT_ROLE + 3
MOST_MARKS = 7
EDGE = 8


def draw_marks(painter: QPainter, room: QRect, marks: str, ink: QPalette, *, chosen: bool) -> None:
    """Draws versions as rings on a line, an approved one filled with a tick, changes since then as an open diamond."""
    role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
    line, paper = (
        ink.color(role),
        ink.color(QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.Base),
    )
    size = min(room.height() * 0.62, room.width() / (MOST_MARKS * 1.6))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, max(size / 9, 1.2)))
    shown = marks[-MOST_MARKS:]
    step, y = size * 1.6, room.center().y() + 0.5
    start = room.left() + size / 2 + 1
    painter.drawLine(QPointF(start, y), QPointF(start + step * (len(shown) - 1), y))
    for at, mark in enumerate(shown):
        middle = QPointF(start + at * step, y)
        painter.setBrush(line if mark == APPROVED else paper)
        if mark == CHANGED:
            half = size / 2
            corners = ((0, -half), (half, 0), (0, half), (-half, 0))
            painter.drawPolygon(QPolygonF([middle + QPointF(*corner) for corner in corners]))
            continue
        painter.drawEllipse(QRectF(middle.x() - size / 2, y - size / 2, size, size))
        if mark == APPROVED:
            painter.setPen(QPen(paper, max(size / 7, 1.4)))
            tick = ((-0.22, 0.02), (-0.05, 0.2), (0.24, -0.18))
            painter.drawPolyline(QPolygonF([middle + QPointF(x * size, dy * size) for x, dy in tick]))
            painter.setPen(QPen(line, max(size / 9, 1.2)))
    painter.restore()


class RecentDelegate(QStyledItemDelegate):
    """Draws one strategy: name, picture and state, library."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        recent = Recent(*index.data(RECENT_ROLE))
        palette, role = option.palette, QPalette.ColorRole
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, palette.color(role.Highlight))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, palette.color(role.Button))
        high = option.fontMetrics.height()
        room = option.rect.adjusted(EDGE, EDGE, -EDGE, -EDGE)
        text = palette.color(role.HighlightedText if chosen else role.Text)
        faint = palette.color(role.HighlightedText if chosen else role.PlaceholderText)
        bold = option.font
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(text)
        self._line(painter, room, 0, high, recent.title)
        bold.setBold(False)
        painter.setFont(bold)
        wide = min(option.fontMetrics.averageCharWidth() * 18, room.width() // 4)
        picture = QRect(room.left(), room.top() + high + 3, wide, high)
        draw_marks(painter, picture, recent.marks or CHANGED, palette, chosen=chosen)
        words = (recent.state, str(index.data(REVIEW_ROLE) or ""))
        said = " · ".join(part for part in words if part)
        self._line(painter, room.adjusted(wide + EDGE, 3, 0, 0), 1, high, said)
        painter.setPen(text if index.data(MISSING_ROLE) else faint)
        self._line(painter, room.adjusted(0, 6, 0, 0), 2, high, str(index.data(PLACE_ROLE)))
        painter.setPen(palette.color(role.Mid))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, option.fontMetrics.height() * 3 + 2 * EDGE + 8)

    def _line(self, painter: QPainter, room: QRect, at: int, high: int, words: str) -> None:
        line = QRect(room.left(), room.top() + at * high, room.width(), high)
        cut = Qt.TextElideMode.ElideMiddle if at == 2 else Qt.TextElideMode.ElideRight
        painter.drawText(
            line, Qt.AlignmentFlag.AlignVCenter, painter.fontMetrics().elidedText(words, cut, line.width())
        )


class RecentList(QListWidget):
    """The strategies that were open. Enter or a click opens one, Delete takes it off the list."""

    open_requested = Signal(str, str)
    forget_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Recent strategies"))
        self.setItemDelegate(RecentDelegate(self))
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.itemClicked.connect(self._open)
        self.itemActivated.connect(self._open)
        self.customContextMenuRequested.connect(lambda at: self.menu().popup(self.viewport().mapToGlobal(at)))

    def show_recents(self, recents: list[Recent]) -> None:
        """Lists strategies; whether their libraries are still there is looked up in the background."""
        row = max(self.currentRow(), 0)
        self.clear()
        for recent in recents:
            item = QListWidgetItem()
            item.setData(RECENT_ROLE, tuple(recent))
            item.setText(recent.title)
            self._tell_place(item, missing=False)
            self.addItem(item)
        self.setCurrentRow(min(row, self.count() - 1))
        if recents:
            # What tells of reviews is slow to import, and a place may be on a slow disk.
            work = Work(lambda: [_looked_up(recent) for recent in recents], self)
            work.finished.connect(self._mark)
            work.start()

    def whole_height(self) -> int:
        """How high it is where all are seen, in pixels."""
        return max(self.sizeHintForRow(0), 0) * self.count() + 2 * self.frameWidth()

    def recent(self) -> Recent | None:
        """The chosen one."""
        item = self.currentItem()
        return Recent(*item.data(RECENT_ROLE)) if item else None

    def menu(self) -> QMenu:
        """What can be done with the chosen one."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.recent():
            menu.addAction(menu_icon("open"), self.tr("Open\tEnter"), lambda: self._open(self.currentItem()))
            menu.addAction(menu_icon("close"), self.tr("Remove from this list\tDel"), self.forget)
        return menu

    def forget(self) -> None:
        """Asks for the chosen one to be taken off the list."""
        if recent := self.recent():
            self.forget_requested.emit(recent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.forget()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self._open(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _open(self, item: QListWidgetItem) -> None:
        recent = Recent(*item.data(RECENT_ROLE))
        self.open_requested.emit(recent.library, recent.strategy)

    def _mark(self, found: list[tuple[Recent, bool, str]]) -> None:
        known = {recent[:2]: (missing, review) for recent, missing, review in found}
        for row in range(self.count()):
            item = self.item(row)
            missing, review = known.get(tuple(item.data(RECENT_ROLE)[:2]), (False, ""))
            self._tell_place(item, missing=missing, review=review)

    def _tell_place(self, item: QListWidgetItem, *, missing: bool, review: str = "") -> None:
        recent = Recent(*item.data(RECENT_ROLE))
        place = self.tr("⚠ Not there any more: {}").format(recent.library) if missing else recent.library
        item.setData(MISSING_ROLE, missing)
        item.setData(REVIEW_ROLE, review)
        item.setData(PLACE_ROLE, place)
        item.setToolTip(tip_of(f"{place}\n{review}".strip()))
        told = (recent.title, recent.state, review, place)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in told if part))


def _looked_up(recent: Recent) -> tuple[Recent, bool, str]:
    """Whether its library is gone, and what there is to be said of its review."""
    return recent, _is_missing(recent.library), reminder(recent, datetime.now().date())


def _is_missing(place: str) -> bool:
    try:
        return "://" not in place and not Path(place).exists()
    except OSError:
        return True
