"""Every trouble with opening a library is one sentence and a way on; tried with real files."""

import sqlite3
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from shiboken6 import isValid

from app.models import tree
from app.models.content import Content
from app.models.errors import Refused
from app.models.nodes import Strategy
from app.services.libraries import rotate_backups
from app.store import places
from app.store.library import Library
from app.store.places import NEWEST
from app.store.rows import Locked
from app.ui import background
from app.ui.window import sharing
from app.ui.window.opening import library_for_new, samples_file
from tests.store.holding import held_open


@pytest.fixture
def holder(library_file):
    with held_open(library_file) as other:
        yield other


class Answering:
    """Chooses ways on by the beginning of their words, one question after another; then gives up."""

    def __init__(self, ask, *words):
        self.left = list(words)
        self.sentences = []
        self.offered = []
        ask.choice = self.choice

    def choice(self, title, message, ways):
        self.sentences.append(message)
        self.offered.append(ways)
        wanted = self.left.pop(0) if self.left else "Cancel"
        return next(at for at, way in enumerate(ways) if way.startswith(wanted))


@pytest.fixture
def other(tmp_path):
    """Another library, with a strategy of its own."""
    path = tmp_path / "other.engross"
    with Library.create(path) as library:
        library.add(Content(Strategy(id="z", title="Quay plan")))
    return path


def is_free(path):
    """Whether nobody has a library open."""
    try:
        Library.open(path).close()
    except Locked:
        return False
    return True


@contextmanager
def unsaved(draft, id, title):
    """Something is typed that cannot be saved for now."""

    def refused(*_):
        raise Refused("The disk is full.")

    with pytest.MonkeyPatch.context() as full:
        full.setattr(draft._editing, "do", refused)
        draft.typed(id, "title", lambda: title)
        yield


def tried(qtbot, window, path, answering):
    """Opens a library in a window and waits until it is open or given up."""
    ended = []
    window.opening.given_up.connect(lambda: ended.append("given up"))
    window.putting_up.there.connect(lambda: ended.append("opened"))
    window.open_library(str(path))
    qtbot.waitUntil(lambda: bool(ended), timeout=200000)
    return ended[0]


def newer(path):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute(f"PRAGMA user_version={NEWEST + 1}")


def cut_short(path):
    path.write_bytes(path.read_bytes()[:-9000])


def scrambled(path):
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\x5a" * 3996
    path.write_bytes(data)


