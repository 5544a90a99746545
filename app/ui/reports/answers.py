"""The answers while they are typed: saved within half a second, each step undone at will. Imports Qt's core only."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.models.errors import Refused
from app.ui.sentences.said import sentence_said

QUIET_MS = 250
JOIN_MS = 1500
AGAIN_MS = 5000
Table = dict[str, Any]


class AnswerTable(QObject):
    """One report's answers. `changed` comes once they are saved, or cannot be: then `fault` says why."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table: Table = {}
        self.fault = ""
        self._save: Callable[[Mapping[str, Any]], None] = lambda _: None
        self._done: list[Table] = []
        self._undone: list[Table] = []
        self._last = ""
        self._unsaved = False
        self._quiet = self._timer(QUIET_MS)
        self._quiet.timeout.connect(self.flush)
        self._join = self._timer(JOIN_MS)

    def begin(self, table: Table, save: Callable[[Mapping[str, Any]], None]) -> None:
        """Takes up another report's answers; what was typed for the one before is saved first."""
        self.flush()
        self.table, self._save = table, save
        self._done, self._undone, self._last, self.fault = [], [], "", ""

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._undone)

    def put(self, key: str, value: Any) -> None:
        """Takes an answer; an empty one is no answer. Typing in one field without a pause is one step."""
        now = deepcopy(self.table)
        if value in ("", [], {}):
            now.pop(key, None)
        else:
            now[key] = value
        if now == self.table:
            return
        if key != self._last or not self._join.isActive():
            self._done.append(self.table)
        self._last = key
        self._join.start()
        self._undone.clear()
        self._set(now)

    def undo(self) -> None:
        """Takes the last step back."""
        if self._done:
            self._undone.append(self.table)
            self._set(self._done.pop())
            self._last = ""

    def redo(self) -> None:
        """Takes again what was taken back."""
        if self._undone:
            self._done.append(self.table)
            self._set(self._undone.pop())
            self._last = ""

    def flush(self) -> bool:
        """Saves what is not saved yet; whether all is safe."""
        self._quiet.stop()
        if not self._unsaved:
            return True
        try:
            self._save(self.table)
        except Refused as fault:
            self.fault = sentence_said(fault)
            self._quiet.start(AGAIN_MS)
        else:
            self.fault, self._unsaved = "", False
        self.changed.emit()
        return not self._unsaved

    def _set(self, table: Table) -> None:
        self.table = table
        self._unsaved = True
        self._quiet.start(QUIET_MS)

    def _timer(self, wait: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        return timer
