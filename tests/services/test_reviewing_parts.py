"""What reviewers do to whole parts with tracking on: items moved, deleted and added, rows with sums in them."""

import io
from collections.abc import Callable, Iterator
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.text.paragraph import Paragraph
from lxml import etree
from msgspec import structs

from app.document.redline import build_redline
from app.document.strategy import build_strategy
from app.exporters.docx import docx_bytes
from app.models.content import Content
from app.models.nodes import (
    Consultation,
    Cost,
    Measure,
    Priority,
    Response,
    Risk,
    Risks,
    Section,
    Strategy,
    Theme,
    Vision,
)
from app.models.text import plain
from app.models.tree import change, find
from app.services.deciding import accept, listed, open_suggestions, threads
from app.services.editing import Editing
from app.services.houses import house
from app.services.reviewing import TakenIn, take_in_review
from app.store.library import Library
from tests.services.test_reviewing import reword
from tests.word_edits import Edit, W, edited, paragraph_with, row_with, unmarked_copy, words_of

TakeIn = Callable[[Edit], TakenIn]


def strategy() -> Strategy:
    digital = Theme(
        id="t1",
        title="Customers",
        children=(
            Priority(
                id="p1", title="One account", body=plain("Join six sign-ins in one."), owner="Head of ICT"
            ),
            Priority(id="p2", title="Nobody shut out", body=plain("Keep a face behind every service.")),
            Measure(id="m1", title="Active accounts", baseline="21,300", target="48,000 by 2028"),
            Cost(id="c1", title="Licences", year="2026/27", capital=Decimal(420000), source="Reserve"),
        ),
    )
    place = Theme(
        id="t2",
        title="Places",
        children=(Priority(id="p3", title="Fibre for all", body=plain("Fibre in the sea wall.")),),
    )
    risk = Risk(
        id="r1",
        title="Cyber attack",
        body=plain("Criminals gain entry."),
        response=plain("Keys replace passwords."),
        owner="The CISO",
        likelihood=4,
        impact=5,
        answered_by=("p1",),
    )
    return Strategy(
        id="s",
        title="One",
        children=(
            Section(id="n1", title="Why", body=plain("We began here.\nMoney is the least of it.")),
            Section(id="n2", title="What", body=plain("Much will change.")),
            Vision(id="v", title="Vision", statement=plain("A place to be."), children=(digital, place)),
            Risks(id="q", title="Risks", children=(risk,)),
        ),
    )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "library.engross", who="Me") as made:
        made.add(Content(strategy()))
        yield made


@pytest.fixture
def take_in(library: Library, tmp_path: Path) -> TakeIn:
    """Takes in a copy that was edited."""

    def do(edit: Edit) -> TakenIn:
        sent = docx_bytes(build_strategy(Content(library.head("s")), house("plain")))
        path = tmp_path / "copy.docx"
        path.write_bytes(edited(sent, edit))
        return take_in_review(library, "s", path)

    return do


def by(tag: str, **more: str) -> "etree._Element":
    element = etree.Element(W + tag)
    for name, value in {"id": "900", "author": "Ann", "date": "2026-03-01T10:00:00Z", **more}.items():
        element.set(W + name, value)
    return element


def track(paragraph: "etree._Element", tag: str) -> None:
    """Makes all words of a paragraph, and its end, come or go."""
    for run in list(paragraph.iter(W + "r")):
        wrapper = by(tag)
        run.addprevious(wrapper)
        wrapper.append(run)
        if tag == "del":
            for text in run.iter(W + "t"):
                text.tag = W + "delText"
    properties = paragraph.find(W + "pPr")
    assert properties is not None
    etree.SubElement(properties, W + "rPr").append(by(tag))


