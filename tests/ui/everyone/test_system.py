"""The window looks as the system does where that is chosen, also when the system's choice changes meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QTreeView

from app.ui import look as look_module
from app.ui.look import palette_of
from tests.ui.everyone.conftest import looked, looks_as_chosen


class Hints:
    """What a system asks for."""

    def __init__(self, scheme, contrast):
        self._scheme, self._contrast = scheme, contrast

    def styleHints(self):
        return self

    def accessibility(self):
        return self

    def colorScheme(self):
        return self._scheme

    def contrastPreference(self):
        return self._contrast


class OwnFonts:
    """An application on a system with fonts of its own for trees and menus, to which each style sheet returns."""

    def __init__(self, application):
        self._application = application

    def styleSheet(self):
        return self._application.styleSheet()

    def setStyleSheet(self, sheet):
        self._application.setStyleSheet(sheet)
        for kind in ("QAbstractItemView", "QMenu"):
            self._application.setFont(QFont("", 9), kind)


@pytest.fixture
def following(qapp, tmp_path):
    with looked(qapp, tmp_path) as look:
        looks_as_chosen(look)
        yield look


class DescribeWhatTheSystemAsksFor:
    @pytest.mark.parametrize(
        ("scheme", "contrast", "shown"),
        [
            (Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference, "light"),
            (Qt.ColorScheme.Unknown, Qt.ContrastPreference.NoPreference, "light"),
            (Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference, "dark"),
            (Qt.ColorScheme.Light, Qt.ContrastPreference.HighContrast, "contrast"),
            (Qt.ColorScheme.Dark, Qt.ContrastPreference.HighContrast, "contrast"),
        ],
    )
    def it_is_light_dark_or_high_contrast(self, scheme, contrast, shown):
        assert look_module.system_scheme(Hints(scheme, contrast)) == shown  # type: ignore[arg-type]


class DescribeAChangeOfTheSystem:
    @pytest.mark.parametrize("shown", ["dark", "contrast"])
    @pytest.mark.parametrize("at", [0, 1], ids=["scheme", "contrast"])
    def it_is_followed_at_once(self, qapp, following, monkeypatch, shown, at):
        monkeypatch.setattr(look_module, "system_scheme", lambda application: shown)
        following._heard[at].emit((Qt.ColorScheme.Dark, Qt.ContrastPreference.HighContrast)[at])
        looks_as_chosen(following)
        role = QPalette.ColorRole.Window
        assert qapp.palette().color(role) == palette_of(shown).color(role)

    def it_leaves_what_was_chosen_here(self, qapp, following, monkeypatch):
        following.set_scheme("light")
        looks_as_chosen(following)
        monkeypatch.setattr(look_module, "system_scheme", lambda application: "contrast")
        following._heard[1].emit(Qt.ContrastPreference.HighContrast)
        assert not following.under_way
        assert following.shown == "light"

    def it_brings_another_font_once_one_is_back(self, qapp, following, monkeypatch):
        following.set_percent(150)
        looks_as_chosen(following)
        monkeypatch.setattr(look_module, "system_family", lambda: "DejaVu Serif")
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
        looks_as_chosen(following)
        assert (qapp.font().family(), qapp.font().pointSizeF()) == ("DejaVu Serif", 15.0)

    def it_brings_back_the_size_of_letters_that_another_theme_has_changed(self, qapp, following):
        following.set_percent(150)
        looks_as_chosen(following)
        qapp.setFont(QFont("", 9), "QMenu")
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
        looks_as_chosen(following)
        assert qapp.font("QMenu").pointSizeF() == 15.0


class DescribeASystemWithFontsOfItsOwn:
    def it_has_trees_and_menus_grow_with_all_the_rest(self, qtbot, qapp, following, monkeypatch):
        monkeypatch.setattr(following._restyling, "_application", OwnFonts(qapp))
        tree = QTreeView()
        qtbot.addWidget(tree)
        tree.show()
        for percent in (200, 125):
            following.set_percent(percent)
            looks_as_chosen(following)
            assert [tree.font().pointSizeF(), qapp.font("QMenu").pointSizeF()] == [percent / 10] * 2
