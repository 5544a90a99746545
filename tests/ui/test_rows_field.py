"""The table of earlier versions, alone."""

import pytest

from app.models.nodes import HistoryRow
from app.ui.fields.rows import RowsField
from app.ui.forms.columns import field_of

LONG = "A draft that went round the whole team and came back with many words"


@pytest.fixture
def rows(qtbot):
    field = field_of("strategy", "history")
    assert field is not None
    rows = RowsField(field)
    qtbot.addWidget(rows)
    rows.resize(640, 400)
    rows.show()
    rows.show_value((HistoryRow("0.1", "1 February 2026", LONG, "For the team"), HistoryRow("1.0")))
    return rows


class DescribeEarlierVersions:
    def it_gives_every_heading_the_room_for_its_words(self, rows):
        head = rows.table.horizontalHeader()
        assert all(head.sectionSize(at) >= head.sectionSizeHint(at) for at in range(head.count()))

    def it_makes_rows_higher_where_the_page_gets_narrow(self, qtbot, rows):
        before = rows.table.rowHeight(0)
        rows.resize(420, 400)
        qtbot.waitUntil(lambda: rows.table.rowHeight(0) > before)
        assert rows.table.rowHeight(0) >= rows.table.sizeHintForRow(0)
        assert rows.table.height() > rows.table.rowHeight(0) + rows.table.rowHeight(1)
