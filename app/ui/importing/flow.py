"""From a document's file to a stored strategy: read in the background, looked over, stored when accepted.

Imports models, services' values and Qt only; reading and storing come with `Services`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.models.errors import Refused
from app.ui.ask import Ask
from app.ui.background import Work
from app.ui.bringing import bring
from app.ui.desk import Services
from app.ui.passing import open_once
from app.ui.sentences.said import sentence_said
from app.ui.sources import OpenLibrary
from app.ui.turns import InTurns
from app.ui.window.opening import why_not_stored

if TYPE_CHECKING:
    from PySide6.QtWidgets import QProgressDialog

    from app.importers.proposal import Proposal
    from app.ui.importing.review import ReviewDialog


OF_REVIEW = tuple(f"app.ui.importing.{each}" for each in ("source_list", "arrangement", "review"))


class ImportFlow(QObject):
    """Imports documents, one at a time. `accepted` carries the library in which the strategy is now, and its id.

    `find` gives the open library of a name, if a window has it; `target` names the one that is offered.
    """

    accepted = Signal(object, str)

    def __init__(
        self,
        services: Services,
        ask: Ask,
        over: QWidget,
        find: Callable[[str], OpenLibrary | None],
        target: Callable[[], str],
    ) -> None:
        super().__init__(over)
        self._services = services
        self._ask = ask
        self._over = over
        self._find = find
        self._target = target
        self._work: Work | None = None
        self._stop: list[bool] = []
        self.progress: QProgressDialog | None = None
        self.review: ReviewDialog | None = None

    def choose(self) -> None:
        """Asks for a document and reads it."""
        path = self._ask.open_file(
            self.tr("Import a document"),
            self.tr("Documents (*.docx *.docm *.dotx *.dotm *.md *.markdown *.txt *.json);;All files (*)"),
        )
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Reads a document in the background; it can be stopped, and then nothing has happened."""
        if self.progress is not None or self.review is not None:
            return
        from PySide6.QtWidgets import QProgressDialog

        stop: list[bool] = []
        self._stop = stop
        self.progress = QProgressDialog(
            self.tr("Reading “{}”…").format(path.name), self.tr("Stop"), 0, 0, self._over
        )
        self.progress.setWindowTitle(self.tr("Import"))
        self.progress.setWindowModality(Qt.WindowModality.WindowModal)
        self.progress.setMinimumDuration(300)
        self.progress.canceled.connect(self.stop)
        self._work = Work(lambda: self._read(path, lambda: bool(stop)), self)
        self._work.finished.connect(lambda found: self._begin(path, *found))
        self._work.failed.connect(self._fail)
        self._work.start()

    def stop(self) -> None:
        """Stops reading."""
        self._stop.append(True)
        if self._work is not None:
            self._work.leave()
        self._end_progress()

    def _read(self, path: Path, cancelled: Callable[[], bool]) -> tuple[Any, Any]:
        from app.services.import_review import begun

        return begun(self._services.read_document(path, cancelled)), self._services.houses()

    def _begin(self, path: Path, review: Any, houses: Any) -> None:
        bring((), OF_REVIEW, self, lambda: self._show(path, review, houses))

    def _show(self, path: Path, review: Any, houses: Any) -> None:
        if self.progress is None:  # it was stopped meanwhile
            return
        from app.ui.importing.review import ReviewDialog

        dialog = ReviewDialog(
            path.name, review, houses, self._services, self._ask, self._target(), self._over
        )
        dialog.accept_requested.connect(lambda target, proposal: self._store(path, target, proposal))
        dialog.finished.connect(self._forget)
        # What is painted comes in a turn of its own, too.
        InTurns(dialog).begin(
            dialog.filling(), lambda: QTimer.singleShot(0, dialog, lambda: self._open(dialog)), later=True
        )

    def _open(self, dialog: ReviewDialog) -> None:
        if self.progress is None:  # it was stopped meanwhile
            dialog.deleteLater()
            return
        self._end_progress()
        self.review = dialog
        open_once(dialog)

    def _store(self, path: Path, target: str, proposal: Proposal) -> None:
        library, label = self._find(target), f"Imported from {path.name}"
        work = Work(lambda: self._services.accept_document(library, target, proposal, label), self)
        work.finished.connect(lambda found: self._stored(proposal, *found))
        work.failed.connect(self._not_stored)
        work.start()

    def _stored(self, proposal: Proposal, library: OpenLibrary, strategy: str) -> None:
        if self.review is not None:
            self.review.stored()
        self.accepted.emit(library, strategy)
        if strategy != proposal.content.root.id:
            known = self.tr("The library holds this strategy already; the copy was added as another one.")
            self._ask.tell(self.tr("Import"), known)

    def _not_stored(self, fault: Exception) -> None:
        if self.review is not None:
            self.review.show_fault(
                why_not_stored(fault) if isinstance(fault, Refused) else self.tr("It was not stored.")
            )
        if not isinstance(fault, Refused):
            raise fault

    def _fail(self, fault: Exception) -> None:
        self._end_progress()
        if not isinstance(fault, Refused):
            raise fault
        self._ask.tell(self.tr("Import"), sentence_said(fault))

    def _forget(self) -> None:
        self.review = None

    def _end_progress(self) -> None:
        progress, self.progress = self.progress, None
        if progress is not None:
            progress.canceled.disconnect(self.stop)
            progress.reset()
            progress.hide()
            progress.deleteLater()
