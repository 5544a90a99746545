"""Opens find and replace beside the work, and remembers what was looked for while it is closed. Imports Qt only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from app.ui.window.desktop import Desktop
    from app.ui.window.find import Asked, FindDialog


class Finding(QObject):
    """The one find dialog of a window; None while there is none."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.dialog: FindDialog | None = None
        self._asked: Asked | None = None

    def start(self, desktop: Desktop) -> None:
        """Opens it anew, with the words that are chosen where it is asked for, else with those of last time."""
        from app.ui.window.find import FindDialog, chosen_words

        words = chosen_words(desktop.window())
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog = FindDialog(desktop.desk, desktop.window())
        dialog.ask(self._asked, words)
        dialog.go_requested.connect(desktop.go)
        dialog.finished.connect(self._remember)
        desktop.desk.destroyed.connect(dialog.close)
        dialog.show()
        dialog.words.setFocus()
        dialog.words.selectAll()

    def _remember(self) -> None:
        if self.dialog is not None:
            self._asked, self.dialog = self.dialog.asked(), None
