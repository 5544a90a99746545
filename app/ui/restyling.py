"""Gives the whole program another style sheet: what is seen first, by and by all the rest. Imports Qt only.

Where one style sheet takes the place of another, Qt styles each widget once for itself and once more for every one that
holds it. Where none stands in between, it goes through all of them once; what is out of sight is kept from that.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.ui.turns import InTurns

REST_MS = 50
"""What is out of sight waits for so long, in which what is seen is laid out and painted."""
_STYLED = Qt.WidgetAttribute.WA_WState_Polished
_HAS_ITS_OWN = Qt.WidgetAttribute.WA_SetStyle
_NOT_PAINTED = Qt.WidgetAttribute.WA_UpdatesDisabled
_NEXT = Qt.FindChildOption.FindDirectChildrenOnly


class Restyling(QObject):
    """What is seen is styled in turns of the event loop and painted when all of it is; `styled` is emitted before that.

    What is out of sight follows in further turns, or as soon as it is shown. All is done at once where nothing is seen.
    """

    styled = Signal()

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._waiting: dict[QWidget, None] = {}
        self._untold: dict[QWidget, None] = {}
        self._seen: list[QWidget] = []
        self._still: list[QWidget] = []
        self._turns = InTurns(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(lambda: self._turns.begin(self._one_by_one()))
        self._keeper: QWidget | None = None

    @property
    def under_way(self) -> bool:
        """Whether something is still to be styled."""
        return self._turns.under_way or self._rest.isActive()

    def finish(self) -> None:
        """Styles now whatever is left."""
        while self.under_way:
            self._turns.finish()
            if self._rest.isActive():
                self._rest.stop()
                self._turns.begin(self._one_by_one())

    def to(
        self,
        style_sheet: str,
        beside: Callable[[], object] = lambda: None,
        behind: Callable[[], object] = lambda: None,
    ) -> None:
        """Applies a style sheet in place of the one before; `beside` is done in the same turn, before it.

        So is `behind`, after it but before anything is styled.
        """
        self._turns.leave()
        self._rest.stop()
        self._untold.clear()  # what was styled is styled once more, and told of it then
        for widget in self._seen:  # another change may have come before all of these were styled
            if isValid(widget):
                widget.setAttribute(_STYLED, True)
        self._turns.begin(self._putting_by(), lambda: self._change(style_sheet, beside, behind))
        if not any(window.isVisible() for window in QApplication.topLevelWidgets()):
            self.finish()

    def _putting_by(self) -> Iterator[object]:
        """Has what is out of sight wait until the change was made."""
        for window in QApplication.topLevelWidgets():
            if isValid(window) and window.parent() is None:
                for widget in (window, *window.findChildren(QWidget)):
                    yield isValid(widget) and self._put_by(widget)

    def _put_by(self, widget: QWidget) -> None:
        if not widget.isVisible() and _set_aside(widget):
            self._waiting[widget] = None
            if widget.isHidden():
                widget.installEventFilter(self)

    def _change(self, style_sheet: str, beside: Callable[[], object], behind: Callable[[], object]) -> None:
        if self._keeper is None and self._application.styleSheet():
            # Qt forgets what it changed in a widget, and so cannot take it back, with the last style sheet of all.
            self._keeper = QWidget()
            self._keeper.setStyleSheet("* {}")
        seen = list(_seen())
        self._hold_still([widget for widget in seen if widget.isWindow()])
        self._seen = [widget for widget in seen if _set_aside(widget)]
        beside()
        self._application.setStyleSheet("")
        self._application.setStyleSheet(style_sheet)
        behind()
        for widget in self._seen:
            widget.setAttribute(_HAS_ITS_OWN, False)
        self._turns.begin(self._to_be_seen(), self._rest.start, later=bool(seen))

    def _hold_still(self, windows: list[QWidget]) -> None:
        for window in windows:
            if window.updatesEnabled():
                window.setAttribute(_NOT_PAINTED, True)
                self._still.append(window)

    def _to_be_seen(self) -> Iterator[object]:
        for widget in self._seen:
            yield _tell(widget, QEvent.Type.Polish)
        # What holds others is told after them: a bar of menus asks then how large its corner is.
        for widget in reversed(self._seen):
            yield _tell(widget, QEvent.Type.StyleChange)
        self._seen = []
        yield self.styled.emit()
        # Laid out in one turn, and painted in the next where that took a while.
        yield QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        while self._still:
            yield _paint(self._still.pop())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            held = (watched, *watched.findChildren(QWidget))
            for widget in held:
                if widget in self._waiting:
                    self._style(widget)
            for widget in reversed(held):
                if widget in self._untold:
                    self._tell_of(widget)
        return False

    def _one_by_one(self) -> Iterator[object]:
        while self._waiting:
            yield self._style(next(iter(self._waiting)))
        # What holds others is told after them, and asks how large each is: all at once would take too long.
        while self._untold:
            widget = next(reversed(self._untold))
            yield self._tell_of(widget)
            yield _measure(widget)

    def _style(self, widget: QWidget) -> None:
        del self._waiting[widget]
        if isValid(widget):
            widget.setAttribute(_HAS_ITS_OWN, False)
            _tell(widget, QEvent.Type.Polish)
            self._untold[widget] = None

    def _tell_of(self, widget: QWidget) -> None:
        del self._untold[widget]
        if isValid(widget):
            widget.removeEventFilter(self)
            _tell(widget, QEvent.Type.StyleChange)


def _seen() -> Iterator[QWidget]:
    """What is seen, each before those that it holds, which take letters and colours from it."""
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            yield from _seen_in(window)


def _seen_in(widget: QWidget) -> Iterator[QWidget]:
    yield widget
    for below in widget.findChildren(QWidget, options=_NEXT):
        if below.isVisible() and not below.isWindow():
            yield from _seen_in(below)


def _set_aside(widget: QWidget) -> bool:
    """Keeps Qt from styling a widget that it has styled before; whether it was one."""
    if not widget.testAttribute(_STYLED) or widget.testAttribute(_HAS_ITS_OWN):
        return False
    widget.setAttribute(_STYLED, False)
    widget.setAttribute(_HAS_ITS_OWN, True)
    return True


def _measure(widget: QWidget) -> None:
    """Has a layout find out how high it is; it knows from then on."""
    if isValid(widget) and widget.layout() is not None:
        widget.heightForWidth(widget.width())


def _paint(window: QWidget) -> None:
    """Has a window painted again. To turn its updates off and on would paint all that it holds twice."""
    if isValid(window):
        window.setAttribute(_NOT_PAINTED, False)
        window.update()
        QApplication.postEvent(window, QEvent(QEvent.Type.UpdateRequest))


def _tell(widget: QWidget, kind: QEvent.Type) -> None:
    if isValid(widget):
        QApplication.sendEvent(widget, QEvent(kind))
