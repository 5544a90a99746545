"""Whole flows through the window with real clicks and keys, over a real library."""

from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPushButton

from app.models import tree
from app.models.text import blocks_text
from app.store.library import Library
from app.ui.pages.versions import SaveVersionDialog
from app.ui.tree.model import CONTROL_PAGE, ID_ROLE, VERSIONS_PAGE
from app.ui.window.export import ExportDialog
from app.ui.window.welcome import NewDialog, recent_in


def in_dialog(kind, do):
    """Does something with the next dialog of a kind as soon as it is up."""

    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            timer.stop()
            do(dialog)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(5)
    return timer


def part(root, id) -> Any:
    return tree.find(root, id)


def children(root, id):
    return [child.title for child in part(root, id).children]


def shown_in(panel, unfolded=False):
    """The rows of the tree that can be seen, from the top; also those below folded ones where they are `unfolded`."""
    if unfolded:
        panel.view.expandAll()
    found = []
    at = panel.model.index(0, 0)
    while at.isValid():
        if not panel.view.isRowHidden(at.row(), at.parent()):
            found.append(at.data(ID_ROLE))
        at = panel.view.indexBelow(at)
    return found


def name_editor(view) -> Any:
    """The line in which a part is named in the tree."""
    return view.viewport().findChild(QLineEdit)


