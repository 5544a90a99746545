"""A list that narrows as one types, used to choose a part, an action or anything else. Imports Qt only."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.ui.dialog_size import size_dialog
from app.ui.icons import icon
from app.ui.labels import plain_label
from app.ui.tree.delegate import BadgeDelegate
from app.ui.tree.model import BADGE_ROLE
from app.ui.turns import InTurns

MOST = 60
PART = 1000
"""How many entries are looked at in one step."""
RANKS = range(7)
ALIKE = 70
"""How alike a name is to be to what nothing is called, of 100, to be what was meant."""
SLIPS = 0.3
"""How much of a word may be typed wrongly: a letter of four, whether left out, doubled, changed or swapped."""


class Entry(NamedTuple):
    """One thing to choose: its name, a remark (such as a shortcut or a path), an icon, and what it stands for."""

    name: str
    remark: str = ""
    icon: str = ""
    what: object = None


class Narrowing:
    """Entries among which those are found that fit what is typed; with each further letter only among those.

    They are made as they are wanted, where making them takes a while.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._coming = iter(entries)
        self._entries: list[Entry] = []
        self._left = self._entries
        self._typed = ""
        self.found: list[Entry] = []

    def best(self, typed: str, most: int = MOST) -> list[Entry]:
        """The entries that fit what was typed, best first; all of them, in their order, while nothing is typed.

        Names that are only spelled alike are given where nothing holds the words themselves.
        """
        for _ in self.narrowed(typed, most):
            pass
        return self.found

    def narrowed(self, typed: str, most: int = MOST) -> Iterator[None]:
        """As `best`, a part at a step; what was `found` is there after the last. A short list takes none."""
        words = typed.casefold().split()
        if not words:
            self._take(most - len(self._entries))
            self.found = self._entries[:most]
            return
        yield from self.gathered()
        among, left = self._left if typed.startswith(self._typed) else self._entries, list[Entry]()
        by_rank: tuple[list[Entry], ...] = tuple([] for _ in RANKS)
        for at in range(0, len(among), PART):
            if at:
                yield
            for entry in among[at : at + PART]:
                if (rank := _rank(entry, words)) is not None:
                    left.append(entry)
                    by_rank[rank].append(entry)
        self._typed, self._left = typed, left
        if left:
            self.found = list(islice(chain(*by_rank), most))
            return
        for found in _spelled_alike(self._entries, words, most):
            if found is None:
                yield
            else:
                self.found = found

    def gathered(self) -> Iterator[None]:
        """Makes the entries that were not wanted so far, a part at a step."""
        while self._take(PART):
            yield

    def _take(self, count: int) -> bool:
        """Makes so many more entries; whether there may be others after them."""
        before = len(self._entries)
        self._entries.extend(islice(self._coming, max(count, 0)))
        return len(self._entries) - before == count


def _rank(entry: Entry, words: list[str]) -> int | None:
    """How well an entry holds the words typed, 0 best: in its name, with its remark, by its initials; None: not.

    A name that begins with the words themselves comes before one whose words only begin so: “Find” before “Findings”.
    """
    name = entry.name.casefold()
    for word in words:  # written out, for a generator would take as long again for each of 20,000 parts
        if word not in name:
            break
    else:
        typed = " ".join(words)
        if name.startswith(typed):
            return 0 if name == typed else 1 if name.startswith(f"{typed} ") else 2
        return 3 if all(f" {word}" in f" {name}" for word in words) else 4
    both = f" {name} {entry.remark.casefold()}"
    if all(f" {word}" in both for word in words):
        return 5
    if len(words) > 1 or len(words[0]) == 1:
        return None
    return 6 if words[0] in "".join(word[0] for word in name.split()) else None


