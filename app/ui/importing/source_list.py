"""The source's paragraphs at the left of the review: each with its place below it. Imports Qt only."""

from bisect import bisect_left
from collections.abc import Container

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QDrag, QPainter, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.dragged import BESIDE, card
from app.ui.importing.source_model import (
    GONE,
    LEFT,
    LINKED_ROLE,
    PLACE_ROLE,
    STATE_ROLE,
    TEXT_ROLE,
    UNSURE,
    SourceModel,
)

Index = QModelIndex | QPersistentModelIndex
LINES = 2
LOOKED_AT = 4_000
"""How much of a paragraph is looked at, in characters, for the two lines that are shown of it."""
MOST_DRAWN = 400
"""What of that is given room, in characters, also where a list is as wide as two screens."""
EDGE = 8


class UnsureOnly(QSortFilterProxyModel):
    """Leaves only the rows that were placed by a guess, while asked to."""

    def __init__(self, source: SourceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.only = False
        self._source = source
        self._unsure: Container[int] = ()
        # Connected before Qt's own, which ask then; to have the source asked of each of 40,000 rows takes longer.
        for changed in (source.dataChanged, source.modelReset):
            changed.connect(self._look)
        self.setSourceModel(source)

    def set_only(self, only: bool) -> None:
        """Narrows to what is unsure, or shows all."""
        self.only = only
        self._look()
        # Told of the rows that go one by one, as by `endFilterChange`, the list takes longer than all the rest.
        self.invalidate()

    def nearest(self, row: int) -> int:
        """The source's row that is shown at or behind one of it, else the last; -1 where none is."""
        if not self.only or row < 0:
            return row
        left = self._source.unsure_rows()
        return left[min(bisect_left(left, row), len(left) - 1)] if left else -1

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        return not self.only or row in self._unsure

    def _look(self) -> None:
        if self.only:
            self._unsure = self._source.unsure_found()


class ParagraphDelegate(QStyledItemDelegate):
    """Draws the beginning of a paragraph, and under it where it went; a bar marks those of the chosen part."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        palette, state = option.palette, str(index.data(STATE_ROLE))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole
        if chosen:
            painter.fillRect(option.rect, palette.color(role.Highlight))
        elif index.data(LINKED_ROLE):
            painter.fillRect(option.rect, palette.color(role.Button))
        if index.data(LINKED_ROLE):
            bar = QRect(option.rect.left(), option.rect.top(), 4, option.rect.height())
            painter.fillRect(bar, palette.color(role.Link))
        faint = palette.color(role.HighlightedText if chosen else role.PlaceholderText)
        text = palette.color(role.HighlightedText if chosen else role.Text)
        room = option.rect.adjusted(EDGE + 4, EDGE // 2, -EDGE, -EDGE // 2)
        high = option.fontMetrics.height()
        painter.setFont(option.font)
        painter.setPen(faint if state in (LEFT, GONE) else text)
        drawn = self._draw_text(painter, room, str(index.data(TEXT_ROLE)), option)
        painter.setPen(text if state == UNSURE else faint)
        font = option.font
        font.setBold(state == UNSURE)
        painter.setFont(font)
        line = QRect(room.left(), room.top() + drawn * high + 2, room.width(), high)
        words = painter.fontMetrics().elidedText(
            str(index.data(PLACE_ROLE)), Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
        painter.setPen(palette.color(role.Mid))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus and not chosen:
            painter.setPen(palette.color(role.Link))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        high = option.fontMetrics.height()
        return QSize(120, high * (LINES + 1) + EDGE + 1)

    def _draw_text(self, painter: QPainter, room: QRect, text: str, option: QStyleOptionViewItem) -> int:
        """At most two lines, the last one cut with an ellipsis; how many there were."""
        text = " ".join(text[:LOOKED_AT].split())
        text = text if len(text) <= MOST_DRAWN else f"{text[:MOST_DRAWN]}…"
        layout = QTextLayout(text, option.font)
        layout.setTextOption(QTextOption())
        layout.beginLayout()
        first = layout.createLine()
        first.setLineWidth(room.width())
        cut = first.textLength() if first.isValid() else len(text)
        layout.endLayout()
        high = option.fontMetrics.height()
        align = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(QRect(room.left(), room.top(), room.width(), high), align, text[:cut].rstrip())
        rest = option.fontMetrics.elidedText(text[cut:].strip(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRect(room.left(), room.top() + high, room.width(), high), align, rest)
        return 2 if rest else 1


class SourceList(QListView):
    """The paragraphs of the document."""

    def __init__(self, model: SourceModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = model
        self.shown = UnsureOnly(model, self)
        self.setModel(self.shown)
        self.setItemDelegate(ParagraphDelegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.setAccessibleName(self.tr("Paragraphs of the document"))

    def startDrag(self, actions: Qt.DropAction) -> None:
        """As Qt does, but with a small card beside the pointer: a whole row over the tree would hide the mark."""
        drag = QDrag(self)
        drag.setMimeData(self.shown.mimeData([self.currentIndex()]))
        drag.setPixmap(card(self, " ".join(str(self.currentIndex().data(TEXT_ROLE))[:LOOKED_AT].split())))
        drag.setHotSpot(-BESIDE)
        drag.exec(actions, Qt.DropAction.MoveAction)

    def row(self) -> int:
        """The chosen row of the source's model; -1 for none."""
        index = self.shown.mapToSource(self.currentIndex())
        return index.row() if index.isValid() else -1

    def choose(self, row: int) -> bool:
        """Chooses a row and scrolls to it; whether it is shown."""
        index = self.shown.mapFromSource(self.source.index(row))
        if index.isValid():
            # The view's own setCurrentIndex would heed Ctrl, if the author still holds it down.
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index, QListView.ScrollHint.PositionAtCenter)
        return index.isValid()
