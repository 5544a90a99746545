"""The whole window over a real library in a temporary folder, and over the strategy of the panels' tests."""

import pytest
from PySide6.QtCore import QSettings

from app.__main__ import services
from app.models.content import Content
from app.store.library import Library
from app.ui.look import Look
from app.ui.window.main_window import MainWindow
from tests.ui.looking import look_kept


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def look(qapp, settings):
    with look_kept(qapp):
        look = Look(qapp, settings)
        look.scheme = "light"
        yield look
        look.leave()
        look.deleteLater()


@pytest.fixture
def library_file(tmp_path, strategy):
    path = tmp_path / "council.engross"
    with Library.create(path, who="A. Owen") as library:
        library.add(Content(strategy))
    return path


@pytest.fixture
def new_window(qtbot, look, settings, ask):
    made = []

    def make():
        window = MainWindow(services(), look, settings, ask=ask)
        qtbot.addWidget(window)
        made.append(window)
        window.show()
        window.greeting.show()
        return window

    yield make
    for window in made:
        window.close()


@pytest.fixture
def opened(qtbot, new_window, library_file):
    window = new_window()
    window.open_library(str(library_file))
    qtbot.waitUntil(lambda: window.desktop is not None and window.desk.is_there, timeout=20000)
    return window
