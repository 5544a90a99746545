"""Lines of text to page operators, with their marked content, underlines and links. Knows nothing of documents."""

from collections.abc import Sequence

from app.exporters.pdf.layout import Ink, Line, TextStyle
from app.exporters.pdf.page import Link, Page, dotted, filled
from app.exporters.pdf.tags import Element
from app.exporters.pdf.writer import literal, number, text


def draw_lines(
    page: Page,
    lines: Sequence[Line],
    style: TextStyle,
    x: float,
    top: float,
    width: float,
    element: Element | None,
) -> None:
    """Draws lines below `top` from `x` on, aligned within `width`, as words of `element` (None: page furniture)."""
    first = lines[0][0][0][0]
    if (
        style.align == "left"
        and not first.adorned
        and all(len(p) == 1 and p[0][0] is first for p, _ in lines)
    ):
        _draw_plain(page, lines, first, style, x, top - style.rise, element)
    else:
        _Pen(page, style, element).draw(lines, x, top, width)


def _draw_plain(
    page: Page,
    lines: Sequence[Line],
    ink: Ink,
    style: TextStyle,
    x: float,
    base: float,
    element: Element | None,
) -> None:
    page.open(element)
    encode = ink.face.encode
    words = literal(encode(lines[0][0][0][1])) + b"Tj"
    if len(lines) > 1:
        words += b"\n" + b"\n".join([literal(encode(pieces[0][1])) + b"'" for pieces, _ in lines[1:]])
    page.code.append(
        b"BT /%b %b Tf %b TL %b rg %b %b Td %b ET"
        % (
            ink.face.resource,
            number(style.size),
            number(style.leading),
            ink.colour,
            number(x),
            number(base),
            words,
        )
    )
    page.close()


class _Pen:
    """Draws lines whose words differ in look, link or element, one piece after the other."""

    def __init__(self, page: Page, style: TextStyle, element: Element | None) -> None:
        self.page = page
        self.style = style
        self.element = element
        self.scale = 0.0
        self.owner: Element | None = None
        self.writing = False
        self.face = b""
        self.colour = b""
        self.ornaments: list[bytes] = []
        self.links: list[Link] = []

    def draw(self, lines: Sequence[Line], x: float, top: float, width: float) -> None:
        base = top - self.style.rise
        for pieces, used in lines:
            self.scale = self.style.size / pieces[0][0].face.units
            free = max(width - used * self.scale, 0)
            shift = {"left": 0, "centre": free / 2, "right": free}[self.style.align]
            self._line(pieces, x + shift, base)
            base -= self.style.leading
        self._end()
        self.page.ornament(self.ornaments)
        if self.element is not None:
            self.page.links += self.links

    def _line(self, pieces: Sequence[tuple[Ink, str]], x: float, base: float) -> None:
        fresh = True
        last = len(pieces) - 1
        for index, (ink, words) in enumerate(pieces):
            width = sum(map(ink.face.program.advances.__getitem__, map(ord, words))) * self.scale
            self._belong(ink)
            if fresh or not self.placed:
                self._move(x, base)
                fresh = False
            self._show(ink, words)
            loose = ink.face.space * self.scale if index == last and words.endswith(" ") else 0
            self._adorn(ink, words, x, base, width - loose)
            x += width

    def _belong(self, ink: Ink) -> None:
        owner = self.element if ink.element is None or self.element is None else ink.element
        if self.writing and owner is self.owner:
            return
        self._end()
        self.page.open(owner)
        self.page.code.append(b"BT")
        self.owner, self.writing, self.placed = owner, True, False
        self.face = self.colour = b""
        self.at = (0.0, 0.0)

    def _move(self, x: float, y: float) -> None:
        self.page.code.append(b"%b %b Td" % (number(x - self.at[0]), number(y - self.at[1])))
        # What the reader adds up must not drift from what is meant: keep what was written.
        self.at = (self.at[0] + round(x - self.at[0], 3), self.at[1] + round(y - self.at[1], 3))
        self.placed = True

    def _show(self, ink: Ink, words: str) -> None:
        code = self.page.code
        if ink.face.resource != self.face:
            self.face = ink.face.resource
            code.append(b"/%b %b Tf" % (self.face, number(self.style.size)))
        if ink.colour != self.colour:
            self.colour = ink.colour
            code.append(b"%b rg" % self.colour)
        shown = literal(ink.face.encode(words)) + b"Tj"
        code.append(b"/Span<</ActualText %b>>BDC %b EMC" % (text(ink.actual), shown) if ink.actual else shown)

    def _adorn(self, ink: Ink, words: str, x: float, base: float, width: float) -> None:
        size = self.style.size
        if ink.line == "dotted":
            self.ornaments.append(dotted(x, base - 0.16 * size, width, ink.colour, max(0.07 * size, 0.7)))
        elif ink.line:
            height = -0.13 * size if ink.line == "under" else 0.27 * size
            self.ornaments.append(filled(x, base + height, width, max(0.055 * size, 0.5), ink.colour))
        if not ink.target or ink.element is None:
            return
        box = (x, base - 0.22 * size, x + width, base + 0.9 * size)
        last = self.links[-1] if self.links else None
        if last is not None and last.element is ink.element and abs(last.box[1] - box[1]) < 1:
            last.box = (*last.box[:2], box[2], box[3])
            last.says += words
        else:
            self.links.append(Link(box, ink.target, words, ink.element))

    def _end(self) -> None:
        if self.writing:
            self.page.code.append(b"ET")
            self.page.close()
        self.writing = False
