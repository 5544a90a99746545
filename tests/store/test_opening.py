"""What is no library, or cannot be opened, is refused in one sentence and stays as it was, byte for byte."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.models.errors import NotFound, Refused
from app.services.libraries import rotate_backups
from app.store import lock, places
from app.store.first_read import first_read
from app.store.library import Library
from app.store.places import APPLICATION_ID, NEWEST, SCHEMA
from app.store.rows import Damaged

Snapshot = Callable[[Path], dict[str, bytes]]
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions")


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE strategy (id, title)")


def newer_schema(path: Path) -> None:
    Library.create(path).close()
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode=DELETE")
        made.execute(f"PRAGMA user_version={NEWEST + 1}")


def cut_short(path: Path) -> None:
    Library.create(path).close()
    path.write_bytes(path.read_bytes()[:-9000])


def scrambled(path: Path) -> None:
    Library.create(path).close()
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\x5a" * 3996
    path.write_bytes(data)


WRONG: list[tuple[Callable[[Path], object], str]] = [
    (lambda path: path.write_bytes(b""), r"is empty \(0 bytes\)"),
    (
        lambda path: path.write_bytes(b"# Notes\n"),
        "not an Engross library and was left alone; check the name",
    ),
    (
        lambda path: path.write_bytes(b"PK\3\4" + bytes(5000)),
        "not an Engross library .* File › Import a document",
    ),
    (lambda path: path.write_bytes(b"SQLite format 3\0"), "not an Engross library"),
    (other_database, "not an Engross library"),
    (newer_schema, "newer Engross"),
    (cut_short, "damaged"),
    (scrambled, "damaged"),
    (lambda path: path.mkdir(), "is a folder"),
]


class DescribeRefusal:
    @pytest.mark.parametrize("read_only", [False, True])
    @pytest.mark.parametrize(("make", "says"), WRONG)
    def it_leaves_the_file_untouched(
        self, tmp_path: Path, snapshot: Snapshot, make: Callable[[Path], object], says: str, read_only: bool
    ):
        path = tmp_path / "x.engross"
        make(path)
        before = snapshot(tmp_path)
        with pytest.raises(Refused, match=says) as refusal:
            Library.open(path, read_only=read_only)
        assert snapshot(tmp_path) == before
        assert "\n" not in str(refusal.value)
        with pytest.raises(Refused):
            Library.open_or_create(path)
        assert snapshot(tmp_path) == before

    def it_names_a_missing_file(self, tmp_path: Path):
        for missing in (tmp_path / "x.engross", tmp_path / "no folder" / "x.engross"):
            with pytest.raises(NotFound, match="There is no library"):
                Library.open(missing)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("target", ["mysql://host/db", "http://example.org/x"])
    def it_knows_no_other_databases(self, target: str):
        with pytest.raises(Refused, match="PostgreSQL"):
            Library.open(target)

    def it_refuses_a_name_that_can_be_none(self, tmp_path: Path):
        with pytest.raises(Refused):
            Library.open(str(tmp_path) + "/x\0y")

    @pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes")
    def it_does_not_wait_for_a_pipe(self, tmp_path: Path):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(Refused, match="ordinary file"):
            Library.open(tmp_path / "pipe")


class DescribeCreate:
    @pytest.mark.parametrize("there", [b"", b"words"])
    def it_never_goes_over_anything(self, tmp_path: Path, snapshot: Snapshot, there: bytes):
        (tmp_path / "x").write_bytes(there)
        before = snapshot(tmp_path)
        with pytest.raises(Refused, match="exists already"):
            Library.create(tmp_path / "x")
        with pytest.raises(Refused, match="exists already"):
            Library.create(tmp_path)
        assert snapshot(tmp_path) == before

    def it_needs_the_folder(self, tmp_path: Path):
        with pytest.raises(Refused, match="folder"):
            Library.create(tmp_path / "no" / "x.engross")

    def it_leaves_one_file_after_closing(self, closed: Path, tmp_path: Path):
        assert [path.name for path in tmp_path.iterdir()] == [closed.name]

    def it_marks_the_file_as_ours(self, closed: Path):
        with sqlite3.connect(closed) as made:
            assert made.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
            assert made.execute("PRAGMA user_version").fetchone() == (SCHEMA,)


class DescribeDamage:
    def spoil(self, path: Path, words: bytes) -> None:
        """Changes a letter in every place where these words stand in the file."""
        data = path.read_bytes()
        assert words in data
        path.write_bytes(data.replace(words, words[:-1] + b"#"))

    def it_says_where_and_what_is_left(self, closed: Path):
        with Library.open(closed) as library:
            rotate_backups(library)
        self.spoil(closed, b'"title":"Priority 4')
        with Library.open(closed, read_only=True) as library:
            with pytest.raises(Damaged, match="in “Priority #”") as refusal:
                library.content("s1")
            said = str(refusal.value)
            assert "“Harbour Strategy”" in said
            assert "the newest good backup is" in said
            backup = Path(said.rpartition("backup is ")[2].rstrip("."))
        with Library.open(backup) as library:
            assert library.fsck().ok

    def it_is_told_also_where_a_crash_left_edits_in_the_wal(self, closed: Path, snapshot: Snapshot):
        script = (
            "import os, sys\nfrom app.store.library import Library\n"
            "library = Library.open(sys.argv[1]); library.undo('s1'); os._exit(9)"
        )
        subprocess.run(
            [sys.executable, "-c", script, str(closed)], cwd=Path(__file__).parents[2], check=False
        )
        data = bytearray(closed.read_bytes())
        data[100:4096] = b"Z" * 3996
        for page in range(4096, len(data), 4096):
            data[page : page + 8] = b"\xff" * 8
        closed.write_bytes(data)
        assert places.wal_of(closed).stat().st_size > 0
        lock.lock_of(closed).unlink()
        before = snapshot(closed.parent)
        with pytest.raises(Damaged, match=r"is damaged: .*there is no good backup"):
            Library.open(closed)
        assert snapshot(closed.parent) == before

    def it_passes_over_a_backup_that_is_damaged_too(self, closed: Path):
        with Library.open(closed) as library:
            made = rotate_backups(library)
        assert made is not None
        for path in (closed, made):
            self.spoil(path, b'"title":"Priority 4')
        with Library.open(closed, read_only=True) as library, pytest.raises(Damaged, match="no good backup"):
            library.content("s1")

    def it_tells_which_strategies_can_still_be_read(self, closed: Path, content: object):
        from app.models.content import Content
        from app.models.nodes import Strategy

        with Library.open(closed) as library:
            library.add(Content(Strategy(id="s2", title="Quay Strategy")))
        self.spoil(closed, b'"title":"Priority 4')
        with Library.open(closed, read_only=True) as library:
            with pytest.raises(
                Damaged, match="Still readable: “Quay Strategy”; no longer: the draft of “Harbour"
            ):
                library.content("s1")
            assert library.content("s2").root.title == "Quay Strategy"


# The program may lie where nobody can read it, so what a library needs is imported while that is still possible.
WARM = """
from app.models.content import Content
from app.models.nodes import Strategy
with tempfile.TemporaryDirectory() as folder:
    warm = folder + "/warm.engross"
    with Library.create(warm) as library:
        library.add(Content(Strategy(id="s1", title="Warm")))
    with Library.open(warm, read_only=True) as library:
        library.content("s1"), library.head("s1")
