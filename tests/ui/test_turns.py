"""Work of the window that is done in turns, and tables that measure only what is seen."""

import threading

import pytest
from PySide6.QtCore import QAbstractTableModel, QEvent, QSize, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QHeaderView, QPushButton, QWidget

from app.ui.flow import FlowLayout
from app.ui.seen_rows import SeenRows
from app.ui.turns import Elsewhere, InTurns


@pytest.fixture
def over(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def counting(done, upto=5):
    for n in range(upto):
        done.append(n)
        yield


class DescribeInTurns:
    def it_does_a_step_at_once_and_the_others_in_turns_of_their_own(self, qtbot, over):
        done: list[int] = []
        work = InTurns(over, budget=0)
        work.begin(counting(done))
        assert done == [0]
        assert work.under_way
        qtbot.waitUntil(lambda: not work.under_way)
        assert done == [0, 1, 2, 3, 4]

    def it_does_as_much_in_a_turn_as_fits(self, over):
        done: list[int] = []
        InTurns(over, budget=60).begin(counting(done))
        assert done == [0, 1, 2, 3, 4]

    def it_ends_at_once_where_what_it_makes_is_needed(self, over):
        done: list[int] = []
        then: list[int] = []
        work = InTurns(over, budget=0)
        work.begin(counting(done), lambda: then.append(len(done)))
        work.finish()
        work.finish()
        assert (done, then) == ([0, 1, 2, 3, 4], [5])

    def it_gives_way_to_another_work(self, qtbot, over):
        done: list[int] = []
        other: list[int] = []
        work = InTurns(over, budget=0)
        work.begin(counting(done))
        work.begin(counting(other))
        qtbot.waitUntil(lambda: not work.under_way)
        assert (done, len(other)) == ([0], 5)

    def it_can_be_begun_anew_by_its_own_step(self, qtbot, over):
        done: list[int] = []
        work = InTurns(over, budget=0)

        def steps():
            work.begin(counting(done))
            yield

        work.begin(steps())
        qtbot.waitUntil(lambda: not work.under_way)
        assert done == [0, 1, 2, 3, 4]

    def it_may_leave_all_to_later_turns(self, qtbot, over):
        done: list[int] = []
        work = InTurns(over)
        work.begin(counting(done), later=True)
        assert done == []
        qtbot.waitUntil(lambda: not work.under_way)
        assert done == [0, 1, 2, 3, 4]

    def it_waits_for_a_step_that_is_done_in_another_thread(self, qtbot, over):
        done: list[bool] = []
        in_window = lambda: done.append(threading.current_thread() is threading.main_thread())  # noqa: E731

        def steps():
            yield in_window()
            yield Elsewhere(in_window)
            yield in_window()

        work = InTurns(over)
        work.begin(steps())
        qtbot.waitUntil(lambda: not work.under_way)
        assert done == [True, False, True]

    def it_does_such_a_step_itself_where_what_it_makes_is_needed_now(self, over):
        done: list[int] = []
        work = InTurns(over)
        work.begin(iter([Elsewhere(lambda: done.append(1))]), later=True)
        work.finish()
        assert done == [1]

    def it_leaves_the_rest_where_a_step_fails(self, over):
        def steps():
            yield
            raise OSError("No room")

        work = InTurns(over)
        work.begin(steps(), lambda: pytest.fail("it failed"), later=True)
        with pytest.raises(OSError, match="No room"):
            work.finish()
        assert not work.under_way

    def it_leaves_the_rest_undone(self, qtbot, over):
        done: list[int] = []
        work = InTurns(over, budget=0)
        work.begin(counting(done))
        work.leave()
        qtbot.wait(20)
        assert done == [0]


class Long(QAbstractTableModel):
    """A thousand rows, of which every other one has long words."""

    def rowCount(self, parent=None):
        return 0 if parent is not None and parent.isValid() else 1000

    def columnCount(self, parent=None):
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index, role=0):
        long = index.row() % 2 == 0
        return ("many words " * 20 if long else "few") if role == Qt.ItemDataRole.DisplayRole else None


