"""Nodes as stored objects: each node's canonical JSON under its fingerprint, shared by every tree that holds it.

How a tree is made of them stands in `payloads`. Imports SQLAlchemy Core, never its ORM.
"""

from collections.abc import Container, Iterable

from sqlalchemy import Connection, bindparam, select, text

from app.models.nodes import Node, Strategy
from app.store.payloads import as_bytes, built, chunks
from app.store.tables import object_

_IN = select(object_.c.hash, object_.c.payload).where(object_.c.hash.in_(bindparam("hashes", expanding=True)))
_PUT = text("INSERT INTO object (hash, payload) VALUES (:hash, :payload) ON CONFLICT DO NOTHING")


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
    return built(lambda hashes: fetched(connection, hashes), fingerprint, near)


def fetched(connection: Connection, hashes: Iterable[str]) -> dict[str, bytes]:
    """The payloads of those objects that are there."""
    found: dict[str, bytes] = {}
    for chunk in chunks(hashes):
        rows = connection.execute(_IN, {"hashes": chunk}).all()
        found.update((hash, as_bytes(payload)) for hash, payload in rows)
    return found
