"""The lines of tables, as they are painted."""

import pytest
from PySide6.QtGui import QImage

from app.models.text import Cell, Table, plain
from app.ui.rich_text.editor import RichTextEdit

TABLE = Table(tuple(tuple(Cell(plain(words)) for words in row) for row in ("abcd", "efgh")), 0)
WHITE = 0xFFFFFFFF


@pytest.fixture
def painted(qtbot, pictures, ask):
    editor = RichTextEdit(pictures, ask)
    qtbot.addWidget(editor)
    editor.setStyleSheet("QTextEdit { background: white; color: white; }")
    editor.resize(500, 400)
    editor.set_blocks((TABLE,))
    editor.document().setTextWidth(500)
    image = QImage(editor.size(), QImage.Format.Format_RGB32)
    editor.render(image)
    return editor, image


def breadths(dots):
    """How broad each stretch is that is not white."""
    found, run = [], 0
    for dot in [*dots, WHITE]:
        if dot != WHITE:
            run += 1
        elif run:
            found.append(run)
            run = 0
    return found


class DescribeTheLinesOfATable:
    def they_are_one_point_broad(self, painted):
        editor, image = painted
        (table,) = editor.document().rootFrame().childFrames()
        frame = editor.document().documentLayout().frameBoundingRect(table)
        across = round(frame.top()) + 6
        down = round(frame.left()) + 5
        assert breadths([image.pixel(x, across) for x in range(image.width())]) == [1] * 5
        assert breadths([image.pixel(down, y) for y in range(image.height())]) == [1] * 3

    def they_stay_within_the_text(self, painted):
        editor, _ = painted
        assert editor.document().size().width() == 500

    def they_are_not_worked_out_anew_for_each_letter(self, painted):
        """Qt seeks the lines of two neighbours that it is to make one of with each layout, cell by cell."""
        editor, _ = painted
        (table,) = editor.document().rootFrame().childFrames()
        assert not table.format().borderCollapse()
