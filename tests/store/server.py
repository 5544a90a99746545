"""A PostgreSQL server for the tests: the one ENGROSS_TEST_POSTGRES names, or one of their own while they run.

Their own listens on this machine alone, keeps its files in a folder of the tests and is stopped with them. It needs
PostgreSQL's programs; where they are not installed, the tests that need a server say so and are skipped.
"""

import os
import shutil
import socket
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

PROGRAMS = Path("/usr/lib/postgresql")
"""Where Debian keeps a server's programs, by version and off the path."""
ABSENT = "install PostgreSQL, or set ENGROSS_TEST_POSTGRES to the URL of a database that may be emptied"


@contextmanager
def serving() -> Generator[str]:
    """The URL of a database that may be emptied. Skips the test where there is none."""
    named = os.environ.get("ENGROSS_TEST_POSTGRES", "")
    if named:
        yield named
        return
    pg_ctl = next((str(each) for each in sorted(PROGRAMS.glob("*/bin/pg_ctl"), reverse=True)), None)
    pg_ctl = pg_ctl or shutil.which("pg_ctl")
    as_owner = _as_owner()
    if pg_ctl is None or as_owner is None:
        pytest.skip(ABSENT)
    with TemporaryDirectory(prefix="engross-server") as folder:
        if as_owner:
            shutil.chown(folder, "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        control = [*as_owner, pg_ctl, "--pgdata", f"{folder}/data", "--silent"]
        _done(*control, "initdb", "--options", "--auth=trust --username=engross --no-sync --encoding=UTF8")
        listening = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
        _done(*control, "start", "--wait", "--log", f"{folder}/log", "--options", listening)
        try:
            yield f"postgresql://engross@127.0.0.1:{port}/postgres"
        finally:
            _done(*control, "stop", "--mode", "immediate")


def _as_owner() -> list[str] | None:
    """What a command begins with for the server not to run as root, which it refuses; None where that cannot be."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return []
    known = subprocess.run(["id", "postgres"], capture_output=True).returncode == 0
    return ["runuser", "-u", "postgres", "--"] if known and shutil.which("runuser") else None


def _done(*command: str) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
