"""The draft: typing is gathered and saved, and never lost."""

import pytest

from app.models import tree
from app.ui import draft as draft_module
from app.ui.draft import MOST_KEYS, QUIET_MS, Draft


@pytest.fixture
def draft(qapp, editing):
    return Draft(editing, {})


class DescribeTheDraft:
    def it_saves_what_was_typed_within_half_a_second_of_the_last_key(self, qtbot, draft, editing):
        assert QUIET_MS < 450
        with qtbot.waitSignal(draft.changed):
            draft.typed("p1", "title", lambda: "Learn")
        assert tree.find(editing.root, "p1").title == "Learn"
        assert draft.state == "saved"

    def it_makes_one_entry_of_typing_in_one_field(self, draft, editing):
        for text in ("L", "Le", "Lea"):
            draft.typed("p1", "title", lambda text=text: text)
        draft.flush()
        (join,) = editing.joins
        assert join.startswith("p1/title/")

    def it_begins_another_entry_after_what_is_no_typing(self, draft, editing):
        draft.typed("p1", "title", lambda: "Learn")
        draft.end_step()
        draft.typed("p1", "title", lambda: "Learn by")
        draft.flush()
        assert len(set(editing.joins)) == 2

    def it_saves_at_once_when_a_great_many_keys_came_without_a_pause(self, draft, editing):
        for n in range(MOST_KEYS * 4):
            draft.typed("p1", "title", lambda n=n: "x" * n)
        assert len(set(editing.joins)) == 2

    def it_saves_a_great_many_keys_once_the_window_comes_to_it(self, qtbot, draft, editing):
        for n in range(MOST_KEYS):
            draft.typed("p1", "title", lambda n=n: "x" * n)
        assert editing.joins == []
        qtbot.waitUntil(lambda: len(editing.joins) == 1, timeout=QUIET_MS)

    def it_saves_typing_without_a_pause_once_a_key_was_painted(self, qtbot, draft, editing, monkeypatch):
        monkeypatch.setattr(draft_module, "LONGEST_MS", 20)
        monkeypatch.setattr(draft_module, "MOST_KEYS", 1_000_000)
        saved_by_key = []

        def strike():
            before = len(editing.joins)
            draft.typed("p1", "title", lambda: "Learn")
            saved_by_key.append(len(editing.joins) > before)
            return bool(editing.joins)

        qtbot.waitUntil(strike)
        assert not any(saved_by_key)

    def it_tells_where_an_undo_led(self, qtbot, draft, strategy):
        draft.typed("p1", "title", lambda: "Learn")
        draft.flush()
        with qtbot.waitSignal(draft.stepped) as told:
            draft.undo()
        assert told.args[1] == strategy

    def it_says_so_where_there_is_nothing_to_take_back(self, qtbot, draft):
        with qtbot.waitSignal(draft.done) as told:
            assert not draft.undo()
        assert told.args == ["There is nothing to undo."]
        with qtbot.waitSignal(draft.done) as told:
            assert not draft.redo()
        assert told.args == ["There is nothing to redo."]

    def it_saves_before_any_other_edit(self, draft, editing):
        draft.typed("p1", "title", lambda: "Learn")
        draft.do(lambda root: tree.remove(root, "p2"), "Delete")
        assert [label for _, _, label in editing.done] == ["Edit priority “Priority 1”", "Delete"]

    def it_undoes_typing_that_was_not_yet_saved(self, draft, editing, strategy):
        draft.typed("p1", "title", lambda: "Learn")
        assert draft.undo()
        assert editing.root == strategy
        assert draft.redo()
        assert tree.find(editing.root, "p1").title == "Learn"

    def it_keeps_words_that_could_not_be_saved_and_tries_again(self, qtbot, draft, editing):
        editing.broken = "There is no room left on the disk."
        draft.typed("p1", "title", lambda: "Learn")
        with qtbot.waitSignal(draft.state_changed) as told:
            assert not draft.flush()
        assert told.args == ["unsaved", "There is no room left on the disk."]
        editing.broken = ""
        assert draft.flush()
        assert tree.find(editing.root, "p1").title == "Learn"

    def it_tries_again_by_itself(self, qtbot, editing, monkeypatch):
        monkeypatch.setattr(draft_module, "AGAIN_MS", 10)
        draft = Draft(editing, {})
        editing.broken = "There is no room left on the disk."
        draft.typed("p1", "title", lambda: "Learn")
        assert not draft.flush()
        editing.broken = ""
        qtbot.waitUntil(lambda: draft.state == "saved")
        assert tree.find(editing.root, "p1").title == "Learn"

    def it_does_not_wait_for_a_library_that_does_not_answer(self, qtbot, draft, editing, strategy):
        draft.typed("p1", "title", lambda: "Learn")
        with qtbot.waitSignal(draft.state_changed) as told:
            draft.keep_back("The server does not answer.")
        assert told.args == ["unsaved", "The server does not answer."]
        with qtbot.waitSignal(draft.refused) as refused:
            assert not draft.do(lambda root: tree.change(root, "p2", title="Do"), "Edit")
        assert refused.args == ["The server does not answer."]
        assert not draft.flush()
        assert editing.root == strategy
        draft.go_on()
        assert draft.state == "saved"
        assert tree.find(editing.root, "p1").title == "Learn"
        assert draft.do(lambda root: tree.change(root, "p2", title="Do"), "Edit")

    def it_asks_for_nothing_of_a_library_that_does_not_answer_before_a_word_is_typed(
        self, qtbot, draft, editing
    ):
        draft.keep_back("The server does not answer.")
        assert draft.state == "saved"
        with qtbot.waitSignal(draft.refused):
            assert not draft.undo()
        draft.typed("p1", "title", lambda: "Learn")
        assert not draft.flush()
        assert (draft.state, draft.why) == ("unsaved", "The server does not answer.")

    def it_keeps_them_too_where_nobody_expected_the_error_and_shows_its_log_once(
        self, qtbot, draft, editing, monkeypatch
    ):
        def fail(*_):
            raise ValueError("unforeseen")

        draft.typed("p1", "title", lambda: "Learn")
        with monkeypatch.context() as broken, qtbot.captureExceptions() as shown:
            broken.setattr(editing, "do", fail)
            assert not draft.flush()
            assert (draft.state, draft.why) == ("unsaved", "Engross met an error that it did not expect.")
            assert not draft.flush()
            qtbot.waitUntil(lambda: bool(shown))
        assert [str(fault) for _, fault, _ in shown] == ["unforeseen"]
        assert draft.flush()
        assert tree.find(editing.root, "p1").title == "Learn"

    def it_leaves_an_unexpected_error_of_any_other_edit_to_whoever_asked_for_it(self, draft):
        with pytest.raises(ZeroDivisionError):
            draft.do(lambda root: 1 // 0, "Divide")

    def it_keeps_the_words_when_the_field_shows_another_part_meanwhile(self, draft, editing):
        shown = ["Learn"]
        editing.broken = "No room"
        draft.typed("p1", "title", lambda: shown[0])
        draft.flush()
        shown[0] = "Another part's words"
        editing.broken = ""
        draft.flush()
        assert tree.find(editing.root, "p1").title == "Learn"

    def it_forgets_typing_into_a_part_that_was_deleted(self, draft, editing):
        editing.root = tree.remove(editing.root, "p1")
        draft.typed("p1", "title", lambda: "Learn")
        assert draft.flush()
        assert "p1" not in editing.root.ids

    def it_says_why_an_edit_is_refused(self, qtbot, draft):
        with qtbot.waitSignal(draft.refused):
            assert not draft.do(lambda root: tree.move(root, "p1", "g"), "Move")

    def it_stores_new_pictures_with_the_edit_that_shows_them(self, draft, editing):
        digest = draft.keep(b"bytes")
        draft.do(lambda root: tree.change(root, "p1", title="x"), "Edit")
        assert editing.pictures == {digest: b"bytes"}
        assert draft.picture(digest) == b"bytes"
