"""The button beside the menus, and the words of the state, give way where text is large."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow

from app.ui.labels import ElidedLabel
from app.ui.window.seek import SeekButton


@pytest.fixture
def window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    for name in ("&File", "&Edit", "&Strategy", "&Approval", "&Help"):
        window.menuBar().addMenu(name)
    return window


class DescribeTheButtonBesideTheMenus:
    @pytest.mark.parametrize("wide", [False, True])
    def it_shows_its_words_only_where_they_leave_the_menus_room(self, qtbot, window, wide):
        button = SeekButton(QAction("Go to", window), "Go to or do", "Ctrl+K", window.menuBar())
        window.menuBar().setCornerWidget(button)
        window.resize(window.fontMetrics().averageCharWidth() * (200 if wide else 55), 300)
        window.show()
        styles = Qt.ToolButtonStyle
        wanted = styles.ToolButtonTextBesideIcon if wide else styles.ToolButtonIconOnly
        qtbot.waitUntil(lambda: button.toolButtonStyle() == wanted)
        assert all(window.menuBar().actionGeometry(each).width() for each in window.menuBar().actions())
        assert (button.accessibleName(), button.toolTip()) == ("Go to or do", "Go to or do (Ctrl+K)")


class DescribeALineThatGivesWay:
    def it_has_all_its_words_in_its_tip_where_they_do_not_fit(self, qtbot):
        label = ElidedLabel("Draft of V1.1: 4 changes since V1.0")
        qtbot.addWidget(label)
        label.resize(label.sizeHint())
        label.grab()
        assert not label.toolTip()
        label.resize(label.minimumSizeHint())
        label.grab()
        assert label.toolTip() == label.text()
        assert label.minimumSizeHint().width() < label.sizeHint().width()
