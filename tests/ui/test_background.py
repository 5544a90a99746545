"""Long work behind the window: what comes of it is told once, or not at all where nobody is left to be told."""

import threading
import traceback
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThreadPool

from app.models.errors import Refused
from app.ui.background import Work


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
            QThreadPool.globalInstance().waitForDone()
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
    def it_ends_quietly_where_the_program_ended_before_it(self, qapp, capfd, ends):
        begun, gate = threading.Event(), threading.Event()

        def wait():
            begun.set()
            gate.wait(10)
            return ends()

        window = QObject()
        work = Work(wait, window)
        relay = work._relay
        work.start()
        assert begun.wait(10)
        shiboken6.delete(window)
        shiboken6.delete(relay)
        gate.set()
        assert QThreadPool.globalInstance().waitForDone(10_000)
        assert "deleted" not in capfd.readouterr().err