def _spelled_alike(entries: Sequence[Entry], words: list[str], most: int) -> Iterator[list[Entry] | None]:
    """Gives at last the entries that have a word for each one typed, but for slips, best first; else what looks alike.

    Gives None after each part that was looked at before.
    """
    # Costs 30 ms; the window is to be up before.
    from rapidfuzz import fuzz, process

    names = [entry.name.casefold() for entry in entries]
    parts = [range(at, min(at + PART, len(names))) for at in range(0, len(names), PART)]
    said: dict[str, None] = {}  # numbers are no words, and each part has another
    for part in parts:
        said.update(dict.fromkeys(word for at in part for word in names[at].split() if word[0].isalpha()))
        if part[0]:
            yield None
    slips = [_slips(word, list(said)) for word in words]
    found: list[tuple[float, int]] = []
    for part in parts:
        for at in part:
            of_name = names[at].split()
            least = [min((of[word] for word in of_name if word in of), default=1) for of in slips]
            if max(least) < 1:
                found.append((sum(least), at))
        if part[0]:
            yield None
    if not found:
        for part in parts:
            scored = process.extract(
                " ".join(words),
                [names[at] for at in part],
                scorer=fuzz.WRatio,
                limit=most,
                score_cutoff=ALIKE,
            )
            found += [(-score, part[at]) for _, score, at in scored]
            if part[0]:
                yield None
    yield [entries[at] for _, at in sorted(found)[:most]]


def _slips(typed: str, said: Sequence[str]) -> dict[str, float]:
    """How much is otherwise than typed, of 1, in each of the words said that may be meant.

    Of a longer word its beginning may be meant, for one may not have typed on yet.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found: dict[str, float] = {}
    for each in (said, [word[: len(typed)] for word in said]):
        near = process.extract(typed, each, scorer=OSA.normalized_distance, score_cutoff=SLIPS, limit=None)
        for _, much, at in near:
            found[said[at]] = min(much, found.get(said[at], 1))
    return found


def show_remarks(list: QListWidget) -> None:
    """Has a list show the remarks of its lines at the right."""
    list.setItemDelegate(BadgeDelegate(list))
    list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def line_of(entry: Entry) -> QListWidgetItem:
    """The line of an entry: its icon and name, and its remark at the right."""
    item = QListWidgetItem(entry.name)
    if entry.icon:
        item.setIcon(icon(entry.icon))
    if entry.remark:
        item.setData(BADGE_ROLE, entry.remark)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.name}, {entry.remark}")
    return item


def step_of(event: QKeyEvent) -> int:
    """How many rows a key leads down, or up, in the list under a line that is being typed into; 0 for another key."""
    step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
    return step.get(Qt.Key(event.key()), 0)


class Picker(QDialog):
    """Asks for one of the entries; `chosen` is it once accepted. Many are made and looked through in turns."""

    def __init__(
        self, title: str, entries: Iterable[Entry], empty: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.chosen: Entry | None = None
        self._narrowing = Narrowing(entries)
        self._turns = InTurns(self)
        self._ahead = InTurns(self)
        self._shown: list[Entry] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Type a few letters"))
        self.line.setAccessibleName(title)
        self.line.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("What fits"))
        self.list.setUniformItemSizes(True)
        show_remarks(self.list)
        self.empty = plain_label(empty, "faint", wraps=True)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty)
        size_dialog(self, 80, 29)
        self.line.textChanged.connect(self._narrow)
        self.list.itemActivated.connect(lambda item: self._choose())
        self.line.returnPressed.connect(self._choose_best)
        self.line.installEventFilter(self)
        self._narrow("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        by = step_of(event) if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else 0
        if by:
            self._turns.finish()
        if by and self._shown:
            self.list.setCurrentRow(min(max(self.list.currentRow() + by, 0), len(self._shown) - 1))
            return True
        return super().eventFilter(watched, event)

    def done(self, result: int) -> None:
        for turns in (self._turns, self._ahead):
            turns.leave()
        super().done(result)
        self.deleteLater()  # which else would be kept, with all its entries, as long as the window

    def _narrow(self, typed: str) -> None:
        self._ahead.leave()
        self._turns.begin(self._narrowing.narrowed(typed), self._show)

    def _show(self) -> None:
        self._shown = self._narrowing.found
        self.list.clear()
        for entry in self._shown:
            self.list.addItem(line_of(entry))
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(self._shown))
        self.empty.setVisible(not self._shown)
        self._ahead.begin(self._narrowing.gathered(), later=True)

    def _choose_best(self) -> None:
        self._turns.finish()
        self._choose()

    def _choose(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._shown):
            self.chosen = self._shown[at]
            self.accept()
