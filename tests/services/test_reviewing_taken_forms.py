"""Copies in which LibreOffice gave a paragraph the form of the one before it, whose tracked end was deleted."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from app.models.content import Content
from app.models.nodes import Section, Strategy
from app.models.text import Item, List, plain
from app.services.reviewing import take_in_review
from app.store.library import Library
from tests.services.test_reviewing import delete_paragraph, returned
from tests.word_edits import Edit, W, paragraph_with, repacked

ROOT = Strategy(
    id="s",
    title="Harbour strategy",
    children=(
        Section(
            id="s1",
            title="Purpose",
            body=(
                *plain("Ferries reach every island of the borough."),
                List((Item(plain("Piers are mended first.")), Item(plain("Boats are bought second.")))),
                *plain("The rest can wait for another year.\nNobody is left on a quay."),
            ),
        ),
        Section(id="s2", title="Money", body=plain("It costs little, and saves much.")),
        Section(
            id="s3",
            title="Steps",
            body=(
                List((Item(plain("Ask the islands.")), Item(plain("Draw the lines."))), ordered=True),
                *plain("Then it begins."),
                List((Item(plain("One boat sails.")),)),
            ),
        ),
    ),
)


def takes_form(words: str, of: str) -> Edit:
    """A paragraph is given the form of another one, as LibreOffice writes it."""

    def edit(body: "etree._Element") -> None:
        paragraph, other = paragraph_with(body, words), paragraph_with(body, of)
        own, form = paragraph.find(W + "pPr"), deepcopy(other.find(W + "pPr"))
        assert own is not None
        assert form is not None
        paragraph.replace(own, form)

    return edit


def saved_by(application: str, copy: Path) -> Path:
    def change(name: str, part: bytes) -> bytes:
        return part.replace(b">Engross<", f">{application}<".encode()) if name.endswith("app.xml") else part

    return repacked(copy, copy.with_name("saved.docx"), change)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "library.engross", who="Me") as made:
        made.add(Content(ROOT))
        yield made


class DescribeACopyThatLibreOfficeSaved:
    @pytest.mark.parametrize(
        ("gone", "following", "suggested"),
        [
            ("Nobody is left", "Money", ("s1", "body")),
            ("Boats are bought", "The rest can", ("s1", "body")),
            ("Money", "It costs little", ("s2", "title")),
            ("Purpose", "Ferries reach", ("s1", "title")),
            ("Steps", "Ask the islands", ("s3", "title")),
            ("Then it begins", "One boat", ("s3", "body")),
            ("Ferries reach", "Piers are mended", ("s1", "body")),
        ],
    )
    def it_suggests_only_what_was_deleted(
        self, gone: str, following: str, suggested: tuple[str, str], library: Library, tmp_path: Path
    ):
        takes = takes_form(following, gone)
        copy = saved_by("LibreOffice/7.4", returned(tmp_path, ROOT, takes, delete_paragraph(gone)))
        assert take_in_review(library, "s", copy).unplaced == ()
        assert [(each.node, each.field) for each in library.suggestions("s")] == [suggested]

    def it_takes_word_at_its_word(self, library: Library, tmp_path: Path):
        edits = takes_form("Money", "Nobody is left"), delete_paragraph("Nobody is left")
        take_in_review(library, "s", saved_by("Microsoft Office Word", returned(tmp_path, ROOT, *edits)))
        assert ("s2", "deleted") in {(each.node, each.sort) for each in library.suggestions("s")}
