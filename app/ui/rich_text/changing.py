"""Makes another text of the one on show where little differs: words of paragraphs wherever they stand, cells of tables,
or whole paragraphs. Imports models and Qt only.

To write thousands of words or a thousand cells anew for one letter takes as long as several keys may.
"""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple, TypeGuard

from PySide6.QtGui import QColor, QPalette, QTextBlock, QTextCursor, QTextTable, QTextTableCell

from app.models.text import Block, Blocks, List, Paragraph, Table
from app.ui.rich_text.document import SafeDocument
from app.ui.rich_text.reading import cells_of_row, paragraph_places, words_of
from app.ui.rich_text.writing import BlockWriter, fill_cell, widen_empty


def change_blocks(document: SafeDocument, old: Blocks, new: Blocks, palette: QPalette) -> bool:
    """Makes `new` of a document that shows `old`; False, and nothing done, where more differs than the words of
    paragraphs, what stands in cells, or paragraphs that stand in no list and no table. Its own undo list begins anew.
    """
    start = _alike(old, new)
    end = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - start)
    gone, come = old[start : len(old) - end], new[start : len(new) - end]
    ahead = _Count.of(old[:start])
    if not gone or not come:
        return False
    places = paragraph_places(document)
    if len(places) != _Count.of(old).leaves:
        return False
    colour = palette.color(QPalette.ColorRole.Link)
    found = _Differing(ahead)
    if found.in_blocks(gone, come):
        return _change_places(document, found, places, colour)
    if not all(map(_is_written, (*gone, *come))):
        return False
    stand = places[ahead.leaves : ahead.leaves + len(gone)]
    first, last = stand[0], stand[-1]
    if first is None or last is None or None in stand:
        return False
    _replace(document, first, last, come, colour)
    return True


class _Count(NamedTuple):
    """How many paragraphs and pictures there are, and how many tables that stand in no other."""

    leaves: int = 0
    tables: int = 0

    @classmethod
    def of(cls, blocks: Blocks) -> "_Count":
        """Of some blocks and what stands in them."""
        leaves = tables = 0
        for block in blocks:
            if isinstance(block, List):
                held = [cls.of(item.blocks) for item in block.items]
                leaves, tables = leaves + sum(n for n, _ in held), tables + sum(n for _, n in held)
            elif isinstance(block, Table):
                leaves += sum(cls.of(cell.blocks).leaves for row in block.rows for cell in row)
                tables += 1
            else:
                leaves += 1
        return cls(leaves, tables)


class _Words(NamedTuple):
    """A paragraph whose words differ, by its number among all paragraphs and pictures."""

    number: int
    old: Paragraph
    new: Paragraph


class _Filled(NamedTuple):
    """A cell in which more than words differs: of which table that stands in no other, and which of a row's cells."""

    table: int
    row: int
    number: int
    old: Blocks
    new: Blocks


class _Differing:
    """What differs between blocks that are built alike, from a place in a text on."""

    def __init__(self, ahead: _Count) -> None:
        self.words: list[_Words] = []
        self.cells: list[_Filled] = []
        self._leaves, self._tables = ahead

    def in_blocks(self, old: Blocks, new: Blocks, *, in_cell: bool = False) -> bool:
        """Whether the blocks are built alike; then all that differs in them was added."""
        alike = len(old) == len(new)
        return alike and all(self._in_block(*pair, in_cell) for pair in zip(old, new, strict=True))

    def _in_block(self, old: Block, new: Block, in_cell: bool) -> bool:
        if isinstance(old, List) and isinstance(new, List):
            alike = old.ordered == new.ordered and len(old.items) == len(new.items)
            items = zip(old.items, new.items, strict=False)
            return alike and all(self.in_blocks(a.blocks, b.blocks, in_cell=in_cell) for a, b in items)
        if isinstance(old, Table) and isinstance(new, Table):
            return _framed(old) == _framed(new) and self._in_table(old, new, in_cell)
        if old != new:
            if not (_is_written(old) and _is_written(new)):
                return False
            self.words.append(_Words(self._leaves, old, new))
        self._leaves += 1
        return True

    def _in_table(self, old: Table, new: Table, in_cell: bool) -> bool:
        for row, cells in enumerate(zip(old.rows, new.rows, strict=True)):
            for number, (before, after) in enumerate(zip(*cells, strict=True)):
                leaves, words = self._leaves, len(self.words)
                if before != after and not self.in_blocks(before.blocks, after.blocks, in_cell=True):
                    if in_cell:
                        return False
                    del self.words[words:]
                    self.cells.append(_Filled(self._tables, row, number, before.blocks, after.blocks))
                self._leaves = leaves + _Count.of(before.blocks).leaves
        self._tables += not in_cell
        return True


def _framed(table: Table) -> tuple[object, ...]:
    """What makes a table but for what stands in its cells."""
    spans = tuple(tuple((cell.across, cell.down) for cell in row) for row in table.rows)
    return table.header_rows, table.caption, spans


def _change_places(
    document: SafeDocument, found: _Differing, places: Sequence[QTextBlock | None], colour: QColor
) -> bool:
    """Writes what differs where it stands; False, and nothing done, where it does not stand there as it should."""
    paragraphs = [(places[number], old, new) for number, old, new in found.words]
    tables = [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    cells = [(*_cell_of(tables[each.table], each), each) for each in found.cells]
    if any(place is None or words_of(place) != old.runs for place, old, _ in paragraphs):
        return False
    if any(blocks != each.old for _, blocks, each in cells):
        return False
    with _one_edit(document):
        for place, _, new in paragraphs:
            assert place is not None
            _write_words(place, new, colour)
        for cell, _, each in cells:
            fill_cell(cell, each.new, colour)
        for table in {each.table for *_, each in cells}:
            widen_empty(tables[table])
    return True


def _cell_of(table: QTextTable, which: _Filled) -> tuple[QTextTableCell, Blocks]:
    """A cell of a table, and what stands in it."""
    return next(islice(cells_of_row(table, which.row), which.number, None))


def _write_words(place: QTextBlock, paragraph: Paragraph, colour: QColor) -> None:
    """Puts other words into a paragraph."""
    cursor = QTextCursor(place)
    cursor.setPosition(place.position() + place.length() - 1, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    BlockWriter(cursor, colour).runs(paragraph.runs)


def _replace(
    document: SafeDocument, first: QTextBlock, last: QTextBlock, come: Blocks, colour: QColor
) -> None:
    with _one_edit(document):
        cursor = QTextCursor(first)
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        BlockWriter(cursor, colour).write(come)


@contextmanager
def _one_edit(document: SafeDocument) -> Generator[None]:
    """Has what is written meanwhile laid out once; the document's own undo list begins anew."""
    undoes, edit = document.isUndoRedoEnabled(), QTextCursor(document)
    document.setUndoRedoEnabled(False)
    edit.beginEditBlock()
    try:
        yield
    finally:
        edit.endEditBlock()
        document.setUndoRedoEnabled(undoes)


def _alike(one: Sequence[Block], other: Sequence[Block]) -> int:
    """How many blocks are the same from the beginning on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _is_written(block: Block) -> TypeGuard[Paragraph]:
    """Whether a block is a paragraph with words: beside a table, an empty one is shown otherwise."""
    return isinstance(block, Paragraph) and bool(block.runs)
