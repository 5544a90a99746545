"""A table of the nodes of one kind below a part: edited in place, added to, reordered. Imports models and Qt only."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QPushButton,
    QStyledItemDelegate,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.models.nodes import Node
from app.ui.fields.control import FieldControl, FieldTools
from app.ui.flow import FlowLayout
from app.ui.forms.cells import FieldDelegate
from app.ui.forms.child_model import ChildModel, totals
from app.ui.forms.column_widths import column_widths, highest_row, highest_table
from app.ui.forms.written_on import written_on
from app.ui.icons import icon
from app.ui.labels import plain_label, shown_as_it_is
from app.ui.own_keys import OwnKeys
from app.ui.rich_text.editor import ENTER, RichTextEdit
from app.ui.scrolling import page_goes_first
from app.ui.seen_rows import SeenRows
from app.ui.typed import show_money

Index = QModelIndex | QPersistentModelIndex
ROUND_TEXT = 16
"""What stands above and below a text that is written in a cell, in pixels."""


class RowsView(SeenRows):
    """A table as high as its rows. Tab goes from a cell being edited to the next one, from the last one into a further
    row unless the last row is empty, and else to the form's next control.

    Alt+arrows reorder. Strips may stand at the foot of rows: what reviewers suggest there.
    """

    moved = Signal(int, int)
    opened = Signal(int)
    resized = Signal()
    clipboard_asked = Signal(str)
    delete_asked = Signal()
    further_asked = Signal()

    def __init__(self, parent: QWidget | None = None, *, spare: int = 0) -> None:
        super().__init__(parent, spare=spare)
        self._strips: dict[int, list[QWidget]] = {}
        self._written, self._text_height = -1, 0
        deeds = {"Ctrl+X": "cut", "Ctrl+C": "copy", "Ctrl+V": "paste"}
        keys = {key: lambda deed=deed: self.clipboard_asked.emit(deed) for key, deed in deeds.items()}
        OwnKeys(self, keys | {"F2": self.write})  # elsewhere it renames in the tree
        self.verticalHeader().sectionResized.connect(self._place_strips)
        self.verticalScrollBar().valueChanged.connect(self._place_strips)

    def write(self) -> None:
        """Begins to write in the current cell, if one may; where not, whoever knows why is asked to say so."""
        if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())
        else:
            self.clipboard_asked.emit("write")

    def show_strips(self, strips: Mapping[int, Sequence[QWidget]]) -> None:
        """Puts strips at the foot of rows, in place of those before, which their owner removes."""
        self._strips = {row: list(some) for row, some in strips.items()}
        last: QWidget = self
        for strip in (each for some in self._strips.values() for each in some):
            strip.setParent(self.viewport())
            strip.show()
            QWidget.setTabOrder(last, strip)
            last = strip
        self.fit_strips()

    def fit_strips(self) -> None:
        """Keeps as much room for the strips as their words need in the width that there is."""
        self.keep_below({row: sum(map(self._height, some)) for row, some in self._strips.items()})
        self._place_strips()

    def _height(self, strip: QWidget) -> int:
        width = self.viewport().width()
        return strip.heightForWidth(width) if strip.hasHeightForWidth() else strip.sizeHint().height()

    def _place_strips(self) -> None:
        for row, some in self._strips.items():
            top = self.rowViewportPosition(row) + self.rowHeight(row) - self.below.get(row, 0)
            for strip in some:
                high = self._height(strip)
                strip.setGeometry(0, top, self.viewport().width(), high)
                strip.setVisible(row < self.model().rowCount())
                top += high

    def focusNextPrevChild(self, next: bool) -> bool:
        control = QApplication.focusWidget()
        while control is not None and not isinstance(control, FieldControl):
            control = control.parentWidget()
        if control is None or not self.isAncestorOf(control):
            return super().focusNextPrevChild(next)
        at, delegate, hints = self.currentIndex(), self.itemDelegate(), QStyledItemDelegate.EndEditHint
        ends = (self.model().rowCount() - 1, self.model().columnCount() - 1) if next else (0, 0)
        leaves = (at.row(), at.column()) == ends
        delegate.commitData.emit(control)
        delegate.closeEditor.emit(
            control, hints.NoHint if leaves else hints.EditNextItem if next else hints.EditPreviousItem
        )
        if next and leaves and self._is_begun(at.row()):
            self.further_asked.emit()
            return True
        return super().focusNextPrevChild(next) if leaves else True

    def _is_begun(self, row: int) -> bool:
        model = self.model()
        return isinstance(model, ChildModel) and model.is_begun(row)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if page_goes_first(self, event):
            event.ignore()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def make_room(self, row: int, height: int) -> bool:
        """Makes a row at least so high, for a text that is written in it, and no other; whether that is new."""
        if (row, height) == (self._written, self._text_height):
            return False
        self.forget_height(self._written)
        self.forget_height(row)
        self._written, self._text_height = row, height
        return True

    def sizeHintForRow(self, row: int) -> int:
        return max(super().sizeHintForRow(row), self._text_height if row == self._written else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.moved.emit(self.currentIndex().row(), self.currentIndex().row() + steps[Qt.Key(event.key())])
        elif event.key() in ENTER and self.state() != self.State.EditingState:
            if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self.opened.emit(self.currentIndex().row())
            else:
                self.write()
        elif event.key() == Qt.Key.Key_Delete and self.state() != self.State.EditingState:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)


class ChildTable(QWidget):
    """The nodes of one kind under a part. It edits nothing itself: it tells what the author wants."""

    typed = Signal(str, str, object)
    add_requested = Signal(str)
    remove_requested = Signal(list)
    reorder_requested = Signal(str, int)
    open_requested = Signal(str)
    clipboard_asked = Signal(str, list)
    sort_asked = Signal()
    editor_made = Signal(object)
    told = Signal()

    def __init__(self, kind: str, tools: FieldTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._tools = tools
        self.heading = plain_label("", "head")
        self.total = plain_label("", "faint", wraps=True)
        self.empty = plain_label("", "faint", wraps=True)
        self.wrong = plain_label("", "fault", wraps=True)
        self.wrong.hide()
        self.model = ChildModel(kind, self)
        # What the rows were last measured for: fifty rows take a fiftieth of a second.
        self._fitted: tuple[tuple[Node, ...], int, int] | None = None
        self._writing: RichTextEdit | None = None
        self.view = self._view()
        self._before = QVBoxLayout()
        self._strips: list[QWidget] = []
        self.add = QPushButton(icon("add"), "")
        self.open = self._button("right", self.tr("Open (Ctrl+Enter)"))
        self.up = self._button("up", self.tr("Move up (Alt+Up)"))
        self.down = self._button("down", self.tr("Move down (Alt+Down)"))
        self.remove = self._button("delete", self.tr("Delete (Del)"))
        self._arrange()
        self._connect()

    def show_nodes(self, nodes: tuple[Node, ...], numbers: Mapping[str, str]) -> None:
        """Shows the nodes, numbered as in the document."""
        term = self._tools.house().term(self.kind)
        self.heading.setText(term.many)
        self.add.setText(self.tr("Add {}").format(shown_as_it_is(term.one.lower())))
        self.add.setToolTip(self.tr("Ctrl+Enter while you write in a row, Tab in its last cell"))
        self.empty.setText(self.tr("No {} yet.").format(term.many.lower()))
        self.view.setAccessibleName(term.many)
        row = self.view.currentIndex().row()
        before = [node.id for node in self.model.nodes]
        if (ids := [node.id for node in nodes]) == before:
            self.model.show_nodes(nodes, numbers)
        else:
            # What is said of a cell stays said where Tab led from it into a further row.
            if not set(before) <= set(ids):
                self.wrong.hide()
            rows = {id: at for at, id in enumerate(ids)}
            with written_on(self.view, lambda at: self.model.nodes[at].id, rows.get):
                self.model.show_nodes(nodes, numbers)
        if nodes and not self.view.currentIndex().isValid() and row >= 0:
            self.view.setCurrentIndex(self.model.index(min(row, len(nodes) - 1), 0))
        self._when_changed()

    def make_read_only(self) -> None:
        """Has it show rows only, which can still be opened and copied."""
        self.model.read_only = True
        for button in (self.add, self.up, self.down, self.remove):
            button.hide()

    @property
    def has_strips(self) -> bool:
        """Whether something is suggested here."""
        return bool(self._strips)

    def show_strips(self, strips: Mapping[int, Sequence[QWidget]]) -> None:
        """Shows what is suggested after some of the rows, or (-1) before the first."""
        count = len(self.model.nodes)
        self._strips = [each for some in strips.values() for each in some]
        for strip in (each for row, some in strips.items() if row < 0 for each in some):
            self._before.addWidget(strip)
            strip.show()
        self.view.show_strips({row: some for row, some in strips.items() if 0 <= row < count})
        self._fitted = None
        self._fit()

    def choose(self, id: str, *, edit: bool = False) -> None:
        """Makes the row of a node the current one, and begins to edit it."""
        for at, node in enumerate(self.model.nodes):
            if node.id == id:
                # The view's own setCurrentIndex would heed Ctrl, which the author still holds down.
                flags = QItemSelectionModel.SelectionFlag
                only = flags.ClearAndSelect | flags.Rows
                self.view.selectionModel().setCurrentIndex(self.model.index(at, 0), only)
                self.view.setFocus()
                if edit and self.view.state() != QAbstractItemView.State.EditingState:
                    self.view.write()

    def choose_all(self, ids: Collection[str]) -> None:
        """Chooses the rows of nodes, the last of them as the current one."""
        flags = QItemSelectionModel.SelectionFlag
        self.view.clearSelection()
        for at, node in enumerate(self.model.nodes):
            if node.id in ids:
                row = self.model.index(at, 0)
                self.view.selectionModel().setCurrentIndex(row, flags.Select | flags.Rows)
        self.view.setFocus()

    def _view(self) -> RowsView:
        view = RowsView(spare=4)
        view.setModel(self.model)
        delegate = FieldDelegate(self._tools, view)
        delegate.editor_made.connect(self.editor_made)
        delegate.told.connect(self._tell)
        delegate.further_requested.connect(lambda: self.add_requested.emit(self.kind))
        delegate.rows_pasted.connect(lambda: view.clipboard_asked.emit("paste"))
        view.setItemDelegate(delegate)
        view.setWordWrap(True)
        view.setCornerButtonEnabled(False)
        view.setTabKeyNavigation(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        head = view.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        return view

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _arrange(self) -> None:
        head = FlowLayout(centred=True)
        head.addWidget(self.heading)
        for button in (self.open, self.up, self.down, self.remove, self.add):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self._before)
        column.addWidget(self.view)
        column.addWidget(self.wrong)
        column.addWidget(self.empty)
        column.addWidget(self.total)

    def _connect(self) -> None:
        self.model.typed.connect(self.typed)
        self.model.dataChanged.connect(self._when_changed)
        self.view.resized.connect(self._fit)
        self.editor_made.connect(self._watch)
        self.view.moved.connect(self._move)
        self.view.opened.connect(self._open)
        self.view.delete_asked.connect(self._remove)
        self.view.further_asked.connect(lambda: self.add_requested.emit(self.kind))
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.clipboard_asked.connect(lambda deed: self.clipboard_asked.emit(deed, self.chosen()))
        self.view.verticalHeader().sectionDoubleClicked.connect(self._open)
        self.add.clicked.connect(lambda: self.add_requested.emit(self.kind))
        self.open.clicked.connect(lambda: self._open(self.view.currentIndex().row()))
        self.up.clicked.connect(lambda: self._move(self._row(), self._row() - 1))
        self.down.clicked.connect(lambda: self._move(self._row(), self._row() + 1))
        self.remove.clicked.connect(self._remove)
        self.view.selectionModel().currentChanged.connect(self._when_changed)

    def _tell(self, column: str, fault: str) -> None:
        """Says what is wrong with a cell, until something else is typed into its column: it may not have been kept."""
        if fault or self.wrong.text().startswith(f"⚠ {column}"):
            self.wrong.setText(f"⚠ {column}: {fault}")
            self.wrong.setVisible(bool(fault))
            self.told.emit()

    def _row(self) -> int:
        return self.view.currentIndex().row()

    def _move(self, at: int, to: int) -> None:
        if 0 <= at < len(self.model.nodes) and 0 <= to < len(self.model.nodes):
            id = self.model.nodes[at].id
            self.reorder_requested.emit(id, to)
            self.choose(id)

    def _open(self, at: int) -> None:
        if 0 <= at < len(self.model.nodes):
            self.open_requested.emit(self.model.nodes[at].id)

    def _show_menu(self, at: QPoint) -> None:
        from app.ui.forms.row_menu import row_menu

        row_menu(self).popup(self.view.viewport().mapToGlobal(at))

    def _remove(self) -> None:
        self.remove_requested.emit(self.chosen())

    def chosen(self) -> list[str]:
        """The ids of the rows that are chosen, or of the current one."""
        rows = {index.row() for index in self.view.selectionModel().selectedRows()} or {self._row()}
        return [self.model.nodes[at].id for at in sorted(rows) if at >= 0]

    def _when_changed(self) -> None:
        has, row = bool(self.model.nodes), self._row()
        self.view.setVisible(has)
        self.empty.setVisible(not has)
        self.open.setEnabled(row >= 0)
        self.remove.setEnabled(row >= 0)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < len(self.model.nodes) - 1)
        sums = totals(self.model.nodes, self.model.columns)
        shown = [f"{label.lower()} {show_money(sum) or '£0'}" for label, sum in sums.items()]
        self.total.setText(self.tr("Total: {}").format(", ".join(shown)) if any(sums.values()) else "")
        self.total.setVisible(bool(self.total.text()))
        self._fit()

    def _watch(self, editor: RichTextEdit) -> None:
        """The row of a text that is being written is as high as the text."""
        self._writing = editor
        editor.document().documentLayout().documentSizeChanged.connect(self._make_room)
        editor.destroyed.connect(lambda: self._forget(editor))

    def _forget(self, editor: RichTextEdit) -> None:
        if self._writing is editor and isValid(self):
            self._writing = None
            self._make_room()

    def _make_room(self) -> None:
        row, high = (self._row(), self._writing.height() + ROUND_TEXT) if self._writing else (-1, 0)
        if self.view.make_room(row, high):
            self._fitted = None
            self._fit()

    def _widths(self, room: int) -> list[int]:
        font = self.view.horizontalHeader().font()
        font.setBold(True)  # as the head of a chosen column is
        return column_widths(self.model.columns, self.fontMetrics(), QFontMetrics(font), room)

    def _fit(self) -> None:
        room = self.view.viewport().width()
        least = self.fontMetrics().height() + 14
        fitted = (tuple(self.model.nodes), room, least)
        if fitted == self._fitted:
            return
        self._fitted = fitted
        widths, letters = self._widths(room), self.fontMetrics()
        for at, wide in enumerate(widths):
            self.view.setColumnWidth(at, wide)
        self.view.set_bounds(least, highest_row(letters))
        self.view.fit_strips()
        highest, scrolls = highest_table(letters), Qt.ScrollBarPolicy
        across = sum(widths) > room
        self.view.setHorizontalScrollBarPolicy(
            scrolls.ScrollBarAlwaysOn if across else scrolls.ScrollBarAlwaysOff
        )
        around = self.view.horizontalHeader().sizeHint().height() + 4
        around += self.view.horizontalScrollBar().sizeHint().height() if across else 0
        whole = self.view.height_of_rows(highest) + around
        self.view.setVerticalScrollBarPolicy(
            scrolls.ScrollBarAsNeeded if whole > highest else scrolls.ScrollBarAlwaysOff
        )
        self.view.setFixedHeight(min(whole, highest))
