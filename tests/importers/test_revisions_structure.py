"""Tracked changes of lists, headings, tables, fields, controls: each state is read as if written plainly."""

from pathlib import Path

import pytest
from msgspec import structs

from app.importers.reviewed import LIMITS
from app.importers.source import Source, SourceBlock, SourcePicture, SourceTable
from app.importers.word.document import read_word
from app.importers.word.reviewed import read_reviewed
from app.models.text import trimmed
from tests.importers.test_revisions import TYPES, deleted, end, gone, ins, para, row
from tests.importers.word_files import Parts, cell, p, r, table, write_word, xml

BY = 'w:id="{}" w:author="Ann" w:date="2026-03-01T10:00:00Z"'


def tracked(kind: str, inner: str = "") -> str:
    return f"<w:{kind} {BY.format(7)}>{inner}</w:{kind}>"


def numbered(level: int = 0, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def heading(level: int = 1) -> str:
    return f'<w:pStyle w:val="Heading{level}"/>'


def came(text: str, properties: str = "") -> str:
    return para(ins(r(text)), properties=properties + end("ins"))


def went(text: str, properties: str = "") -> str:
    return para(gone(text), properties=properties + end("del"))


def control(inner: str, around: str = "") -> str:
    return f"<w:sdt><w:sdtPr/>{around}<w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def field(kind: str, instruction: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    said = f"<w:r><w:{kind}>{instruction}</w:{kind}></w:r>"
    return mark.format("begin") + said + mark.format("separate") + result + mark.format("end")


BOLD = "<w:b/>"
PROPERTIES = {
    "heading to text": (f"<w:pPrChange {BY.format(8)}><w:pPr>{heading(1)}</w:pPr></w:pPrChange>", "", heading(1)),
    "text to heading": (
        f"{heading(2)}<w:pPrChange {BY.format(8)}><w:pPr/></w:pPrChange>", heading(2), ""
    ),
    "text to item": (f"{numbered()}<w:pPrChange {BY.format(8)}><w:pPr/></w:pPrChange>", numbered(), ""),
    "item deeper": (
        f"{numbered(1)}<w:pPrChange {BY.format(8)}><w:pPr>{numbered()}</w:pPr></w:pPrChange>",
        numbered(1), numbered(),
    ),
    "item given a number": (
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>' + f"<w:ins {BY.format(9)}/></w:numPr>", numbered(), ""
    ),
    "item renumbered": (
        f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:numberingChange {BY.format(9)} w:original="%1:1:0:."/>'
        "</w:numPr>",
        numbered(), numbered(),
    ),
}  # fmt: skip

MATH = "<m:oMath>{}</m:oMath>"
MATH_RUN = "<m:r><m:t>{}</m:t></m:r>"

HEADED = '<w:pStyle w:val="Heading1"/>'
STOPS = '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'
CASES: dict[str, tuple[str, str, str]] = {
    **{
        f"{name}": tuple(p("Before.") + p("The words.", look) + p("After.") for look in looks)  # type: ignore[misc]
        for name, looks in PROPERTIES.items()
    },
    "a heading that came": (
        p("One.") + came("New part", heading(2)) + p("Two."),
        p("One.") + p("New part", heading(2)) + p("Two."),
        p("One.") + p("Two."),
    ),
    "a heading that went before an item": (
        went("Old part", heading(1)) + p("Item.", numbered()) + p("Two."),
        p("Item.", numbered()) + p("Two."),
        p("Old part", heading(1)) + p("Item.", numbered()) + p("Two."),
    ),
    "items that came and went at two levels": (
        p("A", numbered()) + came("B", numbered(1)) + went("C", numbered(1)) + p("D", numbered()) + p("End."),
        p("A", numbered()) + p("B", numbered(1)) + p("D", numbered()) + p("End."),
        p("A", numbered()) + p("C", numbered(1)) + p("D", numbered()) + p("End."),
    ),
    "a list that came at the end, as Word writes it": (
        p("One.")
        + came("A", numbered())
        + para(ins(r("B")), properties=numbered() + end("ins"))
        + p("Last."),
        p("One.") + p("A", numbered()) + p("B", numbered()) + p("Last."),
        p("One.") + p("Last."),
    ),
    "every paragraph put in another's place": (
        went("Old one.", heading(1)) + went("Old two.") + came("New one.", heading(2)) + came("New two.") + para(),
        p("New one.", heading(2)) + p("New two."),
        p("Old one.", heading(1)) + p("Old two."),
    ),
    "bold put on": (
        para(f"<w:r><w:rPr><w:b/>{tracked('rPrChange', '<w:rPr/>')}</w:rPr><w:t>loud</w:t></w:r>", r(" and soft")),
        para(r("loud", BOLD), r(" and soft")),
        p("loud and soft"),
    ),
    "bold taken off by one who deletes part of it": (
        para(
            f"<w:r><w:rPr>{tracked('rPrChange', f'<w:rPr>{BOLD}</w:rPr>')}</w:rPr><w:t>once loud</w:t></w:r>",
            tracked("del", f'<w:r><w:rPr>{BOLD}</w:rPr><w:delText xml:space="preserve"> gone</w:delText></w:r>'),
        ),
        p("once loud"),
        para(r("once loud", BOLD), r(" gone", BOLD)),
    ),
    "a table that came between paragraphs": (
        p("One.")
        + table(row(cell(came("a")) + cell(came("b")), "ins"), row(cell(came("c")) + cell(came("d")), "ins"))
        + p("Two."),
        p("One.") + table(cell("a") + cell("b"), cell("c") + cell("d")) + p("Two."),
        p("One.") + p("Two."),
    ),
    "a row that went from a table with a merged cell": (
        table(
            row(cell("head", '<w:gridSpan w:val="2"/>')),
            row(cell(went("x")) + cell(went("y")), "del"),
            row(cell("k") + cell("v")),
        ),
        table(cell("head", '<w:gridSpan w:val="2"/>'), cell("k") + cell("v")),
        table(cell("head", '<w:gridSpan w:val="2"/>'), cell("x") + cell("y"), cell("k") + cell("v")),
    ),
    "the first row of cells merged downwards": (
        table(
            row(cell(went("A"), '<w:vMerge w:val="restart"/>') + cell(went("1")), "del"),
            row(cell("", '<w:vMerge/>') + cell("2")),
            row(cell("", '<w:vMerge/>') + cell("3")),
        ),
        table(
            row(cell("", '<w:vMerge w:val="restart"/>') + cell("2")), row(cell("", "<w:vMerge/>") + cell("3"))
        ),
        table(
            row(cell("A", '<w:vMerge w:val="restart"/>') + cell("1")),
            row(cell("", '<w:vMerge/>') + cell("2")),
            row(cell("", '<w:vMerge/>') + cell("3")),
        ),
    ),
    "cells merged downwards": (
        table(
            row(cell("A", f'<w:cellMerge {BY.format(9)} w:vMerge="rest"/>') + cell("1")),
            row(cell("", f'<w:cellMerge {BY.format(9)} w:vMerge="cont"/>') + cell("2")),
        ),
        table(
            row(cell("A", '<w:vMerge w:val="restart"/>') + cell("1")), row(cell("", "<w:vMerge/>") + cell("2"))
        ),
        table(cell("A") + cell("1"), cell("") + cell("2")),
    ),
    "a column that came": (
        table(
            row(cell("a") + cell(came("b"), tracked("cellIns"))), row(cell("c") + cell(came("d"), tracked("cellIns")))
        ),
        table(cell("a") + cell("b"), cell("c") + cell("d")),
        table(cell("a"), cell("c")),
    ),
    "the looks of a table and of its rows": (
        "<w:tbl><w:tblPr>" + tracked("tblPrChange", "<w:tblPr/>") + "</w:tblPr>"
        + f'<w:tr><w:trPr><w:tblHeader/>{tracked("trPrChange", "<w:trPr/>")}</w:trPr>{cell("h")}</w:tr>'
        + f"<w:tr>{cell('b', tracked('tcPrChange', '<w:tcPr/>'))}</w:tr></w:tbl>",
        f"<w:tbl><w:tblPr/><w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('h')}</w:tr><w:tr>{cell('b')}</w:tr></w:tbl>",
        table(cell("h"), cell("b")),
    ),
    "rows inside a content control": (
        "<w:tbl><w:tblPr/>" + f"<w:tr>{cell('a')}</w:tr>" + control(row(cell(came("b")), "ins")) + "</w:tbl>",
        table(cell("a"), cell("b")),
        table(cell("a")),
    ),
    "a content control put in with its words": (
        para(r("Before "), ins(control(r("inside"))), r(" after")),
        p("Before inside after"),
        p("Before  after"),
    ),
    "words changed inside a content control": (
        para(r("Before "), control(gone("old") + ins(r("new"))), r(" after")),
        p("Before new after"),
        p("Before old after"),
    ),
    "whole paragraphs inside a content control": (
        p("One.") + control(came("New.") + went("Old.")) + p("Two."),
        p("One.") + p("New.") + p("Two."),
        p("One.") + p("Old.") + p("Two."),
    ),
    "a link put in around words": (
        para(r("See "), ins('<w:hyperlink w:anchor="there">' + r("the page") + "</w:hyperlink>"), r(".")),
        para(r("See "), '<w:hyperlink w:anchor="there">' + r("the page") + "</w:hyperlink>", r(".")),
        p("See ."),
    ),
    "a field put in, another taken out": (
        para(
            r("Page "),
            ins(field("instrText", "REF new", r("6"))),
            f"<w:del {BY.format(8)}>{field('delInstrText', 'REF old', deleted('5'))}</w:del>",
            r("."),
        ),
        p("Page 6."),
        p("Page 5."),
    ),
    "a field whose marks are tracked one by one": (
        para(
            r("Page "),
            f'<w:del {BY.format(1)}><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:del>'
            f"<w:del {BY.format(2)}><w:r><w:delInstrText>REF x</w:delInstrText></w:r></w:del>"
            f'<w:del {BY.format(3)}><w:r><w:fldChar w:fldCharType="separate"/></w:r></w:del>',
            gone("5"),
            f'<w:del {BY.format(4)}><w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>',
            r("."),
        ),
        p("Page ."),
        p("Page 5."),
    ),
    "an equation's terms": (
        para(MATH.format(MATH_RUN.format("a+") + ins(MATH_RUN.format("b")) + tracked("del", MATH_RUN.format("c")))),
        para(MATH.format(MATH_RUN.format("a+") + MATH_RUN.format("b"))),
        para(MATH.format(MATH_RUN.format("a+") + MATH_RUN.format("c"))),
    ),
    "an equation's terms marked in their own properties": (
        para(
            MATH.format(
                MATH_RUN.format("a+")
                + f"<m:r><w:rPr><w:ins {BY.format(1)}/></w:rPr><m:t>b</m:t></m:r>"
                + f"<m:r><w:rPr><w:del {BY.format(2)}/></w:rPr><m:t>c</m:t></m:r>"
            )
        ),
        para(MATH.format(MATH_RUN.format("a+") + MATH_RUN.format("b"))),
        para(MATH.format(MATH_RUN.format("a+") + MATH_RUN.format("c"))),
    ),
    "runs marked in their own properties": (
        para(
            r("a "),
            f"<w:r><w:rPr><w:ins {BY.format(1)}/></w:rPr><w:t>b</w:t></w:r>",
            f"<w:r><w:rPr><w:del {BY.format(2)}/></w:rPr><w:delText>c</w:delText></w:r>",
        ),
        p("a b"),
        p("a c"),
    ),
    "words called deleted outside any deletion": (
        para(deleted("a "), ins(deleted("b ")), tracked("moveTo", deleted("c ")), gone("d")),
        p("a b c"),
        p("a d"),
    ),
    "a move with its ranges across paragraphs": (
        para(
            f'<w:moveFromRangeStart {BY.format(1)} w:name="m1"/>',
            tracked("moveFrom", r("First.")), properties=end("moveFrom"),
        )
        + para(tracked("moveFrom", r("Second.")), properties=end("moveFrom"))
        + '<w:moveFromRangeEnd w:id="1"/>'
        + p("Stays.")
        + para(
            f'<w:moveToRangeStart {BY.format(2)} w:name="m1"/>',
            tracked("moveTo", r("First.")), properties=end("moveTo"),
        )
        + para(tracked("moveTo", r("Second.")), properties=end("moveTo"))
        + '<w:moveToRangeEnd w:id="2"/>'
        + p("Last."),
        p("Stays.") + p("First.") + p("Second.") + p("Last."),
        p("First.") + p("Second.") + p("Stays.") + p("Last."),
    ),
    "words edited where they were moved to": (
        para(tracked("moveFrom", r("one two three")), properties=end("moveFrom"))
        + p("Stays.")
        + para(
            tracked("moveTo", r("one ")), f"<w:moveTo {BY.format(3)}>{gone('two ')}</w:moveTo>", ins(r("2 ")),
            tracked("moveTo", r("three")), properties=end("moveTo"),
        )
        + p("Last."),
        p("Stays.") + p("one 2 three") + p("Last."),
        p("one two three") + p("Stays.") + p("Last."),
    ),
    "paragraphs wrapped whole by an insertion": (
        p("One.") + tracked("ins", p("Two.")) + p("Three."),
        p("One.") + p("Two.") + p("Three."),
        p("One.") + p("Three."),
    ),
    "a section's look": (
        p("One.", f'<w:sectPr>{tracked("sectPrChange", "<w:sectPr/>")}</w:sectPr>') + p("Two."),
        p("One.", "<w:sectPr/>") + p("Two."),
        p("One.", "<w:sectPr/>") + p("Two."),
    ),
    "a line break and a tab": (
        para(r("a"), ins("<w:r><w:br/></w:r>"), r("b"), tracked("del", "<w:r><w:tab/></w:r>"), r("c")),
        para(r("a"), "<w:r><w:br/></w:r>", r("bc")),
        para(r("ab"), "<w:r><w:tab/></w:r>", r("c")),
    ),
    "a sign and a hyphen that went": (
        para(r("a"), tracked("del", "<w:r><w:noBreakHyphen/></w:r>" + deleted("b")), r("c")),
        p("ac"),
        para(r("a"), "<w:r><w:noBreakHyphen/></w:r>", r("bc")),
    ),
    "a heading joined to a paragraph with tab stops whose words went": (
        para(r("Heading"), properties=HEADED + end("del")) + para(gone("old"), properties=STOPS),
        para(r("Heading"), properties=HEADED),
        para(r("Heading"), properties=HEADED) + para(r("old"), properties=STOPS),
    ),
    "a comment's range around a deletion": (
        para(
            '<w:commentRangeStart w:id="1"/>', gone("old"), ins(r("new")), '<w:commentRangeEnd w:id="1"/>',
            '<w:r><w:commentReference w:id="1"/></w:r>', r(" word"),
        ),
        p("new word"),
        p("old word"),
    ),
}  # fmt: skip

STYLES = xml(
    "styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
        for n in (1, 2, 3)
    ),
)
NUMBERS = xml(
    "numbering",
    '<w:abstractNum w:abstractNumId="0">'
    + "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%{n + 1}."/></w:lvl>'
        for n in range(3)
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
PARTS: Parts = {"[Content_Types].xml": TYPES, "word/styles.xml": STYLES, "word/numbering.xml": NUMBERS}


def bare(block: SourceBlock) -> SourceBlock:
    """A block without what a reader does not see."""
    if isinstance(block, SourceTable):
        rows = tuple(
            tuple(structs.replace(each, blocks=tuple(bare(b) for b in each.blocks)) for each in cells)
            for cells in block.rows
        )
        return structs.replace(block, rows=rows, anchors=(), columns=0)
    if isinstance(block, SourcePicture):
        return block
    return structs.replace(block, runs=trimmed(block.runs), anchors=(), size=0, bold=False)


def seen(source: Source) -> list[SourceBlock]:
    return [bare(block) for block in source.blocks]


class DescribeStatesOfTrackedStructure:
    @pytest.mark.parametrize("name", CASES)
    def it_reads_each_as_if_it_had_been_written_plainly(self, name: str, tmp_path: Path):
        files = [write_word(tmp_path / f"{at}.docx", body, PARTS) for at, body in enumerate(CASES[name])]
        copy = read_reviewed(files[0], LIMITS)
        wanted = [seen(read_word(file, LIMITS)) for file in files[1:]]
        assert [seen(copy.accepted), seen(copy.rejected)] == wanted
        assert seen(read_word(files[0], LIMITS)) == wanted[0]
