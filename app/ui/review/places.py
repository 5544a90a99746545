"""Words in the form: which are chosen, how those of a comment or suggestion are found. Imports values and Qt only."""

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from app.compare.change import Change
from app.models.review import Comment
from app.ui.fields.control import LabelledField
from app.ui.forms.columns import field_of
from app.ui.forms.node_form import NodeForm
from app.ui.keyboard import held_in
from app.ui.review.reviewing import Words

BEFORE = 40


def chosen_words(form: NodeForm) -> Words:
    """The words chosen in the form, or the field or cell that has the keyboard, or else the part as a whole."""
    if (cell := form.cell_in_hand()) is not None:
        table, part, name = cell
        return Words(part, name, *_chosen_in(table.view))
    focused = held_in(form.window())
    fields = sorted(form.fields.items(), key=lambda each: not _holds(each[1], focused))
    for name, field in fields:
        quote, anchor = _chosen_in(field.control)
        if quote:
            return Words(form.node_id, name, quote, anchor)
    name = next((name for name, field in fields if _holds(field, focused)), "")
    return Words(form.node_id, name)


def changed_words(change: Change) -> Words:
    """What a comment on a change of a comparison is about: the words that came, or else its field or part."""
    if field_of(change.node_kind, change.field) is None:
        return Words(change.node)
    return Words(change.node, change.field, *change.words_that_came(BEFORE))


def place_of(change: Change) -> Words:
    """Where a change is read in the form: its words; where some only went, the gap; or else its field or part."""
    if field_of(change.node_kind, change.field) is None:
        return Words(change.node)
    return Words(change.node, change.field, *change.place_of_words(BEFORE))


def _holds(field: LabelledField, widget: QWidget | None) -> bool:
    return widget is not None and field.isAncestorOf(widget)


def _chosen_in(control: QWidget) -> tuple[str, str]:
    """The chosen words of a field or cell, and what stands before them in their paragraph."""
    if (editor := control.findChild(QTextEdit)) is not None:
        cursor = editor.textCursor()
        if cursor.hasSelection():
            block = editor.document().findBlock(cursor.selectionStart())
            before = QTextCursor(block)
            before.setPosition(cursor.selectionStart(), QTextCursor.MoveMode.KeepAnchor)
            return _plain(cursor.selectedText()), _plain(before.selectedText())[-BEFORE:]
    elif (line := control.findChild(QLineEdit)) is not None and line.hasSelectedText():
        return line.selectedText(), line.text()[: line.selectionStart()][-BEFORE:]
    return "", ""


def _plain(text: str) -> str:
    return text.replace("\u2029", "\n").replace("\u2028", "\n")


def show_words(form: NodeForm, words: Words) -> bool:
    """Gives the keyboard to a field and chooses words in it; whether they are there.

    Without words the cursor is put after what stands before them.
    """
    field = form.fields.get(words.field)
    if field is None:
        return False
    form.focus_field(words.field)
    sought, anchor = (words.quote, words.anchor) if words.quote else (words.anchor, "")
    comment = Comment(id="", node=words.node, quote=sought, anchor=anchor)
    if (editor := field.control.findChild(QTextEdit)) is not None:
        place = _place_in(editor.document(), comment)
        if place is not None:
            cursor = editor.textCursor()
            cursor.setPosition(place[0] if words.quote else place[1])
            cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
            editor.setTextCursor(cursor)
            if (page := form.widget()) is not None:
                at = editor.mapTo(page, editor.cursorRect().center())
                form.ensureVisible(at.x(), at.y(), 0, 80)
        return place is not None
    if (line := field.control.findChild(QLineEdit)) is not None:
        place = comment.place_in(line.text(), loosely=True)
        if place is not None:
            start, end = (_units(line.text()[:at]) for at in place)
            line.setCursorPosition(end)
            if words.quote:
                line.setSelection(start, end - start)
        return place is not None
    return False


def _place_in(document: QTextDocument, comment: Comment) -> tuple[int, int] | None:
    """Where in a document the words stand, in Qt's positions (UTF-16)."""
    texts: list[str] = []
    starts: list[tuple[int, int]] = []
    length = 0
    block = document.begin()
    while block.isValid():
        text = _plain(block.text())
        starts.append((length, block.position()))
        texts.append(text)
        length += len(text) + 1
        block = block.next()
    whole = "\n".join(texts)
    place = comment.place_in(whole, loosely=True)
    if place is None:
        return None

    def position(at: int) -> int:
        start, first = max(pair for pair in starts if pair[0] <= at)
        return first + _units(whole[start:at])

    return position(place[0]), position(place[1])


def _units(text: str) -> int:
    """How long a text is for Qt, which counts UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