class DescribeDrafting:
    def it_saves_what_is_typed_into_a_form(self, qtbot, opened, library_file):
        opened.desktop.go("p1")
        body = opened.desktop.workspace.form.fields["body"].control.editor
        body.setFocus()
        with qtbot.waitSignal(opened.desk.changed):
            qtbot.keyClicks(body, "Now ")
        with Library.open(library_file, read_only=True) as library:
            stored = part(library.head("s"), "p1")
        assert blocks_text(stored.body) == "Now Do thing 1 well"
        assert opened.state.state.text() == "Saved"

    def it_shows_a_renamed_part_in_the_tree_at_once(self, qtbot, opened):
        opened.desktop.go("t1")
        title = opened.desktop.workspace.form.fields["title"].control.line
        title.setFocus()
        title.selectAll()
        with qtbot.waitSignal(opened.desk.changed):
            qtbot.keyClicks(title, "Connected coast")
        assert "Connected coast" in opened.desktop.model.index_of("t1").data()

    def it_adds_names_moves_and_deletes_parts_by_keys_alone(self, qtbot, opened):
        view = opened.desktop.tree.view
        opened.desktop.go("p1")
        qtbot.keyClick(view, Qt.Key.Key_Return)
        editor = name_editor(view)
        qtbot.keyClicks(editor, "Second thing")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        named = ["Priority 1", "Second thing", "Priority 2", "Priority 3"]
        qtbot.waitUntil(lambda: children(opened.desk.root, "t1") == named)
        qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert children(opened.desk.root, "t1")[0] == "Second thing"
        qtbot.keyClick(view, Qt.Key.Key_Delete)
        assert children(opened.desk.root, "t1") == ["Priority 1", "Priority 2", "Priority 3"]
        opened.actions_by_name["undo"].trigger()
        assert children(opened.desk.root, "t1")[0] == "Second thing"

    def it_chooses_the_neighbour_of_a_part_that_undo_takes_away(self, opened):
        opened.desktop.go("p1")
        opened.desktop.structure.add_below("t1", "priority")
        opened.actions_by_name["undo"].trigger()
        tree_view, shown = opened.desktop.tree.view, opened.desktop.workspace.shown_id
        assert shown in opened.desk.root.ids
        assert tree_view.selectionModel().selectedIndexes() == [opened.desktop.model.index_of(shown)]

    def it_goes_on_naming_a_part_where_it_is_asked_to_be_named_once_more(self, qtbot, opened):
        view = opened.desktop.tree.view
        opened.desktop.go("p1")
        opened.actions_by_name["rename"].trigger()
        editor = name_editor(view)
        qtbot.keyClicks(editor, "Second")
        opened.actions_by_name["rename"].trigger()
        assert name_editor(view) is editor
        qtbot.keyClicks(editor, " thing")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: children(opened.desk.root, "t1")[0] == "Second thing")

    def it_copies_and_pastes_branches_under_fresh_identities(self, qtbot, opened):
        view = opened.desktop.tree.view
        opened.desktop.go("t1")
        qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        themes = part(opened.desk.root, "v").children
        assert [theme.title for theme in themes] == ["Digital place", "Digital place", "Digital workforce"]
        assert themes[1].id != "t1"
        assert len(themes[1].children) == 3

    def it_edits_priorities_in_place_and_reorders_them(self, qtbot, opened):
        opened.desktop.go("t1")
        table = opened.desktop.workspace.form.tables["priority"]
        table.model.setData(table.model.index(0, 0), "Renamed in place")
        table.choose("p1")
        qtbot.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert children(opened.desk.root, "t1") == ["Priority 2", "Renamed in place", "Priority 3"]

    def it_stays_on_the_page_from_whose_table_a_row_is_deleted(self, qtbot, opened):
        opened.desktop.go("t1")
        table = opened.desktop.workspace.form.tables["priority"]
        table.choose("p1")
        for left in (["Priority 2", "Priority 3"], ["Priority 3"]):
            qtbot.keyClick(table.view, Qt.Key.Key_Delete)
            assert children(opened.desk.root, "t1") == left
            assert opened.desktop.workspace.shown_id == "t1"
            assert opened.desktop.tree.view.chosen_ids() == ["t1"]
        assert table.view.currentIndex().row() == 0
        assert table.view.hasFocus()

    def it_says_beside_the_field_what_is_wrong(self, qtbot, opened):
        opened.desktop.go("p1")
        field = opened.desktop.workspace.form.fields["end"]
        qtbot.keyClicks(field.control.line, "soonish")
        assert "Not a date" in field.wrong.text()
        field.control.line.setFocus()
        field.control.line.selectAll()
        qtbot.keyClicks(field.control.line, "9 oct 2027")
        assert field.wrong.text() == ""
        opened.desk.draft.flush()
        assert part(opened.desk.root, "p1").end == "2027-10-09"

    def it_scores_a_risk_by_a_click_on_the_matrix(self, qtbot, opened):
        opened.desktop.go("r1")
        form = opened.desktop.workspace.form
        place = form.matrix._square(5, 2).center().toPoint()
        qtbot.mouseClick(form.matrix, Qt.MouseButton.LeftButton, pos=place)
        opened.desk.draft.flush()
        risk = part(opened.desk.root, "r1")
        assert (risk.likelihood, risk.impact) == (5, 2)
        assert "= 10" in form.matrix.accessibleDescription()

    def it_moves_by_dropping_and_copies_from_elsewhere(self, opened):
        structure, root = opened.desktop.structure, opened.desk.root
        structure.drop(("s", (tree.find(root, "p1"), tree.find(root, "p3"))), "t2", 0)
        assert children(opened.desk.root, "t2") == ["Priority 1", "Priority 3", "Learn by doing"]
        structure.drop(("other", (tree.find(root, "p2"),)), "t2", 0)
        assert children(opened.desk.root, "t2")[0] == "Priority 2"
        assert children(opened.desk.root, "t1") == ["Priority 2"]

    @pytest.mark.parametrize(
        ("ids", "at", "order"),
        [
            (["p1", "p2"], 3, ["p3", "p1", "p2"]),
            (["p1", "p3"], 2, ["p2", "p1", "p3"]),
            (["p2", "p3"], 0, ["p2", "p3", "p1"]),
        ],
    )
    def it_drops_parts_side_by_side_among_their_siblings(self, opened, ids, at, order):
        structure, root = opened.desktop.structure, opened.desk.root
        structure.drop(("s", tuple(tree.find(root, id) for id in ids)), "t1", at)
        assert [n.id for n in part(opened.desk.root, "t1").children if n.kind == "priority"] == order

    def it_copies_by_dropping_with_ctrl_held(self, opened):
        view, model = opened.desktop.tree.view, opened.desktop.model
        mime = model.mimeData([model.index_of("t1"), model.index_of("p1")])
        assert model.supportedDragActions() & Qt.DropAction.CopyAction
        assert view.defaultDropAction() == Qt.DropAction.MoveAction
        model.dropMimeData(mime, Qt.DropAction.CopyAction, 2, 0, model.index_of("v"))
        themes = [child for child in opened.desk.node("v").children if child.kind == "theme"]
        assert [theme.title for theme in themes] == ["Digital place", "Digital workforce", "Digital place"]
        assert children(opened.desk.root, themes[2].id) == children(opened.desk.root, "t1")
        assert themes[2].ids.isdisjoint(themes[0].ids)

    def it_shows_what_was_dropped_into_a_folded_part_and_names_how_many_moved(self, opened):
        panel, root = opened.desktop.tree, opened.desk.root
        panel.view.collapse(panel.model.index_of("t2"))
        panel.view.setState(QAbstractItemView.State.DraggingState)
        nodes = (tree.find(root, "p1"), tree.find(root, "p3"))
        opened.desktop.structure.drop(("s", nodes), "t2", 0)
        panel.view.setState(QAbstractItemView.State.NoState)
        assert panel.view.isExpanded(panel.model.index_of("t2"))
        assert set(panel.view.chosen_ids()) == {"p1", "p3"}
        assert opened.desk.library.journal("s", 1)[0].label == "Move 2 parts"

    def it_filters_the_tree_and_comes_back(self, opened):
        panel = opened.desktop.tree
        before = panel.unfolded()
        panel.filter.setText("workFORCE")
        assert shown_in(panel) == ["s", "v", "t2"]
        panel.filter.clear()
        assert panel.unfolded() == before
        assert "p1" in shown_in(panel, unfolded=True)

    def it_remembers_what_was_unfolded_before_it_was_narrowed(self, opened):
        panel = opened.desktop.tree
        panel.view.collapse(panel.model.index_of("t1"))
        before = opened.desktop.place().unfolded
        for letters in ("p", "pr"):
            panel.filter.setText(letters)
        assert opened.desktop.place().unfolded == before

    def it_keeps_a_part_that_was_added_in_a_table_in_sight_until_something_else_is_typed(self, opened):
        panel = opened.desktop.tree
        opened.desktop.go("t2")
        panel.filter.setText("workFORCE")
        opened.desktop.workspace.form.table("priority").add.click()
        new = part(opened.desk.root, "t2").children[-1].id
        QApplication.processEvents()  # the tree is narrowed anew a moment after each change
        assert shown_in(panel) == ["s", "v", "t2", new]
        assert panel.filter.text() == "workFORCE"
        panel.filter.setText("workFORC")
        assert shown_in(panel) == ["s", "v", "t2"]

    def it_makes_the_tables_of_a_form_when_they_are_needed_and_in_their_places(self, opened):
        opened.desktop.go("t1")
        form = opened.desktop.workspace.form
        assert set(form.tables) == {"priority", "cost"}
        opened.desktop.structure.add_below("t1", "outcome")
        assert "outcome" in form.tables
        opened.desktop.structure.add_below("t1", "milestone")
        assert [child.kind for child in part(opened.desk.root, "t1").children[-2:]] == [
            "outcome",
            "milestone",
        ]
        form.grab()
        tops = [form.tables[kind].y() for kind in ("priority", "cost", "milestone", "outcome")]
        assert tops == sorted(tops)
        assert all(form.tables[kind].isVisibleTo(form) for kind in form.tables)

    def it_replaces_everywhere_in_one_step_of_undo(self, qtbot, opened):
        opened.commands.find()
        dialog = opened.commands.finding.dialog
        dialog.words.setText("thing")
        dialog.by.setText("matter")
        dialog.search()
        qtbot.waitUntil(dialog.replace.isEnabled)
        assert dialog.list.topLevelItemCount() == 3
        dialog.replace.click()
        qtbot.waitUntil(lambda: blocks_text(part(opened.desk.root, "p2").body) == "Do matter 2 well")
        opened.actions_by_name["undo"].trigger()
        assert blocks_text(part(opened.desk.root, "p2").body) == "Do thing 2 well"
        dialog.close()

    def it_begins_with_the_words_chosen_else_with_the_last_search(self, qtbot, opened):
        opened.commands.find()
        dialog = opened.commands.finding.dialog
        dialog.words.setText("thing")
        dialog.whole.setChecked(True)
        dialog.close()
        opened.commands.find()
        dialog = opened.commands.finding.dialog
        assert (dialog.words.text(), dialog.whole.isChecked()) == ("thing", True)
        dialog.close()
        opened.desktop.go("t1")
        title = opened.desktop.workspace.form.findChild(QLineEdit)
        title.setFocus()
        qtbot.waitUntil(title.hasFocus)
        title.setSelection(0, len("Digital"))
        opened.commands.find()
        assert opened.commands.finding.dialog.words.text() == "Digital"
        opened.commands.finding.dialog.close()

    def it_lists_what_it_finds_in_turns_and_only_of_the_last_search(self, qtbot, opened, monkeypatch):
        opened.commands.find()
        dialog = opened.commands.finding.dialog
        monkeypatch.setattr(dialog._listing, "_budget", 0)
        dialog.words.setText("thing")
        dialog.search()
        dialog.words.setText("well")
        dialog.search()
        assert not dialog.replace.isEnabled()
        qtbot.waitUntil(dialog.replace.isEnabled)
        assert dialog.said.text() == "3 places in 3 parts"
        dialog.expression.setChecked(True)
        dialog.words.setText("(")
        dialog.search()
        assert "places" not in dialog.said.text()
        dialog.close()


