"""A strategy is deleted from its library: asked for, put into the bin, brought back whole."""

import pytest
from PySide6.QtCore import Qt

from app.models.approval import Decision
from app.models.content import Content
from app.models.errors import Refused
from app.store.library import Library
from app.ui.window.bin import BinDialog
from app.ui.window.notice import Notice
from app.ui.window.recent import recent_in
from app.ui.window.session import last_open


def trigger(window, name):
    window.actions_by_name[name].trigger()


def notice_of(window):
    (found,) = [each for each in window.statusBar().findChildren(Notice) if each.isVisible()]
    return found


def press(qtbot, notice):
    qtbot.mouseClick(notice.button, Qt.MouseButton.LeftButton)


def shows(qtbot, window, strategy):
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.id == strategy and window.desk.is_there)


def approve(library, version="V1"):
    library.save_version("s", version, "2026-05-01")
    library.decide("s", version, Decision("Cabinet", "2026-06-02", "approved"))


class DescribeDeletingAStrategy:
    def it_asks_and_says_what_goes_with_it(self, opened, ask):
        opened.library.save_version("s", "V1", "2026-05-01")
        trigger(opened, "bin_strategy")
        question, _, said = ask.asked[-1]
        assert question == "yes"
        assert "“Harbourne Digital Strategy”" in said
        assert "“council”" in said
        assert "its 18 parts" in said
        assert "its version V1" in said
        assert "File › Bin… brings it back" in said
        assert opened.desk is not None
        assert opened.library.strategies()

    def it_puts_it_into_the_bin_with_the_last_words(self, qtbot, opened, ask):
        opened.desktop.go("t1")
        opened.desk.draft.typed("t1", "title", lambda: "Digital quays")
        ask.answers["yes"] = True
        trigger(opened, "bin_strategy")
        assert opened.desktop is None
        assert opened.stack.currentWidget() is opened.welcome
        (row,) = opened.library.strategies(binned=True)
        assert row.id == "s"
        titles = [node.title for node in opened.library.head("s").children[3].children]
        assert "Digital quays" in titles
        assert opened.library.strategies() == ()

    def it_is_no_longer_among_the_recent_ones_nor_opened_at_the_next_start(self, opened, ask, settings):
        ask.answers["yes"] = True
        trigger(opened, "bin_strategy")
        assert [each.strategy for each in recent_in(settings)] == []
        assert opened.welcome.list.count() == 0
        opened.close()
        assert last_open(settings) == ("", "")

    def it_is_undone_by_the_button_at_the_foot(self, qtbot, opened, ask):
        ask.answers["yes"] = True
        before = opened.library.head("s")
        trigger(opened, "bin_strategy")
        notice = notice_of(opened)
        assert notice.said.text() == "“Harbourne Digital Strategy” is in the bin."
        press(qtbot, notice)
        shows(qtbot, opened, "s")
        assert opened.desk.root == before
        assert opened.library.strategies(binned=True) == ()
        assert not opened.statusBar().findChildren(Notice) or not notice.isVisible()

    def it_proposes_to_keep_an_approved_one_and_says_who_approved_it(self, opened, ask):
        approve(opened.library)
        ask.answers["choice"] = 0
        trigger(opened, "bin_strategy")
        question, _, said, ways = ask.asked[-1]
        assert question == "choice"
        assert ways[0] == "Keep it"
        assert "V1 of it was approved by Cabinet on 2 June 2026" in said
        assert opened.desk is not None
        ask.answers["choice"] = 1
        trigger(opened, "bin_strategy")
        assert opened.desk is None
        assert [row.id for row in opened.library.strategies(binned=True)] == ["s"]

    @pytest.mark.parametrize("answer", [None, 0])
    def it_keeps_an_approved_one_where_the_question_is_only_closed(self, opened, ask, answer):
        approve(opened.library)
        ask.answers["choice"] = answer
        trigger(opened, "bin_strategy")
        assert opened.library.strategies(binned=True) == ()

    def it_closes_it_in_every_window(self, qtbot, opened, ask):
        opened.new_window()
        (other,) = opened.sharing.further
        qtbot.addWidget(other)
        shows(qtbot, other, "s")
        ask.answers["yes"] = True
        trigger(opened, "bin_strategy")
        assert opened.desk is None
        assert other.desk is None
        other.close()

    def it_says_so_where_it_cannot_be_written(self, opened, ask, monkeypatch):
        def refuse(*_):
            raise Refused("The disk is full.")

        monkeypatch.setattr(Library, "remove", refuse)
        ask.answers["yes"] = True
        trigger(opened, "bin_strategy")
        assert ask.asked[-1] == ("tell", "Delete strategy", "The disk is full.")
        assert opened.desk is not None

    def it_is_not_offered_in_a_library_that_can_only_be_read(self, qtbot, new_window, library_file):
        window = new_window()
        window.open_library(str(library_file), read_only=True)
        shows(qtbot, window, "s")
        assert not window.actions_by_name["bin_strategy"].isEnabled()


