"""The first look at a library's file gives the draft as it stands, or nothing at all."""

import os
import sqlite3
import subprocess
import sys

import pytest

from app.models import tree
from app.models.content import Content
from app.models.nodes import Strategy
from app.store import lock, places
from app.store.first_read import first_read
from app.store.library import Library
from tests.store.holding import CHECKOUT

ASKED = "import sys; from app.store.first_read import first_read; first_read('x'); print('sqlalchemy' in sys.modules)"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a council’s.engross"
    with Library.create(path) as library:
        library.add(Content(Strategy(id="b", title="Beta")))
        library.add(Content(Strategy(id="a", title="Alpha")))
    return path


def renamed(root: Strategy) -> Strategy:
    """The strategy under another title."""
    new = tree.change(root, "a", title="Newer")
    assert isinstance(new, Strategy)
    return new


class DescribeAFirstRead:
    def it_gives_the_strategy_named_or_the_first_by_title(self, path):
        with Library.open(path, read_only=True) as library:
            alpha, beta = library.content("a"), library.content("b")
        assert first_read(path) == alpha
        assert first_read(str(path), "b") == beta
        assert first_read(path, "gone") is None

    def it_reads_parts_and_pictures_as_the_library_does(self, path, content):
        with Library.open(path) as library:
            id = library.add(content)
        assert content.pictures
        assert first_read(path, id) == content

    def it_shows_no_strategy_from_the_bin(self, path):
        with Library.open(path) as library:
            library.remove("a")
        assert first_read(path, "a") is None
        found = first_read(path)
        assert found is not None
        assert found.root.id == "b"

    def it_leaves_no_file_behind_and_changes_none(self, path):
        before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
        assert first_read(path) is not None
        assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before

    def it_needs_no_database_toolkit(self):
        done = subprocess.run([sys.executable, "-c", ASKED], cwd=CHECKOUT, capture_output=True, text=True)
        assert done.stdout == "False\n"

    def it_spares_the_library_reading_it_again_where_it_still_stands(self, path):
        seen = first_read(path, "a")
        assert seen is not None
        with Library.open(path) as library:
            library.know(seen.root)
            assert library.head("a") is seen.root
            library.commit("a", seen.root.fingerprint, renamed(seen.root), "Edit")
        with Library.open(path) as library:
            library.know(seen.root)
            assert library.head("a").title == "Newer"

    def it_spares_the_first_edit_looking_for_what_is_stored(self, path):
        seen = first_read(path, "a")
        assert seen is not None
        with Library.open(path) as library:
            library.know(seen.root)
            assert {node.fingerprint for node in tree.walk(seen.root)} <= library._stored


class DescribeAFileThatIsNotAtRest:
    def it_is_not_read_while_somebody_has_it_open(self, path):
        with Library.open(path) as library:
            head = library.head("a")
            library.commit("a", head.fingerprint, renamed(head), "Edit")
            assert first_read(path) is None
        found = first_read(path, "a")
        assert found is not None
        assert found.root.title == "Newer"

    def it_is_not_read_under_a_lock_alone(self, path):
        held = lock.take(path)
        assert first_read(path) is None
        held.release()
        assert first_read(path) is not None

    @pytest.mark.parametrize("suffix", ["-wal", "-journal"])
    def it_is_not_read_beside_what_a_crash_left(self, path, suffix):
        path.with_name(path.name + suffix).write_bytes(b"left")
        assert first_read(path) is None

    def it_is_not_read_where_it_changes_meanwhile(self, path, monkeypatch):
        content = first_read(path)
        assert content is not None

        def written(connection, strategy):
            path.touch()
            os.utime(path, (1, 1))
            return content

        monkeypatch.setattr("app.store.first_read._content", written)
        assert first_read(path) is None


class DescribeAFileThatIsUnusual:
    @pytest.mark.parametrize(
        "target", ["nothing.engross", ".", "postgresql://nobody@nowhere/x", "mysql://x", ""]
    )
    def it_is_left_to_the_ordinary_way(self, target):
        assert first_read(target) is None

    def it_is_not_read_with_another_schema(self, path):
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute(f"PRAGMA user_version={places.NEWEST + 1}")
        assert first_read(path) is None

    @pytest.mark.parametrize(
        "harm",
        [
            "UPDATE strategy SET title = 'Altered'",
            "UPDATE strategy SET head = 'nothing'",
            "DELETE FROM object",
        ],
    )
    def it_is_not_read_where_anything_was_altered(self, path, harm):
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            connection.execute(harm)
        assert first_read(path) is None

    def it_is_not_read_where_it_is_cut_short_or_overwritten(self, path):
        whole = path.read_bytes()
        path.write_bytes(whole[:-9000])
        assert first_read(path) is None
        path.write_bytes(whole[:100] + b"\x5a" * 4000 + whole[4100:])
        assert first_read(path) is None
