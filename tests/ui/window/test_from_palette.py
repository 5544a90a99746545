"""What is done by a dialog that was just closed, before the window has the keyboard back, as with X11."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.ui.review.places import chosen_words


@pytest.fixture
def in_front(qtbot):
    """Puts another window in front."""
    made = []

    def show():
        window = QWidget()
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        made.append(window)

    return show


@pytest.fixture
def title(qtbot, opened):
    """The line of a theme's title with a word chosen in it."""
    opened.desktop.go("t1")
    opened.activateWindow()
    line = opened.desktop.workspace.form.fields["title"].control.findChild(QLineEdit)
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    line.setSelection(0, len("Digital"))
    return line


class DescribeWhatIsDoneFromADialog:
    def it_copies_what_is_chosen_in_the_text(self, opened, title, in_front):
        in_front()
        opened.actions_by_name["copy"].trigger()
        assert QGuiApplication.clipboard().text() == "Digital"

    def it_looks_for_what_is_chosen(self, opened, title, in_front):
        in_front()
        opened.commands.find()
        assert opened.commands.finding.dialog.words.text() == "Digital"
        opened.commands.finding.dialog.close()

    def it_comments_on_the_field_that_is_written_in(self, opened, title, in_front):
        form = opened.desktop.workspace.form
        title.deselect()
        form.focus_field("aim")
        in_front()
        assert chosen_words(form).field == "aim"

    def it_keeps_a_row_in_sight_that_is_begun(self, qtbot, opened, title, in_front):
        opened.resize(1000, 560)
        form = opened.desktop.workspace.form
        qtbot.waitUntil(lambda: form.verticalScrollBar().maximum() > 200)
        form.verticalScrollBar().setValue(0)
        in_front()
        opened.desktop.structure.add_below("t1", "cost")
        qtbot.waitUntil(lambda: form.verticalScrollBar().value() > 100)
