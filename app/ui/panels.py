"""The activities besides drafting, and how each one's panel is made. Panels are imported when they are asked for.

A panel is a QWidget made with the open `Desk`; it listens to `desk.changed(before, after)`, edits through `desk.draft`
and may tell the window of a part to be shown by a signal `go_requested(str)`.
"""

from app.ui.window.desktop import PanelMaker
from app.ui.window.parts import Activity


def panels() -> dict[Activity, PanelMaker]:
    """Every activity in the order of the bar, with the maker of its panel."""
    return {}
