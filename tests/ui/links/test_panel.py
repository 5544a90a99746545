"""The matrix of links alone, and over a draft."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.document.answering import Matrix
from app.models import tree
from app.models.nodes import Priority
from app.ui.desk import Desk
from app.ui.draft import Draft
from app.ui.links.making import make_panel
from app.ui.links.panel import LinksPanel
from tests.ui.fakes import MemoryLibrary, fake_services


@pytest.fixture
def linked(strategy):
    return tree.change(strategy, "p1", objectives=("o1",))


@pytest.fixture
def desk(editing, ask, plain_house, linked):
    editing.root = linked
    library: Any = MemoryLibrary(editing)
    return Desk(library, Draft(editing, {}), {"plain": plain_house}, fake_services(), ask)


@pytest.fixture
def panel(qtbot, desk):
    panel = make_panel(desk)
    qtbot.addWidget(panel)
    panel.resize(1000, 700)
    panel.show()
    qtbot.waitUntil(lambda: bool(panel.model.matrix.rows))
    panel.grab()
    return panel


def answered(desk: Desk) -> tuple[str, ...]:
    node = tree.find(desk.root, "p1")
    assert isinstance(node, Priority)
    return node.objectives


def place(found: Matrix, row: str, column: str) -> tuple[int, int]:
    return [n.id for n in found.rows].index(row), [n.id for n in found.columns].index(column)


def cell(panel, row: str, column: str):
    return panel.model.index(*place(panel.model.matrix, row, column))


class DescribeTheHeads:
    def it_marks_those_of_parts_that_nothing_answers_in_words_and_by_a_sign(self, panel):
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        heads = {
            node.id: panel.model.headerData(at, way)
            for way, nodes in ((across, panel.model.matrix.columns), (down, panel.model.matrix.rows))
            for at, node in enumerate(nodes)
        }
        assert (heads["o1"], heads["o2"]) == ("Aim 1", "⚠ Aim 2")
        assert not heads["p1"].startswith("⚠")
        assert heads["p2"].startswith("⚠")

    def it_says_at_the_top_that_there_is_nothing_to_link(self, qtbot, desk, panel):
        desk.draft.do(lambda root: tree.remove(tree.remove(root, "plan"), "v"), "Emptied")
        qtbot.waitUntil(lambda: panel.splitter.isHidden())
        panel.layout().activate()
        assert panel.heading.geometry().bottom() < 100

    def they_leave_most_of_a_small_table_to_its_cells(self, panel):
        large = panel.table.font()
        large.setPointSize(24)
        panel.table.setFont(large)
        panel.table.resize(500, 260)
        assert panel.table.horizontalHeader().height() < 130
        assert panel.table.verticalHeader().width() < 300

    def they_are_as_short_as_their_room_and_have_the_whole_name_as_tip(self, panel, desk):
        long = "A council that answers every letter within two working days"
        panel.show_root(tree.change(desk.root, "o1", title=long))
        panel.model.shorten_heads(2)
        column = place(panel.model.matrix, "p1", "o1")[1]
        across = Qt.Orientation.Horizontal
        shown = panel.model.headerData(column, across)
        assert len(shown) <= 20
        assert shown.endswith("…")
        assert long in panel.model.headerData(column, across, Qt.ItemDataRole.ToolTipRole)


class DescribeTheMatrix:
    def it_marks_what_is_linked_and_says_so(self, panel):
        at = cell(panel, "p1", "o1")
        assert at.data() == "●"
        assert at.data(Qt.ItemDataRole.AccessibleTextRole).endswith("linked")
        assert cell(panel, "p1", "o2").data(Qt.ItemDataRole.AccessibleTextRole).endswith("not linked")

    def it_links_by_a_click_and_parts_by_space_in_one_step_each(self, qtbot, panel, desk):
        at = cell(panel, "p1", "o2")
        where = panel.table.visualRect(at).center()
        qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
        assert answered(desk) == ("o1", "o2")
        assert cell(panel, "p1", "o2").data() == "●"
        qtbot.keyClick(panel.table, Qt.Key.Key_Space)
        assert answered(desk) == ("o1",)
        desk.draft.undo()
        assert answered(desk) == ("o1", "o2")

    def it_keeps_its_place_while_links_change(self, qtbot, panel):
        at = cell(panel, "p1", "o2")
        panel.table.setCurrentIndex(at)
        qtbot.keyClick(panel.table, Qt.Key.Key_Space)
        now = panel.table.currentIndex()
        assert (now.row(), now.column()) == place(panel.model.matrix, "p1", "o2")

    def it_goes_to_the_row_by_enter(self, qtbot, panel):
        panel.table.setCurrentIndex(cell(panel, "p1", "o2"))
        with qtbot.waitSignal(panel.go_requested) as went:
            qtbot.keyClick(panel.table, Qt.Key.Key_Return)
        assert went.args == ["p1"]

    def it_changes_nothing_where_nothing_may_be_changed(self, qtbot, panel, desk):
        panel.read_only = True
        panel.table.setCurrentIndex(cell(panel, "p1", "o1"))
        qtbot.keyClick(panel.table, Qt.Key.Key_Space)
        assert answered(desk) == ("o1",)

    def it_tells_gaps_in_words_and_goes_to_them(self, qtbot, panel):
        said = [panel.gaps.item(row).text() for row in range(panel.gaps.count())]
        assert any("Aim 2" in line and "no priority answers it" in line for line in said)
        assert panel.gaps_heading.text() == f"{len(said)} gaps"
        panel.gaps.setCurrentRow(0)
        with qtbot.waitSignal(panel.go_requested) as went:
            panel.gaps.itemActivated.emit(panel.gaps.item(0))
        assert went.args == ["o2"]

    def it_swaps_rows_and_columns(self, qtbot, panel):
        qtbot.mouseClick(panel.swap, Qt.MouseButton.LeftButton)
        assert [node.id for node in panel.model.matrix.rows] == ["o1", "o2"]

    def it_tells_one_link_and_one_gap(self, panel, desk):
        root = tree.remove(desk.root, "o2")
        panel.show_root(root)
        assert panel.note.text().startswith("1 link. ")
        spare = [node.id for node in tree.walk(root) if node.kind == "priority" and node.id != "p1"]
        for id in spare[1:]:
            root = tree.remove(root, id)
        panel.show_root(root)
        assert panel.gaps_heading.text() == "1 gap"

    def it_begins_with_the_first_that_can_be_linked_and_stays_with_what_was_shown(self, qtbot, linked):
        panel = LinksPanel()
        qtbot.addWidget(panel)
        panel.show_root(tree.remove(tree.remove(linked, "plan"), "v"))
        assert panel.pairing.currentIndex() == 0
        panel.show_root(tree.remove(linked, "plan"))
        assert (panel.pairing.currentText(), panel.model.matrix.relation.holder) == (
            "Risks × priorities",
            "risk",
        )
        panel.show_root(linked)
        assert (panel.pairing.currentText(), panel.model.matrix.relation.holder) == (
            "Risks × priorities",
            "risk",
        )

    def it_says_what_is_missing_where_there_is_nothing_to_link(self, qtbot, panel, desk):
        desk.draft.do(lambda root: tree.remove(root, "plan"), "Remove")
        qtbot.waitUntil(lambda: "no objectives" in panel.note.text())
        assert not panel.splitter.isVisible()

    def it_copies_a_table(self, qtbot, panel):
        qtbot.mouseClick(panel.copy, Qt.MouseButton.LeftButton)
        lines = QGuiApplication.clipboard().text().split("\n")
        assert lines[0].split("\t")[1:] == ["Aim 1", "Aim 2"]
        assert any(line.endswith("\tyes\t") for line in lines)
