"""The comparison and the merge for everyone: names, the Tab key, marks that eyes of every kind can tell apart."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.compare.panel import ComparePanel
from app.ui.inks import Inks
from app.ui.look import palette_of
from tests.ui.compare.test_panel import READING, FakeComparing
from tests.ui.test_accessible import contrast, named_below

SCHEMES = ("light", "dark", "contrast")
# Machado, Oliveira and Fernandes 2009, severity 1: what linear red, green and blue become.
SEEN_BY = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
LEAST_APART = 12.0


def linear(colour):
    return [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]


def seen(colour, matrix):
    """A colour as CIE L*a*b*, as eyes of that kind see it."""
    rgb = linear(colour)
    red, green, blue = (min(max(sum(m * c for m, c in zip(row, rgb, strict=True)), 0), 1) for row in matrix)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def apart(one, other):
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5


@pytest.mark.parametrize("scheme", SCHEMES)
class DescribeMarks:
    @pytest.mark.parametrize("eyes", SEEN_BY)
    def they_are_told_apart_by_every_eye(self, scheme, eyes):
        inks = Inks(palette_of(scheme))
        colours = [seen(ink, SEEN_BY[eyes]) for ink in (inks.inserted, inks.deleted, inks.moved)]
        assert min(apart(one, other) for one, other in itertools.combinations(colours, 2)) > LEAST_APART

    def they_can_be_read_on_their_ground(self, scheme):
        palette = palette_of(scheme)
        inks, paper = Inks(palette), palette.color(QPalette.ColorRole.Base)
        for ink in (inks.inserted, inks.deleted, inks.moved):
            ground = inks.ground(ink)
            share = ground.alphaF()
            mixed = QColor.fromRgbF(
                *(
                    share * a + (1 - share) * b
                    for a, b in (
                        (ink.redF(), paper.redF()),
                        (ink.greenF(), paper.greenF()),
                        (ink.blueF(), paper.blueF()),
                    )
                )
            )
            assert contrast(ink, mixed) >= 4.5


@pytest.fixture
def panel(qtbot, ask):
    panel = ComparePanel(FakeComparing(), ask)
    qtbot.addWidget(panel)
    panel.resize(1000, 700)
    with qtbot.waitSignal(panel.shown, timeout=10000):
        panel.show()
    with qtbot.waitSignal(panel.shown, timeout=10000):
        panel.choose(READING)
    panel.list.selectRow(0)
    return panel


class DescribeTheComparisonForEveryone:
    def it_names_every_control(self, panel):
        assert [type(control).__name__ for control, _, name in named_below(panel) if not name.strip()] == []

    def it_leads_to_every_control_by_tab_alone(self, qtbot, panel):
        wanted = {
            control
            for control in panel.findChildren(QWidget)
            if control.isVisible() and control.isEnabled() and control.focusPolicy() & Qt.FocusPolicy.TabFocus
            and control.focusProxy() is None
        }  # fmt: skip
        panel.bar.old.setFocus()
        reached = set()
        for _ in range(60):
            reached.add(QApplication.focusWidget())
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert {panel.bar.old, panel.bar.mark, panel.bar.more, panel.list, panel.view} <= reached
        assert {type(control).__name__ for control in wanted - reached} == set()

    def it_says_the_words_of_the_change_that_is_looked_at(self, qtbot, panel):
        qtbot.keyClick(panel.view, Qt.Key.Key_F7)
        assert panel.view.viewport().accessibleName() == "Before: Spend £1m After: Spend £2m"

    @pytest.mark.parametrize(("wide", "high"), [(560, 500), (1000, 640)])
    def it_has_room_at_twice_the_size_of_text(self, qtbot, panel, wide, high):
        font = panel.font()
        font.setPointSizeF(font.pointSizeF() * 2)
        panel.setFont(font)
        panel.resize(wide, high)
        panel.grab()
        assert panel.view.height() > 80
        for button in (panel.bar.mark, panel.bar.copy, panel.bar.more):
            assert panel.rect().contains(button.mapTo(panel, button.rect().center()))
