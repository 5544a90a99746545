"""The frame around a rich text, which shows that the keyboard is in it. Imports Qt only."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.labels import repolish


class RichFrame(QFrame):
    """Looks like a field, and holds the text that is written in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rich")
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(6, 4, 6, 4)

    def hold(self, editor: QWidget) -> None:
        """Puts the text into the frame."""
        self._inside.addWidget(editor)
        editor.installEventFilter(self)

    def leave_rest_empty(self) -> None:
        """Keeps the text at the top where the frame is higher."""
        self._inside.addStretch(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            repolish(self, "focused", on=event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)
