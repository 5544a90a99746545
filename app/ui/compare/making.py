"""How the comparison's page is made for an open strategy. Services are imported when they are first asked."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.document.aligned import Aligned
from app.ui.compare.panel import Basis, ComparePanel, Comparing
from app.ui.desk import Desk
from app.ui.typed import show_date

if TYPE_CHECKING:
    from app.services.comparing import Side


def make_panel(desk: Desk) -> ComparePanel:
    """The page that compares the strategy's versions, its draft and files; it follows the draft."""
    panel = ComparePanel(Comparing(lambda: bases(desk), lambda *of: compare(desk, *of), desk.ask))
    desk.changed.connect(panel.when_changed)
    desk.versions_changed.connect(panel.when_changed)
    return panel


def bases(desk: Desk) -> list[Basis]:
    """The versions, oldest first, and the draft last."""
    found = [
        Basis(f"{row.label} · {show_date(row.date)}" if row.date else row.label, row.label)
        for row in desk.versions()
    ]
    return [*found, Basis(desk.tr("Draft"))]


def compare(desk: Desk, old: Basis, new: Basis, cancelled: Callable[[], bool]) -> Aligned:
    """The lines of two texts. Raises Refused where a file cannot be read, Stopped when cancelled."""
    from app.services.comparing import Sides, side_by_side

    return side_by_side(Sides(_side(desk, old), _side(desk, new)), cancelled=cancelled)


def _side(desk: Desk, basis: Basis) -> "Side":
    from app.services.comparing import Side, read_side
    from app.services.targets import Reached

    if basis.file is not None:
        return read_side(basis.file)
    copy = desk.copy_of(basis.version)
    return Side(basis.name, Reached(copy.content, copy.version, copy.date, copy.versions))
