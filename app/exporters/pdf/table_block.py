"""A table as a block: rows between rules, a head repeated on each page, tall rows parted.

Knows nothing of documents.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct, structs

from app.exporters.pdf.blocks import Block, draw_stack, split_stack, stacked_height
from app.exporters.pdf.page import Page, filled
from app.exporters.pdf.writer import number

STUB = 56.0
"""The least height of a parted row worth leaving at the foot of a page, in points."""
WHOLE = 0.22
"""A table no higher than this share of a page is not parted."""


class TableLook(Struct, frozen=True):
    """How a table is drawn: "all" rules or only "rows"; colours as operands, lengths in points."""

    rules: Literal["all", "rows", "none"]
    rule: bytes
    weight: float = 0.5
    pad_x: float = 5
    pad_y: float = 3.5


class CellBox(Struct, frozen=True):
    """A cell's blocks and the rows and columns it covers. `fill` is its background, empty for none."""

    row: int
    column: int
    blocks: list[Block]
    down: int = 1
    across: int = 1
    fill: bytes = b""


class Band(Struct, frozen=True):
    """Some rows of a table: their heights and their cells in reading order."""

    heights: list[float]
    cells: list[CellBox]

    @property
    def height(self) -> float:
        return sum(self.heights)


def band_of(rows: int, cells: list[CellBox], look: TableLook, least: float) -> Band:
    """Rows just high enough for their cells, at least `least` points each."""
    heights = [least] * rows
    for box in sorted(cells, key=lambda one: one.down):
        need = stacked_height(box.blocks) + 2 * look.pad_y
        missing = need - sum(heights[box.row : box.row + box.down])
        if missing > 0:
            heights[box.row + box.down - 1] += missing
    return Band(heights, cells)


