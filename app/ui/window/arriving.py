"""A strategy that is on show while its library is still being opened behind it. Imports models and Qt's core only.

What was seen in the file is shown and can be typed into at once. Whoever needs the library itself waits for it; by then
it has its lock, and if the draft is another than was seen, that one is shown, with what was typed on top of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from app.document.numbering import Known
from app.models.errors import Refused
from app.models.nodes import Node, Strategy
from app.store.rows import StaleHead
from app.ui.background import Work
from app.ui.desk import Arrived, Desk, Seen
from app.ui.draft import Draft, Edited, StrategyEditing
from app.ui.sentences.said import sentence_said
from app.ui.sources import OpenLibrary
from app.ui.window import session
from app.ui.window.recent import remember_state

if TYPE_CHECKING:
    from app.ui.window.main_window import MainWindow

translate = QCoreApplication.translate

AFTER_PAINTING_MS = 50
FAULTS_MS = 30_000


class Arrival:
    """A library on its way. It is opened by whoever asks first; the others wait. Refused, it may be asked again."""

    def __init__(self, open: Callable[[], Arrived]) -> None:
        self._open = open
        self._guard = Lock()
        self._arrived: Arrived | None = None
        self._left = False

    def opened(self) -> Arrived:
        """The library, open; from any thread. Raises Refused where it cannot be opened, or nobody wants it now."""
        with self._guard:
            if self._left:
                raise Refused(translate("Arriving", "The library was closed meanwhile; open it again."))
            if self._arrived is None:
                self._arrived = self._open()
            return self._arrived

    def library(self) -> OpenLibrary:
        """The library itself, as `opened` gives it."""
        return self.opened().library

    def leave(self) -> None:
        """Nobody wants it any more: it is closed, or never opened."""
        with self._guard:
            self._left = True
            if self._arrived is not None:
                self._arrived.library.close()


class _Step(NamedTuple):
    before: Strategy
    after: Strategy
    label: str


class ArrivingEditing:
    """Edits the draft that was seen: waits for the library, and refuses as stale where its draft is another one."""

    def __init__(self, arrival: Arrival, seen: Strategy) -> None:
        self._arrival = arrival
        self._seen: Strategy | None = seen

    @property
    def root(self) -> Strategy:
        """The draft's tree, as it is shown."""
        return self._seen or self._arrival.opened().editing.root

    def do(
        self,
        change: Callable[[Strategy], Node],
        label: str,
        join: str = "",
        pictures: Mapping[str, bytes] | None = None,
    ) -> Edited:
        """Makes an edit and saves it. Raises StaleHead where another draft than the one seen is to be read first."""
        return self._editing().do(change, label, join, pictures)

    def undo(self) -> Edited | None:
        """Takes back the last edit."""
        return self._editing().undo()

    def redo(self) -> Edited | None:
        """Brings back what was undone last."""
        return self._editing().redo()

    def reload(self) -> Edited:
        """Takes up the draft as it stands in the library."""
        before = self.root
        edited = self._arrival.opened().editing.reload()
        self._seen = None
        return _Step(before, edited.after, edited.label)

    def _editing(self) -> StrategyEditing:
        editing = self._arrival.opened().editing
        if self._seen is not None and editing.root.fingerprint != self._seen.fingerprint:
            raise StaleHead(
                translate(
                    "Arriving", "Somebody else has changed “{}”; what stands there now is shown."
                ).format(self._seen.title)
            )
        self._seen = None
        return editing


class Arriving(QObject):
    """Puts up in a window what was seen of a library, and has the library follow."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._arrival: Arrival | None = None
        self._desk: Desk | None = None
        self._work: Work | None = None
        self._target = ""
        self._told = False

    @property
    def under_way(self) -> bool:
        """Whether a strategy is on show whose library is not there yet."""
        return self._arrival is not None

    def show(self, seen: Seen) -> None:
        """Shows a strategy; its library is opened once that has been painted."""
        window = self._window
        window.close_strategy()
        arrival = self._arrival = Arrival(seen.open)
        self._target, self._told = seen.target, False
        draft = Draft(ArrivingEditing(arrival, seen.content.root), seen.content.pictures)

        def desk(known: Known) -> Desk:
            self._desk = Desk(
                arrival.library, draft, seen.houses, window.services, window.ask, window, numbered=known
            )
            return self._desk

        window.putting_up.begin(draft.root, seen.houses, desk, lambda: self._follow(arrival, draft))

    def _follow(self, arrival: Arrival, draft: Draft) -> None:
        """Has the library of what was put up follow."""
        self._work = Work(arrival.opened, self)
        self._work.finished.connect(lambda _: self.settle())
        self._work.failed.connect(self._failed)
        draft.state_changed.connect(self._when_saved)
        # Imports keep Python from the window, whatever thread they are in.
        QTimer.singleShot(AFTER_PAINTING_MS, self._work, self._work.start)

    def settle(self) -> None:
        """Waits for the library that is on its way, if one is; afterwards it is the window's, or was refused."""
        self._window.putting_up.finish()
        if self._arrival is None:
            return
        try:
            arrived = self._arrival.opened()
        except Refused as fault:
            self._failed(fault)
        else:
            self._take(arrived)

    def end(self) -> None:
        """As `settle`, for a strategy that is being closed: nothing is told, and a library refused is let go."""
        if self._arrival is None:
            return
        try:
            self._take(self._arrival.opened())
        except Refused:
            self._let_go()

    def _take(self, arrived: Arrived) -> None:
        desk = self._desk
        self._forget()
        if desk is None:
            return
        desk.take_library(arrived.library, arrived.houses)
        self._window.take_library(arrived.library)
        if arrived.editing.root.fingerprint != desk.root.fingerprint:
            desk.draft.flush()
        if arrived.editing.root.fingerprint != desk.root.fingerprint:
            desk.draft.reload()
        complete(self._window)

    def _failed(self, fault: Exception) -> None:
        if self._arrival is None or self._desk is None:
            return
        if not isinstance(fault, Refused):
            self._let_go()
            raise fault
        if self._desk.draft.state == "saved":
            target, strategy = self._target, self._desk.id
            self._let_go()
            self._window.close_strategy()
            self._window.opening.tell(fault, target, strategy)
        elif not self._told:  # the words stay in the window, and are tried again every few seconds
            self._told = True
            self._window.ask.tell(self.tr("Open library"), sentence_said(fault))

    def _when_saved(self, state: str) -> None:
        """Words were saved, so the library is open: that it is, is remembered before anybody else is told."""
        if state != "saved" or self._arrival is None or self._desk is None:
            return
        session.keep_last(self._window.settings, self._arrival.library().path_or_url, self._desk.id)
        if self._told:
            QTimer.singleShot(0, self, self.settle)

    def _let_go(self) -> None:
        arrival = self._arrival
        self._forget()
        if arrival is not None:
            arrival.leave()

    def _forget(self) -> None:
        if self._work is not None:
            self._work.leave()
        self._arrival = self._desk = self._work = None


def complete(window: MainWindow) -> None:
    """Brings to the strategy on show what needs its library, once that is there."""
    if (desktop := window.desktop) is None:
        return
    window.review.attach(desktop)
    window.sharing.watch(desktop.desk)
    session.keep_last(window.settings, desktop.desk.library.path_or_url, desktop.desk.id)
    window.refresh_state()
    remember_state(window.settings, desktop.desk)
    if faults := getattr(desktop.desk.houses, "faults", ()):
        window.state.showMessage(
            translate("Arriving", "A house style cannot be used: {}").format(" ".join(faults)), FAULTS_MS
        )
