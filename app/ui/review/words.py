"""The words before and after a suggestion as one text: what goes struck through, what comes underlined.

Imports models, compare and Qt only. Long stretches that stay are cut in the middle.
"""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QBrush, QFont, QTextCharFormat, QTextCursor, QTextDocument

from app.compare.woven import Piece, pieces
from app.ui.inks import Inks

KEPT = 7
LONGEST = 700


def marked(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both sides, woven; those that stay are cut to a few beside each change."""
    found = pieces(before, after)
    last = len(found) - 1
    cut: list[Piece] = []
    for at, piece in enumerate(found):
        if piece.op == "equal":
            cut.append(Piece("equal", _cut(piece.text, at == 0, at == last)))
            continue
        # No line is drawn under or through the space that follows a word.
        text = _first(piece.text)
        between = " " if piece.op == "delete" and at < last else ""
        cut += [Piece(piece.op, text.rstrip()), Piece("equal", text[len(text.rstrip()) :] or between)]
    return tuple(piece for piece in cut if piece.text)


def _cut(text: str, first: bool, last: bool) -> str:
    words = text.split(" ")
    room = KEPT + 1
    if (first and last) or len(words) <= (room if first or last else 2 * room):
        return _first(text)
    if first:
        return f"… {' '.join(words[-room:])}"
    if last:
        return f"{' '.join(words[:room])} …"
    return f"{' '.join(words[:room])} … {' '.join(words[-room:])}"


def _first(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def in_words(found: Sequence[Piece]) -> str:
    """What goes and what comes as a sentence, for those who hear it."""
    translate = QCoreApplication.translate
    said = {"delete": translate("Marked", "deleted “{}”"), "insert": translate("Marked", "inserted “{}”")}
    return ", ".join(
        said[piece.op].format(" ".join(piece.text.split()))
        for piece in found
        if piece.op in said and piece.text.strip()
    )


def write(document: QTextDocument, found: Sequence[Piece], inks: Inks) -> None:
    """Puts woven words below what a document holds, each in its form."""
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock()
    for piece in found:
        cursor.insertText(piece.text, form_of(piece.op, inks))


def form_of(op: str, inks: Inks) -> QTextCharFormat:
    """Deleted words struck through, inserted ones underlined, each in its ink."""
    form = QTextCharFormat()
    form.setForeground(QBrush(inks.text))
    if op != "equal":
        ink = inks.inserted if op == "insert" else inks.deleted
        form.setForeground(QBrush(ink))
        form.setBackground(QBrush(inks.ground(ink)))
        form.setFontUnderline(op == "insert")
        form.setFontStrikeOut(op == "delete")
    return form


def lines(document: QTextDocument, texts: Sequence[tuple[str, bool, bool]], inks: Inks) -> None:
    """Puts lines into an empty document: each a text, whether it is bold, whether it is faint."""
    cursor = QTextCursor(document)
    for at, (text, bold, faint) in enumerate(texts):
        if at:
            cursor.insertBlock()
        form = QTextCharFormat()
        form.setForeground(QBrush(inks.faint if faint else inks.text))
        form.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        cursor.insertText(text, form)


def groups(pairs: Sequence[tuple[str, str]]) -> Iterator[frozenset[str]]:
    """The suggestions that collide, gathered: those that have to do with one another in one group."""
    held: list[set[str]] = []
    for pair in pairs:
        touched = [group for group in held if group & set(pair)]
        held = [group for group in held if group not in touched]
        held.append(set(pair).union(*touched))
    yield from map(frozenset, held)