@pytest.fixture
def table(qtbot):
    table = SeenRows()
    qtbot.addWidget(table)
    table.setModel(Long(table))
    table.resize(300, 400)
    table.show()
    table.grab()
    return table


class DescribeSeenRows:
    def they_are_measured_only_in_sight(self, table):
        assert 2 < len(table.measured()) < 40
        assert table.rowHeight(0) > table.rowHeight(1) == table.rowHeight(900)

    def they_are_measured_when_they_come_into_sight(self, table):
        table.verticalScrollBar().setValue(900)
        table.grab()
        assert 900 in table.measured()
        assert 500 not in table.measured()
        assert table.rowHeight(900) == table.rowHeight(0)

    def they_are_measured_anew_once_they_have_more_room(self, table):
        high = table.rowHeight(0)
        table.setColumnWidth(0, 900)
        table.grab()
        assert table.rowHeight(0) < high

    def they_are_measured_only_as_far_as_is_enough(self, qtbot):
        table = SeenRows(spare=4, most=60)
        qtbot.addWidget(table)
        table.setModel(Long(table))
        table.setColumnWidth(0, 300)
        high = table.height_of_rows(400)
        assert max(table.measured()) < 40
        assert high > 1000 * table.rowHeight(1)
        assert table.rowHeight(0) == 60

    def they_are_measured_anew_where_a_row_changed(self, table):
        known = table.measured()
        table.model().dataChanged.emit(table.model().index(1, 0), table.model().index(1, 0))
        assert table.measured() == known - {1}

    def they_measure_their_columns_once_until_a_word_changes(self, table):
        model, asked = table.model(), []
        words = model.data
        model.data = lambda index, role=0: asked.append(index.row()) or words(index, role)
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        wide = table.columnWidth(0)
        assert asked
        for changed in (
            lambda: model.dataChanged.emit(model.index(1, 0), model.index(1, 0)),
            model.layoutChanged.emit,
            lambda: QApplication.sendEvent(table, QEvent(QEvent.Type.FontChange)),
        ):
            asked.clear()
            assert table.sizeHintForColumn(0) == wide
            assert not asked
            changed()
            assert table.sizeHintForColumn(0) == wide
            assert asked

    def they_stand_empty_without_a_row(self, qtbot):
        table = SeenRows()
        qtbot.addWidget(table)
        table.setModel(None)
        table.show()
        table.grab()
        assert not table.measured()


class Asked(QPushButton):
    """A button that counts how often it is asked for its size."""

    asked = 0

    def sizeHint(self):
        type(self).asked += 1
        return QSize(50, 20)


class DescribeTheFlowLayout:
    def it_asks_its_parts_once_for_one_width(self, over):
        flow = FlowLayout(over)
        for _ in range(10):
            flow.addWidget(Asked("a"))
        flow.heightForWidth(200)
        Asked.asked = 0
        for _ in range(50):
            flow.heightForWidth(200)
        assert Asked.asked == 0

    def it_asks_again_once_a_part_came_went_or_changed(self, over):
        flow = FlowLayout(over, 0)
        for _ in range(2):
            flow.addWidget(Asked("a"))
        over.show()
        assert flow.heightForWidth(60) == 40
        third = Asked("a")
        flow.addWidget(third)
        third.show()
        assert flow.heightForWidth(60) == 60
        third.hide()
        assert flow.heightForWidth(60) == 40
        flow.takeAt(0)
        assert flow.heightForWidth(60) == 20
        assert flow.itemAt(5) is None

    def it_leaves_no_room_for_a_group_of_which_nothing_is_shown(self, qtbot, over):
        flow = FlowLayout(over, 0)
        group, alone = QWidget(), Asked("b")
        group.setMinimumHeight(30)
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(alone)
        for part in (Asked("a"), group):
            flow.addWidget(part)
        over.show()
        assert flow.heightForWidth(60) == 50
        alone.hide()
        qtbot.waitUntil(lambda: flow.heightForWidth(60) == 20)
