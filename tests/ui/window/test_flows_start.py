"""From the first start to an exported document with keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.models import tree
from app.models.text import blocks_text
from app.services.importing import read_document
from app.ui.pages.versions import SaveVersionDialog
from app.ui.window.export import ExportDialog
from app.ui.window.recent import recent_in
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

    def it_takes_the_years_of_the_title_for_the_period_until_others_are_written(
        self, qtbot, new_window, tmp_path
    ):
        window, proposed = new_window(), []

        def fill(dialog):
            qtbot.keyClicks(dialog.title, "Harbour plan 2026-2030")
            proposed.append(dialog.period.text())
            qtbot.keyClicks(dialog.period, " and beyond")
            qtbot.keyClicks(dialog.title, ", formerly 2025-2029")
            dialog.house.setCurrentIndex(dialog.house.findText("Blank"))
            dialog.library.setText(str(tmp_path / "plans.engross"))
            qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)

        in_dialog(NewDialog, fill)
        window.actions_by_name["new"].trigger()
        qtbot.waitUntil(lambda: window.desk is not None, timeout=20000)
        assert proposed == ["2026-2030"]
        assert window.desk.root.period == "2026-2030 and beyond"

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
