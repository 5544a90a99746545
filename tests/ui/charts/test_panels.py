"""Risks, roadmap and costs alone, and over a draft."""

from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolTip, QWidget

from app.models import tree
from app.ui.charts.costs import CostsPanel
from app.ui.charts.first_step import Step
from app.ui.charts.heat_map import marks_of
from app.ui.charts.making import make_costs, make_risks, make_roadmap
from app.ui.charts.risks import NAMES, RiskPanel
from app.ui.charts.roadmap import RoadmapPanel
from app.ui.charts.timeline import Drag, shifted
from app.ui.desk import Desk
from app.ui.draft import Draft
from tests.ui.conftest import made
from tests.ui.fakes import MemoryLibrary, fake_services


@pytest.fixture
def dated(strategy):
    """The strategy with dates, costs, and a second risk."""
    root = tree.change(strategy, "p1", start="2026-04-01", end="2026-12-31", progress=50)
    root = tree.insert(root, "p1", made("milestone", "m1", "First live", date="2026-09"))
    root = tree.insert(root, "t1", made("cost", "c1", "Kit", year="2026/27", capital=Decimal(1200)))
    root = tree.insert(root, "t2", made("cost", "c2", "Training", year="2027/28", revenue=Decimal(300)))
    scored: dict[str, Any] = {"likelihood": 3, "impact": 4, "likelihood_after": 1, "impact_after": 2}
    return tree.insert(root, "rs", made("risk", "r2", "Skills leave", **scored))


@pytest.fixture
def shown(qtbot, dated):
    def show(panel):
        qtbot.addWidget(panel)
        panel.resize(1000, 700)
        panel.show_root(dated)
        panel.show()
        panel.grab()
        return panel

    return show


@pytest.fixture
def desk(editing, ask, plain_house, dated):
    editing.root = dated
    library: Any = MemoryLibrary(editing)
    return Desk(library, Draft(editing, {}), {"plain": plain_house}, fake_services(), ask)


def drag(qtbot, plot, one: QPointF, other: QPointF, button=Qt.MouseButton.LeftButton):
    qtbot.mousePress(plot.viewport(), button, pos=one.toPoint())
    qtbot.mouseMove(plot.viewport(), other.toPoint())
    qtbot.mouseRelease(plot.viewport(), button, pos=other.toPoint())


def abandoned(qtbot, plot, one: tuple[float, float], other: tuple[float, float], asked, keyed):
    """Drags and thinks better of it: nothing is asked for by letting go, but it is by the next drag."""

    def places():
        return plot.place_of(*one).toPoint(), plot.place_of(*other).toPoint()

    left = Qt.MouseButton.LeftButton
    qtbot.keyClick(keyed, Qt.Key.Key_Escape)
    begin, end = places()
    qtbot.mousePress(plot.viewport(), left, pos=begin)
    qtbot.mouseMove(plot.viewport(), end)
    leaving = QShortcut(QKeySequence("Esc"), keyed)
    with qtbot.assertNotEmitted(leaving.activated):
        qtbot.keyClick(keyed, Qt.Key.Key_Escape)
    leaving.deleteLater()
    with qtbot.assertNotEmitted(asked):
        qtbot.mouseRelease(plot.viewport(), left, pos=end)
    assert places() == (begin, end)
    with qtbot.waitSignal(asked):
        drag(qtbot, plot, QPointF(begin), QPointF(end))


@pytest.fixture
def told(monkeypatch):
    """What is said beside the pointer while something is dragged."""
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda at, words, widget: said.append(words))
    return said


class DescribeWhatAPictureMakes:
    @pytest.mark.parametrize("panel", [RiskPanel, RoadmapPanel, CostsPanel])
    def it_makes_no_menu_that_nobody_may_open(self, shown, monkeypatch, panel):
        made_menus: list[object] = []
        module = import_module("pyqtgraph.graphicsItems.ViewBox.ViewBox")
        monkeypatch.setattr(module, "ViewBoxMenu", made_menus.append)
        shown(panel())
        assert made_menus == []


def risks_of(root) -> list[Any]:
    return [tree.find(root, id) for id in ("r1", "r2")]


def cell(table, row, column):
    return table.model().index(row, column)


def row_of(table, words):
    return next(
        row
        for row in range(table.model().rowCount())
        if words in (cell(table, row, 1).data(), cell(table, row, 0).data())
    )


