import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from app.importers.returned.page import text_of
from app.importers.reviewed import read_copy
from app.importers.source import SourceParagraph
from app.models import nodes
from app.models.content import Content
from app.models.errors import Refused
from app.models.text import Cell, Paragraph, Run, Table, plain
from app.services.comparing import changes_between
from app.services.deciding import comment, open_suggestions
from app.services.editing import Editing
from app.services.redlining import redline_bytes
from app.services.reviewing import take_in_review
from app.services.sending import send_for_review
from app.services.sides import Side, Sides
from app.services.targets import reach_in
from app.services.versions import save_version
from app.store.library import Library
from tests.edited_trees import strategy
from tests.services.test_reviewing import restyle, reword
from tests.word_edits import W, edited, remove


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "library.engross", who="Me") as made:
        made.add(Content(strategy()))
        yield made


class DescribeSendingForReview:
    def it_switches_tracking_on(self, library: Library, tmp_path: Path):
        send_for_review(library, "s", tmp_path / "copy.docx")
        settings = zipfile.ZipFile(tmp_path / "copy.docx").read("word/settings.xml").decode()
        assert "<w:trackRevisions/>" in settings

    def it_gives_nothing_when_it_comes_back_untouched(self, library: Library, tmp_path: Path):
        comment(library, "s", "t2", "How fast?", field="body", quote="Fibre")
        send_for_review(library, "s", tmp_path / "copy.docx")
        found = take_in_review(library, "s", tmp_path / "copy.docx")
        assert (found.suggestions, found.comments, found.unplaced) == (0, 0, ())

    def it_tells_its_own_redline_from_what_the_reviewer_changed(self, library: Library, tmp_path: Path):
        save_version(library, "s", "V1", "2026-01-01")
        Editing(library, "s").change("p2", body=plain("Open a help desk in every school of the borough."))
        Editing(library, "s").remove("p3")
        send_for_review(library, "s", tmp_path / "copy.docx", against="V1")
        assert take_in_review(library, "s", tmp_path / "copy.docx").suggestions == 0
        changed = tmp_path / "changed.docx"
        changed.write_bytes(edited((tmp_path / "copy.docx").read_bytes(), reword("£1.2m", "£1.4m")))
        assert take_in_review(library, "s", changed).suggestions == 1
        assert [each.node for each in open_suggestions(library, "s")] == ["t1"]

    def it_tells_a_redline_of_a_comparison_from_what_a_reviewer_changed_in_it(
        self, library: Library, tmp_path: Path
    ):
        save_version(library, "s", "V1", "2026-01-01")
        Editing(library, "s").change("p2", body=plain("Open a help desk in every school of the borough."))
        Editing(library, "s").move("p3", "t2")
        sides = Sides(*(Side(name, reach_in(library, f"s@{name}")) for name in ("V1", "draft")))
        whole = changes_between(sides)
        data = redline_bytes(sides, whole, whole.changes, ".docx", "A. Owen")
        copy = tmp_path / "copy.docx"
        copy.write_bytes(data)
        assert b'w:author="A. Owen"' in zipfile.ZipFile(copy).read("word/document.xml")
        found = take_in_review(library, "s", copy)
        assert (found.suggestions, found.unplaced) == (0, ())
        copy.write_bytes(edited(data, reword("£1.2m", "£1.4m")))
        assert take_in_review(library, "s", copy).suggestions == 1

    def it_tells_its_own_changes_of_looks_from_the_reviewers(self, library: Library, tmp_path: Path):
        save_version(library, "s", "V1", "2026-01-01")
        desk = Run("help desk", link="https://www.example.org/")
        open_one = Paragraph((Run("Open "), Run("a", bold=True), Run(" "), desk, Run(" in every library.")))
        Editing(library, "s").change("p2", body=(open_one,))
        Editing(library, "s").change(
            "t2", body=(Paragraph((Run("Fibre reaches every street.", bold=True),)),)
        )
        send_for_review(library, "s", tmp_path / "copy.docx", against="V1")
        found = take_in_review(library, "s", tmp_path / "copy.docx")
        assert (found.suggestions, found.unplaced) == (0, ())
        changed = tmp_path / "changed.docx"
        changed.write_bytes(edited((tmp_path / "copy.docx").read_bytes(), restyle("in every", "", "i")))
        assert take_in_review(library, "s", changed).suggestions == 1
        assert [each.node for each in open_suggestions(library, "s")] == ["p2"]

    def it_keeps_comments_in_a_table_whose_columns_changed(self, library: Library, tmp_path: Path):
        def table(*rows: tuple[str, ...]) -> Table:
            return Table(tuple(tuple(Cell(plain(text)) for text in row) for row in rows))

        Editing(library, "s").change(
            "p2", body=(table(("Step", "Lead"), ("Survey", "ICT"), ("Build", "HR")),)
        )
        save_version(library, "s", "V1", "2026-01-01")
        columns = table(("Step", "Cost", "Lead"), ("Survey", "£5m", "ICT"), ("Build", "£2m", "HR"))
        Editing(library, "s").change("p2", body=(columns,))
        comment(library, "s", "p2", "So dear?", field="body", quote="£5m")
        send_for_review(library, "s", tmp_path / "copy.docx", against="V1")
        found = take_in_review(library, "s", tmp_path / "copy.docx")
        assert (found.suggestions, found.comments, found.unplaced) == (0, 0, ())
        changed = tmp_path / "changed.docx"
        changed.write_bytes(edited((tmp_path / "copy.docx").read_bytes(), reword("£2m", "£3m")))
        assert take_in_review(library, "s", changed).suggestions == 1
        with zipfile.ZipFile(tmp_path / "copy.docx") as copy:
            text = copy.read("word/document.xml").decode()
        begun, ended = text.index("<w:commentRangeStart"), text.index("<w:commentRangeEnd")
        assert "£5m" in text[begun:ended]

    @pytest.mark.parametrize(
        ("title", "text"),
        [
            ("Help nearby", "Open a help desk in every school of the county."),
            ("Help close at hand", "Open a help desk in every library of the borough."),
            ("Schools", "Open two help desks in each school."),
        ],
    )
    def it_keeps_lead_ins_apart_from_the_texts_they_lead_into(
        self, library: Library, tmp_path: Path, title: str, text: str
    ):
        Editing(library, "s").change("p2", title="Help nearby")
        save_version(library, "s", "V1", "2026-01-01")
        Editing(library, "s").change("p2", title=title, body=plain(text))
        send_for_review(library, "s", tmp_path / "copy.docx", against="V1")
        found = take_in_review(library, "s", tmp_path / "copy.docx")
        assert (found.suggestions, found.unplaced) == (0, ())

    def it_shows_new_numbers_without_making_titles_of_them(self, library: Library, tmp_path: Path):
        Editing(library, "s").change("s", house="wrexham")
        save_version(library, "s", "V1", "2026-01-01")
        Editing(library, "s").insert("v", nodes.Theme(id="t0", title="Digital council"), 0)
        send_for_review(library, "s", tmp_path / "copy.docx", against="V1")
        heading = next(
            block
            for block in read_copy(tmp_path / "copy.docx").rejected.blocks
            if isinstance(block, SourceParagraph)
            and text_of(block).endswith("Digital customer")
            and block.outline
        )
        assert not text_of(heading).startswith("Digital")
        found = take_in_review(library, "s", tmp_path / "copy.docx")
        assert (found.suggestions, found.unplaced) == (0, ())

    def it_keeps_a_heading_of_the_outline_that_no_reader_saw(self, library: Library, tmp_path: Path):
        background = nodes.Section(id="b0", title="Background", role="background")
        Editing(library, "s").insert("s", background, 0)
        comment(library, "s", "b0", "Who writes this?")
        save_version(library, "s", "V1", "2026-01-01")
        send_for_review(library, "s", tmp_path / "copy.docx")
        changed = tmp_path / "changed.docx"
        changed.write_bytes(edited((tmp_path / "copy.docx").read_bytes(), reword("£1.2m", "£1.4m")))
        found = take_in_review(library, "s", changed)
        assert (found.suggestions, found.comments, found.unplaced) == (1, 0, ())
        assert [each.node for each in open_suggestions(library, "s")] == ["t1"]
        Editing(library, "s").change("b0", body=plain("We began in 2017."))
        send_for_review(library, "s", tmp_path / "later.docx", against="V1")
        later = take_in_review(library, "s", tmp_path / "later.docx")
        assert (later.suggestions, later.unplaced) == (0, ())
        assert [each.node for each in library.comments("s")] == ["b0"]

    def it_knows_its_version_table_again_in_a_copy_that_lost_its_identities(
        self, library: Library, tmp_path: Path
    ):
        def without_bookmarks(body: "etree._Element") -> None:
            for mark in [*body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
                remove(mark)

        save_version(library, "s", "V1", "2026-01-01", changes="First draft for the directorates")
        send_for_review(library, "s", tmp_path / "copy.docx")
        bare = edited((tmp_path / "copy.docx").read_bytes(), without_bookmarks)
        changed = tmp_path / "changed.docx"
        changed.write_bytes(edited(bare, reword("£1.2m", "£1.4m")))
        found = take_in_review(library, "s", changed)
        assert (found.suggestions, found.unplaced) == (1, ())
        assert [each.node for each in open_suggestions(library, "s")] == ["t1"]

    def it_writes_word_files_only(self, library: Library, tmp_path: Path):
        with pytest.raises(Refused):
            send_for_review(library, "s", tmp_path / "copy.pdf")
