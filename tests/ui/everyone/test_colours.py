"""Every pair of colours that the window sets words, pictures and rings in, by the ratios of WCAG 2.2."""

import itertools

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.ui.look import _CURRENT, _FAULTS, palette_of, style_sheet
from app.ui.scrolling import keep_bar
from app.ui.window.actions import menu_of
from tests.ui.everyone.conftest import looks_as_chosen
from tests.ui.test_accessible import contrast

INKS = ("WindowText", "Text", "ButtonText", "PlaceholderText", "Link")
GROUNDS = ("Window", "Base", "AlternateBase", "Button")
SCHEMES = ("light", "dark", "contrast")
Role, Group = QPalette.ColorRole, QPalette.ColorGroup


@pytest.mark.parametrize("scheme", SCHEMES)
class DescribeEveryPairOfColours:
    @pytest.mark.parametrize(("ink", "ground"), [*itertools.product(INKS, GROUNDS)])
    def it_can_be_read(self, qapp, scheme, ink, ground):
        palette = palette_of(scheme)
        assert contrast(palette.color(Role[ink]), palette.color(Role[ground])) >= 4.5

    @pytest.mark.parametrize("ground", GROUNDS)
    def it_tells_of_faults(self, qapp, scheme, ground):
        assert contrast(_FAULTS[scheme], palette_of(scheme).color(Role[ground])) >= 4.5

    @pytest.mark.parametrize("ground", GROUNDS)
    def it_shows_rings_and_icons(self, qapp, scheme, ground):
        palette = palette_of(scheme)
        for ink in ("Link", "WindowText"):
            assert contrast(palette.color(Role[ink]), palette.color(Role[ground])) >= 3

    def it_shows_which_row_is_current_where_none_is_chosen(self, qapp, scheme):
        assert contrast(_CURRENT[scheme], palette_of(scheme).color(Role.Base)) >= 3

    def it_tells_what_is_chosen_and_hinted(self, qapp, scheme):
        palette = palette_of(scheme)
        for ink, ground in (("HighlightedText", "Highlight"), ("ToolTipText", "ToolTipBase")):
            assert contrast(palette.color(Role[ink]), palette.color(Role[ground])) >= 4.5

    @pytest.mark.parametrize("ink", ["WindowText", "Text", "ButtonText"])
    def it_sets_what_is_off_apart_from_what_is_on(self, qapp, scheme, ink):
        palette = palette_of(scheme)
        off, on = palette.color(Group.Disabled, Role[ink]), palette.color(Group.Active, Role[ink])
        assert contrast(off, on) >= 2
        assert contrast(off, palette.color(Role.Window)) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
