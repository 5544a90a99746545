"""Tables as blocks with their structure elements: grid, column widths, heads and captions."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from msgspec import Struct, structs

from app.document.nodes import Figure, Heading, List, Mark, Paragraph, Part, Spans, Table
from app.exporters.column_widths import share_widths
from app.exporters.pdf.blocks import Block, TextBlock
from app.exporters.pdf.frame import Frame
from app.exporters.pdf.grid import Grid, Placed, content_widths, grid_of
from app.exporters.pdf.layout import TextStyle, cleaned
from app.exporters.pdf.styles import Styles
from app.exporters.pdf.table_block import CellBox, TableBlock, TableLook, band_of
from app.exporters.pdf.tags import Element
from app.exporters.pdf.words import Words

LONGEST = 160.0
"""A word wider than this, in points, may be broken rather than widen its column."""
_LIST_INDENT = 18.0


class PartSetter(Protocol):
    """What sets the parts inside the cells."""

    words: Words

    def blocks(self, part: Part, parent: Element, frame: Frame) -> list[Block]: ...

    def text(
        self, spans: Spans, style: TextStyle, element: Element, frame: Frame, mark: Mark | None = None
    ) -> TextBlock | None: ...


class _Measured(Struct):
    least: list[float]
    most: list[float]


class TableSetting:
    """Sets tables. `setter` sets what stands in their cells."""

    def __init__(self, setter: PartSetter, styles: Styles) -> None:
        self._setter = setter
        self._styles = styles
        self._looks = {
            "grid": TableLook("all", styles.rule),
            "sheet": TableLook("rows", styles.rule, pad_y=4.5),
            "plain": TableLook("none", styles.rule, pad_x=3, pad_y=2),
        }
        self._count = 0

    def least_width(self, table: Table) -> float:
        """The width in points at which no word of the table need be broken."""
        grid = grid_of(table)
        return sum(self._measured(table, grid).least) if grid else 0.0

    def blocks(self, table: Table, parent: Element, frame: Frame) -> list[Block]:
        """The caption, if any, and the table; nothing for a table without cells."""
        grid = grid_of(table)
        if grid is None:
            return []
        self._count += 1
        element = parent.child(b"Table")
        found: list[Block] = []
        if table.title:
            caption = self._setter.text(
                table.title, self._styles.roles["caption"], element.child(b"Caption"), frame
            )
            found += [caption] if caption else []
        return [*found, self._table(table, grid, element, frame)]

    def _table(self, table: Table, grid: Grid, element: Element, frame: Frame) -> TableBlock:
        look = self._looks[table.role]
        measured = self._measured(table, grid)
        if table.widths:
            widths = share_widths(table.widths, measured.least, frame.width)
        else:
            widths = content_widths(measured.least, measured.most, frame.width)
        edges = [frame.left]
        for width in widths:
            edges.append(edges[-1] + width)
        cells = _Cells(self._setter, self._styles, look, table, grid, edges, f"t{self._count}", frame)
        least = self._styles.cell.leading + 2 * look.pad_y
        head = band_of(grid.heads, cells.boxes(element, b"THead", 0, grid.heads), look, least)
        rows = len(grid.rows) - grid.heads
        body = band_of(rows, cells.boxes(element, b"TBody", grid.heads, len(grid.rows)), look, least)
        return TableBlock(edges, head, body, look, frame.height)

    def _measured(self, table: Table, grid: Grid) -> _Measured:
        look = self._looks[table.role]
        pads = 2 * look.pad_x
        measured = _Measured([pads + 12] * grid.columns, [pads + 12] * grid.columns)
        for index, row in enumerate(grid.cells):
            for one in row:
                bold = index < grid.heads or (table.row_headers and one.column == 0)
                if one.across == 1:
                    least, most = self._extent(one.cell.blocks, bold)
                    measured.least[one.column] = max(measured.least[one.column], least + pads + 1)
                    measured.most[one.column] = max(measured.most[one.column], most + pads + 1)
        return measured

    def _extent(self, parts: Iterable[Part], bold: bool) -> tuple[float, float]:
        """The widths of the longest word and of the longest paragraph, in points."""
        least = most = 0.0
        size = self._styles.cell.size
        for text, indent, strong in _texts(parts, 0.0):
            face = self._setter.words.fonts.face(bold or strong, False)
            scale = size / face.units
            widths = [
                (
                    face[word]
                    if word.isascii() or face.signs.issuperset(word)
                    else len(word) * face.units * 0.6
                )
                * scale
                for word in cleaned(text).split()
            ]
            if widths:
                least = max(least, min(max(widths), LONGEST) + indent)
                most = max(most, sum(widths) + (len(widths) - 1) * face.space * scale + indent)
        return least, most


def _texts(parts: Iterable[Part], indent: float) -> Iterator[tuple[str, float, bool]]:
    """Each paragraph's text, its indent, and whether any of it is bold."""
    for part in parts:
        if isinstance(part, Paragraph | Heading):
            strong = isinstance(part, Heading) or any(span.bold for span in part.spans)
            number = part.number + " " if isinstance(part, Heading) else ""
            yield number + "".join(span.text for span in part.spans), indent, strong
        elif isinstance(part, List):
            for item in part.items:
                yield from _texts(item.blocks, indent + _LIST_INDENT)
        elif isinstance(part, Table):
            for row in part.rows:
                yield " ".join("X" * 8 for _ in row.cells), indent, False
        elif isinstance(part, Figure):
            yield "X" * 8, indent, False


