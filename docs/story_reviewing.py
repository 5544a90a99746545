"""The pictures of “Reviewing”: what changed between two versions, and what is new since one last read it."""

from app.models import tree
from app.models.nodes import Priority
from app.ui.compare.comparing import Basis
from app.ui.compare.panel import ComparePanel
from app.ui.window.main_window import MainWindow
from docs.picturing import Camera

OLDER, NEWER = "V0.9", "V1.0"


def draw_comparing(window: MainWindow, camera: Camera) -> None:
    """Two versions side by side and in one column, then a reading that is behind the draft."""
    desktop, desk = window.desktop, window.desk
    assert desktop is not None
    assert desk is not None
    camera.wide(window)
    desktop.show_activity("compare")
    panel = desktop.panel("compare")
    assert isinstance(panel, ComparePanel)
    _compare(panel, camera, Basis(OLDER, OLDER), Basis(NEWER, NEWER))
    panel.step(1)
    camera.take(panel, "reviewing-compare")
    panel.bar.inline.setChecked(True)
    camera.idle()
    camera.take(panel, "reviewing-inline")
    panel.bar.inline.setChecked(False)
    reading = next(basis for basis in panel._comparing.bases() if basis.reading)
    _compare(panel, camera, reading, None)
    panel.mark_chosen_read(everything=True)
    camera.idle()
    priorities = [node for node in tree.walk(desk.root) if isinstance(node, Priority)][:2]
    for priority in priorities:
        desk.draft.do(
            lambda root, id=priority.id: tree.change(root, id, owner="Director of Resources"), "Edit priority"
        )
    _compare(panel, camera, reading, None)
    panel.step(1)
    camera.take(panel, "reviewing-reading")
    for _ in priorities:
        desk.draft.undo()
    camera.wide(window, False)


def _compare(panel: ComparePanel, camera: Camera, old: Basis, new: Basis | None) -> None:
    shown: list[bool] = []
    panel.shown.connect(lambda: shown.append(True))
    panel.choose(old, new)
    camera.until(lambda: bool(shown))
    camera.idle()
