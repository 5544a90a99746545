"""What stands above and below the agenda: its buttons, and what comes of making the pack. Imports Qt only."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.ui.flow import FlowLayout
from app.ui.icons import icon
from app.ui.labels import plain_label, tip_of
from app.ui.packs.draft import PackDraft, Place


class Bar(QWidget):
    """Buttons over the agenda."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.open = QPushButton(icon("open"), self.tr("Open…"))
        self.open.setToolTip(self.tr("Open a pack that was saved"))
        self.save = QPushButton(self.tr("Save"))
        self.undo = self._button("undo", self.tr("Undo (Ctrl+Z)"))
        self.redo = self._button("redo", self.tr("Redo (Ctrl+Shift+Z)"))
        self.up = self._button("up", self.tr("Move up (Alt+Up)"))
        self.down = self._button("down", self.tr("Move down (Alt+Down)"))
        self.remove = self._button("delete", self.tr("Take out (Del)"))
        self.add_item = QPushButton(self.tr("Add item"))
        self.add_papers = QPushButton(self.tr("Add paper…"))
        self.make = QPushButton(self.tr("Make pack…"))
        self.name = plain_label("", "faint")
        self.pages = plain_label("", "faint")
        holder = QWidget()
        row = FlowLayout(holder, 8, centred=True)
        for part in (self.open, self.save, self.undo, self.redo, self.add_item, self.add_papers,
                     self.up, self.down, self.remove, self.make, self.name, self.pages):  # fmt: skip
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(holder)

    def show_state(self, draft: PackDraft, place: Place, busy: bool) -> None:
        """What can be done where the user is."""
        self.undo.setEnabled(draft.can_undo)
        self.redo.setEnabled(draft.can_redo)
        for button in (self.up, self.down, self.remove):
            button.setEnabled(bool(place))
        self.add_papers.setEnabled(bool(place))
        self.make.setEnabled(bool(draft.pack.items) and not busy)
        self.save.setEnabled(draft.path is None or not draft.is_saved)
        name = draft.path.name if draft.path else self.tr("not saved yet")
        self.name.setText(name if draft.is_saved else self.tr("{} (changed)").format(name))

    def _button(self, picture: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(picture))
        button.setIconSize(QSize(18, 18))
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button


class Foot(QWidget):
    """Progress, and what was made or what is wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = plain_label("", "notice", wraps=True)
        self.busy = QProgressBar()
        self.stop = QPushButton(self.tr("Stop"))
        self.busy.setRange(0, 100)
        self.busy.setAccessibleName(self.tr("How much of the pack is made"))
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.busy, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)
        column.addWidget(self.said)
        self.opening = QWidget()
        self._openers = FlowLayout(self.opening, 8)
        self._openers.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self.opening)
        self._row.hide()
        self.said.hide()
        self.opening.hide()

    def begin(self) -> None:
        """The making begins."""
        self.busy.setValue(0)
        self.said.hide()
        self.offer({})
        self._row.show()

    def progress(self, done: float, what: str) -> None:
        """How far it is, from 0 to 1."""
        self.busy.setValue(int(done * 100))
        self.busy.setFormat(f"%p %  {what}")

    def say(self, words: str) -> None:
        """What came of it; nothing for no words."""
        self._row.hide()
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.offer({})

    def offer(self, files: Mapping[str, Path]) -> None:
        """Buttons that open what was made, by the name of its edition, and the folder it is in."""
        while (item := self._openers.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        names = {"public": self.tr("Open the public edition"), "exempt": self.tr("Open the exempt edition")}
        places = [(names[edition], path) for edition, path in files.items()]
        folders = dict.fromkeys(path.parent for path in files.values())
        places += [(self.tr("Open the folder"), folder) for folder in folders]
        for name, path in places:
            button = QPushButton(name)
            button.setToolTip(tip_of(str(path)))
            button.clicked.connect(lambda _=False, path=path: self._open(path))
            self._openers.addWidget(button)
        self.opening.setVisible(bool(places))

    def _open(self, path: Path) -> None:
        """Opens what was made; where the computer has no program for it, says where it is."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.said.setText(self.tr("⚠ No program on this computer opens {}.").format(path))
            self.said.show()
