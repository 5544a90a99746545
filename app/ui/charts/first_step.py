"""The way on from a chart that has nothing to show yet: a button that adds the first part. Imports Qt only."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.icons import icon
from app.ui.labels import shown_as_it_is

LONGEST = 60


class Step(NamedTuple):
    """A part of which kind is added below which part, and what the button says."""

    holder: str
    kind: str
    words: str


def no_step(_near: str) -> Step | None:
    """What is offered where nothing can be added."""
    return None


class FirstStep(QPushButton):
    """Tells that a first part is to be added.

    `find` says which, if any, given the part that is chosen in the tree; it is asked only where one is missing.
    """

    add_requested = Signal(str, str)

    def __init__(self, find: Callable[[str], Step | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._near = ""
        self._step: Step | None = None
        self.setIcon(icon("add"))
        self.hide()
        self.clicked.connect(self._add)

    def near(self, id: str) -> None:
        """From now on the part with this id is chosen."""
        self._near = id
        if self._step is not None:
            self.offer(True)

    def offer(self, wanted: bool) -> None:
        """Shows the button where it is wanted and there is something to add, or hides it."""
        self._step = self._find(self._near) if wanted else None
        if self._step is not None:
            words = self._step.words
            self.setText(shown_as_it_is(words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"))
        self.setVisible(self._step is not None)

    def _add(self) -> None:
        if self._step is not None:
            self.add_requested.emit(self._step.holder, self._step.kind)
