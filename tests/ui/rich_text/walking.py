"""Somebody who does whatever can be done in a text, at random but the same for the same seed, and what must hold then.

`python -m tests.ui.rich_text.walking FIRST LAST [undoes]` walks by each seed from FIRST up to LAST and says what was
wrong. To be run apart: a text that became unsound may end the program.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from math import inf

from PySide6.QtCore import QEvent, QMimeData, Qt, qInstallMessageHandler
from PySide6.QtGui import QPalette, QTextCursor, QTextTableCell
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.models.text import Block, Blocks, Cell, Item, List, Paragraph, Run, Table, lines_of
from app.ui.rich_text import tables
from app.ui.rich_text.document import SafeDocument
from app.ui.rich_text.editor import RichTextEdit
from app.ui.rich_text.paste import mime_of
from app.ui.rich_text.reading import read_blocks
from app.ui.rich_text.writing import write_in_parts
from tests.ui.fakes import FakeAsk, MemoryPictures
from tests.ui.rich_text.soundness import faults, tables_of

warned: list[str] = []
"""What Qt has said on the walk under way."""
STEPS = 40
"""How many steps one walk has."""

KEYS = {
    "Enter": (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    "Shift+Enter": (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier),
    "Tab": (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
    "Shift+Tab": (Qt.Key.Key_Backtab, Qt.KeyboardModifier.NoModifier),
    "Backspace": (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier),
    "Delete": (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    "Ctrl+Delete": (Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier),
}
SAYS_NOTHING = "This plugin does not support"
"""So Qt begins what the offscreen platform has it say of every window."""
TABLE_STEPS = {
    "row above": tables.row_above, "row below": tables.row_below, "column left": tables.column_left,
    "column right": tables.column_right, "head": tables.toggle_head, "split": tables.split_cell,
    "delete row": tables.delete_row, "delete column": tables.delete_column, "delete table": tables.delete_table,
    "merge": tables.merge_cells,
}  # fmt: skip
KEEPING = frozenset(
    ("move", "cell", "cells", "Tab", "Shift+Tab", "bullets", "numbers", "deeper", "out", "bold", "row above",
     "row below", "column left", "column right", "head", "split", "merge")
)  # fmt: skip
"""Steps by which no word comes or goes."""

PAGES = (
    "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>",
    "<p>x <b>y</b></p><p>z</p>",
    "<ol><li><p>k</p><p>l</p><table><tr><td>1</td></tr></table></li></ol>",
    "<table><tr><td>a<table><tr><td>q</td></tr></table></td></tr></table>",
    "<table><tr><td rowspan=5>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
    "<table><tr><td colspan=2>a</td></tr><tr><td>c</td><td>d</td></tr><tr><td>e</td></tr></table>",
    "<table><tr><td>a</td><td rowspan=2>b</td><td>c</td></tr><tr><td colspan=3>d</td></tr></table>",
)


class Walk:
    """One editor, shown, and whoever writes there."""

    def __init__(self, seed: int, *, undoes: bool) -> None:
        self.chance = random.Random(seed)
        self.ask = FakeAsk()
        self.editor = RichTextEdit(MemoryPictures(), self.ask, undoes=undoes)
        self.other = RichTextEdit(MemoryPictures(), self.ask, undoes=False)
        self.words = 0
        if seed % 4:
            self.editor.set_blocks(self.text(3))
        self.editor.show()

    def steps(self) -> Mapping[str, Callable[[], object]]:
        """All that can be done."""
        editor = self.editor
        keys = {name: lambda key=key: QTest.keyClick(editor, *key) for name, key in KEYS.items()}
        changes = {name: lambda step=step: editor.change_table(step) for name, step in TABLE_STEPS.items()}
        steps = {"undo": editor.undo, "redo": editor.redo} if editor.document().isUndoRedoEnabled() else {}
        return keys | changes | steps | {
            "move": self.move, "cell": self.go_to_cell, "cells": self.choose_cells, "type": self.type,
            "bullets": lambda: editor.set_list(ordered=False), "numbers": lambda: editor.set_list(ordered=True),
            "deeper": lambda: editor.change_level(1), "out": lambda: editor.change_level(-1),
            "bold": editor.set_bold, "table": self.insert_table, "cut": editor.cut, "again": self.paste_chosen,
            "page": self.paste_page, "blocks": self.paste_blocks,
        }  # fmt: skip

    def next_steps(self) -> list[str]:
        """What is done next: often something where there are tables, first going there."""
        kind = self.chance.random()
        if kind < 0.25:
            return ["cell", self.chance.choice(tuple(self.steps()))]
        if kind < 0.45:
            return ["cells", self.chance.choice(("merge", "merge", *self.steps()))]
        return [self.chance.choice(("move", "move", *self.steps()))]

    def word(self) -> str:
        """A word that is nowhere yet."""
        self.words += 1
        return f"w{self.words}"

    def text(self, depth: int) -> Blocks:
        """Some blocks, within one another up to a depth."""
        return tuple(self.block(depth) for _ in range(self.chance.randint(0, 3)))

    def block(self, depth: int) -> Block:
        kind = self.chance.random()
        if kind < 0.4 or not depth:
            return Paragraph((Run(self.word()),))
        if kind > 0.65:
            return self.table(depth)
        items: list[Item] = []
        for _ in range(self.chance.randint(1, 3)):
            more = self.text(depth - 1)[:1] if self.chance.random() < 0.3 else ()
            items.append(Item((Paragraph((Run(self.word()),)), *more)))
        return List(tuple(items), self.chance.random() < 0.5)

    def table(self, depth: int) -> Table:
        """A table, some of its cells merged, empty, or with tables and lists in them."""
        height, width = self.chance.randint(1, 4), self.chance.randint(1, 4)
        taken: set[tuple[int, int]] = set()
        rows: list[tuple[Cell, ...]] = []
        for row in range(height):
            cells: list[Cell] = []
            for column in range(width):
                if (row, column) in taken:
                    continue
                across = down = 1
                while column + across < width and (row, column + across) not in taken and self.seldom():
                    across += 1
                while row + down < height and self.seldom():
                    down += 1
                taken |= {(row + r, column + c) for r in range(down) for c in range(across)}
                filled = self.chance.random() < 0.7
                inside = (Paragraph((Run(self.word()),)),) if filled else self.text(max(depth - 2, 0))
                cells.append(Cell(inside, across, down))
            rows.append(tuple(cells))
        return Table(tuple(rows), self.chance.randint(0, 1))

    def seldom(self) -> bool:
        return self.chance.random() < 0.25

    def move(self) -> None:
        """Anywhere; or chooses from anywhere to anywhere."""
        places = self.editor.document().characterCount()
        self._choose(*(self.chance.randrange(places) for _ in range(2 if self.chance.random() < 0.4 else 1)))

    def go_to_cell(self) -> None:
        if cells := self._cells(1):
            self._choose(self.chance.choice((cells[0].firstPosition(), cells[0].lastPosition())))

    def choose_cells(self) -> None:
        if cells := self._cells(2):
            self._choose(cells[0].firstPosition(), cells[1].lastPosition())

    def type(self) -> None:
        QTest.keyClicks(self.editor, self.word())

    def insert_table(self) -> None:
        self.ask.answers["table_size"] = (self.chance.randint(1, 3), self.chance.randint(1, 3))
        self.editor.insert_table()

    def paste_chosen(self) -> None:
        """What is chosen in its own place."""
        self.editor.insertFromMimeData(self.editor.createMimeDataFromSelection())

    def paste_page(self) -> None:
        page = QMimeData()
        page.setHtml(self.chance.choice(PAGES))
        self.editor.insertFromMimeData(page)

    def paste_blocks(self) -> None:
        self.editor.insertFromMimeData(mime_of(self.text(2), ""))

    def _cells(self, count: int) -> list[QTextTableCell]:
        """Some cells of a table, by chance; none where there is no table."""
        if not (found := list(tables_of(self.editor.document().rootFrame()))):
            return []
        table = self.chance.choice(found)
        places = [
            (self.chance.randrange(table.rows()), self.chance.randrange(table.columns()))
            for _ in range(count)
        ]
        return [table.cellAt(*place) for place in places]

    def _choose(self, first: int, last: int | None = None) -> None:
        cursor = self.editor.textCursor()
        cursor.setPosition(first)
        if last is not None:
            cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        self.editor.setTextCursor(cursor)


def walked(seed: int, *, undoes: bool) -> str:
    """What was wrong on a walk, with the step; empty where nothing was."""
    walk = Walk(seed, undoes=undoes)
    first, done, wrong = walk.editor.blocks(), [], ""
    warned.clear()
    before = first
    while len(done) < STEPS and not wrong:
        for step in walk.next_steps():
            done.append(step)
            walk.steps()[step]()
            QApplication.processEvents()
            wrong = next(_wrong(walk, step, before), "")
            if wrong:
                break
            before = walk.editor.blocks()
    if undoes and not wrong:
        wrong = next(_wrong_in_undo(walk.editor, first), "")
    for editor in (walk.editor, walk.other):
        editor.deleteLater()
        QApplication.sendPostedEvents(editor, QEvent.Type.DeferredDelete)
    return wrong and f"seed {seed}, after {', '.join(done)}: {wrong}"


def heed_warnings() -> None:
    """Has what Qt says from now on count as wrong."""
    qInstallMessageHandler(lambda _kind, _where, said: None if SAYS_NOTHING in said else warned.append(said))


def _wrong(walk: Walk, step: str, before: Blocks) -> Iterator[str]:
    """What does not hold after a step. Nobody asks a text more that is unsound."""
    yield from warned
    yield from faults(walk.editor.document())
    now = walk.editor.blocks()
    written = SafeDocument()
    deque(write_in_parts(written, now, QPalette(), inf), maxlen=0)
    yield from faults(written)
    if (read := read_blocks(written)) != now:
        yield f"{now} is {read} once it was written and read"
    if step in KEEPING and _words(now) != _words(before):
        yield f"the words {_words(before) - _words(now)} were lost, {_words(now) - _words(before)} came"
    walk.other.set_blocks(before)
    for new in (now, before):
        walk.other.show_change(new)
        yield from faults(walk.other.document())
        if (shown := walk.other.blocks()) != new:
            yield f"from {before} to {now} and back, {shown} was shown for {new}"


def _wrong_in_undo(editor: RichTextEdit, first: Blocks) -> Iterator[str]:
    """What does not hold where the text keeps its own steps of undo, as all are undone and done again."""
    last, count = editor.blocks(), 0
    while editor.document().isUndoAvailable():
        editor.undo()
        count += 1
        yield from faults(editor.document())
        yield from warned
    if editor.blocks() != first:
        yield f"undo leads to {editor.blocks()}, not to {first}"
    for _ in range(count):
        editor.redo()
        yield from faults(editor.document())
        yield from warned
    if editor.blocks() != last:
        yield f"redo leads to {editor.blocks()}, not to {last}"


def _words(blocks: Blocks) -> Counter[str]:
    return Counter(word for line in lines_of(blocks) for word in line.split())


def main(first: int, last: int, *, undoes: bool) -> int:
    """Walks by each seed and prints what was wrong; 1 where something was."""
    application = QApplication(["walking", "-platform", "offscreen"])
    heed_warnings()
    wrong = 0
    for seed in range(first, last):
        print(f"seed {seed}", flush=True)
        if said := walked(seed, undoes=undoes):
            print(said, flush=True)
            wrong = 1
    application.clipboard().clear()
    return wrong


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), undoes="undoes" in sys.argv))
