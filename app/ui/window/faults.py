"""Errors nobody expected: one dialog, with a log to copy, and the program goes on. Imports Qt's core only."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.models.errors import Refused
from app.ui.passing import open_once
from app.ui.sentences.said import sentence_said

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from app.ui.window.fault_dialog import FaultDialog


class FaultWatch(QObject):
    """Takes up what no other part caught. A refusal is told as its sentence, anything else with its log."""

    def __init__(self, tell: Callable[[str], None], over: QWidget) -> None:
        super().__init__(over)
        self._tell = tell
        self._over = over
        self.shown: FaultDialog | None = None

    def install(self) -> None:
        """From now on uncaught errors come here."""
        sys.excepthook = self.take

    def take(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """Tells the user of an error; while one is shown, further ones are added to its log."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        if isinstance(fault, Refused):
            self._tell(sentence_said(fault))
            return
        from app.ui.window.fault_dialog import FaultDialog, log_of

        log = log_of(kind, fault, trace)
        if sys.stderr is not None:  # a program without a console has none
            with contextlib.suppress(
                OSError, ValueError
            ):  # nor where that was closed, or goes to a full disk
                sys.stderr.write(log)
                sys.stderr.flush()
        if self.shown is not None:
            self.shown.log.appendPlainText("\n" + log)
            return
        self.shown = FaultDialog(log, self._over)
        self.shown.finished.connect(self._forget)
        open_once(self.shown)

    def _forget(self) -> None:
        self.shown = None
