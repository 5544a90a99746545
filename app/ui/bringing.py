"""Imports what is first needed now, in turns of the event loop or in another thread, so that nobody waits for it.

Imports Qt's core only. PySide makes a class when it is first asked for, and where two threads ask at once the process
dies of it. So what names Qt is imported in another thread only once all of Qt's classes are there, and by the window's
own until then.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from threading import Event

from PySide6.QtCore import QObject

from app.ui.turns import Elsewhere, InTurns

QT = "QtCore QtGui QtWidgets QtSvg QtOpenGL QtOpenGLWidgets QtTest QtPrintSupport QtPdf QtPdfWidgets".split()
"""The modules of Qt that pyqtgraph asks for classes, or what is imported with it."""


def bring(plain: Iterable[str], of_window: Iterable[str], over: QObject, then: Callable[[], object]) -> None:
    """Imports `plain` modules, which know nothing of Qt, in another thread; then in turns those of the window.

    `then` follows unless `over` is gone by then.
    """

    def steps() -> Iterator[object]:
        yield from brought(*plain)
        yield from map(import_module, of_window)

    InTurns(over).begin(steps(), then)


def brought(*plain: str) -> Iterator[object]:
    """The steps of importing modules that know nothing of Qt, in another thread."""
    ended, faults = Event(), list[Exception]()

    def there() -> None:
        try:
            _imported(plain)
        except Exception as fault:
            faults.append(fault)
        ended.set()

    while not ended.is_set():
        yield Elsewhere(there)
    if faults:
        raise faults[0]


def brought_with_qt(*names: str) -> Iterator[object]:
    """The steps of importing modules that ask for more of Qt's classes than fit into a turn: pyqtgraph for all."""
    yield from _all_classes()
    yield from brought(*names)


def asked_for(*classes: str) -> Iterator[object]:
    """The steps of asking Qt's modules for some classes, as `QtPdf.QPdfView`: one alone may take half a turn."""
    for each in classes:
        module, name = each.split(".")
        found = import_module(f"PySide6.{module}")
        yield
        yield getattr(found, name)


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
