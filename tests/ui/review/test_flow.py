"""Reviewing through the whole window with real clicks and keys, over a real library."""

from threading import Event

import docx
import pytest
from msgspec import structs
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton

from app.models import tree
from app.models.content import Content
from app.models.nodes import Strategy
from app.models.review import Comment
from app.models.text import blocks_text, plain
from app.services.deciding import answer
from app.services.reviewing import TakenIn, take_in_review
from app.services.sending import send_for_review
from app.store.library import Library
from app.ui.review.checks import ChecksPanel
from app.ui.review.send import SendDialog
from app.ui.review.taking_in import TakenInDialog, TakingIn
from app.ui.review.thread_card import ThreadCard
from app.ui.tree.model import BADGE_ROLE
from app.ui.window.export import Written
from tests.services.test_reviewing import ANN, BOB, reword
from tests.ui.review.conftest import take_in
from tests.ui.window.test_flows import in_dialog
from tests.word_edits import edited


def body(window, id):
    return blocks_text(tree.find(window.desk.root, id).body)


def states(window):
    return {each.author: each.state for each in window.library.suggestions("s")}


def listed(qtbot, review):
    """Waits until the list shows what is stored."""
    with qtbot.waitSignal(review.state.listed_changed, timeout=10000):
        review.state.reviewed()


def click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


