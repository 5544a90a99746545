"""Long work of the window itself, done in turns of the event loop, so that keys are heard meanwhile. Qt's core only."""

from collections.abc import Callable, Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

BUDGET_S = 0.008
"""How long one turn may take; a step that has begun is ended."""


class InTurns(QObject):
    """Does the steps of one work, as many in each turn as its budget allows. Another work takes the place of one."""

    def __init__(self, parent: QObject | None = None, budget: float = BUDGET_S) -> None:
        super().__init__(parent)
        self._budget = budget
        self._steps: Iterator[object] | None = None
        self._then: Callable[[], object] = _nothing
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(lambda: self._turn(self._budget))

    @property
    def under_way(self) -> bool:
        """Whether steps are left to be done."""
        return self._steps is not None

    def begin(
        self, steps: Iterator[object], then: Callable[[], object] | None = None, *, later: bool = False
    ) -> None:
        """Does the first steps now, unless all are for `later` turns, and `then` what follows them all."""
        self._steps, self._then = steps, then or _nothing
        if later:
            self._timer.start()
        else:
            self._turn(self._budget)

    def finish(self) -> None:
        """Does now whatever is left."""
        self._turn(float("inf"))

    def leave(self) -> None:
        """What is left is not done."""
        self._timer.stop()
        self._steps, self._then = None, _nothing

    def _turn(self, budget: float) -> None:
        self._timer.stop()
        until, steps = perf_counter() + budget, self._steps
        while steps is not None and steps is self._steps:
            if next(steps, self) is self:
                then = self._then
                self.leave()
                then()
                return
            if perf_counter() >= until:
                self._timer.start()
                return


def _nothing() -> None:
    """Nothing follows."""
