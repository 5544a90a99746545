"""The review of an import, alone: both sides follow one another, and every wish is a step that can be taken back."""

import pytest
from msgspec import structs
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QDrag
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListView, QPlainTextEdit, QTreeView

from app.importers.proposal import Placement, Proposal
from app.models import tree
from app.models.content import Content
from app.models.house import Term, Terms
from app.models.nodes import Strategy
from app.models.text import blocks_text
from app.services.import_review import begun
from app.ui.desk import Desk
from app.ui.importing.proposed_model import PARAGRAPH
from app.ui.importing.review import ReviewDialog
from app.ui.importing.source_model import LINKED_ROLE, PLACE_ROLE, STATE_ROLE
from app.ui.tree.model import BADGE_ROLE, CONTROL_PAGE, INSIDE_ROLE
from tests.ui.conftest import made
from tests.ui.fakes import fake_services


@pytest.fixture
def proposal():
    danger = made("section", "d", "Dangers", "", made("section", "d1", "Suppliers", "One may fail"))
    root = made(
        "strategy", "s", "Harbour plan", "",
        made("section", "b", "Background", "Why we write\nAnother thought\nAnd a long tale of how it came to be so"),
        danger, made("vision", "v", "Vision", "A guess of a vision"), author="A. Owen",
    )  # fmt: skip
    placed = (
        Placement("Harbour plan", "s", "strategy", "title"), Placement("A. Owen", "s", "strategy", "author"),
        Placement("Background", "b", "section", "title"), Placement("Why we write", "b", "section", "body"),
        Placement("Another thought", "b", "section", "body"),
        Placement("And a long tale of how it came to be so", "b", "section", "body"),
        Placement("Dangers", "d", "section", "title", 0.5), Placement("Suppliers", "d1", "section", "title"),
        Placement("One may fail", "d1", "section", "body"), Placement("Vision", "v", "vision", "title"),
        Placement("A guess of a vision", "v", "vision", "body", 0.3),
    )  # fmt: skip
    assert isinstance(root, Strategy)
    return Proposal(
        Content(root), placed, ("Page 1 of 2", "Department"), ("2 tracked insertions were taken in.",)
    )


def filled(dialog):
    """Does the steps in which a review shows its document."""
    for _ in dialog.filling():
        pass


@pytest.fixture
def dialog(qtbot, proposal, plain_house, ask, tmp_path):
    houses = {"plain": plain_house}
    shown = ReviewDialog(
        "plan.docx", begun(proposal), houses, fake_services(), ask, str(tmp_path / "x.engross")
    )
    qtbot.addWidget(shown)
    filled(shown)
    shown.resize(1100, 740)
    shown.show()
    QAbstractItemModelTester(shown.source_model, QAbstractItemModelTester.FailureReportingMode.Fatal, shown)
    QAbstractItemModelTester(shown.source.shown, QAbstractItemModelTester.FailureReportingMode.Fatal, shown)
    QAbstractItemModelTester(shown.model, QAbstractItemModelTester.FailureReportingMode.Fatal, shown)
    return shown


def said(dialog, row):
    return dialog.source_model.index(row, 0).data(PLACE_ROLE)


def kind(dialog, id):
    return tree.find(dialog.desk.root, id).kind


