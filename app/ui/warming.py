"""Imports what panels need once the window has come to rest, so that none is waited for when it is first shown.

Numpy and pyqtgraph alone take a fifth of a second. Imports Qt's core only.

PySide makes a class when it is first asked for, and where two threads ask at once the process dies of it. So what names
Qt is imported in another thread only once all of Qt's classes are there, and by the window's own until then.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from app.ui.background import Work
from app.ui.turns import InTurns

REST_MS = 2000
QT = "QtCore QtGui QtWidgets QtSvg QtOpenGL QtOpenGLWidgets QtTest QtPrintSupport QtPdf QtPdfWidgets".split()
"""The modules of Qt that the panels or pyqtgraph ask for classes."""


def warm(modules: Iterable[str], over: QObject) -> None:
    """Has modules imported in another thread a while after a strategy was opened, unless `over` is gone by then."""
    names = tuple(modules)
    turns = InTurns(over)
    work = Work(lambda: _imported(names), over)
    QTimer.singleShot(REST_MS, over, lambda: turns.begin(_all_classes(), work.start))


def bring(plain: Iterable[str], of_window: Iterable[str], over: QObject, then: Callable[[], object]) -> None:
    """Imports `plain` modules, which know nothing of Qt, in another thread; then in turns those of the window.

    `then` follows unless `over` is gone by then.
    """
    turns = InTurns(over)
    names = tuple(plain)
    work = Work(lambda: _imported(names), over)
    work.finished.connect(lambda _: turns.begin(map(import_module, of_window), then))
    work.start()


def _imported(names: Iterable[str]) -> None:
    for name in names:
        import_module(name)


def _all_classes() -> Iterator[object]:
    """Asks Qt's modules for each of their classes, one at a step."""
    for name in QT:
        with suppress(ImportError):
            module = import_module(f"PySide6.{name}")
            for known in dir(module):
                yield getattr(module, known)
