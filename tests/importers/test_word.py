from collections.abc import Callable
from pathlib import Path

import pytest

from app.importers.guard import Limits
from app.importers.source import ListMark, Source, SourceParagraph, SourceTable
from app.importers.word.document import read_word
from app.models.text import Run
from tests.importers.word_files import (
    STYLES,
    Parts,
    cell,
    only,
    p,
    paragraphs,
    r,
    table,
    texts,
    write_word,
    xml,
)

Read = Callable[..., Source]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(
        body: str, parts: Parts | None = None, links: tuple[tuple[str, str, str], ...] = ()
    ) -> Source:
        return read_word(write_word(tmp_path / "x.docx", body, parts, links), Limits())

    return reading


class DescribeHeadingsAndLooks:
    @pytest.mark.parametrize(
        ("properties", "outline"),
        [
            ('<w:pStyle w:val="berschrift2"/>', 2),
            ('<w:pStyle w:val="Council"/>', 3),
            ('<w:pStyle w:val="TOCHeading"/>', 0),
            ('<w:pStyle w:val="Council"/><w:outlineLvl w:val="0"/>', 1),
            ('<w:pStyle w:val="Council"/><w:outlineLvl w:val="9"/>', 0),
            ('<w:outlineLvl w:val="4"/>', 5),
            ('<w:pStyle w:val="Loop"/>', 0),
            ("", 0),
        ],
    )
    def it_takes_the_level_from_the_paragraph_or_its_styles(
        self, read: Read, properties: str, outline: int
    ) -> None:
        assert only(read(p("Our vision", properties), STYLES)).outline == outline

    def it_inherits_size_weight_and_place(self, read: Read) -> None:
        heading = only(read(p("Our vision", '<w:pStyle w:val="Council"/>'), STYLES))
        assert (heading.style, heading.size, heading.bold, heading.centred) == (
            "council head",
            14,
            True,
            True,
        )

    def it_gives_the_size_of_most_letters(self, read: Read) -> None:
        large = '<w:sz w:val="72"/>'
        body = f"<w:p>{r('A', large)}{r(' long line follows')}</w:p>"
        assert only(read(body, STYLES)).size == 11

    def it_switches_off_what_both_styles_toggle(self, read: Read) -> None:
        strong = '<w:rStyle w:val="Strong"/>'
        assert only(read(p("x", '<w:pStyle w:val="berschrift2"/>', strong), STYLES)).runs == (Run("x"),)
        assert only(read(p("x", "", strong), STYLES)).runs == (Run("x", bold=True),)
        assert only(read(p("x", "", strong + '<w:b w:val="0"/>'), STYLES)).runs == (Run("x"),)

    def it_joins_runs_of_one_look(self, read: Read) -> None:
        body = f"<w:p>{r('Our ')}<w:proofErr/>{r('vi')}{r('sion')}{r(' ', '<w:b/>')}{r('is', '<w:b/>')}</w:p>"
        assert only(read(body)).runs == (Run("Our vision "), Run("is", bold=True))

    def it_knows_indents_in_twentieths_and_in_named_units(self, read: Read) -> None:
        assert only(read(p("x", '<w:ind w:left="720"/>'))).indent == 36
        assert only(read(p("x", '<w:ind w:start="1.27cm"/>'))).indent == 36


LISTS: Parts = {
    "word/numbering.xml": xml(
        "numbering",
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="(%3)"/></w:lvl>'
        "</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/>'
        '<w:pPr><w:ind w:left="360"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        "</w:lvlOverride></w:num>",
    )
}