class DescribeVersionsAndExports:
    def it_goes_from_a_first_start_to_an_exported_document(self, qtbot, new_window, tmp_path):
        window = new_window()

        def fill(dialog):
            dialog.title.setText("A new strategy")
            dialog.organisation.setText("Harbourne Council")
            dialog.house.setCurrentIndex(dialog.house.findData("plain"))
            dialog.library.setText(str(tmp_path / "new.engross"))
            dialog.make.click()

        in_dialog(NewDialog, fill)
        window.findChild(QPushButton, "welcome-new").click()
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
        assert window.desk.root.title == "A new strategy"
        in_dialog(SaveVersionDialog, lambda dialog: dialog.accept_button.click())
        window.actions_by_name["save_version"].trigger()
        assert [row.label for row in window.desk.versions()] == ["V1"]
        to = tmp_path / "out.docx"

        def choose(dialog):
            dialog.place.setText(str(to))
            dialog.opens.setChecked(False)
            dialog.version.setCurrentIndex(dialog.version.findData("V1"))
            dialog.go.click()

        in_dialog(ExportDialog, choose)
        window.actions_by_name["export"].trigger()
        qtbot.waitUntil(to.exists, timeout=30000)
        assert to.read_bytes()[:2] == b"PK"
        seen = []
        in_dialog(ExportDialog, lambda dialog: (seen.append(dialog.opens.isChecked()), dialog.reject()))
        window.actions_by_name["export"].trigger()
        assert seen == [False]

    def it_drafts_what_changed_since_the_last_version(self, qtbot, opened):
        in_dialog(SaveVersionDialog, lambda dialog: dialog.accept_button.click())
        opened.commands.save_version()
        opened.desktop.structure.remove(["p2"])
        seen = []

        def look(dialog):
            qtbot.waitUntil(lambda: bool(dialog.changes.toPlainText()))
            seen.append((dialog.label.text(), dialog.changes.toPlainText()))
            dialog.reject()

        in_dialog(SaveVersionDialog, look)
        opened.commands.save_version()
        assert seen == [("V2", "Priority “Priority 2” removed under Digital place")]

    def it_drafts_it_for_whoever_does_not_wait_and_leaves_what_was_written(self, qtbot, opened):
        for act in (lambda dialog: None, lambda dialog: dialog.changes.setPlainText("My own words")):
            dialog = SaveVersionDialog("V2", lambda: "One priority added", opened)
            qtbot.addWidget(dialog)
            act(dialog)
            dialog.accept_button.click()
            kept = dialog.changes.toPlainText()
            qtbot.waitUntil(lambda dialog=dialog: dialog._describe is None)
            assert dialog.changes.toPlainText() == kept
            assert kept in ("One priority added", "My own words")

    def it_restores_a_version_as_one_edit(self, opened, strategy):
        opened.services.save_version(opened.library, "s", "V1", "", "", "")
        opened.desktop.structure.remove(["t1"])
        opened.commands.restore_version("V1")
        assert opened.desk.root == strategy
        opened.actions_by_name["undo"].trigger()
        assert "t1" not in opened.desk.root.ids

    def it_restores_an_earlier_moment_from_the_history(self, opened, strategy):
        opened.desktop.structure.remove(["t1"])
        opened.desktop.structure.remove(["g"])
        first = opened.library.journal("s")[0].id
        opened.commands.restore_moment(first)
        assert opened.desk.root == strategy