class DescribeScrollBars:
    def they_show_what_is_dragged(self, qtbot, look, scheme):
        look.set_scheme(scheme)
        looks_as_chosen(look)
        bar = QScrollBar(Qt.Orientation.Vertical)
        qtbot.addWidget(bar)
        bar.setRange(0, 100)
        bar.setPageStep(50)
        bar.resize(bar.sizeHint().width(), 200)
        picture = bar.grab().toImage()
        ink, ground = (picture.pixelColor(picture.width() // 2, y) for y in (40, 180))
        assert contrast(ink, ground) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
class DescribeABarWhoseRoomIsKept:
    def it_shows_nothing_where_there_is_nothing_to_scroll(self, qtbot, look, scheme):
        look.set_scheme(scheme)
        looks_as_chosen(look)
        area, page = QScrollArea(), QWidget()
        qtbot.addWidget(area)
        keep_bar(area)
        area.setWidget(page)
        area.resize(200, 200)
        area.show()
        bar = area.verticalScrollBar()
        apart = {}
        for high in (20, 900):
            page.resize(50, high)
            picture = bar.grab().toImage()
            inks = [picture.pixelColor(picture.width() // 2, y) for y in range(8, picture.height() - 8)]
            apart[high] = max(contrast(inks[0], ink) for ink in inks)
        assert bar.isVisible()
        assert apart[20] == 1
        assert apart[900] >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
class DescribeAnExampleInALine:
    def it_can_be_read(self, qtbot, look, scheme):
        look.set_scheme(scheme)
        looks_as_chosen(look)
        line = QLineEdit()
        qtbot.addWidget(line)
        line.ensurePolished()
        ink = line.palette().color(Role.PlaceholderText)
        assert ink.alpha() == 255
        assert contrast(ink, palette_of(scheme).color(Role.Base)) >= 4.5


class DescribeWhatIsOff:
    def it_is_set_apart_by_more_than_colour_in_high_contrast(self, qapp):
        rules = style_sheet("contrast", 100)
        assert "QPushButton:disabled, QComboBox:disabled" in rules
        assert "1px dashed" in rules


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("kind", "part"),
    [
        (QCheckBox, QStyle.SubElement.SE_CheckBoxIndicator),
        (QRadioButton, QStyle.SubElement.SE_RadioButtonIndicator),
    ],
)
class DescribeABoxToTick:
    def it_grows_with_the_text(self, qtbot, scheme, kind, part):
        sizes = []
        boxes = [kind("Inline"), kind("Inline")]
        for box, percent in zip(boxes, (100, 200), strict=True):
            qtbot.addWidget(box)
            box.setStyleSheet(style_sheet(scheme, percent))
            box.show()
            option = QStyleOptionButton()
            box.initStyleOption(option)
            sizes.append(box.style().subElementRect(part, option, box).width())
        assert sizes[1] >= 1.7 * sizes[0] > 0

    @pytest.mark.parametrize("ticked", [False, True])
    def it_has_an_edge_that_stands_out(self, qtbot, look, scheme, kind, part, ticked):
        look.set_scheme(scheme)
        looks_as_chosen(look)
        box = kind("Inline")
        qtbot.addWidget(box)
        box.setChecked(ticked)
        box.resize(box.sizeHint())
        option = QStyleOptionButton()
        box.initStyleOption(option)
        place = box.style().subElementRect(part, option, box)
        edge = box.grab().toImage().pixelColor(place.left(), place.center().y())
        assert contrast(edge, palette_of(scheme).color(Role.Window)) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("state", list(Qt.CheckState), ids=lambda state: state.name)
class DescribeABoxToTickInAList:
    def it_has_an_edge_that_stands_out(self, qtbot, look, scheme, state):
        look.set_scheme(scheme)
        looks_as_chosen(look)
        places = QTreeWidget()
        qtbot.addWidget(places)
        row = QTreeWidgetItem([""])
        row.setCheckState(0, state)
        places.addTopLevelItem(row)
        picture = places.viewport().grab(places.visualItemRect(row)).toImage()
        ground = palette_of(scheme).color(Role.Base)
        inks = (picture.pixelColor(x, picture.height() // 2) for x in range(picture.width()))
        edge = next(ink for ink in inks if ink != ground)
        assert contrast(edge, ground) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
class DescribeTheChosenLineOfAMenu:
    def it_shows_its_icon_upon_the_highlight(self, qtbot, window, look, scheme):
        look.set_scheme(scheme)
        looks_as_chosen(look)
        action = window.actions_by_name["save"]
        menu = menu_of(action)
        menu.popup(QPoint(0, 0))
        qtbot.waitUntil(menu.isVisible)
        menu.setActiveAction(action)
        line = menu.actionGeometry(action)
        picture = menu.grab(QRect(line.topLeft(), QSize(line.height(), line.height()))).toImage()
        menu.close()
        ground = palette_of(scheme).color(Role.Highlight)
        inks = {
            picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())
        }
        assert max(contrast(ink, ground) for ink in inks) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
class DescribeTheChosenRowWithTheKeyboard:
    def it_has_its_words_in_the_colour_and_on_the_ground_of_what_is_chosen(self, qtbot, look, scheme):
        look.set_scheme(scheme)
        looks_as_chosen(look)
        tree = QTreeWidget()
        qtbot.addWidget(tree)
        item = QTreeWidgetItem(["", "███"])
        tree.addTopLevelItem(item)
        tree.addTopLevelItem(QTreeWidgetItem(["", ""]))
        tree.setColumnCount(2)
        tree.show()
        tree.activateWindow()
        qtbot.waitUntil(tree.isActiveWindow)
        tree.setFocus()
        tree.setCurrentItem(item, 1)
        room = tree.visualItemRect(item)
        picture = tree.viewport().grab(room).toImage()
        palette = palette_of(scheme)
        seen = {picture.pixelColor(x, room.height() // 2).name() for x in range(picture.width())}
        assert palette.color(Role.HighlightedText).name() in seen
        assert palette.color(Role.Highlight).name() in seen
