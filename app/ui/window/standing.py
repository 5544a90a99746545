"""Of which version the draft on a desk is, as the foot of the window says it. Imports models and Qt's core only."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.models.control import VersionRow
from app.ui.desk import Desk
from app.ui.window.sharing import others_write


class Standing(QObject):
    """Asks for versions once and whenever they have changed: it is said after every edit, for which a key may wait."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._kept: tuple[VersionRow, ...] | None = None
        self._next = ""
        self._earlier = desk.root.history
        desk.versions_changed.connect(self._forget)

    def said(self, changes_said: Callable[[], str]) -> str:
        """The sentence; `changes_said` tells how many changes there are since the last version."""
        last = next(iter(reversed(self._versions())), None)
        if last is None:
            return self.tr("Draft of the first version")
        if last.fingerprint == self._desk.root.fingerprint:
            return self.tr("{}, unchanged").format(last.label)
        if self._desk.root.history != self._earlier:
            self._earlier, self._next = self._desk.root.history, ""  # the next label follows those in it, too
        self._next = self._next or self._desk.services.proposed_label(self._desk.library, self._desk.id)
        return self.tr("Draft of {}: {} since {}").format(self._next, changes_said(), last.label)

    def _versions(self) -> tuple[VersionRow, ...]:
        if self._kept is not None and not others_write(self._desk.library):
            return self._kept
        found = self._desk.versions()
        if self._kept is not None and found != self._kept:
            self._next = ""
        self._kept = found
        return found

    def _forget(self) -> None:
        self._kept, self._next = None, ""
