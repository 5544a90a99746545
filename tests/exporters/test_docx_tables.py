"""Tables in Word files: a short one stays on one page with its total, a long one may be parted."""

import io
import re
import zipfile

import pytest

from app.document.nodes import Cell, Document, Paragraph, Properties, Row, Span, Table
from app.exporters.docx import docx_bytes


def row_of(*texts: str) -> Row:
    """A row with a cell of each text."""
    return Row(tuple(Cell((Paragraph((Span(text),)),)) for text in texts))


def table_of(rows: int) -> str:
    """The XML of a table with this many rows."""
    return xml_of(Table(tuple(row_of(f"Row {n}") for n in range(rows)), 0))


def kept_rows(table: Table) -> list[int]:
    """Which rows are kept with the next one."""
    rows = re.findall("<w:tr>.*?</w:tr>", xml_of(table))
    return [number for number, row in enumerate(rows) if "<w:keepNext/>" in row]


def xml_of(table: Table) -> str:
    """The XML of a document that is one table."""
    data = docx_bytes(Document(properties=Properties("T"), parts=(table,)))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read("word/document.xml").decode("utf-8")


class DescribeShortTables:
    @pytest.mark.parametrize(("rows", "kept"), [(1, 0), (5, 4), (8, 7)])
    def they_keep_each_row_but_the_last_with_the_next(self, rows: int, kept: int):
        assert table_of(rows).count("<w:keepNext/>") == kept


class DescribeLongTables:
    def they_keep_heads_and_the_row_before_a_total_with_the_next(self):
        group = Row((Cell((Paragraph((Span("Year 2"),)),), across=2),))
        rows = [row_of("What", "£"), *[row_of("Fibre", "1")] * 5, group, *[row_of("Laptops", "1")] * 5]
        assert kept_rows(Table((*rows, row_of("Total", "10")))) == [0, 6, 11]

    def they_keep_no_row_with_a_last_one_that_is_long(self):
        rows = [row_of("Term", "Meaning"), *[row_of("Fibre", "Glass")] * 9]
        assert kept_rows(Table((*rows, row_of("Wi-Fi", "A long meaning. " * 9)))) == [0]


class DescribeColumns:
    def they_hold_their_longest_words_however_narrow_they_are_declared(self):
        heads = row_of("Ref", "Likelihood × impact = score", "Response")
        drawn = xml_of(Table((heads, row_of("1", "4 × 4 = 16", "Mend")), widths=(0.03, 0.07, 0.9)))
        ref, score, response = (int(width) for width in re.findall('<w:gridCol w:w="([0-9]+)"', drawn))
        letter = 10 * 20 / 2  # half of the size of the letters, in twentieths of a point
        assert ref > 3 * letter
        assert score > 10 * letter
        assert response > score