def numbered(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


class DescribeNumbering:
    def it_works_out_the_labels_that_word_prints(self, read: Read) -> None:
        places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 0), (1, 1), (3, 0), (1, 0)]
        source = read("".join(p("x", numbered(*place)) for place in places), LISTS)
        assert [x.label for x in paragraphs(source.blocks)] == [
            "1.", "1.a)", "1.b)", "(III)", "(IV)", "2.", "2.a)", "7.", "8.",
        ]  # fmt: skip

    def it_counts_empty_numbered_paragraphs_but_gives_none(self, read: Read) -> None:
        source = read(p("a", numbered(1)) + p("", numbered(1)) + p("c", numbered(1)), LISTS)
        assert [(x.label, x.runs[0].text) for x in paragraphs(source.blocks)] == [("1.", "a"), ("3.", "c")]

    def it_marks_bullets_with_the_numbering_of_a_style(self, read: Read) -> None:
        item = only(read(p("x", '<w:pStyle w:val="Bullet"/>'), {**STYLES, **LISTS}))
        assert (item.mark, item.label, item.indent) == (ListMark(0, False, "2"), "", 18)

    def it_lets_a_paragraph_step_out_of_its_styles_list(self, read: Read) -> None:
        stepped = p("x", '<w:pStyle w:val="Bullet"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        assert only(read(stepped, {**STYLES, **LISTS})).mark is None

    def it_labels_a_heading_without_making_it_a_list_item(self, read: Read) -> None:
        heading = only(read(p("x", '<w:outlineLvl w:val="0"/>' + numbered(1)), LISTS))
        assert (heading.outline, heading.label, heading.mark) == (1, "1.", None)


class DescribeTrackedChanges:
    def it_takes_insertions_and_leaves_deletions_and_says_how_many(self, read: Read) -> None:
        body = (
            f"<w:p>{r('We ')}<w:ins w:id='1'>{r('will ')}</w:ins><w:del w:id='2'>"
            f"<w:r><w:delText>may </w:delText></w:r></w:del>{r('act')}<w:moveTo w:id='3'>{r(' now')}</w:moveTo>"
            f"<w:moveFrom w:id='4'>{r('then')}</w:moveFrom></w:p>"
        )
        source = read(body)
        assert texts(source.blocks) == ["We will act now"]
        assert (source.insertions, source.deletions) == (2, 2)
        assert source.notes == ("2 tracked insertions were taken in and 2 deletions left out.",)

    def it_joins_paragraphs_whose_end_was_deleted(self, read: Read) -> None:
        body = (
            p("One ", "<w:rPr><w:del w:id='1'/></w:rPr>") + p("two", '<w:outlineLvl w:val="0"/>') + p("three")
        )
        source = read(body)
        assert texts(source.blocks) == ["One two", "three"]
        assert isinstance(source.blocks[0], SourceParagraph)
        assert source.blocks[0].outline == 1

    def it_keeps_the_words_of_a_last_paragraph_whose_end_was_deleted(self, read: Read) -> None:
        assert texts(read(p("One", "<w:rPr><w:del w:id='1'/></w:rPr>")).blocks) == ["One"]

    def it_leaves_deleted_rows_out(self, read: Read) -> None:
        gone = f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell('gone')}</w:tr>"
        assert texts(read(table(cell("kept"), gone)).blocks) == ["kept"]


