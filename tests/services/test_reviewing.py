import io
import json
import os
import random
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from lxml import etree
from msgspec import structs

from app.cli import main
from app.document.strategy import build_strategy
from app.exporters.docx import docx_bytes
from app.models import tree
from app.models.content import Content
from app.models.errors import NotFound, Refused
from app.models.nodes import Priority, Section, Strategy, Vision
from app.models.review import Comment
from app.models.text import Blocks, Cell, Paragraph, Run, Table, blocks_text, joined, plain
from app.services.deciding import (
    accept,
    answer,
    comment,
    comment_again,
    decision,
    listed,
    open_suggestions,
    reject,
    reopen,
    threads,
    withdraw,
)
from app.services.editing import Editing
from app.services.houses import house
from app.services.reviewing import sent_from, take_in_review
from app.services.sending import send_for_review
from app.store.library import Library
from tests.edited_trees import strategy
from tests.word_edits import Edit, W, edited, paragraph_with, remove, repacked, replace, styled

ANN, BOB = ("Ann", "2026-03-01T10:00:00Z"), ("Bob", "2026-03-02T11:00:00Z")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "library.engross", who="Me") as made:
        made.add(Content(strategy()))
        yield made


def sent(root: Strategy) -> bytes:
    return docx_bytes(build_strategy(Content(root), house("plain")))


def returned(folder: Path, root: Strategy, *edits: Edit, name: str = "copy.docx") -> Path:
    data = sent(root)
    for edit in edits:
        data = edited(data, edit)
    path = folder / name
    path.write_bytes(data)
    return path


def by(tag: str, who: tuple[str, str]) -> "etree._Element":
    element = etree.Element(W + tag)
    for name, value in (("id", "900"), ("author", who[0]), ("date", who[1])):
        element.set(W + name, value)
    return element


def reword(old: str, new: str, who: tuple[str, str] = ANN) -> Edit:
    """Words replaced with tracking on, inside the run that holds them."""

    def edit(body: "etree._Element") -> None:
        text = next(t for t in body.iter(W + "t") if old in (t.text or ""))
        run = text.getparent()
        assert run is not None
        before, after = (text.text or "").split(old, 1)
        pieces: list[etree._Element] = []
        for words, tag in ((before, ""), (old, "del"), (new, "ins"), (after, "")):
            copy = deepcopy(run)
            inner = copy.find(W + "t")
            assert inner is not None
            inner.text = words
            inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            if tag == "del":
                inner.tag = W + "delText"
            wrapper = by(tag, who) if tag else copy
            if tag:
                wrapper.append(copy)
            pieces.append(wrapper)
        parent = run.getparent()
        assert parent is not None
        at = parent.index(run)
        parent[at : at + 1] = pieces

    return edit


def tracked_end(paragraph: "etree._Element", tag: str, who: tuple[str, str]) -> None:
    properties = paragraph.find(W + "pPr")
    assert properties is not None
    etree.SubElement(properties, W + "rPr").append(by(tag, who))


def delete_paragraph(words: str, who: tuple[str, str] = ANN) -> Edit:
    def edit(body: "etree._Element") -> None:
        paragraph = paragraph_with(body, words)
        for run in list(paragraph.iter(W + "r")):
            wrapper = by("del", who)
            run.addprevious(wrapper)
            wrapper.append(run)
            for text in run.iter(W + "t"):
                text.tag = W + "delText"
        tracked_end(paragraph, "del", who)

    return edit


def insert_after(words: str, new: str, who: tuple[str, str] = ANN) -> Edit:
    def edit(body: "etree._Element") -> None:
        paragraph = styled(new)
        run = paragraph.find(W + "r")
        assert run is not None
        wrapper = by("ins", who)
        run.addprevious(wrapper)
        wrapper.append(run)
        tracked_end(paragraph, "ins", who)
        paragraph_with(body, words).addnext(paragraph)

    return edit


