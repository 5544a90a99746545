"""Keys as office programs have them: how Tab and F6 pass the areas of a window, Enter on a button.

Imports Qt only.

Qt leads Tab through widgets in the order in which they came to the window. Pages that are made when they are first
shown would come after everything else: from the tree Tab would go past the page to the side panel.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTabBar,
    QTabWidget,
    QTextEdit,
    QTreeView,
    QWidget,
)

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def led_by_tab(areas: Sequence[QWidget], *, forward: bool) -> bool:
    """Leads the keyboard on, or back, through one area of a window after the other, and round; whether it did.

    Within an area the order is the one in which its widgets were put there. From outside all areas it leads nowhere.
    """
    now = QApplication.focusWidget()
    held = (widget for area in areas for widget in _seen_in(area))
    order = [widget for widget in held if widget is now or _stops_tab(widget)]
    if now not in order or len(order) < 2:
        return False
    reasons = Qt.FocusReason
    stop = order[(order.index(now) + (1 if forward else -1)) % len(order)]
    stop.setFocus(reasons.TabFocusReason if forward else reasons.BacktabFocusReason)
    return True


def led_to_area(areas: Sequence[QWidget], *, forward: bool) -> bool:
    """Leads the keyboard to the next area of a window, or the one before, and round; whether there is one to lead to.

    In an area one comes back to where one was in it. Areas out of sight, or in which nothing takes the keyboard, are
    passed over. From outside all areas it leads to the first, or the last.
    """
    now = QApplication.focusWidget()
    held = next(
        (at for at, area in enumerate(areas) if now and (area is now or area.isAncestorOf(now))), None
    )
    start = (-1 if forward else len(areas)) if held is None else held
    step = 1 if forward else -1
    for distance in range(1, len(areas) + 1):
        area = areas[(start + step * distance) % len(areas)]
        if stop := stop_in(area):
            stop.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
    return False


def held_in(window: QWidget) -> QWidget | None:
    """What has the keyboard in a window, or had it last: a dialog just closed may not have given it back yet."""
    return cast("QWidget | None", window.focusWidget())


def has_keyboard(area: QWidget) -> bool:
    """Whether what has the keyboard is in an area, or had it last while another window is in front."""
    held = held_in(area.window())
    return held is not None and area.isAncestorOf(held)


@contextmanager
def kept_from_the_next(buttons: Sequence[QWidget], instead: QWidget) -> Generator[None]:
    """While buttons are turned on and off or hidden: what had the keyboard and cannot keep it gives it to `instead`.

    Qt would give it to the next button, so that who presses the same key once more does what that one does.
    """
    held = next((button for button in buttons if button.hasFocus()), None)
    yield
    if held is not None and not (held.isEnabled() and held.isVisible()):
        instead.setFocus(Qt.FocusReason.OtherFocusReason)


@contextmanager
def kept_on_page(page: QWidget) -> Generator[None]:
    """While what a page has to show comes and goes: the keyboard stays in it, also where what had it is hidden.

    Qt would give it to what comes behind the page, such as the foot of the window; behind a dialog, where it leaves it
    with what is hidden, it does so once the dialog closes.
    """
    had = has_keyboard(page)
    yield
    held = held_in(page.window())
    if had and not (held and held.isVisible() and page.isAncestorOf(held)):
        (stop_in(page) or page).setFocus(Qt.FocusReason.OtherFocusReason)


def forget_keyboard(area: QWidget) -> None:
    """What had the keyboard last in an area does not take it again, unless it has it still."""
    if (last := cast("QWidget | None", area.focusWidget())) and not has_keyboard(area):
        last.clearFocus()


def stop_in(area: QWidget) -> QWidget | None:
    """What takes the keyboard in an area: what had it last, or else what most likely is wanted."""
    if not area.isVisible():
        return None
    stops = [widget for widget in _seen_in(area) if _stops_tab(widget)]
    if (last := area.focusWidget()) in stops:
        return last
    return min(stops, key=_rank, default=None)


def _seen_in(area: QWidget) -> Iterator[QWidget]:
    """An area and what is seen in it, as it was put there; splitters and tabs hold theirs the other way round."""
    yield area
    inside = [each for each in area.children() if isinstance(each, QWidget) and each.isVisible()]
    if isinstance(area, QSplitter):
        inside.sort(key=area.indexOf)
    elif isinstance(area, QTabWidget):
        inside.sort(key=lambda each: each is not area.tabBar())
    for each in inside:
        yield from _seen_in(each)


def _rank(widget: QWidget) -> int:
    """Trees go before the button that is pressed, that before what is typed into; tabs come after all the rest.

    A box with a tick is none that is pressed: the space bar would take the tick out.
    """
    if isinstance(widget, QTreeView):
        return 0
    if isinstance(widget, QAbstractButton) and widget.isChecked() and not isinstance(widget, QCheckBox):
        return 1
    if isinstance(widget, QTabBar):
        return 4
    return 2 if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) else 3


def _stops_tab(widget: QWidget) -> bool:
    stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return stops and widget.focusProxy() is None and widget.isVisible() and widget.isEnabled()


def pressed_by_enter(event: QKeyEvent) -> bool:
    """Presses the button that has the keyboard where Enter is struck, as dialogs do; whether it did.

    For windows, to which a key comes that nothing in them wanted: Qt's buttons take only the space bar there.
    """
    button = QApplication.focusWidget()
    if event.key() not in ENTER or event.isAutoRepeat() or not isinstance(button, QAbstractButton):
        return False
    button.click()
    return True
