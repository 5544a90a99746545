"""A control for a line of text that may be long: it wraps, and is as high as its words. Imports models and Qt only."""

from math import ceil
from typing import Any

from PySide6.QtCore import QMimeData, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from app.models.kinds import Field
from app.models.text import one_line
from app.ui.fields.control import FieldControl
from app.ui.keyboard import ENTER
from app.ui.labels import repolish
from app.ui.read_only import only_read
from app.ui.typing_steps import difference, utf16_length

MARGIN = 2


class WrappedLine(QPlainTextEdit):
    """One line, which wraps; the window keeps its steps of undo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(MARGIN)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        lines = max(round(self.document().size().height()), 1)  # which this kind of document counts lines by
        words = ceil(lines * QFontMetricsF(self.font()).lineSpacing()) + 2 * MARGIN
        return QSize(super().sizeHint().width(), words + self.height() - self.viewport().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # While it was a line too low, it was scrolled to the cursor.
        self.verticalScrollBar().setValue(0)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(one_line(source.text()))


class WrappedLineField(FieldControl):
    """A line of text of any length."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line = WrappedLine(self)
        self.named(self.line)
        self.arrangement.addWidget(self.line)
        self.line.textChanged.connect(self.edited)

    def value(self) -> Any:
        return self.line.toPlainText().strip()

    def show_value(self, value: Any) -> None:
        if self.value() == value:
            return
        at = difference(self.line.toPlainText(), value).end if self.line.hasFocus() else 0
        with QSignalBlocker(self.line):
            self.line.setPlainText(value)
        cursor = self.line.textCursor()
        cursor.setPosition(utf16_length(value[:at]))
        self.line.setTextCursor(cursor)

    def make_read_only(self) -> None:
        self.read_only = True
        only_read(self.line)

    def point_at(self, old: Any) -> None:
        cursor = self.line.textCursor()
        cursor.setPosition(utf16_length(self.value()[: difference(old, self.value()).end]))
        self.line.setTextCursor(cursor)

    def mark(self, wrong: bool) -> None:
        repolish(self.line, "wrong", on=wrong)
