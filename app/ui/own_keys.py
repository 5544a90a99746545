"""Keys that a widget has for itself, even where the window means something else by them. Imports Qt only.

Two shortcuts on one key are ambiguous to Qt, which then does neither; so the widget claims the key beforehand.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

WINDOW_KEYS = ("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "Ctrl+E")
"""Undo and redo, whose steps the window keeps of everything in its order; and what else a line takes for itself: on
Linux, Ctrl+E leads Qt to the line's end."""


class OwnKeys(QObject):
    """While a widget has the keyboard, these keys do what it wants of them."""

    def __init__(self, widget: QWidget, does: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(widget)
        self._does = dict(does)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        do = self._does.get(_keys(event))
        if do is None:
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            do()
        return True


class LeavesToWindow(QObject):
    """Has the window do what its keys mean while a line or text has the keyboard."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or _keys(event) not in WINDOW_KEYS:
            return super().eventFilter(watched, event)
        event.ignore()
        return True


def _keys(event: QEvent) -> str:
    """The keys that are pressed, or are asked about before shortcuts are; empty for any other event."""
    asked = event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
    return QKeySequence(event.keyCombination()).toString() if asked and isinstance(event, QKeyEvent) else ""
