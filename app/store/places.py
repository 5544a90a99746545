"""Where a library is: a file of this machine or a database by URL. Looks at files, never opens one as a database."""

import contextlib
import os
import stat
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from app.models.errors import NotFound, Refused
from app.store.rows import Damaged

# A change of the tables gets the next number, and a migration.
SCHEMA = 1
NEWEST = 2
"""The same tables, with suggestions of which only an excerpt is kept: Engross 0.1.0 reads none, so it is to say that
the library is of a newer one. Such a library is marked so when the first of them comes into it."""
APPLICATION_ID = 0x456E6772  # "Engr"

_MAGIC = b"SQLite format 3\0"
_DOCUMENT_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".odt", ".rtf", ".md", ".markdown", ".txt")
_DOCUMENT_HEADS = (b"PK\3\4", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF")
"""How documents begin: Word and other packages, Word's old format, rich text, PDF."""
_WITHOUT_WAL = 1
"""What byte 18 of a file says that never had a -wal (SQLite file format, 1.3.3): every backup, until it is opened."""
_SHARED = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "ncpfs",
    "fuse.sshfs",
    "fuse.davfs",
    "davfs",
    "9p",
    "afpfs",
}


class LibraryFile(Struct, frozen=True):
    """What a library's first hundred bytes and its place say. `journal` is the size of its -wal in bytes.

    `beside_stray` says that the -wal is of another file that stood here before: SQLite would take its pages for ours.
    """

    path: Path
    schema: int
    journal: int
    writable: bool
    on_network: bool
    beside_stray: bool = False


def place_of(target: str | Path) -> Path | str:
    """The file that a target names, or the address of a PostgreSQL database. Raises Refused for any other address."""
    text = str(target)
    scheme = urlsplit(text).scheme.partition("+")[0] if "://" in text else ""
    if scheme in ("postgresql", "postgres"):
        return "postgresql" + text[text.index(":") :]
    if scheme == "sqlite":
        return Path(unquote(text.split("://", 1)[1][1:]))
    if scheme:
        raise Refused(
            f"Engross keeps libraries in files or in PostgreSQL, not in “{scheme}”; name one of these."
        )
    return Path(target)


def without_password(url: str) -> str:
    """A database address that may be shown."""
    parts = urlsplit(url)
    if parts.password is None:
        return url
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{parts.username}:***@{host}").geturl()


def examined(path: Path) -> LibraryFile:
    """What the file says of itself, read without opening it as a database, so that it stays as it is.

    Raises NotFound or Refused, with what to do, where it is no library that this Engross can open, and Damaged where
    it is shorter than it says.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError) as fault:
        check_link(path)
        raise NotFound(
            f"There is no library at {path}; check the name, or begin a new strategy there."
        ) from fault
    except PermissionError as fault:
        raise _closed(path) from fault
    except (OSError, ValueError) as fault:
        check_link(path)
        raise Refused(f"{str(path)!r} is not the name of a file; check the name.") from fault
    if stat.S_ISDIR(found.st_mode):
        raise Refused(f"{path} is a folder, not a library; name the library's file inside it.")
    if not stat.S_ISREG(found.st_mode):
        raise Refused(f"{path} is not an ordinary file, so it cannot be a library; check the name.")
    if found.st_size == 0:
        raise Refused(
            f"{path} is empty (0 bytes), so it is not a library and was left alone; restore a backup of it."
        )
    journal = _size(
        wal_of(path)
    )  # before the head, for the head changes first when a -wal of its own is begun
    head = _head_of(path)
    schema = int.from_bytes(head[60:64], "big")
    ours = head[:16] == _MAGIC and int.from_bytes(head[68:72], "big") == APPLICATION_ID
    if not ours:
        raise Refused(f"{path} is not an Engross library and was left alone; {_way_on(path, head)}.")
    if schema > NEWEST:
        raise Refused(
            f"{path} was written by a newer Engross (its schema is {schema}, this one knows {NEWEST}); "
            "update Engross on this computer to open it."
        )
    beside_stray = journal > 0 and head[18] == _WITHOUT_WAL
    if beside_stray:
        journal = 0
    if not journal and (said := _said_size(head)) > found.st_size:
        raise Damaged(f"{said - found.st_size:,} bytes are missing from its end")
    return LibraryFile(path, schema, journal, _writable(path), on_network(path), beside_stray)


def identity_of(path: Path) -> tuple[int, int] | None:
    """Which file has this name, by device and number; None where none has it, or that cannot be seen."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def check_same(path: Path, opened: tuple[int, int] | None) -> None:
    """Raises Refused where an open library is no longer the file of its name, for what is written to it would be lost.

    POSIX lets anybody take an open file away; SQLite asks this itself, but not where it keeps a -wal. Windows does not
    let go of an open file.
    """
    if sys.platform != "win32" and opened is not None and identity_of(path) != opened:
        raise Refused(
            f"{path} was moved, deleted or replaced while it was open; put it back, or copy your last words elsewhere."
        )


