"""The heat map alone: what is drawn, and when."""

import math
from itertools import combinations
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
        heat_map._dragged, heat_map._at = heat_map._marks[0], heat_map.centre_of(heat_map._marks[0])
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
        centre = heat_map.centre_of(heat_map._marks[0]).toPoint() - QPoint(0, int(heat_map._radius * 0.8))
        palette = QPalette(heat_map.palette())
        palette.setColor(QPalette.ColorRole.Text, QColor("#ff00ff"))
        heat_map.setPalette(palette)
        assert seen(heat_map).pixelColor(centre).name() == "#ff00ff"

    def it_moves_a_mark_that_is_dragged_and_puts_it_back(self, qtbot, heat_map):
        before = seen(heat_map)
        start = heat_map.centre_of(heat_map._marks[0]).toPoint()
        qtbot.mousePress(heat_map.viewport(), Qt.MouseButton.LeftButton, pos=start)
        qtbot.mouseMove(heat_map.viewport(), start + QPoint(60, 40))
        assert seen(heat_map) != before
        qtbot.keyClick(QApplication.focusWidget() or heat_map, Qt.Key.Key_Escape)
        qtbot.mouseRelease(heat_map.viewport(), Qt.MouseButton.LeftButton, pos=start)
        assert seen(heat_map) == before


def crowded(qtbot, count, size, percent=100):
    """A map with so many risks in one square."""
    found = HeatMap()
    qtbot.addWidget(found)
    font = found.font()
    font.setPointSizeF(font.pointSizeF() * percent / 100)
    found.setFont(font)
    found.resize(*size)
    risks: list[Any] = [made("risk", f"r{n}", f"r{n}", likelihood=3, impact=3) for n in range(1, count + 1)]
    found.show_risks(risks)
    found.show()
    found.grab()
    QApplication.processEvents()  # the axes take their room once they know their numbers
    found.grab()
    return found


def left_out(found):
    return [mark.risk for rest in found._rests for mark in rest.marks]


class DescribeTheSquares:
    @pytest.mark.parametrize("size", [(340, 240), (420, 850), (900, 500)])
    def they_are_not_much_higher_than_wide(self, heat_map, size):
        heat_map.resize(*size)
        heat_map.grab()
        across = heat_map.place_of(2, 2) - heat_map.place_of(1, 1)
        assert abs(across.y()) <= 1.25 * abs(across.x())

    def they_take_all_the_height_there_is_in_a_low_window(self, heat_map):
        heat_map.resize(900, 300)
        heat_map.grab()
        assert heat_map.place_of(1, 0.5).y() - heat_map.place_of(1, 5.5).y() > 200


class DescribeASquareThatManyShare:
    @pytest.mark.parametrize("percent", [100, 200])
    @pytest.mark.parametrize("size", [(320, 240), (500, 400), (800, 600)])
    @pytest.mark.parametrize("count", [2, 3, 5, 9, 40, 1200])
    def it_has_its_marks_apart_and_within_it(self, qtbot, count, size, percent):
        found = crowded(qtbot, count, size, percent)
        places = [place for _, place in found._placed] + [rest.centre for rest in found._rests]
        assert len(found._placed) + len(left_out(found)) == count
        assert all(
            math.hypot(one.x() - other.x(), one.y() - other.y()) > 2 * found._radius
            for one, other in combinations(places, 2)
        )
        corners = found.place_of(2.5, 3.5), found.place_of(3.5, 2.5)
        for place in places:
            assert corners[0].x() + found._radius < place.x() < corners[1].x() - found._radius
            assert corners[0].y() + found._radius < place.y() < corners[1].y() - found._radius

    def it_has_them_smaller_before_any_is_left_out(self, qtbot):
        few, more = (crowded(qtbot, count, (500, 400)) for count in (2, 9))
        assert more._radius < few._radius
        assert not left_out(more)

    def it_names_by_a_tooltip_what_found_no_room(self, qtbot):
        found = crowded(qtbot, 9, (320, 240))
        qtbot.mouseMove(found.viewport(), found._rests[0].centre.toPoint())
        names = [mark.reference for mark in found._rests[0].marks]
        assert names
        assert ", ".join(names) in found.toolTip()

    def it_shows_what_is_chosen_in_place_of_another(self, qtbot):
        found = crowded(qtbot, 9, (320, 240))
        hidden = left_out(found)[-1]
        found.choose(hidden)
        found.grab()
        assert hidden in [mark.risk for mark, _ in found._placed]
        assert hidden not in left_out(found)

    def it_chooses_one_after_the_other_where_the_count_is_pressed(self, qtbot):
        found = crowded(qtbot, 9, (320, 240))
        asked: list[str] = []
        hidden = left_out(found)
        found.risk_chosen.connect(asked.append)
        found.risk_chosen.connect(found.choose)
        for _ in range(2 * len(hidden)):
            qtbot.mouseClick(
                found.viewport(), Qt.MouseButton.LeftButton, pos=found._rests[0].centre.toPoint()
            )
            found.grab()
        assert len(hidden) > 1
        assert asked[: len(hidden)] == hidden

    def it_drags_a_mark_that_shares_its_square(self, qtbot):
        found = crowded(qtbot, 9, (500, 400))
        for mark, place in list(found._placed):
            with qtbot.waitSignal(found.rescore_requested) as asked:
                qtbot.mousePress(found.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
                qtbot.mouseRelease(
                    found.viewport(), Qt.MouseButton.LeftButton, pos=found.place_of(5, 5).toPoint()
                )
            assert asked.args == [mark.risk, 5, 5, False]


def inked(found, likelihood, impact):
    """Whether anything is written at the foot of a square, below its marks."""
    picture, corner = seen(found), found.place_of(likelihood + 0.5, impact - 0.5).toPoint()
    ground = picture.pixelColor(corner - QPoint(40, 5))
    strip = [corner - QPoint(x, y) for x in range(5, 40) for y in range(4, 12)]
    return any(contrast(picture.pixelColor(point), ground) >= 3 for point in strip)


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

    def they_are_left_out_where_a_mark_would_stand_on_them(self, qtbot):
        found = crowded(qtbot, 2, (450, 400), percent=200)
        assert inked(found, 2, 3)
        assert not inked(found, 3, 3)
