"""The colour of links in a long text, which follows the scheme in turns."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette, QTextCursor, QTextDocument

from app.models.text import Blocks, Cell, Paragraph, Run, Table
from app.ui.rich_text import links
from app.ui.rich_text.document import SafeDocument
from app.ui.rich_text.editor import RichTextEdit
from app.ui.rich_text.writing import write_in_parts
from app.ui.turns import InTurns

LINK = Run("here", link="https://example.org/")
BETWEEN = Paragraph((Run("word " * links.NEAR),))
GREEN = QColor("green")


@pytest.fixture
def document(qtbot):
    return SafeDocument()


def written(document: SafeDocument, blocks: Blocks) -> SafeDocument:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Link, QColor("blue"))
    for _ in write_in_parts(document, blocks, palette):
        pass
    return document


def colours(document: QTextDocument) -> list[str]:
    """The colours of the places where "here" stands, from the beginning on."""
    found: list[str] = []
    cursor = document.find("here")
    while not cursor.isNull():
        found.append(cursor.charFormat().foreground().color().name())
        cursor = document.find("here", cursor)
    return found


class DescribeInkingLinks:
    def it_shows_those_far_apart_in_several_steps(self, document):
        written(document, (Paragraph((LINK,)), BETWEEN, Paragraph((LINK,)), BETWEEN, Paragraph((LINK,))))
        blue, green = QColor("blue").name(), GREEN.name()
        steps = [colours(document) for _ in links.ink(document, GREEN)]
        assert steps == [[green, blue, blue], [green, green, blue], [green, green, green]]

    def it_shows_those_that_stand_near_each_other_in_one(self, document):
        written(document, (Paragraph((LINK, Run(" and "), LINK)), Paragraph((LINK,))))
        assert [colours(document) for _ in links.ink(document, GREEN)] == [[GREEN.name()] * 3]

    def it_shows_those_of_one_table_in_one_for_a_table_is_laid_out_whole(self, document):
        inner = Table(((Cell((BETWEEN, Paragraph((LINK,)))),),))
        row = (Cell((Paragraph((LINK,)),)), Cell((BETWEEN,)), Cell((inner,)))
        written(document, (Table((row,)), Table((row,))))
        assert len(list(links.ink(document, GREEN))) == 2
        assert colours(document) == [GREEN.name()] * 4

    def it_goes_on_where_it_was_though_one_writes_before_that(self, document):
        written(document, (Paragraph((LINK,)), BETWEEN, Paragraph((LINK,)), BETWEEN, Paragraph((LINK,))))
        steps = links.ink(document, GREEN)
        next(steps)
        QTextCursor(document).insertText("New words come first. " * 1000)
        assert len(list(steps)) == 2
        assert colours(document) == [GREEN.name()] * 3

    def it_keeps_the_undo_of_a_text_without_links(self, document):
        written(document, (BETWEEN,))
        QTextCursor(document).insertText("New")
        assert list(links.ink(document, GREEN)) == []
        assert document.isUndoAvailable()


class DescribeTheEditorInAnotherScheme:
    @pytest.fixture
    def editor(self, qtbot, pictures, ask):
        editor = RichTextEdit(pictures, ask, undoes=False)
        editor._inking = InTurns(editor, budget=0)
        qtbot.addWidget(editor)
        editor.set_blocks((Paragraph((LINK,)), BETWEEN, Paragraph((LINK,))))
        return editor

    def begin(self, editor):
        palette = editor.palette()
        palette.setColor(QPalette.ColorRole.Link, GREEN)
        editor.setPalette(palette)
        editor._ink_links()
        assert [each == GREEN.name() for each in colours(editor.document())] == [True, False]

    def it_hears_what_is_typed_while_some_links_wait_for_their_colour(self, qtbot, editor):
        before = editor.blocks()
        edits = []
        editor.edited.connect(lambda: edits.append(editor.blocks()))
        self.begin(editor)
        assert editor.blocks() is before
        assert edits == []
        editor.insertPlainText("New ")
        qtbot.waitUntil(lambda: colours(editor.document())[1] == GREEN.name())
        assert len(edits) == 1
        assert editor.blocks() == edits[0]

    def it_leaves_the_rest_where_another_text_is_shown(self, editor):
        self.begin(editor)
        editor.set_blocks((BETWEEN, Paragraph((LINK,))))
        assert not editor._inking.under_way
        assert colours(editor.document()) == [GREEN.name()]
