"""Tables in Word's XML: heads that repeat, rows that stay whole, spans, tracked rows. Imports document nodes only."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, compress, pairwise

from msgspec import Struct, structs

from app.document.nodes import Cell, List, Paragraph, Part, Row, Table
from app.exporters.column_widths import share_widths
from app.exporters.docx import spans as words
from app.exporters.docx.ends import settled
from app.exporters.docx.escape import attribute
from app.exporters.docx.paragraphs import Setting, paragraph_xml
from app.exporters.docx.styles import colour, text_width
from app.exporters.docx.writing import Writing

Blocks = Callable[[Writing, tuple[Part, ...], Setting], list[str]]

MOST_COLUMNS = 63
"""Word's own limit."""
_STYLES = {"grid": "StrategyGrid", "sheet": "StrategySheet", "plain": "StrategyPlain"}
_LETTER = 0.55
_BOLD = 1.1
_LONGEST = 22  # letters; longer words are addresses, which may break
_MOST_LETTERS = 200
# So short a table is not parted by the end of a page.
_WHOLE_ROWS = 8
_LOW_LETTERS = 80
_PADDING = 220
# LibreOffice counts heads until a row that says it is none, and keeps the count when some of them go.
_NO_HEAD = '<w:tblHeader w:val="off"/>'
_BESIDE = 60  # twentieths of a point: a millimetre


class Placed(Struct, frozen=True):
    """A cell in the grid: its column and span; `goes_on` where it only continues the cell above."""

    cell: Cell
    column: int
    across: int
    goes_on: bool


Grid = list[tuple[Placed, ...]]
"""The rows of a table, every place of its grid filled."""


