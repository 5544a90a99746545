"""Brings reviewing into the window: side tabs, signs, the Review menu, dropped copies. Wires only; imports Qt only.

It is made with the window; what it needs besides is imported when a strategy is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent

from app.ui.background import Work
from app.ui.bringing import bring
from app.ui.passing import answered, open_once
from app.ui.sentences.said import sentence_said
from app.ui.turns import InTurns
from app.ui.typed_path import folder_to_begin_in

if TYPE_CHECKING:
    from app.ui.review.open_review import OpenReview
    from app.ui.review.reviewing import Sending
    from app.ui.window.desktop import Desktop
    from app.ui.window.main_window import MainWindow

SUFFIXES = (".docx", ".docm")
AFTER_PAINTING_MS = 100
PLAIN = ("app.services.deciding", "app.document.checks", "app.document.check_help")
OF_WINDOW = tuple(
    f"app.ui.review.{name}"
    for name in "state checks thread_card comments words suggestion_list suggestions making open_review".split()
)
"""What an open review needs, in pieces that keep nobody waiting."""


class Review(QObject):
    """Reviewing in one window. `left` tells that the strategy is closed, so that what was begun for it is given up."""

    left = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._making = InTurns(self)
        self.open: OpenReview | None = None

    def does(self) -> dict[str, Callable[[], object]]:
        """What each action of the Review menu does."""
        return {
            "send": self.send, "take_in": self.take_in, "comment": self.comment,
            "comments": lambda: self._show("comments"), "suggestions": lambda: self._show("suggestions"),
            "checks": lambda: self._show("checks"), "history": self._show_history,
        }  # fmt: skip

    def attach(self, desktop: Desktop) -> None:
        """Adds the side tabs and signs to a strategy that was opened; what they need is imported behind the window."""

        def load() -> None:
            bring(PLAIN, OF_WINDOW, desktop, lambda: self._build(desktop))

        # Not before the strategy has been painted: imports keep Python from the window, whatever thread they are in.
        QTimer.singleShot(AFTER_PAINTING_MS, desktop, load)

    def _build(self, desktop: Desktop) -> None:
        from app.store.library import Library
        from app.ui.review.making import reviewing_of
        from app.ui.review.open_review import OpenReview

        if self._window.desktop is not desktop or not isinstance(desktop.desk.library, Library):
            return
        review = OpenReview(desktop, reviewing_of(desktop.desk), self._window.state)
        self._making.begin(review.steps, lambda: self._take_up(review, desktop), later=True)

    def _take_up(self, review: OpenReview, desktop: Desktop) -> None:
        review.side_requested.connect(self._show_side)
        review.counted.connect(self._window.refresh_state)
        review.destroyed.connect(lambda: self._left(review))
        self.open = review
        desktop.setAcceptDrops(True)
        desktop.installEventFilter(self)

    def leave(self) -> None:
        """The strategy is closed."""
        self._making.leave()
        self.left.emit()
        if self.open is not None:
            self.open.stop()
        self.open = None

    def changes_said(self) -> str:
        """How much has changed since the last version; that it has, while the number is not known."""
        count = self.open.state.changes if self.open else -1
        if count < 1:
            return self.tr("changed")
        return self.tr("1 change") if count == 1 else self.tr("{} changes").format(f"{count:,}")

    def look_again(self) -> None:
        """Something was said or decided in the library from elsewhere."""
        if self.open is not None:
            self.open.state.reviewed()

    def comment(self) -> None:
        """Lets a comment be written on the chosen words, or on the part on show."""
        if self.open is not None:
            self._show_side()
            self.open.begin_comment()

    def send(self) -> None:
        """Asks what copy is to be made for reviewers, and makes it."""
        from app.ui.review.send import SendDialog

        desk = self._window.desk
        if self.open is None or desk is None or not desk.draft.ready():
            return
        folder = folder_to_begin_in(self._window.settings.value("review/folder"))
        dialog = SendDialog(desk.root.title, desk.versions(), self.open.reviewing.who, folder, self._window)
        if answered(dialog):
            self._window.settings.setValue("review/folder", str(dialog.sending.to.parent))
            self._send(dialog.sending, shows=dialog.shows.isChecked())

    def take_in(self, path: Path | None = None) -> None:
        """Takes in a reviewer's copy, asked for unless it is given."""
        from app.ui.review.taking_in import TakenInDialog, TakingIn

        window, review = self._window, self.open
        path = path or window.ask.open_file(
            self.tr("Take in a reviewed copy"), self.tr("Word documents (*.docx *.docm)")
        )
        if path is None or review is None or window.desk is None or not window.desk.draft.ready():
            return

        def show(found) -> None:
            if self.open is review:  # else it was closed while the last of the copy was being kept
                review.state.reviewed()
                review.show_tab("suggestions" if found.suggestions or not found.comments else "comments")
                self._show_side()
            open_once(TakenInDialog(path.name, found, window))

        taking = TakingIn(review.reviewing, path, window)
        taking.taken_in.connect(show)
        taking.refused.connect(lambda sentence: window.ask.tell(self.tr("Take in a reviewed copy"), sentence))
        self.left.connect(taking.stop)
        taking.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and (path := self._copy_in(event)) is not None:
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.take_in(path)
            return True
        return False

    def _copy_in(self, event: QDropEvent) -> Path | None:
        """The copy, sent from Engross, that is dragged over a strategy; any other file is not for the review."""
        desk = self._window.desk
        urls = event.mimeData().urls()
        if self.open is None or desk is None or desk.read_only or len(urls) != 1 or not urls[0].isLocalFile():
            return None
        path = Path(urls[0].toLocalFile())
        return path if path.suffix.lower() in SUFFIXES and self.open.reviewing.sent_from(path) else None

    def _send(self, sending: Sending, *, shows: bool) -> None:
        from app.models.errors import Refused
        from app.ui.window.export import open_file, tell_written

        window, review = self._window, self.open
        assert review is not None

        def sent(_: object) -> None:
            window.statusBar().clearMessage()
            tell_written(window.statusBar(), sending.to)
            if shows and not open_file(sending.to.parent):
                said = self.tr(
                    "“{}” was written to {}, but no program on this computer shows that folder. Attach it to a "
                    "message to your reviewers from there."
                )
                window.ask.tell(self.tr("Send for review"), said.format(sending.to.name, sending.to.parent))

        def failed(fault: Exception) -> None:
            window.statusBar().clearMessage()
            if not isinstance(fault, Refused):
                raise fault
            window.ask.tell(self.tr("Send for review"), sentence_said(fault))

        window.statusBar().showMessage(self.tr("Writing {}…").format(sending.to.name))
        work = Work(lambda: review.reviewing.send(sending), self)
        work.finished.connect(sent)
        work.failed.connect(failed)
        work.start()

    def _show(self, tab: str) -> None:
        if self.open is not None:
            self.open.show_tab(tab)
            self._show_side()
            self.open.show_tab(tab, focus=True)

    def _show_history(self) -> None:
        if (desktop := self._window.desktop) is not None:
            desktop.side.setCurrentWidget(desktop.history)
            self._show_side()
            desktop.history.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_side(self) -> None:
        """Shows the side panel. The tab is to be chosen before: a hundred comments in another take turns to lay out."""
        action = self._window.actions_by_name["side"]
        if not action.isChecked():
            action.trigger()

    def _left(self, review: OpenReview) -> None:
        if self.open is review:
            self.open = None