class DescribeTheReviewRoundTrip:
    def it_sends_takes_in_accepts_undoes_and_survives_a_restart(
        self, qtbot, opened, review, tmp_path, new_window, library_file, monkeypatch
    ):
        opened_folders = []
        monkeypatch.setattr(
            "PySide6.QtGui.QDesktopServices.openUrl",
            lambda url: opened_folders.append(url.toLocalFile()) or True,
        )
        to = tmp_path / "copy.docx"

        def fill(dialog):
            dialog.place.setText(str(to))
            qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)

        timer = in_dialog(SendDialog, fill)
        opened.actions_by_name["send"].trigger()
        timer.stop()
        qtbot.waitUntil(lambda: bool(opened_folders), timeout=20000)
        assert opened_folders == [str(tmp_path)]
        to.write_bytes(
            edited(edited(to.read_bytes(), reword("thing 1 well", "thing 1 better", ANN)),
                   reword("thing 2 well", "thing 2 soon", BOB))
        )  # fmt: skip
        said, lost = take_in(qtbot, opened, review, to)
        assert said.startswith("2 suggestions taken in from “copy.docx”")
        assert lost == ""
        assert opened.desktop.side.currentWidget() is review.suggestions

        panel = review.suggestions
        first = next(each for each in panel.list.rows.suggestions() if each.author == "Ann")
        panel.list.choose([first.id])
        click(qtbot, panel.accept)
        assert body(opened, "p1") == "Do thing 1 better"
        assert states(opened) == {"Ann": "accepted", "Bob": "open"}
        opened.actions_by_name["undo"].trigger()
        assert body(opened, "p1") == "Do thing 1 well"
        assert states(opened) == {"Ann": "open", "Bob": "open"}
        opened.actions_by_name["redo"].trigger()
        assert states(opened) == {"Ann": "accepted", "Bob": "open"}

        opened.close()
        again = new_window()
        again.open_library(str(library_file))
        qtbot.waitUntil(lambda: again.desktop is not None, timeout=20000)
        qtbot.waitUntil(lambda: again.review.open is not None, timeout=10000)
        shown = again.review.open.suggestions.list.rows
        qtbot.waitUntil(lambda: [each.author for each in shown.suggestions()] == ["Bob"], timeout=10000)
        again.actions_by_name["undo"].trigger()
        assert states(again) == {"Ann": "open", "Bob": "open"}
        qtbot.waitUntil(lambda: len(shown.suggestions()) == 2, timeout=10000)

    def it_says_where_the_copy_is_and_what_to_do_where_no_program_shows_the_folder(
        self, qtbot, opened, review, tmp_path, ask, monkeypatch
    ):
        monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda url: False)

        def fill(dialog):
            dialog.place.setText(str(tmp_path / "copy.docx"))
            qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)

        timer = in_dialog(SendDialog, fill)
        opened.actions_by_name["send"].trigger()
        timer.stop()
        qtbot.waitUntil(lambda: any(question == "tell" for question, *_ in ask.asked), timeout=20000)
        said = ask.asked[-1][-1]
        assert str(tmp_path) in said
        assert "Attach it to a message" in said
        assert opened.statusBar().findChildren(Written)

    def it_no_longer_says_that_a_copy_is_being_written_that_could_not_be(
        self, qtbot, opened, review, tmp_path, ask
    ):
        def fill(dialog):
            dialog.place.setText(str(tmp_path / "taken" / "copy.docx"))
            (tmp_path / "taken").rmdir()
            qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)

        (tmp_path / "taken").mkdir()
        timer = in_dialog(SendDialog, fill)
        opened.actions_by_name["send"].trigger()
        timer.stop()
        qtbot.waitUntil(lambda: any(question == "tell" for question, *_ in ask.asked))
        assert opened.state.currentMessage() == ""

    def it_changes_nothing_by_the_same_copy_again(self, qtbot, opened, suggested, returned):
        said, _ = take_in(qtbot, opened, suggested, returned)
        assert said == "“returned.docx” was taken in before; nothing was changed."
        assert len(opened.library.suggestions("s")) == 2

    def it_names_the_strategy_that_a_copy_is_really_of(
        self, qtbot, opened, review, strategy, tmp_path, ask, monkeypatch
    ):
        other = tree.with_new_ids(structs.replace(strategy, title="Leisure strategy"))
        assert isinstance(other, Strategy)
        opened.library.add(Content(other))
        send_for_review(opened.library, other.id, tmp_path / "other.docx")
        told = []
        monkeypatch.setattr(ask, "tell", lambda title, sentence: told.append(sentence))
        ask.answers["open_file"] = tmp_path / "other.docx"
        opened.actions_by_name["take_in"].trigger()
        qtbot.waitUntil(lambda: bool(told), timeout=20000)
        assert opened.library.suggestions("s") == ()
        assert "Leisure strategy" in told[-1]

    def it_takes_in_a_copy_that_is_dropped_and_leaves_other_files_alone(
        self, qtbot, opened, review, returned, tmp_path
    ):
        (tmp_path / "letter.docx").write_bytes(b"no copy")

        def dropped(path, kind):
            mime = QMimeData()
            mime.setUrls([QUrl.fromLocalFile(str(path))])
            event = kind(mime)
            return opened.review.eventFilter(opened.desktop, event)

        def enter(mime):
            copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
            return QDragEnterEvent(QPoint(200, 200), copy, mime, left, Qt.KeyboardModifier.NoModifier)

        def drop(mime):
            copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
            return QDropEvent(QPointF(200, 200), copy, mime, left, Qt.KeyboardModifier.NoModifier)

        assert dropped(returned, enter)
        assert not dropped(tmp_path / "letter.docx", enter)
        assert dropped(returned, drop)
        qtbot.waitUntil(lambda: len(review.state.suggestions) == 2, timeout=20000)

    def it_stops_when_it_is_cancelled(self, qtbot, opened, review, returned, ask):
        taking = TakingIn(review.reviewing, returned, opened)
        taking.start()
        taking.progress.show()
        click(qtbot, taking.progress.findChild(QPushButton))
        qtbot.waitUntil(lambda: taking.ended, timeout=20000)
        assert opened.library.suggestions("s") == ()
        assert not [asked for asked in ask.asked if asked[0] == "tell"]


class DescribeACopyWhoseStrategyIsClosedMeanwhile:
    @pytest.fixture
    def held(self, review):
        """Has the work on a copy wait until `go_on` is set; tells whether it was to stop by then."""
        go_on, stopped = Event(), []

        def taken_in(path, reached, cancelled):
            go_on.wait(20)
            stopped.append(cancelled())
            return TakenIn(suggestions=3)

        review.reviewing = review.reviewing._replace(take_in=taken_in)
        yield go_on, stopped
        go_on.set()

    def it_is_given_up(self, qtbot, opened, held, returned):
        go_on, stopped = held
        opened.review.take_in(returned)
        opened.close_strategy()
        go_on.set()
        qtbot.waitUntil(lambda: bool(stopped))
        assert stopped == [True]

    def it_tells_all_the_same_what_was_taken_in_already(self, qtbot, opened, held, returned):
        opened.review.take_in(returned)
        opened.close_strategy()
        qtbot.waitUntil(lambda: not opened.taking_down.under_way)
        held[0].set()
        qtbot.waitUntil(lambda: bool(opened.findChildren(TakenInDialog)))
        (dialog,) = opened.findChildren(TakenInDialog)
        assert dialog.said.text().startswith("3 suggestions taken in")
        dialog.reject()


