"""What follows an edit where it is seen: done once, a quiet moment after the last of several. Imports Qt only."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

QUIET_MS = 200


class Quiet(QObject):
    """Calls `do` after changes: `QUIET_MS` after the last one while `seen` is on show, else when it is next shown."""

    def __init__(self, seen: QWidget, do: Callable[[], object], *, behind: bool = False) -> None:
        super().__init__(seen)
        self._seen, self._do, self._behind = seen, do, behind
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.at_once)
        seen.installEventFilter(self)

    def when_changed(self, *_: object) -> None:
        """Something changed that is shown there."""
        self._behind = True
        if self._seen.isVisible():
            self._timer.start(QUIET_MS)

    def at_once(self) -> None:
        """Does now what is waiting to be done, if anything is."""
        self._timer.stop()
        if self._behind:
            self._behind = False
            self._do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._behind:
            self._timer.start(0)  # seen first, and then brought up to date
        elif event.type() == QEvent.Type.Hide:
            self._timer.stop()
        return False
