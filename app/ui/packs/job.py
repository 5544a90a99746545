"""A pack being made off the window's thread, with progress, and stopped between two pages. Qt's core only."""

from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.ui.background import Work

Tell = Callable[[float, str], None]


class Ended(Exception):
    """Raised in the thread that works, where nobody wants its result any more."""


class Job(QObject):
    """Work that tells how far it is. One of `finished`, `failed` and `stopped` comes."""

    progressed = Signal(float, str)
    finished = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, work: Callable[[Tell], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = Event()
        self._percent = -1
        self._work = Work(lambda: work(self._tell), self)
        self._work.finished.connect(self.finished)
        self._work.failed.connect(self._fail)

    def start(self) -> None:
        """Begins."""
        self._work.start()

    def stop(self) -> None:
        """Ends the work before its next page; nothing is written then."""
        self._end.set()

    def _tell(self, done: float, what: str) -> None:
        if self._end.is_set():
            raise Ended
        percent = int(done * 100)
        if percent != self._percent:
            self._percent = percent
            self.progressed.emit(done, what)

    def _fail(self, fault: object) -> None:
        if isinstance(fault, Ended):
            self.stopped.emit()
        else:
            self.failed.emit(fault)
