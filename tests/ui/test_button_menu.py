"""The menu of a list says and does what the buttons beside it do."""

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListWidget, QMenu, QPushButton, QVBoxLayout, QWidget

from app.ui.button_menu import button_menu, offer_buttons
from app.ui.icons import icon, menu_icon


class Page(QWidget):
    """A list over two buttons."""

    def __init__(self):
        super().__init__()
        column = QVBoxLayout(self)
        self.list, self.view, self.restore = QListWidget(), QPushButton("View"), QPushButton("Restore")
        for each in (self.list, self.view, self.restore):
            column.addWidget(each)
        self.restore.setEnabled(False)
        offer_buttons(self.list, (self.view, self.restore))


@pytest.fixture
def page(qtbot):
    page = Page()
    qtbot.addWidget(page)
    page.show()
    return page


def menus(page):
    return page.list.findChildren(QMenu)


class DescribeTheMenuOfAList:
    def it_offers_what_the_buttons_do(self, qtbot, page):
        page.list.addItem("An edit")
        page.list.customContextMenuRequested.emit(page.list.visualItemRect(page.list.item(0)).center())
        (menu,) = menus(page)
        view, restore = menu.actions()
        assert [view.text(), restore.text()] == ["View", "Restore"]
        assert not restore.isEnabled()
        with qtbot.waitSignal(page.view.clicked):
            view.trigger()
        menu.close()

    def it_is_none_where_there_is_no_row(self, page):
        page.list.customContextMenuRequested.emit(QPoint(5, 5))
        assert menus(page) == []

    def it_leaves_out_a_button_that_is_hidden(self, page):
        page.restore.hide()
        menu = button_menu(page.list, (page.view, page.restore))
        assert [action.text() for action in menu.actions()] == ["View"]
        menu.deleteLater()

    def it_has_icons_that_are_seen_on_the_chosen_line(self, page):
        page.view.setIcon(icon("open"))
        menu = button_menu(page.list, (page.view, page.restore))
        view, restore = menu.actions()
        chosen = QSize(32, 32), QIcon.Mode.Active
        assert view.icon().pixmap(*chosen).toImage() == menu_icon("open").pixmap(*chosen).toImage()
        assert restore.icon().isNull()
        menu.deleteLater()
