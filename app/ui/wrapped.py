"""Cells of tables and rows of lists whose words wrap, as high as they are painted. Imports Qt only.

Where a style sheet pads them, Qt paints their words in the width that the padding leaves, but measures
them in the whole width: about one cell in ten would get a line too few, and lose its last words.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

PADDING = 4
"""On each side of a cell, in pixels; the style sheet of `app.ui.look` has it from here."""


class WrappedCells(QStyledItemDelegate):
    """Measures a cell in the width in which its words are painted; its editor is called as its column is."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(_heading(index))
        return editor

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        narrow = QStyleOptionViewItem(option)
        narrow.rect.setWidth(option.rect.width() - 2 * PADDING)
        return super().sizeHint(narrow, index)


def _heading(index: QModelIndex | QPersistentModelIndex) -> str:
    roles = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole
    heads = (index.model().headerData(index.column(), Qt.Orientation.Horizontal, role) for role in roles)
    return str(next(filter(None, heads), ""))


def wrap_cells(table: QTableView) -> None:
    """Lets the words of a table's cells wrap, so that none are lost."""
    table.setWordWrap(True)
    table.setItemDelegate(WrappedCells(table))


def wrap_rows(view: QListView) -> None:
    """Lets the words of a list's rows wrap, so that none are lost, also in another width."""
    view.setWordWrap(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setItemDelegate(WrappedCells(view))
