"""The tabs of the side panel: their icons follow the size of the text."""

import pytest
from PySide6.QtWidgets import QTabWidget, QWidget

from app.ui.icons import icon
from app.ui.review.filters import Filters
from app.ui.review.side import TabNames


@pytest.fixture
def side(qtbot):
    side = QTabWidget()
    qtbot.addWidget(side)
    side.addTab(QWidget(), icon("comments"), "Comments")
    return side


class DescribeTheTabsOfTheSidePanel:
    def it_gives_icons_the_height_of_the_text_whenever_that_changes(self, side):
        names = TabNames(side)
        before = side.iconSize().height()
        font = side.font()
        for points in (2 * font.pointSize(), font.pointSize()):
            changed = side.font()
            changed.setPointSize(points)
            side.setFont(changed)
            assert side.iconSize().height() == side.fontMetrics().height()
        assert side.iconSize().height() == before
        assert names.parent() is side

    def it_leaves_a_name_away_where_only_some_letters_of_it_had_room(self, side):
        names, panel = TabNames(side), side.widget(0)
        side.addTab(QWidget(), icon("history"), "History")
        side.show()
        names.count(panel, 3)
        seen, tip = {}, "Comments 3 (Ctrl+Shift+1)"
        for wide in (90, 400):
            side.resize(wide, 200)
            names.show()
            seen[wide] = side.tabText(0), side.tabToolTip(0)
        assert seen == {90: ("3", tip), 400: ("Comments 3", tip)}


class DescribeFilters:
    def they_offer_authors_once_there_are_several(self, qtbot):
        filters = Filters({"open": "Open"})
        qtbot.addWidget(filters)
        shown = []
        for authors in ((), ("Ann",), ("Ann", "Bob")):
            filters.show_authors(authors)
            shown.append(filters.author.isVisibleTo(filters))
        assert shown == [False, False, True]
