import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from app.importers.guard import Limits
from app.importers.source import Source, SourcePicture, SourceTable
from app.importers.word.document import read_word
from app.importers.word.names import W
from tests.importers.word_files import (
    PNG,
    STYLES,
    Parts,
    cell,
    only,
    p,
    paragraphs,
    r,
    relationships,
    table,
    texts,
    write_word,
    xml,
)
from tests.word_edits import repacked

Read = Callable[..., Source]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(
        body: str, parts: Parts | None = None, links: tuple[tuple[str, str, str], ...] = ()
    ) -> Source:
        return read_word(write_word(tmp_path / "x.docx", body, parts, links), Limits())

    return reading


def drawing(inside: str, descr: str = "") -> str:
    return (
        f'<w:drawing><wp:inline><wp:extent cx="3600000" cy="1"/><wp:docPr id="1" name="n" descr="{descr}"/>'
        f"<a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def picture(identity: str, how: str = "embed") -> str:
    return f'<pic:pic><pic:blipFill><a:blip r:{how}="{identity}"/></pic:blipFill></pic:pic>'


class DescribeDrawings:
    def it_keeps_a_picture_with_its_words_and_width(self, read: Read) -> None:
        body = f"<w:p>{r('Before')}<w:r>{drawing(picture('rId1'), 'A map')}</w:r></w:p>"
        source = read(body, {"word/media/a.png": PNG}, (("rId1", "image", "media/a.png"),))
        shown = source.blocks[1]
        assert isinstance(shown, SourcePicture)
        assert (shown.alt, shown.width, source.pictures[shown.digest]) == ("A map", 100, PNG)

    @pytest.mark.parametrize(
        "target", ["https://example.org/x.png", "\\\\host\\share\\x.png", "file://host/x.png"]
    )
    def it_fetches_no_picture_from_outside(self, read: Read, target: str) -> None:
        drawn = drawing(picture("rId1", "link"), "Logo") + drawing(picture("rId1"), "Logo")
        body = f"<w:p><w:r>{drawn}</w:r></w:p>"
        source = read(body, links=(("rId1", "image", target),))
        assert not source.pictures
        assert source.notes == ("2 pictures are kept outside the file and were not fetched.",)
        assert texts(source.blocks) == ["Logo", "Logo"]

    def it_says_which_pictures_it_cannot_keep(self, read: Read) -> None:
        body = f"<w:p><w:r>{drawing(picture('rId1'))}{drawing(picture('rId2'))}</w:r></w:p>"
        links = (("rId1", "image", "media/a.emf"), ("rId2", "image", "media/none.png"))
        source = read(body, {"word/media/a.emf": b"\x01\x00\x00\x00"}, links)
        assert len(source.notes) == 2
        assert not source.blocks

    def it_reads_a_text_box_once(self, read: Read) -> None:
        box = f"<w:txbxContent>{p('Boxed')}</w:txbxContent>"
        drawn = drawing(f"<wps:txbx>{box}</wps:txbx>")
        body = (
            f"<w:p>{r('Anchor')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{drawn}"
            f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        )
        assert [(x.runs[0].text, x.place) for x in paragraphs(read(body).blocks)] == [
            ("Anchor", "body"), ("Boxed", "textbox"),
        ]  # fmt: skip

    def it_falls_back_where_the_choice_says_nothing(self, read: Read) -> None:
        body = (
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='x'><w:odd/></mc:Choice><mc:Fallback>"
            f"<w:pict><v:textbox><w:txbxContent>{p('Old')}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r></w:p>"
        )
        assert texts(read(body).blocks) == ["Old"]

    def it_keeps_the_words_of_diagrams_and_charts(self, read: Read) -> None:
        main = "http://schemas.openxmlformats.org/drawingml/2006/main"
        words = f'<x xmlns:a="{main}"><a:p><a:r><a:t>{{}}</a:t></a:r></a:p></x>'
        drawn = drawing('<dgm:relIds r:dm="rId1"/>') + drawing('<c:chart r:id="rId2"/>')
        body = f"<w:p><w:r>{drawn}</w:r></w:p>"
        parts: Parts = {
            "word/diagrams/d.xml": words.format("Plan"),
            "word/charts/c.xml": words.format("Spend"),
        }
        source = read(
            body, parts, (("rId1", "diagramData", "diagrams/d.xml"), ("rId2", "chart", "charts/c.xml"))
        )
        assert texts(source.blocks) == ["Plan", "Spend"]
        assert len(source.notes) == 2


def shape(block: object) -> list[list[tuple[str, int, int]]]:
    assert isinstance(block, SourceTable)
    return [[("/".join(texts(c.blocks)), c.across, c.down) for c in row] for row in block.rows]


SPAN = '<w:gridSpan w:val="{}"/>'
MERGE, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


class DescribeTables:
    def it_works_out_spans_across_and_down(self, read: Read) -> None:
        body = table(
            cell("a", SPAN.format(2)) + cell("b", MERGE),
            cell("c") + cell("d") + cell("", GOES_ON),
            cell("e") + cell("f") + cell("g"),
        )
        (block,) = read(body).blocks
        assert shape(block) == [
            [("a", 2, 1), ("b", 1, 2)],
            [("c", 1, 1), ("d", 1, 1)],
            [("e", 1, 1), ("f", 1, 1), ("g", 1, 1)],
        ]

    def it_keeps_only_columns_that_are_seen(self, read: Read) -> None:
        body = table(
            cell("a", SPAN.format(20_000_000)) + cell("b"), cell("c") + cell("d", SPAN.format(20_000_000))
        )
        (block,) = read(body).blocks
        assert isinstance(block, SourceTable)
        assert block.columns == 3
        assert shape(block) == [[("a", 2, 1), ("b", 1, 1)], [("c", 1, 1), ("d", 2, 1)]]

    def it_keeps_words_in_cells_that_a_span_covers(self, read: Read) -> None:
        (block,) = read(table(cell("a", MERGE) + cell("x"), cell("b", GOES_ON) + cell("y"))).blocks
        assert shape(block) == [[("a/b", 1, 2), ("x", 1, 1)], [("y", 1, 1)]]

    def it_has_no_row_where_every_cell_goes_on(self, read: Read) -> None:
        (block,) = read(table(cell("a", MERGE), cell("b", GOES_ON))).blocks
        assert shape(block) == [[("a/b", 1, 1)]]

    def it_counts_header_rows_and_sees_shading(self, read: Read) -> None:
        green = '<w:shd w:val="clear" w:fill="00FF00"/>'
        heads = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('h', green)}</w:tr>"
        (block,) = read(table(heads, cell("x"))).blocks
        assert isinstance(block, SourceTable)
        assert (block.header_rows, block.rows[0][0].shaded, block.rows[1][0].shaded) == (1, True, False)

    def it_tells_the_colour_of_a_cell_without_words(self, read: Read) -> None:
        green = '<w:shd w:val="clear" w:fill="00FF00"/>'
        (block,) = read(table(cell("", green) + cell("said", green) + cell(""))).blocks
        assert isinstance(block, SourceTable)
        assert [each.fill for each in block.rows[0]] == ["00ff00", "", ""]

    def it_reads_tables_in_cells_and_rows_in_controls(self, read: Read) -> None:
        inner = table(cell("inner"))
        wrapped = f"<w:sdt><w:sdtContent><w:tr>{cell(inner + p('after'))}</w:tr></w:sdtContent></w:sdt>"
        (block,) = read(f"<w:tbl>{wrapped}</w:tbl>").blocks
        assert isinstance(block, SourceTable)
        assert isinstance(block.rows[0][0].blocks[0], SourceTable)
        assert texts(block.rows[0][0].blocks) == ["inner", "after"]


