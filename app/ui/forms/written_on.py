"""What is being written in a cell of a table stays open while rows come and go. Imports Qt only.

A table whose rows are reset hides its editor, and Qt leads the keyboard on from there as Tab does: that began the next
cell in the midst of the reset, of which the table then knew nothing, and the program died as the table was closed.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager

from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QTextEdit

from app.ui.fields.control import FieldControl
from app.ui.keyboard import held_in


@contextmanager
def written_on(
    view: QAbstractItemView, id_at: Callable[[int], str], row_of: Callable[[str], int | None]
) -> Generator[None]:
    """While the rows of a table are reset: ends writing in a cell, and goes on at the same word if its row stays.

    `id_at` says what stands in a row, `row_of` where that stands afterwards, or None.
    """
    editors = [each for each in view.viewport().findChildren(FieldControl) if each.isVisible()]
    if not editors or not view.currentIndex().isValid():
        yield
        return
    id, column, at = id_at(view.currentIndex().row()), view.currentIndex().column(), _cursor(view)
    for editor in editors:
        view.itemDelegate().closeEditor.emit(editor)
    yield
    if (row := row_of(id)) is not None:
        view.setCurrentIndex(view.model().index(row, column))
        view.edit(view.currentIndex())
        _to_cursor(view, at)


def _cursor(view: QAbstractItemView) -> int:
    """How many letters stand before the cursor."""
    line = held_in(view.window())
    if isinstance(line, QLineEdit):
        return line.cursorPosition()
    return line.textCursor().position() if isinstance(line, QTextEdit) else 0


def _to_cursor(view: QAbstractItemView, at: int) -> None:
    """Puts the cursor behind so many letters; nothing is chosen, so that what is typed next replaces nothing."""
    line = held_in(view.window())
    if isinstance(line, QLineEdit):
        line.deselect()
        line.setCursorPosition(at)
    elif isinstance(line, QTextEdit):
        cursor = line.textCursor()
        cursor.setPosition(min(at, line.document().characterCount() - 1))
        line.setTextCursor(cursor)
