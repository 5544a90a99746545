"""How the tables beside the pictures look. Imports Qt only."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from app.ui.wrapped import wrap_cells

SEEN_ROWS = 40
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def as_table(table: QTableView, stretch: Sequence[int]) -> None:
    """How a table beside a picture looks. Columns are as wide as what its first rows say, those in `stretch` share
    the room that is left."""
    table.setTabKeyNavigation(False)
    table.setCornerButtonEnabled(False)
    wrap_cells(table)
    table.setAlternatingRowColors(True)
    table.verticalHeader().hide()
    head = table.horizontalHeader()
    head.setResizeContentsPrecision(SEEN_ROWS)
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for column in stretch:
        if column < head.count():  # which Qt takes for granted
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    head.setDefaultAlignment(LEFT)


def choose_cell(table: QTableView, at: QModelIndex) -> None:
    """Makes a cell the chosen one, whatever keys are held: the view's own way would heed Ctrl and Shift."""
    table.selectionModel().setCurrentIndex(at, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def share_room(table: QTableView, names: Mapping[int, int], room: int) -> None:
    """Columns of names, each with its least letters, take what the others leave of the room in pixels; where that is
    too little to read, the table scrolls."""
    head, letter = table.horizontalHeader(), table.fontMetrics().averageCharWidth()
    if not head.count():
        return
    others = sum(table.columnWidth(at) for at in range(head.count()) if at not in names)
    fits = room - others >= letter * sum(names.values())
    for column, letters in names.items():
        ways = QHeaderView.ResizeMode
        head.setSectionResizeMode(column, ways.Stretch if fits else ways.Interactive)
        if not fits:
            table.setColumnWidth(column, letter * letters)
