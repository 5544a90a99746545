"""What is chosen in a text, for the clipboard. Imports models and Qt only."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor

from app.models.text import Blocks, blocks_text
from app.ui.rich_text.document import Pictures, SafeDocument
from app.ui.rich_text.paste import mime_of
from app.ui.rich_text.reading import read_blocks
from app.ui.rich_text.tables import chosen_cells


def copied(cursor: QTextCursor, pictures: Pictures) -> QMimeData:
    """What is chosen as the clipboard takes it. Cells that are chosen are a table."""
    if table := chosen_cells(cursor):
        return mime_of((table,), blocks_text((table,)))
    return mime_of(_chosen_blocks(cursor, pictures), cursor.selection().toPlainText())


def _chosen_blocks(cursor: QTextCursor, pictures: Pictures) -> Blocks:
    part = SafeDocument(pictures=pictures)
    QTextCursor(part).insertFragment(cursor.selection())
    return read_blocks(part)
