"""The page that greets: recent strategies, and the ways to begin. Imports models and Qt only."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.models.dates import years_named
from app.models.errors import Refused
from app.models.house import House
from app.ui.choice import Choice
from app.ui.dialogs import chosen_library
from app.ui.icons import icon
from app.ui.labels import label_of, plain_label
from app.ui.sources import OpenLibrary
from app.ui.typed_path import is_folder, typed_path
from app.ui.window.opening import why_not_stored
from app.ui.window.recent import Recent, forget, recent_in, remember
from app.ui.window.recent_list import RecentList

ROOMY_LINES = 26
WIDEST_LETTERS = 180
"""How wide list and ways to begin stand together, in letters: on a wide screen they would be far apart."""
NEUTRAL = "plain"
"""The house style that suits any council, offered first."""


class WelcomePage(QWidget):
    """What there was, and what one may begin with."""

    recent_requested = Signal(str, str)
    new_requested = Signal()
    import_requested = Signal()
    open_requested = Signal()
    samples_requested = Signal()

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.list = RecentList()
        self.remove = QPushButton(self.tr("Remove from &this list"))
        self.remove.setToolTip(self.tr("Takes the chosen strategy off this list; its library stays (Del)"))
        self.key = plain_label(
            self.tr("○ version saved   ● with a tick: approved   ◇ changed since"), "faint", wraps=True
        )
        self.empty = plain_label(
            self.tr("Strategies you have worked on will be listed here. Begin with one of the ways on the right; the "
                    "two samples show what a finished strategy looks like."), "faint", wraps=True)  # fmt: skip
        self.state = plain_label("", wraps=True)
        self.state.hide()
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(plain_label(self.tr("Recent strategies"), "head"))
        left.addWidget(self.list, 1)
        below = QHBoxLayout()
        below.addWidget(self.key, 1)
        below.addWidget(self.remove)
        left.addLayout(below)
        self.empty.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        left.addWidget(self.empty)
        left.addStretch()
        ways_on = QWidget()
        ways_on.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        right = QVBoxLayout(ways_on)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(plain_label(self.tr("Begin"), "head"))
        ways = (
            ("new", self.tr("&New strategy…"), self.new_requested),
            ("import", self.tr("&Import a Word document…"), self.import_requested),
            ("open", self.tr("&Open a library…"), self.open_requested),
            ("samples", self.tr("&Look at the two samples"), self.samples_requested),
        )
        for name, text, signal in ways:
            button = QPushButton(icon(name), text)
            button.setObjectName(f"welcome-{name}")
            button.setMinimumWidth(260)
            button.setStyleSheet("text-align: left;")
            button.clicked.connect(signal)
            right.addWidget(button)
        right.addStretch()
        row = QHBoxLayout()
        row.setSpacing(48)
        row.addLayout(left, 1)
        row.addWidget(ways_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 40, 48, 24)
        column.setSpacing(16)
        column.addWidget(plain_label(self.tr("Engross"), "large"))
        words = self.tr("Draft a strategy, have it reviewed and approved, and publish the one formal copy.")
        self.subtitle = plain_label(words, "faint", wraps=True)
        column.addWidget(self.subtitle)
        column.addWidget(self.state)
        column.addSpacing(8)
        column.addLayout(row, 1)
        self.list.open_requested.connect(self.recent_requested)
        self.list.forget_requested.connect(self._forget)
        self.remove.clicked.connect(self.list.forget)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Enter goes on with what was worked on last, or begins.
        first = self.list if self.list.count() else self.findChild(QPushButton, "welcome-new")
        if first is not None:
            first.setFocus()

    def _fit(self) -> None:
        """Leaves away what only explains where there is little room for the list."""
        tight = self.height() < self.fontMetrics().lineSpacing() * ROOMY_LINES
        self.subtitle.setVisible(not tight)
        self.key.setVisible(self.list.count() > 0 and not tight)
        self.list.setMaximumHeight(self.list.whole_height())
        side, top = (16, 12) if tight else (48, 40)
        side = max(side, (self.width() - self.fontMetrics().averageCharWidth() * WIDEST_LETTERS) // 2)
        if layout := self.layout():
            layout.setContentsMargins(side, top, side, 12 if tight else 24)

    def refresh(self) -> None:
        """Lists the recent strategies anew."""
        self.list.show_recents(recent_in(self._settings))
        some = self.list.count() > 0
        for part in (self.list, self.remove):
            part.setVisible(some)
        self.empty.setVisible(not some)
        self._fit()

    def show_state(self, sentence: str) -> None:
        """Says what is being done, such as opening a library."""
        self.state.setText(sentence)
        self.state.setVisible(bool(sentence))

    def _forget(self, recent: Recent) -> None:
        forget(self._settings, recent)
        self.refresh()


class NewDialog(QDialog):
    """Asks for what a new strategy begins with, and has `add` put it into its library; says why it cannot be.

    `added` is what `add` gave: the open library, and the strategy's id.
    """

    def __init__(
        self,
        houses: Mapping[str, House],
        library: str,
        parent: QWidget | None = None,
        *,
        add: Callable[["NewDialog"], tuple[OpenLibrary, str] | None] = lambda _: None,
    ) -> None:
        super().__init__(parent)
        self._add = add
        self.added: tuple[OpenLibrary, str] | None = None
        self.setWindowTitle(self.tr("New strategy"))
        self.title, self.organisation, self.period = QLineEdit(), QLineEdit(), QLineEdit()
        self.library = QLineEdit(library)
        self.title.setPlaceholderText(self.tr("such as Digital Strategy 2026–2030"))
        self.organisation.setPlaceholderText(self.tr("such as Harbourne Council"))
        self.period.setPlaceholderText(self.tr("such as 2026–2030"))
        self.house = Choice()
        for key in sorted(houses, key=lambda key: (key != NEUTRAL, houses[key].name)):
            self.house.addItem(self.tr("{} outline").format(houses[key].name), key)
        self.house.addItem(self.tr("Blank"), "")
        self.about = plain_label("", "faint", wraps=True)
        self.browse = QPushButton(self.tr("Choose…"))
        self.fault = plain_label("", "fault", wraps=True)
        self._houses = houses
        row = QHBoxLayout()
        row.addWidget(self.library, 1)
        row.addWidget(self.browse)
        self.library.setMinimumWidth(360)
        self.library.setAccessibleName(self.tr("Library"))
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("&Title"), self.title)
        form.addRow(self.tr("&Organisation"), self.organisation)
        form.addRow(self.tr("&Period"), self.period)
        form.addRow(self.tr("&Begin with"), self.house)
        form.addRow("", self.about)
        form.addRow(label_of(self.library, self.tr("Kept in &library")), row)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.make = self.buttons.addButton(self.tr("Begin"), QDialogButtonBox.ButtonRole.AcceptRole)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.fault)
        column.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.browse.clicked.connect(lambda: self.library.setText(chosen_library(self, self.library.text())))
        self.title.textChanged.connect(self._propose_period)
        self.title.textChanged.connect(self._check)
        self.library.textChanged.connect(self._check)
        self.house.currentIndexChanged.connect(self._check)
        self._check()

    def accept(self) -> None:
        try:
            self.added = self._add(self)
        except Refused as fault:
            self.fault.setText(f"⚠ {why_not_stored(fault)}")
            return
        super().accept()

    def _propose_period(self, title: str) -> None:
        """The years that the title names, until others were written."""
        if not self.period.isModified():
            self.period.setText(years_named(title))

    def _check(self) -> None:
        style = self._houses.get(str(self.house.currentData()))
        self.about.setText(style.about if style else self.tr("No parts yet; add them one by one."))
        titled = bool(self.title.text().strip())
        fault = self.tr("⚠ A strategy needs a title.") if self.title.isModified() and not titled else ""
        place = self.library.text().strip()
        if "://" not in place and not is_folder(typed_path(place).parent):
            fault = self.tr("⚠ There is no such folder for the library; choose another.")
        self.fault.setText(fault)
        self.make.setEnabled(titled and not fault)


__all__ = ["NewDialog", "Recent", "WelcomePage", "recent_in", "remember"]
