"""The activities: in the whole window, over a real library, and the bar that leads to them."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from app.__main__ import services
from app.models import tree
from app.models.text import plain
from app.ui.panels import panels
from app.ui.window.main_window import MainWindow
from app.ui.window.parts import Activity, ActivityBar


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


class DescribeTheActivityBar:
    def it_leads_by_tab_to_the_activity_on_show_alone(self, qtbot):
        bar = ActivityBar([Activity(key, key.title(), key) for key in ("draft", "compare", "links")])
        qtbot.addWidget(bar)

        def stops():
            return [
                b.text() for b in bar.findChildren(QToolButton) if b.focusPolicy() & Qt.FocusPolicy.TabFocus
            ]

        for key in ("compare", "links"):
            bar.show_chosen(key)
            assert stops() == [key.title()]
