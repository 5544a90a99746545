"""The whole window over a library with one part of every kind, walked from stop to stop; made once for all tests."""

from contextlib import contextmanager

import pytest
from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QApplication

from app.__main__ import services
from app.models import tree
from app.models.content import Content
from app.models.nodes import KINDS, Strategy
from app.models.text import plain
from app.services.versions import save_version
from app.store.library import Library
from app.ui import background
from app.ui.look import Look, Scheme
from app.ui.panels import panels
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE
from app.ui.window.main_window import MainWindow
from tests.ui.fakes import FakeAsk
from tests.ui.looking import look_kept

ACTIVITIES = ("compare", "approval", "reports", "risks", "roadmap", "costs", "links", "packs", "preview")
SIDES = (0, 1, 2, 3)
STOPS = ("welcome", *KINDS, CONTROL_PAGE, VERSIONS_PAGE, *ACTIVITIES, *(f"side-{n}" for n in SIDES))


def part(kind):
    fields = {"likelihood": 3, "impact": 4} if kind == "risk" else {}
    fields |= {"start": "2026-04", "end": "2028"} if kind == "priority" else {}
    return KINDS[kind].make(id=f"a-{kind}", title=KINDS[kind].label, body=plain("Some words"), **fields)


def one_of_every_kind():
    """A strategy that holds a part of each kind, each at the first place where it may stand."""
    root, placed, waiting = part("strategy"), ["strategy"], [kind for kind in KINDS if kind != "strategy"]
    while waiting:
        kind = next(k for k in waiting if any(k in KINDS[above].holds for above in placed))
        above = next(above for above in placed if kind in KINDS[above].holds)
        root = tree.insert(root, f"a-{above}", part(kind), len(tree.find(root, f"a-{above}").children))
        placed.append(kind)
        waiting.remove(kind)
    assert isinstance(root, Strategy)
    return root


def work_done():
    """Lets the window do all that it has to do now, and what was begun behind it."""
    for _ in range(3):
        background.wait(20)
        for _ in range(6):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


def looks_as_chosen(look):
    """Lets everything take on the text size and colours that were chosen."""
    while look.under_way:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)


@contextmanager
def looked(qapp, folder, scheme: Scheme = "system"):
    """A program that looks by a scheme, and afterwards as it did before."""
    with look_kept(qapp):
        look = Look(qapp, QSettings(str(folder / "look.ini"), QSettings.Format.IniFormat))
        look.scheme = scheme
        look.apply()
        yield look
        looks_as_chosen(look)
        look.leave()
        look.deleteLater()


@pytest.fixture(scope="module")
def look(qapp, tmp_path_factory):
    with looked(qapp, tmp_path_factory.mktemp("look"), "light") as look:
        yield look


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    path = tmp_path_factory.mktemp("library") / "council.engross"
    with Library.create(path, who="A. Owen") as library:
        library.add(Content(one_of_every_kind()))
        save_version(library, "a-strategy", "V1", "2026-06-02", "First", "", "A. Owen")
    return path


@pytest.fixture(scope="module")
def window(look, library, tmp_path_factory):
    settings = QSettings(str(tmp_path_factory.mktemp("window") / "w.ini"), QSettings.Format.IniFormat)
    window = MainWindow(services(), look, settings, panels(), ask=FakeAsk())
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    open_in(window, library)
    yield window
    window.close()
    work_done()
    window.deleteLater()
    work_done()


def open_in(window, library):
    window.open_library(str(library))
    for _ in range(200):
        work_done()
        if window.desktop is not None:
            return
    raise AssertionError("the library was not opened")


@pytest.fixture
def at(window, library):
    """Goes to a stop of the walk."""

    def go(stop):
        if stop == "welcome":
            window.close_strategy()
        elif window.desktop is None:
            open_in(window, library)
        if window.desktop is not None and stop != "welcome":
            arrive(window.desktop, stop)
        window.activateWindow()
        work_done()
        return window

    return go


def arrive(desktop, stop):
    desktop.side.setVisible(True)
    if stop in ACTIVITIES:
        desktop.show_activity(stop)
        assert desktop.panel(stop) is desktop.middle.currentWidget()
    else:
        desktop.show_activity("draft")
        if stop.startswith("side-"):
            desktop.go("a-theme")
            desktop.side.setCurrentIndex(int(stop.removeprefix("side-")))
        else:
            desktop.go(f"a-{stop}" if stop in KINDS else stop)
        desktop.workspace.finish()
