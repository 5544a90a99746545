"""The menu of a rich text, by right click or Menu key: the clipboard, and what the format bar does. Imports Qt only."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QTextEdit

translate = QCoreApplication.translate


def text_menu(editor: QTextEdit) -> QMenu:
    """The menu, which frees itself; below the clipboard stand the actions that the editor was given."""
    menu = QMenu(editor)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    chosen, writes = editor.textCursor().hasSelection(), not editor.isReadOnly()
    document = editor.document()
    wishes: list[tuple[str, Callable[[], object], bool]] = [
        (translate("TextMenu", "Cut\tCtrl+X"), editor.cut, chosen and writes),
        (translate("TextMenu", "Copy\tCtrl+C"), editor.copy, chosen),
        (translate("TextMenu", "Paste\tCtrl+V"), editor.paste, writes and editor.canPaste()),
        (translate("TextMenu", "Select all\tCtrl+A"), editor.selectAll, not document.isEmpty()),
    ]
    if document.isUndoRedoEnabled():
        wishes[:0] = [
            (translate("TextMenu", "Undo\tCtrl+Z"), editor.undo, document.isUndoAvailable()),
            (translate("TextMenu", "Redo\tCtrl+Shift+Z"), editor.redo, document.isRedoAvailable()),
        ]
    for words, do, can in wishes:
        menu.addAction(words, do).setEnabled(can)
    if editor.actions():
        menu.addSeparator()
        menu.addActions(editor.actions())
    return menu
