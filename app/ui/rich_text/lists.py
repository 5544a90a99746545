"""What can be done with lists where a cursor stands. Each is one step of undo. Imports Qt only."""

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextListFormat

from app.ui.rich_text.document import FILLER, KEPT, LEVEL
from app.ui.rich_text.reading import NUMBERED
from app.ui.rich_text.writing import list_format, paragraph_format

DEEPEST = 6
MARKS = {"-": False, "*": False, "•": False, "–": False, "1.": True, "1)": True}
"""What a list is begun with by who types one, as in Word, and whether it is numbered."""


def toggle_list(cursor: QTextCursor, *, ordered: bool) -> None:
    """Makes the chosen paragraphs a list; of a list of that sort, makes them paragraphs again."""
    cursor.beginEditBlock()
    blocks = _chosen(cursor)
    listed = [block.textList() for block in blocks]
    if all(made and is_ordered(made.format()) == ordered for made in listed):
        for block in blocks:
            _leave(block)
    else:
        level = max((made.format().indent() for made in listed if made), default=1)
        # Beforehand, for a format takes its block out of the list, and the list with it if that was all of it.
        for block in blocks:
            if block.blockFormat().indent():
                QTextCursor(block).setBlockFormat(_item_format())
        made = QTextCursor(blocks[0]).createList(list_format(ordered, level))
        for block in blocks:
            made.add(block)
    cursor.endEditBlock()


def indent(cursor: QTextCursor, by: int) -> bool:
    """Moves the chosen items one list deeper (1) or out (-1); False where none is chosen or all are at the deepest."""
    blocks = [block for block in _chosen(cursor) if block.textList()]
    if not blocks or all(block.textList().format().indent() + by > DEEPEST for block in blocks):
        return False
    cursor.beginEditBlock()
    for block in blocks:
        form = block.textList().format()
        level = form.indent() + by
        if level < 1:
            _leave(block)
        elif level <= DEEPEST:
            _into_level(block, level, ordered=is_ordered(form))
    cursor.endEditBlock()
    return True


def leave_empty_item(cursor: QTextCursor) -> bool:
    """On an empty item, goes one list out; False on anything else."""
    block = cursor.block()
    if not block.textList() or block.text() or cursor.hasSelection():
        return False
    return indent(cursor, -1)


def begin_behind_empty(cursor: QTextCursor) -> bool:
    """On an empty paragraph, begins another, or goes one list out where it goes on with an item; else False.

    Qt would take the look of a paragraph from it, and begin none.
    """
    block, level = cursor.block(), cursor.blockFormat().intProperty(LEVEL)
    if block.textList() or block.text():
        return False
    if level:
        cursor.setBlockFormat(paragraph_format(level - 1))
    else:
        cursor.insertBlock(paragraph_format())
    return True


def mark_before(cursor: QTextCursor) -> str:
    """The mark of a list, such as “-” or “1.”, with which a paragraph was begun up to the cursor; else empty."""
    block = cursor.block()
    words = block.text()[: cursor.positionInBlock()]
    return words if words in MARKS and not block.textList() and not cursor.hasSelection() else ""


def begin_by_mark(cursor: QTextCursor) -> bool:
    """Makes a list of the paragraph that was begun with the mark of one, which goes; whether there is one."""
    if not (mark := mark_before(cursor)):
        return False
    cursor.beginEditBlock()
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    toggle_list(cursor, ordered=MARKS[mark])
    cursor.endEditBlock()
    return True


def is_ordered(form: QTextListFormat) -> bool:
    """Whether a list is numbered."""
    return form.style() in NUMBERED


def _into_level(block: QTextBlock, level: int, *, ordered: bool) -> None:
    """Joins the list of that level which the block goes on with, or begins one."""
    before = block.previous()
    while before.isValid() and before.textList() and before.textList().format().indent() > level:
        before = before.previous()
    made = before.textList() if before.isValid() else None
    if made and made.format().indent() == level:
        made.add(block)
    else:
        QTextCursor(block).createList(list_format(ordered, level))


def _leave(block: QTextBlock) -> None:
    made = block.textList()
    if made:
        made.remove(block)
    QTextCursor(block).setBlockFormat(paragraph_format())


def _item_format() -> QTextBlockFormat:
    form = paragraph_format()
    form.setBottomMargin(2)
    form.clearProperty(LEVEL)
    form.clearProperty(FILLER)
    form.clearProperty(KEPT)
    return form


def _chosen(cursor: QTextCursor) -> list[QTextBlock]:
    document = cursor.document()
    block = document.findBlock(cursor.selectionStart())
    last = document.findBlock(cursor.selectionEnd())
    found = [block]
    while block != last:
        block = block.next()
        found.append(block)
    return found
