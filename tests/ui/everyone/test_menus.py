"""Menus grow with the text: their icons are as high as the words."""

import pytest
from PySide6.QtGui import QColor, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QMenu

from app.ui.look import palette_of
from tests.ui.everyone.conftest import looks_as_chosen

RED = QColor("#ff0000")


@pytest.fixture
def menu(qtbot, look):
    menu = QMenu()
    qtbot.addWidget(menu)
    yield menu
    look.set_percent(100)
    looks_as_chosen(look)


def seen(menu, look, percent):
    """The menu as it looks with text of this size."""
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


def colour_of_words(look):
    return palette_of(look.shown).color(QPalette.ColorRole.Text)
