"""How the tables beside the pictures look. Imports Qt only."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from app.ui.wrapped import wrap_cells

SEEN_ROWS = 40
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def as_table(table: QTableView, stretch: Sequence[int], *, wraps: bool = True) -> None:
    """How a table beside a picture looks. Columns are as wide as what its first rows say, those in `stretch` share
    the room that is left. Without `wraps` each row is one line high."""
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    if wraps:
        wrap_cells(table)
    else:
        table.setWordWrap(False)
    table.setAlternatingRowColors(True)
    table.verticalHeader().hide()
    head = table.horizontalHeader()
    head.setResizeContentsPrecision(SEEN_ROWS)
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for column in stretch:
        head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    head.setDefaultAlignment(LEFT)
