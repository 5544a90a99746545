"""Tables in Word files: a short one stays on one page with its total, a long one may be parted."""

import io
import re
import zipfile

import pytest

from app.document.nodes import Cell, Document, Paragraph, Properties, Row, Span, Table
from app.exporters.docx import docx_bytes


def table_of(rows: int) -> str:
    """The XML of a table with this many rows."""
    lines = tuple(Row((Cell((Paragraph((Span(f"Row {n}"),)),)),)) for n in range(rows))
    return xml_of(Table(lines, 0))


def xml_of(table: Table) -> str:
    """The XML of a document that is one table."""
    data = docx_bytes(Document(properties=Properties("T"), parts=(table,)))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read("word/document.xml").decode("utf-8")


class DescribeShortTables:
    @pytest.mark.parametrize(("rows", "kept"), [(1, 0), (5, 4), (8, 7), (9, 0)])
    def they_keep_each_row_but_the_last_with_the_next(self, rows: int, kept: int):
        assert table_of(rows).count("<w:keepNext/>") == kept


class DescribeColumns:
    def they_hold_their_longest_words_however_narrow_they_are_declared(self):
        def row(*texts: str) -> Row:
            return Row(tuple(Cell((Paragraph((Span(text),)),)) for text in texts))

        heads = row("Ref", "Likelihood × impact = score", "Response")
        drawn = xml_of(Table((heads, row("1", "4 × 4 = 16", "Mend")), widths=(0.03, 0.07, 0.9)))
        ref, score, response = (int(width) for width in re.findall('<w:gridCol w:w="([0-9]+)"', drawn))
        letter = 10 * 20 / 2  # half of the size of the letters, in twentieths of a point
        assert ref > 3 * letter
        assert score > 10 * letter
        assert response > score