def table_xml(writing: Writing, table: Table, setting: Setting, blocks: Blocks) -> list[str]:
    """The caption, the table and nothing after it; `blocks` writes what stands in a cell."""
    whole = int(text_width(writing.look, writing.pages.landscape) * setting.share)
    grid, widths = _laid_out(writing, table, whole)
    if not widths:
        return []
    written = [_caption(writing, table, setting)] if table.title else []
    rows = [
        _row(writing, table, number, row, cells, widths, setting, blocks)
        for number, (row, cells) in enumerate(zip(table.rows, grid, strict=True))
    ]
    grid_xml = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    written.append(
        f"<w:tbl>{_properties(table, whole)}<w:tblGrid>{grid_xml}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    return written


def _laid_out(writing: Writing, table: Table, whole: int) -> tuple[Grid, list[int]]:
    """The rows in the grid, and the widths of its columns, which are `whole` together."""
    if table.former_widths is not None:
        return _laid_together(writing, table, whole)
    grid = placed(table)
    columns = max((cell.column + cell.across for row in grid for cell in row), default=0)
    longest = _longest_words(grid, table.header_rows)
    least = [_needed(longest.get(column, 0), writing) for column in range(columns)]
    return grid, [round(width) for width in share_widths(shares(table, grid, columns), least, whole)]


def _laid_together(writing: Writing, table: Table, whole: int) -> tuple[Grid, list[int]]:
    """The same of rows that went and others, either in columns of their own: one column for each stretch between two
    edges of any, of which those that no row is left to use are gone once all is accepted or rejected."""
    went = [row.mark is not None and row.mark.kind == "deleted" for row in table.rows]
    former = structs.replace(table, widths=table.former_widths or ())
    grids, sides = zip(
        *(
            _laid_out(writing, _only(side, [gone == wanted for gone in went]), whole)
            for side, wanted in ((table, False), (former, True))
        ),
        strict=True,
    )
    own = [[0, *accumulate(widths)] for widths in sides]
    own[1] = _snapped(own[1], own[0])
    edges = sorted({*own[0], *own[1]})
    at = {edge: index for index, edge in enumerate(edges)}
    rows = [iter(grid) for grid in grids]
    grid = [tuple(_across(cell, own[gone], at) for cell in next(rows[gone])) for gone in went]
    return grid, [end - start for start, end in pairwise(edges)]


def _only(table: Table, kept: Sequence[bool]) -> Table:
    """A table of some of the rows, all in its own columns."""
    heads = sum(kept[: table.header_rows])
    return structs.replace(
        table, rows=tuple(compress(table.rows, kept)), header_rows=heads, former_widths=None
    )


def _snapped(edges: Sequence[int], others: Sequence[int]) -> list[int]:
    """The edges of columns, those that stand hardly beside one of the others on it; the last ones on the last one."""
    result: list[int] = []
    for edge in edges[:-1]:
        near = min(others, key=lambda other: abs(other - edge))
        result.append(near if abs(near - edge) <= _BESIDE and near not in (others[-1], *result) else edge)
    return [*result, others[-1]]


def _across(cell: Placed, own: Sequence[int], at: dict[int, int]) -> Placed:
    """A cell of a column, or of some, across all columns of the grid that these are."""
    column, end = at[own[cell.column]], at[own[cell.column + cell.across]]
    return structs.replace(cell, column=column, across=end - column)


def placed(table: Table) -> Grid:
    """The rows with every place of the grid filled: cells that cover several rows go on, gaps are empty cells."""
    reaching: dict[int, tuple[int, int]] = {}
    rows = [_placed_row(row, reaching, len(table.rows) - number) for number, row in enumerate(table.rows)]
    width = max((row[-1].column + row[-1].across for row in rows if row), default=0)
    return [(*row, *_gap(row, width)) for row in rows]


def _placed_row(row: Row, reaching: dict[int, tuple[int, int]], below: int) -> list[Placed]:
    """One row's cells at their columns; `reaching` tells for each column how many rows a cell above still covers."""
    found: list[Placed] = []
    cells = list(_fitting(row.cells))
    column = 0
    while cells or any(start >= column and left for start, (left, _) in reaching.items()):
        left, across = reaching.get(column, (0, 1))
        if left:
            found.append(Placed(Cell(), column, across, True))
            reaching[column] = (left - 1, across)
        else:
            cell = cells.pop(0) if cells else Cell()
            blocked = (start for start, (rows, _) in reaching.items() if start > column and rows)
            across = max(1, min(cell.across, min(blocked, default=MOST_COLUMNS) - column))
            reaching[column] = (min(cell.down, below) - 1, across)
            found.append(Placed(cell, column, across, False))
        column += across
    return found


def _fitting(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells, those beyond the number that Word can show gathered in the last."""
    if len(cells) <= MOST_COLUMNS // 2:
        return cells
    last = tuple(part for cell in cells[MOST_COLUMNS // 2 - 1 :] for part in cell.blocks)
    return (*cells[: MOST_COLUMNS // 2 - 1], Cell(last))


def _gap(row: list[Placed], width: int) -> tuple[Placed, ...]:
    end = row[-1].column + row[-1].across if row else 0
    return (Placed(Cell(), end, width - end, False),) if end < width else ()


def shares(table: Table, grid: Sequence[Sequence[Placed]], columns: int) -> list[float]:
    """Each column's share of the table's width: as declared, or by how much stands in it."""
    if len(table.widths) == columns and sum(table.widths) > 0:
        return [width / sum(table.widths) for width in table.widths]
    letters = [1.0] * columns
    longest = [1] * columns
    for row in grid:
        for cell in row:
            if cell.across == 1 and not cell.goes_on:
                text = cell_text(cell.cell)
                letters[cell.column] += min(len(text), 400)
                longest[cell.column] = max(
                    longest[cell.column], max((len(w) for w in text.split()), default=1)
                )
    weights = [max(total**0.6, word * 2.0) for total, word in zip(letters, longest, strict=True)]
    least = 0.5 / columns
    fair = [max(weight / sum(weights), least) for weight in weights]
    return [share / sum(fair) for share in fair]


def too_wide(table: Table, writing: Writing) -> bool:
    """Whether the longest words of a table's columns do not fit side by side on an upright page."""
    longest = _longest_words(placed(table), 0)
    needed = sum(_needed(letters, writing) for letters in longest.values())
    return len(longest) > 4 and (needed > text_width(writing.look) or len(longest) > 8)


def _longest_words(grid: Sequence[Sequence[Placed]], heads: int) -> dict[int, float]:
    """The letters of the longest word of each column, those of its heads counted as the wider ones they are."""
    longest: dict[int, float] = {}
    for at, row in enumerate(grid):
        for cell in row:
            words = [len(word) for word in cell_text(cell.cell).split()]
            if cell.across == 1 and words:
                letters = min(max(words), _LONGEST) * (_BOLD if at < heads else 1)
                longest[cell.column] = max(longest.get(cell.column, 0), letters)
    return longest


def _needed(letters: float, writing: Writing) -> float:
    """The width that a column needs for a word of so many letters, in twentieths of a point."""
    return letters * writing.look.size * 0.9 * 20 * _LETTER + _PADDING


def cell_text(cell: Cell) -> str:
    """The plain text of a cell."""
    return " ".join(_texts(cell.blocks))


def _texts(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Paragraph):
            yield "".join(span.text for span in part.spans)
        elif isinstance(part, List):
            for item in part.items:
                yield from _texts(item.blocks)


def _caption(writing: Writing, table: Table, setting: Setting) -> str:
    mark = setting.mark or table.mark
    owned = table.node and not table.generated and not _generated_heads(table)
    text = table.caption or "".join(span.text for span in table.title)
    name = writing.place(table.node, table.field or "body") if owned else writing.worked_out(text)
    inner = writing.bracketed((name,), words.runs(writing, table.title, mark))
    writing.pages.paragraph(len(text), space=writing.look.size, together=writing.look.size * 4)
    return paragraph_xml(writing, "Caption", inner, mark=mark or table.title_mark)


def _generated_heads(table: Table) -> bool:
    """Whether a table's columns are headed by the program, so that its caption is the program's too."""
    heads = [part for cell in table.rows[0].cells for part in cell.blocks] if table.header_rows else []
    return any(isinstance(part, Paragraph) and part.generated for part in heads)


def _properties(table: Table, width: int) -> str:
    heads = [cell_text(cell) for cell in table.rows[0].cells] if table.header_rows else []
    described = ", ".join(text for text in heads if text)
    title = attribute((table.caption or described)[:_MOST_LETTERS])
    caption = f'<w:tblCaption w:val="{title}"/>' if title else ""
    columns = attribute(f"Columns: {described}"[:_MOST_LETTERS])
    told = f'<w:tblDescription w:val="{columns}"/>' if described else ""
    first_row, first_column = int(table.header_rows > 0), int(table.row_headers)
    return (
        f'<w:tblPr><w:tblStyle w:val="{_STYLES[table.role]}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{0x0600 | 0x20 * first_row | 0x80 * first_column:04X}" '
        f'w:firstRow="{first_row}" w:lastRow="0" w:firstColumn="{first_column}" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/>{caption}{told}</w:tblPr>'
    )


def _row(
    writing: Writing, table: Table, number: int, row: Row, cells: Sequence[Placed], widths: list[int], setting: Setting,
    blocks: Blocks,
) -> str:  # fmt: skip
    head = number < table.header_rows
    mark = row.mark or setting.mark
    tracked = ""
    if mark is not None:
        name, attributes = writing.revision(mark)
        tracked = f"<{name}{attributes}/>"
    written: list[str] = []
    for cell in cells:
        heading = head or (table.row_headers and cell.column == 0)
        inside = structs.replace(
            setting,
            style="TableHeading" if head else "TableLabel" if heading else "TableText",
            align=cell.cell.align,
            mark=mark,
            share=sum(widths[cell.column : cell.column + cell.across])
            / text_width(writing.look, writing.pages.landscape),
            node="",
            field="",
            size=writing.look.size * 0.9,
            keep=_stays_with_next(table, number, cells),
        )
        shade = colour(writing.look.table_head) if head or (heading and table.role == "sheet") else ""
        with writing.pages.beside():
            written.append(_cell(writing, cell, widths, inside, shade, blocks))
    writing.pages.down(writing.pages.tallest())
    heads = (_NO_HEAD if number >= _settled_heads(table) else "") + "<w:tblHeader/>" if head else ""
    properties = f"<w:cantSplit/>{heads}{tracked}"
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(written)}</w:tr>"


def _stays_with_next(table: Table, number: int, cells: Sequence[Placed]) -> bool:
    """Whether a row stands on one page with the next: each of a short table, one that heads those below it, and the
    one before a low last row, which is often the total of those above.
    """
    last = len(table.rows) - 1
    if number >= last:
        return False
    heads = number < table.header_rows or (len(cells) == 1 and cells[0].across > 1)
    low = all(len(cell_text(cell)) <= _LOW_LETTERS for cell in table.rows[last].cells)
    return last < _WHOLE_ROWS or heads or (number == last - 1 and low)


def _settled_heads(table: Table) -> int:
    """How many rows head the columns once all is accepted or rejected: the fewer, but for none."""
    marks = [row.mark.kind if row.mark else "" for row in table.rows[: table.header_rows]]
    left = (len(marks) - marks.count(kind) for kind in ("inserted", "deleted"))
    return min(filter(None, left), default=0)


def _cell(
    writing: Writing, placed: Placed, widths: list[int], setting: Setting, shade: str, blocks: Blocks
) -> str:
    width = sum(widths[placed.column : placed.column + placed.across])
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if placed.across > 1:
        properties += f'<w:gridSpan w:val="{placed.across}"/>'
    if placed.goes_on:
        properties += "<w:vMerge/>"
    elif placed.cell.down > 1:
        properties += '<w:vMerge w:val="restart"/>'
    if shade:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>'
    inner = blocks(writing, placed.cell.blocks, setting)
    if not inner or not inner[-1].endswith("</w:p>"):
        inner.append(paragraph_xml(writing, setting.style, "", mark=None))
    if setting.mark is not None or "<w:ins " in inner[-1] or "<w:del " in inner[-1]:
        inner = settled(writing, inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inner)}</w:tc>"
