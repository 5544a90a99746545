"""The menu of a row in a table of parts, by right click or Menu key. Imports Qt only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu

from app.ui.deeds import Deed, add_deeds

if TYPE_CHECKING:
    from app.ui.forms.child_table import ChildTable

translate = QCoreApplication.translate


def row_menu(table: ChildTable) -> QMenu:
    """The menu, which frees itself: what keys and the buttons above the table do, and sorting."""
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    view, here, writes = table.view, table.view.currentIndex().isValid(), not table.model.read_only
    deeds = (
        Deed("draft", translate("RowMenu", "Write\tF2"), view.write, here and writes),
        Deed("right", translate("RowMenu", "Open\tCtrl+Enter"), table.open.click, here),
        Deed("add", table.add.text(), table.add.click, writes),
        None,
        Deed("copy", translate("RowMenu", "Copy\tCtrl+C"), lambda: view.clipboard_asked.emit("copy"), here),
        Deed(
            "copy",
            translate("RowMenu", "Cut\tCtrl+X"),
            lambda: view.clipboard_asked.emit("cut"),
            here and writes,
        ),
        Deed(
            "paste", translate("RowMenu", "Paste\tCtrl+V"), lambda: view.clipboard_asked.emit("paste"), writes
        ),
        Deed(
            "copy",
            translate("RowMenu", "Duplicate\tCtrl+D"),
            lambda: view.clipboard_asked.emit("duplicate"),
            here and writes,
        ),
        None,
        Deed("up", translate("RowMenu", "Move up\tAlt+Up"), table.up.click, writes and table.up.isEnabled()),
        Deed(
            "down",
            translate("RowMenu", "Move down\tAlt+Down"),
            table.down.click,
            writes and table.down.isEnabled(),
        ),
        Deed(
            "glossary",
            translate("RowMenu", "Sort by name"),
            table.sort_asked.emit,
            writes and len(table.model.nodes) > 1,
        ),
        None,
        Deed("delete", translate("RowMenu", "Delete\tDel"), table.remove.click, here and writes),
    )
    add_deeds(menu, deeds)
    return menu
