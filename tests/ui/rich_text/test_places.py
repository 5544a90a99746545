"""What becomes of tables with merged cells."""

import pytest

from app.models.text import Cell, Table, blocks_text, plain
from app.ui.rich_text.places import (
    Area,
    Change,
    Made,
    Places,
    column_left,
    column_right,
    filled,
    merged,
    part_of,
    places_of,
    row_above,
    row_below,
    rows_of,
    split,
    whole,
    without_columns,
    without_rows,
)


def table(*rows):
    """A table of cells such as "a", "a2" (two across) and "a2x3" (two across, three down)."""
    return places_of(Table(tuple(tuple(map(cell, row.split())) for row in rows)))


def cell(said):
    across, _, down = said[1:].partition("x")
    return Cell(plain(said[0].replace("-", "")), int(across or 1), int(down or 1))


@pytest.fixture
def looked_at(monkeypatch):
    """How many places each look at an area takes in."""
    looked: list[int] = []
    places = Area.places

    def counted(area):
        found = places(area)
        looked.append(len(found))
        return found

    monkeypatch.setattr(Area, "places", counted)
    return looked


def shown(places: Places):
    def told(cell):
        span = f"{cell.across}x{cell.down}" if cell.down > 1 else str(cell.across) if cell.across > 1 else ""
        return (blocks_text(cell.blocks).replace("\n", "+") or "-") + span

    return [" ".join(map(told, row)) for row in rows_of(places)]


def done(change: Change, places: Places, area: Area) -> Made:
    made = change(places, area)
    assert made is not None
    return made


def at(row, column, down=1, across=1):
    return Area(row, column, down, across)


class DescribePlaces:
    def they_are_those_of_the_cells(self):
        assert set(table("a1x2 b2", "c d").cells) == {(0, 0), (0, 1), (1, 1), (1, 2)}

    def they_end_before_a_cell_that_reaches_down_and_with_the_table(self):
        assert shown(table("a b1x9 c", "d3")) == ["a b1x2 c", "d"]

    def they_are_filled_where_a_row_is_short(self):
        assert shown(whole(table("a b", "c"))) == ["a b", "c -"]


class DescribeAChangeAmongMergedCells:
    @pytest.mark.parametrize(
        ("change", "area", "after"),
        [
            (row_above, at(1, 1), ["a1x3 b", "-", "c"]),
            (row_below, at(0, 0, down=2), ["a1x2 b", "c", "- -"]),
            (column_left, at(0, 1), ["a1x2 - b", "- c"]),
            (column_right, at(0, 0, down=2), ["a1x2 - b", "- c"]),
        ],
    )
    def it_adds_beside_all_of_a_cell(self, change, area, after):
        made, _ = done(change, table("a1x2 b", "c"), area)
        assert shown(made) == after

    def it_keeps_each_cell_in_its_column_as_the_row_goes_in_which_it_begins(self):
        made, _ = done(without_rows, table("a b1x2", "c"), at(0, 0))
        assert shown(made) == ["c b"]

    @pytest.mark.parametrize(
        ("before", "after"), [(["a3"], ["a2"]), (["a3x2 b", "c"], ["a2x2 b", "c"]), (["a b2"], ["b2"])]
    )
    def it_makes_a_cell_narrower_once_as_a_column_goes(self, before, after):
        made, _ = done(without_columns, table(*before), at(0, 0))
        assert shown(made) == after

    def it_takes_no_only_row_and_no_only_column(self):
        assert without_rows(table("a b"), at(0, 1)) is None
        assert without_columns(table("a", "b"), at(1, 0)) is None

    def it_goes_where_one_writes_on(self):
        assert done(row_below, table("a1x2 b", "c"), at(0, 0, down=2))[1] == (2, 0)
        assert done(without_columns, table("a b2"), at(0, 1))[1] == (0, 1)
        assert done(without_columns, table("a b"), at(0, 1))[1] == (0, 0)


class DescribeMergedAndSplitCells:
    def they_have_all_words_row_by_row(self):
        made, place = done(merged, table("a b", "c d"), at(0, 0, 2, 2))
        assert shown(made) == ["a+b+c+d2x2", ""]
        assert place == (0, 0)

    def they_stay_where_one_reaches_out_or_only_one_is_chosen(self):
        assert merged(table("a b1x2", "c"), at(0, 0, 1, 2)) is None
        assert merged(table("a2 b"), at(0, 0, 1, 2)) is None

    def they_are_parted_with_the_words_in_the_first(self):
        made, _ = done(split, table("a2x2 b", "c"), at(0, 0, 2, 2))
        assert shown(made) == ["a - b", "- - c"]
        assert split(made, at(0, 0)) is None


class DescribeCellsThatArePutIn:
    def they_make_a_table_longer_and_broader(self):
        assert shown(filled(table("a2"), table("x y", "z w"), (0, 1))) == ["a x y", "- z w"]

    def they_keep_a_merged_cell_that_takes_one_as_large(self):
        assert shown(filled(table("a2", "b c"), table("x2"), (0, 0))) == ["x2", "b c"]

    def they_part_a_cell_that_covers_more(self):
        assert shown(filled(table("a2x2 b", "c"), table("x", "y"), (0, 1))) == ["a x b", "- y c"]


class DescribeAPartOfATable:
    def it_has_each_cell_as_far_as_it_lies_there(self):
        assert shown(part_of(table("a2x2 b", "c", "d e f"), at(1, 1, 2, 2))) == ["a c", "e f"]

    def it_is_parted_from_many_cells_as_quickly_as_they_are_counted(self, looked_at):
        many = table(*["a b c"] * 100)
        assert len(part_of(many, at(1, 0, 98, 3)).cells) == 98 * 3
        assert sum(looked_at) <= 4 * len(many.cells)


class DescribeManyCellsThatArePutIn:
    def they_are_put_in_as_quickly_as_they_are_counted(self, looked_at):
        many = table(*["a b c"] * 100)
        assert len(filled(table("a2", "b c"), many, (1, 0)).cells) == 2 + 100 * 3
        assert sum(looked_at) <= 4 * len(many.cells)