def place_of(panel, words, column):
    """The cell of a priority in the roadmap's table."""
    model = panel.table.model()
    rows = (row for row in range(model.rowCount()) if model.index(row, 0).data() == words)
    return model.index(next(rows), column)


class DescribeRisks:
    def it_rescores_a_risk_that_is_dragged(self, qtbot, shown, dated):
        panel = shown(RiskPanel())
        mark = next(m for m in marks_of(risks_of(dated)) if m.after)
        with qtbot.waitSignal(panel.rescore_requested) as asked:
            drag(qtbot, panel.map, panel.map.centre_of(mark), panel.map.place_of(5, 5))
        assert asked.args == ["r2", 5, 5, True]

    def it_follows_the_size_of_the_text(self, shown):
        panel = shown(RiskPanel())
        before, font = panel.table.columnWidth(3), panel.font()
        font.setPointSize(2 * font.pointSize())
        panel.setFont(font)
        assert panel.table.columnWidth(3) > 1.2 * before
        for side in ("left", "bottom"):
            assert panel.map._plot.getAxis(side).label.font().pointSize() == font.pointSize()

    @pytest.mark.parametrize("panel", [RiskPanel, RoadmapPanel])
    def it_tells_nobody_to_drag_or_type_what_is_read_only(self, shown, panel):
        assert "Drag" in shown(panel()).note.text()
        assert not {"Drag", "type", "move"} & set(shown(panel(read_only=True)).note.text().split())

    @pytest.mark.parametrize("panel", [RiskPanel, RoadmapPanel, CostsPanel])
    def it_tells_nobody_to_add_what_is_missing_from_what_is_read_only(self, qtbot, plain_house, panel):
        told = []
        for read_only in (False, True):
            bare = panel(read_only=read_only)
            qtbot.addWidget(bare)
            bare.show_root(made("strategy", "empty", "Empty"))
            told.append(bare.note.text())
        assert " Add " in told[0]
        assert told[0].startswith(told[1])
        assert told[1].endswith("yet.")

    @pytest.mark.parametrize("read_only", [False, True])
    def it_says_that_no_risk_is_scored_and_how_one_is(self, qtbot, dated, read_only):
        panel, bare = RiskPanel(read_only=read_only), {"likelihood": 0, "impact": 0}
        qtbot.addWidget(panel)
        for risk in risks_of(dated):
            dated = tree.change(dated, risk.id, **bare, likelihood_after=0, impact_after=0)
        panel.show_root(dated)
        assert panel.note.text().startswith("No risk is scored yet.")
        assert ("Type its likelihood and impact" in panel.note.text()) is not read_only
        panel.show_root(tree.change(dated, "r2", likelihood=2, impact=3))
        assert "No risk is scored" not in panel.note.text()

    @pytest.mark.parametrize("panel", [RiskPanel, RoadmapPanel, CostsPanel])
    def it_offers_the_first_step_where_there_is_nothing_yet(self, qtbot, shown, panel):
        bare, full = panel(first=lambda _: Step("t1", "cost", "Add cost to R&D")), shown(panel())
        qtbot.addWidget(bare)
        bare.show_root(made("strategy", "empty", "Empty"))
        bare.show()
        assert bare.first.isVisible()
        assert bare.first.text() == "Add cost to R&&D"
        with qtbot.waitSignal(bare.add_requested) as wish:
            qtbot.mouseClick(bare.first, Qt.MouseButton.LeftButton)
        assert wish.args == ["t1", "cost"]
        assert not full.first.isVisible()

    @pytest.mark.parametrize("panel", [RiskPanel, RoadmapPanel, CostsPanel])
    def it_offers_no_step_in_what_is_read_only(self, qtbot, panel):
        bare = panel(read_only=True, first=lambda _: Step("t1", "cost", "Add cost"))
        qtbot.addWidget(bare)
        bare.show_root(made("strategy", "empty", "Empty"))
        bare.show()
        assert not bare.first.isVisible()

    @pytest.mark.parametrize(("make", "step"), [(make_costs, ("t1", "cost")), (make_risks, ("rs", "risk"))])
    def it_finds_where_the_first_part_may_stand(self, qtbot, desk, make, step):
        desk.draft.do(lambda root: tree.without(root, {"r1", "r2", "c1", "c2"}), "Delete")
        panel = make(desk)
        qtbot.addWidget(panel)
        panel.show_root(desk.root)
        with qtbot.waitSignal(panel.add_requested) as wish:
            panel.first.click()
        assert tuple(wish.args) == step

    def it_offers_nothing_where_no_part_could_hold_the_first(self, qtbot, desk):
        desk.draft.do(lambda root: tree.without(root, {"t1", "t2"}), "Delete")
        panel = make_costs(desk)
        qtbot.addWidget(panel)
        panel.show_root(desk.root)
        assert panel.first.isHidden()

    def it_lets_nobody_drag_what_is_read_only(self, qtbot, shown):
        panel = shown(RiskPanel(read_only=True))
        with qtbot.assertNotEmitted(panel.rescore_requested):
            drag(qtbot, panel.map, panel.map.place_of(1, 2), panel.map.place_of(5, 5))
        assert not cell(panel.table, 0, 3).flags() & Qt.ItemFlag.ItemIsEditable

    def it_takes_a_drag_back_at_escape_wherever_the_keyboard_is(self, qtbot, shown, dated):
        panel = shown(RiskPanel())
        mark = next(m for m in marks_of(risks_of(dated)) if m.after)
        at = panel.map.value_at(panel.map.centre_of(mark))
        abandoned(qtbot, panel.map, (at.x(), at.y()), (5, 5), panel.rescore_requested, panel.table)

    def it_is_not_dragged_by_the_right_button(self, qtbot, shown, dated):
        panel = shown(RiskPanel())
        mark = next(m for m in marks_of(risks_of(dated)) if m.after)
        one, other = panel.map.centre_of(mark), panel.map.place_of(5, 5)
        with qtbot.assertNotEmitted(panel.rescore_requested):
            drag(qtbot, panel.map, one, other, Qt.MouseButton.RightButton)

    def it_rescores_by_a_typed_number_and_refuses_others(self, qtbot, shown):
        panel = shown(RiskPanel())
        item = cell(panel.table, row_of(panel.table, "Supplier fails"), 4)
        with qtbot.waitSignal(panel.rescore_requested) as asked:
            panel.model.setData(item, "2")
        assert asked.args == ["r1", 3, 2, False]
        with qtbot.assertNotEmitted(panel.rescore_requested):
            panel.model.setData(item, "9")
        assert item.data() == 4
        assert panel.fault.text().startswith("⚠ “9” is no score; type a number from 1 to 5")
        assert panel.fault.isVisible()
        panel.model.setData(item, "")
        assert not panel.fault.isVisible()

    @pytest.mark.parametrize(("panel", "name", "writes"), [(RiskPanel, 1, 4), (RoadmapPanel, 0, 3)])
    def it_goes_to_a_row_by_enter_and_writes_where_something_may_be_typed(
        self, qtbot, shown, panel, name, writes
    ):
        panel = shown(panel())
        panel.table.setFocus()
        panel.table.setCurrentIndex(cell(panel.table, 0, name))
        with qtbot.waitSignal(panel.go_requested):
            qtbot.keyClick(panel.table, Qt.Key.Key_Return)
        panel.table.setCurrentIndex(cell(panel.table, 0, writes))
        with qtbot.assertNotEmitted(panel.go_requested):
            qtbot.keyClick(panel.table, Qt.Key.Key_Return)
        assert panel.table.indexWidget(cell(panel.table, 0, writes)) is not None

    def it_says_the_score_while_a_mark_is_dragged(self, qtbot, shown, told):
        panel = shown(RiskPanel())
        mark = next(m for m in marks_of(panel.model.rows) if m.risk == "r1" and not m.after)
        drag(qtbot, panel.map, panel.map.centre_of(mark), panel.map.place_of(5, 2))
        assert told[-1].endswith(": likelihood 5, impact 2")

    def it_stands_whole_under_its_table_where_there_is_little_room(self, shown):
        panel = shown(RiskPanel())
        panel.resize(600, 480)
        panel.grab()
        foot = panel.map.mapTo(panel, panel.map.rect().bottomLeft()).y()
        assert foot < 480
        font = panel.map.font()
        font.setPointSize(2 * font.pointSize())
        panel.map.setFont(font)
        panel.grab()
        high = panel.map.fontMetrics().height()
        assert high * 0.5 <= panel.map._radius < high * 0.72

    def it_sets_marks_of_one_square_apart(self, shown, dated):
        panel = shown(RiskPanel())
        before = [m for m in marks_of(risks_of(dated)) if not m.after]
        places = [panel.map.value_at(panel.map.centre_of(m)) for m in before]
        assert len({(place.x(), place.y()) for place in places}) == 2
        for m, place in zip(before, places, strict=True):
            assert abs(place.x() - m.likelihood) < 0.5
            assert abs(place.y() - m.impact) < 0.5

    def it_changes_the_draft_and_shows_it(self, qtbot, desk):
        panel: Any = make_risks(desk)
        qtbot.addWidget(panel)
        panel.show()
        panel.rescore_requested.emit("r1", 5, 1, True)
        risk: Any = tree.find(desk.root, "r1")
        assert (risk.likelihood, risk.impact, risk.likelihood_after, risk.impact_after) == (3, 4, 5, 1)
        assert cell(panel.table, row_of(panel.table, "Supplier fails"), 8).data() == 5

    def it_sorts_by_the_heading_that_is_clicked(self, qtbot, shown):
        panel = shown(RiskPanel())
        head = panel.table.horizontalHeader()
        at = QPoint(head.sectionViewportPosition(1) + 20, head.height() // 2)
        for order in (["Skills leave", "Supplier fails"], ["Supplier fails", "Skills leave"]):
            qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
            assert [cell(panel.table, row, 1).data() for row in (0, 1)] == order

    def it_sorts_by_any_column_and_keeps_what_is_chosen(self, shown):
        panel = shown(RiskPanel())
        panel.table.setCurrentIndex(cell(panel.table, row_of(panel.table, "Skills leave"), 1))
        panel.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
        assert [cell(panel.table, row, 1).data() for row in (0, 1)] == ["Skills leave", "Supplier fails"]
        assert panel.table.currentIndex().data() == "Skills leave"
        panel.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        assert panel.table.currentIndex().row() == 1

    def it_keeps_its_rows_where_a_score_changed(self, qtbot, shown, dated):
        panel = shown(RiskPanel())
        panel.table.setCurrentIndex(cell(panel.table, 1, 4))
        with qtbot.assertNotEmitted(panel.model.modelReset):
            panel.show_root(tree.change(dated, "r2", likelihood=5))
        assert cell(panel.table, 1, 3).data() == 5
        assert panel.table.currentIndex() == cell(panel.table, 1, 4)

    def it_keeps_the_keyboard_where_a_typed_score_sorts_its_risk_elsewhere(self, qtbot, desk):
        window = QWidget()
        qtbot.addWidget(window)
        panel: Any = make_risks(desk)
        row = QHBoxLayout(window)
        for part in (panel, QLineEdit()):
            row.addWidget(part)
        window.resize(1000, 700)
        window.show()
        qtbot.waitUntil(lambda: panel.model.rowCount() > 1)
        table, by_score = panel.table, 5
        table.sortByColumn(by_score, Qt.SortOrder.DescendingOrder)
        table.setFocus()
        qtbot.waitUntil(table.hasFocus)
        last = panel.model.rowCount() - 1
        risk = panel.model.rows[last]
        for column in (3, 4):
            table.setCurrentIndex(cell(table, panel.model.row_of(risk.id), column))
            qtbot.keyClick(table, Qt.Key.Key_5)
            editor = table.viewport().findChild(QLineEdit)
            assert editor is not None
            qtbot.keyClick(editor, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: table.viewport().findChild(QLineEdit) is None)
            qtbot.waitUntil(table.hasFocus)
        assert panel.model.row_of(risk.id) == 0
        assert table.currentIndex() == cell(table, 0, 4)

    @pytest.mark.parametrize("percent", [100, 200])
    def it_gives_names_the_room_to_be_read_beside_the_map_and_above_it(self, shown, percent):
        panel = shown(RiskPanel())
        font = panel.font()
        font.setPointSizeF(font.pointSizeF() * percent / 100)
        panel.setFont(font)
        letter = panel.table.fontMetrics().averageCharWidth()
        beside, narrow = set(), []
        for wide in range(500, 2400, 50):
            panel.resize(wide, 700)
            panel.grab()
            beside.add(panel.splitter.orientation())
            narrow += [
                wide
                for column, least in NAMES.items()
                if panel.table.columnWidth(column) < letter * least * 0.8
            ]
        assert narrow == []
        assert len(beside) == 2

    def it_says_in_full_what_the_signs_over_the_columns_mean(self, shown):
        panel = shown(RiskPanel())
        said = panel.model.headerData(7, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        assert said == "impact, after the response: 1 slight to 5 severe"

    def it_passes_the_model_tester(self, qtmodeltester, dated):
        panel = RiskPanel()
        qtmodeltester.check(panel.model)
        panel.show_root(dated)
        panel.table.sortByColumn(5, Qt.SortOrder.DescendingOrder)
        qtmodeltester.check(panel.model)


class DescribeRoadmap:
    def it_says_where_dates_are_given_while_there_are_none(self, qtbot, strategy):
        panel = RoadmapPanel()
        qtbot.addWidget(panel)
        panel.show_root(strategy)
        assert panel.note.text().startswith("No priority has dates yet.")

    def it_explains_the_signs_of_milestones_only_where_there_are_some(self, shown, dated):
        panel = shown(RoadmapPanel())
        assert "◆" in panel.note.text()
        panel.show_root(tree.change(dated, "m1", date=""))
        assert "◆" not in panel.note.text()
        assert "milestone" not in panel.note.text()

    def it_moves_a_bar_that_is_dragged(self, qtbot, shown):
        panel = shown(RoadmapPanel())
        line = panel.timeline
        one = line.place_of(date(2026, 8, 1).toordinal(), 1.5)
        other = line.place_of(date(2026, 8, 31).toordinal(), 1.5)
        with qtbot.waitSignal(panel.reschedule_requested) as asked:
            drag(qtbot, line, one, other)
        node, start, end = asked.args
        assert node == "p1"
        assert (start, end) == ("2026-05-01", "2027-01-31")

    def it_takes_a_drag_back_at_escape(self, qtbot, shown):
        panel = shown(RoadmapPanel())
        line, days = panel.timeline, (date(2026, 8, 1).toordinal(), date(2026, 8, 31).toordinal())
        one, other = ((day, 1.5) for day in days)
        abandoned(qtbot, line, one, other, panel.reschedule_requested, line)

    @pytest.mark.parametrize(("part", "start", "end"), [("start", 10, 30), ("end", 0, 40), ("whole", 10, 40)])
    def it_changes_what_is_held(self, dated, part, start, end):
        from app.document.figures.series import Bar

        day = date(2026, 5, 4).toordinal()
        bar = Bar("p", "P", date.fromordinal(day), date.fromordinal(day + 30), 0)
        moved = shifted(Drag(bar, part, 100.0), 110.0)
        assert moved == (date.fromordinal(day + start), date.fromordinal(day + end))

    def it_says_the_dates_while_a_bar_is_dragged(self, qtbot, shown, told):
        line = shown(RoadmapPanel()).timeline
        one, other = (line.place_of(date(2026, 8, day).toordinal(), 1.5) for day in (1, 31))
        drag(qtbot, line, one, other)
        assert told[-1] == "1 May 2026 – 31 January 2027"

    def it_never_ends_before_it_starts(self):
        from app.document.figures.series import Bar

        bar = Bar("p", "P", date(2026, 5, 2), date(2026, 5, 9), 0)
        assert shifted(Drag(bar, "start", 0), 90) == (bar.end, bar.end)
        assert shifted(Drag(bar, "end", 0), -90) == (bar.start, bar.start)

    def it_takes_typed_dates_and_says_what_is_none(self, qtbot, shown):
        panel = shown(RoadmapPanel())
        item = place_of(panel, "Priority 1", 3)
        with qtbot.waitSignal(panel.reschedule_requested) as asked:
            panel.model.setData(item, "3 March 2027")
        assert asked.args == ["p1", "2026-04-01", "2027-03-03"]
        for wrong in ("one day", "1 March 2026"):
            with qtbot.assertNotEmitted(panel.reschedule_requested):
                panel.model.setData(item, wrong)
            assert panel.fault.text()
            assert item.data(Qt.ItemDataRole.EditRole) == "31 December 2026"

    def it_takes_a_typed_quarter_as_plans_write_it(self, qtbot, shown):
        panel = shown(RoadmapPanel())
        with qtbot.waitSignal(panel.reschedule_requested) as asked:
            panel.model.setData(place_of(panel, "Priority 1", 3), "Q3  2026/27")
        assert asked.args == ["p1", "2026-04-01", "Q3 2026/27"]

    def it_changes_the_draft(self, qtbot, desk):
        panel: Any = make_roadmap(desk)
        qtbot.addWidget(panel)
        panel.show()
        panel.reschedule_requested.emit("p2", "2027-01-01", "2027-02-01")
        priority: Any = tree.find(desk.root, "p2")
        assert (priority.start, priority.end) == ("2027-01-01", "2027-02-01")
        assert place_of(panel, "Priority 2", 2).data() == "1 Jan 2027"

    def it_moves_a_milestone_that_is_dragged(self, qtbot, desk):
        panel: Any = make_roadmap(desk)
        qtbot.addWidget(panel)
        panel.resize(1000, 700)
        panel.show()
        qtbot.waitUntil(lambda: bool(panel.model.rows))
        panel.grab()
        line = panel.timeline
        one = line.place_of(date(2026, 9, 30).toordinal(), 1.5)
        other = line.place_of(date(2026, 11, 20).toordinal(), 1.5)
        drag(qtbot, line, one, other)
        milestone: Any = tree.find(desk.root, "m1")
        assert milestone.date == "2026-11-30"
        desk.draft.undo()
        milestone = tree.find(desk.root, "m1")
        assert milestone.date == "2026-09"

    def it_chooses_and_moves_by_keys(self, qtbot, desk):
        panel: Any = make_roadmap(desk)
        qtbot.addWidget(panel)
        panel.show()
        qtbot.waitUntil(lambda: bool(panel.model.rows))
        line = panel.timeline
        qtbot.keyClick(line, Qt.Key.Key_Down)
        assert line.chosen().shown.node == "p1"
        assert panel.table.currentIndex().row() == place_of(panel, "Priority 1", 0).row()
        qtbot.keyClick(line, Qt.Key.Key_Right)
        qtbot.keyClick(line, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(line, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
        priority: Any = tree.find(desk.root, "p1")
        assert (priority.start, priority.end) == ("2026-04-01", "2027-02-28")
        qtbot.keyClick(line, Qt.Key.Key_Down)
        qtbot.keyClick(line, Qt.Key.Key_Right)
        milestone: Any = tree.find(desk.root, "m1")
        assert milestone.date == "2026-10"
        assert line.chosen().shown.node == "m1"
        assert "First live: 31 October 2026" in line.accessibleDescription()
        desk.draft.undo()
        milestone = tree.find(desk.root, "m1")
        assert milestone.date == "2026-09"

    def it_gives_its_rows_the_height_of_larger_text(self, shown):
        line = shown(RoadmapPanel()).timeline
        before, font = line.height(), line.font()
        font.setPointSize(2 * font.pointSize())
        line.setFont(font)
        assert line.height() > 1.3 * before

    @pytest.mark.parametrize("room", [200, 2])
    def it_shows_a_share_whole_beside_its_bar(self, shown, room):
        line = shown(RoadmapPanel()).timeline
        box = line._beside(QRectF(0, 10, line.width() - room, 20), "100 %")
        assert box.right() <= line.width()
        assert box.width() >= line.fontMetrics().horizontalAdvance("100 %")

    def it_goes_to_what_is_chosen_by_enter(self, qtbot, shown):
        panel = shown(RoadmapPanel())
        qtbot.keyClick(panel.timeline, Qt.Key.Key_Down)
        with qtbot.waitSignal(panel.go_requested) as went:
            qtbot.keyClick(panel.timeline, Qt.Key.Key_Return)
        assert went.args == ["p1"]

    def it_keeps_its_row_chosen_while_ctrl_is_held(self, shown, monkeypatch):
        panel = shown(RoadmapPanel())
        panel.timeline.bar_chosen.emit("p1")
        toggled = QItemSelectionModel.SelectionFlag.Toggle  # as Qt has it while Ctrl is held
        monkeypatch.setattr(panel.table, "selectionCommand", lambda *_: toggled)
        panel.timeline.bar_chosen.emit("p1")
        assert [panel.model.node_at(at) for at in panel.table.selectedIndexes()] == ["p1"]

    def it_moves_nothing_by_keys_where_nothing_may_be_changed(self, qtbot, shown):
        panel = shown(RoadmapPanel(read_only=True))
        qtbot.keyClick(panel.timeline, Qt.Key.Key_Down)
        with qtbot.assertNotEmitted(panel.step_requested):
            qtbot.keyClick(panel.timeline, Qt.Key.Key_Right)


class DescribeCostsPanel:
    def it_leaves_themes_their_room_with_larger_text(self, shown):
        panel = shown(CostsPanel())
        font = panel.font()
        font.setPointSize(2 * font.pointSize())
        panel.setFont(font)
        letter = panel.table.fontMetrics().averageCharWidth()
        panel.resize(letter * 50, letter * 40)
        panel.grab()
        assert panel.table.columnWidth(0) >= letter * 16

    def it_shows_themes_years_and_sums(self, shown):
        panel = shown(CostsPanel())
        table = panel.table
        rows, columns = table.model().rowCount(), table.model().columnCount()
        last = [cell(table, rows - 1, n).data() for n in range(columns)]
        assert last == ["Total", "£1,500", "£1,200", "£300", "£1,200", "", "", "£300"]

    def it_leaves_each_sum_its_room(self, shown):
        table = shown(CostsPanel()).table
        rows, columns = table.model().rowCount(), table.model().columnCount()
        for column in range(1, columns):
            widest = max(table.sizeHintForIndex(cell(table, row, column)).width() for row in range(rows))
            assert table.columnWidth(column) > widest

    def it_passes_the_model_tester(self, qtmodeltester, dated):
        panel = CostsPanel()
        panel.show_root(dated)
        qtmodeltester.check(panel.model)

    def it_goes_to_the_theme_of_a_row(self, qtbot, shown):
        panel = shown(CostsPanel())
        with qtbot.waitSignal(panel.go_requested) as went:
            panel.table.activated.emit(cell(panel.table, 0, 2))
        assert went.args == ["t1"]
        with qtbot.assertNotEmitted(panel.go_requested):
            panel.table.activated.emit(cell(panel.table, 2, 2))

    def it_shows_two_years_without_scrolling_beside_tree_and_side_panel(self, shown):
        panel = shown(CostsPanel())
        letter = panel.fontMetrics().averageCharWidth()
        panel.resize(letter * 108, 700)
        panel.grab()
        assert panel.model.columnCount() == 8
        assert panel.table.horizontalScrollBar().maximum() == 0

    def it_says_what_belongs_there_where_there_is_none(self, qtbot, strategy):
        panel = CostsPanel()
        qtbot.addWidget(panel)
        panel.resize(600, 700)
        panel.show_root(strategy)
        panel.show()
        assert "No cost" in panel.note.text()
        assert panel.note.geometry().bottom() < 150  # right below the heading, which stands at the top

    def it_follows_the_draft_when_it_is_seen_again(self, qtbot, desk):
        panel: Any = make_costs(desk)
        qtbot.addWidget(panel)
        panel.show()
        qtbot.waitUntil(lambda: "£1,500" in panel.note.text())
        panel.hide()
        desk.draft.do(lambda root: tree.change(root, "c1", capital=Decimal(5000)), "Cost")
        assert "£1,500" in panel.note.text()
        panel.show()
        qtbot.waitUntil(lambda: "£5,300" in panel.note.text())


class DescribeTheTableOfTheRoadmap:
    def it_stays_where_one_is_and_tells_of_a_change_once(self, qtbot, shown, dated):
        panel = shown(RoadmapPanel())
        panel.table.setCurrentIndex(place_of(panel, "Priority 2", 0))
        told: list[object] = []
        panel.model.dataChanged.connect(lambda *_: told.append(_))
        with qtbot.assertNotEmitted(panel.model.modelReset):
            panel.show_root(tree.change(dated, "p1", end="2027-03-31"))
        assert place_of(panel, "Priority 1", 3).data() == "31 Mar 2027"
        assert panel.table.currentIndex() == place_of(panel, "Priority 2", 0)
        assert len(told) == 1

    def it_shows_dates_with_short_months_and_tells_them_in_full(self, shown):
        end = place_of(shown(RoadmapPanel()), "Priority 1", 3)
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole)
        assert [end.data(role) for role in roles] == ["31 Dec 2026", "31 December 2026", "31 December 2026"]

    def it_shows_long_names_whole(self, shown, dated):
        panel = shown(RoadmapPanel())
        line = panel.table.rowHeight(place_of(panel, "Priority 2", 0).row())
        panel.show_root(tree.change(dated, "p2", title="A priority with a name " * 12))
        panel.grab()
        assert panel.table.rowHeight(1) > 2 * line

    def it_scrolls_where_names_would_have_no_room(self, qtbot, shown):
        panel = shown(RoadmapPanel())
        letter = panel.fontMetrics().averageCharWidth()
        panel.resize(letter * 60, letter * 60)
        panel.grab()
        assert panel.table.columnWidth(0) >= letter * 16
        assert panel.table.horizontalScrollBar().maximum() > 0

    def it_passes_the_model_tester(self, qtmodeltester, dated):
        panel = RoadmapPanel()
        qtmodeltester.check(panel.model)
        panel.show_root(dated)
        qtmodeltester.check(panel.model)


class DescribeFollowing:
    def it_reads_only_the_themes_that_changed(self, dated):
        panel = RoadmapPanel()
        first = panel.reckoned(dated)
        again = panel.reckoned(tree.change(dated, "p1", end="2027-03-31"))
        same = [one is other for one, other in zip(first.lanes, again.lanes, strict=True)]
        assert same == [False, True]

    def it_shows_several_edits_once_after_a_quiet_moment(self, qtbot, desk):
        panel: Any = make_costs(desk)
        qtbot.addWidget(panel)
        panel.show()
        qtbot.waitUntil(lambda: "£1,500" in panel.note.text())
        shown: list[str] = []
        panel.show_reckoned = lambda costs: shown.append(str(costs.total.total))
        for pounds in (1, 2, 3):
            desk.draft.do(lambda root, n=pounds: tree.change(root, "c1", capital=Decimal(n)), "Cost")
        assert shown == []
        qtbot.waitUntil(lambda: bool(shown))
        assert shown == ["303"]

    def it_paints_only_the_rows_in_sight(self, qtbot, desk, monkeypatch):
        desk.draft.do(
            lambda root: tree.change(
                root, "t1", children=tuple(made("priority", f"n{n}", f"P {n}") for n in range(400))
            ),
            "Many",
        )
        panel: Any = make_roadmap(desk)
        qtbot.addWidget(panel)
        panel.resize(1000, 700)
        panel.show()
        qtbot.waitUntil(lambda: bool(panel.model.rows))
        painted: set[int] = set()
        monkeypatch.setattr(panel.timeline, "_paint_strip", lambda painter, row, strip: painted.add(row))
        panel.timeline.viewport().repaint()
        assert painted
        assert len(painted) < 60


class DescribeTheBarsOfCosts:
    def it_brings_out_the_share_of_the_chosen_theme(self, shown):
        panel = shown(CostsPanel())
        whole = panel.chart.grab().toImage()
        panel.table.selectRow(0)
        share = panel.chart.grab().toImage()
        panel.table.selectRow(panel.model.rowCount() - 1)
        assert share != whole
        assert panel.chart.grab().toImage() == whole

    def it_says_what_each_theme_costs_in_a_year(self, shown):
        panel = shown(CostsPanel())
        said = panel.chart.told(0).splitlines()
        assert said[0].startswith("2026/27: £1,200 + £0")
        assert [line.endswith("£1,200 + £0") for line in said[1:-1]] == [True]

    def it_shows_more_saved_than_spent_below_the_line(self, qtbot, dated):
        panel = CostsPanel()
        qtbot.addWidget(panel)
        panel.resize(700, 700)
        panel.show_root(tree.change(dated, "c2", revenue=Decimal(-300)))
        panel.show()
        panel.grab()
        chart = panel.chart
        assert chart.place_of(0, -300).y() < chart.viewport().height()
        assert chart.place_of(0, 0).y() < chart.place_of(0, -300).y()


class DescribeTheRiskRegisterBesideTheTree:
    def it_shows_every_score_without_scrolling_where_names_still_have_room(self, qtbot, dated):
        panel = RiskPanel()
        qtbot.addWidget(panel)
        letter = panel.fontMetrics().averageCharWidth()
        panel.resize(letter * 100, letter * 100)
        panel.show_root(dated)
        panel.show()
        panel.grab()
        assert panel.table.horizontalScrollBar().maximum() == 0
