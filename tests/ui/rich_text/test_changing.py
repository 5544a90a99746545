"""One text made of another in its place: what differs is written anew, and what stays is left alone."""

from collections import deque
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPalette

from app.models.text import Blocks, Cell, Item, List, Paragraph, Run, Table
from app.ui.rich_text.changing import change_blocks
from app.ui.rich_text.document import SafeDocument
from app.ui.rich_text.reading import read_blocks
from app.ui.rich_text.writing import write_in_parts
from tests.ui.rich_text.test_round_trip import BLOCKS, PARAGRAPHS

FEW = st.lists(PARAGRAPHS, max_size=3).map(tuple)


def p(text: str, **looks) -> Paragraph:
    return Paragraph((Run(text, **looks),))


def written(blocks: Blocks) -> SafeDocument:
    document = SafeDocument()
    deque(write_in_parts(document, blocks, QPalette(), inf), maxlen=0)
    return document


def changed(old: Blocks, new: Blocks) -> SafeDocument | None:
    document = written(old)
    return document if change_blocks(document, old, new, QPalette()) else None


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
