"""The agenda as a tree: the meeting, its items, their papers, each with its pages; moved by mouse or keys. Qt only."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.models.pack import Item, Pack, Placed, papers
from app.ui.icons import icon
from app.ui.labels import tip_of
from app.ui.packs.draft import MEETING, Place
from app.ui.wrapped import PADDING

PLACE = Qt.ItemDataRole.UserRole
_PAGES, _EDITION = 1, 2


class WrappedTitles(QStyledItemDelegate):
    """Measures a title in the width that its column and its depth leave: a tree's own measure is of one line."""

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        least = super().sizeHint(option, index)
        depth = 2 if index.parent().isValid() else 1
        taken = (
            depth * self._tree.indentation()
            + max(self._tree.iconSize().width(), option.fontMetrics.height())
            + 6 * PADDING
        )
        room = QRect(0, 0, max(self._tree.columnWidth(0) - taken, 40), 0)
        words = str(index.data())
        high = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
        return QSize(least.width(), max(least.height(), high + PADDING))


class AgendaTree(QTreeWidget):
    """Shows a pack. Wishes leave as signals; `files_dropped` carries an item's place, or that of the meeting."""

    chosen = Signal(object)
    move_requested = Signal(object, int)
    remove_requested = Signal(object)
    files_dropped = Signal(object, list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(3)
        self.setHeaderLabels([self.tr("Items and papers"), self.tr("Pages"), self.tr("Edition")])
        self.setAccessibleName(self.tr("Agenda"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setWordWrap(True)
        self.setItemDelegateForColumn(0, WrappedTitles(self))
        self.setToolTip(self.tr("Alt+Up and Alt+Down move an item or a paper; Delete takes it out."))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (_PAGES, _EDITION):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        # A title takes as many lines as the width that is left for it asks for.
        header.sectionResized.connect(self.scheduleDelayedItemsLayout)
        self.currentItemChanged.connect(self._choose)

    @property
    def place(self) -> Place:
        """Where the shown row stands in the pack."""
        row = self.currentItem()
        return row.data(0, PLACE) if row is not None else MEETING

    def show_pack(
        self, pack: Pack, placed: tuple[Placed, ...], first_item: int, faults: Mapping[str, str], place: Place
    ) -> None:
        """Shows a pack with its pages, the row of `place` chosen."""
        with QSignalBlocker(self):
            self.clear()
            meeting = self._row(None, MEETING, pack.committee or self.tr("The meeting"), "section")
            meeting.setToolTip(0, self.tr("What the front sheet says"))
            for at, item in enumerate(pack.items):
                self._add_item(at, item, placed, first_item, faults)
            self.expandAll()
            found = self._find(place)
            self.setCurrentItem(found or meeting)

    def _add_item(
        self, at: int, item: Item, placed: tuple[Placed, ...], first_item: int, faults: Mapping[str, str]
    ) -> None:
        title = item.title or self.tr("Untitled item")
        row = self._row(None, (at,), f"{at + first_item}  {title}", "reports")
        own = {each.letter: each for each in placed if each.item == at}
        self._tell(row, own.get(""), item.exempt, faults.get(item.report, ""), bool(item.report))
        for n, (letter, paper) in enumerate(each for each in papers(item) if each[0]):
            title = paper.title or Path(paper.file).name or self.tr("No file yet")
            below = self._row(row, (at, n), f"{at + first_item}{letter}  {title}", "appendix")
            self._tell(below, own.get(letter), paper.exempt, faults.get(paper.file, ""), bool(paper.file))

    def _row(self, above: QTreeWidgetItem | None, place: Place, text: str, picture: str) -> QTreeWidgetItem:
        row = QTreeWidgetItem([text, "", ""])
        row.setData(0, PLACE, place)
        row.setIcon(0, icon(picture))
        row.setToolTip(0, tip_of(text))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
        row.setFlags(flags | Qt.ItemFlag.ItemIsDragEnabled if place else flags)
        if above is None:
            self.addTopLevelItem(row)
        else:
            above.addChild(row)
        return row

    def _tell(
        self, row: QTreeWidgetItem, placed: Placed | None, exempt: bool, fault: str, has_file: bool
    ) -> None:
        row.setText(_EDITION, self.tr("exempt") if exempt else (self.tr("public") if has_file else ""))
        if exempt:
            row.setIcon(_EDITION, icon("lock"))
        if fault:
            row.setText(_PAGES, self.tr("⚠ cannot be read"))
            row.setToolTip(_PAGES, tip_of(fault))
        elif placed is not None and placed.pages:
            last = placed.first + placed.pages + placed.blanks - 1
            row.setText(_PAGES, f"{placed.first}–{last}" if last > placed.first else str(placed.first))
            one, many = self.tr("1 page, {} blank"), self.tr("{} pages, {} blank")
            said = (
                one.format(placed.blanks) if placed.pages == 1 else many.format(placed.pages, placed.blanks)
            )
            row.setToolTip(_PAGES, said)

    def _find(self, place: Place) -> QTreeWidgetItem | None:
        for at in range(self.topLevelItemCount()):
            row = self.topLevelItem(at)
            below = [row.child(n) for n in range(row.childCount())] if row is not None else []
            for each in (row, *below):
                if each is not None and each.data(0, PLACE) == place:
                    return each
        return None

    def _choose(self) -> None:
        self.chosen.emit(self.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self.place
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps and place:
            self.move_requested.emit(place, place[-1] + steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete and place:
            self.remove_requested.emit(place)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.itemAt(event.position().toPoint())
        over: Place = row.data(0, PLACE) if row is not None else MEETING
        if event.mimeData().hasUrls():
            files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
            event.acceptProposedAction()
            if files:
                self.files_dropped.emit(over[:1], files)
            return
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if (to := self._target(over)) is not None:
            self.move_requested.emit(self.place, to)

    def _target(self, over: Place) -> int | None:
        """To which place among its own kind the dragged row goes; None where it cannot go."""
        place = self.place
        if len(place) == 1:
            return over[0] if over else 0
        if len(place) == 2 and over[:1] == place[:1]:
            return over[1] if len(over) == 2 else 0
        return None
