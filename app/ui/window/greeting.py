"""The page that greets, made when it is first seen: a start that leads straight to a strategy needs none of it.

Imports models and Qt's core only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.models.errors import Refused
from app.ui.background import Work
from app.ui.sentences.said import sentence_said
from app.ui.window.opening import samples_file

if TYPE_CHECKING:
    from app.ui.window.main_window import MainWindow
    from app.ui.window.welcome import WelcomePage

# A library on this computer is on show before; of one that takes longer the user is told that it is being opened.
PATIENCE_MS = 250


class Greeting(QObject):
    """Shows the welcome page of a window, and what is being done there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._page: WelcomePage | None = None
        self._told = ""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(lambda: self.say(self._told))

    @property
    def page(self) -> WelcomePage:
        """The page, made now if it is not there."""
        if self._page is None:
            self._page = self._made()
        return self._page

    def show(self) -> None:
        """Brings the page to the front, with the recent strategies as they are now."""
        known, page = self._page is not None, self.page
        if known:
            page.refresh()
        self._window.stack.setCurrentWidget(page)

    def say(self, sentence: str) -> None:
        """Says what is being done, or nothing any more."""
        self._patience.stop()
        if sentence or self._page is not None:
            self.page.show_state(sentence)

    def leave_off(self) -> None:
        """What is being opened is about to be seen: who was not told of it yet will not be."""
        self._patience.stop()

    def take_over(self) -> None:
        """Nothing is being opened any more: the page is what there is."""
        self._patience.stop()
        self.page.show_state("")

    def say_opening(self, sentence: str) -> None:
        """Says what is being opened; before anything else was seen in the window, only if it takes a while."""
        if self._page is not None:
            self.say(sentence)
            return
        self._told = sentence
        self._patience.start()

    def show_samples(self) -> None:
        """Opens the sample library, made now if it is not there."""
        window, to = self._window, samples_file()
        if window.desk is None:
            self.say(self.tr("Writing the samples…"))
        work = Work(lambda: to.exists() or window.services.samples(to), self)
        work.finished.connect(lambda _: window.open_library(str(to)))
        work.failed.connect(self._when_failed)
        work.start()

    def _when_failed(self, fault: Exception) -> None:
        self.say("")
        if not isinstance(fault, Refused):
            raise fault
        self._window.ask.tell(self.tr("This cannot be done"), sentence_said(fault))

    def _made(self) -> WelcomePage:
        from app.ui.window.welcome import WelcomePage

        window = self._window
        page = WelcomePage(window.settings, window.stack)
        window.stack.addWidget(page)
        page.recent_requested.connect(window.open_library)
        page.new_requested.connect(window.new_strategy)
        page.import_requested.connect(window.importing.choose)
        page.open_requested.connect(window.open_file)
        page.samples_requested.connect(self.show_samples)
        return page
