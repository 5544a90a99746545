"""The side tab of suggestions: listed, filtered, accepted and rejected. Imports models and Qt only.

It decides nothing itself: decisions are told, and made through the draft, so that each is one step of undo.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.desk import Desk
from app.ui.flow import FlowLayout
from app.ui.forms.columns import field_of
from app.ui.keyboard import kept_from_the_next
from app.ui.labels import plain_label
from app.ui.review.filters import ALL, Filters
from app.ui.review.reviewing import Words
from app.ui.review.state import ReviewState
from app.ui.review.suggestion_list import SuggestionList, SuggestionModel
from app.ui.review.words import groups

if TYPE_CHECKING:
    from app.services.deciding import Suggested

_BEFORE, _KEPT = 40, 60


class SuggestionsPanel(QWidget):
    """What reviewers would change. `decide_requested` carries the ids to accept, to reject and to reopen.

    `proposal_opened` carries the id of one about a whole part, and the part by which it stands.
    """

    decide_requested = Signal(list, list, list)
    go_requested = Signal(object)
    proposal_opened = Signal(str, str)
    compare_requested = Signal()

    def __init__(self, desk: Desk, state: ReviewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state = state
        self._shown_id = ""
        self.collided: Sequence[tuple[str, str]] = ()
        self.filters = Filters(
            {"open": self.tr("Open"), "accepted": self.tr("Accepted"), "rejected": self.tr("Rejected"),
             ALL: self.tr("All")}
        )  # fmt: skip
        self.list = SuggestionList(SuggestionModel(self._field_name))
        self.accept = QPushButton(self.tr("Accept"))
        self.reject = QPushButton(self.tr("Reject"))
        self.only = QPushButton(self.tr("Only this one"))
        self.reopen = QPushButton(self.tr("Reopen"))
        self.accept_all = QPushButton(self.tr("Accept all"))
        self.reject_all = QPushButton(self.tr("Reject all"))
        self.foresee = QPushButton(self.tr("What if all?"))
        self.notice = plain_label("", "notice", wraps=True)
        self.empty = plain_label("", "faint", wraps=True)
        self._arrange()
        self._connect()
        self.refresh()

    def show_part(self, id: str) -> None:
        """Another part is on show."""
        self._shown_id = id
        if self.filters.here:
            self.refresh()

    def choose(self, ids: Sequence[str]) -> None:
        """Shows and chooses some suggestions, whatever the filters were."""
        if not all(self.list.rows.place_of(id).isValid() for id in ids):
            self.filters.begin_again()
        self.list.choose(ids)

    def tell_collided(self, collided: Sequence[tuple[str, str]]) -> None:
        """Says what stayed open, and why."""
        self.collided = tuple(collided)
        reasons = list(dict.fromkeys(reason for _, reason in collided))
        count = self.tr("1 stayed open. ") if len(collided) == 1 else self.tr("{} stayed open. ")
        self.notice.setText("⚠ " + count.format(len(collided)) + " ".join(reasons[:3]) if collided else "")
        self.notice.setVisible(bool(collided))

    def tell_deciding(self, count: int) -> None:
        """Says that many are being decided on, which takes a while."""
        self.notice.setText(self.tr("Deciding on {} suggestions…").format(f"{count:,}"))
        self.notice.show()

    def refresh(self) -> None:
        """Shows what there is now; what was chosen stays chosen."""
        kept = [each.id for each in self.list.chosen()]
        first = min((index.row() for index in self.list.selectedIndexes()), default=-1)
        self.filters.show_authors(each.author for each in self._state.suggestions)
        node = self._desk.node(self._shown_id)
        inside = node.ids if self.filters.here and node else None
        found = [
            each
            for each in self._state.suggestions
            if self.filters.admits(each.state, each.author) and (inside is None or each.beside in inside)
        ]
        scrolled = self.list.verticalScrollBar().value()
        with QSignalBlocker(
            self.list
        ):  # or nothing would be chosen for a moment, and no button keep the keyboard
            self.list.rows.show(found, self._state.colliding)
            self.list.choose(kept)
            if first >= 0 and not self.list.selectedIndexes():
                self.list.choose_near(first)
        self.list.verticalScrollBar().setValue(scrolled)
        self.empty.setText(self._none())
        self.empty.setVisible(not found)
        self._when_chosen()

    def _none(self) -> str:
        """What is said where there is nothing to list."""
        if not self._state.suggestions:
            return self.tr(
                "What reviewers would change is listed here. Send a copy with Review › Send for review, and take it "
                "in again when it comes back."
            )
        if self.filters.usual:
            return self.tr("No suggestion is open: all have been accepted or rejected.")
        return self.tr("There is no suggestion of what is chosen above.")

    def _arrange(self) -> None:
        for button, help in (
            (self.accept, self.tr("Put what is chosen into the draft (Ctrl+Enter)")),
            (self.reject, self.tr("Leave out what is chosen (Del)")),
            (self.only, self.tr("Accept this one and reject those that collide with it")),
            (self.reopen, self.tr("Put what was rejected back among the open ones")),
            (self.accept_all, self.tr("Accept every open suggestion listed above, as one step of undo")),
            (self.reject_all, self.tr("Reject every open suggestion listed above, as one step of undo")),
            (
                self.foresee,
                self.tr("Compare the draft with what it would be if all open suggestions were accepted"),
            ),
        ):
            button.setToolTip(help)
            button.setAccessibleDescription(help)
        buttons = FlowLayout(spacing=8)
        for button in (self.accept, self.reject, self.accept_all, self.reject_all, self.foresee):
            buttons.addWidget(button)
        # Above the others, which so stay where they are: what comes and goes must not come under the mouse.
        now_and_then = QHBoxLayout()
        for button in (self.only, self.reopen):
            now_and_then.addWidget(button)
        now_and_then.addStretch()
        inside = QVBoxLayout(self.list.viewport())
        inside.addWidget(self.empty)
        inside.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.filters)
        column.addWidget(self.list, 1)
        column.addWidget(self.notice)
        column.addLayout(now_and_then)
        column.addLayout(buttons)
        self.notice.hide()

    def _connect(self) -> None:
        self._state.listed_changed.connect(self.refresh)
        # What stayed open beside others that are open again, too, is told no more.
        self._desk.draft.stepped.connect(lambda *_: self.tell_collided(()))
        self.filters.changed.connect(self.refresh)
        self.list.chosen_changed.connect(self._when_chosen)
        self.list.accept_requested.connect(self._accept)
        self.list.reject_requested.connect(self._reject)
        self.list.open_requested.connect(self._go)
        self.accept.clicked.connect(self._accept)
        self.reject.clicked.connect(self._reject)
        self.only.clicked.connect(self._only)
        self.reopen.clicked.connect(lambda: self._decide((), (), self._chosen("rejected")))
        self.accept_all.clicked.connect(lambda: self._decide(self._open(), (), ()))
        self.reject_all.clicked.connect(lambda: self._decide((), self._open(), ()))
        self.foresee.clicked.connect(self.compare_requested)

    def _when_chosen(self) -> None:
        deeds = self.accept, self.reject, self.only, self.reopen, self.accept_all, self.reject_all
        with kept_from_the_next(deeds, self.list):
            self._show_deeds()

    def _show_deeds(self) -> None:
        writable = not self._desk.read_only
        chosen = self._chosen("open")
        for button in (self.accept, self.reject):
            button.setEnabled(writable and bool(chosen))
        self.only.setVisible(len(chosen) == 1 and bool(self._against(chosen[0])))
        self.only.setEnabled(writable)
        self.reopen.setVisible(bool(self._chosen("rejected")))
        self.reopen.setEnabled(writable)
        many = len(self._open()) > 1
        for button in (self.accept_all, self.reject_all):
            button.setVisible(many)
            button.setEnabled(writable)
        self.foresee.setVisible(any(each.state == "open" for each in self._state.suggestions))

    def _accept(self) -> None:
        self._decide(self._chosen("open"), (), ())

    def _reject(self) -> None:
        self._decide((), self._chosen("open"), ())

    def _only(self) -> None:
        (one,) = self._chosen("open")
        self._decide([one], self._against(one), ())

    def _decide(self, accept: Sequence[str], reject: Sequence[str], reopen: Sequence[str]) -> None:
        if (accept or reject or reopen) and not self._desk.read_only:
            self.decide_requested.emit(list(accept), list(reject), list(reopen))

    def _go(self) -> None:
        if not (chosen := self.list.chosen()):
            return
        one = chosen[0]
        if one.state == "open" and one.sort != "text":
            self.proposal_opened.emit(one.id, one.beside)
        else:
            self.go_requested.emit(where_said(one))

    def _chosen(self, state: str) -> list[str]:
        return [each.id for each in self.list.chosen() if each.state == state]

    def _open(self) -> list[str]:
        return [each.id for each in self.list.rows.suggestions() if each.state == "open"]

    def _against(self, id: str) -> list[str]:
        """The open suggestions that cannot be accepted beside this one."""
        pairs = [pair for pair in self._state.colliding if id in pair]
        return [other for group in groups(pairs) for other in group if other != id]

    def _field_name(self, node: str, field: str) -> str:
        part = self._desk.node(node)
        declared = field_of(part.kind, field) if part else None
        return declared.label if declared else ""


def where_said(suggestion: Suggested) -> Words:
    """The words by which its place is found, and those before them: what goes, or else what stays beside it."""
    from app.compare.woven import pieces

    said = stays = ""
    at_the_head = False
    for piece in pieces(suggestion.before, suggestion.after):
        words = piece.text.strip()
        if piece.op == "delete" and words:
            before = said + piece.text[: piece.text.index(words)]
            return Words(suggestion.beside, suggestion.field, words, before[-_BEFORE:])
        if piece.op == "equal" and not stays:
            stays = _first_words(words) if at_the_head else _last_words(words)
        at_the_head = not stays
        said += "" if piece.op == "insert" else piece.text
    return Words(suggestion.beside, suggestion.field, stays.strip())


def _first_words(text: str) -> str:
    """As many of the first words as are kept; of a single long one its head."""
    kept = text[:_KEPT]
    return kept.rsplit(None, 1)[0] if text[_KEPT : _KEPT + 1].strip() else kept


def _last_words(text: str) -> str:
    """As many of the last words as are kept; of a single long one its tail."""
    kept = text[-_KEPT:]
    return kept.split(None, 1)[-1] if text[:-_KEPT][-1:].strip() else kept
