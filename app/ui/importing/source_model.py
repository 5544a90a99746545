"""The document's paragraphs as rows: where each went, how surely, and what was left out and why. Imports Qt's core only
besides models and services' values.
"""

from bisect import insort
from collections.abc import Callable, Sequence
from html import escape
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.importers.proposal import Placement
from app.models.nodes import KINDS
from app.services.import_review import LeftOut, Review, is_unsure
from app.ui.importing.proposed_model import PARAGRAPH, mime_of_row
from app.ui.model_words import kind_said, said
from app.ui.tree.model import CONTROL_PAGE, VERSIONS_PAGE

Index = QModelIndex | QPersistentModelIndex
TEXT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
PLACE_ROLE = int(Qt.ItemDataRole.UserRole) + 2
STATE_ROLE = int(Qt.ItemDataRole.UserRole) + 3
LINKED_ROLE = int(Qt.ItemDataRole.UserRole) + 4
MOST_TOLD = 1_200
"""How much of a paragraph its tip tells, in characters; the box below the list has it whole."""
MOST_KEPT = 500
"""Rows that differ after which all are looked at anew."""
PLACED, UNSURE, GONE, LEFT = "placed", "unsure", "gone", "left"


class Where(NamedTuple):
    """What a row is: the place of its paragraph among the placements, or of its line among those left out."""

    placement: int = -1
    left_out: int = -1


