"""Ends the program as the user would, where the computer asks for it: at logout, at shutdown, by `kill` or Ctrl+C.

Words not saved yet are saved then, and the library is let go. Imports Qt's core only.
"""

import signal
import socket
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier

ASKING = ("SIGTERM", "SIGINT", "SIGHUP")
"""The signals that ask a program to end; Windows has no last one."""


class Ending(QObject):
    """Calls `end` in the window's own thread, not in the midst of whatever Python was doing when it was asked."""

    def __init__(self, end: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._before: dict[signal.Signals, Any] = {}
        self._heard, self._asked = socket.socketpair()
        for side in (self._heard, self._asked):
            side.setblocking(False)
        self._waiting = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._waiting.activated.connect(self._hear)

    def install(self) -> None:
        """From now on whatever asks the program to end is heeded, except what it was started to ignore."""
        for name in ASKING:
            asking = getattr(signal, name, None)
            if asking is not None and signal.getsignal(asking) is not signal.SIG_IGN:
                self._before[asking] = signal.signal(asking, _heed)
        signal.set_wakeup_fd(self._asked.fileno())

    def leave(self) -> None:
        """The program is ending: to be asked once more ends it at once."""
        signal.set_wakeup_fd(-1)
        for asking, heeded in self._before.items():
            signal.signal(asking, heeded)
        self._waiting.setEnabled(False)
        self._heard.close()
        self._asked.close()

    def _hear(self) -> None:
        self._heard.recv(64)
        self._end()


def _heed(number: int, frame: object) -> None:
    """Nothing is done here: Python has woken the window."""
