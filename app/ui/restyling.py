"""Gives the whole program another style sheet: at once to what is seen, by and by to all the rest. Imports Qt only.

Where one style sheet takes the place of another, Qt styles each widget once for itself and once more for every one that
holds it. Where none stands in between, it goes through all of them once; what is out of sight is kept from that.
"""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.ui.turns import InTurns

_STYLED = Qt.WidgetAttribute.WA_WState_Polished
_HAS_ITS_OWN = Qt.WidgetAttribute.WA_SetStyle


class Restyling(QObject):
    """What is out of sight follows in turns of the event loop, or as soon as it is shown."""

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._waiting: dict[QWidget, None] = {}
        self._turns = InTurns(self)
        self._keeper: QWidget | None = None

    @property
    def under_way(self) -> bool:
        """Whether something out of sight is still to be styled."""
        return self._turns.under_way

    def finish(self) -> None:
        """Styles now whatever is left."""
        self._turns.finish()

    def to(self, style_sheet: str) -> None:
        """Applies a style sheet in place of the one before."""
        self._turns.leave()
        if self._keeper is None and self._application.styleSheet():
            # Qt forgets what it changed in a widget, and so cannot take it back, with the last style sheet of all.
            self._keeper = QWidget()
            self._keeper.setStyleSheet("* {}")
        seen: list[QWidget] = []
        for widget in _from_the_top_down():
            if widget.testAttribute(_STYLED) and not widget.testAttribute(_HAS_ITS_OWN):
                widget.setAttribute(_STYLED, False)
                widget.setAttribute(_HAS_ITS_OWN, True)
                if widget.isVisible():
                    seen.append(widget)
                else:
                    self._waiting[widget] = None
                    if widget.isHidden():
                        widget.installEventFilter(self)
        self._application.setStyleSheet("")
        self._application.setStyleSheet(style_sheet)
        for widget in seen:
            widget.setAttribute(_HAS_ITS_OWN, False)
        for widget in seen:
            QApplication.sendEvent(widget, QEvent(QEvent.Type.Polish))
        # What holds others is told after them: a bar of menus asks then how large its corner is.
        for widget in reversed(seen):
            QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
        if self._waiting:
            self._turns.begin(self._one_by_one(), later=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            for widget in (watched, *watched.findChildren(QWidget)):
                if widget in self._waiting:
                    self._style(widget)
        return False

    def _one_by_one(self) -> Iterator[object]:
        while self._waiting:
            yield self._style(next(iter(self._waiting)))

    def _style(self, widget: QWidget) -> None:
        del self._waiting[widget]
        if isValid(widget):
            widget.removeEventFilter(self)
            widget.setAttribute(_HAS_ITS_OWN, False)
            for kind in (QEvent.Type.Polish, QEvent.Type.StyleChange):
                QApplication.sendEvent(widget, QEvent(kind))


def _from_the_top_down() -> Iterator[QWidget]:
    """All widgets, each before those that it holds, which take letters and colours from it."""
    for window in QApplication.topLevelWidgets():
        if window.parent() is None:
            yield window
            yield from window.findChildren(QWidget)
