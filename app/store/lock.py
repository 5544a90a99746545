"""The lock that keeps a second Engross from writing to a library file: `<library>.lock` beside it.

The operating system holds the lock, so it ends with its process, however that ends. What the file says is for people:
who holds it, where and since when. Imports neither SQLAlchemy nor anything of a library's content.
"""

import contextlib
import getpass
import os
import socket
import sys
import time
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from app.models.dates import MONTHS
from app.store.places import lock_of
from app.store.rows import Locked

_POLL_SECONDS = 0.05
_SETTLING_SECONDS = 0.5
# Windows denies reading where a byte is locked, so the locked byte lies far beyond what the file says.
_LOCKED_BYTE = 1 << 30


class Holder(Struct, frozen=True):
    """Who holds a lock. `since` is local time, ISO 8601 with its offset."""

    host: str
    user: str
    pid: int
    since: str

    def __str__(self) -> str:
        began = datetime.fromisoformat(self.since).astimezone()
        today = began.date() == datetime.now().astimezone().date()
        return f"{self.user}, since {began:%H:%M}" + (
            "" if today else f" on {began.day} {MONTHS[began.month - 1]}"
        )


class WriterLock:
    """A held lock. Get one from `take`; `release` ends it."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Lets the next writer in, though its file cannot be removed. Does nothing the second time."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        if sys.platform == "win32":
            os.ftruncate(descriptor, 0)
            os.close(descriptor)
        else:
            # Where the library was moved, a lock of another that stands there now is somebody else's.
            with contextlib.suppress(OSError):
                if os.path.samestat(os.fstat(descriptor), self.path.stat()):
                    self.path.unlink()
            os.close(descriptor)


def take(library: Path, user: str = "", wait: float = 0.0, *, on_network: bool = False) -> WriterLock:
    """The lock of a library's file, waiting up to `wait` seconds for it. Raises Locked, saying who holds it, or OSError
    where its own file cannot be written.

    A lock whose process has died is taken over, but not on a network drive when another computer wrote it: there the
    operating system cannot be asked.
    """
    path = lock_of(library)
    until = time.monotonic() + wait
    while True:
        if (descriptor := _tried(path)) is not None:
            before = _read(path)
            if on_network and before and before.host != socket.gethostname():
                os.close(descriptor)
                raise Locked(f"{_taken(library, before)} If that computer has stopped, delete {path.name}.")
            held = WriterLock(path, descriptor)
            try:
                _write(descriptor, Holder(socket.gethostname(), user or _user(), os.getpid(), _now()))
            except OSError:
                held.release()
                raise
            return held
        if time.monotonic() >= until:
            raise Locked(_taken(library, _settled(path)))
        time.sleep(_POLL_SECONDS)


def _taken(library: Path, holder: Holder | None) -> str:
    if holder is None:
        return f"{library} is open in another window or program. Open it read-only or try again."
    here = holder.host == socket.gethostname()
    place = "in another window or program" if here else "on another computer"
    return f"{library} is open {place} ({holder}). Open it read-only or try again."


def _tried(path: Path) -> int | None:
    """A descriptor of the lock's file with the lock held; None where somebody else holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
    try:
        _lock(descriptor)
    except OSError:
        os.close(descriptor)
        return None
    try:
        same = os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        same = False
    if same:
        return descriptor
    # The former holder removed the file between our opening and our locking it.
    os.close(descriptor)
    return None


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _write(descriptor: int, holder: Holder) -> None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.ftruncate(descriptor, 0)
    os.write(descriptor, msgspec.json.encode(holder))


def _read(path: Path) -> Holder | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):
        return None


def _settled(path: Path) -> Holder | None:
    """Who holds the lock; the holder may be about to write it down."""
    until = time.monotonic() + _SETTLING_SECONDS
    while (holder := _read(path)) is None and path.exists() and time.monotonic() < until:
        time.sleep(_POLL_SECONDS)
    return holder


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
