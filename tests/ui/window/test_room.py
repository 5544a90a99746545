"""The side panel gives way to two texts where the window is narrow, and stays hidden where it was hidden."""

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtGui import QAction

from app.__main__ import services
from app.models import tree
from app.ui.panels import panels
from app.ui.window.history import HistoryPanel
from app.ui.window.main_window import MainWindow
from app.ui.window.parts import StateBar
from app.ui.window.room import Room


@pytest.fixture
def side(qapp):
    action = QAction("Side panel")
    action.setCheckable(True)
    action.setChecked(True)
    return action


@pytest.fixture
def room(side, settings):
    return Room(side, lambda: None, settings)


def desktop(*, wide: bool) -> Any:
    return SimpleNamespace(
        width=lambda: 0, has_room=lambda width, letters=0: wide, share_room=lambda width: None
    )


class DescribeTheRoomForTwoTexts:
    def it_is_lent_by_the_side_panel_until_something_else_is_shown(self, room, side):
        room.follow(desktop(wide=False), "compare")
        assert not side.isChecked()
        room.follow(desktop(wide=False), "draft")
        assert side.isChecked()

    def it_is_there_in_a_wide_window(self, room, side):
        room.follow(desktop(wide=True), "compare")
        assert side.isChecked()

    def it_leaves_a_panel_hidden_that_was_hidden_before(self, room, side):
        side.setChecked(False)
        room.follow(desktop(wide=False), "compare")
        room.follow(desktop(wide=False), "draft")
        assert not side.isChecked()

    def it_is_given_back_before_the_window_is_remembered(self, room, side):
        room.follow(desktop(wide=False), "compare")
        room.leave()
        assert side.isChecked()


class DescribeTheRoomForLargeText:
    def it_is_lent_by_the_side_panel_until_the_text_is_smaller(self, room, side):
        room.fit_text(desktop(wide=False), 200, 1000)
        assert not side.isChecked()
        room.follow(desktop(wide=False), "compare")
        room.follow(desktop(wide=False), "draft")
        assert not side.isChecked()
        room.fit_text(desktop(wide=True), 100, 1000)
        assert side.isChecked()

    def it_is_given_back_after_the_next_start_too(self, room, side, settings):
        room.fit_text(desktop(wide=False), 200, 1000)
        room.leave()
        again = Room(side, lambda: None, settings, 200)
        again.fit_text(desktop(wide=True), 100, 1000)
        assert side.isChecked()

    def it_does_not_bring_back_what_was_hidden_by_hand(self, room, side, settings):
        side.setChecked(False)
        room.leave()
        again = Room(side, lambda: None, settings, 200)
        again.fit_text(desktop(wide=True), 100, 1000)
        assert not side.isChecked()

    def it_is_not_taken_again_by_other_colours_from_who_showed_the_panel_meanwhile(self, room, side):
        room.fit_text(desktop(wide=False), 200, 1000)
        side.setChecked(True)
        room.fit_text(desktop(wide=False), 200, 1000)
        assert side.isChecked()

    def it_makes_the_tree_wider_in_a_small_window(self, qtbot, opened, look):
        opened.resize(1024, 700)
        before = opened.desktop.tree.width()
        look.set_percent(200)
        qtbot.waitUntil(lambda: not look.under_way)
        shown, wide = opened.desktop.side.isVisible(), opened.desktop.splitter.sizes()[0]
        look.set_percent(100)
        qtbot.waitUntil(lambda: not look.under_way)
        assert not shown
        assert wide > 1.15 * before


