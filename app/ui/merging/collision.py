"""One collision side by side: what stood before, what this copy and the other made of it, and how it is decided.

Imports models, compare and Qt only.
"""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QGridLayout,
    QPlainTextEdit,
    QRadioButton,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.compare.merge import Choice
from app.compare.woven import Piece, pieces
from app.models.text import one_line
from app.ui.ask import Ask
from app.ui.inks import Inks
from app.ui.labels import plain_label
from app.ui.merging.deciding import ANEW, Decision, Question
from app.ui.rich_text.editor import RichTextEdit
from app.ui.rich_text.frame import RichFrame
from app.ui.sources import PictureSource

LINES_SEEN, LINES_WRITTEN = 6, 4
"""The least of a side's words that are in sight at once, and of what is written anew."""


class CollisionPage(QWidget):
    """Shows one question at a time; `decided` says that it was answered, or is open again."""

    decided = Signal()

    def __init__(self, pictures: PictureSource, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question: Question | None = None
        self.where = plain_label("", "head", wraps=True)
        self.what = plain_label("", "", wraps=True)
        self.before = Words(self.tr("Before"))
        self.mine, self.theirs = Words(self.tr("Mine")), Words(self.tr("Theirs"))
        self.buttons: dict[str, QRadioButton] = {
            "mine": QRadioButton(self.tr("&Mine")),
            "theirs": QRadioButton(self.tr("&Theirs")),
            "both": QRadioButton(self.tr("&Both, mine first")),
            ANEW: QRadioButton(self.tr("&Write anew")),
        }
        self._group = QButtonGroup(self)
        self.plain = QPlainTextEdit()
        self.plain.setTabChangesFocus(True)
        self.rich = RichTextEdit(pictures, ask, least_lines=LINES_WRITTEN)
        self.anew = QStackedWidget()
        self._arrange()
        self._connect()

    def show_question(self, question: Question, decision: Decision | None) -> None:
        """Shows a collision, with what was decided about it so far."""
        self._question = None
        self.where.setText(question.where)
        self.what.setText(question.what)
        self.before.show_words(question.before, question.before)
        self.mine.show_words(question.before, question.mine)
        self.theirs.show_words(question.before, question.theirs)
        self.anew.setCurrentWidget(self._frame if question.is_rich else self.plain)
        written: Any = decision.value if decision and decision.choice == ANEW else question.start
        # The one that is not asked for would still take room, for the two lie on one another.
        self.rich.set_blocks(written if question.is_rich else ())
        self.plain.setPlainText("" if question.is_rich else str(written))
        self._group.setExclusive(False)
        for name, button in self.buttons.items():
            button.setVisible(name in question.ways)
            button.setChecked(decision is not None and decision.choice == name)
        self._group.setExclusive(True)
        self.anew.setVisible(self.buttons[ANEW].isChecked())
        self._question = question

    def writing(self) -> QWidget | None:
        """What is written in just now; None where the keyboard is elsewhere."""
        at = QApplication.focusWidget()
        return self.anew if at is not None and self.anew.isAncestorOf(at) else None

    def decision(self) -> Decision | None:
        """What is decided about the collision that is shown; None while nothing is."""
        chosen = next((name for name, button in self.buttons.items() if button.isChecked()), None)
        if chosen is None:
            return None
        if chosen != ANEW:
            choice: Choice = "mine" if chosen == "mine" else "theirs" if chosen == "theirs" else "both"
            return Decision(choice)
        rich = self._question is not None and self._question.is_rich
        return Decision(ANEW, self.rich.blocks() if rich else one_line(self.plain.toPlainText()))

    def _arrange(self) -> None:
        self._frame = RichFrame()
        self._frame.hold(self.rich)
        self._frame.leave_rest_empty()
        self.anew.addWidget(self._frame)
        self.anew.addWidget(self.plain)
        for editor in (self.rich, self.plain):
            editor.setAccessibleName(self.tr("What is to stand there"))
        grid = QGridLayout()
        grid.setSpacing(8)
        for column, words in enumerate((self.before, self.mine, self.theirs)):
            grid.addWidget(plain_label(words.accessibleName(), "small"), 0, column)
            grid.addWidget(words, 1, column)
            grid.setColumnStretch(column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.where)
        column.addWidget(self.what)
        column.addLayout(grid, 1)
        for button in self.buttons.values():
            self._group.addButton(button)
            column.addWidget(button)
        column.addWidget(self.anew, 1)

    def _connect(self) -> None:
        for name, button in self.buttons.items():
            button.toggled.connect(lambda on, name=name: self._when_toggled(name, on))
        self.rich.edited.connect(self._when_written)
        self.plain.textChanged.connect(self._when_written)

    def _when_toggled(self, name: str, on: bool) -> None:
        if self._question is None or not on:
            return
        self.anew.setVisible(name == ANEW)
        if name == ANEW:
            (self.rich if self._question.is_rich else self.plain).setFocus()
        self.decided.emit()

    def _when_written(self) -> None:
        if self._question is not None and self.buttons[ANEW].isChecked():
            self.decided.emit()


class Words(QTextEdit):
    """One side's words, with what it put in and took out marked by colour and by underline or strike."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ("", "")
        self._differs = (0, 0)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setObjectName("words")
        self.setMinimumHeight(self.fontMetrics().height() * LINES_SEEN)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def show_words(self, before: str, after: str) -> None:
        """Shows a text against the one before it, from where they first differ."""
        self._shown, self._differs = (before, after), (0, 0)
        self.clear()
        if not after:
            self.setPlaceholderText(self.tr("Nothing: it was taken out"))
        self._differs = self._written(before, after)
        self._show_difference()

    def _written(self, before: str, after: str) -> tuple[int, int]:
        """Writes the words; from where to where the first of those stand that differ."""
        cursor, inks = self.textCursor(), Inks(self.palette())
        differs: tuple[int, int] | None = None
        gone = ""
        for piece in _told(before, after):
            if gone and piece.op == "insert" and not gone[-1].isspace():
                cursor.insertText(" ", QTextCharFormat())
            start = cursor.position()
            cursor.insertText(piece.text, _look(piece, inks))
            if piece.op != "equal" and differs is None:
                differs = start, cursor.position()
            gone = piece.text if piece.op == "delete" else ""
        return differs or (0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_difference()

    def _show_difference(self) -> None:
        """Brings where the sides first differ into sight, to its end where there is room."""
        self.verticalScrollBar().setValue(0)
        cursor = self.textCursor()
        for place in reversed(self._differs):
            cursor.setPosition(place)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_words(*self._shown)


def _told(before: str, after: str) -> Iterable[Piece]:
    return (Piece("equal", after),) if before == after or not after else pieces(before, after)


def _look(piece: Piece, inks: Inks) -> QTextCharFormat:
    look = QTextCharFormat()
    if piece.op != "equal":
        ink = inks.inserted if piece.op == "insert" else inks.deleted
        look.setForeground(ink)
        look.setFontUnderline(piece.op == "insert")
        look.setFontStrikeOut(piece.op == "delete")
    return look
