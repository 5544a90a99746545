"""What a process that was killed leaves half written: no library, no backup, and soon not even a hidden file."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.models.content import Content
from app.models.nodes import Strategy
from app.services.libraries import open_library
from app.store import parts
from app.store.backups import folder_of
from app.store.files import written_whole
from app.store.library import Library
from app.store.parts import new_part

CHECKOUT = Path(__file__).parents[2]
BEGINNING = """
import os, signal, sys
from pathlib import Path
from app.store.parts import new_part
new_part(Path(sys.argv[1])).write_bytes(b"half a backup")
os.kill(os.getpid(), signal.SIGKILL)
"""


def killed_beside(place: Path) -> Path:
    """The part of `place` that a process left which was killed while it wrote."""
    subprocess.run([sys.executable, "-c", BEGINNING, str(place)], cwd=CHECKOUT, check=False)
    (left,) = place.parent.glob(".engross-*.part")
    return left


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
class DescribeWhatAKillLeaves:
    def it_is_gone_once_anything_is_written_beside_it(self, tmp_path: Path):
        left = killed_beside(tmp_path / "backup.engross")
        assert left.read_bytes() == b"half a backup"
        with written_whole(tmp_path / "another.engross") as part:
            part.write_bytes(b"whole")
        assert [path.name for path in tmp_path.iterdir()] == ["another.engross"]

    def it_goes_with_what_the_database_keeps_beside_it(self, tmp_path: Path):
        left = killed_beside(tmp_path / "backup.engross")
        left.with_name(left.name + "-journal").write_bytes(b"and its journal")
        new_part(tmp_path / "x").unlink()
        assert list(tmp_path.iterdir()) == []

    def it_is_gone_once_the_library_is_opened_though_no_backup_be_due(self, tmp_path: Path):
        library = tmp_path / "l.engross"
        with Library.create(library) as made:
            made.add(Content(Strategy(id="s", title="Digital")))
        open_library(library).close()
        folder = folder_of(library)
        (backup,) = folder.iterdir()
        for place in (folder / "l 2026-05-04 09.00.00.engross", tmp_path / "export.pdf"):
            killed_beside(place)
        open_library(library).close()
        assert list(folder.iterdir()) == [backup]
        assert sorted(tmp_path.iterdir()) == [library, folder]

    def it_does_not_keep_a_library_from_being_made_or_backed_up(self, tmp_path: Path):
        killed_beside(tmp_path / "l.engross")
        with Library.create(tmp_path / "l.engross") as library:
            killed_beside(tmp_path / "copy.engross")
            library.backup(tmp_path / "copy.engross")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.engross", "l.engross"]


class DescribeAPart:
    def it_is_left_alone_while_its_process_lives(self, tmp_path: Path):
        mine = new_part(tmp_path / "x.engross")
        assert new_part(tmp_path / "x.engross") != mine
        assert mine.exists()

    def it_is_left_alone_for_a_day_where_another_computer_writes_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ):
        with monkeypatch.context() as elsewhere:
            elsewhere.setattr(parts, "_here", lambda: "00c0ffee")
            young, old = new_part(tmp_path / "x.engross"), new_part(tmp_path / "y.engross")
        os.utime(old, (time.time() - 100_000, time.time() - 100_000))
        new_part(tmp_path / "x.engross")
        assert young.exists()
        assert not old.exists()

    def it_is_told_from_files_of_others(self, tmp_path: Path):
        other = tmp_path / ".download.part"
        other.write_bytes(b"somebody's")
        os.utime(other, (0, 0))
        new_part(tmp_path / "x.engross")
        assert other.exists()
