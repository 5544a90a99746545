"""The nodes of one kind under a part, as rows of a table. Imports models and Qt's core only."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from msgspec import structs
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.models.kinds import Field
from app.models.nodes import KINDS, Node, name_of
from app.models.text import blocks_text
from app.ui.forms.columns import columns_of
from app.ui.typed import show_date, show_money

Index = QModelIndex | QPersistentModelIndex
FIELD_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class ChildModel(QAbstractTableModel):
    """Rows are nodes, columns the fields `columns_of` names, after one of generated numbers where there are any."""

    typed = Signal(str, str, object)

    def __init__(self, kind: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.read_only = False
        self.columns = columns_of(kind)
        self.nodes: list[Node] = []
        self.numbers: Mapping[str, str] = {}

    def show_nodes(self, nodes: tuple[Node, ...], numbers: Mapping[str, str]) -> None:
        """Shows these nodes, keeping the place where only values changed."""
        changed_numbers = any(numbers.get(n.id) != self.numbers.get(n.id) for n in nodes)
        self.numbers = numbers
        if [node.id for node in nodes] != [node.id for node in self.nodes]:
            self.beginResetModel()
            self.nodes = list(nodes)
            self.endResetModel()
            return
        other = [at for at, node in enumerate(nodes) if node is not self.nodes[at] and node != self.nodes[at]]
        self.nodes = list(nodes)
        if other:
            self.dataChanged.emit(self.index(other[0], 0), self.index(other[-1], len(self.columns) - 1))
        if changed_numbers and nodes:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(nodes) - 1)

    def is_begun(self, row: int) -> bool:
        """Whether anything was written in a row."""
        node, new = self.nodes[row], KINDS[self.kind].make(id="")
        return any(getattr(node, field.name) != getattr(new, field.name) for field in self.columns)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.nodes)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        field = self.columns[index.column()]
        value = getattr(self.nodes[index.row()], field.name)
        if role == Qt.ItemDataRole.DisplayRole:
            return show_date(value, short=True) if field.type == "date" else shown(field, value)
        if role == Qt.ItemDataRole.EditRole:
            return value
        if role == FIELD_ROLE:
            return field
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{field.label}: {shown(field, value)}"
        if role == Qt.ItemDataRole.ToolTipRole and field.type == "number" and not value:
            return self.tr("Not scored")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = field.type == "money"
            return int(
                Qt.AlignmentFlag.AlignTop
                | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
            )
        if role == Qt.ItemDataRole.CheckStateRole and field.type == "yesno":
            return Qt.CheckState.Checked if value else Qt.CheckState.Unchecked
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self.columns):
            said = {Qt.ItemDataRole.DisplayRole: "label", Qt.ItemDataRole.ToolTipRole: "help"}
            name = said.get(Qt.ItemDataRole(role))
            return getattr(self.columns[section], name) if name else None
        if role != Qt.ItemDataRole.DisplayRole or orientation == Qt.Orientation.Horizontal:
            return None
        if section >= len(self.nodes):
            return None
        return self.numbers.get(self.nodes[section].id, "").rstrip(" –—-:") or str(section + 1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = super().flags(index)
        if not index.isValid() or self.read_only:
            return base
        checks = self.columns[index.column()].type == "yesno"
        return base | (Qt.ItemFlag.ItemIsUserCheckable if checks else Qt.ItemFlag.ItemIsEditable)

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        field = self.columns[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole:
            value = Qt.CheckState(value) == Qt.CheckState.Checked
        elif role != Qt.ItemDataRole.EditRole:
            return False
        node = self.nodes[index.row()]
        if getattr(node, field.name) == value:
            return False
        self.nodes[index.row()] = structs.replace(node, **{field.name: value})
        self.dataChanged.emit(index, index)
        self.typed.emit(node.id, field.name, value)
        return True


def shown(field: Field, value: Any) -> str:
    """A value as a reader meets it."""
    by_type: dict[str, Callable[[Any], str]] = {
        "rich": lambda blocks: blocks_text(blocks), "date": show_date, "money": show_money,
        "percent": lambda share: f"{share} %", "number": lambda n: str(n) if n else "–", "yesno": lambda yes: "",
        "links": lambda ids: str(len(ids)),
    }  # fmt: skip
    return by_type.get(field.type, str)(value)


def totals(nodes: list[Node], columns: list[Field]) -> dict[str, Decimal]:
    """The sum of each column of money."""
    return {
        field.label: sum((getattr(node, field.name) for node in nodes), Decimal(0))
        for field in columns
        if field.type == "money"
    }


def called(node: Node, numbers: Mapping[str, str]) -> str:
    """A node as a list names it: its number, and its name or its kind."""
    number = numbers.get(node.id, "").strip()
    name = name_of(node)
    return f"{number} {name}" if number else name
