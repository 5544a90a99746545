"""The pictures of a library: their bytes under their SHA-256, shared by all trees. SQLAlchemy Core only."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select, text

from app.models.content import digest_of
from app.models.errors import Refused
from app.models.nodes import Strategy
from app.models.tree import walk
from app.store.payloads import as_bytes, chunks, picture_digests
from app.store.rows import Damaged
from app.store.tables import picture

_PUT = text(
    "INSERT INTO picture (digest, media_type, bytes) VALUES (:digest, :media_type, :bytes) ON CONFLICT DO NOTHING"
)
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)


def media_type(data: bytes) -> str:
    """What kind of picture some bytes are, by how they begin."""
    for signature, type in _SIGNATURES:
        if data.startswith(signature):
            return type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/svg+xml" if b"<svg" in data[:1000] else "application/octet-stream"


def put(connection: Connection, given: Mapping[str, bytes], fresh: Mapping[str, bytes]) -> None:
    """Stores those of `given` that the new payloads show. Raises Refused where one is shown that nobody has."""
    shown = picture_digests(fresh.values())
    for digest in sorted(shown & given.keys()):
        if digest_of(given[digest]) != digest:
            raise Refused("A picture was altered on its way into the library; add it again.")
        row = {"digest": digest, "media_type": media_type(given[digest]), "bytes": given[digest]}
        connection.execute(_PUT, row)
    if missing := (shown - given.keys()) - _there(connection, shown - given.keys()):
        raise Refused(f"{len(missing)} of the pictures shown did not come with the text; add them again.")


def _there(connection: Connection, digests: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for chunk in chunks(digests):
        found.update(
            connection.execute(select(picture.c.digest).where(picture.c.digest.in_(chunk))).scalars()
        )
    return found


def shown_in(connection: Connection, root: Strategy) -> dict[str, bytes]:
    """The bytes of every picture in a tree, by digest. Raises Damaged where one is lost or altered."""
    wanted = picture_digests(node.payload for node in walk(root))
    found = _stored(connection, wanted)
    if any(digest not in found or digest_of(found[digest]) != digest for digest in wanted):
        raise Damaged("a picture is lost or was altered after it was stored")
    return found


def shown_by(connection: Connection, texts: Iterable[str]) -> dict[str, bytes]:
    """The bytes of every stored picture that texts in JSON show, by digest."""
    return _stored(connection, picture_digests(text.encode() for text in texts))


def _stored(connection: Connection, wanted: Iterable[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for chunk in chunks(sorted(wanted)):
        rows = connection.execute(
            select(picture.c.digest, picture.c.bytes).where(picture.c.digest.in_(chunk))
        )
        found.update((digest, as_bytes(data)) for digest, data in rows)
    return found
