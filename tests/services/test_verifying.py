"""Approving a version, and asking of files whether they are the approved copy."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec import structs
from pypdf import PdfWriter
from pypdf.generic import NameObject, TextStringObject

from app.cli import main
from app.models.approval import Decision
from app.services.approving import decide
from app.services.exporting import export
from app.services.libraries import open_library
from app.services.samples import build_samples
from app.services.targets import reach_in
from app.services.verifying import verify
from tests.word_edits import altered

TEXT = """# Purpose

This strategy says what the council will do with £1.2m by 31 March 2028, and who answers for it.

- Replace the website with one that works on every phone.
- Open a help desk in every library, as [others](https://example.org/desks) did.

# Costs

| Year | Capital |
|---|---|
| 2026/27 | £400,000 |
| 2027/28 | £800,000 |
"""
DECISION = """
body = "Executive Board"
date = "20 June 2026"
outcome = "approved"
minute = "EB/26/14"
"""


@pytest.fixture
def approved(tmp_path: Path) -> Path:
    """A library in which V1 of a strategy was approved, with its Word and PDF copies beside it."""
    (tmp_path / "s.md").write_text(TEXT)
    (tmp_path / "d.toml").write_text(DECISION)
    library = tmp_path / "a.engross"
    for words in (
        ["import", str(tmp_path / "s.md"), "--into", str(library), "--title", "Digital strategy"],
        ["save-version", str(library), "--label", "V1", "--date", "2026-06-01"],
        ["approve", f"{library}@V1", "--decision", str(tmp_path / "d.toml")],
        ["export", f"{library}@V1", "--to", str(tmp_path / "copy.docx")],
        ["export", f"{library}@V1", "--to", str(tmp_path / "copy.pdf")],
    ):
        assert main(words) == 0
    return library


def verdict(file: Path, library: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    capsys.readouterr()
    code = main(["verify", str(file), str(library), "--json"])
    return code, json.loads(capsys.readouterr().out)


def led_elsewhere(copy: Path, address: str) -> Path:
    """forged.pdf beside a PDF file, whose links to addresses lead to another."""
    writer = PdfWriter(clone_from=copy)
    for page in writer.pages:
        for annotation in page.annotations or ():
            action = annotation.get_object().get("/A")
            if action is not None:
                action.get_object()[NameObject("/URI")] = TextStringObject(address)
    forged = copy.with_name("forged.pdf")
    writer.write(forged)
    return forged


class DescribeVerifying:
    @pytest.mark.parametrize("suffix", ["docx", "pdf"])
    def it_knows_the_approved_copy(self, approved: Path, suffix: str, capsys: pytest.CaptureFixture[str]):
        code, told = verdict(approved.with_name(f"copy.{suffix}"), approved, capsys)
        assert (code, told["approved"], told["version"]) == (0, True, "V1")
        assert told["message"] == (
            "This is V1 of “Digital strategy”, approved 20 June 2026 by Executive Board, unchanged."
        )

    def it_names_the_version_that_was_decided_on_where_another_says_the_same(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        library = tmp_path / "same.engross"
        (tmp_path / "s.md").write_text(TEXT)
        (tmp_path / "d.toml").write_text(DECISION)
        said = [str(tmp_path / "s.md"), "--into", str(library), "--title", "Plan", "--house", "plain"]
        assert main(["import", *said]) == 0
        for label in ("V1", "V2"):
            assert main(["save-version", str(library), "--label", label, "--date", "2026-06-01"]) == 0
        assert main(["approve", f"{library}@V2", "--decision", str(tmp_path / "d.toml")]) == 0
        copy = tmp_path / "copy.docx"
        assert main(["export", f"{library}@V2", "--to", str(copy)]) == 0
        code, told = verdict(copy, library, capsys)
        assert (code, told["approved"], told["version"]) == (0, True, "V2")

    def it_knows_the_approved_copy_of_a_strategy_in_the_bin(self, approved: Path):
        with open_library(approved) as library:
            library.remove(library.strategies()[0].id)
            assert verify(approved.with_name("copy.docx"), library).approved

    def it_knows_a_pdf_by_its_content_whatever_its_name(
        self, approved: Path, capsys: pytest.CaptureFixture[str]
    ):
        file = approved.with_name("download (1)")
        file.write_bytes(approved.with_name("copy.pdf").read_bytes())
        code, told = verdict(file, approved, capsys)
        assert (code, told["approved"]) == (0, True)

    def it_catches_altered_text_under_forged_properties(
        self, approved: Path, capsys: pytest.CaptureFixture[str]
    ):
        forged = altered(approved.with_name("copy.docx"), "£1.2m".encode(), "£1.9m".encode())
        code, told = verdict(forged, approved, capsys)
        assert (code, told["approved"], told["substantive"], told["other"]) == (1, False, 1, 0)

    @pytest.mark.parametrize("figure", ["£1.2m", "£800,000"])
    def it_catches_a_minus_before_a_sum(
        self, approved: Path, figure: str, capsys: pytest.CaptureFixture[str]
    ):
        forged = altered(approved.with_name("copy.docx"), figure.encode(), f"−{figure}".encode())
        code, told = verdict(forged, approved, capsys)
        assert (code, told["approved"], told["substantive"], told["other"]) == (1, False, 1, 0)

    @pytest.mark.parametrize("suffix", ["docx", "pdf"])
    def it_catches_a_link_that_leads_elsewhere(
        self, approved: Path, suffix: str, capsys: pytest.CaptureFixture[str]
    ):
        copy = approved.with_name(f"copy.{suffix}")
        if suffix == "docx":
            forged = altered(copy, b"example.org", b"example.net", part="word/_rels/document.xml.rels")
        else:
            forged = led_elsewhere(copy, "https://example.net/desks")
        code, told = verdict(forged, approved, capsys)
        assert (code, told["approved"], told["substantive"], told["other"]) == (1, False, 0, 0)
        assert told["links"] == ["https://example.net/desks"]
        assert told["message"] == (
            "This is not the approved copy: its words are those of V1 of “Digital strategy”, approved 20 June 2026 by "
            "Executive Board, but a link was made to lead to “https://example.net/desks”."
        )

    def it_catches_a_sentence_that_was_put_in(self, approved: Path, capsys: pytest.CaptureFixture[str]):
        file = altered(
            approved.with_name("copy.docx"), b"every phone.", b"every phone. Nobody need pay for it."
        )
        code, told = verdict(file, approved, capsys)
        assert (code, told["approved"]) == (1, False)

    def it_knows_copies_that_libreoffice_saved_again(
        self, approved: Path, capsys: pytest.CaptureFixture[str]
    ):
        if not shutil.which("soffice"):
            pytest.skip("needs LibreOffice, which dev.py test installs")
        out = approved.parent / "again"
        word = approved.with_name("copy.docx")
        # The last from what LibreOffice itself wrote, whose bullets come from a font of signs.
        for suffix, source in (("pdf", word), ("docx", word), ("pdf", out / "copy.docx")):
            profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", str(out)]
            subprocess.run([*command, str(source)], check=True, capture_output=True)
            code, told = verdict(out / f"copy.{suffix}", approved, capsys)
            assert (code, told["message"]) == (
                0,
                "This is V1 of “Digital strategy”, approved 20 June 2026 by Executive Board, unchanged.",
            )

    def it_knows_a_copy_that_pandoc_saved_again(self, approved: Path, capsys: pytest.CaptureFixture[str]):
        if not shutil.which("pandoc"):
            pytest.skip("needs pandoc, which dev.py test installs")
        again = approved.with_name("again.docx")
        for name, agrees in (("copy.docx", True), ("altered.docx", False)):
            altered(approved.with_name("copy.docx"), b"every phone", b"each phone")
            command = ["pandoc", str(approved.with_name(name)), "-o", str(again)]
            subprocess.run(command, check=True, capture_output=True)
            _, told = verdict(again, approved, capsys)
            assert (told["approved"], told["substantive"]) == (agrees, 0)

    def it_says_that_a_later_draft_is_not_the_approved_copy(
        self, approved: Path, capsys: pytest.CaptureFixture[str]
    ):
        other = approved.with_name("other.md")
        other.write_text(TEXT.replace("every library", "each library and museum"))
        code, told = verdict(other, approved, capsys)
        assert (code, told["approved"]) == (1, False)

    def it_says_no_to_every_file_before_anything_was_approved(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ):
        (tmp_path / "s.md").write_text(TEXT)
        assert main(["import", str(tmp_path / "s.md"), "--into", str(tmp_path / "l.engross")]) == 0
        code, told = verdict(tmp_path / "s.md", tmp_path / "l.engross", capsys)
        assert (code, told["approved"], told["version"]) == (1, False, "")
        assert "has been approved yet" in str(told["message"])

    @pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", b"hello"])
    def it_refuses_what_is_no_pdf(self, approved: Path, data: bytes, capsys: pytest.CaptureFixture[str]):
        file = approved.with_name("bad.pdf")
        file.write_bytes(data)
        assert main(["verify", str(file), str(approved)]) == 2
        assert "Traceback" not in capsys.readouterr().err


class DescribeApproving:
    def it_shows_the_decision_in_the_control_sheet(self, approved: Path, capsys: pytest.CaptureFixture[str]):
        capsys.readouterr()
        assert main(["show", f"{approved}@V1", "--json"]) == 0
        control = json.loads(capsys.readouterr().out)["control"]
        assert "Executive Board" in control.values()

    def it_makes_a_draft_of_any_later_edit(self, approved: Path, capsys: pytest.CaptureFixture[str]):
        with open_library(str(approved)) as library:
            (row,) = library.strategies()
            assert row.status == "approved"
            root = library.head(row.id)
            library.commit(row.id, root.fingerprint, structs.replace(root, title="Another"), "Renamed")
            assert library.strategies()[0].status == "draft"

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('body = "B"\ndate = "2026-06-20"\noutcome = "passed"', "outcome"),
            ('body = "B"\noutcome = "approved"', "date"),
            ('body = "B"\ndate = "2199-01-01"\noutcome = "approved"', "still to come"),
            ("body =", "d2.toml"),
        ],
    )
    def it_refuses_a_decision_that_cannot_be(
        self, approved: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]
    ):
        file = approved.with_name("d2.toml")
        file.write_text(text)
        capsys.readouterr()
        assert main(["approve", f"{approved}@V1", "--decision", str(file)]) == 2
        error = capsys.readouterr().err
        assert said in error
        assert len(error.strip().splitlines()) == 1


@pytest.fixture(scope="module")
def sealed_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample library, the last version of each strategy approved."""
    place = tmp_path_factory.mktemp("samples") / "s.engross"
    build_samples(place)
    decision = Decision("Executive", "2026-07-07", "approved", reason="Tried here")
    with open_library(place) as opened:
        for row in opened.strategies():
            decide(opened, row.id, row.versions[-1].label, decision)
    return place


class DescribeCopiesOfTheSamples:
    """Real strategies, with drawings, contents, capitals and numbered lists on their pages."""

    @pytest.mark.parametrize("suffix", [".docx", ".pdf"])
    @pytest.mark.parametrize("at", [0, 1])
    def it_knows_each_for_the_approved_copy(self, sealed_samples: Path, at: int, suffix: str, tmp_path: Path):
        with open_library(sealed_samples, read_only=True) as opened:
            row = opened.strategies()[at]
            copy = tmp_path / f"copy{suffix}"
            export(reach_in(opened, f"{row.id}@{row.versions[-1].label}"), copy)
            found = verify(copy, opened)
        assert found.approved, found.message


class DescribeLibrariesOfAnOlderEngross:
    """Their decisions kept neither how the approved version read nor its house style."""

    @pytest.fixture
    def older(self, tmp_path: Path) -> Path:
        (tmp_path / "s.md").write_text(TEXT)
        library = tmp_path / "a.engross"
        assert (
            main(["import", str(tmp_path / "s.md"), "--into", str(library), "--title", "Digital strategy"])
            == 0
        )
        assert main(["save-version", str(library), "--label", "V1", "--date", "2026-06-01"]) == 0
        with open_library(library) as opened:
            (row,) = opened.strategies()
            opened.decide(row.id, "V1", Decision("Executive Board", "2026-06-20", "approved"), "R. Ellis")
        assert main(["export", f"{library}@V1", "--to", str(tmp_path / "copy.docx")]) == 0
        return library

    def it_knows_the_approved_copy(self, older: Path, capsys: pytest.CaptureFixture[str]):
        code, told = verdict(older.with_name("copy.docx"), older, capsys)
        assert (code, told["approved"], told["note"]) == (0, True, "")

    def it_says_by_what_an_altered_copy_was_judged(self, older: Path, capsys: pytest.CaptureFixture[str]):
        forged = altered(older.with_name("copy.docx"), "£1.2m".encode(), "£1.9m".encode())
        code, told = verdict(forged, older, capsys)
        assert (code, told["substantive"]) == (1, 1)
        assert str(told["note"]).startswith("V1 was approved by an older Engross, which did not keep")
        assert main(["verify", str(forged), str(older)]) == 1
        assert "compared with V1 as Engross sets it now" in capsys.readouterr().out

    def it_finds_nothing_wrong_with_them(self, older: Path):
        assert main(["fsck", str(older)]) == 0
        assert main(["fsck", str(older), "--against", str(older.with_name("copy.docx"))]) == 0
