"""The control for rows of plain text: earlier versions, further rows of a control sheet. Imports models and Qt only."""

from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.models.kinds import Field
from app.models.nodes import HistoryRow, SheetRow
from app.ui.fields.control import FieldControl
from app.ui.flow import FlowLayout
from app.ui.icons import icon
from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.wrapped import wrap_cells

ROWS: dict[str, type[HistoryRow] | type[SheetRow]] = {"history": HistoryRow, "rows": SheetRow}
LABELS = {
    "version": QT_TRANSLATE_NOOP("RowsField", "Version"),
    "date": QT_TRANSLATE_NOOP("RowsField", "Date"),
    "changes": QT_TRANSLATE_NOOP("RowsField", "Brief description\nof changes"),
    "comments": QT_TRANSLATE_NOOP("RowsField", "Comments"),
    "label": QT_TRANSLATE_NOOP("RowsField", "Row"),
    "value": QT_TRANSLATE_NOOP("RowsField", "What it says"),
}
SHORT = ("version", "date")
"""What is as wide as its words; the rest share what these leave."""


def column_name(field: str) -> str:
    """What the column of a field is called."""
    return QCoreApplication.translate("RowsField", LABELS[field])


class RowsField(FieldControl):
    """A table of text, edited in place."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._made = ROWS[field.type]
        self._names = self._made.__struct_fields__
        self.table = QTableWidget(0, len(self._names))
        self.table.setHorizontalHeaderLabels([column_name(name) for name in self._names])
        self.table.verticalHeader().hide()
        wrap_cells(self.table)
        self.table.setTabKeyNavigation(False)
        self.table.setCornerButtonEnabled(False)
        head = self.table.horizontalHeader()
        modes = QHeaderView.ResizeMode
        for column, name in enumerate(self._names):
            head.setSectionResizeMode(column, modes.ResizeToContents if name in SHORT else modes.Stretch)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.named(self.table)
        self.add = QPushButton(icon("add"), self.tr("Add a row"))
        self.remove = QPushButton(icon("delete"), self.tr("Delete the row"))
        # An empty table is hidden, and a hidden proxy would hold the focus back.
        self.setFocusProxy(self.add)
        buttons = FlowLayout(spacing=8)
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        column = QVBoxLayout()
        column.addWidget(self.table)
        column.addLayout(buttons)
        self.arrangement.addLayout(column)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.table.itemChanged.connect(self._changed)
        self._fit()

    def value(self) -> Any:
        rows = (self._texts(at) for at in range(self.table.rowCount()))
        return tuple(msgspec.convert(texts, self._made) for texts in rows if any(texts.values()))

    def show_value(self, value: Any) -> None:
        if self.value() == value and self.table.rowCount() >= len(value):
            return
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(value))
            for at, row in enumerate(value):
                for column, name in enumerate(self._names):
                    self.table.setItem(at, column, self._item(getattr(row, name)))
        self._fit()

    def make_read_only(self) -> None:
        self.read_only = True
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for button in (self.add, self.remove):
            button.hide()
        self.setFocusProxy(self.table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _item(self, words: str) -> QTableWidgetItem:
        item = QTableWidgetItem(words)
        if self.read_only:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
        return item

    def _texts(self, at: int) -> dict[str, str]:
        items = ((name, self.table.item(at, column)) for column, name in enumerate(self._names))
        return {name: item.text().strip() if item else "" for name, item in items}

    def _add(self) -> None:
        at = self.table.rowCount()
        with QSignalBlocker(self.table):
            self.table.insertRow(at)
        self._fit()
        self.table.setCurrentCell(at, 0)
        self.table.setFocus()
        self.table.edit(self.table.model().index(at, 0))

    def _remove(self) -> None:
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self._changed()

    def _changed(self) -> None:
        self._fit()
        self.edited.emit()

    def _fit(self) -> None:
        self.table.resizeRowsToContents()
        rows = sum(self.table.rowHeight(at) for at in range(self.table.rowCount()))
        self.table.setFixedHeight(rows + self.table.horizontalHeader().sizeHint().height() + 4)
        self.remove.setEnabled(self.table.rowCount() > 0)
        self.table.setVisible(self.table.rowCount() > 0)
