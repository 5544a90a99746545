"""The words of a page by its own operators (ISO 32000-1, 9.4), read many times faster than a whole text extractor does.

It reads only what it is sure of: typefaces that say which signs they hold, no forms drawn within forms. For any other
page it gives None, and a slower reader must be asked. Knows nothing of packs.
"""

import re
import zlib
from collections.abc import Mapping, Sequence

from msgspec import Struct

from app.exporters.pack.source import Dictionary, Page, PdfSource
from app.exporters.pack.syntax import STRINGS, Malformed, Ref, Value, string_bytes, values_of, whole, words_of

_TOKEN = re.compile(
    STRINGS.pattern + rb"|/[^\x00\t\n\f\r ()<>\[\]{}/%]*|<<|>>|\[|\]|%[^\r\n]*|[^\x00\t\n\f\r ()<>\[\]{}/%]+",
    re.S,
)
_MAPPED = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|\[([^\]]*)\]")
_SPACE = b"\x00\t\n\f\r "
_MOST_SIGNS = 70_000
_APART = 0.15
_LINE = 0.5
Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


class Unsure(Exception):
    """Something on the page that this reader does not read."""


class Typeface(Struct, frozen=True):
    """Which signs the codes of a typeface mean, and how wide each is, in thousandths of the size."""

    signs: Mapping[bytes, str]
    widths: Mapping[bytes, float]
    other: float


class PageText:
    """Reads the pages of one file."""

    def __init__(self, source: PdfSource) -> None:
        self._source = source
        self._faces: dict[int, Typeface] = {}

    def lines(self, page: Page) -> list[str] | None:
        """The lines of a page in the order in which they are drawn, then what its marks say; None where unsure."""
        try:
            resources = self._source.dictionary(page.entries.get(b"/Resources"))
            return _Reading(self, self._source, resources).lines(self._contents(page))
        except (Unsure, Malformed, ValueError, IndexError, zlib.error):
            return None

    def face(self, value: Value) -> Typeface:
        """A typeface, read once. Raises Unsure for one of another sort."""
        if not isinstance(value, Ref):
            raise Unsure
        if value not in self._faces:
            self._faces[int(value)] = _typeface(self._source, self._source.dictionary(value))
        return self._faces[int(value)]

    def _contents(self, page: Page) -> bytes:
        value = page.entries.get(b"/Contents")
        streams = self._source.array(value) or [value]
        return b"\n".join(self._source.unpacked(int(each)) for each in streams if isinstance(each, Ref))


class _Reading:
    """One page being read."""

    def __init__(self, text: PageText, source: PdfSource, resources: Dictionary) -> None:
        self._text = text
        self._source = source
        self._resources = resources
        self._fonts = source.dictionary(resources.get(b"/Font"))
        self._base: Matrix = _PLAIN
        self._kept: list[tuple[Matrix, Typeface | None, float, float]] = []
        self._face: Typeface | None = None
        self._size = self._leading = 0.0
        self._spread = self._between = 0.0
        self._line: Matrix = _PLAIN
        self._at: Matrix = _PLAIN
        self._lines: list[list[str]] = []
        self._aside: list[str] = []
        self._end = (0.0, 0.0)

    def lines(self, code: bytes) -> list[str]:
        """The lines that these operators draw. Raises Unsure where they do what is not read here."""
        given: list[bytes] = []
        end = 0
        for found in _TOKEN.finditer(code):
            token = found[0]
            if found.start() > end and code[end : found.start()].strip(_SPACE):
                raise Unsure
            end = found.end()
            first = token[0]
            if first in b"/(<[]>" or first in b"+-.0123456789":
                given.append(token)
            elif first != 37:  # a comment
                if token in _SHOWS or token in _MOVES:
                    self._do(token, given)
                elif token in _UNREAD:
                    self._unread(token, given)
                elif token == b"BDC":
                    self._aside += [words for each in given if (words := words_of(each)).strip()]
                given = []
        return [
            " ".join("".join(line).split()) for line in self._lines if "".join(line).strip()
        ] + self._aside

    def _unread(self, token: bytes, given: Sequence[bytes]) -> None:
        """A picture is passed over; forms, inline pictures and states that set a typeface are not read here."""
        if token == b"Do":
            held = self._source.dictionary(self._resources.get(b"/XObject")).get(given[-1])
            raw = self._source.raw(held)[0] if isinstance(held, Ref) else b""
            if b"/Image" in raw and b"/Form" not in raw:
                return
        elif token == b"gs":
            held = self._source.dictionary(self._resources.get(b"/ExtGState")).get(given[-1])
            if b"/Font" not in self._source.dictionary(held):
                return
        raise Unsure

    def _do(self, token: bytes, given: Sequence[bytes]) -> None:
        if token == b"TJ":
            self._show_apart(given)
        elif token == b"Tj":
            self._show(given[-1])
        elif token == b"Td":
            self._move(float(given[-2]), float(given[-1]))
        elif token == b"TD":
            self._leading = -float(given[-1])
            self._move(float(given[-2]), float(given[-1]))
        elif token == b"T*":
            self._move(0, -self._leading)
        elif token in (b"'", b'"'):
            if token == b'"':
                self._spread = float(given[-2])
            self._move(0, -self._leading)
            self._show(given[-1])
        elif token == b"BT":
            self._line = self._at = _PLAIN
        elif token == b"Tf":
            self._face, self._size = self._text.face(self._fonts.get(given[-2])), float(given[-1])
        elif token == b"Tm":
            self._line = self._at = _matrix(given)
        elif token == b"TL":
            self._leading = float(given[-1])
        elif token == b"Tc":
            self._spread = float(given[-1])
        elif token == b"cm":
            self._base = _times(_matrix(given), self._base)
        elif token == b"q":
            self._kept.append((self._base, self._face, self._size, self._spread))
        elif token == b"Q" and self._kept:
            self._base, self._face, self._size, self._spread = self._kept.pop()
        elif token == b"Tz" and float(given[-1]) != 100:
            raise Unsure

    def _move(self, across: float, up: float) -> None:
        a, b, c, d, e, f = self._line
        self._line = self._at = (a, b, c, d, across * a + up * c + e, across * b + up * d + f)

    def _show_apart(self, given: Sequence[bytes]) -> None:
        start = len(given) - 1 - list(reversed(given)).index(b"[")
        for each in given[start + 1 : -1]:
            if each[:1] in (b"(", b"<"):
                self._show(each)
            else:
                self._forward(-float(each) / 1000 * self._size)

    def _show(self, token: bytes) -> None:
        face, data = self._face, string_bytes(token)
        if face is None or data is None or len(data) % 2:
            raise Unsure
        codes = [data[at : at + 2] for at in range(0, len(data), 2)]
        try:
            words = "".join([face.signs[code] for code in codes])
        except KeyError:
            raise Unsure from None
        self._put(words)
        width = sum([face.widths.get(code, face.other) for code in codes]) / 1000 * self._size
        self._forward(width + self._spread * len(codes))
        seen = _times(self._at, self._base)
        self._end = (seen[4], seen[5])

    def _forward(self, across: float) -> None:
        a, b, c, d, e, f = self._at
        self._at = (a, b, c, d, across * a + e, across * b + f)

    def _put(self, words: str) -> None:
        """Adds words to the line that they continue, or begins another."""
        seen = _times(self._at, self._base)
        size = abs(self._size) * max(abs(seen[3]), abs(seen[1])) or 1.0
        gap = seen[4] - self._end[0]
        if not self._lines or abs(seen[5] - self._end[1]) > _LINE * size:
            self._lines.append([])
        elif gap > _APART * size or gap < -_LINE * size:
            self._lines[-1].append(" ")
        self._lines[-1].append(words)


