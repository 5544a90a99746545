"""The menu of the parts chosen in the tree, by right click or Menu key. Imports models and Qt only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu

from app.models.nodes import KINDS, Node
from app.ui.deeds import Deed, add_deeds
from app.ui.icons import menu_icon
from app.ui.labels import shown_as_it_is

if TYPE_CHECKING:
    from app.ui.window.desktop import Desktop

translate = QCoreApplication.translate


def part_menu(desktop: Desktop, ids: list[str]) -> QMenu:
    """The menu, which frees itself: what can be done with the chosen parts, of which the last is the current one.

    It is empty where nothing is chosen, or the strategy may only be read.
    """
    menu = QMenu(desktop)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    node = desktop.desk.node(ids[-1]) if ids else None
    if node is not None and not desktop.desk.read_only:
        _add_below(menu, desktop, node)
        _add_deeds(menu, desktop, node.id, ids)
    return menu


def _add_below(menu: QMenu, desktop: Desktop, node: Node) -> None:
    below = menu.addMenu(menu_icon("add"), translate("PartMenu", "Add below"))
    for kind in KINDS[node.kind].holds:
        name = shown_as_it_is(desktop.desk.house.term(kind).one)
        action = below.addAction(menu_icon(KINDS[kind].icon), name)
        action.triggered.connect(lambda _=False, kind=kind: desktop.structure.add_below(node.id, kind))
    below.setEnabled(bool(KINDS[node.kind].holds))


def _add_deeds(menu: QMenu, desktop: Desktop, id: str, ids: list[str]) -> None:
    structure = desktop.structure
    may_go = id != desktop.desk.id  # the strategy itself cannot leave its place
    deeds = (
        Deed("add", translate("PartMenu", "Add after\tEnter"), lambda: structure.add_sibling(id)),
        Deed("draft", translate("PartMenu", "Rename\tF2"), lambda: desktop.tree.choose(id, edit=True)),
        None,
        Deed("copy", translate("PartMenu", "Copy\tCtrl+C"), lambda: structure.copy(ids), may_go),
        Deed("copy", translate("PartMenu", "Cut\tCtrl+X"), lambda: structure.cut(ids), may_go),
        Deed("paste", translate("PartMenu", "Paste\tCtrl+V"), lambda: structure.paste(id)),
        Deed("copy", translate("PartMenu", "Duplicate\tCtrl+D"), lambda: structure.duplicate(ids), may_go),
        None,
        Deed("up", translate("PartMenu", "Move up\tAlt+Up"), lambda: structure.move(ids, "up"), may_go),
        Deed(
            "down", translate("PartMenu", "Move down\tAlt+Down"), lambda: structure.move(ids, "down"), may_go
        ),
        Deed("right", translate("PartMenu", "Move in\tAlt+Right"), lambda: structure.move(ids, "in"), may_go),
        Deed("left", translate("PartMenu", "Move out\tAlt+Left"), lambda: structure.move(ids, "out"), may_go),
        None,
        Deed("delete", translate("PartMenu", "Delete\tDel"), lambda: structure.remove(ids), may_go),
    )
    add_deeds(menu, deeds)
