"""The web page: readable by a parser we did not write, accessible, and harmless whatever the text holds."""

import base64
import hashlib
import random
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from app.document import nodes as neutral
from app.document.nodes import Document, Heading, Item, List, Mark, PageBreak, Paragraph, Properties, Span
from app.document.strategy import build_strategy
from app.exporters.html import html_bytes
from app.models import nodes
from app.models.content import Content
from app.models.nodes import Strategy
from app.models.text import Paragraph as P
from app.models.text import Picture, Run, Table, plain
from app.services.houses import load_houses
from tests.full_trees import PIXEL, Growing, printed_words

HOUSES = load_houses()


def page(root: Strategy, key: str = "plain", pictures: dict[str, bytes] | None = None) -> html.HtmlElement:
    document = build_strategy(Content(root, pictures or {}), HOUSES[key])
    return html.document_fromstring(html_bytes(document).decode())


def strategy(*children: nodes.Node) -> Strategy:
    return Strategy(id="root", title="Digital <Strategy>", language="cy-GB", children=children)


class DescribeAnyPage:
    @settings(max_examples=30)
    @given(st.integers(0, 10**9), st.sampled_from(sorted(HOUSES)))
    def it_holds_every_word(self, seed: int, key: str):
        root = Growing(random.Random(seed)).strategy()
        tree = page(root, key)
        said = [*tree.itertext()] + [i.get("alt") or "" for i in tree.iter("img")]
        there = {word.strip(".;") for word in " ".join(said).split()}
        assert [line for _, _, line in printed_words(root) if not set(line.split()) <= there] == []

    @settings(max_examples=30)
    @given(st.integers(0, 10**9), st.sampled_from(sorted(HOUSES)))
    def it_is_accessible(self, seed: int, key: str):
        tree = page(Growing(random.Random(seed)).strategy(), key, {"0" * 64: PIXEL})
        ids = [each.get("id") for each in tree.iter() if each.get("id")]
        assert len(ids) == len(set(ids))
        assert {link[1:] for a in tree.iter("a") if (link := a.get("href", "")).startswith("#")} <= set(ids)
        levels = [
            int(each.get("aria-level") or each.tag[1])
            for each in tree.xpath("//h1|//h2|//h3|//h4|//h5|//h6|//*[@role='heading']")
        ]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert all(th.get("scope") in ("col", "row") for th in tree.iter("th"))
        assert all(img.get("alt") is not None for img in tree.iter("img"))
        assert tree.xpath("count(//main)") == 1


