"""A picture whose width nobody said is as large on paper by one exporter as by another."""

import re

from app.exporters.docx.pictures import Drawn, drawing
from app.exporters.pdf.pictures import Picture

EMU_PER_POINT = 12700


class DescribeAPictureOfNoSaidWidth:
    def it_is_as_wide_in_pdf_as_in_word(self):
        element, _ = drawing(Drawn("r1", "png", b"", 300, 200), 1, "A map", 0, (10_000, 10_000))
        extent = re.search(r'cx="(\d+)" cy="(\d+)"', element)
        assert extent
        in_word = tuple(int(each) / EMU_PER_POINT for each in extent.groups())
        assert Picture(b"P1", 300, 200).fitted(0, 1000, 1000) == in_word
