"""The window's Approval menu: the approval page, recording an outcome, checking a copy. Imports Qt only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
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
        }

    def show(self, key: str) -> None:
        """Shows an activity, if a strategy is open and the window has it."""
        if (desktop := self._window.desktop) and desktop.offers(key):
            desktop.show_activity(key)

    def record(self) -> None:
        """Shows the approval page and asks for an outcome."""
        self.show("approval")
        if (desktop := self._window.desktop) and (panel := desktop.panel("approval")):
            getattr(panel, "record_outcome")()  # noqa: B009 - panels are known by name only

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
