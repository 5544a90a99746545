"""Backups of libraries that stay open for days, made behind the window. Imports Qt's core only.

When one is due, how many are kept and where, the services say; here they are only asked now and then.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from app.models.errors import Refused
from app.store.rows import Closed
from app.ui.background import Work
from app.ui.sentences.said import sentence_said
from app.ui.sources import OpenLibrary

ASK_MS = 30 * 60 * 1000
"""How often it is asked whether a backup is due: they are made hourly."""

BackUp = Callable[[OpenLibrary], object]


class SafeCopies(QObject):
    """Has the libraries that are open backed up; `failed` carries a sentence where one could not be, once."""

    failed = Signal(str)

    def __init__(
        self, back_up: BackUp, opened: Callable[[], Iterable[OpenLibrary]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._back_up = back_up
        self._opened = opened
        self._under_way = False
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self.make)
        self._timer.start()

    def make(self) -> None:
        """Makes the copies that are due, one library after the other, unless that is under way."""
        opened = [library for library in self._opened() if not library.read_only]
        if self._under_way or not opened:
            return
        self._under_way = True
        work = Work(lambda: self._made(opened), self)
        work.finished.connect(self._end)
        work.failed.connect(self._fail)
        work.start()

    def _made(self, opened: list[OpenLibrary]) -> str:
        """Why one could not be made; empty where all were, or were not due."""
        said = ""
        for library in opened:
            try:
                self._back_up(library)
            except Closed:  # nobody works on it any more; it is backed up when it is opened again
                continue
            except Refused as fault:
                said = sentence_said(fault)
        return said

    def _end(self, fault: str) -> None:
        self._under_way = False
        if fault and fault != self._told:
            self.failed.emit(self.tr("No backup was made: {}").format(fault))
        self._told = fault

    def _fail(self, fault: Exception) -> None:
        self._under_way = False
        raise fault
