"""One text made of another in its place: what differs is written anew, and what stays is left alone."""

from collections import deque
from itertools import count
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPalette, QTextTable

from app.models.text import Block, Blocks, Cell, Item, List, Paragraph, Run, Table
from app.ui.rich_text import tables
from app.ui.rich_text.changing import change_blocks
from app.ui.rich_text.document import SafeDocument
from app.ui.rich_text.reading import read_blocks
from app.ui.rich_text.writing import write_in_parts
from tests.ui.rich_text.test_round_trip import BLOCKS, PARAGRAPHS, PICTURES, deeper

FEW = st.lists(PARAGRAPHS, max_size=3).map(tuple)
IN_A_CELL = st.lists(st.recursive(PARAGRAPHS | PICTURES, deeper, max_leaves=4), max_size=3).map(tuple)


@st.composite
def two_tables(draw) -> tuple[Table, Table]:
    """Two tables of one frame, cells reaching over others among them, with cells that differ and cells that do not."""
    old: list[tuple[Cell, ...]] = []
    new: list[tuple[Cell, ...]] = []
    rows = draw(st.integers(1, 3))
    for at in range(rows):
        spans = draw(st.lists(st.tuples(st.integers(1, 2), st.integers(1, rows - at)), max_size=3))
        before = [draw(IN_A_CELL) for _ in spans]
        after = [draw(st.just(blocks) | st.just(with_other_words(blocks)) | IN_A_CELL) for blocks in before]
        old.append(tuple(Cell(blocks, *span) for blocks, span in zip(before, spans, strict=True)))
        new.append(tuple(Cell(blocks, *span) for blocks, span in zip(after, spans, strict=True)))
    frame = draw(st.integers(0, 2)), draw(st.sampled_from(("", "Costs")))
    return Table(tuple(old), *frame), Table(tuple(new), *frame)


def with_other_words(blocks: Blocks) -> Blocks:
    """The same blocks with other words in their paragraphs."""

    def other(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return Paragraph(block.runs[1:]) if block.runs[1:] else p("Words that came", italic=True)
        if isinstance(block, List):
            return List(tuple(Item(with_other_words(item.blocks)) for item in block.items), block.ordered)
        if isinstance(block, Table):
            rows = (tuple(Cell(with_other_words(c.blocks), c.across, c.down) for c in r) for r in block.rows)
            return Table(tuple(rows), block.header_rows, block.caption)
        return block

    return tuple(map(other, blocks))


def p(text: str, **looks) -> Paragraph:
    return Paragraph((Run(text, **looks),))


def written(blocks: Blocks) -> SafeDocument:
    document = SafeDocument()
    deque(write_in_parts(document, blocks, QPalette(), inf), maxlen=0)
    return document


def changed(old: Blocks, new: Blocks) -> SafeDocument | None:
    document = written(old)
    return document if change_blocks(document, old, new, QPalette()) else None


STEPS = (
    tables.row_above, tables.row_below, tables.column_left, tables.column_right, tables.split_cell,
    tables.delete_row, tables.delete_column,
)  # fmt: skip


def work_on(document: SafeDocument, step: tables.Step, row: int, column: int) -> None:
    """Does something at a place of a document's table, if it is still there."""
    made = document.rootFrame().childFrames()
    table = made[0] if made else None
    if isinstance(table, QTextTable) and row < table.rows() and column < table.columns():
        tables.change_table(table.cellAt(row, column).firstCursorPosition(), step, QColor("blue"))


def with_others_in_the_cells(blocks: Blocks) -> Blocks:
    """The same blocks with a paragraph more in every other cell of their tables."""

    def other(cell: Cell, at: int) -> Cell:
        return Cell((*cell.blocks, p("More")), cell.across, cell.down) if at % 2 else cell

    return tuple(
        Table(tuple(tuple(map(other, row, count())) for row in block.rows), block.header_rows, block.caption)
        if isinstance(block, Table)
        else block
        for block in blocks
    )


LISTED = List((Item((p("One"), p("more of it"))), Item((p("Two"), List((Item((p("Deeper"),)),), True)))))
TABLE = Table(((Cell((p("A"),)), Cell((p("B"), p("C")))),), caption="A table")


@pytest.mark.usefixtures("qapp")
class DescribeATextMadeOfAnother:
    @given(BLOCKS, FEW, FEW, BLOCKS)
    def it_is_the_other_or_was_left_alone(self, before, gone, come, after):
        old, new = (*before, *gone, *after), (*before, *come, *after)
        document = written(old)
        done = change_blocks(document, old, new, QPalette())
        assert read_blocks(document) == (new if done else old)

    @given(BLOCKS, st.lists(PARAGRAPHS, min_size=1, max_size=3).map(tuple), BLOCKS)
    def it_looks_as_if_it_had_been_written(self, before, come, after):
        old, new = (*before, p("Words that went"), *after), (*before, *come, *after)
        document = changed(old, new)
        if document is not None:
            assert document.toHtml() == written(new).toHtml()

    @given(BLOCKS, two_tables(), BLOCKS)
    def it_changes_cells_as_if_the_table_had_been_written(self, before, pair, after):
        old, new = (read_blocks(written((*before, table, *after))) for table in pair)
        document = changed(old, new)
        assert (old == new) == (document is None)
        if document is not None:
            assert read_blocks(document) == new
            assert document.toHtml() == written(new).toHtml()

    @given(BLOCKS)
    def it_changes_words_wherever_they_stand(self, blocks):
        new = with_other_words(blocks)
        document = changed(blocks, new)
        if document is not None:
            assert read_blocks(document) == new
            assert document.toHtml() == written(new).toHtml()

    @pytest.mark.parametrize(
        "around", [(), (p("Other words"),), (LISTED,), (TABLE,), (LISTED, TABLE, LISTED)]
    )
    def it_changes_a_paragraph_wherever_it_stands(self, around):
        old = (*around, p("some words"), p("that stay"), *around)
        new = (*around, p("some other words", bold=True), p("and more"), p("that stay"), *around)
        document = changed(old, new)
        assert document is not None
        assert read_blocks(document) == new

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ((LISTED,), (List(LISTED.items[:1]),)),
            ((TABLE, p("a")), (p("a"),)),
            ((p("a"),), ()),
            ((p("a"), p("b")), (p("a"), Paragraph(), p("b"))),
            ((p("a"),), (p("a"),)),
        ],
    )
    def it_is_written_anew_where_more_than_paragraphs_differs(self, old, new):
        assert changed(old, new) is None

    def it_is_told_only_of_what_differs(self):
        old = (*(p(f"Paragraph {n}") for n in range(200)), TABLE)
        document, told = written(old), []
        assert document.documentLayout() is not None  # without which Qt tells nothing
        document.contentsChange.connect(lambda at, gone, come: told.append(come))
        assert change_blocks(document, old, (*old[:100], p("Another"), *old[101:]), QPalette())
        assert 0 < sum(told) < 60


