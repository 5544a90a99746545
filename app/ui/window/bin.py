"""The bin of a library: the strategies that were deleted, to be brought back. Imports models and Qt only."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.store.rows import StrategyRow
from app.ui.button_menu import offer_buttons
from app.ui.dialog_size import size_dialog
from app.ui.icons import icon
from app.ui.labels import plain_label
from app.ui.window.history import moment
from app.ui.window.recent import state_of
from app.ui.wrapped import wrap_rows


class BinDialog(QDialog):
    """Lists what was deleted, with how it stood; `restore_requested` carries the strategy to be brought back."""

    restore_requested = Signal(str)

    def __init__(
        self, rows: Sequence[StrategyRow], *, read_only: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Bin"))
        self._rows = sorted(rows, key=lambda row: row.binned, reverse=True)
        self._read_only = read_only
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Deleted strategies, newest first"))
        wrap_rows(self.list)
        for row in self._rows:
            how, _ = state_of(row.versions, row.fingerprint, row.approved)
            said = self.tr("{}\nDeleted {} · {}").format(
                row.title or self.tr("Untitled"), moment(row.binned), how
            )
            self.list.addItem(QListWidgetItem(icon("strategy"), said))
        self.about = plain_label(self._about(), "faint", wraps=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.restore = self.buttons.addButton(self.tr("Bring back"), QDialogButtonBox.ButtonRole.ActionRole)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(self.about)
        column.addWidget(self.buttons)
        self.list.setVisible(bool(self._rows))
        size_dialog(self, 70, 20 if self._rows else 8)
        offer_buttons(self.list, (self.restore,))
        self.buttons.rejected.connect(self.reject)
        self.restore.clicked.connect(self._restore)
        self.list.itemActivated.connect(lambda _: self._restore())
        self.list.itemSelectionChanged.connect(self._when_chosen)
        self.list.setCurrentRow(0)
        self._when_chosen()

    def _about(self) -> str:
        if not self._rows:
            return self.tr(
                "Nothing was deleted from this library. What File › Delete strategy… takes away comes here."
            )
        if self._read_only:
            return self.tr("The library is open read-only; open it for writing to bring a strategy back.")
        return self.tr("What is brought back is opened, with its versions, comments and history.")

    def _restore(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._rows) and not self._read_only:
            self.accept()
            self.restore_requested.emit(self._rows[at].id)

    def _when_chosen(self) -> None:
        self.restore.setEnabled(self.list.currentRow() >= 0 and not self._read_only)
