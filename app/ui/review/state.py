"""What the review knows now, found in the background and told to all who show it. Imports models and Qt only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from app.models.errors import Refused
from app.models.nodes import Strategy
from app.models.review import Comment
from app.ui.background import Work
from app.ui.desk import Desk
from app.ui.review.reviewing import Reviewing
from app.ui.told_once import ToldOnce

if TYPE_CHECKING:
    from app.document.checks import Finding
    from app.document.drafting import GoOn
    from app.document.progress import Progress
    from app.services.deciding import Listed, Suggested

SOON_MS = 60
CALM_MS = 900


BEHIND_MS = 40


class Latest(QObject):
    """Finds something out in the background, once things have been calm for a while; never twice at a time.

    `ask` gives, on the window's thread, what is then done in another; that is told whom to ask whether to go on. It
    waits until what it stands `behind` has been found and shown: Python does one thing at a time, so two works would
    be no quicker, and the window, which shows what the first one found, would wait for the second at each call of Qt.

    What was found out of a state that is gone meanwhile is not told: a decision just made would seem to be undone.
    """

    found = Signal(object)

    def __init__(
        self,
        ask: Callable[[], Callable[[GoOn], Any]],
        wait: int,
        parent: QObject,
        *,
        behind: Latest | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask, self._behind = ask, behind
        self._work: Work | None = None
        self._faults = ToldOnce()
        self._outdated = self._again = self._stopped = False
        self._wait = wait
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)

    @property
    def under_way(self) -> bool:
        """Whether it is being found out just now."""
        return self._work is not None

    def wanted(self, wait: int | None = None) -> None:
        """What was known may no longer hold; it is found out after the usual wait, or another, in milliseconds."""
        self._outdated = True
        if not self._stopped:
            self._timer.start(self._wait if wait is None else wait)

    def stop(self) -> None:
        """Nothing more is wanted."""
        self._stopped = True
        self._timer.stop()
        if self._work is not None:
            self._work.leave()

    def _begin(self) -> None:
        if self._work is not None:
            self._again = True
            return
        if self._behind is not None and self._behind.under_way:
            self._timer.start(BEHIND_MS)
            return
        self._outdated = self._again = False
        do = self._ask()
        work = self._work = Work(lambda: do(work.go_on), self)
        work.finished.connect(self._end)
        work.failed.connect(self._fail)
        work.start()

    def _end(self, result: object) -> None:
        self._work = None
        self._faults.forget()
        if self._again:
            self._begin()
        elif not self._outdated:
            self.found.emit(result)

    def _fail(self, fault: Exception) -> None:
        self._work = None
        if self._again:
            self._begin()
        if not isinstance(fault, Refused):
            self._faults.tell(fault)


class Checked(NamedTuple):
    """What checking found: faults, the parts that are not begun, and how far the parts are written."""

    faults: Sequence[Finding]
    waiting: Sequence[Finding]
    progress: Progress


def checked(find: Callable[[Strategy, GoOn], Sequence[Finding]], root: Strategy, go_on: GoOn) -> Checked:
    """Checks a strategy."""
    from app.document.progress import parted, progress_of

    # Kept by each part from here on, so that nobody waits for it when a part is deleted.
    _ = root.leads_to
    faults, waiting = parted(root, find(root, go_on))
    return Checked(faults, waiting, progress_of(root))


def _counted(count: Callable[[Strategy], int], root: Strategy, _: GoOn) -> int:
    return count(root)


class Marks(NamedTuple):
    """What stands beside the parts and fields: how many open comments, open suggestions and findings."""

    comments: Counter[tuple[str, str]]
    suggestions: Counter[tuple[str, str]]
    findings: Counter[tuple[str, str]]


class ReviewState(QObject):
    """Suggestions, comments, findings and the number of changes; each is told when it is found anew.

    `findings` are faults; `waiting` are parts of which nothing is written yet, which nobody is to be blamed for.
    """

    listed_changed = Signal()
    findings_changed = Signal()
    changes_counted = Signal()

    def __init__(self, desk: Desk, reviewing: Reviewing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.suggestions: Sequence[Suggested] = ()
        self.comments: Sequence[Comment] = ()
        self.colliding: Sequence[tuple[str, str]] = ()
        self.findings: Sequence[Finding] = ()
        self.waiting: Sequence[Finding] = ()
        self.progress: Progress | None = None
        self.changes = -1
        # The tree is taken when the work begins, on the window's thread.
        self._listing = Latest(lambda: lambda _: reviewing.listed(), SOON_MS, self)
        self._checking = Latest(
            lambda: partial(checked, reviewing.findings, desk.root), CALM_MS, self, behind=self._listing
        )
        self._counting = Latest(
            lambda: partial(_counted, reviewing.changes, desk.root), CALM_MS, self, behind=self._checking
        )
        self._listing.found.connect(self._take_listed)
        self._checking.found.connect(self._take_findings)
        self._counting.found.connect(self._take_changes)
        desk.changed.connect(self.look_again)
        desk.draft.done.connect(lambda _: self._listing.wanted())
        desk.versions_changed.connect(self._count_anew)

    def begin(self) -> None:
        """Finds everything for the first time, now that all who show it are there."""
        for latest in (self._listing, self._checking, self._counting):
            latest.wanted(SOON_MS)

    def look_again(self) -> None:
        """The text has changed: all may be otherwise."""
        for latest in (self._listing, self._checking, self._counting):
            latest.wanted()

    def _count_anew(self) -> None:
        """There is another last version, since which nothing has been counted yet."""
        self.changes = -1
        self._counting.wanted()

    def reviewed(self) -> None:
        """Something was said or decided."""
        self._listing.wanted()

    def stop(self) -> None:
        """Nothing more is wanted."""
        for latest in (self._listing, self._checking, self._counting):
            latest.stop()

    def would_add(self, id: str) -> Suggested | None:
        """The open suggestion that would add a part; None where there is none."""
        return next((s for s in self.suggestions if s.state == "open" and id in s.holds), None)

    def marks(self) -> Marks:
        """What is open, by part and field."""
        return Marks(
            Counter((c.node, c.field) for c in self.comments if not c.parent and not c.resolved),
            Counter((s.beside, s.field) for s in self.suggestions if s.state == "open"),
            Counter((f.node, f.field) for f in self.findings),
        )

    def _take_listed(self, found: Listed) -> None:
        self.suggestions, self.comments, self.colliding = found.suggestions, found.comments, found.colliding
        self.listed_changed.emit()

    def _take_findings(self, found: Checked) -> None:
        self.findings, self.waiting, self.progress = found
        self.findings_changed.emit()

    def _take_changes(self, count: int) -> None:
        self.changes = count
        self.changes_counted.emit()
