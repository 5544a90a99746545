"""A table as a block: where it is parted, and what is left of it for the next page."""

from app.exporters.pdf.table_block import STUB, Band, CellBox, TableBlock, TableLook, band_of

LOOK = TableLook("all", b"0 0 0")
HIGH = 20.0
PAGE = 100.0


def table(rows, cells, columns=2):
    """A table without a head, each of whose rows is 20 points high; five fit on a page."""
    edges = [100.0 * column for column in range(columns + 1)]
    return TableBlock(edges, band_of(0, [], LOOK, HIGH), band_of(rows, cells, LOOK, HIGH), LOOK, PAGE)


def cells_of(rows, *others):
    """A cell in each row and column but where the others stand."""
    taken = {
        (box.row + down, box.column + across)
        for box in others
        for down in range(box.down)
        for across in range(box.across)
    }
    plain = [CellBox(row, at, []) for row in rows for at in (0, 1) if (row, at) not in taken]
    return sorted([*plain, *others], key=lambda box: (box.row, box.column))


def pages_of(block):
    """How many rows stand on each page, and the pieces there."""
    pieces = []
    while block.height > PAGE:
        top, block = block.split(PAGE)
        pieces.append(top)
    pieces.append(block)
    return [len(piece.body.heights) for piece in pieces], pieces


class DescribeALongTable:
    def it_is_parted_after_the_last_row_that_fits_on_each_page(self):
        assert pages_of(table(12, cells_of(range(12))))[0] == [5, 5, 2]

    def it_has_each_cell_once_in_its_row(self):
        _, pieces = pages_of(table(12, cells_of(range(12))))
        found = [(box.row, box.column) for piece in pieces for box in piece.body.cells]
        assert found == [(row, column) for row in range(12) for column in (0, 1)]
        assert [piece.body.first for piece in pieces] == [0, 5, 10]

    def it_leaves_the_cells_of_later_pages_as_they_are(self):
        cells = cells_of(range(300))
        parts = table(300, cells).split(PAGE)
        assert parts is not None
        _, rest = parts
        assert all(left is box for left, box in zip(rest.body.cells, cells[10:], strict=True))

    def it_looks_at_no_more_rows_than_a_page_holds(self):
        asked = []

        class Noted(CellBox, frozen=True):
            @property
            def across(self):  # pyright: ignore[reportIncompatibleVariableOverride]
                asked.append(self.row)
                return 1

        block = table(300, [Noted(row, column, []) for row in range(300) for column in (0, 1)])
        block.split(PAGE)
        assert max(asked) == 6

    def it_is_not_parted_within_a_cell_over_several_rows(self):
        held = CellBox(3, 0, [], down=4)
        assert pages_of(table(12, cells_of(range(12), held)))[0] == [3, 5, 4]
        later = CellBox(8, 1, [], down=3)
        assert pages_of(table(14, cells_of(range(14), held, later)))[0] == [3, 5, 4, 2]

    def it_keeps_a_row_that_heads_others_with_the_next_one_on_every_page(self):
        heads = [CellBox(row, 0, [], across=2) for row in (4, 8)]
        assert pages_of(table(12, cells_of(range(12), *heads)))[0] == [4, 4, 4]
        several = [CellBox(row, 0, [], across=2) for row in (3, 4)]
        assert pages_of(table(12, cells_of(range(12), *several)))[0] == [4, 5, 3]

    def it_keeps_a_low_last_row_with_the_one_before(self):
        assert pages_of(table(11, cells_of(range(11))))[0] == [5, 4, 2]

    def it_leaves_a_last_row_alone_that_fills_a_part_of_the_page(self):
        rows = band_of(0, [], LOOK, HIGH), Band([*[HIGH] * 5, STUB], cells_of(range(6)))
        assert pages_of(TableBlock([0.0, 100.0, 200.0], *rows, LOOK, PAGE))[0] == [5, 1]
