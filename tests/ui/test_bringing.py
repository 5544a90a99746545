"""Modules are imported when they are needed, and never so that two threads ask Qt for a class at once."""

import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QSpinBox

from app.ui import bringing
from app.ui.turns import InTurns

ALL_THERE = """
import sys
from PySide6.QtCore import QCoreApplication, QObject
app = QCoreApplication([])
from app.ui import bringing
from app.ui.turns import InTurns
from PySide6 import QtCore, QtWidgets
missing = [name for name in dir(QtWidgets) if name not in vars(QtWidgets)]
assert missing, "PySide makes its classes at once now: all of this is needed no more"
over = QObject()
began = []
bringing._imported = lambda names: began.append([n for m in (QtCore, QtWidgets) for n in dir(m) if n not in vars(m)])
InTurns(over).begin(bringing.brought_with_qt("json"), app.quit)
app.exec()
print(began)
"""


class DescribeBringingWhatAsksForManyClasses:
    def it_asks_for_all_of_qts_classes_before_another_thread_may(self):
        done = subprocess.run(
            [sys.executable, "-c", ALL_THERE], capture_output=True, text=True, check=False, timeout=60
        )
        assert (done.stdout, done.stderr) == ("[[]]\n", "")


class DescribeAskingForSomeClasses:
    def it_takes_a_step_for_each_module_and_each_class(self):
        steps = list(bringing.asked_for("QtWidgets.QSpinBox", "QtGui.QAccessible"))
        assert steps == [None, QSpinBox, None, QAccessible]


class DescribeBringing:
    @pytest.fixture
    def imported(self, monkeypatch):
        found: list[tuple[str, bool]] = []
        in_window = lambda: threading.current_thread() is threading.main_thread()  # noqa: E731
        monkeypatch.setattr(bringing, "import_module", lambda name: found.append((name, in_window())))
        return found

    def it_imports_what_names_qt_on_the_windows_own_thread(self, qtbot, imported):
        over, then = QObject(), []
        bringing.bring(["a", "b"], ["c", "d"], over, lambda: then.append(len(imported)))
        qtbot.waitUntil(lambda: bool(then))
        assert imported == [("a", False), ("b", False), ("c", True), ("d", True)]
        assert then == [4]

    def it_tells_whoever_waits_what_cannot_be_imported(self, qtbot):
        over = QObject()
        work = InTurns(over)
        with qtbot.capture_exceptions() as faults:
            work.begin(bringing.brought("app.nowhere"), lambda: pytest.fail("it is not there"))
            qtbot.waitUntil(lambda: not work.under_way)
        assert [fault[0] for fault in faults] == [ModuleNotFoundError]
