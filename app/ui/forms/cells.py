"""The cells of a table of parts: shown wrapped, written in the control of their field. Imports models and Qt only."""

import re

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QTextCursor
from PySide6.QtWidgets import QApplication, QScrollArea, QStyleOptionViewItem, QWidget

from app.ui.fields.control import FieldControl, FieldTools
from app.ui.fields.making import control_for
from app.ui.fields.rich import RichField
from app.ui.fields.simple import DateField, Line, NumberField
from app.ui.forms.child_model import FIELD_ROLE
from app.ui.rich_text.editor import ENTER, RichTextEdit
from app.ui.rich_text.links import link_at
from app.ui.seen_rows import SeenRows
from app.ui.wrapped import WrappedCells

Index = QModelIndex | QPersistentModelIndex


class FieldDelegate(WrappedCells):
    """Edits a cell with the control of its field's type; what is typed is given on with every key. `told` names the
    column and says what is wrong with it, or (empty) that nothing is.

    Escape ends it, as does another field of the page that takes the keyboard; Ctrl+Enter, which leads elsewhere only
    from a link, asks for a further row. Several lines, or cells of a spreadsheet, pasted into a cell of one line
    are no words of it: they are told to be rows.
    """

    editor_made = Signal(object)
    further_requested = Signal()
    rows_pasted = Signal()
    told = Signal(str, str)

    def __init__(self, tools: FieldTools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        control = control_for(index.data(FIELD_ROLE), self._tools, parent)
        control.setAutoFillBackground(True)
        control.edited.connect(lambda: self.commitData.emit(control))
        control.edited.connect(lambda: self._tell(control))
        control.refused.connect(lambda: self._tell(control))
        if isinstance(control, NumberField):
            control.shorten()
        if isinstance(control, RichField):
            self.editor_made.emit(control.editor)
        else:
            # Where its words stand: in the middle of a row that is many lines high it would be looked for.
            control.arrangement.setAlignment(Qt.AlignmentFlag.AlignTop)
        # The keys go to the control that has the focus, which is not the editor Qt knows of.
        (control.focusProxy() or control).installEventFilter(self)
        return control

    def _tell(self, control: FieldControl) -> None:
        """Says what is wrong with what is being typed: a cell has no room for it, and it may not be kept."""
        self.told.emit(control.field.label, "" if control.is_wanting() else control.fault())

    def eventFilter(self, object: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            control = _control_of(object)
            if control is not None and _left_for_another_field(control):
                self.commitData.emit(control)
                self.closeEditor.emit(control)
        further = isinstance(event, QKeyEvent) and _asks_for_more(event, object)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            rows = isinstance(object, Line) and _pastes_rows(event)
            ends = rows or further or event.key() == Qt.Key.Key_Escape
            if ends and (control := _control_of(object)) is not None:
                self.commitData.emit(control)
                self.closeEditor.emit(control)
                if further:
                    self.further_requested.emit()
                if rows:
                    self.rows_pasted.emit()
                return True
        return False if not isinstance(object, FieldControl) else super().eventFilter(object, event)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, FieldControl) and editor.value() != index.data(Qt.ItemDataRole.EditRole):
            editor.show_value(index.data(Qt.ItemDataRole.EditRole))
            if isinstance(editor, RichField) and not editor.editor.hasFocus():
                # A line is begun with all of it chosen; of a text that would be too much to lose.
                editor.editor.moveCursor(QTextCursor.MoveOperation.End)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, FieldControl):
            model.setData(index, editor.value(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRect(option.rect)
        if isinstance(option.widget, SeenRows):
            rect.setHeight(rect.height() - option.widget.below.get(index.row(), 0))
        if isinstance(editor, RichField):
            rect.setHeight(max(rect.height(), editor.sizeHint().height()))
        if isinstance(editor, DateField):
            # A cell shows a date in short; what is written is longer, and reaches over the cells before it.
            rect.setLeft(max(0, min(rect.left(), rect.right() - editor.least_width())))
        editor.setGeometry(rect)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.data(FIELD_ROLE).type == "percent":
            # Asked of the view: to name the states of a style takes milliseconds the first time.
            chosen = isinstance(option.widget, SeenRows) and option.widget.selectionModel().isSelected(index)
            paint_share(painter, option, int(index.data(Qt.ItemDataRole.EditRole)), chosen=chosen)


def _control_of(part: QObject | None) -> FieldControl | None:
    """The control of a cell that something is a part of."""
    while part is not None and not isinstance(part, FieldControl):
        part = part.parent()
    return part


def _left_for_another_field(control: FieldControl) -> bool:
    """Whether the keyboard went from a cell to another field of the same page: what stands beside the page, such as
    comments, may be about the words that are chosen in the cell."""
    now, above = QApplication.focusWidget(), control.parentWidget()
    table = page = None
    while above is not None and page is None:
        table = above if isinstance(above, SeenRows) else table
        page = above if isinstance(above, QScrollArea) else None
        above = above.parentWidget()
    if now is None or table is None or page is None or not control.isVisible():
        return False
    return page.isAncestorOf(now) and now is not table and not table.isAncestorOf(now)


def _asks_for_more(event: QKeyEvent, writing_in: QObject) -> bool:
    keys = event.key() in ENTER and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return keys and not (isinstance(writing_in, RichTextEdit) and link_at(writing_in.textCursor()))


def _pastes_rows(event: QKeyEvent) -> bool:
    if not event.matches(QKeySequence.StandardKey.Paste):
        return False
    return bool(re.search(r"[\t\n]", QGuiApplication.clipboard().text().strip()))


def paint_share(painter: QPainter, option: QStyleOptionViewItem, share: int, *, chosen: bool) -> None:
    """Draws a bar for a share of a hundred at the foot of a cell; the number stands above it in words."""
    high = max(4, option.fontMetrics.height() // 4)
    top = min(option.fontMetrics.height() + 10, option.rect.height() - high - 2)
    rect = QRect(option.rect.left() + 6, option.rect.top() + top, option.rect.width() - 12, high)
    colours = option.palette
    painter.setPen((colours.highlightedText() if chosen else colours.mid()).color())
    painter.drawRect(rect.adjusted(0, 0, -1, -1))
    rect.setWidth(rect.width() * min(share, 100) // 100)
    painter.fillRect(rect, colours.highlightedText() if chosen else colours.link())
