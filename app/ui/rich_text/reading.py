"""A document into blocks: what an author wrote. Imports models and Qt only. `writing` is the way there."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtGui import (
    QTextBlock,
    QTextDocument,
    QTextFragment,
    QTextFrame,
    QTextListFormat,
    QTextTable,
    QTextTableCell,
)

from app.models.text import Block, Blocks, Cell, Item, List, Paragraph, Picture, Run, Table, joined
from app.ui.rich_text.document import ALT, CAPTION, DIGEST, FILLER, KEPT, LEVEL, LINK, PICTURE_LETTER, WIDTH

NUMBERED = frozenset(
    (
        QTextListFormat.Style.ListDecimal,
        QTextListFormat.Style.ListLowerAlpha,
        QTextListFormat.Style.ListUpperAlpha,
        QTextListFormat.Style.ListLowerRoman,
        QTextListFormat.Style.ListUpperRoman,
    )
)


class Piece(NamedTuple):
    """Blocks that stand `level` lists deep; as the beginning of an item, `list` tells its list from others."""

    level: int
    blocks: Blocks
    list: int = -1
    ordered: bool = False


def read_blocks(document: QTextDocument) -> Blocks:
    """The text of a document. Paragraphs left empty by the author are not part of it."""
    return nested(list(_pieces(document.rootFrame())))


def paragraph_places(document: QTextDocument) -> list[QTextBlock | None]:
    """Where each paragraph and picture of a text stands, in their order; None where it is not alone in its place."""
    found: list[QTextBlock | None] = []
    block = document.begin()
    while block.isValid():
        words = block.text()
        if PICTURE_LETTER in words:
            found.extend([None] * sum(len(piece.blocks) for piece in _of_block(block)))
        elif words or _is_empty_paragraph(block):
            found.append(block)
        block = block.next()
    return found


def words_of(block: QTextBlock) -> tuple[Run, ...] | None:
    """The words of what is a paragraph; None for anything else."""
    content = [each for piece in _of_block(block) for each in piece.blocks]
    only = content[0] if len(content) == 1 else None
    return only.runs if isinstance(only, Paragraph) else None


def _is_empty_paragraph(block: QTextBlock) -> bool:
    """Whether an empty place is a paragraph of the text."""
    form = block.blockFormat()
    return not form.boolProperty(FILLER) if block.textList() else form.boolProperty(KEPT)


def nested(pieces: list[Piece]) -> Blocks:
    """Blocks from a flat row of pieces: those that lie deeper belong to the item before them."""
    return _gathered(pieces, 0)


def _gathered(pieces: list[Piece], level: int) -> Blocks:
    found: list[Block] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.list < 0:
            found.extend(piece.blocks)
            at += 1
            continue
        items: list[Item] = []
        while at < len(pieces) and pieces[at].list == piece.list:
            first = pieces[at]
            end = at + 1
            while end < len(pieces) and _belongs(pieces[end], first):
                end += 1
            items.append(Item(first.blocks + _gathered(pieces[at + 1 : end], first.level)))
            at = end
        found.append(List(tuple(items), piece.ordered))
    return tuple(found)


def _belongs(piece: Piece, item: Piece) -> bool:
    """Whether a piece goes on with an item: text at its level, or anything deeper."""
    return piece.level > item.level or (piece.level == item.level and piece.list < 0)


def _pieces(frame: QTextFrame) -> Iterator[Piece]:
    for inner in _inside(frame):
        yield from _of_block(inner) if isinstance(inner, QTextBlock) else _of_frame(inner)


def _of_frame(frame: QTextFrame) -> Iterator[Piece]:
    if isinstance(frame, QTextTable):
        yield Piece(frame.format().intProperty(LEVEL), (read_table(frame),))
    else:
        yield from _pieces(frame)


def _inside(frame: QTextFrame) -> Iterator[QTextBlock | QTextFrame]:
    at = frame.begin()
    while not at.atEnd():
        inner = at.currentFrame()
        yield inner if inner else at.currentBlock()
        at += 1


def _of_block(block: QTextBlock) -> Iterator[Piece]:
    form = block.blockFormat()
    blocks = _content(block)
    if not blocks and _is_empty_paragraph(block):
        blocks = (Paragraph(),)
    if made := block.textList():
        listed = made.format()
        yield Piece(max(listed.indent(), 1), blocks, made.objectIndex(), listed.style() in NUMBERED)
    elif blocks:
        yield Piece(form.indent(), blocks)


def _content(block: QTextBlock) -> Blocks:
    """The paragraph of a block, cut where a picture stands in it."""
    found: list[Block] = []
    runs: list[Run] = []
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        if fragment.isValid():
            if fragment.charFormat().isImageFormat():
                if paragraph := joined(runs):
                    found.append(Paragraph(paragraph))
                runs = []
                found.extend([_picture(fragment)] * fragment.length())
            else:
                runs.append(_run(fragment))
        at += 1
    if paragraph := joined(runs):
        found.append(Paragraph(paragraph))
    return tuple(found)


def _run(fragment: QTextFragment) -> Run:
    form = fragment.charFormat()
    text = fragment.text().replace("\u2028", "\n").replace("\ufffc", "")
    return Run(text, form.fontWeight() >= 600, form.fontItalic(), form.stringProperty(LINK))


def _picture(fragment: QTextFragment) -> Picture:
    form = fragment.charFormat()
    return Picture(form.stringProperty(DIGEST), form.stringProperty(ALT), form.doubleProperty(WIDTH))


def cells_of_row(table: QTextTable, row: int) -> Iterator[tuple[QTextTableCell, Blocks]]:
    """The cells that begin in a row, and what stands in them; not those that only fill it up."""
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        if (cell.row(), cell.column()) == (row, column):
            blocks = nested(list(_cell_pieces(cell)))
            if blocks or not cell.format().boolProperty(FILLER):
                yield cell, blocks


def read_table(table: QTextTable) -> Table:
    """A table as it stands; a row is shorter where the text had no cell."""
    rows = (
        tuple(Cell(blocks, cell.columnSpan(), cell.rowSpan()) for cell, blocks in cells_of_row(table, row))
        for row in range(table.rows())
    )
    form = table.format()
    return Table(tuple(rows), form.headerRowCount(), form.stringProperty(CAPTION))


def _cell_pieces(cell: QTextTableCell) -> Iterator[Piece]:
    at = cell.begin()
    while not at.atEnd():
        inner = at.currentFrame()
        if isinstance(inner, QTextTable):
            yield Piece(inner.format().intProperty(LEVEL), (read_table(inner),))
        elif not inner:
            yield from _of_block(at.currentBlock())
        at += 1
