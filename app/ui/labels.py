"""Labels that show a user's words as they stand. Imports Qt only."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def plain_label(text: str, name: str = "", *, wraps: bool = False) -> QLabel:
    """A label that shows its text as it stands, never as rich text; `name` chooses its look."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wraps)
    if name:
        label.setObjectName(name)
    return label


def repolish(widget: QWidget, name: str, *, on: bool) -> None:
    """Sets or unsets a property that the style sheet asks for, and has the widget drawn anew where that changed."""
    if (widget.property(name) == "true") != on:
        widget.setProperty(name, "true" if on else "false")
        widget.style().unpolish(widget)
        widget.style().polish(widget)
