"""Where the dialogs that ask for files begin."""

import pytest
from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.dialogs import Dialogs


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """Answers each dialog with a file in `tmp_path`, and notes where it began."""
    begun = []

    def answer(over, title, place, filter):
        begun.append(place)
        return str(tmp_path / "chosen.docx"), filter

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return begun


class DescribeTheFolderOfAFileDialog:
    def it_is_that_of_the_last_file_also_after_a_restart(self, qtbot, asked, tmp_path, monkeypatch):
        documents = tmp_path / "Documents"
        documents.mkdir()
        monkeypatch.setattr(QStandardPaths, "writableLocation", lambda place: str(documents))
        over = QWidget()
        qtbot.addWidget(over)
        settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        dialogs = Dialogs(over, settings)
        dialogs.save_file("Save", "new.docx", "")
        dialogs.open_file("Open", "")
        Dialogs(over, settings).save_file("Save", "other.docx", "")
        assert asked == [str(documents / "new.docx"), str(tmp_path), str(tmp_path / "other.docx")]
