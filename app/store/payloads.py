"""Reading trees from stored payloads, wherever they come from: each node's canonical JSON under its fingerprint.

Reading walks from a tree's root downwards, one level at a time, and checks every payload against its fingerprint.
Imports models only, no SQLAlchemy, so that a strategy can be on show before the database is imported.
"""

import gc
import hashlib
import re
from collections.abc import Callable, Container, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import msgspec

from app.models.nodes import Node, Strategy, below_of, from_payload
from app.models.tree import walk
from app.store.rows import Damaged

CHUNK = 2000
# Inside a string of JSON every quote is escaped, so this can match nothing but a picture.
_PICTURE = re.compile(rb'"block":"picture","digest":"([0-9a-f]{64})"')
_HOLDS_BELOW = b'"below":['
_TITLE = re.compile(rb'"title":"((?:[^"\\]|\\.)*)"')
Fetch = Callable[[Iterable[str]], Mapping[str, bytes]]
Stored = tuple[str, bytes, tuple[str, ...]]


class Unreadable(Damaged):
    """An object is missing or is not as it was written; `under` is the title of the part that holds it."""

    def __init__(self, what: str, under: str = "") -> None:
        super().__init__(what)
        self.under = under


def built(fetch: Fetch, fingerprint: str, near: Node | None = None) -> Strategy:
    """The tree whose root has this fingerprint, sharing what it has in common with the tree `near`.

    `fetch` gives those payloads that there are of the fingerprints it is asked for.
    Raises Unreadable where an object is missing or is not what its fingerprint says.
    """
    made: dict[str, Node] = {node.fingerprint: node for node in walk(near)} if near else {}
    if fingerprint not in made:
        with _no_collection():
            for hash, payload, below in reversed(_levels(fetch, fingerprint, made)):
                try:
                    made[hash] = from_payload(payload, hash, tuple([made[child] for child in below]))
                except (KeyError, ValueError, msgspec.DecodeError) as fault:
                    raise Unreadable(
                        f"an object cannot be understood ({fault})", title_in(payload)
                    ) from fault
    root = made[fingerprint]
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


def _levels(fetch: Fetch, fingerprint: str, known: Container[str]) -> list[Stored]:
    """Every object below a root that is not known, holders before what they hold: hash, payload, children's hashes."""
    found: list[Stored] = []
    seen: set[str] = set()
    wanted: dict[str, str] = {fingerprint: ""}
    while wanted:
        payloads = fetch(wanted)
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


def as_bytes(stored: Any) -> bytes:
    """What stands in a column of bytes, also where one flipped bit in the row's head makes text of it."""
    return stored.encode("utf-8", "replace") if isinstance(stored, str) else bytes(stored or b"")


def chunks(names: Iterable[str]) -> Iterator[Sequence[str]]:
    """The names in portions that fit one statement."""
    left = iter(names)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def picture_digests(payloads: Iterable[bytes]) -> set[str]:
    """The digests of all pictures that payloads show."""
    return {digest.decode() for digest in _PICTURE.findall(b"\n".join(payloads))}


def title_in(payload: bytes) -> str:
    """A node's title as far as a payload tells it, also where the payload is damaged; empty where it tells none."""
    found = _TITLE.search(payload)
    if not found:
        return ""
    try:
        return msgspec.json.decode(b'"' + found[1] + b'"', type=str)
    except (msgspec.DecodeError, ValueError):
        return found[1].decode("utf-8", "replace")
