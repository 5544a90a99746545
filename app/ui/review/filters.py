"""The row of filters above what reviewers said: where, by state, by author. Imports Qt only."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.ui.choice import Choice
from app.ui.flow import FlowLayout

HERE, ALL = "here", "all"


class Filters(QWidget):
    """Which of the things listed are shown; `changed` when another choice was made."""

    changed = Signal()

    def __init__(self, states: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.where, self.state, self.author = Choice(), Choice(), Choice()
        self.where.addItem(self.tr("All parts"), ALL)
        self.where.addItem(self.tr("This part"), HERE)
        for key, name in states.items():
            self.state.addItem(name, key)
        self.author.addItem(self.tr("Everyone"), "")
        row = FlowLayout(self, spacing=8)
        for box, name in (
            (self.where, self.tr("Which parts")),
            (self.state, self.tr("Which of them")),
            (self.author, self.tr("By whom")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(self.changed)
            row.addWidget(box)
        self.author.hide()  # until there are several

    def show_authors(self, authors: Iterable[str]) -> None:
        """Offers these authors; the one chosen stays chosen while there is one of that name."""
        wanted = ["", *sorted(set(authors) - {""}, key=str.casefold)]
        if [self.author.itemData(at) for at in range(self.author.count())] == wanted:
            return
        chosen = self.author.currentData()
        self.author.clear()
        for name in wanted:
            self.author.addItem(name or self.tr("Everyone"), name)
        self.author.setCurrentIndex(max(self.author.findData(chosen), 0))
        self.author.setVisible(len(wanted) > 2)

    def choose(self, where: str) -> None:
        """Shows what stands in the part on show (HERE), or in all parts (ALL)."""
        self.where.setCurrentIndex(self.where.findData(where))
        self.changed.emit()

    def begin_again(self) -> None:
        """Shows what is shown at the start: the first of the states, everywhere and by everyone."""
        self.state.setCurrentIndex(0)
        self.author.setCurrentIndex(0)
        self.choose(ALL)

    @property
    def here(self) -> bool:
        """Whether only the part on show, with what lies below it, is wanted."""
        return self.where.currentData() == HERE

    @property
    def usual(self) -> bool:
        """Whether nothing is asked but the first of the states, as at the start."""
        return not (self.here or self.state.currentIndex() or self.author.currentData())

    def admits(self, state: str, author: str) -> bool:
        """Whether something in a state, by an author, is to be shown."""
        return self.state.currentData() in (ALL, state) and self.author.currentData() in ("", author)
