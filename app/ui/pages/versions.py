"""The version-control table as a page: every saved version, what can be done with it. Imports models and Qt."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.models.approval import version_states
from app.models.control import VersionRow
from app.models.dates import long_date
from app.models.errors import Refused
from app.models.nodes import Strategy
from app.ui.background import Work
from app.ui.button_menu import offer_buttons
from app.ui.desk import Desk
from app.ui.fields.rows import RowsField
from app.ui.flow import FlowLayout
from app.ui.forms.columns import field_of
from app.ui.icons import icon
from app.ui.labels import plain_label
from app.ui.looked_up import QT_TRANSLATE_NOOP
from app.ui.sentences.said import sentence_said
from app.ui.typed import read_date, show_date
from app.ui.wrapped import wrap_cells

LEAST_LETTERS, LEAST_LINES = 14, 8
DESCRIPTION, COMMENTS = 2, 3
COLUMNS = (
    QT_TRANSLATE_NOOP("VersionsPage", "Version"),
    QT_TRANSLATE_NOOP("VersionsPage", "Date"),
    QT_TRANSLATE_NOOP("VersionsPage", "Brief description\nof changes"),
    QT_TRANSLATE_NOOP("VersionsPage", "Comments"),
    QT_TRANSLATE_NOOP("VersionsPage", "Status"),
)


class VersionsTable(QTableWidget):
    """Versions, whose description has most of the room. No column of words is so narrow that they cannot be read: with
    large text the table scrolls instead."""

    def __init__(self) -> None:
        super().__init__(0, len(COLUMNS))
        wrap_cells(self)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = self.horizontalHeader()
        for column in range(len(COLUMNS)):
            words = column in (DESCRIPTION, COMMENTS)
            head.setSectionResizeMode(
                column, head.ResizeMode.Fixed if words else head.ResizeMode.ResizeToContents
            )

    def share_room(self) -> None:
        """Gives the columns of words what the others leave, three fifths of it to the description."""
        least = self.fontMetrics().averageCharWidth() * LEAST_LETTERS
        others = sum(self.columnWidth(column) for column in (0, 1, len(COLUMNS) - 1))
        room = self.viewport().width() - others
        of_head = self.horizontalHeader().sectionSizeHint
        wide = max(room * 3 // 5, least, of_head(DESCRIPTION))
        self.setColumnWidth(DESCRIPTION, wide)
        self.setColumnWidth(COMMENTS, max(room - wide, least, of_head(COMMENTS)))
        self.resizeRowsToContents()
        self.show_chosen()

    def show_chosen(self) -> None:
        """Scrolls to the chosen version, to its beginning where it is higher than the table."""
        chosen, hints = self.currentIndex(), QAbstractItemView.ScrollHint
        higher = self.rowHeight(chosen.row()) > self.viewport().height()
        self.scrollTo(chosen, hints.PositionAtTop if higher else hints.EnsureVisible)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_room()


class VersionsPage(QScrollArea):
    """Saved versions, newest last, as they stand in the document; then the rows of an imported table."""

    typed = Signal(str, str, object)
    save_version_requested = Signal()
    open_version_requested = Signal(str)
    restore_requested = Signal(str)
    export_requested = Signal(str)
    compare_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: tuple[VersionRow, ...] = ()
        self.heading = plain_label(desk.house.heading("versions"), "title")
        self.note = plain_label("", "faint", wraps=True)
        self.table = VersionsTable()
        self.save = QPushButton(icon("save_version"), self.tr("Save version…"))
        self.save.setToolTip(self.tr("Keep the draft as it is now, for good (Ctrl+Shift+S)"))
        self.open = QPushButton(icon("open"), self.tr("Open read-only"))
        self.restore = QPushButton(icon("undo"), self.tr("Restore as the draft"))
        self.export = QPushButton(icon("export"), self.tr("Export…"))
        self.compare = QPushButton(icon("compare"), self.tr("Compare with the draft"))
        field = field_of("strategy", "history")
        assert field is not None
        self.earlier = RowsField(field)
        self.earlier_heading = plain_label(self.tr("Earlier versions"), "head", wraps=True)
        self.earlier_note = plain_label(
            self.tr(
                "Versions from before this strategy was kept in Engross, imported or typed. They stand above the "
                "others in the document."
            ),
            "faint",
            wraps=True,
        )
        if desk.read_only:
            self.earlier.make_read_only()
        self._arrange()
        self._connect()
        self.show_root(desk.root)

    def show_root(self, root: Strategy) -> None:
        """Shows the versions, and the earlier rows that the tree holds."""
        before, self._rows = len(self._rows), self._desk.versions()
        self.table.setRowCount(len(self._rows))
        states = version_states(self._desk.decisions())
        words = {"approved": self.tr("● approved"), "superseded": self.tr("○ superseded")}
        for at, row in enumerate(self._rows):
            state = words.get(states.get(row.fingerprint, ""), "")
            for column, text in enumerate((row.label, show_date(row.date), row.changes, row.comments, state)):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                self.table.setItem(at, column, item)
        self.table.share_room()
        # A version that was just saved is what one goes on with; the one chosen before would be exported in its place.
        if self._rows and (len(self._rows) > before or not self.table.selectedItems()):
            self.table.setCurrentCell(len(self._rows) - 1, 0)
            self.table.show_chosen()
        self.note.setText(self._said(root))
        self.earlier.show_value(root.history)
        self._show_what_belongs_here()
        self._when_chosen()

    def _said(self, root: Strategy) -> str:
        """How the draft stands to the last version; where there is none, what a version is and when to save one."""
        if self._rows:
            last = self._rows[-1]
            same = last.fingerprint == root.fingerprint
            said = (
                self.tr("The draft is {} to the letter.") if same else self.tr("The draft differs from {}.")
            )
            return said.format(last.label)
        bare = self.tr("No version has been saved yet.")
        what = self.tr(
            "A version keeps the draft as it stands, with a label, a date and what has changed since the one before. "
            "It can be read again, compared, exported and restored, and it is what a committee decides about."
        )
        first = self.tr("Save the first when the draft is ready to be read by others.")
        return bare if self._desk.read_only else f"{bare} {what} {first}"

    def _show_what_belongs_here(self) -> None:
        """Without a version there is only the first step to it, not an empty table and deeds that need one."""
        writable, there, came = not self._desk.read_only, bool(self._rows), bool(self._desk.root.history)
        self.table.setVisible(there)
        for button in (self.open, self.compare, self.export, self.restore):
            button.setVisible(there)
        self.save.setVisible(there or writable)
        for part in (self.earlier_heading, self.earlier_note, self.earlier):
            part.setVisible(came or writable)

    def _arrange(self) -> None:
        self.table.setHorizontalHeaderLabels([self.tr(name) for name in COLUMNS])
        self.table.setAccessibleName(self._desk.house.heading("versions"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setCornerButtonEnabled(False)
        self.table.verticalHeader().hide()
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self._leave_room()
        buttons = FlowLayout(spacing=8)
        for button in (self.save, self.open, self.compare, self.export, self.restore):
            buttons.addWidget(button)
        page = QWidget()
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self._desk.house.heading("versions"))
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(12)
        column.addWidget(self.heading)
        column.addWidget(self.note)
        column.addLayout(buttons)
        column.addWidget(self.table, 1)
        for part in (self.earlier_heading, self.earlier_note, self.earlier):
            column.addWidget(part)
        column.addStretch()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._leave_room()

    def _leave_room(self) -> None:
        """Some lines of the table are in sight whatever the size of the text."""
        self.table.share_room()
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * LEAST_LINES)

    def _connect(self) -> None:
        self.save.clicked.connect(self.save_version_requested)
        self.open.clicked.connect(lambda: self.open_version_requested.emit(self._label()))
        self.restore.clicked.connect(lambda: self.restore_requested.emit(self._label()))
        self.export.clicked.connect(lambda: self.export_requested.emit(self._label()))
        self.compare.clicked.connect(lambda: self.compare_requested.emit(self._label()))
        offer_buttons(self.table, (self.open, self.compare, self.export, self.restore))
        self.table.itemSelectionChanged.connect(self._when_chosen)
        self.table.cellActivated.connect(
            lambda row, column: self.open_version_requested.emit(self._rows[row].label)
        )
        self.earlier.edited.connect(lambda: self.typed.emit(self._desk.id, "history", self.earlier.value))

    def _label(self) -> str:
        at = self.table.currentRow()
        return self._rows[at].label if 0 <= at < len(self._rows) else ""

    def _when_chosen(self) -> None:
        chosen = bool(self._label())
        for button in (self.open, self.export, self.compare):
            button.setEnabled(chosen)
        self.restore.setEnabled(chosen and not self._desk.read_only)
        self.save.setEnabled(not self._desk.read_only)


class SaveVersionDialog(QDialog):
    """Proposes the next label and says what changed; all of it can be edited.

    `changes` says what changed, or works it out in the background: then it is put in unless something was written
    meanwhile. `save` is given the label, the date in ISO form, the changes and the comments; where it
    refuses, the dialog says why and keeps all that was typed.
    """

    def __init__(
        self,
        label: str,
        changes: str | Callable[[], str] = "",
        parent: QWidget | None = None,
        save: Callable[[str, str, str, str], object] = lambda *_: None,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._describe = None if isinstance(changes, str) else changes
        self.setWindowTitle(self.tr("Save version"))
        self.label = QLineEdit(label)
        self.label.selectAll()
        self.date = QLineEdit(long_date(datetime.now().date()))
        self.changes = QPlainTextEdit(changes if isinstance(changes, str) else "")
        self.comments = QLineEdit()
        self.fault = plain_label("", "fault", wraps=True)
        self.changes.setTabChangesFocus(True)
        self.changes.setMinimumWidth(460)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.accept_button = self.buttons.addButton(
            self.tr("Save version"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.tr("&Version"), self.label)
        form.addRow(self.tr("&Date"), self.date)
        form.addRow(self.tr("&Brief description of changes"), self.changes)
        form.addRow(self.tr("&Comments"), self.comments)
        column = QVBoxLayout(self)
        column.addWidget(
            plain_label(
                self.tr("A version is the draft as it stands now. It can never be altered."),
                "faint",
                wraps=True,
            )
        )
        column.addLayout(form)
        column.addWidget(self.fault)
        column.addWidget(self.buttons)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.label.textChanged.connect(self._check)
        self.date.textChanged.connect(self._check)
        self._check()
        if self._describe is not None:
            self.changes.setPlaceholderText(self.tr("Looking for what has changed…"))
            work = self._working = Work(self._describe, self)
            work.finished.connect(self._put)
            work.failed.connect(self._give_up)
            work.start()

    def accept(self) -> None:
        """Whoever does not wait for the description has it worked out now."""
        if self._describe is not None and not self.changes.toPlainText():
            self._put(self._describe())
        try:
            self._save(
                self.label.text(),
                read_date(self.date.text()),
                self.changes.toPlainText(),
                self.comments.text(),
            )
        except Refused as fault:
            self.fault.setText(f"⚠ {sentence_said(fault)}")
            return
        super().accept()

    def _put(self, described: str) -> None:
        if self._describe is not None and not self.changes.toPlainText():
            self.changes.setPlainText(described)
        self._describe = None
        self.changes.setPlaceholderText("")

    def _give_up(self, fault: Exception) -> None:
        self._put("")
        if not isinstance(fault, Refused):
            raise fault

    def _check(self) -> None:
        fault = "" if self.label.text().strip() else self.tr("⚠ A version needs a label, such as V2.")
        doubt = ""
        try:
            if read_date(self.date.text()) > datetime.now().date().isoformat():
                doubt = self.tr("⚠ This day is still to come: check it, for it can never be altered.")
        except Refused:
            fault = self.tr("⚠ This is not a date: write it as 9 October 2017.")
        self.fault.setText(fault or doubt)
        self.accept_button.setEnabled(not fault)
