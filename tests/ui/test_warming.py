"""Modules are imported ahead, and never so that two threads ask Qt for a class at once."""

import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QObject

from app.ui import warming

ALL_THERE = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer
app = QCoreApplication([])
from app.ui import warming
warming.REST_MS = 0
from PySide6 import QtCore, QtWidgets
missing = [name for name in dir(QtWidgets) if name not in vars(QtWidgets)]
assert missing, "PySide makes its classes at once now: all of this is needed no more"
over = QObject()
began = []
warming._imported = lambda names: began.append([n for m in (QtCore, QtWidgets) for n in dir(m) if n not in vars(m)])
warming.warm(["json"], over)
timer = QTimer()
timer.timeout.connect(lambda: began and app.quit())
timer.start(1)
app.exec()
print(began)
"""


class DescribeWarming:
    def it_asks_for_all_of_qts_classes_before_another_thread_may(self):
        done = subprocess.run(
            [sys.executable, "-c", ALL_THERE], capture_output=True, text=True, check=False, timeout=60
        )
        assert (done.stdout, done.stderr) == ("[[]]\n", "")


class DescribeBringing:
    @pytest.fixture
    def imported(self, monkeypatch):
        found: list[tuple[str, bool]] = []
        in_window = lambda: threading.current_thread() is threading.main_thread()  # noqa: E731
        monkeypatch.setattr(warming, "import_module", lambda name: found.append((name, in_window())))
        return found

    def it_imports_what_names_qt_on_the_windows_own_thread(self, qtbot, imported):
        over, then = QObject(), []
        warming.bring(["a", "b"], ["c", "d"], over, lambda: then.append(len(imported)))
        qtbot.waitUntil(lambda: bool(then))
        assert imported == [("a", False), ("b", False), ("c", True), ("d", True)]
        assert then == [4]