class TableBlock:
    """Rows of a table below its head. `edges` are the columns' edges from the frame; `capacity` a page's height.

    `began` says that the head was drawn on an earlier page: here it is only repeated, as furniture.
    """

    before = 4.0
    after = 12.0
    keep = False

    def __init__(
        self,
        edges: Sequence[float],
        head: Band,
        body: Band,
        look: TableLook,
        capacity: float,
        began: bool = False,
    ) -> None:
        self.edges = edges
        self.head = head
        self.body = body
        self.look = look
        self.capacity = capacity
        self.began = began
        if began:
            self.before = 0.0

    @property
    def height(self) -> float:
        return self.head.height + self.body.height

    @property
    def lead(self) -> float:
        if self.height <= self.capacity * WHOLE:
            return self.height
        first = self._bounds()[1] if self.body.heights else 0.0
        return self.head.height + (first if not self._tall(first) else min(first, STUB))

    def split(self, room: float, forced: bool = False) -> "tuple[TableBlock, TableBlock] | None":
        if not forced and not self.began and self.height <= self.capacity * WHOLE:
            return None
        room -= self.head.height
        bounds = self._bounds()
        whole = max((bound for bound in bounds if bound <= room + 0.01), default=0.0)
        following = min((bound for bound in bounds if bound > whole), default=whole)
        tall = self._tall(following - whole) and room - whole >= STUB
        parts = self._cut(room, forced) if tall or (forced and whole <= 0) else None
        if parts is None and 0 < whole < self.body.height:
            parts = self._cut(whole, forced)
        if parts is None:
            return None
        top = TableBlock(self.edges, self.head, parts[0], self.look, self.capacity, self.began)
        head = self.head if self.head.height <= self.capacity / 3 else Band([], [])
        return top, TableBlock(self.edges, head, parts[1], self.look, self.capacity, True)

    def draw(self, page: Page, x: float, top: float, real: bool = True) -> None:
        self._draw_band(self.head, page, x, top, real and not self.began)
        self._draw_band(self.body, page, x, top - self.head.height, real)

    def _tall(self, height: float) -> bool:
        """Whether rows of this height in a piece would leave too much of a page empty."""
        return height > self.capacity / 2

    def _bounds(self) -> list[float]:
        """Heights at which the body may be parted between rows, from nought to the whole.

        A row of one cell over all columns heads the rows below it, and stays with the next.
        """
        crossed = {box.row + row for box in self.body.cells if box.down > 1 for row in range(1, box.down)}
        groups = {
            box.row for box in self.body.cells if box.across == len(self.edges) - 1 > 1 and box.down == 1
        }
        crossed |= {row + 1 for row in groups if row + 1 < len(self.body.heights) and row + 1 not in groups}
        bounds = [0.0]
        height = 0.0
        for row, own in enumerate(self.body.heights, 1):
            height += own
            if row not in crossed:
                bounds.append(height)
        return bounds

    def _cut(self, at: float, forced: bool) -> tuple[Band, Band] | None:
        """The body parted at a height, through cells where it must be; None where nothing would fit above."""
        row, above = 0, 0.0
        heights = self.body.heights
        while row < len(heights) and above + heights[row] <= at + 0.01:
            above += heights[row]
            row += 1
        inside = at - above > 0.01 and row < len(heights) and (row == 0 or self._tall(heights[row]))
        upper, lower, moved = self._parted(row, at if inside else above, inside, forced)
        if not moved:
            return None
        if not inside and not any(box.row < row < box.row + box.down for box in self.body.cells):
            return Band(heights[:row], upper), Band(heights[row:], lower)
        least = min(self.body.heights)
        count = row + inside
        return (
            band_of(count, upper, self.look, least),
            band_of(len(heights) - row, lower, self.look, least),
        )

    def _parted(
        self, row: int, at: float, inside: bool, forced: bool
    ) -> tuple[list[CellBox], list[CellBox], bool]:
        tops = [0.0]
        for height in self.body.heights:
            tops.append(tops[-1] + height)
        upper: list[CellBox] = []
        lower: list[CellBox] = []
        moved = False
        for box in self.body.cells:
            end = box.row + box.down
            if end <= row:
                upper.append(box)
                moved = True
            elif box.row > row or (box.row == row and not inside):
                lower.append(structs.replace(box, row=box.row - row))
            else:
                room = at - tops[box.row] - 2 * self.look.pad_y
                fit, rest = split_stack(box.blocks, room, forced)
                moved = moved or bool(fit)
                upper.append(structs.replace(box, blocks=fit, down=row + inside - box.row))
                lower.append(structs.replace(box, blocks=rest, row=0, down=end - row))
        return upper, lower, moved

    def _draw_band(self, band: Band, page: Page, x: float, top: float, real: bool) -> None:
        if not band.cells:
            return
        tops = [top]
        for height in band.heights:
            tops.append(tops[-1] - height)
        fills: list[bytes] = []
        rules: list[bytes] = []
        for box in band.cells:
            left, right = x + self.edges[box.column], x + self.edges[box.column + box.across]
            upper, lower = tops[box.row], tops[box.row + box.down]
            if box.fill:
                fills.append(filled(left, lower, right - left, upper - lower, box.fill))
            rules.append(self._rule(left, lower, right, upper))
        if self.look.rules != "none":
            fills.append(b"%b RG %b w %b S" % (self.look.rule, number(self.look.weight), b" ".join(rules)))
        page.ornament(fills)
        for box in band.cells:
            if box.blocks:
                left = x + self.edges[box.column] + self.look.pad_x
                draw_stack(box.blocks, page, left, tops[box.row] - self.look.pad_y, real)

    def _rule(self, left: float, lower: float, right: float, upper: float) -> bytes:
        if self.look.rules == "all":
            sides = (left, lower, right - left, upper - lower)
            return b"%b %b %b %b re" % tuple(map(number, sides))
        return b"%b %b m %b %b l" % tuple(map(number, (left, lower, right, lower)))
