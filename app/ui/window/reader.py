"""A version or an earlier moment, to be read and not altered. Imports models and Qt only."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QDialog, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.models.text import Blocks
from app.ui.ask import Ask
from app.ui.background import Work
from app.ui.dialog_button import DialogButton
from app.ui.dialog_size import size_dialog
from app.ui.flow import FlowLayout
from app.ui.labels import plain_label
from app.ui.rich_text.editor import RichTextEdit
from app.ui.roles import give_role
from app.ui.scrolling import keep_bar
from app.ui.sources import PictureSource
from app.ui.turns import InTurns
from app.ui.window.earlier import ReadingWords

translate = QCoreApplication.translate


def reading_words(speaker: QObject) -> ReadingWords:
    """The words of the window in the text of an earlier strategy, in the user's language."""
    return ReadingWords(
        yes=translate("Reader", "Yes"),
        no=translate("Reader", "No"),
        score=translate("Reader", "Score: {}"),
        score_after=translate("Reader", "Score after response: {}"),
        total=translate("Reader", "Total: {}"),
    )


class ReaderDialog(QDialog):
    """Shows a strategy as it was; it can be compared, restored and, being a version, exported or printed from here.

    `text` reads it, in the background. `failed` carries what that raised.
    """

    failed = Signal(object)

    restore_requested = Signal()
    compare_requested = Signal()
    export_requested = Signal()
    print_requested = Signal()

    def __init__(
        self,
        title: str,
        text: Callable[[], Blocks],
        pictures: PictureSource,
        ask: Ask,
        *,
        restores: bool,
        exports: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.text = RichTextEdit(pictures, ask)
        self.text.setReadOnly(True)
        self._filling = InTurns(self)
        self._reading = Work(text, self)
        self.text.setAccessibleName(title)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(24, 16, 24, 16)
        inside.addWidget(self.text)
        inside.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        # One that came once the text is too long would have all of it laid out anew.
        keep_bar(area)
        area.setAccessibleName(title)
        give_role(area, QAccessible.Role.Document)
        area.setWidget(page)
        self.compare = DialogButton("compare", self.tr("Compare with the draft"))
        self.export = DialogButton("export", self.tr("Export…"))
        self.print = DialogButton("print", self.tr("Print…"))
        self.restore = DialogButton("undo", self.tr("Restore as the draft"))
        self.restore.setEnabled(restores)
        if not exports:
            self.export.hide()
            self.print.hide()
        close = QPushButton(self.tr("Close"))
        row = FlowLayout(spacing=8, centred=True)
        row.addWidget(plain_label(self.tr("Read-only"), "faint"))
        for button in (self.compare, self.export, self.print, self.restore, close):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(plain_label(title, "title", wraps=True))
        column.addWidget(area, 1)
        column.addLayout(row)
        close.clicked.connect(self.reject)
        self.finished.connect(self._leave)
        wishes = (
            (self.compare, self.compare_requested),
            (self.export, self.export_requested),
            (self.print, self.print_requested),
            (self.restore, self.restore_requested),
        )
        for button, wish in wishes:
            button.clicked.connect(self.accept)
            button.clicked.connect(wish)
        size_dialog(self, 96, 43)
        self._reading.finished.connect(lambda blocks: self._filling.begin(self.text.fill(blocks)))
        self._reading.failed.connect(self.failed)
        self._reading.start()

    def _leave(self) -> None:
        """Nobody reads it any more: a long text would be drawn anew with every change of the window's look."""
        self._reading.leave()
        self._filling.leave()
        self.deleteLater()
