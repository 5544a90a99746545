"""A strategy that was closed is freed in turns of the event loop, and meanwhile nothing in it does anything more."""

import pytest
from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import delete, isValid

from app.__main__ import services
from app.models import tree
from app.models.text import plain
from app.ui import background
from app.ui.merging.window import MergeWindow
from app.ui.panels import panels
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE
from app.ui.window import taking_down
from app.ui.window.main_window import MainWindow

PARTS = ("s", "p1", "t1", "v", "back", "r1", "rs", "g", CONTROL_PAGE, VERSIONS_PAGE)


@pytest.fixture
def whole(qtbot, look, settings, ask, library_file):
    """A window with every form, panel and side tab of its strategy made, which frees one piece of it a turn."""
    window = MainWindow(services(), look, settings, panels(), ask=ask)
    qtbot.addWidget(window)
    window.show()
    window.taking_down._turns._budget = 0
    window.open_library(str(library_file))
    qtbot.waitUntil(lambda: window.review.open is not None)
    desktop = window.desktop
    assert desktop is not None
    for part in PARTS:
        desktop.go(part)
        desktop.workspace.finish()
    for activity in window.panels:
        desktop.show_activity(activity.key)
        assert desktop.panel(activity.key) is not None
    yield window
    window.close()


@pytest.fixture
def closed(whole, monkeypatch):
    """The desktop of a strategy that was closed, some pieces of which are freed; the others stay until `go_on`."""
    desktop, loop, freed = whole.desktop, QEventLoop(), []
    pieces = pieces_of(desktop)

    def free(piece):
        delete(piece)
        freed.append(piece)
        if len(freed) == 5:
            loop.quit()

    monkeypatch.setattr(taking_down, "delete", free)
    whole.close_strategy()
    loop.exec()
    whole.taking_down._turns._timer.stop()
    assert 5 <= sum(not isValid(piece) for piece in pieces) < len(pieces)
    return desktop


def go_on(window):
    window.taking_down._turns._timer.start()


def pieces_of(desktop):
    forms, made = desktop.workspace._pages.values(), desktop._made.values()
    return [*forms, *made, *(desktop.side.widget(at) for at in range(desktop.side.count()))]


class DescribeAStrategyThatWasClosed:
    def it_is_freed_piece_by_piece_each_in_a_turn_of_its_own(self, qtbot, whole, monkeypatch):
        desktop, desk = whole.desktop, whole.desk
        held = [desktop, desk, desk.draft, desktop.model, *desktop.findChildren(QObject)]
        pieces, turns, freed = pieces_of(desktop), [], {}
        assert len(pieces) == len(PARTS) + len(whole.panels) + 1 + 4
        counting = QTimer()
        counting.timeout.connect(lambda: turns.append(1))
        counting.start(0)

        def free(piece):
            freed[piece] = len(turns)
            delete(piece)

        monkeypatch.setattr(taking_down, "delete", free)
        whole.close_strategy()
        qtbot.waitUntil(lambda: not whole.taking_down.under_way)
        assert not any(map(isValid, held))
        # The page of the draft and the history go with what holds them.
        assert set(freed) == {desktop, *pieces} - {desktop.workspace, desktop.history}
        assert len(set(freed.values())) == len(freed)

    def it_is_out_of_sight_at_once(self, whole):
        desktop = whole.desktop
        whole.close_strategy()
        assert not desktop.isVisible()
        assert whole.stack.currentWidget() is whole.welcome

    def it_shows_none_of_its_forms_and_panels_while_they_are_freed(self, qtbot, whole):
        shown = []
        desktop = whole.desktop
        desktop.go(PARTS[0])
        desktop.show_activity("risks")
        for stack in (desktop.middle, desktop.workspace._stack):
            stack.currentChanged.connect(lambda at, stack=stack: shown.append(stack.widget(at)))
        whole.close_strategy()
        qtbot.waitUntil(lambda: not whole.taking_down.under_way)
        assert [type(each).__name__ for each in shown] == ["Workspace", "Waiting"]

    def it_does_nothing_more_of_what_it_had_begun(self, qtbot, whole):
        desktop, counted = whole.desktop, []
        desktop.words_counted.connect(counted.append)
        whole.state.show_words(1234)
        desktop._count_words()
        desktop._count.start(0)
        desktop.show_activity("preview")
        desktop.go("p2")
        whole.close_strategy()
        assert not any(timer.isActive() for timer in desktop.findChildren(QTimer))
        qtbot.waitUntil(lambda: not whole.taking_down.under_way)
        assert counted == []
        assert whole.state.words.text() == ""

    def it_stays_while_what_closed_it_still_waits_for_an_answer(self, qtbot, whole):
        desktop, found, loop = whole.desktop, [], QEventLoop()

        def closes_and_asks():
            whole.close_strategy()
            asking = QEventLoop()
            for turn in range(20):
                QTimer.singleShot(turn, lambda: found.append(all(map(isValid, pieces))))
            QTimer.singleShot(25, asking.quit)
            asking.exec()
            loop.quit()

        pieces = pieces_of(desktop)
        QTimer.singleShot(0, closes_and_asks)
        loop.exec()
        assert found == [True] * 20
        qtbot.waitUntil(lambda: not isValid(desktop))

    def it_is_freed_with_its_window_where_that_is_closed_meanwhile(self, qtbot, whole, closed):
        whole.close()
        qtbot.waitUntil(lambda: not isValid(closed))
        assert not whole.taking_down.under_way

    def it_is_gone_with_its_window_where_nothing_of_it_is_freed_by_then(self, qtbot, whole):
        desktop = whole.desktop
        whole.close_strategy()
        whole.close()
        assert not whole.taking_down.under_way
        qtbot.waitUntil(lambda: not isValid(desktop))

    def it_takes_another_size_of_text_and_other_colours_half_way(self, qtbot, look, whole, closed):
        look.apply()
        look.step(2)
        go_on(whole)
        qtbot.waitUntil(lambda: not isValid(closed) and not look.under_way)
        look.set_percent(100)
        qtbot.waitUntil(lambda: not look.under_way)


