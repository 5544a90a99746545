"""Files dropped on the window: a document is imported, a library opened, of more it says why not. Imports Qt only."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

LIBRARY = ".engross"


class FileDrops(QObject):
    """Takes the files that are dropped on a window.

    Any one file that is no library is given out as a document: who reads it says what to do where it is none.
    """

    document_dropped = Signal(Path)
    library_dropped = Signal(str)
    refused = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._drop(event)
        if isinstance(event, QDragMoveEvent) and dropped(event.mimeData()):
            event.acceptProposedAction()
            return True
        return False

    def _drop(self, event: QDropEvent) -> bool:
        paths = dropped(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        if len(paths) > 1:
            said = self.tr(
                "{} files were dropped, and none was read; drop one document or one library at a time."
            )
            # Once the drop is done: whoever dragged would wait for the answer.
            QTimer.singleShot(0, self, lambda: self.refused.emit(said.format(len(paths))))
        elif paths[0].suffix.lower() == LIBRARY:
            self.library_dropped.emit(str(paths[0]))
        else:
            self.document_dropped.emit(paths[0])
        return True


def dropped(mime: QMimeData) -> list[Path]:
    """The files of this computer that a drag holds."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
