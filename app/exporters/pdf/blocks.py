"""What stands on pages: blocks that know their height, may be split between two pages, and draw themselves.

Knows nothing of documents; the parts of a document become blocks in `parts` and `tables`.
"""

import itertools
from collections.abc import Sequence
from typing import Protocol

from app.exporters.pdf.draw import draw_lines
from app.exporters.pdf.layout import Line, TextStyle
from app.exporters.pdf.page import Landing, Page, filled
from app.exporters.pdf.tags import Element
from app.exporters.pdf.writer import number

FEW = 2
"""The fewest lines of a paragraph that stand alone at the foot or head of a page."""


class Block(Protocol):
    """A block. `before` and `after` are the least space around it, `keep` holds it to the block that follows.

    `lead` is the least height that must stand together where it begins. Lengths are points.
    """

    before: float
    after: float
    keep: bool

    @property
    def height(self) -> float: ...

    @property
    def lead(self) -> float: ...

    def split(self, room: float, forced: bool = False) -> "tuple[Block, Block] | None":
        """What fits in `room` and the rest; None if it must not be parted there. `forced`: never mind the looks."""
        ...

    def draw(self, page: Page, x: float, top: float, real: bool = True) -> None:
        """Draws it below `top`, its frame's left edge at `x`; as mere furniture unless it is `real`."""
        ...


class Label:
    """What stands before a paragraph's first line: a bullet or a number, `left` points from the frame."""

    __slots__ = ("element", "left", "line")

    def __init__(self, line: Line, left: float, element: Element) -> None:
        self.line = line
        self.left = left
        self.element = element


class TextBlock:
    """Lines of one paragraph. `left` is its distance from the frame, `width` that of the frame less both indents."""

    __slots__ = ("after", "before", "element", "keep", "label", "landing", "left", "lines", "style", "width")

    def __init__(
        self,
        lines: Sequence[Line],
        style: TextStyle,
        element: Element,
        left: float,
        width: float,
        label: Label | None = None,
        landing: Landing | None = None,
    ) -> None:
        self.lines = lines
        self.style = style
        self.element = element
        self.left = left
        self.width = width
        self.label = label
        self.landing = landing
        self.before = style.before
        self.after = style.after
        self.keep = style.keep

    @property
    def height(self) -> float:
        return max(len(self.lines), 1 if self.label else 0) * self.style.leading

    @property
    def lead(self) -> float:
        count = len(self.lines)
        return self.height if count < 2 * FEW else FEW * self.style.leading

    def split(self, room: float, forced: bool = False) -> "tuple[TextBlock, TextBlock] | None":
        fit = int(room / self.style.leading + 0.001)
        count = len(self.lines)
        least = 1 if forced else FEW
        fit = min(fit, count - least)
        if fit < least:
            return None
        head = TextBlock(
            self.lines[:fit], self.style, self.element, self.left, self.width, self.label, self.landing
        )
        rest = TextBlock(self.lines[fit:], self.style, self.element, self.left, self.width)
        head.before, rest.before, rest.keep = self.before, 0, self.keep
        return head, rest

    def draw(self, page: Page, x: float, top: float, real: bool = True) -> None:
        style = self.style
        if real and self.landing is not None and self.landing.page < 0:
            self.landing.settle(page, x, top)
        if style.bar:
            page.ornament([filled(x + self.left - 12, top - self.height, 2.5, self.height, style.bar)])
        if self.label is not None:
            label = self.label
            draw_lines(page, [label.line], style, x + label.left, top, 0, label.element if real else None)
        if self.lines:
            draw_lines(
                page, self.lines, style, x + self.left, top, self.width, self.element if real else None
            )


class PictureBlock:
    """A picture under the name `resource`, `left` points from the frame. `entries` of its element take the box.

    `edge` draws a line about it: its colour, and whether it is broken.
    """

    __slots__ = ("after", "before", "edge", "element", "keep", "landing", "left", "resource", "size")

    def __init__(
        self,
        resource: bytes,
        size: tuple[float, float],
        element: Element,
        left: float,
        keep: bool,
        after: float,
        edge: tuple[bytes, bool] | None = None,
    ) -> None:
        self.resource = resource
        self.edge = edge
        self.size = size
        self.element = element
        self.left = left
        self.keep = keep
        self.before = after
        self.after = after

    @property
    def height(self) -> float:
        return self.size[1]

    @property
    def lead(self) -> float:
        return self.size[1]

    def split(self, room: float, forced: bool = False) -> None:
        return None

    def draw(self, page: Page, x: float, top: float, real: bool = True) -> None:
        width, height = self.size
        left, bottom = x + self.left, top - height
        if real:
            sides = b" ".join(number(side) for side in (left, bottom, left + width, top))
            self.element.entries += b"/A<</O/Layout/Placement/Block/BBox[%b]>>" % sides
        page.open(self.element if real else None)
        page.code.append(
            b"q %b 0 0 %b %b %b cm /%b Do Q"
            % (number(width), number(height), number(left), number(bottom), self.resource)
        )
        page.close()
        if self.edge is not None:
            colour, broken = self.edge
            box = b" ".join(number(side) for side in (left, bottom, width, height))
            page.open(None)
            page.code.append(b"q %b RG 2 w %b %b re S Q" % (colour, b"[6 4]0 d" if broken else b"", box))
            page.close()


def stacked_height(blocks: Sequence[Block]) -> float:
    """The height of blocks one below the other, without the space above the first and below the last."""
    height = sum(block.height for block in blocks)
    return height + sum(max(above.after, below.before) for above, below in itertools.pairwise(blocks))


def draw_stack(blocks: Sequence[Block], page: Page, x: float, top: float, real: bool) -> None:
    """Draws blocks one below the other."""
    after = 0.0
    for index, block in enumerate(blocks):
        if index:
            top -= max(after, block.before)
        block.draw(page, x, top, real)
        top -= block.height
        after = block.after


def split_stack(blocks: list[Block], room: float, forced: bool = False) -> tuple[list[Block], list[Block]]:
    """The blocks that fit in `room` one below the other, and the others; one block may be parted between them."""
    used = after = 0.0
    for index, block in enumerate(blocks):
        gap = max(after, block.before) if index else 0.0
        if used + gap + block.height > room + 0.01:
            parts = block.split(room - used - gap, forced and not index)
            if parts is None:
                return blocks[:index], blocks[index:]
            return [*blocks[:index], parts[0]], [parts[1], *blocks[index + 1 :]]
        used += gap + block.height
        after = block.after
    return blocks, []
