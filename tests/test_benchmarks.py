"""The benchmarks can still be gone through, so that what is renamed or asked for anew does not end them unseen.

Each is tried in a process of its own as `dev.py bench` has it, on inputs too small for any figure to have a meaning.
"""

import os
import subprocess
import sys
from importlib import import_module

import pytest

from benchmarks.__main__ import MODULES
from benchmarks.processes import CHECKOUT

FOLDER = CHECKOUT / "benchmarks"
ALL = sorted(file.stem for file in FOLDER.glob("*.py"))


def tried(name: str) -> subprocess.CompletedProcess[str]:
    """A benchmark gone through; one that no longer ends was waiting for what did not come."""
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", name],
        cwd=CHECKOUT, env=os.environ | {"ENGROSS_BENCH_TRIED": "1", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip


class DescribeBenchmarks:
    @pytest.mark.parametrize("name", MODULES)
    def they_can_be_gone_through(self, name: str, request: pytest.FixtureRequest):
        if hasattr(import_module(f"benchmarks.{name}"), "make_workloads"):
            request.getfixturevalue("shared")
        done = tried(name)
        assert done.returncode == 0, done.stderr

    def they_are_all_asked_for_by_name(self):
        measuring = {name for name in ALL if hasattr(import_module(f"benchmarks.{name}"), "measure")}
        assert measuring == set(MODULES)

    def they_tell_and_write_no_figure_when_they_are_only_tried(self):
        page = (CHECKOUT / "docs" / "benchmarks.md").read_bytes()
        (about,) = tried("library").stdout.splitlines()
        assert "How long a library takes" in about
        assert (CHECKOUT / "docs" / "benchmarks.md").read_bytes() == page

    def they_end_where_something_fails_in_what_qt_calls(self):
        failing = (
            "from PySide6.QtCore import QCoreApplication, QTimer\n"
            "from benchmarks.processes import end_on_errors\n"
            "end_on_errors()\n"
            "app = QCoreApplication([])\n"
            "QTimer.singleShot(0, lambda: 1 / 0)\n"
            "app.exec()\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", failing], cwd=CHECKOUT, capture_output=True, text=True, timeout=30
        )
        assert done.returncode == 1
        assert "ZeroDivisionError" in done.stderr
