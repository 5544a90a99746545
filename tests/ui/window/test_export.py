"""Exporting in the background: how far it has come, calling it off, and what is told when it is done."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QProgressDialog, QPushButton

from app.__main__ import services
from app.models.content import Content
from app.models.control import VersionRow
from app.models.errors import Refused
from app.services.houses import house
from app.ui import background
from app.ui.desk import Copy
from app.ui.window import export as exporting
from app.ui.window.export import Export, ExportDialog, Written, tell_written
from tests.ui.fakes import fake_services


class Slow:
    """An export of two steps that waits between them until it is let go."""

    def __init__(self):
        self.half, self.go = Event(), Event()

    def __call__(self, copy, to, house, progress):
        progress(1, 2)
        self.half.set()
        self.go.wait(10)
        progress(2, 2)
        to.write_text("new")
        return to


@pytest.fixture
def window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.statusBar()
    window.show()
    return window


@pytest.fixture
def begin(window):
    def begin(does, to: Path):
        export = Export(fake_services()._replace(export=does), window)
        export.start(None, to, "plain", opens=False)  # type: ignore[arg-type]
        return export

    return begin


class DescribeAnExport:
    def it_tells_how_far_it_has_come(self, qtbot, begin, tmp_path):
        slow = Slow()
        export = begin(slow, tmp_path / "copy.pdf")
        qtbot.waitUntil(slow.half.is_set)
        qtbot.waitUntil(lambda: export.progress is not None and export.progress.value() == 50)
        with qtbot.waitSignal(export.done) as done:
            slow.go.set()
        assert done.args == [tmp_path / "copy.pdf"]
        assert (tmp_path / "copy.pdf").read_text() == "new"

    def it_leaves_the_old_file_and_no_litter_when_it_is_called_off(self, qtbot, begin, window, tmp_path):
        to = tmp_path / "copy.pdf"
        to.write_text("old")
        slow = Slow()
        export = begin(slow, to)
        qtbot.waitUntil(slow.half.is_set)
        dialog = window.findChild(QProgressDialog)
        dialog.forceShow()
        told: list[object] = []
        off: list[object] = []
        export.called_off.connect(off.append)
        for signal in (export.done, export.failed):
            signal.connect(told.append)
        qtbot.mouseClick(dialog.findChild(QPushButton), Qt.MouseButton.LeftButton)
        slow.go.set()
        qtbot.waitUntil(lambda: export.progress is None)
        assert told == []
        assert off == [to]
        assert to.read_text() == "old"
        assert list(tmp_path.iterdir()) == [to]

    def it_takes_its_bar_away_before_it_tells_of_a_fault(self, qtbot, begin, window, tmp_path):
        go, seen = Event(), []

        def write(copy, to, house, progress):
            go.wait(10)
            raise Refused("There is no room.")

        export = begin(write, tmp_path / "copy.pdf")
        bar = window.findChild(QProgressDialog)
        bar.forceShow()
        export.failed.connect(lambda _: seen.append(bar.isVisible()))
        go.set()
        qtbot.waitUntil(lambda: bool(seen))
        assert seen == [False]

    def it_leaves_no_litter_where_the_program_ends_first(self, qapp, qtbot, begin, tmp_path):
        slow = Slow()
        begin(slow, tmp_path / "copy.pdf")
        qtbot.waitUntil(slow.half.is_set)
        qapp.aboutToQuit.emit()
        slow.go.set()
        assert background.wait(10)
        assert list(tmp_path.iterdir()) == []

    def it_tells_of_a_file_that_was_written_before_it_heard(self, qtbot, begin, window, tmp_path):
        def write(copy, to, house, progress):
            progress(1, 1)
            to.write_text("new")
            window.findChild(Export).cancel()
            return to

        with qtbot.waitSignal(begin(write, tmp_path / "copy.pdf").done):
            pass
        assert (tmp_path / "copy.pdf").read_text() == "new"

    @pytest.mark.parametrize("name", ["a folder.md", "n" * 300 + ".md"])
    def it_refuses_what_no_file_can_replace(self, qtbot, window, strategy, tmp_path, name):
        (tmp_path / "a folder.md").mkdir()
        before = sorted(tmp_path.iterdir())
        export = Export(fake_services()._replace(export=services().export), window)
        copy = Copy(Content(strategy), "", "", (), None)
        with qtbot.waitSignal(export.failed) as failed:
            export.start(copy, tmp_path / name, "plain", opens=False)
        assert isinstance(failed.args[0], Refused)
        assert sorted(tmp_path.iterdir()) == before

    def it_says_where_the_file_lies_that_no_program_opens(
        self, qtbot, window, strategy, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(exporting, "open_file", lambda _: False)
        export = Export(fake_services()._replace(export=services().export), window)
        with qtbot.waitSignal(export.failed) as told:
            export.start(Copy(Content(strategy), "", "", (), None), tmp_path / "copy.md", "plain", opens=True)
        assert str(told.args[0]).startswith(f"“copy.md” was written to {tmp_path}, but no program")

    @pytest.mark.parametrize("fails", [False, True])
    def it_is_gone_once_it_is_over(self, qtbot, begin, window, tmp_path, fails):
        def write(*_):
            if fails:
                raise Refused("The disk is full.")

        export = begin(write, tmp_path / "copy.pdf")
        with qtbot.waitSignal(export.failed if fails else export.done):
            pass
        qtbot.waitUntil(lambda: not window.findChildren(Export))

    def it_tells_of_a_refusal(self, qtbot, begin, tmp_path):
        def refuse(*_):
            raise Refused("The disk is full.")

        export = begin(refuse, tmp_path / "copy.pdf")
        with qtbot.waitSignal(export.failed) as failed:
            pass
        assert str(failed.args[0]) == "The disk is full."


class DescribeWhatTheStatusBarSays:
    def it_gives_the_path_and_opens_the_file(self, qtbot, window, tmp_path, monkeypatch):
        opened: list[Path] = []
        monkeypatch.setattr(exporting, "open_file", lambda to: not opened.append(to))
        tell_written(window.statusBar(), tmp_path / "first.pdf")
        tell_written(window.statusBar(), tmp_path / "copy.pdf")
        (said,) = [each for each in window.statusBar().findChildren(Written) if each.isVisible()]
        assert str(tmp_path / "copy.pdf") in said.said.text()
        qtbot.mouseClick(said.button, Qt.MouseButton.LeftButton)
        assert opened == [tmp_path / "copy.pdf"]

    def it_says_where_no_program_opens_the_file(self, qtbot, window, tmp_path, monkeypatch):
        monkeypatch.setattr(exporting, "open_file", lambda _: False)
        tell_written(window.statusBar(), tmp_path / "copy.pdf")
        (said,) = window.statusBar().findChildren(Written)
        qtbot.mouseClick(said.button, Qt.MouseButton.LeftButton)
        assert "no program on this computer opens it" in said.said.text()

    def it_cuts_a_long_path_and_keeps_the_name(self, window, tmp_path):
        before = window.minimumSizeHint().width()
        tell_written(window.statusBar(), tmp_path / ("long " * 60) / "copy.pdf")
        window.resize(600, 300)
        (said,) = window.statusBar().findChildren(Written)
        assert window.minimumSizeHint().width() < before + 400
        assert said.said.minimumSizeHint().width() < 100


class DescribeTheDialog:
    @pytest.fixture
    def dialog(self, qtbot, tmp_path):
        versions = (VersionRow("V1", "2026-06-02"),)
        dialog = ExportDialog("Plan", versions, {"plain": house("plain")}, "plain", tmp_path)
        qtbot.addWidget(dialog)
        return dialog

    def choose(self, box, data):
        box.setCurrentIndex(box.findData(data))
        box.activated.emit(box.currentIndex())

    def it_proposes_a_name_by_version_and_format(self, dialog):
        assert dialog.to.name == "Plan draft.docx"
        self.choose(dialog.version, "V1")
        self.choose(dialog.format, ".pdf")
        assert dialog.to.name == "Plan V1.pdf"

    def it_says_which_version_is_approved(self, qtbot, tmp_path):
        versions = tuple(
            VersionRow(f"V{n}", f"2026-06-0{n}", fingerprint=print) for n, print in ((1, "a"), (2, "b"))
        )
        states = {"a": "approved"}
        dialog = ExportDialog("Plan", versions, {"plain": house("plain")}, "plain", tmp_path, states=states)
        qtbot.addWidget(dialog)
        said = [dialog.version.itemText(at) for at in range(dialog.version.count())]
        assert said[1:] == ["V2 · 2 June 2026", "V1 · 1 June 2026 · approved"]

    def it_keeps_a_name_that_was_typed(self, dialog, tmp_path):
        dialog.place.setText(str(tmp_path / "for the web.docx"))
        self.choose(dialog.format, ".pdf")
        self.choose(dialog.version, "V1")
        assert dialog.to.name == "for the web.pdf"

    def it_says_that_a_file_will_be_replaced(self, dialog, tmp_path):
        assert dialog.replaces.isHidden()
        (tmp_path / "there.docx").write_text("")
        dialog.place.setText(str(tmp_path / "there.docx"))
        assert not dialog.replaces.isHidden()
        assert dialog.go.isEnabled()

    def it_says_what_no_file_can_be(self, dialog, tmp_path):
        (tmp_path / "folder.docx").mkdir()
        dialog.place.setText(str(tmp_path / "folder.docx"))
        assert "is a folder" in dialog.fault.text()
        dialog.place.setText(str(tmp_path / ("n" * 300) / "copy.docx"))
        assert "no folder" in dialog.fault.text()
        assert not dialog.go.isEnabled()
