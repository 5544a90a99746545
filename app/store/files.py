"""Files that are either whole or not there: written beside their place, flushed to the disk, then moved."""

import errno
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from app.store.parts import new_part


@contextmanager
def written_whole(to: Path) -> Generator[Path]:
    """A path beside `to` to write to; afterwards it takes the place of `to`, or disappears where the block raises.

    Raises OSError where no file can be written there, or where `to` is a folder, a device or a pipe.
    """
    if to.exists() and not to.is_file():
        raise OSError(errno.EEXIST, "it is no ordinary file", str(to))
    part = new_part(to)
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(to)
        lasting_folder(to)
    finally:
        part.unlink(missing_ok=True)


def lasting_folder(path: Path) -> None:
    """Makes sure that a file's name outlives a power cut: a folder is flushed like a file (POSIX only)."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
