"""A version opened to be read: from there it is compared, exported and restored."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from app.models import tree
from app.models.errors import Refused
from app.models.nodes import KINDS
from app.models.text import Paragraph, Run
from app.ui.window.export import ExportDialog
from app.ui.window.reader import ReaderDialog


@pytest.fixture
def reader(qtbot, opened):
    opened.desk.services.save_version(opened.desk.library, "s", "V1", "2026-06-02", "First", "")
    opened.desk.versions_changed.emit()
    opened.commands.read_version("V1")
    (reader,) = opened.findChildren(ReaderDialog)
    yield reader
    reader.close()


def refusing(*_):
    raise Refused("There is no such version.")


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


class DescribeReadingAVersion:
    def it_shows_the_text_once_it_has_been_read(self, qtbot, reader):
        qtbot.waitUntil(lambda: not reader.text.document().isEmpty())
        assert "Harbourne Digital Strategy" in reader.text.toPlainText()

    def it_has_the_order_that_is_printed(self, qtbot, opened):
        principles = KINDS["principles"].make(id="pr", title="Our principles")
        opened.desk.draft.do(
            lambda root: tree.insert(tree.change(root, "s", house="wrexham"), "s", principles), "Begin"
        )
        opened.desk.services.save_version(opened.desk.library, "s", "V1", "2026-06-02", "First", "")
        opened.commands.read_version("V1")
        (reader,) = opened.findChildren(ReaderDialog)
        qtbot.waitUntil(lambda: "Risks" in reader.text.toPlainText())
        words = reader.text.toPlainText()
        assert words.index("Our principles") < words.index("Risks")
        reader.close()

    def it_comes_in_turns_where_it_is_long(self, qtbot, reader, monkeypatch):
        monkeypatch.setattr(reader._filling, "_budget", 0)
        qtbot.waitUntil(lambda: not reader.text.document().isEmpty())
        long = tuple(Paragraph((Run(f"Paragraph {n}"),)) for n in range(50))
        reader._filling.begin(reader.text.fill(long))
        assert 0 < len(reader.text.blocks()) < 50
        qtbot.waitUntil(lambda: reader.text.blocks() == long)

    def it_keeps_the_width_of_its_lines_while_a_long_text_comes(self, qtbot, reader):
        qtbot.waitUntil(lambda: not reader.text.document().isEmpty())
        reader.text.set_blocks(())
        reader.grab()
        before = reader.text.viewport().width()
        reader.text.set_blocks(tuple(Paragraph((Run(f"Paragraph {n}"),)) for n in range(200)))
        bar = reader.findChild(QScrollArea).verticalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() > 0)
        assert reader.text.viewport().width() == before

    def it_says_why_it_cannot_be_read(self, qtbot, opened, monkeypatch):
        monkeypatch.setattr(opened.library, "content", refusing)
        opened.commands.read_version("V9")
        qtbot.waitUntil(lambda: "There is no such version." in str(opened.ask.asked))
        assert not any(dialog.isVisible() for dialog in opened.findChildren(ReaderDialog))

    def it_is_compared_from_there(self, qtbot, opened, reader, monkeypatch):
        asked = []
        monkeypatch.setattr(opened.commands, "compare_version", asked.append)
        click(qtbot, reader.compare)
        assert asked == ["V1"]
        assert not reader.isVisible()

    def it_is_exported_from_there(self, qtbot, opened, reader, monkeypatch):
        asked = []

        def answer(dialog):
            asked.append(dialog.version.currentData())
            return 0

        monkeypatch.setattr(ExportDialog, "exec", answer)
        click(qtbot, reader.export)
        assert asked == ["V1"]

    def it_is_what_an_export_proposes_while_the_draft_is_nothing_else(self, opened, reader, monkeypatch):
        asked = []
        monkeypatch.setattr(
            ExportDialog, "exec", lambda dialog: asked.append(dialog.version.currentData()) or 0
        )
        opened.commands.outgoing.export()
        opened.desktop.structure.remove(["p1"])
        opened.commands.outgoing.export()
        assert asked == ["V1", ""]

    def it_is_restored_from_there(self, qtbot, opened, reader):
        opened.desktop.structure.remove(["p1"])
        click(qtbot, reader.restore)
        assert "p1" in opened.desk.root.ids

    def it_is_left_by_escape(self, qtbot, reader):
        qtbot.keyClick(reader, Qt.Key.Key_Escape)
        assert not reader.isVisible()

    def it_offers_no_export_of_a_moment_that_is_no_version(self, qtbot, opened):
        opened.desktop.structure.remove(["p1"])
        opened.commands.read_moment(opened.desk.library.journal("s")[-1].id)
        (moment,) = opened.findChildren(ReaderDialog)
        assert not moment.export.isVisible()
        assert moment.compare.isVisible()
        moment.close()
