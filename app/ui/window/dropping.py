"""Files dropped on the window: a document is imported, a library opened. Imports Qt only."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

DOCUMENTS = frozenset(
    (".docx", ".docm", ".dotx", ".dotm", ".md", ".markdown", ".txt", ".json", ".doc", ".odt", ".rtf")
)
"""What is read, and what people take for it: to these the reader says what to do."""
LIBRARY = ".engross"


class FileDrops(QObject):
    """Takes the files that are dropped on a window."""

    document_dropped = Signal(Path)
    library_dropped = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._drop(event)
        if isinstance(event, QDragMoveEvent) and dropped(event.mimeData()) is not None:
            event.acceptProposedAction()
            return True
        return False

    def _drop(self, event: QDropEvent) -> bool:
        path = dropped(event.mimeData())
        if path is None:
            return False
        event.acceptProposedAction()
        if path.suffix.lower() == LIBRARY:
            self.library_dropped.emit(str(path))
        else:
            self.document_dropped.emit(path)
        return True


def dropped(mime: QMimeData) -> Path | None:
    """The one file of a drag that the window can take; None for several, and for others."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    takes = DOCUMENTS | {LIBRARY}
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in takes else None