class DescribeFields:
    def it_keeps_results_and_drops_instructions(self, read: Read) -> None:
        begin, separate, end = (
            f'<w:r><w:fldChar w:fldCharType="{x}"/></w:r>' for x in ("begin", "separate", "end")
        )
        instruction = '<w:r><w:instrText>HYPERLINK "https://example.org/a" \\l "b"</w:instrText></w:r>'
        body = f"<w:p>{r('See ')}{begin}{instruction}{separate}{r('this')}{end}{r('.')}</w:p>"
        assert only(read(body)).runs == (Run("See "), Run("this", link="https://example.org/a#b"), Run("."))

    def it_names_the_contents_over_all_its_paragraphs(self, read: Read) -> None:
        begin, separate, end = (
            f'<w:r><w:fldChar w:fldCharType="{x}"/></w:r>' for x in ("begin", "separate", "end")
        )
        body = (
            f"<w:p>{begin}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{separate}{r('Vision')}</w:p>"
            f"<w:p>{r('Themes ')}{begin}<w:r><w:instrText>PAGEREF _T</w:instrText></w:r>"
            f"{separate}{r('4')}{end}{end}</w:p>" + p("Body")
        )
        assert [(x.field, x.runs[0].text) for x in paragraphs(read(body).blocks)] == [
            ("TOC", "Vision"), ("TOC", "Themes 4"), ("", "Body"),
        ]  # fmt: skip

    def it_knows_a_contents_page_by_its_control(self, read: Read) -> None:
        properties = (
            '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        )
        source = read(f"<w:sdt>{properties}<w:sdtContent>{p('Contents')}</w:sdtContent></w:sdt>" + p("Body"))
        assert [x.field for x in paragraphs(source.blocks)] == ["TOC", ""]

    def it_gives_back_what_a_field_that_never_ends_would_swallow(self, read: Read) -> None:
        source = read(f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{r("precious words")}</w:p>')
        assert texts(source.blocks) == ["precious words"]
        assert len(source.notes) == 1

    def it_reads_what_was_ticked_and_chosen_in_an_old_form(self, read: Read) -> None:
        box = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
        chosen = (
            '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="No"/><w:listEntry w:val="Yes"/>'
            "</w:ddList></w:ffData>"
        )
        body = "".join(
            f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
            for form in (box, chosen)
        )
        assert texts(read(f"<w:p>{body}</w:p>").blocks) == ["☒Yes"]


class DescribeLinksAndNames:
    def it_links_to_web_mail_and_bookmarks_and_to_nothing_else(self, read: Read) -> None:
        links = (
            ("rId1", "hyperlink", "https://example.org/x"),
            ("rId2", "hyperlink", "\\\\server\\share\\x.docx"),
            ("rId3", "hyperlink", "file:///c:/x"),
            ("rId4", "hyperlink", "mailto:a@example.org"),
            ("rId5", "hyperlink", "javascript:alert(1)"),
        )
        body = "".join(f'<w:hyperlink r:id="{row[0]}">{r(row[0])}</w:hyperlink>' for row in links)
        source = read(
            f'<w:p>{body}<w:hyperlink w:anchor="_eg_1">{r("here")}</w:hyperlink></w:p>', links=links
        )
        assert [run.link for run in only(source).runs] == [
            "https://example.org/x", "", "mailto:a@example.org", "", "#_eg_1",
        ]  # fmt: skip
        assert source.notes[0].startswith("3 links")

    def it_gives_bookmarks_to_the_paragraph_they_stand_in_or_before(self, read: Read) -> None:
        body = (
            '<w:bookmarkStart w:id="1" w:name="_eg_a"/><w:p><w:bookmarkStart w:id="2" w:name="_GoBack"/></w:p>'
            f'<w:p><w:bookmarkStart w:id="3" w:name="_eg_b"/>{r("x")}</w:p>' + p("y")
        )
        assert [x.anchors for x in paragraphs(read(body).blocks)] == [("_eg_a", "_eg_b"), ()]


class DescribePages:
    def it_says_where_a_page_starts(self, read: Read) -> None:
        broken = f'<w:p>{r("a")}<w:r><w:br w:type="page"/></w:r></w:p>'
        body = (
            broken
            + p("b")
            + p("c", "<w:pageBreakBefore/>")
            + f"<w:p>{r('d')}<w:r><w:lastRenderedPageBreak/></w:r></w:p>"
        )
        assert [x.break_before for x in paragraphs(read(body + p("e")).blocks)] == [
            False,
            True,
            True,
            False,
            False,
        ]

    def it_parts_a_paragraph_that_a_page_break_cuts(self, read: Read) -> None:
        source = read(f'<w:p>{r("a")}<w:r><w:br w:type="page"/><w:t>b</w:t></w:r></w:p>')
        assert [(x.runs[0].text, x.break_before) for x in paragraphs(source.blocks)] == [
            ("a", False),
            ("b", True),
        ]

    def it_starts_a_page_with_a_section_unless_that_goes_on(self, read: Read) -> None:
        first = p("a", "<w:sectPr/>")
        second = p("b", '<w:sectPr><w:type w:val="continuous"/></w:sectPr>')
        source = read(first + second + p("c"))
        assert [x.break_before for x in paragraphs(source.blocks)] == [False, False, True]

    def it_starts_a_page_with_a_table(self, read: Read) -> None:
        (block,) = read('<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + table(cell("x"))).blocks
        assert isinstance(block, SourceTable)
        assert block.break_before


class DescribeLetters:
    @pytest.mark.parametrize(
        ("inside", "text"),
        [
            ("<w:t>a</w:t><w:tab/><w:t>b</w:t>", "a\tb"),
            ("<w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t>", "a\nb\nc"),
            ("<w:t>e</w:t><w:noBreakHyphen/><w:t>mail</w:t>", "e\u2011mail"),
            ("<w:t>co</w:t><w:softHyphen/><w:t>op</w:t>", "co\u00adop"),
            ('<w:sym w:font="Wingdings" w:char="F0FC"/><w:t> done</w:t>', "✓ done"),
            ('<w:sym w:font="Symbol" w:char="F0B7"/>', "•"),
            ('<w:sym w:font="Symbol" w:char="F04C"/><w:sym w:font="Symbol" w:char="F06B"/>', "Λκ"),
            ('<w:sym w:font="Symbol" w:char="F02D"/><w:sym w:font="Symbol" w:char="F035"/>', "−5"),
            ("<w:t>\uf0a7 item</w:t>", "▪ item"),
            ("<w:t>two\n  lines</w:t>", "two   lines"),
            ("<w:t>W\u0302rexham</w:t>", "Ŵrexham"),
        ],
    )
    def it_reads_what_stands_for_letters(self, read: Read, inside: str, text: str) -> None:
        assert texts(read(f"<w:p><w:r>{inside}</w:r></w:p>").blocks) == [text]

    @pytest.mark.parametrize(
        ("before", "height", "set_so", "text"),
        [
            ("joined up", "superscript", "1", "joined up¹"),
            ("30 m", "superscript", "2", "30 m²"),
            ("10", "superscript", "-6", "10⁻⁶"),
            ("as told", "superscript", "1, 2", "as told¹, ²"),
            ("CO", "subscript", "2", "CO₂"),
            ("the 1", "superscript", "st", "the 1st"),
            ("page ", "baseline", "2", "page 2"),
        ],
    )
    def it_keeps_numbers_apart_that_stand_above_or_below_the_line(
        self, read: Read, before: str, height: str, set_so: str, text: str
    ) -> None:
        run = f'<w:vertAlign w:val="{height}"/>'
        assert texts(read(f"<w:p>{r(before)}{r(set_so, run)}</w:p>").blocks) == [text]

    def it_knows_their_height_by_a_style_of_letters_too(self, read: Read) -> None:
        raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        style = f'<w:style w:type="character" w:styleId="Mark">{raised}</w:style>'
        mark = r("1", '<w:rStyle w:val="Mark"/>')
        found = read(f"<w:p>{r('joined up')}{mark}</w:p>", {"word/styles.xml": xml("styles", style)})
        assert texts(found.blocks) == ["joined up¹"]

    def it_leaves_hidden_words_out_and_says_so(self, read: Read) -> None:
        source = read(
            f"<w:p>{r('seen ')}{r('not seen', '<w:vanish/>')}</w:p>" + p("hidden", "", "<w:vanish/>")
        )
        assert texts(source.blocks) == ["seen "]
        assert source.notes == ("3 words of hidden text were left out.",)

    def it_finds_words_in_elements_it_does_not_know(self, read: Read) -> None:
        body = f"<w:customXml><w:p><w:smartTag><w:odd>{r('deep')}</w:odd></w:smartTag></w:p></w:customXml>"
        assert texts(read(body).blocks) == ["deep"]

    def it_joins_a_dropped_capital_to_its_word(self, read: Read) -> None:
        assert texts(read(p("T", '<w:framePr w:dropCap="drop"/>') + p("he council")).blocks) == [
            "The council"
        ]


def notes_part(*rows: str) -> Parts:
    body = "".join(f'<w:footnote w:id="{i}">{row}</w:footnote>' for i, row in enumerate(rows, 1))
    return {
        "word/footnotes.xml": xml(
            "footnotes", f'<w:footnote w:id="0" w:type="separator">{p("-")}</w:footnote>{body}'
        )
    }


class DescribeFootnotes:
    def it_puts_a_short_one_in_brackets_in_its_place(self, read: Read) -> None:
        body = f"<w:p>{r('Spend')}<w:r><w:footnoteReference w:id='1'/></w:r>{r(' rose.')}</w:p>"
        assert texts(read(body, notes_part(p(" In real terms "))).blocks) == ["Spend [In real terms] rose."]

    def it_puts_a_long_one_at_the_end_under_a_mark(self, read: Read) -> None:
        body = f"<w:p>{r('Spend')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>" + p("More")
        source = read(body, notes_part(p("First") + p("Second")))
        assert texts(source.blocks) == ["Spend [1]", "More", "[1] First", "Second"]
        assert [x.place for x in paragraphs(source.blocks)] == ["body", "body", "footnote", "footnote"]

    def it_keeps_headings_clean(self, read: Read) -> None:
        properties = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
        body = f"<w:p>{properties}{r('Cost')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
        assert texts(read(body, notes_part(p("Net"))).blocks) == ["Cost", "Net"]

    def it_loses_none_that_nothing_refers_to_but_drops_those_of_deleted_words(self, read: Read) -> None:
        body = p("x") + "<w:p><w:del w:id='9'><w:r><w:footnoteReference w:id='1'/></w:r></w:del></w:p>"
        assert texts(read(body, notes_part(p("deleted"), p("stray"))).blocks) == ["x", "[1] stray"]
