"""The history panel: every edit by its label, also those before the last start. Imports models and Qt only."""

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from app.models.dates import long_date
from app.models.errors import Refused
from app.ui.background import Work
from app.ui.button_menu import offer_buttons
from app.ui.desk import Desk
from app.ui.edit_words import edit_said
from app.ui.flow import FlowLayout
from app.ui.labels import plain_label
from app.ui.moments import Spell, spells
from app.ui.quoted import quoted
from app.ui.wrapped import wrap_rows

MOST = 3_000
MOST_LINES = 300
"""How many edits are read, and lines of them listed, until older ones are asked for; each time as many more."""
WAIT_MS = 250


class HistoryPanel(QWidget):
    """Any earlier moment can be viewed, compared and restored."""

    view_requested = Signal(int)
    restore_requested = Signal(int)
    compare_requested = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: list[Spell] = []
        self._reading: Work | None = None
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Edits, newest first"))
        wrap_rows(self.list)
        self._times = 1
        self.older = QPushButton(self.tr("List older edits"), self)
        self.older.hide()
        self.view = QPushButton(self.tr("View"), self)
        self.compare = QPushButton(self.tr("Compare"), self)
        self.restore = QPushButton(self.tr("Restore"), self)
        self.empty = plain_label(
            self.tr("What you change is listed here, and any earlier moment can be brought back."),
            "faint",
            self,
            wraps=True,
        )
        self.empty.hide()  # until the journal was read
        buttons = FlowLayout()
        for button in (self.view, self.compare, self.restore):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(self.older)
        column.addWidget(self.empty)
        column.addLayout(buttons)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        desk.changed.connect(self._when_changed)
        desk.arrived.connect(self.refresh)
        offer_buttons(self.list, (self.view, self.compare, self.restore))
        self.list.itemSelectionChanged.connect(self._when_chosen)
        self.list.itemActivated.connect(lambda item: self.view_requested.emit(self._chosen()))
        self.older.clicked.connect(self._list_older)
        self.view.clicked.connect(lambda: self.view_requested.emit(self._chosen()))
        self.compare.clicked.connect(lambda: self.compare_requested.emit(self._chosen()))
        self.restore.clicked.connect(lambda: self.restore_requested.emit(self._chosen()))
        self._when_chosen()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self._later.start(0)

    def named(self, id: int) -> str:
        """What an edit is called, with its moment; empty where it is not listed."""
        label, at = self._kept(id)
        return f"{quoted(edit_said(label))} ({at})" if label else ""

    def kept_name(self, id: int) -> str:
        """The same as the library keeps it, in the name of another edit."""
        label, at = self._kept(id)
        return f"{quoted(label)} ({at})" if label else ""

    def _kept(self, id: int) -> tuple[str, str]:
        row = next((each.row for each in self._rows if each.row.id == id), None)
        return (row.label, moment(row.at)) if row else ("", "")

    def refresh(self) -> None:
        """Reads the journal anew, in the background: after a year's work it is long."""
        if not self._desk.is_there:
            return
        if self._reading is not None:
            self._later.start(WAIT_MS)
            return
        library, id = self._desk.library, self._desk.id
        most, lines = self._times * MOST, self._times * MOST_LINES

        def read() -> tuple[list[Spell], bool]:
            rows = library.journal(id, most)
            found = spells(reversed(rows))
            return found[:lines], len(rows) >= most or len(found) > lines

        self._reading = Work(read, self)
        self._reading.finished.connect(self._show)
        self._reading.failed.connect(self._when_failed)
        self._reading.start()

    def _list_older(self) -> None:
        self._times += 1
        self.refresh()

    def _show(self, read: tuple[list[Spell], bool]) -> None:
        self._reading = None
        newest_first, more = read
        self.older.setVisible(more)
        self.empty.setVisible(not newest_first)
        if newest_first == self._rows:
            return
        chosen = self._chosen()
        self._rows = newest_first
        self.list.clear()
        for row, steps in self._rows:
            undone = self.tr(" (undone)") if row.state != "done" else ""
            about = [moment(row.at), *filter(None, [row.who])]
            about += [self.tr("{} steps").format(steps)] if steps > 1 else []
            item = QListWidgetItem(f"{edit_said(row.label)}{undone}\n{' · '.join(about)}")
            if row.state != "done":
                item.setForeground(self.palette().placeholderText())
            self.list.addItem(item)
        ids = [spell.row.id for spell in self._rows]
        self.list.setCurrentRow(ids.index(chosen) if chosen in ids else -1)
        self._when_chosen()

    def _when_failed(self, fault: Exception) -> None:
        self._reading = None
        if not isinstance(fault, Refused):
            raise fault

    def _chosen(self) -> int:
        at = self.list.currentRow()
        return self._rows[at].row.id if 0 <= at < len(self._rows) else 0

    def _when_changed(self) -> None:
        if self.isVisible():
            self._later.start(WAIT_MS)

    def _when_chosen(self) -> None:
        chosen = self._chosen() > 0
        for button in (self.view, self.compare):
            button.setEnabled(chosen)
        self.restore.setEnabled(chosen and not self._desk.read_only)
        self.compare.setVisible(self.receivers("2compare_requested(int)") > 0)


def moment(at: str) -> str:
    """A stored moment (UTC, ISO 8601) in local time: "14:05", with the day where it is not today."""
    try:
        local = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at
    if local.date() == datetime.now().astimezone().date():
        return f"{local:%H:%M}"
    return f"{long_date(local)}, {local:%H:%M}"
