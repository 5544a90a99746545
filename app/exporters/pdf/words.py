"""Spans of a document to pieces of text: faces, colours, links and tracked changes."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from app.document.nodes import Mark, Span, Spans
from app.exporters.pdf.fonts import Fonts
from app.exporters.pdf.layout import Ink, Line, Piece, Stroke, TextStyle, break_lines, cleaned, inked
from app.exporters.pdf.page import Landing, Target
from app.exporters.pdf.styles import DELETED, FORMATTED, INSERTED
from app.exporters.pdf.tags import Element
from app.exporters.pdf.writer import text

_LOOKS: dict[str, tuple[bytes, Stroke]] = {
    "deleted": (DELETED, "through"), "inserted": (INSERTED, "under"), "formatted": (FORMATTED, ""),
}  # fmt: skip
_FOLLOWED = ("https://", "http://", "mailto:", "tel:")


def plain_text(spans: Iterable[Span]) -> str:
    """The words of some spans in one line."""
    return " ".join(cleaned("".join(span.text for span in spans)).split())


class Words:
    """Turns spans into lines. `landings` are the places that internal links of the document may go to.

    `accent` is the colour of links; none where they are to look like other words.
    """

    def __init__(self, fonts: Fonts, landings: Mapping[str, Landing], accent: bytes) -> None:
        self.fonts = fonts
        self._landings = landings
        self._accent = accent
        self._inks: dict[tuple[bool, bool, bytes], Ink] = {}

    def lines(
        self, spans: Spans, style: TextStyle, element: Element, width: float, mark: Mark | None = None
    ) -> list[Line]:
        """The lines of a paragraph at most `width` points wide; none if it has no words."""
        pieces = self.pieces(spans, style, element, mark)
        if not any(not part.isspace() for _, part in pieces):
            return []
        return break_lines(pieces, int(width * pieces[0][0].face.units / style.size))

    def line(
        self, words: str, style: TextStyle, mark: Mark | None = None, element: Element | None = None
    ) -> Line:
        """A few words in one line, however long; a space at their end does not count in its width."""
        pieces = self.pieces((Span(words),), style, element, mark)
        width = sum(ink.face[part] for ink, text in pieces for part in text.split(" "))
        spaces = words.rstrip(" ").count(" ")
        return pieces, width + spaces * (pieces[0][0].face.space if pieces else 0)

    def width(self, line: Line, style: TextStyle) -> float:
        """The width of a line in points."""
        return line[1] * style.size / line[0][0][0].face.units if line[0] else 0.0

    def pieces(
        self, spans: Spans, style: TextStyle, element: Element | None, mark: Mark | None = None
    ) -> list[Piece]:
        """The words of spans with the ink for each. Tracked and linked ones are elements within `element`."""
        found: list[Piece] = []
        last: tuple[Mark | None, str, Target] = (None, "", "")
        inner: Element | None = None
        for span in spans:
            words = cleaned(span.text)
            bold, italic = style.bold or span.bold, style.italic or span.italic
            own = span.mark or mark
            if own is not None and own.kind == "formatted":
                bold, italic = False, True
            elif style.capitals:
                words = words.upper()
            target = self._target(span.link) if span.link else ""
            if own is None and not target and span.former is None:
                ink, last = self._ink(bold, italic, style.colour), (None, "", "")
            else:
                made = (own or (span.former and span.former.mark), span.told, target)
                if made != last:
                    inner, last = _inner(element, *made), made
                ink = Ink(self.fonts.face(bold, italic), *self._look(span, own, style.colour, inner), target)
            found += inked(words, ink, self.fonts, bold, italic)
        return found

    def _ink(self, bold: bool, italic: bool, colour: bytes) -> Ink:
        key = (bold, italic, colour)
        if key not in self._inks:
            self._inks[key] = Ink(self.fonts.face(bold, italic), colour)
        return self._inks[key]

    def _look(
        self, span: Span, mark: Mark | None, colour: bytes, element: Element | None
    ) -> tuple[bytes, Element | None, Stroke]:
        """The colour, the element and the line of words that came, went, look otherwise, or link only."""
        if span.former is not None:
            return colour, element, "dotted"
        if mark is None:
            return (self._accent, element, "under") if self._accent else (colour, element, "")
        colour, stroke = _LOOKS[mark.kind]
        return colour, element, stroke

    def _target(self, link: str) -> Target:
        """Where a link leads, "" where it cannot be followed: an unknown place, or a scheme that is not safe."""
        if link.startswith("#"):
            return self._landings.get(link[1:], "")
        if not link.lower().startswith(_FOLLOWED):
            return ""
        return quote(link, safe="%/:=&?~#+!$,;'@()*[]-._", errors="replace")


def _inner(element: Element | None, mark: Mark | None, told: str, target: Target) -> Element | None:
    if element is not None and mark is not None:
        kind = (told or mark.kind).capitalize()
        said = ", ".join(part for part in (mark.author, mark.date) if part)
        element = element.inline(b"Span", b"/T" + text(f"{kind}: {said}" if said else kind))
    if element is not None and target:
        element = element.inline(b"Link")
    return element
