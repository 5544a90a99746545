"""The activities in the whole window, over a real library."""

from typing import Any

from app.__main__ import services
from app.models import tree
from app.models.text import plain
from app.ui.panels import panels
from app.ui.window.main_window import MainWindow


class DescribeActivitiesInTheWindow:
    def it_compares_a_version_with_the_draft_side_by_side(self, qtbot, look, settings, ask, library_file):
        window = MainWindow(services(), look, settings, panels(), ask=ask)
        qtbot.addWidget(window)
        window.show()
        window.open_library(str(library_file))
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
        assert window.desktop is not None
        desk = window.desktop.desk
        desk.library.save_version(desk.id, "V1", "2026-06-02")
        desk.draft.do(lambda root: tree.change(root, "p1", body=plain("Do thing 2 well")), "Reword")
        window.commands.compare_version("V1")
        panel: Any = window.desktop.panel("compare")
        assert panel is not None
        assert window.desktop.activity == "compare"
        qtbot.waitUntil(lambda: panel.list.rows.rowCount() == 1, timeout=20000)
        (change,) = panel.list.rows.changes
        assert change.substantive
        assert (panel.bar.old.currentText(), panel.bar.new.currentText()) == ("V1 · 2 June 2026", "Draft")
        window.close()