def restyle(words: str, old: str, new: str, who: tuple[str, str] = ANN) -> Edit:
    """Words made bold ("b"), italic ("i") or plain ("") with tracking on."""

    def edit(body: "etree._Element") -> None:
        text = next(t for t in paragraph_with(body, words).iter(W + "t") if words in (t.text or ""))
        run = text.getparent()
        assert run is not None
        before, after = (text.text or "").split(words, 1)
        for said in (before, words, after):
            copy = deepcopy(run)
            run.addprevious(copy)
            inner = copy.find(W + "t")
            assert inner is not None
            inner.text = said
            inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            if said == words:
                for look in copy.findall(W + "rPr"):
                    copy.remove(look)
                look = etree.Element(W + "rPr")
                copy.insert(0, look)
                change = by("rPrChange", who)
                look.extend([etree.Element(W + new)] if new else [])
                look.append(change)
                etree.SubElement(change, W + "rPr").extend([etree.Element(W + old)] if old else [])
        remove(run)

    return edit


def accept_all(library: Library) -> Strategy:
    accept(library, Editing(library, "s"), open_suggestions(library, "s"))
    return library.head("s")


class DescribeTakingInACopy:
    def it_says_so_where_the_copy_goes_away_while_it_is_read(self, library: Library, tmp_path: Path):
        copy = returned(tmp_path, strategy(), reword("£1.2m", "£1.4m"))
        with pytest.raises(Refused, match=r"“copy\.docx” cannot be read any more \(.*\); take it in again"):
            take_in_review(
                library, "s", copy, reached=lambda step: copy.unlink() if step == "compare" else None
            )
        assert not library.suggestions("s")

    def it_makes_suggestions_of_tracked_changes_under_their_authors_and_dates(
        self, library: Library, tmp_path: Path
    ):
        copy = returned(
            tmp_path, strategy(), reword("£1.2m", "£1.4m"), reword("every phone", "any phone", BOB)
        )
        assert take_in_review(library, "s", copy).suggestions == 2
        found = {each.node: each for each in library.suggestions("s")}
        assert (found["t1"].author, found["t1"].at) == ANN
        assert (found["p1"].author, found["p1"].at) == BOB
        assert "£1.2m" in found["t1"].before
        assert "£1.4m" in found["t1"].after

    @pytest.mark.parametrize(("old", "new"), [("", "b"), ("b", ""), ("b", "i"), ("i", "b"), ("", "i")])
    def it_makes_suggestions_of_words_that_were_made_bold_or_italic_or_plain(
        self, library: Library, tmp_path: Path, old: str, new: str
    ):
        def body(look: str) -> Blocks:
            words = Run("every street", bold=look == "b", italic=look == "i")
            return (Paragraph(joined((Run("Fibre reaches "), words, Run(" by 2027.")))),)

        Editing(library, "s").change("t2", body=body(old))
        copy = returned(tmp_path, library.head("s"), restyle("every street", old, new))
        assert take_in_review(library, "s", copy).suggestions == 1
        (suggestion,) = open_suggestions(library, "s")
        assert (suggestion.node, suggestion.author, suggestion.at) == ("t2", *ANN)
        (row,) = listed(library, "s").suggestions
        assert row.restyled.startswith("“every street” ")
        assert tree.find(accept_all(library), "t2").body == body(new)

    def it_refuses_a_version_that_is_not_there_also_for_a_copy_that_does_not_ask_for_it(
        self, library: Library, tmp_path: Path
    ):
        path = tmp_path / "sent.docx"
        send_for_review(library, library.strategies()[0].id, path)
        with pytest.raises(NotFound, match="V99"):
            take_in_review(library, library.strategies()[0].id, path, "V99")

    def it_tells_two_hands_in_one_paragraph_apart(self, library: Library, tmp_path: Path):
        copy = returned(
            tmp_path,
            strategy(),
            reword("first attempt", "first try"),
            reword("Residents will", "Residents must", BOB),
        )
        take_in_review(library, "s", copy)
        ann, bob = open_suggestions(library, "s", "t1")
        assert (ann.author, bob.author) == ("Ann", "Bob")
        accept(library, Editing(library, "s"), [bob])
        assert "Residents must find what they need at the first attempt." in tree.text_of(
            tree.find(library.head("s"), "t1")
        )

    def it_tells_two_days_of_one_hand_apart(self, library: Library, tmp_path: Path):
        later = (ANN[0], "2026-03-09T10:00:00Z")
        copy = returned(
            tmp_path, strategy(), reword("every phone", "a phone"), reword("every street", "a street", later)
        )
        take_in_review(library, "s", copy)
        assert {each.node: each.at for each in library.suggestions("s")} == {"p1": ANN[1], "t2": later[1]}

    def it_tells_days_apart_also_far_inside_paragraphs(self, library: Library, tmp_path: Path):
        lines = [f"{word} {'of what the council will do about it ' * 3}by spring." for word in ("One", "Two")]
        root = Strategy(
            id="other",
            title="Other",
            children=(Section(id="n7", title="Why", body=plain("\n\n".join(lines))),),
        )
        library.add(Content(root))

        def late(body: "etree._Element") -> None:
            for word, day in (("One", "01"), ("Two", "05")):
                reword("by spring", "by autumn", ("Ann", f"2026-03-{day}T10:00:00Z"))(
                    paragraph_with(body, word)
                )

        take_in_review(library, "other", returned(tmp_path, root, late))
        assert sorted(each.at[:10] for each in library.suggestions("other")) == ["2026-03-01", "2026-03-05"]

    def it_finds_what_was_changed_with_tracking_off(self, library: Library, tmp_path: Path):
        def untracked(body: "etree._Element") -> None:
            replace(paragraph_with(body, "Fibre reaches"), "every street", "most streets")

        copy = returned(tmp_path, strategy(), untracked, reword("£1.2m", "£1.4m"))
        assert take_in_review(library, "s", copy).suggestions == 2
        first, second = open_suggestions(library, "s")
        assert (first.node, second.node) == ("t2", "t1")

    @pytest.mark.parametrize("saved", [True, False])
    def it_dates_what_was_changed_with_tracking_off(self, library: Library, tmp_path: Path, saved: bool):
        def untracked(body: "etree._Element") -> None:
            replace(paragraph_with(body, "Fibre reaches"), "every street", "most streets")

        copy = returned(tmp_path, strategy(), untracked, reword("£1.2m", "£1.4m"))
        if saved:
            document = docx.Document(str(copy))
            document.core_properties.last_modified_by = "R. Ellis"
            document.core_properties.modified = datetime(2026, 5, 2, 10, 30, tzinfo=UTC)
            document.save(str(copy))
        os.utime(copy, (1780000000, 1780000000))
        take_in_review(library, "s", copy)
        (off,) = (each for each in library.suggestions("s") if each.node == "t2")
        told = ("R. Ellis", "2026-05-02T10:30:00Z") if saved else (ANN[0], "2026-05-28T20:26:40Z")
        assert (off.author, off.at) == told

    def it_finds_paragraphs_that_came_and_went(self, library: Library, tmp_path: Path):
        copy = returned(
            tmp_path,
            strategy(),
            delete_paragraph("Publish waiting times"),
            insert_after("Fibre reaches", "Masts too."),
        )
        take_in_review(library, "s", copy)
        after = accept_all(library)
        assert "p3" not in after.ids
        assert tree.text_of(tree.find(after, "t2")) == "Fibre reaches every street.\nMasts too."

    def it_joins_no_paragraphs_where_the_break_before_what_was_typed_is_tracked_too(
        self, library: Library, tmp_path: Path
    ):
        """What LibreOffice writes of a paragraph typed behind one, before another that then moves up."""
        copy = returned(
            tmp_path,
            strategy(),
            lambda body: tracked_end(paragraph_with(body, "at the first attempt"), "ins", ANN),
            insert_after("at the first attempt", "By telephone, too."),
        )
        take_in_review(library, "s", copy)
        (only,) = listed(library, "s").suggestions
        first, last = (
            "Residents will find what they need at the first attempt.",
            "We spend £1.2m on it by 2027.",
        )
        assert (only.before, only.after) == (f"{first}\n{last}", f"{first}\nBy telephone, too.\n{last}")

    def it_keeps_name_and_text_apart_where_a_deletion_holds_the_bookmarks_between_them(
        self, library: Library, tmp_path: Path
    ):
        def edit(body: "etree._Element") -> None:
            """What LibreOffice writes where the first word of the text was replaced."""
            reword("Lend", "Give")(body)
            paragraph = paragraph_with(body, "every pupil")
            deletion = paragraph.find(W + "del")
            assert deletion is not None
            for mark in list(deletion.itersiblings(W + "bookmarkStart", W + "bookmarkEnd", preceding=True))[
                :3
            ]:
                deletion.insert(0, mark)

        tablets = Priority(id="p4", title="Tablets", body=plain("Lend one to every pupil."))
        Editing(library, "s").insert("t2", tablets)
        take_in_review(library, "s", returned(tmp_path, library.head("s"), edit))
        assert [(each.node, each.field) for each in library.suggestions("s")] == [("p4", "body")]

    def it_changes_nothing_the_second_time(self, library: Library, tmp_path: Path):
        copy = returned(tmp_path, strategy(), reword("£1.2m", "£1.4m"))
        take_in_review(library, "s", copy)
        before = library.suggestions("s")
        again = take_in_review(library, "s", copy)
        assert (again.already_taken_in, again.suggestions) == (True, 0)
        resaved = tmp_path / "saved again.docx"
        resaved.write_bytes(edited(copy.read_bytes(), lambda body: None))
        with resaved.open("ab") as file:
            file.write(b"")
        assert take_in_review(library, "s", resaved).suggestions == 0
        assert library.suggestions("s") == before

    def it_refuses_a_copy_of_another_strategy_by_its_name(self, library: Library, tmp_path: Path):
        other = returned(
            tmp_path, Strategy(id="o", title="Housing strategy", children=(Section(title="Why"),))
        )
        with pytest.raises(Refused, match="Housing strategy"):
            take_in_review(library, "s", other)

    def it_merges_a_copy_of_an_older_version_into_the_draft(self, library: Library, tmp_path: Path):
        copy = returned(tmp_path, strategy(), reword("help desk", "service desk"))
        editing = Editing(library, "s")
        editing.change("p2", body=plain("Open a help desk in every library and school of the borough."))
        take_in_review(library, "s", copy)
        assert tree.text_of(tree.find(accept_all(library), "p2")) == (
            "Open a service desk in every library and school of the borough."
        )

    def it_does_not_suggest_what_is_so_already(self, library: Library, tmp_path: Path):
        copy = returned(tmp_path, strategy(), reword("£1.2m", "£1.4m"))
        body = tree.find(strategy(), "t1").body
        Editing(library, "s").change("t1", body=plain(blocks_text(body).replace("£1.2m", "£1.4m")))
        assert take_in_review(library, "s", copy).suggestions == 0

    @pytest.mark.parametrize("says_whose", [True, False])
    def it_takes_in_a_copy_written_wholly_anew_where_that_says_whose_it_is(
        self, library: Library, tmp_path: Path, says_whose: bool
    ):
        def anew(body: "etree._Element") -> None:
            for mark in [*body.iter(W + "bookmarkStart"), *body.iter(W + "bookmarkEnd")]:
                remove(mark)
            for at, text in enumerate(body.iter(W + "t")):
                text.text = f"other{at} words{at} here{at}"

        def without_properties(name: str, part: bytes) -> bytes | None:
            return None if name == "docProps/custom.xml" else part

        copy = returned(tmp_path, strategy(), anew)
        if says_whose:
            assert take_in_review(library, "s", copy).suggestions
        else:
            with pytest.raises(Refused, match="next to nothing in common"):
                take_in_review(library, "s", repacked(copy, tmp_path / "strange.docx", without_properties))

    def it_knows_the_words_of_a_copy_that_lost_its_identities(self, library: Library, tmp_path: Path):
        def without_bookmarks(body: "etree._Element") -> None:
            for mark in [*body.iter(W + "bookmarkStart", W + "bookmarkEnd")]:
                remove(mark)

        copy = returned(tmp_path, strategy(), reword("£1.2m", "£1.4m"), without_bookmarks)
        assert take_in_review(library, "s", copy).suggestions == 1
        (only,) = open_suggestions(library, "s")
        assert (only.node, only.author) == ("t1", "Ann")

    def it_lists_what_it_cannot_place(self, library: Library, tmp_path: Path):
        heading = next(
            paragraph
            for paragraph in docx.Document(io.BytesIO(sent(strategy()))).paragraphs
            if paragraph.text.strip().lower().startswith("document control") or "Contents" in paragraph.text
        )
        copy = returned(tmp_path, strategy(), reword(heading.text.strip()[:8], "Zebra cc"))
        (told,) = take_in_review(library, "s", copy).unplaced
        assert told.startswith("“Zebra cc")

    def it_suggests_all_that_follows_from_a_heading_made_a_paragraph(self, library: Library, tmp_path: Path):
        table = Table(((Cell(plain("Year")),), (Cell(plain("2027")),)), 1)
        inner = Section(id="n9", title="Within", body=plain("Even more."))
        outer = Section(id="n7", title="Around", body=(*plain("Much."), table), children=(inner,))
        first, last = (Section(id=id, title=id, body=plain(f"The {id}.")) for id in ("beginning", "end"))
        root = Strategy(id="other", title="Other", children=(first, outer, last))
        library.add(Content(root))

        def unheaded(body: "etree._Element") -> None:
            style = paragraph_with(body, "Around").find(f"{W}pPr/{W}pStyle")
            assert style is not None
            style.set(f"{W}val", "BodyText")

        told = take_in_review(library, "other", returned(tmp_path, root, unheaded))
        assert (told.suggestions, told.unplaced) == (3, ())
        accept(library, Editing(library, "other"), open_suggestions(library, "other"))
        beginning, end = library.head("other").children
        assert beginning.children == (inner,)
        assert beginning.body == (*plain("The beginning.\nAround\nMuch."), table)
        assert end == last

    @pytest.mark.parametrize("tracked", [True, False])
    def it_suggests_to_move_a_part_whose_heading_has_another_level(
        self, library: Library, tmp_path: Path, tracked: bool
    ):
        inner = tuple(Section(id=f"n{n}", title=f"Within {n}", body=plain(f"Part {n}.")) for n in (1, 2))
        outer = Section(id="n7", title="Around", body=plain("Much."), children=inner)
        last = Section(id="n8", title="Last", body=plain("The end."))
        root = Strategy(id="other", title="Other", children=(outer, last))
        library.add(Content(root))

        def raised(body: "etree._Element") -> None:
            form = paragraph_with(body, "Within 2").find(f"{W}pPr")
            assert form is not None
            style = form.find(f"{W}pStyle")
            assert style is not None
            if tracked:
                change = by("pPrChange", ANN)
                etree.SubElement(change, f"{W}pPr").append(deepcopy(style))
                form.append(change)
            style.set(f"{W}val", "Heading1")

        told = take_in_review(library, "other", returned(tmp_path, root, raised))
        assert (told.suggestions, told.unplaced) == (1, ())
        (found,) = library.suggestions("other")
        assert (found.sort, found.node, found.author == "Ann") == ("moved", "n2", tracked)
        accept(library, Editing(library, "other"), open_suggestions(library, "other"))
        assert library.head("other").children == (
            structs.replace(outer, children=inner[:1]),
            inner[1],
            last,
        )

    def it_refuses_what_is_no_word_file_in_one_sentence(self, library: Library, tmp_path: Path):
        for name, data in (
            ("a.docx", b"PK\x03\x04 cut short"),
            ("b.docx", b"plain words"),
            ("c.md", b"# Heading"),
        ):
            (tmp_path / name).write_bytes(data)
            with pytest.raises(Refused):
                take_in_review(library, "s", tmp_path / name)
        assert library.suggestions("s") == ()


