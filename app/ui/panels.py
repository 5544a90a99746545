"""The activities besides drafting, and how each one's panel is made. Panels are imported when they are asked for.

A panel is a QWidget made with the open `Desk`. It listens to `desk.changed(before, after)`, edits through `desk.draft`
and may tell the window of a part to be shown by a signal `go_requested(str)`.
"""

from collections.abc import Iterator
from importlib import import_module

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.ui.bringing import asked_for, brought, brought_with_qt
from app.ui.desk import Desk
from app.ui.window.desktop import PanelMaker
from app.ui.window.parts import Activity

translate = QCoreApplication.translate

CHARTS = "app.ui.charts.making"


def panels() -> dict[Activity, PanelMaker]:
    """Every activity in the order of the bar, with the maker of its panel."""

    def activity(key: str, name: str) -> Activity:
        return Activity(key, name, key)

    return {
        activity("compare", translate("Activities", "Compare")): _made_by(
            "app.ui.compare.making", "make_panel", "app.document.aligned"
        ),
        activity("approval", translate("Activities", "Approval")): _made_by(
            "app.ui.approval.making", "make_panel", "app.services.standing", "app.services.verifying"
        ),
        activity("reports", translate("Activities", "Reports")): _made_by(
            "app.ui.reports.making", "make_panel", "app.services.reporting"
        ),
        activity("risks", translate("Activities", "Risks")): _drawn_by("make_risks"),
        activity("roadmap", translate("Activities", "Roadmap")): _drawn_by("make_roadmap"),
        activity("costs", translate("Activities", "Costs")): _drawn_by("make_costs"),
        activity("links", translate("Activities", "Links")): _made_by("app.ui.links.making", "make_panel"),
        activity("packs", translate("Activities", "Packs")): _made_by(
            "app.ui.packs.making", "make_panel", "app.services.packs.keeping", "app.services.packs.reading"
        ),
        activity("preview", translate("Activities", "Preview")): _made_by(
            "app.ui.preview.making",
            "make_panel",
            classes=("QtGui.QAccessible", "QtPdf.QPdfDocument", "QtPdfWidgets.QPdfView"),
        ),
    }


def _made_by(module: str, function: str, *plain: str, classes: tuple[str, ...] = ()) -> PanelMaker:
    """The maker of a panel. Its module is imported when the panel is first shown; before that, in another thread,
    `plain` ones, which are most of what that would import, and step by step the dear ones among Qt's `classes`."""

    def make(desk: Desk) -> QWidget:
        return getattr(import_module(module), function)(desk)

    def imported() -> Iterator[object]:
        yield from brought(*plain)
        yield from asked_for(*classes)
        yield import_module(module)

    return PanelMaker(make, imported)


def _drawn_by(function: str) -> PanelMaker:
    """The maker of a chart. Numpy and pyqtgraph take a fifth of a second each."""

    def imported() -> Iterator[object]:
        yield from brought("numpy", "app.document.figures.series")
        yield from brought_with_qt("pyqtgraph", CHARTS)

    return _made_by(CHARTS, function)._replace(brought=imported)