def move(words: str, after: str, tags: tuple[str, str] = ("moveFrom", "moveTo")) -> Edit:
    """A paragraph moved as Word does it: the old words stay, with the bookmarks, struck out."""

    def edit(body: "etree._Element") -> None:
        old = paragraph_with(body, words)
        new = deepcopy(old)
        for mark in [*new.iter(W + "bookmarkStart"), *new.iter(W + "bookmarkEnd")]:
            mark.getparent().remove(mark)  # pyright: ignore[reportOptionalMemberAccess]
        paragraph_with(body, after).addnext(new)
        track(old, tags[0])
        track(new, tags[1])

    return edit


def row_properties(row: "etree._Element") -> "etree._Element":
    properties = row.find(W + "trPr")
    if properties is None:
        properties = etree.Element(W + "trPr")
        row.insert(0, properties)
    return properties


def add_row(beside: str, *cells: str) -> Edit:
    def edit(body: "etree._Element") -> None:
        row = row_with(body, beside)
        new = unmarked_copy(row, "|".join(cells))
        for paragraph in new.iter(W + "p"):
            track(paragraph, "ins")
        row_properties(new).append(by("ins"))
        row.addnext(new)

    return edit


def delete_row(words: str) -> Edit:
    def edit(body: "etree._Element") -> None:
        row = row_with(body, words)
        for paragraph in row.iter(W + "p"):
            track(paragraph, "del")
        row_properties(row).append(by("del"))

    return edit


def done(library: Library) -> list[tuple[str, str]]:
    return [(each.sort, each.node) for each in listed(library, "s").suggestions]


def accepted(library: Library) -> Strategy:
    accept(library, Editing(library, "s"), open_suggestions(library, "s"))
    return library.head("s")


class DescribeARedlineThatComesBack:
    def it_knows_the_days_of_a_part_that_came_however_the_house_writes_them(
        self, library: Library, tmp_path: Path
    ):
        told = Response(id="x1", title="Youth forum", date="2025-12-11", body=plain("Why wait?"))
        old = strategy()
        new = structs.replace(
            old, children=(*old.children, Consultation(id="x", title="Heard", children=(told,)))
        )
        style = house("wrexham")
        style = structs.replace(style, layout=structs.replace(style.layout, dates="20/06/2026"))
        sides = (build_strategy(Content(root), style) for root in (old, new))
        path = tmp_path / "redline.docx"
        path.write_bytes(docx_bytes(build_redline(*sides, author="Ann", date="2026-03-01T10:00:00Z")))
        assert "11/12/2025" in docx.Document(str(path)).tables[-1]._element.xpath("string(.)")  # pyright: ignore
        found = take_in_review(library, "s", path)
        assert found.suggestions
        assert found.unplaced == ()


class DescribeAMove:
    @pytest.mark.parametrize("tags", [("moveFrom", "moveTo"), ("del", "ins")])
    def it_is_one_suggestion_to_move_that_part(
        self, tags: tuple[str, str], library: Library, take_in: TakeIn
    ):
        assert take_in(move("Keep a face", "Fibre in the sea wall", tags)).unplaced == ()
        assert done(library) == [("moved", "p2")]
        (only,) = listed(library, "s").suggestions
        assert (only.before, only.after) == (
            "after “One account” under “Customers”", "after “Fibre for all” under “Places”",
        )  # fmt: skip
        assert [child.id for child in find(accepted(library), "t2").children] == ["p3", "p2"]

    def it_takes_a_paragraph_into_the_text_it_was_moved_to(self, library: Library, take_in: TakeIn):
        take_in(move("Money is the least", "Much will change"))
        root = accepted(library)
        assert find(root, "n1").body == plain("We began here.")
        assert find(root, "n2").body == plain("Much will change.\nMoney is the least of it.")


class DescribeADeletedItem:
    def it_is_one_suggestion_though_its_row_was_left_in_a_table(self, library: Library, take_in: TakeIn):
        found = take_in(lambda body: track(paragraph_with(body, "Join six sign-ins"), "del"))
        assert found.unplaced == ()
        assert done(library) == [("deleted", "p1")]


