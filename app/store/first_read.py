"""A first look at a draft in a library's file, before the database toolkit is imported: what stands there, or nothing.

Only a file that is at rest is read, and only what is whole; whatever else may be the matter, `app.store.library` finds
it a moment later and tells it. Takes no lock, writes nothing. Imports no SQLAlchemy.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from app.models.content import Content, digest_of
from app.models.errors import Refused
from app.models.nodes import Strategy
from app.models.tree import walk
from app.store import payloads, places
from app.store.sealing import holds


def first_read(target: str | Path, strategy: str = "") -> Content | None:
    """The draft of a strategy: the one named, or the first by title. None where the library is better asked itself.

    That is so for a database server's, and for a file that is in use, was not closed, is damaged, of another schema,
    read-only or on a network drive.
    """
    try:
        place = places.place_of(target)
        return _read(place, strategy) if isinstance(place, Path) else None
    except (Refused, sqlite3.Error, OSError, msgspec.MsgspecError, KeyError, ValueError):
        return None


def _read(path: Path, strategy: str) -> Content | None:
    before = _at_rest(path)
    if before is None:
        return None
    # Nobody is writing to the file, so it is taken as it is; that nobody has begun meanwhile is seen afterwards.
    address = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        content = _content(connection, strategy)
    return content if _at_rest(path) == before else None


def _at_rest(path: Path) -> tuple[int, int] | None:
    """A file's size and time of change; None where it is in use, was not closed, or can only be read."""
    file = places.examined(path)
    if file.schema < places.SCHEMA or file.journal or file.on_network or not file.writable:
        return None
    if places.lock_of(path).exists() or path.with_name(path.name + "-journal").exists():
        return None
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _content(connection: sqlite3.Connection, strategy: str) -> Content | None:
    if connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'view' OR sql LIKE 'CREATE VIRTUAL%'"
    ).fetchone():
        return None  # a view may go on for ever; the library says so
    found = connection.execute("SELECT * FROM strategy WHERE binned = '' ORDER BY title, id").fetchall()
    rows: list[dict[str, Any]] = [dict(row) for row in found]
    wanted = [row for row in rows if row["id"] == strategy] if strategy else rows
    row = wanted[0] if wanted else None  # where one is wanted that is gone, the library says so
    if row is None or not holds("strategy", row):
        return None
    root = payloads.built(
        lambda hashes: _asked(connection, "SELECT hash, payload FROM object WHERE hash IN", hashes),
        row["head"],
    )
    pictures = _pictures(connection, root)
    return Content(root, pictures) if root.id == row["id"] and pictures is not None else None


def _pictures(connection: sqlite3.Connection, root: Strategy) -> dict[str, bytes] | None:
    """The pictures that a tree shows, by digest; None where one is lost or altered."""
    wanted = payloads.picture_digests(node.payload for node in walk(root))
    found = _asked(connection, "SELECT digest, bytes FROM picture WHERE digest IN", sorted(wanted))
    whole = all(digest in found and digest_of(found[digest]) == digest for digest in wanted)
    return found if whole else None


def _asked(connection: sqlite3.Connection, query: str, keys: Iterable[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for chunk in payloads.chunks(keys):
        marks = ",".join("?" * len(chunk))
        found.update(
            (key, payloads.as_bytes(value))
            for key, value in connection.execute(f"{query} ({marks})", list(chunk))
        )
    return found
