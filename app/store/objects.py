"""Nodes as stored objects: each node's canonical JSON under its fingerprint, shared by every tree that holds it.

Reading walks from a tree's root downwards, one level at a time, and checks every payload against its fingerprint.
Imports SQLAlchemy Core, never its ORM.
"""

import gc
import hashlib
import re
from collections.abc import Container, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

import msgspec
from sqlalchemy import Connection, bindparam, select, text

from app.models.nodes import Node, Strategy, below_of, from_payload
from app.models.tree import walk
from app.store.rows import Damaged
from app.store.tables import object_

CHUNK = 2000
_IN = select(object_.c.hash, object_.c.payload).where(object_.c.hash.in_(bindparam("hashes", expanding=True)))
_PUT = text("INSERT INTO object (hash, payload) VALUES (:hash, :payload) ON CONFLICT DO NOTHING")
# Inside a string of JSON every quote is escaped, so this can match nothing but a picture.
_PICTURE = re.compile(rb'"block":"picture","digest":"([0-9a-f]{64})"')
_HOLDS_BELOW = b'"below":['


class Unreadable(Damaged):
    """An object is missing or is not as it was written; `under` is the title of the part that holds it."""

    def __init__(self, what: str, under: str = "") -> None:
        super().__init__(what)
        self.under = under


def unstored(root: Node, stored: Container[str]) -> dict[str, bytes]:
    """Payloads by fingerprint of those nodes of a tree that the library may not hold yet.

    A stored node's branch is stored too, so only what an edit made new is walked.
    """
    fresh: dict[str, bytes] = {}
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if node.fingerprint not in stored:
            fresh[node.fingerprint] = node.payload
            waiting.extend(node.children)
    return fresh


def put(connection: Connection, payloads: dict[str, bytes]) -> None:
    """Stores objects; those already there stay as they are."""
    if payloads:
        connection.execute(_PUT, [{"hash": name, "payload": data} for name, data in payloads.items()])


def load(connection: Connection, fingerprint: str, near: Node | None = None) -> Strategy:
    """The tree whose root has this fingerprint, sharing what it has in common with the tree `near`.

    Raises Unreadable where an object is missing or is not what its fingerprint says.
    """
    built: dict[str, Node] = {node.fingerprint: node for node in walk(near)} if near else {}
    if fingerprint not in built:
        with _no_collection():
            for hash, payload, below in reversed(_levels(connection, fingerprint, built)):
                try:
                    built[hash] = from_payload(payload, hash, tuple([built[child] for child in below]))
                except (KeyError, ValueError, msgspec.DecodeError) as fault:
                    raise Unreadable(
                        f"an object cannot be understood ({fault})", title_in(payload)
                    ) from fault
    root = built[fingerprint]
    if not isinstance(root, Strategy):
        raise Unreadable("what its head points at is not a strategy")
    return root


@contextmanager
def _no_collection() -> Generator[None]:
    """Spares Python from looking for cycles among tens of thousands of new values that can have none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


Stored = tuple[str, bytes, tuple[str, ...]]


def _levels(connection: Connection, fingerprint: str, known: Container[str]) -> list[Stored]:
    """Every object below a root that is not known, holders before what they hold: hash, payload, children's hashes."""
    found: list[Stored] = []
    seen: set[str] = set()
    wanted: dict[str, str] = {fingerprint: ""}
    while wanted:
        payloads = fetched(connection, wanted)
        seen.update(wanted)
        lower: dict[str, str] = {}
        for hash, under in wanted.items():
            payload = payloads.get(hash)
            if payload is None:
                raise Unreadable("an object is missing", under)
            if hashlib.sha256(payload).hexdigest() != hash:
                raise Unreadable("an object was altered after it was written", title_in(payload) or under)
            below = _below(payload) if _HOLDS_BELOW in payload else ()
            found.append((hash, payload, below))
            if below:
                title = title_in(payload) or under
                lower.update((child, title) for child in below if child not in known and child not in seen)
        wanted = lower
    return found


def _below(payload: bytes) -> tuple[str, ...]:
    try:
        return below_of(payload)
    except (ValueError, msgspec.DecodeError) as fault:
        raise Unreadable(f"an object cannot be understood ({fault})", title_in(payload)) from fault


def fetched(connection: Connection, hashes: Iterable[str]) -> dict[str, bytes]:
    """The payloads of those objects that are there."""
    found: dict[str, bytes] = {}
    for chunk in chunks(hashes):
        found.update((hash, payload) for hash, payload in connection.execute(_IN, {"hashes": chunk}).all())
    return found


def chunks(names: Iterable[str]) -> Iterator[Sequence[str]]:
    """The names in portions that fit one statement."""
    left = iter(names)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def picture_digests(payloads: Iterable[bytes]) -> set[str]:
    """The digests of all pictures that payloads show."""
    return {digest.decode() for digest in _PICTURE.findall(b"\n".join(payloads))}


_TITLE = re.compile(rb'"title":"((?:[^"\\]|\\.)*)"')


def title_in(payload: bytes) -> str:
    """A node's title as far as a payload tells it, also where the payload is damaged; empty where it tells none."""
    found = _TITLE.search(payload)
    if not found:
        return ""
    try:
        return msgspec.json.decode(b'"' + found[1] + b'"', type=str)
    except (msgspec.DecodeError, ValueError):
        return found[1].decode("utf-8", "replace")
