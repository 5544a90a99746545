"""A table as a block: rows between rules, a head repeated on each page, tall rows parted.

Knows nothing of documents.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import Literal

from msgspec import Struct, structs

from app.exporters.pdf.blocks import Block, draw_stack, split_stack, stacked_height
from app.exporters.pdf.page import Page, filled
from app.exporters.pdf.writer import number

STUB = 56.0
"""The least height worth leaving at the foot of a page, of a parted row, or at the head, of the last one, in points."""
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
    """Some rows of a table: their heights and their cells in reading order, whose rows are counted from `first`."""

    heights: list[float]
    cells: list[CellBox]
    first: int = 0

    @property
    def height(self) -> float:
        return sum(self.heights)


def band_of(rows: int, cells: list[CellBox], look: TableLook, least: float, first: int = 0) -> Band:
    """Rows just high enough for their cells, at least `least` points each."""
    heights = [least] * rows
    for box in sorted(cells, key=lambda one: one.down):
        need = stacked_height(box.blocks) + 2 * look.pad_y
        top, end = box.row - first, box.row - first + box.down
        missing = need - sum(heights[top:end])
        if missing > 0:
            heights[end - 1] += missing
    return Band(heights, cells, first)


class TableBlock:
    """Rows of a table below its head. `edges` are the columns' edges from the frame; `capacity` a page's height.

    What is left of thousands of rows is parted again at each page, so no more of them is looked at than a page holds.
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
        self.height = head.height + body.height
        if began:
            self.before = 0.0

    @property
    def lead(self) -> float:
        if self.height <= self.capacity * WHOLE:
            return self.height
        first = next(islice(self._bounds(), 1, None), 0.0)
        return self.head.height + (first if not self._tall(first) else min(first, STUB))

    def split(self, room: float, forced: bool = False) -> "tuple[TableBlock, TableBlock] | None":
        if not forced and not self.began and self.height <= self.capacity * WHOLE:
            return None
        room -= self.head.height
        whole, following = self._bounds_about(room + 0.01)
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

    def _bounds_about(self, room: float) -> tuple[float, float]:
        """The last height within a room at which the body may be parted, nought if none is, and the next one."""
        whole = 0.0
        for bound in self._bounds():
            if bound <= room:
                whole = bound
            elif bound > whole:
                return whole, bound
        return whole, whole

    def _bounds(self) -> Iterator[float]:
        """Heights at which the body may be parted between rows, from nought to the whole.

        A row of one cell over all columns heads the rows below it, and stays with the next; a low last row, which is
        often the total of those above, stays with the one before.
        """
        yield 0.0
        height, reached, heads = 0.0, 0, self._heads_others(0)
        last_row = len(self.body.heights) - 1
        for row, own in enumerate(self.body.heights):
            height += own
            reached = max([reached, *(box.row - self.body.first + box.down for box in self._cells_of(row))])
            headed, heads = heads, self._heads_others(row + 1)
            held = (headed and not heads) or (row + 1 == last_row and self.body.heights[last_row] < STUB)
            if reached <= row + 1 and (row == last_row or not held):
                yield height

    def _heads_others(self, row: int) -> bool:
        """Whether a row has a cell over all columns."""
        columns = len(self.edges) - 1
        return any(box.across == columns > 1 and box.down == 1 for box in self._cells_of(row))

    def _cells_of(self, row: int) -> Iterator[CellBox]:
        """The cells that begin in a row of the body, counted from nought."""
        wanted, cells = row + self.body.first, self.body.cells
        for at in range(self._cells_before(row), len(cells)):
            if cells[at].row != wanted:
                return
            yield cells[at]

    def _cells_before(self, row: int) -> int:
        """How many cells begin above a row of the body, counted from nought."""
        return bisect_left(self.body.cells, row + self.body.first, key=lambda box: box.row)

    def _cut(self, at: float, forced: bool) -> tuple[Band, Band] | None:
        """The body parted at a height, through cells where it must be; None where nothing would fit above."""
        row, above = 0, 0.0
        heights, first = self.body.heights, self.body.first
        while row < len(heights) and above + heights[row] <= at + 0.01:
            above += heights[row]
            row += 1
        inside = at - above > 0.01 and row < len(heights) and (row == 0 or self._tall(heights[row]))
        upper, lower, moved, through = self._parted(row, at if inside else above, inside, forced)
        if not moved:
            return None
        if not through:
            return Band(heights[:row], upper, first), Band(heights[row:], lower, first + row)
        least = min(self.body.heights)
        return (
            band_of(row + inside, upper, self.look, least, first),
            band_of(len(heights) - row, lower, self.look, least, first + row),
        )

    def _parted(
        self, row: int, at: float, inside: bool, forced: bool
    ) -> tuple[list[CellBox], list[CellBox], bool, bool]:
        """The cells above a height and those below; whether any came to stand above, and whether any was cut."""
        cut, count = row + self.body.first, self._cells_before(row + inside)
        tops = [0.0, *accumulate(self.body.heights[: row + 1])]
        upper: list[CellBox] = []
        lower: list[CellBox] = []
        moved, through = False, inside
        for box in self.body.cells[:count]:
            end = box.row + box.down
            if end <= cut:
                upper.append(box)
                moved = True
            else:
                room = at - tops[box.row - self.body.first] - 2 * self.look.pad_y
                fit, rest = split_stack(box.blocks, room, forced)
                moved, through = moved or bool(fit), True
                upper.append(structs.replace(box, blocks=fit, down=cut + inside - box.row))
                lower.append(structs.replace(box, blocks=rest, row=cut, down=end - cut))
        return upper, lower + self.body.cells[count:], moved, through

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
            row = box.row - band.first
            upper, lower = tops[row], tops[row + box.down]
            if box.fill:
                fills.append(filled(left, lower, right - left, upper - lower, box.fill))
            rules.append(self._rule(left, lower, right, upper))
        if self.look.rules != "none":
            fills.append(b"%b RG %b w %b S" % (self.look.rule, number(self.look.weight), b" ".join(rules)))
        page.ornament(fills)
        for box in band.cells:
            if box.blocks:
                left = x + self.edges[box.column] + self.look.pad_x
                draw_stack(box.blocks, page, left, tops[box.row - band.first] - self.look.pad_y, real)

    def _rule(self, left: float, lower: float, right: float, upper: float) -> bytes:
        if self.look.rules == "all":
            sides = (left, lower, right - left, upper - lower)
            return b"%b %b %b %b re" % tuple(map(number, sides))
        return b"%b %b m %b %b l" % tuple(map(number, (left, lower, right, lower)))
