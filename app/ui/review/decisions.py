"""Decisions on suggestions, made in the draft; what is decided on many is worked out in the background.

Imports the models' errors and Qt's core only.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.models.errors import Refused
from app.ui.background import Work
from app.ui.desk import Desk
from app.ui.review.reviewing import Collided, Reviewing
from app.ui.sentences.said import sentence_said

AT_ONCE = 20
"""So many suggestions keep nobody waiting."""
PATIENCE_MS = 400


class Decisions(QObject):
    """Makes decisions one after another. `decided` carries what stayed open, with the reasons.

    `slow` carries on how many is being decided where that takes a while. Whatever is asked of the draft meanwhile has
    the decision made first.
    """

    decided = Signal(object)
    slow = Signal(int)

    def __init__(self, desk: Desk, reviewing: Reviewing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reviewing = reviewing
        self._work: Work | None = None
        self._many = 0
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(lambda: self.slow.emit(self._many))

    def decide(self, accept: Sequence[str], reject: Sequence[str], reopen: Sequence[str]) -> None:
        """Accepts, rejects and reopens suggestions, by identity, as one edit."""
        draft = self._desk.draft
        if not draft.ready():
            return
        weigh = partial(self._reviewing.weigh, draft.root, accept, reject, reopen)
        self._many = len(accept) + len(reject) + len(reopen)
        if self._many <= AT_ONCE:
            self._decide(weigh)
        else:
            draft.expect(partial(self._decide, weigh))
            self._begin(weigh)

    def stop(self) -> None:
        """The strategy is closed."""
        self._patience.stop()
        if self._work is not None:
            self._work.leave()
            self._work = None

    def _begin(self, weigh: Callable[[], Callable[[], Collided]]) -> None:
        self._work = Work(weigh, self)
        self._work.finished.connect(self._make)
        self._work.failed.connect(self._fail)
        self._work.start()
        self._patience.start()

    def _decide(self, weigh: Callable[[], Callable[[], Collided]]) -> None:
        """Works a decision out and makes it now."""
        try:
            made = weigh()
        except Refused as fault:
            self._fail(fault)
        else:
            self._make(made)

    def _make(self, made: Callable[[], Collided]) -> None:
        self._end()
        self.decided.emit(made())

    def _fail(self, fault: Exception) -> None:
        self._end()
        if not isinstance(fault, Refused):
            raise fault
        self._desk.ask.tell(self.tr("Suggestions"), sentence_said(fault))
        self.decided.emit(())

    def _end(self) -> None:
        self.stop()
        self._desk.draft.expect(None)
