"""The reports page: parts at the left, the form in the middle, the report itself at the right, what is missing below.

It decides nothing: what is asked, missing or void is the services' to say. Imports models and Qt only.
"""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QListWidget,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.models.errors import Refused
from app.services.report_form import FormPart, answer_fault, form_of, signed_state
from app.services.reporting import Reported
from app.ui.background import Work
from app.ui.choice_box import ChoiceBox
from app.ui.flow import FlowLayout, in_a_row
from app.ui.icons import icon
from app.ui.labels import plain_label
from app.ui.passing import open_once
from app.ui.preview.panel import PreviewPanel
from app.ui.preview.places import Pages
from app.ui.quiet import QUIET_MS
from app.ui.reports.answering import Answering
from app.ui.reports.answers import AnswerTable
from app.ui.reports.missing import LedgerDialog, MissingList
from app.ui.reports.part_form import PartForm
from app.ui.sentences.said import sentence_said
from app.ui.typed_path import fit_name
from app.ui.wrapped import wrap_rows

LETTERS_FOR_ALL = 120


class ReportsPanel(QWidget):
    """One strategy's committee reports. `drawn` comes when the report was made anew."""

    drawn = Signal()
    written = Signal(object)

    def __init__(self, answering: Answering, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answering = answering
        self._work: Work | None = None
        self._writing: Work | None = None
        self._stale = True
        self._begun = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._renew)
        self._wide = True
        self._wanted: Path | None = None
        self._parts: tuple[FormPart, ...] = ()
        self.reported: Reported | None = None
        self.answers = AnswerTable(self)
        self.template = ChoiceBox(self.tr("Layout of the report"), 22, 22)
        self.version = ChoiceBox(self.tr("Version reported on"), 17, 17)
        self.undo, self.redo, self.shows = QToolButton(), QToolButton(), QToolButton()
        self.this_version = QPushButton(self.tr("The answers are for this version"))
        self.signs = QPushButton(self.tr("Sign-offs…"))
        self.word = QPushButton(icon("export"), self.tr("Word…"))
        self.pdf = QPushButton(icon("export"), self.tr("PDF…"))
        self.note = plain_label("", "notice", wraps=True)
        self.parts = QListWidget()
        self.form = PartForm()
        self.form.read_only = answering.read_only
        self.preview = PreviewPanel(self._prepared)
        self.missing = MissingList()
        self._name_controls()
        self._arrange()
        self._connect()

    def refresh(self) -> None:
        """Draws the report anew, with the versions there are now."""
        self._offer_versions()
        if not self._begun:
            self._begin()
        else:
            self.draw()

    def when_changed(self) -> None:
        """The draft, the versions or the decisions have changed."""
        self._stale = True
        if self.isVisible():
            self._later.start(QUIET_MS)

    def _renew(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            self.refresh()

    def draw(self) -> None:
        """Makes the report of the answers as they are, in the background."""
        self._give_up()
        key, version, table = str(self.template.currentData()), self._label(), dict(self.answers.table)
        self._work = Work(lambda: self._answering.draw(key, version, table), self)
        self._work.finished.connect(self._take)
        self._work.failed.connect(self._fail)
        self._work.start()

    def go_to(self, key: str) -> None:
        """Shows the question of a finding."""
        bare = key.removeprefix("sign_offs.")
        for at, part in enumerate(self._parts):
            if any(bare in (q.entry.key, q.entry.source) for q in part.questions):
                self.parts.setCurrentRow(at)
                self.form.focus_on(key)
                return

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * LETTERS_FOR_ALL
        if wide != self._wide:
            self._wide = wide
            self.shows.setChecked(wide)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.answers.flush()
        self._give_up()
        self._stale = True

    def _name_controls(self) -> None:
        for button, name, picture, keys in (
            (self.undo, self.tr("Take the last answer back (Alt+Backspace)"), "undo", "Alt+Backspace"),
            (self.redo, self.tr("Give it again (Alt+Shift+Backspace)"), "redo", "Alt+Shift+Backspace"),
        ):
            button.setIcon(icon(picture))
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setShortcut(QKeySequence(keys))
        self.shows.setText(self.tr("Preview"))
        self.shows.setIcon(icon("preview"))
        self.shows.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.shows.setCheckable(True)
        self.shows.setChecked(True)
        self.signs.setToolTip(self.tr("Who verified what, when and for which version"))
        self.parts.setAccessibleName(self.tr("Parts of the report"))
        wrap_rows(self.parts)

    def _arrange(self) -> None:
        bar = FlowLayout(spacing=8, centred=True)
        for part in (
            self.template, self.version, self.undo, self.redo, self.shows, self.signs,
            in_a_row((self.word, self.pdf)),
            self.this_version,
        ):  # fmt: skip
            bar.addWidget(part)
        top = QWidget()
        upper = QVBoxLayout(top)
        upper.setContentsMargins(12, 8, 12, 4)
        upper.addLayout(bar)
        upper.addWidget(self.note)
        self.note.hide()
        self.this_version.hide()
        self.across = QSplitter(Qt.Orientation.Horizontal)
        for part, share in ((self.parts, 0), (self.form, 1), (self.preview, 1)):
            self.across.addWidget(part)
            self.across.setStretchFactor(self.across.count() - 1, share)
        self.across.setChildrenCollapsible(False)
        self.across.setSizes([190, 420, 420])
        self.parts.setMinimumWidth(150)
        self.form.setMinimumWidth(240)
        down = QSplitter(Qt.Orientation.Vertical)
        down.addWidget(self.across)
        down.addWidget(self.missing)
        down.setStretchFactor(0, 1)
        down.setSizes([520, 130])
        down.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(down, 1)

    def _connect(self) -> None:
        self.template.activated.connect(lambda _: self._begin())
        self.version.activated.connect(lambda _: self.draw())
        self.parts.currentRowChanged.connect(self._show_part)
        self.form.answered.connect(self._answer)
        self.form.sign_requested.connect(self._sign)
        self.answers.changed.connect(self.draw)
        self.missing.go_requested.connect(self.go_to)
        self.undo.clicked.connect(lambda: self._step(self.answers.undo))
        self.redo.clicked.connect(lambda: self._step(self.answers.redo))
        self.shows.toggled.connect(self.preview.setVisible)
        self.signs.clicked.connect(self._show_ledger)
        self.word.clicked.connect(lambda: self._export(".docx", self.tr("Word documents (*.docx)")))
        self.pdf.clicked.connect(lambda: self._export(".pdf", self.tr("PDF documents (*.pdf)")))
        self.this_version.clicked.connect(lambda: self.answers.put("version", self._label()))

    def _begin(self) -> None:
        """Takes up the report that is chosen."""
        try:
            if not self._begun:
                for key, name in self._answering.templates():
                    self.template.addItem(name, key)
                self.template.setCurrentIndex(self.template.findData(self._answering.default()))
                self._begun = True
            key = str(self.template.currentData())
            table = self._answering.load(key)
        except Refused as fault:
            self._fail(fault)
            return
        self._parts = ()
        self.answers.begin(table, lambda table: self._answering.save(key, table))
        self.draw()

    def _offer_versions(self) -> None:
        chosen = self.version.currentData()
        self.version.clear()
        for label, name in self._answering.versions():
            self.version.addItem(name, label)
        at = self.version.findData(chosen)
        self.version.setCurrentIndex(at if at >= 0 else 0)

    def _label(self) -> str:
        return str(self.version.currentData())

    def _answer(self, key: str, value: Any) -> None:
        """Takes an answer; the first one says which version the answers are about."""
        self.answers.table.setdefault("version", self._label())
        self.answers.put(key, value)

    def _step(self, step: Any) -> None:
        step()
        self.form.show_answers(self.answers.table)
        self._show_steps()

    def _take(self, done: Any) -> None:
        self._work = None
        self.reported = done
        parts = form_of(done)
        same = [p.heading for p in parts] == [p.heading for p in self._parts]
        self._parts = parts
        if not same:
            self._list_parts()
        self._show_state()
        self.preview.when_changed()
        self.drawn.emit()
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self._write(wanted)

    def _fail(self, fault: Any) -> None:
        self._work = None
        self._wanted = None
        if not isinstance(fault, Refused):
            raise fault
        self.note.setText(f"⚠ {sentence_said(fault)}")
        self.note.show()

    def _list_parts(self) -> None:
        self.parts.blockSignals(True)
        self.parts.clear()
        self.parts.addItems([part.name for part in self._parts])
        self.parts.setCurrentRow(0)
        self.parts.blockSignals(False)
        self._show_part(0)

    def _show_part(self, at: int) -> None:
        if 0 <= at < len(self._parts):
            self.form.show_part(self._parts[at], self.answers.table)
            self._show_state()

    def _show_state(self) -> None:
        """Faults, facts and verifications of the part on show, and what is missing of the whole."""
        done, at = self.reported, self.parts.currentRow()
        if done is None or not 0 <= at < len(self._parts):
            return
        chosen = done.drawn.template
        faults: dict[str, list[str]] = {}
        for found in done.findings:
            if found.rule == "disagrees":
                faults.setdefault(found.key, []).append(found.message)
        for key, value in self.answers.table.items():
            entry = chosen.entry(key)
            if entry is not None and entry.asks and (said := answer_fault(chosen, key, value)):
                faults.setdefault(key, []).append(said)
        self.form.show_faults(faults)
        self.form.show_says(self._parts[at], done.drawn.facts["version"])
        for key, row in self.form.signs.items():
            if entry := chosen.entry(key):
                row.show_state(signed_state(done, entry))
        self.missing.show_findings(done.findings)
        wanting = [found.key.removeprefix("sign_offs.") for found in done.findings]
        for n, part in enumerate(self._parts):
            count = sum(wanting.count(q.entry.key or q.entry.source) for q in part.questions)
            item = self.parts.item(n)
            item.setText(f"○ {part.name} ({count})" if count else f"● {part.name}")
        about = str(self.answers.table.get("version", ""))
        self.this_version.setVisible(bool(about) and about != self._label() and not self._answering.read_only)
        self.note.setText(self.tr("⚠ Not saved: {}").format(self.answers.fault))
        self.note.setVisible(bool(self.answers.fault))
        self._show_steps()

    def _show_steps(self) -> None:
        self.undo.setEnabled(self.answers.can_undo)
        self.redo.setEnabled(self.answers.can_redo)

    def _sign(self, key: str, name: str, role: str) -> None:
        """Notes a verification of what is on show; what was typed last is drawn first."""
        if self.reported is None or not self.answers.flush():
            return
        if self._work is not None:
            self._answering.ask.tell(
                self.tr("Verify"), self.tr("The report is being drawn; verify it in a moment.")
            )
            return
        try:
            signed = self._answering.sign(self.reported, key, name, role)
        except Refused as fault:
            self._answering.ask.tell(self.tr("Verify"), sentence_said(fault))
            return
        self.answers.put("sign_offs", {**self.answers.table.get("sign_offs", {}), key: signed})
        self.answers.flush()

    def _show_ledger(self) -> None:
        chosen = self.reported.drawn.template if self.reported else None
        called = {entry.key: chosen.called(entry) for entry in chosen.entries} if chosen else {}
        noted = self._answering.ledger(str(self.template.currentData()))
        open_once(LedgerDialog(noted, called, self))

    def _export(self, suffix: str, filter: str) -> None:
        name = fit_name(self._answering.title(), self.template.currentText()) + suffix
        to = self._answering.ask.save_file(self.tr("Export the report"), name, filter)
        if to is None:
            return
        self._wanted = to if to.suffix.lower() == suffix else to.with_name(f"{to.name}{suffix}")
        self.answers.flush()
        self.draw()

    def _write(self, to: Path) -> None:
        done = self.reported
        assert done is not None
        self._writing = Work(lambda: self._answering.export(done.document, to), self)
        self._writing.finished.connect(lambda _: self.written.emit(to))
        self._writing.failed.connect(self._not_written)
        self._writing.start()

    def _not_written(self, fault: Any) -> None:
        if not isinstance(fault, Refused):
            raise fault
        self._answering.ask.tell(self.tr("Export the report"), sentence_said(fault))

    def _prepared(self) -> Any:
        if self.reported is None:
            raise Refused(self.tr("The report is shown here once it has been drawn."))
        document = self.reported.document
        return lambda _: Pages(self._answering.pdf(document))

    def _give_up(self) -> None:
        if self._work is not None:
            self._work.leave()
            self._work = None