class DescribeBothSides:
    def it_begins_at_the_first_unsure_paragraph(self, dialog):
        assert dialog.source.row() == 6
        assert dialog.part() == "d"
        assert said(dialog, 6).startswith("⚠ Unsure (50 %) → ")

    def it_shows_the_whole_tree_again_by_escape_before_it_is_left(self, qtbot, dialog):
        qtbot.keyClicks(dialog.tree.filter, "danger")
        qtbot.keyClick(dialog.tree.filter, Qt.Key.Key_Escape)
        assert dialog.tree.filter.text() == ""
        assert dialog.isVisible()
        qtbot.keyClick(dialog.tree.filter, Qt.Key.Key_Escape)
        assert not dialog.isVisible()

    def it_goes_to_the_part_of_a_paragraph_that_is_chosen(self, qtbot, dialog):
        index = dialog.source.shown.index(8, 0)
        dialog.source.scrollTo(index)
        qtbot.mouseClick(
            dialog.source.viewport(), Qt.MouseButton.LeftButton, pos=dialog.source.visualRect(index).center()
        )
        assert dialog.part() == "d1"
        assert dialog.parts.words.toPlainText() == "Suppliers\n\nOne may fail"
        assert "One may fail" in dialog.parts.paragraph.toPlainText()

    def it_shows_no_more_of_a_long_one_than_can_be_laid_out_at_once(
        self, qtbot, proposal, plain_house, ask, tmp_path
    ):
        words = "word " * 9_000
        root = made("strategy", "s", "Plan", "", made("section", "b", "Background", words))
        assert isinstance(root, Strategy)
        long = Proposal(Content(root), (Placement(words, "b", "section", "body", 0.5),), (), ())
        review, library = begun(long), str(tmp_path / "x.engross")
        dialog = ReviewDialog("plan.docx", review, {"plain": plain_house}, fake_services(), ask, library)
        qtbot.addWidget(dialog)
        filled(dialog)
        for detail in (dialog.parts.paragraph, dialog.parts.words):
            assert len(detail.toPlainText()) < 20_200
            assert "… and 25,0" in detail.toPlainText()

    def it_tells_by_a_tip_the_words_for_which_the_list_has_no_room(self, dialog):
        tip = dialog.source_model.index(6, 0).data(Qt.ItemDataRole.ToolTipRole)
        assert tip.startswith("<p>Dangers</p><p>⚠ Unsure (50 %)")

    def it_goes_to_the_paragraphs_of_a_part_that_is_chosen(self, qtbot, dialog):
        view = dialog.tree.view
        at = view.visualRect(dialog.model.index_of("b")).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert dialog.source.row() == 2
        linked = [n for n in range(13) if dialog.source_model.index(n, 0).data(LINKED_ROLE)]
        assert linked == [2, 3, 4, 5]
        assert dialog.parts.words.toPlainText().startswith("Background\n\nWhy we write")

    def it_offers_the_kinds_of_the_part_that_is_clicked(self, qtbot, dialog):
        view = dialog.tree.view
        for id, offered in (("d1", "risk"), ("b", "risks")):
            at = view.visualRect(dialog.model.index_of(id)).center()
            qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
            assert (dialog.parts.kind.findData(offered) >= 0) == (offered == "risks")
        assert dialog.parts.kind.currentText() == "Section"

    def it_shows_control_sheet_lines_on_its_page(self, dialog):
        dialog.source.choose(1)
        assert dialog.tree.view.chosen_ids() == [CONTROL_PAGE]

    def it_says_how_many_are_unsure_beside_their_part(self, dialog):
        assert dialog.model.index_of("v").data(BADGE_ROLE) == "⚠ 1 unsure"
        assert "2 unsure" in dialog.parts.summary.text()

    def it_says_beside_a_folded_part_what_is_unsure_inside(self, dialog):
        at = dialog.model.index_of("s")
        assert at.data(INSIDE_ROLE)
        assert at.data(Qt.ItemDataRole.AccessibleTextRole).endswith("⚠ 2 unsure inside")
        assert not dialog.model.index_of("b").data(INSIDE_ROLE)

    def it_lists_what_was_left_out_with_its_reason(self, dialog):
        assert [dialog.source_model.index(n, 0).data(STATE_ROLE) for n in (11, 12)] == ["left", "left"]
        assert said(dialog, 11) == "Left out: a page number or the line beside it"

    def it_shows_the_notes(self, dialog):
        assert "tracked insertions" in dialog.parts.notes.text()


