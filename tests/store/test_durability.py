"""An edit that was acknowledged is there afterwards: after a kill at any moment, and after the disk was full."""

import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.models import tree
from app.models.errors import Refused
from app.models.nodes import Strategy
from app.models.text import plain
from app.store import databases
from app.store.library import Library

CHECKOUT = Path(__file__).parents[2]
COMMITTING = """
import sys
from app.models import tree
from app.store.library import Library
library = Library.open(sys.argv[1])
root = library.head("s1")
for n in range(10_000):
    new = tree.change(root, "p1", title=f"Edit {n}")
    library.commit("s1", root.fingerprint, new, f"Edit {n}")
    root = new
    print(n, flush=True)
    if n % 7 == 3:
        library.save_version("s1", f"K{n} {sys.argv[2]}", "2026-06-01")
        library.undo("s1"); library.redo("s1")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
class DescribeAKill:
    def it_loses_nothing_that_was_acknowledged(self, closed: Path):
        chance = random.Random(7)
        for round in range(5):
            process = subprocess.Popen(
                [sys.executable, "-c", COMMITTING, str(closed), str(round)],
                stdout=subprocess.PIPE, text=True, cwd=CHECKOUT,
            )  # fmt: skip
            assert process.stdout is not None
            acknowledged = -1
            stop_after = chance.randrange(1, 40)
            killer = threading.Timer(chance.random() * 0.004, process.kill)
            for line in process.stdout:
                acknowledged = int(line)
                if acknowledged == stop_after:
                    killer.start()
            process.wait()
            process.stdout.close()
            assert acknowledged >= stop_after
            with Library.open(closed) as library:
                while library.redo("s1"):  # killed between undo and redo
                    pass
                reached = int(tree.find(library.head("s1"), "p1").title.removeprefix("Edit "))
                assert reached in (acknowledged, acknowledged + 1)
                assert library.fsck().faults == ()


def edit_on_and_on(library: Library, saved: list[Strategy]) -> None:
    """Writes ever new long texts, and notes each tree that was acknowledged."""
    root = library.head("s1")
    for n in range(100):
        new = tree.change(root, "p1", body=plain(f"{n} words " * 2000))
        assert isinstance(new, Strategy)
        library.commit("s1", root.fingerprint, new, "Edit")
        saved.append(new)
        root = new


class DescribeAFullDisk:
    def it_keeps_the_last_acknowledged_edit(self, closed: Path):
        with Library.open(closed) as library:
            with databases.reading(library._connections._opened.engine) as connection:  # pyright: ignore[reportPrivateUsage]
                pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
                connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 20}")
            saved: list[Strategy] = []
            with pytest.raises(
                Refused, match=r"no room left.*all before it is safe; free some space and do it again"
            ):
                edit_on_and_on(library, saved)
            assert saved
            assert library.head("s1") == saved[-1]
        with Library.open(closed) as library:
            assert library.head("s1") == saved[-1]
            assert library.fsck().ok

    @pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
    def it_keeps_it_when_the_operating_system_refuses_to_write(self, closed: Path):
        script = """
import resource, signal, sys
from pathlib import Path
from app.models import tree
from app.models.errors import Refused
from app.models.text import plain
from app.store.library import Library
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
library = Library.open(sys.argv[1]); root = library.head("s1")
size = Path(sys.argv[1]).stat().st_size + 300_000
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    for n in range(1000):
        new = tree.change(root, "p1", title=f"Edit {n}", body=plain(f"{n} words " * 2000))
        library.commit("s1", root.fingerprint, new, "Edit"); root = new
except Refused as refusal:
    print(root.fingerprint); print(refusal)
"""
        done = subprocess.run(
            [sys.executable, "-c", script, str(closed)],
            capture_output=True,
            text=True,
            cwd=CHECKOUT,
            check=False,
        )
        fingerprint, said = done.stdout.splitlines()
        assert "no room left" in said
        with Library.open(closed) as library:
            assert library.fingerprint("s1") == fingerprint
            assert tree.find(library.head("s1"), "p1").title.startswith("Edit ")
            assert library.fsck().ok

    @pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
    @pytest.mark.parametrize("unsaved", [False, True])
    def it_can_still_be_read(self, closed: Path, unsaved: bool):
        writer = Library.open(closed) if unsaved else None
        if writer is not None:  # its edit stands in the -wal alone
            root = writer.head("s1")
            edit = tree.change(root, "p1", title="Unsaved")
            assert isinstance(edit, Strategy)
            writer.commit("s1", root.fingerprint, edit, "Edit")
        script = """
import resource, signal, sys
from app.store.library import Library
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
with Library.open(sys.argv[1], read_only=True) as library:
    print(library.strategies()[0].title, library.fsck().ok)
"""
        done = subprocess.run(
            [sys.executable, "-c", script, str(closed)],
            capture_output=True,
            text=True,
            cwd=CHECKOUT,
            check=False,
        )
        if writer is not None:
            writer.close()
        assert done.stdout == "Harbour Strategy True\n"
