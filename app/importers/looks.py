"""How a picture looks, so that two can be told to be the same though a program wrote one of them anew.

Programs that save or print a copy write its pictures in other formats, smaller, in grey where they are grey, with the
noise of JPEG; all that moves a picture's edges by a point at the most. Another digit does more. Imports nothing of
Engross.
"""

from __future__ import annotations

import io
import warnings
import zlib
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 640
"""The longer side that pictures are brought down to before they are compared."""
MOST_NOISE = 85
"""How far, of 255, a point may lie outside those around it in the other picture. Measured: copies saved again with JPEG
at a quality of 50 and half the points reach 78, another digit 27 points high in a line of small print from 122."""
MOST_COARSE = 200
"""The same for a copy with less than half the points, in which small print runs together and nobody can read it."""
COARSE = 0.45
_MOST_APART = 0.06
_RGB = "RGB"

Likeness = Literal["same", "coarse", "other"]


class Look(Struct, frozen=True):
    """A picture's points, three bytes each and compressed, `wide` by `high`; `full` is how wide it was itself.

    One that cannot be read has no points.
    """

    wide: int = 0
    high: int = 0
    full: int = 0
    points: bytes = b""


def look_of(data: bytes) -> Look:
    """How a picture file looks."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                full = image.size
                image.draft(_RGB, (2 * SIDE, 2 * SIDE))
                turned = ImageOps.exif_transpose(image)
                wide = full[0] if (turned.width > turned.height) == (full[0] > full[1]) else full[1]
                return look_of_image(turned, wide)
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError, MemoryError):
        return Look()


def look_of_image(image: Image, full: int = 0) -> Look:
    """How a picture that was opened looks, on white paper."""
    from PIL import Image as Images

    full = full or image.width
    if "A" in image.getbands() or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Images.new("RGBA", clear.size, "white")
        paper.alpha_composite(clear)
        image = paper
    small = _within(image.convert(_RGB), SIDE)
    return Look(small.width, small.height, full, zlib.compress(small.tobytes(), 1))


def likeness(one: Look, other: Look) -> Likeness:
    """Whether two pictures look the same; "coarse" where they may, but one has too few points to tell."""
    if not one.points or not other.points or _apart(one, other) > _MOST_APART:
        return "other"
    left, right = _image(one), _image(other)
    size = min(left.size, right.size)
    difference = _difference(_sized(left, size), _sized(right, size))
    if min(one.full, other.full) < COARSE * min(max(one.full, other.full), 2 * SIDE):
        return "coarse" if difference <= MOST_COARSE else "other"
    return "same" if difference <= MOST_NOISE else "other"


def _apart(one: Look, other: Look) -> float:
    """How much the shapes differ, as a share; of pictures a few points high, by less than one point."""
    shape, against = one.wide / one.high, other.wide / other.high
    least = min(one.wide, one.high, other.wide, other.high)
    return max(0.0, abs(shape - against) / max(shape, against) - 1 / least)


def _image(look: Look) -> Image:
    from PIL import Image

    size = look.wide * look.high * 3
    points = zlib.decompressobj().decompress(look.points, size)
    return Image.frombytes(_RGB, (look.wide, look.high), points.ljust(size, b"\0"))


def _within(image: Image, side: int) -> Image:
    scale = side / max(image.size)
    if scale >= 1:
        return image
    return _sized(image, (max(1, round(image.width * scale)), max(1, round(image.height * scale))))


def _sized(image: Image, size: tuple[int, int]) -> Image:
    from PIL import Image as Images

    return image if image.size == size else image.resize(size, Images.Resampling.LANCZOS)


def _difference(one: Image, other: Image) -> int:
    """The most by which a point of either lies outside the points around it in the other."""
    from PIL import ImageChops

    outside = ImageChops.lighter(_outside(one, other), _outside(other, one))
    return max(at for band in outside.split() for at, count in enumerate(band.histogram()) if count)


def _outside(one: Image, other: Image) -> Image:
    from PIL import ImageChops, ImageFilter

    above = ImageChops.subtract(other, one.filter(ImageFilter.MaxFilter(3)))
    below = ImageChops.subtract(one.filter(ImageFilter.MinFilter(3)), other)
    return ImageChops.lighter(above, below)
