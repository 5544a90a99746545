"""A process that reads, split off from this one: what is imported already need not be imported again. Linux only.

Splitting off is sound only while a process is young: one thread, no window, little memory (the bounds of the reader
count what it inherits). Everywhere else a bare `interpreter` is started. Imports nothing of the program.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

YOUNG_BYTES = 160_000_000
POLL_SECONDS = 0.05


def may_fork() -> bool:
    """Whether this process is young enough to be split."""
    if sys.platform != "linux" or threading.active_count() != 1 or "PySide6.QtCore" in sys.modules:
        return False
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    except (OSError, ValueError, IndexError):
        return False
    return pages * os.sysconf("SC_PAGE_SIZE") < YOUNG_BYTES


class Forked:
    """A child that runs `work`, which writes its answer to the descriptor it is given. Used like a `Popen`."""

    def __init__(self, work: Callable[[int], object]) -> None:
        mine, theirs = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            _live(work, mine, theirs)
        os.close(theirs)
        self._ended = False
        self.stdout: BinaryIO | None = os.fdopen(mine, "rb")

    def kill(self) -> None:
        """Ends the child at once, unless it has ended and been waited for."""
        if not self._ended:
            os.kill(self._pid, signal.SIGKILL)

    def wait(self) -> int:
        """The child's exit code, negative for a signal that ended it; 0 where it was waited for before."""
        if self._ended:
            return 0
        self._ended = True
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])


def _live(work: Callable[[int], object], mine: int, theirs: int) -> None:
    """The child's whole life: it says nothing but its answer, and never returns to what its parent was doing."""
    try:
        os.close(mine)
        silence = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(silence, descriptor)
        work(theirs)
    finally:
        os._exit(0)


def interpreter(code: str, *arguments: str, stdin: bytes = b"") -> subprocess.Popen[bytes]:
    """A bare interpreter, without site packages' own start or environment, that runs `code`; its standard output is a
    pipe, and `stdin` what it reads.
    """
    paths = [path for path in sys.path if path]
    start = f"import gc, sys; gc.disable(); sys.path[:] = {paths!r}"
    flags = subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", f"{start}; {code}", *arguments],
        stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=flags,
    )
    if process.stdin is not None:
        with contextlib.suppress(OSError), process.stdin as pipe:  # it may have ended already
            pipe.write(stdin)
    return process


def all_said(
    process: "subprocess.Popen[bytes] | Forked", seconds: float, go_on: Callable[[], object] | None = None
) -> bytes | None:
    """What a process says until it ends, and waits for it; None, and ends it, where it takes longer.

    `go_on` is asked now and then; where it raises, the process is ended too.
    """
    output = bytearray()

    def drain() -> None:
        assert process.stdout is not None
        with process.stdout as pipe:
            while piece := pipe.read(1 << 16):
                output.extend(piece)

    # Begun after the process, for one with two threads must not be split.
    thread = threading.Thread(target=drain, name="listening", daemon=True)
    thread.start()
    until, late = time.monotonic() + seconds, True
    try:
        while thread.is_alive() and (left := until - time.monotonic()) > 0:
            if go_on is not None:
                go_on()
            thread.join(left if go_on is None else min(left, POLL_SECONDS))
        late = thread.is_alive()
    finally:
        if late:
            process.kill()
            thread.join()
        process.wait()
    return None if late else bytes(output)