class DescribeTheRestOfTheFile:
    def it_lists_running_heads_once(self, read: Read) -> None:
        head = xml("hdr", p("Council strategy"))
        source = read(
            p("x"),
            {"word/header1.xml": head, "word/header2.xml": head, "word/footer1.xml": xml("ftr", p("2026"))},
        )
        assert sorted(source.furniture) == ["2026", "Council strategy"]

    def it_counts_comments_and_inserted_files(self, read: Read) -> None:
        comments = xml("comments", f"<w:comment w:id='1'>{p('why?')}</w:comment>")
        source = read(p("x") + '<w:altChunk r:id="rId9"/>', {"word/comments.xml": comments})
        assert texts(source.blocks) == ["x"]
        assert len(source.notes) == 2

    def it_reads_a_strict_file(self, tmp_path: Path) -> None:
        path = write_word(tmp_path / "a.docx", p("Vision", '<w:pStyle w:val="berschrift2"/>'), STYLES)

        def made_strict(name: str, part: bytes) -> bytes:
            usual, strict = rb"http://schemas\.openxmlformats\.org/", rb"http://purl.oclc.org/ooxml/"
            return re.sub(
                usual + rb"(wordprocessingml|officeDocument|drawingml)/2006/", strict + rb"\1/", part
            )

        strict = repacked(path, tmp_path / "strict.docx", made_strict)
        heading = only(read_word(strict, Limits()))
        assert (heading.outline, heading.runs[0].text) == (2, "Vision")

    def it_reads_a_part_in_utf_16(self, tmp_path: Path) -> None:
        text = xml("document", f"<w:body>{p('Gŵyl')}</w:body>").replace("UTF-8", "UTF-16")
        path = write_word(tmp_path / "x.docx", "", {"word/document.xml": text.encode("utf-16")}, ())
        assert texts(read_word(path, Limits()).blocks) == ["Gŵyl"]

    def it_reads_properties(self, read: Read) -> None:
        root = relationships(
            ("rId1", "officeDocument", "word/document.xml"), ("rId2", "custom-properties", "docProps/custom.xml"),
            ("rId3", "metadata/core-properties", "docProps/core.xml"),
        )  # fmt: skip
        custom = '<Properties><property name="engross.version"><lpwstr>V8</lpwstr></property></Properties>'
        core = '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Digital strategy</dc:title></cp:coreProperties>'
        source = read(p("x"), {"_rels/.rels": root, "docProps/custom.xml": custom, "docProps/core.xml": core})
        assert source.properties == {"engross.version": "V8", "title": "Digital strategy"}


