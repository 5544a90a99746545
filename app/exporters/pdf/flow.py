"""Blocks onto pages: fills each page from the top, keeps headings with what they head, parts what may be parted.

Knows nothing of documents.
"""

import itertools

from msgspec import Struct

from app.exporters.pdf.blocks import Block
from app.exporters.pdf.page import Page

EASE = 0.01


class Sheet(Struct, frozen=True):
    """A page's size and the margins around its text, in points."""

    width: float
    height: float
    margin: float
    head: float
    foot: float

    @property
    def text_width(self) -> float:
        return self.width - 2 * self.margin

    @property
    def text_height(self) -> float:
        return self.height - self.head - self.foot

    @property
    def turned(self) -> "Sheet":
        """The same sheet on its side."""
        return Sheet(self.height, self.width, self.margin, self.head, self.foot)


class Flow:
    """The pages of a document as they are filled. `sheet` is the one that new pages get."""

    def __init__(self, sheet: Sheet) -> None:
        self.upright = sheet
        self.sheet = sheet
        self.pages: list[Page] = []
        self._held: list[Block] = []
        self._y = 0.0
        self._after = 0.0
        self._fresh = False

    def bare_page(self) -> Page:
        """A page without furniture that nothing flows onto, such as the cover."""
        self.break_page()
        page = self._new_page()
        page.bare = True
        self._fresh, self._y = False, 0.0
        return page

    def add(self, block: Block) -> None:
        """Puts a block after those already there."""
        self._held.append(block)
        if not block.keep:
            self._settle()

    def break_page(self) -> None:
        """What comes next starts a page; a page with nothing on it is not left behind."""
        self._settle()
        if not self._fresh:
            self._y = 0.0

    def turn(self, sideways: bool) -> None:
        """What comes next stands on upright or on sideways pages; blocks held for it go with it."""
        held, self._held = self._held, []
        wanted = self.upright.turned if sideways else self.upright
        if wanted != self.sheet:
            self.sheet = wanted
            if self._fresh:
                self.pages.pop()
            self._y, self._fresh = 0.0, False
        self._held = held

    def finish(self) -> list[Page]:
        """All pages, at least one."""
        self._settle()
        if self._fresh and len(self.pages) > 1:
            self.pages.pop()
        if not self.pages:
            self._new_page()
        return self.pages

    def _settle(self) -> None:
        held, self._held = self._held, []
        if not held:
            return
        need = sum(block.height for block in held[:-1]) + held[-1].lead
        need += sum(max(above.after, below.before) for above, below in itertools.pairwise(held))
        if self._gap(held[0]) + need > self._room and not self._fresh:
            self._new_page()
        for block in held:
            self._place(block)

    @property
    def _room(self) -> float:
        return self._y - self.sheet.foot + EASE

    def _gap(self, block: Block) -> float:
        return 0 if self._fresh else max(self._after, block.before)

    def _place(self, block: Block) -> None:
        rest: Block | None = block
        while rest is not None:
            rest = self._place_some(rest)

    def _place_some(self, block: Block) -> Block | None:
        """Draws what fits on this page. Returns what is left."""
        room = self._room - self._gap(block)
        if block.height <= room:
            self._draw(block)
            return None
        parts = block.split(room) if room > 0 else None
        if parts is None and not self._fresh:
            self._new_page()
            return block
        if parts is None:
            parts = block.split(room, forced=True)
        self._draw(parts[0] if parts else block)
        self._new_page()
        return parts[1] if parts else None

    def _draw(self, block: Block) -> None:
        self._y -= self._gap(block)
        block.draw(self.pages[-1], self.sheet.margin, self._y)
        self._y -= block.height
        self._after = block.after
        self._fresh = False

    def _new_page(self) -> Page:
        page = Page(len(self.pages), self.sheet.width, self.sheet.height)
        self.pages.append(page)
        self._y = self.sheet.height - self.sheet.head
        self._after = 0.0
        self._fresh = True
        return page
