"""What a reviewer took out of what the program works out: it is listed, whichever way it went."""

from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from app.models.content import Content
from app.models.nodes import Cost, Section, Strategy, Theme, Vision
from app.models.text import plain
from app.services.reviewing import TakenIn, take_in_review
from app.store.library import Library
from tests.services.test_reviewing import returned, reword
from tests.services.test_reviewing_parts import delete_row
from tests.word_edits import Edit, W, paragraph_with, remove, retype, row_with

ROOT = Strategy(
    id="s",
    title="Harbour strategy",
    children=(
        Section(id="n1", title="Why", body=plain("Ferries reach every island.")),
        Vision(
            id="v",
            title="Vision",
            children=(
                Theme(
                    id="t1",
                    title="Piers",
                    children=(
                        Cost(id="c1", title="Piles", year="2026/27", capital=Decimal(420000)),
                        Cost(id="c2", title="Decks", year="2027/28", capital=Decimal(120000)),
                    ),
                ),
            ),
        ),
    ),
)


def retyped(words: str) -> Edit:
    """The total typed anew, with tracking off."""
    return lambda body: retype(paragraph_with(body, "£540,000"), words)


def emptied(body: "etree._Element") -> None:
    """The total deleted with tracking off, and with it what marks its place."""
    paragraph = paragraph_with(body, "£540,000")
    for each in list(paragraph):
        if each.tag != W + "pPr":
            remove(each)


def told(words: str) -> str:
    return f"“{words}” was taken out of what is worked out or runs along every page."


def taken_in(folder: Path, *edits: Edit) -> tuple[TakenIn, list[tuple[str, str]]]:
    """What came of a copy with these edits, and its suggestions by what they do and to which part."""
    with Library.create(folder / "library.engross", who="Me") as library:
        library.add(Content(ROOT))
        found = take_in_review(library, "s", returned(folder, ROOT, *edits))
        return found, [(each.sort, each.node) for each in library.suggestions("s")]


class DescribeAWorkedOutFigure:
    @pytest.mark.parametrize("edit", [reword("£540,000", ""), retyped(""), emptied])
    def it_is_listed_where_it_was_deleted(self, edit: Edit, tmp_path: Path):
        found, suggested = taken_in(tmp_path, edit)
        assert found.unplaced == (told("£540,000"),)
        assert suggested == []

    def it_is_listed_beside_other_changes_of_its_row(self, tmp_path: Path):
        found, _ = taken_in(tmp_path, retyped("£1"), reword("Total", ""))
        assert found.unplaced == (
            "“£1” is worked out by the program; what was typed there was left out.",
            told("Total"),
        )

    def it_is_listed_where_a_part_that_it_counts_went_too(self, tmp_path: Path):
        found, suggested = taken_in(tmp_path, delete_row("Decks"), reword("£540,000", ""))
        assert found.unplaced == (told("£540,000"),)
        assert suggested == [("deleted", "c2")]

    def it_is_not_listed_where_it_went_with_its_part(self, tmp_path: Path):
        found, suggested = taken_in(tmp_path, lambda body: remove(row_with(body, "Decks")))
        assert found.unplaced == ()
        assert suggested == [("deleted", "c2")]


class DescribeAWorkedOutRow:
    def it_is_listed_where_it_was_deleted_with_tracking_off(self, tmp_path: Path):
        found, suggested = taken_in(tmp_path, lambda body: remove(row_with(body, "£540,000")))
        assert found.unplaced == (told("Total"), told("£540,000"), told("£0"))
        assert suggested == []
