"""Somebody at the window, who has a mouse and a keyboard and asks nothing of the program's own objects but where they
stand on the screen."""

from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from app.models import tree
from app.ui.picker import Picker

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def in_dialog(kind, do):
    """Does something with the next dialog of a kind once it has the keyboard; it is called off where that fails."""

    def look():
        dialog: Any = QApplication.activeModalWidget()
        focused = QApplication.focusWidget()
        if not isinstance(dialog, kind) or focused is None or not dialog.isAncestorOf(focused):
            return
        timer.stop()
        try:
            do(dialog)
        except BaseException:
            dialog.reject()
            raise

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(5)


def choose_by_name(window, typed):
    """Types into the palette and takes what it offers first."""

    def strike(picker):
        picker.line.setText(typed)
        picker.line.returnPressed.emit()

    in_dialog(Picker, strike)
    window.commands.palette()


class Person:
    """Somebody at the window, with a mouse and a keyboard."""

    def __init__(self, qtbot, window):
        self.qtbot = qtbot
        self.window = window

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def comes_back(self):
        """Has the window in front again, as a desktop does once a dialog is closed."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self._is_in_front, timeout=20000)

    def _is_in_front(self):
        return QApplication.activeWindow() is self.window and QApplication.focusWidget() is not None

    def types(self, text):
        for letter in text:
            QTest.keyClicks(self.focused(), letter)
        QApplication.processEvents()

    def presses(self, key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(self.focused(), key, modifiers)
        QApplication.processEvents()

    def clicks(self, widget, at: QPoint | None = None):
        target = widget.viewport() if hasattr(widget, "viewport") else widget
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=at or target.rect().center())
        QApplication.processEvents()

    def ticks(self, box):
        """Clicks on the mark of a box that can be ticked: beside its words nothing is hit."""
        self.clicks(box, QPoint(12, box.height() // 2))

    def chooses(self, kind, nth=0):
        """Clicks on a part of a kind in the tree."""
        view = self.window.desktop.tree.view
        part = [node for node in tree.walk(self.window.desk.root) if node.kind == kind][nth]
        at = view.visualRect(view.model().index_of(part.id)).center()
        assert view.viewport().rect().contains(at)
        self.clicks(view, at)

    def writes(self, line, text):
        """Puts words in the place of those in a line."""
        self.clicks(line)
        self.presses(Qt.Key.Key_A, CONTROL)
        self.types(text)

    def picks(self, box: QComboBox, words):
        """Chooses an entry of a box, by the arrow keys."""
        box.setFocus(Qt.FocusReason.TabFocusReason)
        rows = [box.itemText(at) for at in range(box.count())]
        by = rows.index(words) - box.currentIndex()
        for _ in range(abs(by)):
            self.presses(Qt.Key.Key_Down if by > 0 else Qt.Key.Key_Up)

    def drags(self, view, id, onto):
        """Drags a row of a tree onto another, as far as a screen that has no pointer goes; whether it may be let go."""
        aim = view.visualRect(view.model().index_of(onto)).center()
        mime: QMimeData = view.model().mimeData([view.model().index_of(id)])
        how = Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        view.setState(view.State.DraggingState)
        QApplication.sendEvent(view.viewport(), QDragEnterEvent(aim, *how))
        over = QDragMoveEvent(aim, *how)
        QApplication.sendEvent(view.viewport(), over)
        if over.isAccepted():
            QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(aim), *how))
        view.setState(view.State.NoState)
        QApplication.processEvents()
        return over.isAccepted()

    def fills(self, field, text):
        """Clicks into a field of the form and types."""
        form = self.window.desktop.workspace.form
        form.ensureWidgetVisible(form.fields[field])
        self.clicks(form.fields[field].control.focusProxy())
        self.types(text)

    def fills_row(self, kind, *cells, row=0):
        """Clicks a row of a table and types into its cells, going on by Tab."""
        form = self.window.desktop.workspace.form
        view = form.tables[kind].view
        form.ensureWidgetVisible(form.tables[kind])
        self.clicks(view, view.visualRect(view.model().index(row, 0)).center())
        self.types_cells(*cells)

    def adds(self, kind, *cells):
        """Presses the button that adds a row to a table, and types into its cells."""
        self.clicks(self.window.desktop.workspace.form.tables[kind].add)
        self.types_cells(*cells)

    def types_cells(self, *cells):
        for at, text in enumerate(cells):
            if at:
                self.presses(Qt.Key.Key_Tab)
            self.types(text)
        self.presses(Qt.Key.Key_Escape)
