"""The form of one kind of part, composed from its declaration. Imports models and Qt only.

It edits nothing itself: it tells what was typed and what the author wants, and shows the part anew after each change.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.models.dates import end_before_start
from app.models.house import HEADED, House
from app.models.kinds import Field
from app.models.nodes import KINDS, Node, Priority
from app.ui.fields.control import FieldControl, FieldTools, LabelledField
from app.ui.fields.making import COMPACT, control_for
from app.ui.fields.rich import RichField
from app.ui.fields.simple import LineField
from app.ui.flow import FlowLayout
from app.ui.forms.columns import field_of, of_kind, parts_of, stands_empty
from app.ui.icons import icon, menu_icon
from app.ui.keyboard import has_keyboard, held_in
from app.ui.labels import shown_as_it_is
from app.ui.model_words import kind_said
from app.ui.rich_text.editor import RichTextEdit
from app.ui.scrolling import keep_bar

if TYPE_CHECKING:
    from app.ui.forms.child_table import ChildTable
    from app.ui.forms.matrix import RiskMatrix

LETTERS_WIDE = 80
SCORES = ("likelihood", "impact", "likelihood_after", "impact_after")


class NodeForm(QScrollArea):
    """Edits parts of one kind, one at a time. `above` and `below` have room for what is suggested of whole parts.

    One that is made `gradually` is whole only once its `steps` have been taken, each of which makes a field.
    """

    typed = Signal(str, str, object)
    leaping = Signal()
    add_requested = Signal(str, str)
    remove_requested = Signal(list)
    reorder_requested = Signal(str, int)
    open_requested = Signal(str)
    clipboard_asked = Signal(str, str, str, list)
    sort_asked = Signal(str, str)
    editor_made = Signal(object)

    def __init__(
        self,
        kind: str,
        tools: FieldTools,
        parent: QWidget | None = None,
        *,
        only: tuple[str, ...] = (),
        instead: Mapping[str, Field] | None = None,
        gradually: bool = False,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._tools = tools
        self._node: Node | None = None
        self.read_only = False
        self.fields: dict[str, LabelledField] = {}
        self.tables: dict[str, ChildTable] = {}
        self._places: dict[str, QWidget] = {}
        self.matrix: RiskMatrix | None = None
        self._instead = instead or {}
        self._parts = [part for part in parts_of(kind) if not only or part in only]
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(kind_said(kind))
        # In its place before it is filled: what is moved with all it holds is styled anew with all it holds.
        self._page = QWidget()
        self.setWidget(self._page)
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(24, 16, 24, 24)
        self._column.setSpacing(16)
        self._follow = QTimer(self)
        self._follow.setSingleShot(True)
        self._follow.timeout.connect(self._follow_cursor)
        self.editor_made.connect(self._watch)
        self.above, self.below = QVBoxLayout(), QVBoxLayout()
        self._column.addLayout(self.above)
        self.steps = self._compose()
        if not gradually:
            deque(self.steps, maxlen=0)

    @property
    def node_id(self) -> str:
        """The part that is shown; empty before the first."""
        return self._node.id if self._node else ""

    def takes_long(self, node: Node) -> bool:
        """Whether a part that is not on show has such long texts that the window would stand still for it."""
        shown = ((field.control, getattr(node, name)) for name, field in self.fields.items())
        return node.id != self.node_id and any(control.takes_long(value) for control, value in shown)

    def filling(self, node: Node, numbers: Mapping[str, str]) -> Iterator[object]:
        """The steps of showing a part with long texts, the form being out of sight.

        Until all are taken the form is no part's, so that nothing half-shown is taken for what the author wrote.
        """
        self._node = None
        # One that came once a text is too long would have all of it laid out anew.
        keep_bar(self)
        for name, field in self.fields.items():
            yield from field.control.showing(getattr(node, name))
        yield self.show_node(node, numbers)

    def show_node(self, node: Node, numbers: Mapping[str, str]) -> None:
        """Shows a part; of the one already shown, only what has changed, so that the cursor stays."""
        fresh = self._node is None or self._node.id != node.id
        old, self._node = self._node, node
        for name, field in self.fields.items():
            value = getattr(node, name)
            if fresh or old is None or getattr(old, name) != value:
                field.control.show_value(value)
            if fresh:
                field.rest()
            else:
                field.check()
        if isinstance(node, Priority):
            self.fields["end"].say_beside(end_before_start(node.start, node.end))
        for kind in self._places:
            nodes = of_kind(node, kind)
            if nodes or kind in self.tables or stands_empty(self.kind, kind):
                self.table(kind).show_nodes(nodes, numbers)
                self.tables[kind].setVisible(self.shows_table(kind))
        self._show_matrix()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        if fresh:
            self.verticalScrollBar().setValue(0)
        house = self._tools.house()
        self._show_headings(house)
        for action in self._menu.actions():
            action.setText(shown_as_it_is(house.term(str(action.data())).one))

    def _show_headings(self, house: House) -> None:
        """Shows in empty headings what the house style will print there."""
        shown = {"title": self.kind if self.kind in HEADED else "", "themes_title": "themes"}
        for name, part in shown.items():
            if part and name in self.fields and isinstance(line := self.fields[name].control, LineField):
                line.line.setPlaceholderText(house.heading(part))

    def focus_first(self) -> None:
        """Gives the keyboard to the first field."""
        for field in self.fields.values():
            field.control.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def focus_field(self, name: str) -> None:
        """Gives the keyboard to a field and scrolls to it."""
        if field := self.fields.get(name):
            field.control.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(field)

    def make_read_only(self) -> None:
        """Has it show parts only: words can still be chosen and copied, links followed and rows opened."""
        self.read_only = True
        for field in self.fields.values():
            field.control.make_read_only()
        for table in self.tables.values():
            table.make_read_only()
        if self.matrix is not None:
            self.matrix.make_read_only()
        self.add.hide()

    def may_show(self, kind: str) -> bool:
        """Whether parts of a kind stand in a table here."""
        return kind in self._places

    def table(self, kind: str) -> ChildTable:
        """The table of a kind of parts, made when it is first needed: a theme may have nine and mostly has two."""
        if kind not in self.tables:
            table = self._table(kind)
            self._column.replaceWidget(self._places[kind], table)
            # Tab goes by the order in which widgets stand below the page, and this one came after the rest.
            table.stackUnder(self._places[kind])
            self._places[kind].hide()
        return self.tables[kind]

    def has_row(self, id: str) -> bool:
        """Whether a part stands as a row in one of the tables."""
        return any(node.id == id for table in self.tables.values() for node in table.model.nodes)

    def rows_in_hand(self) -> tuple[ChildTable, list[str]] | None:
        """The table that has the keyboard, and the ids of the rows chosen there; None where there is none."""
        for table in self.tables.values():
            if has_keyboard(table) and (ids := table.chosen()):
                return table, ids
        return None

    def cell_in_hand(self) -> tuple[ChildTable, str, str] | None:
        """The table of parts that has the keyboard, with the part and the field of its cell; None where none has it."""
        for table in self.tables.values():
            at = table.view.currentIndex()
            if has_keyboard(table) and at.isValid():
                return table, table.model.nodes[at.row()].id, table.model.columns[at.column()].name
        return None

    def choose_rows(self, ids: list[str]) -> bool:
        """Chooses rows of the table that has the keyboard; whether all of them stand there."""
        for table in self.tables.values():
            if has_keyboard(table) and {node.id for node in table.model.nodes}.issuperset(ids):
                table.choose_all(ids)
                return True
        return False

    def shows_table(self, kind: str) -> bool:
        """Whether a table is shown; an empty one is where the part is there for it, or something is suggested."""
        table = self.table(kind)
        return bool(table.model.nodes) or table.has_strips or stands_empty(self.kind, kind)

    def _compose(self) -> Iterator[None]:
        declared = [(part, self._instead.get(part) or field_of(self.kind, part)) for part in self._parts]
        for compact, group in groupby(declared, lambda pair: _is_compact(pair[1])):
            if compact:
                yield from self._compact([field for _, field in group if field])
                continue
            for part, field in group:
                if field:
                    self._column.addWidget(self._labelled(field, self._page))
                    yield
                elif part.startswith("children:"):
                    place = self._places[part.removeprefix("children:")] = QWidget(self._page)
                    place.hide()
                    self._column.addWidget(place)
        self._column.addLayout(self.below)
        self._column.addLayout(self._add_row())
        self._column.addStretch(1)

    def _labelled(self, field: Field, over: QWidget) -> LabelledField:
        labelled = LabelledField(lambda place: control_for(field, self._tools, place), over)
        control = labelled.control
        self.fields[field.name] = labelled
        control.edited.connect(lambda: self._tell(field.name, control))
        control.leaping.connect(self.leaping)
        if isinstance(control, RichField):
            self._watch(control.editor)
        control.link_followed.connect(self.open_requested)
        labelled.setMaximumWidth(self.fontMetrics().averageCharWidth() * (LETTERS_WIDE + 12))
        labelled.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        return labelled

    def _watch(self, editor: RichTextEdit) -> None:
        # Its height follows its text a moment later.
        editor.cursorPositionChanged.connect(lambda: self._follow.start(0))

    def _follow_cursor(self) -> None:
        """Keeps the line that is being written in sight: a text is as high as it is long and does not scroll."""
        editor = held_in(self.window())
        if editor is None or not self._page.isAncestorOf(editor):
            return
        rich = isinstance(editor, RichTextEdit)
        line, over = (editor.cursorRect(), editor.viewport()) if rich else (editor.rect(), editor)
        at = over.mapTo(self._page, line.center())
        self.ensureVisible(at.x(), at.y(), 0, line.height() * 2)

    def _show_told(self, table: ChildTable) -> None:
        """Brings what is said below a table into sight, unless the cell that is being written would leave it."""
        cell, said = held_in(self.window()), table.wrong
        if cell is None or not table.isAncestorOf(cell) or said.isHidden():
            return
        top, foot = (
            cell.mapTo(self._page, cell.rect().topLeft()),
            said.mapTo(self._page, said.rect().bottomLeft()),
        )
        if foot.y() - top.y() < self.viewport().height():
            self.ensureVisible(top.x(), foot.y(), 0, 8)

    def begin_row(self, kind: str, id: str) -> None:
        """Begins to edit a part in its table, in sight, once its row has its place."""
        self.table(kind).setVisible(True)
        self.table(kind).choose(id, edit=True)
        self._follow.start(0)

    def _compact(self, fields: list[Field]) -> Iterator[None]:
        """Small fields beside one another, as many as there is room for; scores come with their matrix."""
        row = QWidget(self._page)
        self._column.addWidget(row)
        flow = FlowLayout(row, 16)
        scored = any(field.name in SCORES for field in fields)
        if not scored:
            for field in fields:
                flow.addWidget(self._labelled(field, row))
                yield
            return
        from app.ui.forms.matrix import RiskMatrix

        for pair in (fields[:2], fields[2:]):
            scores = QWidget(row)
            column = QVBoxLayout(scores)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
            for field in pair:
                column.addWidget(self._labelled(field, scores))
                yield
            flow.addWidget(scores)
        self.matrix = RiskMatrix(row)
        self.matrix.scored.connect(self._score)
        flow.addWidget(self.matrix)

    def _table(self, kind: str) -> ChildTable:
        from app.ui.forms.child_table import ChildTable

        table = ChildTable(kind, self._tools)
        self.tables[kind] = table
        table.typed.connect(lambda id, name, value: self.typed.emit(id, name, lambda: value))
        table.add_requested.connect(lambda kind: self.add_requested.emit(self.node_id, kind))
        table.remove_requested.connect(self.remove_requested)
        table.reorder_requested.connect(self.reorder_requested)
        table.open_requested.connect(self.open_requested)
        table.sort_asked.connect(lambda: self.sort_asked.emit(self.node_id, kind))
        table.clipboard_asked.connect(
            lambda deed, ids: self.clipboard_asked.emit(deed, self.node_id, kind, ids)
        )
        table.editor_made.connect(self.editor_made)
        # What is wrong with a cell has its place a moment later.
        table.told.connect(lambda: QTimer.singleShot(0, table, lambda: self._show_told(table)))
        if self.read_only:
            table.make_read_only()
        return table

    def _add_row(self) -> QHBoxLayout:
        """A menu of every kind of part that may stand below this one."""
        self.add = QToolButton(self._page)
        self.add.setIcon(icon("add"))
        self.add.setText(self.tr("Add a part below"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.add)
        for kind in KINDS[self.kind].holds:
            action = self._menu.addAction(menu_icon(KINDS[kind].icon), kind_said(kind))
            action.setData(kind)
            action.triggered.connect(lambda _=False, kind=kind: self.add_requested.emit(self.node_id, kind))
        self.add.setMenu(self._menu)
        # To show a control that has no parent yet would open a window for it.
        if not KINDS[self.kind].holds:
            self.add.hide()
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch()
        return row

    def _tell(self, name: str, control: FieldControl) -> None:
        if self._node is not None:
            self.typed.emit(self._node.id, name, control.value)
        if name in SCORES:
            self._show_matrix()

    def _score(self, likelihood: int, impact: int) -> None:
        for name, value in (("likelihood", likelihood), ("impact", impact)):
            self.fields[name].control.show_value(value)
            self._tell(name, self.fields[name].control)

    def _show_matrix(self) -> None:
        if self.matrix is not None:
            values: list[Any] = [self.fields[name].control.value() for name in SCORES]
            self.matrix.show_scores((values[0], values[1]), (values[2], values[3]))


def _is_compact(field: Field | None) -> bool:
    return field is not None and field.type in COMPACT
