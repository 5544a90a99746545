"""The comparison as a page: two texts chosen above, the changes listed at the left, the text itself beside them.

What is compared and how is the services' affair; it happens in the background. Imports models, documents and Qt only.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.compare.changes import Change
from app.document.aligned import Aligned, Weight, change_kind
from app.models.errors import Refused
from app.ui.ask import Ask
from app.ui.background import Work
from app.ui.compare.change_list import ChangeList
from app.ui.compare.strip import ChangeMap
from app.ui.compare.view import SideBySide
from app.ui.flow import FlowLayout
from app.ui.icons import icon
from app.ui.labels import plain_label

FILE_FILTER = "Documents (*.docx *.docm *.dotx *.md *.txt *.json);;All files (*)"
A_FILE = "file"
LETTERS_FOR_BOTH = 100


class Basis(NamedTuple):
    """Something that can be compared: the draft (no key), a version by its label, or a document's file."""

    name: str
    version: str = ""
    file: Path | None = None


class Comparing(NamedTuple):
    """What the page asks of the program. `compare` runs in the background and may raise Refused."""

    bases: Callable[[], Sequence[Basis]]
    compare: Callable[[Basis, Basis, Callable[[], bool]], Aligned]
    ask: Ask


class ComparePanel(QWidget):
    """Two texts side by side."""

    go_requested = Signal(str)
    shown = Signal()

    def __init__(self, comparing: Comparing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparing = comparing
        self._work: Work | None = None
        self._stop: list[bool] = []
        self._stale = True
        self._all = Aligned()
        self._places: tuple[int, ...] = ()
        self.old, self.new = QComboBox(), QComboBox()
        self.swap = QToolButton()
        self.inline = QCheckBox(self.tr("Inline"))
        self.filters: dict[Weight, QCheckBox] = {
            "substantive": QCheckBox(self.tr("● Substantive")),
            "other": QCheckBox(self.tr("○ Other")),
            "formatting": QCheckBox(self.tr("Formatting")),
        }
        self.back, self.forward = QToolButton(), QToolButton()
        self.place = plain_label("")
        self.copy = QPushButton(icon("copy"), self.tr("Copy list"))
        self.note = plain_label("", "notice", wraps=True)
        self.list = ChangeList()
        self.view = SideBySide()
        self.map = ChangeMap(self.view)
        self._name_controls()
        self._arrange()
        self._connect()
        self.refresh_bases()

    def choose(self, old: Basis, new: Basis | None = None) -> None:
        """Compares with a basis; the newer side is the draft unless one is given."""
        self.refresh_bases()
        for box, basis in ((self.old, old), (self.new, new or self._bases[-1])):
            box.blockSignals(True)
            box.setCurrentIndex(self._row_of(box, basis))
            box.blockSignals(False)
        self.compare()

    def choose_version(self, label: str) -> None:
        """Compares a saved version with the draft."""
        self.choose(Basis(label, label))

    def refresh_bases(self) -> None:
        """Offers the versions there are now, keeping what is chosen."""
        self._bases = list(self._comparing.bases())
        last = len(self._bases) - 1
        for box, first in ((self.old, max(last - 1, 0)), (self.new, last)):
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            for basis in self._bases:
                box.addItem(basis.name, basis)
            box.addItem(self.tr("A file…"), A_FILE)
            box.setCurrentIndex(self._row_of(box, chosen) if isinstance(chosen, Basis) else first)
            box.blockSignals(False)

    def when_changed(self) -> None:
        """The draft or the versions have changed: compared anew now where the page is seen, or else when it is."""
        self._stale = True
        if self.isVisible():
            self.refresh_bases()
            self.compare()

    def compare(self) -> None:
        """Compares what is chosen, in the background; what was under way is given up."""
        old, new = self.old.currentData(), self.new.currentData()
        if not isinstance(old, Basis) or not isinstance(new, Basis):
            return
        self._give_up()
        self._stale = False
        self._tell(self.tr("Comparing…"))
        stop: list[bool] = []
        self._stop = stop
        self._work = Work(lambda: self._comparing.compare(old, new, lambda: bool(stop)), self)
        self._work.finished.connect(self._take)
        self._work.failed.connect(self._fail)
        self._work.start()

    def step(self, by: int) -> None:
        """Goes to the next change (1) or the one before (-1), round the end."""
        if count := len(self._places):
            now = self.list.currentIndex().row()
            self.list.selectRow((now + by) % count if now >= 0 else (0 if by > 0 else count - 1))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh_bases()
            self.compare()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * LETTERS_FOR_BOTH
        to = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if to != self.splitter.orientation():
            self.splitter.setOrientation(to)
            self.splitter.setSizes([260, 700] if wide else [180, 520])

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._work is not None:
            self._give_up()
            self._stale = True

    def _name_controls(self) -> None:
        for control, name, picture in (
            (self.swap, self.tr("Swap the sides"), "compare"),
            (self.back, self.tr("Previous change (Shift+F7)"), "up"),
            (self.forward, self.tr("Next change (F7)"), "down"),
        ):
            control.setIcon(icon(picture))
            control.setToolTip(name)
            control.setAccessibleName(name)
        self.old.setAccessibleName(self.tr("Older text"))
        self.new.setAccessibleName(self.tr("Newer text"))
        self.copy.setToolTip(self.tr("Copy the list of changes as a table (Ctrl+C in the list)"))
        self.inline.setToolTip(self.tr("Both texts in one column"))
        for name, box in self.filters.items():
            box.setChecked(name != "formatting")
        for box in (self.old, self.new):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(18)

    def _arrange(self) -> None:
        bar = FlowLayout(spacing=12)
        for group in (
            (self.old, self.swap, self.new),
            (self.inline, *self.filters.values()),
            (self.back, self.place, self.forward, self.copy),
        ):
            bar.addWidget(_in_a_row(group))
        text = QWidget()
        row = QHBoxLayout(text)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.map)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(text)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([260, 700])
        self.splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self.note)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        for box in (self.old, self.new):
            box.activated.connect(lambda _, box=box: self._when_chosen(box))
        self.swap.clicked.connect(self._swap)
        self.inline.toggled.connect(self.view.set_inline)
        for box in self.filters.values():
            box.toggled.connect(lambda _: self._show())
        self.back.clicked.connect(lambda: self.step(-1))
        self.forward.clicked.connect(lambda: self.step(1))
        self.copy.clicked.connect(self.list.copy)
        self.list.change_chosen.connect(self._go)
        self.list.open_requested.connect(lambda at: self.go_requested.emit(self._changes()[at].node))
        self.map.place_requested.connect(self.view.scroll_to)
        for keys, by in (("F7", 1), ("Shift+F7", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.step(by))

    def _when_chosen(self, box: QComboBox) -> None:
        if box.currentData() == A_FILE:
            path = self._comparing.ask.open_file(self.tr("Compare with a file"), FILE_FILTER)
            if path is None:
                box.setCurrentIndex(0)
            else:
                box.insertItem(box.count() - 1, path.name, Basis(path.name, file=path))
                box.setCurrentIndex(box.count() - 2)
        self.compare()

    def _swap(self) -> None:
        old, new = self.old.currentData(), self.new.currentData()
        if isinstance(old, Basis) and isinstance(new, Basis):
            self.old.setCurrentIndex(self._row_of(self.old, new))
            self.new.setCurrentIndex(self._row_of(self.new, old))
            self.compare()

    def _row_of(self, box: QComboBox, basis: Basis) -> int:
        """The row of a basis; a file that is not listed yet is added. One that is gone gives the first."""
        for at in range(box.count()):
            if box.itemData(at) == basis:
                return at
        if basis.file is None:
            return next((at for at, b in enumerate(self._bases) if b.version == basis.version), 0)
        box.insertItem(box.count() - 1, basis.name, basis)
        return box.count() - 2

    def _give_up(self) -> None:
        if self._work is not None:
            self._stop.append(True)
            self._work.leave()
            self._work = None

    def _take(self, found: Any) -> None:
        self._work = None
        self._all = found
        unrelated = self.tr("The two have next to nothing in common; check that they are the ones you meant.")
        nothing = self.tr("No differences.")
        self._tell(unrelated if found.comparison.unrelated else ("" if found.comparison.changes else nothing))
        self._show()
        self.shown.emit()

    def _fail(self, fault: Any) -> None:
        self._work = None
        self._all = Aligned()
        self._show()
        self._tell(
            f"⚠ {fault}"
            if isinstance(fault, Refused)
            else self.tr("⚠ The comparison failed: {}").format(fault)
        )

    def _tell(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def _show(self) -> None:
        wanted = frozenset(name for name, box in self.filters.items() if box.isChecked())
        kept = [
            (change, place)
            for change, place in zip(self._all.comparison.changes, self._all.places, strict=True)
            if change_kind(change) in wanted
        ]
        self._places = tuple(place for _, place in kept)
        self.list.rows.show_changes([change for change, _ in kept])
        self.view.show_lines(self._all, wanted)
        self._show_place(-1)

    def _go(self, at: int) -> None:
        if 0 <= at < len(self._places):
            self.view.go_to(self._places[at])
        self._show_place(at)

    def _show_place(self, at: int) -> None:
        count = len(self._places)
        words = self.tr("{} of {}").format(at + 1, count) if at >= 0 else self.tr("{} changes").format(count)
        self.place.setText(words)
        for button in (self.back, self.forward, self.copy):
            button.setEnabled(count > 0)

    def _changes(self) -> Sequence[Change]:
        return self.list.rows.changes


def _in_a_row(parts: Sequence[QWidget]) -> QWidget:
    """Controls that stay together when the bar breaks, on one line of sight."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    group.setMinimumHeight(group.fontMetrics().height() + 18)
    return group
