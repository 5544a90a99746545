"""Running heads and feet, and the page numbers of contents, drawn when the number of pages is known."""

from collections.abc import Sequence

from app.document.nodes import Furniture, Span
from app.exporters.pdf.layout import Line, TextStyle, break_lines
from app.exporters.pdf.page import Page, ruled
from app.exporters.pdf.styles import MUTED
from app.exporters.pdf.words import Words
from app.exporters.pdf.writer import literal, number

_RULE = b"0.75 0.75 0.75"
_SIDE_GAP = 18.0


class Furnisher:
    """Draws the furniture of all pages."""

    def __init__(self, furniture: Furniture, style: TextStyle, words: Words, margin: float) -> None:
        self._furniture = furniture
        self._style = style
        self._words = words
        self._margin = margin

    def furnish(self, pages: Sequence[Page]) -> None:
        """Heads and feet for every page that is not bare."""
        for page in pages:
            if not page.bare:
                self._head(page, len(pages))
                self._foot(page, len(pages))

    def _head(self, page: Page, total: int) -> None:
        left, right = self._sides(self._furniture.head_left, self._furniture.head_right, page, total)
        if not left and not right:
            return
        rows = max(len(left), len(right))
        base = page.height - max(self._margin * 0.62, 24)
        base += (rows - 1) * self._style.leading
        page.code.append(b"/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC")
        self._columns(page, left, right, base)
        self._rule(page, base - (rows - 1) * self._style.leading - 5)
        page.close()

    def _foot(self, page: Page, total: int) -> None:
        left, right = self._sides(self._furniture.foot_left, self._furniture.foot_right, page, total)
        if not left and not right:
            return
        base = max(self._margin * 0.62, 24)
        page.code.append(b"/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC")
        self._rule(page, base + 11)
        self._columns(page, left, right, base)
        page.close()

    def _rule(self, page: Page, y: float) -> None:
        page.code.append(b"q %b Q" % ruled(self._margin, y, page.width - self._margin, y, _RULE, 0.5))

    def _sides(self, left: str, right: str, page: Page, total: int) -> tuple[list[Line], list[Line]]:
        """The lines of both sides; the left one is broken where it would run into the right one."""
        width = page.width - 2 * self._margin - _SIDE_GAP
        alone = self._lines(left, page, total, width)
        taken = max((self._words.width(line, self._style) for line in alone), default=0)
        right_lines = self._lines(right, page, total, max(width - taken, width * 0.5))
        taken = max((self._words.width(line, self._style) for line in right_lines), default=0)
        return self._lines(left, page, total, width - taken), right_lines

    def _lines(self, text: str, page: Page, total: int, width: float) -> list[Line]:
        filled = text.replace("{page}", str(page.index + 1)).replace("{pages}", str(total))
        pieces = self._words.pieces((Span(filled),), self._style, None)
        if not filled.strip() or not pieces:
            return []
        return break_lines(pieces, int(width * pieces[0][0].face.units / self._style.size))

    def _columns(self, page: Page, left: Sequence[Line], right: Sequence[Line], base: float) -> None:
        style = self._style
        for row, line in enumerate(left):
            self._words_at(page, line, self._margin, base - row * style.leading)
        for row, line in enumerate(right):
            x = page.width - self._margin - self._words.width(line, style)
            self._words_at(page, line, x, base - row * style.leading)

    def _words_at(self, page: Page, line: Line, x: float, y: float) -> None:
        page.code.append(b"BT %b rg %b %b Td" % (MUTED, number(x), number(y)))
        for ink, words in line[0]:
            shown = literal(ink.face.encode(words))
            page.code.append(b"/%b %b Tf %bTj" % (ink.face.resource, number(self._style.size), shown))
        page.code.append(b"ET")


def fill_in_numbers(pages: Sequence[Page], words: Words, style: TextStyle) -> None:
    """Writes the page numbers of contents entries, now that every heading has its page."""
    for page in pages:
        for index, landing, right, base in page.late:
            # The space parts the number from the title for those who hear them read.
            line = words.line(f" {landing.page + 1}", style)
            ink, digits = line[0][0]
            page.code[index] = b"BT /%b %b Tf %b rg %b %b Td %bTj ET" % (
                ink.face.resource,
                number(style.size),
                style.colour,
                number(right - words.width(line, style)),
                number(base),
                literal(ink.face.encode(digits)),
            )
