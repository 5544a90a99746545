"""The merge window: alone, and over two real copies of a library."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.compare.changes import Change
from app.models import tree
from app.models.content import Content
from app.models.errors import Refused
from app.models.nodes import Strategy
from app.models.review import Comment
from app.models.text import blocks_text, plain
from app.services.editing import Editing
from app.services.houses import house
from app.store.library import Library
from app.ui.desk import Desk
from app.ui.draft import Draft
from app.ui.merging.collision import Words
from app.ui.merging.deciding import ANEW, Decision, Plan, Question
from app.ui.merging.flow import MergeFlow
from app.ui.merging.window import MergeWindow
from tests.ui.fakes import fake_services

WAYS = ("mine", "theirs", "both", ANEW)
FIRST = Question(
    "Vision › One", "Text: changed", "by 2027", "by 2028", "by 2029", WAYS, True, plain("by 2028")
)
SECOND = Question("Risks › Two", "It was moved.", "Risks", "Here", "There", ("mine", "theirs"))
COMING = [Change(kind="inserted", node="p4", path=("Vision",), after="A new aim")]


@pytest.fixture
def merged():
    return []


@pytest.fixture
def window(qtbot, ask, pictures, merged):
    def merge(decisions):
        merged.append(dict(decisions))
        return "Merged."

    window = MergeWindow(
        Plan("laptop.engross", "Another copy.", COMING, [FIRST, SECOND], merge), pictures, ask
    )
    qtbot.addWidget(window)
    window.show()
    return window


class DescribeMergeWindow:
    def it_merges_once_everything_is_decided(self, qtbot, window, merged):
        assert not window.merge.isEnabled()
        window.page.buttons["theirs"].click()
        assert window.left.text() == "1 of 2 still to be decided, marked ○; F7 goes to the next line."
        qtbot.keyClick(window, Qt.Key.Key_F7)
        assert window.page.where.text() == "Risks › Two"
        assert not window.page.buttons["both"].isVisible()
        window.page.buttons["mine"].click()
        with qtbot.waitSignal(window.merged) as said:
            qtbot.mouseClick(window.merge, Qt.MouseButton.LeftButton)
        assert said.args == ["Merged."]
        assert merged == [{0: Decision("theirs"), 1: Decision("mine")}]

    def it_begins_in_the_list_and_leads_by_tab_to_the_buttons_last(self, qtbot, window):
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Down)
        assert window.page.where.text() == "Risks › Two"
        window.page.buttons["theirs"].click()
        window.page.buttons["theirs"].setFocus()
        met = []
        for _ in range(2):
            qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
            met.append(window.focusWidget())
        assert met == [window.cancel, window.tabs.tabBar()]

    def it_shows_in_which_text_the_keyboard_is(self, qtbot, window):
        qtbot.waitUntil(window.isActiveWindow)
        window.page.buttons[ANEW].click()
        assert window.page.rich.parentWidget().property("focused") == "true"
        assert all(words.objectName() == "words" for words in (window.page.mine, window.page.theirs))

    def it_takes_what_is_written_anew(self, qtbot, window):
        window.page.buttons[ANEW].click()
        assert window.page.rich.hasFocus()
        qtbot.keyClicks(window.page.rich, "Perhaps ")
        decision = window.decisions[0]
        assert decision.choice == ANEW
        assert blocks_text(decision.value) == "Perhaps by 2028"

    def it_takes_one_line_that_is_written_anew_and_lets_tab_leave_it(self, qtbot, pictures, ask):
        title = Question("Risks", "Title: changed", "Risk", "Risks", "Dangers", WAYS, start="Risks")
        window = MergeWindow(
            Plan("laptop.engross", "Another copy.", [], [title], lambda _: ""), pictures, ask
        )
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(window.isActiveWindow)
        window.page.buttons[ANEW].click()
        assert window.page.plain.hasFocus()
        window.page.plain.selectAll()
        qtbot.keyClicks(window.page.plain, "Risks\rand dangers")
        qtbot.keyClick(window.page.plain, Qt.Key.Key_Tab)
        assert window.decisions[0] == Decision(ANEW, "Risks and dangers")
        assert not window.page.plain.hasFocus()

    def it_gives_a_line_no_more_room_after_a_long_text(self, qtbot, pictures, ask):
        long = plain("\n".join(f"Paragraph {at} of a long text that both changed." for at in range(60)))
        text = Question("Vision", "Text: changed", "a", "b", "c", WAYS, True, long)
        title = Question("Risks", "Title: changed", "Risk", "Risks", "Dangers", WAYS, start="Risks")
        window = MergeWindow(Plan("l.engross", "", (), [text, title], lambda _: ""), pictures, ask)
        qtbot.addWidget(window)
        window.show()
        window.page.buttons[ANEW].click()
        qtbot.waitUntil(lambda: window.around.verticalScrollBar().maximum() > 0)
        window.step(1)
        window.page.buttons[ANEW].click()
        qtbot.waitUntil(lambda: window.around.verticalScrollBar().maximum() == 0)
        for words in (window.page.mine, window.page.theirs, window.page.plain):
            assert not words.visibleRegion().isEmpty()

    def it_brings_what_is_written_anew_into_sight_in_a_small_window(self, qtbot, window):
        window.resize(700, 330)
        bar = window.around.verticalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() > 0)
        window.page.buttons[ANEW].click()
        seen = window.page.rich.viewport()
        qtbot.waitUntil(
            lambda: seen.visibleRegion().boundingRect().height() > seen.fontMetrics().height() * 2
        )

    def it_needs_no_scrolling_at_its_own_size(self, qtbot, window):
        window.page.buttons[ANEW].click()
        qtbot.waitUntil(lambda: window.page.sizeHint().height() < window.around.viewport().height())

    def it_shows_a_long_text_from_where_it_differs(self, qtbot):
        words = Words("Mine")
        qtbot.addWidget(words)
        long = "We will open a help desk in every library. " * 60
        words.resize(200, 120)
        words.show_words(long, f"{long} At last.")
        words.show()
        qtbot.waitUntil(lambda: words.verticalScrollBar().value() > 0)
        words.show_words(long, f"At first. {long}")
        assert words.verticalScrollBar().value() == 0

    def it_shows_a_paragraph_that_came_at_the_end_of_a_long_text(self, qtbot):
        words = Words("Mine")
        qtbot.addWidget(words)
        long = "We will open a help desk in every library. " * 60
        words.resize(200, 120)
        words.show()
        words.show_words(long, f"{long}\nAt last.")
        end = words.textCursor()
        end.movePosition(end.MoveOperation.End)
        qtbot.waitUntil(lambda: words.viewport().rect().contains(words.cursorRect(end)))

    def it_parts_what_went_from_what_came_by_one_space(self, qtbot):
        words = Words("Mine")
        qtbot.addWidget(words)
        words.show_words("by 2027.\nOwner: A", "by 2028.\nOwner: A")
        assert words.toPlainText() == "by 2027.\n2028.\nOwner: A"
        words.show_words("by 2027", "by 2028")
        assert words.toPlainText() == "by 2027 2028"

    def it_remembers_what_was_decided(self, qtbot, window):
        window.page.buttons["both"].click()
        window.step(1)
        window.step(1)
        assert window.page.buttons["both"].isChecked()
        assert window.list.item(0).text().startswith("✓")
        assert window.list.item(1).text().startswith("○")

    def it_marks_by_underline_and_strike_what_either_side_changed(self, window):
        html = window.page.theirs.toHtml()
        assert "underline" in html
        assert "line-through" in html
        assert window.page.theirs.toPlainText().split() == ["by", "2027", "2029"]

    def it_lists_what_merges_by_itself(self, window):
        assert window.tabs.tabText(1) == "Merges by itself (1)"
        assert window.coming.rows.rowCount() == 1

    def it_asks_before_decisions_are_lost(self, window, ask):
        window.page.buttons["mine"].click()
        for kept in (None, 0):  # Escape, and the button that is proposed
            ask.answers["choice"] = kept
            window.reject()
            assert window.isVisible()
        assert ask.asked[-1][-1] == ("Go on deciding", "Close")
        ask.answers["choice"] = 1
        window.close()
        assert not window.isVisible()

    def it_stays_where_merging_is_refused(self, qtbot, ask, pictures):
        def refuse(decisions):
            raise Refused("The draft has changed.")

        window = MergeWindow(Plan("copy", "", COMING, [], refuse), pictures, ask)
        qtbot.addWidget(window)
        window.show()
        qtbot.mouseClick(window.merge, Qt.MouseButton.LeftButton)
        assert window.isVisible()
        assert ask.asked[-1] == ("tell", "Merge copy", "The draft has changed.")

    def it_has_nothing_to_merge_where_nothing_differs(self, qtbot, ask, pictures):
        window = MergeWindow(Plan("copy", "", [], [], lambda _: ""), pictures, ask)
        qtbot.addWidget(window)
        assert not window.merge.isEnabled()
        assert "nothing" in window.left.text()


@pytest.fixture
def desk(qtbot, strategy, ask, tmp_path):
    with Library.create(tmp_path / "council.engross", who="A. Owen") as library:
        library.add(Content(strategy))
        library.backup(tmp_path / "laptop.engross")
        desk = Desk(
            library, Draft(Editing(library, "s"), {}), {"plain": house("plain")}, fake_services(), ask
        )
        yield desk
        desk.deleteLater()


@pytest.fixture
def laptop(desk, tmp_path):
    with Library.open(tmp_path / "laptop.engross", who="R. Ellis") as other:
        root = other.head("s")
        new = tree.change(root, "p1", body=plain("Do thing 5 well"))
        new = tree.change(new, "p2", body=plain("Do thing 6 well"))
        assert isinstance(new, Strategy)
        other.commit("s", root.fingerprint, new, "Edit")
    desk.draft.do(lambda root: tree.change(root, "p1", body=plain("Do thing 4 well")), "Edit")
    return tmp_path / "laptop.engross"


@pytest.fixture
def flow(qtbot, desk, ask, laptop):
    around = QWidget()
    qtbot.addWidget(around)
    ask.answers["open_file"] = laptop
    return MergeFlow(desk, around)


def words(desk, id):
    return blocks_text(tree.find(desk.root, id).body)


class DescribeMergeFlow:
    def it_merges_two_copies_as_one_edit(self, qtbot, desk, flow):
        with qtbot.waitSignal(flow.opened, timeout=20000) as opened:
            flow.start()
        window = opened.args[0]
        assert "R. Ellis" in window.told.text()
        assert [c.node for c in window.coming.rows.changes] == ["p2"]
        assert words(desk, "p2") == "Do thing 2 well"
        window.page.buttons["theirs"].click()
        window.merge.click()
        assert (words(desk, "p1"), words(desk, "p2")) == ("Do thing 5 well", "Do thing 6 well")
        desk.draft.undo()
        assert (words(desk, "p1"), words(desk, "p2")) == ("Do thing 4 well", "Do thing 2 well")

    def it_names_house_style_and_language_as_the_form_does(self, qtbot, desk, flow, laptop):
        desk.houses = {key: house(key) for key in ("plain", "wrexham", "thurrock")}
        with Library.open(laptop, who="R. Ellis") as other:
            root = other.head("s")
            theirs = tree.change(root, "s", house="wrexham", language="cy-GB")
            assert isinstance(theirs, Strategy)
            other.commit("s", root.fingerprint, theirs, "Edit")
        desk.draft.do(lambda root: tree.change(root, "s", house="thurrock"), "Edit")
        with qtbot.waitSignal(flow.opened, timeout=20000) as opened:
            flow.start()
        window = opened.args[0]
        asked = next(q for q in window._plan.questions if q.what.startswith("House style"))
        assert (asked.before, asked.mine, asked.theirs) == tuple(
            desk.houses[key].name for key in ("plain", "thurrock", "wrexham")
        )
        language = next(c for c in window.coming.rows.changes if c.field == "Language")
        assert (language.before, language.after) == ("English", "Cymraeg")

    def it_names_a_house_style_that_merges_by_itself(self, qtbot, desk, flow, laptop):
        desk.houses = {key: house(key) for key in ("plain", "wrexham")}
        with Library.open(laptop, who="R. Ellis") as other:
            root = other.head("s")
            theirs = tree.change(root, "s", house="wrexham")
            assert isinstance(theirs, Strategy)
            other.commit("s", root.fingerprint, theirs, "Edit")
        with qtbot.waitSignal(flow.opened, timeout=20000) as opened:
            flow.start()
        change = next(c for c in opened.args[0].coming.rows.changes if c.field == "House style")
        assert (change.before, change.after) == (house("plain").name, house("wrexham").name)
        assert "".join(p.text for p in change.pieces if p.op != "delete") == house("wrexham").name

    def it_asks_nothing_again_of_a_copy_that_was_merged(self, qtbot, desk, flow):
        with qtbot.waitSignal(flow.opened, timeout=20000) as opened:
            flow.start()
        opened.args[0].page.buttons["mine"].click()
        opened.args[0].merge.click()
        with qtbot.waitSignal(flow.opened, timeout=20000) as opened:
            flow.start()
        assert opened.args[0].list.count() == 0
        assert opened.args[0].left.text() == "The other copy has nothing that this one lacks."

    def it_counts_what_came_along_with_the_copy(self, qtbot, desk, flow, laptop):
        with Library.open(laptop, who="R. Ellis") as other:
            other.take_in(
                "s", (), [Comment(id="c1", node="p1", author="R. Ellis", at="2026", text="Who pays?")]
            )
        with qtbot.waitSignal(flow.opened, timeout=20000) as opened:
            flow.start()
        opened.args[0].page.buttons["theirs"].click()
        told = []
        flow.said.connect(told.append)
        with qtbot.waitSignal(flow.reviewed):
            opened.args[0].merge.click()
        qtbot.waitUntil(lambda: told[-1].endswith("came along."))
        assert told == [
            "Merged; Ctrl+Z takes it back.",
            "Merged; Ctrl+Z takes it back. 1 comment came along.",
        ]
        assert [each.id for each in desk.library.comments("s")] == ["c1"]

    def it_takes_what_reviewers_said_also_where_the_texts_are_the_same(self, qtbot, desk, flow, laptop):
        with Library.open(laptop, who="R. Ellis") as other:
            other.commit("s", other.fingerprint("s"), desk.root, "Go back")
            other.take_in(
                "s", (), [Comment(id="c1", node="p1", author="R. Ellis", at="2026", text="Who pays?")]
            )
        with qtbot.waitSignal(flow.opened, timeout=20000) as opened:
            flow.start()
        assert (
            opened.args[0].left.text()
            == "The texts are the same; what reviewers said and decided comes along."
        )
        told, edits = [], desk.library.journal("s")
        flow.said.connect(told.append)
        with qtbot.waitSignal(flow.reviewed):
            opened.args[0].merge.click()
        qtbot.waitUntil(lambda: told[-1:] == ["1 comment came along."])
        assert [each.id for each in desk.library.comments("s")] == ["c1"]
        assert desk.library.journal("s") == edits

    def it_merges_over_nothing_that_somebody_else_saved_meanwhile(self, qtbot, desk, flow):
        with qtbot.waitSignal(flow.opened, timeout=20000) as opened:
            flow.start()
        root = desk.root
        elsewhere = tree.change(root, "p3", body=plain("Said at another computer."))
        assert isinstance(elsewhere, Strategy)
        desk.library.commit("s", root.fingerprint, elsewhere, "Edit")
        opened.args[0].page.buttons["theirs"].click()
        opened.args[0].merge.click()
        assert desk.library.head("s") == elsewhere

    def it_reads_what_reviewers_said_off_the_window_s_thread(self, qtbot, flow, monkeypatch):
        threads = []

        def take(*_):
            threads.append(threading.current_thread())
            return 0, 0

        monkeypatch.setattr("app.services.merging.take_reviews_of", take)
        with qtbot.waitSignal(flow.opened, timeout=20000) as opened:
            flow.start()
        opened.args[0].page.buttons["theirs"].click()
        with qtbot.waitSignal(flow.reviewed):
            opened.args[0].merge.click()
        assert len(threads) == 1
        assert threads[0] is not threading.main_thread()

    def it_says_that_the_texts_are_merged_where_the_rest_cannot_be_read(
        self, qtbot, desk, flow, ask, monkeypatch
    ):
        def refuse(*_):
            raise Refused("The file is gone.")

        monkeypatch.setattr("app.services.merging.take_reviews_of", refuse)
        with qtbot.waitSignal(flow.opened, timeout=20000) as opened:
            flow.start()
        window = opened.args[0]
        window.page.buttons["theirs"].click()
        window.merge.click()
        qtbot.waitUntil(lambda: ask.asked[-1][0] == "tell")
        assert "The texts are merged" in ask.asked[-1][2]
        assert ask.asked[-1][2].endswith("The file is gone.")
        assert words(desk, "p2") == "Do thing 6 well"

    def it_applies_nothing_where_the_draft_has_changed_meanwhile(self, qtbot, desk, flow, ask):
        with qtbot.waitSignal(flow.opened, timeout=20000) as opened:
            flow.start()
        window = opened.args[0]
        window.page.buttons["theirs"].click()
        desk.draft.do(lambda root: tree.change(root, "p3", body=plain("Something else")), "Edit")
        window.merge.click()
        assert "begin the merge again" in ask.asked[-1][2]
        assert words(desk, "p1") == "Do thing 4 well"

    def it_looks_for_the_copy_beside_the_library(self, qtbot, flow, ask, tmp_path):
        with qtbot.waitSignal(flow.opened, timeout=20000):
            flow.start()
        assert ask.asked[0] == ("open_file", "Merge another copy of this library", tmp_path)

    def it_says_why_a_copy_cannot_be_merged(self, qtbot, desk, flow, ask, tmp_path):
        ask.answers["open_file"] = tmp_path / "council.engross"
        flow.start()
        qtbot.waitUntil(lambda: ask.asked[-1][0] == "tell", timeout=20000)
        assert "that is open" in ask.asked[-1][2]
