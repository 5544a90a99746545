"""The lines of a menu that acts on what is chosen. Imports Qt only."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtWidgets import QMenu

from app.ui.icons import menu_icon


class Deed(NamedTuple):
    """A line: its icon, its words with the keys that do the same after a tab, what it does, and whether it can."""

    picture: str
    words: str
    do: Callable[[], object]
    can: bool = True


def add_deeds(menu: QMenu, deeds: Iterable[Deed | None]) -> None:
    """Adds lines to a menu; None parts groups of them."""
    for deed in deeds:
        if deed is None:
            menu.addSeparator()
        else:
            menu.addAction(menu_icon(deed.picture), deed.words, deed.do).setEnabled(deed.can)
