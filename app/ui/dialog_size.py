"""How large a dialog is at first: in letters and lines, so that it grows with the text, as far as there is room.

Imports Qt only.
"""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(40, 80)
"""What a system may put around a dialog, and its own bars around the screen, in pixels."""


def size_dialog(dialog: QWidget, letters: int, lines: int) -> None:
    """Makes a dialog so many letters wide and lines high, at most as large as its screen, or the window it is over."""
    metrics = dialog.fontMetrics()
    wanted = QSize(metrics.averageCharWidth() * letters, metrics.lineSpacing() * lines)
    dialog.resize(wanted.boundedTo(room_for(dialog)))


def room_for(dialog: QWidget) -> QSize:
    """The room for a dialog, without its frame, in pixels."""
    over = dialog.parentWidget()
    around = dialog.screen().availableGeometry().size()
    return around.expandedTo(over.window().size() if over else around) - FRAME
