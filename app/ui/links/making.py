"""How the matrix of links is made for an open strategy: it follows the draft and edits through it."""

from PySide6.QtCore import QCoreApplication

from app.document.answering import Matrix, toggled
from app.ui.desk import Desk
from app.ui.follower import Follower
from app.ui.links.panel import LinksPanel

translate = QCoreApplication.translate


def make_panel(desk: Desk) -> LinksPanel:
    """The matrix over the strategy's draft; each link made or taken away is one step to undo."""

    def term(kind: str, many: bool) -> str:
        called = desk.house.term(kind)
        return called.many if many else called.one

    def toggle(found: Matrix, row: str, column: str) -> None:
        there = (row, column) in found.links
        deed = "Unlink" if there else "Link"
        label = f"{deed} {desk.name(row)} and {desk.name(column)}"
        desk.draft.do(lambda root: toggled(root, found, row, column), label)
        follower.at_once()

    panel = LinksPanel(desk.called, term, desk.read_only)
    panel.toggle_requested.connect(toggle)
    follower = Follower(desk, panel, panel)
    return panel
