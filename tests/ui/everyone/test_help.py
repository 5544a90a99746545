"""Help where it is wanted: F1 opens the guide at what one is doing; every key and activity is told of."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.ui.window.guide import SECTIONS, GuideDialog, sections
from app.ui.window.help import shortcut_sheet
from app.ui.window.help_words import TOUR
from tests.ui.everyone.conftest import ACTIVITIES, work_done


def guide_over(window):
    """The guide that F1 opens."""
    window.activateWindow()
    work_done()
    QTest.keyClick(window, Qt.Key.Key_F1)
    work_done()
    (guide,) = window.findChildren(GuideDialog)
    return guide


def leave(guide):
    QTest.keyClick(guide.text, Qt.Key.Key_Escape)
    assert not guide.isVisible()
    guide.setParent(None)
    guide.deleteLater()
    work_done()


class DescribeTheGuide:
    @pytest.mark.parametrize(
        ("stop", "section"),
        [("welcome", "Starting and opening"), ("theme", "The tree"), ("compare", "Comparing"),
         ("approval", "The route"), ("packs", "The agenda pack, with exempt papers")],
    )  # fmt: skip
    def it_opens_at_what_one_is_doing(self, at, stop, section):
        guide = guide_over(at(stop))
        assert guide.list.currentItem().text() == section
        assert guide.text.toPlainText().startswith(section)
        leave(guide)

    def it_has_every_section_that_is_pointed_to(self):
        assert set(SECTIONS.values()) <= {section.name for section in sections()}
        assert {"", "draft", "side", *ACTIVITIES} == set(SECTIONS)

    def it_goes_through_its_sections_by_keys(self, at):
        guide = guide_over(at("theme"))
        guide.list.setFocus()
        QTest.keyClick(guide.list, Qt.Key.Key_Down)
        assert guide.text.toPlainText().startswith(guide.list.currentItem().text())
        leave(guide)

    def it_shows_no_picture_that_it_does_not_have(self):
        assert all("](pictures/" not in section.text for section in sections())


@pytest.fixture
def sheet(at, qtbot):
    sheet = shortcut_sheet(at("theme").actions_by_name.values(), at("theme"))
    qtbot.addWidget(sheet)
    qtbot.waitUntil(lambda: not sheet.filling.under_way)
    return sheet


class DescribeTheSheetOfShortcuts:
    def it_has_the_keys_of_every_panel(self, at, sheet):
        window = at("theme")
        for activity in ACTIVITIES:
            at(activity)
        written = {label.text() for label in sheet.findChildren(QLabel)}
        known = {keys for words in written for keys in re.split(r" / ", words)}
        known |= {f"Ctrl+{n}" for n in range(1, 10)}
        asked = {
            shortcut.key().toString(QKeySequence.SequenceFormat.PortableText).replace("Return", "Enter")
            for shortcut in window.findChildren(QShortcut)
        }
        assert asked - known == set()

    def it_has_room_for_its_words(self, sheet):
        sheet.show()
        work_done()
        assert [
            label.text() for label in sheet.findChildren(QLabel)
            if label.width() < label.minimumSizeHint().width() or label.x() < 0
        ] == []  # fmt: skip


class DescribeTheTour:
    def it_names_every_activity(self):
        told = " ".join(TOUR)
        names = (
            "Compare",
            "Approval",
            "Reports",
            "Risks",
            "Roadmap",
            "Costs",
            "Links",
            "Packs",
            "Ctrl+E",
            "F1",
        )
        assert [name for name in names if name not in told] == []
