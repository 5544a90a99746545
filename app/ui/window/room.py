"""Who gets the width of the window: the side panel gives way where there is too little for all. Imports Qt only."""

from collections.abc import Callable

from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction

from app.ui.window.desktop import Desktop

LETTERS_FOR_TWO_TEXTS = 200
"""How wide a window is to be, in letters, for two texts to stand beside tree and side panel."""
TWO_TEXTS = frozenset(("compare",))
LENT = "window/lent"
_TO_TEXTS, _TO_SIZE = "two texts", "large text"


class Room:
    """Hides the side panel where it is in the way, and brings it back; who shows it meanwhile by its key keeps it."""

    def __init__(
        self, side: QAction, show: Callable[[], object], settings: QSettings, percent: int = 100
    ) -> None:
        self._side = side
        self._show = show
        self._percent = percent
        self._settings = settings
        # What was lent to large text when the window was left comes back with smaller text after the next start too.
        self._lent: set[str] = {_TO_SIZE} if settings.value(LENT) == _TO_SIZE else set()

    def share(self, desktop: Desktop, width: int) -> None:
        """Gives a strategy's tree, page and side panel their room, for the first time."""
        if not desktop.has_room(width):
            self._set_side(shown=False)
        desktop.share_room(width)

    def follow(self, desktop: Desktop, activity: str) -> None:
        """Lends the side panel's room to an activity that shows two texts, until another is chosen."""
        if activity not in TWO_TEXTS:
            self._take_back(_TO_TEXTS)
        elif not desktop.has_room(desktop.width(), LETTERS_FOR_TWO_TEXTS):
            self._lend(_TO_TEXTS)

    def fit_text(self, desktop: Desktop, percent: int, width: int) -> None:
        """Shares the room anew where the text has another size: the side panel gives way to large text."""
        if percent == self._percent:
            return
        self._percent = percent
        if desktop.has_room(width):
            self._take_back(_TO_SIZE)
        else:
            self._lend(_TO_SIZE)
        desktop.share_room(width)

    def leave(self) -> None:
        """Shows the side panel again where it was only lent to two texts, and remembers what large text has."""
        self._take_back(_TO_TEXTS)
        lent = not self._side.isChecked() and _TO_SIZE in self._lent
        self._settings.setValue(LENT, _TO_SIZE if lent else "")

    def _lend(self, to: str) -> None:
        if self._side.isChecked():
            self._lent = {to}
            self._set_side(shown=False)
        elif self._lent:
            self._lent.add(to)

    def _take_back(self, to: str) -> None:
        if to in self._lent:
            self._lent.remove(to)
            if not self._lent:
                self._set_side(shown=True)

    def _set_side(self, *, shown: bool) -> None:
        self._side.setChecked(shown)
        self._show()