os.setgid(65534); os.setuid(65534)
"""


def as_nobody(script: str, *args: str) -> str:
    """What a script prints that is run by a user who owns nothing here."""
    prelude = "import os, sys, tempfile\nfrom app.store.library import Library\nfrom app.models.errors import Refused\n"
    if os.geteuid() == 0:
        prelude += WARM
    done = subprocess.run(
        [sys.executable, "-c", prelude + script, *args],
        capture_output=True, text=True, cwd=Path(__file__).parents[2], timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


OPEN = """
for read_only in (False, True):
    try:
        with Library.open(sys.argv[1], read_only=read_only) as library:
            print("title", library.content("s1").root.title, library.head("s1").children[0].title)
    except Refused as refusal:
        print("refused", refusal)
"""


@posix_only
class DescribePermissions:
    @pytest.fixture
    def place(self, closed: Path) -> Iterator[Path]:
        """The library alone in a folder that anybody may look into; pytest's own folders are closed to others."""
        with tempfile.TemporaryDirectory(prefix="engross-test-") as folder:
            Path(folder).chmod(0o755)
            yield Path(shutil.copy(closed, folder))

    def it_says_that_there_is_no_permission(self, place: Path):
        place.chmod(0o000)
        said = as_nobody(OPEN, str(place)).splitlines()
        place.chmod(0o644)
        assert len(said) == 2
        assert all("no permission to read" in line for line in said)

    def it_offers_to_open_read_only(self, place: Path, snapshot: Snapshot):
        place.chmod(0o444)
        place.parent.chmod(0o555)
        before = snapshot(place.parent)
        said = as_nobody(OPEN, str(place)).splitlines()
        place.parent.chmod(0o755)
        assert said[0].startswith("refused")
        assert "open it read-only instead" in said[0]
        assert said[1] == "title Harbour Strategy Background"
        assert snapshot(place.parent) == before

    def it_reads_what_a_crash_left_in_a_folder_that_is_read_only(self, place: Path, snapshot: Snapshot):
        script = (
            "import os, sys\nfrom app.store.library import Library\nfrom app.models import tree\n"
            "library = Library.open(sys.argv[1]); root = library.head('s1')\n"
            "new = tree.change(root, 'background', title='After the crash')\n"
            "library.commit('s1', root.fingerprint, new, 'Edit'); os._exit(9)"
        )
        subprocess.run([sys.executable, "-c", script, str(place)], cwd=Path(__file__).parents[2], check=False)
        place.with_name(place.name + "-shm").unlink()
        wal = places.wal_of(place)
        assert wal.stat().st_size > 0
        for path in (place, wal):
            path.chmod(0o444)
        place.parent.chmod(0o555)
        before = snapshot(place.parent)
        said = as_nobody(OPEN, str(place)).splitlines()
        place.parent.chmod(0o755)
        assert said[1] == "title Harbour Strategy After the crash"
        assert snapshot(place.parent) == before

    def it_says_so_where_a_library_cannot_be_made(self, place: Path):
        place.parent.chmod(0o555)
        script = "try: Library.create(sys.argv[1])\nexcept Refused as refusal: print(refusal)"
        said = as_nobody(script, str(place.parent / "new.engross"))
        place.parent.chmod(0o755)
        assert "choose a folder you may write to" in said


