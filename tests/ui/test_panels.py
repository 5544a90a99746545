"""Every activity of the bar in the window: made when it is first chosen, usable by everybody, leading to the text."""

import os
import subprocess
import sys
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from app.services.packs.reading import layout_keys
from app.ui.desk import Desk
from app.ui.draft import Draft
from app.ui.panels import panels
from app.ui.window.desktop import DRAFT, Desktop
from tests.ui.fakes import MemoryLibrary, fake_services
from tests.ui.test_accessible import named_below

KEYS = [activity.key for activity in panels()]


@pytest.fixture
def desktop(qtbot, editing, ask, plain_house):
    library: Any = MemoryLibrary(editing)
    desk = Desk(library, Draft(editing, {}), {"plain": plain_house}, fake_services(), ask)
    desktop = Desktop(desk, panels())
    qtbot.addWidget(desktop)
    desktop.resize(1280, 800)
    desktop.show()
    return desktop


@pytest.mark.parametrize("key", KEYS)
class DescribeActivities:
    def it_is_made_when_it_is_first_chosen(self, qtbot, desktop, key):
        assert desktop.panel(key) is None
        shown = []
        desktop.show_activity(key, shown.append)
        assert not shown
        qtbot.waitUntil(lambda: bool(shown), timeout=20000)
        assert shown == [desktop.panel(key)] == [desktop.middle.currentWidget()]

    def it_is_made_at_once_where_it_is_asked_for(self, desktop, key):
        desktop.show_activity(key)
        assert desktop.middle.currentWidget() is not None
        panel = desktop.panel(key)
        assert panel is desktop.middle.currentWidget()

    def it_names_every_control_and_shows_plain_text(self, desktop, key):
        desktop.show_activity(key)
        unnamed = [
            type(control).__name__ for control, _, name in named_below(desktop.panel(key)) if not name.strip()
        ]
        rich = [
            label.text()
            for label in desktop.panel(key).findChildren(QLabel)
            if label.textFormat().name != "PlainText"
        ]
        assert unnamed == []
        assert [text for text in rich if text] == []


class DescribeThePackMadeGradually:
    def it_offers_the_layouts_that_were_read_meanwhile(self, qtbot, desktop):
        shown = []
        desktop.show_activity("packs", shown.append)
        qtbot.waitUntil(lambda: bool(shown), timeout=20000)
        box = shown[0].meeting.controls["layout"]
        assert sorted(box.itemData(at) for at in range(box.count())) == sorted(layout_keys())
        assert box.currentData() == "plain"


IMPORTED = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication([])
from app.ui.panels import panels
maker = next(maker for activity, maker in panels().items() if activity.key == sys.argv[1])
for step in maker.brought():
    getattr(step, "do", lambda: None)()
print([name for name in ("numpy", "pyqtgraph") if name in sys.modules])
"""


@pytest.mark.parametrize("key", KEYS)
def test_only_charts_import_what_draws_charts(key):
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, key],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    drawn = key in ("risks", "roadmap", "costs")
    assert done.stdout == ("['numpy', 'pyqtgraph']\n" if drawn else "[]\n")


class DescribeGoingFromAPanel:
    def it_shows_the_part_in_the_text(self, desktop):
        desktop.show_activity("risks")
        desktop.panel("risks").go_requested.emit("r1")
        assert desktop.activity == DRAFT
        assert desktop.workspace.shown_id == "r1"
