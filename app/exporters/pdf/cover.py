"""The cover page: organisation, title, period and a few lines, in one of three designs."""

from collections.abc import Iterable

from msgspec import structs

from app.document.nodes import Cover, Look, Span
from app.exporters.pdf.draw import draw_lines
from app.exporters.pdf.flow import Sheet
from app.exporters.pdf.layout import TextStyle
from app.exporters.pdf.page import Page, colour_operands, filled
from app.exporters.pdf.styles import MUTED, WHITE
from app.exporters.pdf.tags import Element
from app.exporters.pdf.words import Words

_MOST_LINES = 6


class CoverPage:
    """Draws a cover onto a page. Heights are points from the foot of the sheet."""

    def __init__(self, page: Page, sheet: Sheet, words: Words, look: Look, parent: Element) -> None:
        self._page = page
        self._sheet = sheet
        self._words = words
        self._look = look
        self._parent = parent
        self._accent = colour_operands(look.accent)
        self._ink = colour_operands(look.ink)

    def draw(self, cover: Cover) -> None:
        """Draws the cover in the look's design."""
        {"plain": self._plain, "band": self._band, "block": self._block}[self._look.cover](cover)

    def _plain(self, cover: Cover) -> None:
        sheet = self._sheet
        self._organisation(cover, sheet.height - 80, self._accent)
        title = self._style(30, self._accent, bold=True)
        y = self._text(cover.title, title, sheet.height * 0.66, b"Title")
        self._page.ornament([filled(sheet.margin, y - 16, 72, 3, self._accent)])
        y = self._text(cover.period, self._style(17, self._ink), y - 36)
        self._text(cover.label, self._style(13, self._ink, bold=True), y - 14)
        self._lines(cover.lines, self._ink)

    def _band(self, cover: Cover) -> None:
        sheet = self._sheet
        self._organisation(cover, sheet.height - 80, self._accent)
        title = self._fitting(cover.title, self._style(30, WHITE, bold=True))
        inside = self._height(cover.title, title)
        period = self._style(17, WHITE)
        inside += self._height(cover.period, period) + 10 if cover.period else 0
        top = sheet.height * 0.70
        self._page.ornament([filled(0, top - inside - 72, sheet.width, inside + 72, self._accent)])
        y = self._text(cover.title, title, top - 36, b"Title")
        self._text(cover.period, period, y - 10)
        self._text(cover.label, self._style(14, self._ink, bold=True), top - inside - 72 - 28)
        self._lines(cover.lines, self._ink)

    def _block(self, cover: Cover) -> None:
        sheet = self._sheet
        foot = sheet.height * 0.34
        self._page.ornament([filled(0, foot, sheet.width, sheet.height - foot, self._accent)])
        self._organisation(cover, sheet.height - 80, WHITE)
        title = self._fitting(cover.title, self._style(32, WHITE, bold=True))
        period = self._style(18, WHITE)
        high = self._height(cover.title, title) + (
            self._height(cover.period, period) + 12 if cover.period else 0
        )
        y = self._text(cover.title, title, foot + 44 + high, b"Title")
        self._text(cover.period, period, y - 12)
        self._text(cover.label, self._style(14, self._accent, bold=True), foot - 30)
        self._lines(cover.lines, self._ink)

    def _style(self, size: float, colour: bytes, bold: bool = False) -> TextStyle:
        return TextStyle(size, size * 1.22, colour, bold=bold)

    def _fitting(self, words: str, style: TextStyle) -> TextStyle:
        """A style small enough for the words to stand in a few lines."""
        while style.size > 14 and self._height(words, style) > _MOST_LINES * style.leading:
            style = structs.replace(style, size=style.size - 2, leading=(style.size - 2) * 1.22)
        return style

    def _height(self, words: str, style: TextStyle) -> float:
        element = Element(b"P")
        return len(self._words.lines((Span(words),), style, element, self._sheet.text_width)) * style.leading

    def _organisation(self, cover: Cover, top: float, colour: bytes) -> None:
        self._text(cover.organisation, self._style(15, colour, bold=True), top)

    def _lines(self, lines: Iterable[str], colour: bytes) -> None:
        style = self._style(10.5, colour)
        shown = [line for line in lines if line.strip()]
        y = 72 + sum(self._height(line, style) for line in shown) + 4 * len(shown)
        if shown:
            self._page.ornament([filled(self._sheet.margin, y + 10, self._sheet.text_width, 0.75, MUTED)])
        for line in shown:
            y = self._text(line, style, y) - 4

    def _text(self, words: str, style: TextStyle, top: float, tag: bytes = b"P") -> float:
        """Draws a paragraph below `top`. Returns the height of its foot."""
        element = Element(tag, self._parent)
        style = self._fitting(words, style)
        lines = self._words.lines((Span(words),), style, element, self._sheet.text_width)
        if lines:
            self._parent.kids.append(element)
            draw_lines(self._page, lines, style, self._sheet.margin, top, self._sheet.text_width, element)
        return top - len(lines) * style.leading
