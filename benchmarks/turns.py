"""Handles the window's events turn by turn, and remembers the longest that each action kept the window busy.

A turn is one pass of Qt's event dispatcher, with the objects deleted in it: no key is heard before it ends.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from benchmarks.processes import sized

REST_S = 0.001
TRIED_S = 0.01


class Took(NamedTuple):
    """The longest turn in milliseconds: by the clock, and of the thread's own work, whoever else wanted the machine."""

    clock: float = 0.0
    own: float = 0.0


class Turns:
    """Has the window do something and go on for a while; tells the longest turn of each action as it is found."""

    def __init__(self, tell: Callable[[str, Took], None]) -> None:
        self._tell = tell
        self._longest = Took()

    def told(
        self,
        name: str,
        do: Callable[[], object],
        seconds: float = 1.6,
        there: Callable[[], bool] = lambda: True,
    ) -> None:
        """Does something as one turn, as a key or a click would; goes on until it is `there`, and some seconds more."""
        self._longest = Took()
        self.timed(do)
        self.until(there)
        self.go_on(seconds)
        self._tell(name, self._longest)

    def within(
        self,
        name: str,
        open: Callable[[], object],
        use: Callable[[QDialog], object] = lambda dialog: None,
        seconds: float = 1.0,
        end: Callable[[QDialog], object] = QDialog.reject,
        there: Callable[[], bool] = lambda: True,
    ) -> None:
        """Opens a dialog, goes on, uses it, goes on, and ends it; also one that waits for an answer.

        `use` says itself what of it is a turn: to type three letters is three. After `end` it goes on until it is
        `there`, and for a while more.
        """
        self._longest = Took()
        began = [_now()]
        seen: list[bool] = []

        def inside() -> None:
            self._count(began[0])
            seen.append(True)
            self.go_on(seconds)
            dialog = QApplication.activeModalWidget() or _dialog()
            if not isinstance(dialog, QDialog):
                raise RuntimeError(f"{name}: no dialog was opened")
            use(dialog)
            self.go_on(seconds)
            began[0] = _now()
            end(dialog)

        QTimer.singleShot(0, inside)
        open()
        if not seen:
            self._count(began[0])
            began[0] = _now()
        while not seen:
            QApplication.processEvents()
        self._count(began[0])
        self.until(there)
        self.go_on(0.3)
        self._tell(name, self._longest)

    def go_on(self, seconds: float) -> None:
        """Handles events for so long."""
        until = time.perf_counter() + sized(seconds, TRIED_S)
        while time.perf_counter() < until:
            self.timed(_turn)
            time.sleep(REST_S)

    def until(self, there: Callable[[], bool]) -> None:
        """Handles events until something is there."""
        while not there():
            self.timed(_turn)
            time.sleep(REST_S)

    def timed(self, do: Callable[[], object]) -> None:
        """Does something as one turn."""
        began = _now()
        do()
        self._count(began)

    def _count(self, began: Took) -> None:
        now = _now()
        self._longest = Took(
            max(self._longest.clock, now.clock - began.clock), max(self._longest.own, now.own - began.own)
        )


def _now() -> Took:
    return Took(time.perf_counter() * 1000, time.thread_time() * 1000)


def _turn() -> None:
    QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _dialog() -> QWidget | None:
    shown = (each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog))
    return next((each for each in shown if each.isVisible()), None)
