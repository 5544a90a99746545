"""The PDF exporter, read back by readers we did not write: poppler, qpdf, pypdf and veraPDF."""

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from pypdf import PdfReader

from app.document.nodes import (
    Cell,
    Contents,
    Cover,
    Former,
    Heading,
    Item,
    Letters,
    List,
    Look,
    PageBreak,
    Paragraph,
    Part,
    Row,
    Span,
    Table,
)
from app.exporters.pdf import pdf_bytes, pdf_to_look_at
from app.exporters.pdf.layout import cleaned
from app.importers.pdf_copy import read_content, read_copy
from app.importers.pdf_text import read_links
from app.models.errors import Refused
from tests.exporters.pdf_documents import (
    DELETED,
    INSERTED,
    PROPERTIES,
    PROSE,
    document,
    everything,
    heading,
    paragraph,
    table,
)
from tests.exporters.tagged_pdf import TaggedPdf


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"needs {name}")
    return found


def read_by_poppler(data: bytes, folder: Path) -> str:
    path = folder / "a.pdf"
    path.write_bytes(data)
    return subprocess.run(
        [tool("pdftotext"), "-enc", "UTF-8", path, "-"], capture_output=True, check=True
    ).stdout.decode()


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def outline(reader: PdfReader) -> list[tuple[int, str, int]]:
    def below(entries: list[Any], depth: int) -> list[tuple[int, str, int]]:
        found: list[tuple[int, str, int]] = []
        for entry in entries:
            if isinstance(entry, list):
                found += below(entry, depth + 1)
            else:
                found.append((depth, str(entry.title), int(reader.get_destination_page_number(entry) or 0)))
        return found

    return below(list(reader.outline), 0)


def entries_of(tagged: TaggedPdf) -> list[str]:
    return [
        " ".join(tagged.text(element).split())
        for element, _ in tagged.elements()
        if element["/S"] == "/Reference"
    ]


class DescribeFile:
    def it_is_the_same_for_the_same_document(self):
        assert pdf_bytes(everything()) == pdf_bytes(everything())

    def it_is_sound_to_qpdf(self, tmp_path: Path):
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf_bytes(everything()))
        done = subprocess.run([tool("qpdf"), "--check", path], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    @pytest.mark.parametrize("profile", ["ua1", "2a"])
    def it_is_accessible_and_archivable_to_verapdf(self, shared: Path, tmp_path: Path, profile: str):
        tool("java")
        if not (Path.home() / ".cache/verapdf-check/VeraPdf.class").is_file():
            pytest.skip("needs veraPDF: run the shared validate_pdf.sh once")
        looks = (
            Look(),
            Look(font="Liberation Serif", cover="band", heading_case="capitals"),
            Look(cover="block"),
        )
        files: list[Path] = []
        for place, look in enumerate(looks):
            files.append(tmp_path / f"{place}.pdf")
            whole = everything()
            files[-1].write_bytes(
                pdf_bytes(
                    document(
                        *whole.parts, look=look, cover=whole.cover, pictures=whole.pictures, content=b"x"
                    )
                )
            )
        files.append(tmp_path / "empty.pdf")
        files[-1].write_bytes(pdf_bytes(document()))
        script = shared / "tools" / "validate_pdf.sh"
        done = subprocess.run(["sh", script, profile, *files], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    def it_says_what_it_is(self):
        reader = PdfReader(io.BytesIO(pdf_bytes(everything())))
        assert reader.metadata is not None
        assert reader.metadata.title == PROPERTIES.title
        assert reader.metadata["/EngrossFingerprint"] == PROPERTIES.fingerprint
        assert reader.metadata["/CreationDate"] == "D:20260309000000Z"
        xmp = reader.xmp_metadata
        assert xmp is not None
        assert xmp.dc_title == {"x-default": PROPERTIES.title}
        stream: Any = reader.trailer["/Root"]
        packet = stream["/Metadata"].get_data().decode()
        assert f"<engross:Fingerprint>{PROPERTIES.fingerprint}<" in packet
        assert "<xmp:CreateDate>2026-03-09T00:00:00Z<" in packet
        root: Any = reader.trailer["/Root"]
        assert root["/Lang"] == "en-GB"
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]

    def it_embeds_every_font(self, tmp_path: Path):
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf_bytes(everything()))
        done = subprocess.run([tool("pdffonts"), path], capture_output=True, text=True, check=True).stdout
        rows = [line.split() for line in done.splitlines()[2:]]
        assert len(rows) >= 3
        assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