class DescribeTheWindow:
    def it_opens_again_where_one_was(self, qtbot, opened, new_window, library_file):
        opened.desktop.go("p2")
        opened.close()
        window = new_window()
        window.restore_session()
        qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
        assert window.desktop.workspace.shown_id == "p2"
        assert recent_in(window.settings)[0].title == "Harbourne Digital Strategy"

    def it_offers_a_way_on_when_the_library_is_open_elsewhere(
        self, qtbot, opened, new_window, library_file, ask
    ):
        second = new_window()
        ask.answers["choice"] = 0
        second.open_library(str(library_file))
        qtbot.waitUntil(lambda: second.desktop is not None, timeout=20000)
        question = next(asked for asked in ask.asked if asked[0] == "choice")
        assert "Open read-only" in question[3]
        assert second.desk.read_only
        assert second.state.state.text() == "Read-only"
        assert not second.actions_by_name["delete"].isEnabled()

    @pytest.mark.parametrize(
        ("bytes", "said"), [(b"", "0 bytes"), (b"not a library at all", "not an Engross library")]
    )
    def it_says_what_is_wrong_with_a_file_and_goes_on(self, qtbot, new_window, tmp_path, ask, bytes, said):
        path = tmp_path / "broken.engross"
        path.write_bytes(bytes)
        window = new_window()
        window.open_library(str(path))
        qtbot.waitUntil(lambda: bool(ask.asked), timeout=20000)
        assert said in ask.asked[0][2]
        assert path.read_bytes() == bytes
        assert window.desktop is None

    def it_hides_its_sides_and_focuses(self, opened):
        opened.actions_by_name["side"].trigger()
        opened.actions_by_name["tree"].trigger()
        assert opened.desktop.side.isHidden()
        assert opened.desktop.tree.isHidden()
        opened.actions_by_name["tree"].trigger()
        opened.actions_by_name["focus"].trigger()
        assert opened.desktop.tree.isHidden()
        assert opened.desktop.activities.isHidden()

    def it_has_no_keys_that_mean_two_things(self, opened):
        keys = [key.toString() for action in opened.actions_by_name.values() for key in action.shortcuts()]
        assert len(keys) == len(set(keys))
        assert QKeySequence("F9").toString() in keys

    def it_shows_both_pages(self, opened):
        opened.desktop.go(CONTROL_PAGE)
        assert opened.desktop.workspace.control.fields["author"].control.value() == "A. Owen"
        opened.desktop.go(VERSIONS_PAGE)
        assert opened.desktop.workspace.versions.isVisible()

    def it_counts_words(self, qtbot, opened):
        qtbot.waitUntil(lambda: "words" in opened.state.words.text())
