"""The matrix of links: rows and columns are chosen, a click or Space links, and the gaps are told at the side.

Imports document and Qt; edits nothing itself.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.document.answering import Gap, Matrix, Relation, as_table, matrix, relations
from app.models.nodes import Node, name_of
from app.ui.choice import Choice
from app.ui.flow import FlowLayout
from app.ui.icons import icon
from app.ui.labels import plain_label
from app.ui.links.model import GAP, LinksModel
from app.ui.model_words import kind_said
from app.ui.wrapped import wrap_rows

LETTERS_OF_COLUMN = 15
LETTERS_OF_ROW = 34
LINES_OF_HEAD = range(2, 6)
HEADS_SHARE = 3
"""Heads have a third of the table's height and width at most, however large the text."""
LETTERS_FOR_BOTH = 100
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LinksTable(QTableView):
    """The matrix. Space or a click links and parts; Enter goes to the row's part."""

    toggle_requested = Signal(QModelIndex)
    opened = Signal(QModelIndex)

    def __init__(self, model: LinksModel) -> None:
        super().__init__()
        self._links = model
        self.setModel(model)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setStyleSheet("QTableCornerButton::section { background: transparent; border: 0; }")
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        head = self.horizontalHeader()
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self.toggle_requested)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        if at.isValid() and event.key() == Qt.Key.Key_Space:
            self.toggle_requested.emit(at)
        elif at.isValid() and event.key() in ENTER:
            self.opened.emit(at)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.size_to()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.size_to()

    def size_to(self) -> None:
        """Gives heads and cells the room that the letters need, and leaves most of the table to the cells."""
        letters = self.fontMetrics()
        lines = (self.height() // HEADS_SHARE - 12) // letters.height()
        lines = min(max(lines, LINES_OF_HEAD.start), LINES_OF_HEAD.stop - 1)
        self._links.shorten_heads(lines)
        self.horizontalHeader().setDefaultSectionSize(letters.averageCharWidth() * LETTERS_OF_COLUMN)
        self.horizontalHeader().setFixedHeight(letters.height() * lines + 12)
        wide = letters.averageCharWidth() * LETTERS_OF_ROW
        self.verticalHeader().setFixedWidth(max(min(wide, self.width() // HEADS_SHARE), wide // 2))
        self.verticalHeader().setDefaultSectionSize(letters.height() + 10)


class LinksPanel(QWidget):
    """Which parts answer which. `called` gives a part's number and name, `term` what the house calls a kind."""

    toggle_requested = Signal(object, str, str)
    go_requested = Signal(str)

    def __init__(
        self,
        called: Callable[[Node], str] = name_of,
        term: Callable[[str, bool], str] = lambda kind, many: kind_said(kind, many=many),
        read_only: bool = False,
    ) -> None:
        super().__init__()
        self._called, self._term, self.read_only = called, term, read_only
        self._root: Node | None = None
        self._relations = relations()
        self._wanted, self._is_chosen = (self._relations[0], False), False
        self.heading = plain_label(self.tr("Links"), "title")
        self.note = plain_label("", "faint", wraps=True)
        self.pairing = Choice()
        self.swap, self.copy = QToolButton(), QToolButton()
        self.model = LinksModel(called)
        self.table = LinksTable(self.model)
        self.gaps_heading = plain_label("", "section", wraps=True)
        self.gaps = QListWidget()
        self._name_controls()
        self._arrange()
        self.pairing.currentIndexChanged.connect(self._show)
        self.swap.toggled.connect(self._show)
        self.copy.clicked.connect(self.copy_table)
        self.table.toggle_requested.connect(self._toggle)
        self.table.opened.connect(lambda at: self.go_requested.emit(self.model.parts_at(at)[0].id))
        self.table.verticalHeader().sectionDoubleClicked.connect(
            lambda at: self.go_requested.emit(self.model.matrix.rows[at].id)
        )
        self.table.horizontalHeader().sectionDoubleClicked.connect(
            lambda at: self.go_requested.emit(self.model.matrix.columns[at].id)
        )
        self.gaps.itemActivated.connect(
            lambda item: self.go_requested.emit(str(item.data(Qt.ItemDataRole.UserRole)))
        )

    def show_root(self, root: Node) -> None:
        """Shows the links of a tree."""
        self.show_reckoned(self.reckoned(root))

    def reckoned(self, root: Node) -> tuple[Node, Matrix]:
        """The matrix that is chosen, of a tree; until one is, the first in which something can be linked."""
        wanted = matrix(root, *self._wanted)
        if self._is_chosen or _has_cells(wanted):
            return root, wanted
        found = (matrix(root, relation, False) for relation in self._relations)
        return root, next(filter(_has_cells, found), wanted)

    def show_reckoned(self, found: tuple[Node, Matrix]) -> None:
        """Shows a matrix, unless another one was chosen while it was worked out."""
        self._root, shown = found
        for at, relation in enumerate(self._relations):
            self.pairing.setItemText(at, self._pairing_name(relation))
        if not self._is_chosen:
            self._propose(shown)
        if (shown.relation, shown.turned) == self._wanted:
            self._show_matrix(shown)
        else:
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * LETTERS_FOR_BOTH
        self.splitter.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    def copy_table(self) -> None:
        """Puts the matrix on the clipboard, for a document or a spreadsheet."""
        found = self.model.matrix
        called = {node.id: self._called(node) for node in (*found.rows, *found.columns)}
        lines = as_table(found, called, self.pairing.currentText(), self.tr("yes"))
        QGuiApplication.clipboard().setText(
            "\n".join("\t".join(" ".join(c.split()) for c in row) for row in lines)
        )
        rows = self.tr("1 row") if len(found.rows) == 1 else self.tr("{} rows").format(len(found.rows))
        columns = (
            self.tr("1 column")
            if len(found.columns) == 1
            else self.tr("{} columns").format(len(found.columns))
        )
        self.note.setText(self.tr("Copied: {} and {}.").format(rows, columns))

    def _name_controls(self) -> None:
        self.pairing.addItems([self._pairing_name(relation) for relation in self._relations])
        self.pairing.setAccessibleName(self.tr("Rows and columns"))
        self.pairing.setToolTip(self.tr("Rows and columns"))
        self.swap.setText(self.tr("Swap rows and columns"))
        self.swap.setCheckable(True)
        self.copy.setText(self.tr("Copy as table"))
        self.copy.setIcon(icon("copy"))
        self.copy.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for button in (self.swap, self.copy):
            button.setAccessibleName(button.text())
        self.table.setAccessibleName(self.tr("Matrix of links"))
        self.table.setAccessibleDescription(self.tr("Space links or parts, Enter goes to the row's part"))
        self.gaps.setAccessibleName(self.tr("Gaps"))
        wrap_rows(self.gaps)
        self.gaps.setTextElideMode(Qt.TextElideMode.ElideNone)

    def _arrange(self) -> None:
        bar = FlowLayout(spacing=8, centred=True)
        for control in (self.pairing, self.swap, self.copy):
            bar.addWidget(control)
        aside = QWidget()
        beside = QVBoxLayout(aside)
        beside.setContentsMargins(8, 0, 0, 0)
        beside.addWidget(self.gaps_heading)
        beside.addWidget(self.gaps, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(aside)
        self.splitter.setSizes([700, 300])
        self.splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(8)
        for part in (self.heading, self.note):
            column.addWidget(part)
        column.addLayout(bar)
        column.addWidget(self.splitter, 1)
        column.addStretch()  # for where there is nothing to link

    def _propose(self, shown: Matrix) -> None:
        """Chooses what is shown where nothing was chosen yet; where nothing can be linked, another may follow."""
        self._wanted, self._is_chosen = (shown.relation, shown.turned), _has_cells(shown)
        with QSignalBlocker(self.pairing):
            self.pairing.setCurrentIndex(self._relations.index(shown.relation))

    def _show(self) -> None:
        self._is_chosen = True
        self._wanted = self._relations[max(self.pairing.currentIndex(), 0)], self.swap.isChecked()
        if self._root is not None:
            self._show_matrix(matrix(self._root, *self._wanted))

    def _show_matrix(self, found: Matrix) -> None:
        self.table.size_to()
        self.model.show_matrix(found)
        there = _has_cells(found)
        self.splitter.setVisible(there)
        self.copy.setEnabled(there)
        self.note.setText(self._told(found))
        self._list_gaps(found)

    def _told(self, found: Matrix) -> str:
        for nodes, kind in ((found.rows, found.turned), (found.columns, not found.turned)):
            if not nodes:
                missing = self._term(found.relation.target if kind else found.relation.holder, True)
                return self.tr("There is nothing to link yet: the strategy has no {}.").format(
                    missing.lower()
                )
        count = len(found.links)
        links = self.tr("1 link.") if count == 1 else self.tr("{} links.").format(count)
        if self.read_only:
            return links
        return (
            links
            + " "
            + self.tr("Click a square or press Space to link or unlink; Enter goes to the row's part.")
        )

    def _list_gaps(self, found: Matrix) -> None:
        self.gaps.clear()
        nodes = {node.id: node for node in (*found.rows, *found.columns)}
        for gap in found.gaps:
            item = QListWidgetItem(self._gap_said(found.relation, gap, nodes[gap.node]))
            item.setData(Qt.ItemDataRole.UserRole, gap.node)
            self.gaps.addItem(item)
        few = {0: self.tr("No gaps"), 1: self.tr("1 gap")}
        self.gaps_heading.setText(few.get(len(found.gaps)) or self.tr("{} gaps").format(len(found.gaps)))

    def _gap_said(self, relation: Relation, gap: Gap, node: Node) -> str:
        """What is missing, in a sentence: "⚠ 2.1 Learn by doing: names no objective"."""
        if gap.side == "target":
            other = self._term(relation.holder, False).lower()
            said = (
                self.tr("no {} answers it") if relation.target != "principle" else self.tr("no {} follows it")
            )
        else:
            other = self._term(relation.target, False).lower()
            said = self.tr("no {} answers it") if relation.holder == "risk" else self.tr("it answers no {}")
        return f"{GAP} {self._called(node)}: {said.format(other)}"

    def _pairing_name(self, relation: Relation) -> str:
        return f"{self._term(relation.holder, True)} × {self._term(relation.target, True).lower()}"

    def _toggle(self, at: QModelIndex) -> None:
        if at.isValid() and not self.read_only:
            row, column = self.model.parts_at(at)
            self.toggle_requested.emit(self.model.matrix, row.id, column.id)


def _has_cells(found: Matrix) -> bool:
    return bool(found.rows and found.columns)