class DescribeWhatIsListed:
    def it_stands_in_the_order_of_the_strategy(self, library: Library, tmp_path: Path):
        copy = returned(
            tmp_path,
            strategy(),
            reword("every street", "every home", BOB),
            reword("£1.2m", "£1.4m"),
            reword("what the council", "all that the council", BOB),
            insert_after("Open a help desk", "Lend tablets."),
        )
        take_in_review(library, "s", copy)
        found = listed(library, "s").suggestions
        assert [*[each.beside for each in found][:2], found[-1].beside] == ["s1", "t1", "t2"]


class DescribeDeciding:
    def it_accepts_several_as_one_step_of_undo(self, library: Library, tmp_path: Path):
        copy = returned(
            tmp_path, strategy(), reword("£1.2m", "£1.4m"), reword("every phone", "any phone", BOB)
        )
        take_in_review(library, "s", copy)
        editing = Editing(library, "s")
        accept(library, editing, open_suggestions(library, "s"))
        assert open_suggestions(library, "s") == ()
        editing.undo()
        assert library.head("s").fingerprint == strategy().fingerprint

    def it_leads_to_the_order_of_the_copy_whichever_is_accepted_first(self, library: Library, tmp_path: Path):
        parts = tuple(Section(id=f"n{n}", title=f"Part {n}", body=plain(f"Said {n}.")) for n in range(4))
        root = Strategy(id="other", title="Other", children=parts)
        library.add(Content(root))

        def turned(body: "etree._Element") -> None:
            for words in (f"{what} {n}" for n in (2, 1, 0) for what in ("Part", "Said")):
                body.insert(len(body) - 1, paragraph_with(body, words))

        take_in_review(library, "other", returned(tmp_path, root, turned))
        editing = Editing(library, "other")
        for each in (1, 0, 0):
            accept(library, editing, [open_suggestions(library, "other")[each]])
        assert library.head("other").children == parts[::-1]

    def it_rejects_without_touching_the_text(self, library: Library, tmp_path: Path):
        take_in_review(library, "s", returned(tmp_path, strategy(), reword("£1.2m", "£1.4m")))
        ids = [each.id for each in open_suggestions(library, "s")]
        reject(library, ids, "Me")
        assert library.head("s").fingerprint == strategy().fingerprint
        assert [(each.state, each.decided_by) for each in library.suggestions("s")] == [("rejected", "Me")]
        reopen(library, ids)
        assert len(open_suggestions(library, "s")) == 1

    def it_leaves_open_what_collides_and_says_why(self, library: Library, tmp_path: Path):
        take_in_review(library, "s", returned(tmp_path, strategy(), reword("£1.2m", "£1.4m")))
        editing = Editing(library, "s")
        editing.change("t1", body=plain("Residents will find what they need.\nWe spend £3m on it by 2027."))
        found = accept(library, editing, open_suggestions(library, "s"))
        assert found.accepted == ()
        assert "changed since" in found.collided[0][1]
        assert len(open_suggestions(library, "s")) == 1

    def it_keeps_the_library_whole(self, library: Library, tmp_path: Path):
        take_in_review(library, "s", returned(tmp_path, strategy(), reword("£1.2m", "£1.4m")))
        accept_all(library)
        assert library.fsck().ok


