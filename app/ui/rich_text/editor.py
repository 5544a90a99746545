"""The editor of one rich text: what an author types, pastes and formats, as blocks. Imports models and Qt only."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from math import inf
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from app.models.text import Blocks, Picture, Run
from app.ui.ask import Ask, LinkedPart
from app.ui.labels import tip_of
from app.ui.rich_text import keys, links, lists, tables
from app.ui.rich_text.changing import change_blocks
from app.ui.rich_text.document import ALT, DIGEST, WIDTH, SafeDocument, picture_at
from app.ui.rich_text.reading import read_blocks
from app.ui.rich_text.writing import (
    PART,
    char_format,
    image_format,
    insert_blocks,
    write_in_parts,
)
from app.ui.sources import PictureSource
from app.ui.turns import InTurns
from app.ui.typing_steps import difference, ends_a_sentence, utf16_length

if TYPE_CHECKING:
    from app.ui.picker import Entry
    from app.ui.rich_text.pasting import Pasting

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ANY_HEIGHT = 10_000
FOLLOWED = ("https://", "http://", "mailto:")


class RichTextEdit(QTextEdit):
    """Edits one text. It is as high as its text, so that the form around it scrolls and not the text within it.

    `parts` gives what a link may lead to. `leaping` tells that something other than typing is about to be done. Unless
    it `undoes`, undo is the window's, and the text keeps no steps of its own.
    """

    edited = Signal()
    leaping = Signal()
    focused = Signal(object)
    link_followed = Signal(str)

    def __init__(
        self,
        pictures: PictureSource,
        ask: Ask,
        parent: QWidget | None = None,
        least_lines: int = 2,
        *,
        undoes: bool = True,
        parts: Callable[[], Sequence[Entry]] = tuple,
    ) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._ask = ask
        self._parts = parts
        self._least_lines = least_lines
        self._quiet = self._filling = self._written = self._lettering = self._passed = False
        self._read: Blocks | None = None
        self._inked, self._inking = self._link_colour(), InTurns(self)
        self._pasting: Pasting | None = None
        self._document = SafeDocument(self, pictures.picture)
        self._document.setUndoRedoEnabled(undoes)
        self.setDocument(self._document)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._document.contentsChanged.connect(self._when_changed)
        self.currentCharFormatChanged.connect(self._leave_shade)
        self._document.documentLayout().documentSizeChanged.connect(self._fit)
        self.set_blocks(())

    def blocks(self) -> Blocks:
        """The text as it stands, with all that was pasted."""
        if self._pasting:
            self._pasting.finish()
        if self._read is None:
            self._read = read_blocks(self._document)
        return self._read

    def set_blocks(self, blocks: Blocks) -> None:
        """Shows another text, without telling of an edit; the cursor stands at its beginning."""
        deque(self.fill(blocks, inf), maxlen=0)

    def point_at(self, old: str, new: str) -> None:
        """Puts the cursor where one text became the other; it stays where only their looks differ."""
        if old == new:
            return
        cursor = self.textCursor()
        at = utf16_length(new[: difference(old, new).end])
        cursor.setPosition(min(at, self._document.characterCount() - 1))
        self.setTextCursor(cursor)

    def show_change(self, blocks: Blocks) -> None:
        """Shows what became of the text, with the cursor where it changed, as after an undo."""
        before, at = self.toPlainText(), self.textCursor().position()
        self.become(blocks)
        cursor = self.textCursor()
        cursor.setPosition(min(at, self._document.characterCount() - 1))
        self.setTextCursor(cursor)
        self.point_at(before, self.toPlainText())

    def become(self, blocks: Blocks) -> None:
        """As `set_blocks`, but writes only what differs where that is little."""
        old, self._quiet = self.blocks(), True
        # Where the filling with another text was left half-way, it is ended by filling anew.
        changed = not self._filling and change_blocks(self._document, old, blocks, self.palette())
        self._quiet = False
        if changed:
            self._read = blocks
            self.moveCursor(QTextCursor.MoveOperation.Start)
        else:
            self.set_blocks(blocks)

    def fill(self, blocks: Blocks, part: float = PART) -> Iterator[None]:
        """As `set_blocks`, part by part. Until the last part is there, nobody should write here."""
        self._inked = self._link_colour()
        self._inking.leave()
        if self._pasting:
            self._pasting.leave()
        if self._document.defaultFont() != self.font():
            self._document.setDefaultFont(self.font())
        parts = write_in_parts(self._document, blocks, self.palette(), part)
        self._filling = True
        while self._filling:
            self._quiet = True
            self._filling = next(parts, self) is not self
            self._fit()
            self._quiet = False
            yield
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def set_bold(self) -> None:
        """Makes the chosen words bold, or no longer bold."""
        form = QTextCharFormat()
        form.setFontWeight(400 if self.fontWeight() >= 600 else 700)
        self.mergeCurrentCharFormat(form)

    def set_italic(self) -> None:
        """Makes the chosen words italic, or no longer italic."""
        form = QTextCharFormat()
        form.setFontItalic(not self.fontItalic())
        self.mergeCurrentCharFormat(form)

    def set_list(self, *, ordered: bool) -> None:
        """Makes the chosen paragraphs a list, or paragraphs again."""
        lists.toggle_list(self.textCursor(), ordered=ordered)

    def change_level(self, by: int) -> None:
        """Moves items deeper or out."""
        lists.indent(self.textCursor(), by)

    def edit_link(self) -> None:
        """Asks where the chosen words are to lead: a part of the strategy, an address, or nowhere."""
        cursor = self.textCursor()
        old = links.link_at(cursor)
        if not cursor.hasSelection():
            links.choose_link(cursor)
        words = cursor.selectedText().replace("\u2029", " ")
        answer = self._ask.link(words, old, self._parts())
        if answer is None or not answer.words:
            return
        form = cursor.charFormat()
        bold, italic = form.fontWeight() >= 600, form.fontItalic()
        run = Run(answer.words, bold, italic, answer.to)
        cursor.insertText(answer.words, char_format(run, self._link_colour()))
        self.setTextCursor(cursor)

    def follow_link(self) -> bool:
        """Goes where the link at the cursor leads; whether there is one."""
        to = links.link_at(self.textCursor())
        if to.startswith("#"):
            self.link_followed.emit(to[1:])
        elif to.lower().startswith(FOLLOWED):
            links.open_address(to)
        return bool(to)

    def told_of(self, to: str) -> str:
        """What the tip over a link says: the name of the part it leads to, or the address, and how to go there.

        Empty where the text knows no parts.
        """
        parts = self._parts()
        names = (each.name for each in parts if isinstance(each.what, LinkedPart) and each.what.id == to[1:])
        where = next(names, "") if to.startswith("#") else to
        if not where:
            return self.tr("The part to which this led is no longer there") if parts else ""
        return "\n".join((where, self.tr("Ctrl+click or Ctrl+Enter goes there")))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and (to := links.link_at(self.cursorForPosition(event.pos()))):
            QToolTip.showText(event.globalPos(), tip_of(self.told_of(to)), self)
            return True
        return super().viewportEvent(event)

    def insert_picture(self, data: bytes = b"", alt: str = "") -> None:
        """Asks for a picture (unless `data` is one) and for what it shows (`alt` is proposed), and puts it in as a
        paragraph."""
        answer = self._ask.picture(data, alt)
        if answer is None:
            return
        picture = Picture(self._pictures.keep(answer.data), answer.alt, answer.width)
        insert_blocks(self.textCursor(), (picture,), self.palette())

    def edit_picture(self) -> bool:
        """Asks again what the picture at the cursor shows and how wide it is; False where there is none."""
        probe = picture_at(self._document, self.textCursor().position())
        if probe is None:
            return False
        form = probe.charFormat()
        data = self._pictures.picture(form.stringProperty(DIGEST)) or b""
        answer = self._ask.picture(data, form.stringProperty(ALT), form.doubleProperty(WIDTH))
        if answer is not None:
            picture = Picture(self._pictures.keep(answer.data), answer.alt, answer.width)
            probe.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor)
            probe.setCharFormat(image_format(self._document, picture))
        return True

    def insert_table(self) -> None:
        """Asks how large a table is to be, and puts it in."""
        if size := self._ask.table_size():
            cursor = self.textCursor()
            tables.insert_table(cursor, *size)
            self.setTextCursor(cursor)

    def change_table(self, step: tables.Step) -> None:
        """Does something with the table in which the cursor stands."""
        cursor = self.textCursor()
        if tables.change_table(cursor, step, self._link_colour()):
            self.setTextCursor(cursor)

    def createMimeDataFromSelection(self) -> QMimeData:
        from app.ui.rich_text.copying import copied

        return copied(self.textCursor(), self._pictures.picture)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        from app.ui.rich_text.pasting import is_taken

        return is_taken(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        from app.ui.rich_text.pasting import Pasting

        self._pasting = self._pasting or Pasting(self, self._ask, self._put_in)
        self._pasting.take(source)

    def _put_in(self, blocks: Blocks) -> None:
        cursor = self.textCursor()
        if not tables.fill_cells(cursor, blocks, self._link_colour()):
            insert_blocks(cursor, blocks, self.palette())
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        # Qt moves the focus before it gives the key to keyPressEvent, so lists and tables have their say here.
        if (by := keys.tab_in(event)) and isinstance(event, QKeyEvent) and not self.isReadOnly():
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier or not self._tab(by):
                self.focusNextPrevChild(by > 0)
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._passed = False
        if not self._key(event):
            super().keyPressEvent(event)
        cursor = self.textCursor()
        if event.text() in (" ", "\r") and ends_a_sentence(cursor.block().text()[: cursor.positionInBlock()]):
            # Once the words have been painted: to save takes longer than a key may.
            QTimer.singleShot(0, self.leaping.emit)

    def _key(self, event: QKeyEvent) -> bool:
        """Whether a key meant something of the editor's own."""
        cursor, standard = self.textCursor(), QKeySequence.StandardKey
        key, modifiers = event.key(), event.modifiers()
        for asked, step in ((standard.Undo, self.undo), (standard.Redo, self.redo)):
            if event.matches(asked):
                step()
                return True
        if key in ENTER and modifiers == Qt.KeyboardModifier.NoModifier:
            return not self.isReadOnly() and keys.entered(cursor)
        if event.text() == " " and lists.mark_before(cursor) and not self.isReadOnly():
            self.leaping.emit()
            return lists.begin_by_mark(cursor)
        if key in ENTER and modifiers == Qt.KeyboardModifier.ControlModifier:
            return self.follow_link()
        if plain := keys.letter_key(event, cursor):
            super().keyPressEvent(QKeyEvent(event.type(), plain, Qt.KeyboardModifier.NoModifier))
            return True
        if event.text().isprintable() and event.text() and links.is_at_end(cursor):
            self.setCurrentCharFormat(links.without_link(cursor.charFormat()))
        return False

    def _tab(self, by: int) -> bool:
        """Tab changes an item's level at its beginning, goes on in a table, and adds a row at its end. Else it leads to
        the next control; so it does at the end of a table for whoever does nothing here but pass by."""
        cursor = self.textCursor()
        if not keys.tabbed(cursor, by):
            if by < 0 or self._passed or not cursor.currentTable():
                return False
            self.leaping.emit()
            keys.into_new_row(cursor, self._link_colour())
        self.setTextCursor(cursor)
        return True

    def undo(self) -> None:
        """Takes the last step back, where the text keeps steps of its own, with the cursor where it was."""
        self._retrace(self._document.undo)

    def redo(self) -> None:
        """Does the step again that was taken back last."""
        self._retrace(self._document.redo)

    def _retrace(self, step: Callable[[], None]) -> None:
        # The place that Qt would give the cursor lies beyond the end of the text now and then.
        before = self.toPlainText()
        step()
        self.point_at(before, self.toPlainText())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._passed = False
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and not self.textCursor().hasSelection():
            self.follow_link()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        from app.ui.rich_text.menu import text_menu

        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self._stand_at(self.cursorForPosition(event.pos()))
        menu = text_menu(self)
        if links.link_at(self.textCursor()):
            menu.addAction(self.tr("Go where the link leads\tCtrl+Enter"), self.follow_link)
        menu.popup(event.globalPos())

    def _stand_at(self, cursor: QTextCursor) -> None:
        """Puts the cursor where the mouse asks for the menu, but for within what is chosen."""
        chosen = self.textCursor()
        if not chosen.selectionStart() <= cursor.position() < chosen.selectionEnd():
            self.setTextCursor(cursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._passed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.focused.emit(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Where the text keeps steps of undo, this would be one.
        steps = self._document.isUndoRedoEnabled()
        if self._written and not steps and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._written, self._quiet = False, True
            tables.share_width(self._document.rootFrame())
            self._quiet = False

    def changeEvent(self, event: QEvent) -> None:
        self._lettering = event.type() == QEvent.Type.FontChange
        super().changeEvent(event)
        if self._lettering:
            # Another look changes the letters several times, and thousands of words take a turn to be laid out.
            self._lettering = False
            QTimer.singleShot(0, self, self._fit)
        elif event.type() == QEvent.Type.PaletteChange and self._link_colour() != self._inked:
            # A change of scheme changes the palette a dozen times.
            QTimer.singleShot(0, self, self._ink_links)

    def _ink_links(self) -> None:
        """Shows links in the colour of another scheme."""
        if self._link_colour() != self._inked and not self._quiet and not self._filling:
            self._inked = self._link_colour()
            self._inking.begin(self._inking_links())
            if self._document.isUndoRedoEnabled():
                self._inking.finish()  # what would be typed meanwhile could not be undone

    def _inking_links(self) -> Iterator[None]:
        steps, is_left = links.ink(self._document, self._inked), True
        while is_left:
            read, self._quiet = self._read, True
            is_left = next(steps, self) is not self
            self._read, self._quiet = read, False
            yield

    def sizeHint(self) -> QSize:
        return QSize(480, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._height())

    def _height(self) -> int:
        letters, margin = self.fontMetrics(), 2 * round(self._document.documentMargin())
        least = self._least_lines * letters.lineSpacing() * 1.4 + margin
        if hint := self.placeholderText():
            room = QRect(0, 0, self.viewport().width() - margin, ANY_HEIGHT)
            least = max(least, letters.boundingRect(room, Qt.TextFlag.TextWordWrap, hint).height() + margin)
        return round(max(self._document.size().height(), least)) + 2 * self.frameWidth()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.placeholderText():
            self._fit()  # the text itself tells when it takes another height

    def _fit(self) -> None:
        if not self._lettering and self.height() != (height := self._height()):
            self.setFixedHeight(height)

    def _leave_shade(self, form: QTextCharFormat) -> None:
        """What is typed in the head of a table is not shaded once more than its cell, whose format it would take."""
        if (
            form.hasProperty(QTextCharFormat.Property.BackgroundBrush)
            and not self.textCursor().hasSelection()
        ):
            form.clearBackground()
            self.setCurrentCharFormat(form)

    def _when_changed(self) -> None:
        self._read = None
        if not self._quiet:
            self._written = True
            self.edited.emit()

    def _link_colour(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.Link)
