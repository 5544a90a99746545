"""PDF files are read by a process of its own, which ends with whatever is wrong with them."""

import io
import os
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from app.importers.guard import Limits
from app.importers.pdf_text import read_links
from app.importers.reading import read_pdf
from app.models.errors import Refused
from tests.pack_files import paper


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "copy.pdf"
    path.write_bytes(paper("Strategy", "Every school is connected."))
    return path


class DescribeReadingPdf:
    def it_gives_the_lines_of_each_page(self, file: Path):
        (page,) = read_pdf(file).pages
        assert page[0] == "Strategy"
        assert "Every school is connected." in page[1]

    def it_says_when_a_file_takes_too_long(self, file: Path):
        with pytest.raises(Refused, match=r"“copy.pdf” takes too long to read; print it to a new PDF file"):
            read_pdf(file, Limits(seconds=0))

    @pytest.mark.skipif(os.name == "nt", reason="only POSIX systems bound a process's memory")
    def it_says_when_a_file_takes_too_much(self, file: Path):
        os.truncate(file, 120_000_000)
        with pytest.raises(Refused, match=r"“copy.pdf” (is too large|asks for more memory)"):
            read_pdf(file, Limits(memory=150_000_000))

    @pytest.mark.parametrize("data", [b"%PDF-1.7", b"hello", b"%PDF-1.7\n" + b"[" * 90_000])
    def it_refuses_what_is_no_pdf(self, file: Path, data: bytes):
        file.write_bytes(data)
        with pytest.raises(Refused, match="not a readable PDF file"):
            read_pdf(file)

    @pytest.mark.parametrize("data", [None, b""], ids=["missing", "empty"])
    def it_names_a_file_that_holds_nothing(self, file: Path, data: bytes | None):
        file.unlink() if data is None else file.write_bytes(data)
        with pytest.raises(Refused, match=r"“copy.pdf” (does not exist|is empty)"):
            read_pdf(file)


class DescribeReadingLinks:
    def it_passes_over_what_is_none(self):
        def led(to: PdfObject) -> PdfObject:
            return DictionaryObject({NameObject("/A"): DictionaryObject({NameObject("/URI"): to})})

        good = (led(ByteStringObject(b"http://a.org/\xe9")), led(TextStringObject("http://b.org")))
        bad = (
            NullObject(),
            NumberObject(1),
            DictionaryObject({NameObject("/A"): NullObject()}),
            led(NullObject()),
        )
        writer = PdfWriter()
        for annotations in (None, NullObject(), NumberObject(3), ArrayObject((*bad, *good, *good))):
            page = writer.add_blank_page(100, 100)
            if annotations is not None:
                page[NameObject("/Annots")] = annotations
        made = io.BytesIO()
        writer.write(made)
        found = read_links(made.getvalue())
        assert found == ["http://a.org/é", "http://b.org"]
        assert all(type(each) is str for each in found)  # for what pypdf makes of it cannot be sent
