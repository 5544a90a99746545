"""A strategy with the pictures it shows, as one value, and its canonical JSON file. Imports other models only."""

import base64
import hashlib

import msgspec
from msgspec import Struct

from app.models.errors import Refused
from app.models.nodes import CANONICAL, Strategy
from app.models.text import Picture, pictures
from app.models.tree import problems, rich_fields, walk

FORMAT = "engross-strategy"


class Content(Struct, frozen=True):
    """A strategy's tree and the bytes of its pictures by SHA-256 (hex)."""

    root: Strategy
    pictures: dict[str, bytes] = {}

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the tree; pictures are covered, for the tree names them by digest."""
        return self.root.fingerprint


class _File(Struct, frozen=True):
    root: Strategy
    format: str = FORMAT
    schema: int = 1
    fingerprint: str = ""
    pictures: dict[str, str] = {}


def digest_of(picture: bytes) -> str:
    """The name a picture goes by: SHA-256 of its bytes, in hex."""
    return hashlib.sha256(picture).hexdigest()


def pictures_in(root: Strategy) -> dict[str, Picture]:
    """Every picture the tree shows, by digest."""
    return {
        picture.digest: picture
        for node in walk(root)
        for _, blocks in rich_fields(node)
        for picture in pictures(blocks)
    }


def content_json(content: Content) -> bytes:
    """The canonical JSON file: the same bytes for the same content."""
    encoded = {d: base64.b64encode(b).decode("ascii") for d, b in sorted(content.pictures.items())}
    return CANONICAL.encode(_File(content.root, fingerprint=content.fingerprint, pictures=encoded))


def content_from_json(data: bytes) -> Content:
    """The content of a canonical JSON file. Raises Refused where it is none, or was altered by hand."""
    try:
        file = msgspec.json.decode(data, type=_File)
        found = {d: base64.b64decode(b, validate=True) for d, b in file.pictures.items()}
    except (msgspec.DecodeError, ValueError, RecursionError) as fault:
        raise Refused(
            "This is not an Engross content file, or it was cut short; choose a Word, Markdown or text document, or"
            " export the JSON file again from its library."
        ) from fault
    if file.format != FORMAT or file.schema != 1:
        raise Refused("This content file was written by a newer Engross; update this one to read it.")
    if fault := next(problems(file.root), None):
        raise Refused(f"This content file is faulty: {fault}. Export it again from its library.")
    if any(digest_of(picture) != digest for digest, picture in found.items()):
        raise Refused("A picture in this content file was altered; export it again from its library.")
    if file.fingerprint and file.fingerprint != file.root.fingerprint:
        raise Refused(
            "The text in this content file was altered after it was written; export it again from its library."
        )
    return Content(file.root, found)
