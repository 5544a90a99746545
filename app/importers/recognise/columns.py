"""A table's columns by name, whatever heads them: two rows of heads, merged cells, a caption, heads said again.

Imports lines only.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

from app.importers.recognise.lines import Grid, GridCell, GridRow, Line, has_image

Places = Sequence[GridCell | None]
_LONGEST_CAPTION = 12
_UNIT = 2
"""How many words a row below the heads may have in each cell where it only gives units."""


class Row(Struct, frozen=True):
    """A cell for each column, an empty one where a merged cell covers it.

    `above` holds, by column, the words of the cells that reach down into the row from one above it.
    """

    cells: GridRow
    above: dict[int, str]

    @property
    def filled(self) -> list[int]:
        """Which columns have something of their own."""
        return [at for at, cell in enumerate(self.cells) if cell.blocks]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for cell in self.cells for line in cell.lines)


class Columns(Struct, frozen=True):
    """A table by its columns: their names, what stands below them, the words over all, and the lines that are heads."""

    names: list[str]
    rows: tuple[Row, ...]
    caption: str
    heads: tuple[Line, ...]


def columned(grid: Grid, may_head: Callable[[list[str]], bool] = lambda _: False) -> Columns | None:
    """The columns of a table; None for one with pictures, with gaps, without rows below its heads or with a text above
    them.

    A head that reaches over several columns, or one that reaches down, is gone on with in the next row if `may_head`
    says that the row's words can be heads; so is one below which a row gives units.
    """
    rows = spread(grid)
    placed = sum(cell is not None for row in rows for cell in row)
    if has_image((grid,)) or grid.columns < 2 or placed != sum(map(len, grid.rows)):
        return None
    start = int(len(rows) > 2 and len(grid.rows[0]) == 1 and _covers(rows[0], grid.columns))
    if start and len(grid.rows[0][0].words.split()) > _LONGEST_CAPTION:
        return None
    stop = start + 1
    while stop < len(rows) and may_head(_words(rows[stop])) and _goes_on(rows[start : stop + 1]):
        stop += 1
    read = _below(rows, stop, [_words(row) for row in rows[start:stop]])
    if read is None:
        return None
    below, again = read
    caption = " ".join(_words(rows[0])).strip() if start else ""
    heads = [cell for row in rows[:stop] for cell in row if cell is not None]
    lines = (*(line for cell in heads for line in cell.lines), *again)
    return Columns(_names(rows[start:stop]), tuple(below), caption, lines) if below else None


def spread(grid: Grid) -> list[list[GridCell | None]]:
    """The rows of a table with a place for each column; None where a merged cell covers it."""
    covered = [0] * grid.columns
    result: list[list[GridCell | None]] = []
    for row in grid.rows:
        places: list[GridCell | None] = [None] * grid.columns
        rest = [max(0, left - 1) for left in covered]
        at = 0
        for cell in row:
            while at < grid.columns and covered[at]:
                at += 1
            if at >= grid.columns:
                break
            places[at] = cell
            rest[at : at + cell.across] = [cell.down - 1] * len(rest[at : at + cell.across])
            at += cell.across
        covered = rest
        result.append(places)
    return result


def _words(row: Places) -> list[str]:
    return [cell.words if cell is not None else "" for cell in row]


def _covers(row: Places, columns: int) -> bool:
    """Whether a row's first cell is the whole row, and says something."""
    first = row[0]
    return first is not None and first.across == columns and first.down == 1 and bool(first.words)


def _goes_on(rows: Sequence[Places]) -> bool:
    """Whether the last of some rows goes on with the heads in those before it."""
    *heads, last = rows
    for at, row in enumerate(heads):
        if any(cell is not None and cell.down > len(heads) - at for cell in row):
            return True
    if any(cell is not None and cell.across > 1 for cell in heads[-1]):
        return True
    first, *others = _words(last)
    return not first and all(0 < len(words.split()) <= _UNIT for words in others)


def _names(heads: Sequence[Places]) -> list[str]:
    names: list[list[str]] = [[] for _ in heads[0]]
    for row in heads:
        for at, cell in enumerate(row):
            for own in names[at : at + cell.across] if cell is not None else ():
                own.append(cell.words if cell is not None else "")
    return [" ".join(filter(None, own)) for own in names]


def _below(rows: Sequence[Places], stop: int, heads: list[list[str]]) -> tuple[list[Row], list[Line]] | None:
    """The rows below the heads, and the lines of those that say the heads again; None where a row has gaps."""
    result: list[Row] = []
    again: list[Line] = []
    above: dict[int, tuple[str, int]] = {}
    for number, row in enumerate(rows):
        own = {at for at, cell in enumerate(row) if cell is not None}
        if sum(cell.across for cell in row if cell is not None) + len(above) != len(row):
            return None
        made = Row(
            tuple(cell or GridCell() for cell in row),
            {at: words for at, (words, _) in above.items() if words},
        )
        if number >= stop and any(_words(row)) and _words(row) in heads:
            again.extend(made.lines)
        elif number >= stop:
            result.append(made)
        above = {at: (words, left - 1) for at, (words, left) in above.items() if left > 1}
        for at in own:
            cell = made.cells[at]
            if cell.down > 1:
                names = [cell.words, *[""] * (cell.across - 1)]
                above.update({at + more: (name, cell.down - 1) for more, name in enumerate(names)})
    return result, again
