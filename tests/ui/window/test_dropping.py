"""Files dropped on the window: what is taken, and what is said of documents that cannot be read."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.ui.window.dropping import dropped


def holding(*paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(window, path):
    mime = holding(path)
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert window.drops.eventFilter(window, event)


class DescribeADrop:
    def it_is_one_file_of_a_kind_that_can_be_opened(self, tmp_path):
        assert dropped(holding(tmp_path / "Plan.DOCX")) == tmp_path / "Plan.DOCX"
        assert dropped(holding(tmp_path / "a.docx", tmp_path / "b.docx")) is None
        assert dropped(holding(tmp_path / "a.xlsx")) is None

    @pytest.mark.parametrize(
        ("name", "data", "says"),
        [("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"), ("x.rtf", b"{\\rtf1", "RTF")],
    )
    def it_says_what_to_do_with_a_document_of_another_program(
        self, qtbot, new_window, ask, tmp_path, name, data, says
    ):
        (tmp_path / name).write_bytes(data)
        drop(new_window(), tmp_path / name)
        qtbot.waitUntil(lambda: bool(ask.asked), timeout=20000)
        assert ask.asked[0][0] == "tell"
        assert says in ask.asked[0][2]
        assert "save it as .docx" in ask.asked[0][2]
