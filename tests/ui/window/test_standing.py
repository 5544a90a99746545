"""What the foot of the window says of the draft, and how often it asks the library for that."""

from pathlib import Path
from typing import Any

import pytest

from app.models import tree
from app.models.control import VersionRow
from app.models.nodes import HistoryRow
from app.ui.desk import Desk
from app.ui.draft import Draft
from app.ui.window.standing import Standing
from tests.ui.fakes import MemoryLibrary, fake_services


@pytest.fixture
def asked():
    return []


@pytest.fixture
def desk(qapp, editing, ask, plain_house, asked, monkeypatch):
    library: Any = MemoryLibrary(editing)
    monkeypatch.setattr(library, "path", Path("alone.engross"), raising=False)
    versions = library.versions
    monkeypatch.setattr(library, "versions", lambda id: asked.append(id) or versions(id))
    return Desk(library, Draft(editing, {}), {"plain": plain_house}, fake_services(), ask)


def said(standing):
    return standing.said(lambda: "2 changes")


def edit(desk, title):
    desk.draft.do(lambda root: tree.change(root, "t1", title=title), "Rename")


class DescribeWhatTheDraftIs:
    def it_is_the_first_version_s_and_then_that_of_the_next(self, desk):
        standing = Standing(desk)
        assert said(standing) == "Draft of the first version"
        desk.library.saved.append(VersionRow("V1", "", fingerprint=desk.root.fingerprint))
        desk.versions_changed.emit()
        assert said(standing) == "V1, unchanged"
        edit(desk, "Another")
        assert (
            said(standing)
            == f"Draft of {desk.services.proposed_label(desk.library, desk.id)}: 2 changes since V1"
        )

    def it_follows_what_is_typed_into_the_table_of_earlier_versions(self, desk, monkeypatch):
        desk.library.saved.append(VersionRow("V1", "", fingerprint="another"))
        next_label = "V2"
        services = desk.services._replace(proposed_label=lambda library, id: next_label)
        monkeypatch.setattr(desk, "services", services)
        standing = Standing(desk)
        assert said(standing).startswith("Draft of V2:")
        next_label = "V3"
        desk.draft.do(lambda root: tree.change(root, root.id, history=(HistoryRow("V2"),)), "Row")
        assert said(standing).startswith("Draft of V3:")

    def it_is_said_after_each_edit_without_asking_for_versions_again(self, desk, asked):
        standing = Standing(desk)
        for n in range(3):
            edit(desk, f"Title {n}")
            said(standing)
        assert len(asked) == 1

    def it_asks_each_time_where_others_may_save_versions(self, desk, asked, monkeypatch):
        monkeypatch.setattr(desk.library, "path", None)
        standing = Standing(desk)
        for _ in range(3):
            said(standing)
        assert len(asked) == 3