class DescribeComments:
    def they_stand_on_the_words_they_are_about(self, library: Library, tmp_path: Path):
        document = docx.Document(io.BytesIO(sent(strategy())))
        paragraph = next(p for p in document.paragraphs if "Fibre reaches" in p.text)
        document.add_comment(paragraph.runs, text="How fast?", author="Carys", initials="C")
        document.save(str(tmp_path / "copy.docx"))
        assert take_in_review(library, "s", tmp_path / "copy.docx").comments == 1
        (only,) = library.comments("s")
        assert (only.node, only.field, only.author, only.text) == ("t2", "body", "Carys", "How fast?")
        assert only.place_in("Fibre reaches every street.") == (0, 27)

    def they_stand_on_a_long_paragraph_wherever_a_word_of_it_ends(self, tmp_path: Path):
        long = [f"{'w' * n} " + "of words " * 12 for n in range(1, 12)]
        made = Strategy(
            id="s",
            title="One",
            children=tuple(Section(id=f"n{at}", body=plain(text)) for at, text in enumerate(long)),
        )
        document = docx.Document(io.BytesIO(sent(made)))
        for at, text in enumerate(long):
            paragraph = next(p for p in document.paragraphs if p.text.startswith(text[: at + 3]))
            document.add_comment(paragraph.runs, text=f"On {at}", author="Carys", initials="C")
        document.save(str(tmp_path / "copy.docx"))
        with Library.create(tmp_path / "library.engross") as library:
            library.add(Content(made))
            assert take_in_review(library, "s", tmp_path / "copy.docx").unplaced == ()
            assert {each.text: each.node for each in library.comments("s")} == {
                f"On {at}": f"n{at}" for at in range(len(long))
            }

    def they_stand_on_the_part_whose_heading_the_program_words(self, tmp_path: Path):
        vision = Vision(id="v", statement=plain("A borough where nobody queues."))
        made = Strategy(
            id="s", title="One", children=(Section(id="a", title="Why", body=plain("So.")), vision)
        )
        document = docx.Document(io.BytesIO(sent(made)))
        heading = next(
            p
            for p, after in pairwise(document.paragraphs)
            if "nobody queues" in after.text and (p.style.name or "").startswith("Heading")  # pyright: ignore
        )
        document.add_comment(heading.runs, text="Whose?", author="Carys", initials="C")
        document.save(str(tmp_path / "copy.docx"))
        with Library.create(tmp_path / "library.engross") as library:
            library.add(Content(made))
            assert take_in_review(library, "s", tmp_path / "copy.docx").unplaced == ()
            assert [(each.node, each.field) for each in library.comments("s")] == [("v", "")]

    def they_are_not_told_of_again_once_they_are_known(self, library: Library, tmp_path: Path):
        comment(library, "s", "p1", "Which one?", field="body", quote="website")
        remark = library.comments("s")[0]
        root = library.head("s")
        library.commit("s", root.fingerprint, tree.remove(root, "p1"), "Delete")  # pyright: ignore
        path = tmp_path / "copy.docx"
        send_for_review(library, "s", path)
        found = take_in_review(library, "s", path)
        assert (found.comments, found.unplaced) == (0, ())
        assert library.comments("s") == (remark,)

    def they_are_answered_and_resolved(self, library: Library):
        first = comment(library, "s", "p1", "Which one?", field="body", quote="website")
        answer(library, "s", first, "The public one.", who="Bob")
        library.resolve([first.id])
        (thread,) = threads(library.comments("s"))
        assert [each.text for each in thread] == ["Which one?", "The public one."]
        assert thread[0].resolved


