"""Words to lines: cleans text, chooses faces, measures words and breaks lines greedily. Knows nothing of pages.

Widths inside are font units, as whole numbers, so that no rounding decides where a line breaks.
"""

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate
from typing import Literal

from msgspec import Struct

from app.exporters.pdf.fonts import REPLACEMENT, Face, Fonts
from app.exporters.pdf.page import Target
from app.exporters.pdf.tags import Element


class TextStyle(Struct, frozen=True):
    """How a paragraph looks; lengths in points, `colour` as three operands. `keep` holds it to what follows."""

    size: float
    leading: float
    colour: bytes
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    left: float = 0
    right: float = 0
    align: Literal["left", "right", "centre"] = "left"
    keep: bool = False
    capitals: bool = False
    bar: bytes = b""

    @property
    def rise(self) -> float:
        """From the top of a line down to its base line."""
        return self.leading / 2 + 0.345 * self.size


Stroke = Literal["", "under", "through", "dotted"]


class Ink:
    """How a piece of text is drawn and to which element it belongs (None: to its paragraph's).

    `actual` is the sign that no face holds, where a replacement is drawn for it. Compared by identity.
    """

    __slots__ = ("actual", "colour", "element", "face", "line", "target")

    def __init__(
        self,
        face: Face,
        colour: bytes,
        element: Element | None = None,
        line: Stroke = "",
        target: Target = "",
        actual: str = "",
    ) -> None:
        self.face = face
        self.colour = colour
        self.element = element
        self.line: Stroke = line
        self.target = target
        self.actual = actual

    @property
    def adorned(self) -> bool:
        """Whether drawing it takes more than its words."""
        return bool(self.element is not None or self.line or self.target or self.actual)


Piece = tuple[Ink, str]
Line = tuple[list[Piece], int]
"""The pieces of a line and its width without the space at its end."""

_BULLETS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0FC: "✓", 0xF0D8: "➢", 0xF0A8: "☐", 0xF0FE: "☑"}
_KEPT_SPACES = "\u00a0\u2007\u202f"
# Between letters only: a range of years or a minus sign is not torn apart.
_SEAM = re.compile(r"(?<=[^\W\d_]{2}[-‐–—/@])(?=[^\W_]{2})|(?<=[^\W_]{3}[._&=?])(?=[^\W_]{3})")


class _Cleaning(dict[int, str]):
    def __missing__(self, code: int) -> str:
        sign = chr(code)
        kind = unicodedata.category(sign)
        if kind in ("Zl", "Zp") or sign in "\n\v\f\x85":
            clean = "\n"
        elif kind == "Zs" or sign == "\t":
            clean = "\u00a0" if sign in _KEPT_SPACES else " "
        elif kind in ("Cc", "Cf"):
            clean = ""
        elif kind == "Cs" or (code & 0xFFFE) == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
            clean = REPLACEMENT
        else:
            clean = _BULLETS.get(code, REPLACEMENT) if kind == "Co" else sign
        self[code] = clean
        return clean


def cleaned(text: str) -> str:
    """Text in NFC without control and formatting signs; other spaces are spaces, other line ends are line ends."""
    if not text.isprintable():
        text = text.translate(_Cleaning())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def inked(text: str, ink: Ink, fonts: Fonts, bold: bool, italic: bool) -> list[Piece]:
    """Clean text in pieces, each in a face that holds its signs. `ink` carries the face of this look."""
    if not text:
        return []
    if text.isascii() or ink.face.signs.issuperset(text):
        return [(ink, text)]
    other = fonts.face(bold, italic, stand_in=True)
    stand_in = Ink(other, ink.colour, ink.element, ink.line, ink.target)
    pieces: list[Piece] = []
    for sign in text:
        if sign in ink.face.signs or sign == "\n":
            chosen = ink
        elif sign in other.signs:
            chosen = stand_in
        else:
            chosen = Ink(other, ink.colour, ink.element, ink.line, ink.target, sign)
            sign = REPLACEMENT
        if pieces and pieces[-1][0] is chosen:
            pieces[-1] = (chosen, pieces[-1][1] + sign)
        else:
            pieces.append((chosen, sign))
    return pieces


