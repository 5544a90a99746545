"""Cut, copy and paste by the Edit menu do what the keys would; what is dragged or begun stays in sight."""

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu

from app.models import tree
from app.models.house import Term, Terms
from app.models.text import Paragraph, Run
from app.ui.desk import Desk
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE
from app.ui.window.actions import bare, menu_of
from app.ui.window.part_menu import part_menu
from tests.ui.conftest import made
from tests.ui.everyone.marking import Marking


@pytest.fixture
def do(opened):
    return lambda name: opened.actions_by_name[name].trigger()


class DescribeTheEditMenu:
    def it_keeps_an_ampersand_of_a_name_in_what_would_be_undone(self, opened):
        opened.desk.draft.do(
            lambda root: tree.change(root, "t1", title="ICT & Digital"), "Edit “ICT & Digital”"
        )
        undo = opened.actions_by_name["undo"]
        menu_of(undo).aboutToShow.emit()
        assert undo.text() == "&Undo: Edit “ICT && Digital”"  # as Qt is told of a letter that marks no key
        assert bare(undo) == "Undo: Edit “ICT & Digital”"

    def it_copies_words_where_words_are_written(self, qtbot, opened, do):
        opened.desktop.go("t1")
        title = opened.desktop.workspace.form.findChild(QLineEdit)
        title.setFocus()
        qtbot.waitUntil(title.hasFocus)
        title.selectAll()
        do("copy")
        assert QGuiApplication.clipboard().text() == "Digital place"
        title.end(False)
        do("paste")
        assert title.text() == "Digital placeDigital place"

    def it_copies_parts_where_the_tree_has_the_keyboard(self, qtbot, opened, do):
        opened.desktop.go("p2")
        opened.desktop.tree.view.setFocus()
        qtbot.waitUntil(opened.desktop.tree.view.hasFocus)
        do("cut")
        assert "p2" not in opened.desk.root.ids
        opened.desktop.go("t2")
        do("paste")
        pasted = tree.find(opened.desk.root, "t2").children[-1]
        assert pasted.title == "Priority 2"

    def it_says_how_many_parts_were_copied_in_the_language_of_the_window(self, qtbot, qapp, opened):
        language = Marking()
        qapp.installTranslator(language)
        try:
            with qtbot.waitSignal(opened.desktop.said) as told:
                opened.desktop.structure.copy(["p1", "p2"])
        finally:
            qapp.removeTranslator(language)
        assert told.args == ["«Copied «2 parts»»"]

    def it_says_what_holds_a_part_that_has_no_place(self, qtbot, opened):
        structure = opened.desktop.structure
        structure.copy(["r1"])
        structure.remove(["rs"])
        structure.remove(["v"])
        with qtbot.waitSignal(structure.said) as told:
            structure.paste("g")
        (said,) = told.args
        assert said == "There is no place here for “Risk”. Choose or add what holds it: Theme, Risks."

    def it_says_its_keys_without_taking_them(self, opened):
        paste = opened.actions_by_name["paste"]
        assert paste.text().endswith("\tCtrl+V")
        assert paste.shortcut().isEmpty()


class DescribePartsOfAnotherStrategy:
    def they_come_without_links_to_what_stayed_there(self, opened):
        structure, said = opened.desktop.structure, []
        structure.said.connect(said.append)
        words = (Run("As in "), Run("ours", link="#x2"), Run(" and "), Run("theirs", link="#x9"))
        one = made("priority", "x1", "One", objectives=("x8", "o1"))
        two = structs.replace(made("priority", "x2", "Two"), body=(Paragraph(words),))
        structure.drop_copies(("other", (one, two)), "t2", 1)
        _, first, second = opened.desk.node("t2").children
        assert first.objectives == ("o1",)
        assert second.body == (
            Paragraph((Run("As in "), Run("ours", link=f"#{second.id}"), Run(" and theirs"))),
        )
        assert said == ["Pasted 2 parts. Links to parts that are not in this strategy were left out: 2."]


class DescribeTheMenuOfTheTree:
    @pytest.mark.parametrize("page", [CONTROL_PAGE, VERSIONS_PAGE])
    @pytest.mark.parametrize(
        "name",
        ["sibling", "rename", "duplicate", "delete", "up", "down", "in", "out", "cut", "copy", "paste"],
    )
    def it_does_nothing_with_a_page_that_is_no_part(self, opened, do, page, name):
        opened.desktop.go(page)
        opened.desktop.tree.view.setFocus()
        before = opened.desk.root
        do(name)
        assert opened.desk.root is before

    def it_offers_the_strategy_itself_no_move_that_it_cannot_make(self, opened):
        def offered(id: str) -> set[str]:
            actions = part_menu(opened.desktop, [id]).actions()
            return {action.text().partition("\t")[0] for action in actions if action.isEnabled()}

        assert {"Cut", "Delete", "Move up"} <= offered("t1")
        assert offered("s") - {""} == {"Add below", "Add after", "Rename", "Paste"}

    def it_offers_to_add_what_a_council_calls_by_a_name_with_an_ampersand(self, opened, monkeypatch):
        house = structs.replace(
            opened.desk.house, terms=Terms(appendix=Term("Annex & map", "Annexes & maps"))
        )
        monkeypatch.setattr(Desk, "house", house)
        opened.desktop.go("t1")
        opened.desktop.go("s")
        (below,) = part_menu(opened.desktop, ["s"]).findChildren(QMenu)
        for menu in (below, opened.desktop.workspace.form.add.menu()):
            offered = [action.text() for action in menu.actions()]
            assert "Annex && map" in offered  # as Qt is told of a letter that marks no key


