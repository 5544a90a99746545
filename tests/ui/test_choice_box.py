"""A choice in a narrow place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyleOptionComboBox

from app.ui.choice_box import ChoiceBox
from app.ui.look import style_sheet
from tests.ui.looking import look_kept

FILES = ("strategy-2017-2022.docx", "strategy-2017-2022-as-it-was-published-in-the-pack.docx")


@pytest.fixture
def box(qtbot):
    box = ChoiceBox("Older text", 9, 30, Qt.TextElideMode.ElideMiddle)
    qtbot.addWidget(box)
    box.addItems(["V1", *FILES])
    return box


def shown(box):
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    return option.currentText


class DescribeAChoiceBox:
    def it_takes_the_room_that_what_is_chosen_needs(self, box):
        short = box.sizeHint().width()
        box.setCurrentIndex(1)
        long = box.sizeHint().width()
        assert long > 1.5 * short
        box.resize(long, box.sizeHint().height())
        assert shown(box) == FILES[0]
        box.setCurrentIndex(2)
        assert box.sizeHint().width() < 1.5 * long

    def it_cuts_what_is_too_long_by_a_sign_and_tells_it_whole_in_its_tip(self, box):
        box.setCurrentIndex(2)
        box.resize(box.sizeHint())
        assert "…" in shown(box)
        assert shown(box).startswith("strategy")
        assert shown(box).endswith(".docx")
        assert box.toolTip() == f"Older text: {FILES[1]}"
        assert box.accessibleName() == "Older text"


class DescribeTheListOfAChoice:
    def it_is_as_wide_as_its_longest_line_where_the_choice_is_narrow(self, qtbot, qapp, box):
        with look_kept(qapp):
            qapp.setStyleSheet(style_sheet("light", 100))
            box.show()
            box.showPopup()
            qtbot.waitUntil(lambda: box.view().isVisible())
            assert box.view().viewport().width() >= box.view().sizeHintForColumn(0) > box.width()
            box.hidePopup()


def test_the_pictures_of_a_choice_follow_the_size_of_the_text(qapp, box):
    with look_kept(qapp):
        for percent in (100, 200, 100):
            qapp.setStyleSheet(style_sheet("light", percent))
            box.ensurePolished()
            assert box.iconSize().height() == round(18 * percent / 100)