class DescribeCopy:
    def it_gives_the_content_back(self):
        whole = everything()
        assert read_content(pdf_bytes(whole)) == whole.content

    def it_says_which_version_it_is(self):
        copy = read_copy(pdf_bytes(everything()))
        assert copy is not None
        assert (copy.strategy, copy.version, copy.fingerprint, copy.house) == ("s1", "V5", "0f" * 32, "plain")

    def it_holds_no_content_of_a_report(self):
        assert read_content(pdf_bytes(document(paragraph("Only words")))) is None

    def it_knows_files_that_are_not_ours(self, tmp_path: Path):
        from reportlab.pdfgen.canvas import Canvas

        stream = io.BytesIO()
        canvas = Canvas(stream)
        canvas.drawString(1, 1, "x")
        canvas.save()
        assert read_copy(stream.getvalue()) is None
        assert read_content(stream.getvalue()) is None

    @pytest.mark.parametrize("data", [b"", b"nonsense", b"%PDF-1.7\n%%EOF"])
    def it_refuses_what_is_no_pdf(self, data: bytes):
        with pytest.raises(Refused, match="not a readable PDF"):
            read_content(data)


class DescribeWords:
    def it_reads_in_order_by_poppler(self, tmp_path: Path):
        text = ["Gŵyr âêîôûŷ " + PROSE * 9, "Second “quoted” – paragraph.", "€5 ≥ £3 ✓ ☐"]
        read = squeezed(read_by_poppler(pdf_bytes(document(*map(paragraph, text))), tmp_path))
        assert read.startswith(squeezed("".join(text)))

    def it_shows_a_sign_that_no_font_has_and_keeps_what_it_was(self):
        tagged = TaggedPdf(pdf_bytes(document(paragraph("before 漢字 after"))))
        assert tagged.words().split() == ["before", "漢字", "after"]
        code: Any = tagged.reader.pages[0]["/Contents"]
        assert code.get_data().count("\ufffd".encode("utf-16-be")) == 2

    @pytest.mark.parametrize("font", ["Liberation Sans", "Liberation Serif"])
    def it_has_a_glyph_for_every_welsh_letter(self, font: Any):
        letters = "".join(letter + letter.upper() for letter in "âêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿ")
        for bold in (False, True):
            tagged = TaggedPdf(
                pdf_bytes(document(Paragraph((Span(letters, bold=bold),)), look=Look(font=font)))
            )
            fonts: Any = tagged.reader.pages[0]["/Resources"]
            names = [one.get_object()["/BaseFont"] for one in fonts["/Font"].values()]
            assert not any("DejaVu" in name for name in names)
            assert tagged.words().split() == [letters]

    def it_never_shows_a_sign_without_a_glyph(self):
        reader = PdfReader(
            io.BytesIO(pdf_bytes(document(paragraph("x\u2011y\u00a0z\u202fw − ‐ – \u0301 ✓"))))
        )
        resources: Any = reader.pages[0]["/Resources"]
        for font in resources["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            glyphs = descendant["/CIDToGIDMap"].get_data()
            shown = [int(code) for code in descendant["/W"][0::2]]
            assert all(glyphs[2 * code : 2 * code + 2] != b"\0\0" for code in shown)
            assert len({glyphs[2 * code : 2 * code + 2] for code in shown}) >= len(shown) - 2

    def it_drops_what_cannot_be_seen(self):
        assert cleaned("a\u200bb\u00adc\ufeff\x07d\u2028e\tf\u2003g") == "abcd\ne f g"

    def it_breaks_a_word_wider_than_the_page(self):
        word = "https://www.example.gov.uk/" + "x" * 400
        tagged = TaggedPdf(pdf_bytes(document(paragraph("See " + word + " today"))))
        assert squeezed(tagged.words()) == "See" + word + "today"
        code: Any = tagged.reader.pages[0]["/Contents"]
        assert code.get_data().count(b"'") >= 4

    def it_says_a_sign_wider_than_its_column_once(self):
        narrow = Table((Row((Cell((), across=50), Cell((paragraph("漢 a b"),)))),), header_rows=0)
        tagged = TaggedPdf(pdf_bytes(document(narrow, look=Look(landscape_wide_tables=False))))
        assert tagged.words().split() == ["漢", "a", "b"]

    def it_reads_lines_with_a_space_between(self):
        tagged = TaggedPdf(pdf_bytes(document(paragraph(PROSE * 5))))
        assert tagged.words().split() == (PROSE * 5).split()


class DescribeStructure:
    def it_has_no_fault(self):
        assert TaggedPdf(pdf_bytes(everything())).faults == []

    def it_leaves_no_heading_level_out(self):
        parts = [heading(level, f"Level {level}") for level in (2, 5, 3, 6, 6, 1, 4, 2)]
        tags = [tag for tag in TaggedPdf(pdf_bytes(document(*parts))).tags() if tag != "Document"]
        assert tags == ["H1", "H2", "H2", "H3", "H3", "H1", "H2", "H2"]

    def it_nests_lists(self):
        inner = List((Item((paragraph("in"),)),), ordered=True)
        outer = List((Item((paragraph("out"), inner)), Item((paragraph("2"),), number="4.2")))
        tagged = TaggedPdf(pdf_bytes(document(outer)))
        assert tagged.tags() == "Document L LI Lbl LBody P L LI Lbl LBody P LI Lbl LBody P".split()
        assert tagged.words().split() == ["•", "out", "a.", "in", "4.2", "2"]

    def it_numbers_lists_from_where_they_begin(self):
        later = List((Item((paragraph("a"),)), Item((paragraph("b"),))), ordered=True, start=4)
        assert TaggedPdf(pdf_bytes(document(later))).words().split() == ["4.", "a", "5.", "b"]

    def it_tells_what_heads_columns_and_rows(self):
        one = Table(table(("", "2026"), ("Cost", "£5")).rows, row_headers=True)
        tagged = TaggedPdf(pdf_bytes(document(one)))
        heads = [e["/A"]["/Scope"] for e, _ in tagged.elements() if e["/S"] == "/TH"]
        assert heads == ["/Column", "/Column", "/Row"]

    def it_names_the_heads_of_cells_below_spanned_ones(self):
        spanned = Table(
            (
                Row((Cell((paragraph("Money"),), across=2),)),
                Row((Cell((paragraph("Capital"),)), Cell((paragraph("Revenue"),)))),
                Row((Cell((paragraph("£1"),)), Cell((paragraph("£2"),)))),
            ),
            header_rows=2,
        )
        tagged = TaggedPdf(pdf_bytes(document(spanned)))
        named = {e["/ID"]: tagged.text(e).strip() for e, _ in tagged.elements() if "/ID" in e}
        cells = [e for e, _ in tagged.elements() if e["/S"] == "/TD"]
        assert [[named[i] for i in e["/A"]["/Headers"]] for e in cells] == [
            ["Money", "Capital"],
            ["Money", "Revenue"],
        ]

    def it_says_who_changed_words(self):
        words = Paragraph((Span("stays "), Span("goes", mark=DELETED), Span("comes", mark=INSERTED)))
        tagged = TaggedPdf(pdf_bytes(document(words)))
        said = [(e["/T"], tagged.text(e)) for e, _ in tagged.elements() if e["/S"] == "/Span"]
        assert said == [
            ("Deleted: A. Owen, 2026-03-01T10:00:00Z", "goes"),
            ("Inserted: A. Owen, 2026-03-01T10:00:00Z", "comes"),
        ]

    def it_says_which_words_only_look_otherwise_and_puts_dots_under_them(self):
        was = Letters(mark=INSERTED)
        words = Paragraph((Span("They "), Span("must", bold=True, former=was), Span(" report.")))
        made = pdf_bytes(document(words))
        tagged = TaggedPdf(made)
        said = [(e["/T"], tagged.text(e)) for e, _ in tagged.elements() if e["/S"] == "/Span"]
        assert said == [("Became bold: A. Owen, 2026-03-01T10:00:00Z", "must")]
        page: Any = PdfReader(io.BytesIO(made)).pages[0]
        assert b" 1 J [0 " in page["/Contents"].get_data()

    def it_says_what_of_a_form_changed_and_names_the_heading_without_that(self):
        former = Former(mark=INSERTED, told="became a heading")
        tagged = TaggedPdf(pdf_bytes(document(Heading(1, (Span("Fibre"),), former=former))))
        said = [(e["/T"], tagged.text(e)) for e, _ in tagged.elements() if e["/S"] == "/Span"]
        assert said == [("Formatted: A. Owen, 2026-03-01T10:00:00Z", " [became a heading]")]
        assert outline(tagged.reader)[-1][1] == "Fibre"

    def it_draws_links_of_a_redline_as_other_words_so_that_only_what_came_is_underlined(self):
        page = document(
            Paragraph((Span("See "), Span("the page", link="https://example.org/"), Span(" now.")))
        )
        linked, plain = (
            PdfReader(io.BytesIO(pdf_bytes(structs.replace(page, redline=redline)))).pages[0]
            for redline in (False, True)
        )
        drawn = [each.get_contents().get_data() for each in (linked, plain)]  # pyright: ignore
        coloured, bare = (set(re.findall(rb"[\d.]+ [\d.]+ [\d.]+ rg", data)) for data in drawn)
        assert (len(coloured - bare), bare - coloured) == (1, set())
        assert len(plain["/Annots"]) == len(linked["/Annots"]) == 1  # pyright: ignore

    def it_leads_to_addresses_in_any_alphabet(self):
        page = document(Paragraph((Span("the page", link="https://example.org/cŵn?a=%C5%B5&b=1"),)))
        assert read_links(pdf_bytes(page)) == ["https://example.org/c%C5%B5n?a=%C5%B5&b=1"]

    def it_links_only_where_there_is_somewhere_to_go(self):
        tagged = TaggedPdf(pdf_bytes(everything()))
        said = [
            " ".join(tagged.text(e).split())
            for e, p in tagged.elements()
            if e["/S"] == "/Link" and p["/S"] == "/P"
        ]
        assert said == [
            "the council’s page",
            "to the tables, far enough along that the link is broken over two lines",
        ]

    def it_describes_a_picture_that_cannot_be_read_in_words(self):
        tagged = TaggedPdf(pdf_bytes(everything()))
        assert "[Picture bad]" in tagged.words()
        figures = [e["/Alt"] for e, _ in tagged.elements() if e["/S"] == "/Figure"]
        assert figures == [f"Picture {name}" for name in ("png", "jpg", "grey", "cmyk", "pal", "tall")]


class DescribePages:
    def it_says_on_which_page_each_heading_is(self):
        parts: list[Part] = [Contents("Contents", 2)]
        for chapter in range(30):
            parts += [heading(1, f"Chapter {chapter}x", str(chapter)), *[paragraph(PROSE * 9)] * 3]
            parts += [heading(2, f"Section {chapter}x"), heading(3, "Not listed"), paragraph(PROSE)]
        data = pdf_bytes(document(*parts))
        texts, tagged = pages(data), TaggedPdf(data)
        entries = entries_of(tagged)
        assert len(entries) == 60
        for entry in entries:
            title, page = entry.rsplit(" ", 1)
            assert title.split(" ", 1)[-1] in texts[int(page) - 1]
        marks = outline(tagged.reader)
        assert marks[0] == (0, "Contents", 0)
        assert marks[1][:2] == (0, "0 Chapter 0x")
        assert marks[2][:2] == (1, "Section 0x")
        assert marks[3][:2] == (2, "Not listed")
        assert all(title.split(" ", 1)[-1] in texts[page] for _, title, page in marks)

    def it_counts_pages_but_not_on_the_cover(self):
        whole = document(
            paragraph("one"),
            PageBreak(),
            PageBreak(),
            paragraph("two"),
            PageBreak(),
            cover=Cover("Title", "Council"),
        )
        first, second, third = pages(pdf_bytes(whole))
        assert "Title" in first
        assert "Page" not in first
        assert "Page 2 of 3" in second
        assert "Page 3 of 3" in third

    def it_starts_a_page_where_it_is_told(self):
        parts = [paragraph("before"), Heading(1, (Span("Fresh"),), new_page=True), paragraph("after")]
        first, second = pages(pdf_bytes(document(*parts)))
        assert "before" in first
        assert "Fresh" in second

    @pytest.mark.parametrize("count", range(20, 60, 5))
    def it_keeps_a_heading_with_two_lines_of_what_follows(self, count: int):
        parts = [paragraph("x")] * count + [heading(1, "Kept"), heading(2, "Kept too"), paragraph(PROSE * 6)]
        for text in pages(pdf_bytes(document(*parts))):
            if "Kept" in text:
                assert text.index("Kept too") < text.index("Members asked")
                assert len(text[text.index("Members asked") :]) > 150

    @pytest.mark.parametrize("count", [28, 29, 30, 31])
    def it_leaves_no_line_of_a_paragraph_alone(self, count: int):
        for words in range(44, 104, 12):
            long = " ".join(f"word{n}" for n in range(words))
            texts = pages(pdf_bytes(document(*[paragraph("x")] * count, paragraph(long))))
            lines = [len(re.findall(r"^.*word.*$", text, re.MULTILINE)) for text in texts]
            assert sum(lines) > 3
            assert 1 not in lines

    @pytest.mark.parametrize("count", range(20, 34))
    def it_leaves_no_short_item_of_a_list_alone(self, count: int):
        items = List(tuple(Item((paragraph(f"item{n}"),)) for n in range(5)))
        for text in pages(pdf_bytes(document(*[paragraph("x")] * count, items, paragraph("after")))):
            assert len(re.findall(r"item\d", text)) != 1

    @pytest.mark.parametrize("count", range(20, 34))
    def it_keeps_a_paragraph_with_what_follows_where_it_is_told(self, count: int):
        kept = Paragraph((Span("Statement"),), keep=True)
        for text in pages(pdf_bytes(document(*[paragraph("x")] * count, kept, paragraph("Slogan")))):
            assert ("Statement" in text) == ("Slogan" in text)

    def it_repeats_the_head_of_a_table_as_furniture(self):
        long = table(("Reference", "Action"), *((f"row{n}", PROSE) for n in range(300)))
        data = pdf_bytes(document(long))
        texts, tagged = pages(data), TaggedPdf(data)
        assert len(texts) > 8
        assert all("Reference" in text for text in texts)
        assert tagged.words().count("Reference") == 1
        assert [f"row{n}" for n in range(300)] == re.findall(r"row\d+", tagged.words())
        assert tagged.faults == []

    @pytest.mark.parametrize("lead", range(1, 12))
    def it_keeps_a_row_over_all_columns_with_the_rows_it_heads(self, lead: int):
        rows = [Row((Cell((paragraph("Name"),)), Cell((paragraph("Date"),))))]
        for n in range(40):
            rows.append(Row((Cell((paragraph(f"Group{n}"),), across=2),)))
            rows += [Row((Cell((paragraph(f"of{n}"),)), Cell((paragraph("2027"),))))] * 2
        for text in pages(pdf_bytes(document(*[paragraph("x")] * lead, Table(tuple(rows), header_rows=1)))):
            last = re.findall(r"Group\d+|of\d+", text)[-1:]
            assert not any(words.startswith("Group") for words in last)

    def it_parts_a_row_taller_than_a_page(self):
        tall = Table(
            (
                Row(
                    (
                        Cell((paragraph("left"),)),
                        Cell(tuple(paragraph(f"cell{n} {PROSE}") for n in range(80))),
                    )
                ),
            )
        )
        tagged = TaggedPdf(pdf_bytes(document(Table(tall.rows * 2, header_rows=0))))
        assert len(tagged.reader.pages) > 4
        assert re.findall(r"cell\d+", tagged.words()) == [f"cell{n}" for n in range(80)] * 2
        assert tagged.faults == []

    def it_parts_a_cell_that_spans_hundreds_of_rows(self):
        first = Row((Cell((paragraph(PROSE * 40),), down=200), Cell((paragraph("r0"),))))
        rest = tuple(Row((Cell((paragraph(f"r{n}"),)),)) for n in range(1, 200))
        tagged = TaggedPdf(pdf_bytes(document(Table((first, *rest), header_rows=0))))
        assert tagged.words().split()[: len(PROSE.split()) * 40] == (PROSE * 40).split()
        assert re.findall(r"\br\d+", tagged.words()) == [f"r{n}" for n in range(200)]
        assert tagged.faults == []

    def it_turns_a_page_for_a_wide_table(self):
        wide = table(*(tuple(f"Characteristics{row}{column}" for column in range(9)) for row in range(3)))
        for look, turned in ((Look(), True), (Look(landscape_wide_tables=False), False)):
            whole = document(paragraph("before"), wide, paragraph("after"), look=look)
            sizes = [page.mediabox for page in PdfReader(io.BytesIO(pdf_bytes(whole))).pages]
            assert [box.width > box.height for box in sizes] == ([False, True, False] if turned else [False])

    def it_keeps_words_inside_their_column(self, tmp_path: Path):
        whole = document(table(("A", "B"), (PROSE, "x" * 300), (PROSE * 4, "short")))
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf_bytes(whole))
        done = subprocess.run(
            [tool("pdftotext"), "-bbox", path, "-"], capture_output=True, text=True, check=True
        )
        right = [float(found) for found in re.findall(r'xMax="([\d.]+)"', done.stdout)]
        assert right
        assert max(right) <= 595.3 - 25 * 72 / 25.4 + 0.5

    def it_sets_an_empty_document_on_one_page(self):
        assert len(pages(pdf_bytes(document()))) == 1

    def it_takes_an_empty_table_or_list_for_nothing(self):
        data = pdf_bytes(document(Table(()), Table((Row(()),)), List(()), paragraph("  "), heading(1, "")))
        assert TaggedPdf(data).tags() == ["Document"]


class DescribePagesToLookAt:
    def they_are_drawn_as_in_the_file(self):
        drawn = [self.operators(data) for data in (pdf_to_look_at(everything())[0], pdf_bytes(everything()))]
        assert drawn[0] == drawn[1]
        assert len(drawn[0]) > 3

    def they_have_no_structure_and_do_not_say_so(self):
        root = PdfReader(io.BytesIO(pdf_to_look_at(everything())[0])).root_object
        assert root.keys().isdisjoint({"/StructTreeRoot", "/MarkInfo", "/Metadata", "/AF", "/Names"})

    def it_is_told_where_on_them_a_part_stands(self):
        _, places, _ = pdf_to_look_at(document(paragraph("First."), heading(1, "Second", anchor="second")))
        page, below = places["second"]
        assert page == 0
        assert 0 < below < 842

    def operators(self, data: bytes) -> list[bytes]:
        contents = [page.get_contents() for page in PdfReader(io.BytesIO(data)).pages]
        return [each.get_data() for each in contents if each is not None]