class DescribeWhatIsUnsure:
    def it_is_walked_with_f8(self, qtbot, dialog):
        qtbot.keyClick(dialog, Qt.Key.Key_F8)
        assert dialog.source.row() == 10
        qtbot.keyClick(dialog, Qt.Key.Key_F8)
        assert dialog.source.row() == 6
        qtbot.keyClick(dialog, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
        assert dialog.source.row() == 10

    def it_is_shown_alone_when_asked(self, qtbot, dialog):
        assert dialog.parts.only.text() == "⚠ Only unsure (2)"
        qtbot.mouseClick(dialog.parts.only, Qt.MouseButton.LeftButton)
        assert dialog.source.shown.rowCount() == 2
        qtbot.mouseClick(dialog.parts.only, Qt.MouseButton.LeftButton)
        assert dialog.source.shown.rowCount() == 13

    @pytest.mark.parametrize(("chosen", "then"), [(6, 6), (3, 6), (8, 10), (12, 10)])
    def it_leaves_the_nearest_chosen_with_its_part(self, dialog, chosen, then):
        dialog.source.choose(chosen)
        dialog.only_unsure(True)
        assert dialog.source.row() == then
        assert dialog.part() == dialog.source_model.target(then)
        dialog.only_unsure(False)
        assert dialog.source.row() == then

    def it_is_confirmed_with_a_key_that_goes_on(self, qtbot, dialog):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert dialog.source_model.unsure_rows() == [10]
        assert dialog.source.row() == 10
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert dialog.parts.only.text() == "⚠ Only unsure (0)"
        assert "Nothing is unsure" in dialog.parts.said.text()
        dialog.undo()
        assert dialog.source_model.unsure_rows() == [10]


class DescribeChanging:
    def it_changes_the_kind_by_the_box_above_the_tree(self, qtbot, dialog):
        dialog.tree.choose("d")
        offered = [dialog.parts.kind.itemData(n) for n in range(dialog.parts.kind.count())]
        assert "risks" in offered
        assert "priority" not in offered
        dialog.parts.kind.setFocus()
        dialog.parts.kind.setCurrentIndex(offered.index("risks"))
        dialog.parts.kind.activated.emit(offered.index("risks"))
        assert (kind(dialog, "d"), kind(dialog, "d1")) == ("risks", "risk")
        assert "threat" in said(dialog, 8)
        assert dialog.source_model.unsure_rows() == [10]

    def it_changes_the_kind_by_the_menu(self, dialog):
        dialog.tree.choose("d")
        menu = dialog.menu().actions()[0].menu()
        next(action for action in menu.actions() if action.text() == "Principles").trigger()
        assert kind(dialog, "d") == "principles"
        dialog.undo()
        assert kind(dialog, "d") == "section"
        dialog.redo()
        assert kind(dialog, "d") == "principles"

    def it_offers_a_kind_that_a_council_calls_by_a_name_with_an_ampersand(self, dialog, monkeypatch):
        house = structs.replace(
            dialog.desk.house, terms=Terms(appendix=Term("Annex & map", "Annexes & maps"))
        )
        monkeypatch.setattr(Desk, "house", house)
        dialog.tree.choose("d")
        kinds = dialog.menu().actions()[0].menu()
        offered = [action.text() for action in kinds.actions()]
        assert "Annex && map" in offered  # as Qt is told of a letter that marks no key

    def it_moves_by_alt_and_arrows(self, qtbot, dialog):
        dialog.tree.choose("d")
        qtbot.keyClick(dialog.tree.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert [child.id for child in dialog.desk.root.children] == ["d", "b", "v"]
        qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert [child.id for child in dialog.desk.root.children] == ["b", "d", "v"]

    def it_moves_by_dropping(self, dialog):
        mime = dialog.model.mimeData([dialog.model.index_of("d1")])
        onto = dialog.model.index_of("b")
        assert not dialog.model.canDropMimeData(
            dialog.model.mimeData([dialog.model.index_of("b")]), Qt.DropAction.MoveAction, 0, 0, onto
        )
        dialog.model.dropMimeData(mime, Qt.DropAction.MoveAction, 0, 0, onto)
        parent = tree.parent_of(dialog.desk.root, "d1")
        assert parent is not None
        assert parent.id == "b"

    def it_becomes_what_is_held_where_it_is_dropped(self, dialog):
        dialog.tree.choose("d")
        dialog.set_kind("risks")
        mime = dialog.model.mimeData([dialog.model.index_of("d1")])
        onto = dialog.model.index_of("b")
        assert dialog.model.canDropMimeData(mime, Qt.DropAction.MoveAction, 0, 0, onto)
        dialog.model.dropMimeData(mime, Qt.DropAction.MoveAction, 0, 0, onto)
        assert (kind(dialog, "d1"), dialog.part()) == ("section", "d1")
        assert "Section, text" in said(dialog, 8)
        assert dialog.parts.paragraph.toPlainText().endswith(said(dialog, dialog.source.row()))
        dialog.undo()
        assert kind(dialog, "d1") == "risk"

    def it_puts_a_paragraph_that_is_dropped_on_a_part_into_its_text(self, dialog):
        self.drop(dialog, 4, dialog.model.index_of("d1"))
        assert dialog.part() == "d1"
        assert blocks_text(tree.find(dialog.desk.root, "d1").body) == "One may fail\nAnother thought"
        assert said(dialog, 4).endswith("Section, text: 2.1 Suppliers")
        dialog.undo()
        assert "Another thought" in blocks_text(tree.find(dialog.desk.root, "b").body)

    def it_makes_a_paragraph_that_is_dropped_between_parts_one_of_its_own(self, dialog):
        self.drop(dialog, 4, dialog.model.index_of("d"), 0)
        made, rest = tree.find(dialog.desk.root, "d").children
        assert (made.title, rest.id, dialog.part()) == ("Another thought", "d1", made.id)
        self.drop(dialog, 12, dialog.model.index_of("d"), 0)
        assert tree.find(dialog.desk.root, "d").children[0].title == "Department"
        assert "1 left out" in dialog.parts.summary.text()

    def it_says_why_a_paragraph_cannot_be_put_elsewhere(self, dialog):
        self.drop(dialog, 1, dialog.model.index_of("d1"))
        assert "fills a field" in dialog.parts.said.text()
        assert dialog.steps.count == 0

    def it_drops_no_paragraph_on_a_page_nor_above_the_pages(self, dialog):
        mime = dialog.source.shown.mimeData([dialog.source.shown.index(4, 0)])
        move, model = Qt.DropAction.MoveAction, dialog.model
        assert not model.canDropMimeData(mime, move, -1, -1, model.index_of(CONTROL_PAGE))
        assert not model.canDropMimeData(mime, move, 0, 0, model.index_of("s"))
        assert model.canDropMimeData(mime, move, 2, 0, model.index_of("s"))

    def it_lets_paragraphs_be_dragged(self, dialog, monkeypatch):
        dragged = []
        monkeypatch.setattr(QDrag, "exec", lambda drag, *_: dragged.append(drag.mimeData().formats()))
        dialog.source.choose(4)
        dialog.source.startDrag(Qt.DropAction.MoveAction)
        assert dialog.source.dragEnabled()
        assert dragged == [[PARAGRAPH]]

    @staticmethod
    def drop(dialog, row, onto, before=-1):
        """Drops a paragraph as the view does: on a part, or before one of those that it holds."""
        mime = dialog.source.shown.mimeData([dialog.source.shown.index(row, 0)])
        assert dialog.model.canDropMimeData(mime, Qt.DropAction.MoveAction, before, 0, onto)
        dialog.model.dropMimeData(mime, Qt.DropAction.MoveAction, before, 0, onto)

    def it_merges_and_splits(self, qtbot, dialog):
        dialog.source.choose(4)
        qtbot.keyClick(dialog, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        fresh = dialog.part()
        assert tree.find(dialog.desk.root, fresh).title == "Another thought"
        assert dialog.source_model.target(5) == fresh
        qtbot.keyClick(dialog, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
        assert dialog.part() == "b"
        assert "Another thought\nAnd a long tale" in blocks_text(tree.find(dialog.desk.root, "b").body)

    def it_says_why_a_paragraph_cannot_begin_a_part(self, dialog):
        dialog.source.choose(2)
        dialog.split()
        assert "inside its text" in dialog.parts.said.text()
        assert dialog.steps.count == 0

    def it_takes_a_left_out_line_back(self, qtbot, dialog):
        dialog.tree.choose("b")
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        dialog.source.selectionModel().setCurrentIndex(dialog.source.shown.index(12, 0), select)
        assert dialog.parts.take.isEnabled()
        qtbot.mouseClick(dialog.parts.take, Qt.MouseButton.LeftButton)
        assert blocks_text(tree.find(dialog.desk.root, "b").body).endswith("Department")
        assert "1 left out" in dialog.parts.summary.text()
        assert dialog.source_model.target(11) == "b"

    def it_marks_the_paragraphs_of_a_deleted_part(self, qtbot, dialog):
        dialog.tree.choose("v")
        qtbot.keyClick(dialog.tree.view, Qt.Key.Key_Delete)
        assert said(dialog, 10) == "✗ Not taken in: its part was deleted"
        assert dialog.source_model.unsure_rows() == [6]


class DescribeTheEnd:
    def it_hands_over_what_was_decided(self, qtbot, dialog, tmp_path):
        dialog.parts.title.setText("  Another   name ")
        with qtbot.waitSignal(dialog.accept_requested) as told:
            qtbot.mouseClick(dialog.parts.accept, Qt.MouseButton.LeftButton)
        place, proposal = told.args
        assert place == str(tmp_path / "x.engross")
        assert proposal.content.root.title == "Another name"
        assert proposal.furniture == ("Page 1 of 2", "Department")
        assert not dialog.parts.accept.isEnabled()

    def it_is_not_stored_by_enter_in_a_list_or_line(self, qtbot, dialog):
        assert dialog.focusWidget() is dialog.source
        with qtbot.assertNotEmitted(dialog.accept_requested):
            for control in (dialog.source, dialog.tree.view, dialog.parts.title):
                qtbot.keyClick(control, Qt.Key.Key_Return)
        with qtbot.waitSignal(dialog.accept_requested):
            qtbot.keyClick(dialog.parts.accept, Qt.Key.Key_Return)

    def it_keeps_everything_where_storing_fails(self, dialog):
        dialog.accept()
        dialog.show_fault("The disk is full; free some space.")
        assert dialog.isVisible()
        assert dialog.parts.said.text() == "The disk is full; free some space."
        assert dialog.parts.accept.isEnabled()

    @pytest.mark.parametrize(
        ("field", "value"), [("title", " "), ("library", "/no/such/folder/x.engross"), ("library", "")]
    )
    def it_cannot_be_accepted_without_title_and_place(self, dialog, field, value):
        getattr(dialog.parts, field).setText(value)
        assert dialog.parts.fault.text().startswith("⚠")
        assert not dialog.parts.accept.isEnabled()

    def it_goes_at_once_where_nothing_was_changed(self, qtbot, dialog, ask):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        assert ask.asked == []

    def it_asks_before_changes_are_given_up(self, qtbot, dialog, ask):
        dialog.confirm()
        ask.answers["choice"] = 0
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
        assert "Your change to it is given up" in ask.asked[-1][2]
        ask.answers["choice"] = 1
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


def test_every_control_has_a_name_and_is_reached_by_tab(qtbot, dialog):
    kinds = (QAbstractButton, QComboBox, QLineEdit, QListView, QPlainTextEdit, QTreeView)
    own = [
        w
        for kind in kinds
        for w in dialog.findChildren(kind)
        if w.isVisible() and w.objectName()[:3] != "qt_"
    ]
    reachable = [w for w in own if w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(reachable) >= 12
    nameless = [w for w in reachable if not (w.accessibleName() or getattr(w, "text", str)())]
    assert nameless == []
    dialog.parts.title.setFocus()
    seen = []
    for _ in range(60):
        seen.append(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    missed = [w.accessibleName() for w in reachable if w.isEnabled() and w not in seen]
    assert missed == []


class DescribeTheRowsThatAreTold:
    @pytest.fixture
    def told(self, dialog):
        """The rows of which the paragraphs' model says that they are shown otherwise."""
        rows = []
        dialog.source_model.dataChanged.connect(
            lambda first, last: rows.extend(range(first.row(), last.row() + 1))
        )
        return rows

    def it_tells_of_the_part_that_is_left_and_of_the_one_that_is_chosen(self, dialog, told):
        assert dialog.part() == "d"
        dialog.tree.choose("d1")
        assert sorted(set(told)) == [6, 7, 8]
        assert [row for row in range(11) if dialog.source_model.index(row, 0).data(LINKED_ROLE)] == [7, 8]

    def it_tells_once_of_what_a_step_changed(self, dialog, told):
        dialog.tree.choose("v")
        told.clear()
        dialog.set_kind("section")
        assert sorted(told) == [9, 10]

    def it_tells_of_paragraphs_whose_part_went_and_came_back(self, dialog, told):
        dialog.structure.remove(["d"])
        assert {6, 7, 8} <= set(told)
        assert said(dialog, 8) == "✗ Not taken in: its part was deleted"
        told.clear()
        dialog.undo()
        assert {6, 7, 8} <= set(told)
        assert said(dialog, 8).startswith("→ ")

    def it_narrows_to_what_is_unsure_as_parts_are_confirmed(self, dialog):
        dialog.only_unsure(True)
        assert dialog.source.shown.rowCount() == 2
        dialog.tree.choose("d")
        dialog.confirm()
        assert dialog.source.shown.rowCount() == 1
        dialog.undo()
        assert dialog.source.shown.rowCount() == 2


class DescribeNarrowingToWhatIsUnsure:
    def it_leaves_every_paragraph_in_its_place_where_the_chosen_one_is_sure(self, dialog):
        dialog.tree.choose("d1")
        dialog.only_unsure(True)
        assert shown_rows(dialog) == [6, 10]
        dialog.only_unsure(False)
        assert shown_rows(dialog) == list(range(13))

    def it_goes_on_to_a_paragraph_that_is_left_and_to_its_part(self, dialog):
        dialog.tree.choose("d1")
        dialog.only_unsure(True)
        assert dialog.source.row() in (6, 10)
        assert dialog.part() == dialog.source_model.target(dialog.source.row())
        linked = [row for row in range(11) if dialog.source_model.index(row, 0).data(LINKED_ROLE)]
        assert linked == dialog.source_model.rows_of(dialog.part())

    def it_stays_at_an_unsure_paragraph(self, dialog):
        dialog.source.choose(10)
        dialog.only_unsure(True)
        assert (dialog.source.row(), dialog.part()) == (10, "v")
        dialog.only_unsure(False)
        assert (dialog.source.row(), dialog.part()) == (10, "v")

    def it_narrows_further_by_steps_and_widens_as_they_are_taken_back(self, dialog):
        dialog.only_unsure(True)
        dialog.tree.choose("d")
        dialog.confirm()
        assert shown_rows(dialog) == [10]
        assert dialog.part() == "v"
        dialog.confirm()
        assert shown_rows(dialog) == []
        dialog.undo()
        dialog.undo()
        assert shown_rows(dialog) == [6, 10]
        dialog.redo()
        assert shown_rows(dialog) == [10]


def shown_rows(dialog):
    """The rows of the source's model that the list shows."""
    shown = dialog.source.shown
    return [shown.mapToSource(shown.index(n, 0)).row() for n in range(shown.rowCount())]
