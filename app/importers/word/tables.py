"""Word's tables to rows of cells, spans worked out (ECMA-376 §17.4). Imports models and this package only.

Word draws tables on a grid of many more columns than are seen; only those where some cell begins or ends are kept, so
that a span of twenty million columns is one.
"""

from collections.abc import Callable, Iterator

from lxml import etree
from msgspec import Struct

from app.importers.source import SourceBlock, SourceCell, SourceParagraph, SourceTable
from app.importers.word.file import WordFile
from app.importers.word.names import (
    DEL,
    INS,
    MOVE_FROM,
    SDT,
    SDT_CONTENT,
    TBLPR,
    TC,
    TCPR,
    TR,
    TRPR,
    VAL,
    W,
    child_of,
    is_on,
    whole,
)

MOST_ACROSS = 100_000_000
_CLEAR = ("", "auto", "ffffff")
_PROPERTIES = frozenset((TBLPR, TRPR, TCPR, W + "tblGrid", W + "tblPrEx", W + "sdtPr", W + "sdtEndPr"))
_DELETED_CELL = f"{TCPR}/{W}cellDel"

ReadBlocks = Callable[["etree._Element"], list[SourceBlock]]


class DraftCell(Struct, eq=False):
    """A cell while its table is read: from grid column `start` to before `end`, `down` rows high."""

    start: int
    end: int
    blocks: list[SourceBlock] = []
    down: int = 1
    fill: str = ""


class CellFormat(Struct, frozen=True):
    """What a `w:tcPr` says. `down` and `across` are "restart", "continue" or empty."""

    span: int = 1
    down: str = ""
    across: str = ""
    fill: str = ""


def _within(parent: "etree._Element", wanted: str, file: WordFile) -> Iterator["etree._Element"]:
    """The rows of a table or the cells of a row, also those inside content controls and tracked insertions."""
    for child in parent:
        tag = child.tag
        if tag == wanted == TC and child.find(_DELETED_CELL) is not None:
            file.skip_deleted(child)
        elif tag == wanted:
            yield child
        elif tag == SDT:
            for content in child.iterchildren(SDT_CONTENT):
                yield from _within(content, wanted, file)
        elif tag in (DEL, MOVE_FROM):
            file.skip_deleted(child)
        elif tag not in _PROPERTIES:
            yield from _within(child, wanted, file)


def _cell_format(cell: "etree._Element") -> CellFormat:
    properties = child_of(cell, TCPR)
    span, down, across, fill = 1, "", "", ""
    for child in properties if properties is not None else ():
        tag = child.tag
        if tag == W + "gridSpan":
            span = max(1, whole(child.get(VAL), 1, MOST_ACROSS))
        elif tag == W + "vMerge":
            down = child.get(VAL) or "continue"
        elif tag == W + "cellMerge" and (merged := child.get(W + "vMerge")):
            down = "continue" if merged == "cont" else "restart"
        elif tag == W + "hMerge":
            across = child.get(VAL) or "continue"
        elif tag == W + "shd":
            fill = (child.get(W + "fill") or "").lower()
    return CellFormat(span, down, across, "" if fill in _CLEAR else fill)


class TableReader:
    """Reads one table. `read_blocks` gives what stands in a cell."""

    def __init__(self, file: WordFile, read_blocks: ReadBlocks) -> None:
        self._file = file
        self._read_blocks = read_blocks
        self._rows: list[list[DraftCell]] = []
        self._open: dict[int, DraftCell] = {}
        self._header_rows = 0
        self._heading = True

    def read(self, table: "etree._Element", style: str) -> SourceTable:
        """The table; it has no rows where the file's has none, or all were deleted."""
        for row in _within(table, TR, self._file):
            self._read_row(row)
        edges = sorted({edge for row in self._rows for cell in row for edge in (cell.start, cell.end)})
        at = {edge: index for index, edge in enumerate(edges)}
        rows = tuple(
            tuple(
                SourceCell(
                    tuple(cell.blocks),
                    at[cell.end] - at[cell.start],
                    cell.down,
                    bool(cell.fill),
                    "" if any(map(_says_something, cell.blocks)) else cell.fill,
                )
                for cell in row
            )
            for row in self._rows
        )
        return SourceTable(rows, self._header_rows, style, max(len(edges) - 1, 0), _new_page(rows))

    def _read_row(self, element: "etree._Element") -> None:
        properties = child_of(element, TRPR)
        before, heads = 0, False
        for child in properties if properties is not None else ():
            if child.tag == DEL:
                self._file.skip_deleted(element)
                return
            if child.tag == INS:
                self._file.tally.insertions += 1
            elif child.tag == W + "gridBefore":
                before = max(0, whole(child.get(VAL), 0, MOST_ACROSS))
            elif child.tag == W + "tblHeader":
                heads = is_on(child.get(VAL))
        row = [DraftCell(0, before)] if before else []
        if self._read_cells(element, row, before):
            self._rows.append(row)
            self._heading = self._heading and heads
            self._header_rows += self._heading

    def _read_cells(self, element: "etree._Element", row: list[DraftCell], column: int) -> bool:
        """Reads a row's cells; False where all of them only go on from the row above, so that there is no row."""
        still_open: dict[int, DraftCell] = {}
        for cell in _within(element, TC, self._file):
            self._file.tally.add_cell()
            said = _cell_format(cell)
            draft = DraftCell(column, column + said.span, self._read_blocks(cell), 1, said.fill)
            column = draft.end
            above = self._open.get(draft.start) if said.down == "continue" else None
            if above is not None and above.end == draft.end:
                above.blocks.extend(draft.blocks)
                still_open[above.start] = above
            elif said.across == "continue" and row:
                row[-1].end = draft.end
                row[-1].blocks.extend(draft.blocks)
            else:
                row.append(draft)
                if said.down:
                    still_open[draft.start] = draft
        self._open = still_open
        if not row:
            return False
        for cell in still_open.values():
            if cell not in row:
                cell.down += 1
        return True


def _says_something(block: SourceBlock) -> bool:
    return not isinstance(block, SourceParagraph) or any(run.text.strip() for run in block.runs)


def _new_page(rows: tuple[tuple[SourceCell, ...], ...]) -> bool:
    """Whether a page starts inside the first row."""
    return any(
        isinstance(block, SourceParagraph) and block.break_before
        for row in rows[:1]
        for cell in row
        for block in cell.blocks
    )
