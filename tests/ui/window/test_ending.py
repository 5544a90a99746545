"""Where the computer asks the program to end, it ends as by its own menu: what was typed is saved."""

import os
import signal
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication

from app.models import tree
from app.models.text import blocks_text
from app.store.library import Library
from app.ui.window.ending import ASKING, Ending

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send itself these")

BEGUN_AND_ASKED = """
import os, signal, sys
import app.__main__ as program
heed = program._heed
def heed_and_ask(application):
    heed(application)
    os.kill(os.getpid(), signal.SIGTERM)
program._heed = heed_and_ask
sys.exit(program.main([]))
"""


@pytest.fixture
def asked(qapp):
    """Asks this program to end by a signal, as `Ending` has it heeded."""
    # A run that was started in the background of a shell ignores Ctrl+C.
    before = {name: signal.signal(getattr(signal, name), signal.SIG_DFL) for name in ASKING}
    ending = Ending(QApplication.closeAllWindows)

    def asked(name):
        ending.install()
        os.kill(os.getpid(), getattr(signal, name))

    yield asked
    ending.leave()
    assert {signal.getsignal(getattr(signal, name)) for name in ASKING} <= {signal.SIG_DFL, signal.SIG_IGN}
    for name, heeded in before.items():
        signal.signal(getattr(signal, name), heeded)


class DescribeTheEnd:
    @pytest.mark.parametrize("name", ASKING)
    def it_saves_what_was_typed_and_lets_the_library_go(self, qtbot, opened, library_file, asked, name):
        opened.desktop.go("p1")
        editor = opened.desktop.workspace.form.fields["body"].control.editor
        qtbot.keyClicks(editor, "Also: ")
        asked(name)
        qtbot.waitUntil(lambda: not opened.isVisible(), timeout=20000)
        with Library.open(library_file, who="B. Ng") as library:
            assert "Also: " in blocks_text(tree.find(library.head("s"), "p1").body)

    def it_lets_the_library_go_also_where_something_unforeseen_fails(
        self, qtbot, opened, library_file, monkeypatch
    ):
        def fail():
            raise ValueError("unforeseen")

        monkeypatch.setattr(opened.review, "leave", fail)
        with pytest.raises(ValueError, match="unforeseen"):
            opened.close()
        assert not opened.isVisible()
        Library.open(library_file, who="B. Ng").close()

    def it_asks_before_words_are_lost_that_an_unexpected_error_keeps_from_being_saved(
        self, qtbot, opened, ask, monkeypatch
    ):
        def fail(*_):
            raise ValueError("unforeseen")

        opened.desktop.go("p1")
        qtbot.keyClicks(opened.desktop.workspace.form.fields["body"].control.editor, "Also: ")
        with monkeypatch.context() as broken, qtbot.captureExceptions() as shown:
            broken.setattr(opened.desk.draft._editing, "do", fail)
            opened.close()
            qtbot.waitUntil(lambda: bool(shown))
        assert opened.isVisible()
        assert ask.asked[-1][3] == ("Stay", "Close and lose it")
        assert opened.desk.draft.flush()
        assert blocks_text(opened.desk.node("p1").body).startswith("Also: ")

    def it_goes_on_where_it_was_started_to_ignore_that(self, asked):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        asked("SIGHUP")
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN

    def it_is_no_fault(self, tmp_path):
        home = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(tmp_path))
        done = subprocess.run(
            [sys.executable, "-c", BEGUN_AND_ASKED],
            env=os.environ | home, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0
        assert [line for line in done.stderr.splitlines() if "This plugin does not support" not in line] == []
