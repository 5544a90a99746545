"""The welcome page: what there was, how it stands, and the ways to begin."""

from datetime import date

import pytest
from msgspec import structs
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import QPushButton

from app.models.control import VersionRow
from app.services.samples import sample_names
from app.ui.window.actions import TABLE
from app.ui.window.recent import APPROVED, CHANGED, VERSION, Recent, recent_in, remember, reminder, state_of
from app.ui.window.recent_list import draw_marks
from app.ui.window.welcome import WelcomePage


def rows(*fingerprints):
    return tuple(
        VersionRow(f"V{n}", "2026-06-01", fingerprint=each) for n, each in enumerate(fingerprints, 1)
    )


class DescribeState:
    @pytest.mark.parametrize(
        ("versions", "head", "approved", "words", "marks"),
        [
            ((), "x", "", "Draft, no version saved yet", "+"),
            (("a",), "a", "", "V1 saved, not approved", "o"),
            (("a", "b"), "b", "b", "V2 approved", "oa"),
            (("a", "b"), "x", "b", "Draft changed since V2; V2 is approved", "oa+"),
            (("a", "b", "c"), "c", "a", "V3 saved, not approved", "aoo"),
            (("a", "b"), "x", "", "Draft changed since V2", "oo+"),
        ],
    )
    def it_is_said_in_words_and_marks(self, versions, head, approved, words, marks):
        assert state_of(rows(*versions), head, approved) == (words, marks)

    def it_is_drawn_by_shape_and_not_by_colour(self, qapp):
        drawn = set()
        for mark in (VERSION, APPROVED, CHANGED):
            image = QImage(160, 20, QImage.Format.Format_Mono)
            image.fill(1)
            painter = QPainter(image)
            draw_marks(painter, QRect(0, 0, 160, 20), mark, QPalette(), chosen=False)
            painter.end()
            drawn.add(bytes(image.constBits()))
        assert len(drawn) == 3


class DescribeTheFirstLook:
    def it_gives_the_keyboard_to_what_was_worked_on_last(self, qtbot, settings, tmp_path):
        remember(settings, Recent(str(tmp_path / "x.engross"), "t", "Harbour plan", "V1 approved", "a"))
        page = WelcomePage(settings)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(page.list.hasFocus)

    def it_gives_the_keyboard_to_the_first_way_to_begin_where_there_was_nothing(self, qtbot, settings):
        page = WelcomePage(settings)
        qtbot.addWidget(page)
        page.show()
        begin = page.findChild(QPushButton, "welcome-new")
        assert begin is not None
        qtbot.waitUntil(begin.hasFocus)

    def it_says_how_many_samples_there_are(self, qtbot, settings):
        page = WelcomePage(settings)
        qtbot.addWidget(page)
        look = page.findChild(QPushButton, "welcome-samples")
        assert look is not None
        in_menu = next(words for _, name, words, _, _ in TABLE if name == "samples")
        assert look.text() == in_menu
        assert {2: "two"}[len(sample_names())] in look.text().split()


class DescribeTheRoom:
    def it_keeps_the_list_as_high_as_its_rows_and_near_the_ways_to_begin(self, qtbot, settings, tmp_path):
        remember(settings, Recent(str(tmp_path / "a.engross"), "s", "Digital Strategy", "", ""))
        page = WelcomePage(settings)
        qtbot.addWidget(page)
        letter = page.fontMetrics().averageCharWidth()
        page.resize(letter * 400, 1200)
        page.show()
        qtbot.waitUntil(lambda: page.list.width() < letter * 180)
        assert page.list.height() <= page.list.sizeHintForRow(0) + 2 * page.list.frameWidth()


