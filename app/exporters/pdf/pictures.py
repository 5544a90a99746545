"""Pictures as image objects: JPEG as it is, anything else as samples with its transparency. Knows nothing of documents.

A picture that cannot be read is no reason to lose a document: it has no image, and its words stand in its place.
"""

import io
import warnings
from collections.abc import Mapping

from msgspec import Struct

from app.exporters.pdf.writer import PdfFile, Ref, ref

POINTS_PER_PIXEL = 72 / 96
"""Pictures whose width nobody has said are shown at 96 pixels to the inch, as by Word and browsers."""


class Picture(Struct, frozen=True):
    """A picture that can be drawn: its resource name and its size in pixels."""

    resource: bytes
    width: int
    height: int

    def fitted(self, width: float, most_width: float, most_height: float) -> tuple[float, float]:
        """Width and height in points: `width` if it is not nought, scaled down to fit."""
        wanted = width or self.width * POINTS_PER_PIXEL
        scale = min(wanted, most_width) / self.width
        scale = min(scale, most_height / self.height)
        return self.width * scale, self.height * scale


class _Samples(Struct, frozen=True):
    """An image's own dictionary entries and bytes; `alpha` is its transparency, one byte to the pixel."""

    size: tuple[int, int]
    entries: bytes
    data: bytes
    packed: bool
    alpha: bytes = b""


class Pictures:
    """The pictures of one document, each read on first use. `sources` are their files by digest."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self._sources = sources
        self._samples: dict[str, _Samples | None] = {}

    def placed(self, digest: str) -> Picture | None:
        """The picture of a digest; None if there is none or it cannot be read."""
        if digest not in self._samples:
            self._samples[digest] = _samples(self._sources[digest]) if digest in self._sources else None
        found = self._samples[digest]
        if found is None:
            return None
        place = list(self._samples).index(digest)
        return Picture(b"I%d" % place, *found.size)

    def embed(self, file: PdfFile) -> bytes:
        """Writes the pictures that were used. Returns the dictionary of image resources."""
        entries: list[bytes] = []
        for place, samples in enumerate(self._samples.values()):
            if samples is not None:
                entries.append(b"/I%d %b" % (place, ref(_embedded(file, samples))))
        return b"<<%b>>" % b"".join(entries)


def _embedded(file: PdfFile, samples: _Samples) -> Ref:
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d" % samples.size
    own = samples.entries
    if samples.alpha:
        mask = file.stream(entries + b"/ColorSpace/DeviceGray/BitsPerComponent 8", samples.alpha)
        own += b"/SMask %b" % ref(mask)
    return file.stream(entries + own, samples.data, compressed=not samples.packed)


def _samples(source: bytes) -> _Samples | None:
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            image = Image.open(io.BytesIO(source))
            turned = image.getexif().get(0x0112, 1) != 1
            if image.format == "JPEG" and image.mode in ("L", "RGB") and not turned:
                space = b"/ColorSpace/DeviceGray" if image.mode == "L" else b"/ColorSpace/DeviceRGB"
                entries = space + b"/BitsPerComponent 8/Filter/DCTDecode"
                image.draft(image.mode, (8, 8))
                image.load()
                size = Image.open(io.BytesIO(source)).size
                return _Samples(size, entries, source, packed=True)
            image = ImageOps.exif_transpose(image)
            clear = "A" in image.getbands() or "transparency" in image.info
            full = image.convert("RGBA" if clear else "RGB")
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError, MemoryError):
        return None
    entries = b"/ColorSpace/DeviceRGB/BitsPerComponent 8"
    alpha = full.getchannel("A").tobytes() if clear else b""
    return _Samples(full.size, entries, full.convert("RGB").tobytes(), packed=False, alpha=alpha)
