"""Rows of controls break where there is too little room, and none is lost or lies over another."""

from contextlib import contextmanager

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from app.ui.flow import TurningRow


@contextmanager
def shown(qtbot, *buttons):
    """A row in a column, as a list has it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    row = TurningRow(buttons)
    column.addWidget(row)
    column.addStretch()
    qtbot.addWidget(holder)
    holder.resize(600, 200)
    holder.show()
    qtbot.waitExposed(holder)
    yield row


@pytest.fixture
def row(qtbot):
    with shown(qtbot, *map(QPushButton, ("Reply", "Resolve it now", "Delete"))) as made:
        yield made


def places(qtbot, row, width):
    holder = row.parentWidget()
    holder.resize(width, 200)
    qtbot.waitUntil(lambda: row.width() == width)
    for _ in range(4):  # broken, asked for its height, given it, and its buttons placed
        QApplication.processEvents()
    return [each.geometry() for each in row.findChildren(QPushButton)]


class DescribeATurningRow:
    def it_is_one_line_where_there_is_room(self, qtbot, row):
        found = places(qtbot, row, 600)
        assert len({each.y() for each in found}) == 1
        assert found[0].right() < found[1].left() < found[1].right() < found[2].left()

    def it_breaks_where_there_is_less_and_comes_back(self, qtbot, row):
        wide = places(qtbot, row, 600)
        high = row.sizeHint().height()
        two = wide[0].width() + 4 + wide[1].width()
        first, second, third = places(qtbot, row, two)
        assert first.y() == second.y() < third.y()
        assert third.top() > first.bottom()
        assert row.sizeHint().height() > high
        assert len({each.y() for each in places(qtbot, row, wide[1].width())}) == 3
        assert places(qtbot, row, 600) == wide
        assert row.sizeHint().height() == high

    def it_keeps_no_room_for_what_is_hidden(self, qtbot):
        buttons = [QPushButton(name) for name in ("Reply", "Hidden", "Delete")]
        buttons[1].hide()
        wide = buttons[0].sizeHint().width() + 4 + buttons[2].sizeHint().width()
        with shown(qtbot, *buttons) as row:
            first, _, third = places(qtbot, row, wide)
        assert first.y() == third.y()

    def it_leaves_what_holds_it_as_narrow_as_it_is(self, qtbot, row):
        assert row.parentWidget().minimumSizeHint().width() == 0
