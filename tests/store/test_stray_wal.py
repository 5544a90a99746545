"""A -wal that an ended program left, beside a library that was put in its place: its edits are of another file."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.store import places
from app.store.library import Library

CRASH = (
    "import os, sys\nfrom app.store.library import Library\n"
    "library = Library.open(sys.argv[1]); library.undo('s1'); os._exit(9)"
)


@pytest.fixture
def restored(closed: Path) -> Path:
    """A library whose backup was put in its place after a crash, as the news of damage says."""
    backup = closed.with_name("backup.engross")
    with Library.open(closed) as library:
        library.backup(backup)
    subprocess.run([sys.executable, "-c", CRASH, str(closed)], cwd=Path(__file__).parents[2], check=False)
    assert places.wal_of(closed).stat().st_size > 0
    shutil.copyfile(backup, closed)
    return closed


class DescribeTheWalOfAnotherFile:
    def it_is_set_aside_by_whoever_writes(self, restored: Path):
        left = places.wal_of(restored).read_bytes()
        with Library.open(restored) as library:
            assert library.warnings == (
                f"{restored.name}-wal held edits of another file that stood here before, so it is called "
                f"“{restored.name}-wal set aside” now; delete it once you miss nothing.",
            )
            assert library.undo("s1") == "Edit Second"
            assert library.fsck().ok
        assert restored.with_name(f"{restored.name}-wal set aside").read_bytes() == left
        with Library.open(restored) as library:
            assert library.warnings == ()

    def it_is_kept_beside_those_set_aside_before(self, restored: Path):
        before = restored.with_name(f"{restored.name}-wal set aside")
        before.write_bytes(b"earlier")
        Library.open(restored).close()
        assert before.read_bytes() == b"earlier"
        assert restored.with_name(f"{restored.name}-wal set aside 2").exists()

    def it_is_passed_over_by_whoever_reads(self, restored: Path):
        left = places.wal_of(restored).read_bytes()
        backup = restored.with_name("backup.engross")
        with Library.open(backup, read_only=True) as kept, Library.open(restored, read_only=True) as library:
            assert library.journal("s1") == kept.journal("s1")
            assert library.fsck().ok
        assert places.wal_of(restored).read_bytes() == left

    def it_does_no_harm_to_a_library_made_anew(self, restored: Path):
        restored.unlink()
        with Library.create(restored) as library:
            assert library.strategies() == ()
            assert library.fsck().ok
