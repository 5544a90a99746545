"""A bar to scroll by whose room is always kept, so that its coming lays nothing out anew. Imports Qt only."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea


def keep_bar(area: QAbstractScrollArea) -> None:
    """Keeps the room of an area's vertical bar; where there is nothing to scroll, nothing is seen in it."""
    always = Qt.ScrollBarPolicy.ScrollBarAlwaysOn
    if area.verticalScrollBarPolicy() == always:
        return
    area.setVerticalScrollBarPolicy(always)
    bar = area.verticalScrollBar()
    bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
    bar.setEnabled(bar.maximum() > bar.minimum())