class DescribeNetworkDrives:
    MOUNTS = (
        "/dev/sda1 / ext4 rw 0 0\n"
        "//server/share /mnt/council\\040files cifs rw 0 0\n"
        "nas:/vol /home/ict nfs4 rw 0 0\n"
        "tmpfs /home/ict/local tmpfs rw 0 0\n"
    )

    @pytest.mark.parametrize(
        ("path", "type"),
        [
            ("/home/other/x", "ext4"),
            ("/mnt/council files/a/x", "cifs"),
            ("/home/ict/x", "nfs4"),
            ("/home/ict/local/x", "tmpfs"),
        ],
    )
    def it_knows_which_file_system_holds_a_file(self, path: str, type: str):
        assert places.mount_type(Path(path), self.MOUNTS) == type

    def it_knows_a_windows_share_by_its_name(self):
        assert places.on_network(Path("\\\\server\\share\\x.engross"))

    def it_warns_and_works_without_a_wal(self, closed: Path, monkeypatch: pytest.MonkeyPatch):
        with Library.open(closed, read_only=True) as library:
            assert library.warnings == ()
        monkeypatch.setattr(places, "on_network", lambda path: True)  # pyright: ignore[reportUnknownLambdaType]
        with Library.open(closed) as library:
            assert "network drive" in library.warnings[0]
            assert library.undo("s1") == "Edit Second"
            assert not places.wal_of(closed).exists()
        monkeypatch.undo()
        with Library.open(closed) as library:
            assert library.warnings == ()
            assert library.redo("s1") == "Edit Second"
            assert places.wal_of(closed).exists()


class DescribePlaces:
    def it_shows_no_password(self):
        assert places.without_password("postgresql://ict:secret@db/x") == "postgresql://ict:***@db/x"

    @pytest.mark.parametrize("url", ["postgres://db/x", "postgresql+psycopg://db/x", "postgresql://db/x"])
    def it_takes_every_name_of_postgres(self, url: str):
        assert places.place_of(url) == "postgresql://db/x"

    def it_takes_an_sqlite_address_for_a_file(self):
        assert places.place_of("sqlite:////srv/a%20b.engross") == Path("/srv/a b.engross")


@pytest.mark.skipif(sys.platform == "win32", reason="links need permission there")
class DescribeLinksToNothing:
    @pytest.mark.parametrize("leads_to", ["nowhere.engross", "link.engross"])
    def they_are_called_so(self, tmp_path: Path, leads_to: str):
        link = tmp_path / "link.engross"
        link.symlink_to(tmp_path / leads_to)
        for attempt in (Library.open, Library.create, Library.open_or_create):
            with pytest.raises(Refused, match="is a link to a file that is not there"):
                attempt(link)
        assert link.is_symlink()


class DescribeWhatNoEngrossMade:
    @pytest.mark.parametrize(
        ("statements", "said"),
        [
            (
                [
                    "ALTER TABLE strategy RENAME TO kept",
                    "CREATE VIEW strategy AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) "
                    "SELECT kept.* FROM kept, r",
                ],
                "a view “strategy”",
            ),
            (
                ["CREATE TRIGGER more AFTER INSERT ON journal BEGIN UPDATE strategy SET title = 'x'; END"],
                "a trigger “more”",
            ),
        ],
    )  # fmt: skip
    def it_is_refused_before_it_acts(self, closed: Path, statements: list[str], said: str):
        with sqlite3.connect(closed) as odd:
            for statement in statements:
                odd.execute(statement)
        odd.close()
        before = closed.read_bytes()
        assert first_read(closed) is None or "trigger" in said
        for read_only in (True, False):
            with pytest.raises(Refused, match=f"{said} that Engross did not make"):
                Library.open(closed, read_only=read_only)
        assert closed.read_bytes() == before

    def it_may_hold_another_table(self, closed: Path):
        with sqlite3.connect(closed) as odd:
            odd.execute("CREATE TABLE notes (words)")
        odd.close()
        with Library.open(closed) as library:
            assert library.fsck().ok
