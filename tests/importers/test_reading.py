import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from app.importers.guard import Limits
from app.importers.reading import read_file, start_reading
from app.importers.request import Wanted
from app.importers.source import Source, SourceTable
from app.importers.word.document import source_lines
from app.models.errors import Refused
from app.models.text import runs_text
from app.store.library import Library
from tests.importers.word_files import (
    PNG,
    Parts,
    cell,
    p,
    paragraphs,
    relationships,
    table,
    texts,
    write_word,
    xml,
)

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def recognised(path: Path) -> object:
    """What a document to be imported is taken for."""
    return start_reading(path, wanted=Wanted()).result_or_proposal()


class DescribeRefusals:
    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("a.doc", COMPOUND + "WordDocument".encode("utf-16-le"), "old .doc format"),
            ("a.docx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "remove the password"),
            ("a.pdf", b"%PDF-1.7", "is a PDF"),
            ("a.docx", b"%PDF-1.7", "is a PDF"),
            ("a.rtf", b"{\\rtf1", "rich-text"),
            ("a.txt", b"{\\rtf1", "rich-text"),
            ("a.htm", b"<!DOCTYPE html><p>x", "web page"),
            (
                "a.xml",
                b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://x/2006/xmlPackage">',
                "one XML file",
            ),
            ("a.docx", b"just text", "not a Word document inside"),
            ("~$a.docx", b"\x05Owner", "choose the document itself"),
            ("a.csv", b"a,b", "reads .docx, .md and .txt"),
            ("a.txt", bytes(range(256)) * 40, "not text"),
            ("a.docx", b"", "is empty"),
            ("a.docx", b"PK\x03\x04 and then nothing", "damaged"),
        ],
    )
    def it_says_in_a_sentence_what_is_wrong_and_what_to_do(
        self, tmp_path: Path, name: str, content: bytes, said: str
    ) -> None:
        with pytest.raises(Refused) as refusal:
            read_file(written(tmp_path / name, content))
        sentence = str(refusal.value)
        assert said in sentence
        assert name in sentence
        assert "\n" not in sentence
        assert sentence.endswith(".")

    def it_refuses_a_folder_and_what_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="is a folder"):
            read_file(tmp_path)
        with pytest.raises(Refused, match="does not exist"):
            read_file(tmp_path / "none.docx")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe")
    def it_does_not_wait_for_a_pipe(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        with pytest.raises(Refused, match="not a file that can be read"):
            read_file(tmp_path / "pipe.txt")

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
    def it_refuses_what_may_not_be_read(self, tmp_path: Path) -> None:
        path = written(tmp_path / "a.txt", b"x")
        path.chmod(0)
        with pytest.raises(Refused, match="cannot be read"):
            read_file(path)

    def it_refuses_a_file_that_is_too_large(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="larger than 1 MB"):
            read_file(written(tmp_path / "a.docx", bytes(1_100_000)), limits=Limits(file=1_000_000))
        with pytest.raises(Refused, match="larger than 1 MB of text"):
            read_file(written(tmp_path / "a.txt", b"x" * 1_100_000), limits=Limits(text_file=1_000_000))

    @pytest.mark.parametrize(
        ("main", "what"), [("xl/workbook.xml", "Excel"), ("ppt/presentation.xml", "PowerPoint")]
    )
    def it_knows_other_programs_files(self, tmp_path: Path, main: str, what: str) -> None:
        with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
            package.writestr("_rels/.rels", relationships(("rId1", "officeDocument", main)))
            package.writestr(main, "<x/>")
        with pytest.raises(Refused, match=what):
            read_file(tmp_path / "a.docx")

    def it_refuses_a_zip_that_holds_no_document(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "a.odt", "w") as package:
            package.writestr("content.xml", "<x/>")
        with pytest.raises(Refused, match="holds no Word document"):
            read_file(tmp_path / "a.odt")

    @pytest.mark.parametrize("part", ["Index/Document.iwa", "Index.zip"])
    def it_knows_a_file_of_pages(self, tmp_path: Path, part: str) -> None:
        with zipfile.ZipFile(tmp_path / "plan.pages", "w") as package:
            package.writestr(part, b"words")
        with pytest.raises(Refused, match="Word cannot open; choose File › Export To › Word in Pages"):
            read_file(tmp_path / "plan.pages")

    @pytest.mark.parametrize("name", ["council.engross", "council.db"])
    def it_leads_from_a_library_to_opening_it(self, tmp_path: Path, name: str) -> None:
        Library.create(tmp_path / name).close()
        with pytest.raises(Refused, match="is an Engross library, not a document; open it with File › Open"):
            read_file(tmp_path / name)

    @pytest.mark.parametrize(
        ("name", "data"),
        [("a.png", b"\x89PNG\r\n\x1a\n"), ("a.jpeg", b"\xff\xd8\xff"), ("a.heic", b"\0\0\0\x18")],
    )
    def it_leads_with_a_picture_into_a_text(self, tmp_path: Path, name: str, data: bytes) -> None:
        with pytest.raises(Refused, match="is a picture, not a document; drag it into a text"):
            read_file(written(tmp_path / name, data))

    def it_reads_a_text_that_begins_as_some_pictures_do(self, tmp_path: Path) -> None:
        source = read_file(written(tmp_path / "a.txt", b"BMX tracks are kept."))
        assert list(source_lines(source.blocks)) == ["BMX tracks are kept."]

    def it_knows_a_file_of_libreoffice(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            package.writestr("content.xml", "<x/>")
        with pytest.raises(Refused, match="is an OpenDocument file; open it in LibreOffice or Word"):
            read_file(tmp_path / "a.docx")

    @pytest.mark.parametrize(
        "body", ["", p(" "), table(cell(""), cell(p("\u00a0"))), "<w:p><w:r><w:tab/><w:br/></w:r></w:p>"]
    )
    def it_refuses_a_document_without_words(self, tmp_path: Path, body: str) -> None:
        parts: Parts = {"word/header1.xml": xml("hdr", p("Elm Council"))}
        with pytest.raises(Refused, match="holds no words, so there is nothing to read"):
            recognised(write_word(tmp_path / "form.docx", body, parts))

    def it_tells_a_scan_from_an_empty_document(self, tmp_path: Path) -> None:
        (tmp_path / "page.png").write_bytes(PNG)
        with pytest.raises(Refused, match="pictures but no words, as a scanned paper does"):
            recognised(written(tmp_path / "scan.md", b"![](page.png)\n"))

    def it_refuses_text_that_is_only_space(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="holds no words"):
            recognised(written(tmp_path / "a.txt", b" \n\t\n\x0c"))


class DescribeReading:
    def it_goes_by_content_whatever_the_name(self, tmp_path: Path) -> None:
        for name in ("a.docx", "a.docm", "a.dotx", "a.txt", "a"):
            assert texts(read_file(write_word(tmp_path / name, p("words"))).blocks) == ["words"]

    def it_gives_the_same_in_its_own_process_as_in_this(self, shared: Path) -> None:
        from app.importers.word.document import read_word

        for path in sorted((shared / "corpus").glob("*.docx")):
            assert read_file(path) == read_word(path, Limits())

    def it_can_be_started_now_and_asked_later(self, tmp_path: Path) -> None:
        readings = [start_reading(write_word(tmp_path / f"{i}.docx", p(str(i)))) for i in range(3)]
        assert [texts(reading.result().blocks) for reading in readings] == [["0"], ["1"], ["2"]]

    def it_reads_a_name_with_spaces_quotes_and_letters_of_other_scripts(self, tmp_path: Path) -> None:
        path = write_word(tmp_path / 'Strategaeth ‘ŵy’ $(x) "1".docx', p("words"))
        assert texts(read_file(path).blocks) == ["words"]


class DescribePlainText:
    @pytest.mark.parametrize(
        ("content", "text"),
        [
            ("Gŵyl £5m – “now”".encode(), "Gŵyl £5m – “now”"),
            ("Gŵyl".encode("utf-8-sig"), "Gŵyl"),
            ("Gŵyl".encode("utf-16"), "Gŵyl"),
            ("Plain words".encode("utf-16-le"), "Plain words"),
            ("Plain words".encode("utf-16-be"), "Plain words"),
            ("£5m – “now”".encode("cp1252"), "£5m – “now”"),
        ],
    )
    def it_knows_the_usual_encodings(self, tmp_path: Path, content: bytes, text: str) -> None:
        assert texts(read_file(written(tmp_path / "a.txt", content)).blocks) == [text]

    def it_takes_a_line_for_a_paragraph_and_tabs_for_a_table(self, tmp_path: Path) -> None:
        source = read_file(
            written(tmp_path / "a.txt", b"1. One\r\n\r\n- two\r\nRef\tLead\r\n1\tICT\textra\r\nafter")
        )
        assert [type(block).__name__ for block in source.blocks] == ["SourceParagraph"] * 2 + [
            "SourceTable",
            "SourceParagraph",
        ]
        assert texts(source.blocks) == ["1. One", "- two", "Ref", "Lead", "1", "ICT", "extra", "after"]
        grid = source.blocks[2]
        assert isinstance(grid, SourceTable)
        assert [len(row) for row in grid.rows] == [3, 3]

    def it_starts_a_page_at_a_form_feed(self, tmp_path: Path) -> None:
        source = read_file(written(tmp_path / "a.txt", b"one\n\x0ctwo"))
        assert [x.break_before for x in paragraphs(source.blocks)] == [False, True]

    def it_loses_no_word_of_the_real_documents(self, shared: Path) -> None:
        for path in sorted((shared / "seeds").glob("*.txt")):
            found = sorted(" ".join(texts(read_file(path).blocks)).split())
            assert found == sorted(path.read_text(encoding="utf-8-sig").split()), path.name


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
class DescribeWhatLibreOfficeWrites:
    def it_comes_through_whole(self, tmp_path: Path) -> None:
        page = tmp_path / "page.html"
        page.write_text(
            "<html><body><h1>Our vision</h1><p>A <b>bold</b> aim, <i>soon</i>.</p><ol><li>First</li><li>Second"
            "<ul><li>Nested</li></ul></li></ol>"
            "<table border=1><tr><th>Year</th><th>Cost</th></tr><tr><td rowspan=2>2026"
            "</td><td>£1m</td></tr><tr><td>£2m</td></tr></table><p><a href='https://example.org/'>Link</a></p></body></html>",
            encoding="utf-8",
        )
        command = [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
        ]
        subprocess.run(
            [*command, "docx:MS Word 2007 XML", "--outdir", str(tmp_path), str(page)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        source: Source = read_file(tmp_path / "page.docx")
        assert texts(source.blocks) == [
            "Our vision", "A bold aim, soon.", "First", "Second", "Nested", "Year", "Cost", "2026", "£1m", "£2m",
            "Link",
        ]  # fmt: skip
        listed = {runs_text(x.runs): x.mark for x in paragraphs(source.blocks) if x.mark}
        assert {text: (mark.level, mark.ordered) for text, mark in listed.items()} == {
            "First": (0, True), "Second": (0, True), "Nested": (1, False),
        }  # fmt: skip
        assert next(iter(paragraphs(source.blocks))).outline == 1