_SHOWS = frozenset((b"Tj", b"TJ", b"'", b'"'))
_MOVES = frozenset(b"Td TD T* BT Tf Tm TL Tc Tz cm q Q".split())
_UNREAD = frozenset((b"Do", b"BI", b"gs", b"Tw"))


def _matrix(given: Sequence[bytes]) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in given[-6:])
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _typeface(source: PdfSource, font: Dictionary) -> Typeface:
    """A typeface whose codes are two bytes long and explained. Raises Unsure for any other."""
    meant = font.get(b"/ToUnicode")
    below = source.array(font.get(b"/DescendantFonts"))
    if font.get(b"/Encoding") != b"/Identity-H" or not isinstance(meant, Ref) or not below:
        raise Unsure
    held = source.dictionary(below[0])
    widths: dict[bytes, float] = {}
    row = [source.value(each) for each in source.array(held.get(b"/W"))]
    while row:
        first, second = whole(row[0]), row[1]
        if isinstance(second, list):
            wide = [float(each) for each in values_of(second)]
            row = row[2:]
        else:
            wide = [float(row[2])] * min(whole(second) - first + 1, _MOST_SIGNS)
            row = row[3:]
        widths |= {_code(first + n): each for n, each in enumerate(wide) if first + n < 65536}
    return Typeface(
        _signs(source.unpacked(int(meant))), widths, float(source.value(held.get(b"/DW")) or 1000)
    )


def _code(number: int) -> bytes:
    return number.to_bytes(2, "big")


def _signs(table: bytes) -> dict[bytes, str]:
    """Which signs codes mean (ISO 32000-1, 9.10.3). Raises Unsure for codes of other lengths than two bytes."""
    found: dict[bytes, str] = {}
    for kind, rows in _MAPPED.findall(table):
        said = _HEX.findall(rows)
        step = 2 if kind == b"bfchar" else 3
        for at in range(0, len(said) - step + 1, step):
            first, last = bytes.fromhex(said[at][0].decode()), bytes.fromhex(said[at + step - 2][0].decode())
            if len(first) != 2 or len(last) != 2:
                raise Unsure
            _map(found, int.from_bytes(first, "big"), int.from_bytes(last, "big"), *said[at + step - 1])
    return found


def _map(found: dict[bytes, str], first: int, last: int, sign: bytes, each: bytes) -> None:
    """A row of the table: a range of codes and the first one's sign, or every code's own."""
    if each:
        for n, (one, _) in enumerate(_HEX.findall(each)[: last - first + 1]):
            found[_code(first + n)] = bytes.fromhex(one.decode()).decode("utf-16-be")
        return
    words = bytes.fromhex(sign.decode()).decode("utf-16-be")
    for n in range(last - first + 1):
        found[_code(first + n)] = words[:-1] + chr(ord(words[-1]) + n) if words else ""