class DescribeTheTree:
    def it_drags_a_card_no_wider_than_a_few_words(self, opened):
        view, model = opened.desktop.tree.view, opened.desktop.model
        one = view.card([model.index_of("back")])
        long = view.card([model.index_of("s")])
        several = view.card([model.index_of("p1"), model.index_of("p2")])
        assert one.height() < 2 * view.fontMetrics().height() + 8
        assert 0 < several.width() <= long.width() < view.fontMetrics().averageCharWidth() * 40

    def it_draws_the_sign_of_a_chosen_row_in_the_colour_of_its_words(self, opened):
        view = opened.desktop.tree.view
        opened.desktop.go("v")
        row = view.visualRect(opened.desktop.model.index_of("v"))
        picture = view.viewport().grab().toImage()
        left = range(max(row.left() - view.indentation(), 0), row.left())
        light = [
            picture.pixelColor(x, y)
            for x in left
            for y in range(row.top(), row.bottom())
            if picture.pixelColor(x, y).lightness() > 200
        ]
        assert light

    def it_draws_the_sign_of_what_is_folded_larger_with_larger_text(self, opened):
        view, model = opened.desktop.tree.view, opened.desktop.model

        def height():
            row = view.visualRect(model.index_of("v"))
            picture = view.viewport().grab().toImage()
            ground = picture.pixelColor(row.left() - 1, row.top() + 1)
            left = range(row.left() - view.indentation(), row.left())
            inked = [y for y in range(row.top(), row.bottom())
                     if any(picture.pixelColor(x, y) != ground for x in left)]  # fmt: skip
            return inked[-1] - inked[0] + 1

        opened.desktop.go("s")
        small = height()
        view.setStyleSheet("font-size: 20pt")
        view.doItemsLayout()
        assert height() >= small * 1.25

    @pytest.mark.parametrize(("dropped", "stay"), [(False, set()), (True, {"v"})])
    def it_folds_again_what_hovering_unfolded_but_where_something_was_dropped(self, opened, dropped, stay):
        view, model = opened.desktop.tree.view, opened.desktop.model
        opened.desktop.go("s")
        view.collapseAll()
        view.expand(model.index_of("s"))
        mime = model.mimeData([model.index_of("p9")])
        how = (Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        view.dragEnterEvent(QDragEnterEvent(view.viewport().rect().center(), *how))
        for id in ("v", "plan"):
            view.expand(model.index_of(id))  # as Qt does once the pointer has rested there for a while
        if dropped:
            onto = view.visualRect(model.index_of("t1")).center()
            view.dragMoveEvent(QDragMoveEvent(onto, *how))
            view.dropEvent(QDropEvent(onto.toPointF(), *how))
        else:
            view.dragLeaveEvent(QDragLeaveEvent())
        assert {id for id in ("v", "plan") if view.isExpanded(model.index_of(id))} == stay
        assert [each.id for each in opened.desk.node("t2").children] == ([] if dropped else ["p9"])

    def it_takes_its_mark_away_where_nothing_may_be_dropped(self, opened):
        view, model = opened.desktop.tree.view, opened.desktop.model
        opened.desktop.go("p1")
        view.expandAll()
        mime = model.mimeData([model.index_of("p1")])
        how = (Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        view.dragEnterEvent(QDragEnterEvent(view.viewport().rect().center(), *how))
        shown = []
        for id in ("t2", "plan", "t2"):
            view.dragMoveEvent(QDragMoveEvent(view.visualRect(model.index_of(id)).center(), *how))
            shown.append(view.showDropIndicator())
        assert shown == [True, False, True]


class DescribeANewRow:
    def it_is_one_that_waits_to_be_written_where_there_is_one(self, qtbot, opened):
        opened.desktop.go("t2")
        desk, structure = opened.desk, opened.desktop.structure
        structure.add_below("t2", "priority")
        made = [child.id for child in tree.find(desk.root, "t2").children]
        with qtbot.waitSignal(structure.added) as told:
            structure.add_below("t2", "priority")
        assert told.args == [made[-1], "form"]
        assert [child.id for child in tree.find(desk.root, "t2").children] == made
        desk.draft.do(lambda root: tree.change(root, made[-1], end="2028-03"), "Type")
        structure.add_below("t2", "priority")
        assert len(tree.find(desk.root, "t2").children) == len(made) + 1

    def it_is_in_sight_when_it_is_begun(self, qtbot, opened):
        opened.resize(1000, 560)
        opened.desktop.go("v")
        form = opened.desktop.workspace.form
        qtbot.waitUntil(lambda: form.verticalScrollBar().maximum() > 200)
        form.verticalScrollBar().setValue(0)
        opened.desktop.structure.add_below("v", "theme")
        table = form.table("theme")
        qtbot.waitUntil(lambda: table.view.state() == table.view.State.EditingState)
        line = table.view.viewport().findChild(QLineEdit)

        def in_sight() -> bool:
            at = line.mapTo(form.viewport(), line.rect().center())
            return form.viewport().rect().contains(at)

        qtbot.waitUntil(in_sight)
        qtbot.keyClick(line, Qt.Key.Key_Escape)
