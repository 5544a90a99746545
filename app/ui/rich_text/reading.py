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
from app.ui.rich_text.document import ALT, CAPTION, DIGEST, FILLER, KEPT, LEVEL, LINK, WIDTH

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


def paragraph_places(document: QTextDocument, count: int) -> list[QTextBlock | None]:
    """Where each of the first `count` blocks of a text stands, if it is a paragraph that has its place alone."""
    found: list[QTextBlock | None] = []
    item: Piece | None = None
    for inner in _inside(document.rootFrame()):
        place = inner if isinstance(inner, QTextBlock) else None
        for piece in _of_block(inner) if isinstance(inner, QTextBlock) else _of_frame(inner):
            if item and (piece.list == item.list or _belongs(piece, item)):
                continue
            item = piece if piece.list >= 0 else None
            alone = item is None and len(piece.blocks) == 1 and isinstance(piece.blocks[0], Paragraph)
            found.extend([place if alone else None] * (1 if item else len(piece.blocks)))
        if len(found) >= count:
            break
    return found[:count]


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
        yield Piece(frame.format().intProperty(LEVEL), (_table(frame),))
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
    made = block.textList()
    if made:
        filler = form.boolProperty(FILLER) and not blocks
        if not blocks and not filler:
            blocks = (Paragraph(),)
        listed = made.format()
        yield Piece(max(listed.indent(), 1), blocks, made.objectIndex(), listed.style() in NUMBERED)
    elif blocks or form.boolProperty(KEPT):
        yield Piece(form.indent(), blocks or (Paragraph(),))


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


def _table(table: QTextTable) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for row in range(table.rows()):
        cells: list[Cell] = []
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            if (cell.row(), cell.column()) != (row, column):
                continue
            blocks = nested(list(_cell_pieces(cell)))
            if blocks or not cell.format().boolProperty(FILLER):
                cells.append(Cell(blocks, cell.columnSpan(), cell.rowSpan()))
        rows.append(tuple(cells))
    form = table.format()
    return Table(tuple(rows), form.headerRowCount(), form.stringProperty(CAPTION))


def _cell_pieces(cell: QTextTableCell) -> Iterator[Piece]:
    at = cell.begin()
    while not at.atEnd():
        inner = at.currentFrame()
        if isinstance(inner, QTextTable):
            yield Piece(inner.format().intProperty(LEVEL), (_table(inner),))
        elif not inner:
            yield from _of_block(at.currentBlock())
        at += 1