class DescribeALockedLibrary:
    def it_says_who_has_it_and_opens_it_to_be_read(self, qtbot, holder, new_window, library_file, ask):
        answering, window = Answering(ask, "Open read-only"), new_window()
        assert tried(qtbot, window, library_file, answering) == "opened"
        assert "A. Owen, since " in answering.sentences[0]
        assert answering.offered[0] == ("Open read-only", "Try again", "Choose another…", "Cancel")
        assert window.desk.read_only
        assert not window.actions_by_name["undo"].isEnabled()

    def it_opens_once_the_other_has_closed_it(self, qtbot, holder, new_window, library_file, ask):
        window, answering = new_window(), Answering(ask, "Try again")
        choose = answering.choice

        def when_closed(title, message, ways):
            holder.stdin.write("\n")
            holder.stdin.flush()
            holder.wait(20)
            return choose(title, message, ways)

        ask.choice = when_closed
        assert tried(qtbot, window, library_file, answering) == "opened"
        assert not window.desk.read_only

    def it_shows_what_the_other_saves(self, qtbot, opened, new_window, library_file, ask):
        Answering(ask, "Open read-only")
        reader = new_window()
        reader.open_library(str(library_file))
        qtbot.waitUntil(lambda: reader.desktop is not None, timeout=200000)
        opened.desk.draft.do(lambda root: tree.change(root, "t1", title="Seen elsewhere"), "Rename")
        reader.sharing.look()
        qtbot.waitUntil(lambda: "Seen elsewhere" in reader.desktop.model.index_of("t1").data())

    def it_tells_an_unforeseen_fault_of_looking_for_that_once(
        self, qtbot, opened, new_window, library_file, ask, monkeypatch
    ):
        Answering(ask, "Open read-only")
        reader = new_window()
        reader.open_library(str(library_file))
        qtbot.waitUntil(lambda: reader.desktop is not None, timeout=20000)
        monkeypatch.setattr(sharing, "_stands", lambda desk: 1 // 0)
        with qtbot.captureExceptions() as shown:
            for _ in range(2):
                reader.sharing.look()
                qtbot.waitUntil(lambda: not reader.sharing._looking)
        assert [kind for kind, _, _ in shown] == [ZeroDivisionError]


WRONG = [
    (lambda path: path.write_bytes(b""), "0 bytes"),
    (lambda path: path.write_bytes(b"# Notes\n"), "not an Engross library"),
    (newer, "newer Engross"),
    (cut_short, "damaged"),
    (scrambled, "damaged"),
    (lambda path: path.unlink(), "There is no library"),
    (lambda path: (path.unlink(), path.mkdir()), "is a folder"),
]


class DescribeFilesThatCannotBeOpened:
    @pytest.mark.parametrize(("spoil", "says"), WRONG)
    def it_says_one_sentence_and_stays_on_the_welcome_page(
        self, qtbot, new_window, library_file, ask, spoil, says
    ):
        spoil(library_file)
        before = library_file.read_bytes() if library_file.is_file() else None
        answering, window = Answering(ask), new_window()
        assert tried(qtbot, window, library_file, answering) == "given up"
        assert says in answering.sentences[0]
        assert "\n" not in answering.sentences[0]
        assert answering.offered[0][-2:] == ("Choose another…", "Cancel")
        assert not any(way.startswith("Open the backup") for way in answering.offered[0])
        assert window.stack.currentWidget() is window.welcome
        assert (library_file.read_bytes() if library_file.is_file() else None) == before

    @pytest.mark.parametrize("spoil", [WRONG[0][0], cut_short, scrambled])
    def it_opens_the_newest_good_backup_to_be_read(self, qtbot, new_window, library_file, ask, spoil):
        with Library.open(library_file) as library:
            backup = rotate_backups(library)
        spoil(library_file)
        answering, window = Answering(ask, "Open the backup"), new_window()
        assert tried(qtbot, window, library_file, answering) == "opened"
        assert window.library.path == backup
        assert window.desk.read_only
        assert window.desk.root.title == "Harbourne Digital Strategy"

    def it_goes_on_with_another_library(self, qtbot, new_window, library_file, tmp_path, ask):
        broken = tmp_path / "broken.engross"
        broken.write_bytes(b"")
        answering, window = Answering(ask, "Choose another"), new_window()
        ask.answers["open_file"] = library_file
        assert tried(qtbot, window, broken, answering) == "opened"
        assert window.library.path == library_file

    def it_reads_what_is_left_of_a_damaged_library(self, qtbot, new_window, library_file, ask):
        with Library.open(library_file) as library:
            library.add(Content(Strategy(id="q", title="Quay Strategy")))
        data = library_file.read_bytes()
        library_file.write_bytes(data.replace(b'"title":"Digital workforce', b'"title":"Digital workforc#'))
        answering, window = Answering(ask, "Read what is left"), new_window()
        assert tried(qtbot, window, library_file, answering) == "opened"
        assert "ask for an older copy" in answering.sentences[0]
        assert window.desk.root.title == "Quay Strategy"
        assert window.desk.read_only

    def it_lets_go_of_a_library_whose_strategy_is_damaged(self, qtbot, new_window, library_file, ask):
        data = library_file.read_bytes()
        assert b'"title":"Digital workforce' in data
        library_file.write_bytes(data.replace(b'"title":"Digital workforce', b'"title":"Digital workforc#'))
        answering, window = Answering(ask), new_window()
        assert tried(qtbot, window, library_file, answering) == "given up"
        assert "is damaged" in answering.sentences[0]
        Library.open(library_file).close()


class DescribeAReadOnlyFolder:
    def it_is_opened_to_be_read(self, qtbot, new_window, library_file, ask, monkeypatch):
        monkeypatch.setattr(places, "_writable", lambda path: False)
        answering, window = Answering(ask, "Open read-only"), new_window()
        assert tried(qtbot, window, library_file, answering) == "opened"
        assert "read-only" in answering.sentences[0]
        assert answering.offered[0][0] == "Open read-only"
        assert window.desk.read_only
        assert window.state.state.text() == "Read-only"


class DescribeOpeningTwice:
    def it_opens_once_what_is_asked_for_twice(self, qtbot, new_window, library_file, ask):
        window = new_window()
        window.welcome.recent_requested.emit(str(library_file), "")
        window.welcome.recent_requested.emit(str(library_file), "")
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=200000)
        assert ask.asked == []

    def it_finds_the_parts_of_a_strategy_behind_the_window(self, qtbot, new_window, library_file):
        window, known = new_window(), []
        window.opening.seen.disconnect(window.arriving.show)
        window.opening.seen.connect(lambda seen: known.append("ids" in vars(seen.content.root)))
        window.open_library(str(library_file))
        qtbot.waitUntil(lambda: bool(known), timeout=20000)
        assert known == [True]

    def it_leaves_no_lock_where_another_is_asked_for_at_once(self, qtbot, new_window, library_file, other):
        window = new_window()
        window.open_library(str(library_file))
        window.open_library(str(other))
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=200000)
        assert window.desk.root.title == "Quay plan"
        qtbot.waitUntil(lambda: is_free(library_file))


