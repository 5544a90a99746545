"""A page that is made when it is first wanted, in turns of the event loop, so that the window never stands still.

Its heading is there at once. Imports Qt only.
"""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import cast

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from app.ui.labels import plain_label
from app.ui.turns import InTurns

NOTICED_MS = 100
"""Who waits longer than this is told that something is coming."""


class Waiting(QWidget):
    """Stands where a page will be, with its heading. Keys that are struck here are kept for the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys: list[QKeyEvent] = []
        self.heading = plain_label("", "title", self, wraps=True)
        self.sign = plain_label("…", "faint", self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(8)
        for label in (self.heading, self.sign):
            column.addWidget(label)
        column.addStretch()
        self._notice = QTimer(self)
        self._notice.setSingleShot(True)
        self._notice.timeout.connect(self.sign.show)

    def wait_for(self, name: str) -> None:
        """Waits for a page of this name."""
        self.keys = []
        self.heading.setText(name)
        self.setAccessibleName(name)
        self.sign.hide()
        self._notice.start(NOTICED_MS)

    def event(self, event: QEvent) -> bool:
        # Before Qt leads Tab elsewhere: it too is meant for the page.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.keys.append(event.clone())
            return True
        return super().event(event)


class Begun:
    """What is being made, each by its key: taken up where it was left, and begun anew where it could not be made."""

    def __init__(self) -> None:
        self._steps: dict[str, Iterator[object]] = {}

    def left(self, key: str, making: Callable[[], Iterator[object]]) -> Iterator[object]:
        """The steps that are left of making something; `making` gives all of them."""
        if key not in self._steps:
            # Not closed where somebody leaves off, as a generator would be.
            self._steps[key] = chain(self._tried(key, making))
        return self._steps[key]

    def _tried(self, key: str, making: Callable[[], Iterator[object]]) -> Iterator[object]:
        try:
            yield from making()
        except Exception:
            del self._steps[key]
            raise


class Coming(QObject):
    """Has a stack show pages that are to be made first, one at a time; another that is asked for takes its place."""

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._stack = stack
        self._turns = InTurns(self)
        self._afterwards: list[Callable[[], object]] = []
        self.waiting = Waiting(stack)
        stack.addWidget(self.waiting)

    @property
    def under_way(self) -> bool:
        """Whether a page is being made that is to be shown."""
        return self._turns.under_way

    def begin(self, name: str, steps: Iterator[object], show: Callable[[], object]) -> None:
        """Shows the name of a page, takes the steps of making it, and then has it shown."""
        self.leave()
        self.waiting.wait_for(name)
        self._stack.setCurrentWidget(self.waiting)
        self._turns.begin(steps, lambda: self._end(show), later=True)

    def afterwards(self, do: Callable[[], object]) -> None:
        """Does something as soon as the page is shown: now, unless one is being made."""
        if self.under_way:
            self._afterwards.append(do)
        else:
            do()

    def finish(self) -> None:
        """Makes now what is left of the page, and shows it."""
        self._turns.finish()

    def give_keys(self) -> None:
        """Gives what was typed for the page to it, made now if need be, before another is shown."""
        if self.waiting.keys:
            self.finish()

    def leave(self) -> None:
        """The page is not to be shown after all, and nothing follows it."""
        self._turns.leave()
        self._afterwards, self.waiting.keys = [], []

    def _end(self, show: Callable[[], object]) -> None:
        keys, self.waiting.keys = self.waiting.keys, []
        following, self._afterwards = self._afterwards, []
        show()
        for do in following:
            do()
        for key in keys:
            held = cast("QWidget | None", self._stack.window().focusWidget())
            if held is not None and self._stack.isAncestorOf(held):
                QApplication.sendEvent(held, key)


def lay_out(page: QWidget, stack: QStackedWidget) -> None:
    """Lays out a page that is out of sight as large as its stack will show it, so that little is left to be done."""
    page.resize(stack.size())
    page.grab(QRect(0, 0, 1, 1))  # Qt lays out what is hidden only where it is to be painted
