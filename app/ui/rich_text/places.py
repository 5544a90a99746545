"""The cells of a table by their places, and what can be done with them where some are merged. Imports models only.

Qt's own steps leave a table with merged cells unsound: after a column went out of a merged cell it counts the columns
wrongly, and ends the program at a later step; a row that goes takes the cells below to other columns. So such a table
is worked out here and written anew.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from app.models.text import Cell, Table

Place = tuple[int, int]
"""Row and column, from 0."""


class Places(NamedTuple):
    """Where each cell of a table stands, by its upper left place, and how many rows and columns there are."""

    cells: Mapping[Place, Cell]
    rows: int
    columns: int


class Area(NamedTuple):
    """The places from one on, `down` rows and `across` columns."""

    row: int
    column: int
    down: int = 1
    across: int = 1

    def places(self) -> set[Place]:
        """All of its places."""
        rows = range(self.row, self.row + self.down)
        return {(row, column) for row in rows for column in range(self.column, self.column + self.across)}


Made = tuple[Places, Place]
"""What became of a table, and the place into which one goes on writing."""

Change = Callable[[Places, Area], Made | None]
"""Changes a table at the area of a cell; None where that is not possible."""


def places_of(table: Table) -> Places:
    """The places of the cells. Each ends where its table does, and before one that reaches down into its row."""
    cells: dict[Place, Cell] = {}
    taken: set[Place] = set()
    for at, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            down, across = min(cell.down, len(table.rows) - at), 1
            while across < cell.across and (at, column + across) not in taken:
                across += 1
            cells[at, column] = Cell(cell.blocks, across, down)
            taken |= Area(at, column, down, across).places()
            column += across
    return Places(cells, len(table.rows), max((column for _, column in taken), default=0) + 1)


def whole(places: Places) -> Places:
    """The same with an empty cell wherever a row is too short."""
    covered = {each for place, cell in places.cells.items() for each in _area(place, cell).places()}
    missing = Area(0, 0, places.rows, places.columns).places() - covered
    return places._replace(cells={**places.cells, **dict.fromkeys(missing, Cell())})


def row_above(places: Places, at: Area) -> Made:
    """An empty row above a cell."""
    return _with_row(places, at.row), (at.row, at.column)


def row_below(places: Places, at: Area) -> Made:
    """An empty row below all of a cell."""
    row = at.row + at.down
    return _with_row(places, row), (row, at.column)


def column_left(places: Places, at: Area) -> Made:
    """An empty column on the left of a cell."""
    made, place = row_above(_turned(places), _turned_area(at))
    return _turned(made), (place[1], place[0])


def column_right(places: Places, at: Area) -> Made:
    """An empty column on the right of all of a cell."""
    made, place = row_below(_turned(places), _turned_area(at))
    return _turned(made), (place[1], place[0])


def without_rows(places: Places, at: Area) -> Made | None:
    """A table without the rows of an area; cells that reach over others stay with those. None where no row is left."""
    if at.down >= places.rows:
        return None
    end = at.row + at.down
    left: dict[Place, Cell] = {}
    for (row, column), cell in places.cells.items():
        gone = max(0, min(row + cell.down, end) - max(row, at.row))
        if cell.down > gone:
            before = max(0, min(row, end) - at.row)
            left[row - before, column] = Cell(cell.blocks, cell.across, cell.down - gone)
    rows = places.rows - at.down
    return Places(left, rows, places.columns), (min(at.row, rows - 1), at.column)


def without_columns(places: Places, at: Area) -> Made | None:
    """A table without the columns of an area; cells that reach over others stay with those. None where none is left."""
    made = without_rows(_turned(places), _turned_area(at))
    if made is None:
        return None
    left, (column, row) = made
    return _turned(left), (row, column)


def merged(places: Places, chosen: Area) -> Made | None:
    """One cell of all in an area, with their words one below the other. None for one cell, and where a cell reaches out
    of the area.
    """
    within = chosen.places()
    touched = {place: cell for place, cell in places.cells.items() if _area(place, cell).places() & within}
    if len(touched) < 2 or any(_area(place, cell).places() - within for place, cell in touched.items()):
        return None
    blocks = tuple(block for place in sorted(touched) for block in touched[place].blocks)
    first = (chosen.row, chosen.column)
    cells = {place: cell for place, cell in places.cells.items() if place not in touched}
    return places._replace(cells={**cells, first: Cell(blocks, chosen.across, chosen.down)}), first


def split(places: Places, at: Area) -> Made | None:
    """As many cells as one covers places, the first with its words. None for a cell that covers one place."""
    if at.down == at.across == 1:
        return None
    first = (at.row, at.column)
    return places._replace(cells={**places.cells, **_parted(first, places.cells[first])}), first


def filled(places: Places, given: Places, at: Place) -> Places:
    """A table with the words of another one from a place on: longer and broader where it must be, and with cells split
    that cover more than one that is put there.
    """
    rows, columns = max(places.rows, at[0] + given.rows), max(places.columns, at[1] + given.columns)
    places = whole(Places(places.cells, rows, columns))
    cells = dict(places.cells)
    homes = {covered: home for home, cell in cells.items() for covered in _area(home, cell).places()}
    for (row, column), cell in given.cells.items():
        place = (at[0] + row, at[1] + column)
        home = homes[place]
        there = cells[home]
        if there.down > cell.down or there.across > cell.across:
            parted = _parted(home, there)
            cells |= parted
            homes |= {each: each for each in parted}
            home, there = place, Cell()
        cells[home] = Cell(cell.blocks, there.across, there.down)
    return Places(cells, rows, columns)


def part_of(places: Places, area: Area) -> Places:
    """The cells of an area alone, each as far as it lies in it."""
    cells: dict[Place, Cell] = {}
    for (row, column), cell in places.cells.items():
        top, left = max(row, area.row), max(column, area.column)
        down = min(row + cell.down, area.row + area.down) - top
        across = min(column + cell.across, area.column + area.across) - left
        if down > 0 and across > 0:
            cells[top - area.row, left - area.column] = Cell(cell.blocks, across, down)
    return Places(cells, area.down, area.across)


def rows_of(places: Places) -> tuple[tuple[Cell, ...], ...]:
    """The cells row by row."""
    rows: list[list[Cell]] = [[] for _ in range(places.rows)]
    for (row, _), cell in sorted(places.cells.items(), key=_place):
        rows[row].append(cell)
    return tuple(map(tuple, rows))


def _with_row(places: Places, at: int) -> Places:
    """An empty row before a row, or behind the last; cells that reach over that place reach over one more."""
    cells: dict[Place, Cell] = {}
    reached: set[int] = set()
    for (row, column), cell in places.cells.items():
        reaches = row < at < row + cell.down
        if reaches:
            reached |= set(range(column, column + cell.across))
        cells[row + (row >= at), column] = Cell(cell.blocks, cell.across, cell.down + reaches)
    fresh = {(at, column): Cell() for column in range(places.columns) if column not in reached}
    return Places(cells | fresh, places.rows + 1, places.columns)


def _turned(places: Places) -> Places:
    """Rows as columns and columns as rows."""
    cells = {
        (column, row): Cell(cell.blocks, cell.down, cell.across)
        for (row, column), cell in places.cells.items()
    }
    return Places(cells, places.columns, places.rows)


def _turned_area(area: Area) -> Area:
    return Area(area.column, area.row, area.across, area.down)


def _parted(home: Place, cell: Cell) -> dict[Place, Cell]:
    """A cell as many as it covers places, the first with its words."""
    return {**dict.fromkeys(_area(home, cell).places(), Cell()), home: Cell(cell.blocks)}


def _area(place: Place, cell: Cell) -> Area:
    return Area(*place, cell.down, cell.across)


def _place(item: tuple[Place, Cell]) -> Place:
    return item[0]
