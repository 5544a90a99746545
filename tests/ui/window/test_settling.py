"""What an open strategy keeps is left out of Python's search for cycles."""

import gc
import weakref

import pytest
from PySide6.QtCore import QObject, Qt
from shiboken6 import isValid

from app.ui import background
from app.ui.window import putting_up, settling
from app.ui.window.desktop import Desktop
from app.ui.window.settling import SEARCHED, Sweeping


class DescribeAStrategyThatWasOpened:
    def it_is_left_out_of_the_search_for_cycles_once_it_has_settled(self, qtbot, opened):
        try:
            qtbot.waitUntil(lambda: gc.get_freeze_count() > 10_000)
            opened.open_strategy("s")
            with qtbot.waitSignal(opened.putting_up.there):
                pass
            assert gc.get_freeze_count() < 10_000
        finally:
            gc.unfreeze()

    def it_is_freed_while_the_author_is_elsewhere_once_another_is_open(self, qtbot, opened):
        before = weakref.ref(opened.desk)
        try:
            opened.open_strategy("s")
            qtbot.waitUntil(lambda: opened.desktop is not None and opened.desk is not before())
            qtbot.waitUntil(lambda: before() is None or not isValid(before()))
            qtbot.waitUntil(lambda: gc.get_freeze_count() > 10_000 and not background.busy())
            sweeping = opened.findChild(Sweeping)

            def is_freed():
                sweeping.when_state_changed(Qt.ApplicationState.ApplicationInactive)
                return before() is None

            # Where the machine is busy, what is still being done for it may keep it a while longer.
            qtbot.waitUntil(is_freed)
        finally:
            gc.unfreeze()


class DescribeTheSearchForCycles:
    @pytest.fixture
    def searched(self, monkeypatch):
        # Not gc.collect: a work of the test before, which ends meanwhile, searches as well.
        found: list[bool] = []
        monkeypatch.setattr(settling, "_opened", [])
        monkeypatch.setattr(background, "search_all", lambda *, left_out: found.append(left_out))
        return found

    @pytest.mark.parametrize(
        ("state", "young", "times"),
        [("ApplicationActive", 50, 0), ("ApplicationInactive", 50, 1), ("ApplicationInactive", 2, 0)],
    )
    def it_waits_until_the_author_is_elsewhere(self, qapp, monkeypatch, searched, state, young, times):
        monkeypatch.setattr(gc, "get_count", lambda: (0, 0, young))
        over = QObject()
        Sweeping(over).when_state_changed(Qt.ApplicationState[state])
        assert len(searched) == times

    def it_does_not_happen_by_itself_among_all_that_is_kept(self, qtbot, opened):
        assert gc.get_threshold() == SEARCHED

    def it_does_not_happen_while_the_parts_are_put_up(self, qtbot, opened, monkeypatch):
        found = []

        def made(*given):
            found.append((gc.get_threshold(), gc.get_freeze_count() > 10_000))
            return Desktop(*given)

        monkeypatch.setattr(putting_up, "Desktop", made)
        gc.set_threshold(700, 10, 10)
        opened.open_strategy("s")
        qtbot.waitUntil(lambda: bool(found))
        assert found == [(SEARCHED, True)]
