"""The menu of a row in a table of parts, by right click or Menu key. Imports Qt only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu

from app.ui.icons import menu_icon

if TYPE_CHECKING:
    from app.ui.forms.child_table import ChildTable


def row_menu(table: ChildTable) -> QMenu:
    """The menu, which frees itself: what keys and the buttons above the table do, and sorting."""
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    view, here = table.view, table.view.currentIndex().isValid()
    deeds: tuple[tuple[str, str, Callable[[], object], bool] | None, ...] = (
        ("draft", _tr("Write\tF2"), lambda: view.edit(view.currentIndex()), here),
        ("right", _tr("Open\tCtrl+Enter"), table.open.click, here),
        ("add", table.add.text(), table.add.click, True),
        None,
        ("copy", _tr("Copy\tCtrl+C"), lambda: view.clipboard_asked.emit("copy"), here),
        ("copy", _tr("Cut\tCtrl+X"), lambda: view.clipboard_asked.emit("cut"), here),
        ("paste", _tr("Paste\tCtrl+V"), lambda: view.clipboard_asked.emit("paste"), True),
        None,
        ("up", _tr("Move up\tAlt+Up"), table.up.click, table.up.isEnabled()),
        ("down", _tr("Move down\tAlt+Down"), table.down.click, table.down.isEnabled()),
        ("glossary", _tr("Sort by name"), table.sort_asked.emit, len(table.model.nodes) > 1),
        None,
        ("delete", _tr("Delete\tDel"), table.remove.click, here),
    )
    for deed in deeds:
        if deed is None:
            menu.addSeparator()
            continue
        picture, words, do, can = deed
        menu.addAction(menu_icon(picture), words, do).setEnabled(can)
    return menu


def _tr(words: str) -> str:
    return QCoreApplication.translate("RowMenu", words)
