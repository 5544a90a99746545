"""The dialog for an error nobody expected: what is safe, and a log to copy. Imports Qt only."""

import platform
import traceback
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from app import __version__
from app.ui.dialog_size import size_dialog
from app.ui.labels import plain_label


class FaultDialog(QDialog):
    """Says that something went wrong, what is safe, and gives the log."""

    def __init__(self, log: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.log = QPlainTextEdit(log)
        self.log.setReadOnly(True)
        self.log.setTabChangesFocus(True)
        self.log.setAccessibleName(self.tr("Log"))
        said = self.tr(
            "Engross met an error that it did not expect. Everything up to your last saved change is safe, and you can "
            "go on working. To have it mended, send the text below to whoever looks after Engross."
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy the log"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.log.toPlainText()))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(plain_label(said, wraps=True))
        column.addWidget(self.log, 1)
        column.addWidget(buttons)
        size_dialog(self, 91, 28)


def log_of(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> str:
    """Versions and the trace of an error; nothing of what the user wrote."""
    versions = (
        f"Engross {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    )
    return f"{versions}\n{''.join(traceback.format_exception(kind, fault, trace))}"
