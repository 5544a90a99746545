"""A library on a server: while it does not answer, the window goes on and asks for it in the background."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from app.models import tree
from app.store.rows import Unreachable
from app.ui import background
from app.ui.draft import Draft
from app.ui.window.sharing import Sharing
from tests.ui.fakes import MemoryEditing


class Server:
    """A library that others write to too, and that may be out of reach."""

    path = None
    path_or_url = "postgresql://db/engross"
    read_only = False

    def __init__(self, editing):
        self._editing = editing
        self.away = ""
        self.asked = 0
        self.bin = []

    def strategies(self, *, binned=False):
        return tuple(SimpleNamespace(id=id) for id in self.bin if binned)

    def head(self, strategy_id):
        self.asked += 1
        if self.away:
            raise Unreachable(self.away)
        return self._editing.root


class ServerDesk(QObject):
    """A strategy of such a library on the desk."""

    changed = Signal(object, object)
    versions_changed = Signal()

    def __init__(self, editing):
        super().__init__()
        self.draft = Draft(editing, {}, self)
        self.library = Server(editing)
        self.id = editing.root.id

    @property
    def root(self):
        return self.draft.root


@pytest.fixture
def editing(strategy):
    return MemoryEditing(strategy)


@pytest.fixture
def desk(qapp, editing):
    return ServerDesk(editing)


@pytest.fixture
def sharing(qtbot, desk):
    made = Sharing()
    made.watch(desk)
    yield made
    qtbot.waitUntil(lambda: not background.busy())
    made.forget(desk)


@pytest.fixture
def look(qtbot, sharing):
    def look():
        sharing.look()
        qtbot.waitUntil(lambda: not sharing._looking)

    return look


class DescribeAServerOutOfReach:
    def it_is_not_asked_by_the_window_once_it_was_found_away(self, desk, editing, look, monkeypatch):
        desk.library.away = "The database cannot be reached."
        look()
        edits = []
        monkeypatch.setattr(editing, "do", lambda *_: edits.append(1))
        desk.draft.typed("p1", "title", lambda: "Learn")
        assert not desk.draft.flush()
        assert (desk.draft.state, desk.draft.why) == ("unsaved", "The database cannot be reached.")
        assert edits == []

    def it_is_asked_in_the_background_after_an_edit_it_did_not_take(self, desk, editing, look, strategy):
        editing.broken = "The database cannot be reached."
        desk.draft.typed("p1", "title", lambda: "Learn")
        assert not desk.draft.flush()
        editing.broken = ""
        assert not desk.draft.flush()
        assert editing.root == strategy
        look()
        assert desk.draft.state == "saved"
        assert tree.find(editing.root, "p1").title == "Learn"

    def it_has_the_words_saved_once_it_answers(self, desk, editing, look):
        desk.library.away = "The database cannot be reached."
        look()
        desk.draft.typed("p1", "title", lambda: "Learn")
        assert not desk.draft.flush()
        desk.library.away = ""
        look()
        assert desk.draft.state == "saved"
        assert tree.find(editing.root, "p1").title == "Learn"

    def it_tells_a_closed_strategy_nothing(self, desk, sharing, editing, qtbot):
        desk.library.away = "The database cannot be reached."
        sharing.look()
        sharing.forget(desk)
        qtbot.waitUntil(lambda: not sharing._looking)
        desk.draft.typed("p1", "title", lambda: "Learn")
        assert desk.draft.flush()


class DescribeAStrategyThatSomebodyElseDeletes:
    def it_is_told_once_and_told_again_once_it_is_back(self, desk, sharing, look):
        told = []
        sharing.binned.connect(lambda desk, binned: told.append((desk.id, binned)))
        look()
        assert told == []
        desk.library.bin = [desk.id]
        look()
        look()
        assert told == [(desk.id, True)]
        desk.library.bin = []
        look()
        assert told == [(desk.id, True), (desk.id, False)]
