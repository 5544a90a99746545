"""The side panel as it comes: with the tab that was asked for, which is laid out once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Sizes(QObject):
    """Remembers the widths that a widget was given."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widths: list[int] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self.widths.append(event.size().width())
        return False


@pytest.fixture
def shut(qtbot, opened):
    """A window whose side panel is not on show."""
    qtbot.waitUntil(lambda: opened.review.open is not None, timeout=20000)
    action = opened.actions_by_name["side"]
    if action.isChecked():
        action.trigger()
    return opened


class DescribeTheSidePanel:
    def it_lays_its_tab_out_at_its_own_width_alone(self, shut):
        page = shut.desktop.side.currentWidget()
        sizes = Sizes(page)
        shut.actions_by_name["side"].trigger()
        assert page.isVisible()
        assert set(sizes.widths) <= {page.width()}
        assert page.width() > 100

    @pytest.mark.parametrize("asked", ["history", "suggestions", "checks"])
    def it_comes_with_the_tab_that_was_asked_for_and_lays_out_no_other(self, shut, asked):
        review, desktop = shut.review.open, shut.desktop
        desktop.side.setCurrentWidget(review.panels["comments"])
        others = Sizes(review.panels["comments"])
        shut.actions_by_name[asked].trigger()
        wanted = desktop.history if asked == "history" else review.panels[asked]
        assert desktop.side.currentWidget() is wanted
        assert wanted.isVisible()
        assert others.widths == []
