"""What is there to be read only: its words can be chosen by mouse and keys and copied, not altered. Imports Qt only.

A disabled line would say so too, but its words could neither be chosen nor be reached by Tab.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit

CHOSEN = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard


def only_read(text: QPlainTextEdit | QTextEdit) -> None:
    """Has a text take nothing that is typed, and keep the cursor by which its words are chosen."""
    text.setTextInteractionFlags(CHOSEN)


def read_line(words: str, called: str) -> QLineEdit:
    """A line that says what could be chosen or ticked where there was something to alter."""
    line = QLineEdit(words)
    line.setReadOnly(True)
    line.setAccessibleName(called)
    return line


def in_words_of(box: QComboBox) -> QLineEdit:
    """A line that says what is chosen in a box, now and later, to stand in its place; the box is hidden."""
    line = read_line(box.currentText(), box.accessibleName())
    box.currentTextChanged.connect(line.setText)
    if (holder := box.parentWidget()) and (arrangement := holder.layout()):
        arrangement.replaceWidget(box, line)
    box.hide()
    return line