class DescribeTheList:
    @pytest.fixture
    def page(self, qtbot, settings, tmp_path):
        there = tmp_path / "there.engross"
        there.write_bytes(b"x")
        remember(settings, Recent(str(tmp_path / "gone.engross"), "g", "Gone plan", "V1 approved", "a"))
        remember(settings, Recent(str(there), "t", "Harbour plan", "Draft changed since V2", "oo+"))
        page = WelcomePage(settings)
        qtbot.addWidget(page)
        page.resize(900, 600)
        page.show()
        return page

    def it_says_which_libraries_are_not_there_any_more(self, qtbot, page):
        qtbot.waitUntil(lambda: "Not there any more" in page.list.item(1).toolTip())
        assert "Not there" not in page.list.item(0).toolTip()
        said = page.list.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
        assert said.startswith("Gone plan, V1 approved, ⚠ Not there any more: ")

    def it_opens_by_keys(self, qtbot, page, tmp_path):
        page.list.setFocus()
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
        with qtbot.waitSignal(page.recent_requested) as told:
            qtbot.keyClick(page.list, Qt.Key.Key_Return)
        assert told.args == [str(tmp_path / "gone.engross"), "g"]

    def it_opens_by_a_click(self, qtbot, page, tmp_path):
        with qtbot.waitSignal(page.recent_requested) as told:
            at = page.list.visualItemRect(page.list.item(0)).center()
            qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert told.args == [str(tmp_path / "there.engross"), "t"]

    def it_takes_one_off_the_list_by_a_key_and_leaves_its_library(self, qtbot, page, settings, tmp_path):
        qtbot.keyClick(page.list, Qt.Key.Key_Delete)
        assert [recent.title for recent in recent_in(settings)] == ["Gone plan"]
        assert page.list.count() == 1
        assert (tmp_path / "there.engross").exists()

    def it_takes_one_off_the_list_by_its_button(self, qtbot, page, settings):
        page.list.setCurrentRow(1)
        qtbot.mouseClick(page.remove, Qt.MouseButton.LeftButton)
        qtbot.mouseClick(page.remove, Qt.MouseButton.LeftButton)
        assert recent_in(settings) == []
        assert page.empty.isVisible()
        assert not page.remove.isVisible()

    def it_reads_lists_of_earlier_releases(self, settings):
        settings.setValue("recent", '[["/x.engross", "s", "Old", "Draft"]]')
        assert recent_in(settings) == [Recent("/x.engross", "s", "Old", "Draft", "")]

    @pytest.mark.parametrize("rubbish", ["", "{}", "[1]", '[["a"]]', "nonsense"])
    def it_is_empty_where_the_settings_make_no_sense(self, settings, rubbish):
        settings.setValue("recent", rubbish)
        assert recent_in(settings) == []


class DescribeTheWindow:
    def it_shows_how_a_strategy_stands_once_it_is_closed(self, opened):
        opened.services.save_version(opened.library, "s", "V1", "", "", "")
        opened.close_strategy()
        assert recent_in(opened.settings)[0].state == "V1 saved, not approved"
        assert recent_in(opened.settings)[0].marks == VERSION

    def it_begins_from_the_keyboard(self, qtbot, new_window):
        window = new_window()
        buttons = [
            window.findChild(QPushButton, f"welcome-{n}") for n in ("new", "import", "open", "samples")
        ]
        assert all(
            "&" in button.text() and button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons
        )
        buttons[1].setFocus()
        qtbot.keyClick(buttons[1], Qt.Key.Key_Space)
        assert window.ask.asked[0][0] == "open_file"


class DescribeReminders:
    def it_says_of_a_strategy_that_it_is_due_for_review(self, settings, tmp_path):
        today = date(2026, 11, 21)
        due = Recent(str(tmp_path), "s", "Plan", "V1 approved", "a", "2026-12-01 V1")
        assert reminder(due, today) == "◷ V1 is due for review on 1 December 2026, in 10 days."
        assert reminder(due._replace(review="2026-11-01"), today).startswith("⚠ The draft is overdue")
        assert reminder(due._replace(review="2029-01-01 V1"), today) == ""
        assert reminder(due._replace(review=""), today) == ""

    def it_shows_the_reminder_and_says_it_aloud(self, qtbot, settings, tmp_path):
        remember(settings, Recent(str(tmp_path), "s", "Plan", "V1 approved", "a", "2020-01-01 V1"))
        page = WelcomePage(settings)
        qtbot.addWidget(page)
        page.show()
        spoken = Qt.ItemDataRole.AccessibleTextRole
        qtbot.waitUntil(lambda: "overdue" in page.list.item(0).data(spoken), timeout=10_000)
        assert "overdue for review since 1 January 2020" in page.list.item(0).toolTip()

    def it_remembers_the_day_of_the_review_when_a_strategy_is_left(self, opened):
        opened.desk.draft.do(lambda root: structs.replace(root, review_date="2027-03-01"), "Date it")
        opened.close_strategy()
        assert recent_in(opened.settings)[0].review == "2027-03-01"
