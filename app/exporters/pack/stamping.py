"""What a pack adds to the pages of its parts: running numbers, a notice at the head, and blank pages.

All of it is marked as page furniture, which screen readers pass over (ISO 14289-1, 7.1). Knows nothing of sources.
"""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from app.exporters.pack.syntax import hexed
from app.exporters.pdf.fonts import Fonts
from app.exporters.pdf.writer import PdfFile, Ref, number

RESOURCE = b"/EngrossPack"
Place = Literal["bottom centre", "bottom right", "top right"]
A4 = (0.0, 0.0, 595.276, 841.89)
EDGE = 18.0
SIDE = 36.0
NOTICE_SIZE = 9.0
BLANK_SIZE = 12.0

Box = tuple[float, float, float, float]


class Stamp(Struct, frozen=True):
    """How pages are numbered: words with {page}, where they stand, their size in points; what blank pages say."""

    words: str = "Page {page}"
    place: Place = "bottom centre"
    size: float = 10
    blank: str = "This page is intentionally left blank"


class Stamper:
    """Writes stamps in one typeface, which is embedded once for the whole pack."""

    def __init__(self, stamp: Stamp) -> None:
        self._stamp = stamp
        self._face = Fonts("Liberation Sans").face(True, False)

    def page(self, box: Box, turned: int, label: str, notice: str, blank: bool = False) -> bytes:
        """The operators of a page's stamps; `label` is its number as shown, empty for none."""
        wide, high = _seen(box, turned)
        said: list[bytes] = []
        if blank:
            said.append(self._line(self._stamp.blank, BLANK_SIZE, wide, high / 2, "centre", "Layout"))
        if notice:
            said += [
                self._line(line, NOTICE_SIZE, wide, high - EDGE - 2 - at * 11, "centre", "Header")
                for at, line in enumerate(self._broken(notice, wide - 2 * SIDE))
            ]
        if label:
            where, _, side = self._stamp.place.partition(" ")
            y = EDGE if where == "bottom" else high - EDGE - self._stamp.size
            words = self._stamp.words.replace("{page}", label)
            kind = "Footer" if where == "bottom" else "Header"
            said.append(self._line(words, self._stamp.size, wide, y, side, kind))
        return b"q %b cm %b Q" % (_matrix(box, turned), b" ".join(said)) if said else b""

    def font(self, file: PdfFile, notices: Iterable[str]) -> Ref:
        """Writes the typeface with the signs of all that will be said, and any number."""
        said = (self._stamp.words, self._stamp.blank, "0123456789 ?", *notices)
        self._face[self._known("".join(said))]
        return self._face.embed(file)

    def _width(self, words: str, size: float) -> float:
        return self._face[words] * size / self._face.units

    def _known(self, words: str) -> str:
        return "".join(sign if sign in self._face.signs else "?" for sign in words)

    def _broken(self, words: str, width: float) -> list[str]:
        lines = [""]
        for word in self._known(words).split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self._width(longer, NOTICE_SIZE) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines[:3]

    def _line(self, words: str, size: float, wide: float, y: float, side: str, kind: str) -> bytes:
        known = self._known(words)
        width = self._width(known, size)
        x = (wide - width) / 2 if side == "centre" else wide - SIDE - width
        about = "/Type/Layout" if kind == "Layout" else f"/Type/Pagination/Subtype/{kind}"
        return b"/Artifact<<%b>>BDC BT 0 g %b %b Tf %b %b Td %b Tj ET EMC" % (
            about.encode("ascii"),
            RESOURCE,
            number(size),
            number(x),
            number(y),
            hexed(self._face.encode(known)),
        )


def _seen(box: Box, turned: int) -> tuple[float, float]:
    """Width and height of a page as it is seen."""
    wide, high = box[2] - box[0], box[3] - box[1]
    return (high, wide) if turned % 180 else (wide, high)


def _matrix(box: Box, turned: int) -> bytes:
    """From places on the page as it is seen to places of its own (ISO 32000-1, 7.7.3.3: turned clockwise)."""
    left, low, right, high = box
    turns = {
        0: (1, 0, 0, 1, left, low),
        90: (0, 1, -1, 0, right, low),
        180: (-1, 0, 0, -1, right, high),
        270: (0, -1, 1, 0, left, high),
    }
    return b" ".join(number(each) for each in turns[turned])
