"""Long work off the window's thread. Imports Qt's core only."""

import traceback
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from shiboken6 import isValid


class Left(Exception):
    """Nobody waits any more for what was being done."""


class Work(QObject):
    """Something that is being done meanwhile. Exactly one of the signals comes, unless it was left; then it goes.

    What takes long calls `go_on` now and then, for what nobody waits for would keep the window waiting all the same.
    """

    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = False
        self._relay = _Relay()
        self._relay.ended.connect(self._end)
        self._task = _Task(work, self._relay)

    def start(self) -> None:
        """Begins."""
        QThreadPool.globalInstance().start(self._task)

    def leave(self) -> None:
        """What comes of it no longer matters; no signal is sent."""
        self._left = True

    def go_on(self, *_: object) -> None:
        """Asked by the work itself between its steps, as a progress is told: raises `Left` where it was left."""
        if self._left:
            raise Left

    def _end(self, result: object, fault: object) -> None:
        # What was done holds a whole strategy, say, and whoever asked for it may stay open all day.
        self.deleteLater()
        if self._left:
            return
        if fault is None:
            self.finished.emit(result)
        else:
            self.failed.emit(fault)


class _Relay(QObject):
    ended = Signal(object, object)


class _Task(QRunnable):
    def __init__(self, work: Callable[[], Any], relay: _Relay) -> None:
        super().__init__()
        self._work = work
        self._relay = relay

    def run(self) -> None:
        try:
            result = self._work()
        except Exception as fault:
            # What its frames hold, a whole document say, goes here: the window's thread stood still while it did.
            traceback.clear_frames(fault.__traceback__)
            self._tell(None, fault)
        else:
            self._tell(result, None)

    def _tell(self, result: object, fault: object) -> None:
        # The program may have ended meanwhile, and Qt's objects with it; then nobody is left to be told.
        try:
            self._relay.ended.emit(result, fault)
        except RuntimeError:
            if isValid(self._relay):
                raise
