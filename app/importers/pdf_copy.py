"""Reads back from a PDF file of ours what it says of itself and the canonical content inside. Imports models only."""

import io
from typing import Any, cast

from msgspec import Struct

from app.models.errors import Refused

KEY = "Engross"


class PdfCopy(Struct, frozen=True):
    """What a PDF file written by Engross says of itself: which strategy, version and fingerprint it is a copy of."""

    strategy: str
    version: str
    fingerprint: str
    house: str


def _catalogue(pdf: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(pdf))
        return cast("dict[str, Any]", reader.root_object), dict(reader.metadata or {})
    except (PyPdfError, ValueError, KeyError, TypeError, OSError, RecursionError) as fault:
        raise Refused(f"This is not a readable PDF file ({fault}); ask for a fresh copy of it.") from fault


def read_content(pdf: bytes) -> bytes | None:
    """The canonical content inside a PDF file of ours, or None where it holds none.

    Raises Refused where the bytes are no readable PDF file.
    """
    node: Any = _catalogue(pdf)[0]
    for step in ("/PieceInfo", f"/{KEY}", "/Private"):
        node = node.get(step) if hasattr(node, "get") else None
        node = node.get_object() if hasattr(node, "get_object") else node
    return cast("bytes", node.get_data()) if hasattr(node, "get_data") else None


def read_copy(pdf: bytes) -> PdfCopy | None:
    """What a PDF file says of itself, or None where Engross did not write it. Raises Refused on an unreadable file."""
    properties = _catalogue(pdf)[1]
    if f"/{KEY}Fingerprint" not in properties:
        return None

    def said(name: str) -> str:
        return str(properties.get(f"/{KEY}{name}", ""))

    return PdfCopy(said("Strategy"), said("Version"), said("Fingerprint"), said("House"))
