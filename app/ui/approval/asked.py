"""Dialogs that ask for a record: labelled fields, each with its own fault below it. Imports Qt only."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.ui.dialog_size import size_dialog
from app.ui.labels import plain_label, repolish
from app.ui.roles import give_role

Field = QLineEdit | QPlainTextEdit | QComboBox
LETTERS = 62


class AskedDialog(QDialog):
    """A form in a window. `faults()` of a subclass says, by field, what is wrong; it closes only when nothing is."""

    def __init__(self, title: str, about: str, done: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.fields: dict[str, Field] = {}
        self.fault_labels: dict[str, QLabel] = {}
        self._cells: dict[str, QVBoxLayout] = {}
        self._tried = False
        self.form = QFormLayout()
        self.form.setSpacing(8)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.done_button = self.buttons.addButton(done, QDialogButtonBox.ButtonRole.AcceptRole)
        self.done_button.setDefault(True)
        self.notice = plain_label("", "notice", wraps=True)
        self.notice.hide()
        self.refusal = plain_label("", "fault", wraps=True)
        self.refusal.hide()
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(4, 4, 12, 4)
        if about:
            inside.addWidget(plain_label(about, "faint", wraps=True))
        inside.addLayout(self.form)
        inside.addStretch()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(title)
        self.windowTitleChanged.connect(self.area.setAccessibleName)
        give_role(self.area, QAccessible.Role.Pane)
        self.area.setWidget(page)
        column = QVBoxLayout(self)
        column.addWidget(self.area, 1)
        for part in (self.notice, self.refusal, self.buttons):
            column.addWidget(part)
        self.buttons.accepted.connect(self._try)
        self.buttons.rejected.connect(self.reject)

    def faults(self) -> Mapping[str, str]:
        """What is wrong with each field, in a sentence; nothing for fields that are right."""
        return {}

    def add(self, key: str, label: str, field: Field, hint: str = "") -> None:
        """Adds a field with room for its fault below it."""
        head, fault = plain_label(label, wraps=True), plain_label("", "fault", wraps=True)
        head.setBuddy(field)
        fault.hide()
        field.setAccessibleName(label)
        field.setToolTip(hint)
        if isinstance(field, QPlainTextEdit):
            field.setTabChangesFocus(True)
            field.setFixedHeight(field.fontMetrics().height() * 3 + 14)
            field.textChanged.connect(self.check)
        elif isinstance(field, QLineEdit):
            field.textChanged.connect(self.check)
        else:
            field.currentIndexChanged.connect(self.check)
            if line := field.lineEdit():
                line.setAccessibleName(label)
        if hint and not isinstance(field, QComboBox):
            field.setPlaceholderText(hint)
        cell = QVBoxLayout()
        cell.setSpacing(2)
        cell.addWidget(field)
        cell.addWidget(fault)
        self.form.addRow(head, cell)
        self.fields[key], self.fault_labels[key], self._cells[key] = field, fault, cell

    def show_row(self, key: str, shown: bool) -> None:
        """Shows or hides a field with its label."""
        self.form.setRowVisible(self._cells[key], shown)
        self.fault_labels[key].setVisible(shown and bool(self.fault_labels[key].text()))

    def said(self, key: str) -> str:
        """What a field says, without the space around it."""
        field = self.fields[key]
        if isinstance(field, QComboBox):
            return str(field.currentData() or "")
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        return text.strip()

    def check(self) -> None:
        """Shows the faults there are, once it was tried to finish."""
        self.refusal.hide()
        if self._tried:
            self._show(self.faults())

    def fit(self, letters: int, lines: int) -> None:
        """Takes as much of the screen as is wanted, in letters across and lines high; begins in the first field."""
        next(iter(self.fields.values())).setFocus()
        size_dialog(self, letters, lines)

    def refuse(self, sentence: str) -> None:
        """Says why what was asked could not be done; what was typed stays."""
        self.refusal.setText(f"⚠ {sentence}")
        self.refusal.show()

    def _try(self) -> None:
        self._tried = True
        found = self.faults()
        self._show(found)
        if first := next((key for key in self.fields if found.get(key)), None):
            self.fields[first].setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(self.fault_labels[first])
            return
        self.finish()

    def finish(self) -> None:
        """Everything is right: the dialog closes."""
        self.accept()

    def _show(self, found: Mapping[str, str]) -> None:
        for key, label in self.fault_labels.items():
            said = found.get(key, "")
            label.setText(f"⚠ {said}" if said else "")
            label.setVisible(bool(said))
            # A form's row gives a wrapped label one line, over which the next would lie.
            label.setMinimumHeight(label.heightForWidth(self.fields[key].width()) if said else 0)
            self.fields[key].setAccessibleDescription(said)
            repolish(self.fields[key], "wrong", on=bool(said))
        # A form first shares out the heights its rows had before; laid out once more, they have their own.
        QTimer.singleShot(0, self, self.form.invalidate)