def is_taken(path: Path) -> bool:
    """Whether anything has this name. Raises Refused for a link to nothing and where that cannot be seen."""
    check_link(path)
    try:
        return path.exists()
    except PermissionError as fault:
        raise _closed(path) from fault
    except (OSError, ValueError) as fault:
        raise Refused(f"{str(path)!r} is not the name of a file; check the name.") from fault


def _closed(path: Path) -> Refused:
    return Refused(f"You have no permission to look into the folder of {path}; ask its owner for it.")


def check_link(path: Path) -> None:
    """Raises Refused for a link that leads to nothing."""
    with contextlib.suppress(OSError, ValueError):
        if path.is_symlink() and not path.exists():
            raise Refused(
                f"{path} is a link to a file that is not there; delete the link, or name the library itself."
            )


def _way_on(path: Path, head: bytes) -> str:
    """What to do with a file that is no library."""
    if head.startswith(_DOCUMENT_HEADS) or path.suffix.lower() in _DOCUMENT_SUFFIXES:
        return "it looks like a document, which is read by File › Import a document, or by “engross import”"
    return "check the name"


def _head_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100).ljust(100, b"\0")
    except PermissionError as fault:
        raise Refused(f"You have no permission to read {path}; ask its owner for it.") from fault
    except OSError as fault:
        raise Refused(
            f"{path} cannot be read ({fault.strerror}); check the disk, or restore a backup."
        ) from fault


def _said_size(head: bytes) -> int:
    """The size that the header tells, if it is up to date (SQLite file format, 1.3.7), else 0."""
    if head[24:28] != head[92:96]:
        return 0
    page = int.from_bytes(head[16:18], "big")
    return int.from_bytes(head[28:32], "big") * (65536 if page == 1 else page)


def wal_of(path: Path) -> Path:
    """The file in which SQLite keeps what it has not yet moved into the library's own file."""
    return path.with_name(path.name + "-wal")


def rollback_of(path: Path) -> Path:
    """The file from which SQLite takes back a change that did not come to its end, where there is no -wal."""
    return path.with_name(path.name + "-journal")


def lock_of(path: Path) -> Path:
    """The file that tells who writes to a library's file; `app.store.lock` makes it and takes it away."""
    return path.with_name(path.name + ".lock")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK | os.X_OK)


def on_network(path: Path) -> bool:
    """Whether a file lies on another computer, where SQLite's locks cannot be relied upon."""
    text = str(path)
    if text.startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(path.absolute())[0]
        return ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == 4
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return mount_type(path.resolve(), mounts) in _SHARED


def mount_type(path: Path, mounts: str) -> str:
    """The type of the file system that holds `path`, from a table in the form of /proc/mounts (fstab(5))."""
    best, type = "", ""
    for line in mounts.splitlines():
        columns = line.split()
        if len(columns) < 3:
            continue
        folder = columns[1].replace("\\040", " ")
        if path.is_relative_to(folder) and len(folder) >= len(best):
            best, type = folder, columns[2]
    return type
