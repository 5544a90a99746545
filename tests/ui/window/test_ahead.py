"""Forms and pages are made before they are asked for, step by step, while the window rests."""

from collections import deque

import pytest
from PySide6.QtCore import QSize

from app.models import tree
from app.ui.forms.node_form import NodeForm
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE
from app.ui.window.settling import AHEAD_MS


@pytest.fixture
def work(opened):
    return opened.desktop.workspace


def forbidden(*given, **named):
    raise AssertionError("made only when it was asked for")


class DescribeWhatIsMadeAhead:
    def it_is_a_form_of_each_kind_and_the_pages(self, opened, work, monkeypatch):
        deque(work.made_ahead(), maxlen=0)
        monkeypatch.setattr(NodeForm, "__init__", forbidden)
        for node in tree.walk(opened.desk.root):
            opened.desktop.go(node.id)
            assert work.form.kind == node.kind
        sheet, versions = work.control, work.versions
        opened.desktop.go(CONTROL_PAGE)
        assert sheet.isVisible()
        opened.desktop.go(VERSIONS_PAGE)
        assert versions.isVisible()

    def it_has_its_size_and_its_tables_before_it_is_seen(self, opened, work):
        shown = work.form
        deque(work.made_ahead(), maxlen=0)
        assert work.form is shown
        form = work._form("theme")
        assert form.size() == shown.size() != QSize(640, 480)
        wide = form.fields["title"].width()
        assert set(form.tables) == {"priority"}
        opened.desktop.go("t1")
        assert form.isVisible()
        assert form.fields["title"].width() == wide

    def it_is_ended_at_once_where_it_is_asked_for_meanwhile(self, opened, work):
        steps = work.made_ahead()
        while "theme" not in work._begun:
            next(steps)
        opened.desktop.go("t1")
        form = work.form
        assert form.fields["aim"].isVisible()
        assert form.tables["priority"].model.rowCount() == 3
        deque(steps, maxlen=0)
        assert work.form is form

    def it_is_the_whole_control_sheet_where_that_is_asked_for_meanwhile(self, opened, work):
        steps = work.made_ahead()
        while work._control is None:
            next(steps)
        some = len(work.control.fields)
        opened.desktop.go(CONTROL_PAGE)
        assert len(work.control.fields) > some
        assert work.control.fields["title"].control.value() == opened.desk.root.title
        deque(steps, maxlen=0)
        assert opened.desktop.workspace.control.isVisible()

    def it_comes_by_itself_once_the_strategy_is_open(self, qtbot, opened, work):
        qtbot.waitUntil(lambda: "risk" in work._forms, timeout=AHEAD_MS + 20000)