class DescribeRows:
    def they_are_shown_with_the_sums_and_names_in_them(self, library: Library, take_in: TakeIn):
        found = take_in(add_row("Licences", "Sensors", "2027/28", "£90,000", "", "Levy"))
        assert found.unplaced == ()
        (only,) = listed(library, "s").suggestions
        assert only.after == "Sensors\nYear: 2027/28 · Capital: £90,000 · Source of funding: Levy"

    @pytest.mark.parametrize(
        ("edit", "told"),
        [
            (add_row("1 May 2027", "Trams", "1 June 2027"), ("“Trams” was typed into a generated table", 2)),
            (delete_row("1 May 2027"), ("“Nobody shut out” was taken out of what is worked out", 3)),
        ],
    )
    def they_are_told_where_they_come_or_go_in_what_is_worked_out(
        self, tmp_path: Path, edit: Edit, told: tuple[str, int]
    ):
        root = strategy()
        for id, day in (("p1", "2026-05-01"), ("p2", "2027-05-01")):
            changed = change(root, id, start=day, end=day.replace("05", "11"))
            assert isinstance(changed, Strategy)
            root = changed
        path = tmp_path / "copy.docx"
        path.write_bytes(edited(docx_bytes(build_strategy(Content(root), house("blackpool"))), edit))
        with Library.create(tmp_path / "dated.engross", who="Me") as library:
            library.add(Content(root))
            found = take_in_review(library, "s", path)
            assert library.suggestions("s") == ()
        assert any(each.startswith(told[0]) for each in found.unplaced)
        assert len(found.unplaced) == told[1]

    @pytest.mark.parametrize("typed", ["3 × 4 = 12", "3x4", "3 × 4 = 15"])
    def they_take_the_scores_of_a_new_risk(self, library: Library, take_in: TakeIn, typed: str):
        cells = ("2", "Loss of staff", "They leave.", "Pay more.", "", "HR", typed)
        found = take_in(add_row("Criminals gain entry", *cells))
        (only,) = listed(library, "s").suggestions
        assert only.after == "Loss of staff\nThey leave.\nPay more.\nOwner: HR · Likelihood: 3 · Impact: 4"
        assert found.unplaced == ()

    @pytest.mark.parametrize(
        ("typed", "likelihood", "impact", "guessed"),
        [
            ("high", 4, 4, True), ("Likely / severe", 4, 5, False), ("low × medium", 2, 3, False),
            ("25", 5, 5, False), ("posibl x uchel", 3, 4, False),
        ],
    )  # fmt: skip
    def they_take_the_words_of_a_scale_and_a_product(
        self, library: Library, take_in: TakeIn, typed: str, likelihood: int, impact: int, guessed: bool
    ):
        cells = ("2", "Loss of staff", "They leave.", "Pay more.", "", "HR", typed)
        found = take_in(add_row("Criminals gain entry", *cells))
        (only,) = listed(library, "s").suggestions
        assert only.after.endswith(f"Owner: HR · Likelihood: {likelihood} · Impact: {impact}")
        taken = f"taken for likelihood {likelihood} and impact {impact}; please look whether that is meant."
        assert found.unplaced == ((f"“{typed}” was typed for scores and {taken}",) if guessed else ())

    @pytest.mark.parametrize("typed", ["12", "some day", "7 × 9 = 63", "26", "²"])
    def they_tell_of_what_says_no_scores(self, library: Library, take_in: TakeIn, typed: str):
        cells = ("2", "Loss of staff", "They leave.", "Pay more.", "", "HR", typed)
        found = take_in(add_row("Criminals gain entry", *cells))
        (only,) = listed(library, "s").suggestions
        assert only.after == "Loss of staff\nThey leave.\nPay more.\nOwner: HR"
        said = "but no likelihood and impact such as “3 × 4” can be told from it; it was left out."
        assert found.unplaced == (f"“{typed}” was typed for scores, {said}",)

    def they_take_a_product_for_the_one_score_that_must_have_changed(self, library: Library, take_in: TakeIn):
        found = take_in(reword("4 × 5 = 20", "12"))
        (only,) = listed(library, "s").suggestions
        assert (only.node, only.field, only.before, only.after) == ("r1", "impact", "5", "3")
        (note,) = found.unplaced
        assert note.startswith("“12” was typed for scores and taken for likelihood 4 and impact 3;")

    def they_tell_of_scores_written_anew_that_say_nothing(self, library: Library, take_in: TakeIn):
        found = take_in(reword("4 × 5 = 20", "as before"))
        assert listed(library, "s").suggestions == ()
        (note,) = found.unplaced
        assert note.startswith("“as before” was typed for scores, but no likelihood and impact")

    def they_take_other_scores_for_likelihood_and_impact(self, library: Library, take_in: TakeIn):
        found = take_in(reword("4 × 5 = 20", "3 × 5 = 15"))
        assert found.unplaced == ()
        (only,) = listed(library, "s").suggestions
        assert (only.node, only.field, only.before, only.after) == ("r1", "likelihood", "4", "3")

    def they_tell_of_edited_sums_and_days_as_the_page_has_them(self, library: Library, take_in: TakeIn):
        found = take_in(reword("£420,000", "£450,000"))
        assert found.unplaced == ()
        (only,) = listed(library, "s").suggestions
        assert (only.before, only.after) == ("£420,000", "£450,000")

    def they_take_what_is_worked_out_along_without_a_word(self, library: Library, take_in: TakeIn):
        assert take_in(delete_row("Criminals gain entry")).unplaced == ()
        assert done(library) == [("deleted", "r1")]


