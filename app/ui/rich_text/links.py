"""Links in a text under edit: where one reaches from and to, and when typing goes on after it. Imports Qt only."""

from collections.abc import Iterator

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument

from app.ui.rich_text.document import LINK


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


def ink(document: QTextDocument, colour: QColor) -> None:
    """Shows all links of a text in a colour. Its own undo list begins anew where there are any."""
    links = list(_links(document)) if any(each.hasProperty(LINK) for each in document.allFormats()) else []
    if not links:
        return
    form = QTextCharFormat()
    form.setForeground(colour)
    undoes = document.isUndoRedoEnabled()
    document.setUndoRedoEnabled(False)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for first, last in links:
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(form)
    cursor.endEditBlock()
    document.setUndoRedoEnabled(undoes)


def is_at_end(cursor: QTextCursor) -> bool:
    """Whether a cursor stands right after a link: what is typed there is no longer part of it."""
    to = cursor.charFormat().stringProperty(LINK)
    return bool(to) and not cursor.hasSelection() and _after(cursor) != to


def _links(document: QTextDocument) -> Iterator[tuple[int, int]]:
    """Where the pieces of links begin and end."""
    block = document.begin()
    while block.isValid():
        piece = block.begin()
        while not piece.atEnd():
            fragment = piece.fragment()
            if fragment.charFormat().hasProperty(LINK):
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
