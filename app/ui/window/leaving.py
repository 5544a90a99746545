"""Whether a strategy may be closed: its last words are saved, or whoever wrote them gives them up; and its closing.

Imports Qt's core only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from app.ui.window.main_window import MainWindow
translate = QCoreApplication.translate


def may_leave(window: MainWindow) -> bool:
    """Whether the strategy on show, if there is one, may be closed; asks where its last words cannot be saved."""
    window.putting_up.finish()
    draft = window.desk.draft if window.desk else None
    if draft is None or draft.flush():
        return True
    stays, goes = translate("Leaving", "Stay"), translate("Leaving", "Close and lose it")
    asked = translate("Leaving", "{} Your last words are not saved yet. Stay, and copy them to a safe place?")
    return window.ask.choice(translate("Leaving", "Not saved"), asked.format(draft.why), (stays, goes)) == 1


def leave(window: MainWindow) -> None:
    """Closes the strategy on show, where it may be, and its library: others can open that, and its file be moved."""
    if may_leave(window):
        window.opening.leave()
        window.close_strategy()
        window.close_library()
