"""What all tests share: no screen, no chance, and the real documents beside the checkout."""

import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

CHECKOUT = Path(__file__).resolve().parent.parent

# A slow machine is no defect. In CI the same examples are tried every time.
settings.register_profile("developer", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "developer")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and measuring tools beside the checkout."""
    folder = CHECKOUT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared")
    return folder


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item):
    """Qt warning while windows are closed and freed fails a test too: pytest-qt listens no longer by then."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None:
        return (yield)
    warned: list[str] = []
    harmless = [re.compile(pattern) for pattern in item.config.getini("qt_log_ignore")]

    def listen(sort, context, words):
        if sort not in (core.QtMsgType.QtDebugMsg, core.QtMsgType.QtInfoMsg):
            warned.extend([words] if not any(pattern.search(words) for pattern in harmless) else [])

    before = core.qInstallMessageHandler(listen)
    try:
        torn_down = yield
    finally:
        core.qInstallMessageHandler(before)
    if warned:
        pytest.fail("Qt warned while the test was taken down: " + "; ".join(warned), pytrace=False)
    return torn_down
