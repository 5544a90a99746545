"""An approved copy with another picture in it is not the approved copy; one whose pictures were saved again is."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from msgspec import structs
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, NumberObject, StreamObject

from app.cli import main
from app.services import counterparts
from app.services.counterparts import AsRead, unpacked
from app.services.libraries import open_library
from app.services.samples import build_samples
from app.services.verifying import Verdict, verify
from tests.approved_files import DECISION, TEXT
from tests.importers.test_looks import chart, written
from tests.word_edits import Change, repacked

PICTURES = """

![Days to answer](chart.png)

Between the two stands a line.

![A map of the borough](map.png)
"""
SAME = "This is V1 of “Digital strategy”, approved 20 June 2026 by Executive Board, unchanged."
NOT = (
    "This is not the approved copy: its words are those of V1 of “Digital strategy”, approved 20 June 2026 by "
    "Executive Board, but "
)


def approved_with_pictures(folder: Path, pictures: str = PICTURES) -> Path:
    (folder / "clear.png").write_bytes(written(chart(17, "RGBA")))
    (folder / "chart.png").write_bytes(written(chart(17)))
    (folder / "map.png").write_bytes(written(Image.effect_mandelbrot((320, 200), (-2, -1.2, 1, 1.2), 90)))
    (folder / "s.md").write_text(TEXT + pictures)
    (folder / "d.toml").write_text(DECISION)
    library = folder / "a.engross"
    for words in (
        ["import", folder / "s.md", "--into", library, "--title", "Digital strategy"],
        ["save-version", library, "--label", "V1", "--date", "2026-06-01"],
        ["approve", f"{library}@V1", "--decision", folder / "d.toml"],
        ["export", f"{library}@V1", "--to", folder / "copy.docx"],
        ["export", f"{library}@V1", "--to", folder / "copy.pdf"],
    ):
        assert main([str(word) for word in words]) == 0
    return library


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return approved_with_pictures(tmp_path_factory.mktemp("approved"))


@pytest.fixture
def library(kept: Path, tmp_path: Path) -> Path:
    """A library in which a strategy with two pictures was approved, with its copies beside it."""
    for name in ("a.engross", "copy.docx", "copy.pdf"):
        shutil.copy(kept.with_name(name), tmp_path)
    return tmp_path / "a.engross"


def judged(file: Path, library: Path) -> Verdict:
    with open_library(library) as opened:
        return verify(file, opened)


def in_word(copy: Path, change: Change) -> Path:
    """A copy of a Word file with its parts changed; None leaves one out."""
    return repacked(copy, copy.with_name("changed.docx"), change)


def with_media(copy: Path, *pictures: bytes | None) -> Path:
    """The Word copy with its pictures replaced in order; None keeps one."""
    with zipfile.ZipFile(copy) as package:
        names = sorted(name for name in package.namelist() if "/media/" in name)
    given = dict(zip(names, pictures, strict=False))
    return in_word(copy, lambda name, part: given.get(name) or part)


def in_pdf(copy: Path, name: str, picture: Image.Image, **how: int) -> Path:
    """The PDF copy with another picture under a resource's name."""
    writer = PdfWriter(clone_from=PdfReader(copy))
    image = StreamObject()
    image.set_data(written(picture.convert("RGB"), "JPEG", **how))
    image.update({
        NameObject(f"/{key}"): value for key, value in (
            ("Type", NameObject("/XObject")), ("Subtype", NameObject("/Image")), ("Filter", NameObject("/DCTDecode")),
            ("ColorSpace", NameObject("/DeviceRGB")),
        )
    })  # fmt: skip
    for key, number in (("Width", picture.width), ("Height", picture.height), ("BitsPerComponent", 8)):
        image[NameObject(f"/{key}")] = NumberObject(number)
    added = writer._add_object(image)  # pyright: ignore[reportPrivateUsage]
    for page in writer.pages:
        page["/Resources"]["/XObject"][NameObject(name)] = added  # type: ignore[index]
    to = copy.with_name("changed.pdf")
    writer.write(to)
    return to


