"""Puts a strategy up in a window, in turns of the event loop, so that the window never stands still. It wires only.

What grows with the strategy is worked out in another thread. Imports models, documents and Qt's core only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.document.arrangement import as_printed
from app.document.numbering import Known, numbers
from app.ui.coming import lay_out
from app.ui.desk import Desk, house_of
from app.ui.tree.model import rows_of
from app.ui.turns import Elsewhere, InTurns
from app.ui.window import session
from app.ui.window.desktop import Desktop
from app.ui.window.settling import spare

if TYPE_CHECKING:
    from app.models.house import House
    from app.models.nodes import Strategy
    from app.ui.tree.rows import Rows
    from app.ui.window.main_window import MainWindow
    from app.ui.window.session import Place


class PuttingUp(QObject):
    """Puts strategies up in a window, one at a time; `there` tells that one is on show.

    Who needs it, or another in its place, asks to `finish` first.
    """

    there = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._turns = InTurns(self)
        self._filled: Desktop | None = None

    def begin(
        self,
        root: Strategy,
        houses: Mapping[str, House],
        desk: Callable[[Known], Desk],
        then: Callable[[], object],
    ) -> None:
        """Puts a strategy up; `desk` makes its desk of what is known of its numbers, and `then` is done on top."""
        self.finish()
        self._window.greeting.leave_off()
        spare()
        self._filled, self._then = None, then
        self._turns.begin(self._filling(root, house_of(root, houses), desk))

    def finish(self) -> None:
        """Does now what is left to be done."""
        self._turns.finish()
        if self._filled is not None:
            self._filled.workspace.finish()
            self._turns.finish()

    def _filling(self, root: Strategy, house: House, made: Callable[[Known], Desk]) -> Iterator[object]:
        """The steps until the part that is to be seen first is on its way."""
        ahead: list[tuple[Known, Rows | None]] = []
        while not ahead:
            yield Elsewhere(lambda: ahead.append(_ahead(root, house)))
        known, rows = ahead[0]
        window, desk = self._window, made(known)
        desktop = Desktop(desk, window.panels, window.stack, rows)
        window.connect_desktop(desktop)
        yield
        # Given its room before it is filled and seen, so that it is laid out and painted once.
        if not session.restore_window(window.settings, window, desktop.splitter, window.sides):
            window.room.share(desktop, window.stack.width())
        window.show_sides(desktop)
        yield lay_out(desktop, window.stack)
        place = session.place_in(window.settings, desk.id)
        desktop.restore(place)
        self._filled = desktop
        desktop.workspace.once_shown(
            lambda: self._turns.begin(iter(()), lambda: self._show(desktop, place), later=True)
        )

    def _show(self, desktop: Desktop, place: Place) -> None:
        """Brings it to the front, all in one turn: who hears that it is there does so before it is painted."""
        self._filled = None
        self._window.take_up(desktop)
        desktop.scroll_to(place)
        self._then()
        self.there.emit()


def _ahead(root: Strategy, house: House) -> tuple[Known, Rows | None]:
    """What the desk and the tree will want: the numbers, and the rows."""
    known: Known = {}
    with suppress(Exception):  # whoever asks again meets the same fault, where it is told
        numbers(root, house, known)
        return known, rows_of(as_printed(root, house))
    return known, None
