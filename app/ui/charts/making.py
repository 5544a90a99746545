"""How risks, roadmap and costs are made for an open strategy: they follow the draft and edit through it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from app.document.figures.series import Held, rescheduled, stepped
from app.models import tree
from app.ui.charts.costs import CostsPanel
from app.ui.charts.first_step import Step
from app.ui.charts.risks import RiskPanel
from app.ui.charts.roadmap import RoadmapPanel
from app.ui.desk import Desk
from app.ui.follower import Follower

translate = QCoreApplication.translate


def make_risks(desk: Desk) -> RiskPanel:
    """The risk register beside its heat map."""

    def rescore(id: str, likelihood: int, impact: int, after: bool) -> None:
        end = "_after" if after else ""
        scores = {f"likelihood{end}": likelihood, f"impact{end}": impact}
        said = f"Rescore {desk.name(id)}"
        desk.draft.do(lambda root: tree.change(root, id, **scores), said)
        follower.at_once()

    panel = RiskPanel(desk.called, desk.read_only, _first(desk, "risk", "risks"))
    panel.rescore_requested.connect(rescore)
    follower = Follower(desk, panel, panel)
    return panel


def make_roadmap(desk: Desk) -> RoadmapPanel:
    """The roadmap with its table."""

    def reschedule(id: str, start: str, end: str) -> None:
        said = f"Reschedule {desk.name(id)}"
        desk.draft.do(lambda root: rescheduled(root, id, start, end), said)
        follower.at_once()

    def redate(id: str, day: str) -> None:
        said = f"Reschedule {desk.name(id)}"
        desk.draft.do(lambda root: tree.change(root, id, date=day), said)
        follower.at_once()

    def step(id: str, part: Held, months: int) -> None:
        said = f"Reschedule {desk.name(id)}"
        desk.draft.do(lambda root: stepped(root, id, part, months), said)
        follower.at_once()

    panel = RoadmapPanel(desk.read_only, _first(desk, "priority", "theme"))
    panel.reschedule_requested.connect(reschedule)
    panel.redate_requested.connect(redate)
    panel.step_requested.connect(step)
    follower = Follower(desk, panel, panel)
    return panel


def make_costs(desk: Desk) -> CostsPanel:
    """The costs by theme and year."""
    panel = CostsPanel(desk.read_only, _first(desk, "cost", "theme"))
    Follower(desk, panel, panel)
    return panel


def _first(desk: Desk, kind: str, holder: str) -> Callable[[str], Step | None]:
    """Finds where the first part of a kind may stand: in the chosen one of those that are to hold it, or the first."""

    def find(near: str) -> Step | None:
        above = tree.path_to(desk.root, near) if near in desk.root.ids else ()
        node = next((node for node in (*reversed(above), *tree.walk(desk.root)) if node.kind == holder), None)
        if node is None:
            return None
        said = translate("Charts", "Add {} to “{}”").format(
            desk.house.term(kind).one.lower(), desk.called(node)
        )
        return Step(node.id, kind, said)

    return find