@pytest.mark.usefixtures("qapp")
class DescribeATableThatWasWorkedOn:
    @given(
        two_tables(),
        st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 3), st.integers(0, 3)), max_size=5),
    )
    def it_is_changed_in_the_cells_that_differ(self, pair, done):
        document = written((pair[0], p("Behind it")))
        for step, row, column in done:
            work_on(document, step, row, column)
        old = read_blocks(document)
        for new in (with_other_words(old), with_others_in_the_cells(old)):
            if change_blocks(document, old, new, QPalette()):
                old = new
            assert read_blocks(document) == old


class DescribeAnEditorOfALongTable:
    @pytest.fixture
    def rows(self, editor, monkeypatch):
        rows = tuple((Cell((p(f"{n}"),)), Cell((p("words of it"),))) for n in range(30))
        editor.set_blocks((p("Before"), Table(rows)))
        monkeypatch.setattr(editor, "set_blocks", lambda blocks: pytest.fail("written anew"))
        return rows

    def it_shows_at_its_place_what_became_of_a_cell(self, editor, rows):
        other = (*rows[:9], (rows[9][0], Cell((p("words of them"),))), *rows[10:])
        editor.show_change((p("Before"), Table(other)))
        assert read_blocks(editor.document()) == (p("Before"), Table(other))
        cursor = editor.textCursor()
        assert cursor.block().text()[: cursor.positionInBlock()] == "words of them"

    def it_writes_little_where_the_keyboard_is_elsewhere(self, editor, rows):
        told = []
        editor.document().contentsChange.connect(lambda at, gone, come: told.append(come))
        editor.become((p("Before"), Table(((Cell((p("0"), p("more"))), rows[0][1]), *rows[1:]))))
        table = read_blocks(editor.document())[1]
        assert isinstance(table, Table)
        assert table.rows[0][0] == Cell((p("0"), p("more")))
        assert editor.textCursor().position() == 0
        assert 0 < sum(told) < 40


class DescribeAnEditorThatWasLeftHalfFilled:
    def it_is_filled_anew(self, editor):
        text = tuple(p(f"Paragraph {n}") for n in range(200))
        filling = editor.fill(text)
        next(filling)
        half = editor.blocks()
        assert 1 < len(half) < len(text)
        editor.become((p("Another"), *half[1:]))
        assert editor.blocks() == (p("Another"), *half[1:])
        assert list(filling) == []
