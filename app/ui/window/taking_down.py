"""Frees a strategy that was closed, in turns of the event loop: all its forms and panels take longer than one may.

Imports Qt only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import delete, isValid

from app.ui.background import Work
from app.ui.turns import InTurns

if TYPE_CHECKING:
    from app.ui.window.desktop import Desktop


class TakingDown(QObject):
    """Frees the strategies that were closed in a window, one after the other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turns = InTurns(self)
        self._left: list[Desktop] = []

    @property
    def under_way(self) -> bool:
        """Whether something of a closed strategy is still there."""
        return bool(self._left)

    def begin(self, desktop: Desktop) -> None:
        """Hides a strategy and has it do nothing more; it is freed in the turns to come.

        Its desk goes first, once Qt has left whatever asked for this: nobody in it hears of anything from then on.
        """
        desktop.hide()
        _silence(desktop)
        self._left.append(desktop)
        desktop.desk.destroyed.connect(self._go_on)
        desktop.desk.deleteLater()

    def finish(self) -> None:
        """Has all that is left freed in one turn, for nobody waits for the window any more."""
        self._turns.leave()
        for desktop in self._left:
            if isValid(desktop):
                desktop.deleteLater()
        self._left.clear()

    def _go_on(self) -> None:
        if not self._turns.under_way:
            self._turns.begin(self._steps(), later=True)

    def _steps(self) -> Iterator[object]:
        """The steps of freeing those whose desk is gone."""
        while gone := [desktop for desktop in self._left if not isValid(desktop.desk)]:
            for piece in (*gone[0].pieces(), gone[0]):
                yield delete(piece)
            self._left.remove(gone[0])


def _silence(desktop: Desktop) -> None:
    """Stops all that would come of itself, while a part of what it would find is freed already."""
    for timer in desktop.findChildren(QTimer):
        timer.stop()
    for work in desktop.findChildren(Work):
        work.leave()
    for turns in desktop.findChildren(InTurns):
        turns.leave()
