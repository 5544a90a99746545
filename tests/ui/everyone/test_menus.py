"""Menus grow with the text: their icons and arrows are as high as the words."""

import pytest
from PySide6.QtGui import QColor, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QMenu, QToolButton

from app.ui.look import palette_of
from tests.ui.everyone.conftest import looks_as_chosen

RED = QColor("#ff0000")
ARROW = "#808890"
"""The grey of what shows that there is more, which is the same in all colours."""


@pytest.fixture
def menu(qtbot, look):
    menu = QMenu()
    qtbot.addWidget(menu)
    yield menu
    look.set_percent(100)
    looks_as_chosen(look)


def seen(menu, look, percent):
    """A menu or button as it looks with text of this size."""
    look.set_percent(percent)
    looks_as_chosen(look)
    return menu.grab().toImage()


def reach(image, colour):
    """From where to where across the menu a colour is seen, in pixels."""
    return [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y) == colour for y in range(image.height()))
    ]


class DescribeAMenu:
    @pytest.mark.parametrize(("percent", "wide"), [(100, 16), (150, 24), (200, 32)])
    def it_has_icons_as_large_as_its_words(self, menu, look, percent, wide):
        picture = QPixmap(64, 64)
        picture.fill(RED)
        menu.addAction(QIcon(picture), "Priority")
        assert len(reach(seen(menu, look, percent), RED)) == wide

    def it_leaves_its_words_beside_the_icons(self, menu, look):
        picture = QPixmap(64, 64)
        picture.fill(RED)
        menu.addAction(QIcon(picture), "█")
        words = colour_of_words(look)
        for percent in (100, 200):
            image = seen(menu, look, percent)
            assert reach(image, RED)[-1] + 4 <= reach(image, words)[0]

    @pytest.mark.parametrize("chosen", [False, True])
    def it_has_arrows_as_large_as_its_words_where_more_is_behind(self, menu, look, chosen):
        more = menu.addMenu("")
        more.addAction("Theme")
        if chosen:
            menu.setActiveAction(more.menuAction())
            more.hide()
        roles = QPalette.ColorRole
        found = palette_of(look.shown)
        colour = found.color(roles.HighlightedText) if chosen else QColor(ARROW)
        small, large = (len(reach(seen(menu, look, percent), colour)) for percent in (100, 200))
        assert large >= 8
        assert large >= 1.5 * small > 0


class DescribeAButtonWithAMenu:
    def it_has_an_arrow_as_large_as_its_words(self, qtbot, look):
        button = QToolButton()
        qtbot.addWidget(button)
        button.setMenu(QMenu(button))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        small, large = (len(reach(seen(button, look, percent), QColor(ARROW))) for percent in (100, 200))
        look.set_percent(100)
        looks_as_chosen(look)
        assert large >= 12
        assert large >= 1.5 * small > 0


def colour_of_words(look):
    return palette_of(look.shown).color(QPalette.ColorRole.Text)
