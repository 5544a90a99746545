"""What the window begins with where it was named at the start: a library, one of its strategies, a version, a document.

How a name is read is the services' matter, so that the window and the command mean the same by it.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from app.models.errors import Refused
from app.ui.sentences.said import sentence_said
from app.ui.window import session

if TYPE_CHECKING:
    from app.ui.sources import OpenLibrary
    from app.ui.window.main_window import MainWindow
    from app.ui.window.opening import Opened


def show_first(window: MainWindow, target: str) -> None:
    """Shows the window, and begins to load only once it has been painted; else it greets."""
    if not target and not session.last_open(window.settings)[0]:
        window.greeting.show()
    session.show_fitting(window)
    QTimer.singleShot(0, lambda: begin_with(window, target) if target else window.restore_session())


def begin_with(window: MainWindow, text: str) -> None:
    """Opens what a target names in a window: a document is read to be imported, a version is shown to be read."""
    from app.services.targets import DRAFT, read_target, strategy_in

    try:
        target = read_target(text)
    except Refused as fault:
        window.greeting.say(sentence_said(fault))
        window.greeting.show()
        return
    if target.is_document:
        window.greeting.show()
        window.importing.read(Path(target.place))
    elif not target.name:
        window.open_library(target.place)
    else:
        window.opening.opened.connect(partial(_lead_on, window), Qt.ConnectionType.SingleShotConnection)

        def find(library: OpenLibrary) -> tuple[str, str]:
            strategy, version = strategy_in(library, target.name)
            if version.casefold() == DRAFT:
                return strategy, ""
            library.content(strategy, version)  # refused with a sentence where there is no such version
            return strategy, version

        window.opening.open_found(target.place, find)


def _lead_on(window: MainWindow, opened: Opened) -> None:
    """Shows the version that was named, if one was."""
    if opened.version:
        shown = partial(window.commands.read_version, opened.version)
        window.putting_up.there.connect(shown, Qt.ConnectionType.SingleShotConnection)
