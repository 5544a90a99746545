"""How a panel keeps up with the draft: worked out behind the window, when it is seen. Imports models and Qt only."""

from typing import Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.models.nodes import Node
from app.ui.background import Work
from app.ui.desk import Desk
from app.ui.keyboard import kept_on_page
from app.ui.quiet import Quiet
from app.ui.told_once import ToldOnce


class ShowsRoot(Protocol):
    """A panel that shows a tree: `reckoned` works out, in any thread, what `show_reckoned` then shows."""

    def reckoned(self, root: Node) -> Any: ...

    def show_reckoned(self, found: Any, /) -> None: ...


class Follower(QObject):
    """Has a panel show the draft, worked out in the background a quiet moment after the last change."""

    def __init__(self, desk: Desk, panel: ShowsRoot, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._panel, self._page, self._shown = desk, panel, parent, ""
        self._work: Work | None = None
        self._faults = ToldOnce()
        quiet = Quiet(parent, self._begin, behind=True)
        desk.changed.connect(quiet.when_changed)

    def at_once(self) -> None:
        """Shows the draft now, after an edit that was made in the panel itself."""
        self._leave()
        self._take(self._desk.root.fingerprint, self._panel.reckoned(self._desk.root))

    def _begin(self) -> None:
        self._leave()
        root = self._desk.root
        if self._shown == root.fingerprint:
            return
        work = self._work = Work(lambda: self._panel.reckoned(root), self)
        work.finished.connect(lambda found: self._take(root.fingerprint, found))
        work.failed.connect(self._fail)
        work.start()

    def _leave(self) -> None:
        if self._work is not None:
            self._work.leave()
            self._work = None

    def _take(self, fingerprint: str, found: Any) -> None:
        self._work = None
        self._faults.forget()
        self._shown = fingerprint
        with kept_on_page(self._page):
            self._panel.show_reckoned(found)

    def _fail(self, fault: Any) -> None:
        self._work = None
        self._faults.tell(fault)
