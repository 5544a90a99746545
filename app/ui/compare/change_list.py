"""The list of changes as a table that can be copied. Imports models, documents and Qt only."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.compare.changes import Change
from app.compare.telling import Spot, in_brief, spots
from app.compare.woven import Piece
from app.ui.compare.change_words import (
    field_said,
    heads_said,
    kind_said,
    place_said,
    reasons_said,
    steps_said,
    weight_said,
    whence_said,
)
from app.ui.labels import tip_of
from app.ui.looked_up import QT_TRANSLATE_NOOP

LONGEST = 90
LETTERS_FOR_A_LINE = 75
HEADS = ("", QT_TRANSLATE_NOOP("ChangeModel", "Change"), QT_TRANSLATE_NOOP("ChangeModel", "Where"))
SHARES = (8, 9, 20, 27, 27, 9)  # of the copied table's width, in per cent
OF_COPIED = (None, None, None, "delete", "insert", None)  # whose words stand in a column of that table
AS_TEXT = r"mso-number-format:'\@'"
WORKED_OUT = re.compile(r"[=@]|[+-](?![\d\s.,%]*$)")
Index = QModelIndex | QPersistentModelIndex


def sign(change: Change) -> str:
    """A filled dot for what matters, a ring for the rest, arrows for what moved."""
    return "●" if change.substantive else ("⇅" if change.kind == "moved" else "○")


def in_short(change: Change) -> str:
    """A change in a few words: "£1.2m → £1.4m", or what happened and the first words.

    Of several places the substantive ones come first; where words only came or only went, a sign says which.
    """
    if change.of_looks_alone:
        return f"{change.how}: {_cut(' '.join(change.after.split()), LONGEST)}"
    if change.kind == "moved" and change.field == "place":
        return _move_in_short(change)
    found = sorted(spots(change), key=lambda spot: not spot.weighs)
    if change.kind == "field" or not found:
        return _field_in_short(change)
    if not (change.before and change.after):
        return f"{kind_said(change)}: {_cut(' '.join((change.after or change.before).split()), LONGEST)}"
    return _cut("; ".join(map(_place_in_short, found)), LONGEST)


def _move_in_short(change: Change) -> str:
    """What moved, and from where unless it stayed below the same heading; where to stands beside it."""
    (was, _, _), (here, _, name) = (text.rpartition(" › ") for text in (change.before, change.after))
    whence = "" if was == here else whence_said(was.rpartition(" › ")[2])
    return f"{kind_said(change)}: {_cut(name, LONGEST)}{_cut(whence, LONGEST)}"


def _place_in_short(spot: Spot) -> str:
    if spot.gone and spot.come:
        return f"{_cut(spot.gone, LONGEST // 2)} → {_cut(spot.come, LONGEST // 2)}"
    return f"+ {_cut(spot.come, LONGEST)}" if spot.come else f"− {_cut(spot.gone, LONGEST)}"


def _field_in_short(change: Change) -> str:
    """A field with its values, or what changed without its words."""
    before, after = (" ".join(text.split()) for text in (change.before, change.after))
    found = spots(change)
    if change.kind == "field" and found:
        before, after = (in_brief(found, op, LONGEST // 2) for op in ("delete", "insert"))
    field = f"{field_said(change)}: " if change.kind == "field" else ""
    if before and after and change.kind in ("field", "formatting", "renumbered"):
        return f"{field}{_cut(before, LONGEST // 2)} → {_cut(after, LONGEST // 2)}"
    if field and change.before and change.after:
        return f"{field}{'+' if after else '−'} {_cut(after or before, LONGEST)}"
    return f"{field or f'{kind_said(change)}: '}{_cut(after or before, LONGEST)}"


def as_text(changes: Sequence[Change]) -> str:
    """The changes as a table of tab-separated cells with a head, as spreadsheets take it: a cell that they would work
    out begins with an apostrophe, one that begins with a quotation mark stands in others."""
    return "\n".join("\t".join(map(_as_typed, row)) for row in (heads_said(), *_cells(changes)))


def as_html(changes: Sequence[Change]) -> str:
    """The same table as HTML, as Word takes it, with the words that went and came in bold; to Excel, all is text."""
    shares = zip(heads_said(), SHARES, strict=True)
    head = "".join(f'<th align="left" width="{share}%">{name}</th>' for name, share in shares)
    cell = f'<td valign="top" style="{AS_TEXT}">'
    rows = "".join(
        "<tr>" + "".join(f"{cell}{text}</td>" for text in _marked_cells(change, texts)) + "</tr>"
        for change, texts in zip(changes, _cells(changes), strict=True)
    )
    return f'<table border="1"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _as_typed(cell: str) -> str:
    """A cell as it has to be typed into a spreadsheet to read so there."""
    if cell.startswith('"'):
        return '"{}"'.format(cell.replace('"', '""'))
    return f"'{cell}" if WORKED_OUT.match(cell) else cell


def _marked_cells(change: Change, texts: Sequence[str]) -> Iterator[str]:
    for op, text in zip(OF_COPIED, texts, strict=True):
        whole = not (change.before and change.after)
        yield escape(text) if op is None or whole or not change.pieces else _marked(change.pieces, op)


def _marked(pieces: Iterable[Piece], op: str) -> str:
    """The words of one side, in bold what the other side has not."""
    texts = ((piece, escape(piece.text)) for piece in pieces if piece.op in ("equal", op))
    return "".join(text if piece.op == "equal" else f"<b>{text}</b>" for piece, text in texts)


def _kind_of(change: Change) -> str:
    """What kind of change it is, and what differs in looks."""
    return f"{kind_said(change)}: {change.how}" if change.how else kind_said(change)


def _cells(changes: Sequence[Change]) -> list[tuple[str, ...]]:
    rows = (
        (
            weight_said(c), _kind_of(c), place_said(c), c.before, c.after,
            reasons_said(c),
        )
        for c in changes
    )  # fmt: skip
    return [tuple(" ".join(cell.split()) for cell in row) for row in rows]


class ChangeModel(QAbstractTableModel):
    """Changes as rows; a thin adapter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.changes: Sequence[Change] = ()
        self.is_brief = False

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Shows other changes."""
        self.beginResetModel()
        self.changes = changes
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt calls it
        return 0 if parent.isValid() else len(self.changes)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt calls it
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.tr(HEADS[section])
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        change = self.changes[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (sign(change), in_short(change), self._place(change))[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            said = (in_short(change), place_said(change), reasons_said(change))
            return tip_of("\n".join(text for text in said if text))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() != 1:
            return place_said(change) if index.column() else weight_said(change)
        return None

    def _place(self, change: Change) -> str:
        """The headings above a change, of many the last, which tells most, where there is no room for all; which field
        it is stands beside it."""
        path = change.path if change.kind == "field" and change.path else steps_said(change)
        path = path or (place_said(change),)
        return " › ".join(("…", path[-1]) if self.is_brief and len(path) > 1 else path)


class ChangeList(QTableView):
    """The changes; choosing one asks to be taken there, Ctrl+C copies the chosen rows, or all."""

    change_chosen = Signal(int)
    open_requested = Signal(int)
    copied = Signal(int)
    other_end_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ChangeModel(self)
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("Changes"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        for each in (head, self.verticalHeader()):
            # Its own is that of the larger text for a while after the text was made smaller.
            each.setMinimumSectionSize(1)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self._size_rows()
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.change_chosen.emit(now.row()))
        self.activated.connect(lambda index: self.open_requested.emit(index.row()))

    def look_at(self, row: int) -> None:
        """Chooses one change and no other, whatever keys are held: selectRow would take Shift for a longer choice."""
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.rows.index(row, 0), flag.ClearAndSelect | flag.Rows)

    def chosen_rows(self) -> list[int]:
        """The numbers of the chosen rows, from the top."""
        return sorted({index.row() for index in self.selectionModel().selectedRows()})

    def chosen(self) -> list[Change]:
        """The chosen changes, in their order."""
        return [self.rows.changes[at] for at in self.chosen_rows()]

    def copy(self) -> None:
        """Puts the chosen changes on the clipboard as a table; all of them where at most one is chosen."""
        chosen = self.chosen()
        changes = chosen if len(chosen) > 1 else self.rows.changes
        copied = QMimeData()
        copied.setText(as_text(changes))
        copied.setHtml(as_html(changes))
        QGuiApplication.clipboard().setMimeData(copied)
        self.copied.emit(len(changes))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_rows()

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        # Rows are chosen here; left alone, Home and End would only go along a row.
        if action == QAbstractItemView.CursorAction.MoveHome:
            return self.rows.index(0, 0)
        if action == QAbstractItemView.CursorAction.MoveEnd:
            return self.rows.index(self.rows.rowCount() - 1, 0)
        return super().moveCursor(action, modifiers)

    def _size_rows(self) -> None:
        """One line to a change where there is room across, so that many are in sight; two where there is not."""
        narrow = self.width() < self.fontMetrics().averageCharWidth() * LETTERS_FOR_A_LINE
        self.setWordWrap(narrow)
        self.rows.is_brief = narrow
        high = self.fontMetrics().lineSpacing() * (2 if narrow else 1) + 10
        if high != self.verticalHeader().defaultSectionSize():
            self.verticalHeader().setDefaultSectionSize(high)
        self.setColumnWidth(0, self.fontMetrics().lineSpacing() + 13)
        if (chosen := self.currentIndex()).isValid():
            self.scrollTo(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_M and not event.modifiers():
            self.other_end_requested.emit()
        else:
            super().keyPressEvent(event)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
