"""What was approved stays known, whatever becomes of the house style and of the program afterwards."""

import json
import zipfile
from pathlib import Path

import pytest
from msgspec import structs

from app.cli import main
from app.models.approval import Decision
from app.resources import resource_root
from app.services import verifying
from app.services.approving import decide
from app.services.counterparts import AsRead, packed, unpacked
from app.services.exporting import document_of
from app.services.libraries import open_library
from app.services.syncing import sync
from app.services.targets import reach_in
from app.services.verifying import verify
from tests.approved_files import DECISION, approved_library
from tests.word_edits import altered

CHANGES = (
    ('label = "Theme"', 'label = "Work stream"'),
    ('foot_left = "{version} · {approval} · {fingerprint}"', 'foot_left = "Uncontrolled when printed"'),
    ('label = "Version"', 'label = "Issue no."'),
    ('foot_right = "Page {page} of {pages}"', 'foot_right = "{page}"'),
)


@pytest.fixture
def houses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A council's own folder with its own house style, “ours”, as the program's Wrexham style is."""
    folder = tmp_path / "houses"
    folder.mkdir()
    text = (resource_root() / "houses" / "wrexham.toml").read_text(encoding="utf-8")
    (folder / "ours.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ENGROSS_HOUSES", str(folder))
    return folder


@pytest.fixture
def approved(tmp_path: Path, houses: Path) -> Path:
    return approved_library(tmp_path, "ours")


def restyle(houses: Path) -> None:
    """Changes terms, heads, numbers and feet of the house style."""
    file = houses / "ours.toml"
    text = file.read_text(encoding="utf-8")
    changed = text
    for old, new in CHANGES:
        changed = changed.replace(old, new)
    changed += (
        '\n[wording]\napproved = "{body} said yes on {date}"\nnotice = "Ask the clerk: {held_at}."\n'
        * ("[wording]" not in changed)
    )
    assert changed != text
    file.write_text(changed, encoding="utf-8")


def verdict(file: Path, library: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    main(["verify", str(file), str(library), "--json"])
    return json.loads(capsys.readouterr().out)


class DescribeAChangeOfHouseStyle:
    @pytest.mark.parametrize("suffix", ["docx", "pdf"])
    def it_leaves_copies_made_before_it_the_approved_copy(
        self, approved: Path, houses: Path, suffix: str, capsys: pytest.CaptureFixture[str]
    ):
        restyle(houses)
        told = verdict(approved.with_name(f"copy.{suffix}"), approved, capsys)
        assert told["message"] == (
            "This is V1 of “Digital strategy”, approved 20 June 2026 by Executive Board, unchanged."
        )

    @pytest.mark.parametrize("suffix", ["docx", "pdf"])
    def it_leaves_later_exports_the_same_to_the_byte(self, approved: Path, houses: Path, suffix: str):
        restyle(houses)
        later = approved.with_name(f"later.{suffix}")
        assert main(["export", f"{approved}@V1", "--to", str(later)]) == 0
        assert later.read_bytes() == approved.with_name(f"copy.{suffix}").read_bytes()

    def it_still_catches_an_altered_sum(
        self, approved: Path, houses: Path, capsys: pytest.CaptureFixture[str]
    ):
        restyle(houses)
        forged = altered(approved.with_name("copy.docx"), "£1.2m".encode(), "£1.9m".encode())
        told = verdict(forged, approved, capsys)
        assert (told["approved"], told["substantive"], told["other"]) == (False, 1, 0)
        assert told["message"] == (
            "This is not the approved copy: it has 1 substantive difference from V1 of “Digital strategy”, "
            "approved 20 June 2026 by Executive Board."
        )

    def it_shows_in_the_next_draft(self, approved: Path, houses: Path):
        restyle(houses)
        with open_library(approved) as library:
            row = library.strategies()[0]
            root = library.head(row.id)
            library.commit(row.id, root.fingerprint, structs.replace(root, title="Another"), "Rename")
            furniture = document_of(reach_in(library, "")).furniture
        assert furniture.foot_left == "Uncontrolled when printed"

    def it_does_not_drop_the_house_style_when_the_council_does(self, approved: Path, houses: Path):
        (houses / "ours.toml").unlink()
        with open_library(approved, read_only=True) as library:
            assert verify(approved.with_name("copy.pdf"), library).approved


class DescribeAChangeOfTheProgram:
    def it_leaves_old_copies_known_by_the_words_that_were_kept(
        self, approved: Path, monkeypatch: pytest.MonkeyPatch
    ):
        def other_words(*_given: object) -> AsRead:
            return AsRead((("A later Engross sets all of it otherwise.",),))

        monkeypatch.setattr(verifying, "_set", other_words)
        with open_library(approved, read_only=True) as library:
            assert verify(approved.with_name("copy.docx"), library).approved

    def it_reads_nothing_from_what_it_did_not_write(self):
        words = AsRead((("One.", "Two."),), ("Head",))
        assert unpacked(packed(words)) == words
        assert [unpacked(text) for text in ("", "e", "????", "eJw=")] == [None] * 4


class DescribeTheSeal:
    def it_stands_in_foot_and_properties(self, approved: Path):
        with open_library(approved, read_only=True) as library:
            recorded = library.decisions(library.strategies()[0].id)[0]
        with zipfile.ZipFile(approved.with_name("copy.docx")) as package:
            foot = package.read("word/footer1.xml").decode()
            custom = package.read("docProps/custom.xml").decode()
        assert f"seal {recorded.seal[:12]}" in foot
        assert recorded.fingerprint[:12] in foot
        assert f'name="engross.seal"><vt:lpwstr>{recorded.seal}</vt:lpwstr>' in custom
        pdf = approved.with_name("copy.pdf").read_bytes()
        assert f"<engross:Seal>{recorded.seal}</engross:Seal>".encode() in pdf
        assert b"/Type/EngrossContent" in pdf

    def it_stands_there_whatever_the_house_style_asks_for(self, approved: Path, houses: Path):
        restyle(houses)
        with open_library(approved) as library:
            row = library.strategies()[0]
            root = structs.replace(library.head(row.id), title="Digital strategy 2")
            library.commit(row.id, library.fingerprint(row.id), root, "Rename")
            library.save_version(row.id, "V2", "2026-06-02")
            seal = decide(
                library, row.id, "V2", Decision("Executive Board", "2026-07-01", "approved")
            ).recorded.seal
            foot = document_of(reach_in(library, "@V2")).furniture.foot_left
        assert foot.startswith("Uncontrolled when printed · approved 01/07/2026 · seal " + seal[:12])

    def it_is_in_no_draft(self, approved: Path):
        with open_library(approved) as library:
            row = library.strategies()[0]
            root = structs.replace(library.head(row.id), title="Digital strategy 2")
            library.commit(row.id, library.fingerprint(row.id), root, "Rename")
            document = document_of(reach_in(library, ""))
        assert document.furniture.foot_left == f"Draft · {root.fingerprint[:12]}"
        assert (document.properties.seal, document.properties.approved) == ("", "")

    def it_stays_with_a_version_that_was_superseded(self, approved: Path, capsys: pytest.CaptureFixture[str]):
        folder = approved.parent
        with open_library(approved) as library:
            row = library.strategies()[0]
            root = structs.replace(library.head(row.id), title="Digital strategy 2")
            library.commit(row.id, library.fingerprint(row.id), root, "Rename")
            library.save_version(row.id, "V2", "2026-06-02")
            decide(library, row.id, "V2", Decision("Executive Board", "2026-07-01", "approved"))
        assert main(["export", f"{approved}@V1", "--to", str(folder / "again.pdf")]) == 0
        assert (folder / "again.pdf").read_bytes() == (folder / "copy.pdf").read_bytes()
        told = verdict(folder / "copy.pdf", approved, capsys)
        assert (told["approved"], told["superseded"]) == (False, "superseded by V2 on 1 July 2026")
        assert str(told["message"]).endswith(
            "it is no longer the approved copy: superseded by V2 on 1 July 2026."
        )

    def it_goes_with_its_words_to_another_copy_of_the_library(self, tmp_path: Path, houses: Path):
        here = approved_library(tmp_path, "ours")
        there = tmp_path / "there.engross"
        with open_library(here) as library:
            library.backup(there)
            row = library.strategies()[0]
            root = structs.replace(library.head(row.id), title="Digital strategy 2")
            library.commit(row.id, library.fingerprint(row.id), root, "Rename")
            library.save_version(row.id, "V2", "2026-06-02")
            made = decide(
                library, row.id, "V2", Decision("Executive Board", "2026-07-01", "approved")
            ).recorded
            kept = library.counterpart(row.id, made.number)
            assert kept
        with open_library(here) as one, open_library(there) as other:
            sync(one, other)
            assert other.decisions(row.id)[-1].house == made.house
            assert other.counterpart(row.id, made.number) == kept


class DescribeWhatMayStandMoreThanOnce:
    """Titles, headings, running lines and heads of tables; nothing else, be it in the document already."""

    @pytest.mark.parametrize(
        "added",
        [
            pytest.param(b"Nothing else will be spent.", id="a sentence of the document said twice"),
            pytest.param(b"More will be spent ....... 7", id="what was put in as if it led to a page"),
        ],
    )
    def it_catches(self, added: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        library = approved_library(tmp_path)
        last = b"every library."
        forged = altered(tmp_path / "copy.docx", last, last + b" " + added)
        assert verdict(forged, library, capsys)["approved"] is False

    def it_takes_no_head_of_a_table_for_a_running_line(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        """A table at the foot of most pages, and a title with a figure that every page repeats."""
        sections = (
            f"# Part {n}\n\n{'It is paid for from savings. ' * 150}\n\n| What | Sum |\n|---|---|\n| Desk | £{n} |\n"
            for n in range(1, 9)
        )
        (tmp_path / "s.md").write_text("\n".join(sections))
        (tmp_path / "d.toml").write_text(DECISION)
        library, copy = tmp_path / "a.engross", tmp_path / "copy.pdf"
        for words in (
            ["import", tmp_path / "s.md", "--into", library, "--title", "Strategy for 20 years"],
            ["save-version", library, "--label", "V1", "--date", "2026-06-01"],
            ["approve", f"{library}@V1", "--decision", tmp_path / "d.toml"],
            ["export", f"{library}@V1", "--to", copy],
        ):
            assert main([str(word) for word in words]) == 0
        assert verdict(copy, library, capsys)["approved"] is True
