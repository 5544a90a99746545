"""Checking a copy: files chosen, dropped, altered, damaged."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from app.cli import main
from app.models.nodes import Strategy
from app.services.libraries import open_library
from app.services.verifying import Checked
from app.ui.checking.dialog import CheckDialog
from app.ui.checking.making import check_window
from tests.approved_files import certificate
from tests.word_edits import altered

TEXT = """# Purpose

This strategy says what the council will do with £1.2m by 31 March 2028, and who answers for it.

- Replace the website with one that works on every phone.
- Open a help desk in every library.
"""


@pytest.fixture(scope="module")
def approved(tmp_path_factory):
    """A library in which V1 was approved and V2 superseded it, with copies of both beside it."""
    folder = tmp_path_factory.mktemp("approved")
    library = folder / "a.engross"
    (folder / "s.md").write_text(TEXT)
    steps = [["import", str(folder / "s.md"), "--into", str(library), "--title", "Digital strategy"]]
    for label, day in (("V1", "2026-06-20"), ("V2", "2026-07-20")):
        (folder / f"{label}.toml").write_text(
            f'body = "Executive Board"\ndate = "{day}"\noutcome = "approved"\nminute = "EB/{label}"\n'
        )
        if label == "V2":
            assert [main(words) for words in steps] == [0] * len(steps)
            edit(library)
            steps = []
        steps += [
            ["save-version", str(library), "--label", label, "--date", "2026-06-01"],
            ["approve", f"{library}@{label}", "--decision", str(folder / f"{label}.toml")],
            ["export", f"{library}@{label}", "--to", str(folder / f"{label}.docx")],
            ["export", f"{library}@{label}", "--to", str(folder / f"{label}.pdf")],
        ]
    assert [main(words) for words in steps] == [0] * len(steps)
    return folder


def edit(library):
    from app.models import tree
    from app.models.text import plain

    with open_library(library) as opened:
        (row,) = opened.strategies()
        root = opened.head(row.id)
        section = next(node for node in tree.walk(root) if node.kind == "section")
        after = tree.change(root, section.id, body=plain("The council will spend £1.4m by 31 March 2029."))
        assert isinstance(after, Strategy)
        opened.commit(row.id, root.fingerprint, after, "Edit")


@pytest.fixture
def dialog(qtbot, approved, ask, qapp):
    parent = QWidget()
    qtbot.addWidget(parent)
    with open_library(approved / "a.engross", read_only=True) as library:
        dialog = check_window(library, ask, parent)
        yield dialog
        dialog.close()


def check(qtbot, dialog, path):
    with qtbot.waitSignal(dialog.checked, timeout=20000):
        dialog.check(path)


class DescribeCheckingACopy:
    @pytest.mark.parametrize("suffix", [".docx", ".pdf"])
    def it_knows_the_approved_copy(self, qtbot, dialog, approved, suffix):
        check(qtbot, dialog, approved / f"V2{suffix}")
        assert dialog.sign.text() == "✓"
        said = "This is V2 of “Digital strategy”, approved 20 July 2026 by Executive Board, unchanged."
        assert dialog.message.text() == said
        assert not dialog.below.isVisible()

    @pytest.mark.parametrize("suffix", [".docx", ".pdf"])
    def it_knows_one_that_was_superseded(self, qtbot, dialog, approved, suffix):
        check(qtbot, dialog, approved / f"V1{suffix}")
        assert dialog.sign.text() == "✗"
        assert "V1 of “Digital strategy”, approved 20 June 2026" in dialog.message.text()
        assert "no longer the approved copy: superseded by V2 on 20 July 2026" in dialog.message.text()

    def it_shows_where_an_altered_copy_differs(self, qtbot, dialog, approved, tmp_path):
        file = altered(approved / "V2.docx", b"1.4m", b"1.9m")
        check(qtbot, dialog, file)
        assert dialog.sign.text() == "✗"
        assert "not the approved copy: it has 1 substantive difference from V2" in dialog.message.text()
        assert dialog.below.isVisible()
        assert dialog.list.rows.rowCount() == 1
        (line,) = (line for line in dialog.view._all.lines if line.weight)
        marked = {(span.mark.kind, span.text.strip()) for cell in line.cells for span in cell if span.mark}
        assert marked == {("deleted", "£1.4m"), ("inserted", "£1.9m")}
        qtbot.keyClick(dialog, Qt.Key.Key_F7)
        assert dialog.place.text() == "1 of 1"

    def it_takes_a_file_that_is_dropped(self, qtbot, dialog, approved):
        files = QMimeData()
        files.setUrls([QUrl.fromLocalFile(str(approved / "V2.pdf"))])
        drop = QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, files, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        with qtbot.waitSignal(dialog.checked, timeout=20000):
            dialog.dropEvent(drop)
        assert "unchanged" in dialog.message.text()

    def it_takes_a_file_that_is_chosen(self, qtbot, dialog, approved, ask):
        ask.answers["open_file"] = approved / "V2.docx"
        with qtbot.waitSignal(dialog.checked, timeout=20000):
            qtbot.mouseClick(dialog.choose_button, Qt.MouseButton.LeftButton)
        assert "unchanged" in dialog.message.text()

    @pytest.mark.parametrize("name", ["gone.docx", "broken.docx", "broken.pdf"])
    def it_says_why_a_file_cannot_be_read(self, qtbot, dialog, tmp_path, name):
        if "broken" in name:
            (tmp_path / name).write_bytes(b"this is neither Word nor PDF")
        check(qtbot, dialog, tmp_path / name)
        assert dialog.sign.text() == "⚠"
        assert any(said in dialog.message.text() for said in (name, "not a readable PDF"))

    def it_forgets_the_file_before(self, qtbot, dialog, approved, tmp_path):
        check(qtbot, dialog, altered(approved / "V2.docx", b"1.4m", b"1.9m"))
        shutil.copy(approved / "V2.docx", tmp_path / "d.docx")
        check(qtbot, dialog, tmp_path / "d.docx")
        assert not dialog.below.isVisible()
        assert dialog.file.text() == "d.docx"


class DescribeACheckThatFails:
    def it_says_so_and_lets_the_log_be_told(self, qtbot, ask, tmp_path):
        def failing(path: Path) -> Checked:
            raise ZeroDivisionError

        dialog = CheckDialog(failing, lambda path, trusted: None, (), ask, None)
        qtbot.addWidget(dialog)
        with qtbot.captureExceptions() as shown:
            dialog.check(tmp_path / "copy.pdf")
            qtbot.waitUntil(lambda: bool(shown), timeout=10000)
        assert [kind for kind, _, _ in shown] == [ZeroDivisionError]
        assert dialog.message.text() == "The file could not be checked."


@pytest.fixture
def signed(approved):
    """The approved copy, signed, and the certificate of whoever vouches for who signed."""
    pytest.importorskip("pyhanko")
    by = certificate(approved / "clerk.p12")
    file = approved / "signed.pdf"
    if not file.exists():
        words = ["export", f"{approved / 'a.engross'}@V2", "--to", str(file), "--sign", str(by)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("ENGROSS_PASSPHRASE", "a pass")
            assert main(words) == 0
    return file, by.with_suffix(".pem")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
class DescribeSignatures:
    def it_says_who_signed_and_takes_the_word_of_whom_the_reader_trusts(self, qtbot, dialog, signed, ask):
        file, issuer = signed
        check(qtbot, dialog, file)
        shown = dialog.signatures
        assert dialog.sign.text() == "✓"
        assert shown.said.text().startswith("⚠ Signed by Town Clerk, Harbourne Council")
        assert "not among those you trust" in shown.said.text()
        ask.answers["open_file"] = issuer
        with qtbot.waitSignal(dialog.checked, timeout=20000):
            qtbot.mouseClick(shown.trust_button, Qt.MouseButton.LeftButton)
        assert shown.said.text().startswith("✓ Signed by Town Clerk")
        assert shown.trusts.text() == "You trust: clerk.pem"
        with qtbot.waitSignal(dialog.checked, timeout=20000):
            qtbot.mouseClick(shown.nobody_button, Qt.MouseButton.LeftButton)
        assert shown.said.text().startswith("⚠")

    def it_tells_of_a_change_after_signing(self, qtbot, dialog, signed, tmp_path):
        file = tmp_path / "later.pdf"
        file.write_bytes(signed[0].read_bytes() + b"\n%%EOF\n")
        check(qtbot, dialog, file)
        assert dialog.sign.text() == "✓"
        assert dialog.signatures.said.text().startswith("✗ Signed by")

    def it_says_what_cannot_vouch_for_anybody(self, qtbot, dialog, signed, ask, tmp_path):
        check(qtbot, dialog, signed[0])
        ask.answers["open_file"] = tmp_path / "s.pem"
        (tmp_path / "s.pem").write_text("no certificate")
        with qtbot.waitSignal(dialog.checked, timeout=20000):
            qtbot.mouseClick(dialog.signatures.trust_button, Qt.MouseButton.LeftButton)
        assert "“s.pem” is no certificate; give the issuer's" in dialog.signatures.said.text()

    def it_keeps_the_issuers_for_the_next_time(self, qtbot, approved, ask, tmp_path):
        settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
        parent = QWidget()
        qtbot.addWidget(parent)
        with open_library(approved / "a.engross", read_only=True) as library:
            first = check_window(library, ask, parent, settings)
            ask.answers["open_file"] = tmp_path / "authority.pem"
            first.signatures.trust()
            first.close()
            again = check_window(library, ask, parent, settings)
            assert again.signatures.trusted == (tmp_path / "authority.pem",)
            again.close()

    def it_says_that_a_pdf_is_not_signed_and_nothing_of_word(self, qtbot, dialog, approved):
        check(qtbot, dialog, approved / "V2.pdf")
        assert dialog.signatures.said.text() == "Not signed."
        assert not dialog.signatures.trust_button.isVisible()
        check(qtbot, dialog, approved / "V2.docx")
        assert not dialog.signatures.isVisible()
