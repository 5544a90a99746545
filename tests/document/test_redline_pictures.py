"""Pictures that came, went or gave way to another: listed, side by side, and in every kind of redline."""

import io
import zipfile
from hashlib import sha256

import pytest
from lxml import etree
from PIL import Image

from app.compare.changes import compare
from app.document.aligned import aligned
from app.document.nodes import (
    Cell,
    Document,
    Figure,
    Item,
    List,
    Paragraph,
    Part,
    Properties,
    Row,
    Span,
    Table,
)
from app.document.redline import build_redline
from app.exporters.docx import docx_bytes
from app.exporters.html import html_bytes
from app.exporters.pdf import pdf_bytes
from app.models import tree
from app.models.text import Paragraph as Words
from app.models.text import Picture, Run
from tests.edited_trees import strategy

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = {"accepted": f"{W}del", "rejected": f"{W}ins"}


def picture(colour: str) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (60, 30), colour).save(held, "PNG")
    return held.getvalue()


PICTURES = {sha256(data).hexdigest(): data for data in map(picture, ("navy", "green", "maroon"))}
NAVY, GREEN, MAROON = PICTURES
SAID = "A map of the wards"


def document(*parts: Part) -> Document:
    return Document(properties=Properties("T"), parts=parts, pictures=PICTURES)


def paragraph(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def around(*figures: Figure) -> Document:
    return document(paragraph("What stands before it."), *figures, paragraph("What stands after it."))


def in_a_cell(*figures: Figure) -> Document:
    return document(Table((Row((Cell((paragraph("Ward"),)), Cell(figures))),)), paragraph("The end."))


def in_an_item(*figures: Figure) -> Document:
    return document(List((Item((paragraph("One ward"), *figures)),)), paragraph("The end."))


def shown(word_file: bytes, state: str) -> list[str]:
    """The alternative texts of the pictures of a body, all changes accepted or rejected."""
    with zipfile.ZipFile(io.BytesIO(word_file)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    return [
        str(drawn.get("descr"))
        for drawn in body.iter("{*}docPr")
        if not any(above.tag == GONE[state] for above in drawn.iterancestors())
    ]


PAIRS = [
    ((Figure(NAVY, SAID),), ()),
    ((), (Figure(NAVY, SAID),)),
    ((Figure(NAVY, SAID),), (Figure(GREEN, "A map of the parishes"),)),
    ((Figure(NAVY, SAID),), (Figure(NAVY, "A map of the parishes"),)),
    (
        (Figure(NAVY, SAID), Figure(GREEN, "A chart")),
        (Figure(GREEN, "A chart"), Figure(MAROON, "A portrait")),
    ),
]


class DescribeRedlinesOfPictures:
    @pytest.mark.parametrize("place", [around, in_a_cell, in_an_item])
    @pytest.mark.parametrize(("old", "new"), PAIRS)
    def it_holds_the_old_and_the_new_pictures(self, place, old: tuple[Figure, ...], new: tuple[Figure, ...]):
        woven = build_redline(place(*old), place(*new), author="Ann", date="2026-03-01T10:00:00Z")
        written = docx_bytes(woven)
        assert shown(written, "rejected") == [figure.alt for figure in old]
        assert shown(written, "accepted") == [figure.alt for figure in new]

    def it_marks_nothing_where_a_picture_only_became_wider(self):
        woven = build_redline(around(Figure(NAVY, SAID, 40)), around(Figure(NAVY, SAID, 80)))
        assert woven.parts[1] == Figure(NAVY, SAID, 80)

    def it_shows_them_on_web_pages_and_in_pdf_with_their_words(self):
        woven = build_redline(around(Figure(NAVY, SAID)), around(Figure(GREEN, "A chart")))
        page = html_bytes(woven).decode()
        assert f"<figcaption><del>{SAID}</del></figcaption>" in page
        assert "<figcaption><ins>A chart</ins></figcaption>" in page
        assert page.count("<img ") == 2
        assert pdf_bytes(woven).count(b"/Subtype/Image") == 2


class DescribeChangesOfPictures:
    def told(self, old: tuple[Picture, ...], new: tuple[Picture, ...]) -> list[tuple[str, str, str]]:
        root = strategy()
        roots = (tree.change(root, "s1", body=(Words((Run("Before."),)), *body)) for body in (old, new))
        return [(change.kind, change.before, change.after) for change in compare(*roots).changes]

    def it_tells_one_that_gave_way_to_another_of_the_same_words(self):
        assert self.told((Picture(NAVY, SAID),), (Picture(GREEN, SAID),)) == [("reworded", SAID, SAID)]

    @pytest.mark.parametrize(("alt", "told"), [(SAID, SAID), ("", "A picture without alternative text")])
    def it_tells_one_that_came_or_went_even_without_words(self, alt: str, told: str):
        assert self.told((), (Picture(NAVY, alt),)) == [("inserted", "", told)]
        assert self.told((Picture(NAVY, alt),), ()) == [("deleted", told, "")]

    def it_tells_mended_words_and_another_width(self):
        assert self.told((Picture(NAVY, "A mapp"),), (Picture(NAVY, "A map"),)) == [
            ("reworded", "A mapp", "A map")
        ]
        assert self.told((Picture(NAVY, SAID, 40),), (Picture(NAVY, SAID, 80),)) == [
            ("formatting", SAID, SAID)
        ]


class DescribeLinesOfPictures:
    def it_marks_the_words_that_stand_for_them(self):
        woven = build_redline(around(Figure(NAVY, SAID)), around(Figure(GREEN, "")))
        lines = aligned(woven, compare(strategy(), strategy())).lines
        marked = [(span.text, span.mark.kind) for line in lines for span in line.cells[0] if span.mark]
        assert marked == [(SAID, "deleted"), ("A picture without alternative text", "inserted")]
