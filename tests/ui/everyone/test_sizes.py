"""The whole window at its smallest, 1024 by 700, with text up to twice as large: all is there to be read and used."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.models.nodes import KINDS
from app.ui.icons import icon
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE
from app.ui.window.parts import Breadcrumb
from tests.ui.everyone.conftest import STOPS, looks_as_chosen, work_done
from tests.ui.everyone.test_names import at_work, name_of, shows_no_text


@pytest.fixture(scope="module", params=[100, 200])
def small(request, window, look):
    look.set_percent(request.param)
    looks_as_chosen(look)
    window.resize(1024, 700)
    work_done()
    yield window
    if window.desktop is not None:
        window.desktop.tree.show()
        window.desktop.side.show()
    look.set_percent(100)
    looks_as_chosen(look)
    window.resize(1280, 800)


@pytest.mark.parametrize("stop", [*STOPS])
class DescribeASmallWindow:
    def it_holds_every_panel(self, small, look, at, stop):
        window = at(stop)
        if window.desktop is not None and look.percent > 100:
            # As the window itself does where there is no room for all three beside one another.
            window.desktop.side.setVisible(stop.startswith("side"))
            window.desktop.tree.setVisible(not stop.startswith("side"))
        window.resize(1024, 700)
        work_done()
        assert (window.width(), window.height()) == (1024, 700)
        assert cut(window) == []
        assert [name_of(area) for area in at_work(window) if scrolls_sideways(area)] == []


@pytest.mark.parametrize("kind", [*KINDS, CONTROL_PAGE, VERSIONS_PAGE])
class DescribeAPageBesideTreeAndSidePanel:
    def it_is_wide_enough_for_its_fields_also_in_a_small_window(self, small, at, kind):
        desktop = at(kind).desktop
        desktop.show_sides(tree=True, side=False)
        work_done()
        before = desktop.splitter.sizes()
        desktop.show_sides(tree=True, side=True)
        work_done()
        assert desktop.tree.isVisible()
        assert [name_of(area) for area in at_work(desktop) if scrolls_sideways(area)] == []
        desktop.show_sides(tree=True, side=False)
        work_done()
        assert desktop.splitter.sizes() == before


def scrolls_sideways(area):
    return isinstance(area, QScrollArea) and area.horizontalScrollBar().maximum() > 0


def cut(window):
    """Words that are given less room than they need, and controls that stand outside the window."""
    found = []
    for part in at_work(window):
        if isinstance(part.parentWidget(), Breadcrumb) or part.objectName() == "chip":
            continue  # shortened with dots, told in full by the tooltip
        if isinstance(part, QLabel) and part.text() and not is_given_room(part):
            found.append((part.text()[:40], part.width(), part.height()))
        worded = isinstance(part, QPushButton | QCheckBox | QToolButton) and part.text()
        if worded and not shows_no_text(part) and not is_as_large_as_its_words(part):
            found.append((worded[:40], part.size().toTuple(), part.sizeHint().toTuple()))
        if isinstance(part, QAbstractButton) and not inside(part, window):
            found.append((name_of(part), "outside"))
    return found


def is_as_large_as_its_words(button):
    least = button.sizeHint().width(), button.minimumSizeHint().height()
    return button.width() >= least[0] - 2 and button.height() >= least[1] - 2


def is_given_room(label):
    if label.wordWrap():
        return label.height() >= label.heightForWidth(label.width()) - 1
    return label.width() >= label.sizeHint().width() - 1


def inside(part, window):
    """Whether it lies within what holds it, up to the next page that can be scrolled to it."""
    above = part.parentWidget()
    while above is not window and not isinstance(above.parentWidget(), QScrollArea):
        if above.parentWidget() is not None and isinstance(above.parentWidget().parentWidget(), QScrollArea):
            break
        above = above.parentWidget()
    at = part.mapTo(above, part.rect().topLeft())
    return at.x() >= 0 and at.x() + part.width() <= above.width() + 1


CONTROLS = {
    "button": lambda: QPushButton("Save"),
    "button with a picture": lambda: QPushButton(icon("export"), "Word…"),
    "line": QLineEdit,
    "choice": QComboBox,
    "number": QSpinBox,
}


class DescribeControlsInOneRow:
    @pytest.mark.parametrize("percent", [100, 150, 200])
    def they_are_of_one_height(self, qtbot, look, percent):
        look.set_percent(percent)
        looks_as_chosen(look)
        row = QWidget()
        qtbot.addWidget(row)
        column = QVBoxLayout(row)
        made = {name: make() for name, make in CONTROLS.items()}
        for control in made.values():
            column.addWidget(control)
        row.show()
        assert {name: control.sizeHint().height() for name, control in made.items()} == dict.fromkeys(
            made, made["button"].sizeHint().height()
        )
        look.set_percent(100)
        looks_as_chosen(look)


class DescribeTheLineBetweenTwoAreas:
    @pytest.mark.parametrize("way", [*Qt.Orientation])
    def it_is_taken_hold_of_beside_it_too(self, qtbot, look, way):
        areas = QSplitter(way)
        qtbot.addWidget(areas)
        for _ in range(2):
            areas.addWidget(QWidget())
        areas.resize(400, 400)
        areas.show()
        line = areas.handle(1)
        across = min(line.width(), line.height())
        assert areas.handleWidth() == 1
        assert across >= 5
