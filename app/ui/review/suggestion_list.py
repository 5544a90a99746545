"""Suggestions as a list, words before and after, those that collide gathered. Imports models and Qt only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPalette,
    QPen,
    QResizeEvent,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.compare.woven import Piece
from app.ui.inks import Inks
from app.ui.review.words import groups, in_words, lines, marked, write
from app.ui.rich_text.document import SafeDocument
from app.ui.scrolling import keep_bar
from app.ui.typed import show_date

if TYPE_CHECKING:
    from app.services.deciding import Suggested

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
MOST_LAID_OUT = 400
AT_ONCE = 15
"""Rows laid out in one turn, where many are shown for the first time."""


class Row(Struct, frozen=True, dict=True):
    """One row: a suggestion, or (with none) the head of a group of which only one can be accepted."""

    suggestion: Suggested | None
    head: str = ""
    grouped: bool = False
    title: str = ""
    said: str = ""

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The words before and after, woven; worked out when the row is first seen."""
        return marked(self.suggestion.before, self.suggestion.after) if self.suggestion else ()

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other rows, and from itself before."""
        shown = self.suggestion
        return (shown.id, self.title, self.said) if shown else ("", self.head)


class SuggestionModel(QAbstractListModel):
    """Suggestions in their order; those that collide stand together under a head."""

    def __init__(self, name: Callable[[str, str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._known: dict[str, Row] = {}
        self.rows: list[Row] = []

    def show(self, found: Sequence[Suggested], colliding: Sequence[tuple[str, str]]) -> None:
        """Shows other suggestions; of a group only those that are among them."""
        shown = {each.id: each for each in found}
        belongs = {id: group for group in groups(colliding) for id in group}
        rows: list[Row] = []
        done: set[str] = set()
        for each in found:
            if each.id in done:
                continue
            group = belongs.get(each.id)
            together = [id for id in shown if id in group] if group else []
            if len(together) > 1:
                done.update(together)
                rows.append(Row(None, self.tr("Only one of these {} can be accepted:").format(len(together))))
                rows.extend(self._row(shown[id], grouped=True) for id in together)
            else:
                rows.append(self._row(each, grouped=False))
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def suggestions(self) -> list[Suggested]:
        """All that are shown, in their order."""
        return [row.suggestion for row in self.rows if row.suggestion is not None]

    def place_of(self, id: str) -> QModelIndex:
        """Where a suggestion is; invalid where it is not shown."""
        for at, row in enumerate(self.rows):
            if row.suggestion is not None and row.suggestion.id == id:
                return self.index(at)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt calls it
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.head or row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.head or f"{row.title}. {row.said}. {in_words(row.pieces)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.rows[index.row()].suggestion is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _row(self, each: Suggested, grouped: bool) -> Row:
        """The row of a suggestion; that of one shown before, for its words are compared only once."""
        known = self._known.get(each.id)
        if known is None or known.suggestion != each or known.grouped != grouped:
            known = self._known[each.id] = self._new_row(each, grouped)
        return known

    def _new_row(self, each: Suggested, grouped: bool) -> Row:
        said = [each.author, show_date(each.at[:10])]
        if each.field:
            said.append(self._name(each.node, each.field))
        if each.state != "open":
            said.append(self.tr("accepted") if each.state == "accepted" else self.tr("rejected"))
        if each.relevelled:
            said.append(self.tr("list level changed"))
        elif each.sort == "text" and each.before == each.after:
            said.append(each.restyled or self.tr("formatting only"))
        return Row(each, "", grouped, each.label, " · ".join(filter(None, said)))


class SuggestionDelegate(QStyledItemDelegate):
    """Draws a suggestion: what it would do, by whom and when, and its words marked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._laid_out: dict[tuple[Any, ...], QTextDocument] = {}
        self._heights: dict[tuple[Any, ...], int] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW_ROLE)
        palette = option.palette
        painter.save()
        box = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            ground = palette.color(QPalette.ColorRole.Highlight)
            ground.setAlpha(36)
            painter.fillRect(box, ground)
            painter.fillRect(
                box.left(), box.top(), 4, box.height(), palette.color(QPalette.ColorRole.Highlight)
            )
        if row.grouped or row.head:
            painter.fillRect(
                box.left() + 6, box.top(), 2, box.height(), palette.color(QPalette.ColorRole.Text)
            )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Link), 2))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        painter.translate(box.left() + self._inset(row), box.top() + 4)
        context = QAbstractTextDocumentLayout.PaintContext()
        self._document(row, self._room(option, row), option).documentLayout().draw(painter, context)
        painter.restore()
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, palette.color(QPalette.ColorRole.Mid))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(ROW_ROLE)
        room = self._room(option, row)
        key = self._key(row, room, option)
        if key not in self._heights:
            self._heights[key] = round(self._document(row, room, option).size().height()) + 8
        return QSize(room, self._heights[key])

    def knows(self, row: Row, view: QListView) -> bool:
        """Whether the height of a row is known in a list of that width."""
        option = QStyleOptionViewItem()
        view.initViewItemOption(option)
        return self._key(row, self._room(option, row), option) in self._heights

    def _key(self, row: Row, room: int, option: QStyleOptionViewItem) -> tuple[Any, ...]:
        return (*row.key, row.grouped, room, option.font.key())

    def _inset(self, row: Row) -> int:
        return 14 if row.grouped or row.head else 8

    def _room(self, option: QStyleOptionViewItem, row: Row) -> int:
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        return max(width - self._inset(row) - 4, 80)

    def _document(self, row: Row, room: int, option: QStyleOptionViewItem) -> QTextDocument:
        key = (*self._key(row, room, option), option.palette.cacheKey())
        if key not in self._laid_out:
            if len(self._laid_out) > MOST_LAID_OUT:
                for document in self._laid_out.values():
                    document.deleteLater()
                self._laid_out.clear()
            self._laid_out[key] = self._new_document(row, room, option)
        return self._laid_out[key]

    def _new_document(self, row: Row, room: int, option: QStyleOptionViewItem) -> QTextDocument:
        inks = Inks(option.palette)
        document = SafeDocument(self)
        document.setDocumentMargin(0)
        document.setDefaultFont(option.font)
        if row.head:
            lines(document, ((row.head, True, False),), inks)
        else:
            lines(document, ((row.title, True, False), (row.said, False, True)), inks)
            write(document, row.pieces, inks)
        document.setTextWidth(room)
        return document


