"""The bars of the costs alone: what stands above them."""

from decimal import Decimal

import pytest
from PySide6.QtGui import QPalette

from app.document.figures.series import cost_table
from app.ui.charts.cost_chart import BAR, BESIDE, CostChart
from tests.ui.conftest import made


@pytest.fixture
def chart(qtbot):
    cost = made("cost", "c", "Kit", year="2026/27", capital=Decimal(1_200_000), revenue=Decimal(405_000))
    root = made("strategy", "s", "S", "", made("vision", "v", "V", "", made("theme", "t", "T", "", cost)))
    chart = CostChart()
    qtbot.addWidget(chart)
    chart.show_costs(cost_table(root))
    chart.resize(134, 300)
    chart.show()
    return chart


class DescribeTheSumAboveABar:
    def it_reaches_into_no_higher_bar_beside_it(self, chart):
        picture = chart.grab().toImage()
        top, right = (
            chart.place_of(0, 405_000).toPoint().y(),
            chart.place_of(-BESIDE + BAR / 2, 0).toPoint().x(),
        )
        bar = chart.palette().color(QPalette.ColorRole.Highlight)
        letters = chart.fontMetrics()
        assert letters.horizontalAdvance("£405k") > chart.place_of(BAR, 0).x() - chart.place_of(0, 0).x()
        rows = range(top - letters.height(), top)
        assert {picture.pixelColor(x, y).name() for x in range(right - 12, right - 2) for y in rows} == {
            bar.name()
        }
        beside = {picture.pixelColor(x, y).name() for x in range(right + 4, right + 40) for y in rows}
        assert len(beside) > 1

    @pytest.mark.parametrize("points", [10, 20])
    @pytest.mark.parametrize("chosen", [False, True])
    def it_stands_below_the_key(self, qtbot, chart, points, chosen):
        chart.resize(700, 260)
        font = chart.font()
        font.setPointSize(points)
        chart.setFont(font)
        letters, lines = chart.fontMetrics(), 1
        if chosen:
            chart.choose(chart._costs.rows[0])
            lines = 2
        key = 6 + letters.ascent()
        qtbot.waitUntil(lambda: chart.place_of(0, 1_200_000).y() - lines * letters.lineSpacing() >= key)
