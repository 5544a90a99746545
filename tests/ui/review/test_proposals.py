"""Parts that reviewers would add, move or delete, in the form where they stand or would stand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.compare.carrying import all_carried_out
from app.compare.suggest import suggestions
from app.models import nodes, tree
from app.models.review import Comment
from app.models.text import plain
from app.ui.review.proposals import ProposalStrip
from app.ui.tree.model import ID_ROLE


@pytest.fixture
def propose(qtbot, opened, review):
    """Lets R. Ellis suggest what leads from the draft to another tree."""

    def propose(change):
        root = opened.desk.root
        found = suggestions(root, change(root), author="R. Ellis", at="2026-03-03T10:00:00Z", source="copy:0")
        opened.library.take_in("s", list(found), [])
        review.state.reviewed()
        stored = len(opened.library.suggestions("s"))
        qtbot.waitUntil(lambda: len(review.state.suggestions) == stored, timeout=10000)

    return propose


def said(review):
    return [strip.said.text() for strip in review.proposed.strips]


def click(qtbot, strip, name):
    (button,) = (each for each in strip.findChildren(QPushButton) if each.text() == name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def press(qtbot, button):
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    qtbot.keyClick(button, Qt.Key.Key_Space)


def add(kind, id, title, under, at, text=""):
    made = nodes.KINDS[kind].make(id=id, title=title, body=plain(text) if text else ())
    return lambda root: tree.insert(root, under, made, at)


def strips_under(table):
    """The strips of a table, each with where it stands: below which row, -1 before the first."""
    view = table.view
    return {
        strip.said.text(): view.rowAt(strip.y()) if strip.parentWidget() is view.viewport() else -1
        for strip in table.findChildren(ProposalStrip)
        if strip.isVisible()
    }


class DescribeSuggestedParts:
    def they_stand_among_the_rows_where_they_would_come(self, qtbot, opened, review, propose):
        opened.desktop.go("t1")
        opened.desktop.workspace.finish()
        first, second = (
            add("priority", "head", "Ask residents first", "t1", 0),
            add("priority", "new", "Open a help desk", "t1", 1),
        )
        propose(lambda root: first(second(root)))
        table = opened.desktop.workspace.form.tables["priority"]
        qtbot.waitUntil(lambda: len(strips_under(table)) == 2)
        assert strips_under(table) == {
            "Suggested by R. Ellis, 3 March 2026: Ask residents first": -1,
            "Suggested by R. Ellis, 3 March 2026: Open a help desk": 0,
        }
        low = {strip.said.text(): strip for strip in review.proposed.strips}
        strip = low["Suggested by R. Ellis, 3 March 2026: Open a help desk"]
        assert strip.geometry().bottom() < table.view.rowViewportPosition(1)

    def it_is_accepted_and_taken_back_there(self, qtbot, opened, review, propose):
        opened.desktop.go("t1")
        opened.desktop.workspace.finish()
        propose(add("priority", "new", "Open a help desk", "t1", 1))
        click(qtbot, review.proposed.strips[0], "Accept")
        assert [child.id for child in tree.find(opened.desk.root, "t1").children][:2] == ["p1", "new"]
        qtbot.waitUntil(lambda: not review.proposed.strips)
        opened.actions_by_name["undo"].trigger()
        qtbot.waitUntil(lambda: len(review.proposed.strips) == 1)
        click(qtbot, review.proposed.strips[0], "Reject")
        qtbot.waitUntil(lambda: not review.proposed.strips)
        assert "new" not in opened.desk.root.ids
        assert opened.library.suggestions("s")[0].state == "rejected"

    def they_lead_the_keyboard_to_the_row_for_the_same_key_would_be_written_into_the_next_text(
        self, qtbot, opened, review, propose
    ):
        opened.desktop.go("t1")
        opened.desktop.workspace.finish()
        first = add("priority", "head", "Ask residents first", "t1", 0)
        second = add("priority", "new", "Open a help desk", "t1", 1)
        propose(lambda root: first(second(root)))
        view = opened.desktop.workspace.form.tables["priority"].view
        for name, row, left in (("accept", 0, 1), ("reject", 1, 0)):
            press(qtbot, getattr(review.proposed.strips[0], name))
            qtbot.waitUntil(lambda left=left: len(review.proposed.strips) == left)
            assert view.hasFocus()
            assert view.currentIndex().row() == row

    def they_keep_the_keyboard_while_another_is_decided_elsewhere(self, qtbot, opened, review, propose):
        opened.desktop.go("t1")
        opened.desktop.workspace.finish()
        first = add("priority", "head", "Ask residents first", "t1", 0)
        second = add("priority", "new", "Open a help desk", "t1", 1)
        propose(lambda root: first(second(root)))
        stays, goes = review.proposed.strips
        stays.reject.setFocus()
        qtbot.waitUntil(stays.reject.hasFocus)
        opened.desktop.tree.view.proposal_decided.emit(goes.id, True)
        qtbot.waitUntil(lambda: len(review.proposed.strips) == 1)
        assert review.proposed.strips[0].id == stays.id
        assert review.proposed.strips[0].reject.hasFocus()

    @pytest.mark.parametrize("name", ["accept", "reject"])
    def they_lead_the_keyboard_to_the_tree_where_they_are_about_the_part_itself(
        self, qtbot, opened, review, propose, name
    ):
        propose(lambda root: tree.remove(root, "p1"))
        opened.desktop.go("p1")
        opened.desktop.workspace.finish()
        qtbot.waitUntil(lambda: len(review.proposed.strips) == 1)
        press(qtbot, getattr(review.proposed.strips[0], name))
        qtbot.waitUntil(lambda: not review.proposed.strips)
        qtbot.waitUntil(opened.desktop.tree.view.hasFocus)

    def they_tell_whither_a_part_would_move_and_where_it_would_stand(self, opened, review, propose):
        propose(lambda root: tree.move(root, "p1", "t2", 1))
        opened.desktop.go("t1")
        opened.desktop.workspace.finish()
        assert said(review) == [
            "R. Ellis (3 March 2026) would move this: after “Learn by doing” under “Digital workforce”"
        ]
        opened.desktop.go("t2")
        opened.desktop.workspace.finish()
        assert said(review) == ["R. Ellis (3 March 2026) would move “Priority 1” here"]
        opened.desktop.go("p1")
        opened.desktop.workspace.finish()
        assert said(review) == [
            "R. Ellis (3 March 2026) would move this: after “Learn by doing” under “Digital workforce”"
        ]

    def they_tell_a_place_by_no_part_that_would_move_as_well(self, opened, review, propose):
        opened.desk.draft.do(add("priority", "p9", "Lend tablets", "t1", 9), "Add")
        ids = [child.id for child in tree.find(opened.desk.root, "t1").children]

        def turned(root):
            for id in ids:
                root = tree.move(root, id, "t1", 0)
            return root

        propose(turned)
        opened.desktop.go("t1")
        opened.desktop.workspace.finish()
        open_now = opened.library.suggestions("s")
        for each in open_now:
            done = all_carried_out(opened.desk.root, [each], open_now).root
            order = [child.id for child in tree.find(done, "t1").children]
            at = order.index(each.node)
            before = nodes.name_of(tree.find(done, order[at - 1])) if at else ""
            place = f"after “{before}”" if at else "first under"
            strips = [strip.said.text() for strip in review.proposed.strips if strip.id == each.id]
            assert any(f"would move this: {place}" in words for words in strips)

    def they_stand_above_the_form_of_a_part_that_would_go(self, opened, review, propose):
        propose(lambda root: tree.remove(root, "p2"))
        opened.desktop.go("p2")
        opened.desktop.workspace.finish()
        (strip,) = review.proposed.strips
        assert strip.said.text() == "R. Ellis (3 March 2026) would delete this"
        assert strip.geometry().bottom() < opened.desktop.workspace.form.fields["title"].geometry().top()

    def they_stand_below_the_form_where_their_kind_has_no_table(self, opened, review, propose):
        propose(add("section", "new", "Our partners", "back", 1))
        opened.desktop.go("back")
        opened.desktop.workspace.finish()
        assert said(review) == ["Suggested by R. Ellis, 3 March 2026: Our partners (after “Detail”)"]

    def they_are_reached_by_the_keyboard_and_named_for_those_who_listen(self, qtbot, opened, review, propose):
        opened.desktop.go("t1")
        opened.desktop.workspace.finish()
        propose(add("priority", "new", "Open a help desk", "t1", 1))
        (strip,) = review.proposed.strips
        assert (
            strip.accept.accessibleName() == "Accept: Suggested by R. Ellis, 3 March 2026: Open a help desk"
        )
        opened.desktop.workspace.form.tables["priority"].view.setFocus()
        qtbot.keyClick(opened.desktop.workspace.form.tables["priority"].view, Qt.Key.Key_Tab)
        assert strip.accept.hasFocus()
        qtbot.keyClick(strip.accept, Qt.Key.Key_Space)
        assert "new" in opened.desk.root.ids

    def they_leave_room_for_the_words_of_their_row(self, qtbot, opened, review, propose):
        opened.desktop.go("t1")
        table = opened.desktop.workspace.form.tables["priority"]
        qtbot.waitUntil(lambda: bool(table.view.measured()))
        high = table.view.rowHeight(0)
        propose(add("priority", "new", "Open a help desk", "t1", 1))
        (strip,) = review.proposed.strips
        qtbot.waitUntil(lambda: table.view.rowHeight(0) == high + strip.height())
        click(qtbot, strip, "Reject")
        qtbot.waitUntil(lambda: table.view.rowHeight(0) == high)

    def they_are_rows_of_the_tree_that_lead_to_their_strips(self, qtbot, opened, review, propose):
        propose(add("priority", "new", "Open a help desk", "t1", 1))
        (suggestion,) = review.state.suggestions
        view, model = opened.desktop.tree.view, opened.desktop.model
        row = model.index_of(f"proposal-{suggestion.id}")
        assert (row.data(), row.parent().data(ID_ROLE)) == ("Open a help desk", "t1")
        view.setCurrentIndex(row)
        assert opened.desktop.workspace.shown_id == "t1"
        opened.desktop.workspace.finish()
        assert [each.id for each in review.suggestions.list.chosen()] == [suggestion.id]
        qtbot.keyClick(view, Qt.Key.Key_Return)
        assert review.proposed.strips[0].accept.hasFocus()
        view.setFocus()
        qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert "new" in opened.desk.root.ids
        qtbot.waitUntil(lambda: not model.index_of(f"proposal-{suggestion.id}").isValid(), timeout=5000)
        assert opened.desktop.workspace.shown_id == "t1"

    def they_are_where_enter_in_the_list_leads(self, qtbot, opened, review, propose):
        opened.desktop.go("t2")
        propose(add("priority", "new", "Open a help desk", "t1", 1))
        (suggestion,) = review.state.suggestions
        review.show_tab("suggestions")
        review.suggestions.choose([suggestion.id])
        qtbot.keyClick(review.suggestions.list, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(review.proposed.strips) and review.proposed.strips[0].accept.hasFocus())
        (strip,) = review.proposed.strips
        form = opened.desktop.workspace.form
        assert form.node_id == "t1"
        assert form.viewport().rect().contains(strip.mapTo(form.viewport(), strip.rect().center()))

    def they_put_their_buttons_below_where_there_is_no_room(self, opened, review, propose):
        opened.desktop.go("t1")
        opened.desktop.workspace.finish()
        propose(add("priority", "new", "Open a help desk in every library of the borough", "t1", 1))
        (strip,) = review.proposed.strips
        assert strip.heightForWidth(240) < 240
        assert strip.heightForWidth(900) < 60

    def they_are_where_a_comment_on_them_leads(self, qtbot, opened, review, propose):
        opened.library.take_in("s", [], [Comment(id="c", node="new", author="R. Ellis", text="Where?")])
        propose(add("priority", "new", "Open a help desk", "t1", 1))
        qtbot.waitUntil(lambda: len(review.comments.cards) == 1)
        (card,) = review.comments.cards
        assert card.go.accessibleName() == "Go to A part that R. Ellis suggests"
        qtbot.mouseClick(card.go, Qt.MouseButton.LeftButton)
        assert opened.desktop.workspace.form.node_id == "t1"
