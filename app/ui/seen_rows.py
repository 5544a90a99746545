"""A table whose rows are as high as their words, measured only where they come into sight. Imports Qt only.

Qt measures every row before it shows the first one, and all of them again at each change.
"""

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget


class SeenRows(QTableView):
    """Rows out of sight are one line high until they are seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measured: set[int] = set()
        self._measuring = False
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().sectionResized.connect(self._forget)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            for changed in (model.modelReset, model.layoutChanged, model.dataChanged):
                changed.connect(self._forget)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._measure()
        super().paintEvent(event)

    def measured(self) -> frozenset[int]:
        """The rows whose heights are known."""
        return frozenset(self._measured)

    def _measure(self) -> None:
        row = self.rowAt(0)
        if self._measuring or row < 0:
            return
        self._measuring = True
        bottom, least = self.viewport().height(), self.verticalHeader().defaultSectionSize()
        while row < self.model().rowCount() and self.rowViewportPosition(row) < bottom:
            if row not in self._measured:
                self._measured.add(row)
                high = max(self.sizeHintForRow(row), least)
                if high != self.rowHeight(row):
                    self.setRowHeight(row, high)
            row += 1
        self._measuring = False

    def _forget(self) -> None:
        if not self._measuring:
            self._measured.clear()
            self.viewport().update()
