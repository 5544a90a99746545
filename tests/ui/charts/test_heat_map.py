"""The heat map alone: what is drawn, and when."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.ui.charts.heat_map import HeatMap
from app.ui.look import palette_of
from tests.ui.conftest import made
from tests.ui.test_accessible import contrast


def scored(id, likelihood, impact, likelihood_after, impact_after) -> Any:
    after = {"likelihood_after": likelihood_after, "impact_after": impact_after}
    return made("risk", id, id, likelihood=likelihood, impact=impact, **after)


@pytest.fixture
def heat_map(qtbot):
    found = HeatMap()
    qtbot.addWidget(found)
    found.resize(500, 400)
    found.show_risks([scored("r1", 3, 4, 1, 2), scored("r2", 5, 5, 2, 2)])
    found.show()
    found.grab()
    return found


def seen(heat_map):
    return heat_map.grab().toImage()


class DescribeTheMarksOfTheHeatMap:
    def it_draws_them_once_however_often_they_are_shown(self, heat_map, monkeypatch):
        before = seen(heat_map)
        monkeypatch.setattr(heat_map, "_paint_risks", lambda painter: 1 // 0)
        heat_map.show_risks([scored("r1", 3, 4, 1, 2), scored("r2", 5, 5, 2, 2)])
        assert seen(heat_map) == before

    def it_draws_them_as_a_dragged_one_makes_them_drawn(self, heat_map):
        still = seen(heat_map)
        heat_map._dragged, heat_map._at = heat_map._marks[0], heat_map._centre(heat_map._marks[0])
        dragged = seen(heat_map)
        for x in range(0, still.width(), 2):
            for y in range(0, still.height(), 2):
                one, other = (QColor(image.pixel(x, y)) for image in (still, dragged))
                assert abs(one.lightness() - other.lightness()) <= 3

    @pytest.mark.parametrize(
        "change",
        [
            lambda found: found.show_risks([scored("r1", 3, 4, 1, 2), scored("r2", 5, 5, 3, 2)]),
            lambda found: found.choose("r2"),
            lambda found: found.resize(520, 420),
        ],
    )
    def it_shows_what_changed_and_what_changed_back(self, heat_map, change):
        before = seen(heat_map)
        change(heat_map)
        assert seen(heat_map) != before
        heat_map.show_risks([scored("r1", 3, 4, 1, 2), scored("r2", 5, 5, 2, 2)])
        heat_map.choose("")
        heat_map.resize(500, 400)
        assert seen(heat_map) == before

    def it_takes_the_colours_of_another_palette(self, heat_map):
        centre = heat_map._centre(heat_map._marks[0]).toPoint() - QPoint(0, int(heat_map._radius() * 0.8))
        palette = QPalette(heat_map.palette())
        palette.setColor(QPalette.ColorRole.Text, QColor("#ff00ff"))
        heat_map.setPalette(palette)
        assert seen(heat_map).pixelColor(centre).name() == "#ff00ff"

    def it_moves_a_mark_that_is_dragged_and_puts_it_back(self, qtbot, heat_map):
        before = seen(heat_map)
        start = heat_map._centre(heat_map._marks[0]).toPoint()
        qtbot.mousePress(heat_map.viewport(), Qt.MouseButton.LeftButton, pos=start)
        qtbot.mouseMove(heat_map.viewport(), start + QPoint(60, 40))
        assert seen(heat_map) != before
        qtbot.keyClick(QApplication.focusWidget() or heat_map, Qt.Key.Key_Escape)
        qtbot.mouseRelease(heat_map.viewport(), Qt.MouseButton.LeftButton, pos=start)
        assert seen(heat_map) == before


class DescribeTheScoresOfTheHeatMap:
    @pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
    def they_can_be_read_on_every_square(self, qtbot, heat_map, scheme):
        heat_map.setPalette(palette_of(scheme))
        heat_map.show_risks([])
        picture = seen(heat_map)
        for likelihood, impact in ((1, 1), (1, 5), (3, 3), (4, 4), (5, 5)):
            corner = heat_map.mapFromScene(
                heat_map.mapToScene(heat_map.place_of(likelihood + 0.5, impact - 0.5).toPoint())
            )
            left, foot = corner.x() - 26, corner.y() - 4
            points = [QPoint(x, y) for x in range(left, corner.x() - 4) for y in range(foot - 16, foot)]
            ground = picture.pixelColor(corner + QPoint(-30, -30))
            assert max(contrast(picture.pixelColor(point), ground) for point in points) >= 4.5
