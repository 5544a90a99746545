"""A window may stay open for days: what was asked and done in it does not stay with it."""

import pytest
from msgspec import structs
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QMessageBox

from app.ui.background import Work
from app.ui.dialogs import Dialogs
from app.ui.window.faults import FaultWatch


def let_go_of(dialog: QDialog) -> int:
    """Answers a dialog as Escape does."""
    dialog.reject()
    return 0


@pytest.fixture(autouse=True)
def answers(monkeypatch):
    for kind in (QDialog, QMessageBox):
        monkeypatch.setattr(kind, "exec", let_go_of)


def shows(name):
    """Opens what an action opens, and closes it."""

    def show(window):
        window.actions_by_name[name].trigger()
        close_all(window)

    return show


def close_all(window):
    for dialog in window.findChildren(QDialog):
        dialog.reject()


def fails(window):
    watch = FaultWatch(lambda _: None, window)
    watch.take(ValueError, ValueError("unforeseen"), None)
    close_all(window)


def tells_differences(window):
    window.commands._tell_differences("V1", window.desk.root, window.desk.root)
    close_all(window)


ASKED = {
    **{
        name: shows(name)
        for name in ("save_version", "export", "new", "find", "commands", "shortcuts", "about")
    },
    "tour": shows("tour"),
    "guide": shows("guide"),
    "a sentence": lambda window: Dialogs(window).tell("Export", "There is no such folder."),
    "a question": lambda window: Dialogs(window).yes("Open", "Is it to be opened?", "Open"),
    "a text": lambda window: Dialogs(window).text("Name", "Your name"),
    "a table": lambda window: Dialogs(window).table_size(),
    "a picture": lambda window: Dialogs(window).picture(),
    "a link": lambda window: Dialogs(window).link("words", "", ()),
    "an error": fails,
    "differences": tells_differences,
}


class DescribeAWindowThatStaysOpen:
    @pytest.mark.parametrize("what", ASKED)
    def it_keeps_no_dialog_that_was_closed(self, qtbot, opened, what):
        for _ in range(3):
            ASKED[what](opened)
        qtbot.waitUntil(lambda: not opened.findChildren(QDialog))

    def it_keeps_no_work_that_has_ended(self, qtbot, opened):
        for title in ("One", "Two", "Three"):
            opened.desk.draft.do(lambda root, title=title: structs.replace(root, title=title), "Edit")
            with qtbot.waitSignal(opened.desktop.words_counted):
                opened.desktop._count_words()
        qtbot.waitUntil(lambda: not works_of(opened.desktop))


def works_of(desktop: QObject) -> list[Work]:
    """What is or was being done for the strategy itself."""
    return [child for child in desktop.children() if isinstance(child, Work)]
