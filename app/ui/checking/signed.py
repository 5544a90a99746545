"""Who signed the file that is checked, and whose word is taken for it. Imports Qt and services' values only."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.services.signing import SignedBy
from app.ui.ask import Ask
from app.ui.flow import FlowLayout
from app.ui.labels import plain_label

MARKS: dict[Literal["trusted", "holds", "broken"], str] = {"trusted": "✓", "holds": "⚠", "broken": "✗"}


class Signatures(QWidget):
    """A line for each signature, and below them the issuers that the reader trusts."""

    trusted_changed = Signal(object)

    def __init__(self, ask: Ask, trusted: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self.trusted = tuple(trusted)
        self.said = plain_label("", wraps=True)
        self.said.setAccessibleName(self.tr("Signatures"))
        self.trusts = plain_label("", "faint", wraps=True)
        self.trust_button = QPushButton(self.tr("Trust an issuer…"))
        self.trust_button.setToolTip(self.tr("Name the certificate of whoever may vouch for who signed"))
        self.nobody_button = QPushButton(self.tr("Trust nobody"))
        self._choices = QWidget()
        row = FlowLayout(self._choices, spacing=8)
        for part in (self.trust_button, self.nobody_button):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.said, self.trusts, self._choices):
            column.addWidget(part)
        self.trust_button.clicked.connect(self.trust)
        self.nobody_button.clicked.connect(lambda: self._set(()))
        self.hide()

    def show_signed(self, found: Sequence[SignedBy] | None) -> None:
        """Shows what is said of the signatures; nothing at all for None, where a file could have none."""
        self.setVisible(found is not None)
        lines = [f"{MARKS[each.worth]} {each.said}" for each in found or ()]
        self.said.setText("\n".join(lines) or self.tr("Not signed."))
        self._choices.setVisible(bool(lines))
        names = ", ".join(path.name for path in self.trusted)
        self.trusts.setText(self.tr("You trust: {}").format(names))
        self.trusts.setVisible(bool(lines and names))
        self.nobody_button.setVisible(bool(names))

    def trust(self) -> None:
        """Asks for the certificate of an issuer, whose word is taken from then on."""
        path = self._ask.open_file(
            self.tr("Trust an issuer"), self.tr("Certificates (*.pem *.cer *.crt *.der);;All files (*)")
        )
        if path is not None and path not in self.trusted:
            self._set((*self.trusted, path))

    def _set(self, trusted: Sequence[Path]) -> None:
        self.trusted = tuple(trusted)
        self.trusted_changed.emit(self.trusted)