class DescribeReviewsMadeAtRandom:
    def they_give_the_reviewers_text_when_all_is_accepted(self, tmp_path: Path):
        for seed in range(3):
            chance = random.Random(seed)
            words = " ".join(f"w{n}" for n in range(40)).split()
            made = Strategy(
                id="s",
                title="One",
                children=tuple(
                    Section(
                        id=f"n{k}",
                        title=f"Part {k}",
                        body=plain(" ".join(chance.choices(words, k=9)) + f" end{k}"),
                    )
                    for k in range(6)
                ),
            )
            edits = [
                reword(f"end{k}", f"new{k}", chance.choice((ANN, BOB)))
                for k in range(6)
                if chance.random() < 0.5
            ]
            with Library.create(tmp_path / f"{seed}.engross") as library:
                library.add(Content(made))
                take_in_review(library, "s", returned(tmp_path, made, *edits, name=f"{seed}.docx"))
                assert len(library.suggestions("s")) == len(edits)
                after = accept_all(library)
                expected = {f"new{k}" for k in range(6)} & set(words_of_tree(after).split())
                assert len(expected) == len(edits)


def words_of_tree(root: Strategy) -> str:
    return " ".join(tree.text_of(node) for node in tree.walk(root))


class DescribeTheCommands:
    def they_take_in_list_and_accept(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        place = str(tmp_path / "library.engross")
        with Library.create(place) as library:
            library.add(Content(strategy()))
        copy = str(returned(tmp_path, strategy(), reword("£1.2m", "£1.4m")))
        assert main(["review", copy, "--into", place, "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == {
            "suggestions": 1, "comments": 0, "unplaced": [], "already_taken_in": False,
        }  # fmt: skip
        assert main(["suggestions", place, "--accept", "all", "--json"]) == 0
        (only,) = json.loads(capsys.readouterr().out)["suggestions"]
        assert (only["state"], only["label"]) == ("accepted", "Change “Digital customer”")
        assert main(["suggestions", place, "--accept", "nothing"]) == 2

    def they_exchange_libraries(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        one, other = str(tmp_path / "one.engross"), str(tmp_path / "other.engross")
        with Library.create(one) as library:
            library.add(Content(strategy()))
        Library.create(other).close()
        assert main(["sync", one, other, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["strategies"][0]["did"] == "given"
        assert main(["sync", one, one]) == 2


class DescribeDecisionsAndUndo:
    @pytest.fixture
    def suggested(self, library: Library, tmp_path: Path):
        copy = returned(
            tmp_path, strategy(), reword("£1.2m", "£1.4m"), reword("every phone", "any phone", BOB)
        )
        take_in_review(library, "s", copy)
        return open_suggestions(library, "s")

    def states(self, library: Library) -> list[str]:
        return [each.state for each in library.suggestions("s")]

    def they_are_open_again_once_what_accepted_them_is_undone(self, library: Library, suggested):
        editing = Editing(library, "s")
        accept(library, editing, suggested[:1])
        assert self.states(library) == ["accepted", "open"]
        editing.undo()
        assert self.states(library) == ["open", "open"]
        editing.redo()
        assert self.states(library) == ["accepted", "open"]
        assert library.fsck().ok

    def they_follow_an_undo_after_a_restart(self, library: Library, tmp_path: Path, suggested):
        accept(library, Editing(library, "s"), suggested)
        library.close()
        with Library.open(tmp_path / "library.engross", who="Me") as again:
            Editing(again, "s").undo()
            assert self.states(again) == ["open", "open"]

    def they_reject_and_reopen_as_steps_that_can_be_undone(self, library: Library, suggested):
        editing = Editing(library, "s")
        for made in (decision(editing.root, (), suggested), decision(editing.root, (), (), suggested[:1])):
            editing.do(made.change, made.label, made.mark)
        assert self.states(library) == ["open", "rejected"]
        assert editing.root.fingerprint == strategy().fingerprint
        editing.undo()
        assert self.states(library) == ["rejected", "rejected"]
        editing.undo()
        assert self.states(library) == ["open", "open"]

    def they_take_one_of_two_that_collide_and_leave_the_other_out_as_one_step(
        self, library: Library, suggested
    ):
        editing = Editing(library, "s")
        made = decision(editing.root, suggested[:1], suggested[1:])
        editing.do(made.change, made.label, made.mark)
        assert self.states(library) == ["accepted", "rejected"]
        editing.undo()
        assert self.states(library) == ["open", "open"]

    def they_name_the_part_they_are_shown_beside(self, library: Library, suggested):
        assert {each.beside for each in listed(library, "s").suggestions} == {"t1", "p1"}


class DescribeTakingBack:
    def it_is_for_ones_own_comments_without_answers(self, library: Library):
        mine = comment(library, "s", "p1", "Which one?")
        theirs = comment(library, "s", "p1", "Hm.", who="Bob")
        answered = comment(library, "s", "p1", "And this?")
        answer(library, "s", answered, "Yes.", who="Bob")
        withdraw(library, "s", mine)
        for kept in (theirs, answered):
            with pytest.raises(Refused, match="resolve it instead"):
                withdraw(library, "s", kept)
        assert {each.text for each in library.comments("s")} == {"Hm.", "And this?", "Yes."}
        comment_again(library, "s", mine)
        assert mine in library.comments("s")


class DescribeTakingInStopped:
    def it_changes_nothing(self, library: Library, tmp_path: Path):
        copy = returned(tmp_path, strategy(), reword("£1.2m", "£1.4m"))
        steps: list[str] = []
        with pytest.raises(Refused, match="nothing was changed"):
            take_in_review(library, "s", copy, reached=steps.append, cancelled=lambda: "compare" in steps)
        assert (library.suggestions("s"), steps) == ((), ["read", "compare"])

    def it_knows_its_own_copies_at_a_glance(self, tmp_path: Path):
        assert sent_from(returned(tmp_path, strategy())) == "s"
        (tmp_path / "other.docx").write_bytes(b"no zip")
        assert sent_from(tmp_path / "other.docx") == sent_from(tmp_path / "none.docx") == ""


class DescribeTheWordsOfAComment:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("We will open two libraries a year in the north.", "open two libraries a year"),
            ("We will open  two\nlibraries a year.", "open  two\nlibraries a year"),
            ("We will open three libraries a year.", "libraries a year"),
            ("We will close two of them.", ""),
        ],
    )
    def they_are_found_again_though_some_were_edited(self, text: str, words: str):
        place = Comment(id="c", node="n", quote="open two libraries a year").place_in(text, loosely=True)
        assert (text[slice(*place)] if place else "") == words

    def they_are_found_by_their_first_paragraph_where_they_go_on_in_other_parts(self):
        said = Comment(id="c", node="n", quote="last words\nof one part and\nthe next", anchor="the ")
        assert said.place_in("the last words") == (4, 14)
        assert said.place_in("other words") is None
