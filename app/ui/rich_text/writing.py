"""Blocks into a document: what an author sees of a text. Imports models and Qt only. `reading` is the way back."""

from collections.abc import Iterator

from PySide6.QtGui import (
    QColor,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextList,
    QTextListFormat,
    QTextTable,
    QTextTableCell,
    QTextTableFormat,
)

from app.models.text import Block, Blocks, List, Paragraph, Picture, Run, Table
from app.ui.labels import tip_of
from app.ui.rich_text.document import (
    ALT,
    CAPTION,
    DIGEST,
    FILLER,
    KEPT,
    LEVEL,
    LINK,
    PICTURE,
    WIDTH,
    SafeDocument,
)
from app.ui.rich_text.places import Area, Place, Places, places_of

LINE_HEIGHT = 140
PART = 40
"""How long a text may be that is written in one step, which takes some 5 ms."""

LETTERS = 200
HEAD_SHADE = QColor(128, 128, 128, 46)
_BULLETS = (
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
)
_NUMBERS = (
    QTextListFormat.Style.ListDecimal,
    QTextListFormat.Style.ListLowerAlpha,
    QTextListFormat.Style.ListLowerRoman,
)
_UNREADABLE: dict[int, None] = dict.fromkeys((0xFFFC, 0xFDD0, 0xFDD1, 0x0D, 0x00))


def write_in_parts(
    document: SafeDocument, blocks: Blocks, palette: QPalette, part: float = PART
) -> Iterator[None]:
    """Makes `blocks` the whole text of the document, so much at a step. Its own undo list begins anew."""
    undoes = document.isUndoRedoEnabled()
    document.setUndoRedoEnabled(False)
    document.clear()
    edit = QTextCursor(document)
    writer = BlockWriter(QTextCursor(document), palette.color(QPalette.ColorRole.Link))
    for at, some in enumerate(_parts_of(blocks, part)):
        # In one edit a part is laid out once; else with every cell of a table anew: a second for ten tables.
        edit.beginEditBlock()
        if not at:
            writer.cursor.setBlockFormat(paragraph_format())
            writer.cursor.setCharFormat(QTextCharFormat())
        writer.write(some)
        edit.endEditBlock()
        yield
    document.setUndoRedoEnabled(undoes)
    document.setModified(False)


def length_of(block: Block) -> int:
    """How long a block takes to be written and laid out, in short paragraphs."""
    if isinstance(block, Paragraph):
        return 1 + sum(len(run.text) for run in block.runs) // LETTERS
    if isinstance(block, List):
        return sum(length_of(each) for item in block.items for each in item.blocks)
    if isinstance(block, Table):
        return 1 + sum(length_of(each) for row in block.rows for cell in row for each in cell.blocks)
    return 1


def _parts_of(blocks: Blocks, part: float) -> Iterator[Blocks]:
    """The blocks in parts of about a length, one at least; a block stays whole."""
    begun, length = 0, 0
    for at, block in enumerate(blocks):
        length += length_of(block)
        if length > part and at > begun:
            yield blocks[begun:at]
            begun, length = at, length_of(block)
    yield blocks[begun:]


def insert_blocks(cursor: QTextCursor, blocks: Blocks, palette: QPalette) -> None:
    """Puts `blocks` at the cursor in one step of undo, and the cursor behind them.

    Lone words go into the paragraph they are put into.
    """
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    writer = BlockWriter(cursor, palette.color(QPalette.ColorRole.Link))
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        writer.runs(blocks[0].runs)
    elif blocks:
        if not cursor.block().text():
            writer.write(blocks)
        else:
            cursor.insertBlock(paragraph_format(), QTextCharFormat())
            writer.write(blocks)
    cursor.setPosition(writer.cursor.position())
    cursor.endEditBlock()


def paragraph_format(level: int = 0) -> QTextBlockFormat:
    """The look of a paragraph, `level` lists deep."""
    form = QTextBlockFormat()
    form.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    form.setBottomMargin(6 if level == 0 else 2)
    if level:
        form.setIndent(level)
        form.setProperty(LEVEL, level)
    return form


