"""One thread of comments as a card: who said what of which words, answers, what can be done. Imports Qt only."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.models.review import Comment
from app.ui.button_menu import button_menu
from app.ui.flow import FlowLayout, TurningRow
from app.ui.icons import icon
from app.ui.labels import plain_label, shown_as_it_is, tip_of
from app.ui.typed import show_date

LONGEST = 160
LINES = 3


class Writing(QWidget):
    """A box to write in, with a button that sends; Ctrl+Enter sends too, Escape leaves it."""

    written = Signal(str)
    left = Signal()

    def __init__(self, name: str, send: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QPlainTextEdit()
        self.box.setAccessibleName(name)
        self.box.setPlaceholderText(name)
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(self.box.fontMetrics().lineSpacing() * LINES + 20)
        self.box.installEventFilter(self)
        self.send = QPushButton(send)
        self.send.setToolTip(self.tr("Ctrl+Enter"))
        self.leave = QPushButton(self.tr("Cancel"))
        row = FlowLayout()
        row.addWidget(self.send)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.box)
        column.addLayout(row)
        self.setFocusProxy(self.box)
        self.box.textChanged.connect(self._check)
        self.send.clicked.connect(self._send)
        self.leave.clicked.connect(self.left)
        self._check()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held:
                self._send()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _check(self) -> None:
        self.send.setEnabled(bool(self.box.toPlainText().strip()))

    def _send(self) -> None:
        if text := self.box.toPlainText().strip():
            self.box.clear()
            self.written.emit(text)


class WithdrawButton(QToolButton):
    """Says what it does in one word where there is no room for more; its tip, and who listens, have it all."""

    def __init__(self, words: str, short: str) -> None:
        super().__init__()
        self._words, self._short = words, short
        self.setText(words)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self._hint(self._words)

    def minimumSizeHint(self) -> QSize:
        return self._hint(self._short)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        whole = event.size().width() >= self.sizeHint().width()
        self.setText(self._words if whole else self._short)
        self.setToolTip("" if whole else self._words)

    def _hint(self, words: str) -> QSize:
        """The size with other words than those it has just now."""
        more = self.fontMetrics().horizontalAdvance(words) - self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(more, 0)


class ThreadCard(QFrame):
    """A thread; it tells what its reader wants."""

    go_requested = Signal(object)
    answered = Signal(object, str)
    resolve_requested = Signal(object, bool)
    withdraw_requested = Signal(object)

    def __init__(
        self, thread: Sequence[Comment], place: str, who: str, writable: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.talk = tuple(thread)
        first = self.talk[0]
        self.setObjectName("rich")
        self.setAccessibleName(self.tr("Comment by {} on {}").format(first.author, place))
        self.go = QPushButton()
        self.go.setObjectName("place")
        self.go.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._place = place
        self.go.setAccessibleName(self.tr("Go to {}").format(place))
        self.reply = self._button(self.tr("Reply"), "response")
        self.resolve = self._button(self.tr("Reopen") if first.resolved else self.tr("Resolve"), "saved")
        answered = len(self.talk) > 1
        whole, reply = self.tr("Delete"), self.tr("Delete reply")
        self.withdraw = _with_icon(WithdrawButton(reply if answered else whole, whole), "delete")
        if self.talk[-1].author != who:
            self.withdraw.hide()  # only hidden, for shown before it has a place it would be a window of its own
        self._writing: Writing | None = None
        for button in (self.reply, self.resolve, self.withdraw):
            button.setEnabled(writable)
        self._arrange()
        self._connect()

    @property
    def writing(self) -> Writing:
        """The box for an answer; most threads never need one."""
        if self._writing is None:
            self._writing = Writing(self.tr("Your answer"), self.tr("Reply"), self)
            self._writing.written.connect(lambda text: self.answered.emit(self.talk[0], text))
            self._writing.left.connect(self._leave)
            self._writing.hide()
            self._column.addWidget(self._writing)
        return self._writing

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = button_menu(self, (self.reply, self.resolve, self.withdraw))
        go = QAction(shown_as_it_is(self.go.accessibleName()), menu)
        go.triggered.connect(self.go.click)
        menu.insertAction(menu.actions()[0], go)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 40
        place = self.go.fontMetrics().elidedText(self._place, Qt.TextElideMode.ElideRight, room)
        self.go.setText(shown_as_it_is(place))
        leads = self.tr("Go to the words it stands on")
        self.go.setToolTip(leads if place == self._place else tip_of(f"{self._place}\n{leads}"))

    def _arrange(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        first = self.talk[0]
        column.addWidget(self.go)
        if first.quote:
            quote = first.quote if len(first.quote) <= LONGEST else first.quote[:LONGEST] + "…"
            column.addWidget(plain_label(f"“{quote}”", "faint", wraps=True))
        for at, each in enumerate(self.talk):
            head = " · ".join(filter(None, (each.author, show_date(each.at[:10]))))
            said = QVBoxLayout()
            said.setContentsMargins(16 if at else 0, 4 if at else 0, 0, 0)
            said.setSpacing(0)
            said.addWidget(plain_label(f"↳ {head}" if at else head, "small", wraps=True))
            said.addWidget(plain_label(each.text, wraps=True))
            column.addLayout(said)
        if first.resolved:
            by = first.resolved_by or self.tr("somebody")
            said = self.tr("✓ Resolved by {}, {}").format(by, show_date(first.resolved[:10]))
            column.addWidget(plain_label(said, "faint", wraps=True))
        column.addWidget(TurningRow((self.reply, self.resolve, self.withdraw)))

    def _connect(self) -> None:
        first = self.talk[0]
        self.go.clicked.connect(lambda: self.go_requested.emit(first))
        self.reply.clicked.connect(self._reply)
        self.resolve.clicked.connect(lambda: self.resolve_requested.emit(first, not first.resolved))
        self.withdraw.clicked.connect(lambda: self.withdraw_requested.emit(self.talk[-1]))

    def _reply(self) -> None:
        self.writing.show()
        self.writing.setFocus()

    def _leave(self) -> None:
        self.writing.hide()
        self.reply.setFocus()

    def _button(self, words: str, picture: str) -> QToolButton:
        button = QToolButton()
        button.setText(words)
        return _with_icon(button, picture)


def _with_icon(button: QToolButton, picture: str) -> QToolButton:
    button.setIcon(icon(picture))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
