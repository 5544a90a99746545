"""Long work behind the window: what comes of it is told once, or not at all where nobody is left to be told."""

import gc
import threading
import traceback
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt

from app.models.errors import Refused
from app.ui import background
from app.ui.background import Threads, Work


@pytest.fixture(autouse=True)
def idle(qtbot):
    """Waits for what an earlier test left behind, which would have a thread, and Python's search, to itself."""
    qtbot.waitUntil(lambda: gc.isenabled() and not background.busy(), timeout=30_000)


def refuse():
    raise Refused("The folder is gone; choose another.")


class DescribeWork:
    def it_gives_what_came_of_it(self, qtbot):
        work = Work(lambda: 42)
        with qtbot.waitSignal(work.finished) as told:
            work.start()
        assert told.args == [42]

    def it_gives_the_fault_that_ended_it(self, qtbot):
        work = Work(refuse)
        with qtbot.waitSignal(work.failed) as told:
            work.start()
        assert str(told.args[0]) == "The folder is gone; choose another."

    def it_raises_a_fault_that_nobody_listens_for(self, qtbot):
        work = Work(refuse)
        with qtbot.captureExceptions() as shown:
            work.start()
            qtbot.waitUntil(lambda: bool(shown))
        assert str(shown[0][1]) == "The folder is gone; choose another."

    def it_holds_nothing_of_what_failed_but_the_fault(self, qtbot):
        class Document:
            pass

        held: list[weakref.ref[Document]] = []

        def fail():
            document = Document()
            held.append(weakref.ref(document))
            refuse()

        work = Work(fail)
        with qtbot.waitSignal(work.failed) as told:
            work.start()
        fault = told.args[0]
        assert traceback.extract_tb(fault.__traceback__)[-1].name == "refuse"
        assert held[0]() is None

    def it_says_nothing_once_it_was_left(self, qtbot):
        work, later = Work(lambda: 1), Work(lambda: 2)
        work.finished.connect(lambda _: pytest.fail("it was left"))
        work.leave()
        work.start()
        with qtbot.waitSignal(later.finished):
            assert background.wait(10)
            later.start()

    @pytest.mark.parametrize("left", [False, True])
    def it_is_gone_once_it_has_ended_with_all_that_it_held(self, qtbot, left):
        class Strategy:
            pass

        window, strategy = QObject(), Strategy()
        held = weakref.ref(strategy)
        work = Work(lambda strategy=strategy: str(strategy), window)
        if left:
            work.leave()
        work.start()
        del work, strategy
        qtbot.waitUntil(lambda: not window.children() and held() is None)

    @pytest.mark.parametrize("ends", [lambda: 1, refuse])
    def it_ends_quietly_where_the_program_ended_before_it(self, qapp, capfd, monkeypatch, ends):
        begun, gate, threads = threading.Event(), threading.Event(), Threads()
        monkeypatch.setattr(background, "_all", threads)

        def wait():
            begun.set()
            gate.wait(10)
            return ends()

        window = QObject()
        work = Work(wait, window)
        work.start()
        assert begun.wait(10)
        gc.enable()  # which the end of the work would have done
        shiboken6.delete(window)
        shiboken6.delete(threads)
        gate.set()
        assert threads.wait(10)
        assert "deleted" not in capfd.readouterr().err

    def it_does_several_at_once_and_the_others_after_them(self, qtbot):
        gate, told = threading.Event(), []
        for _ in range(background.MOST_AT_ONCE - 1):
            held = Work(lambda: gate.wait(10))
            held.finished.connect(told.append)
            held.start()
        for number in range(3):
            quick = Work(lambda number=number: number)
            quick.finished.connect(told.append)
            quick.start()
        qtbot.waitUntil(lambda: told == [0, 1, 2])
        gate.set()
        qtbot.waitUntil(lambda: told == [0, 1, 2, *[True] * (background.MOST_AT_ONCE - 1)])


class DescribeWhatIsQts:
    """What dies in another thread than the window's takes the program along, now and then."""

    class Panel(QObject):
        """Knows in whose thread panels end."""

        ends: list[bool]

        def __init__(self):
            super().__init__()
            self.me: object = None
            ends = self.ends
            self.destroyed.connect(lambda *_: ends.append(ours()), Qt.ConnectionType.DirectConnection)

    @pytest.fixture
    def ends(self):
        self.Panel.ends = []
        return self.Panel.ends

    @pytest.mark.parametrize("ends_by", [lambda: 1, refuse])
    def it_ends_in_the_windows_thread_where_only_a_work_still_held_it(self, qtbot, ends, ends_by):
        gate, panel = threading.Event(), self.Panel()

        def done(panel=panel):
            gate.wait(10)
            return ends_by(), panel.objectName()

        work = Work(done)
        work.failed.connect(lambda _: None)
        work.start()
        del panel, done, work
        gate.set()
        qtbot.waitUntil(lambda: bool(ends))
        assert ends == [True]

    def it_ends_in_the_windows_thread_where_it_held_itself(self, qtbot, ends):
        panel = self.Panel()
        panel.me = panel
        del panel
        work = Work(lambda: len([[number] for number in range(200_000)]))
        with qtbot.waitSignal(work.finished):
            work.start()
        gc.collect()
        assert ends == [True]

    def it_is_searched_for_again_once_nothing_is_done(self, qtbot):
        assert gc.isenabled()
        gate = threading.Event()
        works = [Work(lambda: gate.wait(10)), Work(lambda: gate.wait(10))]
        for work in works:
            work.start()
        assert not gc.isenabled()
        gate.set()
        qtbot.waitUntil(gc.isenabled)
        assert not background.busy()

    def it_is_searched_for_again_though_another_work_began_before_that(self, qtbot):
        gate, second = threading.Event(), Work(lambda: gate.wait(10))
        first = Work(lambda: 1)
        first.finished.connect(second.start)
        first.start()
        with qtbot.waitSignal(first.finished):
            pass
        qtbot.wait(50)
        assert not gc.isenabled()
        gate.set()
        qtbot.waitUntil(gc.isenabled)

    def it_is_not_searched_for_among_all_that_a_great_work_left(self, qtbot, monkeypatch):
        monkeypatch.setattr(background, "MOST_YOUNG", 1000)
        kept: list[object] = []
        work = Work(lambda: [[number] for number in range(2000)])
        work.finished.connect(kept.append)
        try:
            work.start()
            qtbot.waitUntil(lambda: gc.get_freeze_count() > 2000)
        finally:
            gc.unfreeze()

    def it_is_searched_for_among_that_while_the_author_is_elsewhere(self, qtbot, monkeypatch, ends):
        monkeypatch.setattr(background, "MOST_YOUNG", 1000)
        panel = self.Panel()
        panel.me, gone = panel, weakref.ref(panel)
        kept: list[object] = []
        work = Work(lambda: [[number] for number in range(2000)])
        work.finished.connect(kept.append)
        try:
            work.start()
            del panel  # which is not searched for from the start on
            qtbot.waitUntil(lambda: gc.get_freeze_count() > 2000)
            gc.collect()
            assert gone() is not None
            background.search_all()
            assert gone() is None
            assert gc.get_freeze_count() > 2000
        finally:
            gc.unfreeze()


def ours() -> bool:
    return threading.current_thread() is threading.main_thread()
