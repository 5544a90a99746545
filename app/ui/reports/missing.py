"""What a report still lacks and where it disagrees, as a list; and the ledger of its sign-offs. Imports Qt only."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.document.report_checks import ReportFinding
from app.models.approval import Noted, Verified
from app.models.dates import show_date
from app.ui.dialog_size import size_dialog
from app.ui.labels import plain_label
from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.sentences.said import sentence_said
from app.ui.wrapped import wrap_rows

SIGNS = {"missing": "○", "unverified": "○", "disagrees": "≠", "void": "⚠", "version": "⚠"}


class MissingList(QWidget):
    """Every finding; choosing one leads to its question."""

    go_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = plain_label("", wraps=True)
        self.list = QListWidget()
        wrap_rows(self.list)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setAccessibleName(self.tr("What is missing or disagrees"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 8)
        column.setSpacing(4)
        column.addWidget(self.heading)
        column.addWidget(self.list, 1)
        column.addStretch()
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)

    def show_findings(self, findings: Sequence[ReportFinding]) -> None:
        """Lists what was found, what disagrees before what is missing."""
        row = self.list.currentRow()
        self.list.clear()
        for found in sorted(findings, key=lambda each: each.rule in ("missing", "unverified")):
            item = QListWidgetItem(f"{SIGNS[found.rule]}  {sentence_said(found.message)}")
            item.setData(Qt.ItemDataRole.UserRole, found.key)
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        missing = sum(found.rule in ("missing", "unverified") for found in findings)
        wrong = len(findings) - missing
        if not findings:
            self.heading.setText(self.tr("● Nothing is missing, and every figure agrees with the strategy."))
        else:
            self.heading.setText(self.tr("{} still missing, {} to look at").format(missing, wrong))
        self.list.setVisible(bool(findings))

    def _go(self, item: QListWidgetItem) -> None:
        self.go_requested.emit(str(item.data(Qt.ItemDataRole.UserRole)))


class LedgerDialog(QDialog):
    """Who verified what, in which post, when, for which version; nothing in it can be altered."""

    def __init__(self, noted: Sequence[Noted], called: dict[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sign-offs"))
        heads = (
            QT_TRANSLATE_NOOP("LedgerDialog", "Verified"),
            QT_TRANSLATE_NOOP("LedgerDialog", "Officer"),
            QT_TRANSLATE_NOOP("LedgerDialog", "Post"),
            QT_TRANSLATE_NOOP("LedgerDialog", "On"),
            QT_TRANSLATE_NOOP("LedgerDialog", "Version"),
            QT_TRANSLATE_NOOP("LedgerDialog", "Of the strategy"),
            QT_TRANSLATE_NOOP("LedgerDialog", "Of the answer"),
        )
        rows = [each.step for each in noted if isinstance(each.step, Verified)]
        self.table = QTableWidget(len(rows), len(heads))
        self.table.setHorizontalHeaderLabels([self.tr(head) for head in heads])
        self.table.setAccessibleName(self.tr("Ledger of sign-offs"))
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        for at, step in enumerate(rows):
            texts = (
                called.get(step.entry, step.entry), step.name, step.role, show_date(step.date), step.version,
                step.fingerprint, step.text,
            )  # fmt: skip
            for column, text in enumerate(texts):
                self.table.setItem(at, column, QTableWidgetItem(text))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        about = self.tr(
            "Every verification that was given for this report; later ones take the place of earlier ones."
        )
        column.addWidget(
            plain_label(about if rows else self.tr("Nothing was verified yet."), "faint", wraps=True)
        )
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        size_dialog(self, 117, 21)
