"""Checking a copy: a Word or PDF file is chosen or dropped, and the window says whether it is the approved copy.

Where it is not, the approved text and the file's stand side by side. Imports models, documents and Qt only.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.document.aligned import change_kind
from app.models.errors import Refused
from app.services.signing import SignedBy
from app.services.verifying import Checked
from app.ui.ask import Ask
from app.ui.background import Work
from app.ui.checking.signed import Signatures
from app.ui.compare.change_list import ChangeList
from app.ui.compare.strip import ChangeMap
from app.ui.compare.view import SideBySide
from app.ui.dialog_size import size_dialog
from app.ui.icons import icon
from app.ui.labels import plain_label
from app.ui.sentences.said import sentence_said

SHOWN = frozenset(("substantive", "other"))
SignedOn = Callable[[Path, Sequence[Path]], Sequence[SignedBy] | None]


class CheckDialog(QDialog):
    """Asks the library about a file. `checked` comes when the answer stands there.

    `signed` says who signed a file, where these issuers are `trusted`.
    """

    checked = Signal()

    def __init__(
        self,
        check: Callable[[Path], Checked],
        signed: SignedOn,
        trusted: Sequence[Path],
        ask: Ask,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._signed = signed
        self._ask = ask
        self._path: Path | None = None
        self._work: Work | None = None
        self._places: list[int] = []
        self.setWindowTitle(self.tr("Check a copy"))
        self.setAcceptDrops(True)
        self.choose_button = QPushButton(self.tr("Choose a file…"))
        self.about = plain_label(
            self.tr("Drop a Word or PDF file here, or choose one. Its text is compared with the approved "
                    "version's, word by word, then its pictures; what the file says of itself does not count."),
            "faint", wraps=True,
        )  # fmt: skip
        self.file = plain_label("", "faint", wraps=True)
        self.sign = plain_label("", "title")
        self.message = plain_label("", "head", wraps=True)
        self.note = plain_label("", wraps=True)
        self.signatures = Signatures(ask, trusted)
        self.busy = QProgressBar()
        self.left, self.right = plain_label("", "small"), plain_label("", "small")
        self.back, self.forward = QToolButton(), QToolButton()
        self.place = plain_label("", "faint")
        self.list = ChangeList()
        self.view = SideBySide()
        self.map = ChangeMap(self.view)
        self._arrange()
        self._connect()
        self._show_found(None)
        size_dialog(self, 128, 20)

    def choose(self) -> None:
        """Asks for a file and checks it."""
        if path := self._ask.open_file(
            self.tr("Check a copy"), self.tr("Word and PDF (*.docx *.docm *.pdf);;All files (*)")
        ):
            self.check(path)

    def check(self, path: Path) -> None:
        """Checks a file in the background."""
        self._give_up()
        self._show_found(None)
        self._path = path
        self.file.setText(path.name)
        self.message.setText(self.tr("Comparing every word…"))
        self.note.hide()
        self.signatures.show_signed(None)
        trusted = self.signatures.trusted
        self._begin(lambda: (self._check(path), self._signed(path, trusted)), self._take)

    def _begin(self, work: Callable[[], Any], take: Callable[[Any], None]) -> None:
        self.busy.show()
        self._work = Work(work, self)
        self._work.finished.connect(take)
        self._work.failed.connect(self._fail)
        self._work.start()

    def _look_again(self, trusted: Sequence[Path]) -> None:
        """Says anew what the signatures are worth, for whom the reader trusts has changed."""
        path = self._path
        if path is not None and self._work is None:
            self._begin(lambda: self._signed(path, trusted), self._take_signed)

    def step(self, by: int) -> None:
        """Goes to the next difference (1) or the one before (-1), round the end."""
        if count := len(self._places):
            now = self.list.currentIndex().row()
            self.list.look_at((now + by) % count if now >= 0 else (0 if by > 0 else count - 1))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.check(paths[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        self._give_up()
        super().closeEvent(event)

    def _arrange(self) -> None:
        self.sign.setAccessibleName(self.tr("Verdict"))
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedHeight(4)
        self.busy.setAccessibleName(self.tr("The file is being compared"))
        self.busy.hide()
        for button, name, picture in (
            (self.back, self.tr("Previous difference (Shift+F7)"), "up"),
            (self.forward, self.tr("Next difference (F7)"), "down"),
        ):
            button.setIcon(icon(picture))
            button.setToolTip(name)
            button.setAccessibleName(name)
        top = QHBoxLayout()
        top.addWidget(self.about, 1)
        top.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignTop)
        said = QHBoxLayout()
        said.setSpacing(12)
        said.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.file)
        words.addWidget(self.message)
        words.addWidget(self.note)
        words.addSpacing(4)
        words.addWidget(self.signatures)
        said.addLayout(words, 1)
        self.below = QWidget()
        text = QWidget()
        row = QHBoxLayout(text)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.map)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.list)
        splitter.addWidget(text)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([120, 320])
        splitter.setChildrenCollapsible(False)
        heads = QHBoxLayout()
        for part in (self.back, self.place, self.forward):
            heads.addWidget(part)
        heads.addStretch()
        sides = QHBoxLayout()
        sides.addWidget(self.left, 1)
        sides.addWidget(self.right, 1)
        inside = QVBoxLayout(self.below)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addLayout(heads)
        inside.addLayout(sides)
        inside.addWidget(splitter, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.busy)
        column.addLayout(said)
        column.addWidget(self.below, 1)
        column.addStretch()

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self.choose)
        self.back.clicked.connect(lambda: self.step(-1))
        self.forward.clicked.connect(lambda: self.step(1))
        self.signatures.trusted_changed.connect(self._look_again)
        self.list.change_chosen.connect(self._go)
        self.map.place_requested.connect(self.view.scroll_to)
        for keys, by in (("F7", 1), ("Shift+F7", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self.step(by))

    def _take(self, answer: Any) -> None:
        found, signed = answer
        self._work = None
        self.busy.hide()
        verdict = found.verdict
        self.sign.setText("✓" if verdict.approved else "✗")
        self.message.setText(sentence_said(verdict.message))
        self.note.setText(sentence_said(verdict.note))
        self.note.setVisible(bool(verdict.note))
        self.signatures.show_signed(signed)
        self._show_found(found if found.lines.comparison.changes else None)
        self.checked.emit()

    def _take_signed(self, signed: Any) -> None:
        self._work = None
        self.busy.hide()
        self.signatures.show_signed(signed)
        self.checked.emit()

    def _fail(self, fault: Any) -> None:
        self._work = None
        self.busy.hide()
        self.sign.setText("⚠")
        known = isinstance(fault, Refused)
        self.message.setText(sentence_said(fault) if known else self.tr("The file could not be checked."))
        self.checked.emit()
        if not known:
            raise fault

    def _show_found(self, found: Checked | None) -> None:
        """Shows the differences, or none."""
        self.below.setVisible(found is not None)
        if found is None:
            self._places = []
            if self._work is not None:
                self.sign.setText("")
            return
        pairs = [
            (change, place)
            for change, place in zip(found.lines.comparison.changes, found.lines.places, strict=True)
            if change_kind(change) in SHOWN
        ]
        pairs.sort(key=lambda pair: not pair[0].substantive)
        self._places = [place for _, place in pairs]
        self.list.rows.show_changes([change for change, _ in pairs])
        self.view.show_lines(found.lines, frozenset(self._places))
        self.left.setText(self.tr("The approved copy: {}").format(found.verdict.version))
        self.right.setText(self.tr("The file: {}").format(self.file.text()))
        self.place.setText(
            self.tr("{} differences").format(len(pairs)) if len(pairs) != 1 else self.tr("1 difference")
        )
        if self.height() < 560:
            size_dialog(self, 137, 43)
        self.step(1)

    def _go(self, at: int) -> None:
        if 0 <= at < len(self._places):
            self.view.go_to(self._places[at])
            self.place.setText(self.tr("{} of {}").format(at + 1, len(self._places)))

    def _give_up(self) -> None:
        if self._work is not None:
            self._work.leave()
            self._work = None