class DescribeALibraryThatComesTooLate:
    def it_is_closed_though_it_was_open_before_another_was_asked_for(
        self, qtbot, new_window, library_file, other
    ):
        window = new_window()
        window.opening.open_found(str(library_file), lambda library: ("", ""))
        assert background.wait(20)
        window.open_library(str(other))
        qtbot.waitUntil(lambda: window.desktop is not None and window.desk.is_there)
        assert window.desk.root.title == "Quay plan"
        assert is_free(library_file)

    def it_is_closed_where_its_window_was(self, qtbot, new_window, library_file):
        window = new_window()
        window.opening.open_found(str(library_file), lambda library: ("", ""))
        window.close()
        qtbot.waitUntil(lambda: not background.busy())
        assert window.desktop is None
        assert window.library is None
        assert is_free(library_file)

    def it_is_not_shown_in_a_window_that_was_closed(self, qtbot, new_window, library_file):
        window = new_window()
        window.open_library(str(library_file))
        window.close()
        qtbot.waitUntil(lambda: not background.busy())
        window.putting_up.finish()
        assert window.desktop is None

    def it_is_closed_where_it_was_made_and_another_is_asked_for_before_it_is_seen(
        self, qtbot, opened, library_file, other
    ):
        opened.show_strategy(Library.open(other), "z")
        opened.open_library(str(library_file))
        qtbot.waitUntil(lambda: opened.desk is not None and opened.desk.is_there and not background.busy())
        assert opened.desk.id == "s"
        assert is_free(other)

    def it_waits_for_words_that_were_typed_meanwhile_and_cannot_be_saved(self, qtbot, opened, ask):
        opened.library.add(Content(Strategy(id="z", title="Quay plan")))
        opened.open_strategy("z")
        ask.answers = {"choice": 0}
        with unsaved(opened.desk.draft, "t1", "Typed while it was read"):
            qtbot.waitUntil(lambda: not background.busy())
            assert opened.desk.id == "s"
            assert "Your last words are not saved yet" in ask.asked[-1][2]
        assert opened.desk.draft.flush()
        assert tree.find(opened.library.head("s"), "t1").title == "Typed while it was read"


