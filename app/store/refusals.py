"""What a database says when something is wrong, in the user's words: one sentence, what happened and what to do."""

import errno
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from app.models.errors import Refused
from app.store.rows import Damaged, NoRoom, ReadOnly, Unreachable

_FULL = (
    "SQLITE_FULL",
    "SQLITE_IOERR_WRITE",
    "SQLITE_IOERR_FSYNC",
    "SQLITE_IOERR_TRUNCATE",
    "SQLITE_IOERR_SHMSIZE",
    "SQLITE_IOERR_SHMOPEN",
)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_BROKEN = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


@contextmanager
def told(name: str) -> Generator[None]:
    """Turns a fault of the database under the block into Refused (or Damaged, where the file itself is at fault)."""
    try:
        yield
    except DBAPIError as fault:
        raise refusal(name, fault.orig or fault) from fault
    except sqlite3.Error as fault:
        raise refusal(name, fault) from fault
    except UnicodeDecodeError as fault:  # a damaged name in the structure, quoted in SQLite's own message
        raise Damaged("its structure cannot be read") from fault


def is_full(fault: BaseException) -> bool:
    """Whether a disk without room is what is wrong."""
    code = str(getattr(fault, "sqlite_errorname", ""))
    if isinstance(fault, OSError) and fault.errno in _NO_ROOM:
        return True
    return code.startswith(_FULL) or str(getattr(fault, "sqlstate", None) or "") == "53100"


def no_room_for(what: str) -> Refused:
    """The sentence for a file for which the disk has no room."""
    return Refused(f"There is no room left on the disk for {what}; free some space or choose another place.")


def unwritten(what: str, fault: OSError) -> Refused:
    """The sentence for a file that cannot be written."""
    if is_full(fault):
        return no_room_for(what)
    return Refused(f"{what[0].upper()}{what[1:]} cannot be written ({fault.strerror}); choose another place.")


def refusal(name: str, fault: BaseException) -> Refused:
    """The sentence for a fault of the database called `name`."""
    code = str(getattr(fault, "sqlite_errorname", ""))
    state = str(getattr(fault, "sqlstate", None) or "")
    if is_full(fault):
        return NoRoom(
            f"There is no room left on the disk of {name}: this last change was not saved, but all before it is safe; "
            "free some space and do it again."
        )
    if code.startswith(_BUSY) or state == "55P03":
        return Refused(f"{name} is busy with somebody else's work; wait a moment and do it again.")
    if code.startswith(_BROKEN) or "Could not decode to UTF-8" in str(fault):
        return Damaged("what stands in the file is no longer what was written")
    if code.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_AUTH")) or state in ("42501", "25006"):
        return ReadOnly(f"{name} cannot be written to; open it read-only, or ask its owner for permission.")
    if code.startswith("SQLITE_CANTOPEN"):
        return Refused(f"{name} cannot be opened; check that its folder is there and may be written to.")
    # psycopg has no code for a server that does not answer, only these classes.
    unreachable = type(fault).__name__ in ("OperationalError", "ConnectionTimeout") and not code and not state
    if unreachable or state.startswith(("08", "28", "3D", "57")):
        return Unreachable(
            f"The database {name} cannot be reached; check its address and the network ({_short(fault)})."
        )
    return Refused(f"The database {name} refused this ({_short(fault)}); nothing was changed.")


def _short(fault: BaseException) -> str:
    return (str(fault).strip().splitlines() or ["no reason given"])[0].strip().rstrip(".")
