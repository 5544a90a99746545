"""The columns and rows of a table of parts: however little room there is, no figure or word is cut in them."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QStyleOptionViewItem

from app.models.nodes import KINDS
from app.ui.fields.control import FieldTools
from app.ui.fields.simple import CalmSpinBox, Line
from app.ui.forms.child_table import ChildTable
from app.ui.forms.column_widths import LONGEST, column_widths, highest_row
from app.ui.forms.columns import columns_of
from app.ui.wrapped import PADDING
from tests.ui.conftest import made

KINDS_IN_TABLES = ("cost", "priority", "risk", "response", "theme", "milestone", "measure", "term")
COSTS = [
    made("cost", f"c{n}", "Account platform and migration", "", year="2026/27", capital=Decimal(420_000))
    for n in (1, 2)
]
LONG = "A sentence about what was heard and what will be done about it. " * 30


@pytest.fixture(params=(10, 20), ids=["100 %", "200 %"])
def letters(qapp, request):
    font = QFont(qapp.font())
    font.setPointSizeF(request.param)
    return QFontMetrics(font)


@pytest.fixture
def table(qtbot, pictures, ask, plain_house):
    def make(kind, *nodes):
        tools = FieldTools(pictures, ask, lambda kinds: [], lambda id: "", lambda: plain_house)
        table = ChildTable(kind, tools)
        qtbot.addWidget(table)
        table.resize(340, 600)
        table.show_nodes(nodes, {})
        table.show()
        return table

    return make


@pytest.mark.parametrize("kind", KINDS_IN_TABLES)
class DescribeColumns:
    def they_cut_no_figure_where_there_is_little_room(self, letters, kind):
        fields = columns_of(kind)
        wide = dict(
            zip((field.name for field in fields), column_widths(fields, letters, letters, 100), strict=True)
        )
        for name, words in (
            ("year", "2026/27"),
            ("capital", "£420,000"),
            ("end", "30 May"),
            ("body", "implemented"),
        ):
            if name in wide:
                assert wide[name] >= letters.horizontalAdvance(words) + 2 * PADDING

    def they_fill_the_room_there_is(self, letters, kind):
        room = 4000
        assert (
            room - len(KINDS[kind].fields)
            <= sum(column_widths(columns_of(kind), letters, letters, room))
            <= room
        )

    def they_have_what_often_stands_in_them_in_one_line_where_there_is_room(self, letters, kind):
        fields = columns_of(kind)
        room = sum(column_widths(fields, letters, letters, 4000))
        for field, wide in zip(fields, column_widths(fields, letters, letters, room), strict=True):
            assert wide >= letters.horizontalAdvance(LONGEST.get(field.type, ""))


class DescribeColumnsOfRisks:
    def they_have_all_that_the_checks_ask_of_a_risk(self):
        # A response that is missing is a fault, and so is a score by half.
        assert {"response", "likelihood", "impact"} <= {field.name for field in columns_of("risk")}


class DescribeColumnsOfPriorities:
    def they_have_room_in_a_narrow_form(self, letters):
        room = letters.averageCharWidth() * 64
        assert sum(column_widths(columns_of("priority"), letters, letters, room)) <= room


class DescribeATableOfParts:
    def it_can_be_scrolled_to_what_it_has_no_room_for(self, qtbot, table):
        costs = table("cost", *COSTS)
        bar = costs.view.horizontalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() > 0)
        assert bar.isVisible()
        rows = sum(costs.view.rowHeight(row) for row in range(2))
        assert costs.view.viewport().height() >= rows
        costs.resize(1200, 600)
        qtbot.waitUntil(lambda: not bar.isVisible())

    @pytest.mark.parametrize("wide", [900, 340])
    def it_breaks_no_date_where_there_is_room_and_else_only_before_its_year(self, qtbot, table, wide):
        dates = [f"2028-{month:02}-30" for month in (1, *range(3, 13))]
        priorities = table("priority", *(made("priority", day, "A", start=day, end=day) for day in dates))
        priorities.resize(wide, 600)
        view, letters = priorities.view, priorities.fontMetrics()
        qtbot.waitUntil(lambda: view.viewport().width() > wide - 60)
        names = [field.name for field in priorities.model.columns]
        for name in ("start", "end"):
            for row in range(len(dates)):
                index = priorities.model.index(row, names.index(name))
                option = QStyleOptionViewItem()
                view.initViewItemOption(option)
                option.rect = view.visualRect(index)
                lines = view.itemDelegate().sizeHint(option, index).height() // letters.lineSpacing()
                assert lines == (1 if wide > 340 else 2)

    def it_shows_a_date_whole_that_is_written_in_a_narrow_cell(self, table):
        priorities = table("priority", made("priority", "p", "Fibre", end="2028-09-30"))
        at = [field.name for field in priorities.model.columns].index("end")
        priorities.view.setCurrentIndex(priorities.model.index(0, at))
        priorities.view.write()
        (line,) = priorities.findChildren(Line)
        assert line.text() == "30 September 2028"
        assert line.text() not in line.tip()

    @pytest.mark.parametrize("name", ["likelihood", "impact"])
    def it_says_of_a_score_in_a_cell_that_there_is_none_in_as_much_room_as_a_cell_has(self, table, name):
        risks = table("risk", made("risk", "r", "A flood", "The data centre is under water"))
        at = risks.model.index(0, [field.name for field in risks.model.columns].index(name))
        assert (at.data(), at.data(Qt.ItemDataRole.ToolTipRole)) == ("–", "Not scored")
        risks.view.setCurrentIndex(at)
        risks.view.write()
        (box,) = risks.findChildren(CalmSpinBox)
        room = box.lineEdit().width()
        assert box.text() == "–"
        assert box.fontMetrics().horizontalAdvance(box.text()) < room
        assert "not scored" in box.toolTip()

    def it_shows_whole_lines_of_a_text_that_is_too_long(self, qtbot, table):
        terms = table("term", made("term", "g", "WAN", LONG))
        view, letters = terms.view, terms.fontMetrics()
        qtbot.waitUntil(lambda: view.rowHeight(0) == highest_row(letters))
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, view.columnWidth(1), view.rowHeight(0))
        assert (option.rect.height() - 2 * PADDING) % letters.lineSpacing() == 0