def raw_words(path: Path) -> list[str]:
    """The words of a file's body by the plainest means: the letters of each paragraph, deletions never being `w:t`."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))

    def lines() -> Iterator[str]:
        for paragraph in root.iter(W + "p"):
            pieces: list[str] = []
            for element in paragraph.iter(W + "t", W + "tab", W + "br"):
                if next(element.iterancestors(W + "p"), None) is paragraph:
                    pieces.append((element.text or "") if element.tag == W + "t" else " ")
            yield "".join(pieces)

    return sorted(word for line in lines() for word in line.split())


def read_words(path: Path) -> list[str]:
    return sorted(word for text in texts(read_word(path, Limits()).blocks) for word in text.split())


WORDS = st.lists(st.sampled_from(["vision", "£3.2m", "ŵy", "2026/27", "(a)"]), min_size=1, max_size=3)
INLINE = [
    "<w:ins>{}</w:ins>", "<w:moveTo>{}</w:moveTo>", '<w:hyperlink w:anchor="a">{}</w:hyperlink>',
    "<w:smartTag>{}</w:smartTag>", "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    '<w:fldSimple w:instr="REF a">{}</w:fldSimple>', "<w:bdo>{}</w:bdo>",
    "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>{}",
    "<mc:AlternateContent><mc:Choice Requires='x'>{}</mc:Choice></mc:AlternateContent>", "{}<w:r><w:br/></w:r>",
    '{}<w:r><w:br w:type="page"/></w:r>',
]  # fmt: skip
BLOCKS = [
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:customXml><w:customXmlPr/>{}</w:customXml>",
    "<w:ins>{}</w:ins>", "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
    "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>", "{}<w:p/>",
]  # fmt: skip


def nested(inner: st.SearchStrategy[str], frames: list[str]) -> st.SearchStrategy[str]:
    """One to three of what is given, put into frames."""
    framed = st.builds(str.format, st.sampled_from(frames), inner)
    return st.lists(inner | framed, min_size=1, max_size=3).map("".join)


def block_xml() -> st.SearchStrategy[str]:
    """Blocks of words in elements nested as Word may nest them, and as it would not."""
    run = WORDS.map(lambda words: r(" ".join(words) + " "))
    paragraph = nested(nested(run, INLINE), INLINE).map(lambda inner: f"<w:p>{inner}</w:p>")
    return nested(nested(paragraph, BLOCKS), BLOCKS)


class DescribeEveryWord:
    def it_comes_through_from_the_real_documents(self, shared: Path) -> None:
        files = sorted((shared / "corpus").glob("*.docx"))
        assert files
        for path in files:
            assert read_words(path) == raw_words(path), path.name

    def it_comes_through_from_what_python_docx_writes(self, tmp_path: Path) -> None:
        document = Document()
        document.add_heading("Digital strategy", 0)
        for number in range(1, 4):
            document.add_heading(f"Theme {number}", number)
            document.add_paragraph("First do this.", style="List Bullet")
            document.add_paragraph("Then do that.", style="List Number 2").add_run(" And more").bold = True
            grid = document.add_table(4, 4)
            for index, one in enumerate(grid._cells):
                one.text = f"cell {number}/{index}"
            grid.cell(0, 0).merge(grid.cell(1, 1))
        path = tmp_path / "made.docx"
        document.save(str(path))
        assert read_words(path) == raw_words(path)
        source = read_word(path, Limits())
        assert [x.outline for x in paragraphs(source.blocks) if x.outline] == [1, 2, 3]
        assert [x.label for x in paragraphs(source.blocks) if x.label] == ["1.", "2.", "3."]

    @given(body=st.lists(block_xml(), max_size=4).map("".join))
    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def it_comes_through_however_elements_are_nested(self, tmp_path: Path, body: str) -> None:
        path = write_word(tmp_path / "x.docx", body)
        assert read_words(path) == raw_words(path)
