"""Whether a document is sound: Qt ends the program, or never comes back, at a later step in one that is not."""

from collections.abc import Iterator

from PySide6.QtGui import QTextDocument, QTextFrame, QTextTable

CELL_BEGINS, TABLE_ENDS = "\ufdd0", "\ufdd1"
MOST_PLACES = 20_000


def faults(document: QTextDocument) -> list[str]:
    """What is unsound in a document; nothing that might end the program is asked of a table found unsound."""
    found = list(_of_blocks(document))
    begun: list[int] = []
    ended: list[int] = []
    if not found:
        found = list(_of_frames(document.rootFrame(), 0, document.characterCount(), begun, ended))
    if not found:
        letters = [document.characterAt(at) for at in range(document.characterCount())]
        if sorted(begun) != [at for at, letter in enumerate(letters) if letter == CELL_BEGINS]:
            found.append(f"cells begin at {sorted(begun)}")
        if sorted(ended) != [at for at, letter in enumerate(letters) if letter == TABLE_ENDS]:
            found.append(f"tables end at {sorted(ended)}")
    return found


def tables_of(frame: QTextFrame) -> Iterator[QTextTable]:
    """All tables in a frame, also those in tables."""
    for inner in frame.childFrames():
        if isinstance(inner, QTextTable):
            yield inner
        yield from tables_of(inner)


def _of_blocks(document: QTextDocument) -> Iterator[str]:
    block, at, count = document.begin(), 0, 0
    while block.isValid() and count <= document.characterCount():
        if block.position() != at:
            yield f"a block stands at {block.position()}, not at {at}"
        at += block.length()
        count += 1
        block = block.next()
    if (at, count) != (document.characterCount(), document.blockCount()):
        yield f"{count} blocks of {document.blockCount()} with {at} letters of {document.characterCount()}"


def _of_frames(frame: QTextFrame, first: int, last: int, begun: list[int], ended: list[int]) -> Iterator[str]:
    for inner in frame.childFrames():
        begins, ends = inner.firstPosition() - 1, inner.lastPosition()
        if not first <= begins < ends < last or not isinstance(inner, QTextTable):
            yield f"{inner} from {begins} to {ends} does not lie between {first} and {last}"
            return
        first = ends + 1
        ended.append(ends)
        yield from _of_table(inner, begun, ended)


def _of_table(table: QTextTable, begun: list[int], ended: list[int]) -> Iterator[str]:
    rows, columns = table.rows(), table.columns()
    if not 0 < rows * columns <= MOST_PLACES:
        yield f"a table of {rows} rows and {columns} columns"
        return
    homes: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in ((row, column) for row in range(rows) for column in range(columns)):
        cell = table.cellAt(*place)
        homes.setdefault((cell.row(), cell.column()), []).append(place)
    at, cells = table.firstPosition(), []
    for (row, column), places in homes.items():
        cell = table.cellAt(row, column)
        downwards, across = range(row, row + cell.rowSpan()), range(column, column + cell.columnSpan())
        if places != [(each, other) for each in downwards for other in across]:
            yield f"the cell {row, column} covers {places} of {rows} rows and {columns} columns"
        if cell.firstPosition() != at or cell.lastPosition() < at:
            yield f"the cell {row, column} lies from {cell.firstPosition()} to {cell.lastPosition()}, not from {at}"
        begun.append(cell.firstPosition() - 1)
        cells.append((cell.firstPosition(), cell.lastPosition()))
        at = cell.lastPosition() + 1
    if at != table.lastPosition() + 1:
        yield f"the cells of a table end at {at - 1}, the table at {table.lastPosition()}"
    for inner in table.childFrames():
        begins, ends = inner.firstPosition() - 1, inner.lastPosition()
        if not any(first <= begins < ends < last for first, last in cells):
            yield f"a table from {begins} to {ends} lies in none of the cells {cells}"
    yield from _of_frames(table, table.firstPosition(), table.lastPosition() + 1, begun, ended)
