"""Tables in Word files: a short one stays on one page with its total, a long one may be parted."""

import io
import zipfile

import pytest

from app.document.nodes import Cell, Document, Paragraph, Properties, Row, Span, Table
from app.exporters.docx import docx_bytes


def table_of(rows: int) -> str:
    """The XML of a table with this many rows."""
    lines = tuple(Row((Cell((Paragraph((Span(f"Row {n}"),)),)),)) for n in range(rows))
    data = docx_bytes(Document(properties=Properties("T"), parts=(Table(lines, 0),)))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read("word/document.xml").decode("utf-8")


class DescribeShortTables:
    @pytest.mark.parametrize(("rows", "kept"), [(1, 0), (5, 4), (8, 7), (9, 0)])
    def they_keep_each_row_but_the_last_with_the_next(self, rows: int, kept: int):
        assert table_of(rows).count("<w:keepNext/>") == kept
