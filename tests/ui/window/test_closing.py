"""Closing a strategy lets its library go: another computer can open it, and its file be moved."""

import pytest
from shiboken6 import isValid

from app.models import tree
from app.store.library import Library
from app.store.rows import Locked
from app.ui.window.opening import library_for_new


def close_by_menu(window):
    window.actions_by_name["welcome"].trigger()


def words(window):
    return window.actions_by_name["welcome"].text()


class DescribeClosingAStrategy:
    def it_lets_its_library_go(self, opened, library_file, tmp_path):
        with pytest.raises(Locked):
            Library.open(library_file)
        close_by_menu(opened)
        assert opened.stack.currentWidget() is opened.welcome
        assert opened.library is None
        assert [each.name for each in tmp_path.glob("council*") if each.is_file()] == ["council.engross"]
        moved = library_file.rename(tmp_path / "moved.engross")
        with Library.open(moved) as library:
            assert library.strategies()

    def it_keeps_what_was_typed_last(self, opened, library_file):
        opened.desktop.go("t1")
        opened.desk.draft.typed("t1", "title", lambda: "Digital quays")
        close_by_menu(opened)
        with Library.open(library_file) as library:
            assert tree.find(library.head("s"), "t1").title == "Digital quays"

    def it_keeps_it_where_another_window_shows_it(self, qtbot, opened):
        opened.new_window()
        second = opened.sharing.further[-1]
        qtbot.addWidget(second)
        qtbot.waitUntil(lambda: second.desktop is not None)
        close_by_menu(second)
        assert second.library is None
        assert opened.library.head("s") == opened.desk.root
        second.close()

    def it_closes_the_window_that_checks_copies_over_it(self, qtbot, opened):
        opened.actions_by_name["check_copy"].trigger()
        dialog = opened.approvals.check_dialog
        assert dialog.isVisible()
        close_by_menu(opened)
        qtbot.waitUntil(lambda: not isValid(dialog))

    def it_can_be_opened_again_from_the_first_page(self, qtbot, opened, library_file):
        close_by_menu(opened)
        opened.open_library(str(library_file))
        qtbot.waitUntil(lambda: opened.desk is not None and opened.desk.is_there)
        assert not opened.desk.read_only

    def it_keeps_a_new_strategy_with_those_that_were_open(self, opened, library_file):
        close_by_menu(opened)
        assert opened.place_for_new() == str(library_file)

    def it_has_nothing_to_close_on_the_first_page(self, new_window):
        window = new_window()
        assert words(window) == "&Close strategy"
        assert not window.actions_by_name["welcome"].isEnabled()
        assert window.place_for_new() == library_for_new(None)


class DescribeClosingALibrary:
    def it_is_offered_where_its_strategy_was_deleted(self, qtbot, opened, ask, library_file):
        ask.answers["yes"] = True
        opened.actions_by_name["bin_strategy"].trigger()
        assert opened.library is not None
        assert words(opened) == "&Close library"
        close_by_menu(opened)
        assert opened.library is None
        assert [opened.actions_by_name[name].isEnabled() for name in ("welcome", "bin", "strategies")] == [
            False
        ] * 3
        with Library.open(library_file) as library:
            assert library.strategies(binned=True)
