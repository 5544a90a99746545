"""The side tab of comments: threads, answers, and a box for a comment of one's own. Imports models and Qt only.

Comments stand outside the tree; so they are stored at once and are no step of undo. A deleted one can be put back.
"""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.models.errors import Refused
from app.models.review import Comment
from app.models.tree import place_in
from app.ui.desk import Desk
from app.ui.forms.columns import field_of
from app.ui.keyboard import held_in
from app.ui.labels import plain_label
from app.ui.review.filters import ALL, Filters
from app.ui.review.reviewing import Reviewing, Words
from app.ui.review.state import ReviewState
from app.ui.review.thread_card import ThreadCard, Writing
from app.ui.sentences.said import sentence_said
from app.ui.turns import InTurns

MOST = 60
LONGEST = 120
CARDS_S = 0.002
"""How long a turn makes cards: each one is laid out and painted in the same turn, which takes three times as long."""


class CommentsPanel(QWidget):
    """What reviewers said, thread by thread."""

    go_requested = Signal(object)
    comment_requested = Signal()

    def __init__(
        self, desk: Desk, state: ReviewState, reviewing: Reviewing, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state = state
        self._reviewing = reviewing
        self._shown_id = ""
        self._most = MOST
        self._words = Words(desk.id)
        self._withdrawn: Comment | None = None
        self._before: QWidget | None = None  # what had the keyboard when a comment was begun
        self._held = (
            ""  # the thread whose card is to have the keyboard, for it or the one before it was made anew
        )
        self.cards: list[ThreadCard] = []
        self._making = InTurns(self, CARDS_S)
        self.filters = Filters(
            {"open": self.tr("Open"), "resolved": self.tr("Resolved"), ALL: self.tr("All")}
        )
        self.add = QPushButton(self.tr("Add a comment"))
        self.add.setToolTip(self.tr("On the chosen words, or on the part (Ctrl+Alt+M)"))
        self.add.setEnabled(not desk.read_only)
        self.about = plain_label("", "faint", wraps=True)
        self.writing = Writing(self.tr("Your comment"), self.tr("Comment"))
        self.empty = plain_label("", "faint", wraps=True)
        self.more = QPushButton(self.tr("Show more"))
        self.undo = QPushButton()
        self._arrange()
        self._connect()
        self.refresh()

    def show_part(self, id: str) -> None:
        """Another part is on show."""
        self._shown_id = id
        if self.filters.here:
            self.refresh()

    def write_about(self, words: Words) -> None:
        """Lets a comment be written on words, or on a part."""
        self._words = words
        self._before = held_in(self.window())
        quote = words.quote if len(words.quote) <= LONGEST else words.quote[:LONGEST] + "…"
        place = self._place(words.node, words.field)
        self.about.setText(f"{place}: “{quote}”" if quote else place)
        for part in (self.about, self.writing):
            part.show()
        self.writing.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Shows what was said by now. A card whose thread is the same stays, with what is being written in it."""
        from app.services.deciding import threads

        self.filters.show_authors(each.author for each in self._state.comments)
        node = self._desk.node(self._shown_id)
        inside = node.ids if self.filters.here and node else None
        root = self._desk.root
        found = sorted(threads(self._state.comments), key=lambda thread: place_in(root, thread[0].node))
        wanted = [
            thread
            for thread in found
            if any(
                self.filters.admits("resolved" if thread[0].resolved else "open", each.author)
                for each in thread
            )
            and (inside is None or thread[0].node in inside)
        ]
        self._show(wanted[: self._most])
        self.more.setVisible(len(wanted) > self._most)
        self.empty.setText(self._none())
        self.empty.setVisible(not wanted)

    def _none(self) -> str:
        """What is said where there is nothing to list."""
        if not self._state.comments:
            return self.tr(
                "Comments are listed here. Choose words in the text and press Ctrl+Alt+M to make the first one."
            )
        if self.filters.usual:
            return self.tr("No comment is open: all have been resolved.")
        return self.tr("There is no comment of what is chosen above.")

    def _show(self, wanted: list[tuple[Comment, ...]]) -> None:
        threads, still = set(wanted), {thread[0].id for thread in wanted}
        if self._held not in still:
            self._held = ""
        for at, card in [(at, card) for at, card in enumerate(self.cards) if card.talk not in threads]:
            focused = QApplication.focusWidget()
            if focused is not None and card.isAncestorOf(focused):
                self._lead_on(card.talk[0].id if card.talk[0].id in still else _near(wanted, at))
            self.cards.remove(card)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._making.begin(self._place_cards(wanted))

    def _lead_on(self, thread: str) -> None:
        """Has the keyboard go to a thread's card once it is there; without one it would go out of the panel."""
        self._held = thread
        if not thread:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_cards(self, wanted: list[tuple[Comment, ...]]) -> Iterator[None]:
        """Puts the cards in their order, and those between them that are not there yet."""
        kept = {card.talk: card for card in self.cards}
        for at, thread in enumerate(wanted):
            card = kept.get(thread)
            if card is not None:
                self.cards.remove(card)
            else:
                card = self._card(thread)
            self._place_card(at, card)
            self.cards.insert(at, card)
            if thread[0].id == self._held:
                self._held = ""
                card.reply.setFocus(Qt.FocusReason.OtherFocusReason)
            yield

    def _place_card(self, at: int, card: ThreadCard) -> None:
        """Shows a card at its place. The column is laid out once a turn: each card shown would have it done at once."""
        self._column.setEnabled(False)
        if self._column.indexOf(card) != at:
            self._column.insertWidget(at, card)
        card.show()
        self._column.setEnabled(True)

    def _card(self, thread: tuple[Comment, ...]) -> ThreadCard:
        place = self._place(thread[0].node, thread[0].field)
        card = ThreadCard(thread, place, self._reviewing.who, not self._desk.read_only)
        card.go_requested.connect(lambda c: self.go_requested.emit(Words(c.node, c.field, c.quote, c.anchor)))
        card.answered.connect(lambda c, text: self._try(lambda: self._reviewing.answer(c, text)))
        card.resolve_requested.connect(lambda c, done: self._try(lambda: self._reviewing.resolve(c, done)))
        card.withdraw_requested.connect(self._withdraw)
        return card

    def _place(self, node: str, field: str) -> str:
        part = self._desk.node(node)
        declared = field_of(part.kind, field) if part and field else None
        if part is None and (coming := self._state.would_add(node)) is not None:
            return self.tr("A part that {} suggests").format(coming.author)
        name = self._desk.name(node)
        return f"{name} › {declared.label}" if declared else name

    def _arrange(self) -> None:
        inside = QFrame()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.more)
        self._column.addStretch()
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        for part in (self.filters, self.add, self.about, self.writing, self.undo, self.empty):
            column.addWidget(part)
        column.addWidget(self.area, 1)
        for part in (self.about, self.writing, self.undo):
            part.hide()

    def _connect(self) -> None:
        self._state.listed_changed.connect(self.refresh)
        self.filters.changed.connect(self.refresh)
        self.add.clicked.connect(self.comment_requested)
        self.writing.written.connect(self._write)
        self.writing.left.connect(self._leave)
        self.more.clicked.connect(self._show_more)
        self.undo.clicked.connect(self._put_back)

    def _write(self, text: str) -> None:
        if self._try(lambda: self._reviewing.comment(self._words, text)):
            if not self.filters.admits("open", self._reviewing.who):
                self.filters.begin_again()
            self._leave()

    def _leave(self) -> None:
        self.about.hide()
        self.writing.hide()
        before, self._before = self._before, None
        back = before if before is not None and isValid(before) and before.isVisible() else self.add
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _withdraw(self, comment: Comment) -> None:
        if self._try(lambda: self._reviewing.withdraw(comment)):
            self._withdrawn = comment
            reply, whole = self.tr("Reply deleted. Put it back"), self.tr("Comment deleted. Put it back")
            self.undo.setText(reply if comment.parent else whole)
            self.undo.show()
            self.undo.setFocus()

    def _put_back(self) -> None:
        comment, self._withdrawn = self._withdrawn, None
        self.undo.hide()
        if comment is not None:
            self._try(lambda: self._reviewing.comment_again(comment))

    def _show_more(self) -> None:
        self._most += MOST
        self.refresh()

    def _try(self, do: Callable[[], object]) -> bool:
        try:
            do()
        except Refused as fault:
            self._desk.ask.tell(self.tr("Comments"), sentence_said(fault))
            return False
        self._state.reviewed()
        return True


def _near(threads: Sequence[tuple[Comment, ...]], at: int) -> str:
    """The thread that comes to stand at a place, or else the last one; empty where there is none."""
    return threads[min(at, len(threads) - 1)][0].id if threads else ""
