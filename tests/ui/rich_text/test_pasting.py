"""A long page that is pasted: read in the background, put in before anything else."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from app.models.text import Table, blocks_text, plain
from app.ui.rich_text.paste import LONG_HTML, from_html

ROWS = "<tr><td><p>What is to be done</p></td><td><p>by whom and when</p></td></tr>" * (LONG_HTML // 60)
PAGE = f"<table>{ROWS}</table>"


def paste(editor, page=PAGE):
    mime = QMimeData()
    mime.setHtml(page)
    editor.insertFromMimeData(mime)


class DescribeALongPageThatIsPasted:
    def it_is_put_in_once_it_was_read(self, qtbot, editor):
        paste(editor)
        assert editor.toPlainText() == ""
        qtbot.waitUntil(lambda: "by whom" in editor.toPlainText())
        assert editor.blocks() == from_html(PAGE)

    def it_stands_before_what_is_typed_meanwhile(self, editor):
        paste(editor)
        QTest.keyClicks(editor, "Then")
        table, then = editor.blocks()
        assert isinstance(table, Table)
        assert blocks_text((then,)) == "Then"

    def it_goes_where_the_cursor_was_before_the_mouse_led_elsewhere(self, editor):
        editor.set_blocks((*plain("One"), *plain("Two")))
        paste(editor)
        QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton)
        assert isinstance(editor.blocks()[0], Table)

    def it_belongs_to_the_text_at_once(self, qtbot, editor):
        with qtbot.waitSignal(editor.edited, timeout=0):
            paste(editor)
        assert editor.blocks() == from_html(PAGE)

    def it_is_put_in_once(self, qtbot, editor):
        paste(editor)
        before = editor.blocks()
        paste(editor, "<p>End</p>")
        assert editor.blocks() == (*before, *plain("End"))

    def it_does_not_come_into_another_text(self, qtbot, editor):
        paste(editor)
        editor.set_blocks(plain("Another"))
        QTest.keyClicks(editor, "x")
        assert blocks_text(editor.blocks()) == "xAnother"

    def it_is_a_table_where_a_spreadsheet_gives_a_picture_too(self, qtbot, editor, ask):
        mime = QMimeData()
        mime.setHtml(PAGE)
        mime.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
        editor.insertFromMimeData(mime)
        assert editor.blocks() == from_html(PAGE)
        assert ask.asked == []
