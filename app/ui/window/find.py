"""Find and replace over the whole strategy: what would change is seen first, and is undone in one step.

Imports models, `services.finding` and Qt only.
"""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.models.errors import Refused
from app.models.nodes import KINDS, Node
from app.services.finding import Finder, Match, Search, by_part, finder, replaced
from app.ui.background import Work
from app.ui.choice import Choice
from app.ui.desk import Desk
from app.ui.dialog_size import size_dialog
from app.ui.flow import FlowLayout
from app.ui.keyboard import held_in
from app.ui.labels import plain_label
from app.ui.model_words import kind_said
from app.ui.own_keys import OwnKeys
from app.ui.quiet import Quiet
from app.ui.sentences.said import sentence_said
from app.ui.turns import InTurns

MOST = 2000
WAIT_MS = 150


class Asked(NamedTuple):
    """What was looked for last: words, what to put in their place, and how."""

    words: str
    by: str
    case: bool
    whole: bool
    expression: bool


class _Done(NamedTuple):
    """What was replaced last: the draft it made, what was said of it, and what had been looked for."""

    root: Node
    said: str
    asked: Asked


def chosen_words(window: QWidget) -> str:
    """The words chosen in the text or line that is being written; empty where there are none, or several lines."""
    writing = held_in(window)
    chosen = ""
    if isinstance(writing, QTextEdit | QPlainTextEdit):
        chosen = writing.textCursor().selectedText()
    elif isinstance(writing, QLineEdit):
        chosen = writing.selectedText()
    return "" if "\u2029" in chosen else chosen


