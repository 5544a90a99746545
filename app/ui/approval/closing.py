"""Closing a condition: when it was met, which part of the strategy answers it, in which version; and correcting that.

Imports Qt only.
"""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from app.models.approval import Closing, Condition
from app.models.dates import long_date, read_day, show_date
from app.models.errors import Refused
from app.ui.approval.approving import Approving
from app.ui.approval.asked import AskedDialog
from app.ui.choice import Choice
from app.ui.sentences.said import sentence_said


class ClosingDialog(AskedDialog):
    """Asks how a condition was met, and notes it. Of one that is closed it shows what was noted, to be corrected."""

    def __init__(
        self,
        approving: Approving,
        decision: int,
        number: int,
        condition: Condition,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", condition.text, "", parent)
        self._met = bool(condition.closed)
        title = self.tr("Correct how a condition was met") if self._met else self.tr("Close a condition")
        self.setWindowTitle(title)
        done = self.tr("Correct it") if self._met else self.tr("Close the condition")
        self.done_button.setText(done)
        self._approving = approving
        self._of = decision, number
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
        day = show_date(condition.closed) if self._met else long_date(approving.today())
        empty = self.tr("Empty: the condition is still to be met") if self._met else ""
        self.add("date", self.tr("Met on"), QLineEdit(day), empty)
        self.add("node", self.tr("Answered by"), parts)
        self.add("version", self.tr("In version"), versions)
        self.add("note", self.tr("Note"), QPlainTextEdit(condition.answer), self.tr("How it was met"))
        if self._met:
            parts.setCurrentIndex(max(parts.findData(condition.node), 0))
            versions.setCurrentIndex(max(versions.findData(condition.version), 0))
            self.notice.setText(self.tr("Take the day out, and the condition is still to be met."))
            self.notice.show()
        self.fit(76, 23)

    def faults(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        if self._met and not self.said("date"):
            return found
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
            self.refuse(sentence_said(fault))
            return
        self.accept()
