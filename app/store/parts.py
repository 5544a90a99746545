"""Files while they are being written, under a name of their own beside their place; what a kill leaves is swept up.

The name tells the computer and the process that writes, so that whoever comes next knows a part that nobody will
finish. (A lock would tell as well, but on network drives it may keep SQLite from writing.) Imports models only.
"""

import contextlib
import os
import re
import socket
import sys
import time
import zlib
from pathlib import Path

from app.models.kinds import new_id

_NAME = re.compile(r"\.engross-([0-9a-f]{8})-(\d+)-[a-z2-7]{13}\.part(?:-journal|-wal|-shm)?")
_A_DAY = 86_400


def new_part(to: Path) -> Path:
    """A new, empty file beside `to`; parts that killed processes left there are gone. Raises OSError."""
    sweep(to.parent)
    part = to.with_name(f".engross-{_here()}-{os.getpid()}-{new_id()}.part")
    part.touch(exist_ok=False)
    return part


def sweep(folder: Path) -> None:
    """Removes the parts in a folder whose process has ended, or which are a day old and more; nothing where none is."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if (found := _NAME.fullmatch(entry.name)) and _is_left(found, entry):
                with contextlib.suppress(OSError):
                    Path(entry.path).unlink()


def _is_left(found: re.Match[str], entry: "os.DirEntry[str]") -> bool:
    if found[1] == _here() and not _is_alive(int(found[2])):
        return True
    try:
        return entry.stat().st_mtime < time.time() - _A_DAY
    except OSError:
        return False


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":  # there, to ask a process with a signal would end it
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _here() -> str:
    """This computer's name, as eight digits."""
    return f"{zlib.crc32(socket.gethostname().encode()):08x}"
