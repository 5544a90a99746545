"""What a page cannot show of a look, and what stands below an item, once something near it was edited."""

from pathlib import Path

import pytest
from lxml import etree

from app.models.content import Content
from app.models.nodes import Risk, Risks, Section, Strategy
from app.models.text import Cell, Paragraph, Run, Table, plain
from app.models.tree import find
from tests.importers.test_returned import exported, taken
from tests.word_edits import Edit, edited, paragraph_with, remove, replace


def cell(words: str, *, bold: bool = False) -> Cell:
    return Cell((Paragraph((Run(words, bold=bold),)),))


def section(*rows: tuple[Cell, ...]) -> Strategy:
    return Strategy(id="s", title="One", children=(Section(id="n1", title="Money", body=(Table(rows, 1),)),))


def back(root: Strategy, edit: Edit, folder: Path) -> Strategy:
    root = taken(edited(exported(Content(root)), edit), folder).content.root
    assert isinstance(root, Strategy)
    return root


class DescribeTheHeadOfATable:
    @pytest.mark.parametrize(("old", "new"), [("Roads", "Streets"), ("Year", "Term")])
    @pytest.mark.parametrize("bold", [True, False])
    def it_stays_bold_or_not_where_words_of_the_table_changed(
        self, old: str, new: str, bold: bool, tmp_path: Path
    ):
        def table(roads: str, year: str) -> Strategy:
            return section((cell("Service", bold=bold), cell(year, bold=bold)), (cell(roads), cell("2027")))

        def edit(body: "etree._Element") -> None:
            replace(paragraph_with(body, old), old, new)

        words = {"Roads": "Roads", "Year": "Year", old: new}
        assert back(table("Roads", "Year"), edit, tmp_path) == table(words["Roads"], words["Year"])

    def it_keeps_one_bold_head_of_several(self, tmp_path: Path):
        def table(roads: str) -> Strategy:
            return section((cell("Service", bold=True), cell("Year")), (cell(roads), cell("2027")))

        def edit(body: "etree._Element") -> None:
            replace(paragraph_with(body, "Roads"), "Roads", "Streets")

        assert back(table("Roads"), edit, tmp_path) == table("Streets")


class DescribeARiskInAList:
    def it_keeps_the_response_whose_threat_alone_was_taken_out(self, tmp_path: Path):
        def edit(body: "etree._Element") -> None:
            remove(paragraph_with(body, "Criminals gain entry."))

        risk = Risk(id="r", body=plain("Criminals gain entry."), response=plain("Keys replace passwords."))
        other = Risk(id="q", body=plain("Money runs out."), response=plain("Spend less."))
        root = Strategy(id="s", title="One", children=(Risks(id="k", title="Risks", children=(risk, other)),))
        kept = find(back(root, edit, tmp_path), "r")
        assert isinstance(kept, Risk)
        assert (kept.body, kept.response) == ((), plain("Keys replace passwords."))