def break_lines(pieces: list[Piece], width: int) -> list[Line]:
    """The pieces of one paragraph in lines at most `width` wide, none at all for a paragraph without words."""
    if len(pieces) == 1:
        ink, text = pieces[0]
        lines: list[Line] = []
        for part in text.split("\n") if "\n" in text else (text,):
            lines += _plain_lines(part, ink, width)
        return lines
    return _mixed_lines(pieces, width)


def _plain_lines(text: str, ink: Ink, width: int) -> list[Line]:
    words = [word for word in text.split(" ") if word]
    face = ink.face
    space = face.space
    widths = [face[word] for word in words]
    ends = list(accumulate(own + space for own in widths))
    lines: list[Line] = []
    start = offset = 0
    last = len(words)
    while start < last:
        stop = bisect_right(ends, offset + width + space, start)
        line = " ".join(words[start:stop])
        used = ends[stop - 1] - offset - space if stop > start else 0
        if stop == last:
            lines.append(([(ink, line)], used))
            break
        head, tail = _broken(words[stop], face, width - used - (space if line else 0), whole=not line)
        if head:
            lines.append(
                ([(ink, f"{line} {head}" if line else head)], used + face[head] + (space if line else 0))
            )
            if not tail:
                stop += 1
                offset = ends[stop - 1]
            else:
                words[stop] = tail
                offset = ends[stop] - space - face[tail]
        else:
            lines.append(([(ink, line + " ")], used))
            offset = ends[stop - 1]
        start = stop
    return lines


def _broken(word: str, face: Face, room: int, whole: bool) -> tuple[str, str]:
    """A word parted at a seam (or, if it has a `whole` line to itself, anywhere) so that its head fits in `room`."""
    if not word.isalpha():
        for seam in reversed(list(_SEAM.finditer(word))):
            if face[word[: seam.start()]] <= room:
                return word[: seam.start()], word[seam.start() :]
    if not whole:
        return "", word
    widths = list(accumulate(face[sign] for sign in word))
    at = max(1, bisect_right(widths, room))
    return word[:at], word[at:]


Word = list[Piece]


def _words(pieces: list[Piece]) -> list[tuple[Word, Ink | None]]:
    """The words, each with the ink of the space after it; None: the line ends after it."""
    words: list[tuple[Word, Ink | None]] = []
    word: Word = []
    for ink, text in pieces:
        for part in re.split(r"([ \n])", text):
            if part == "\n":
                words.append((word, None))
                word = []
            elif part == " ":
                if word:
                    words.append((word, ink))
                    word = []
            elif part:
                word.append((ink, part))
    words.append((word, None))
    return words


def _mixed_lines(pieces: list[Piece], width: int) -> list[Line]:
    lines: list[Line] = []
    line: list[Piece] = []
    used = 0
    space: Ink | None = None
    for word, after in _words(pieces):
        own = sum(ink.face[text] for ink, text in word)
        gap = space.face.space if space is not None and line else 0
        if line and word and used + gap + own > width:
            _add(line, space, " ")
            lines.append((line, used))
            line, used, gap = [], 0, 0
        if line and word and space is not None:
            _add(line, space, " ")
        if own > width:
            word, own = _squeezed(word, width, lines)
        for ink, text in word:
            _add(line, ink, text)
        used += gap + own
        space = after
        if after is None and line:
            lines.append((line, used))
            line, used = [], 0
    return lines


def _squeezed(word: Word, width: int, lines: list[Line]) -> tuple[Word, int]:
    """Ends lines within a word that is wider than a whole line. Returns what is left of it for the next."""
    line: list[Piece] = []
    used = 0
    for ink, text in word:
        for sign in text:
            own = ink.face[sign]
            if line and used + own > width:
                lines.append((line, used))
                line, used = [], 0
            _add(line, ink, sign)
            used += own
    return line, used


def _add(line: list[Piece], ink: Ink | None, text: str) -> None:
    if ink is None:
        return
    if line and line[-1][0] is ink:
        line[-1] = (ink, line[-1][1] + text)
    else:
        line.append((ink, text))