class DescribeThePage:
    def it_names_its_language_title_and_version(self):
        tree = page(strategy())
        assert tree.get("lang") == "cy-GB"
        assert tree.findtext("head/title") == "Digital <Strategy>"
        assert tree.xpath("string(//meta[@name='engross-fingerprint']/@content)") == strategy().fingerprint
        assert tree.xpath("string(//a[@class='skip']/@href)") == "#main"

    def it_says_where_links_are_to_look_like_other_words_than_those_that_came(self):
        for redline, said in ((False, ""), (True, "redline")):
            made = Document(properties=Properties("T"), parts=(), redline=redline)
            tree = html.document_fromstring(html_bytes(made).decode())
            assert tree.xpath("string(//body/@class)") == said

    def it_permits_nothing_but_its_own_style_and_pictures(self):
        tree = page(strategy())
        policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        style = tree.findtext("head/style") or ""
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"style-src 'sha256-{digest}'" in policy
        assert policy.startswith("default-src 'none'")
        assert not tree.xpath("//script|//link|//*[@style]|//@onclick")

    @pytest.mark.parametrize(
        "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;"]
    )
    def it_shows_markup_in_the_text_as_text(self, text: str):
        body = (P((Run(text, link="https://example.org/?a='\"><script>"),)),)
        tree = page(strategy(nodes.Section(id="s", title=text, body=body)))
        assert not tree.xpath("//script|//img")
        assert tree.xpath("//h2[contains(., $text)]", text=text)
        assert tree.xpath("//p/a[. = $text]", text=text)

    def it_lists_the_headings_it_has_with_links(self):
        inner = nodes.Section(id="s2", title="Scope")
        tree = page(
            strategy(
                nodes.Section(id="s1", title="Purpose", children=(inner,)),
                nodes.Section(id="s3", title="Why"),
            )
        )
        nav = tree.xpath("//nav")[0]
        assert [(a.get("href"), a.text_content()) for a in nav.iter("a")] == [
            ("#s1", "1 Purpose"), ("#s2", "1.1 Scope"), ("#s3", "2 Why"),
        ]  # fmt: skip
        assert len(nav.xpath("./ol/li/ol/li")) == 1

    def it_holds_its_pictures(self):
        root = strategy(nodes.Section(id="s", title="A", body=(Picture("0" * 64, "A dot", 10),)))
        [img] = page(root, pictures={"0" * 64: PIXEL}).iter("img")
        assert base64.b64decode(img.get("src", "").removeprefix("data:image/png;base64,")) == PIXEL
        assert (img.get("alt"), img.get("width")) == ("A dot", "38")

    def it_says_what_a_picture_shows_that_no_browser_can(self):
        root = strategy(nodes.Section(id="s", title="A", body=(Picture("0" * 64, "A drawing"),)))
        [figure] = page(root, pictures={"0" * 64: b"\x01\x00\x00\x00EMF"}).iter("figure")
        assert figure.text_content() == "A drawing"

    def it_spans_cells_and_heads_tables(self):
        from app.models.text import Cell

        cell = lambda text, **more: Cell(plain(text), **more)  # noqa: E731
        table = Table(((cell("A"), cell("B")), (cell("across", across=2),)), 1, "Sums")
        [made] = [
            t
            for t in page(strategy(nodes.Section(id="s", title="A", body=(table,)))).iter("table")
            if t.find("caption") is not None
        ]
        assert made.findtext("caption") == "Sums"
        assert [th.get("scope") for th in made.iter("th")] == ["col", "col"]
        assert made.xpath("string(.//td/@colspan)") == "2"

    def it_numbers_lists_from_where_they_begin(self):
        items = (Item((Paragraph((Span("a"),)),)),)
        lists = (List(items, ordered=True, start=4), List(items, ordered=True), List(items, start=4))
        written = html_bytes(Document(properties=Properties("R"), parts=lists)).decode()
        assert re.findall("<[ou]l[^>]*>", written) == ['<ol start="4">', "<ol>", "<ul>"]

    def it_marks_what_came_and_what_went(self):
        mark = Mark("inserted", "A. Owen", "2026-01-02T10:00:00Z")
        parts = (Paragraph((Span("old ", mark=Mark("deleted")), Span("new", bold=True, mark=mark))),)
        written = html_bytes(Document(properties=Properties("R"), parts=parts)).decode()
        assert (
            '<del>old </del><ins datetime="2026-01-02T10:00:00Z" title="A. Owen"><strong>new</strong></ins>'
            in written
        )

    def it_marks_words_once_in_a_paragraph_all_of_which_came(self):
        mark = Mark("inserted", "A. Owen")
        words = (Span("all ", mark=mark), Span("new", bold=True, mark=mark))
        item = neutral.Item((Paragraph(words, mark=mark),), mark=mark)
        cell = neutral.Cell((Paragraph(words, mark=mark),))
        parts = (
            Paragraph(words, mark=mark),
            neutral.Heading(1, words, number="1", mark=mark),
            neutral.List((item,)),
            neutral.Table((neutral.Row((cell,), mark=mark),)),
        )
        made = html.document_fromstring(
            html_bytes(Document(properties=Properties("R"), parts=parts)).decode()
        )
        assert [each.text_content() for each in made.iter("ins")] == [
            "all new",
            "1 all new",
            "all new",
            "all new",
        ]

    def it_begins_a_printed_page_where_the_document_does_and_none_twice(self):
        parts = (Paragraph((Span("Roads."),)), PageBreak(), Heading(1, (Span("Parks"),), new_page=True))
        written = html_bytes(Document(properties=Properties("T"), parts=parts)).decode()
        assert '<p>Roads.</p>\n<div class="new-page"></div>\n<h1 class="new-page">Parks</h1>' in written
        assert (
            ".new-page:empty + .new-page, .new-page:empty + nav > .new-page { break-before: auto; }"
            in written
        )

    def it_says_what_of_a_form_changed(self):
        former = neutral.Former(mark=Mark("inserted", "A. Owen"), told="became a heading")
        parts = (
            neutral.Heading(1, (Span("Fibre"),), former=former),
            Paragraph((Span("Roads"),), former=former),
        )
        made = html.document_fromstring(
            html_bytes(Document(properties=Properties("R"), parts=parts)).decode()
        )
        notes = made.xpath("//small[@title='A. Owen']/..")
        told = [each.text_content() for each in notes]
        assert told == ["Fibre [became a heading]", "Roads [became a heading]"]

    def it_marks_words_that_only_look_otherwise_and_says_how(self):
        was = neutral.Letters(italic=True, mark=Mark("inserted", "A. Owen"))
        parts = (Paragraph((Span("They "), Span("must", bold=True, former=was), Span(" report."))),)
        written = html_bytes(Document(properties=Properties("R"), parts=parts, redline=True)).decode()
        (marked,) = html.document_fromstring(written).xpath("//p/span")
        assert html.tostring(marked, with_tail=False).decode() == (
            '<span class="restyled" title="became bold, is no longer italic, A. Owen"><strong>must</strong></span>'
        )
        assert ".restyled { text-decoration: underline dotted" in written

    def it_marks_the_caption_of_a_table_that_came(self):
        cell = neutral.Cell((Paragraph((Span("Fibre"),)),))
        table = neutral.Table((neutral.Row((cell,), mark=Mark("inserted")),), 0, caption="Costs")
        document = Document(properties=Properties("R"), parts=(table,))
        assert "<caption><ins>Costs</ins></caption>" in html_bytes(document).decode()

    def it_may_break_a_line_between_words_that_went_and_came(self):
        words = (Span("Communications", mark=Mark("deleted")), Span("Digital", mark=Mark("inserted")))
        document = Document(properties=Properties("R"), parts=(Paragraph(words),))
        assert 'del + ins::before { content: "\\200b"; }' in html_bytes(document).decode()

    def it_is_the_same_for_the_same_document(self):
        document = build_strategy(Content(strategy()), HOUSES["wrexham"])
        assert html_bytes(document) == html_bytes(document)
        assert re.search(r"\d{4}-\d\d-\d\dT", html_bytes(document).decode()) is None
