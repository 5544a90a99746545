"""The review's tabs and dialogs alone, with what they show made beforehand."""

from collections import Counter
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.compare.woven import Piece
from app.models.control import VersionRow
from app.models.review import Comment
from app.services.deciding import Suggested
from app.services.reviewing import TakenIn
from app.ui.inks import Inks
from app.ui.review.marks import badges_of, in_words, together
from app.ui.review.send import SendDialog
from app.ui.review.state import Marks
from app.ui.review.suggestion_list import SuggestionList, SuggestionModel
from app.ui.review.suggestions import where_said
from app.ui.review.taking_in import TakenInDialog
from app.ui.review.thread_card import ThreadCard
from app.ui.review.words import groups, marked, write
from app.ui.review.words import in_words as said_in_words
from tests.ui.test_accessible import QTS_OWN, named_below

LONG = "one two three four five six seven eight nine ten eleven twelve"


@pytest.fixture
def over(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def suggested(id: str, before="by 2027", after="by 2028", state="open") -> Suggested:
    return Suggested(
        id,
        "p1",
        "body",
        "text",
        "Ann",
        "2026-03-01T10:00:00Z",
        state,
        "Change “Priority 1”",
        before,
        after,
        "p1",
    )


class DescribeMarkedWords:
    def they_cut_long_stretches_that_stay(self):
        found = marked(f"{LONG} old {LONG}", f"{LONG} new {LONG}")
        assert [piece for piece in found if piece.op != "equal"] == [
            Piece("delete", "old"),
            Piece("insert", "new"),
        ]
        assert found[0].text.startswith("… six")
        assert found[-1].text.endswith("eight …")

    def they_are_told_by_line_as_well_as_by_colour(self, qapp):
        document = QTextDocument()
        write(document, (Piece("delete", "old"), Piece("insert", "new")), Inks(QApplication.palette()))
        block, forms = document.lastBlock(), {}
        at = block.begin()
        while not at.atEnd():
            form = at.fragment().charFormat()
            forms[at.fragment().text()] = (form.fontStrikeOut(), form.fontUnderline())
            at += 1
        assert forms == {"old": (True, False), "new": (False, True)}

    def they_are_said_to_those_who_do_not_see_them(self):
        assert said_in_words(marked("by 2027", "by 2028")) == "deleted “2027”, inserted “2028”"


class DescribeWhereASuggestionIsSaid:
    def it_is_at_its_own_words_where_the_same_stand_earlier(self):
        before = "More than half of us know.\nThey lose half an hour a day."
        after = before.replace("half an hour", "an hour")
        found = where_said(suggested("a", before, after))
        comment = Comment(id="", node="", quote=found.quote, anchor=found.anchor)
        start, end = comment.place_in(before) or (0, 0)
        assert (before[start:end], before[end:]) == ("half", " an hour a day.")

    def it_is_behind_the_words_that_stay_where_nothing_goes(self):
        assert (
            where_said(suggested("a", "We lend tablets.", "We lend tablets. For ever.")).quote
            == "We lend tablets."
        )

    def it_is_before_the_words_that_stay_where_something_comes_at_their_head(self):
        before = "We lend tablets to whoever has none. " * 5 + "Ask at any desk."
        assert where_said(suggested("a", before, f"From May. {before}")).quote.startswith("We lend tablets")

    @pytest.mark.parametrize("letters", range(40, 60))
    def it_neither_begins_nor_ends_within_a_word(self, letters):
        before = f"{'o' * letters} {'We lend tablets to whoever has none of them. ' * 3}{'n' * letters}"
        for after in (f"{before} For ever.", f"From May. {before}"):
            quote = where_said(suggested("a", before, after)).quote
            assert quote
            assert set(quote.split()) <= set(before.split())


class DescribeGroups:
    def they_gather_whatever_has_to_do_with_one_another(self):
        found = {frozenset(group) for group in groups([("a", "b"), ("c", "d"), ("b", "c"), ("x", "y")])}
        assert found == {frozenset("abcd"), frozenset("xy")}


class DescribeTheListOfSuggestions:
    @pytest.fixture
    def view(self, qtbot):
        view = SuggestionList(SuggestionModel(lambda node, field: "Text"))
        qtbot.addWidget(view)
        view.resize(240, 400)
        view.show()
        return view

    def it_tells_each_in_words(self, view):
        view.rows.show([suggested("a")], [])
        told = view.rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert told == "Change “Priority 1”. Ann · 1 March 2026 · Text. deleted “2027”, inserted “2028”"

    def it_says_where_only_the_formatting_differs(self, view):
        view.rows.show([suggested("a", "same", "same")], [])
        assert view.rows.rows[0].said.endswith("formatting only")

    def it_says_what_of_the_formatting_differs_where_that_is_known(self, view):
        restyled = structs.replace(suggested("a", "same", "same"), restyled="“same” became bold")
        view.rows.show([restyled], [])
        assert view.rows.rows[0].said.endswith("“same” became bold")

    def it_says_where_a_list_level_changes_beside_the_words(self, view):
        view.rows.show([structs.replace(suggested("a"), relevelled=True)], [])
        assert view.rows.rows[0].said.endswith("list level changed")

    def it_does_not_let_a_head_be_chosen(self, view):
        view.rows.show([suggested("a"), suggested("b"), suggested("c")], [("a", "c")])
        assert [row.head != "" for row in view.rows.rows] == [True, False, False, False]
        view.selectAll()
        assert [each.id for each in view.chosen()] == ["a", "c", "b"]

    def it_gives_words_the_room_they_need_when_it_is_narrower(self, qtbot, view):
        view.rows.show([suggested("a", LONG, f"{LONG} thirteen")], [])
        qtbot.waitUntil(lambda: view.visualRect(view.rows.index(0)).height() > 0)
        before = view.visualRect(view.rows.index(0)).height()
        view.resize(120, 400)
        qtbot.waitUntil(lambda: view.visualRect(view.rows.index(0)).height() > before)

    def it_lays_out_many_in_turns_and_yet_shows_any_that_is_asked_for(self, qtbot, view):
        view.rows.show([suggested(f"s{at}") for at in range(300)], [])
        qtbot.waitUntil(lambda: view.visualRect(view.rows.index(0)).height() > 0)
        assert view.visualRect(view.rows.index(299)).isEmpty()
        view.choose(["s299"])
        shown = view.visualRect(view.rows.place_of("s299"))
        assert shown.height() > 0
        assert view.viewport().rect().intersects(shown)

    def it_comes_to_the_last_of_many_by_itself(self, qtbot, view):
        view.rows.show([suggested(f"s{at}") for at in range(300)], [])
        qtbot.waitUntil(lambda: not view.visualRect(view.rows.index(299)).isEmpty())


class DescribeBadges:
    def they_say_in_words_what_their_signs_show(self):
        marks = Marks(Counter({("p1", "body"): 2}), Counter({("p1", ""): 1}), Counter({("t1", "title"): 1}))
        found = badges_of(marks)
        assert str(found["p1"]) == "2 comments, 1 suggestion"
        assert found["t1"].signs == (("warning", 1),)
        assert in_words("findings", 1200) == "1,200 findings"

    def they_say_together_how_many_there_are_of_each_kind(self):
        marks = Marks(Counter({("p1", "body"): 2, ("p2", ""): 1}), Counter(), Counter({("p1", "title"): 1}))
        assert together(badges_of(marks).values()) == "3 comments, 1 finding"


class DescribeAThread:
    TALK = (Comment(id="a", node="n", author="R. Ellis", text="Why?"),
            Comment(id="b", node="n", parent="a", author="A. Owen", text="So."))  # fmt: skip

    def it_says_in_one_word_what_is_deleted_where_there_is_no_room(self, qtbot):
        card = ThreadCard(self.TALK, "Risks", "A. Owen", writable=True)
        qtbot.addWidget(card)
        card.resize(card.minimumSizeHint().width(), 400)
        card.show()
        assert card.withdraw.text() == "Delete"
        assert (card.withdraw.accessibleName(), card.withdraw.toolTip()) == ("Delete reply", "Delete reply")
        card.resize(400, 400)
        qtbot.waitUntil(lambda: card.withdraw.text() == "Delete reply")
        assert card.withdraw.toolTip() == ""

    def it_has_the_whole_place_in_its_tip_where_that_is_cut(self, qtbot):
        place = "Trained help stands ready in all nine libraries by March"
        card = ThreadCard(self.TALK, place, "A. Owen", writable=True)
        qtbot.addWidget(card)
        card.resize(190, 400)
        card.show()
        assert card.go.text().endswith("…")
        assert card.go.toolTip().startswith(place)
        card.resize(900, 400)
        qtbot.waitUntil(lambda: card.go.text() == place)
        assert place not in card.go.toolTip()

    def its_answer_is_written_in_no_more_room_than_it_has(self, qtbot):
        card = ThreadCard(self.TALK, "Risks", "A. Owen", writable=True)
        qtbot.addWidget(card)
        narrow = card.minimumSizeHint().width()
        card.reply.click()
        column = card.layout()
        assert column is not None
        column.activate()
        assert card.minimumSizeHint().width() <= narrow


class DescribeSendDialog:
    VERSIONS = (VersionRow("V4", "2026-02-01"), VersionRow("V5", "2026-03-23"))

    @pytest.fixture
    def dialog(self, over, tmp_path: Path):
        return SendDialog("Harbourne: a strategy", self.VERSIONS, "A. Owen", tmp_path, over)

    def it_proposes_the_draft_and_a_name_for_the_file(self, dialog, tmp_path: Path):
        assert dialog.sending == (
            "draft",
            "",
            "A. Owen",
            tmp_path / "Harbourne a strategy draft for review.docx",
        )
        assert dialog.go.isEnabled()

    def it_keeps_a_name_that_was_typed(self, dialog, tmp_path: Path):
        dialog.version.setCurrentIndex(1)
        dialog.version.activated.emit(1)
        assert dialog.sending.to.name == "Harbourne a strategy V5 for review.docx"
        dialog.place.setText(str(tmp_path / "for R Ellis.docx"))
        dialog.version.setCurrentIndex(2)
        dialog.version.activated.emit(2)
        assert dialog.sending.to.name == "for R Ellis.docx"

    def it_says_that_a_copy_of_that_name_would_be_replaced(self, dialog, tmp_path: Path):
        assert not dialog.replaces.isVisibleTo(dialog)
        (tmp_path / "copy.docx").write_bytes(b"with what a reviewer wrote")
        dialog.place.setText(str(tmp_path / "copy.docx"))
        assert dialog.replaces.isVisibleTo(dialog)
        assert dialog.go.isEnabled()

    @pytest.mark.parametrize(
        ("do", "said"),
        [
            (lambda d: d.author.clear(), "who sends it"),
            (lambda d: d.place.setText("copy.pdf"), "must end in .docx"),
            (lambda d: (d.sending.to.mkdir(), d.place.textChanged.emit("")), "is a folder"),
            (lambda d: d.place.setText("/no/such/folder/copy.docx"), "no folder"),
            (lambda d: d.place.setText("/" + "n" * 300 + "/copy.docx"), "no folder"),
            (lambda d: d.place.setText("~nobody of this name/copy.docx"), "no folder"),
        ],
    )
    def it_says_what_is_wrong_before_anything_is_written(self, dialog, do, said):
        do(dialog)
        assert said in dialog.fault.text()
        assert not dialog.go.isEnabled()

    def it_refuses_a_version_against_itself(self, dialog):
        for box in (dialog.version, dialog.against):
            box.setCurrentIndex(box.findData("V5"))
            box.activated.emit(1)
        assert "no changes since itself" in dialog.fault.text()
        assert dialog.sending.to.name == "Harbourne a strategy V5 for review.docx"


class DescribeTakenInDialog:
    @pytest.mark.parametrize(
        ("found", "said"),
        [
            (TakenIn(3, 1), "3 suggestions and 1 comment taken in from “back.docx”."),
            (TakenIn(0, 2), "2 comments taken in"),
            (TakenIn(), "brings nothing new"),
            (TakenIn(already_taken_in=True), "was taken in before; nothing was changed"),
        ],
    )
    def it_tells_how_much_there_is(self, over, found, said):
        dialog = TakenInDialog("back.docx", found, over)
        assert said in dialog.said.text()
        assert not dialog.unplaced.isVisibleTo(dialog)

    def it_lists_whatever_could_not_be_placed_with_its_words(self, over):
        dialog = TakenInDialog("back.docx", TakenIn(1, 0, ("Ann inserted “by order”.",)), over)
        assert dialog.unplaced.isVisibleTo(dialog)
        assert "Ann inserted “by order”." in dialog.unplaced.toPlainText()


class DescribeTheTabsForEveryone:
    @pytest.mark.parametrize("tab", ["comments", "suggestions", "checks"])
    def they_name_every_control_and_show_plain_text(self, qtbot, opened, suggested, tab):
        qtbot.keyClick(
            opened, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        suggested.show_tab(tab)
        panel = suggested.panels[tab]
        unnamed = [(type(c).__name__, role.name) for c, role, name in named_below(panel) if not name.strip()]
        assert unnamed == []
        assert {label.textFormat() for label in panel.findChildren(QLabel)} <= {Qt.TextFormat.PlainText}
        tabs = QAccessible.queryAccessibleInterface(opened.desktop.side.tabBar())
        names = [tabs.child(at).text(QAccessible.Text.Name) for at in range(tabs.childCount())]
        assert [name.split()[0] for name in names[:4]] == ["Comments", "Suggestions", "Checks", "History"]

    @pytest.mark.parametrize("tab", ["comments", "suggestions", "checks"])
    def they_are_reached_by_tab_alone(self, qtbot, opened, suggested, tab):
        suggested.show_tab(tab, focus=True)
        panel = suggested.panels[tab]
        wanted = {
            control
            for control in panel.findChildren(QWidget)
            if control.isVisible() and control.isEnabled() and control.focusPolicy() & Qt.FocusPolicy.TabFocus
            and control.focusProxy() is None and control.objectName() not in QTS_OWN
        }  # fmt: skip
        reached = set()
        for _ in range(120):
            focused = QApplication.focusWidget()
            reached.add(focused)
            if wanted <= reached:
                break
            qtbot.keyClick(focused, Qt.Key.Key_Tab)
        assert wanted - reached == set()
