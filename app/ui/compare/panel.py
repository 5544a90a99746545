"""The comparison as a page: two texts chosen above, the changes listed at the left, the text itself beside them.

What is compared, and what taking a change or reading it means, is the services' affair; it happens in the background.
Imports models, documents and Qt only.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.compare.changes import Change
from app.models.errors import Refused
from app.ui.ask import Ask
from app.ui.background import Work
from app.ui.choice_box import ChoiceBox
from app.ui.compare.bar import CompareBar
from app.ui.compare.change_list import ChangeList
from app.ui.compare.comparing import Basis, Compared, Comparing, marked_lines
from app.ui.compare.redlines import Redlines
from app.ui.compare.strip import ChangeMap
from app.ui.compare.view import SideBySide
from app.ui.keyboard import has_keyboard, kept_from_the_next
from app.ui.labels import plain_label
from app.ui.quiet import QUIET_MS
from app.ui.sentences.said import sentence_said

LETTERS_FOR_BOTH = 150
BESIDE, ABOVE = [320, 640], [150, 520]


class ComparePanel(QWidget):
    """Two texts side by side."""

    go_requested = Signal(str)
    change_opened = Signal(object)
    shown = Signal()
    written = Signal(object)

    def __init__(self, comparing: Comparing, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparing = comparing
        self._work: Work | None = None
        self._stop: list[bool] = []
        self._stale = True
        self._next = -1
        self._followed = ""
        self._said = ""  # of what was just done; to be told once its outcome is shown
        self._hidden = ""  # what is said where the filters leave nothing to be seen
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._compared = Compared()
        self._bases: tuple[Basis, Basis] | None = None  # of what is shown
        self._places: tuple[int, ...] = ()
        self.bar = CompareBar()
        self.note = plain_label("", "notice", wraps=True)
        self.list = ChangeList()
        self.view = SideBySide()
        self.map = ChangeMap(self.view)
        self.redlines = Redlines(ask, self)
        self._arrange()
        self._connect()
        self._tell("")
        self._show_doings()

    def choose(self, old: Basis, new: Basis | None = None) -> None:
        """Compares with a basis; the newer side is the draft unless one is given."""
        self.refresh_bases()
        self.bar.choose(old, new)
        self.compare()

    def choose_version(self, label: str) -> None:
        """Compares a saved version with the draft."""
        self.choose(Basis(label, label))

    def choose_moment(self, id: int) -> None:
        """Compares the strategy as it was after an edit with the draft."""
        self.choose(self._comparing.moment(id))

    def choose_suggested(self) -> None:
        """Compares the draft with what it would be if all open suggestions were accepted."""
        bases = self._comparing.bases()
        suggested = next((basis for basis in bases if basis.suggested), None)
        if suggested is not None:
            self.choose(bases[-1], suggested)

    def follow(self, id: str) -> None:
        """Another part was chosen in the tree: where the page is seen, the text is shown from there."""
        if self.isVisible() and id != self._followed:
            self.view.show_part(id)
        self._followed = id

    @property
    def change_chosen(self) -> Change | None:
        """The first of the chosen changes; None where none is."""
        return next(iter(self.list.chosen()), None)

    def refresh_bases(self) -> None:
        """Offers the versions there are now, keeping what is chosen."""
        self.bar.offer(self._comparing.bases(), self._comparing.first())

    def when_changed(self) -> None:
        """The draft or the versions have changed: compared anew shortly where the page is seen, or else when it is.

        What is being compared will not be wanted then, and would keep the window waiting for nothing.
        """
        if self.isVisible():
            if self._has_draft():
                self._give_up()
            self._later.start(QUIET_MS)
        else:
            self._stale = True

    def _renew(self) -> None:
        if not self.isVisible():
            self._stale = True
            return
        self.refresh_bases()
        if self._stale or self._has_draft():
            self.compare()

    def _has_draft(self) -> bool:
        """Whether an edit changes what is compared."""
        return any(side.is_draft or side.suggested for side in self.bar.sides or ())

    def compare(self) -> None:
        """Compares what is chosen, in the background; what was under way is given up."""
        sides = self.bar.sides
        if sides is None:
            return
        self._give_up()
        self._stale = False
        self._tell(self.tr("Comparing… (Esc stops)"))
        stop: list[bool] = []
        self._stop = stop
        self._work = Work(lambda: self._comparing.compare(*sides, lambda: bool(stop)), self)
        self._work.finished.connect(self._take)
        self._work.failed.connect(self._fail)
        self._work.start()

    def cancel(self) -> None:
        """Gives up a comparison that is under way, or that an edit is about to begin; what was shown stays."""
        if self._work is not None or self._later.isActive():
            self._later.stop()
            self._give_up()
            self.refresh_bases()
            self._tell(self.tr("Stopped. Choose what to compare, or press F5 to compare again."))

    def step(self, by: int) -> None:
        """Goes to the next change (1) or the one before (-1), round the end."""
        count = len(self._places)
        if not count:
            return
        now = self.list.currentIndex().row()
        to = (now + by) % count if now >= 0 else (0 if by > 0 else count - 1)
        self.list.look_at(to)
        if now >= 0 and (to - now) * by <= 0:
            self._tell(
                self.tr("That was the last change; this is the first.")
                if by > 0
                else self.tr("That was the first change; this is the last.")
            )
        elif self.note.property("passing"):
            self._tell("")
        self.note.setProperty("passing", self.note.isVisibleTo(self))

    def _come(self, by: int) -> None:
        """Goes to a change by key, also from the tree, where Compare leaves the keyboard: it comes to the list then."""
        self.step(by)  # first, for a list that gets the keyboard begins at its first row
        if not has_keyboard(self):
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_chosen(self) -> None:
        """Takes the chosen changes back in the draft, or into it from the other side, as one edit."""
        chosen, back = self.list.chosen(), self._draft_is_new()
        if not chosen or back is None or self.bar.take.isHidden() or not self.bar.take.isEnabled():
            return
        self._next = min(index for index in self.list.chosen_rows())
        try:
            said = self._comparing.take(self._compared, chosen, back)
        except Refused as fault:
            said = f"⚠ {sentence_said(fault)}"
        self._tell(said)
        self._said = said if self._later.isActive() else ""

    def mark_chosen_read(self, everything: bool = False) -> None:
        """Remembers the chosen changes, or everything, as read."""
        chosen = None if everything else self.list.chosen()
        if self._compared.read is None or chosen == []:
            return
        self._next = -1 if everything else min(self.list.chosen_rows())
        try:
            self._said = self._comparing.mark_read(self._compared, chosen)
        except Refused as fault:
            self._tell(f"⚠ {sentence_said(fault)}")
            return
        self.compare()

    def unmark_read(self) -> None:
        """Takes back the last marking as read."""
        if self._compared.read is None or not self._comparing.markings:
            return
        try:
            self._said = self._comparing.unmark()
        except Refused as fault:
            self._tell(f"⚠ {sentence_said(fault)}")
            return
        self.compare()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Whoever shows it may say at once what is to be compared, and the rest would be compared for nothing.
        QTimer.singleShot(0, self, lambda: self._stale and self._renew())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * LETTERS_FOR_BOTH
        to = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if to != self.splitter.orientation():
            self.splitter.setOrientation(to)
            self.splitter.setSizes(BESIDE if wide else ABOVE)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._work is not None:
            self._give_up()
            self._stale = True

    def _arrange(self) -> None:
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
        self.splitter.setSizes(BESIDE)
        self.splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.note)
        column.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        bar = self.bar
        self._later.timeout.connect(self._renew)
        bar.bases_chosen.connect(self.compare)
        bar.pick_requested.connect(self._pick)
        bar.wanted_changed.connect(self._show)
        bar.swap.clicked.connect(self._swap)
        bar.inline.toggled.connect(self._lay_out)
        bar.back.clicked.connect(lambda: self.step(-1))
        bar.forward.clicked.connect(lambda: self.step(1))
        bar.take.clicked.connect(self.take_chosen)
        bar.mark.clicked.connect(lambda: self.mark_chosen_read())
        bar.mark_all.clicked.connect(lambda: self.mark_chosen_read(everything=True))
        bar.unmark.clicked.connect(self.unmark_read)
        bar.copy.clicked.connect(self.list.copy)
        bar.export_requested.connect(self._export)
        self.redlines.said.connect(self._tell)
        self.redlines.written.connect(self.written)
        self.list.change_chosen.connect(self._go)
        self.list.open_requested.connect(self._open)
        self.list.selectionModel().selectionChanged.connect(lambda: self._show_doings())
        self.list.copied.connect(self._tell_copied)
        self.list.other_end_requested.connect(self.view.go_to_other_end)
        self.view.line_chosen.connect(self._when_line_chosen)
        self.map.place_requested.connect(self.view.scroll_to)
        for keys, do in (
            ("F7", lambda: self._come(1)), ("Shift+F7", lambda: self._come(-1)), ("Esc", self.cancel),
            ("F5", self.compare), ("Ctrl+M", self.mark_chosen_read), ("Ctrl+Return", self.take_chosen),
            ("Ctrl+Shift+M", self.unmark_read),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            if not keys.endswith("F7"):
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def _pick(self, box: ChoiceBox, what: str) -> None:
        self.bar.restore(box)
        try:
            basis = self._comparing.pick(what)
        except Refused as fault:
            self._tell(f"⚠ {sentence_said(fault)}")
            return
        if basis is not None:
            self.bar.put(box, basis)
            self.compare()

    def _swap(self) -> None:
        if sides := self.bar.sides:
            self.bar.choose(sides[1], sides[0])
            self.compare()

    def _give_up(self) -> None:
        if self._work is not None:
            self._stop.append(True)
            self._work.leave()
            self._work = None

    def _take(self, found: Any) -> None:
        self._work = None
        self._compared = found
        changes = found.aligned.comparison.changes
        unrelated = self.tr("The two have next to nothing in common; check that they are the ones you meant.")
        read_all = self.tr("You have read everything as it now is.")
        nothing = self.tr("No differences.") if found.read is None else read_all
        if changes:
            unread = self.tr(
                "You have read no part in full yet; all that you have not marked as read is new."
            )
            nothing = unread if found.read is not None and not found.read[0] else ""
        found_said = unrelated if found.aligned.comparison.unrelated else found.note or nothing
        self._tell(self._said or found_said)
        self._said = ""
        self.bar.offer_filters(changes, found.authors, self._comparing.term)
        others, self._bases = self.bar.sides != self._bases, self.bar.sides
        self._show(from_top=others)
        self._next = -1
        self.shown.emit()

    def _fail(self, fault: Any) -> None:
        self._work = None
        self._compared = Compared()
        self._show()
        self.bar.place.setText("")  # nothing was compared, so there are not no changes either
        if not isinstance(fault, Refused):
            self._tell(self.tr("⚠ The comparison failed. Press F5 to try it again."))
            raise fault
        self._tell(f"⚠ {sentence_said(fault)}")

    def _tell_copied(self, rows: int) -> None:
        counted = self.tr("1 row") if rows == 1 else self.tr("{} rows").format(rows)
        self._tell(self.tr("Copied as a table of {}, for a spreadsheet or Word.").format(counted))

    def _tell(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def _tell_hidden(self, sentence: str) -> None:
        """Says why no change is listed, where nothing else is said, until one is."""
        if self.note.text() in ("", self._hidden):
            self._tell(sentence)
        self._hidden = sentence

    def _show(self, *, from_top: bool = True) -> None:
        """Shows what is wanted, at the change that is looked at; where there is none, from the top or where it was."""
        wanted, found = self.bar.wanted, self._compared.aligned
        changes = found.comparison.changes
        numbers = [n for n, change in enumerate(changes) if wanted.has(change, self._compared.authors)]
        numbers.sort(
            key=lambda n: not changes[n].substantive
        )  # what matters first, each in the document's order
        looked_at = self._looked_at()
        self._places = tuple(found.places[n] for n in numbers)
        self.list.rows.show_changes([changes[n] for n in numbers])
        self.view.show_lines(found, marked_lines(found, numbers, wanted), "formatting" in wanted.weights)
        self.bar.show_place(-1, len(numbers))
        self._tell_hidden("" if numbers else self.bar.why_none(changes))
        if self._next >= 0 and self._places:
            self.list.look_at(min(self._next, len(self._places) - 1))
        elif looked_at in self._changes():
            self.list.look_at(self._changes().index(looked_at))
        elif from_top:
            self.list.scrollToTop()
            self.view.scroll_to(0)
        with kept_from_the_next(
            (self.bar.take, self.bar.mark, self.bar.mark_all, self.bar.unmark), self.list
        ):
            self._show_doings()

    def _looked_at(self) -> Change | None:
        """The change that is chosen, to be found again among others."""
        at = self.list.currentIndex().row()
        return self._changes()[at] if 0 <= at < len(self._changes()) else None

    def _lay_out(self, inline: bool) -> None:
        """In one column or two, with the change that is looked at still in sight."""
        self.view.set_inline(inline)
        self._go(self.list.currentIndex().row())

    def _show_doings(self) -> None:
        """Offers what can be done with what is compared and chosen."""
        bar, read, back = self.bar, self._compared.read, self._draft_is_new()
        chosen = len(self.list.chosen())
        bar.take.setVisible(back is not None and not self._comparing.read_only and read is None)
        bar.take.setEnabled(chosen > 0)
        bar.name_taking(chosen, back=bool(back))
        for part in (bar.progress, bar.mark, bar.mark_all):
            part.setVisible(read is not None)
        bar.unmark.setVisible(read is not None and self._comparing.markings > 0)
        bar.mark.setEnabled(chosen > 0 and not self._comparing.read_only)
        bar.mark_all.setEnabled(
            not self._comparing.read_only and bool(self._compared.aligned.comparison.changes)
        )
        if read is not None:
            bar.progress.setText(self.tr("{} of {} read").format(*read))
        bar.more.setEnabled(self._compared.sides is not None)

    def _draft_is_new(self) -> bool | None:
        """Whether the draft is the newer side, and something else the older; None where it is neither or both."""
        sides = self.bar.sides
        if sides is None or self._compared.sides is None or sides[0].is_draft == sides[1].is_draft:
            return None
        if any(side.suggested for side in sides):  # suggestions are accepted where they are listed
            return None
        return sides[1].is_draft

    def _go(self, at: int) -> None:
        if 0 <= at < len(self._places):
            self.view.go_to(self._places[at])
        self.bar.show_place(at, len(self._places))

    def _open(self, at: int) -> None:
        """Asks for the part that a change is about, and in it for the words, which only an open review finds."""
        change = self._changes()[at]
        self.go_requested.emit(change.node)
        self.change_opened.emit(change)

    def _when_line_chosen(self, line: int) -> None:
        """Chooses the change of a line that was clicked, where it has one of its own."""
        if line in self._places:
            self.list.look_at(self._places.index(line))

    def _export(self, what: str) -> None:
        sides = self.bar.sides
        if sides is None:
            return
        name = self.tr("Changes from {} to {}").format(sides[0].name, sides[1].name)
        suffix = ".pdf" if what == "print" else what
        try:
            making = self._comparing.redline(self._compared, self._changes(), suffix)
        except Refused as fault:
            self._tell(f"⚠ {sentence_said(fault)}")
            return
        if what == "print":
            self.redlines.print(making, name)
        else:
            self.redlines.save(making, name, suffix)

    def _changes(self) -> Sequence[Change]:
        return self.list.rows.changes
