"""A strategy's whole way in the window: reported on, taken through its stages, approved, its copies checked."""

import zipfile
from typing import Any

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from app.__main__ import services
from app.models import tree
from app.models.approval import Decision
from app.services.approving import decide
from app.services.versions import save_version
from app.store.library import Library
from app.ui.panels import panels
from app.ui.window.export import ExportDialog, Written
from app.ui.window.main_window import MainWindow
from tests.ui.window.test_flows import in_dialog


@pytest.fixture
def window(qtbot, look, settings, ask, library_file):
    with Library.open(library_file, who="A. Owen") as library:
        save_version(library, "s", "V1", "2026-05-01")
    window = MainWindow(services(), look, settings, panels(), ask=ask)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.open_library(str(library_file))
    qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
    yield window
    window.close()


def trigger(window, name):
    action = window.actions_by_name[name]
    assert action.isEnabled()
    action.trigger()


def record(qtbot, window, stage, day, outcome=""):
    trigger(window, "outcome")
    dialog = window.desktop.panel("approval").dialog
    for key, value in (("stage", stage), ("outcome", outcome)):
        box = dialog.fields[key]
        assert isinstance(box, QComboBox)
        if value:
            box.setCurrentIndex(box.findData(value))
    dialog.fields["date"].setFocus()
    dialog.fields["date"].selectAll()
    qtbot.keyClicks(dialog.fields["date"], day)
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def check(qtbot, window, path):
    dialog = window.approvals.check_dialog
    with qtbot.waitSignal(dialog.checked, timeout=20000):
        dialog.check(path)
    return dialog.message.text()


class DescribeTheWayToTheApprovedCopy:
    def it_goes_from_report_to_stages_to_seal_to_checked_copies(self, qtbot, window, ask, tmp_path):
        trigger(window, "reports")
        reports = window.desktop.panel("reports")
        qtbot.waitUntil(lambda: reports.reported is not None, timeout=20000)
        ask.answers["save_file"] = tmp_path / "report.docx"
        with qtbot.waitSignal(reports.written, timeout=20000):
            qtbot.mouseClick(reports.word, Qt.MouseButton.LeftButton)
        (told,) = window.statusBar().findChildren(Written)
        assert "report.docx" in told.said.text()
        assert Document(str(tmp_path / "report.docx")).paragraphs

        trigger(window, "approval")
        approval = window.desktop.panel("approval")
        record(qtbot, window, "officers", "12 May 2026")
        record(qtbot, window, "scrutiny", "9 June 2026")
        assert [each.state for each in approval.standing.stages[:4]] == ["done", "left out", "done", "now"]
        record(qtbot, window, "decision", "7 July 2026")
        assert approval.standing.is_approved
        assert "Approved copy: V1" in approval.seal.state.text()

        desk = window.desk
        for suffix in (".docx", ".pdf"):
            window.services.export(desk.copy_of("V1"), tmp_path / f"copy{suffix}", "plain")
        trigger(window, "check_copy")
        for suffix in (".docx", ".pdf"):
            said = check(qtbot, window, tmp_path / f"copy{suffix}")
            assert (
                "This is V1 of “Harbourne Digital Strategy”, approved 7 July 2026 by Executive, unchanged"
                in said
            )
        with (
            zipfile.ZipFile(tmp_path / "copy.docx") as old,
            zipfile.ZipFile(tmp_path / "bad.docx", "w") as new,
        ):
            for info in old.infolist():
                data = old.read(info)
                if info.filename == "word/document.xml":
                    assert b"Do thing 2 well" in data
                    data = data.replace(b"Do thing 2 well", b"Do thing 3 well")
                new.writestr(info, data)
        assert "not the approved copy: it has 1 substantive difference" in check(
            qtbot, window, tmp_path / "bad.docx"
        )

        desk.draft.do(lambda root: tree.change(root, "p1", title="Other"), "Edit")
        qtbot.waitUntil(lambda: "Not approved" in approval.seal.state.text())
        assert "differs from V1 in 1 place" in approval.seal.about.text()
        qtbot.mouseClick(approval.seal.compare, Qt.MouseButton.LeftButton)
        assert window.desktop.activity == "compare"

    def it_asks_below_the_seal_where_the_approved_copy_is_to_go(self, qtbot, window):
        desk = window.desktop.desk
        decide(desk.library, "s", "V1", Decision("Cabinet", "2026-05-02", "approved", "decision"))
        desk.draft.do(lambda root: tree.change(root, "p1", title="Other"), "Edit")
        window.desktop.show_activity("approval")
        approval: Any = window.desktop.panel("approval")
        qtbot.waitUntil(approval.seal.export.isVisible)
        asked: list[str] = []

        def look(dialog):
            asked.append(dialog.version.currentText())
            dialog.reject()

        in_dialog(ExportDialog, look)
        qtbot.mouseClick(approval.seal.export, Qt.MouseButton.LeftButton)
        assert asked == ["V1 · 1 May 2026 · approved"]

    def it_gives_auditors_the_ledger(self, qtbot, window, ask, tmp_path):
        ask.answers["save_file"] = tmp_path / "ledger.csv"
        trigger(window, "ledger")
        qtbot.waitUntil(lambda: bool(window.statusBar().findChildren(Written)), timeout=20000)
        assert "V1 of" in (tmp_path / "ledger.csv").read_text(encoding="utf-8")

    def it_says_why_the_ledger_cannot_be_written(self, qtbot, window, ask, tmp_path):
        ask.answers["save_file"] = tmp_path / "ledger.doc"
        trigger(window, "ledger")
        qtbot.waitUntil(
            lambda: any(each[0] == "tell" and ".csv" in each[2] for each in ask.asked), timeout=20000
        )
        assert not (tmp_path / "ledger.doc").exists()

    def it_asks_for_a_library_before_a_copy_can_be_checked(self, qtbot, look, settings, ask):
        window = MainWindow(services(), look, settings, panels(), ask=ask)
        qtbot.addWidget(window)
        window.show()
        trigger(window, "check_copy")
        assert "Open the library" in ask.asked[-1][2]
        assert not window.actions_by_name["outcome"].isEnabled()
        window.close()