class DescribeCheckingPictures:
    @pytest.mark.parametrize("suffix", ["docx", "pdf"])
    def it_knows_the_approved_copy(self, library: Path, suffix: str):
        found = judged(library.with_name(f"copy.{suffix}"), library)
        assert (found.approved, found.message, found.note, found.pictures) == (True, SAME, "", 0)

    def it_tells_a_picture_that_was_swapped_in_a_word_copy(self, library: Path):
        found = judged(with_media(library.with_name("copy.docx"), written(chart(71))), library)
        assert (found.approved, found.pictures) == (False, 1)
        assert found.message == f"{NOT}the picture “Days to answer” was replaced."

    def it_tells_one_that_was_swapped_in_a_pdf_copy(self, library: Path):
        found = judged(in_pdf(library.with_name("copy.pdf"), "/I0", chart(71), quality=90), library)
        assert (found.approved, found.message) == (
            False,
            f"{NOT}the picture “Days to answer” was replaced.",
        )

    def it_tells_pictures_that_have_changed_places(self, library: Path):
        copy = library.with_name("copy.docx")
        with zipfile.ZipFile(copy) as package:
            parts = [package.read(name) for name in sorted(package.namelist()) if "/media/" in name]
        found = judged(with_media(copy, *reversed(parts)), library)
        assert (found.approved, found.message) == (False, f"{NOT}pictures have changed places.")

    def it_names_the_one_that_was_swapped_where_another_looks_like_it(self, tmp_path: Path):
        twins = PICTURES.replace("map.png", "clear.png")
        library = approved_with_pictures(tmp_path, twins)
        found = judged(with_media(tmp_path / "copy.docx", written(chart(71))), library)
        assert found.message == f"{NOT}the picture “Days to answer” was replaced."

    def it_tells_a_picture_that_covers_a_page(self, library: Path):
        writer = PdfWriter(clone_from=PdfReader(library.with_name("copy.pdf")))
        stamped = io.BytesIO()
        chart(71).save(stamped, "PDF")
        writer.pages[-1].merge_page(PdfReader(stamped).pages[0])
        writer.write(library.with_name("covered.pdf"))
        found = judged(library.with_name("covered.pdf"), library)
        assert (found.approved, found.message) == (False, f"{NOT}1 picture was added.")

    def it_tells_a_picture_of_a_kind_that_no_copy_has(self, library: Path):
        assert not judged(with_media(library.with_name("copy.docx"), b"<svg/>"), library).approved

    def it_tells_a_picture_that_was_put_into_a_running_foot(self, library: Path):
        copy = library.with_name("copy.docx")
        with zipfile.ZipFile(copy) as package:
            foot = next(name for name in package.namelist() if name.startswith("word/footer"))
        drawing = (
            "<w:r><w:drawing><wp:inline xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'>"
            "<a:blip xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main' xmlns:r='http://schemas.openxmlformats"
            ".org/officeDocument/2006/relationships' r:embed='rId1'/></wp:inline></w:drawing></w:r></w:p>"
        )
        rels = (
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            "<Relationship Id='rId1' Target='media/x.png' Type="
            "'http://schemas.openxmlformats.org/officeDocument/2006/relationships/image'/>"
            "</Relationships>"
        )
        to = in_word(
            copy, lambda name, part: part.replace(b"</w:p>", drawing.encode(), 1) if name == foot else part
        )
        with zipfile.ZipFile(to, "a") as package:
            package.writestr(foot.replace("word/", "word/_rels/") + ".rels", rels)
            package.writestr("word/media/x.png", written(chart(71)))
        found = judged(to, library)
        assert (found.approved, found.message) == (False, f"{NOT}1 picture was added.")

    @pytest.mark.parametrize("again", [{"kind": "JPEG", "quality": 60}, {"kind": "JPEG", "width": 500}])
    def it_knows_a_word_copy_whose_pictures_were_compressed(self, library: Path, again: dict[str, int]):
        found = judged(with_media(library.with_name("copy.docx"), written(chart(17), **again)), library)  # type: ignore[arg-type]
        assert (found.approved, found.message) == (True, SAME)

    def it_says_of_what_it_cannot_tell(self, library: Path):
        found = judged(with_media(library.with_name("copy.docx"), written(chart(17), "JPEG", 225)), library)
        assert (found.approved, found.message) == (True, SAME.replace("unchanged", "its words unchanged"))
        assert found.note == (
            "Its words are the same; 1 of its 2 pictures is too coarse to be compared: look at it beside the approved "
            "copy's."
        )

    @pytest.mark.parametrize(("kind", "source"), [("docx", "docx"), ("pdf", "docx")])
    def it_knows_copies_that_libreoffice_saved_again(self, library: Path, kind: str, source: str):
        office = shutil.which("soffice")
        if office is None:
            pytest.skip("needs LibreOffice")
        out = library.with_name("again")
        profile = f"-env:UserInstallation={library.with_name('profile').as_uri()}"
        subprocess.run(
            [office, profile, "--headless", "--convert-to", kind, "--outdir", out, library.with_name(f"copy.{source}")],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        found = judged(out / f"copy.{kind}", library)
        assert (found.approved, found.message, found.note) == (True, SAME, "")

    def it_goes_by_the_version_where_an_older_engross_kept_no_pictures(
        self, library: Path, monkeypatch: pytest.MonkeyPatch
    ):
        def older(text: str) -> AsRead | None:
            words = unpacked(text)
            return words and structs.replace(words, pictures=None, called=(), drawings={})

        monkeypatch.setattr("app.services.verifying.unpacked", older)
        assert judged(library.with_name("copy.docx"), library).message == SAME
        changed = with_media(library.with_name("copy.docx"), written(chart(71)))
        assert judged(changed, library).pictures == 1


class DescribeCheckingDrawnFigures:
    @pytest.fixture
    def harbourne(self, tmp_path: Path) -> Path:
        build_samples(tmp_path / "a.engross")
        decision = DECISION.replace("EB/26/14", "7") + 'reason = "Recorded elsewhere"\n'
        (tmp_path / "d.toml").write_text(decision)
        target = f"{tmp_path / 'a.engross'}#Digital Strategy 2026–2030@V1.0"
        assert main(["approve", target, "--decision", str(tmp_path / "d.toml")]) == 0
        assert main(["export", target, "--to", str(tmp_path / "copy.docx")]) == 0
        return tmp_path / "a.engross"

    def it_tells_one_that_was_replaced(self, harbourne: Path):
        copy = harbourne.with_name("copy.docx")
        assert judged(copy, harbourne).approved
        found = judged(with_media(copy, written(chart(71))), harbourne)
        assert (found.approved, found.pictures) == (False, 1)
        assert found.message.endswith("was replaced.")

    def it_reads_words_that_were_hidden_in_the_frame_of_one(self, harbourne: Path):
        box = (
            "<w:r><w:drawing xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'><wp:inline>"
            "<wp:docPr id='900' name='Engross figure 9'/><a:graphic "
            "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:graphicData>"
            "<wps:wsp xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:txbx>"
            "<w:txbxContent><w:p><w:r><w:t>Another £5m will be spent by 2030.</w:t></w:r></w:p></w:txbxContent>"
            "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )

        def hidden(name: str, part: bytes) -> bytes:
            return part.replace(b"</w:p>", box.encode(), 1) if name == "word/document.xml" else part

        found = judged(in_word(harbourne.with_name("copy.docx"), hidden), harbourne)
        assert (found.approved, found.comparison.summary.substantive) == (False, 1)


def it_keeps_what_pictures_were_shown_with_the_words(kept: Path):
    with open_library(kept) as library:
        (row,) = library.strategies()
        words = counterparts.unpacked(library.counterpart(row.id, 1))
    assert words is not None
    assert words.called == ("Days to answer", "A map of the borough")
    assert words.pictures is not None
    assert len(set(words.pictures)) == 2
