"""Long work off the window's thread. Imports Qt's core only.

Nothing of Qt may be born or die in another thread: an object that ended there, while the window's thread asked it
something, took the whole program along. So what a work was made of is kept, and let go of, by the window's thread.
"""

import gc
import os
import threading
import traceback
from collections.abc import Callable
from itertools import count
from queue import Queue, SimpleQueue
from typing import Any

from PySide6.QtCore import SIGNAL, QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

MOST_AT_ONCE = max(2, min(4, os.cpu_count() or 2))
MOST_YOUNG = 100_000
"""To look for cycles among so many new objects takes as long as one turn of the window may."""

_FAILED = SIGNAL("failed(PyObject)")


class Left(Exception):
    """Nobody waits any more for what was being done."""


class Work(QObject):
    """Something that is being done meanwhile. Exactly one of the signals comes, unless it was left; then it goes.
    A fault that nobody listens for is raised, so that it is told with its log.

    What takes long calls `go_on` now and then, for what nobody waits for would keep the window waiting all the same.
    """

    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = False
        self._work = work

    def start(self) -> None:
        """Begins."""
        _threads().begin(self, self._work)

    def leave(self) -> None:
        """What comes of it no longer matters; no signal is sent."""
        self._left = True

    def go_on(self, *_: object) -> None:
        """Asked by the work itself between its steps, as a progress is told: raises `Left` where it was left."""
        if self._left:
            raise Left

    def end(self, result: object, fault: Exception | None) -> None:
        """Tells what came of it, and goes."""
        # What was done holds a whole strategy, say, and whoever asked for it may stay open all day.
        self.deleteLater()
        if self._left:
            return
        if fault is None:
            self.finished.emit(result)
        elif self.receivers(_FAILED):
            self.failed.emit(fault)
        else:
            raise fault


class Threads(QObject):
    """Does works in threads that stay, the first to come first, and ends each in the window's thread.

    While any is done Python searches for no cycles, for it does so in whichever thread makes the next object, and the
    cycle it frees may be a closed dialog. What was put off is done in a turn of its own, after the last was told.
    """

    _ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._numbers = count()
        self._begun: dict[int, tuple[Work, Callable[[], Any]]] = {}
        self._waiting: Queue[int] = Queue()
        self._outcomes: SimpleQueue[tuple[int, object, Exception | None]] = SimpleQueue()
        self._threads = 0
        self._searched = False
        self._left_out = False
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._search)

    @property
    def busy(self) -> bool:
        """Whether any work has not been ended yet."""
        return bool(self._begun)

    def begin(self, work: Work, do: Callable[[], Any]) -> None:
        """Does a work as soon as a thread is free."""
        if not self._begun and not self._later.isActive():
            self._searched = gc.isenabled()
            gc.disable()
        self._later.stop()
        number = next(self._numbers)
        self._begun[number] = work, do
        if self._threads < min(MOST_AT_ONCE, len(self._begun)):
            self._threads += 1
            threading.Thread(target=self._attend, name=f"background {self._threads}", daemon=True).start()
        self._waiting.put(number)

    def wait(self, seconds: float) -> bool:
        """Waits until all that was begun has been done, though not yet ended; False if it takes longer."""
        with self._waiting.all_tasks_done:
            return self._waiting.all_tasks_done.wait_for(lambda: not self._waiting.unfinished_tasks, seconds)

    def search_all(self, left_out: bool) -> None:
        """Searches for cycles among all objects, also those `left_out` by others or because a work had made so many."""
        again = (left_out or self._left_out) and not self._begun
        if again:
            gc.unfreeze()
        gc.collect()
        if again:
            self._left_out = False
            gc.freeze()

    def _attend(self) -> None:
        while True:
            number = self._waiting.get()
            self._outcomes.put((number, *self._done(number)))
            # The program may have ended meanwhile, and Qt's objects with it; then nobody is left to be told.
            try:
                self._ended.emit()
            except RuntimeError:
                if isValid(self):
                    raise
            self._waiting.task_done()

    def _done(self, number: int) -> tuple[object, Exception | None]:
        """What came of a work. It is called where it is kept: what a frame holds, a fault goes on holding."""
        try:
            return self._begun[number][1](), None
        except Exception as fault:
            # What its frames hold, a whole document say, goes here: the window's thread stood still while it did.
            traceback.clear_frames(fault.__traceback__)
            return None, fault

    @Slot()
    def _end(self) -> None:
        number, result, fault = self._outcomes.get_nowait()
        work, _ = self._begun.pop(number)
        if not self._begun and self._searched:
            self._later.start()
        if isValid(work):
            work.end(result, fault)

    @Slot()
    def _search(self) -> None:
        if gc.get_count()[0] > MOST_YOUNG:
            self._left_out = True
            gc.freeze()
        gc.enable()
        gc.collect(0)


_all: Threads | None = None


def _threads() -> Threads:
    global _all
    if _all is None or not isValid(_all):
        _all = Threads()
    return _all


def busy() -> bool:
    """Whether anything is being done in the background, or has been and is not told yet."""
    return _threads().busy


def wait(seconds: float) -> bool:
    """Waits until nothing is done in the background any more, telling nobody; False if it takes longer."""
    return _threads().wait(seconds)


def search_all(left_out: bool = False) -> None:
    """Searches for cycles among all objects, which takes long; while nothing is done, among those `left_out` too."""
    _threads().search_all(left_out)
