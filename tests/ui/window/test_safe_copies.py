"""Backups while a window stays open: of what, how seldom it is told that none can be made, and that nothing waits."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from app.models.errors import Refused
from app.services import libraries
from app.store import backups
from app.store.library import Library
from app.ui.window.safe_copies import ASK_MS, SafeCopies


def held(name, *, read_only=False) -> Any:
    return SimpleNamespace(path_or_url=name, read_only=read_only)


@pytest.fixture
def copied():
    return []


@pytest.fixture
def copies(qapp, copied):
    opened = [held("one"), held("read", read_only=True), held("two")]
    made = SafeCopies(lambda library: copied.append(library.path_or_url), lambda: opened)
    yield made
    made.deleteLater()


class DescribeCopiesOfOpenLibraries:
    def they_are_made_of_each_that_is_written_to(self, qtbot, copies, copied):
        copies.make()
        qtbot.waitUntil(lambda: copied == ["one", "two"])

    def they_are_asked_for_at_least_hourly(self, copies):
        assert copies._timer.isActive()
        assert copies._timer.interval() == ASK_MS <= timedelta(hours=1) / timedelta(milliseconds=1)

    def it_is_told_once_that_none_can_be_made(self, qtbot):
        def fail(library):
            raise Refused("The disk is full.")

        copies, told = SafeCopies(fail, lambda: [held("one")]), []
        copies.failed.connect(told.append)
        for _ in range(2):
            copies.make()
            qtbot.waitUntil(lambda: not copies._under_way)
        assert told == ["No backup was made: The disk is full."]
        copies.deleteLater()

    def it_says_nothing_of_a_library_that_was_closed_before_its_turn_came(self, qtbot, library_file, copied):
        shut = Library.open(library_file)
        shut.close()

        def back_up(library):
            libraries.back_up_if_changed(library) if library is shut else copied.append(library)

        copies, told = SafeCopies(back_up, lambda: [shut, held("two")]), []
        copies.failed.connect(told.append)
        copies.make()
        qtbot.waitUntil(lambda: not copies._under_way)
        assert len(copied) == 1
        assert told == []
        copies.deleteLater()


class DescribeAWindowOpenForDays:
    def it_has_a_backup_of_what_was_written_since(self, qtbot, opened, library_file):
        folder = backups.folder_of(library_file)
        (first,) = folder.iterdir()
        old = datetime.now() - timedelta(hours=3)
        first.rename(folder / f"{library_file.stem} {old:%Y-%m-%d %H.%M.%S}.engross")
        opened.sharing.copies.make()
        qtbot.waitUntil(lambda: len(list(folder.glob("*.engross"))) == 2)
