"""A table whose rows are as high as their words, measured only where they come into sight. Imports Qt only.

Qt measures every row before it shows the first one, and all of them again at each change.
"""

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

HIGHEST_ROW = 10_000


class SeenRows(QTableView):
    """Rows out of sight are one line high until they are seen. `spare` is added to what the words of a row need.

    `below` is the room that is kept at the foot of some rows, in pixels.
    """

    def __init__(self, parent: QWidget | None = None, *, spare: int = 0, most: int = HIGHEST_ROW) -> None:
        super().__init__(parent)
        self._spare, self._most = spare, most
        self._measured: set[int] = set()
        self._wide: dict[int, int] = {}
        self._measuring = False
        self.below: dict[int, int] = {}
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().sectionResized.connect(self._forget)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            for changed in (model.modelReset, model.layoutChanged):
                changed.connect(self._forget)
            model.dataChanged.connect(self._forget_rows)
            for changed in (
                model.modelReset, model.layoutChanged, model.dataChanged, model.rowsInserted, model.rowsRemoved,
            ):  # fmt: skip
                changed.connect(lambda *_: self._wide.clear())
        self._wide.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.rowAt(0) >= 0:
            self._measure(self.rowAt(0), self.viewport().height())
        super().paintEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._wide.clear()
            self._forget()

    def sizeHintForColumn(self, column: int) -> int:
        # Columns as wide as their words are measured each time the table gets another size, though no word changes.
        if column not in self._wide:
            self._wide[column] = super().sizeHintForColumn(column)
        return self._wide[column]

    def set_bounds(self, least: int, most: int) -> None:
        """How high a row is at least and at most."""
        if (least, most) != (self.verticalHeader().defaultSectionSize(), self._most):
            self._most = most
            # Qt gives that height to all rows.
            self.verticalHeader().setDefaultSectionSize(least)
            self._forget()

    def keep_below(self, below: Mapping[int, int]) -> None:
        """Keeps room at the foot of rows, in place of what was kept before."""
        if below != self.below:
            self._measured.difference_update(self.below, below)
            self.below = dict(below)
            self.viewport().update()

    def forget_height(self, row: int) -> None:
        """Has a row measured anew."""
        self._measured.discard(row)

    def measured(self) -> frozenset[int]:
        """The rows whose heights are known."""
        return frozenset(self._measured)

    def height_of_rows(self, enough: int) -> int:
        """How high all rows are together; those beyond `enough` pixels are not measured for it."""
        self._measure(0, enough - self.rowViewportPosition(0))
        return self.verticalHeader().length()

    def _measure(self, row: int, bottom: int) -> None:
        """Measures the rows from one on, down to so many pixels in the view."""
        if self._measuring:
            return
        self._measuring = True
        model = self.model()
        count = model.rowCount() if model else 0
        while row < count and self.rowViewportPosition(row) < bottom:
            if row not in self._measured:
                self._measured.add(row)
                least = self.verticalHeader().defaultSectionSize()
                high = min(max(self.sizeHintForRow(row) + self._spare, least), self._most)
                high += self.below.get(row, 0)
                if high != self.rowHeight(row):
                    self.setRowHeight(row, high)
            row += 1
        self._measuring = False

    def _forget(self) -> None:
        if not self._measuring:
            self._measured.clear()
            self.viewport().update()

    def _forget_rows(self, first: QModelIndex, last: QModelIndex) -> None:
        self._measured.difference_update(range(first.row(), last.row() + 1))
