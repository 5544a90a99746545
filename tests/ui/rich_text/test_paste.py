"""What is kept of what is pasted, and that nothing is ever fetched."""

from collections import deque

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QPalette, QTextDocument

from app.models.text import Cell, Item, List, Paragraph, Picture, Run, Table
from app.ui.rich_text.document import SafeDocument
from app.ui.rich_text.lines import from_text
from app.ui.rich_text.paste import OWN_TYPE, blocks_of, from_html, mime_of
from app.ui.rich_text.writing import write_in_parts


def p(*runs):
    return Paragraph(tuple(Run(run) if isinstance(run, str) else run for run in runs))


class DescribePasting:
    def it_keeps_bold_italic_and_web_links(self):
        html = '<p>We <b>will</b> <i>seek</i> <a href="https://example.org/">this</a></p>'
        will, seek = Run("will", bold=True), Run("seek", italic=True)
        link = Run("this", link="https://example.org/")
        assert from_html(html) == (p("We ", will, " ", seek, " ", link),)

    @pytest.mark.parametrize(
        "address", ["javascript:alert(1)", "file:///etc/passwd", "//host/share", "data:text/html,x"]
    )
    def it_drops_addresses_that_are_no_web_or_mail_links(self, address):
        assert from_html(f'<p><a href="{address}">words</a></p>') == (p("words"),)

    def it_makes_bold_paragraphs_of_headings(self):
        assert from_html("<h2>Digital place</h2><p>Text</p>") == (
            p(Run("Digital place", bold=True)),
            p("Text"),
        )

    def it_keeps_nested_lists(self):
        html = "<ul><li>one<ol><li>inner</li></ol></li><li>two</li></ul>"
        inner = List((Item((p("inner"),)),), ordered=True)
        assert from_html(html) == (List((Item((p("one"), inner)), Item((p("two"),)))),)

    def it_reads_the_lists_that_word_makes_of_paragraphs(self):
        item = (
            "<p class=MsoListParagraph style='mso-list:l0 level{} lfo1'><![if !supportLists]>"
            "<span style='mso-list:Ignore'>{}<span>  </span></span><![endif]>{}</p>"
        )
        html = item.format(1, "·", "one") + item.format(2, "a.", "inner") + item.format(1, "·", "two")
        inner = List((Item((p("inner"),)),), ordered=True)
        assert from_html(html) == (List((Item((p("one"), inner)), Item((p("two"),)))),)

    def it_keeps_what_word_and_outlook_make_bold_and_number(self):
        html = (
            "<p>We spend <b style='mso-bidi-font-weight:normal'>£1m</b></p>"
            "<ol type=1><li class=MsoListParagraph style='mso-list:l0 level1 lfo1'>one</li></ol>"
        )
        assert from_html(html) == (
            p("We spend ", Run("£1m", bold=True)),
            List((Item((p("one"),)),), ordered=True),
        )

    def it_reads_the_lists_of_word_on_the_web(self):
        item = '<div class="ListContainerWrapper"><{0}><li data-aria-level="{1}"><p>{2}</p></li></{0}></div>'
        html = item.format("ol", 1, "one") + item.format("ul", 2, "inner") + item.format("ol", 1, "two")
        inner = List((Item((p("inner"),)),))
        assert from_html(html) == (List((Item((p("one"), inner)), Item((p("two"),))), ordered=True),)

    def it_leaves_out_what_reviewers_deleted_and_said(self):
        html = (
            "<p><ins>New</ins> <del>old </del>words<span class=MsoCommentReference><a class=msocomanchor "
            "href='#_msocom_1'>[AO1]</a><span style='mso-special-character:comment'>&nbsp;</span></span></p>"
            "<div style='mso-element:comment-list'><div><p>Why?</p></div></div><p>Next</p>"
        )
        assert from_html(html) == (p("New words"), p("Next"))

    def it_says_what_a_picture_of_a_text_shows(self):
        html = "<p><img src='file:///C:/a.png' alt='A map'></p><p><img src='https://x.org/b.png' alt='Logo'>Home</p>"
        assert from_html(html) == (p("[A map]"), p("Home"))

    @pytest.mark.parametrize(
        "hidden",
        [
            "<span style='display:none;mso-hide:all'>not <b>to</b> be seen </span>",
            "<span hidden>not to be seen </span>",
            "<input type=text style='display: none'>",
        ],
    )
    def it_leaves_out_what_is_hidden_and_nothing_after_it(self, hidden):
        assert from_html(f"<p>Seen <b>and {hidden}read</b></p>") == (p("Seen ", Run("and read", bold=True)),)

    def it_leaves_out_hidden_rows(self):
        html = "<table><tr><td>a</td></tr><tr style='display:none'><td>b</td></tr><tr><td>c</td></tr></table>"
        assert from_html(html) == (Table(((Cell((p("a"),)),), (Cell((p("c"),)),)), 1),)

    def it_keeps_numbers_that_are_raised_or_lowered_apart(self):
        html = "<p>CO<sub>2</sub>, 10<sup>6</sup> m<span style='vertical-align: super'>2</span>, 1<sup>st</sup></p>"
        assert from_html(html) == (p("CO₂, 10⁶ m², 1st"),)

    def it_keeps_the_lines_of_what_is_laid_out_by_lines(self):
        assert from_html("<pre>one\ntwo</pre><p>three\nfour</p>") == (p("one\ntwo"), p("three four"))

    @pytest.mark.parametrize("tag", ["header", "address", "details", "figure", "legend", "th"])
    def it_begins_a_paragraph_with_whatever_stands_by_itself(self, tag):
        assert from_html(f"<{tag}>one</{tag}><{tag}>two</{tag}>") == (p("one"), p("two"))

    def it_ends_a_paragraph_at_a_rule(self):
        assert from_html("one<hr>two") == (p("one"), p("two"))

    def it_keeps_the_caption_of_a_table(self):
        html = "<table><caption>What it <b>costs</b></caption><tr><td>a</td></tr></table><p>after</p>"
        assert from_html(html) == (Table(((Cell((p("a"),)),),), 1, "What it costs"), p("after"))

    def it_keeps_tables_with_spans_and_header_rows(self):
        html = "<table><tr><th colspan=2>Cost</th></tr><tr><td>a</td><td>b</td></tr></table>"
        rows = ((Cell((p("Cost"),), across=2),), (Cell((p("a"),)), Cell((p("b"),))))
        assert from_html(html) == (Table(rows, 1),)

    def it_bounds_spans(self):
        (table,) = from_html('<table><tr><td colspan="20000000">a</td></tr></table>')
        assert isinstance(table, Table)
        assert table.rows[0][0].across == 30

    def it_leaves_out_scripts_styles_fonts_and_pictures(self):
        html = "<style>p{}</style><script>x()</script><p><font color=red>Red</font><img src='//host/x.png'> word</p>"
        assert from_html(html) == (p("Red word"),)

    def it_makes_one_space_of_white_space(self):
        assert from_html("<p>one\n   two\t three</p>") == (p("one two three"),)

    def it_takes_plain_text_line_by_line(self):
        mime = QMimeData()
        mime.setText("one\n\ntwo")
        assert blocks_of(mime) == (p("one"), p("two"))

    def it_makes_a_table_of_lines_with_tabs(self):
        cells = ((p("Year"), p("Capital")), (p("2027"), None))
        rows = tuple(tuple(Cell((each,) if each else ()) for each in row) for row in cells)
        assert from_text("Costs\r\nYear\tCapital\r\n2027\t\r\n") == (p("Costs"), Table(rows, 1))
        assert from_text("Name:\tA. Owen") == (p("Name:\tA. Owen"),)

    @pytest.mark.parametrize(
        ("signs", "ordered"),
        [
            (("• ", "•\t"), False), (("- ", "- "), False), (("1. ", "2) "), True), (("•\t", "•\t"), False),
            (("-\t", "-\t"), False), (("1.\t", "2.\t"), True),
        ],
    )  # fmt: skip
    def it_makes_lists_of_lines_with_signs(self, signs, ordered):
        first, second = signs
        made = List((Item((p("one"),)), Item((p("two"),))), ordered)
        assert from_text(f"Aims\n{first}one\n\n{second}two\nEnd") == (p("Aims"), made, p("End"))
        assert from_text(f"{first}one\n{second}two") == (made,)

    def it_makes_no_table_of_lines_that_only_begin_with_a_tab(self):
        assert from_text("\tOne\n\tTwo") == (p("One"), p("Two"))
        assert from_text("\tQ1\nFibre\t3") == (
            Table(((Cell(), Cell((p("Q1"),))), (Cell((p("Fibre"),)), Cell((p("3"),)))), 1),
        )

    @pytest.mark.parametrize(
        "left_out", ["<del>{}</del>", "<div class=msocomanchor>{}</div>", "<svg>{}</svg>"]
    )
    def it_tells_of_no_picture_in_what_is_left_out(self, left_out):
        picture = left_out.format("<img src='cid:1' alt='A quay'>")
        assert from_html(f"<p>one {picture}two</p>") == from_html("<p>one two</p>")

    @pytest.mark.parametrize("line", ["– A. Owen", "1. Only", "3. Three", "*note", "2027 was dry"])
    def it_leaves_lines_that_only_look_like_items(self, line):
        assert from_text(f"{line}\nx") == (p(line), p("x"))

    def it_prefers_its_own_form_and_survives_a_broken_one(self):
        blocks = (p(Run("x", bold=True)),)
        assert blocks_of(mime_of(blocks, "x")) == blocks
        broken = QMimeData()
        broken.setData(OWN_TYPE, b"{]")
        assert blocks_of(broken) == ()


@pytest.mark.usefixtures("qapp")
class DescribeTheSafeDocument:
    @pytest.mark.parametrize(
        "name", ["file:///etc/hostname", "//host/share/x.png", "http://example.org/x.png", ""]
    )
    def it_answers_every_other_name_itself(self, name):
        image = SafeDocument().resource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))
        assert not image.isNull()

    def it_asks_the_library_for_pictures_by_digest_only(self):
        asked = []
        document = SafeDocument(pictures=lambda digest: asked.append(digest))
        deque(write_in_parts(document, (Picture("ab" * 32, "A map"),), QPalette()), maxlen=0)
        assert set(asked) == {"ab" * 32}

    def it_loads_no_style_sheet_or_page(self):
        assert (
            SafeDocument().loadResource(QTextDocument.ResourceType.StyleSheetResource.value, "x.css") is None
        )
