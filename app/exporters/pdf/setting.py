"""Sets a whole document: cover, parts in order, contents and furniture, onto pages with their structure."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from app.document.nodes import Contents, Document, Heading, Item, List, PageBreak, Paragraph, Part, Table
from app.exporters.pdf.contents import Listed, contents_blocks
from app.exporters.pdf.cover import CoverPage
from app.exporters.pdf.flow import Flow, Sheet
from app.exporters.pdf.fonts import Fonts
from app.exporters.pdf.frame import Frame
from app.exporters.pdf.furniture import Furnisher, fill_in_numbers
from app.exporters.pdf.page import Landing, Page
from app.exporters.pdf.parts import Setter, nothing
from app.exporters.pdf.pictures import Pictures
from app.exporters.pdf.styles import MM, styles_of
from app.exporters.pdf.tags import Tags
from app.exporters.pdf.words import Words

A4 = (210 * MM, 297 * MM)
LEAST_MARGIN = 15 * MM


class Typesetting:
    """The work on one document; `pages` does it, the other attributes are what it used and found."""

    def __init__(self, document: Document) -> None:
        self.document = document
        look = document.look
        self.styles = styles_of(look)
        self.fonts = Fonts(look.font)
        self.pictures = Pictures(document.pictures)
        self.tags = Tags()
        landings = self.landings = {anchor: Landing() for anchor in anchors(document.parts)}
        self._listed = [
            Listed(part, landings[part.anchor] if part.anchor else Landing())
            for part in document.parts
            if isinstance(part, Heading)
        ]
        self.words = Words(self.fonts, landings, b"" if document.redline else self.styles.accent)
        self.setter = Setter(self.words, self.styles, self.pictures, landings)
        margin = max(look.margin * MM, LEAST_MARGIN)
        self._sheet = Sheet(*A4, margin, margin, margin)
        self._flow = Flow(self._sheet)

    def pages(self, told: Callable[[int], None] = lambda _: None) -> list[Page]:
        """All pages, finished; `told` how many parts have been set."""
        if self.document.cover is not None:
            page = self._flow.bare_page()
            CoverPage(page, self._sheet, self.words, self.document.look, self.tags.document).draw(
                self.document.cover
            )
        headings = iter(self._listed)
        try:
            for at, part in enumerate(self.document.parts):
                told(at)
                self.setter.meanwhile = partial(told, at)
                self._set(part, headings)
        finally:
            # Whom it tells may hold whatever is being set, and what it sets goes in a cycle.
            self.setter.meanwhile = nothing
        pages = self._flow.finish()
        fill_in_numbers(pages, self.words, self.styles.roles["body"])
        Furnisher(self.document.furniture, self.styles.furniture, self.words, self._sheet.margin).furnish(
            pages
        )
        return pages

    def _frame(self, sheet: Sheet) -> Frame:
        return Frame(0, sheet.text_width, sheet.text_height, self.styles.roles["body"])

    def _set(self, part: Part, headings: Iterator[Listed]) -> None:
        flow, root = self._flow, self.tags.document
        sideways = isinstance(part, Table) and self._is_wide(part)
        flow.turn(sideways)
        frame = self._frame(flow.sheet)
        if isinstance(part, PageBreak):
            flow.break_page()
            blocks = []
        elif isinstance(part, Contents):
            blocks = contents_blocks(part, self._listed, self.setter, self.styles, root, frame)
        elif isinstance(part, Heading):
            if part.new_page:
                flow.break_page()
            blocks = self.setter.heading(part, root, frame, next(headings).landing)
        else:
            blocks = self.setter.blocks(part, root, frame)
        for block in blocks:
            flow.add(block)

    def _is_wide(self, table: Table) -> bool:
        """Whether a table fits better on a page on its side: its words do not stand side by side on an upright one."""
        if not self.document.look.landscape_wide_tables:
            return False
        return self.setter.wants_width(table, self._sheet.text_width)


def anchors(parts: Iterable[Part | Item]) -> Iterator[str]:
    """The anchors of all parts, also of those in lists and tables."""
    for part in parts:
        if isinstance(part, Heading | Paragraph | Item) and part.anchor:
            yield part.anchor
        if isinstance(part, List):
            yield from anchors(part.items)
        elif isinstance(part, Item):
            yield from anchors(part.blocks)
        elif isinstance(part, Table):
            for row in part.rows:
                for cell in row.cells:
                    yield from anchors(cell.blocks)
