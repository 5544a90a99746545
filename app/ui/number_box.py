"""A box for a whole number, whose digits stand where the words of the other fields do. Imports Qt only."""

from PySide6.QtWidgets import QSpinBox, QWidget

SET_IN = 7
"""How far a line's words stand from its edge, in pixels, of which Qt gives a number none under a style sheet."""


class NumberBox(QSpinBox):
    """A whole number, with arrows that step it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(SET_IN, 0, 0, 0)
