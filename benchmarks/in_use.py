"""A window in use on one strategy, and how what is done in it is timed; what is done say the classes made from this."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog

from app.__main__ import services
from app.models import tree
from app.ui.desk import Desk
from app.ui.look import Look
from app.ui.panels import panels
from app.ui.window.main_window import MainWindow
from app.ui.window.target import show_first
from benchmarks.turns import Took, Turns

Panel = Any
"""Panels and dialogs are asked for what only they have; a benchmark wants no interface of its own there."""


class Answers:
    """Answers the window: with the file that is wanted, and that it may go on. A refusal ends everything."""

    def __init__(self) -> None:
        self.file: Path | None = None

    def open_file(self, *_: object) -> Path | None:
        return self.file

    def yes(self, *_: object) -> bool:
        return True

    def tell(self, title: str, message: str) -> None:
        raise RuntimeError(f"{title}: {message}")


class InUse:
    """A window on the first strategy of a library. With `wanted`, only what is named with it is timed."""

    def __init__(self, library: str, settings: str, wanted: str = "") -> None:
        self.place = Path(library)
        self._wanted = wanted
        self._turns = Turns(self._tell)
        kept = QSettings(settings, QSettings.Format.IniFormat)
        self.look = Look(app(), kept)
        self.look.apply()
        self.answers: Any = Answers()
        self.window = MainWindow(services(), self.look, kept, panels(), self.answers)
        self._turns.told(
            "open", lambda: show_first(self.window, library), 0.0, lambda: self.window.desktop is not None
        )
        self._turns.told("after opening: library, checks, badges, review", lambda: None, 5.0)

    @property
    def desktop(self) -> Panel:
        return self.window.desktop

    @property
    def desk(self) -> Desk:
        desk = self.window.desk
        assert desk is not None
        return desk

    @property
    def review(self) -> Panel:
        """The review of the strategy, which is made some turns after it was opened."""
        self._turns.until(lambda: self.window.review.open is not None)
        return self.window.review.open

    def _do(
        self,
        name: str,
        do: Callable[[], object],
        seconds: float = 1.6,
        there: Callable[[], bool] = lambda: True,
    ) -> None:
        self._turns.told(name, do, seconds if self._wanted in name else min(seconds, 0.4), there)

    def _within(
        self,
        name: str,
        open: Callable[[], object],
        use: Callable[[QDialog], object] = lambda dialog: None,
        seconds: float = 1.0,
        end: Callable[[QDialog], object] | None = None,
        there: Callable[[], bool] = lambda: True,
    ) -> None:
        """Uses a dialog and closes it; where that brings something, until it is `there`."""
        if self._wanted in name or end is not None:
            self._turns.within(name, open, use, seconds, end or QDialog.reject, there)

    def _tell(self, name: str, took: Took) -> None:
        if self._wanted in name:
            print(f"{name}\t{took.clock:.1f}\t{took.own:.1f}", flush=True)

    def _ids(self, kind: str) -> list[str]:
        return [node.id for node in tree.walk(self.desk.root) if node.kind == kind]

    def _move_theme(self, name: str, at: int) -> None:
        theme = self._ids("theme")[at]  # found before the turn, of which looking for it is no part
        self._do(name, lambda: self.desktop.structure.move([theme], "down"), 3.0)


def app() -> QApplication:
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(["engross"])
