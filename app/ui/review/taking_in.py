"""Taking in a reviewed copy: in the background, with a way to stop, and what came of it. Imports Qt only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QProgressDialog,
    QVBoxLayout,
    QWidget,
)

from app.models.errors import Refused
from app.ui.background import Work
from app.ui.labels import plain_label
from app.ui.review.marks import in_words
from app.ui.review.reviewing import Reviewing
from app.ui.sentences.said import sentence_said

if TYPE_CHECKING:
    from app.services.reviewing import TakenIn

WAIT_MS = 400


class TakingIn(QObject):
    """One copy. `taken_in` carries what came of it; stopped, nothing is changed and nothing is told.

    It is gone once it has ended.
    """

    taken_in = Signal(object)
    refused = Signal(str)
    _reached = Signal(str)

    def __init__(self, reviewing: Reviewing, path: Path, over: QWidget) -> None:
        super().__init__(over)
        self._path = path
        self._stopped = False
        self.ended = False
        # Made by hand, for Qt's own steps set a dialog off that nobody asked for when it is only a moment.
        self.progress = QProgressDialog("", self.tr("Cancel"), 0, 0, over)
        self.progress.setWindowTitle(self.tr("Take in a reviewed copy"))
        label = QLabel()
        label.setTextFormat(plain_label("").textFormat())
        self.progress.setLabel(label)
        self.progress.setMinimumDuration(2_000_000)
        self.progress.setAutoReset(False)
        self.progress.setMinimumWidth(360)
        self.progress.canceled.connect(self.stop)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.timeout.connect(self.progress.show)
        self._reached.connect(self._tell)
        self._work = Work(lambda: reviewing.take_in(path, self._reached.emit, lambda: self._stopped), self)
        self._work.finished.connect(self._end)
        self._work.failed.connect(self._fail)

    def start(self) -> None:
        """Begins; a dialog comes up where it takes longer than a moment."""
        self._tell("read")
        self._slow.start(WAIT_MS)
        self._work.start()

    def stop(self) -> None:
        """Gives it up, unless it is done."""
        # Qt tells of a dialog that is closed by the program as it does of one that is cancelled.
        self._stopped = self._stopped or not self.ended

    def _tell(self, step: str) -> None:
        said = {
            "read": self.tr("Reading {}…"),
            "compare": self.tr("Finding what {} changes…"),
            "store": self.tr("Keeping what {} suggests…"),
        }
        self.progress.setLabelText(said[step].format(self._path.name))

    def _close(self) -> None:
        self.ended = True
        self._slow.stop()
        self.progress.close()
        self.progress.deleteLater()
        self.deleteLater()

    def _end(self, found: object) -> None:
        self._close()
        self.taken_in.emit(found)

    def _fail(self, fault: Exception) -> None:
        self._close()
        if not isinstance(fault, Refused):
            raise fault
        if not self._stopped:
            self.refused.emit(sentence_said(fault))


class TakenInDialog(QDialog):
    """Tells what came of a copy: how much was taken in, and the words of whatever could not be placed."""

    def __init__(self, name: str, found: TakenIn, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reviewed copy taken in"))
        self.said = plain_label(self._said(name, found), wraps=True)
        self.unplaced = QPlainTextEdit("\n".join(f"• {line}" for line in found.unplaced))
        self.unplaced.setReadOnly(True)
        self.unplaced.setTabChangesFocus(True)
        self.unplaced.setAccessibleName(self.tr("What could not be placed"))
        self.unplaced.setMinimumSize(440, 160)
        self.lost = plain_label(
            self.tr("These could not be placed; look at them in the copy and put in by hand what is wanted:"),
            wraps=True,
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        for part in (self.said, self.lost, self.unplaced, buttons):
            column.addWidget(part)
        for part in (self.lost, self.unplaced):
            part.setVisible(bool(found.unplaced))
        self.setMinimumWidth(380)

    def _said(self, name: str, found: TakenIn) -> str:
        if found.already_taken_in:
            return self.tr("“{}” was taken in before; nothing was changed.").format(name)
        if not found.suggestions and not found.comments:
            return self.tr("“{}” brings nothing new: no change and no comment.").format(name)
        both = [
            in_words(kind, count)
            for kind, count in (("suggestions", found.suggestions), ("comments", found.comments))
            if count
        ]
        said = self.tr("{} taken in from “{}”. Nothing in the draft has changed until you accept it.")
        return said.format(self.tr(" and ").join(both), name)
