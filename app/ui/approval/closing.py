"""Closing a condition: when it was met, which part of the strategy answers it, in which version. Imports Qt only."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from app.models.approval import Closing
from app.models.dates import long_date, read_day
from app.models.errors import Refused
from app.ui.approval.approving import Approving
from app.ui.approval.asked import AskedDialog
from app.ui.choice import Choice


class ClosingDialog(AskedDialog):
    """Asks how a condition was met, and notes it."""

    def __init__(
        self, approving: Approving, decision: int, condition: int, text: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("", text, "", parent)
        self.setWindowTitle(self.tr("Close a condition"))
        self.done_button.setText(self.tr("Close the condition"))
        self._approving = approving
        self._of = decision, condition
        parts, versions = Choice(), Choice()
        parts.setEditable(True)
        parts.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        parts.setMinimumContentsLength(24)
        parts.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        parts.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        parts.addItem(self.tr("No part of the strategy"), "")
        for choice in approving.parts():
            parts.addItem(choice.name, choice.id)
        if completer := parts.completer():
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        versions.addItem(self.tr("The draft"), "")
        for row in reversed(approving.versions()):
            versions.addItem(row.label, row.label)
        self.add("date", self.tr("Met on"), QLineEdit(long_date(approving.today())))
        self.add("node", self.tr("Answered by"), parts)
        self.add("version", self.tr("In version"), versions)
        self.add("note", self.tr("Note"), QPlainTextEdit(), self.tr("How it was met"))
        self.fit(76, 23)

    def faults(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        try:
            if read_day(self.said("date")) > self._approving.today().isoformat():
                found["date"] = self.tr("This day is still to come; a condition is closed once it is met.")
        except Refused:
            found["date"] = self.tr("This is not a day: write it as 9 October 2026.")
        if not self.said("node") and not self.said("note"):
            found["note"] = self.tr("Choose the part that answers the condition, or write how it was met.")
        return found

    def finish(self) -> None:
        said = self.said
        closing = Closing(*self._of, said("date"), said("node"), said("version"), said("note"))
        try:
            self._approving.close(closing)
        except Refused as fault:
            self.refuse(str(fault))
            return
        self.accept()
