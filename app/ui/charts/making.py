"""How risks, roadmap and costs are made for an open strategy: they follow the draft and edit through it."""

from typing import Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.document.figures.series import Held, stepped
from app.models import tree
from app.models.nodes import Node
from app.ui.background import Work
from app.ui.charts.costs import CostsPanel
from app.ui.charts.risks import RiskPanel
from app.ui.charts.roadmap import RoadmapPanel
from app.ui.desk import Desk
from app.ui.quiet import Quiet


class ShowsRoot(Protocol):
    """A panel that shows a tree: `reckoned` works out, in any thread, what `show_reckoned` then shows."""

    def reckoned(self, root: Node) -> Any: ...

    def show_reckoned(self, found: Any, /) -> None: ...


class Follower(QObject):
    """Has a panel show the draft, worked out in the background a quiet moment after the last change."""

    def __init__(self, desk: Desk, panel: ShowsRoot, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._panel, self._shown = desk, panel, ""
        self._work: Work | None = None
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
        self._shown = fingerprint
        self._panel.show_reckoned(found)

    def _fail(self, fault: Any) -> None:
        self._work = None
        raise fault


def make_risks(desk: Desk) -> RiskPanel:
    """The risk register beside its heat map."""

    def rescore(id: str, likelihood: int, impact: int, after: bool) -> None:
        end = "_after" if after else ""
        scores = {f"likelihood{end}": likelihood, f"impact{end}": impact}
        said = desk.tr("Rescore {}").format(desk.name(id))
        desk.draft.do(lambda root: tree.change(root, id, **scores), said)
        follower.at_once()

    panel = RiskPanel(desk.called, desk.read_only)
    panel.rescore_requested.connect(rescore)
    follower = Follower(desk, panel, panel)
    return panel


def make_roadmap(desk: Desk) -> RoadmapPanel:
    """The roadmap with its table."""

    def reschedule(id: str, start: str, end: str) -> None:
        said = desk.tr("Reschedule {}").format(desk.name(id))
        desk.draft.do(lambda root: tree.change(root, id, start=start, end=end), said)
        follower.at_once()

    def redate(id: str, day: str) -> None:
        said = desk.tr("Reschedule {}").format(desk.name(id))
        desk.draft.do(lambda root: tree.change(root, id, date=day), said)
        follower.at_once()

    def step(id: str, part: Held, months: int) -> None:
        said = desk.tr("Reschedule {}").format(desk.name(id))
        desk.draft.do(lambda root: stepped(root, id, part, months), said)
        follower.at_once()

    panel = RoadmapPanel(desk.read_only)
    panel.reschedule_requested.connect(reschedule)
    panel.redate_requested.connect(redate)
    panel.step_requested.connect(step)
    follower = Follower(desk, panel, panel)
    return panel


def make_costs(desk: Desk) -> CostsPanel:
    """The costs by theme and year."""
    panel = CostsPanel()
    Follower(desk, panel, panel)
    return panel
