"""What is pasted into a text: a long page is read in the background, and put in before anything else is done there.

Word writes a thousand cells as megabytes, which take as long to read as several keys may. Imports models and Qt's core.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractScrollArea

from app.models.text import Blocks
from app.ui.rich_text.paste import from_html
from app.ui.turns import Elsewhere, InTurns

_WRITING_ON = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Drop,
        QEvent.Type.FocusOut,
    )
)
"""What somebody does with a text for which what was pasted is to stand there."""


class Pasting(QObject):
    """Reads long pages that are pasted into a text; `insert` puts one in."""

    def __init__(self, text: QAbstractScrollArea, insert: Callable[[Blocks], object]) -> None:
        super().__init__(text)
        self._insert = insert
        self._turns = InTurns(self)
        self._watched = (text, text.viewport())

    def begin(self, page: str) -> None:
        """Puts in what is permitted of some HTML, as soon as it was read."""
        read: list[Blocks] = []

        def put_in() -> None:
            self._watch_no_more()
            self._insert(read[0] if read else from_html(page))

        self.finish()
        for widget in self._watched:
            widget.installEventFilter(self)
        self._turns.begin(_reading(page, read), put_in)

    def finish(self) -> None:
        """Puts in now what is still to come: somebody writes on, or wants to know what stands there."""
        if self._turns.under_way:
            self._turns.finish()

    def leave(self) -> None:
        """Another text is shown, into which nothing was pasted."""
        self._turns.leave()
        self._watch_no_more()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _WRITING_ON:
            self.finish()
        return super().eventFilter(watched, event)

    def _watch_no_more(self) -> None:
        for widget in self._watched:
            widget.removeEventFilter(self)


def _reading(page: str, read: list[Blocks]) -> Iterator[object]:
    yield Elsewhere(lambda: read.append(from_html(page)))
