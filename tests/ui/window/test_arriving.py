"""A strategy is on show and can be typed into before its library is open, and no word of it is lost."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.models import tree
from app.models.nodes import Strategy
from app.store import lock
from app.store.library import Library
from app.ui.window import arriving, session

NEVER_MS = 10_000_000


@pytest.fixture
def seen(qtbot, new_window, library_file, monkeypatch):
    """A window that shows a draft, and would open its library only much later."""
    monkeypatch.setattr(arriving, "AFTER_PAINTING_MS", NEVER_MS)
    window = new_window()
    window.open_library(str(library_file))
    qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
    return window


def written(path):
    with Library.open(path, read_only=True) as library:
        return library.head(library.strategies()[0].id)


def typed(window, words):
    """Types into the title of the strategy, which is on show."""
    window.desktop.go(window.desk.id)
    control = window.desktop.workspace.form.fields["title"].control
    editor = control.focusProxy() or control
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClicks(editor, words)


class DescribeAStrategyOnShow:
    def it_stands_there_before_the_library_is_open(self, seen, library_file):
        assert seen.arriving.under_way
        assert not lock.lock_of(library_file).exists()
        assert seen.desktop.model.rowCount() > 0
        assert seen.desk.root.title in seen.windowTitle()

    def it_gets_its_library_when_somebody_asks(self, seen, library_file):
        assert seen.library is not None
        assert lock.lock_of(library_file).exists()
        assert not seen.arriving.under_way
        assert seen.desk.library is seen.library

    def it_is_told_no_more_than_once_that_the_library_is_there(self, qtbot, seen):
        arrived = []
        seen.desk.arrived.connect(lambda: arrived.append(True))
        assert seen.library is not None
        seen.arriving.settle()
        assert arrived == [True]

    def it_keeps_words_typed_meanwhile(self, seen, library_file):
        typed(seen, " anew")
        assert seen.desk.draft.flush()
        assert seen.library is not None
        seen.close()
        assert written(library_file).title.endswith(" anew")

    def it_is_found_again_at_the_next_start_once_its_first_words_are_told_to_be_saved(
        self, seen, library_file
    ):
        told = []
        seen.desk.draft.state_changed.connect(
            lambda state, _: told.append((state, session.last_open(seen.settings)))
        )
        typed(seen, " anew")
        assert seen.desk.draft.flush()
        assert told[-1] == ("saved", (str(library_file), seen.desk.id))

    def it_keeps_words_typed_just_before_the_window_is_closed(self, seen, library_file):
        typed(seen, " anew")
        seen.close()
        assert written(library_file).title.endswith(" anew")
        assert not lock.lock_of(library_file).exists()

    def it_leaves_the_library_alone_where_the_program_is_killed_before(self, seen, library_file):
        before = library_file.read_bytes()
        assert [each.name for each in library_file.parent.glob("council*")] == [library_file.name]
        assert library_file.read_bytes() == before


class DescribeALibraryThatChangedMeanwhile:
    def it_shows_what_stands_there_now(self, seen, library_file):
        with Library.open(library_file) as other:
            head = other.head(seen.desk.id)
            new = tree.change(head, head.id, title="Newer")
            assert isinstance(new, Strategy)
            other.commit(head.id, head.fingerprint, new, "Edit")
        assert seen.library is not None
        assert seen.desk.root.title == "Newer"
        assert "Newer" in seen.windowTitle()

    def it_keeps_both_words_typed_here_and_saved_there(self, seen, library_file):
        typed(seen, " anew")
        with Library.open(library_file) as other:
            head = other.head(seen.desk.id)
            new = tree.change(head, head.id, organisation="Other")
            assert isinstance(new, Strategy)
            other.commit(head.id, head.fingerprint, new, "Edit")
        assert seen.desk.draft.flush()
        seen.close()
        now = written(library_file)
        assert now.organisation == "Other"
        assert now.title.endswith(" anew")


class DescribeALibraryThatCannotBeOpened:
    def it_is_told_and_the_window_goes_back_to_its_first_page(self, seen, library_file, ask):
        held = lock.take(library_file)
        assert seen.library is None
        held.release()
        assert seen.desktop is None
        assert "open" in ask.asked[-1][2]
        assert ask.asked[-1][0] == "choice"

    def it_is_told_where_it_is_damaged(self, seen, library_file, ask):
        library_file.write_bytes(library_file.read_bytes()[:-9000])
        assert seen.library is None
        assert "damaged" in ask.asked[-1][2]

    def it_keeps_typed_words_until_the_lock_is_free(self, qtbot, seen, library_file, ask):
        held = lock.take(library_file)
        typed(seen, " anew")
        assert seen.library is None
        assert seen.desktop is not None
        assert not seen.desk.draft.flush()
        held.release()
        assert seen.desk.draft.flush()
        qtbot.waitUntil(lambda: not seen.arriving.under_way)
        seen.close()
        assert written(library_file).title.endswith(" anew")
