"""Links in a text under edit: where one reaches from and to, and when typing goes on after it. Imports Qt only."""

from PySide6.QtGui import QTextCharFormat, QTextCursor

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


def is_at_end(cursor: QTextCursor) -> bool:
    """Whether a cursor stands right after a link: what is typed there is no longer part of it."""
    to = cursor.charFormat().stringProperty(LINK)
    return bool(to) and not cursor.hasSelection() and _after(cursor) != to


def _after(cursor: QTextCursor) -> str:
    return "" if cursor.atBlockEnd() else _link_of(cursor, cursor.position() + 1)


def _link_of(cursor: QTextCursor, end: int) -> str:
    """Where the letter leads that ends at a place."""
    probe = QTextCursor(cursor)
    probe.setPosition(end)
    return probe.charFormat().stringProperty(LINK)
