"""The small parts of the main window: activity bar, breadcrumb, state in the status bar. Imports Qt only."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStatusBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import icon
from app.ui.labels import ElidedLabel, plain_label, shown_as_it_is, tip_of

LEAST_LETTERS = 6


class Activity(NamedTuple):
    """Something the middle of the window can show: its key, name and icon."""

    key: str
    name: str
    icon: str


class ActivityBar(QFrame):
    """The activities at the left, each an icon with its name."""

    chosen = Signal(str)

    def __init__(self, activities: Sequence[Activity], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.listed = tuple(activities)
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(4)
        for at, activity in enumerate(activities, 1):
            button = QToolButton(self)
            button.setObjectName("activity")
            button.setIcon(icon(activity.icon))
            button.setIconSize(QSize(22, 22))
            button.setText(activity.name)
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setToolTip(f"{activity.name} (Ctrl+{at})" if at < 10 else activity.name)
            button.setAccessibleName(activity.name)
            button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().Policy.Fixed)
            button.clicked.connect(lambda _=False, key=activity.key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[activity.key] = button
            column.addWidget(button)
        column.addStretch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Names stand under the icons only where there is height for all of them; the tooltips have them always."""
        letters = self.fontMetrics()
        high = (letters.height() * 0.9 + letters.height() * 1.7 + 14) * len(self._buttons)
        styles = Qt.ToolButtonStyle
        style = styles.ToolButtonTextUnderIcon if high <= self.height() else styles.ToolButtonIconOnly
        for button in self._buttons.values():
            button.setToolButtonStyle(style)

    def show_chosen(self, key: str) -> None:
        """Marks an activity as the one that is shown; Tab leads to it, and the arrow keys to the others."""
        if key not in self._buttons:
            return
        self._buttons[key].setChecked(True)
        for each, button in self._buttons.items():
            # Qt sees to this itself only once one of them has had the keyboard.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if each == key else Qt.FocusPolicy.NoFocus)


class Breadcrumb(QWidget):
    """Where one is: the parts that hold the one shown, each a click away, and at the right the kind."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 4, 16, 4)
        self._row.setSpacing(0)
        self._shown: tuple[tuple[tuple[str, str], ...], str, int] | None = None

    def show_path(self, path: Sequence[tuple[str, str]], kind: str) -> None:
        """Shows ids and names from the top down, and what kind the last one is; what is shown already stays."""
        letter = self.fontMetrics().averageCharWidth()
        shown = tuple(path), kind, letter
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._row.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for at, (id, name) in enumerate(path):
            if at:
                self._row.addWidget(plain_label("›", "faint", self))
            button = QToolButton(self)
            button.setText(shown_as_it_is(name if len(name) <= 40 else name[:39] + "…"))
            button.setToolTip(tip_of(name))
            button.setMinimumWidth(letter * LEAST_LETTERS)
            button.setAccessibleName(self.tr("Go to {}").format(name))
            button.clicked.connect(lambda _=False, id=id: self.chosen.emit(id))
            self._row.addWidget(button)
        self._row.addStretch()
        self._row.addSpacing(16)
        self._row.addWidget(plain_label(kind, "faint", self))


STATE_LETTERS = 12
"""How many letters of the state are never cut: those of "Read-only", or of what says that it is not saved."""


class StateBar(QStatusBar):
    """Whether all is saved, draft of which version, how many words, findings, text size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setAccessibleName(self.tr("State of the strategy"))
        self.state_icon = QLabel(self)
        self.state = ElidedLabel(parent=self, least=STATE_LETTERS)
        self.draft, self.said = ElidedLabel(parent=self), ElidedLabel(parent=self)
        self.draft.setObjectName("faint")
        self.said.hide()
        self._for_a_while = QTimer(self)
        self._for_a_while.setSingleShot(True)
        self._for_a_while.timeout.connect(self.clearMessage)
        self.words = plain_label("", "faint", self)
        self.findings = QToolButton(self)
        self.findings.setToolTip(self.tr("Show the checks (Ctrl+Shift+3)"))
        self.findings.setAccessibleName(self.tr("Show the checks"))
        self.percent = plain_label("", "faint", self)
        self.addWidget(self.state_icon)
        self.addWidget(self.state)
        self.addWidget(self.draft)
        self.addWidget(self.said)
        for label in (self.words, self.findings, self.percent):
            self.addPermanentWidget(label)
        self.setContentsMargins(8, 0, 8, 0)

    def showMessage(self, message: str, timeout: int = 0) -> None:
        """Tells something beside the state, which stays in sight, for so many milliseconds or until told otherwise."""
        self.said.setText(message)
        self.said.setVisible(bool(message))
        self.draft.setVisible(not message)
        self._for_a_while.stop()
        if message and timeout:
            self._for_a_while.start(timeout)

    def clearMessage(self) -> None:
        self.showMessage("")

    def currentMessage(self) -> str:
        return self.said.text()

    def show_strategy(self, *, there: bool) -> None:
        """Shows what is said of a strategy, or not; what was said last stays in the place of one's version."""
        self.draft.setVisible(there and not self.currentMessage())
        for label in (self.words, self.findings):
            label.setVisible(there)
        if not there:
            self.words.clear()  # or the next strategy would seem to have as many, until its own are counted

    def show_words(self, words: int) -> None:
        """Shows how many words there are, with room for all of them before they are painted."""
        said = self.tr("1 word") if words == 1 else self.tr("{} words").format(f"{words:,}")
        self.words.setText(said)
        if layout := self.layout():
            layout.activate()

    def show_state(self, state: str, sentence: str = "") -> None:
        """Shows "saved", "pending", "unsaved" (with the reason) or "read-only"."""
        names = {
            "saved": (self.tr("Saved"), "saved"),
            "pending": (self.tr("Saving…"), "saving"),
            "unsaved": (self.tr("Not saved: {}"), "warning"),
            "read-only": (self.tr("Read-only"), "lock"),
        }
        if state == "pending" and self._for_a_while.isActive():
            self.clearMessage()  # it told of something done before what is being typed
        self.state.setVisible(state in names)
        self.state_icon.setVisible(state in names)
        text, name = names.get(state, ("", ""))
        self.state.setText(text.format(sentence))
        self.state_icon.setAccessibleName(text.format(sentence))
        if name:
            side = self.fontMetrics().height()
            self.state_icon.setPixmap(icon(name).pixmap(QSize(side, side)))
