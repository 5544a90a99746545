"""The program killed and started again, and started twice: whole processes, used by mouse and keys."""

import sys

import pytest

from app.models import tree
from app.store.library import Library
from tests.ui.window.programs import program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="settings are kept in a user's folder")

WRITES_ON = """
yield open_and_saved
choose("p2")
yield lambda: window().desktop.workspace.form_on_show and window().desktop.workspace.form.node_id == "p2"
click(title())
title().end(False)
QTest.keyClicks(title(), " and more")
yield lambda: window().desk.draft.state != "saved"
yield open_and_saved
tell(state=window().state.state.text())
while True:
    QTest.keyClicks(title(), "x")
    yield lambda: True
"""
LOOKS = """
yield open_and_saved
yield lambda: window().desktop.workspace.form_on_show
tell(part=window().desktop.workspace.shown_id, title=title().text(), state=window().state.state.text())
"""
STAYS_OPEN = """
yield open_and_saved
tell(state=window().state.state.text())
import threading
gone_on = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), gone_on.set()), daemon=True).start()
yield gone_on.is_set
"""
READS_ONLY = """
yield asked
tell(said=asked().text(), ways=[button.text() for button in asked().buttons()])
press("Open read-only")
yield open_and_saved
choose("p2")
yield lambda: window().desktop.workspace.form_on_show and window().desktop.workspace.form.node_id == "p2"
click(title())
QTest.keyClicks(title(), "Mine")
tell(state=window().state.state.text(), title=title().text())
"""
TRIES_AGAIN = """
yield asked
tell(said=asked().text())
sys.stdin.readline()
press("Try again")
yield lambda: asked() or (window().desktop is not None and open_and_saved())
tell(state=window().state.state.text())
"""

ERRS = """
from app.ui.window.fault_dialog import FaultDialog
def shown_fault():
    faults = (each for each in QApplication.topLevelWidgets() if isinstance(each, FaultDialog))
    return next((each for each in faults if each.isVisible()), None)
yield open_and_saved
def fail():
    raise ValueError("unforeseen")
window().actions_by_name["about"].triggered.connect(fail)
window().actions_by_name["about"].trigger()
yield shown_fault
tell(log="ValueError: unforeseen" in shown_fault().log.toPlainText())
shown_fault().reject()
choose("p2")
yield lambda: window().desktop.workspace.form_on_show and window().desktop.workspace.form.node_id == "p2"
tell(state=window().state.state.text())
"""


class DescribeAProgramThatErrs:
    def it_shows_one_dialog_with_a_log_and_goes_on(self, library_file, tmp_path):
        with program(ERRS, tmp_path, str(library_file)) as running:
            assert running.told() == {"log": True}
            assert running.told() == {"state": "Saved"}
            code, complaints = running.ended()
            assert code == 0
            assert complaints[-1] == "ValueError: unforeseen"


class DescribeAProgramThatWasKilled:
    def it_comes_back_where_it_was_with_its_last_acknowledged_words(self, library_file, tmp_path):
        with program(WRITES_ON, tmp_path, str(library_file)) as running:
            assert running.told() == {"state": "Saved"}
            running.kill()
        with program(LOOKS, tmp_path) as again:
            told = again.told()
            assert told.pop("title").rstrip("x") == "Priority 2 and more"
            assert told == {"part": "p2", "state": "Saved"}
            assert again.ended() == (0, [])
        with Library.open(library_file, read_only=True) as library:
            assert library.fsck().ok


class DescribeAProgramThatIsStartedTwice:
    def it_says_who_has_the_library_and_opens_it_to_be_read(self, library_file, tmp_path):
        with program(STAYS_OPEN, tmp_path / "one", str(library_file)) as first:
            assert first.told() == {"state": "Saved"}
            with program(READS_ONLY, tmp_path / "other", str(library_file)) as second:
                question = second.told()
                assert "is open in another window" in question["said"]
                assert question["ways"] == ["Open read-only", "Try again", "Choose another…", "Cancel"]
                assert second.told() == {"state": "Read-only", "title": "Priority 2"}
                assert second.ended() == (0, [])
            first.go_on()
            assert first.ended() == (0, [])
        with Library.open(library_file) as library:
            assert tree.find(library.head("s"), "p2").title == "Priority 2"

    def it_opens_it_to_be_written_once_the_other_has_ended(self, library_file, tmp_path):
        with program(STAYS_OPEN, tmp_path / "one", str(library_file)) as first:
            assert first.told() == {"state": "Saved"}
            with program(TRIES_AGAIN, tmp_path / "other", str(library_file)) as second:
                assert "is open in another window" in second.told()["said"]
                first.go_on()
                assert first.ended() == (0, [])
                second.go_on()
                assert second.told() == {"state": "Saved"}
                assert second.ended() == (0, [])
