"""A box for a whole number, whose digits stand where the words of the other fields do. Imports Qt only."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QSpinBox, QWidget

MINUS = frozenset("-−–")
SET_IN = 7
"""How far a line's words stand from its edge, in pixels, of which Qt gives a number none under a style sheet."""


class NumberBox(QSpinBox):
    """A whole number, with arrows that step it.

    `not_taken` tells of a key that made what it does not hold, and whether that was a minus before the digits to come.
    """

    not_taken = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tried = ""
        self.lineEdit().setTextMargins(SET_IN, 0, 0, 0)
        self.lineEdit().inputRejected.connect(self._refuse)

    def validate(self, input: str, pos: int) -> tuple[QValidator.State, str, int]:
        state, *_ = super().validate(input, pos)
        if state == QValidator.State.Invalid:
            self._tried = input
        return state, input, pos

    def _refuse(self) -> None:
        """Tells it unless the words are the number that stands there anyway, with its sign typed once more."""
        sign = self.suffix().strip()
        words = self._tried.replace(sign, "") if sign else self._tried
        words = words.strip()
        if words != self.cleanText():
            self.not_taken.emit(words in MINUS)
