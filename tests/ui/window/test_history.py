"""The history panel alone: every edit can be seen, read, compared and brought back, also those of long ago."""

import pytest
from PySide6.QtCore import Qt

from app.models import tree
from app.ui.desk import Desk
from app.ui.draft import Draft
from app.ui.window import history
from app.ui.window.history import HistoryPanel
from tests.ui.fakes import MemoryLibrary, fake_services

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(editing, ask, plain_house):
    desk = Desk(MemoryLibrary(editing), Draft(editing, {}), {"plain": plain_house}, fake_services(), ask)  # pyright: ignore[reportArgumentType]
    for n in range(1, 6):
        desk.draft.do(lambda root, n=n: tree.change(root, "p1", title=f"Named {n}"), f"Edit {n}")
    return desk


@pytest.fixture
def panel(qtbot, desk):
    panel = HistoryPanel(desk)
    qtbot.addWidget(panel)
    panel.compare_requested.connect(lambda _: None)  # it is offered where somebody can do it
    panel.resize(320, 500)
    panel.show()
    qtbot.waitUntil(lambda: panel.list.count() > 0)
    return panel


def labels(panel):
    return [panel.list.item(row).text().partition("\n")[0] for row in range(panel.list.count())]


class DescribeTheHistory:
    def it_lists_every_edit_by_its_label_the_newest_first(self, panel):
        assert labels(panel) == [f"Edit {n}" for n in (5, 4, 3, 2, 1)]

    @pytest.mark.parametrize("button", ["view", "compare", "restore"])
    def it_asks_by_its_buttons_for_the_moment_that_is_chosen(self, qtbot, panel, button):
        assert not getattr(panel, button).isEnabled()
        place = panel.list.visualItemRect(panel.list.item(1)).center()
        qtbot.mouseClick(panel.list.viewport(), LEFT, pos=place)
        with qtbot.waitSignal(getattr(panel, f"{button}_requested")) as asked:
            qtbot.mouseClick(getattr(panel, button), LEFT)
        assert asked.args == [4]

    def it_lists_what_is_older_where_that_is_asked_for(self, qtbot, desk, monkeypatch):
        monkeypatch.setattr(history, "MOST_LINES", 2)
        panel = HistoryPanel(desk)
        qtbot.addWidget(panel)
        panel.show()
        qtbot.waitUntil(lambda: labels(panel) == ["Edit 5", "Edit 4"])
        for shown in (4, 5):
            panel.list.setCurrentRow(0)
            qtbot.mouseClick(panel.older, LEFT)
            qtbot.waitUntil(lambda shown=shown: panel.list.count() == shown)
            assert panel.list.currentRow() == 0
        assert labels(panel)[-1] == "Edit 1"
        assert not panel.older.isVisible()
