"""How risks, roadmap and costs are made for an open strategy: they follow the draft and edit through it."""

from app.document.figures.series import Held, stepped
from app.models import tree
from app.ui.charts.costs import CostsPanel
from app.ui.charts.risks import RiskPanel
from app.ui.charts.roadmap import RoadmapPanel
from app.ui.desk import Desk
from app.ui.follower import Follower


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
    panel = CostsPanel(desk.read_only)
    Follower(desk, panel, panel)
    return panel