def picture_format(level: int = 0) -> QTextBlockFormat:
    """The look of a paragraph that holds a picture: room for tall lines would be room in proportion to the picture."""
    form = paragraph_format(level)
    form.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
    return form


def list_format(ordered: bool, level: int) -> QTextListFormat:
    """The look of a list, `level` deep from 1."""
    form = QTextListFormat()
    form.setStyle((_NUMBERS if ordered else _BULLETS)[(level - 1) % 3])
    form.setIndent(level)
    return form


def table_format(header_rows: int, caption: str = "", level: int = 0) -> QTextTableFormat:
    """The look of a table."""
    form = QTextTableFormat()
    form.setHeaderRowCount(header_rows)
    form.setCellPadding(4)
    # Lines of one point that lie on one another. Where Qt makes one of two it lays a table out three times as slowly.
    form.setBorder(1)
    form.setBorderCollapse(False)
    form.setCellSpacing(-1)
    form.setRightMargin(1)
    form.setBorderBrush(QColor(128, 128, 128))
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    form.setProperty(CAPTION, caption)
    form.setProperty(LEVEL, level)
    return form


def char_format(run: Run, link_colour: QColor) -> QTextCharFormat:
    """The look of a run."""
    form = QTextCharFormat()
    if run.bold:
        form.setFontWeight(700)
    if run.italic:
        form.setFontItalic(True)
    if run.link:
        form.setProperty(LINK, run.link)
        form.setForeground(link_colour)
        form.setFontUnderline(True)
    return form


def image_format(document: SafeDocument, picture: Picture) -> QTextImageFormat:
    """The look of a picture."""
    form = QTextImageFormat()
    form.setName(PICTURE + picture.digest)
    form.setProperty(QTextFormat.Property.ImageAltText.value, picture.alt)
    form.setProperty(DIGEST, picture.digest)
    form.setProperty(ALT, picture.alt)
    form.setProperty(WIDTH, float(picture.width))
    width, height = document.shown_size(picture.digest, picture.width)
    form.setWidth(width)
    form.setHeight(height)
    form.setToolTip(tip_of(picture.alt))
    return form


