"""Markdown: a parser we did not write finds every word, and nothing in the text is taken for markup."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.document.nodes import Cell, Document, Item, List, Paragraph, Part, Properties, Row, Span, Table
from app.document.strategy import build_strategy
from app.exporters.markdown import markdown_bytes
from app.models.content import Content
from app.services.houses import load_houses
from tests.full_trees import PIXEL, Growing, printed_words

HOUSES = load_houses()
READER = MarkdownIt("commonmark", {"html": False}).enable("table")


def written(*parts: Part) -> str:
    return markdown_bytes(Document(properties=Properties("T"), parts=parts)).decode()


def read(text: str) -> str:
    return READER.render(text)


def paragraph(text: str, **more: bool) -> Paragraph:
    return Paragraph((Span(text, **more),))  # type: ignore[arg-type]


class DescribeAnyMarkdown:
    @settings(max_examples=30)
    @given(st.integers(0, 10**9), st.sampled_from(sorted(HOUSES)))
    def it_holds_every_word(self, seed: int, key: str):
        root = Growing(random.Random(seed)).strategy()
        document = build_strategy(Content(root, {"0" * 64: PIXEL}), HOUSES[key])
        shown = read(markdown_bytes(document).decode()).replace("&lt;br&gt;", " ")
        shown = re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r" \1 ", shown)
        shown = re.sub(r"<[^>]*>", " ", shown)
        for sign, entity in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("&", "&amp;")):
            shown = shown.replace(entity, sign)
        there = {word.strip(".;") for word in shown.split()}
        assert [line for _, _, line in printed_words(root) if not set(line.split()) <= there] == []


class DescribeMarkdown:
    @pytest.mark.parametrize(
        "text",
        [
            "# not a heading", "- not an item", "1. not an item", "2017) no", "+ 5%", "=====", "---", "*stars*",
            "a_b_c", "`code`", "[x](y)", "<b>", "&amp;", "a | b", "~~no~~", "![x](y)", "> said", "\\*",
        ],
    )  # fmt: skip
    def it_takes_no_word_for_markup(self, text: str):
        shown = read(written(paragraph("before"), paragraph(text), paragraph("A\n" + text)))
        html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert shown == f"<p>before</p>\n<p>{html}</p>\n<p>A<br />\n{html}</p>\n"

    def it_nests_lists_and_numbers_items(self):
        inner = List((Item((paragraph("in"),)),), ordered=True)
        outer = List((Item((paragraph("a"), inner), number="2.1"), Item((paragraph("b"), paragraph("more")))))
        assert written(outer) == "* 2.1 a\n  1) in\n* b\n\n  more\n".replace("*", "-").replace("1)", "1.")

    def it_numbers_lists_from_where_they_begin(self):
        assert written(List((Item((paragraph("a"),)), Item((paragraph("b"),))), ordered=True, start=4)) == (
            "4. a\n5. b\n"
        )

    def it_keeps_two_lists_apart(self):
        one = List((Item((paragraph("a"),)),))
        assert read(written(one, one)).count("<ul>") == 2

    def it_puts_a_table_on_lines_of_pipes(self):
        rows = (
            Row((Cell((paragraph("Year"),)), Cell((paragraph("Sum"),), align="right"))),
            Row((Cell((paragraph("a | b"), paragraph("c"))), Cell((paragraph("£1"),), align="right"))),
            Row((Cell((paragraph("both"),), across=2),)),
        )
        assert written(Table(rows, caption="Costs")) == (
            "**Costs**\n\n| Year | Sum |\n| --- | ---: |\n| a \\| b<br>c | £1 |\n| both |  |\n"
        )

    def it_gives_a_table_without_a_head_an_empty_one(self):
        table = Table(
            (
                Row((Cell((paragraph("a"),), down=2), Cell((paragraph("b"),)))),
                Row((Cell((paragraph("c"),)),)),
            ),
            0,
        )
        assert written(table) == "|  |  |\n| --- | --- |\n| a | b |\n|  | c |\n"

    def it_keeps_space_outside_emphasis_and_links(self):
        spans = (
            Span("Pick ", bold=True),
            Span("right "),
            Span("now", italic=True, link="https://example.org/a(b)"),
        )
        assert written(Paragraph(spans)) == "**Pick** right *[now](https://example.org/a%28b%29)*\n"

    def it_names_version_and_fingerprint_where_no_reader_shows_them(self):
        about = Properties("T", strategy="s1", version="V8", fingerprint="ab" * 32)
        text = markdown_bytes(Document(properties=about, parts=(paragraph("x"),))).decode()
        assert "version V8, fingerprint " + "ab" * 32 in text
        assert read(text) == "<p>x</p>\n"
