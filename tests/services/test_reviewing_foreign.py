"""Copies of a strategy that came from another program: with tracked changes and comments, without our identities."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.models.tree import find, text_of
from app.services.deciding import accept, open_suggestions
from app.services.editing import Editing
from app.services.importing import import_file
from app.services.reviewing import TakenIn, take_in_review
from app.store.library import Library
from tests.importers.word_files import STYLES, p, r, write_word, xml

BY = 'w:id="7" w:author="Ann" w:date="2026-03-01T10:00:00Z"'
HEADING = '<w:pStyle w:val="berschrift2"/>'
PLAIN = (
    p("Digital Strategy", "<w:pStyle w:val='Title'/>", "<w:b/>")
    + p("Why we need it", HEADING)
    + p("Residents expect services that work at the first attempt, on any device.")
    + p("What it will cost", HEADING)
    + p("The council will spend two million pounds in five years.")
)

TakeIn = Callable[..., TakenIn]


def ins(inner: str) -> str:
    return f"<w:ins {BY}>{inner}</w:ins>"


def gone(text: str) -> str:
    return f"<w:del {BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def mark(kind: str, id: str) -> str:
    return f'<w:comment{kind} w:id="{id}"/>'


def reference(id: str) -> str:
    return f'<w:r><w:commentReference w:id="{id}"/></w:r>'


def said(*texts: tuple[str, str]) -> dict[str, str | bytes]:
    """A comments part: for each comment its id and what it says."""
    written = "".join(
        f'<w:comment w:id="{id}" w:author="Ann" w:date="2026-03-01T10:00:00Z">{p(text)}</w:comment>'
        for id, text in texts
    )
    return {"word/comments.xml": xml("comments", written)}


class Taken:
    """A document imported under a title, and copies of it taken in."""

    def __init__(self, folder: Path, title: str = "", body: str = PLAIN) -> None:
        self.folder = folder
        self.path = folder / "library.engross"
        self.id = import_file(
            write_word(folder / "plain.docx", body, STYLES), str(self.path), title=title
        ).strategy

    def take_in(self, body: str, parts: dict[str, str | bytes] | None = None) -> TakenIn:
        copy = write_word(self.folder / "copy.docx", body, {**STYLES, **(parts or {})})
        with Library.open(self.path) as library:
            return take_in_review(library, self.id, copy)


class DescribeACopyFromAnotherProgram:
    @pytest.mark.parametrize("title", ["", "Corporate plan for computing"])
    def it_suggests_what_is_tracked_and_leaves_the_name_that_the_owner_gave(self, title: str, tmp_path: Path):
        taken = Taken(tmp_path, title)
        body = PLAIN.replace("two million", "").replace(
            r("The council will spend  pounds in five years."),
            r("The council will spend ")
            + gone("two")
            + ins(r("three"))
            + r(" million pounds in five years."),
        )
        assert (taken.take_in(body).suggestions, taken.take_in(body).already_taken_in) == (1, True)
        with Library.open(taken.path) as library:
            (only,) = library.suggestions(taken.id)
            assert (only.author, only.field) == ("Ann", "body")

    def it_suggests_a_new_name_where_the_page_bore_the_old_one(self, tmp_path: Path):
        taken = Taken(tmp_path)
        assert taken.take_in(PLAIN.replace("Digital Strategy", "Digital and Data Strategy")).suggestions == 1
        with Library.open(taken.path) as library:
            assert library.suggestions(taken.id)[0].field == "title"

    def it_takes_no_heading_for_the_title_because_all_others_beside_it_went(self, tmp_path: Path):
        def page(struck: bool) -> str:
            below = '<w:outlineLvl w:val="2"/>'
            end = f"<w:rPr><w:del {BY}/></w:rPr>" if struck else ""
            money = gone("Our money") if struck else r("Our money")
            return (
                p("Streets we share", HEADING)
                + p("We want good streets in every ward of the borough.")
                + p("Aims of ours", below)
                + p("We aim to mow all parks in the town.")
                + f"<w:p><w:pPr>{HEADING}{end}</w:pPr>{money}</w:p>"
                + p("The costs are shared by all wards alike.")
            )

        taken = Taken(tmp_path, "Digital plan", page(struck=False))
        assert taken.take_in(page(struck=True)).unplaced == ()
        with Library.open(taken.path) as library:
            root = library.head(taken.id)
            text, section = library.suggestions(taken.id)
            assert (text.sort, section.sort) == ("text", "deleted")
            assert [child.title for child in root.children] == ["Streets we share", "Our money"]
            assert (text.node, section.node) == (
                root.children[0].children[0].id,
                root.children[1].id,
            )

    def it_puts_a_comment_on_the_part_that_a_suggestion_adds(self, tmp_path: Path):
        taken = Taken(tmp_path)
        added = (
            f"<w:p><w:pPr>{HEADING}<w:rPr><w:ins {BY}/></w:rPr></w:pPr>{ins(r('Who will pay'))}</w:p>"
            f"<w:p><w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr>{mark('RangeStart', '1')}"
            f"{ins(r('Reserves will pay.'))}{mark('RangeEnd', '1')}{reference('1')}</w:p>"
        )
        assert taken.take_in(PLAIN + added, said(("1", "Are there any?"))).unplaced == ()
        with Library.open(taken.path) as library:
            (only,) = library.comments(taken.id)
            editing = Editing(library, taken.id)
            accept(library, editing, open_suggestions(library, taken.id))
            assert only.quote in text_of(find(editing.root, only.node))

    def it_puts_a_comment_that_begins_between_two_paragraphs_on_its_words(self, tmp_path: Path):
        taken = Taken(tmp_path)
        before = r("on any device.")
        body = PLAIN.replace(
            r("Residents expect services that work at the first attempt, on any device."),
            r("Residents expect services that work at the first attempt, ")
            + before
            + mark("RangeStart", "1"),
        ).replace(r("What it will cost"), r("What it will cost") + mark("RangeEnd", "1") + reference("1"))
        assert taken.take_in(body, said(("1", "Say how much."))).comments == 1
        with Library.open(taken.path) as library:
            (only,) = library.comments(taken.id)
            assert (find(library.head(taken.id), only.node).title, only.field, only.quote) == (
                "What it will cost", "title", "What it will cost",
            )  # fmt: skip

    def it_takes_no_tab_stop_for_words_before_a_comment(self, tmp_path: Path):
        taken = Taken(tmp_path)
        around = "Residents ", " services that work at the first attempt, on any device."
        stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
        marked = mark("RangeStart", "1") + r("expect") + mark("RangeEnd", "1") + reference("1")
        body = PLAIN.replace(
            p("expect".join(around)), f"<w:p>{stops}{r(around[0])}{marked}{r(around[1])}</w:p>"
        )
        assert taken.take_in(body, said(("1", "Do they?"))).comments == 1
        with Library.open(taken.path) as library:
            (only,) = library.comments(taken.id)
            assert (only.quote, only.anchor) == ("expect", "Residents ")

    def it_reads_hyphens_and_signs_of_a_comment(self, tmp_path: Path):
        taken = Taken(tmp_path)
        sign = '<w:sym w:font="Wingdings" w:char="F0FC"/>'
        text = f"<w:p><w:r><w:t>Re</w:t><w:noBreakHyphen/><w:t>use it </w:t>{sign}</w:r></w:p>"
        comment = f'<w:comment w:id="1" w:author="Ann">{text}</w:comment>'
        taken.take_in(PLAIN, {"word/comments.xml": xml("comments", comment)})
        with Library.open(taken.path) as library:
            assert [each.text for each in library.comments(taken.id)] == ["Re\u2011use it ✓"]

    def it_keeps_a_comment_that_no_word_refers_to_but_not_an_empty_one(self, tmp_path: Path):
        taken = Taken(tmp_path)
        found = taken.take_in(PLAIN, said(("1", ""), ("2", "Nice work.")))
        assert (found.comments, len(found.unplaced)) == (1, 1)

    def it_says_nothing_of_words_that_were_deleted_and_typed_again(self, tmp_path: Path):
        taken = Taken(tmp_path)
        body = PLAIN.replace(r("What it will cost"), r("What it will ") + gone("cost") + ins(r("cost")))
        found = taken.take_in(body)
        assert (found.suggestions, found.unplaced) == (0, ())

    def it_tells_of_comments_that_are_damaged(self, tmp_path: Path):
        (told,) = Taken(tmp_path).take_in(PLAIN, {"word/comments.xml": "<w:comments"}).unplaced
        assert told.startswith("The comments are damaged")

    @pytest.mark.parametrize("date", ["", 'w:date="0000-00-00T00:00:00Z"', 'w:date="0-00-00T00:00:00Z"'])
    def it_says_no_day_where_the_file_says_none(self, date: str, tmp_path: Path):
        taken = Taken(tmp_path)
        body = PLAIN.replace(r("What it will cost"), r("What it will ") + ins(r("all ")) + r("cost"))
        taken.take_in(body.replace('w:date="2026-03-01T10:00:00Z"', date))
        with Library.open(taken.path) as library:
            assert [(each.author, each.at) for each in library.suggestions(taken.id)] == [("Ann", "")]

    @pytest.mark.parametrize("w15", ["2012/wordml", "2010/11/wordml"])
    def it_keeps_a_thread_closed_though_the_file_says_no_day(self, w15: str, tmp_path: Path):
        word = "http://schemas.microsoft.com/office/word/"
        comment = (
            f'<w:comment w:id="1" w:author="Ann" xmlns:w14="{word}2010/wordml"><w:p w14:paraId="0A">'
            f"{r('Done?')}</w:p></w:comment>"
        )
        parts: dict[str, str | bytes] = {
            "word/comments.xml": xml("comments", comment),
            "word/commentsExtended.xml": f'<e:commentsEx xmlns:e="{word}{w15}">'
            '<e:commentEx e:paraId="0A" e:done="1"/></e:commentsEx>',
        }
        taken = Taken(tmp_path)
        taken.take_in(PLAIN, parts)
        with Library.open(taken.path) as library:
            (only,) = library.comments(taken.id)
            assert (only.text, bool(only.resolved)) == ("Done?", True)
