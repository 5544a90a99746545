"""What the foot of the window tells with something to be done about it; gone after a while. Imports Qt only."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStatusBar, QWidget

from app.ui.labels import ElidedLabel

SHOWN_MS = 30_000


class Notice(QWidget):
    """A sentence with a button beside it; `name` is what the button is called without the sentence.

    It goes after a while, unless it `stays` until it is taken away.
    """

    def __init__(
        self,
        sentence: str,
        words: str,
        name: str,
        do: Callable[[], object],
        parent: QWidget | None = None,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        *,
        stays: bool = False,
    ) -> None:
        super().__init__(parent)
        self.said = ElidedLabel(sentence, elide)
        self.button = QPushButton(words)
        self.button.setAccessibleName(name)
        self.button.setFocusPolicy(
            Qt.FocusPolicy.TabFocus
        )  # a click leaves the keyboard where one was writing
        self.button.clicked.connect(do)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.said)
        row.addWidget(self.button)
        if not stays:
            QTimer.singleShot(SHOWN_MS, self, self.deleteLater)


def tell(bar: QStatusBar, notice: Notice) -> None:
    """Shows a notice in a status bar, in place of the one before."""
    take_away(bar, but=notice)
    bar.addWidget(notice)


def take_away(bar: QStatusBar, but: Notice | None = None, kind: type[Notice] = Notice) -> None:
    """Takes away what a status bar shows of notices of a kind, `but` one."""
    for earlier in bar.findChildren(kind):
        if earlier is not but:
            bar.removeWidget(earlier)
            earlier.deleteLater()