class _Cells:
    """The cells of one table as boxes; makes rows and cells in the structure, with the heads of each where it is not
    plain which they are (ISO 14289-1, 7.5)."""

    def __init__(
        self,
        setter: PartSetter,
        styles: Styles,
        look: TableLook,
        table: Table,
        grid: Grid,
        edges: list[float],
        name: str,
        frame: Frame,
    ) -> None:
        self._setter = setter
        self._styles = styles
        self._look = look
        self._table = table
        self._grid = grid
        self._edges = edges
        self._name = name
        self._frame = frame
        heads = [one for row in grid.cells[: grid.heads] for one in row]
        self._heads = heads if grid.heads > 1 or any(one.across > 1 for one in heads) else []

    def boxes(self, table: Element, tag: bytes, first: int, stop: int) -> list[CellBox]:
        """The boxes of the rows from `first` to before `stop`, counted from `first`."""
        if first == stop:
            return []
        group = table.child(tag)
        found: list[CellBox] = []
        for index in range(first, stop):
            line = group.child(b"TR")
            mark = self._grid.rows[index].mark or self._frame.mark
            found += [self._box(one, line, mark, first) for one in self._grid.cells[index]]
        return found

    def _box(self, one: Placed, row: Element, mark: Mark | None, first: int) -> CellBox:
        heads_column = one.row < self._grid.heads
        heads_row = not heads_column and self._table.row_headers and one.column == 0
        strong = heads_column or heads_row
        element = row.child(b"TH" if strong else b"TD", self._entries(one, heads_column, heads_row))
        if self._heads and strong:
            element.ident = self._ident(one)
        frame = self._inner(one, strong, mark)
        blocks: list[Block] = []
        for part in one.cell.blocks:
            blocks += self._setter.blocks(part, element, frame)
            if heads_row:
                # The first paragraph names the row; what follows it in the cell only explains.
                frame = self._inner(one, False, mark)
        for block in blocks:
            block.keep = False
        filled = heads_column or (heads_row and self._table.role == "sheet")
        fill = self._styles.head_fill if filled and self._table.role != "plain" else b""
        return CellBox(one.row - first, one.column, blocks, one.down, one.across, fill)

    def _inner(self, one: Placed, strong: bool, mark: Mark | None) -> Frame:
        width = self._edges[one.column + one.across] - self._edges[one.column] - 2 * self._look.pad_x
        style = structs.replace(
            self._styles.cell_head if strong else self._styles.cell, align=one.cell.align, after=3.0
        )
        return Frame(0, max(width, 4), self._frame.height * 0.6, style, mark=mark, cell=True)

    def _ident(self, one: Placed) -> bytes:
        return f"{self._name}r{one.row}c{one.column}".encode("ascii")

    def _entries(self, one: Placed, heads_column: bool, heads_row: bool) -> bytes:
        entries = b"/Scope/Column" if heads_column else b"/Scope/Row" if heads_row else b""
        if one.across > 1:
            entries += b"/ColSpan %d" % one.across
        if one.down > 1:
            entries += b"/RowSpan %d" % one.down
        over = [
            b"(%b)" % self._ident(head)
            for head in self._heads
            if head.row + head.down <= one.row
            and head.column < one.column + one.across
            and one.column < head.column + head.across
        ]
        if over:
            entries += b"/Headers[%b]" % b" ".join(over)
        return b"/A<</O/Table%b>>" % entries if entries else b""
