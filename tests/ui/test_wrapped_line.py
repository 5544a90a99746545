"""A line of text that wraps where it is longer than its room."""

import pytest
from PySide6.QtCore import QMimeData, Qt

from app.models.kinds import Field
from app.ui.fields.wrapped_line import WrappedLineField

LONG = "Residents' panel and every parish council, each of which was asked twice in the course of the year"


@pytest.fixture
def control(qtbot):
    control = WrappedLineField(Field("consulted", "Consulted", "line", help="Who was asked"))
    qtbot.addWidget(control)
    control.resize(control.fontMetrics().horizontalAdvance(LONG) // 3, control.sizeHint().height())
    control.show()
    return control


def shows_all(line) -> bool:
    last = line.document().lastBlock()
    return line.viewport().rect().contains(line.blockBoundingGeometry(last).toAlignedRect())


class DescribeALineThatWraps:
    def it_is_as_high_as_its_words(self, qtbot, control):
        one = control.sizeHint().height()
        control.show_value(LONG)
        qtbot.waitUntil(lambda: control.sizeHint().height() > 2 * one)
        control.resize(control.width(), control.sizeHint().height())
        assert shows_all(control.line)
        control.show_value("Few")
        qtbot.waitUntil(lambda: control.sizeHint().height() == one)

    def it_stays_whole_in_sight_while_it_grows(self, qtbot, control):
        control.line.setFocus()
        for _ in range(3):
            qtbot.keyClicks(control.line, "one more that was asked ")
            control.resize(control.width(), control.sizeHint().height())
        assert control.line.verticalScrollBar().value() == 0
        assert shows_all(control.line)

    def it_stays_one_line(self, qtbot, control):
        qtbot.keyClicks(control.line, "One")
        qtbot.keyClick(control.line, Qt.Key.Key_Return)
        mime = QMimeData()
        mime.setText("\nand\nanother\t")
        control.line.insertFromMimeData(mime)
        assert control.value() == "Oneand another"

    def it_tells_of_what_is_typed_alone(self, qtbot, control):
        with qtbot.assertNotEmitted(control.edited):
            control.show_value("Shown")
        with qtbot.waitSignal(control.edited):
            qtbot.keyClicks(control.line, "X")

    def it_leaves_the_cursor_behind_what_changed(self, qtbot, control):
        control.show_value("One and three")
        control.line.setFocus()
        qtbot.waitUntil(control.line.hasFocus)
        control.show_value("One, two and three")
        assert control.line.textCursor().position() == len("One, two")
        control.point_at("Two and three")
        assert control.line.textCursor().position() == len("One, t")

    def it_is_named_for_everyone(self, control):
        assert control.line.accessibleName() == "Consulted"
        assert control.focusProxy() is control.line
