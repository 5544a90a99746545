"""Generated pictures as vectors: one block, one tagged figure with its alternative text (ISO 14289-1, 7.3)."""

from collections.abc import Iterator

from app.document.figures.drawing import Box, Drawing, Polygon, Role, Shape, Stroke, Words, colour_of
from app.document.nodes import Look
from app.exporters.pdf.layout import TextStyle
from app.exporters.pdf.page import Landing, Page, colour_operands
from app.exporters.pdf.tags import Element
from app.exporters.pdf.words import Words as Wording
from app.exporters.pdf.writer import literal, number, text

_BOW = 0.5523
"""How far the handles of a curve stand off for it to look like a quarter of a circle."""
Ends = tuple[float, float, float, float]


class DrawingBlock:
    """A drawing, `left` points from the frame, scaled down to `most` × `high` points where it is larger."""

    def __init__(
        self, drawing: Drawing, look: Look, wording: Wording, element: Element, left: float, most: float, high: float,
        after: float, landing: Landing,
    ) -> None:  # fmt: skip
        self._drawing, self._look, self._wording = drawing, look, wording
        self.element = element
        self.left = left
        self.scale = min(1.0, most / drawing.width, high / drawing.height)
        self.keep = bool(drawing.caption)
        self.before = self.after = after
        self._landing = landing

    @property
    def height(self) -> float:
        return self._drawing.height * self.scale

    @property
    def lead(self) -> float:
        return self.height

    def split(self, room: float, forced: bool = False) -> None:
        return None

    def draw(self, page: Page, x: float, top: float, real: bool = True) -> None:
        left, width = x + self.left, self._drawing.width * self.scale
        if real:
            self._landing.settle(page, left, top)
            sides = b" ".join(number(side) for side in (left, top - self.height, left + width, top))
            self.element.entries += b"/A<</O/Layout/Placement/Block/BBox[%b]>>" % sides
        page.open(self.element if real else None)
        scale = number(self.scale)
        page.code.append(b"q %b 0 0 %b %b %b cm" % (scale, scale, number(left), number(top)))
        page.code.extend(operators for shape in self._drawing.shapes for operators in self._shape(shape))
        page.code.append(b"Q")
        page.close()

    def _shape(self, shape: Shape) -> Iterator[bytes]:
        if isinstance(shape, Words):
            yield from self._words(shape)
        elif isinstance(shape, Stroke):
            dashes = b"[3 2]0 d" if shape.dashed else b"[]0 d"
            ends = (number(side) for side in (shape.x1, -shape.y1, shape.x2, -shape.y2))
            path = b"%b %b m %b %b l S" % tuple(ends)
            yield b"%b RG %b w %b %b" % (self._colour(shape.rule), number(shape.weight), dashes, path)
        else:
            yield self._painted(shape, _polygon(shape) if isinstance(shape, Polygon) else _box(shape))

    def _painted(self, shape: Box | Polygon, path: bytes) -> bytes:
        paint = {(True, True): b"B", (True, False): b"f", (False, True): b"S"}
        code = b"%b rg " % self._colour(shape.fill) if shape.fill else b""
        if shape.rule:
            code += b"%b RG %b w []0 d " % (self._colour(shape.rule), number(shape.weight))
        return code + path + b" " + paint.get((bool(shape.fill), bool(shape.rule)), b"n")

    def _words(self, words: Words) -> Iterator[bytes]:
        colour = self._colour(words.colour)
        style = TextStyle(words.size, words.size, colour, words.bold)
        line = self._wording.line(words.text, style)
        shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[words.align] * self._wording.width(line, style)
        across, up = (0.0, -shift) if words.turned else (-shift, 0.0)
        turn = b"0 1 -1 0" if words.turned else b"1 0 0 1"
        yield b"BT %b rg %b %b %b Tm" % (colour, turn, number(words.x + across), number(-words.y + up))
        for ink, piece in line[0]:
            shown = literal(ink.face.encode(piece)) + b"Tj"
            yield b"/%b %b Tf" % (ink.face.resource, number(words.size))
            yield b"/Span<</ActualText %b>>BDC %b EMC" % (text(ink.actual), shown) if ink.actual else shown
        yield b"ET"

    def _colour(self, role: Role) -> bytes:
        return colour_operands(colour_of(role, self._look))


def _polygon(shape: Polygon) -> bytes:
    points = [b"%b %b" % (number(x), number(-y)) for x, y in shape.points]
    return points[0] + b" m " + b" ".join(point + b" l" for point in points[1:]) + b" h"


def _box(box: Box) -> bytes:
    x, y, right, low = box.x, -box.y, box.x + box.width, -box.y - box.height
    radius = min(box.radius, box.width / 2, box.height / 2)
    if not radius:
        return b"%b %b %b %b re" % tuple(map(number, (x, low, box.width, box.height)))
    bow = radius * (1 - _BOW)
    path = [b"%b %b m" % (number(x + radius), number(y))]
    for line, one, other, end in (
        ((right - radius, y), (right - bow, y), (right, y - bow), (right, y - radius)),
        ((right, low + radius), (right, low + bow), (right - bow, low), (right - radius, low)),
        ((x + radius, low), (x + bow, low), (x, low + bow), (x, low + radius)),
        ((x, y - radius), (x, y - bow), (x + bow, y), (x + radius, y)),
    ):
        path.append(b"%b %b l" % tuple(map(number, line)))
        path.append(b"%b %b %b %b %b %b c" % tuple(map(number, (*one, *other, *end))))
    return b" ".join(path) + b" h"
