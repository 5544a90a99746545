"""The quick reader of pages: as pypdf reads them, or nothing where it is not sure."""

import io
import re

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from app.document.nodes import Cell, Document, Heading, Paragraph, Properties, Row, Span, Table
from app.exporters.pack.page_text import PageText
from app.exporters.pack.source import opened
from app.exporters.pdf import pdf_bytes


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def read(data: bytes) -> list[list[str] | None]:
    source = opened(data, "a.pdf")
    return [PageText(source).lines(page) for page in source.pages]


def document() -> bytes:
    cells = tuple(Cell((Paragraph((Span(words),)),)) for words in ("Costs", "£4,182,350", "2026/27"))
    said = "Mae’r dŵr yn oer ŵ ŷ – “office” ﬁgures. " * 12
    parts = (
        Heading(1, (Span("Works"),), anchor="a"),
        Paragraph((Span(said), Span("half", bold=True), Span("way "), Span("there", link="#a"))),
        Table((Row(cells), Row(cells))),
    )
    return pdf_bytes(Document(properties=Properties(title="Works"), parts=parts))


def drawn(code: bytes) -> bytes:
    """A page of our own with its content replaced by some operators; `F` is the name of a typeface it has."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(document()))
    page = writer.pages[-1]
    resources = page["/Resources"].get_object()
    assert isinstance(resources, DictionaryObject)
    fonts = resources["/Font"].get_object()
    assert isinstance(fonts, DictionaryObject)
    stream = DecodedStreamObject()
    stream.set_data(code.replace(b"/F ", sorted(fonts)[0].encode() + b" "))
    page[NameObject("/Contents")] = writer._add_object(stream)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


class DescribeReadingAPageQuickly:
    def it_reads_the_words_that_pypdf_reads(self):
        data = document()
        theirs = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
        mine = read(data)
        assert None not in mine
        assert [words("\n".join(lines or [])) for lines in mine] == [words(text) for text in theirs]

    def it_joins_what_touches_and_parts_what_does_not(self):
        lines = read(document())[-1]
        assert lines is not None
        assert "halfway there" in " ".join(lines)
        assert "Costs £4,182,350 2026/27" in lines

    def it_reads_what_marks_say_in_place_of_what_is_drawn(self):
        assert read(drawn(b"/Span<</ActualText(The price is four million.)>>BDC EMC"))[-1] == [
            "The price is four million."
        ]

    @pytest.mark.parametrize(
        "code",
        [
            b"BT /F 11 Tf (\xff\xfe) Tj ET",
            b"BT /F 11 Tf (odd) Tj ET",
            b"BT /Gone 11 Tf <0001> Tj ET",
            b"BT <0001> Tj ET",
            b"/Form Do",
            b"BI /W 1 /H 1 ID x EI",
            b"BT /F 11 Tf 50 Tz <0001> Tj ET",
            b"BT 1 Tf ET",
            b"BT Td ET",
            b"BT /F 11 Tf (((((((deep))))))) Tj ET",
            b"{ <0001> }",
        ],
    )
    def it_reads_nothing_where_it_is_not_sure(self, code: bytes):
        assert read(drawn(code))[-1] is None

    def it_comes_to_an_end_with_whatever_is_in_a_page(self):
        for code in (b"(" * 20_000, b"<<" * 20_000, b"[" * 20_000 + b"TJ", b"q " * 50_000, b"\\" * 9_000):
            read(drawn(code))
