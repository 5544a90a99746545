"""The part of fsck that reads stored nodes and pictures, and says under which heading a fault lies.

Imports SQLAlchemy Core, never its ORM.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from app.models.nodes import below_of, from_payload, name_of
from app.store.payloads import as_bytes, picture_digests, title_in
from app.store.pictures import media_type
from app.store.rows import Fault
from app.store.tables import object_, picture

_ROWS = 1000
_ORPHAN = "A part that no strategy uses"


class _Id(Struct):
    id: str = ""


class ObjectRead(Struct, frozen=True):
    """What fsck keeps of an object. `fault` is empty where it is as it was written."""

    id: str
    title: str
    below: tuple[str, ...]
    pictures: frozenset[str]
    fault: str = ""


class ObjectsRead(Struct, frozen=True):
    """All objects by hash, and the digests of the pictures that are as they were stored."""

    objects: dict[str, ObjectRead]
    pictures: frozenset[str]

    @property
    def count(self) -> int:
        """How many objects the library holds."""
        return len(self.objects)


def read_objects(connection: Connection, faults: list[Fault]) -> ObjectsRead:
    """Every object and picture, checked against its name; what cannot be read at all is added to `faults`."""
    objects: dict[str, ObjectRead] = {}
    good: set[str] = set()
    for hash, payload in _all(connection, select(object_.c.hash, object_.c.payload), "objects", faults):
        objects[str(hash)] = _object(str(hash), as_bytes(payload))
    wanted = select(picture.c.digest, picture.c.media_type, picture.c.bytes)
    for digest, type, data in _all(connection, wanted, "pictures", faults):
        if hashlib.sha256(as_bytes(data)).hexdigest() == digest and media_type(as_bytes(data)) == type:
            good.add(digest)
        else:
            faults.append(Fault(f"picture {str(digest)[:12]}", "was altered after it was stored"))
    return ObjectsRead(objects, frozenset(good))


def _all(connection: Connection, wanted: Any, what: str, faults: list[Fault]) -> Iterator[Any]:
    try:
        yield from connection.execution_options(yield_per=_ROWS).execute(wanted)
    except (DBAPIError, sqlite3.Error, ValueError, TypeError) as fault:
        reason = getattr(fault, "orig", None) or fault
        faults.append(Fault("The library's file", f"cannot be read in {what}: {reason}"))


def _object(hash: str, payload: bytes) -> ObjectRead:
    fault = "" if hashlib.sha256(payload).hexdigest() == hash else "was altered after it was written"
    try:
        below = below_of(payload)
        id = msgspec.json.decode(payload, type=_Id).id
        node = from_payload(payload, hash, ())
        title = name_of(node)
    except (msgspec.DecodeError, ValueError) as wrong:
        below, id, title = _below_in(payload), "", title_in(payload)
        fault = fault or f"cannot be understood ({wrong})"
    return ObjectRead(id, title, below, frozenset(picture_digests([payload])), fault)


def _below_in(payload: bytes) -> tuple[str, ...]:
    """The children that a payload names, if that part of it can still be read."""
    start = payload.find(b'"below":[')
    end = payload.find(b"]", start)
    try:
        return msgspec.json.decode(payload[start + 8 : end + 1], type=tuple[str, ...]) if start >= 0 else ()
    except (msgspec.DecodeError, ValueError):
        return ()


def tree_faults(read: ObjectsRead, roots: Iterable[tuple[str, str, str]]) -> Iterator[Fault]:
    """Objects that are missing, altered or show a lost picture, each named by the first tree that holds it.

    `roots` gives each tree's strategy, what it is ("the draft", "version V5") and the fingerprint of its root.
    """
    seen: set[str] = set()
    for strategy, tree, root in roots:
        waiting = [(root, "")]
        while waiting:
            hash, holder = waiting.pop()
            if hash in seen:
                continue
            seen.add(hash)
            found = read.objects.get(hash)
            heading = (found.title if found else "") or holder
            yield from _node_faults(read, found, _where(strategy, heading), tree)
            if found:
                waiting.extend((child, heading) for child in reversed(found.below))
    for hash, found in read.objects.items():
        if hash not in seen and found.fault:
            yield Fault(_where(_ORPHAN, found.title), found.fault)


def _where(strategy: str, heading: str) -> str:
    return f"{strategy} › {heading}" if heading and heading != strategy else strategy


def _node_faults(read: ObjectsRead, found: ObjectRead | None, where: str, tree: str) -> Iterator[Fault]:
    if found is None:
        yield Fault(where, f"has lost a part of {tree}")
        return
    if found.fault:
        yield Fault(where, f"{found.fault}, in {tree}")
    if lost := found.pictures - read.pictures:
        which = (
            "a picture that is lost or was"
            if len(lost) == 1
            else f"{len(lost)} pictures that are lost or were"
        )
        yield Fault(where, f"shows {which} altered, in {tree}")


def node_titles(read: ObjectsRead, root: str) -> dict[str, str]:
    """What each node of a tree is called, by its identity, as far as objects can be read."""
    titles: dict[str, str] = {}
    waiting = [root]
    while waiting:
        if found := read.objects.get(waiting.pop()):
            titles[found.id] = found.title
            waiting.extend(found.below)
    return titles