class DescribeTheSameStrategyOpenedMeanwhile:
    @pytest.fixture
    def again(self, qtbot, whole, closed, library_file):
        whole.open_library(str(library_file))
        qtbot.waitUntil(lambda: whole.desktop is not None and whole.desk.is_there)
        return whole

    def it_is_another_in_which_one_writes(self, qtbot, again, closed):
        assert again.desktop is not closed
        assert again.desk.draft.do(lambda root: tree.change(root, "p1", body=plain("Anew")), "Reword")
        assert tree.find(again.library.head("s"), "p1").body == plain("Anew")
        again.desktop.go("p1")
        assert again.desktop.workspace.form.node_id == "p1"
        assert isValid(closed)
        go_on(again)
        qtbot.waitUntil(lambda: not isValid(closed))
        assert again.stack.currentWidget() is again.desktop

    def it_is_freed_as_well_where_it_is_closed_before_the_first_is_gone(self, qtbot, again, closed):
        desktop = again.desktop
        again.close_strategy()
        assert isValid(closed)
        go_on(again)
        qtbot.waitUntil(lambda: not again.taking_down.under_way)
        assert not isValid(closed)
        assert not isValid(desktop)

    def it_is_put_up_where_another_took_its_place_at_once(self, qtbot, whole):
        before = whole.desktop
        whole.open_strategy("s")
        qtbot.waitUntil(lambda: whole.desktop is not None and whole.desktop is not before)
        qtbot.waitUntil(lambda: not isValid(before))
        assert whole.desktop.isVisible()
        assert QApplication.focusWidget() is None or whole.desktop.isAncestorOf(QApplication.focusWidget())


class DescribeWhatWasBegunForAClosedStrategy:
    def it_opens_no_window_to_merge_with_a_copy(self, qtbot, opened, ask, tmp_path):
        opened.library.backup(tmp_path / "laptop.engross")
        ask.answers["open_file"] = tmp_path / "laptop.engross"
        opened.commands.merge()
        opened.close_strategy()
        qtbot.waitUntil(lambda: not background.busy(), timeout=20000)
        assert not opened.findChildren(MergeWindow)

    def it_has_no_merge_decided_that_nothing_can_come_of(self, qtbot, opened, ask, tmp_path):
        opened.library.backup(tmp_path / "laptop.engross")
        ask.answers["open_file"] = tmp_path / "laptop.engross"
        opened.commands.merge()
        qtbot.waitUntil(lambda: bool(opened.findChildren(MergeWindow)), timeout=20000)
        opened.desk.put_away.emit()
        qtbot.waitUntil(lambda: not opened.findChildren(MergeWindow))
