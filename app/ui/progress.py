"""What tells how far something has come, with a way to call it off. Imports Qt only."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QProgressDialog, QWidget

LETTERS = 56


def progress_over(over: QWidget, title: str, what: str, steps: int) -> QProgressDialog:
    """A dialog that says `what` is being done, in so many steps, where that takes longer than a moment.

    It stays when the last step is told: whoever made it ends it.
    """
    cancel = QCoreApplication.translate("Progress", "Cancel")
    progress = QProgressDialog(what, cancel, 0, steps, over)
    progress.setWindowTitle(title)
    progress.setMinimumDuration(400)
    progress.setAutoReset(False)
    progress.setAutoClose(False)
    progress.setMinimumWidth(progress.fontMetrics().averageCharWidth() * LETTERS)
    progress.setValue(0)
    return progress
