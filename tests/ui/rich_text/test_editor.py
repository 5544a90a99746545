"""The editor under real keys."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QGuiApplication, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.models.text import Cell, Item, List, Paragraph, Picture, Run, Table, blocks_text
from app.ui.ask import LinkAnswer, LinkedPart, PictureAnswer
from app.ui.picker import Entry
from app.ui.rich_text import editor as editor_module
from app.ui.rich_text import links, tables
from app.ui.rich_text.bar import FormatBar
from app.ui.rich_text.editor import RichTextEdit
from app.ui.rich_text.menu import text_menu
from app.ui.rich_text.paste import mime_of, png_of
from app.ui.rich_text.writing import LINE_HEIGHT
from tests.ui.fakes import MemoryPictures

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def p(text, **look):
    return Paragraph((Run(text, **look),))


def select_all(editor):
    editor.selectAll()
    return editor


def colour_links(editor, name):
    palette = editor.palette()
    palette.setColor(palette.ColorRole.Link, QColor(name))
    editor.setPalette(palette)


def colour_at(editor, position):
    cursor = editor.textCursor()
    cursor.setPosition(position)
    return cursor.charFormat().foreground().color()


def every_block(document):
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


class DescribeTheEditor:
    def it_gives_what_was_typed(self, qtbot, editor):
        with qtbot.waitSignal(editor.edited):
            qtbot.keyClicks(editor, "We will")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.keyClicks(editor, "and shall")
        assert editor.blocks() == (p("We will"), p("and shall"))

    def it_is_as_high_as_the_hint_that_stands_in_it(self, qtbot, editor):
        editor.setPlaceholderText(
            "One sentence: what this theme is to bring about by the end of the strategy. " * 3
        )
        lines = []
        for width in (900, 200):
            editor.resize(width, editor.height())
            qtbot.waitUntil(lambda width=width: editor.viewport().width() == width)
            lines.append(editor.height() / editor.fontMetrics().lineSpacing())
        assert lines[1] >= lines[0] + 1.5
        editor.setPlaceholderText("")
        editor.resize(210, editor.height())
        assert editor.minimumSizeHint().height() / editor.fontMetrics().lineSpacing() == pytest.approx(
            lines[0], abs=0.2
        )

    def it_does_not_tell_of_what_it_is_given(self, qtbot, editor):
        with qtbot.assertNotEmitted(editor.edited):
            editor.set_blocks((p("Given"),))
        assert editor.blocks() == (p("Given"),)

    def it_makes_words_bold_and_italic_and_back(self, editor):
        editor.set_blocks((p("words"),))
        select_all(editor).set_bold()
        select_all(editor).set_italic()
        assert editor.blocks() == (p("words", bold=True, italic=True),)
        select_all(editor).set_bold()
        assert editor.blocks() == (p("words", italic=True),)

    def it_links_words_and_takes_the_link_away(self, editor, ask):
        editor.set_blocks((p("words"),))
        ask.answers["link"] = LinkAnswer("words", "https://example.org/page")
        select_all(editor).edit_link()
        assert editor.blocks() == (p("words", link="https://example.org/page"),)
        ask.answers["link"] = LinkAnswer("words", "")
        select_all(editor).edit_link()
        assert editor.blocks() == (p("words"),)

    def it_links_to_a_part_by_its_name_where_nothing_is_chosen(self, editor, ask):
        editor.set_blocks(())
        ask.answers["link"] = LinkAnswer("Learn by doing", "#p1")
        editor.edit_link()
        assert editor.blocks() == (p("Learn by doing", link="#p1"),)

    def it_takes_the_whole_link_at_the_cursor(self, editor, ask):
        editor.set_blocks((Paragraph((Run("see "), Run("all of this", link="#p1"), Run(" now"))),))
        cursor = editor.textCursor()
        cursor.setPosition(8)
        editor.setTextCursor(cursor)
        ask.answers["link"] = LinkAnswer("that", "#p2")
        editor.edit_link()
        assert ask.asked[-1][1:3] == ("all of this", "#p1")
        assert editor.blocks() == (Paragraph((Run("see "), Run("that", link="#p2"), Run(" now"))),)

    def it_types_on_after_a_link_in_plain_words(self, qtbot, editor, ask):
        editor.set_blocks((Paragraph((Run("see "), Run("this", True, link="#p1"))),))
        editor.moveCursor(editor.textCursor().MoveOperation.End)
        qtbot.keyClicks(editor, " too")
        assert editor.blocks() == (
            Paragraph((Run("see "), Run("this", True, link="#p1"), Run(" too", True))),
        )

    def it_goes_where_a_link_leads(self, qtbot, editor):
        editor.set_blocks((Paragraph((Run("this", link="#p1"),)),))
        with qtbot.waitSignal(editor.link_followed) as told:
            qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert told.args == ["p1"]
        assert editor.blocks() == (Paragraph((Run("this", link="#p1"),)),)

    def it_makes_lists_nests_them_and_leaves_them(self, qtbot, editor):
        qtbot.keyClicks(editor, "one")
        editor.set_list(ordered=False)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
        qtbot.keyClicks(editor, "inner")
        inner = List((Item((p("inner"),)),))
        assert editor.blocks() == (List((Item((p("one"), inner)),)),)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.keyClicks(editor, "two")
        assert editor.blocks() == (List((Item((p("one"), inner)), Item((p("two"),)))),)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.keyClicks(editor, "after")
        assert editor.blocks()[1:] == (p("after"),)

    @pytest.mark.parametrize(("mark", "ordered"), [("-", False), ("*", False), ("1.", True), ("1)", True)])
    def it_makes_a_list_of_a_paragraph_begun_with_the_mark_of_one(self, qtbot, editor, mark, ordered):
        leaps = []
        editor.leaping.connect(lambda: leaps.append(editor.toPlainText()))
        qtbot.keyClicks(editor, f"{mark} one")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.keyClicks(editor, "two")
        assert editor.blocks() == (List((Item((p("one"),)), Item((p("two"),))), ordered=ordered),)
        assert leaps[0] == mark

    @pytest.mark.parametrize("words", ["2019. It", "a - b", "2. two", "-one - two"])
    def it_leaves_a_paragraph_that_only_looks_so(self, qtbot, editor, words):
        qtbot.keyClicks(editor, words)
        assert editor.blocks() == (p(words),)

    def it_makes_no_list_within_one(self, qtbot, editor):
        editor.set_list(ordered=False)
        qtbot.keyClicks(editor, "- one")
        assert editor.blocks() == (List((Item((p("- one"),)),)),)

    def it_keeps_the_look_of_paragraphs_behind_an_empty_one(self, qtbot, editor):
        qtbot.keyClicks(editor, "one")
        for _ in range(2):
            qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.keyClicks(editor, "two")
        document = editor.document()
        looks = [document.findBlockByNumber(at).blockFormat() for at in range(document.blockCount())]
        assert len(looks) == 3
        assert {(look.lineHeight(), look.bottomMargin()) for look in looks} == {(140, 6)}
        assert editor.blocks() == (p("one"), p("two"))

    def it_leads_out_of_an_item_from_an_empty_paragraph_of_it(self, qtbot, editor):
        editor.set_blocks((List((Item((p("one"), p("more"))),)),))
        editor.moveCursor(QTextCursor.MoveOperation.End)
        for _ in range(2):
            qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.keyClicks(editor, "after")
        assert editor.blocks() == (List((Item((p("one"), p("more"))),)), p("after"))

    def it_turns_bullets_into_numbers(self, editor):
        editor.set_blocks((List((Item((p("one"),)), Item((p("two"),)))),))
        select_all(editor).set_list(ordered=True)
        assert editor.blocks() == (List((Item((p("one"),)), Item((p("two"),))), ordered=True),)

    def it_inserts_a_table_and_changes_it(self, qtbot, editor, ask):
        ask.answers["table_size"] = (2, 2)
        editor.insert_table()
        qtbot.keyClicks(editor, "Year")
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
        qtbot.keyClicks(editor, "Cost")
        year, cost = Cell((p("Year"),)), Cell((p("Cost"),))
        assert editor.blocks() == (Table(((year, cost), (Cell(), Cell()))),)
        editor.change_table(tables.row_above)
        editor.change_table(tables.toggle_head)
        assert editor.blocks() == (Table(((Cell(), Cell()), (year, cost), (Cell(), Cell())), header_rows=0),)
        editor.change_table(tables.delete_row)
        assert editor.blocks() == (Table(((year, cost), (Cell(), Cell())), header_rows=0),)
        editor.change_table(tables.column_left)
        assert [len(row) for row in editor.blocks()[0].rows] == [3, 3]
        editor.change_table(tables.delete_table)
        assert editor.blocks() == ()

    @pytest.mark.parametrize(
        ("step", "cells"),
        [(tables.row_above, [["x", ""], ["a", ""]]), (tables.row_below, [["a", ""], ["x", ""]]),
         (tables.column_left, [["x", "a", ""]]), (tables.column_right, [["a", "x", ""]])],
    )  # fmt: skip
    def it_goes_into_the_row_or_column_that_is_new(self, editor, ask, step, cells):
        ask.answers["table_size"] = (1, 2)
        editor.insert_table()
        QTest.keyClicks(editor, "a")
        editor.change_table(step)
        QTest.keyClicks(editor, "x")
        (table,) = editor.blocks()
        assert [[blocks_text(cell.blocks) for cell in row] for row in table.rows] == cells

    @pytest.mark.parametrize("step", [tables.delete_row, tables.delete_column])
    def it_stays_in_a_table_until_all_of_it_is_deleted(self, editor, ask, step):
        ask.answers["table_size"] = (2, 2)
        editor.insert_table()
        editor.change_table(step)
        assert editor.textCursor().currentTable() is not None
        editor.change_table(step)
        assert editor.blocks() == ()

    def it_shades_the_head_once_where_one_types(self, editor, ask):
        ask.answers["table_size"] = (2, 2)
        editor.insert_table()
        QTest.keyClicks(editor, "Year")
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        QTest.keyClicks(editor, "Sum")
        shaded = [
            fragment.fragment().text()
            for block in every_block(editor.document())
            for fragment in block
            if fragment.fragment().charFormat().background().style() != Qt.BrushStyle.NoBrush
        ]
        assert "Year" in editor.toPlainText()
        assert shaded == []
        assert (
            editor.textCursor().currentTable().cellAt(0, 1).format().background().style()
            != Qt.BrushStyle.NoBrush
        )

    def it_takes_the_picture_that_a_browser_copies_with_its_address(self, editor, ask):
        image = QImage(4, 4, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        ask.answers["picture"] = PictureAnswer(png_of(image), "A red square")
        mime = QMimeData()
        mime.setImageData(image)
        mime.setHtml('<meta charset="utf-8"><img src="https://example.org/red.png" alt="Red">')
        editor.insertFromMimeData(mime)
        assert [block.alt for block in editor.blocks()] == ["A red square"]

    @pytest.mark.parametrize("address", ["file:///C:/clip_image001.png", "data:image/png;base64,AAAA"])
    def it_takes_the_one_picture_that_is_copied_in_word_and_proposes_its_words(self, editor, ask, address):
        image = QImage(4, 4, QImage.Format.Format_RGB32)
        ask.answers["picture"] = PictureAnswer(png_of(image), "The wards")
        mime = QMimeData()
        mime.setImageData(image)
        mime.setHtml(f'<p class=MsoNormal><img src="{address}" alt="Map of wards"><o:p>&nbsp;</o:p></p>')
        editor.insertFromMimeData(mime)
        assert [block.alt for block in editor.blocks()] == ["The wards"]
        assert [(asked[0], asked[2]) for asked in ask.asked] == [("picture", "Map of wards")]

    def it_takes_the_words_of_cells_that_a_spreadsheet_gives_as_a_picture_too(self, editor, ask):
        mime = QMimeData()
        mime.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
        mime.setHtml('<table><tr><td>Risk</td><td><img src="file:///C:/a.png" alt="Map"></td></tr></table>')
        editor.insertFromMimeData(mime)
        assert ask.asked == []
        assert "Risk" in blocks_text(editor.blocks())

    def it_puts_the_cells_of_a_spreadsheet_into_those_of_a_table(self, editor, ask):
        ask.answers["table_size"] = (2, 2)
        editor.insert_table()
        QTest.keyClicks(editor, "Year")
        editor.change_table(tables.row_below)
        cursor = editor.textCursor()
        cursor.setPosition(cursor.currentTable().cellAt(1, 1).firstPosition())
        editor.setTextCursor(cursor)
        mime = QMimeData()
        mime.setText("2027\t£1m\n2028\t£2m\n2029\t£3m\n")
        editor.insertFromMimeData(mime)
        (table,) = editor.blocks()
        assert [[blocks_text(cell.blocks) for cell in row] for row in table.rows] == [
            ["Year", "", ""], ["", "2027", "£1m"], ["", "2028", "£2m"], ["", "2029", "£3m"],
        ]  # fmt: skip

    def it_makes_a_list_of_what_goes_on_in_an_item(self, editor):
        editor.set_blocks((List((Item((p("one"), p("more"))),)),))
        cursor = editor.textCursor()
        cursor.setPosition(5)
        editor.setTextCursor(cursor)
        editor.set_list(ordered=True)
        assert List((Item((p("more"),)),), ordered=True) in editor.blocks()

    def it_puts_a_new_line_in_place_of_a_chosen_table(self, editor):
        rows = ((Cell((p("a"),), down=2), Cell((p("b"),))), (Cell((p("c"),)),))
        editor.set_blocks((Table(rows, 1),))
        cursor = editor.textCursor()
        cursor.setPosition(0)
        cursor.setPosition(7, QTextCursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        assert editor.blocks() == ()

    def it_stands_where_the_menu_is_asked_for(self, qtbot, editor):
        editor.set_blocks((p("Some words here"), Paragraph((Run("A link", link="#t1"),))))
        editor.resize(600, 200)
        editor.show()
        cursor = editor.textCursor()
        cursor.setPosition(18)
        at = editor.cursorRect(cursor).center()
        editor.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, at))
        (menu,) = editor.findChildren(QMenu)[-1:]
        assert editor.textCursor().position() == 18
        (go,) = (each for each in menu.actions() if each.text().startswith("Go where"))
        with qtbot.waitSignal(editor.link_followed) as went:
            go.trigger()
        assert went.args == ["t1"]
        menu.close()

    def it_stays_where_an_undo_changes_only_the_look(self, editor):
        editor.set_blocks((p("Some words here"),))
        cursor = editor.textCursor()
        cursor.setPosition(6)
        editor.setTextCursor(cursor)
        editor.show_change((Paragraph((Run("Some "), Run("words", bold=True), Run(" here"))),))
        assert editor.textCursor().position() == 6

    def it_writes_only_what_an_undo_changes(self, editor):
        text = tuple(p(f"Paragraph {n} of a text") for n in range(50))
        editor.set_blocks(text)
        told = []
        editor.edited.connect(lambda: told.append("edited"))
        editor.document().contentsChange.connect(lambda at, gone, come: told.append(come))
        editor.show_change((*text[:30], p("Paragraph 30 of another text"), *text[31:]))
        assert editor.blocks() == (*text[:30], p("Paragraph 30 of another text"), *text[31:])
        assert "edited" not in told
        assert 0 < sum(told) < 70
        assert editor.textCursor().block().blockNumber() == 30

    def it_keeps_no_steps_of_its_own_where_undo_is_the_windows(self, qtbot, ask):
        pictures = MemoryPictures()
        editor = RichTextEdit(pictures, ask, undoes=False)
        qtbot.addWidget(editor)
        editor.set_blocks((p("words"),))
        QTest.keyClicks(editor, "more ")
        assert not editor.document().isUndoAvailable()

    def it_names_the_part_a_link_leads_to(self, qtbot, ask):
        entries = (Entry("2 Digital place", "Theme", "theme", LinkedPart("t1", "Digital place")),)
        pictures = MemoryPictures()
        editor = RichTextEdit(pictures, ask, parts=lambda: entries)
        qtbot.addWidget(editor)
        assert editor.told_of("#t1").startswith("2 Digital place\n")
        assert editor.told_of("https://example.org/").startswith("https://example.org/\n")
        assert "no longer there" in editor.told_of("#gone")
        alone = RichTextEdit(pictures, ask)
        qtbot.addWidget(alone)
        assert alone.told_of("#gone") == ""

    def it_adds_a_row_by_tab_in_the_last_cell_as_word_does(self, qtbot, editor, ask):
        ask.answers["table_size"] = (1, 2)
        editor.insert_table()
        qtbot.keyClicks(editor, "a")
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
        with qtbot.waitSignal(editor.leaping):
            qtbot.keyClick(editor, Qt.Key.Key_Tab)
        qtbot.keyClicks(editor, "b")
        (table,) = editor.blocks()
        assert [[blocks_text(cell.blocks) for cell in row] for row in table.rows] == [["a", ""], ["b", ""]]

    @pytest.mark.parametrize(
        ("key", "with_ctrl"),
        [(Qt.Key.Key_Tab, True), (Qt.Key.Key_Backtab, True), (Qt.Key.Key_Backtab, False)],
    )
    def it_leads_out_of_a_table_by_ctrl_tab_and_backwards(self, qtbot, editor, ask, key, with_ctrl):
        ask.answers["table_size"] = (1, 1)
        editor.insert_table()
        before, led = editor.blocks(), []
        editor.focusNextPrevChild = lambda forward: led.append(forward) or True
        held = Qt.KeyboardModifier.ControlModifier if with_ctrl else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(editor, key, held)
        assert editor.blocks() == before
        assert led == [key == Qt.Key.Key_Tab]

    def it_adds_no_row_for_whoever_passes_by_on_the_way_through_a_form(self, qtbot, editor, ask):
        ask.answers["table_size"] = (1, 1)
        editor.insert_table()
        before = editor.blocks()
        editor.clearFocus()
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
        assert editor.blocks() == before
        qtbot.keyClick(editor, Qt.Key.Key_Home)
        qtbot.keyClick(editor, Qt.Key.Key_Tab)
        assert editor.blocks() != before

    def it_puts_the_cursor_where_its_own_steps_change_the_text(self, qtbot, editor):
        held = Qt.KeyboardModifier.ControlModifier
        editor.insertPlainText("first second")
        editor.moveCursor(QTextCursor.MoveOperation.Start)
        editor.insertPlainText("x")
        for keys, text, at in (
            ((Qt.Key.Key_Z, held), "first second", 0),
            ((Qt.Key.Key_Z, held), "", 0),
            ((Qt.Key.Key_Y, held), "first second", 12),
        ):
            qtbot.keyClick(editor, *keys)
            assert (editor.toPlainText(), editor.textCursor().position()) == (text, at)

    def it_stays_in_the_text_where_qt_gives_a_place_beyond_its_end(self, editor, ask):
        # Qt warns of it, which fails here.
        ask.answers["table_size"] = (3, 3)
        editor.insert_table()
        QTest.keyClicks(editor, "ab")
        table = editor.textCursor().currentTable()
        cursor = table.cellAt(0, 0).firstCursorPosition()
        cursor.setPosition(table.cellAt(2, 2).lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
        for step in (tables.merge_cells, tables.row_above, tables.toggle_head):
            editor.change_table(step)
        before = editor.blocks()
        for step in (editor.undo, editor.redo):
            step()
            assert editor.textCursor().currentTable() is not None
        assert editor.blocks() == before

    def it_asks_for_words_with_a_picture_and_keeps_its_bytes(self, editor, ask, pictures):
        image = QImage(4, 4, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        ask.answers["picture"] = PictureAnswer(png_of(image), "A red square")
        editor.insert_picture()
        (picture,) = editor.blocks()
        assert picture == Picture(next(iter(pictures.kept)), "A red square")

    def it_asks_again_for_the_picture_at_the_cursor(self, editor, ask, pictures):
        data = png_of(QImage(4, 4, QImage.Format.Format_RGB32))
        editor.set_blocks((Picture(pictures.keep(data), "A square", 40.0),))
        ask.answers["picture"] = PictureAnswer(data, "A black square", 80.0)
        assert editor.edit_picture()
        assert ask.asked[-1][2:] == ("A square", 40.0)
        assert editor.blocks() == (Picture(pictures.keep(data), "A black square", 80.0),)

    def it_leaves_a_picture_no_more_room_below_it_than_words(self, qtbot, editor, pictures):
        image = QImage(300, 200, QImage.Format.Format_RGB32)
        editor.set_blocks((Picture(pictures.keep(png_of(image)), "A square"),))
        editor.show()
        (tall,) = {editor.document().documentLayout().blockBoundingRect(editor.document().begin()).height()}
        assert 200 <= tall < 240
        editor.moveCursor(QTextCursor.MoveOperation.End)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.keyClicks(editor, "Words")
        assert editor.textCursor().blockFormat().lineHeight() == LINE_HEIGHT
        assert [type(block) for block in editor.blocks()] == [Picture, Paragraph]

    def it_takes_no_picture_without_words(self, editor, ask):
        ask.answers["picture"] = None
        editor.insert_picture()
        assert editor.blocks() == ()

    def it_copies_and_pastes_its_own_text_unchanged(self, qtbot, editor, pictures, ask):
        blocks = (p("one", bold=True), List((Item((p("two"),)),)))
        editor.set_blocks(blocks)
        select_all(editor).copy()
        other = RichTextEdit(pictures, ask)
        qtbot.addWidget(other)
        other.paste()
        assert other.blocks() == blocks
        assert QGuiApplication.clipboard().mimeData().hasHtml()

    def it_stands_behind_what_was_pasted(self, qtbot, editor):
        cell = Cell((p("in a table"),))
        QGuiApplication.clipboard().setMimeData(mime_of((p("one"), Table(((cell,),), 0)), ""))
        editor.paste()
        qtbot.keyClicks(editor, "after")
        assert editor.blocks() == (p("one"), Table(((cell,),), 0), p("after"))

    def it_leaves_no_empty_bullet_where_a_list_was_pasted_over(self, editor):
        editor.set_blocks((List((Item((p("one"),)), Item((p("two"),)))),))
        QGuiApplication.clipboard().setText("three\nfour")
        select_all(editor).paste()
        assert editor.blocks() == (p("three"), p("four"))
        editor.undo()
        assert blocks_text(editor.blocks()) == "one\ntwo"

    def it_undoes_pasting_in_one_step(self, editor):
        editor.set_blocks((p("before"),))
        QGuiApplication.clipboard().setText("one\ntwo\nthree")
        editor.moveCursor(QTextCursor.MoveOperation.End)
        editor.paste()
        editor.undo()
        assert editor.blocks() == (p("before"),)

    def it_grows_with_its_text(self, qtbot, editor):
        before = editor.height()
        editor.set_blocks(tuple(p(f"Paragraph {n}") for n in range(12)))
        assert editor.height() > before

    def it_is_laid_out_in_a_later_turn_for_letters_that_change_twice(self, qtbot, editor):
        editor.set_blocks(tuple(p(f"Paragraph {n}") for n in range(12)))
        before, font = editor.height(), editor.font()
        for points in (30, 20):
            font.setPointSize(points)
            editor.setFont(font)
            assert editor.height() == before
        qtbot.waitUntil(lambda: editor.height() > before)


class DescribeTheFormatBar:
    def it_acts_on_the_editor_it_was_given(self, qtbot, editor, ask):
        bar = FormatBar(ask)
        qtbot.addWidget(bar)
        assert not bar.bold.isEnabled()
        bar.set_editor(editor)
        editor.set_blocks((p("words"),))
        editor.selectAll()
        bar.bold.trigger()
        assert editor.blocks() == (p("words", bold=True),)
        assert bar.bold.isChecked()

    def it_offers_table_steps_only_within_a_table(self, qtbot, editor, ask):
        bar = FormatBar(ask)
        qtbot.addWidget(bar)
        bar.set_editor(editor)
        bar._in_table()
        step = next(action for action in bar.table_menu.actions() if action.text() == "Row below")
        assert not step.isEnabled()
        ask.answers["table_size"] = (1, 1)
        editor.insert_table()
        bar._in_table()
        assert step.isEnabled()

    @pytest.fixture
    def bar(self, qtbot, editor, ask):
        bar = FormatBar(ask)
        qtbot.addWidget(bar)
        editor.show()
        editor.setFocus()
        bar.set_editor(editor)
        return bar

    def it_makes_and_changes_a_table_by_keys_alone(self, qtbot, editor, ask, bar):
        ask.answers["table_size"] = (1, 2)
        qtbot.keyClick(editor, Qt.Key.Key_T, CTRL_ALT)
        assert bar.table_menu.isVisible()
        QTest.keyClick(bar.table_menu, Qt.Key.Key_Return)
        assert len(editor.blocks()[0].rows) == 1
        qtbot.keyClick(editor, Qt.Key.Key_T, CTRL_ALT)
        QTest.keyClick(bar.table_menu, Qt.Key.Key_Down)
        QTest.keyClick(bar.table_menu, Qt.Key.Key_Return)
        assert len(editor.blocks()[0].rows) == 2

    def it_asks_for_a_picture_by_keys(self, qtbot, editor, ask, bar):
        qtbot.keyClick(editor, Qt.Key.Key_P, CTRL_ALT)
        assert ask.asked[-1][0] == "picture"

    def it_offers_in_the_texts_menu_what_it_does(self, qtbot, editor, bar):
        menu = text_menu(editor)
        offered = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
        assert offered[:6] == ["Undo", "Redo", "Cut", "Copy", "Paste", "Select all"]
        assert {"Bold", "Link", "Picture", "Table"} <= set(offered)
        assert next(each for each in menu.actions() if each.text() == "Table").menu() is bar.table_menu
        menu.deleteLater()


class DescribeAFileDroppedOnAText:
    def dragged(self, *files):
        source = QMimeData()
        source.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        return source

    def it_becomes_a_picture_once_somebody_said_what_it_shows(self, qtbot, editor, ask, tmp_path):
        file = tmp_path / "map.png"
        image = QImage(4, 4, QImage.Format.Format_RGB32)
        image.fill(QColor("red"))
        assert image.save(str(file))
        ask.answers["picture"] = PictureAnswer(file.read_bytes(), "A map")
        assert editor.canInsertFromMimeData(self.dragged(file))
        editor.insertFromMimeData(self.dragged(file))
        qtbot.waitUntil(lambda: any(isinstance(block, Picture) for block in editor.blocks()))
        assert ask.asked[-1][:2] == ("picture", file.read_bytes())

    def it_is_left_to_the_window_where_it_is_no_picture_or_one_of_several(self, editor, tmp_path):
        assert not editor.canInsertFromMimeData(self.dragged(tmp_path / "plan.docx"))
        assert not editor.canInsertFromMimeData(self.dragged(tmp_path / "a.png", tmp_path / "b.png"))


class DescribeRichTextOfOtherPrograms:
    @pytest.mark.parametrize("format", ["text/rtf", 'application/x-qt-windows-mime;value="Rich Text Format"'])
    def it_says_that_rtf_alone_is_not_read(self, qtbot, editor, ask, format):
        copied = QMimeData()
        copied.setData(format, b"{\\rtf1 Word}")
        assert editor.canInsertFromMimeData(copied)
        editor.insertFromMimeData(copied)
        qtbot.waitUntil(lambda: bool(ask.asked))
        kind, _, said = ask.asked[-1][:3]
        assert kind == "tell"
        assert "RTF" in said
        assert editor.blocks() == ()

    def it_pastes_the_plain_text_that_comes_with_rtf(self, editor, ask):
        copied = QMimeData()
        copied.setData("text/rtf", b"{\\rtf1 Word}")
        copied.setText("Word")
        editor.insertFromMimeData(copied)
        assert (blocks_text(editor.blocks()), ask.asked) == ("Word", [])


class DescribeTheRoomOfColumns:
    def widths(self, editor):
        table = editor.document().rootFrame().childFrames()[0]
        layout = editor.document().documentLayout()
        lefts = [
            layout.blockBoundingRect(table.cellAt(0, at).firstCursorPosition().block()).left()
            for at in range(table.columns())
        ]
        ends = [*lefts[1:], editor.document().textWidth()]
        return [end - left for left, end in zip(lefts, ends, strict=True)]

    @pytest.fixture
    def written(self, qtbot, editor):
        editor.resize(600, 300)
        editor.set_blocks((Table(((Cell((p("words " * 30),)),),)),))
        editor.setTextCursor(
            QTextCursor(editor.document().rootFrame().childFrames()[0].firstCursorPosition())
        )
        return editor

    def it_is_an_even_share_for_a_new_column_that_stays_while_one_writes(self, written):
        written.change_table(tables.column_right)
        before = self.widths(written)
        assert before[1] > 200
        QTest.keyClicks(written, "as")
        assert self.widths(written) == before

    def it_goes_by_the_words_again_once_nobody_writes_there(self, qtbot, pictures, ask):
        editor = RichTextEdit(pictures, ask, undoes=False)
        qtbot.addWidget(editor)
        editor.resize(600, 300)
        editor.set_blocks((Table(((Cell((p("words " * 30),)), Cell(())),)),))
        editor.setTextCursor(QTextCursor(editor.document().rootFrame().childFrames()[0].lastCursorPosition()))
        even = self.widths(editor)
        QTest.keyClicks(editor, "as")
        assert self.widths(editor) == even
        with qtbot.assertNotEmitted(editor.edited):
            editor.focusOutEvent(QFocusEvent(QEvent.Type.FocusOut))
        assert self.widths(editor)[1] < even[1] / 2

    def it_is_there_for_an_empty_column_of_a_text_that_is_shown(self, editor):
        editor.resize(600, 300)
        editor.set_blocks((Table(((Cell((p("words " * 30),)), Cell(())),)),))
        assert self.widths(editor)[1] > 200

    def it_is_the_words_again_once_the_empty_column_is_gone(self, written):
        whole = self.widths(written)
        written.change_table(tables.column_right)
        written.change_table(tables.delete_column)
        assert self.widths(written) == whole


class DescribeCells:
    def choose(self, editor, first, last):
        table = editor.document().rootFrame().childFrames()[0]
        cursor = QTextCursor(editor.document())
        cursor.setPosition(table.cellAt(*first).firstPosition())
        cursor.setPosition(table.cellAt(*last).lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)

    def act(self, bar, words):
        (action,) = (each for each in bar.table_menu.actions() if each.text() == words)
        action.trigger()

    @pytest.fixture
    def table(self, qtbot, editor, ask):
        rows = tuple(tuple(Cell((p(f"{row}{column}"),)) for column in "ab") for row in (1, 2))
        editor.set_blocks((Table(rows),))
        bar = FormatBar(ask)
        qtbot.addWidget(bar)
        bar.set_editor(editor)
        return bar

    def they_are_merged_and_split_again(self, editor, table):
        self.choose(editor, (1, 0), (1, 1))
        self.act(table, "Merge the chosen cells")
        (merged,) = editor.blocks()
        assert [(cell.across, cell.down) for cell in merged.rows[1]] == [(2, 1)]
        self.choose(editor, (1, 0), (1, 0))
        self.act(table, "Split the cell")
        (split,) = editor.blocks()
        assert [len(row) for row in split.rows] == [2, 2]

    @pytest.mark.parametrize(("first", "last"), [((0, 0), (1, 1)), ((1, 1), (0, 0)), ((0, 1), (1, 0))])
    def they_take_what_is_pasted_from_the_first_that_is_chosen_on(self, editor, table, first, last):
        self.choose(editor, first, last)
        assert self.pasted(editor) == [["2027", "£1m"], ["2028", "£2m"]]

    def they_are_split_where_each_takes_what_is_pasted(self, editor, table):
        self.choose(editor, (0, 0), (0, 1))
        self.act(table, "Merge the chosen cells")
        self.choose(editor, (0, 0), (0, 0))
        assert self.pasted(editor) == [["2027", "£1m"], ["2028", "£2m"]]

    def pasted(self, editor):
        mime = QMimeData()
        mime.setText("2027\t£1m\n2028\t£2m\n")
        editor.insertFromMimeData(mime)
        (filled,) = editor.blocks()
        return [[blocks_text(cell.blocks) for cell in row] for row in filled.rows]

    def they_stay_where_only_one_is_chosen(self, editor, table):
        before = editor.blocks()
        self.choose(editor, (0, 0), (0, 0))
        self.act(table, "Merge the chosen cells")
        assert editor.blocks() == before


class DescribeKeysOfTheBar:
    def they_are_of_the_editor_that_has_the_keyboard_alone(self, qtbot, pictures, ask):
        holder = QWidget()
        column = QVBoxLayout(holder)
        bars, editors = [], []
        for _ in range(2):
            bars.append(FormatBar(ask))
            editors.append(RichTextEdit(pictures, ask))
            editors[-1].set_blocks((p("words"),))
            bars[-1].set_editor(editors[-1])
            column.addWidget(bars[-1])
            column.addWidget(editors[-1])
        qtbot.addWidget(holder)
        holder.show()
        with qtbot.waitActive(holder):
            holder.activateWindow()
        editors[1].setFocus()
        editors[1].selectAll()
        qtbot.keyClick(editors[1], Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
        assert editors[0].blocks() == (p("words"),)
        assert editors[1].blocks() == (p("words", bold=True),)


class DescribeReadingTheText:
    def it_is_read_once_for_each_change(self, editor, monkeypatch):
        read: list[int] = []
        monkeypatch.setattr(editor_module, "read_blocks", lambda document: read.append(1) or (p("read"),))
        for change in (
            lambda: editor.set_blocks((p("words"),)),
            lambda: editor.insertPlainText("more"),
            lambda: select_all(editor).set_bold(),
            lambda: editor.undo(),
        ):
            change()
            assert editor.blocks() is editor.blocks()
        assert len(read) == 4


class DescribeTheColourOfLinks:
    def it_follows_the_scheme_once(self, qtbot, editor, monkeypatch):
        editor.set_blocks((p("here", link="https://example.org/"),))
        inked: list[object] = []
        ink = links.ink
        monkeypatch.setattr(links, "ink", lambda *given: inked.append(given) or ink(*given))
        for name in ("red", "blue", "green"):
            colour_links(editor, name)
        qtbot.waitUntil(lambda: bool(inked))
        assert colour_at(editor, 2) == QColor("green")
        assert len(inked) == 1

    def it_follows_within_tables_too(self, qtbot, editor):
        cell = Cell((p("here", link="https://example.org/"),))
        editor.set_blocks((p("Words"), Table(((cell,),))))
        colour_links(editor, "green")
        linked = editor.toPlainText().index("here") + 1
        qtbot.waitUntil(lambda: colour_at(editor, linked) == QColor("green"))
        assert colour_at(editor, 2) != QColor("green")

    def it_leaves_the_text_and_where_one_stands_in_it(self, qtbot, editor, monkeypatch):
        editor.set_blocks((p("Go "), p("here", link="https://example.org/")))
        before = editor.blocks()
        cursor = editor.textCursor()
        cursor.setPosition(2)
        editor.setTextCursor(cursor)
        monkeypatch.setattr(editor, "set_blocks", lambda blocks: pytest.fail("written anew"))
        editor.edited.connect(lambda: pytest.fail("edited"))
        colour_links(editor, "green")
        qtbot.waitUntil(lambda: colour_at(editor, 5) == QColor("green"))
        assert editor.textCursor().position() == 2
        assert editor.blocks() == before

    def it_is_no_reason_to_forget_what_was_typed_where_nothing_leads_anywhere(self, qtbot, editor):
        editor.set_blocks((p("here"),))
        select_all(editor).set_bold()
        colour_links(editor, "green")
        qtbot.waitUntil(lambda: editor._inked == QColor("green"))
        assert editor.document().isUndoAvailable()

    def it_stays_as_it_is_where_only_other_colours_change(self, qtbot, editor, monkeypatch):
        editor.set_blocks((p("here"),))
        monkeypatch.setattr(links, "ink", lambda *given: pytest.fail("coloured anew"))
        palette = editor.palette()
        palette.setColor(palette.ColorRole.Mid, QColor("red"))
        editor.setPalette(palette)
        qtbot.wait(10)
