"""The whole program as a process of its own, used by a script that has a mouse and a keyboard."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LONGEST = 120.0
"""Seconds after which a program that nothing is heard from is ended, so that its test fails."""
CHECKOUT = Path(__file__).parents[3]
BY_HAND = """
import json, sys
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
import app.__main__ as program
from app.ui.window.main_window import MainWindow

shown = program.shown

def window():
    return next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))

def open_and_saved():
    return window().desktop is not None and window().desk.is_there and window().desk.draft.state == "saved"

def asked():
    box = QApplication.activeModalWidget()
    return box if isinstance(box, QMessageBox) and box.isVisible() else None

def press(words):
    click(next(button for button in asked().buttons() if button.text() == words))

def click(widget, at=None):
    QTest.mouseClick(widget, Qt.LeftButton, Qt.NoModifier, at or widget.rect().center())

def choose(id):
    view = window().desktop.tree.view
    view.scrollTo(view.model().index_of(id))
    click(view.viewport(), view.visualRect(view.model().index_of(id)).center())

def title():
    return window().desktop.workspace.form.fields["title"].control.line

def tell(**what):
    print(json.dumps(what), flush=True)

def shown_and_used(application, *given):
    made = shown(application, *given)
    steps, waiting = by_hand(), [lambda: True]
    def go():
        if steps.gi_running or not waiting[0]():
            return
        try:
            waiting[0] = next(steps)
        except StopIteration:
            timer.stop()
            QTimer.singleShot(0, application.closeAllWindows)
    timer = QTimer(application)
    timer.timeout.connect(go)
    timer.start(10)
    return made

program.shown = shown_and_used
"""


class Running:
    """A program that runs; what its script tells is read line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert process.stdout is not None
        assert process.stdin is not None
        self._told, self._hears = process.stdout, process.stdin

    def told(self) -> dict[str, Any]:
        """What is told next."""
        return json.loads(self._told.readline())

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self._process.kill()
        self._process.wait()

    def go_on(self) -> None:
        """What the script waits for with `sys.stdin.readline`, in its own time."""
        self._hears.write("\n")
        self._hears.flush()

    def ended(self) -> tuple[int, list[str]]:
        """Its exit code once it has ended by itself, and whatever it or Qt complained of."""
        _, said = self._process.communicate(timeout=60)
        return self._process.returncode, [
            line for line in said.splitlines() if "does not support" not in line
        ]


@contextmanager
def program(script: str, home: Path, *arguments: str) -> Generator[Running]:
    """Starts the program with a user's own folder; `script` is the body of a generator of what to wait for."""
    by_hand = "def by_hand():\n" + "".join(f"    {line}\n" for line in script.strip().splitlines())
    end = "sys.exit(program.main(sys.argv[1:]))\n"
    process = subprocess.Popen(
        [sys.executable, "-c", BY_HAND + by_hand + end, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=CHECKOUT,
        env=os.environ | dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(home)),
    )  # fmt: skip
    too_late = threading.Timer(LONGEST, process.kill)
    too_late.start()
    try:
        yield Running(process)
    finally:
        too_late.cancel()
        process.kill()
        process.communicate()
