"""Whatever a document holds, its PDF is made, is tagged without fault, and has every word in its place."""

import re
import unicodedata
from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.document.nodes import (
    Cell,
    Document,
    Figure,
    Heading,
    Item,
    List,
    Look,
    Mark,
    PageBreak,
    Paragraph,
    Part,
    Row,
    Span,
    Table,
)
from app.exporters.pdf import pdf_bytes
from app.exporters.pdf.grid import grid_of
from app.exporters.pdf.layout import cleaned
from tests.exporters.pdf_documents import PROPERTIES, picture
from tests.exporters.tagged_pdf import TaggedPdf

PICTURES = {"png": picture("RGBA", "PNG"), "bad": b"\x89PNG"}
LETTERS = st.sampled_from("aeimnorstwŵŷ£“”–✓ \n\t\u00a0\u00ad\u200b()\\\r漢😀\uf0b7\u0301\ufffe-/.")
WORDS = st.sampled_from(
    ["Members", "asked", "how", "multi-agency", "£1,250", "2026/27", "x" * 300, "Gŵyr", ""]
)
TEXT = st.one_of(
    st.lists(WORDS, max_size=60).map(" ".join),
    st.text(LETTERS, max_size=30),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
MARKS = st.sampled_from([None, None, None, Mark("inserted", "A", "2026"), Mark("deleted")])
LINKS = st.sampled_from(["", "", "", "https://example.gov.uk/ŵ", "#a", "#b", "javascript:x", "nonsense"])
SPANS = st.lists(
    st.builds(Span, TEXT, bold=st.booleans(), italic=st.booleans(), link=LINKS, mark=MARKS), max_size=4
).map(tuple)
ROLES = st.sampled_from(
    ["body", "body", "lead", "quote", "note", "slogan", "statement", "caption", "signature", "label"]
)
ANCHORS = st.sampled_from(["", "", "a"])
PARAGRAPHS = st.builds(Paragraph, SPANS, role=ROLES, anchor=ANCHORS, mark=MARKS)
HEADINGS = st.builds(
    Heading, st.integers(1, 6), SPANS, number=st.sampled_from(["", "4.1", "Principle 2 –"]), anchor=ANCHORS,
    new_page=st.booleans(), mark=MARKS,
)  # fmt: skip
FIGURES = st.builds(
    Figure, st.sampled_from(["png", "bad", "none"]), st.just("Picture"), st.sampled_from([0.0, 30.0, 900.0])
)
BREAKS = st.just(PageBreak())


def _lists(parts: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    item = st.builds(
        Item, st.lists(parts, max_size=3).map(tuple), number=st.sampled_from(["", "", "2.1"]), mark=MARKS
    )
    return st.builds(List, st.lists(item, max_size=4).map(tuple), ordered=st.booleans())


def _tables(parts: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    sizes = st.sampled_from([1, 1, 1, 2, 3, 50])
    aligned = st.sampled_from(["left", "right", "centre"])
    cell = st.builds(Cell, st.lists(parts, max_size=3).map(tuple), across=sizes, down=sizes, align=aligned)
    row = st.builds(Row, st.lists(cell, max_size=4).map(tuple), mark=MARKS)
    return st.builds(
        Table, st.lists(row, max_size=5).map(tuple), header_rows=st.integers(0, 3),
        widths=st.sampled_from([(), (0.5, 0.5), (0.01, 0.99)]), row_headers=st.booleans(),
        role=st.sampled_from(["grid", "sheet", "plain"]),
    )  # fmt: skip


PARTS = st.recursive(
    PARAGRAPHS | HEADINGS | FIGURES | BREAKS, lambda inner: _lists(inner) | _tables(inner), max_leaves=14
)
LOOKS = st.builds(
    Look, font=st.sampled_from(["Liberation Sans", "Liberation Serif"]), landscape_wide_tables=st.booleans()
)
DOCUMENTS = st.builds(
    Document, properties=st.just(PROPERTIES), parts=st.lists(PARTS, max_size=8).map(tuple), look=LOOKS,
    pictures=st.just(PICTURES),
)  # fmt: skip


def said_by(part: Part, marked: bool = False) -> Iterator[str]:
    """The words of a part in reading order; list labels only where they are numbers of the document.

    A picture that came or went is named in words below it, for an edge alone would leave open what it was.
    """
    if isinstance(part, Heading | Paragraph):
        words = cleaned("".join(cleaned(span.text) for span in part.spans))
        yield (part.number if isinstance(part, Heading) else "") + words
    elif isinstance(part, List):
        for item in part.items:
            yield item.number
            for inner in item.blocks:
                yield from said_by(inner, marked or item.mark is not None)
    elif isinstance(part, Table) and (grid := grid_of(part)) is not None:
        for at, row in enumerate(grid.cells):
            for placed in row:
                for inner in placed.cell.blocks:
                    yield from said_by(inner, marked or grid.rows[at].mark is not None)
    elif isinstance(part, Figure) and part.digest != "png":
        yield "[Picture]"
    elif isinstance(part, Figure) and marked:
        yield part.said


def compared(text: str) -> str:
    """Text without spaces, in one form; signs beyond U+FFFF as one, for pages have codes of their own for them.

    An accent may stand in another span than its letter: only together do they make one sign.
    """
    composed = unicodedata.normalize("NFC", re.sub(r"\s", "", text))
    return re.sub(r"[\ud800-\udfff\U00010000-\U0010ffff]", "?", composed)


def unlabelled(tagged: TaggedPdf) -> str:
    """The words in reading order without bullets and the list numbers that are made for the page."""
    numbers = {id(e): tagged.text(e).strip() for e, _ in tagged.elements() if e["/S"] == "/Lbl"}
    assert all(numbers.values())
    return tagged.words(without=("Lbl",))


class TestAnyDocument:
    @given(DOCUMENTS)
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    def test_is_made_without_fault_or_loss(self, document: Document):
        data = pdf_bytes(document)
        tagged = TaggedPdf(data)
        assert tagged.faults == []
        wanted = "".join(words for part in document.parts for words in said_by(part)).replace("2.1", "")
        assert compared(unlabelled(tagged)).replace("2.1", "") == compared(wanted)

    @given(st.lists(TEXT, min_size=1, max_size=3))
    @settings(max_examples=25)
    def test_is_the_same_each_time(self, texts: list[str]):
        parts = tuple(Paragraph((Span(text),)) for text in texts)
        whole = Document(properties=PROPERTIES, parts=parts)
        assert pdf_bytes(whole) == pdf_bytes(whole)
