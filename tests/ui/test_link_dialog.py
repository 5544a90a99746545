"""A link leads to a part of the strategy, or to an address; one line takes either."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.ask import LinkAnswer, LinkedPart
from app.ui.link_dialog import LinkDialog, as_address
from app.ui.picker import Entry
from app.ui.tree.model import BADGE_ROLE

PARTS = [
    Entry("1 Digital place", "Theme", "theme", LinkedPart("t1", "Digital place")),
    Entry("1.1 Learn by doing", "Priority", "priority", LinkedPart("p1", "Learn by doing")),
    Entry("1.2 Field tools", "Priority", "priority", LinkedPart("p2", "Field tools")),
]


@pytest.fixture
def asked(qtbot):
    over = QWidget()
    qtbot.addWidget(over)

    def ask(words="", to="", parts=PARTS):
        dialog = LinkDialog(over, words, to, parts)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return ask


def rows(dialog):
    lines = [dialog.list.item(at) for at in range(dialog.list.count())]
    return [" | ".join(filter(None, (line.text(), line.data(BADGE_ROLE)))) for line in lines]


class DescribeTheLinkDialog:
    def it_offers_the_parts_by_number_and_name_with_the_councils_words(self, asked):
        assert rows(asked())[1] == "1.1 Learn by doing | Priority"

    def it_finds_a_part_by_a_few_letters_and_takes_it_by_enter(self, qtbot, asked):
        dialog = asked("this")
        qtbot.keyClicks(dialog.where, "field")
        qtbot.keyClick(dialog.where, Qt.Key.Key_Return)
        assert dialog.answer == LinkAnswer("this", "#p2")

    def it_goes_down_the_list_from_the_line(self, qtbot, asked):
        dialog = asked("this")
        qtbot.keyClick(dialog.where, Qt.Key.Key_Down)
        qtbot.mouseClick(dialog.link, Qt.MouseButton.LeftButton)
        assert dialog.answer == LinkAnswer("this", "#p1")

    def it_takes_the_parts_name_for_words_where_there_are_none(self, qtbot, asked):
        dialog = asked()
        qtbot.keyClick(dialog.where, Qt.Key.Key_Return)
        assert dialog.answer == LinkAnswer("Digital place", "#t1")

    def it_takes_an_address(self, qtbot, asked):
        dialog = asked("our site")
        qtbot.keyClicks(dialog.where, "www.council.gov.uk/plan")
        assert rows(dialog) == ["https://www.council.gov.uk/plan"]
        qtbot.keyClick(dialog.where, Qt.Key.Key_Return)
        assert dialog.answer == LinkAnswer("our site", "https://www.council.gov.uk/plan")

    def it_begins_where_the_words_lead_now(self, asked):
        dialog = asked("this", "#p2")
        assert dialog.list.currentItem().text().startswith("1.2 Field tools")
        assert asked("this", "https://a.org/").where.text() == "https://a.org/"

    def it_takes_the_link_away(self, qtbot, asked):
        dialog = asked("this", "#p2")
        qtbot.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
        assert dialog.answer == LinkAnswer("this", "")

    def it_does_nothing_with_what_is_neither(self, qtbot, asked):
        dialog = asked("this")
        qtbot.keyClicks(dialog.where, "qqqq zzzz")
        assert not dialog.link.isEnabled()
        assert "https://" in dialog.empty.text()
        assert dialog.empty.isVisible()


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://a.org", "https://a.org"), ("a.org/x", "https://a.org/x"), ("b@a.org", "mailto:b@a.org"),
        ("1.1", ""), ("Field tools", ""), ("@", ""), ("", ""), ("file:///etc", ""),
    ],
)  # fmt: skip
def test_an_address_is_told_from_a_name(typed, address):
    assert as_address(typed) == address