class DescribeTheBin:
    @pytest.fixture
    def library_file(self, tmp_path, strategy):
        path = tmp_path / "council.engross"
        with Library.create(path, who="A. Owen") as library:
            library.add(Content(strategy))
            library.remove("s")
        return path

    def of(self, qtbot, window):
        trigger(window, "bin")
        (dialog,) = window.findChildren(BinDialog)
        qtbot.waitUntil(dialog.isVisible)
        return dialog

    def it_is_where_a_library_says_its_strategies_are(self, qtbot, new_window, library_file):
        window = new_window()
        window.open_library(str(library_file))
        said = "All strategies of council were deleted; File › Bin… brings them back."
        qtbot.waitUntil(lambda: window.welcome.state.text() == said)
        assert window.actions_by_name["bin"].isEnabled()
        dialog = self.of(qtbot, window)
        assert "Harbourne Digital Strategy" in dialog.list.item(0).text()
        assert "Draft, no version saved yet" in dialog.list.item(0).text()
        qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
        shows(qtbot, window, "s")

    def it_only_shows_what_was_deleted_where_nothing_can_be_written(self, qtbot, new_window, library_file):
        window = new_window()
        window.open_library(str(library_file), read_only=True)
        qtbot.waitUntil(lambda: "File › Bin…" in window.welcome.state.text())
        dialog = self.of(qtbot, window)
        assert dialog.list.count() == 1
        assert not dialog.restore.isEnabled()
        assert "open it for writing" in dialog.about.text()

    def it_is_named_where_a_strategy_that_was_open_lately_lies_in_it(
        self, qtbot, new_window, library_file, ask, strategy
    ):
        with Library.open(library_file) as library:
            library.add(Content(type(strategy)(id="other", title="Another")))
        window = new_window()
        window.open_library(str(library_file), "s")
        shows(qtbot, window, "other")
        said = "“Harbourne Digital Strategy” was deleted from council; File › Bin… brings it back."
        qtbot.waitUntil(lambda: ("tell", "Open library", said) in ask.asked)

    def it_says_what_comes_here_while_it_is_empty(self, qtbot, new_window, tmp_path):
        Library.create(tmp_path / "empty.engross").close()
        window = new_window()
        window.open_library(str(tmp_path / "empty.engross"))
        qtbot.waitUntil(lambda: window.welcome.state.text() == "empty holds no strategy yet.")
        dialog = self.of(qtbot, window)
        assert "Nothing was deleted" in dialog.about.text()
        assert not dialog.restore.isEnabled()


class DescribeAStrategyThatSomebodyElseDeletes:
    def it_is_told_with_a_way_to_bring_it_back(self, qtbot, opened):
        opened.library.remove("s")
        opened.sharing.binned.emit(opened.desk, True)
        notice = notice_of(opened)
        assert "Somebody else put “Harbourne Digital Strategy” into the bin" in notice.said.text()
        press(qtbot, notice)
        assert opened.library.strategies(binned=True) == ()
        assert opened.desk.id == "s"

    def it_is_told_no_longer_once_it_is_back(self, qtbot, opened):
        opened.sharing.binned.emit(opened.desk, True)
        opened.sharing.binned.emit(opened.desk, False)
        qtbot.waitUntil(lambda: not opened.statusBar().findChildren(Notice))
        assert opened.state.currentMessage() == "“Harbourne Digital Strategy” was brought back."

    def it_is_told_where_nothing_can_be_changed(self, opened, monkeypatch):
        monkeypatch.setattr(opened.library, "read_only", True)
        opened.sharing.binned.emit(opened.desk, True)
        assert opened.statusBar().findChildren(Notice) == []
        assert opened.state.currentMessage().startswith("Somebody else put")
