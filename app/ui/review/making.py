"""How the review of an open strategy is wired to the services, which are imported when they are first asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.models.nodes import Strategy
from app.models.review import Comment
from app.ui.desk import Desk
from app.ui.review.reviewing import Collided, Reviewing, Sending, Words

if TYPE_CHECKING:
    from app.document.checks import Finding, Known
    from app.document.drafting import GoOn
    from app.services.deciding import Decision
    from app.services.reviewing import TakenIn
    from app.store.library import Library


def reviewing_of(desk: Desk) -> Reviewing:
    """The review of the strategy on the desk; decisions go through its draft, so that they are undone like any edit."""
    return Services(desk).all()


class Services:
    """The services of reviewing, for one open strategy."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._id = desk.id
        self._found: Known | None = None

    def all(self) -> Reviewing:
        """Each service as a callable."""
        from app.services import deciding

        library, id = self._library, self._id
        return Reviewing(
            who=library.who,
            listed=lambda: deciding.listed(library, id),
            findings=self._findings,
            changes=self._changes,
            weigh=self._weigh,
            comment=self._comment,
            answer=lambda comment, text: _done(deciding.answer(library, id, comment, text)),
            resolve=lambda comment, closed: library.resolve((comment.id,), closed),
            withdraw=lambda comment: deciding.withdraw(library, id, comment),
            comment_again=lambda comment: deciding.comment_again(library, id, comment),
            send=self._send,
            sent_from=_sent_from,
            take_in=self._take_in,
        )

    @property
    def _library(self) -> Library:
        from app.store.library import Library

        library = self._desk.library
        assert isinstance(library, Library)
        return library

    def _findings(self, root: Strategy, go_on: GoOn) -> Sequence[Finding]:
        from app.document.checks import Known, findings

        self._found = self._found or Known()
        return findings(root, self._desk.house, self._found, go_on)

    def _changes(self, root: Strategy) -> int:
        """How many changes there are since the last version; -1 where there is none."""
        versions = self._library.versions(self._id)
        if not versions:
            return -1
        if versions[-1].fingerprint == root.fingerprint:
            return 0
        from app.compare.changes import compare
        from app.document.numbering import numbers

        old, house = self._library.content(self._id, versions[-1].label).root, self._desk.house
        return len(compare(old, root, numbers=(numbers(old, house), numbers(root, house))).changes)

    def _weigh(
        self, root: Strategy, accept: Sequence[str], reject: Sequence[str], reopen: Sequence[str]
    ) -> Callable[[], Collided]:
        from app.services.deciding import decision

        library = self._library
        found = library.suggestions(self._id)
        groups = ("accepted", set(accept)), ("rejected", set(reject)), ("open", set(reopen))
        chosen = [[each for each in found if each.id in ids and each.state != state] for state, ids in groups]
        made = decision(root, *chosen, among=found)
        if not made.decided:
            return lambda: made.collided
        pictures = library.pictures_of([each.after for each in chosen[0]])
        # The fingerprints, which saving needs, are worked out here too.
        assert made.change(root).fingerprint
        return lambda: self._carry_out(made, pictures.values())

    def _carry_out(self, made: Decision, pictures: Iterable[bytes]) -> Collided:
        draft = self._desk.draft
        for picture in pictures:
            draft.keep(picture)
        draft.do(made.change, made.label, made.mark)
        return made.collided

    def _comment(self, words: Words, text: str) -> None:
        from app.services.deciding import comment

        comment(
            self._library, self._id, words.node, text,
            field=words.field, quote=words.quote, anchor=words.anchor,
        )  # fmt: skip

    def _send(self, sending: Sending) -> None:
        from app.services.sending import send_for_review

        send_for_review(
            self._library, self._id, sending.to,
            version=sending.version, against=sending.against, author=sending.author,
        )  # fmt: skip

    def _take_in(self, path: Path, reached: Callable[[str], None], cancelled: Callable[[], bool]) -> TakenIn:
        from app.services.reviewing import take_in_review

        return take_in_review(self._library, self._id, path, reached=reached, cancelled=cancelled)


def _sent_from(path: Path) -> str:
    from app.services.reviewing import sent_from

    return sent_from(path)


def _done(_: Comment) -> None:
    return None
