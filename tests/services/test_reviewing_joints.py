"""Headings that a reviewer joined, with tracking on, to the paragraph before them: their printed number is no word."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from app.document.strategy import build_strategy
from app.exporters.docx import docx_bytes
from app.models.content import Content
from app.models.nodes import Section, Strategy
from app.models.text import plain
from app.models.tree import text_of, walk
from app.services.deciding import accept, open_suggestions
from app.services.editing import Editing
from app.services.houses import house
from app.services.reviewing import take_in_review
from app.store.library import Library
from tests.word_edits import W, edited, paragraph_with

Join = Callable[..., tuple[str, str]]
"""Joins the paragraphs that say something to the next, and gives what is suggested and what stands after accepting."""


def strategy(words: str, title: str) -> Strategy:
    below = Section(id="b1", title="Costs", body=plain("All of it."))
    return Strategy(
        id="s",
        title="Digital",
        children=(
            Section(id="a", title="Why", body=plain(words)),
            Section(id="b", title=title, children=(below,)),
        ),
    )


def join(paragraph: "etree._Element") -> None:
    """Marks the end of a paragraph as deleted."""
    properties = paragraph.find(f"{W}pPr")
    assert properties is not None
    gone = etree.SubElement(etree.SubElement(properties, f"{W}rPr"), f"{W}del")
    for name, value in (("id", "9000"), ("author", "Ann"), ("date", "2026-03-01T10:00:00Z")):
        gone.set(W + name, value)


@pytest.fixture
def joined(tmp_path: Path) -> Join:
    """What the suggestions hold, and what the draft says once they are accepted."""

    def take(root: Strategy, *ends: str, before: str = "", after: str = "") -> tuple[str, str]:
        def edit(body: "etree._Element") -> None:
            for words in ends:
                join(paragraph_with(body, words))
            for text in body.iter(f"{W}t") if before else ():
                text.text = (text.text or "").replace(before, after)

        copy = tmp_path / "copy.docx"
        copy.write_bytes(edited(docx_bytes(build_strategy(Content(root), house("plain"))), edit))
        with Library.create(tmp_path / "library.engross", who="Me") as library:
            library.add(Content(root))
            take_in_review(library, "s", copy)
            suggested = " ".join(each.after for each in open_suggestions(library, "s"))
            accept(library, Editing(library, "s"), open_suggestions(library, "s"))
            return suggested, "\n".join(f"{each.title}\n{text_of(each)}" for each in walk(library.head("s")))

    return take


class DescribeAHeadingJoinedToTheParagraphBefore:
    def it_is_without_its_number_as_a_suggestion_and_once_accepted(self, joined: Join):
        suggested, accepted = joined(strategy("We begin.", "What we do"), "We begin.")
        assert "We begin. What we do" in suggested
        assert "We begin. What we do" in accepted

    @pytest.mark.parametrize("words", ["It was 2", "It rose by 12", "See part 2 and 2.", "Since 2022"])
    def it_leaves_the_figures_of_the_words_before(self, joined: Join, words: str):
        _, accepted = joined(strategy(words, "What we do"), words)
        assert f"{words} What we do" in accepted

    def it_leaves_the_figures_of_its_own_title(self, joined: Join):
        _, accepted = joined(strategy("We begin.", "2 things we do"), "We begin.")
        assert "We begin. 2 things we do" in accepted

    def it_is_without_its_number_where_its_title_was_edited_too(self, joined: Join):
        _, accepted = joined(
            strategy("We begin.", "What we do"), "We begin.", before="What we", after="All we"
        )
        assert "We begin. All we do" in accepted

    def it_is_without_its_number_behind_another_heading(self, joined: Join):
        _, accepted = joined(strategy("We begin.", "What we do"), "What we do")
        assert "What we do Costs" in accepted

    def it_is_without_both_numbers_where_three_are_one(self, joined: Join):
        _, accepted = joined(strategy("We begin.", "What we do"), "We begin.", "What we do")
        assert "We begin. What we do Costs" in accepted