class FindDialog(QDialog):
    """Stays open beside the work; a click on a place goes there."""

    go_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(self.tr("Find and replace"))
        self.words, self.by = QLineEdit(), QLineEdit()
        self.case = QCheckBox(self.tr("Match &case"))
        self.whole = QCheckBox(self.tr("&Whole words"))
        self.expression = QCheckBox(self.tr("Regular e&xpression"))
        self.kind = Choice()
        self.list = QTreeWidget()
        self.said = plain_label("", wraps=True)
        self.replace = QPushButton(self.tr("&Replace all marked"))
        self.replace.setAutoDefault(False)  # or Enter in the line for what is looked for would replace it
        self._found = 0
        self._did: _Done | None = None
        self._listing = InTurns(self)
        self._looking: Work | None = None
        self._replacing: Work | None = None
        self._arrange()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAIT_MS)
        self._later.timeout.connect(self.search)
        for line in (self.words, self.by):
            line.textChanged.connect(self._later.start)
            OwnKeys(line, {"Ctrl+Z": lambda line=line: self._take_back() or line.undo()})
        undo = QShortcut(QKeySequence.StandardKey.Undo, self)
        undo.activated.connect(self._take_back)
        for box in (self.case, self.whole, self.expression):
            box.toggled.connect(self._later.start)
        self.kind.activated.connect(self._later.start)
        self.words.returnPressed.connect(self.search)
        self.list.currentItemChanged.connect(self._go)
        self.replace.clicked.connect(self._replace)
        quiet = Quiet(self, self.search)
        desk.changed.connect(quiet.when_changed)
        self.search()

    def asked(self) -> Asked:
        """What is being looked for."""
        boxes = (box.isChecked() for box in (self.case, self.whole, self.expression))
        return Asked(self.words.text(), self.by.text(), *boxes)

    def ask(self, asked: Asked | None, words: str = "") -> None:
        """Looks for words, else for what was looked for last."""
        if asked is not None:
            self.by.setText(asked.by)
            for box, on in zip((self.case, self.whole, self.expression), asked[2:], strict=True):
                box.setChecked(on)
        self.words.setText(words or (asked.words if asked else ""))
        self.search()

    def done(self, result: int) -> None:
        # An expression may be looked for long after nobody waits for it any more.
        if self._looking is not None:
            self._looking.leave()
        self._listing.leave()
        super().done(result)
        self._let_go()

    def search(self) -> None:
        """Lists every place, with what stands around it, ticked to be replaced."""
        self._later.stop()
        self._listing.leave()
        if self._looking is not None:
            self._looking.leave()
        self.list.clear()
        if not self.words.text():
            self._tell(self.tr("Type what to look for."))
            return
        self._found = 0
        self._tell(self.tr("Searching…"))
        root, search, by = self._desk.root, self._search(), self.by.text()
        if search.expression:
            work = self._looking = Work(lambda: finder(root, search, by, work.go_on), self)
            work.finished.connect(lambda find: self._list(root, search, find))
            work.failed.connect(self._when_failed)
            work.start()
            return
        try:
            self._list(root, search, finder(root, search, by))
        except Refused as fault:
            self._tell(sentence_said(fault))

    def _list(self, root: Node, search: Search, find: Finder) -> None:
        self._looking = None
        self._listing.begin(self._listed(root, search, find), self._when_listed)

    def _listed(self, root: Node, search: Search, find: Finder) -> Iterator[None]:
        """Lists the places part by part."""
        for node, found in by_part(root, search, find):
            room = MOST - self._found
            if found and room > 0:
                group = self._group(node)
                group.addChildren([self._place(match) for match in found[:room]])
                group.setExpanded(True)
                self._found += len(found[:room])
            yield

    def _when_listed(self) -> None:
        found = self._found
        places = self.tr("1 place") if found == 1 else self.tr("{} places").format(self._many(found))
        parts = self._parts_said(self.list.topLevelItemCount())
        said = self.tr("{} in {}").format(places, parts) if found else self.tr("Found nowhere.")
        if self._did is not None and self._did.root is self._desk.root:
            left = self.tr("{} left.").format(places) if found else ""
            said = f"{self._did.said} {left}".strip()
        self._tell(said)
        self.replace.setEnabled(bool(found) and not self._desk.read_only)

    def _many(self, found: int) -> str:
        return self.tr("more than {}").format(MOST) if found == MOST else str(found)

    def _parts_said(self, count: int) -> str:
        return self.tr("1 part") if count == 1 else self.tr("{} parts").format(count)

    def _arrange(self) -> None:
        self.kind.addItem(self.tr("Every kind of part"), "")
        for key in KINDS:
            self.kind.addItem(self._desk.house.term(key).one, key)
        self.kind.setAccessibleName(self.tr("Kind of part"))
        self.kind.setToolTip(self.tr("Kind of part"))
        self.list.setHeaderHidden(True)
        self.list.setAccessibleName(self.tr("Places found"))
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("&Find"), self.words)
        form.addRow(self.tr("Re&place with"), self.by)
        options = FlowLayout(spacing=8, centred=True)
        for box in (self.case, self.whole, self.expression, self.kind):
            options.addWidget(box)
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(self.replace)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addLayout(form)
        column.addLayout(options)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        size_dialog(self, 103, 35)

    def _search(self) -> Search:
        kind = str(self.kind.currentData())
        return Search(
            self.words.text(), self.case.isChecked(), self.whole.isChecked(), self.expression.isChecked(),
            frozenset((kind,) if kind else ()),
        )  # fmt: skip

    def _group(self, node: Node) -> QTreeWidgetItem:
        group = QTreeWidgetItem([f"{kind_said(node.kind)}: {self._desk.called(node)}"])
        group.setData(0, Qt.ItemDataRole.UserRole, node.id)
        group.setCheckState(0, Qt.CheckState.Checked)
        self.list.addTopLevelItem(group)
        return group

    def _place(self, match: Match) -> QTreeWidgetItem:
        # Beside what it replaces, for at the end of a long line it would be cut off.
        new = f" → “{match.by}”" if self.by.text() else ""
        line = QTreeWidgetItem([f"{match.before}[{match.found}{new}]{match.after}"])
        line.setData(0, Qt.ItemDataRole.UserRole, match.node)
        return line

    def _go(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and self.list.hasFocus():
            self.go_requested.emit(str(item.data(0, Qt.ItemDataRole.UserRole)))

    def _replace(self) -> None:
        groups = (self.list.topLevelItem(at) for at in range(self.list.topLevelItemCount()))
        only = frozenset(
            str(group.data(0, Qt.ItemDataRole.UserRole))
            for group in groups
            if group is not None and group.checkState(0) == Qt.CheckState.Checked
        )
        if not only:
            return
        self._desk.draft.flush()
        self._tell(self.tr("Replacing…"))
        self._work_out(self._search(), self.by.text(), only)

    def _work_out(self, search: Search, by: str, only: frozenset[str]) -> None:
        root = self._desk.root
        work = self._replacing = Work(lambda: _replaced(root, search, by, only), self)
        work.finished.connect(lambda new: self._put(root, new, search, by, only))
        work.failed.connect(self._not_replaced)
        work.start()

    def _put(self, root: Node, new: Node, search: Search, by: str, only: frozenset[str]) -> None:
        """Makes what was worked out the draft; where that has become another meanwhile, it is worked out anew."""
        if self._desk.draft.flush() and self._desk.root is not root:
            self._work_out(search, by, only)
            return
        label = f"Replace “{search.words}” by “{by}”"
        if self._desk.draft.do(lambda now: new if now is root else replaced(now, search, by, only), label):
            said = self.tr("Replaced in {}. Ctrl+Z undoes it in one step.").format(
                self._parts_said(len(only))
            )
            self._did = _Done(self._desk.root, said, self.asked())
            self._tell(said)
        self._end_replacing()

    def _take_back(self) -> bool:
        """Undoes what was replaced last; whether it did: not where something else was edited or typed since."""
        did = self._did
        if did is None or did.root is not self._desk.root or did.asked != self.asked():
            return False
        return self._desk.draft.undo()

    def _not_replaced(self, fault: Exception) -> None:
        self._end_replacing()
        self._when_failed(fault)

    def _end_replacing(self) -> None:
        self._replacing = None
        if self.isHidden():
            self._let_go()

    def _let_go(self) -> None:
        """Is no longer kept once it is closed and has done what it was asked for."""
        if self._replacing is None:
            self.deleteLater()

    def _when_failed(self, fault: Exception) -> None:
        if not isinstance(fault, Refused):
            raise fault
        self._tell(sentence_said(fault))

    def _tell(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.replace.setEnabled(False)


def _replaced(root: Node, search: Search, by: str, only: frozenset[str]) -> Node:
    """As `replaced`, with the fingerprints, which saving needs, worked out too."""
    new = replaced(root, search, by, only)
    assert new.fingerprint
    return new
