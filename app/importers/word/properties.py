"""What a Word file says of itself, and the content that an Engross export carries inside. Imports this package only."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from app.importers.word.package import Package

CONTENT_NAMESPACE = b"urn:engross:content:1"
_ROOT = re.compile(rb"<(?:\w+:)?\w+\s[^<>]*urn:engross:content:1[^<>]*>")
_HEAD = 2_000
_LONGEST = 2_000
_MOST_CUSTOM = 300
_CORE = ("title", "subject", "creator", "keywords", "description", "lastModifiedBy", "created", "modified",
         "category", "contentStatus", "language", "revision", "version")  # fmt: skip
_APPLICATION = {
    "Company": "company",
    "Manager": "manager",
    "Application": "application",
    "Template": "template",
}


def _local(tag: object) -> str:
    return str(tag).rsplit("}", 1)[-1]


def properties_of(package: Package) -> dict[str, str]:
    """Title, creator, dates, company and custom properties as text."""
    found: dict[str, str] = {}
    for relationship in package.relationships("").values():
        if relationship.external:
            continue
        if relationship.kind == "core-properties":
            _add_core(package.root(relationship.target), found)
        elif relationship.kind == "extended-properties":
            _add_application(package.root(relationship.target), found)
        elif relationship.kind == "custom-properties":
            _add_custom(package.root(relationship.target), found)
    return found


def _add_core(root: "etree._Element | None", found: dict[str, str]) -> None:
    for child in root if root is not None else ():
        name = _local(child.tag)
        if name in _CORE and child.text and child.text.strip():
            found[name] = child.text.strip()[:_LONGEST]


def _add_application(root: "etree._Element | None", found: dict[str, str]) -> None:
    for child in root if root is not None else ():
        name = _APPLICATION.get(_local(child.tag))
        if name and child.text and child.text.strip():
            found[name] = child.text.strip()[:_LONGEST]


def _add_custom(root: "etree._Element | None", found: dict[str, str]) -> None:
    for child in list(root)[:_MOST_CUSTOM] if root is not None else ():
        name = child.get("name")
        value = "".join(str(text) for text in child.itertext()).strip()
        if name and value:
            found[name[:255]] = value[:_LONGEST]


def content_of(package: Package) -> bytes:
    """The canonical JSON that an Engross export carries; empty where there is none or it cannot be unpacked.

    The text of the custom XML part is base64 of zlib-compressed JSON. It is not parsed as XML, for it may be longer
    than the parser lets one text be.
    """
    for part in package.names("customXml/"):
        if not part.endswith(".xml") or "itemprops" in part or package.size(part) > package.limits.content:
            continue
        pieces = package.chunks(part)
        head = next(pieces, b"")
        if CONTENT_NAMESPACE in head[:_HEAD]:
            return _unpacked(head, pieces, package.limits.content)
    return b""


def _unpacked(head: bytes, pieces: Iterator[bytes], most: int) -> bytes:
    """Unpacks piece by piece, so that a large strategy needs its own room only."""
    start = _ROOT.search(head[: 2 * _HEAD])
    if start is None:
        return b""
    unpacker = zlib.decompressobj()
    content = bytearray()
    rest = b""
    try:
        for piece in chain((head[start.end() :],), pieces):
            letters = rest + b"".join(piece.partition(b"<")[0].split())
            whole = len(letters) - len(letters) % 4
            rest = letters[whole:]
            content += unpacker.decompress(
                base64.b64decode(letters[:whole], validate=True), most - len(content) + 1
            )
            if len(content) > most or unpacker.unconsumed_tail:
                return b""
            if unpacker.eof or b"<" in piece:
                break
    except (binascii.Error, ValueError, zlib.error):
        return b""
    return bytes(content) if unpacker.eof else b""
