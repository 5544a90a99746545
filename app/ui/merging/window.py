"""The merge window: what comes by itself is listed, what collides is decided, and nothing is done until “Merge”.

Imports models, compare and Qt only.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.models.errors import Refused
from app.ui.ask import Ask
from app.ui.compare.change_list import ChangeList
from app.ui.dialog_size import size_dialog
from app.ui.labels import plain_label
from app.ui.merging.collision import CollisionPage
from app.ui.merging.deciding import Decision, Plan
from app.ui.review.side import TABS
from app.ui.sentences.said import sentence_said
from app.ui.sources import PictureSource
from app.ui.wrapped import wrap_rows


class MergeWindow(QDialog):
    """Decides a merge. `merged` carries the sentence of what came of it."""

    merged = Signal(str)

    def __init__(self, plan: Plan, pictures: PictureSource, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._ask = ask
        self.decisions: dict[int, Decision] = {}
        self.told = plain_label(plan.told, wraps=True)
        self.list = QListWidget()
        self.page = CollisionPage(pictures, ask)
        self.around = QScrollArea()
        self.around.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the texts in it take the keyboard
        self.coming = ChangeList()
        self.left = plain_label("", wraps=True)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setStyleSheet(TABS)
        self.buttons = QDialogButtonBox()
        self.merge = self.buttons.addButton(self.tr("Merge"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel = self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.setWindowTitle(self.tr("Merge {}").format(plan.name))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._arrange()
        self._connect()
        self._fill()

    def step(self, by: int) -> None:
        """Goes to the next collision (1) or the one before (-1), round the end."""
        if count := self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + by) % count)

    def accept(self) -> None:
        """Merges; where that is refused, says why and stays."""
        try:
            said = self._plan.merge(self.decisions)
        except Refused as fault:
            self._ask.tell(self.windowTitle(), sentence_said(fault))
            return
        super().accept()
        self.merged.emit(said)

    def reject(self) -> None:
        """Closes without a change; asks first where something was decided."""
        lose = self.tr("Your decisions are lost; nothing was merged yet. Close all the same?")
        ways = (self.tr("Go on deciding"), self.tr("Close"))  # the first is proposed: an Enter loses nothing
        if not self.decisions or self._ask.choice(self.windowTitle(), lose, ways) == 1:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def _arrange(self) -> None:
        self.list.setAccessibleName(self.tr("To be decided"))
        wrap_rows(self.list)
        self.coming.setAccessibleName(self.tr("What merges by itself"))
        deciding = QSplitter(Qt.Orientation.Horizontal)
        deciding.setChildrenCollapsible(False)
        deciding.addWidget(self.list)
        self.around.setWidgetResizable(True)
        self.around.setWidget(self.page)
        deciding.addWidget(self.around)
        deciding.setSizes([280, 660])
        deciding.setStretchFactor(1, 1)
        self._add_tabs(deciding)
        foot = QHBoxLayout()
        foot.addWidget(self.left, 1)
        foot.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.told)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)
        size_dialog(self, 143, 45)

    def _add_tabs(self, deciding: QWidget) -> None:
        """Fills the tabs while they stand alone, so that the keyboard comes to the buttons after them."""
        questions, coming = self._plan.questions, self._plan.coming
        if questions:
            self.tabs.addTab(deciding, self.tr("To be decided ({})").format(len(questions)))
        else:
            deciding.hide()
            deciding.setParent(self)
        self.tabs.addTab(self.coming, self.tr("Merges by itself ({})").format(len(coming)))

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show)
        self.page.decided.connect(self._decide)
        self.around.verticalScrollBar().rangeChanged.connect(self._show_writing)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        for keys, by in (("F7", 1), ("Shift+F7", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self.step(by))

    def _fill(self) -> None:
        questions, coming = self._plan.questions, self._plan.coming
        self.coming.rows.show_changes(coming)
        for at, question in enumerate(questions):
            self.list.addItem(QListWidgetItem(question.where))
            self._mark(at)
        self._show_left()
        if questions:
            self.list.setCurrentRow(0)
        # Not the tabs, in which the arrows would leave what is to be decided.
        (self.list if questions else self.coming).setFocus()

    def _show(self, at: int) -> None:
        if 0 <= at < len(self._plan.questions):
            self.page.show_question(self._plan.questions[at], self.decisions.get(at))

    def _show_writing(self) -> None:
        """Keeps what is written anew in sight, for which the page has to make room first."""
        if (writing := self.page.writing()) is not None:
            self.around.ensureWidgetVisible(writing)

    def _decide(self) -> None:
        at, decision = self.list.currentRow(), self.page.decision()
        if decision is not None:
            self.decisions[at] = decision
            # This one alone: while the background works, each call of Qt waits for its turn.
            self._mark(at)
        self._show_left()

    def _mark(self, at: int) -> None:
        """Marks whether a collision is decided."""
        question, item = self._plan.questions[at], self.list.item(at)
        sign = "✓" if at in self.decisions else "○"
        item.setText(f"{sign} {question.where}\n{question.what}")
        heard = self.tr("{}, decided") if at in self.decisions else self.tr("{}, open")
        said = f"{question.where}. {question.what}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, heard.format(said))

    def _show_left(self) -> None:
        """Says what is not decided yet."""
        questions = self._plan.questions
        left = len(questions) - len(self.decisions)
        same = not questions and not self._plan.coming
        nothing = same and not self._plan.reviewed
        self.merge.setEnabled(not left and not nothing)
        if same and not nothing:
            self.left.setText(self.tr("The texts are the same; what reviewers said and decided comes along."))
        elif nothing:
            self.left.setText(self.tr("The other copy has nothing that this one lacks."))
        elif left:
            said = self.tr("{} of {} still to be decided, marked ○; F7 goes to the next line.")
            self.left.setText(said.format(left, len(questions)))
        else:
            self.left.setText(self.tr("Merging is one edit; Ctrl+Z takes it back."))
