"""What the tests of the window share: a strategy in memory, a house style, answers to questions."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.models.house import House
from app.models.nodes import KINDS, Strategy
from app.models.text import plain
from app.services.houses import house
from tests.ui.fakes import FakeAsk, MemoryEditing, MemoryPictures

PATIENCE_MS = 20_000
"""How long a test waits unless it says otherwise; a machine that is busy with other tests is no fault."""


@pytest.fixture(scope="session")
def plain_house() -> House:
    return house("plain")


@pytest.fixture
def qtbot(qtbot):
    """As it comes, but patient, and a key is struck only once its window is in front: a while after it is shown.

    What is chosen in a line without the keyboard is no longer chosen then, so give it the keyboard first.
    """

    def in_front(strike):
        def struck(widget, *keys, **more):
            window = widget.window()
            if window.isVisible() and window.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog):
                window.activateWindow()
                qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
            strike(widget, *keys, **more)

        return struck

    for wait in ("waitUntil", "waitSignal", "waitSignals"):
        setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=PATIENCE_MS))
    qtbot.keyClick, qtbot.keyClicks = in_front(qtbot.keyClick), in_front(qtbot.keyClicks)
    return qtbot


@pytest.fixture(autouse=True)
def nothing_stays_copied():
    """What one test copies, the next does not find; and Python is not asked to free it once it has ended."""
    yield
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()


def made(kind: str, id: str, title: str = "", text: str = "", *children, **fields):
    return KINDS[kind].make(id=id, title=title, body=plain(text), children=tuple(children), **fields)


@pytest.fixture
def strategy() -> Strategy:
    priorities = [made("priority", f"p{n}", f"Priority {n}", f"Do thing {n} well") for n in range(1, 4)]
    plan = made(
        "council_plan", "plan", "Council plan", "", *(made("objective", f"o{n}", f"Aim {n}") for n in (1, 2))
    )
    terms = (made("term", "g1", "API", "A way in"), made("term", "g2", "WAN", "A net"))
    root = made(
        "strategy", "s", "Harbourne Digital Strategy", "",
        made("foreword", "fore", "Foreword", "A word before"),
        made("section", "back", "Background", "Why we write", made("section", "sub", "Detail", "More")),
        plan,
        made("vision", "v", "Our vision", "", made("theme", "t1", "Digital place", "Tale", *priorities),
             made("theme", "t2", "Digital workforce", "", made("priority", "p9", "Learn by doing"))),
        made("risks", "rs", "Risks", "", made("risk", "r1", "Supplier fails", "A threat", likelihood=3, impact=4)),
        made("glossary", "g", "Glossary", "", *terms),
        organisation="Harbourne Council", author="A. Owen",
    )  # fmt: skip
    assert isinstance(root, Strategy)
    return root


@pytest.fixture
def editing(strategy) -> MemoryEditing:
    return MemoryEditing(strategy)


@pytest.fixture
def ask() -> FakeAsk:
    return FakeAsk()


@pytest.fixture
def pictures() -> MemoryPictures:
    return MemoryPictures()
