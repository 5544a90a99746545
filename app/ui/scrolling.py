"""Scrolling: a bar whose room is always kept, and what scrolls within a page that scrolls. Imports Qt only."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QWidget


def keep_bar(area: QAbstractScrollArea) -> None:
    """Keeps the room of an area's vertical bar; where there is nothing to scroll, nothing is seen in it."""
    always = Qt.ScrollBarPolicy.ScrollBarAlwaysOn
    if area.verticalScrollBarPolicy() == always:
        return
    area.setVerticalScrollBarPolicy(always)
    bar = area.verticalScrollBar()
    bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
    bar.setEnabled(bar.maximum() > bar.minimum())


def page_goes_first(inner: QWidget, wheel: QWheelEvent) -> bool:
    """Whether a turn of the wheel over something that scrolls is for the page that holds it.

    The page scrolls until the edge to which one scrolls is in sight; else one would have to look for the last rows by
    scrolling both.
    """
    turned, page = wheel.angleDelta().y(), inner.parentWidget()
    while page is not None and not isinstance(page, QScrollArea):
        page = page.parentWidget()
    if page is None or not turned:
        return False
    bar, top = page.verticalScrollBar(), inner.mapTo(page.viewport(), QPoint(0, 0)).y()
    if turned > 0:
        return top < 0 and bar.value() > bar.minimum()
    return top + inner.height() > page.viewport().height() and bar.value() < bar.maximum()
