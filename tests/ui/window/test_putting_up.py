"""A strategy is put up in turns of the event loop, and is there at once for whoever cannot wait."""

import threading

import pytest
from PySide6.QtCore import QTimer

from app.ui.window import putting_up, session


@pytest.fixture
def coming(qtbot, new_window, library_file):
    """A window in which a strategy is being put up: it was read, and is not yet on show."""
    window = new_window()
    window.open_library(str(library_file))
    with qtbot.waitSignal(window.opening.seen, timeout=20000):
        pass
    return window


class DescribeAStrategyThatIsPutUp:
    def it_is_on_show_some_turns_after_it_was_read(self, qtbot, coming):
        before = coming.desktop
        qtbot.waitUntil(lambda: coming.desktop is not None, timeout=20000)
        assert before is None
        assert coming.stack.currentWidget() is coming.desktop
        assert coming.desktop.workspace.form_on_show.node_id == coming.desk.id

    def it_is_laid_out_before_it_is_seen(self, qtbot, coming, monkeypatch):
        found = []
        take_up = coming.take_up

        def taken_up(desktop):
            found.append((desktop.size(), desktop.workspace.form_on_show.width()))
            take_up(desktop)

        monkeypatch.setattr(coming, "take_up", taken_up)
        qtbot.waitUntil(lambda: coming.desktop is not None, timeout=20000)
        assert found == [(coming.desktop.size(), coming.desktop.workspace.form_on_show.width())]

    def it_has_its_numbers_and_rows_from_another_thread(self, qtbot, new_window, library_file, monkeypatch):
        found, ahead = [], putting_up._ahead

        def noted(root, house):
            found.append((threading.current_thread(), made := ahead(root, house)))
            return made

        monkeypatch.setattr(putting_up, "_ahead", noted)
        window = new_window()
        window.open_library(str(library_file))
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
        ((thread, (numbered, rows)),) = found
        assert thread is not threading.main_thread()
        assert window.desk._numbered[window.desk.house.key] is numbered
        assert window.desktop.model._made is rows

    def it_is_there_although_nothing_could_be_worked_out_ahead(
        self, qtbot, new_window, library_file, monkeypatch
    ):
        monkeypatch.setattr(putting_up, "rows_of", lambda root: 1 // 0)
        window = new_window()
        window.open_library(str(library_file))
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
        assert window.desktop.model.index_of("t1").isValid()

    def it_is_there_at_once_for_whoever_asks_for_its_library(self, coming):
        assert coming.library is not None
        assert coming.desktop is not None
        assert coming.desk.library is coming.library

    def it_is_not_put_up_any_more_where_it_is_closed(self, qtbot, coming):
        coming.close_strategy()
        assert coming.desktop is None
        assert coming.stack.currentWidget() is coming.welcome
        coming.opening.show(coming.library, "s")
        with qtbot.waitSignal(coming.putting_up.there, timeout=20000):
            pass
        assert coming.stack.currentWidget() is coming.desktop

    def it_is_remembered_where_the_window_is_closed(self, coming, library_file, settings):
        coming.close()
        assert session.last_open(settings) == (str(library_file), "s")

    def it_is_not_told_to_be_coming_any_more(self, qtbot, new_window, library_file):
        window, told = new_window(), []
        window.opening.seen.connect(lambda _: told.append(window.greeting._patience.isActive()))
        window.open_library(str(library_file))
        window.greeting._patience.start(10_000_000)
        qtbot.waitUntil(lambda: bool(told), timeout=20000)
        assert told == [False]

    def it_is_told_to_be_there_in_the_turn_in_which_it_comes(self, qtbot, coming):
        coming.putting_up._turns._budget = 0.0  # a turn for each step
        seen = []
        take_up = coming.take_up

        def taken_up(desktop):
            take_up(desktop)
            QTimer.singleShot(0, coming, lambda: seen.append("a turn later"))

        coming.take_up = taken_up
        coming.putting_up.there.connect(lambda: seen.append("there"))
        qtbot.waitUntil(lambda: len(seen) == 2, timeout=20000)
        assert seen == ["there", "a turn later"]
