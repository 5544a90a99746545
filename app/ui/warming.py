"""Imports what panels need once the window has come to rest, so that none is waited for when it is first shown.

Numpy and pyqtgraph alone take a fifth of a second. Imports Qt's core only.
"""

from collections.abc import Iterable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from app.ui.background import Work

REST_MS = 2000


def warm(modules: Iterable[str], over: QObject) -> None:
    """Has modules imported in another thread a while after a strategy was opened, unless `over` is gone by then."""
    names = tuple(modules)

    def imported() -> None:
        for name in names:
            import_module(name)

    QTimer.singleShot(REST_MS, over, Work(imported, over).start)
