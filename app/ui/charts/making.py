"""How risks, roadmap and costs are made for an open strategy: they follow the draft and edit through it."""

from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.document.figures.series import Held, stepped
from app.models import tree
from app.models.nodes import Node, Strategy
from app.ui.charts.costs import CostsPanel
from app.ui.charts.risks import RiskPanel
from app.ui.charts.roadmap import RoadmapPanel
from app.ui.desk import Desk


class ShowsRoot(Protocol):
    """A panel that shows a tree."""

    def show_root(self, root: Node) -> None: ...

    def isVisible(self) -> bool: ...


class Follower(QObject):
    """Has a panel show the draft after each change: at once where it is seen, or else when it is next."""

    def __init__(self, desk: Desk, panel: ShowsRoot, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._panel, self._shown = desk, panel, ""
        desk.changed.connect(self._when_changed)
        parent.installEventFilter(self)
        self._show()

    def eventFilter(self, watched: QObject, event: object) -> bool:
        if isinstance(event, QShowEvent):
            self._show()
        return False

    def _when_changed(self, before: Strategy, after: Strategy) -> None:
        if self._panel.isVisible():
            self._show()

    def _show(self) -> None:
        if self._shown != self._desk.root.fingerprint:
            self._shown = self._desk.root.fingerprint
            self._panel.show_root(self._desk.root)


def make_risks(desk: Desk) -> RiskPanel:
    """The risk register beside its heat map."""

    def rescore(id: str, likelihood: int, impact: int, after: bool) -> None:
        end = "_after" if after else ""
        scores = {f"likelihood{end}": likelihood, f"impact{end}": impact}
        said = desk.tr("Rescore {}").format(desk.name(id))
        desk.draft.do(lambda root: tree.change(root, id, **scores), said)

    panel = RiskPanel(desk.called, desk.read_only)
    panel.rescore_requested.connect(rescore)
    Follower(desk, panel, panel)
    return panel


def make_roadmap(desk: Desk) -> RoadmapPanel:
    """The roadmap with its table."""

    def reschedule(id: str, start: str, end: str) -> None:
        said = desk.tr("Reschedule {}").format(desk.name(id))
        desk.draft.do(lambda root: tree.change(root, id, start=start, end=end), said)

    def redate(id: str, day: str) -> None:
        said = desk.tr("Reschedule {}").format(desk.name(id))
        desk.draft.do(lambda root: tree.change(root, id, date=day), said)

    def step(id: str, part: Held, months: int) -> None:
        said = desk.tr("Reschedule {}").format(desk.name(id))
        desk.draft.do(lambda root: stepped(root, id, part, months), said)

    panel = RoadmapPanel(desk.read_only)
    panel.reschedule_requested.connect(reschedule)
    panel.redate_requested.connect(redate)
    panel.step_requested.connect(step)
    Follower(desk, panel, panel)
    return panel


def make_costs(desk: Desk) -> CostsPanel:
    """The costs by theme and year."""
    panel = CostsPanel()
    Follower(desk, panel, panel)
    return panel
