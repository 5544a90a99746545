"""Pictures inside a Word file: their kind, size and drawing element. Imports document only.

Kinds that Word cannot show, and bytes that are no picture, are shown by their alternative text instead.
"""

import io
import struct

from msgspec import Struct

from app.document.anchors import DRAWN
from app.exporters.docx.escape import attribute

_EMU_PER_MM = 36000
_EMU_PER_TWIP = 635
_DPI = 96
_KINDS = {
    "PNG": "png",
    "JPEG": "jpeg",
    "GIF": "gif",
    "BMP": "bmp",
    "TIFF": "tiff",
    "EMF": "x-emf",
    "WMF": "x-wmf",
}


class Drawn(Struct, frozen=True):
    """A picture as it is kept in the package: its relationship, its file's suffix, bytes and size in pixels.

    A `generated` one bears a name that tells readers to leave it out.
    """

    id: str
    suffix: str
    data: bytes
    wide: int
    high: int
    generated: bool = False


def taken(id: str, data: bytes) -> Drawn | None:
    """The picture ready for the package; None where Word could not show these bytes."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and len(data) > 24:
        wide, high = struct.unpack(">II", data[16:24])
        return Drawn(id, "png", data, wide, high) if wide and high else None
    return _by_pillow(id, data)


def _by_pillow(id: str, data: bytes) -> Drawn | None:
    from PIL import Image, UnidentifiedImageError  # costs more to import than most documents to write

    try:
        with Image.open(io.BytesIO(data)) as image:
            suffix = _KINDS.get(image.format or "")
            if suffix:
                return Drawn(id, suffix, data, image.width, image.height)
            converted = io.BytesIO()
            image.convert("RGBA").save(converted, "PNG")
            return Drawn(id, "png", converted.getvalue(), image.width, image.height)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def drawing(picture: Drawn, number: int, alt: str, width_mm: float, most: tuple[int, int]) -> tuple[str, int]:
    """The drawing element of a picture no larger than `most` (twips), and its height in twips."""
    wide = width_mm * _EMU_PER_MM or picture.wide * 914400 / _DPI
    high = wide * picture.high / picture.wide
    scale = min(1.0, most[0] * _EMU_PER_TWIP / wide, most[1] * _EMU_PER_TWIP / high)
    wide, high = max(1, round(wide * scale)), max(1, round(high * scale))
    name = f"{DRAWN} {number}" if picture.generated else f"Picture {number}"
    named = f'id="{number}" name="{name}" descr="{attribute(alt)}"'
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f"<wp:docPr {named}/><wp:cNvGraphicFramePr>"
        '<a:graphicFrameLocks xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" noChangeAspect="1"/>'
        '</wp:cNvGraphicFramePr><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{picture.id}"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>",
        high // _EMU_PER_TWIP,
    )
