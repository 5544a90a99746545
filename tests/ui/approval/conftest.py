"""The approval page over a real library in a temporary folder, on a fixed day."""

from datetime import date

import pytest

from app.models.content import Content
from app.services import approving
from app.services.editing import Editing
from app.services.houses import load_houses
from app.services.versions import save_version
from app.store.library import Library
from app.ui.approval import making
from app.ui.desk import Desk
from app.ui.draft import Draft
from tests.ui.fakes import fake_services

TODAY = date(2026, 7, 20)


@pytest.fixture
def library(tmp_path, strategy, monkeypatch):
    monkeypatch.setattr(approving, "today", lambda: TODAY.isoformat())
    monkeypatch.setattr(making, "_today", lambda: TODAY)
    with Library.create(tmp_path / "council.engross", who="R. Ellis") as made:
        made.add(Content(strategy))
        save_version(made, "s", "V1", "2026-05-01")
        yield made


@pytest.fixture
def desk(qapp, library, ask):
    desk = Desk(library, Draft(Editing(library, "s"), {}), load_houses(), fake_services(), ask)
    yield desk
    desk.deleteLater()


@pytest.fixture
def panel(qtbot, desk):
    panel = making.make_panel(desk)
    qtbot.addWidget(panel)
    panel.resize(1000, 760)
    panel.show()
    return panel
