"""Who gets the width of the window: the side panel gives way where there is too little for all. Imports Qt only."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtGui import QAction

from app.ui.window.desktop import LETTERS_FOR_ALL, Desktop

LETTERS_FOR_TWO_TEXTS = 200
"""How wide a window is to be, in letters, for two texts to stand beside tree and side panel."""
TWO_TEXTS = frozenset(("compare",))
LENT = "window/lent"
_TO_TEXTS, _TO_SIZE = "two texts", "large text"


class Room(QObject):
    """Hides the side panel where it is in the way, and brings it back; who shows it meanwhile by its key keeps it."""

    def __init__(
        self, side: QAction, show: Callable[[], object], settings: QSettings, percent: int = 100
    ) -> None:
        super().__init__(side)
        self._side = side
        self._show = show
        self._percent = percent
        self._settings = settings
        # What was lent to large text when the window was left comes back with smaller text after the next start too.
        self._lent: set[str] = {_TO_SIZE} if settings.value(LENT) == _TO_SIZE else set()

        self._desktop: Desktop | None = None
        self._narrow: bool | None = None
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.timeout.connect(self._fit_width)

    def watch(self, desktop: Desktop) -> None:
        """Follows what a strategy that is put up shows, and how wide its window is made."""
        self._desktop, self._narrow = desktop, None
        desktop.activity_shown.connect(lambda key: self.follow(desktop, key))
        desktop.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._desktop:
            # Once all in it have their new width, too.
            self._resized.start(0)
        return False

    def share(self, desktop: Desktop, width: int) -> None:
        """Gives a strategy's tree, page and side panel their room, for the first time."""
        if not desktop.has_room(width):
            self._lend(_TO_SIZE)
        desktop.share_room(width)

    def follow(self, desktop: Desktop, activity: str) -> None:
        """Lends the side panel's room to an activity that shows two texts, until another is chosen."""
        self._narrow = not desktop.has_room(desktop.width(), _letters_for(activity))
        if activity not in TWO_TEXTS:
            self._take_back(_TO_TEXTS)
        elif self._narrow:
            self._lend(_TO_TEXTS)

    def fit_text(self, desktop: Desktop, percent: int, width: int) -> None:
        """Shares the room anew where the text has another size: the side panel gives way to large text."""
        if percent == self._percent:
            return
        self._percent, self._narrow = percent, None
        if desktop.has_room(width):
            self._take_back(_TO_SIZE)
        else:
            self._lend(_TO_SIZE)
        desktop.share_room(width)

    def _fit_width(self) -> None:
        """Lends the side panel's room where the window was made too narrow for it, until it is wide again."""
        desktop, before = self._desktop, self._narrow
        if desktop is None:
            return
        self._narrow = not desktop.has_room(desktop.width(), _letters_for(desktop.activity))
        to = _TO_TEXTS if desktop.activity in TWO_TEXTS else _TO_SIZE
        if before is False and self._narrow:
            self._lend(to)
        elif before and not self._narrow:
            self._take_back(to)

    def leave(self) -> None:
        """Shows the side panel again where it was only lent to two texts, and remembers what large text has."""
        self._resized.stop()
        self._desktop = None
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


def _letters_for(activity: str) -> int:
    """How wide the window is to be for an activity beside tree and side panel, in letters."""
    return LETTERS_FOR_TWO_TEXTS if activity in TWO_TEXTS else LETTERS_FOR_ALL