class DescribeAWindowThatIsResized:
    @pytest.fixture
    def wide(self, qtbot, look, settings, ask, library_file):
        window: Any = MainWindow(services(), look, settings, panels(), ask=ask)
        qtbot.addWidget(window)
        window.resize(1900, 900)
        window.show()
        window.open_library(str(library_file))
        qtbot.waitUntil(lambda: window.desktop is not None and window.desk.is_there, timeout=20000)
        window.desktop.show_activity("compare")
        qtbot.waitUntil(lambda: window.desktop.width() > 1500 and window.desktop.panel("compare") is not None)
        assert window.desktop.side.isVisible()
        yield window
        window.close()

    def it_gives_the_side_panels_room_to_two_texts_while_it_is_narrow(self, qtbot, wide):
        wide.resize(1024, 700)
        qtbot.waitUntil(lambda: not wide.desktop.side.isVisible())
        wide.resize(1900, 900)
        qtbot.waitUntil(wide.desktop.side.isVisible)

    def it_keeps_the_panel_that_is_shown_by_its_key_while_it_is_narrow(self, qtbot, wide):
        wide.resize(1024, 700)
        qtbot.waitUntil(lambda: not wide.desktop.side.isVisible())
        wide.actions_by_name["side"].trigger()
        wide.resize(1000, 700)
        qtbot.waitUntil(lambda: wide.desktop.width() <= 1000)
        qtbot.waitUntil(lambda: not wide.room._resized.isActive())
        assert wide.desktop.side.isVisible()

    def it_leaves_a_panel_hidden_that_was_hidden_by_hand(self, qtbot, wide):
        wide.actions_by_name["side"].trigger()
        wide.resize(1024, 700)
        qtbot.waitUntil(lambda: wide.desktop.width() <= 1024 and not wide.room._resized.isActive())
        wide.resize(1900, 900)
        qtbot.waitUntil(lambda: wide.desktop.width() > 1500 and not wide.room._resized.isActive())
        assert not wide.desktop.side.isVisible()


class DescribeAHiddenPanel:
    def it_is_hidden_after_the_next_start_too(self, qtbot, opened, new_window):
        opened.actions_by_name["side"].trigger()
        assert not opened.desktop.side.isVisible()
        opened.close()
        window = new_window()
        window.restore_session()
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
        assert not window.desktop.side.isVisible()
        assert window.desktop.tree.isVisible()
        window.actions_by_name["side"].trigger()
        qtbot.waitUntil(lambda: window.desktop.side.width() > 100)


class DescribeTheHistory:
    def it_says_nothing_until_it_was_read(self, qtbot, opened):
        history = HistoryPanel(opened.desk)
        qtbot.addWidget(history)
        assert history.empty.isHidden()
        history.show()
        qtbot.waitUntil(lambda: history.list.count() > 0)
        assert history.empty.isHidden()

    def it_says_what_belongs_there_where_nothing_was_done(self, qtbot, opened, monkeypatch):
        monkeypatch.setattr(opened.library, "journal", lambda *_: ())
        history = HistoryPanel(opened.desk)
        qtbot.addWidget(history)
        history.show()
        qtbot.waitUntil(history.empty.isVisible)

    def it_keeps_the_edit_that_was_chosen_and_names_it(self, qtbot, opened):
        opened.actions_by_name["side"].setChecked(True)
        opened.desk.draft.do(lambda root: tree.change(root, "t1", title="One"), "Rename the first")
        history = HistoryPanel(opened.desk)
        qtbot.addWidget(history)
        history.show()
        qtbot.waitUntil(lambda: history.list.count() > 1)
        history.list.setCurrentRow(0)
        opened.desk.draft.do(lambda root: tree.change(root, "t2", title="Two"), "Rename the second")
        qtbot.waitUntil(lambda: history.list.item(0).text().startswith("Rename the second"))
        chosen = history.list.currentItem()
        assert chosen is not None
        assert chosen.text().startswith("Rename the first")
        newest = opened.library.journal("s")[-1]
        assert history.named(newest.id).startswith("“Rename the second” (")
        assert history.named(0) == ""


class DescribeTheStateBar:
    def it_has_room_for_the_words_at_once(self, qtbot):
        bar = StateBar()
        qtbot.addWidget(bar)
        bar.resize(600, 30)
        bar.show()
        bar.show_words(1_234_567)
        assert bar.words.text() == "1,234,567 words"
        assert bar.words.width() >= bar.words.sizeHint().width()
