"""Links in a text under edit: where one reaches from and to, and when typing goes on after it. Imports Qt only."""

from collections.abc import Iterator

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument

from app.ui.rich_text.document import LINK

NEAR = 2_000
"""How many letters may lie between links that are shown in another colour in one step, which takes some 3 ms."""


def link_at(cursor: QTextCursor) -> str:
    """Where the letter before the cursor leads, or the one after it; empty for no link."""
    return cursor.charFormat().stringProperty(LINK) or _after(cursor)


def choose_link(cursor: QTextCursor) -> None:
    """Chooses the whole of the link at a cursor that has chosen nothing; where there is none, the word."""
    to = link_at(cursor)
    if not to:
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        return
    block = cursor.block()
    first, last = cursor.position(), cursor.position()
    while first > block.position() and _link_of(cursor, first) == to:
        first -= 1
    while last < block.position() + block.length() - 1 and _link_of(cursor, last + 1) == to:
        last += 1
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)


def without_link(form: QTextCharFormat) -> QTextCharFormat:
    """How words look that are as these, but lead nowhere."""
    plain = QTextCharFormat()
    plain.setFontWeight(form.fontWeight())
    plain.setFontItalic(form.fontItalic())
    return plain


def ink(document: QTextDocument, colour: QColor) -> Iterator[None]:
    """Shows all links of a text in a colour, those that stand near each other in one step: the text from the first to
    the last of a step is laid out again. Its own undo list begins anew where there are any.

    Between two steps the text may be written in.
    """
    if not any(each.hasProperty(LINK) for each in document.allFormats()):
        return
    form = QTextCharFormat()
    form.setForeground(colour)
    place = QTextCursor(document)  # which moves with what is written before it
    while some := list(_near(document, place.position())):
        undoes = document.isUndoRedoEnabled()
        document.setUndoRedoEnabled(False)
        place.beginEditBlock()
        for first, last in some:
            place.setPosition(first)
            place.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
            place.mergeCharFormat(form)
        place.endEditBlock()
        document.setUndoRedoEnabled(undoes)
        yield


def is_at_end(cursor: QTextCursor) -> bool:
    """Whether a cursor stands right after a link: what is typed there is no longer part of it."""
    to = cursor.charFormat().stringProperty(LINK)
    return bool(to) and not cursor.hasSelection() and _after(cursor) != to


def _near(document: QTextDocument, start: int) -> Iterator[tuple[int, int]]:
    """The next pieces of links from a place on that stand near the first of them, or in one table with it."""
    near, table = -1, None
    for first, last in _links(document, start):
        inside = _outermost_table(document, first)
        if near >= 0 and first > near and (inside is None or inside != table):
            return
        if near < 0:
            near, table = first + NEAR, inside
        yield first, last


def _outermost_table(document: QTextDocument, position: int) -> int | None:
    """Where the table begins that holds a place and all tables around it: it is laid out as a whole."""
    frame, root = document.frameAt(position), document.rootFrame()
    outermost: int | None = None
    while frame != root:
        outermost, frame = frame.firstPosition(), frame.parentFrame()
    return outermost


def _links(document: QTextDocument, start: int) -> Iterator[tuple[int, int]]:
    """Where the pieces of links begin and end that begin at a place or behind it."""
    block = document.findBlock(start)
    while block.isValid():
        piece = block.begin()
        while not piece.atEnd():
            fragment = piece.fragment()
            if fragment.position() >= start and fragment.charFormat().hasProperty(LINK):
                yield fragment.position(), fragment.position() + fragment.length()
            piece += 1
        block = block.next()


def _after(cursor: QTextCursor) -> str:
    return "" if cursor.atBlockEnd() else _link_of(cursor, cursor.position() + 1)


def _link_of(cursor: QTextCursor, end: int) -> str:
    """Where the letter leads that ends at a place."""
    probe = QTextCursor(cursor)
    probe.setPosition(end)
    return probe.charFormat().stringProperty(LINK)


def open_address(to: str) -> None:
    """Has the system show an address of the web, or write to one of mail."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl(to))
