"""Several windows over one library: it stays open while any of them has it, and what one saves the others show.

What other computers save to a shared library is looked for every few seconds. Imports Qt's core only.
"""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from app.models.errors import Refused
from app.store.rows import Unreachable
from app.ui import background
from app.ui.background import Work
from app.ui.desk import Desk
from app.ui.sentences.said import sentence_said
from app.ui.sources import OpenLibrary
from app.ui.told_once import ToldOnce
from app.ui.typed_path import typed_path
from app.ui.window.safe_copies import BackUp, SafeCopies

LOOK_MS = 5000
FREE_MS = 1000


class Sharing(QObject):
    """Which window has which library open, and which strategies lie open in them.

    `binned` tells of a desk whose strategy somebody else put into the bin, or brought back from there.
    """

    binned = Signal(object, bool)

    def __init__(self, back_up: BackUp = lambda _: None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.copies = SafeCopies(back_up, self._opened, self)
        self._held: list[tuple[object, OpenLibrary]] = []
        self._desks: list[Desk] = []
        self._binned: list[Desk] = []
        self._telling = False
        self._looking = False
        self._faults = ToldOnce()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.further: list[QObject] = []
        self._closed: list[QObject] = []
        self._later = QTimer(self)
        self._later.setInterval(FREE_MS)
        self._later.timeout.connect(self._free)

    def keep(self, window: QObject) -> None:
        """Keeps a window beside the first one until it is closed."""
        self.further.append(window)

    def closed(self, window: QObject) -> None:
        """A window was closed. One beside the first is freed once nothing is done that was begun in it."""
        if window in self.further:
            self.further.remove(window)
            self._closed.append(window)
            self._later.start()

    def _free(self) -> None:
        if not background.busy():
            self._later.stop()
            for window in filter(isValid, self._closed):
                window.deleteLater()
            self._closed.clear()

    def find(self, target: str) -> OpenLibrary | None:
        """The open library of this name or file, if a window has it."""
        for _, library in self._held:
            if library.path_or_url == target or _same_file(library, target):
                return library
        return None

    def hold(self, window: object, library: OpenLibrary) -> None:
        """Remembers that a window has a library open."""
        if not any(who is window and held is library for who, held in self._held):
            self._held.append((window, library))

    def let_go(self, window: object, library: OpenLibrary) -> None:
        """A window needs a library no longer; where nobody else has it either, it is closed."""
        self._held = [(who, held) for who, held in self._held if who is not window or held is not library]
        self.close_unheld(library)

    def close_unheld(self, library: OpenLibrary) -> None:
        """Closes a library that no window has, or has yet."""
        if not any(held is library for _, held in self._held):
            library.close()

    def _opened(self) -> list[OpenLibrary]:
        """The libraries that any window has open, each once."""
        return list({id(library): library for _, library in self._held}.values())

    def watch(self, desk: Desk) -> None:
        """Shows what is saved at one desk at all others with the same strategy."""
        self._desks.append(desk)
        desk.changed.connect(lambda *_: self._tell(desk))
        desk.versions_changed.connect(lambda: self._tell_versions(desk))
        if desk.library.path is None:
            desk.draft.state_changed.connect(lambda state, why: self._not_saved(desk, state, why))
        if others_write(desk.library) and not self._timer.isActive():
            self._timer.start()

    def _not_saved(self, desk: Desk, state: str, why: str) -> None:
        """A server that did not take an edit is asked in the background whether it answers, not by the window."""
        if state == "unsaved" and desk in self._desks:
            desk.draft.keep_back(why)

    def forget(self, desk: Desk) -> None:
        """A strategy was closed."""
        self._desks = [other for other in self._desks if other is not desk]
        self._binned = [other for other in self._binned if other is not desk]
        if not any(others_write(other.library) for other in self._desks):
            self._timer.stop()

    def look(self) -> None:
        """Looks in the background whether somebody else has saved what lies open here, and shows it."""
        desks = [desk for desk in self._desks if others_write(desk.library)]
        if self._looking or not desks:
            return
        self._looking = True
        work = Work(lambda: [(_stands(desk), _is_binned(desk)) for desk in desks], self)
        work.finished.connect(lambda found: self._looked(desks, found))
        work.failed.connect(self._not_looked)
        work.start()

    def _looked(self, desks: list[Desk], found: list[tuple[str | Refused, bool]]) -> None:
        self._looking = False
        self._faults.forget()
        for desk, (stands, binned) in zip(desks, found, strict=True):
            if desk not in self._desks:
                continue
            if isinstance(stands, Unreachable):
                desk.draft.keep_back(str(stands))
                continue
            desk.draft.go_on()
            if not isinstance(stands, Refused) and stands != desk.root.fingerprint:
                _reload(desk)
            if not isinstance(stands, Refused) and binned != (desk in self._binned):
                (self._binned.append if binned else self._binned.remove)(desk)
                self.binned.emit(desk, binned)

    def _not_looked(self, fault: Exception) -> None:
        self._looking = False
        self._faults.tell(fault)

    def _tell(self, source: Desk) -> None:
        if not self._telling and self.beside(source):
            # Later, for the desk that changed is still telling its own panels.
            QTimer.singleShot(0, self, lambda: self._bring_together(source))

    def _bring_together(self, source: Desk) -> None:
        """Shows at every desk what stands in the library, once what was typed at any of them is saved."""
        others = self.beside(source)
        if self._telling or source not in self._desks or not others:
            return
        self._telling = True
        try:
            for desk in others:
                desk.draft.flush()
            for desk in (*others, source):
                _reload(desk)
        finally:
            self._telling = False

    def _tell_versions(self, source: Desk) -> None:
        if not self._telling:
            self._telling = True
            for desk in self.beside(source):
                desk.versions_changed.emit()
            self._telling = False

    def beside(self, source: Desk) -> list[Desk]:
        """The other desks at which the strategy of one lies open, in windows of their own."""
        return [
            desk
            for desk in self._desks
            if desk is not source and desk.id == source.id and desk.library is source.library
        ]


def _reload(desk: Desk) -> None:
    """Takes up what stands in the library, once what was typed here is saved on top of it."""
    desk.draft.flush()
    try:
        desk.draft.reload()
    except Refused as fault:
        desk.draft.refused.emit(sentence_said(fault))


def _stands(desk: Desk) -> str | Refused:
    """The fingerprint of a strategy's draft in its library, or why it cannot be read just now."""
    try:
        return desk.library.head(desk.id).fingerprint
    except Refused as fault:
        return fault


def _is_binned(desk: Desk) -> bool:
    """Whether a strategy is in its library's bin, as far as that can be read just now."""
    try:
        return any(row.id == desk.id for row in desk.library.strategies(binned=True))
    except Refused:
        return False


def others_write(library: OpenLibrary) -> bool:
    """Whether somebody else may write to the library while it is open here."""
    return library.read_only or library.path is None


def _same_file(library: OpenLibrary, target: str) -> bool:
    if library.path is None or "://" in target:
        return False
    return Path(library.path).resolve() == typed_path(target).resolve()
