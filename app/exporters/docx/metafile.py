"""Generated pictures as enhanced metafiles: vectors that Word and LibreOffice both draw ([MS-EMF] 2.3).

A unit is a twentieth of a point. Text is set in Arial at the widths of its letters, which every reader of Word files
has or has a twin of. Imports document only.
"""

import struct
from collections.abc import Iterator

from app.document.figures.drawing import Box, Drawing, Polygon, Stroke, Words, colour_of
from app.document.figures.lettering import advances
from app.document.nodes import Look

SUFFIX = "emf"
UNIT = 20
_FONT = "Arial"
_DPI = 96
_MM = 25.4
_NONE_PEN, _NONE_BRUSH = 0x80000008, 0x80000005
_PEN, _BRUSH, _LETTERS = 1, 2, 3
_ALIGNED = {"left": 24, "right": 26, "centre": 30}
"""TA_BASELINE with TA_LEFT, TA_RIGHT and TA_CENTER."""


def metafile(drawing: Drawing, look: Look) -> bytes:
    """The bytes of an EMF file; the same for the same drawing and look."""
    records = [_record(18, struct.pack("<I", 1)), *_scale(drawing)]
    for shape in drawing.shapes:
        records += _words(shape, look) if isinstance(shape, Words) else _painted(shape, look)
    records.append(_record(14, struct.pack("<III", 0, 16, 20)))
    return _header(drawing, records) + b"".join(records)


def pixels(drawing: Drawing) -> tuple[int, int]:
    """Width and height of a drawing at 96 to the inch, as Word counts pictures."""
    return max(1, round(drawing.width * _DPI / 72)), max(1, round(drawing.height * _DPI / 72))


def _record(kind: int, body: bytes) -> bytes:
    padded = body + b"\0" * (-len(body) % 4)
    return struct.pack("<II", kind, 8 + len(padded)) + padded


def _scale(drawing: Drawing) -> Iterator[bytes]:
    """Units of a twentieth of a point, stretched over the picture's pixels."""
    yield _record(17, struct.pack("<I", 8))
    yield _record(10, struct.pack("<ii", 0, 0))
    yield _record(9, struct.pack("<ii", _unit(drawing.width), _unit(drawing.height)))
    yield _record(12, struct.pack("<ii", 0, 0))
    yield _record(11, struct.pack("<ii", *pixels(drawing)))


def _header(drawing: Drawing, records: list[bytes]) -> bytes:
    wide, high = pixels(drawing)
    frame = (round(drawing.width * _MM * 100 / 72), round(drawing.height * _MM * 100 / 72))
    size = 108 + sum(map(len, records))
    screen = (1920, 1080, 508, 286)
    body = struct.pack("<4i4i", 0, 0, wide - 1, high - 1, 0, 0, *frame)
    body += b" EMF" + struct.pack("<IIIHHIIIiiii", 0x10000, size, len(records) + 1, 4, 0, 0, 0, 0, *screen)
    body += struct.pack("<IIIii", 0, 0, 0, screen[2] * 1000, screen[3] * 1000)
    return _record(1, body)


def _painted(shape: Box | Polygon | Stroke, look: Look) -> Iterator[bytes]:
    """A shape with a pen and a brush of its own."""
    yield from _pen(shape, look)
    if isinstance(shape, Stroke):
        ends = tuple(map(_unit, (shape.x1, shape.y1, shape.x2, shape.y2)))
        yield _record(27, struct.pack("<ii", *ends[:2]))
        yield _record(54, struct.pack("<ii", *ends[2:]))
    else:
        yield from _brush(shape, look)
        yield _outline(shape)
        yield _record(37, struct.pack("<I", _NONE_BRUSH))
        if shape.fill:
            yield _record(40, struct.pack("<I", _BRUSH))
    yield _record(37, struct.pack("<I", _NONE_PEN))
    if shape.rule:
        yield _record(40, struct.pack("<I", _PEN))


def _pen(shape: Box | Polygon | Stroke, look: Look) -> Iterator[bytes]:
    if not shape.rule:
        yield _record(37, struct.pack("<I", _NONE_PEN))
        return
    dashed = isinstance(shape, Stroke) and shape.dashed
    colour = _colour(colour_of(shape.rule, look))
    geometric = 0x10000 | (1 if dashed else 0)
    weight = max(1, _unit(shape.weight))
    body = struct.pack("<IIIIIIIIIII", _PEN, 0, 0, 0, 0, geometric, weight, 0, colour, 0, 0)
    yield _record(95, body)
    yield _record(37, struct.pack("<I", _PEN))


def _brush(shape: Box | Polygon, look: Look) -> Iterator[bytes]:
    if not shape.fill:
        yield _record(37, struct.pack("<I", _NONE_BRUSH))
        return
    yield _record(39, struct.pack("<IIII", _BRUSH, 0, _colour(colour_of(shape.fill, look)), 0))
    yield _record(37, struct.pack("<I", _BRUSH))


def _outline(shape: Box | Polygon) -> bytes:
    if isinstance(shape, Polygon):
        points = [(_unit(x), _unit(y)) for x, y in shape.points]
        across, down = [x for x, _ in points], [y for _, y in points]
        body = struct.pack("<4iI", min(across), min(down), max(across), max(down), len(points))
        return _record(3, body + b"".join(struct.pack("<ii", *point) for point in points))
    box = tuple(map(_unit, (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)))
    if shape.radius:
        return _record(44, struct.pack("<6i", *box, *[_unit(2 * shape.radius)] * 2))
    return _record(43, struct.pack("<4i", *box))


def _words(words: Words, look: Look) -> Iterator[bytes]:
    """A line of text: its font, its place, its letters and how far each moves on."""
    turn = 900 if words.turned else 0
    face = _FONT.encode("utf-16-le").ljust(64, b"\0")
    weight = 700 if words.bold else 400
    font = struct.pack("<iiiii8B", -_unit(words.size), 0, turn, turn, weight, 0, 0, 0, 0, 0, 0, 0, 0) + face
    # A LogFontPanose: full name, style and the rest of its 320 bytes are not said.
    yield _record(82, struct.pack("<I", _LETTERS) + font.ljust(320, b"\0"))
    yield _record(37, struct.pack("<I", _LETTERS))
    yield _record(22, struct.pack("<I", _ALIGNED[words.align]))
    yield _record(24, struct.pack("<I", _colour(colour_of(words.colour, look))))
    yield _record(84, _text(words))
    yield _record(37, struct.pack("<I", 0x8000000D))
    yield _record(40, struct.pack("<I", _LETTERS))


def _text(words: Words) -> bytes:
    steps: list[int] = []
    for sign, width in zip(words.text, advances(words.text, words.size, words.bold), strict=True):
        steps += [round(width * UNIT)] + [0] * (len(sign.encode("utf-16-le")) // 2 - 1)
    letters = words.text.encode("utf-16-le", "replace")
    padded = letters + b"\0" * (-len(letters) % 4)
    start = 76
    place = struct.pack("<ii", _unit(words.x), _unit(words.y))
    body = struct.pack("<4iIff", 0, 0, -1, -1, 2, 1.0, 1.0) + place
    body += struct.pack("<III4iI", len(letters) // 2, start, 0, 0, 0, -1, -1, start + len(padded))
    return body + padded + b"".join(struct.pack("<I", step) for step in steps)


def _unit(length: float) -> int:
    return round(length * UNIT)


def _colour(value: str) -> int:
    """ "#rrggbb" as a COLORREF."""
    red, green, blue = (int(value[at : at + 2], 16) for at in (1, 3, 5))
    return red | green << 8 | blue << 16
