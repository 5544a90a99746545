"""The window's Approval menu: the approval page, recording an outcome, checking a copy. Imports Qt only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject
from shiboken6 import isValid

from app.models.errors import Refused
from app.ui.background import Work
from app.ui.sentences.said import sentence_said

if TYPE_CHECKING:
    from app.store.library import Library
    from app.ui.checking.dialog import CheckDialog
    from app.ui.window.main_window import MainWindow


class Approvals(QObject):
    """What the Approval menu does."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.check_dialog: CheckDialog | None = None

    def does(self) -> dict[str, Callable[[], object]]:
        """What each action of the menu does, by its name."""
        return {
            "approval": lambda: self.show("approval"),
            "outcome": self.record,
            "reports": lambda: self.show("reports"),
            "check_copy": self.check,
            "ledger": self.export_ledger,
        }

    def show(self, key: str, then: Callable[[Any], object] | None = None) -> None:
        """Shows an activity, if a strategy is open and the window has it; `then` is given its panel."""
        if (desktop := self._window.desktop) and desktop.offers(key):
            desktop.show_activity(key, then)

    def record(self) -> None:
        """Shows the approval page and asks for an outcome."""
        self.show("approval", lambda panel: panel.record_outcome())

    def check(self) -> None:
        """Opens the window that checks a copy, over the open library; it may stay beside the work."""
        from app.ui.checking.making import check_window

        library = self._window.library
        if library is None:
            self._window.ask.tell(
                self.tr("Check a copy"),
                self.tr("Open the library that holds the approved version first (Ctrl+O)."),
            )
            return
        window = self._window
        self.check_dialog = check_window(library, window.ask, window, window.settings)

    def leave(self) -> None:
        """Closes the window that checks copies over the library which is being closed."""
        dialog, self.check_dialog = self.check_dialog, None
        if dialog is not None and isValid(dialog):
            dialog.close()

    def export_ledger(self) -> None:
        """Asks where the ledger of the open library is to go, and writes it there."""
        window, library = self._window, self._window.library
        if library is None or (window.desk and not window.desk.draft.ready()):
            return
        title = self.tr("Export the ledger")
        kinds = self.tr("Spreadsheet (*.csv);;PDF (*.pdf);;JSON (*.json)")
        to = window.ask.save_file(title, self.tr("Ledger") + ".csv", kinds)
        if to is None:
            return
        to = to if to.suffix else to.with_suffix(".csv")

        def write() -> str:
            from app.services.ledger import ledger_of, write_ledger

            found = ledger_of(cast("Library", library))
            write_ledger(found, to)
            return found.fault

        def end(fault: object) -> None:
            window.commands.outgoing.tell_written(to)
            if fault:
                window.ask.tell(title, f"⚠ {sentence_said(str(fault))}")

        work = Work(write, self)
        work.finished.connect(end)
        work.failed.connect(lambda fault: self._not_written(title, fault))
        work.start()

    def _not_written(self, title: str, fault: Exception) -> None:
        if not isinstance(fault, Refused):
            raise fault
        self._window.ask.tell(title, sentence_said(fault))
