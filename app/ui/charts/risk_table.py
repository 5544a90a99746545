"""The risk register as a table model: cells are made where they are seen, rows sorted by any column.

Imports models and Qt only.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.document.figures.scores import STEPS
from app.models.kinds import CHANCE, HARM
from app.models.nodes import Node, Risk
from app.models.text import blocks_text
from app.ui.charts.tables import LEFT, RIGHT
from app.ui.labels import tip_of
from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.model_words import said

HEADS = (
    QT_TRANSLATE_NOOP("RiskModel", "No."),
    QT_TRANSLATE_NOOP("RiskModel", "Risk"),
    QT_TRANSLATE_NOOP("RiskModel", "Owner"),
    QT_TRANSLATE_NOOP("RiskModel", "● L"),
    QT_TRANSLATE_NOOP("RiskModel", "● I"),
    QT_TRANSLATE_NOOP("RiskModel", "● L×I"),
    QT_TRANSLATE_NOOP("RiskModel", "○ L"),
    QT_TRANSLATE_NOOP("RiskModel", "○ I"),
    QT_TRANSLATE_NOOP("RiskModel", "○ L×I"),
)
SCORES = {3: ("likelihood", False), 4: ("impact", False), 6: ("likelihood", True), 7: ("impact", True)}
NAME = 1
_NOBODY = QModelIndex()
_VALUES = {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole)}
Index = QModelIndex | QPersistentModelIndex
Rescored = Callable[[str, int, int, bool], None]
Judged = Callable[[str], None]


class RiskModel(QAbstractTableModel):
    """Risks as rows. `rescored` is given the risk, likelihood, impact and whether they are those after the response.

    `judged` is given the words that were typed and are no score; empty words where they are one.
    """

    def __init__(
        self, called: Callable[[Node], str], rescored: Rescored, judged: Judged, read_only: bool = False
    ) -> None:
        super().__init__()
        self._called, self._rescored, self._read_only = called, rescored, read_only
        self._judged = judged
        self._by: tuple[int, Qt.SortOrder] = (0, Qt.SortOrder.AscendingOrder)
        self._numbers: Mapping[str, int] = {}
        self.rows: Sequence[Risk] = ()

    def show_risks(self, risks: Sequence[Risk]) -> None:
        """Shows risks, sorted as they were; where the rows are of the same risks, what is chosen stays so."""
        self._numbers = {risk.id: at for at, risk in enumerate(risks, 1)}
        rows = self._sorted(risks)
        if {risk.id for risk in rows} != {risk.id for risk in self.rows} or not rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        if [risk.id for risk in rows] != [risk.id for risk in self.rows]:
            self._reorder(rows)
        self.rows = rows
        self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(HEADS) - 1))

    def risk_at(self, at: Index) -> str:
        """The risk of a cell; "" for none."""
        return self.rows[at.row()].id if at.isValid() else ""

    def row_of(self, risk: str) -> int:
        """The row of a risk; -1 where it has none."""
        return next((row for row, each in enumerate(self.rows) if each.id == risk), -1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._by = column, order
        self._reorder(self._sorted(self.rows))

    def _reorder(self, rows: Sequence[Risk]) -> None:
        """Puts the same risks into another order; what is chosen, or being typed into, goes with its risk."""
        self.layoutAboutToBeChanged.emit()
        chosen = [(at, self.risk_at(at)) for at in self.persistentIndexList()]
        self.rows = rows
        for at, risk in chosen:
            self.changePersistentIndex(at, self.index(self.row_of(risk), at.column()))
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = _NOBODY) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOBODY) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.column() in SCORES and not self._read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        risk, column = self.rows[index.row()], index.column()
        if int(role) in _VALUES:
            return self._value(risk, column) or ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if column in (NAME, NAME + 1) else RIGHT
        if role == Qt.ItemDataRole.ToolTipRole and column == NAME:
            return tip_of(blocks_text(risk.body))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A typed score is asked for; anything but 0 to 5 is told and not taken."""
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not index.flags() & Qt.ItemFlag.ItemIsEditable:
            return False
        text = text or "0"
        taken = text.isdecimal() and int(text) <= STEPS
        self._judged("" if taken else text)
        if not taken:
            return False
        risk, (which, after) = self.rows[index.row()], SCORES[index.column()]
        end = "_after" if after else ""
        scores = {name: getattr(risk, name + end) for name in ("likelihood", "impact")} | {which: int(text)}
        self._rescored(risk.id, scores["likelihood"], scores["impact"], after)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr(HEADS[section])
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) and section > NAME + 1:
            names = (self.tr("likelihood"), self.tr("impact"), self.tr("likelihood × impact"))
            when = self.tr("before the response") if section < 6 else self.tr("after the response")
            called = f"{names[section % 3]}, {when}"
            scales = (said(CHANCE), said(HARM), self.tr("1 lowest to 25 highest"))
            return f"{called}: {scales[section % 3]}" if role == Qt.ItemDataRole.ToolTipRole else called
        return self.tr(HEADS[section]) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _value(self, risk: Risk, column: int) -> str | int:
        if column < 3:
            return (self._numbers.get(risk.id, 0), self._called(risk), risk.owner)[column]
        end = "_after" if column > 5 else ""
        likelihood, impact = getattr(risk, f"likelihood{end}"), getattr(risk, f"impact{end}")
        return (likelihood, impact, likelihood * impact)[column % 3]

    def _sorted(self, risks: Sequence[Risk]) -> Sequence[Risk]:
        column, order = self._by

        def key(risk: Risk) -> tuple[str | int, int]:
            value = self._value(risk, column)
            return (value.casefold() if isinstance(value, str) else value), self._numbers.get(risk.id, 0)

        return sorted(risks, key=key, reverse=order == Qt.SortOrder.DescendingOrder)
