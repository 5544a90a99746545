"""Comparing targets: two council files as they stand, versions of a strategy, and redlines of both."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from app.cli import main
from app.compare.align import Cancelled, Stopped
from app.compare.change import Comparison
from app.document.nodes import Document
from app.document.redline import build_redline
from app.exporters.docx import docx_bytes
from app.exporters.html import html_bytes
from app.importers.reading import Reading, read_file
from app.importers.reviewed import read_copy
from app.importers.source import Source
from app.models.content import Content
from app.models.errors import Refused
from app.models.nodes import Section, Strategy
from app.models.text import runs_text
from app.services import comparing
from app.services.comparing import changes_between, redline, side_by_side, strategy_of
from app.services.importing import import_file
from app.services.sides import Side, Sides, read_sides
from app.services.targets import Reached, Target, read_target
from tests.importers.test_revisions_structure import PARTS, numbered
from tests.importers.word_files import p, paragraphs, write_word


def sides(old: Path, new: Path):
    return read_sides(Target(str(old)), Target(str(new)))


@pytest.fixture
def two_texts(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text("# Purpose\n\nWe will open 30 branches by 2027.\n\n- Mend the roof\n- Paint the hall\n")
    new.write_text("# Purpose\n\nWe will open 10 branches by 2027.\n\n- Mend the roof\n")
    return old, new


class DescribeComparingFiles:
    def it_finds_the_one_figure_between_two_published_copies(self, shared: Path):
        corpus = shared / "corpus"
        old = corpus / "blackpool-strategy-2017-2022.docx"
        new = corpus / "blackpool-strategy-2017-2022-as-published-in-pack.docx"
        found = changes_between(sides(old, new))
        weighty = [change for change in found.changes if change.substantive]
        assert [(c.why, c.words_deleted, c.words_inserted) for c in weighty] == [(("number",), 1, 1)]
        assert (found.summary.words_deleted, found.summary.words_inserted) == (1, 1)
        assert all(change.kind == "formatting" for change in found.changes if not change.substantive)

    def it_finds_nothing_between_a_file_and_itself(self, shared: Path):
        for file in sorted((shared / "corpus").glob("*.docx")):
            assert changes_between(sides(file, file)).changes == (), file.name

    def it_names_the_heading_and_the_kind(self, two_texts: tuple[Path, Path]):
        first, second = changes_between(sides(*two_texts)).changes
        assert (first.kind, first.path, first.why) == ("reworded", ("Purpose",), ("number",))
        assert (second.kind, second.before) == ("deleted", "Paint the hall")

    def it_can_be_stopped_when_the_redline_is_made_and_its_lines_are_not_yet(
        self, two_texts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
    ):
        woven: list[Document] = []

        def watched(*documents: Document, cancelled: Cancelled) -> Document:
            woven.append(build_redline(*documents, cancelled=cancelled))
            return woven[-1]

        monkeypatch.setattr(comparing, "build_redline", watched)
        with pytest.raises(Stopped):
            side_by_side(sides(*two_texts), cancelled=lambda: bool(woven))
        assert woven

    def it_can_be_stopped_while_the_documents_of_two_strategies_are_made(
        self, monkeypatch: pytest.MonkeyPatch
    ):
        one, other = (
            Side("", Reached(Content(Strategy(title=title, children=(Section(title="Purpose"),)))))
            for title in ("One", "Other")
        )
        found: list[object] = []

        def known(*args: object, **named: object) -> Comparison:
            found.append(args)
            return Comparison()

        monkeypatch.setattr(comparing, "changes_between", known)
        monkeypatch.setattr(comparing, "build_redline", lambda *_, **__: pytest.fail("no longer wanted"))
        with pytest.raises(Stopped):
            side_by_side(Sides(one, other), cancelled=lambda: bool(found))

    def it_finds_nothing_between_an_import_and_its_file_that_bears_no_title(self, tmp_path: Path):
        body = p("We will open ten branches in five years.") + p("The roof is mended first of all.")
        file = write_word(tmp_path / "branches.docx", body)
        library = tmp_path / "library.engross"
        import_file(file, str(library))
        both = sides(library, file)
        assert strategy_of(both.old).content.root.title == "branches"
        assert changes_between(both).changes == ()
        assert changes_between(sides(file, library)).changes == ()

    def it_takes_a_file_in_the_house_style_that_the_strategy_has(
        self, two_texts: tuple[Path, Path], tmp_path: Path
    ):
        library = tmp_path / "library.engross"
        import_file(two_texts[0], str(library), house="wrexham")
        for pair in ((library, two_texts[0]), (two_texts[0], library)):
            assert changes_between(sides(*pair)).changes == ()

    def it_tells_a_chapter_that_moved_as_moved_and_the_others_as_renumbered(self, tmp_path: Path):
        roads = "Roads", "Roads are mended within ten days of a report by residents."
        parks = "Parks", "Parks stay open until dusk in every season, free for all."
        files = tmp_path / "old.md", tmp_path / "new.md"
        for file, chapters in zip(files, ((roads, parks), (parks, roads)), strict=True):
            told = [f"## {at}. {title}\n\n{text}\n" for at, (title, text) in enumerate(chapters, 2)]
            file.write_text("\n".join(("# Plan\n\n## 1. Why\n\nBecause we want to.\n", *told)))
        found = changes_between(sides(*files)).changes
        assert [(c.kind, c.after, c.substantive) for c in found] == [
            ("renumbered", "2. Parks", False), ("moved", "3. Roads", False), ("moved", roads[1], False),
        ]  # fmt: skip
        written = tmp_path / "redline.docx"
        written.write_bytes(docx_bytes(redline(sides(*files), author="Ann")))
        copy = read_copy(written)
        for source, file in ((copy.rejected, files[0]), (copy.accepted, files[1])):
            assert [runs_text(each.runs) for each in paragraphs(source.blocks)] == [
                runs_text(each.runs) for each in paragraphs(read_file(file).blocks)
            ]

    @pytest.mark.parametrize(
        ("old", "new", "kind"),
        [
            ("2.1 Roads", "2.2 Roads", "renumbered"),
            ("2\tRoads", "3\tRoads", "renumbered"),
            ("10 streets to mend", "12 streets to mend", "reworded"),
            ("1.3 million homes", "1.5 million homes", "reworded"),
            ("3.1 Theme 1: Roads", "3.2 Theme 2: Roads", "renumbered"),
            ("Appendix A – Roads", "Appendix B – Roads", "renumbered"),
            ("IV. Roads", "V. Roads", "renumbered"),
            ("Theme 1: 10 roads", "Theme 1: 12 roads", "reworded"),
            ("Year 1: Roads", "Year 2: Roads", "reworded"),
        ],
    )
    def it_tells_a_number_before_a_heading_from_a_figure_in_it(
        self, old: str, new: str, kind: str, tmp_path: Path
    ):
        files = tmp_path / "old.md", tmp_path / "new.md"
        for file, heading in zip(files, (old, new), strict=True):
            file.write_text(f"# Plan\n\n## {heading}\n\nBecause we want to.\n")
        (only,) = changes_between(sides(*files)).changes
        assert (only.kind, only.substantive) == (kind, kind == "reworded")

    def it_tells_a_line_that_stands_below_each_theme_below_its_own(self, tmp_path: Path):
        files = tmp_path / "old.md", tmp_path / "new.md"
        for file, lead in zip(files, ("In these years we will:", "In those years we will:"), strict=True):
            themes = (
                f"## Theme {n}: {name}\n\nIn these years we will:\n\n- Mend the {name}\n"
                for n, name in ((1, "roads"), (2, "parks"))
            )
            last = f"## Theme 3: ponds\n\n{lead}\n\n- Dig the ponds\n"
            file.write_text("\n".join(("# Plan\n\n# Themes\n", *themes, last)))
        (came,) = changes_between(sides(*files)).changes
        assert (came.node_kind, came.path[-1]) == ("theme", "ponds")
        text = files[0].read_text().replace("ponds\n\nIn these years we will:\n\n", "ponds\n\n")
        files[1].write_text(text)
        (went,) = changes_between(sides(*files)).changes
        assert (went.kind, went.before, went.path[-1]) == (
            "deleted",
            "In these years we will:",
            "Theme 3: ponds",
        )

    def it_says_when_two_files_are_strangers(self, tmp_path: Path, two_texts: tuple[Path, Path]):
        other = tmp_path / "other.md"
        other.write_text("\n\n".join(f"Dish {n}: boil it gently for a while" for n in range(8)))
        assert not changes_between(sides(*two_texts)).unrelated
        many = tmp_path / "many.md"
        many.write_text("\n\n".join(f"Paragraph number {n} about drains" for n in range(8)))
        assert changes_between(sides(many, other)).unrelated

    def it_lets_no_reading_go_on_when_the_other_file_is_not_there(
        self, two_texts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
    ):
        ended: list[Reading] = []
        cancel = Reading.cancel

        def noted(reading: Reading) -> None:
            ended.append(reading)
            cancel(reading)

        monkeypatch.setattr(Reading, "cancel", noted)
        with pytest.raises(Refused):
            sides(two_texts[0], two_texts[1].with_name("none.md"))
        assert len(ended) == 1


class DescribeRedliningFiles:
    def it_gives_the_same_bytes_for_the_same_moment(self, two_texts: tuple[Path, Path]):
        when = "2026-06-02T09:00:00Z"
        one, other = (docx_bytes(redline(sides(*two_texts), author="R. Ellis", date=when)) for _ in range(2))
        assert one == other

    def it_says_on_its_pages_and_before_them_what_only_changed_its_form(self, tmp_path: Path):
        old, new = tmp_path / "old.md", tmp_path / "new.md"
        words = (
            "# Purpose\n\n{}Fibre for every village\n\nWe build it.\n\n- Mend the roof\n{}- Paint the hall\n"
        )
        old.write_text(words.format("", ""))
        new.write_text(words.format("## ", "  "))
        both = sides(old, new)
        page = html_bytes(redline(both, author="Ann", summary=changes_between(both))).decode()
        made = html.document_fromstring(page)
        rows = [tuple(cell.text_content() for cell in row) for row in made.iter("tr")]
        told = [("Fibre for every village", "became a heading"), ("Paint the hall", "a level further in")]
        assert [row[1:] for row in rows[1:]] == told
        assert all(f"{words} [{how}]" in made.text_content() for words, how in told)

    @pytest.mark.parametrize("levels", [(1, 1, 2), (2, 1, 0), (0, 2, 0), (1, 0, 3, 2)])
    def it_keeps_items_on_their_levels_wherever_their_list_begins(
        self, tmp_path: Path, levels: tuple[int, ...]
    ):
        texts = ["Sweep the roads.", "Mow the parks.", "Paint the halls.", "Open the libraries."][
            : len(levels)
        ]
        files = [
            write_word(tmp_path / name, p("We will do this.") + listed(texts, side) + p("The end."), PARTS)
            for name, side in (("old.docx", levels), ("new.docx", (*levels[:-1], levels[-1] + 1)))
        ]
        written = tmp_path / "redline.docx"
        written.write_bytes(docx_bytes(redline(sides(files[0], files[1]), author="Ann")))
        copy = read_copy(written)
        for source, file in zip((copy.rejected, copy.accepted), files, strict=True):
            assert levels_in(source) == levels_in(read_file(file))


def listed(texts: list[str], levels: tuple[int, ...]) -> str:
    return "".join(p(text, numbered(level)) for text, level in zip(texts, levels, strict=True))


def levels_in(source: Source) -> list[tuple[str, int]]:
    return [
        (runs_text(block.runs), block.mark.level if block.mark else -1) for block in paragraphs(source.blocks)
    ]


class DescribeTheCommand:
    def it_tells_changes_as_json(self, two_texts: tuple[Path, Path], capsys: pytest.CaptureFixture[str]):
        assert main(["compare", str(two_texts[0]), str(two_texts[1]), "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["summary"] == {"substantive": 1, "other": 1, "words_deleted": 4, "words_inserted": 1}
        assert [change["substantive"] for change in told["changes"]] == [True, False]
        assert told["changes"][0]["why"] == ["number"]

    def it_says_of_reworded_words_what_became_of_the_others(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        old, new = tmp_path / "old.md", tmp_path / "new.md"
        old.write_text("# Purpose\n\nWe open 30 branches.\n")
        new.write_text("# Purpose\n\n**We open** 10 branches.\n")
        assert main(["compare", str(old), str(new)]) == 0
        lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
        assert lines[1:4] == ["- 30", "+ 10", "“We open” became bold"]

    @pytest.mark.parametrize("suffix", [".docx", ".html"])
    def it_writes_a_redline(self, two_texts: tuple[Path, Path], tmp_path: Path, suffix: str):
        to = tmp_path / f"redline{suffix}"
        assert main(["compare", str(two_texts[0]), str(two_texts[1]), "--to", str(to)]) == 0
        assert to.stat().st_size > 1000

    def it_judges_no_change_to_write_a_word_redline(self, two_texts: tuple[Path, Path], tmp_path: Path):
        words = ["compare", *map(str, two_texts), "--to", str(tmp_path / "redline.docx")]
        code = (
            f"import sys; from app.cli import main; main({words!r}); "
            "print('app.compare.significance' in sys.modules)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "False"

    def it_refuses_other_formats_before_it_reads_anything(self, capsys: pytest.CaptureFixture[str]):
        assert main(["compare", "none.docx", "nor.docx", "--to", "x.odt"]) == 2
        assert ".docx, .pdf, .html" in capsys.readouterr().err

    def it_compares_versions_of_one_strategy(self, tmp_path: Path, two_texts: tuple[Path, Path]):
        library = tmp_path / "a.engross"
        assert main(["import", str(two_texts[0]), "--into", str(library)]) == 0
        assert main(["save-version", str(library), "--label", "V1", "--date", "2026-01-05"]) == 0
        exported = tmp_path / "out.docx"
        assert main(["export", f"{library}@V1", "--to", str(exported)]) == 0
        sides = read_sides(read_target(f"{library}@V1"), read_target(str(exported)))
        assert changes_between(sides).changes == ()
        assert sides.old.reached is not None
        assert sides.old.name == f"{sides.old.reached.content.root.title}, V1"
        assert sides.new.name == "out.docx"
