"""The menu of a list or card, by right click or Menu key: what its buttons do. Imports Qt only."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QMenu, QWidget

from app.ui.icons import menu_icon


def offer_buttons(view: QAbstractItemView, buttons: Sequence[QAbstractButton]) -> None:
    """Gives a list or table a menu of buttons, which act on its current row; without one there is no menu."""
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(lambda at: _show(view, buttons, at))


def button_menu(parent: QWidget, buttons: Sequence[QAbstractButton]) -> QMenu:
    """The menu, which frees itself."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for button in buttons:
        if not button.isHidden():
            name = button.icon().name()
            menu.addAction(menu_icon(name) if name else QIcon(), button.text(), button.click).setEnabled(
                button.isEnabled()
            )
    return menu


def _show(view: QAbstractItemView, buttons: Sequence[QAbstractButton], at: QPoint) -> None:
    if view.indexAt(at).isValid() or view.currentIndex().isValid():
        button_menu(view, buttons).popup(view.viewport().mapToGlobal(at))
