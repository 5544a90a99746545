"""One writer at a time; any number of readers; a dead writer holds nobody up."""

import errno
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from app.models import tree
from app.models.content import Content
from app.models.nodes import Strategy
from app.store import lock
from app.store.library import Library
from app.store.rows import Locked
from tests.store.holding import held_open


@pytest.fixture
def holder(closed: Path) -> Iterator[subprocess.Popen[str]]:
    with held_open(closed) as other:
        yield other


class DescribeTheLock:
    def it_says_which_library_somebody_has_and_who(self, holder: subprocess.Popen[str], closed: Path):
        with pytest.raises(
            Locked,
            match=r"harbour.engross is open in another window or program \(A\. Owen, since \d\d:\d\d\)\. Open it",
        ):
            Library.open(closed)

    def it_lets_anybody_read(self, holder: subprocess.Popen[str], closed: Path):
        with Library.open(closed, read_only=True) as one, Library.open(closed, read_only=True) as two:
            assert one.content("s1") == two.content("s1")
        assert lock.lock_of(closed).exists()

    def it_keeps_out_a_second_window_of_the_same_process(self, closed: Path):
        with Library.open(closed), pytest.raises(Locked):
            Library.open(closed)
        Library.open(closed).close()

    @pytest.mark.skipif(sys.platform == "win32", reason="a killed process is another thing there")
    def it_ends_with_a_process_that_was_killed(self, holder: subprocess.Popen[str], closed: Path):
        holder.kill()
        holder.wait()
        assert lock.lock_of(closed).exists()
        with Library.open(closed) as library:
            assert library.undo("s1") == "Edit Second"
        assert not lock.lock_of(closed).exists()

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open file at its place")
    def it_leaves_alone_the_lock_of_a_library_that_took_the_place_of_one_moved_away(self, closed: Path):
        first = Library.open(closed)
        for path in (closed, lock.lock_of(closed)):
            path.rename(path.with_name("moved " + path.name))
        with Library.create(closed):
            first.close()
            with pytest.raises(Locked):
                Library.open(closed)

    def it_is_let_go_where_its_file_cannot_be_removed(self, closed: Path, monkeypatch: pytest.MonkeyPatch):
        def kept(path: Path, missing_ok: bool = False) -> None:
            raise OSError(errno.EROFS, "Read-only file system", str(path))

        monkeypatch.setattr(Path, "unlink", kept)
        Library.open(closed).close()
        monkeypatch.undo()
        Library.open(closed).close()

    def it_waits_for_a_short_command(self, holder: subprocess.Popen[str], closed: Path):
        assert holder.stdin is not None
        opened: list[str] = []

        def open_patiently() -> None:
            with Library.open(closed, wait=30) as library:
                opened.append(library.fingerprint("s1"))

        waiting = threading.Thread(target=open_patiently)
        waiting.start()
        holder.stdin.write("\n")
        holder.stdin.flush()
        waiting.join(30)
        assert len(opened) == 1

    def it_names_another_computer(self, closed: Path, monkeypatch: pytest.MonkeyPatch):
        with Library.open(closed, who="A. Owen"):
            monkeypatch.setattr(lock.socket, "gethostname", lambda: "elsewhere")
            with pytest.raises(Locked, match=r"open on another computer \(A\. Owen, since"):
                Library.open(closed)

    def it_trusts_another_computers_word_on_a_network_drive(self, tmp_path: Path):
        library = tmp_path / "x"
        there = lock.Holder("elsewhere", "R. Ellis", 17, "2026-06-01T09:12:00+00:00")
        lock.lock_of(library).write_bytes(msgspec.json.encode(there))
        with pytest.raises(Locked, match=r"R\. Ellis, since .* on 1 June.*delete x\.lock"):
            lock.take(library, on_network=True)
        lock.take(library, on_network=False).release()

    def it_is_no_hindrance_when_its_file_says_nothing(self, tmp_path: Path):
        lock.lock_of(tmp_path / "x").write_bytes(b"\0 rubbish")
        lock.take(tmp_path / "x").release()
        assert list(tmp_path.iterdir()) == []

    def it_is_released_when_opening_fails(self, closed: Path, monkeypatch: pytest.MonkeyPatch):
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError

        with monkeypatch.context() as patched:
            patched.setattr("app.store.databases.sqlite_engine", fail)
            with pytest.raises(RuntimeError):
                Library.open(closed)
        Library.open(closed).close()

    def it_holds_when_many_come_at_once(self, tmp_path: Path):
        library = tmp_path / "x"
        inside: list[int] = []
        most: list[int] = []

        def work(n: int) -> None:
            for _ in range(10):
                held = lock.take(library, wait=60)
                inside.append(n)
                most.append(len(inside))
                inside.remove(n)
                held.release()

        threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert most == [1] * 40


class DescribeManyAtOnce:
    def they_make_one_library_between_them(self, file: Path):
        def add(n: int) -> None:
            with Library.open_or_create(file, wait=60) as library:
                library.add(Content(Strategy(id=f"s{n}", title=f"Strategy {n}")))

        threads = [threading.Thread(target=add, args=(n,)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with Library.open(file, read_only=True) as library:
            assert [row.id for row in library.strategies()] == [f"s{n}" for n in range(6)]
            assert library.fsck().ok
        assert [path.name for path in file.parent.iterdir()] == [file.name]


class DescribeReaders:
    def they_see_what_a_writer_has_saved(self, closed: Path):
        with Library.open(closed) as writer, Library.open(closed, read_only=True) as reader:
            root = writer.head("s1")
            new = tree.change(root, "background", title="New")
            writer.commit("s1", root.fingerprint, new, "Edit")  # type: ignore[arg-type]
            assert reader.head("s1") == new
