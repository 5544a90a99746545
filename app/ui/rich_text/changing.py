"""Makes another text of the one on show where only whole paragraphs differ. Imports models and Qt only.

To write thousands of words anew for one letter takes as long as several keys may.
"""

from collections.abc import Sequence

from PySide6.QtGui import QPalette, QTextBlock, QTextCursor

from app.models.text import Block, Blocks, Paragraph
from app.ui.rich_text.document import SafeDocument
from app.ui.rich_text.reading import paragraph_places
from app.ui.rich_text.writing import BlockWriter


def change_blocks(document: SafeDocument, old: Blocks, new: Blocks, palette: QPalette) -> bool:
    """Makes `new` of a document that shows `old`; False, and nothing done, where more differs than paragraphs that
    stand in no list and no table. Its own undo list begins anew.
    """
    start = _alike(old, new)
    end = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - start)
    gone, come = old[start : len(old) - end], new[start : len(new) - end]
    if not gone or not come or not all(map(_is_written, (*gone, *come))):
        return False
    places = paragraph_places(document, start + len(gone))[start:]
    first, last = places[0], places[-1]
    if first is None or last is None or None in places:
        return False
    _replace(document, first, last, come, palette)
    return True


def _replace(
    document: SafeDocument, first: QTextBlock, last: QTextBlock, come: Blocks, palette: QPalette
) -> None:
    undoes = document.isUndoRedoEnabled()
    document.setUndoRedoEnabled(False)
    cursor = QTextCursor(first)
    cursor.beginEditBlock()
    cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    BlockWriter(cursor, palette.color(QPalette.ColorRole.Link)).write(come)
    cursor.endEditBlock()
    document.setUndoRedoEnabled(undoes)


def _alike(one: Sequence[Block], other: Sequence[Block]) -> int:
    """How many blocks are the same from the beginning on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _is_written(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(block.runs)
