"""The reports page over a real library in a temporary folder."""

from decimal import Decimal

import pytest

from app.models import tree
from app.models.content import Content
from app.models.nodes import Cost, Strategy
from app.services import approving
from app.services.editing import Editing
from app.services.houses import load_houses
from app.services.versions import save_version
from app.store.library import Library
from app.ui.desk import Desk
from app.ui.draft import Draft
from app.ui.reports import making
from tests.ui.fakes import fake_services


@pytest.fixture
def library(tmp_path, strategy, monkeypatch):
    monkeypatch.setattr(approving, "today", lambda: "2026-07-20")
    root = tree.change(strategy, "s", house="thurrock")
    root = tree.insert(root, "t1", Cost(id="c1", year="2026/27", capital=Decimal(7_900_000)))
    assert isinstance(root, Strategy)
    with Library.create(tmp_path / "council.engross", who="R. Ellis") as made:
        made.add(Content(root))
        save_version(made, "s", "V1", "2026-05-01")
        yield made


@pytest.fixture
def desk(qapp, library, ask):
    desk = Desk(library, Draft(Editing(library, "s"), {}), load_houses(), fake_services(), ask)
    yield desk
    desk.deleteLater()


@pytest.fixture
def new_panel(qtbot, desk):
    def make():
        panel = making.make_panel(desk)
        qtbot.addWidget(panel)
        panel.resize(1280, 800)
        with qtbot.waitSignal(panel.drawn, timeout=20000):
            panel.show()
        return panel

    return make


@pytest.fixture
def panel(new_panel):
    return new_panel()
