"""Spares the window Python's search for unreachable cycles among what an open strategy keeps for good.

Among 20,000 parts one such search takes half a second, and in the making of a long preview more than one; on whatever
thread it happens, it stops all the others. Imports Qt and `background` only.
"""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from app.ui import background

if TYPE_CHECKING:
    from app.ui.desk import Desk
    from app.ui.window.desktop import Desktop

SETTLED_MS = 1500
SEARCHED = (700, 10, 1000)
"""When Python searches by itself: young objects as ever, all of them only after some millions more than are freed."""
WORTH = 20
"""How many searches among the young make one among all worth while."""

_opened: list[weakref.ref[Desk]] = []


class Sweeping(QObject):
    """Searches among all objects while the author is elsewhere, so that the window need not wait for it."""

    def __init__(self, over: QObject) -> None:
        super().__init__(over)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self.when_state_changed)

    def when_state_changed(self, state: Qt.ApplicationState) -> None:
        """The author went to another program, or came back."""
        if state == Qt.ApplicationState.ApplicationActive:
            return
        closed = any(map(_is_closed, _opened))
        if closed or gc.get_count()[2] >= WORTH:
            background.search_all(left_out=closed)


def spare() -> None:
    """From now on Python searches by itself among young objects only: to put up 20,000 parts set off a whole one.

    What is there by now is not young: the program's own modules, or the strategy before. It is left out until the next
    is on show, for a search among all that was imported took a tenth of the whole start.
    """
    gc.freeze()
    gc.set_threshold(*SEARCHED)


def settle(desktop: Desktop) -> None:
    """Leaves out of the search all that is there once a strategy has been opened.

    What was left out for the strategy before is searched again. What of that refers to itself is freed while the author
    is elsewhere.
    """
    gc.unfreeze()
    _opened[:] = [desk for desk in _opened if desk() is not None]
    _opened.append(weakref.ref(desktop.desk))
    Sweeping(desktop)
    QTimer.singleShot(SETTLED_MS, desktop, gc.freeze)


def _is_closed(opened: weakref.ref[Desk]) -> bool:
    """Whether a strategy that was opened is closed and yet kept, by itself."""
    desk = opened()
    return desk is not None and not isValid(desk)