class DescribeSuggestions:
    def it_accepts_several_as_one_step_of_undo(self, qtbot, opened, suggested):
        click(qtbot, suggested.suggestions.accept_all)
        assert (body(opened, "p1"), body(opened, "p2")) == ("Do thing 1 better", "Do thing 2 soon")
        opened.actions_by_name["undo"].trigger()
        assert (body(opened, "p1"), body(opened, "p2")) == ("Do thing 1 well", "Do thing 2 well")
        assert set(states(opened).values()) == {"open"}

    def it_works_by_keys_alone(self, qtbot, opened, suggested):
        opened.actions_by_name["suggestions"].trigger()
        view = suggested.suggestions.list
        assert QApplication.focusWidget() is view
        qtbot.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert sorted(states(opened).values()) == ["accepted", "open"]
        listed(qtbot, suggested)
        qtbot.keyClick(view, Qt.Key.Key_Delete)
        assert sorted(states(opened).values()) == ["accepted", "rejected"]
        opened.actions_by_name["undo"].trigger()
        assert sorted(states(opened).values()) == ["accepted", "open"]

    def it_leaves_the_keyboard_on_the_button_that_was_pressed_for_the_next_one_does_more(
        self, qtbot, opened, suggested
    ):
        opened.actions_by_name["suggestions"].trigger()
        panel = suggested.suggestions
        panel.accept.setFocus()
        qtbot.keyClick(panel.accept, Qt.Key.Key_Space)
        listed(qtbot, suggested)
        assert sorted(states(opened).values()) == ["accepted", "open"]
        assert panel.accept.hasFocus()
        qtbot.keyClick(panel.accept, Qt.Key.Key_Space)
        listed(qtbot, suggested)
        assert sorted(states(opened).values()) == ["accepted", "accepted"]
        assert panel.list.hasFocus()

    def it_reopens_what_was_rejected(self, qtbot, opened, suggested):
        panel = suggested.suggestions
        click(qtbot, panel.reject_all)
        listed(qtbot, suggested)
        assert panel.list.rows.suggestions() == []
        assert panel.empty.text().startswith("No suggestion is open")
        assert panel.list.isAncestorOf(panel.empty)
        panel.filters.state.setCurrentIndex(panel.filters.state.findData("rejected"))
        panel.filters.changed.emit()
        panel.list.choose([panel.list.rows.suggestions()[0].id])
        click(qtbot, panel.reopen)
        assert sorted(states(opened).values()) == ["open", "rejected"]

    def it_shows_marks_in_the_form_and_the_tree_that_lead_to_the_list(self, qtbot, opened, suggested):
        listed(qtbot, suggested)
        opened.desktop.go("p1")
        opened.desktop.workspace.finish()
        badge = opened.desktop.model.index_of("p1").data(BADGE_ROLE)
        assert str(badge).startswith("1 suggestion")
        (button,) = [each for (kind, _), each in suggested.marks.buttons.items() if kind == "suggestions"]
        assert button.accessibleName().endswith("1 suggestion")
        opened.desktop.side.setCurrentWidget(suggested.checks)
        click(qtbot, button)
        assert opened.desktop.side.currentWidget() is suggested.suggestions
        assert [each.node for each in suggested.suggestions.list.chosen()] == ["p1"]

    def it_leaves_marks_that_stay_the_same_where_they_are(self, qtbot, opened, suggested):
        listed(qtbot, suggested)
        opened.desktop.go("p1")
        opened.desktop.workspace.finish()
        before = dict(suggested.marks.buttons)
        assert before
        opened.desk.draft.do(lambda root: tree.change(root, "p1", title="Another name"), "Rename")
        assert suggested.marks.buttons == before
        opened.desktop.go("p2")
        assert suggested.marks.buttons != before

    def it_shows_those_that_collide_together_and_takes_only_one(
        self, qtbot, opened, suggested, tmp_path, strategy
    ):
        copy = tmp_path / "third.docx"
        send_for_review(opened.library, "s", copy)
        data = edited(
            copy.read_bytes(), reword("thing 1 well", "thing 1 never", ("Carys", "2026-03-05T10:00:00Z"))
        )
        copy.write_bytes(data)
        take_in_review(opened.library, "s", copy)
        listed(qtbot, suggested)
        panel = suggested.suggestions
        heads = [row.head for row in panel.list.rows.rows if row.head]
        assert heads == ["Only one of these 2 can be accepted:"]
        carys = next(each for each in panel.list.rows.suggestions() if each.author == "Carys")
        panel.setFixedWidth(290)
        QApplication.processEvents()
        buttons = (panel.accept, panel.reject, panel.accept_all)
        stood = [button.mapTo(panel, QPoint()) for button in buttons]
        panel.list.choose([carys.id])
        qtbot.waitUntil(panel.only.isVisible)
        QApplication.processEvents()
        # Else a quick click would hit what came there.
        assert [button.mapTo(panel, QPoint()) for button in buttons] == stood
        click(qtbot, panel.only)
        assert body(opened, "p1") == "Do thing 1 never"
        assert states(opened) == {"Ann": "rejected", "Bob": "open", "Carys": "accepted"}
        opened.actions_by_name["undo"].trigger()
        assert set(states(opened).values()) == {"open"}

    def it_says_what_stayed_open_and_why(self, qtbot, opened, suggested):
        opened.desk.draft.do(lambda root: tree.change(root, "p1", body=plain("Do something else")), "Edit")
        listed(qtbot, suggested)
        click(qtbot, suggested.suggestions.accept_all)
        assert states(opened) == {"Ann": "open", "Bob": "accepted"}
        notice = suggested.suggestions.notice
        assert notice.isVisible()
        assert "1 stayed open" in notice.text()
        # By the name in the history, only what was accepted counts.
        assert opened.library.journal("s")[-1].label.startswith("Accept: Change “")
        opened.actions_by_name["undo"].trigger()
        assert not notice.isVisible()
        assert set(states(opened).values()) == {"open"}

    def it_leads_to_the_words(self, qtbot, opened, suggested):
        panel = suggested.suggestions
        first = next(each for each in panel.list.rows.suggestions() if each.node == "p2")
        panel.list.choose([first.id])
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
        editor = opened.desktop.workspace.form.fields["body"].control.editor
        assert opened.desktop.workspace.shown_id == "p2"
        assert editor.textCursor().selectedText() == "well"

    def it_narrows_to_a_part_and_an_author(self, qtbot, opened, suggested):
        panel = suggested.suggestions
        opened.desktop.go("p2")
        panel.filters.choose("here")
        assert [each.node for each in panel.list.rows.suggestions()] == ["p2"]
        opened.desktop.go("t1")
        assert len(panel.list.rows.suggestions()) == 2
        panel.filters.author.setCurrentIndex(panel.filters.author.findData("Ann"))
        panel.filters.author.activated.emit(1)
        assert [each.author for each in panel.list.rows.suggestions()] == ["Ann"]
        assert not panel.empty.isVisible()
        panel.filters.state.setCurrentIndex(panel.filters.state.findData("accepted"))
        panel.filters.changed.emit()
        assert panel.empty.text() == "There is no suggestion of what is chosen above."


