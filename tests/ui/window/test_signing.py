"""Signing a PDF from the export dialog."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.services.houses import load_houses
from app.ui.window.export import ExportDialog


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> ExportDialog:
    made = ExportDialog("Plan", (), load_houses(), "plain", tmp_path)
    qtbot.addWidget(made)
    made.show()
    return made


def choose(dialog: ExportDialog, suffix: str) -> None:
    dialog.format.setCurrentIndex(dialog.format.findData(suffix))
    dialog.format.activated.emit(dialog.format.currentIndex())


class DescribeSigningFromTheWindow:
    def it_takes_a_certificate_and_a_passphrase_for_a_pdf(self, dialog: ExportDialog, qtbot: QtBot):
        choose(dialog, ".pdf")
        qtbot.keyClicks(dialog.signing.certificate, "/safe/council.p12")
        qtbot.keyClicks(dialog.signing.passphrase, "a pass")
        assert dialog.signing.wish() == (Path("/safe/council.p12"), "a pass")
        assert dialog.signing.passphrase.echoMode() is QLineEdit.EchoMode.Password

    def it_signs_nothing_unless_asked(self, dialog: ExportDialog):
        choose(dialog, ".pdf")
        assert dialog.signing.wish() is None

    def it_signs_no_word_file(self, dialog: ExportDialog, qtbot: QtBot):
        choose(dialog, ".pdf")
        qtbot.keyClicks(dialog.signing.certificate, "/safe/council.p12")
        choose(dialog, ".docx")
        assert not dialog.signing.isEnabled()
        assert dialog.signing.wish() is None

    def it_keeps_its_place_and_says_so_where_nothing_is_signed(self, dialog: ExportDialog):
        choose(dialog, ".docx")
        size, place = dialog.size(), dialog.buttons.geometry()
        assert dialog.signing.certificate.placeholderText() == "only a PDF is signed"
        for suffix in (".pdf", ".html"):
            choose(dialog, suffix)
            assert (dialog.sizeHint(), dialog.size(), dialog.buttons.geometry()) == (size, size, place)

    def it_is_reached_by_the_keyboard(self, dialog: ExportDialog, qtbot: QtBot):
        choose(dialog, ".pdf")
        dialog.signing.certificate.setFocus()
        qtbot.keyClick(dialog.signing.certificate, Qt.Key.Key_Tab)
        qtbot.waitUntil(lambda: dialog.signing.browse.hasFocus())
