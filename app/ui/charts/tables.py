"""How the tables beside the pictures look, and their cells. Imports Qt only."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QTableWidget, QTableWidgetItem

SEEN_ROWS = 40


def as_register(
    table: QTableWidget, heads: Sequence[str], stretch: Sequence[int], *, wraps: bool = True
) -> None:
    """Heads the columns; those in `stretch` share the room that is left. Without `wraps` each row is one line high."""
    table.setColumnCount(len(heads))
    table.setHorizontalHeaderLabels(list(heads))
    as_table(table, stretch, wraps=wraps)


def as_table(table: QTableView, stretch: Sequence[int], *, wraps: bool = True) -> None:
    """How a table beside a picture looks. Columns are as wide as what its first rows say."""
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    table.setWordWrap(wraps)
    table.setAlternatingRowColors(True)
    table.verticalHeader().hide()
    if wraps:
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    head = table.horizontalHeader()
    head.setResizeContentsPrecision(SEEN_ROWS)
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for column in stretch:
        head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def cell(value: Any, *, editable: bool = False, bold: bool = False) -> QTableWidgetItem:
    """A cell; numbers sort as numbers and stand at the right, and nothing is shown for none."""
    item = QTableWidgetItem()
    number = isinstance(value, int)
    item.setData(Qt.ItemDataRole.EditRole, (value or "") if number else value)
    right = number or str(value)[:1] in ("£", "−")
    item.setTextAlignment(
        (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
    )
    if not editable:
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
    if bold:
        font = item.font()
        font.setBold(True)
        item.setFont(font)
    return item
