"""One part of a report as a form: each question with its guidance, what the strategy says, faults, sign-offs.

Imports models, services' values and Qt only.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.models.dates import show_date
from app.models.report import BLOCK_SOURCES
from app.services.report_form import FormPart, Question, SignedState
from app.ui.labels import plain_label, repolish
from app.ui.reports.fields import AnswerField, field_for
from app.ui.roles import give_role
from app.ui.sentences.said import sentence_said

translate = QCoreApplication.translate


class SignRow(QWidget):
    """Who verified an entry, and unless it is read only the way to verify it now."""

    sign_requested = Signal(str, str)

    def __init__(self, called: str, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        self._read_only = read_only
        self.state = plain_label("", wraps=True)
        self.name, self.role = QLineEdit(), QLineEdit()
        self.button = QPushButton(self.tr("Verify"))
        self.button.setAccessibleName(self.tr("Verify “{}”").format(called))
        for line, said in ((self.name, self.tr("Officer's name")), (self.role, self.tr("Officer's post"))):
            line.setPlaceholderText(said)
            line.setAccessibleName(f"{said}: {called}")
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.name, self.role, self.button):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.state)
        column.addLayout(row)
        self.button.clicked.connect(self._ask)
        self.role.returnPressed.connect(self._ask)

    def show_state(self, found: SignedState) -> None:
        """Shows how the verification stands."""
        signed = found.signed
        if signed is None:
            self.state.setText(self.tr("○ Not verified by anybody yet"))
        else:
            by = ", ".join(filter(None, (signed.name, signed.role, show_date(signed.date), signed.version)))
            valid = found.state == "valid"
            self.state.setText(
                self.tr("● Verified by {}").format(by)
                if valid
                else self.tr("⚠ Void, for what was verified has changed since: {}").format(by)
            )
            if not self.name.text() and not self.role.text():
                self.name.setText(signed.name)
                self.role.setText(signed.role)
        for part in (self.name, self.role, self.button):
            part.setVisible(found.state != "valid" and not self._read_only)

    def _ask(self) -> None:
        self.sign_requested.emit(self.name.text(), self.role.text())


class PartForm(QScrollArea):
    """The questions of one part."""

    answered = Signal(str, object)
    sign_requested = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, AnswerField] = {}
        self.signs: dict[str, SignRow] = {}
        self._faults: dict[str, QLabel] = {}
        self._says: dict[str, QLabel] = {}
        self.read_only = False
        self.setWidgetResizable(True)
        give_role(self, QAccessible.Role.Pane)
        self.setAccessibleName(self.tr("Questions of the chosen part"))

    def show_part(self, part: FormPart, table: Mapping[str, Any]) -> None:
        """Shows another part's questions with their answers."""
        self.fields, self.signs, self._faults, self._says = {}, {}, {}, {}
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(4)
        column.addWidget(plain_label(part.heading, "head", wraps=True))
        for question in part.questions:
            column.addSpacing(12)
            self._add(column, question)
        column.addStretch(1)
        self.setWidget(page)
        self.show_answers(table)

    def show_answers(self, table: Mapping[str, Any]) -> None:
        """Shows other answers, as after an undo."""
        for key, field in self.fields.items():
            field.show_value(table.get(key, ""))

    def show_faults(self, faults: Mapping[str, Sequence[str]]) -> None:
        """Shows below each answer what is wrong with it; none for the others."""
        for key, label in self._faults.items():
            said = "\n".join(f"⚠ {sentence_said(fault)}" for fault in faults.get(key, ()))
            label.setText(said)
            label.setVisible(bool(said))
            self.fields[key].control.setAccessibleDescription(said)
            repolish(self.fields[key].control, "wrong", on=bool(said))

    def show_says(self, part: FormPart, version: str) -> None:
        """Shows what the strategy says now, as of its version."""
        for question in part.questions:
            if label := self._says.get(question.entry.key or question.entry.source):
                label.setText(said_of(self, question, version))

    def focus_on(self, key: str) -> None:
        """Puts the cursor into an answer."""
        if row := self.signs.get(key.removeprefix("sign_offs.")) if key.startswith("sign_offs.") else None:
            row.name.setFocus()
            self.ensureWidgetVisible(row)
        elif field := self.fields.get(key):
            field.control.setFocus()
            self.ensureWidgetVisible(field)

    def _add(self, column: QVBoxLayout, question: Question) -> None:
        entry = question.entry
        wanted = "" if entry.required and not entry.stands else self.tr(" (may be left empty)")
        label = plain_label(f"{question.called}{wanted if entry.asks else ''}", wraps=True)
        column.addWidget(label)
        label.setVisible(entry.asks or bool(entry.label))
        if entry.guidance:
            column.addWidget(plain_label(entry.guidance, "faint", wraps=True))
        if entry.asks:
            field = field_for(entry)
            if self.read_only:
                field.make_read_only()
            label.setBuddy(field.control)
            field.control.setAccessibleName(question.called)
            fault = plain_label("", "fault", wraps=True)
            fault.hide()
            column.addWidget(field)
            column.addWidget(fault)
            self.fields[entry.key], self._faults[entry.key] = field, fault
            field.edited.connect(lambda: self.answered.emit(entry.key, field.value))
        if entry.source:
            says = plain_label("", "faint", wraps=True)
            column.addWidget(says)
            self._says[entry.key or entry.source] = says
        if entry.verified:
            row = SignRow(question.called, read_only=self.read_only)
            row.sign_requested.connect(lambda name, role: self.sign_requested.emit(entry.key, name, role))
            column.addWidget(row)
            self.signs[entry.key] = row


def said_of(widget: QWidget, question: Question, version: str) -> str:
    """What the strategy or the decision says in a question's place, and whence that is."""
    entry = question.entry
    if entry.type == "decision":
        said = question.says or translate("PartForm", "nothing recorded yet; democratic services complete it")
        return translate("PartForm", "From the recorded decision: {}").format(said)
    if entry.source in BLOCK_SOURCES:
        what = entry.source.replace("_", " ")
        return translate("PartForm", "Drawn from the strategy ({}): {}").format(version, what)
    if entry.source == "meeting_date":
        planned = translate("PartForm", "Left empty, this is the day on the route: {}.")
        none = translate(
            "PartForm", "Left empty, this is the day on the route (Approval), where none is planned yet."
        )
        return planned.format(question.says) if question.says else none
    said = question.says or translate("PartForm", "nothing")
    if entry.asks:
        return translate("PartForm", "Left empty, this is what the strategy ({}) says: {}").format(
            version, said
        )
    return translate("PartForm", "From the strategy ({}): {}").format(version, said)
