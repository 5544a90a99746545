"""What is pasted into a text: a long page is read in the background, and put in before anything else is done there.

Word writes a thousand cells as megabytes, which take as long to read as several keys may. Imports models and Qt only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer

from app.models.text import Blocks
from app.ui.ask import Ask
from app.ui.rich_text.paste import blocks_of, from_html, is_read, long_page, png_of, sole_picture
from app.ui.rich_text.pictures import picture_bytes, picture_file
from app.ui.turns import Elsewhere, InTurns

if TYPE_CHECKING:
    from app.ui.rich_text.editor import RichTextEdit

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


def is_taken(source: QMimeData) -> bool:
    """Whether a text takes what is copied or dragged; what it cannot read it takes, too, to say so."""
    if any(url.isLocalFile() for url in source.urls()) and not source.hasImage():
        # Any other file is the window's to take: documents are imported, libraries opened.
        return picture_file(source) is not None
    formats = " ".join(source.formats()).lower()
    return is_read(source) or "rtf" in formats or "rich text" in formats


class Pasting(QObject):
    """Takes what is pasted or dropped into a text; `insert` puts it in."""

    def __init__(self, text: RichTextEdit, ask: Ask, insert: Callable[[Blocks], object]) -> None:
        super().__init__(text)
        self._text = text
        self._ask = ask
        self._insert = insert
        self._turns = InTurns(self)
        self._watched = (text, text.viewport())

    def take(self, source: QMimeData) -> None:
        """Puts in what a clipboard or a drag holds, or asks for what a picture shows, or says that it is not read."""
        if file := picture_file(source):
            # Once the drop is done: whoever dragged would wait for the answer.
            QTimer.singleShot(0, self, lambda: self._text.insert_picture(picture_bytes(file)))
            return
        if not is_read(source):
            QTimer.singleShot(0, self, self._tell_unread)
            return
        page = long_page(source)
        if not page and (shown := sole_picture(source)) is not None:
            # A browser or Word puts a picture there with the address it has and, if at all, the words for it.
            self._text.insert_picture(png_of(source.imageData()), shown)
            return
        self._text.leaping.emit()
        self.finish()
        if page:
            self.begin(page)
            # So that whoever shows another text meanwhile asks for this one first.
            self._text.edited.emit()
        else:
            self._insert(blocks_of(source))

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

    def _tell_unread(self) -> None:
        said = self.tr(
            "What was copied is rich text of a kind that is not read here (RTF). Open it in Word or LibreOffice"
            " and copy it there."
        )
        self._ask.tell(self.tr("Paste"), said)

    def _watch_no_more(self) -> None:
        for widget in self._watched:
            widget.removeEventFilter(self)


def _reading(page: str, read: list[Blocks]) -> Iterator[object]:
    yield Elsewhere(lambda: read.append(from_html(page)))
