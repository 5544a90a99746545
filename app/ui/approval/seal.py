"""The seal: which version is the approved copy, by whom and when, or how far the draft is from it. Imports Qt only."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.models.dates import show_date
from app.services.standing import Standing, TakenBack
from app.ui.approval.route_line import outcome_in_words
from app.ui.approval.stage_page import minute_in_words
from app.ui.icons import icon
from app.ui.labels import plain_label, shown_as_it_is
from app.ui.roles import give_role

translate = QCoreApplication.translate

LONGEST_ON_A_BUTTON = 10
"""Letters of a version's label; buttons do not wrap, and one wider than the seal hid the ends of all its lines."""


class Seal(QScrollArea):
    """What is approved, in words and with the fingerprint that proves it."""

    check_requested = Signal()
    compare_requested = Signal(str)
    export_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._version = ""
        self.state = plain_label("", "head", wraps=True)
        self.about = plain_label("", wraps=True)
        self.print = plain_label("", "faint", wraps=True)
        self.taken_back = plain_label("", wraps=True)
        self.superseded = plain_label("", "faint", wraps=True)
        self.review = plain_label("", "notice", wraps=True)
        self.compare = QPushButton(icon("compare"), self.tr("Show the differences"))
        self.export = QPushButton(icon("export"), "")
        self.export.setToolTip(self.tr("Write the approved copy as Word or PDF"))
        self.check = QPushButton(icon("approval"), self.tr("Check a copy…"))
        self.check.setToolTip(self.tr("Ask whether a Word or PDF file is the approved copy (Ctrl+Shift+K)"))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        for part in (
            self.state, self.about, self.taken_back, self.print, self.compare, self.export, self.check,
            self.superseded, self.review,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch()
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("The seal"))
        give_role(self, QAccessible.Role.Pane)
        self.setWidget(page)
        self.check.clicked.connect(self.check_requested)
        self.compare.clicked.connect(lambda: self.compare_requested.emit(self._version))
        self.export.clicked.connect(lambda: self.export_requested.emit(self._version))

    def show_standing(self, standing: Standing) -> None:
        """Shows what is approved now."""
        approved = standing.approved
        self._version = approved.version if approved else ""
        if approved is None:
            self.state.setText(self.tr("○ Not approved"))
            none, yet = self.tr("No approval stands."), self.tr("No version has been approved yet.")
            self.about.setText(none if standing.taken_back else yet)
        elif standing.is_approved:
            self.state.setText(self.tr("● Approved copy: {}").format(approved.version))
            self.about.setText(self.tr("The draft is the approved version, to the letter."))
        else:
            count = standing.differences
            places = self.tr("1 place") if count == 1 else self.tr("{} places").format(count)
            self.state.setText(self.tr("◐ Not approved"))
            self.about.setText(self.tr("The draft differs from {} in {}.").format(approved.version, places))
        self.taken_back.setText(_taken_back(standing.taken_back))
        self.taken_back.setVisible(standing.taken_back is not None)
        self.print.setVisible(approved is not None)
        if approved is not None:
            decision = approved.decision
            lines = [
                self.tr("{} was approved by {} on {}.").format(
                    approved.version, decision.body, show_date(decision.date)
                ),
                minute_in_words(self, decision.minute) or decision.number,
                self.tr("Fingerprint {}").format(approved.fingerprint[:12]),
                self.tr("Seal {}").format(approved.seal[:12]) if approved.seal else "",
            ]
            self.print.setText("\n".join(filter(None, lines)))
            said = self.tr("Export {}…").format(approved.version)
            short = len(approved.version) <= LONGEST_ON_A_BUTTON
            self.export.setText(shown_as_it_is(said) if short else self.tr("Export it…"))
            self.export.setAccessibleName(said)
        self.compare.setVisible(approved is not None and not standing.is_approved)
        for button in (self.export, self.check):
            button.setVisible(approved is not None)
        gone = [
            self.tr("{}, approved {}").format(each.version, show_date(each.decision.date))
            for each in standing.superseded
        ]
        self.superseded.setText(self.tr("Superseded: {}").format("; ".join(gone)) if gone else "")
        self.superseded.setVisible(bool(gone))
        self.review.setText(standing.review)
        self.review.setVisible(bool(standing.review))


def _taken_back(found: TakenBack | None) -> str:
    """Which approval stands no more, and since when."""
    if found is None:
        return ""
    by, approved = found.by.decision, found.approved
    return translate("Seal", "{}, approved {}, was {} by {} on {}.").format(
        approved.version,
        show_date(approved.decision.date),
        outcome_in_words(by.outcome),
        by.body,
        show_date(by.date),
    )
