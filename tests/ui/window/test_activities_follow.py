"""Preview, links and roadmap in the whole window: what is chosen in one place is chosen in the other."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from app.__main__ import services
from app.compare.suggest import suggestions
from app.models import tree
from app.models.text import plain
from app.ui.keyboard import has_keyboard
from app.ui.panels import panels
from app.ui.window.main_window import MainWindow


@pytest.fixture
def window(qtbot, look, settings, ask, library_file):
    window = MainWindow(services(), look, settings, panels(), ask=ask)
    qtbot.addWidget(window)
    window.show()
    window.open_library(str(library_file))
    qtbot.waitUntil(lambda: window.desktop is not None, timeout=20000)
    yield window
    window.close()


class DescribeTheSuggestionsInTheWindow:
    def they_show_what_would_be_if_all_were_accepted(self, qtbot, window):
        desktop = window.desktop
        qtbot.waitUntil(lambda: window.review.open is not None, timeout=20000)
        found = suggestions(
            desktop.desk.root,
            tree.change(desktop.desk.root, "p1", title="Another"),
            author="Ann",
            at="",
            source="1",
        )
        desktop.desk.library.take_in("s", list(found), ())
        review = window.review.open
        review.state.reviewed()
        qtbot.waitUntil(lambda: len(review.state.suggestions) == 1, timeout=20000)
        review.suggestions.foresee.click()
        panel: Any = desktop.panel("compare")
        qtbot.waitUntil(lambda: panel.list.rows.rowCount() == 1, timeout=20000)
        assert panel.bar.sides[1].suggested
        assert panel.bar.sides[0].is_draft


class DescribeComparingInTheWindow:
    def it_goes_from_change_to_change_from_the_tree_too_and_has_the_keyboard_then(self, qtbot, window):
        desktop = window.desktop
        desktop.show_activity("compare")
        panel: Any = desktop.panel("compare")
        qtbot.waitUntil(lambda: panel.isVisible() and panel.list.rows.rowCount() > 1, timeout=20000)
        desktop.tree.view.setFocus()
        qtbot.keyClick(desktop.tree.view, Qt.Key.Key_F7)
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_F7)
        assert panel.list.chosen_rows() == [1]
        assert panel.list.hasFocus()

    def it_leaves_the_key_alone_while_another_activity_is_on_show(self, qtbot, window):
        desktop = window.desktop
        desktop.show_activity("compare")
        panel: Any = desktop.panel("compare")
        qtbot.waitUntil(lambda: panel.isVisible() and panel.list.rows.rowCount() > 1, timeout=20000)
        desktop.show_activity("draft")
        desktop.tree.view.setFocus()
        qtbot.keyClick(desktop.tree.view, Qt.Key.Key_F7)
        assert desktop.tree.view.hasFocus()


class DescribeThePreviewInTheWindow:
    def it_follows_the_tree_and_chooses_what_is_clicked(self, qtbot, window):
        desktop = window.desktop
        desktop.go("g")
        desktop.show_activity("preview")
        panel: Any = desktop.panel("preview")
        qtbot.waitUntil(lambda: panel.document.pageCount() > 3, timeout=20000)
        page, below = panel._pages.places["g"]
        bar = panel.view.verticalScrollBar()
        qtbot.waitUntil(
            lambda: 0 <= panel.layout_of_pages().y_of(page, below) - bar.value() <= panel.view.height()
        )
        desktop.go("t2")
        page, below = panel._pages.places["t2"]
        y = round(panel.layout_of_pages().y_of(page, below)) - bar.value()
        assert 0 <= y <= panel.view.viewport().height()
        assert desktop.activity == "preview"
        page, below = panel._pages.places["p9"]
        y = round(panel.layout_of_pages().y_of(page, below)) - bar.value() + 4
        middle = panel.view.viewport().width() // 2
        qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle, y))
        assert desktop.tree.view.chosen_ids() == ["p9"]
        assert desktop.workspace.shown_id == "p9"
        assert desktop.activity == "preview"


class DescribeTheTreeBesideAnActivity:
    def click(self, qtbot, window, id, modifiers=Qt.KeyboardModifier.NoModifier):
        view = window.desktop.tree.view
        window.desktop.tree.unfold([window.desk.id])
        index = window.desktop.model.index_of(id)
        view.scrollTo(index)
        at = view.visualRect(index).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, at)

    def it_takes_a_click_to_the_draft_where_it_would_come_to_nothing(self, qtbot, window):
        desktop = window.desktop
        desktop.show_activity("costs")
        desktop.panel("costs")
        self.click(qtbot, window, "g")
        assert desktop.activity == "draft"
        assert desktop.workspace.form.node_id == "g"

    @pytest.mark.parametrize("activity", ["compare", "preview"])
    def it_leaves_an_activity_that_follows_it(self, qtbot, window, activity):
        desktop = window.desktop
        desktop.show_activity(activity)
        desktop.panel(activity)
        self.click(qtbot, window, "g")
        assert desktop.activity == activity
        assert desktop.workspace.shown_id == "g"

    def it_leads_nowhere_where_several_are_chosen(self, qtbot, window):
        desktop = window.desktop
        desktop.show_activity("costs")
        desktop.panel("costs")
        self.click(qtbot, window, "g", Qt.KeyboardModifier.ControlModifier)
        assert desktop.activity == "costs"

    @pytest.mark.parametrize(("activity", "shown"), [("costs", "draft"), ("preview", "preview")])
    def it_shows_what_is_gone_to_from_elsewhere(self, window, activity, shown):
        window.desktop.show_activity(activity)
        window.desktop.panel(activity)
        window.desktop.go("g")
        assert window.desktop.activity == shown
        assert window.desktop.workspace.shown_id == "g"


class DescribeAFindingBesideAnActivity:
    @pytest.mark.parametrize("activity", ["costs", "preview"])
    def it_leads_to_where_it_is_mended(self, qtbot, window, activity):
        desktop = window.desktop
        qtbot.waitUntil(lambda: window.review.open is not None, timeout=20000)
        checks = window.review.open.checks
        qtbot.waitUntil(lambda: checks.list.count() > 0, timeout=20000)
        desktop.show_activity(activity)
        desktop.panel(activity)
        checks.list.setCurrentRow(0)
        where = checks._rows[0].finding.node
        checks.go.click()
        assert desktop.activity == "draft"
        assert desktop.workspace.shown_id == where


class DescribeTheFirstStepInTheWindow:
    def it_begins_a_row_on_the_page_of_the_part_that_holds_it(self, qtbot, window):
        desktop = window.desktop
        desktop.show_activity("costs")
        panel: Any = desktop.panel("costs")
        qtbot.waitUntil(panel.first.isVisible)
        qtbot.mouseClick(panel.first, Qt.MouseButton.LeftButton)
        assert desktop.activity == "draft"
        assert desktop.workspace.form.node_id == "t1"
        assert [child.kind for child in tree.find(desktop.desk.root, "t1").children][-1] == "cost"

    @pytest.mark.parametrize(("key", "without"), [("costs", ""), ("roadmap", "v"), ("risks", "rs")])
    def it_keeps_the_keyboard_on_the_page_where_there_is_nothing_to_show(self, qtbot, window, key, without):
        desktop = window.desktop
        if without:
            desktop.desk.draft.do(lambda root: tree.remove(root, without), "Delete")
        desktop.go("s")
        desktop.workspace.form.focus_first()
        desktop.show_activity(key)
        panel: Any = desktop.panel(key)
        qtbot.waitUntil(lambda: bool(panel.note.text()))
        assert has_keyboard(panel)

    def it_is_about_the_part_that_is_chosen(self, qtbot, window):
        desktop = window.desktop
        desktop.go("t2")
        desktop.show_activity("costs")
        panel: Any = desktop.panel("costs")
        qtbot.waitUntil(panel.first.isVisible)
        assert panel.first.text() == "Add cost to “3.2 Digital workforce”"
        desktop.go("p1")
        desktop.show_activity("costs")
        assert panel.first.text() == "Add cost to “3.1 Digital place”"


class DescribeACommentBesideTheComparison:
    def it_is_about_the_change_that_is_chosen(self, qtbot, window):
        desktop = window.desktop
        desk = desktop.desk
        qtbot.waitUntil(lambda: window.review.open is not None, timeout=20000)
        desk.library.save_version(desk.id, "V1", "2026-06-02")
        desk.draft.do(lambda root: tree.change(root, "p1", body=plain("Do thing 2 well")), "Reword")
        window.commands.compare_version("V1")
        panel: Any = desktop.panel("compare")
        qtbot.waitUntil(lambda: panel.list.rows.rowCount() == 1, timeout=20000)
        panel.list.look_at(0)
        window.actions_by_name["comment"].trigger()
        comments = window.review.open.comments
        qtbot.waitUntil(lambda: comments.writing.isVisible())
        qtbot.keyClicks(comments.writing.box, "Why?")
        qtbot.keyClick(comments.writing.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        (made,) = desk.library.comments(desk.id)
        assert (made.node, made.field, made.quote, made.anchor) == ("p1", "body", "2", "Do thing ")
        qtbot.waitUntil(lambda: len(comments.cards) == 1)
        comments.cards[0].go.click()
        assert desktop.activity == "draft"
        editor = desktop.workspace.form.fields["body"].control.editor
        qtbot.waitUntil(lambda: editor.textCursor().selectedText() == "2")

    def it_is_about_the_part_on_show_where_no_change_is_chosen(self, qtbot, window):
        desktop = window.desktop
        desktop.go("t2")
        qtbot.waitUntil(lambda: window.review.open is not None, timeout=20000)
        desktop.show_activity("compare")
        desktop.panel("compare")
        assert window.review.open._words_to_comment() == ("t2", "", "", "")


class DescribeAChangeThatIsOpened:
    def opened(self, qtbot, window, edit):
        """The desktop after Enter on the one change that an edit makes since V1."""
        desktop = window.desktop
        desk = desktop.desk
        qtbot.waitUntil(lambda: window.review.open is not None, timeout=20000)
        desk.library.save_version(desk.id, "V1", "2026-06-02")
        desk.draft.do(edit, "Reword")
        window.commands.compare_version("V1")
        panel: Any = desktop.panel("compare")
        qtbot.waitUntil(lambda: panel.list.rows.rowCount() == 1, timeout=20000)
        panel.list.look_at(0)
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
        return desktop

    @pytest.mark.parametrize(
        ("words", "chosen", "after"),
        [
            ("Do thing 2 well", "2", "Do thing 2"),
            ("Do well", "", "Do"),
            ("Do thing 1 quite well", "quite", "Do thing 1 quite"),
        ],
    )
    def it_has_its_words_chosen_or_the_cursor_where_some_went(self, qtbot, window, words, chosen, after):
        desktop = self.opened(qtbot, window, lambda root: tree.change(root, "p1", body=plain(words)))
        qtbot.waitUntil(lambda: desktop.workspace.form_on_show is not None)
        assert (desktop.activity, desktop.workspace.shown_id) == ("draft", "p1")
        editor = desktop.workspace.form.fields["body"].control.editor
        qtbot.waitUntil(lambda: editor.textCursor().position() == len(after))
        assert editor.textCursor().selectedText() == chosen
        qtbot.waitUntil(editor.hasFocus)

    def it_leads_to_the_words_of_a_title(self, qtbot, window):
        desktop = self.opened(qtbot, window, lambda root: tree.change(root, "p1", title="Priority one"))
        line = desktop.workspace.form.fields["title"].control.findChild(QLineEdit)
        qtbot.waitUntil(lambda: line.selectedText() == "one")

    def it_is_said_to_be_gone_where_its_part_was_deleted(self, qtbot, window):
        desktop = self.opened(qtbot, window, lambda root: tree.remove(root, "p1"))
        assert "not in the draft" in window.statusBar().currentMessage()
        assert desktop.activity == "compare"


class DescribeLinksInTheWindow:
    def it_links_by_space_and_goes_by_enter(self, qtbot, window):
        desktop = window.desktop
        desktop.show_activity("links")
        panel: Any = desktop.panel("links")
        qtbot.waitUntil(lambda: bool(panel.model.matrix.rows))
        panel.table.setCurrentIndex(panel.model.index(0, 0))
        row, column = panel.model.parts_at(panel.table.currentIndex())
        qtbot.keyClick(panel.table, Qt.Key.Key_Space)
        linked: Any = tree.find(desktop.desk.root, row.id)
        assert linked.objectives == (column.id,)
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
        assert desktop.activity == "draft"
        assert desktop.workspace.shown_id == row.id