class SourceModel(QAbstractListModel):
    """The rows: placements in the order of the source, then what was left out. It changes nothing."""

    def __init__(self, called: Callable[[str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._called = called
        self._review: Review | None = None
        self._linked = ""
        self._rows: dict[str, list[int]] | None = None
        self._unsure: dict[int, None] | None = None

    def show_review(self, review: Review) -> None:
        """Shows another state of the review."""
        old, self._review = self._review, review
        if old is None or _rows(old) != _rows(review) or old.left_out != review.left_out:
            self._rows = self._unsure = None
            self.beginResetModel()
            self.endResetModel()
        else:
            differing = _differing(old, review)
            self._keep(old, review, differing)
            self._tell(differing)

    def show_linked(self, id: str) -> None:
        """Marks the paragraphs that went into a part."""
        rows = {*self.rows_of(self._linked), *self.rows_of(id)}
        self._linked = id
        self._tell(sorted(rows), [LINKED_ROLE])

    def where(self, row: int) -> Where:
        """What a row is."""
        placed = len(self._review.placements) if self._review else 0
        return Where(placement=row) if row < placed else Where(left_out=row - placed)

    def target(self, row: int) -> str:
        """The part, or the page, in which a row's paragraph stands; empty where it stands in none."""
        placement = self._placement(row)
        return _target_in(self._review, placement) if placement and self._review else ""

    def rows_of(self, id: str) -> list[int]:
        """The rows whose paragraphs stand in a part or on a page."""
        if self._rows is None:
            self._rows = _rows_by_target(self._review) if self._review else {}
        return self._rows.get(id, [])

    def unsure_rows(self) -> list[int]:
        """The rows of paragraphs that were placed by a guess."""
        return list(self.unsure_found())

    def unsure_found(self) -> dict[int, None]:
        """The rows placed by a guess, in their order; found out once for a state of the review."""
        if self._unsure is None:
            review = self._review
            places = enumerate(review.placements) if review else ()
            self._unsure = {row: None for row, place in places if review and is_unsure(review, place)}
        return self._unsure

    def rowCount(self, parent: Index | None = None) -> int:
        if self._review is None or (parent is not None and parent.isValid()):
            return 0
        return len(self._review.placements) + len(self._review.left_out)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or self._review is None:
            return None
        row = index.row()
        if role in (Qt.ItemDataRole.DisplayRole, TEXT_ROLE):
            return self._text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._text(row)}. {self._place(row)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row)
        if role == PLACE_ROLE:
            return self._place(row)
        if role == STATE_ROLE:
            return self._state(row)
        return bool(self._linked) and self.target(row) == self._linked if role == LINKED_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return [PARAGRAPH]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return mime_of_row(indexes[0].row())

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def _keep(self, old: Review, new: Review, rows: Sequence[int]) -> None:
        """Keeps what is known of where rows stand, and which are unsure, but for some: to find it out takes long."""
        if len(rows) > MOST_KEPT:
            self._rows = self._unsure = None
            return
        pairs = [(row, old.placements[row], new.placements[row]) for row in rows]
        if self._rows is not None:
            for row, was, now in pairs:
                _move_row(self._rows, row, _target_in(old, was), _target_in(new, now))
        if self._unsure is not None:
            for row in rows:
                self._unsure.pop(row, None)
            unsure = dict.fromkeys(row for row, _, now in pairs if is_unsure(new, now))
            self._unsure = dict.fromkeys(sorted(self._unsure | unsure)) if unsure else self._unsure

    def _tell(self, rows: Sequence[int], roles: Sequence[int] = ()) -> None:
        """Tells that rows, in their order, are shown otherwise: those that touch one another at once."""
        at = 0
        while at < len(rows):
            end = at
            while end + 1 < len(rows) and rows[end + 1] == rows[end] + 1:
                end += 1
            self.dataChanged.emit(self.index(rows[at]), self.index(rows[end]), roles)
            at = end + 1

    def _text(self, row: int) -> str:
        placement, line = self._placement(row), self._line(row)
        return placement.text if placement else (line.text if line else "")

    def _tip(self, row: int) -> str:
        """All of a row's words, of which the list has room for two lines; markup, so that they are wrapped."""
        text, place = " ".join(self._text(row)[: 2 * MOST_TOLD].split()), self._place(row)
        text = text if len(text) <= MOST_TOLD else f"{text[:MOST_TOLD]}…"
        return f"<p>{escape(text)}</p><p>{escape(place)}</p>"

    def _state(self, row: int) -> str:
        placement = self._placement(row)
        if placement is None:
            return LEFT
        assert self._review is not None
        if placement.node not in self._review.root.ids:
            return GONE
        return UNSURE if is_unsure(self._review, placement) else PLACED

    def _place(self, row: int) -> str:
        placement, line = self._placement(row), self._line(row)
        if line is not None:
            times = f" (× {line.times})" if line.times > 1 else ""
            return self.tr("Left out: {}").format(self._reason(line) + times)
        assert placement is not None
        if self._state(row) == GONE:
            return self.tr("✗ Not taken in: its part was deleted")
        kind, field = kind_said(placement.kind), self._field(placement)
        where = self.tr("→ {}, {}: {}").format(kind, field, self._called(placement.node))
        if self._state(row) == UNSURE:
            return self.tr("⚠ Unsure ({} %) {}").format(round(placement.sure * 100), where)
        return where

    def _field(self, placement: Placement) -> str:
        kind = KINDS[placement.kind]
        if placement.field in ("title", "body"):
            label = kind.title_label if placement.field == "title" else kind.body_label
        else:
            label = next((f.label for f in kind.fields if f.name == placement.field), placement.field)
        return said(label).lower()

    def _reason(self, line: LeftOut) -> str:
        reasons = {
            "page number": self.tr("a page number or the line beside it"),
            "contents": self.tr("a contents page, which is made anew"),
            "blank page": self.tr("a notice on a blank page"),
            "placeholder": self.tr("a field that Word would have filled"),
            "number": self.tr("a number, which is counted anew"),
            "repeated": self.tr("repeated on many pages"),
            "label": self.tr("a label or title, which is printed anew"),
        }
        return reasons[line.why]

    def _placement(self, row: int) -> Placement | None:
        review = self._review
        return review.placements[row] if review and row < len(review.placements) else None

    def _line(self, row: int) -> LeftOut | None:
        review = self._review
        return (
            review.left_out[row - len(review.placements)]
            if review and row >= len(review.placements)
            else None
        )


def _rows(review: Review) -> int:
    return len(review.placements)


def _target(placement: Placement) -> str:
    if placement.kind == "strategy" and placement.field not in ("title", "body"):
        return VERSIONS_PAGE if placement.field == "history" else CONTROL_PAGE
    return placement.node


def _target_in(review: Review, placement: Placement) -> str:
    """The part, or the page, in which a paragraph stands; empty where its part was deleted."""
    return _target(placement) if placement.node in review.root.ids else ""


def _move_row(rows: dict[str, list[int]], row: int, before: str, after: str) -> None:
    """Has a row stand in another part, among the rows there in their order; none has an empty name."""
    if before == after:
        return
    if before:
        rows[before].remove(row)
    if after:
        insort(rows.setdefault(after, []), row)


def _rows_by_target(review: Review) -> dict[str, list[int]]:
    """The rows of each part and page that holds some, in their order."""
    found: dict[str, list[int]] = {}
    ids = review.root.ids
    for row, placement in enumerate(review.placements):
        if placement.node in ids:
            found.setdefault(_target(placement), []).append(row)
    return found


def _differing(old: Review, new: Review) -> list[int]:
    """The rows whose paragraphs went elsewhere, are sure where they were not, or whose part is gone or back."""
    gone, came = old.root.ids - new.root.ids, new.root.ids - old.root.ids
    moved = gone | came
    pairs = zip(old.placements, new.placements, strict=True)
    return [
        row
        for row, (was, now) in enumerate(pairs)
        if (was is not now and was != now) or (moved and now.node in moved)
    ]
