"""The view of the strategy's tree: keys, dragging, menu, filter. It tells what the author wants. Imports Qt only."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.ui.dragged import BESIDE, card
from app.ui.labels import plain_label
from app.ui.tree.delegate import BadgeDelegate
from app.ui.tree.filter_line import FilterLine
from app.ui.tree.model import ID_ROLE, PAGES, PROPOSAL_ROLE, StrategyModel
from app.ui.tree.narrowing import Narrowing
from app.ui.tree.rows import Index
from app.ui.tree.unfolding import Unfolding

MARK = 2
"""How thick the mark is that shows where a drop would go, in pixels: Qt's own is a hair."""
STROKE = 1.6
"""How thick the sign of what is folded is at plain text size, in pixels, as icons are."""


_KEYS = Qt.Key
PASSED_ON = frozenset(
    (_KEYS.Key_Escape, _KEYS.Key_Tab, _KEYS.Key_Backtab, _KEYS.Key_Shift, _KEYS.Key_Control, _KEYS.Key_Alt)
)
"""Keys that do nothing to the part that is chosen."""


class StrategyView(QTreeView):
    """The tree itself. Wishes carry ids, in reading order; those about what is only proposed, the proposal's."""

    chosen = Signal(str)
    proposal_chosen = Signal(str, str)
    proposal_opened = Signal(str)
    proposal_decided = Signal(str, bool)
    proposal_menu_requested = Signal(str, QPoint)
    move_requested = Signal(list, str)
    sibling_requested = Signal(str)
    page_entered = Signal(str)
    delete_requested = Signal(list)
    rename_refused = Signal(str)
    copy_requested = Signal(list)
    cut_requested = Signal(list)
    paste_requested = Signal(str)
    menu_requested = Signal(list, QPoint)
    unfold_requested = Signal(str)
    strayed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._aim: QPoint | None = None
        self._hovered: list[QPersistentModelIndex] = []
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setDragEnabled(True)
        self.setAutoExpandDelay(600)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegate(BadgeDelegate(self))
        self.setIndentation(16)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTabKeyNavigation(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setAccessibleName(self.tr("Strategy"))
        self.customContextMenuRequested.connect(self._ask_for_menu)
        self.expanded.connect(self._when_unfolded)

    def chosen_ids(self) -> list[str]:
        """The ids of the selected rows in sight, in reading order; the current one, which is on show, where none is."""
        indexes = self.selectionModel().selectedIndexes() if self.selectionModel() else []
        indexes = sorted(filter(self._is_left, indexes), key=_path)
        if not indexes and self.currentIndex().isValid():
            indexes = [self.currentIndex()]
        return [str(index.data(ID_ROLE)) for index in indexes if not index.data(PROPOSAL_ROLE)]

    def _is_left(self, index: Index) -> bool:
        """Whether a row has not been left out by the box above the tree, folded or not."""
        while index.isValid():
            if self.isRowHidden(index.row(), index.parent()):
                return False
            index = index.parent()
        return True

    def leave_proposal(self) -> None:
        """Goes from a row that is only proposed to the part under which it stands, whose form is on show."""
        if self.currentIndex().data(PROPOSAL_ROLE):
            self.setCurrentIndex(self.currentIndex().parent())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and (proposal := current.data(PROPOSAL_ROLE)):
            self.proposal_chosen.emit(proposal, str(current.parent().data(ID_ROLE)))
        elif current.isValid():
            self.chosen.emit(str(current.data(ID_ROLE)))

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        # Qt's own sign keeps its seven pixels however large the text is, and is black on what is chosen.
        if not self.model().hasChildren(index):
            return
        side, roles = self.indentation(), QPalette.ColorRole
        cell = QRect(rect.right() - side + 1, rect.top(), side, rect.height())
        chosen = self.selectionModel().isSelected(index)
        size = min(self.fontMetrics().height() / 16, side / 12)
        ink = self.palette().color(roles.HighlightedText if chosen else roles.PlaceholderText)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(ink, STROKE * size)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPolyline(_folding(QRectF(cell).center(), size, folded=not self.isExpanded(index)))
        painter.restore()

    def startDrag(self, actions: Qt.DropAction) -> None:
        """As Qt does, but with a small card beside the pointer: a whole row over the tree would hide the mark."""
        dragged = [index for index in self.selectedIndexes() if index.flags() & Qt.ItemFlag.ItemIsDragEnabled]
        if not dragged:
            return
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData(dragged))
        drag.setPixmap(self.card(dragged))
        drag.setHotSpot(-BESIDE)
        drag.exec(actions, self.defaultDropAction())

    def card(self, dragged: Sequence[QModelIndex]) -> QPixmap:
        """What is dragged, in few words: its name, or how many parts."""
        named = str(dragged[0].data()) if len(dragged) == 1 else self.tr("{} parts").format(len(dragged))
        return card(self, named)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.setDropIndicatorShown(True)
        super().dragMoveEvent(event)
        self._aim = event.position().toPoint() if event.isAccepted() else None
        # Where nothing may be dropped Qt's own mark would stay where something might have been.
        self.setDropIndicatorShown(self._aim is not None)
        self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._aim = None
        super().dragLeaveEvent(event)
        self._fold_hovered()

    def dropEvent(self, event: QDropEvent) -> None:
        self._aim = None
        # They are folded only then, for to fold them any earlier would put other rows below the pointer.
        super().dropEvent(event)
        self._fold_hovered()

    def _fold_hovered(self) -> None:
        """Folds what hovering over it unfolded, but what holds the chosen part, which may just have been dropped."""
        hovered, self._hovered = self._hovered, []
        above = self.currentIndex().parent()
        while above.isValid():
            hovered = [each for each in hovered if each != above]
            above = above.parent()
        for each in hovered:
            self.collapse(each)

    def _when_unfolded(self, index: QModelIndex) -> None:
        if self.state() == QAbstractItemView.State.DraggingState:
            self._hovered.append(QPersistentModelIndex(index))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._aim is not None and (mark := self._drop_mark(self._aim)) is not None:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Link), MARK))
            painter.drawRect(mark)

    def _drop_mark(self, aim: QPoint) -> QRect | None:
        """A frame around the part into which a drop would go, or a line between the two that it would part."""
        row = self.visualRect(self.indexAt(aim)).adjusted(1, 1, -1, -1)
        places = QAbstractItemView.DropIndicatorPosition
        lines = {places.OnItem: row, places.AboveItem: QRect(row.topLeft(), row.topRight()),
                 places.BelowItem: QRect(row.bottomLeft(), row.bottomRight())}  # fmt: skip
        return lines.get(self.dropIndicatorPosition())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState or not self._key(event):
            super().keyPressEvent(event)

    def _ask_for_menu(self, at: QPoint) -> None:
        where = self.viewport().mapToGlobal(at)
        if proposal := self.indexAt(at).data(PROPOSAL_ROLE):
            self.proposal_menu_requested.emit(proposal, where)
        else:
            self.menu_requested.emit(self.chosen_ids(), where)

    def _proposal_key(self, proposal: str, event: QKeyEvent) -> bool:
        """A key on a row that is only proposed: as in the list of suggestions."""
        key, control = Qt.Key(event.key()), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.proposal_decided.emit(proposal, True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.proposal_opened.emit(proposal)
        elif key == Qt.Key.Key_Delete:
            self.proposal_decided.emit(proposal, False)
        elif key == Qt.Key.Key_Menu:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.proposal_menu_requested.emit(proposal, self.viewport().mapToGlobal(place))
        else:
            return False
        return True

    def _key(self, event: QKeyEvent) -> bool:
        if not self._is_left(self.currentIndex()) and event.key() not in PASSED_ON:
            # It would do to a part out of sight what it says.
            self.strayed.emit()
            return True
        if proposal := self.currentIndex().data(PROPOSAL_ROLE):
            return self._proposal_key(proposal, event)
        ids, key = self.chosen_ids(), Qt.Key(event.key())
        if not ids:
            return False
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            way = {
                Qt.Key.Key_Up: "up",
                Qt.Key.Key_Down: "down",
                Qt.Key.Key_Left: "out",
                Qt.Key.Key_Right: "in",
            }.get(key)
            if way:
                self.move_requested.emit(ids, way)
            return way is not None
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            wish = self.page_entered if ids[-1] in PAGES else self.sibling_requested
            wish.emit(ids[-1])
        elif key == Qt.Key.Key_Asterisk:
            self.unfold_requested.emit(ids[-1])
        elif key == Qt.Key.Key_Delete:
            self.delete_requested.emit(ids)
        elif key == Qt.Key.Key_F2 and not self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.rename_refused.emit(ids[-1])
        elif key == Qt.Key.Key_Menu:
            place = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_requested.emit(ids, self.viewport().mapToGlobal(place))
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_C:
            self.copy_requested.emit(ids)
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_X:
            self.cut_requested.emit(ids)
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_V:
            self.paste_requested.emit(ids[-1])
        else:
            return False
        return True


class TreePanel(QWidget):
    """The tree under a box that narrows it to what is typed. A part is kept with all that hold it."""

    def __init__(self, model: StrategyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.filter = FilterLine(self)
        self.view = StrategyView(self)
        self.view.setModel(model)
        self._unfolding = Unfolding(self.view, model, self)
        self._narrowing = Narrowing(self.view, model, self._unfolding, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 4, 0)
        column.setSpacing(8)
        self.nothing = plain_label(
            self.tr("No part is called that. Esc clears the filter."), "faint", wraps=True
        )
        self.nothing.hide()
        column.addWidget(self.filter)
        column.addWidget(self.nothing)
        column.addWidget(self.view, 1)
        self._narrowing.left_nothing.connect(self.nothing.setVisible)
        self.filter.textChanged.connect(self._narrow)
        self.filter.led_on.connect(self._lead_on)
        self.view.strayed.connect(self._lead_on)
        model.modelReset.connect(self._unfold_top)
        model.first_held.connect(self.unfold)
        # Of a part inside that is out of sight Qt would paint nothing anew.
        model.badges_shown.connect(self.view.viewport().update)
        model.proposals_leaving.connect(self.view.leave_proposal)
        self.view.unfold_requested.connect(self._unfolding.below)

    def choose(self, id: str, *, edit: bool = False) -> bool:
        """Makes a part the current one, unfolding what holds it; False where it is not in the tree."""
        index = self.model.index_of(id)
        if not index.isValid():
            return False
        if not self._narrowing.leaves(id):
            self.filter.clear()
        # The view's own setCurrentIndex would heed Ctrl or Shift, if the author still holds one down.
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._unfold_above(index)
        self.view.scrollTo(index)
        written_in = cast("QWidget | None", self.view.indexWidget(index))
        if edit and written_in is None and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.view.edit(index)
        return True

    def let_in(self, id: str) -> None:
        """Keeps a part in sight that the box above would leave out, until something else is typed there."""
        self._narrowing.let_in(id)

    def show_chosen(self) -> None:
        """Scrolls to the current part; what was chosen before the tree was seen may be out of sight."""
        self.view.scrollTo(self.view.currentIndex())

    def select(self, ids: list[str]) -> None:
        """Selects several parts; the last one becomes the current one."""
        if ids and self.choose(ids[-1]):
            flag = QItemSelectionModel.SelectionFlag.Select
            self.view.selectionModel().select(self._ranges(ids), flag)

    def _ranges(self, ids: list[str]) -> QItemSelection:
        """The places of parts, neighbours in one range: Qt looks through all ranges for each row it paints."""
        places = sorted((index for id in ids if (index := self.model.index_of(id)).isValid()), key=_path)
        found = QItemSelection()
        first = last = QModelIndex()
        for index in places:
            if not last.isValid() or index.row() != last.row() + 1 or index.parent() != last.parent():
                if last.isValid():
                    found.append(QItemSelectionRange(first, last))
                first = index
            last = index
        if last.isValid():
            found.append(QItemSelectionRange(first, last))
        return found

    def unfolded(self) -> list[str]:
        """The ids of the parts that are unfolded."""
        return self._narrowing.unfolded()

    def unfolded_at_rest(self, most: int) -> list[str]:
        """The ids of at most so many parts that are unfolded, or will be again once the box narrows nothing."""
        return self._narrowing.at_rest(most)

    def unfold(self, ids: list[str]) -> None:
        """Unfolds parts."""
        self._narrowing.unfold(ids)

    def unfold_levels(self) -> None:
        """Unfolds in turns as many levels as an author may look over, and has the current part in sight in the end."""
        self._unfolding.levels(then=self.show_chosen)

    def _unfold_above(self, index: QModelIndex) -> None:
        # To scroll there unfolds what holds it too, but not while something is dragged, when it was just dropped.
        above = index.parent()
        while above.isValid():
            self.view.expand(above)
            above = above.parent()

    def _narrow(self, letters: str) -> None:
        self._narrowing.to(letters)
        if self.view.currentIndex().isValid():
            self.view.scrollTo(self.view.currentIndex())

    def _lead_on(self) -> None:
        """Gives the keyboard to the tree, if anything is left: at the current part, or at the first that fits."""
        if self.nothing.isVisible():
            return
        if not self._narrowing.leaves(str(self.view.currentIndex().data(ID_ROLE))):
            self.choose(self._narrowing.first())
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
        else:
            super().keyPressEvent(event)

    def _unfold_top(self) -> None:
        self.view.expand(self.model.index(0, 0))


def _folding(at: QPointF, size: float, *, folded: bool) -> list[QPointF]:
    """The three ends of the sign that points down to what is unfolded, or to the right of what is folded."""
    around = ((-2, -4), (2, 0), (-2, 4)) if folded else ((-4, -2), (0, 2), (4, -2))
    return [at + QPointF(x, y) * size for x, y in around]


def _path(index: QModelIndex) -> tuple[int, ...]:
    """Rows from the top down, which sort in reading order."""
    rows: list[int] = []
    while index.isValid():
        rows.append(index.row())
        index = index.parent()
    return tuple(reversed(rows))
