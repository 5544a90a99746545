"""What keys mean in a text beyond what Qt makes of them: Enter, Tab, and keys that delete a word. Imports Qt only."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QTextCursor

from app.ui.rich_text import lists, tables
from app.ui.rich_text.writing import leave_picture

TABS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}


def tab_in(event: QEvent) -> int:
    """Whether an event is Tab (1) or Shift+Tab (-1), also with Ctrl; 0 where it is neither."""
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return 0
    others = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
    return 0 if others else TABS.get(Qt.Key(event.key()), 0)


def tabbed(cursor: QTextCursor, by: int) -> bool:
    """Changes an item's level at its beginning, or goes on in a table; False where there is nothing to go on to."""
    if cursor.block().textList() and cursor.atBlockStart():
        return lists.indent(cursor, by)
    return tables.next_cell(cursor, by)


def entered(cursor: QTextCursor) -> bool:
    """What Enter does beyond beginning a paragraph, in place of what is chosen; False where it is just that."""
    if cursor.hasSelection():
        # Qt would leave a chosen table without its merged cells, and end at the next step in it.
        cursor.removeSelectedText()
    return lists.leave_empty_item(cursor) or leave_picture(cursor) or lists.begin_behind_empty(cursor)


def into_new_row(cursor: QTextCursor, link_colour: QColor) -> None:
    """Adds a row below the last cell of a table, in which the cursor stands, and goes into its first cell."""
    tables.change_table(cursor, tables.row_below, link_colour)
    if table := cursor.currentTable():
        cursor.setPosition(table.cellAt(table.cellAt(cursor).row(), 0).firstPosition())


def letter_key(event: QKeyEvent, cursor: QTextCursor) -> Qt.Key | None:
    """The key that deletes one letter, for one that deletes a word where the paragraph has none further on.

    Qt would go on into the next cell, or take a whole table for the next word.
    """
    if event.matches(QKeySequence.StandardKey.DeleteEndOfWord) and cursor.atBlockEnd():
        return Qt.Key.Key_Delete
    if event.matches(QKeySequence.StandardKey.DeleteStartOfWord) and cursor.atBlockStart():
        return Qt.Key.Key_Backspace
    return None