class SuggestionList(QListView):
    """The list: several may be chosen; Enter leads to the words, Ctrl+Enter accepts, Delete rejects."""

    accept_requested = Signal()
    reject_requested = Signal()
    open_requested = Signal()
    chosen_changed = Signal()

    def __init__(self, model: SuggestionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.painted = SuggestionDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self.painted)
        self.setAccessibleName(self.tr("Suggestions"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_bar(self)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        self.setBatchSize(AT_ONCE)
        model.modelReset.connect(self._lay_out)
        model.modelReset.connect(self.chosen_changed)
        self.doubleClicked.connect(self.open_requested)

    def chosen(self) -> list[Suggested]:
        """The chosen suggestions in their order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        found = (self.rows.rows[at].suggestion for at in rows)
        return [each for each in found if each is not None]

    def choose(self, ids: Sequence[str]) -> None:
        """Chooses suggestions, and shows the first of them."""
        selection = self.selectionModel()
        places = [place for place in map(self.rows.place_of, ids) if place.isValid()]
        selection.clearSelection()
        for place in places:
            selection.select(place, selection.SelectionFlag.Select)
        if places:
            if self.visualRect(places[0]).isEmpty():
                self._lay_out(wholly=True)
            selection.setCurrentIndex(places[0], selection.SelectionFlag.NoUpdate)
            self.scrollTo(places[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            # Words break otherwise now, so that rows are higher or lower.
            self._lay_out()

    def _lay_out(self, *, wholly: bool = False) -> None:
        """Has the rows laid out: portion by portion where there are many whose heights are not known yet."""
        unknown = (row for row in self.rows.rows if not self.painted.knows(row, self))
        few = wholly or sum(1 for _ in islice(unknown, AT_ONCE + 1)) <= AT_ONCE
        self.setLayoutMode(self.LayoutMode.SinglePass if few else self.LayoutMode.Batched)
        if wholly:
            self.doItemsLayout()
        else:
            self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectedIndexes():
            self.choose_near(0)

    def choose_near(self, at: int) -> None:
        """Chooses the suggestion in a row, or the nearest below it, or else the last."""
        places = [n for n, row in enumerate(self.rows.rows) if row.suggestion is not None]
        if places:
            near = next((n for n in places if n >= at), places[-1])
            suggestion = self.rows.rows[near].suggestion
            self.choose([suggestion.id] if suggestion else [])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.accept_requested if held else self.open_requested).emit()
        elif key == Qt.Key.Key_Delete:
            self.reject_requested.emit()
        else:
            super().keyPressEvent(event)