class DescribeComments:
    def write(self, qtbot, opened, review, text):
        qtbot.keyClick(
            opened, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        box = review.comments.writing.box
        assert QApplication.focusWidget() is box
        qtbot.keyClicks(box, text)
        before = len(review.state.comments)
        qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        # An earlier listing, which knows nothing of it yet, may still be on its way.
        qtbot.waitUntil(lambda: len(review.state.comments) > before, timeout=10000)

    def choose_words(self, opened, words):
        editor = opened.desktop.workspace.form.fields["body"].control.editor
        editor.setFocus()
        cursor = editor.document().find(words)
        editor.setTextCursor(cursor)
        return editor

    @pytest.fixture
    def said(self, qtbot, opened, review):
        opened.desktop.go("p1")
        self.choose_words(opened, "thing 1")
        self.write(qtbot, opened, review, "Which thing?")
        return review

    def it_offers_in_its_menu_what_its_buttons_do(self, qtbot, opened, said):
        card = said.comments.cards[0]
        middle = card.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, card.mapToGlobal(middle))
        QApplication.sendEvent(card, event)
        (menu,) = card.findChildren(QMenu)
        words = [action.text() for action in menu.actions()]
        assert words[0].startswith("Go to ")
        assert words[1:] == ["Reply", "Resolve", "Delete"]
        with qtbot.waitSignal(card.go_requested):
            menu.actions()[0].trigger()
        menu.actions()[1].trigger()
        assert card.writing.isVisible()
        menu.close()

    def it_is_made_on_the_chosen_words_and_leads_back_to_them(self, qtbot, opened, said):
        (made,) = opened.library.comments("s")
        assert (made.node, made.field, made.quote, made.anchor, made.text) == (
            "p1", "body", "thing 1", "Do ", "Which thing?",
        )  # fmt: skip
        opened.desktop.go("back")
        (card,) = said.comments.cards
        click(qtbot, card.go)
        editor = opened.desktop.workspace.form.fields["body"].control.editor
        assert opened.desktop.workspace.shown_id == "p1"
        assert editor.textCursor().selectedText() == "thing 1"

    @pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
    def it_gives_the_keyboard_back_to_the_text_once_it_is_written_or_left(self, qtbot, opened, review, key):
        opened.desktop.go("p1")
        opened.activateWindow()
        editor = opened.desktop.workspace.form.fields["body"].control.editor
        editor.setFocus()
        qtbot.waitUntil(editor.hasFocus)
        opened.actions_by_name["comment"].trigger()
        box = review.comments.writing.box
        qtbot.waitUntil(box.hasFocus)
        qtbot.keyClicks(box, "Which thing?")
        held = Qt.KeyboardModifier.ControlModifier
        qtbot.keyClick(box, key, held if key == Qt.Key.Key_Return else Qt.KeyboardModifier.NoModifier)
        qtbot.waitUntil(editor.hasFocus)

    def they_come_in_turns_where_they_are_many(self, qtbot, opened, review, monkeypatch):
        review.state.stop()  # what is stored would take the place of what is shown here
        monkeypatch.setattr(review.comments._making, "_budget", 0)
        many = [Comment(id=f"c{n}", node="p1", author="Bob", text=f"Remark {n}") for n in range(9)]
        review.state.comments = many
        review.comments.refresh()
        assert len(review.comments.cards) == 1
        qtbot.waitUntil(lambda: len(review.comments.cards) == 9)
        assert [card.talk[0].text for card in review.comments.cards] == [each.text for each in many]
        kept = review.comments.cards[4]
        review.state.comments = [many[4], many[2]]
        review.comments.refresh()
        qtbot.waitUntil(lambda: len(review.comments.cards) == 2 and not review.comments._making.under_way)
        assert [card.talk[0].id for card in review.comments.cards] == ["c4", "c2"]
        assert review.comments.cards[0] is kept

    def they_are_laid_out_once_a_turn_however_many_came_in_it(self, qtbot, opened, review, monkeypatch):
        review.state.stop()
        review.show_tab("comments")
        monkeypatch.setattr(review.comments._making, "_budget", 60)
        laid_out = []
        resized = ThreadCard.resizeEvent
        monkeypatch.setattr(
            ThreadCard, "resizeEvent", lambda card, event: (laid_out.append(card), resized(card, event))[1]
        )
        review.state.comments = [Comment(id=f"c{n}", node="p1", author="Bob", text="Why?") for n in range(20)]
        review.comments.refresh()
        qtbot.waitUntil(lambda: review.comments.cards[-1].y() > review.comments.height())
        assert len(laid_out) <= 5 * 20

    def they_leave_the_keyboard_where_it_went_meanwhile(self, qtbot, opened, review, monkeypatch):
        review.state.stop()
        panel = review.comments
        many = [Comment(id=f"c{n}", node="p1", author="Bob", text=f"Remark {n}") for n in range(3)]
        answer = Comment(id="answer", node="p1", parent="c2", author="Ann", text="Indeed")

        def show(comments):
            review.state.comments = comments
            panel.refresh()

        show(many)
        qtbot.waitUntil(lambda: len(panel.cards) == 3 and not panel._making.under_way)
        monkeypatch.setattr(panel._making, "_budget", 0)
        review.show_tab("comments", focus=False)
        panel.cards[2].reply.setFocus()
        show([*many, answer])  # its card is made anew, but not in this turn
        show(many[:2])
        opened.desktop.tree.view.setFocus()
        show([*many, answer])
        qtbot.waitUntil(lambda: len(panel.cards) == 3 and not panel._making.under_way)
        assert opened.desktop.tree.view.hasFocus()

    def they_lead_the_keyboard_to_the_next_one_where_one_is_resolved(self, qtbot, opened, review):
        said = [Comment(id=f"c{n}", node=f"p{n}", author="Bob", text=f"Remark {n}") for n in (1, 2, 3)]
        opened.library.take_in("s", [], said)
        listed(qtbot, review)
        review.show_tab("comments")
        panel = review.comments
        qtbot.waitUntil(lambda: not panel._making.under_way)
        for left in (["c1", "c3"], ["c1"], []):
            card = panel.cards[-1] if len(panel.cards) < 3 else panel.cards[1]
            card.resolve.setFocus()
            qtbot.waitUntil(card.resolve.hasFocus)
            with qtbot.waitSignal(review.state.listed_changed, timeout=10000):
                qtbot.keyClick(card.resolve, Qt.Key.Key_Space)
            qtbot.waitUntil(lambda: not panel._making.under_way)
            assert [each.talk[0].id for each in panel.cards] == left
            assert (panel.cards[-1].reply if left else panel.add).hasFocus()

    def it_is_made_on_the_part_where_no_words_are_chosen(self, qtbot, opened, review):
        opened.desktop.go("t2")
        opened.desktop.tree.view.setFocus()
        self.write(qtbot, opened, review, "Too short.")
        (made,) = opened.library.comments("s")
        assert (made.node, made.field, made.quote) == ("t2", "", "")

    def it_is_made_on_the_row_and_the_field_of_the_cell_in_a_table_of_parts(self, qtbot, opened, review):
        opened.desktop.go("t1")
        opened.desktop.workspace.finish()
        table = opened.desktop.workspace.form.table("priority")
        column = next(at for at, field in enumerate(table.model.columns) if field.name == "body")
        table.view.setFocus()
        table.view.setCurrentIndex(table.model.index(1, column))
        self.write(qtbot, opened, review, "Too short.")
        (made,) = opened.library.comments("s")
        assert (made.node, made.field) == (table.model.nodes[1].id, "body")

    def it_is_shown_whatever_was_chosen_above_the_list(self, qtbot, opened, said):
        filters = said.comments.filters
        filters.state.setCurrentIndex(filters.state.findData("resolved"))
        filters.changed.emit()
        opened.desktop.tree.view.setFocus()
        self.write(qtbot, opened, said, "Another.")
        assert {card.talk[0].text for card in said.comments.cards} == {"Which thing?", "Another."}

    def it_is_answered_resolved_and_opened_again(self, qtbot, opened, said):
        card = said.comments.cards[0]
        click(qtbot, card.reply)
        qtbot.keyClicks(card.writing.box, "The first.")
        with qtbot.waitSignal(said.state.listed_changed, timeout=10000):
            click(qtbot, card.writing.send)
        (card,) = said.comments.cards
        qtbot.waitUntil(card.reply.hasFocus)
        assert [each.text for each in card.talk] == ["Which thing?", "The first."]
        assert card.withdraw.accessibleName() == "Delete reply"
        with qtbot.waitSignal(said.state.listed_changed, timeout=10000):
            click(qtbot, card.resolve)
        assert said.comments.cards == []
        assert said.comments.empty.text().startswith("No comment is open")
        said.comments.filters.state.setCurrentIndex(said.comments.filters.state.findData("resolved"))
        said.comments.filters.changed.emit()
        with qtbot.waitSignal(said.state.listed_changed, timeout=10000):
            click(qtbot, said.comments.cards[0].resolve)
        assert not opened.library.comments("s")[0].resolved

    def it_is_deleted_by_its_author_and_put_back(self, qtbot, opened, said):
        with qtbot.waitSignal(said.state.listed_changed, timeout=10000):
            click(qtbot, said.comments.cards[0].withdraw)
        assert opened.library.comments("s") == ()
        with qtbot.waitSignal(said.state.listed_changed, timeout=10000):
            click(qtbot, said.comments.undo)
        assert [each.text for each in opened.library.comments("s")] == ["Which thing?"]

    def it_may_be_an_answer_of_ones_own_that_is_deleted_and_put_back(self, qtbot, opened, said):
        card = said.comments.cards[0]
        with qtbot.waitSignal(said.state.listed_changed, timeout=10000):
            card.answered.emit(card.talk[0], "The first.")
        with qtbot.waitSignal(said.state.listed_changed, timeout=10000):
            click(qtbot, said.comments.cards[0].withdraw)
        assert [each.text for each in opened.library.comments("s")] == ["Which thing?"]
        with qtbot.waitSignal(said.state.listed_changed, timeout=10000):
            click(qtbot, said.comments.undo)
        (card,) = said.comments.cards
        assert [each.text for each in card.talk] == ["Which thing?", "The first."]

    def it_is_not_deleted_once_somebody_else_has_answered_it(self, qtbot, opened, said):
        answer(opened.library, "s", opened.library.comments("s")[0], "The second.", who="Bob")
        with qtbot.waitSignal(said.state.listed_changed, timeout=10000):
            said.state.reviewed()
        card = said.comments.cards[0]
        assert not card.withdraw.isVisibleTo(card)

    def it_survives_a_restart_and_is_no_part_of_the_text(self, opened, said, strategy, library_file):
        assert opened.desk.root.fingerprint == strategy.fingerprint
        opened.close()
        with Library.open(library_file, read_only=True) as library:
            assert [each.text for each in library.comments("s")] == ["Which thing?"]

    def it_goes_out_with_the_copy_as_a_comment_of_word(self, qtbot, opened, said, tmp_path):
        send_for_review(opened.library, "s", tmp_path / "copy.docx")
        (only,) = docx.Document(str(tmp_path / "copy.docx")).comments
        assert (only.author, only.text) == (opened.library.who, "Which thing?")

    def it_finds_words_behind_signs_that_count_twice(self, qtbot, opened, review):
        text = "Signs 😀😀 first.\nThen the words at last."
        opened.desk.draft.do(lambda root: tree.change(root, "p3", body=plain(text)), "Edit")
        opened.desktop.go("p3")
        editor = self.choose_words(opened, "the words")
        self.write(qtbot, opened, review, "These?")
        editor.moveCursor(QTextCursor.MoveOperation.Start)
        click(qtbot, review.comments.cards[0].go)
        assert editor.textCursor().selectedText() == "the words"


