"""The activities besides drafting, and how each one's panel is made. Panels are imported when they are asked for.

A panel is a QWidget made with the open `Desk`; it listens to `desk.changed(before, after)`, edits through `desk.draft`
and may tell the window of a part to be shown by a signal `go_requested(str)`.
"""

from importlib import import_module

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.ui.desk import Desk
from app.ui.window.desktop import PanelMaker
from app.ui.window.parts import Activity

MODULES = tuple(
    f"app.ui.{name}.making"
    for name in ("charts", "compare", "approval", "links", "packs", "preview", "reports")
)
"""What the panels are made by, to be imported before one is asked for."""


def panels() -> dict[Activity, PanelMaker]:
    """Every activity in the order of the bar, with the maker of its panel."""

    def activity(key: str, name: str) -> Activity:
        return Activity(key, QCoreApplication.translate("Activities", name), key)

    return {
        activity("compare", "Compare"): _made_by("app.ui.compare.making", "make_panel"),
        activity("approval", "Approval"): _made_by("app.ui.approval.making", "make_panel"),
        activity("reports", "Reports"): _made_by("app.ui.reports.making", "make_panel"),
        activity("risks", "Risks"): _made_by("app.ui.charts.making", "make_risks"),
        activity("roadmap", "Roadmap"): _made_by("app.ui.charts.making", "make_roadmap"),
        activity("costs", "Costs"): _made_by("app.ui.charts.making", "make_costs"),
        activity("links", "Links"): _made_by("app.ui.links.making", "make_panel"),
        activity("packs", "Packs"): _made_by("app.ui.packs.making", "make_panel"),
        activity("preview", "Preview"): _made_by("app.ui.preview.making", "make_panel"),
    }


def _made_by(module: str, function: str) -> PanelMaker:
    """The maker of a panel; its module, and QtPdf or pyqtgraph with it, is imported when the panel is first shown."""

    def make(desk: Desk) -> QWidget:
        return getattr(import_module(module), function)(desk)

    return make
