"""Spares the window Python's search for unreachable cycles among what an open strategy keeps for good. Imports Qt only.

Among 20,000 parts one such search takes half a second, on whatever thread it happens, and stops all the others.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from app.ui.panels import MODULES
from app.ui.warming import warm

SETTLED_MS = 1500


def settle(over: QObject) -> None:
    """Leaves out of the search all that is there once a strategy just opened has settled, then imports the panels.

    What was left out for the strategy before is searched again; what nobody refers to is freed in any case.
    """
    gc.unfreeze()
    QTimer.singleShot(SETTLED_MS, over, gc.freeze)
    warm(MODULES, over)
