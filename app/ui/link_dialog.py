"""Asks where words are to lead: a part of the strategy, or an address of the web or of mail. Imports Qt only."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.ask import LinkAnswer, LinkedPart
from app.ui.dialog_size import size_dialog
from app.ui.labels import plain_label
from app.ui.picker import Entry, Narrowing, line_of, show_remarks, step_of

ADDRESSES = ("https://", "http://", "mailto:")


class LinkDialog(QDialog):
    """One line takes a few letters of a part, or an address; `answer` is what was chosen once accepted."""

    def __init__(self, parent: QWidget, words: str, to: str, parts: Sequence[Entry]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Link"))
        self.answer = LinkAnswer(words, to)
        self._parts = parts
        self._narrowing = Narrowing(parts)
        self._shown: list[Entry] = []
        self.words, self.where = QLineEdit(words), QLineEdit()
        self.words.setPlaceholderText(self.tr("Empty: the part's name, or the address"))
        self.where.setPlaceholderText(self.tr("A few letters of a part, or https://… or a mail address"))
        self.where.setClearButtonEnabled(True)
        self.list = QListWidget()
        show_remarks(self.list)
        self.list.setAccessibleName(self.tr("What fits"))
        self.list.setUniformItemSizes(True)
        self.empty = plain_label("", "faint", wraps=True)
        self.remove = QPushButton(self.tr("Remove the link"))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.link = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.link.setText(self.tr("Link"))
        self._arrange(bool(to))
        self._connect()
        self._begin(to)

    def _arrange(self, linked: bool) -> None:
        form = QFormLayout()
        form.setSpacing(8)
        for label, line in ((self.tr("Words"), self.words), (self.tr("Leads to"), self.where)):
            line.setAccessibleName(label)
            form.addRow(plain_label(label), line)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty)
        if linked:
            self.buttons.addButton(self.remove, QDialogButtonBox.ButtonRole.ResetRole)
        column.addWidget(self.buttons)
        size_dialog(self, 80, 29)

    def _connect(self) -> None:
        self.where.textChanged.connect(self._narrow)
        self.where.installEventFilter(self)
        self.list.currentRowChanged.connect(lambda at: self.link.setEnabled(at >= 0))
        self.list.itemActivated.connect(lambda _: self._take())
        self.buttons.accepted.connect(self._take)
        self.buttons.rejected.connect(self.reject)
        self.remove.clicked.connect(self._unlink)

    def _begin(self, to: str) -> None:
        self.where.setText("" if to.startswith("#") else to)
        self._narrow(self.where.text())
        ids = [entry.what.id if isinstance(entry.what, LinkedPart) else "" for entry in self._parts]
        at = ids.index(to[1:]) if to[1:] in ids else 0
        if to.startswith("#") and at >= len(self._shown):
            self._show([self._parts[at], *self._shown])
            at = 0
        self.list.setCurrentRow(at)
        self.where.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and (by := step_of(event)):
            self.list.setCurrentRow(min(max(self.list.currentRow() + by, 0), self.list.count() - 1))
            return True
        return super().eventFilter(watched, event)

    def _narrow(self, typed: str) -> None:
        address = as_address(typed)
        self._show([Entry(address, "", "link")] if address else self._narrowing.best(typed))

    def _show(self, entries: list[Entry]) -> None:
        self._shown = entries
        self.list.clear()
        for entry in entries:
            self.list.addItem(line_of(entry))
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(entries))
        nothing = self.tr("No part is called that. An address begins with https:// or holds an @.")
        self.empty.setText(
            nothing if self._parts else self.tr("Type an address, such as https://… or a mail address.")
        )
        self.empty.setVisible(not entries)
        self.link.setEnabled(bool(entries))

    def _take(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._shown):
            part, address = self._shown[at].what, self._shown[at].name
            to, named = (address, address.removeprefix("mailto:"))
            if isinstance(part, LinkedPart):
                to, named = f"#{part.id}", part.name
            self.answer = LinkAnswer(self.words.text().strip() or named, to)
            self.accept()

    def _unlink(self) -> None:
        self.answer = LinkAnswer(self.words.text(), "")
        self.accept()


def as_address(typed: str) -> str:
    """What was typed as an address of the web or of mail; empty where it is none, such as a part's name."""
    text = typed.strip()
    if not text or any(letter.isspace() for letter in text):
        return ""
    if text.lower().startswith(ADDRESSES):
        return text
    if "@" in text.strip("@") and "/" not in text:
        return f"mailto:{text}"
    host, _, _ = text.partition("/")
    named = "." in host.strip(".") and any(letter.isalpha() for letter in host.rpartition(".")[2])
    return f"https://{text}" if named else ""
