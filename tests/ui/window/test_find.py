"""Find and replace in the window, where an expression is looked for by another process."""

from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import Qt

from app.models import tree
from app.models.text import blocks_text, plain
from app.services.finding import replaced
from app.ui.background import Left
from app.ui.window import find


@pytest.fixture
def dialog(opened):
    opened.commands.find()
    dialog = opened.commands.finding.dialog
    yield dialog
    dialog.close()


def look_for(dialog, words, by=""):
    dialog.words.setText(words)
    dialog.by.setText(by)
    dialog.search()


def places(dialog):
    groups = (dialog.list.topLevelItem(at) for at in range(dialog.list.topLevelItemCount()))
    return [group.child(at).text(0) for group in groups for at in range(group.childCount())]


class DescribeFinding:
    def it_replaces_nothing_by_enter_in_the_line_for_what_is_looked_for(self, qtbot, opened, dialog):
        look_for(dialog, "thing 2", "matter")
        qtbot.waitUntil(dialog.replace.isEnabled)
        dialog.words.setFocus()
        before = opened.desk.root
        with qtbot.assertNotEmitted(dialog.replace.clicked):
            qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
        assert opened.desk.root is before
        qtbot.waitUntil(lambda: dialog.said.text() == "1 place in 1 part")

    def it_shows_what_comes_beside_what_goes_where_a_long_line_is_not_cut(self, qtbot, opened, dialog):
        look_for(dialog, "thing 2", "matter")
        qtbot.waitUntil(lambda: bool(places(dialog)))
        assert places(dialog) == ["Do [thing 2 → “matter”] well"]

    def it_shows_only_the_places_while_nothing_is_to_come(self, qtbot, opened, dialog):
        look_for(dialog, "thing 2")
        qtbot.waitUntil(lambda: bool(places(dialog)))
        assert places(dialog) == ["Do [thing 2] well"]

    def it_offers_each_kind_by_a_name_of_its_own(self, opened, dialog):
        kinds = [dialog.kind.itemText(at) for at in range(dialog.kind.count())]
        assert len(set(kinds)) == len(kinds)
        assert {"Risk", "Risks", opened.desk.house.term("theme").one} <= set(kinds)


class DescribeFindingByExpression:
    @pytest.fixture(autouse=True)
    def by_expression(self, dialog):
        dialog.expression.setChecked(True)

    def it_goes_on_while_one_is_looked_for_that_takes_for_ever(self, qtbot, opened, dialog):
        opened.desk.draft.do(lambda root: tree.change(root, "back", body=plain("a" * 60 + "!")), "Edit")
        look_for(dialog, "(a+)+$")
        assert dialog.said.text() == "Searching…"
        look_for(dialog, "th[iy]ng")  # nobody waits for the first any more
        qtbot.waitUntil(lambda: dialog.said.text() == "3 places in 3 parts")

    def it_looks_no_further_once_it_is_closed(self, qtbot, opened, dialog):
        opened.desk.draft.do(lambda root: tree.change(root, "back", body=plain("a" * 60 + "!")), "Edit")
        look_for(dialog, "(a+)+$")
        looking = dialog._looking
        dialog.reject()
        with pytest.raises(Left):
            looking.go_on()

    def it_keeps_the_window_going_where_the_draft_has_changed_meanwhile(
        self, qtbot, opened, dialog, monkeypatch
    ):
        threads = []

        def watched(*given):
            threads.append(current_thread())
            return replaced(*given)

        monkeypatch.setattr(find, "replaced", watched)
        look_for(dialog, r"thing (\d)", r"matter \1")
        qtbot.waitUntil(dialog.replace.isEnabled)
        dialog.replace.click()
        opened.desktop.structure.rename("p1", "Another name")
        done = "Do matter 2 well"
        qtbot.waitUntil(lambda: blocks_text(opened.desk.node("p2").body) == done, timeout=20000)
        assert opened.desk.node("p1").title == "Another name"
        assert main_thread() not in threads

    def it_puts_in_what_groups_found(self, qtbot, opened, dialog):
        look_for(dialog, r"(thing) (\d)", r"\2nd \1")
        qtbot.waitUntil(dialog.replace.isEnabled)
        dialog.replace.click()
        qtbot.waitUntil(lambda: blocks_text(opened.desk.node("p2").body) == "Do 2nd thing well")

    def it_shows_what_each_place_would_become(self, qtbot, dialog):
        look_for(dialog, r"(thing) (2)", r"\2nd \1")
        qtbot.waitUntil(lambda: dialog.said.text() == "1 place in 1 part")
        assert places(dialog) == ["Do [thing 2 → “2nd thing”] well"]

    def it_says_at_once_that_there_is_no_such_group(self, qtbot, dialog):
        look_for(dialog, r"(thing) 2", r"\2")
        qtbot.waitUntil(lambda: "names a group" in dialog.said.text())
        assert not dialog.replace.isEnabled()

    @pytest.mark.parametrize("words", ["(", "x*", "a{99999999999}"])
    def it_says_what_is_wrong_with_one(self, qtbot, dialog, words):
        look_for(dialog, words)
        qtbot.waitUntil(lambda: not dialog.said.text().startswith("Search"))
        assert "expression" in dialog.said.text() or "at least one letter" in dialog.said.text()
        assert not dialog.replace.isEnabled()


class DescribeReplacing:
    def it_still_says_so_once_it_has_looked_for_what_is_left(self, qtbot, opened, dialog):
        look_for(dialog, "thing", "some thing")
        qtbot.waitUntil(dialog.replace.isEnabled)
        dialog.replace.click()
        told = "Replaced in 3 parts. Ctrl+Z undoes it in one step. 3 places left."
        qtbot.waitUntil(lambda: dialog.said.text() == told)
        opened.desk.draft.undo()
        qtbot.waitUntil(lambda: dialog.said.text() == "3 places in 3 parts")

    def it_is_taken_back_by_ctrl_z_where_the_keyboard_stays(self, qtbot, opened, dialog):
        before = opened.desk.root
        look_for(dialog, "thing", "some matter")
        qtbot.waitUntil(dialog.replace.isEnabled)
        dialog.replace.click()
        qtbot.waitUntil(lambda: opened.desk.root is not before)
        qtbot.keyClick(dialog.words, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert opened.desk.root == before
        assert dialog.words.text() == "thing"

    def it_leaves_ctrl_z_to_the_line_once_something_else_is_typed(self, qtbot, opened, dialog):
        look_for(dialog, "thing", "some matter")
        qtbot.waitUntil(dialog.replace.isEnabled)
        dialog.replace.click()
        qtbot.waitUntil(lambda: dialog.said.text().startswith("Replaced"))
        after = opened.desk.root
        dialog.words.selectAll()
        qtbot.keyClicks(dialog.words, "x")
        qtbot.keyClick(dialog.words, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert opened.desk.root is after
        assert dialog.words.text() == "thing"
