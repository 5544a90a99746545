"""The menu of a row in a table of parts, by right click or Menu key. Imports Qt only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu

from app.ui.deeds import Deed, add_deeds

if TYPE_CHECKING:
    from app.ui.forms.child_table import ChildTable


def row_menu(table: ChildTable) -> QMenu:
    """The menu, which frees itself: what keys and the buttons above the table do, and sorting."""
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    view, here = table.view, table.view.currentIndex().isValid()
    deeds = (
        Deed("draft", _tr("Write\tF2"), lambda: view.edit(view.currentIndex()), here),
        Deed("right", _tr("Open\tCtrl+Enter"), table.open.click, here),
        Deed("add", table.add.text(), table.add.click, True),
        None,
        Deed("copy", _tr("Copy\tCtrl+C"), lambda: view.clipboard_asked.emit("copy"), here),
        Deed("copy", _tr("Cut\tCtrl+X"), lambda: view.clipboard_asked.emit("cut"), here),
        Deed("paste", _tr("Paste\tCtrl+V"), lambda: view.clipboard_asked.emit("paste"), True),
        None,
        Deed("up", _tr("Move up\tAlt+Up"), table.up.click, table.up.isEnabled()),
        Deed("down", _tr("Move down\tAlt+Down"), table.down.click, table.down.isEnabled()),
        Deed("glossary", _tr("Sort by name"), table.sort_asked.emit, len(table.model.nodes) > 1),
        None,
        Deed("delete", _tr("Delete\tDel"), table.remove.click, here),
    )
    add_deeds(menu, deeds)
    return menu


def _tr(words: str) -> str:
    return QCoreApplication.translate("RowMenu", words)
