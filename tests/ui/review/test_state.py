"""What the review knows is found out behind the window, and only what still holds is told."""

from threading import Event

import pytest
from PySide6.QtCore import QObject

from app.models.errors import Refused
from app.ui.review.state import BEHIND_MS, Latest


class Looking:
    """Looks at `stored` in the background: begins when it is asked to, and ends when it may."""

    def __init__(self):
        self.stored = "at first"
        self.busy = False
        self.told = []
        self.begun, self.may_end = [Event(), Event()], [Event(), Event()]
        self._times = 0

    def ask(self):
        at, self._times = self._times, self._times + 1

        def look(_):
            found = self.stored
            self.begun[at].set()
            assert self.may_end[at].wait(20)
            if self.busy and at == 0:
                raise Refused("The library is busy.")
            return found

        return look


@pytest.fixture
def looking():
    looking = Looking()
    yield looking
    for event in looking.may_end:
        event.set()


@pytest.fixture
def latest(qtbot, looking):
    over = QObject()
    latest = Latest(looking.ask, 0, over)
    latest.found.connect(looking.told.append)
    latest.wanted()
    qtbot.waitUntil(looking.begun[0].is_set, timeout=20000)
    yield latest
    latest.stop()


class DescribeTheLatest:
    def it_tells_what_it_found(self, qtbot, looking, latest):
        looking.may_end[0].set()
        qtbot.waitUntil(lambda: looking.told == ["at first"], timeout=20000)

    @pytest.mark.parametrize("busy", [False, True])
    @pytest.mark.parametrize("due_before_the_end", [True, False])
    def it_does_not_tell_what_holds_no_more(self, qtbot, looking, latest, busy, due_before_the_end):
        looking.stored, looking.busy = "decided", busy
        latest.wanted(0 if due_before_the_end else 200)
        if due_before_the_end:
            qtbot.waitUntil(lambda: not latest._timer.isActive(), timeout=20000)
        looking.may_end[0].set()
        looking.may_end[1].set()
        qtbot.waitUntil(lambda: bool(looking.told), timeout=20000)
        assert looking.told == ["decided"]

    def it_waits_for_what_it_stands_behind(self, qtbot, looking, latest):
        told = []
        second = Latest(lambda: lambda _: "the second", 0, latest.parent(), behind=latest)
        second.found.connect(lambda found: told.append((found, list(looking.told))))
        second.wanted()
        qtbot.wait(3 * BEHIND_MS)
        assert not second.under_way
        looking.may_end[0].set()
        qtbot.waitUntil(lambda: bool(told), timeout=20000)
        assert told == [("the second", ["at first"])]

    def it_tells_its_work_that_it_was_left(self, qtbot):
        begun, ended = Event(), Event()

        def work(go_on):
            begun.set()
            try:
                while True:
                    go_on()
            finally:
                ended.set()

        over = QObject()
        latest = Latest(lambda: work, 0, over)
        latest.wanted()
        qtbot.waitUntil(begun.is_set, timeout=20000)
        latest.stop()
        assert ended.wait(20)

    def it_looks_no_more_once_it_was_stopped(self, looking, latest):
        latest.stop()
        latest.wanted()
        assert not latest._timer.isActive()
