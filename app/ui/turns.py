"""Long work of the window itself, done in turns of the event loop, so that keys are heard meanwhile. Qt's core only."""

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer

from app.ui.background import Work

BUDGET_S = 0.008
"""How long one turn may take; a step that has begun is ended."""


class Elsewhere(NamedTuple):
    """A step that is done in another thread, and may neither ask Qt nor fail: the next one tells what came of it."""

    do: Callable[[], object]


class InTurns(QObject):
    """Does the steps of one work, as many in each turn as its budget allows. Another work takes the place of one."""

    def __init__(self, parent: QObject | None = None, budget: float = BUDGET_S) -> None:
        super().__init__(parent)
        self._budget = budget
        self._steps: Iterator[object] | None = None
        self._then: Callable[[], object] = _nothing
        self._work: Work | None = None
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
        self.leave()
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
        self._rest()
        self._steps, self._then = None, _nothing

    def _rest(self) -> None:
        self._timer.stop()
        if self._work is not None:
            self._work.leave()
            self._work = None

    def _turn(self, budget: float) -> None:
        self._rest()
        until, steps = perf_counter() + budget, self._steps
        while steps is not None and steps is self._steps:
            step = self._next(steps)
            if step is self:
                then = self._then
                self.leave()
                then()
                return
            if isinstance(step, Elsewhere):
                if budget != float("inf"):
                    self._go_on_after(step)
                    return
                step.do()
            elif perf_counter() >= until:
                self._timer.start()
                return

    def _next(self, steps: Iterator[object]) -> object:
        """What the next step gave; this object itself after the last. Where one fails, nothing is left to be done."""
        try:
            return next(steps, self)
        except BaseException:
            if steps is self._steps:
                self.leave()
            raise

    def _go_on_after(self, step: Elsewhere) -> None:
        self._work = work = Work(step.do, self)
        for ended in (work.finished, work.failed):
            ended.connect(lambda _: self._turn(self._budget))
        work.start()


def _nothing() -> None:
    """Nothing follows."""