class DescribeSeveralWindows:
    @pytest.fixture
    def second(self, qtbot, opened):
        opened.new_window()
        window = opened.sharing.further[-1]
        qtbot.addWidget(window)
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=200000)
        yield window
        window.close()

    def it_shows_an_edit_of_one_in_the_other(self, qtbot, opened, second):
        opened.desktop.go("t1")
        second.desktop.go("t1")
        title = opened.desktop.workspace.form.fields["title"].control.line
        title.setFocus()
        title.selectAll()
        with qtbot.waitSignal(second.desk.changed, timeout=20000):
            qtbot.keyClicks(title, "From the first")
        assert second.desk.root == opened.desk.root
        assert second.desktop.workspace.form.fields["title"].control.line.text() == "From the first"

    def it_loses_nothing_that_is_being_typed_in_the_other(self, qtbot, opened, second):
        second.desktop.go("t2")
        line = second.desktop.workspace.form.fields["title"].control.line
        line.setFocus()
        line.selectAll()
        qtbot.keyClicks(line, "Typed in the second")
        opened.desk.draft.do(lambda root: tree.change(root, "t1", title="Saved in the first"), "Rename")

        def titles(window):
            return [theme.title for theme in tree.find(window.desk.root, "v").children]

        both = ["Saved in the first", "Typed in the second"]
        qtbot.waitUntil(lambda: titles(opened) == titles(second) == both)
        assert "Typed in the second" in opened.desktop.model.index_of("t2").data()
        assert opened.library.head("s") == second.desk.root

    def it_merges_two_edits_of_which_neither_knew_the_other(self, opened, second):
        opened.sharing.forget(second.desk)
        opened.desk.draft.do(lambda root: tree.change(root, "t1", title="One"), "Rename")
        assert second.desk.draft.do(lambda root: tree.change(root, "t2", title="Two"), "Rename")
        assert [theme.title for theme in tree.find(second.desk.root, "v").children] == ["One", "Two"]

    def it_frees_one_that_was_closed_once_nothing_is_done_in_it_any_more(self, qtbot, opened, monkeypatch):
        opened.new_window()
        (window,) = opened.sharing.further
        qtbot.waitUntil(lambda: window.desktop is not None)
        with monkeypatch.context() as at_work:
            at_work.setattr(background, "busy", lambda: True)
            window.close()
            opened.sharing._free()
            assert isValid(window)
        qtbot.waitUntil(lambda: not isValid(window))
        assert opened.sharing.further == []
        assert opened.isVisible()

    def it_keeps_the_library_open_while_one_is_left(self, opened, second):
        second.close()
        assert opened.desk.draft.do(lambda root: tree.change(root, "t1", title="Still open"), "Rename")
        assert opened.library.head("s") == opened.desk.root

    def it_outlives_the_first_window(self, opened, second, library_file):
        opened.close()
        assert second.desk.draft.do(lambda root: tree.change(root, "t1", title="Still open"), "Rename")
        second.close()
        with Library.open(library_file) as library:
            assert tree.find(library.head("s"), "t1").title == "Still open"

    def it_joins_a_library_that_another_window_opened(self, qtbot, opened, second, library_file, ask):
        second.close_strategy()
        second._close_library()
        second.open_library(str(library_file))
        qtbot.waitUntil(lambda: second.desktop is not None, timeout=200000)
        assert second.library is opened.library
        assert ask.asked == []


class DescribeThePlaceOfANewStrategy:
    @pytest.fixture
    def own(self, tmp_path, monkeypatch):
        monkeypatch.setattr("app.ui.window.opening.own_folder", lambda: tmp_path)
        return tmp_path

    @pytest.mark.parametrize(
        ("name", "read_only", "proposed"),
        [
            ("council", False, "council"),
            ("council", True, "Strategies"),
            ("samples", False, "Strategies"),
            ("elsewhere/samples", False, "Strategies"),
        ],
    )
    def it_is_the_open_library_unless_that_is_only_to_be_looked_at(self, own, name, read_only, proposed):
        library: Any = SimpleNamespace(path_or_url=str(own / f"{name}.engross"), read_only=read_only)
        assert library_for_new(library) == str(own / f"{proposed}.engross")

    def it_is_ones_own_library_where_none_is_open(self, own):
        assert library_for_new(None) == str(own / "Strategies.engross")


class DescribeThePlaceOfTheSamples:
    def it_is_a_passing_one_where_ones_own_folder_cannot_be_had(self, tmp_path, monkeypatch):
        monkeypatch.setattr("app.ui.window.opening.own_folder", lambda: tmp_path / "gone")
        assert samples_file().parent.is_dir()
        monkeypatch.setattr("app.ui.window.opening.own_folder", lambda: tmp_path)
        assert samples_file() == tmp_path / "samples.engross"


class DescribeAFaultyHouseStyle:
    def it_is_said_and_keeps_no_strategy_from_being_opened(
        self, qtbot, new_window, library_file, tmp_path, monkeypatch
    ):
        (tmp_path / "houses").mkdir()
        (tmp_path / "houses" / "ours.toml").write_text("name = ")
        monkeypatch.setenv("ENGROSS_HOUSES", str(tmp_path / "houses"))
        window = new_window()
        window.open_library(str(library_file))
        qtbot.waitUntil(lambda: "ours.toml" in window.state.currentMessage())
        assert window.desk.root.title == "Harbourne Digital Strategy"
        assert "ours" not in window.desk.houses
