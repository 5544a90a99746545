"""Dialogs that go once they are closed: kept, each would take memory for as long as its window is there.

Imports nothing at run time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


def answered(dialog: QDialog) -> bool:
    """Asks, and tells whether it was accepted; what was entered may be read until the event loop goes on."""
    dialog.finished.connect(dialog.deleteLater)
    return bool(dialog.exec())


def open_once(dialog: QDialog) -> None:
    """Opens a dialog over its window; once closed, it is gone."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