class BlockWriter:
    """Writes blocks from a cursor on. The block the cursor stands in is taken for the first paragraph."""

    def __init__(self, cursor: QTextCursor, link_colour: QColor) -> None:
        self.cursor = cursor
        self.link_colour = link_colour
        self._free = True  # whether the cursor's block is still to be filled

    def write(self, blocks: Blocks, level: int = 0) -> None:
        """Writes blocks that lie `level` lists deep."""
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block, level)
            elif isinstance(block, List):
                self._list(block, level)
            elif isinstance(block, Table):
                self._table(block, level)
            else:
                self._begin(picture_format(level))
                document = self.cursor.document()
                assert isinstance(document, SafeDocument)
                self.cursor.insertImage(image_format(document, block))

    def runs(self, runs: tuple[Run, ...]) -> None:
        """Writes words where the cursor is."""
        for run in runs:
            text = run.text.translate(_UNREADABLE).replace("\u2029", "\n").replace("\n", "\u2028")
            self.cursor.insertText(text, char_format(run, self.link_colour))

    def _begin(self, form: QTextBlockFormat) -> None:
        """A fresh block in no list."""
        if not self._free:
            self.cursor.insertBlock(form, QTextCharFormat())
        self._free = False
        _leave_list(self.cursor)
        self.cursor.setBlockFormat(form)

    def _paragraph(self, paragraph: Paragraph, level: int) -> None:
        form = paragraph_format(level)
        if not paragraph.runs:
            form.setProperty(KEPT, True)
        self._begin(form)
        self.runs(paragraph.runs)

    def _list(self, block: List, level: int) -> None:
        made: QTextList | None = None
        for item in block.items:
            form = paragraph_format()
            form.setBottomMargin(2)
            first = item.blocks[0] if item.blocks else None
            opens = isinstance(first, Paragraph)
            form.setProperty(FILLER if not opens else KEPT, not opens or not first.runs)
            self._begin(form)
            if made is None:
                made = self.cursor.createList(list_format(block.ordered, level + 1))
            else:
                made.add(self.cursor.block())
            if isinstance(first, Paragraph):
                self.runs(first.runs)
            self.write(item.blocks[1:] if opens else item.blocks, level + 1)

    def _table(self, block: Table, level: int) -> None:
        if not block.rows:
            return
        places = places_of(block)
        if self._free or self.cursor.block().textList() or self.cursor.block().text():
            self._filler()
        form = table_format(block.header_rows, block.caption, level)
        table = self.cursor.insertTable(places.rows, places.columns, form)
        after = table.lastCursorPosition()
        after.movePosition(QTextCursor.MoveOperation.NextBlock)
        self.fill(table, places)
        self.cursor = after
        self._filler(fresh=False)

    def _filler(self, *, fresh: bool = True) -> None:
        """An empty block that Qt wants beside a table and the text knows nothing of."""
        form = paragraph_format()
        form.setProperty(FILLER, True)
        if fresh:
            self._begin(form)
        else:
            _leave_list(self.cursor)
            self.cursor.setBlockFormat(form)
        self._free = True

    def fill(self, table: QTextTable, places: Places) -> None:
        """Writes the cells of a table of that size into a fresh one."""
        covered: set[Place] = set()
        for (row, column), cell in places.cells.items():
            covered |= Area(row, column, cell.down, cell.across).places()
            if cell.across > 1 or cell.down > 1:
                table.mergeCells(row, column, cell.down, cell.across)
        for (row, column), cell in places.cells.items():
            fill_cell(table.cellAt(row, column), cell.blocks, self.link_colour)
        for place in Area(0, 0, places.rows, places.columns).places() - covered:
            missing = table.cellAt(*place)
            form = missing.format()
            form.setProperty(FILLER, True)
            missing.setFormat(form)
        shade_head(table)
        widen_empty(table)


def fill_cell(cell: QTextTableCell, blocks: Blocks, link_colour: QColor) -> None:
    """Makes `blocks` all that stands in a cell."""
    inside = cell.firstCursorPosition()
    inside.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    inside.removeSelectedText()
    _leave_list(inside)
    inside.setBlockFormat(paragraph_format())
    BlockWriter(inside, link_colour).write(blocks)


def shade_head(table: QTextTable) -> None:
    """Shades the header rows of a table and no others."""
    head = table.format().headerRowCount()
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            form = cell.format()
            if row < head:
                form.setBackground(HEAD_SHADE)
            else:
                form.clearBackground()
            cell.setFormat(form)


def widen_empty(table: QTextTable) -> None:
    """Gives columns in which nothing is written an even share of the width, for Qt leaves them the width of a letter.

    A column keeps its share while it is written in, so that no letter moves the others.
    """
    columns = range(table.columns())
    form, share = table.format(), QTextLength(QTextLength.Type.PercentageLength, 100 / len(columns))
    cells = {at: [table.cellAt(row, at) for row in range(table.rows())] for at in columns}
    empty = {at for at in columns if all(each.firstPosition() == each.lastPosition() for each in cells[at])}
    widths = [share if at in empty else QTextLength() for at in columns]
    if widths != form.columnWidthConstraints():
        form.setColumnWidthConstraints(widths)
        table.setFormat(form)


def leave_picture(cursor: QTextCursor) -> bool:
    """Begins a paragraph with the look of words behind a picture; False where the cursor stands behind none."""
    form = cursor.block().blockFormat()
    if form.lineHeight() == LINE_HEIGHT or not cursor.atBlockEnd() or cursor.hasSelection():
        return False
    cursor.insertBlock(paragraph_format(form.intProperty(LEVEL)), QTextCharFormat())
    return True


def _leave_list(cursor: QTextCursor) -> None:
    if made := cursor.block().textList():
        made.remove(cursor.block())
