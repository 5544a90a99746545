"""The side tab of checks: what is wrong, weighty first, and how to mend it; then what is still to be written.

Imports models and Qt only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from app.document.check_help import TO_WRITE, help_for
from app.document.progress import NEXT
from app.ui.button_menu import offer_buttons
from app.ui.desk import Desk
from app.ui.icons import icon
from app.ui.labels import plain_label, tip_of
from app.ui.review.filters import ALL, Filters
from app.ui.review.reviewing import Words
from app.ui.review.state import ReviewState
from app.ui.sentences.said import sentence_said
from app.ui.wrapped import wrap_rows

if TYPE_CHECKING:
    from app.document.checks import Finding

MOST = 500
PICTURES = {"must": "warning", "should": "checks", "consider": "help", "write": "draft"}


class Row(NamedTuple):
    """A finding as the list shows it: under its severity, or under "write" where it is a part not yet begun."""

    finding: Finding
    sort: str


class ChecksPanel(QWidget):
    """The findings; choosing one tells how it is mended, Enter leads there."""

    go_requested = Signal(object)

    def __init__(self, desk: Desk, state: ReviewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state = state
        self._shown_id = ""
        self._rows: list[Row] = []
        self._names = {
            "must": self.tr("Must"), "should": self.tr("Should"), "consider": self.tr("Consider"),
            "write": self.tr("To write"),
        }  # fmt: skip
        self.filters = Filters({ALL: self.tr("All"), **self._names})
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Findings"))
        wrap_rows(self.list)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setTabKeyNavigation(False)
        self.help = plain_label("", "notice", wraps=True)
        self.go = QPushButton(self.tr("Go there"))
        self.go.setToolTip(self.tr("Enter"))
        self.empty = plain_label("", "faint", wraps=True)
        self.more = plain_label("", "faint", wraps=True)
        inside = QVBoxLayout(self.list.viewport())
        inside.addWidget(self.empty)
        inside.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.filters)
        column.addWidget(self.list, 1)
        column.addWidget(self.more)
        column.addWidget(self.help)
        column.addWidget(self.go)
        state.findings_changed.connect(self.refresh)
        self.filters.changed.connect(self.refresh)
        self.list.currentRowChanged.connect(self._when_chosen)
        self.list.itemActivated.connect(lambda _: self._go())
        offer_buttons(self.list, (self.go,))
        self.go.clicked.connect(self._go)
        self._when_chosen()
        self.refresh()

    def show_part(self, id: str) -> None:
        """Another part is on show."""
        self._shown_id = id
        if self.filters.here:
            self.refresh()

    def refresh(self) -> None:
        """Shows what was found by now; the row that was chosen stays chosen."""
        node = self._desk.node(self._shown_id)
        inside = node.ids if self.filters.here and node else None
        admitted = {sort for sort in self._names if self.filters.admits(sort, "")}
        found = [
            Row(finding, sort)
            for finding, sort in self._all()
            if sort in admitted and (inside is None or finding.node in inside)
        ]
        self.empty.setText(self._none())
        self.empty.setVisible(not found)
        self.more.setText(self.tr("And {} more.").format(f"{len(found) - MOST:,}"))
        self.more.setVisible(len(found) > MOST)
        if found[:MOST] == self._rows:
            return
        chosen = self._chosen()
        self._rows = found[:MOST]
        names = self._desk.names({row.finding.node for row in self._rows})
        self.list.clear()
        for row in self._rows:
            item = QListWidgetItem(icon(PICTURES[row.sort]), self._words(row, names[row.finding.node]))
            item.setToolTip(tip_of(" › ".join(row.finding.path)))
            self.list.addItem(item)
        if chosen is not None and chosen in self._rows:
            self.list.setCurrentRow(self._rows.index(chosen))
        self._when_chosen()

    def _all(self) -> Iterator[tuple[Finding, str]]:
        """What is wrong, and after it what is still to be written, each with its sort."""
        yield from ((each, each.severity) for each in self._state.findings)
        yield from ((each, "write") for each in self._state.waiting)

    def _words(self, row: Row, where: str) -> str:
        sort = self._names[row.sort]
        if row.sort != "write" or row.finding.rule in NEXT:
            return f"{sort}: {sentence_said(row.finding.message)}\n{where}"
        if row.finding.node == self._desk.id:
            return f"{sort}: {self._desk.house.heading('control')}"
        return f"{sort}: {where}"

    def _none(self) -> str:
        """What is said where there is nothing to list."""
        if self._state.findings or self._state.waiting:
            return self.tr("Nothing here fits the choice above.")
        return self.tr("Nothing is wrong or wanting. What is will be listed here while you write.")

    def _chosen(self) -> Row | None:
        at = self.list.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _when_chosen(self) -> None:
        chosen = self._chosen()
        said = ""
        if chosen is not None:
            unbegun = chosen.sort == "write" and chosen.finding.rule not in NEXT
            page = chosen.finding.node == self._desk.id  # the control sheet, which cannot be deleted
            said = sentence_said(TO_WRITE if unbegun and not page else help_for(chosen.finding.rule))
        self.help.setText(said)
        self.help.setVisible(bool(said))
        self.go.setEnabled(chosen is not None)

    def _go(self) -> None:
        if chosen := self._chosen():
            self.go_requested.emit(Words(chosen.finding.node, chosen.finding.field))
