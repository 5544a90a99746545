"""Tab passes the areas of a window in their order, and Enter presses the button that has the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.ui.keyboard import led_by_tab


def focused():
    """What has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def line_in(page, name):
    line = QLineEdit(page)
    line.setObjectName(name)
    return line


def area_with(*names):
    area = QWidget()
    column = QVBoxLayout(area)
    for name in names:
        column.addWidget(line_in(area, name))
    return area


class DescribeTheOrderOfTab:
    @pytest.fixture
    def areas(self, qtbot):
        window, stack = QWidget(), QStackedWidget()
        left, right = area_with("left"), area_with("right")
        column = QVBoxLayout(window)
        for part in (left, stack, right):
            column.addWidget(part)
        stack.addWidget(area_with("late", "later"))
        qtbot.addWidget(window)
        window.show()
        yield left, stack, right
        window.close()

    def it_leads_through_what_came_late_at_its_place_and_round(self, areas):
        areas[0].window().activateWindow()
        areas[0].findChild(QLineEdit).setFocus()
        for forward, names in (
            (True, ["late", "later", "right", "left"]),
            (False, ["right", "later", "late"]),
        ):
            reached = []
            for _ in names:
                assert led_by_tab(areas, forward=forward)
                reached.append(focused().objectName())
            assert reached == names

    def it_knows_nothing_of_what_is_elsewhere(self, areas):
        areas[0].findChild(QLineEdit).setFocus()
        assert not led_by_tab(areas[1:], forward=True)


class DescribeTheWindow:
    def it_goes_by_tab_from_the_tree_into_the_page_also_into_one_made_late(self, opened):
        for id in ("t1", "r1", "s"):
            opened.desktop.go(id)
            opened.desktop.tree.view.setFocus()
            for _ in range(9):
                QTest.keyClick(focused(), Qt.Key.Key_Tab)
                assert not opened.desktop.side.isAncestorOf(focused())
                if opened.desktop.workspace.form.isAncestorOf(focused()):
                    break
            assert focused().objectName() == "field-title"

    def it_begins_with_the_keyboard_in_the_tree(self, opened):
        assert opened.focusWidget() is opened.desktop.tree.view

    def it_presses_the_chosen_button_by_enter(self, qtbot, new_window):
        window = new_window()
        button = window.welcome.findChild(QPushButton, "welcome-samples")
        button.clicked.disconnect()
        window.activateWindow()
        button.setFocus()
        qtbot.waitUntil(button.hasFocus)
        with qtbot.waitSignal(button.clicked):
            QTest.keyClick(button, Qt.Key.Key_Return)

    def it_goes_by_tab_from_cell_to_cell_of_a_table_as_word_does(self, qtbot, opened):
        opened.resize(1000, 700)
        opened.desktop.go("t2")
        table = opened.desktop.workspace.form.tables["priority"]
        table.choose("p9", edit=True)
        QTest.keyClicks(focused(), "Learn")
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        assert table.view.currentIndex().column() == 1
        QTest.keyClicks(focused(), "Teach ")
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        assert table.view.currentIndex().column() == 2
        QTest.keyClick(focused(), Qt.Key.Key_Backtab)
        assert table.view.currentIndex().column() == 1
        opened.desk.draft.flush()
        part = opened.desk.node("p9")
        assert (part.title, "Teach" in str(part.body)) == ("Learn", True)


class DescribeTheStateBar:
    def it_tells_beside_the_state_and_never_over_it(self, opened):
        state = opened.state
        state.showMessage("Undone: Edit theme", 5)
        state.show_state("saved")
        shown = [label.isVisible() for label in (state.said, state.state, state.draft)]
        assert shown == [True, True, False]
        assert not state.said.geometry().intersects(state.state.geometry())

    def it_stops_telling_after_a_while(self, qtbot, opened):
        opened.state.showMessage("Undone: Edit theme", 5)
        qtbot.waitUntil(lambda: not opened.state.said.isVisible())
        assert opened.state.draft.isVisible()
