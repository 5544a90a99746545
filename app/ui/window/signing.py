"""Asking for the council's certificate when a PDF is exported. Imports Qt only."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.typed_path import typed_path

_ONLY = QT_TRANSLATE_NOOP("SigningFields", "only a PDF is signed")
ROUND_WORDS = 24
"""What stands on both sides of a line's words, in pixels."""


class SigningFields(QWidget):
    """The certificate's file and its passphrase; both may stay empty, and the copy is not signed then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.certificate, self.passphrase = QLineEdit(), QLineEdit()
        self.browse = QPushButton(self.tr("Certificate…"))
        self.certificate.setAccessibleName(self.tr("Certificate to sign with"))
        self.passphrase.setAccessibleName(self.tr("Passphrase of the certificate"))
        self.passphrase.setPlaceholderText(self.tr("passphrase"))
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part, stretch in ((self.certificate, 2), (self.browse, 0), (self.passphrase, 1)):
            row.addWidget(part, stretch)
        for line, words in ((self.certificate, _ONLY), (self.passphrase, self.passphrase.placeholderText())):
            line.setMinimumWidth(line.fontMetrics().horizontalAdvance(self.tr(words)) + ROUND_WORDS)
        self.setFocusProxy(self.certificate)
        self.browse.clicked.connect(self._browse)
        self.allow(True)

    def allow(self, allowed: bool) -> None:
        """Takes a certificate, or says why none is taken: the copy is no PDF. What was typed stays."""
        self.setEnabled(allowed)
        self.certificate.setPlaceholderText(self.tr("not signed") if allowed else self.tr(_ONLY))

    def wish(self) -> tuple[Path, str] | None:
        """The certificate and its passphrase; None where the copy is not to be signed."""
        named = self.certificate.text().strip()
        return (typed_path(named), self.passphrase.text()) if named and self.isEnabled() else None

    def _browse(self) -> None:
        kinds = self.tr("Certificates (*.p12 *.pfx)")
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Sign with"), self.certificate.text(), kinds)
        if chosen:
            self.certificate.setText(chosen)