class DescribeAComment:
    def remarked(self, library: Library, tmp_path: Path, *words: str) -> list[tuple[str, str]]:
        """Where comments on paragraphs with some words, of the last with just these, come to stand."""
        sent = docx_bytes(build_strategy(Content(library.head("s")), house("plain")))
        document = docx.Document(io.BytesIO(sent))
        everywhere: Any = document.element.iter(W + "p")
        paragraphs = list(everywhere)
        for said in words:
            paragraph = [p for p in paragraphs if words_of(p).strip() == said][-1]
            document.add_comment(
                Paragraph(paragraph, document).runs, text=f"On {said}", author="Cat", initials="C"
            )  # pyright: ignore
        path = tmp_path / "copy.docx"
        document.save(str(path))
        assert take_in_review(library, "s", path).unplaced == ()
        return sorted((each.node, each.field) for each in library.comments("s"))

    def it_stands_on_the_cell_though_its_words_are_worked_out_elsewhere_too(
        self, library: Library, tmp_path: Path
    ):
        assert self.remarked(library, tmp_path, "48,000 by 2028", "The CISO") == [
            ("m1", "target"), ("r1", "owner"),
        ]  # fmt: skip

    def it_is_an_answer_where_it_stands_on_the_words_of_an_earlier_one(
        self, library: Library, tmp_path: Path
    ):
        document = docx.Document(io.BytesIO(docx_bytes(build_strategy(Content(strategy()), house("plain")))))
        runs = next(p for p in document.paragraphs if "Much will" in p.text).runs
        for author, day in (("Dan", "2026-03-02"), ("Cat", "2026-03-01")):
            made = document.add_comment(runs, text=f"By {author}", author=author, initials="C")
            made._comment_elm.set(W + "date", f"{day}T10:00:00Z")  # pyright: ignore
        document.save(str(tmp_path / "copy.docx"))
        take_in_review(library, "s", tmp_path / "copy.docx")
        (thread,) = threads(library.comments("s"))
        assert [each.text for each in thread] == ["By Cat", "By Dan"]

    def it_stands_on_the_part_whose_worked_out_words_it_is_about(self, library: Library, tmp_path: Path):
        assert self.remarked(library, tmp_path, "Estimated costs") == [("t1", "")]
