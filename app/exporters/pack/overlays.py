"""What lies over a page and is seen in print: filled form fields, stamps, highlights, ink. It becomes part of the page.

Only what a file draws itself is taken: its own appearance, placed as ISO 32000-1, 12.5.5 says. What shows on screens
only, hides, or acts is not.
"""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from app.exporters.pack.source import Dictionary, PdfSource
from app.exporters.pack.syntax import Ref, Value, lengths, pairs_of, parsed, whole
from app.exporters.pdf.writer import number

DRAWN = frozenset(
    b"/" + name
    for name in (
        b"Widget", b"Stamp", b"Highlight", b"Underline", b"StrikeOut", b"Squiggly", b"Ink", b"FreeText",
        b"Line", b"Square", b"Circle", b"Polygon", b"PolyLine", b"Caret",
    )
)  # fmt: skip
_BARE = frozenset(
    (b"/Highlight", b"/Underline", b"/StrikeOut", b"/Squiggly", b"/Line", b"/Square", b"/Circle")
)
_HIDDEN, _PRINTED, _SCREEN_NOT = 2, 4, 32
_MOST_ABOVE = 20
Matrix = tuple[float, float, float, float, float, float]
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


class Overlay(Struct, frozen=True):
    """An appearance: the number of its form in the source, and where it goes. `alt` says what a picture shows; None
    where its words are read, "" where there is nothing to be read.
    """

    form: int
    matrix: Matrix
    alt: str | None


def overlay(source: PdfSource, held: Dictionary) -> Overlay | Literal["left out", "nothing"]:
    """What an annotation adds to the page in print; or that it is left out, or has nothing to show."""
    kind = held.get(b"/Subtype")
    if kind in (b"/Popup", None):
        return "nothing"
    flags = whole(source.value(held.get(b"/F")))
    if kind not in DRAWN or not flags & _PRINTED or flags & (_HIDDEN | _SCREEN_NOT) or b"/OC" in held:
        return "left out"
    looks = source.dictionary(held.get(b"/AP")).get(b"/N")
    states = source.dictionary(looks) if not _is_stream(source, looks) else {}
    if states:
        looks = states.get(source.value(held.get(b"/AS")) or b"/Off")
        if looks is None:
            return "nothing"  # a box that is not ticked
    if not isinstance(looks, Ref) or not _is_stream(source, looks):
        return "left out"
    entries = pairs_of(parsed(source.raw(int(looks))[0])[0])
    matrix = _placed(source, held, entries)
    if entries.get(b"/Subtype") != b"/Form" or b"/StructParents" in entries or matrix is None:
        return "left out"
    return Overlay(int(looks), matrix, _alt(source, held))


def _is_stream(source: PdfSource, value: Value) -> bool:
    return isinstance(value, Ref) and source.raw(int(value))[1] is not None


def _placed(source: PdfSource, held: Dictionary, entries: Dictionary) -> Matrix | None:
    """What leads the appearance's box, turned by its own matrix, into the annotation's; None where one has no size."""
    box, rect = _numbers(source, entries.get(b"/BBox")), _numbers(source, held.get(b"/Rect"))
    own = _numbers(source, entries.get(b"/Matrix")) or list(_PLAIN)
    if len(box) != 4 or len(rect) != 4 or len(own) != 6:
        return None
    a, b, c, d, e, f = own
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
    wide, high = max(across) - min(across), max(up) - min(up)
    to_wide, to_high = abs(rect[2] - rect[0]), abs(rect[3] - rect[1])
    if min(wide, high, to_wide, to_high) <= 0:
        return None
    by, so = to_wide / wide, to_high / high
    return (by, 0, 0, so, min(rect[0], rect[2]) - min(across) * by, min(rect[1], rect[3]) - min(up) * so)


def _numbers(source: PdfSource, value: Value) -> list[float]:
    return lengths([source.value(each) for each in source.array(value)])


def _alt(source: PdfSource, held: Dictionary) -> str | None:
    kind = held.get(b"/Subtype")
    if kind in _BARE:
        return ""
    if kind == b"/FreeText":
        return None
    said = source.words(held.get(b"/Contents")).strip()
    if kind != b"/Widget":
        name = source.value(held.get(b"/Name"))
        named = name[1:].decode("latin-1") if isinstance(name, bytes) and name[:1] == b"/" else ""
        return said or named or (kind or b"/Mark")[1:].decode("latin-1")
    sort = inherited(source, held, b"/FT")
    if sort in (b"/Tx", b"/Ch"):
        return None
    label = source.words(inherited(source, held, b"/TU")) or source.words(inherited(source, held, b"/T"))
    if sort != b"/Btn":
        return label or "Signature"
    ticked = source.value(held.get(b"/AS")) not in (None, b"/Off")
    return f"{label or 'Box'}: {'ticked' if ticked else 'not ticked'}"


def inherited(source: PdfSource, held: Dictionary, key: bytes) -> Value:
    """An entry of a form field, or of the fields above it (ISO 32000-1, 12.7.3.1)."""
    for _ in range(_MOST_ABOVE):
        if key in held:
            return source.value(held[key])
        if b"/Parent" not in held:
            return None
        held = source.dictionary(held[b"/Parent"])
    return None


def words_over(source: PdfSource) -> Iterable[str]:
    """The words of what lies over a file's pages: what fields hold and comments say."""
    for page in source.pages:
        for place in source.array(page.entries.get(b"/Annots")):
            held = source.dictionary(place)
            yield source.words(held.get(b"/Contents"))
            yield source.words(inherited(source, held, b"/V"))


def drawn(matrix: Matrix, name: bytes) -> bytes:
    """The operators that draw an appearance by its name."""
    return b"q %b cm %b Do Q" % (b" ".join(map(number, matrix)), name)
