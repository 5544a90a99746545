"""From the first start to an exported document with keys, and back after the program was killed."""

import os
import signal
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.models import tree
from app.models.text import blocks_text
from app.services.importing import read_document
from app.store.library import Library
from app.ui.pages.versions import SaveVersionDialog
from app.ui.window.export import ExportDialog
from app.ui.window.recent import recent_in
from app.ui.window.session import last_open
from app.ui.window.welcome import NewDialog
from tests.ui.window.test_flows import in_dialog, name_editor


def named(root, title):
    return next(node for node in tree.walk(root) if node.title == title)


def add_named(qtbot, window, after, name):
    """Adds a part after another and names it, with keys alone; its id."""
    view = window.desktop.tree.view
    window.desktop.go(after)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    editor = name_editor(view)
    qtbot.keyClicks(editor, name)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(node.title == name for node in tree.walk(window.desk.root)))
    return named(window.desk.root, name).id


class DescribeAFirstStart:
    @pytest.fixture
    def begun(self, qtbot, new_window, tmp_path):
        """A window on a new strategy that was begun from a house's outline."""
        window = new_window()
        assert window.welcome.empty.isVisible()

        def fill(dialog):
            qtbot.keyClicks(dialog.title, "Harbour plan")
            qtbot.keyClicks(dialog.organisation, "Harbourne Council")
            dialog.house.setCurrentIndex(dialog.house.findData("plain"))
            dialog.library.setText(str(tmp_path / "first.engross"))
            qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)

        in_dialog(NewDialog, fill)
        qtbot.mouseClick(window.findChild(QPushButton, "welcome-new"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
        return window

    def it_asks_again_with_what_was_typed_where_the_library_cannot_be_used(self, qtbot, new_window, tmp_path):
        (tmp_path / "notes.txt").write_text("Notes")
        window, said = new_window(), []

        def fill(dialog):
            qtbot.keyClicks(dialog.title, "Harbour plan")
            dialog.library.setText(str(tmp_path / "notes.txt"))
            qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
            said.append((dialog.isVisible(), dialog.title.text(), dialog.fault.text()))
            dialog.library.setText(str(tmp_path / "plans.engross"))
            qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)

        in_dialog(NewDialog, fill)
        window.actions_by_name["new"].trigger()
        [(stays, title, fault)] = said
        assert (stays, title) == (True, "Harbour plan")
        assert "is not an Engross library" in fault
        qtbot.waitUntil(
            lambda: window.desk is not None and window.desk.root.title == "Harbour plan", timeout=20000
        )
        assert (tmp_path / "notes.txt").read_text() == "Notes"

    def it_drafts_two_themes_saves_a_version_and_exports_it(self, qtbot, begun, tmp_path):
        vision = next(node for node in tree.walk(begun.desk.root) if node.kind == "vision")
        first = next((node.id for node in vision.children if node.kind == "theme"), "")
        if not first:
            begun.desktop.structure.add_below(vision.id, "theme")
            first = tree.find(begun.desk.root, vision.id).children[0].id
        begun.desk.draft.do(lambda root: tree.change(root, first, title="Open harbour"), "Rename")
        second = add_named(qtbot, begun, first, "Ready people")
        for theme, words in ((first, "Every quay is reached online."), (second, "Everybody can use it.")):
            begun.desktop.go(theme)
            body = begun.desktop.workspace.form.fields["body"].control.editor
            body.setFocus()
            qtbot.keyClicks(body, words)
        begun.desk.draft.flush()
        in_dialog(SaveVersionDialog, lambda dialog: dialog.accept_button.click())
        begun.actions_by_name["save_version"].trigger()
        to = tmp_path / "harbour plan.docx"

        def choose(dialog):
            dialog.place.setText(str(to))
            dialog.opens.setChecked(False)
            dialog.version.setCurrentIndex(dialog.version.findData("V1"))
            dialog.go.click()

        in_dialog(ExportDialog, choose)
        begun.actions_by_name["export"].trigger()
        qtbot.waitUntil(to.exists, timeout=30000)
        proposal, version = read_document(to)
        assert version == "V1"
        themes = [node for node in tree.walk(proposal.content.root) if node.kind == "theme"]
        assert [(node.title, blocks_text(node.body)) for node in themes[:2]] == [
            ("Open harbour", "Every quay is reached online."), ("Ready people", "Everybody can use it."),
        ]  # fmt: skip
        begun.close_strategy()
        assert recent_in(begun.settings)[0].state == "V1 saved, not approved"


KILLED = """
import sys
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from app.__main__ import services
from app.ui.look import Look
from app.ui.window.main_window import MainWindow
app = QApplication(["engross"])
settings = QSettings(sys.argv[2], QSettings.Format.IniFormat)
window = MainWindow(services(), Look(app, settings), settings)
window.show()
window.open_library(sys.argv[1])
def type():
    if window.desktop is None:
        return
    timer.stop()
    window.desktop.go("p2")
    window.desk.draft.state_changed.connect(tell)
    line = window.desktop.workspace.form.fields["title"].control.line
    line.setText("Said to be saved")
    line.textEdited.emit(line.text())
def tell(state, sentence):
    if state == "saved":
        settings.sync()
        print("saved", flush=True)
timer = QTimer()
timer.timeout.connect(type)
timer.start(5)
app.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process by signal")
def test_a_killed_session_comes_back_with_its_last_acknowledged_words(
    qtbot, new_window, library_file, tmp_path, settings
):
    command = [sys.executable, "-c", KILLED, str(library_file), settings.fileName()]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert line == "saved\n"
    settings.sync()
    assert last_open(settings) == (str(library_file), "s")
    window = new_window()
    window.restore_session()
    qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
    assert window.desktop.workspace.shown_id == "p2"
    assert window.desktop.workspace.form.fields["title"].control.line.text() == "Said to be saved"
    assert not window.desk.read_only
    with Library.open(library_file, read_only=True) as library:
        assert library.fsck().ok
