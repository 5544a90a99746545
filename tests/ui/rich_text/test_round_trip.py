"""Blocks → document → blocks: nothing an author wrote may change by being looked at."""

import unicodedata
from collections import deque
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPalette

from app.models.text import Block, Blocks, Cell, Item, List, Paragraph, Picture, Run, Table, joined
from app.ui.rich_text.document import SafeDocument
from app.ui.rich_text.reading import read_blocks
from app.ui.rich_text.writing import write_in_parts

WORDS = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="\u2028\u2029\ufffc\ufdd0\ufdd1"
    )
    | st.just("\n"),
    min_size=1,
    max_size=8,
).map(lambda text: unicodedata.normalize("NFC", text))
RUNS = st.lists(
    st.builds(
        Run, WORDS, st.booleans(), st.booleans(), st.sampled_from(("", "https://example.org/", "#abc"))
    ),
    max_size=4,
).map(joined)
PARAGRAPHS = st.builds(Paragraph, RUNS)
PICTURES = st.builds(
    Picture,
    st.sampled_from(("ab" * 32, "cd" * 32)),
    st.sampled_from(("", "A map of the coast")),
    st.sampled_from((0, 80.5)),
)


def tables(cells: st.SearchStrategy[Blocks]) -> st.SearchStrategy[Table]:
    row = st.lists(st.builds(Cell, cells), min_size=1, max_size=3).map(tuple)
    return st.builds(
        Table,
        st.lists(row, min_size=1, max_size=3).map(tuple),
        st.integers(0, 2),
        st.sampled_from(("", "Costs")),
    )


def deeper(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    several = st.lists(blocks, max_size=3).map(tuple)
    lists = st.builds(
        List, st.lists(st.builds(Item, several), min_size=1, max_size=3).map(tuple), st.booleans()
    )
    return lists | tables(several)


BLOCKS = st.lists(st.recursive(PARAGRAPHS | PICTURES, deeper, max_leaves=8), max_size=5).map(tuple)


def there_and_back(blocks: Blocks, part: float = inf) -> Blocks:
    document = SafeDocument()
    deque(write_in_parts(document, blocks, QPalette(), part), maxlen=0)
    return read_blocks(document)


@pytest.mark.usefixtures("qapp")
class DescribeTheRoundTrip:
    @given(BLOCKS)
    def it_changes_nothing(self, blocks):
        assert there_and_back(blocks) == blocks

    @given(BLOCKS, st.integers(1, 6))
    def it_changes_nothing_in_what_is_written_part_by_part(self, blocks, part):
        assert there_and_back(blocks, part) == blocks

    @pytest.mark.parametrize(
        "blocks",
        [
            (),
            (List((Item((Paragraph((Run("a"),)), List((Item((Paragraph((Run("b"),)),)),), True))),)),),
            (Table(((Cell((Paragraph((Run("wide"),)),), across=2),), (Cell(), Cell()))),),
            (Table(((Cell(down=2), Cell((Paragraph((Run("x"),)),))), (Cell(),)), header_rows=0),),
            (Table(((Cell(across=2, down=2), Cell()), (Cell(),), (Cell(), Cell(), Cell())), 1, "Merged"),),
        ],
    )
    def it_keeps_nested_lists_and_merged_cells(self, blocks):
        assert there_and_back(blocks) == blocks

    def it_tells_two_lists_in_a_row_from_one(self):
        one = Item((Paragraph((Run("one"),)),))
        assert there_and_back((List((one,)), List((one,)))) == (List((one,)), List((one,)))
