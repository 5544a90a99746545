"""What is written above the timeline stands apart, and each of a few years is named where it has room."""

import pytest
from PySide6.QtGui import QFont, QFontMetrics

from app.ui.charts.time_ticks import time_ticks


@pytest.fixture(params=(10, 20), ids=["100 %", "200 %"])
def letters(qapp, request):
    font = QFont(qapp.font())
    font.setPointSizeF(request.param)
    return QFontMetrics(font)


class DescribeTicks:
    @pytest.mark.parametrize("a_day", [0.05, 0.1, 0.2, 0.4, 0.8, 1.6])
    @pytest.mark.parametrize("last", [2026, 2028, 2031, 2045])
    def they_stand_apart(self, letters, a_day, last):
        years, quarters = time_ticks(2026, last, letters, a_day)
        written = sorted([*years, *quarters])
        halves = [letters.horizontalAdvance(words) / 2 for _, words in written]
        assert len(written) < 3 or all(
            (written[at + 1][0] - written[at][0]) * a_day > halves[at] + halves[at + 1]
            for at in range(len(written) - 1)
        )

    def they_name_quarters_where_those_have_room(self, letters):
        assert [words for _, words in time_ticks(2026, 2026, letters, 2.0).quarters] == ["Apr", "Jul", "Oct"]
        assert time_ticks(2026, 2026, letters, 0.3).quarters == []

    def they_name_each_of_a_few_years(self, letters):
        assert [words for _, words in time_ticks(2026, 2029, letters, 0.5).years] == [
            "2026", "2027", "2028", "2029", "2030",
        ]  # fmt: skip

    def they_end_where_there_is_no_room_at_all(self, letters):
        assert len(time_ticks(2026, 2031, letters, 0).years) >= 1
