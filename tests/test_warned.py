"""Whatever Qt warns of fails the test in which it does: while it is prepared, done and taken down, in any thread."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
TESTS = {
    "prepared": "@pytest.fixture\ndef warned():\n    qWarning('Said')\n    yield\ndef test_it(warned): pass",
    "done": "def test_it(): qWarning('Said')",
    "threaded": "def test_it():\n    t = Thread(target=qWarning, args=('Said',))\n    t.start()\n    t.join()",
    "taken down": "@pytest.fixture\ndef warned():\n    yield\n    qWarning('Said')\ndef test_it(warned): pass",
}
HEAD = "import pytest\nfrom threading import Thread\nfrom PySide6.QtCore import qWarning\n"


@pytest.mark.parametrize("when", TESTS)
def test_a_warning_of_qt_fails_its_test(tmp_path, when):
    (tmp_path / "test_it.py").write_text(HEAD + TESTS[when], encoding="utf-8")
    command = ["-m", "pytest", "-p", "tests.conftest", "-c", "pyproject.toml", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, *command, str(tmp_path / "test_it.py")],
        cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Said" in done.stdout
