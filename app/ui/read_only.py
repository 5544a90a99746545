"""What is there to be read only: its words can be chosen by mouse and keys and copied, not altered. Imports Qt only.

A disabled line would say so too, but its words could neither be chosen nor be reached by Tab.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

CHOSEN = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


def only_read(text: QPlainTextEdit | QTextEdit) -> None:
    """Has a text take nothing that is typed, and keep the cursor by which its words are chosen."""
    text.setTextInteractionFlags(CHOSEN)