class DescribeChecks:
    def they_say_in_the_list_itself_that_there_are_none(self, qtbot, opened, review):
        review.state.stop()
        panel = review.checks
        review.show_tab("checks")
        review.state.findings = review.state.waiting = ()
        panel.refresh()
        assert panel.empty.isVisible()
        assert panel.list.isAncestorOf(panel.empty)
        assert panel.empty.text().startswith("Nothing is wrong")
        shown = {part: part.isVisible() for part in (panel.help, panel.more)}
        assert not any(shown.values())
        assert not panel.go.isEnabled()

    def they_offer_no_way_before_there_is_anything_to_go_to(self, qtbot, opened, review):
        review.state.stop()
        review.state.findings = review.state.waiting = ()
        panel = ChecksPanel(opened.desk, review.state)
        qtbot.addWidget(panel)
        assert panel.help.isHidden()
        assert not panel.go.isEnabled()

    def it_counts_the_findings_and_shows_them_at_a_click(self, qtbot, opened, review):
        button = opened.state.findings
        assert isinstance(button, QToolButton)
        assert button.text() == f"{len(review.state.findings)} findings"
        click(qtbot, button)
        assert opened.desktop.side.currentWidget() is review.checks
        assert review.checks.list.item(0).text().startswith("Must: ")

    def it_leads_to_every_tab_by_its_keys(self, qtbot, opened, review):
        side = opened.desktop.side
        lists = (review.suggestions.list, review.checks.list, opened.desktop.history.list)
        for key, shown in zip("234", lists, strict=True):
            qtbot.keyClick(
                opened,
                getattr(Qt.Key, f"Key_{key}"),
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
            )
            assert side.currentWidget().isAncestorOf(shown)
            qtbot.waitUntil(lambda shown=shown: QApplication.focusWidget() is shown)

    def it_leads_to_the_field_and_tells_how_it_is_mended(self, qtbot, opened, review):
        at = next(n for n, each in enumerate(review.state.findings) if each.field == "response")
        review.checks.list.setCurrentRow(at)
        assert "threat" in review.checks.help.text()
        opened.actions_by_name["checks"].trigger()
        qtbot.keyClick(review.checks.list, Qt.Key.Key_Return)
        assert opened.desktop.workspace.shown_id == "r1"
        editor = opened.desktop.workspace.form.fields["response"].control.editor
        qtbot.waitUntil(lambda: QApplication.focusWidget() is editor)

    def it_says_what_a_theme_that_was_begun_still_lacks(self, qtbot, opened, review):
        def alone(root):
            return tree.change(tree.remove(root, "p9"), "t2", body=plain("Whoever works here learns."))

        opened.desk.draft.do(alone, "Edit")
        qtbot.waitUntil(lambda: any(each.node == "t2" for each in review.state.waiting))
        review.checks.refresh()
        texts = [review.checks.list.item(row).text() for row in range(review.checks.list.count())]
        (row,) = (at for at, text in enumerate(texts) if "no priority" in text)
        assert texts[row].startswith("To write: ")
        review.checks.list.setCurrentRow(row)
        assert "Add a priority" in review.checks.help.text()

    def it_tells_nobody_to_delete_the_control_sheet(self, qtbot, opened, review):
        opened.desk.draft.do(lambda root: tree.change(root, root.id, author=""), "Edit")
        qtbot.waitUntil(lambda: any(each.node == "s" for each in review.state.waiting))
        review.checks.refresh()
        texts = [review.checks.list.item(row).text() for row in range(review.checks.list.count())]
        (row,) = (at for at, text in enumerate(texts) if text.startswith("To write: Document control"))
        review.checks.list.setCurrentRow(row)
        assert "fill it in" in review.checks.help.text()
        assert "Del" not in review.checks.help.text()

    def they_name_all_parts_in_one_walk_also_those_that_are_gone(self, opened, review, monkeypatch):
        review.state.stop()
        found, kept = [], review.state.findings[0]
        review.state.findings = (kept, structs.replace(kept, node="p1"), structs.replace(kept, node="gone"))
        review.state.waiting = ()
        monkeypatch.setattr(tree, "find", lambda root, id: found.append(id))
        review.checks.refresh()
        texts = [review.checks.list.item(row).text() for row in range(review.checks.list.count())]
        monkeypatch.undo()
        assert not {"p1", "gone"} & set(found)
        assert [text.splitlines()[-1] for text in texts] == [
            opened.desk.name(kept.node), opened.desk.name("p1"), "a part that was deleted"
        ]  # fmt: skip

    def it_forgets_what_was_mended(self, qtbot, opened, review):
        before = len(review.state.findings)
        with qtbot.waitSignal(review.state.findings_changed, timeout=10000):
            opened.desk.draft.do(
                lambda root: tree.change(root, "r1", response=plain("A second one.")), "Edit"
            )
        assert len(review.state.findings) == before - 1
        assert opened.state.findings.text() == f"{before - 1} findings"


class DescribeTheStatusBar:
    def it_compares_nothing_while_the_draft_is_the_last_version(self, opened, review, monkeypatch):
        changes = review.reviewing.changes
        opened.library.save_version("s", "V5", "2026-03-10")
        version = opened.desk.root
        with monkeypatch.context() as patched:
            patched.setattr(
                "app.compare.changes.compare", lambda *_, **named: pytest.fail("they are the same")
            )
            assert changes(version) == 0
        assert changes(tree.change(version, "p1", title="Another name")) == 1

    def it_counts_the_changes_since_the_last_version(self, qtbot, opened, review):
        opened.library.save_version("s", "V5", "2026-03-23")
        opened.desk.versions_changed.emit()
        assert opened.state.draft.text() == "V5, unchanged"
        for id in ("p1", "p2"):
            opened.desk.draft.do(
                lambda root, id=id: tree.change(root, id, body=plain(f"Do thing {id[1]} very well")), "Edit"
            )
        wanted = "Draft of V6: 2 changes since V5"
        qtbot.waitUntil(lambda: opened.state.draft.text() == wanted, timeout=10000)
