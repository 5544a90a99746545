"""The controls above a comparison: the two bases, what is to be seen, going from change to change, what can be done.

Imports models, compare and Qt only.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QMenu, QPushButton, QToolButton, QWidget

from app.compare.changes import Change
from app.document.aligned import change_kind
from app.document.lines import Weight
from app.models.nodes import KINDS
from app.ui.choice_box import ChoiceBox
from app.ui.compare.comparing import Basis, Wanted, parts_of
from app.ui.flow import FlowLayout, in_a_row
from app.ui.icons import icon
from app.ui.labels import plain_label

FORMATS = (".docx", ".pdf", ".html")
BESIDES = ("moment", "strategy", "file")
LEAST_LETTERS = 9
LETTERS_OF_TEXT, LETTERS_OF_FILTER = (18, 32), (9, 20)
LETTERS_UNFOLDED = 70
"""How wide the bar is to be, in letters, to show all its controls, which else would leave the texts no room."""


class CompareBar(QWidget):
    """The controls; what they mean is the page's affair."""

    bases_chosen = Signal()
    pick_requested = Signal(object, str)
    wanted_changed = Signal()
    export_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.old, self.new = (
            ChoiceBox(name, *LETTERS_OF_TEXT, Qt.TextElideMode.ElideMiddle)
            for name in (self.tr("Older text"), self.tr("Newer text"))
        )
        self.swap = QToolButton()
        self.inline = QCheckBox(self.tr("Inline"))
        self.filters: dict[Weight, QCheckBox] = {
            "substantive": QCheckBox(self.tr("● Substantive")),
            "other": QCheckBox(self.tr("○ Other")),
            "formatting": QCheckBox(self.tr("Formatting")),
        }
        self.kind, self.part, self.author = (
            ChoiceBox(name, *LETTERS_OF_FILTER)
            for name in (
                self.tr("Kind of part"),
                self.tr("Part of the document"),
                self.tr("Author of the change"),
            )
        )
        self.back, self.forward = QToolButton(), QToolButton()
        self.place = plain_label("")
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.take = QPushButton()
        self.mark, self.mark_all = QPushButton(self.tr("Mark as read")), QPushButton(self.tr("Mark all read"))
        self.unmark = QPushButton(icon("undo"), self.tr("Undo marking"))
        self.progress = plain_label("")
        self.copy = QPushButton(icon("copy"), self.tr("Copy list"))
        self.more = QPushButton(icon("export"), self.tr("Redline"))
        self.others = QToolButton()
        self.exports: dict[str, QAction] = {}
        self._bases: Sequence[Basis] = ()
        self._name_controls()
        self._fill_menu()
        self._arrange()
        self._connect()

    def offer(self, bases: Sequence[Basis], version: str) -> None:
        """Offers bases and what else can be picked, keeping what is chosen; at first a version and the draft, the last
        of them."""
        self._bases = bases
        older = next((at for at, basis in enumerate(bases) if version and basis.version == version), 0)
        for box, first in ((self.old, older), (self.new, len(bases) - 1)):
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            for basis in bases:
                box.addItem(basis.name, basis)
            box.insertSeparator(box.count())
            for what, words in zip(
                BESIDES,
                (self.tr("An earlier moment…"), self.tr("Another strategy…"), self.tr("A file…")),
                strict=True,
            ):
                box.addItem(words, what)
            box.blockSignals(False)
            self._set(box, self._row_of(box, chosen) if isinstance(chosen, Basis) else first)

    def choose(self, old: Basis, new: Basis | None = None) -> None:
        """Chooses both sides, without a word of it; the draft at the right unless something is given."""
        for box, basis in ((self.old, old), (self.new, new or self._bases[-1])):
            self.put(box, basis)

    def put(self, box: ChoiceBox, basis: Basis) -> None:
        """Chooses one side, without a word of it."""
        self._set(box, self._row_of(box, basis))

    def restore(self, box: ChoiceBox) -> None:
        """Goes back to what was chosen before something else was picked."""
        self._set(box, int(box.property("chosen")))

    @property
    def sides(self) -> tuple[Basis, Basis] | None:
        """What is chosen at the left and the right."""
        old, new = self.old.currentData(), self.new.currentData()
        return (old, new) if isinstance(old, Basis) and isinstance(new, Basis) else None

    @property
    def wanted(self) -> Wanted:
        """Which changes are to be seen."""
        weights = frozenset[Weight](name for name, box in self.filters.items() if box.isChecked())
        return Wanted(
            weights, self.kind.currentData() or "", tuple(self.part.currentData() or ()),
            self.author.currentData() or "",
        )  # fmt: skip

    def why_none(self, changes: Sequence[Change]) -> str:
        """What is said where none of the changes is wanted; empty where there are none at all."""
        if not changes:
            return ""
        if "formatting" not in self.wanted.weights and all(map(_is_formatting, changes)):
            return self.tr("Only formatting or numbering differs. Tick “Formatting” to see how.")
        return self.tr("What is ticked and chosen above hides every change there is.")

    def offer_filters(
        self, changes: Sequence[Change], authors: Mapping[str, tuple[str, ...]], term: Callable[[str], str]
    ) -> None:
        """Offers the kinds, parts and authors there are among the changes, keeping what is chosen."""
        kinds = dict.fromkeys(change.node_kind for change in changes if change.node_kind in KINDS)
        names = sorted({name for change in changes for name in authors.get(change.node, ())})
        parts = [("    " * (len(part) - 1) + part[-1], part) for part in parts_of(changes)]
        _refill(self.kind, self.tr("Every kind"), [(term(kind), kind) for kind in kinds])
        _refill(self.part, self.tr("Every part"), parts)
        _refill(self.author, self.tr("Every author"), [(name, name) for name in names])

    def show_place(self, at: int, count: int) -> None:
        """Tells which change is looked at, and turns off what needs one where there is none."""
        every = self.tr("1 change") if count == 1 else self.tr("{} changes").format(count)
        one = self.tr("{} of {}")
        wide = 0
        for words in (every, one.format(count, count)):
            self.place.setText(words)
            wide = max(wide, self.place.sizeHint().width())
        # Or the button that was pressed would come to stand in another row, and not be pressed a second time.
        self.place.setMinimumWidth(wide)
        self.place.setText(one.format(at + 1, count) if at >= 0 else every)
        for button in (self.back, self.forward, self.copy):
            button.setEnabled(count > 0)

    def name_taking(self, count: int, *, back: bool) -> None:
        """Says of the button what it takes: so many changes `back`, or over from the other side."""
        if back:
            named = self.tr("Take back {} changes").format(count) if count > 1 else self.tr("Take back")
            told = self.tr("Make the draft as the left side is, in the chosen changes (Ctrl+Enter)")
        else:
            several = self.tr("Take {} changes into the draft").format(count)
            named = several if count > 1 else self.tr("Take into the draft")
            told = self.tr("Make the draft as the right side is, in the chosen changes (Ctrl+Enter)")
        self.take.setText(named)
        self.take.setToolTip(told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Puts away, where there is little room, what one does not go from change to change with."""
        narrow = self.width() < self.fontMetrics().averageCharWidth() * LETTERS_UNFOLDED
        self.others.setVisible(narrow)
        for group in self._folded:
            group.setVisible(not narrow or self.others.isChecked())

    def _name_controls(self) -> None:
        for control, name, picture in (
            (self.swap, self.tr("Swap the sides"), "compare"),
            (self.back, self.tr("Previous change (Shift+F7)"), "up"),
            (self.forward, self.tr("Next change (F7)"), "down"),
            (self.others, self.tr("Which changes are shown, and what can be done with them"), "more"),
        ):
            control.setIcon(icon(picture))
            control.setToolTip(name)
            control.setAccessibleName(name)
        for box in (self.old, self.new, self.kind, self.part, self.author):
            box.setMinimumWidth(self.fontMetrics().averageCharWidth() * LEAST_LETTERS)
        self.copy.setToolTip(self.tr("Copy the list of changes as a table (Ctrl+C in the list)"))
        self.inline.setToolTip(self.tr("Both texts in one column"))
        self.more.setToolTip(self.tr("Write or print what is shown as a redline"))
        self.mark.setToolTip(self.tr("Remember the chosen changes as read by you (Ctrl+M)"))
        self.mark_all.setToolTip(self.tr("Remember the whole draft as read by you"))
        self.unmark.hide()
        self.unmark.setToolTip(self.tr("Make what you marked as read last new again (Ctrl+Shift+M)"))
        for name, box in self.filters.items():
            box.setChecked(name != "formatting")

    def _fill_menu(self) -> None:
        menu = QMenu(self.more)
        wishes = (
            (".docx", self.tr("Word with tracked changes…")), (".pdf", self.tr("PDF redline…")),
            (".html", self.tr("Web page…")), ("print", self.tr("Print…")),
        )  # fmt: skip
        for what, words in wishes:
            self.exports[what] = menu.addAction(words)
            self.exports[what].triggered.connect(lambda _=False, what=what: self.export_requested.emit(what))
        self.more.setMenu(menu)

    def _arrange(self) -> None:
        bar = FlowLayout(self, spacing=8)
        bar.setContentsMargins(0, 0, 12, 0)
        self.others.setCheckable(True)
        self.others.hide()
        self._folded = [
            in_a_row(group)
            for group in (
                (self.inline, *self.filters.values()),
                (self.copy, self.more),
                (self.kind, self.part, self.author),
                (self.progress, self.mark, self.mark_all, self.unmark),
            )
        ]
        at_hand = (
            (self.old, self.swap, self.new),
            (self.back, self.place, self.forward),
            (self.take, self.others),
        )
        for group in (*map(in_a_row, at_hand), *self._folded):
            bar.addWidget(group)

    def _connect(self) -> None:
        self.others.toggled.connect(self._fold)
        for box in (self.old, self.new):
            box.activated.connect(lambda _, box=box: self._when_chosen(box))
        for box in self.filters.values():
            box.toggled.connect(lambda _: self.wanted_changed.emit())
        for box in (self.kind, self.part, self.author):
            box.currentIndexChanged.connect(lambda _: self.wanted_changed.emit())

    def _when_chosen(self, box: ChoiceBox) -> None:
        if isinstance(box.currentData(), Basis):
            self._set(box, box.currentIndex())
            self.bases_chosen.emit()
        else:
            self.pick_requested.emit(box, str(box.currentData()))

    def _set(self, box: ChoiceBox, row: int) -> None:
        """Shows a row without a word of it."""
        box.blockSignals(True)
        box.setCurrentIndex(row)
        box.blockSignals(False)
        box.setProperty("chosen", row)
        box.fit()

    def _row_of(self, box: ChoiceBox, basis: Basis) -> int:
        """The row of a basis; one that is not listed yet is added. A version that is gone gives the first."""
        for at in range(box.count()):
            if box.itemData(at) == basis:
                return at
        if basis.is_draft or (basis.version and not basis.strategy):
            same = (at for at, b in enumerate(self._bases) if b[1:] == basis[1:])
            return next(same, 0)
        at = box.count() - len(BESIDES) - 1
        box.insertItem(at, basis.name, basis)
        return at


def _is_formatting(change: Change) -> bool:
    return change_kind(change) == "formatting"


def _refill(box: ChoiceBox, everything: str, entries: Iterable[tuple[str, Any]]) -> None:
    """Offers other entries below the one for everything; what was chosen stays where it is still there."""
    chosen = box.currentText() if box.currentIndex() > 0 else ""
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, None)
    for words, what in entries:
        box.addItem(words, what)
    box.setCurrentIndex(max(box.findText(chosen), 0) if chosen else 0)
    box.blockSignals(False)
    box.fit()
    box.setVisible(box.count() > 2)
