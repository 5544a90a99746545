"""Pictures from their bytes: how they look, how large they are, and what is kept of a file. Imports Qt only.

Only kinds that are nothing but points are read: Qt would open whatever file of the computer an SVG names.
"""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QImageWriter

_KINDS = (
    (0, b"\x89PNG\r\n\x1a\n", "png"), (0, b"\xff\xd8\xff", "jpeg"), (0, b"GIF8", "gif"), (0, b"BM", "bmp"),
    (8, b"WEBP", "webp"), (0, b"II*\0", "tiff"), (0, b"MM\0*", "tiff"),
)  # fmt: skip
_KEPT = frozenset(("png", "jpeg", "gif", "webp"))
"""The kinds that everything a document is exported to can show; the others become PNG."""

PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"))
"""How the names of files end that are taken for pictures."""

LARGEST_PICTURE = 20_000_000
"""How many bytes a file of a picture may have."""

MOST_MEGAPIXELS = 64
"""How many Qt reads, of four bytes each, unless it is told otherwise."""

QUALITY = 92
"""Of a JPEG that is turned upright, of 100."""


def picture_file(source: QMimeData) -> Path | None:
    """The one picture among files, as dragged from a file manager; None for any other or more."""
    if source.hasImage() or len(source.urls()) != 1 or not source.urls()[0].isLocalFile():
        return None
    file = Path(source.urls()[0].toLocalFile())
    return file if file.suffix.lower() in PICTURES else None


def picture_bytes(file: Path) -> bytes:
    """What a picture's file holds; nothing where it cannot be read or is too large."""
    try:
        return file.read_bytes() if file.stat().st_size <= LARGEST_PICTURE else b""
    except OSError:
        return b""


def image_of(data: bytes, widest: int = 0) -> QImage:
    """The picture, turned as its camera said, at most `widest` points wide; a null one for bytes that are none, or that
    are a picture of too many points.
    """
    reader, _held = _reader(data)
    reader.setAutoTransform(True)
    size = _turned(reader)
    if size.width() * size.height() > MOST_MEGAPIXELS * 1_000_000:
        return QImage()
    if 0 < widest < size.width():
        size = QSize(widest, max(round(size.height() * widest / size.width()), 1))
        reader.setScaledSize(size.transposed() if _lies(reader) else size)
    return reader.read()


def size_of(data: bytes) -> QSize:
    """How many points wide and high a picture is as it is shown; empty for bytes that are none."""
    reader, _held = _reader(data)
    return _turned(reader)


def kept_of(data: bytes) -> bytes:
    """What is kept of a picture's file: as it is, or upright and of a kind that everybody can show.

    Empty for bytes that are no picture.
    """
    image = image_of(data)
    if image.isNull():
        return b""
    kind = _kind(data)
    reader, _held = _reader(data)
    upright = reader.transformation() == QImageIOHandler.Transformation.TransformationNone
    if upright and kind in _KEPT:
        return data
    return written(image, "jpeg" if kind == "jpeg" else "png")


def written(image: QImage, kind: str) -> bytes:
    """A picture as a file of a kind."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    writer.setQuality(QUALITY if kind == "jpeg" else -1)
    writer.write(image)
    return bytes(data.data())


def _kind(data: bytes) -> str:
    return next((kind for at, start, kind in _KINDS if data[at : at + len(start)] == start), "")


def _reader(data: bytes) -> tuple[QImageReader, QBuffer]:
    """What reads bytes as the kind they begin like, and as no other; and what it reads from, to be held as long."""
    kind, buffer = _kind(data), QBuffer()
    buffer.setData(QByteArray(data if kind else b""))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setDecideFormatFromContent(False)
    return reader, buffer


def _lies(reader: QImageReader) -> bool:
    """Whether a picture is turned by a right angle before it is shown."""
    quarter = QImageIOHandler.Transformation.TransformationRotate90
    return bool(reader.transformation() & quarter)


def _turned(reader: QImageReader) -> QSize:
    size = reader.size()
    return size.transposed() if _lies(reader) else size
