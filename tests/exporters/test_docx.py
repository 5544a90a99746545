"""What a Word export holds, read by its XML and by readers we did not write."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from msgspec import structs

from app.document.anchors import field_bookmark, read_bookmark
from app.document.nodes import (
    Cell,
    Contents,
    Cover,
    Document,
    Figure,
    Furniture,
    Heading,
    Item,
    List,
    Look,
    Mark,
    PageBreak,
    Paragraph,
    Part,
    Properties,
    Row,
    Span,
    Table,
)  # fmt: skip
from app.exporters.docx import docx_bytes
from tests.trees import PICTURES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
IN = Mark("inserted", "A. Reviewer", "2026-03-01T10:00:00Z")
OUT = Mark("deleted", "A. Reviewer", "2026-03-01T10:00:00Z")
PICTURE = sorted(PICTURES)[0]


def words(text: str, **more: object) -> Paragraph:
    return Paragraph((Span(text),), **more)  # type: ignore[arg-type]


def document(*parts: Part, **more: object) -> Document:
    properties = Properties(
        "Tŷ & <Home>", "Siân", strategy="s1", version="V3", fingerprint="ab" * 32, house="plain"
    )
    return Document(**{"properties": properties, "parts": parts, "pictures": PICTURES, **more})  # type: ignore[arg-type]


def table(*rows: tuple[str, ...], **more: object) -> Table:
    return Table(tuple(Row(tuple(Cell((words(text),)) for text in row)) for row in rows), **more)  # type: ignore[arg-type]


def whole() -> Document:
    """A document with everything a document can hold."""
    return document(
        Contents("Contents"),
        Heading(1, (Span("Background"),), "1", "bg", "n1", new_page=True),
        words("First & <second> “third” ŵŷ", node="n1", field="body"),
        Paragraph((Span("Bold", bold=True), Span(" and "), Span("a site", link="https://example.org/?a=1&b=2"))),
        Paragraph((Span("See "), Span("themes", link="#th"), Span("\nnext line"))),
        List((Item((words("bullet"),)), Item((words("outer"), List((Item((words("inner"),)),), ordered=True))))),
        List((Item((words("one"),)), Item((words("two"), words("goes on"))))),
        List((Item((words("first"),)), Item((words("second"),))), ordered=True),
        List((Item((words("again"),)),), ordered=True),
        List((Item((words("numbered"),), number="2.1"), Item((words("numbered too"),), number="2.2"))),
        Heading(2, (Span("Costs"),), "1.1", "costs", "n2"),
        table(("Year", "Sum"), ("2026", "£1"), ("2027", "£2"), caption="Costs by year", row_headers=True),
        Figure(PICTURE, "Two towers", caption="The towers"),
        PageBreak(),
        Heading(1, (Span("Themes"),), "2", "th", "n3"),
        words("The end"),
        cover=Cover("Strategy", "Council", "2026–2030", ("V3, 1 March 2026",), "Draft"),
        furniture=Furniture("Council", "Strategy", "V3 · abab", "Page {page} of {pages}"),
        content=b'{"format":"x"}',
    )  # fmt: skip


def part(file: bytes, name: str = "word/document.xml") -> "etree._Element":
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return etree.fromstring(package.read(name))


def style_of(paragraph: "etree._Element") -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return (style.get(f"{W}val") or "") if style is not None else ""


def text_of(element: "etree._Element") -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def styled(body: "etree._Element", style: str) -> list[str]:
    return [text_of(paragraph) for paragraph in body.iter(f"{W}p") if style_of(paragraph) == style]


def kept(file: bytes, accept: bool) -> list[str]:
    """The paragraphs that are left when all tracked changes are accepted, or all rejected, by the rules of 17.13.5."""
    body = part(file)[0]
    dropped, taken = ("del", "ins") if accept else ("ins", "del")
    for row in list(body.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}{dropped}") is not None:
            row.getparent().remove(row)  # type: ignore[union-attr]
    for element in list(body.iter(f"{W}{dropped}")):
        parent = element.getparent()
        if parent is not None and parent.tag not in (f"{W}rPr", f"{W}trPr"):
            parent.remove(element)
    lines: list[str] = []
    joined = ""
    for paragraph in body.iter(f"{W}p"):
        texts = paragraph.iter(f"{W}t", f"{W}delText")
        joined += "".join(text.text or "" for text in texts)
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{dropped}") is None:
            lines.append(joined)
            joined = ""
    assert taken
    return [line for line in [*lines, joined] if line]


class DescribePackage:
    def it_is_the_same_file_for_the_same_document(self):
        assert docx_bytes(whole()) == docx_bytes(whole())

    def it_says_whose_copy_it_is(self):
        custom = part(docx_bytes(whole()), "docProps/custom.xml")
        found = {each.get("name"): "".join(each.itertext()) for each in custom}
        assert found["engross.strategy"] == "s1"
        assert found["engross.fingerprint"] == "ab" * 32
        assert found["engross.version"] == "V3"

    def it_leaves_out_what_no_xml_can_hold(self):
        file = docx_bytes(document(words('a\x00b\x0bc\ud800d\ufffee & <f> "g"')))
        assert styled(part(file)[0], "BodyText") == ['abcde & <f> "g"']

    def it_never_asks_whoever_opens_it(self):
        with zipfile.ZipFile(io.BytesIO(docx_bytes(whole()))) as package:
            held = "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
        assert "updateFields" not in held
        assert "w:dirty" not in held

    @pytest.mark.parametrize("language", ["en-GB", "cy-GB"])
    def it_is_written_in_the_language_of_its_house(self, language: str):
        properties = Properties("Strategaeth", language=language)
        styles = part(docx_bytes(structs.replace(whole(), properties=properties)), "word/styles.xml")
        assert styles.find(f".//{W}rPrDefault//{W}lang").get(f"{W}val") == language  # type: ignore[union-attr]


class DescribeText:
    def it_uses_word_s_own_styles(self):
        body = part(docx_bytes(whole()))[0]
        assert styled(body, "Heading1") == ["1Background", "2Themes"]
        assert styled(body, "Heading2") == ["1.1Costs"]
        assert styled(body, "Title") == ["Strategy"]
        assert styled(body, "Caption") == ["Costs by year"]
        assert styled(body, "FigureCaption") == ["The towers"]

    def it_defines_every_style_that_it_uses(self):
        file = docx_bytes(whole())
        defined = {style.get(f"{W}styleId") for style in part(file, "word/styles.xml").iter(f"{W}style")}
        used = {
            e.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for e in part(file).iter(f"{W}{tag}")
        }
        assert used <= defined

    @pytest.mark.parametrize(("case", "written"), [("capitals", True), ("as typed", False)])
    def it_heads_the_contents_as_its_other_chapters(self, case, written):
        look = structs.replace(whole().look, heading_case=case)
        styles = part(docx_bytes(structs.replace(whole(), look=look)), "word/styles.xml")
        for name in ("Heading1", "TOCHeading"):
            (style,) = (each for each in styles.iter(f"{W}style") if each.get(f"{W}styleId") == name)
            assert (style.find(f"{W}rPr/{W}caps") is not None) is written

    def it_fills_in_the_contents_with_links_that_lead_somewhere(self):
        body = part(docx_bytes(whole()))[0]
        bookmarks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
        links = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink") if link.get(f"{W}anchor")]
        assert len(links) == 4
        assert set(links) <= bookmarks
        assert [re.sub(r"\d+$", "", line) for line in styled(body, "TOC1")] == ["1Background", "2Themes"]

    def it_starts_each_numbered_list_again(self):
        body = part(docx_bytes(whole()))[0]
        nums = [
            paragraph.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")  # type: ignore[union-attr]
            for words in ("first", "second", "again")
            for paragraph in body.iter(f"{W}p")
            if text_of(paragraph) == words
        ]
        assert nums[0] == nums[1] != nums[2]

    def it_keeps_neighbouring_bulleted_lists_apart(self):
        body = part(docx_bytes(document(List((Item((words("a"),)),)), List((Item((words("b"),)),)))))[0]
        assert len({num.get(f"{W}val") for num in body.iter(f"{W}numId")}) == 2

    def it_gives_generated_item_numbers_to_word_as_numbering(self):
        numbering = part(docx_bytes(whole()), "word/numbering.xml")
        assert "2.%1" in {text.get(f"{W}val") for text in numbering.iter(f"{W}lvlText")}

    def it_keeps_a_paragraph_with_what_follows_where_it_is_told(self):
        body = part(docx_bytes(document(words("kept", keep=True), words("after"))))[0]
        kept = {text_of(each): each.find(f"{W}pPr/{W}keepNext") is not None for each in body.iter(f"{W}p")}
        assert kept["kept"]
        assert not kept["after"]

    def it_gives_each_picture_its_alternative_text(self):
        described = [each.get("descr") for each in part(docx_bytes(whole())).iter(f"{WP}docPr")]
        assert described == ["Two towers"]

    def it_shows_the_alternative_text_of_a_picture_that_is_missing(self):
        assert styled(part(docx_bytes(document(Figure("0" * 64, "A map"))))[0], "Note") == ["[A map]"]

    def it_makes_no_link_to_a_place_that_is_not_there(self):
        body = part(
            docx_bytes(document(Paragraph((Span("gone", link="#nowhere"), Span("x", link="file:///etc")))))
        )[0]
        assert list(body.iter(f"{W}hyperlink")) == []
        assert text_of(body) == "gonex"


class DescribeTables:
    def it_repeats_head_rows_and_keeps_rows_whole(self):
        rows = list(part(docx_bytes(whole())).iter(f"{W}tr"))
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)

    def it_fills_the_grid_under_cells_that_cover_rows(self):
        tall = Row((Cell((words("tall"),), down=2), Cell((words("a"),))))
        file = docx_bytes(document(Table((tall, Row((Cell((words("b"),)),))))))
        rows = [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in part(file).iter(f"{W}tr")]
        assert rows == [["tall", "a"], ["", "b"]]

    def it_loses_no_cell_of_a_ragged_table(self):
        file = docx_bytes(document(table(("a",), ("b", "c", "d"), ("e", "f"))))
        rows = [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in part(file).iter(f"{W}tr")]
        assert ["".join(row) for row in rows] == ["a", "bcd", "ef"]

    def it_turns_the_page_for_a_table_that_is_too_wide(self):
        wide = table(*[tuple(f"Responsibility{n}" for n in range(9))] * 3)
        body = part(docx_bytes(document(words("before"), wide, words("after"))))[0]
        sections = [size.get(f"{W}orient") for size in body.iter(f"{W}pgSz")]
        assert sections == [None, "landscape", None]


class DescribeTrackedChanges:
    def it_accepts_to_the_new_words_and_rejects_to_the_old(self):
        mixed = Paragraph((Span("Keep "), Span("old", mark=OUT), Span("new", mark=IN), Span(" end")))
        file = docx_bytes(document(mixed, words("came", mark=IN), words("went", mark=OUT), words("last")))
        assert kept(file, accept=True) == ["Keep new end", "came", "last"]
        assert kept(file, accept=False) == ["Keep old end", "went", "last"]

    def it_tracks_a_paragraph_that_was_split(self):
        file = docx_bytes(document(Paragraph((Span("One"),), end=IN), words(" two"), words("x")))
        assert kept(file, accept=True) == ["One", " two", "x"]
        assert kept(file, accept=False) == ["One two", "x"]

    def it_tracks_rows_items_and_headings(self):
        rows = Table((Row((Cell((words("stays"),)),)), Row((Cell((words("row"),)),), mark=IN)))
        items = List((Item((words("item"),)), Item((words("gone"),), mark=OUT)))
        file = docx_bytes(document(rows, items, Heading(1, (Span("New"),), "3", mark=IN), words("end")))
        assert kept(file, accept=True) == ["stays", "row", "item", "3New", "end"]
        assert kept(file, accept=False) == ["stays", "item", "gone", "end"]

    def it_leaves_no_empty_paragraph_at_the_end_of_a_cell_or_the_text(self):
        cell = Cell((words("stays"), words("came", mark=IN)))
        file = docx_bytes(document(Table((Row((cell,)),)), words("last"), words("more", mark=IN)))
        body = part(file)[0]
        ends = [cell.findall(f"{W}p")[-1] for cell in body.iter(f"{W}tc")] + [body.findall(f"{W}p")[-1]]
        assert all(end.find(f"{W}pPr/{W}rPr/{W}ins") is None for end in ends)
        assert kept(file, accept=False) == ["stays", "last"]

    def it_gives_every_change_and_bookmark_a_number_of_its_own(self):
        file = docx_bytes(document(*(words(f"p{n}", node="n", field="body", mark=IN) for n in range(5))))
        ids = [
            e.get(f"{W}id") for tag in ("ins", "del", "bookmarkStart") for e in part(file).iter(f"{W}{tag}")
        ]
        assert len(ids) == len(set(ids)) > 5

    def it_writes_deleted_words_as_deleted_text_only(self):
        body = part(docx_bytes(document(words("gone", mark=OUT), words("here", mark=IN))))[0]
        assert all(e.getparent().getparent().tag == f"{W}del" for e in body.iter(f"{W}delText"))  # type: ignore[union-attr]
        assert all(list(e.iter(f"{W}t")) == [] for e in body.iter(f"{W}del"))


class DescribeBookmarks:
    @pytest.mark.parametrize("node", ["k3jx5p2m4q7ab", "n1", "a" * 32])
    @pytest.mark.parametrize("field", ["title", "body", "implementation_method"])
    def it_names_a_place_in_forty_characters(self, node: str, field: str):
        name = field_bookmark(node, field, 9999)
        found = read_bookmark(name)
        assert len(name) <= 40
        assert found is not None
        assert found.nth == 9999


class DescribeOtherReaders:
    def it_satisfies_the_open_xml_sdk(self, shared: Path, tmp_path: Path):
        if not (Path.home() / ".cache/ooxml-check/node_modules").is_dir():
            pytest.skip("needs the Open XML validator that tools/validate_docx.sh installs")
        marked = document(words("a", mark=IN), words("b", mark=OUT), *whole().parts, words("c", mark=OUT))
        wide = document(table(*[tuple(f"Responsibility{n}" for n in range(9))] * 3), look=Look(cover="band"))
        files = [tmp_path / f"{n}.docx" for n in range(3)]
        for file, each in zip(files, (whole(), marked, wide), strict=True):
            file.write_bytes(docx_bytes(each))
        found = subprocess.run(
            [shared / "tools/validate_docx.sh", *files], capture_output=True, text=True, check=False
        )
        assert found.returncode == 0, found.stdout

    def it_is_read_by_pandoc_word_for_word(self, tmp_path: Path):
        if shutil.which("pandoc") is None:
            pytest.skip("needs pandoc")
        file = tmp_path / "a.docx"
        file.write_bytes(docx_bytes(whole()))
        read = subprocess.run(
            ["pandoc", "-t", "plain", "--wrap=none", file], capture_output=True, text=True, check=True
        )
        assert expected_words() <= set(re.findall(r"\w+", read.stdout))

    def it_is_read_by_libreoffice_word_for_word(self, tmp_path: Path):
        if shutil.which("soffice") is None:
            pytest.skip("needs LibreOffice")
        file = tmp_path / "a.docx"
        file.write_bytes(docx_bytes(whole()))
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path, file],
            capture_output=True, check=True, env={**os.environ, "HOME": str(tmp_path)},
        )  # fmt: skip
        assert expected_words() <= set(re.findall(r"\w+", (tmp_path / "a.txt").read_text("utf-8")))


def expected_words() -> set[str]:
    return set(
        re.findall(
            r"\w+",
            "Strategy Council 2026 2030 Contents Background First second third ŵŷ Bold and a site See themes next line "
            "bullet outer inner one two goes on first again numbered too Costs Year Sum £1 2027 The towers Themes end",
        )
    )
