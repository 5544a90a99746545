"""What the tests of the review share: a whole window over a library, and a returned copy."""

import pytest
from PySide6.QtWidgets import QApplication

from app.services.sending import send_for_review
from app.ui.review.taking_in import TakenInDialog
from tests.services.test_reviewing import ANN, BOB, reword
from tests.ui.window import conftest as window
from tests.word_edits import edited

library_file, look, settings = window.library_file, window.look, window.settings
new_window, opened = window.new_window, window.opened


@pytest.fixture
def review(opened, qtbot):
    """The review of the open strategy, once it knows what there is."""
    qtbot.waitUntil(lambda: opened.review.open is not None, timeout=10000)
    review = opened.review.open
    qtbot.waitUntil(lambda: bool(review.state.findings), timeout=10000)
    activate(qtbot, opened)
    return review


def activate(qtbot, window):
    """Gives a window the keyboard."""
    window.activateWindow()
    window.raise_()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)


@pytest.fixture
def returned(opened, tmp_path):
    """A copy sent for review and returned with changes by Ann and Bob."""
    path = tmp_path / "returned.docx"
    send_for_review(opened.library, "s", path)
    data = path.read_bytes()
    for edit in (reword("thing 1 well", "thing 1 better", ANN), reword("thing 2 well", "thing 2 soon", BOB)):
        data = edited(data, edit)
    path.write_bytes(data)
    return path


@pytest.fixture
def suggested(qtbot, opened, review, returned):
    """The review with Ann's and Bob's suggestions taken in through the menu."""
    take_in(qtbot, opened, review, returned)
    return review


def take_in(qtbot, window, review, path):
    """Takes in a copy as a user does, and closes what tells of it; gives back what it said."""
    window.ask.answers["open_file"] = path

    def shown():
        return [dialog for dialog in window.findChildren(TakenInDialog) if dialog.isVisible()]

    window.actions_by_name["take_in"].trigger()
    qtbot.waitUntil(lambda: bool(shown()), timeout=20000)
    stored = len(window.library.suggestions("s"))
    qtbot.waitUntil(lambda: len(review.state.suggestions) == stored, timeout=20000)
    (dialog,) = shown()
    said = (dialog.said.text(), dialog.unplaced.toPlainText())
    dialog.reject()
    dialog.deleteLater()
    activate(qtbot, window)
    return said
