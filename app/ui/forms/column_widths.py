"""How wide the columns of a table of parts are, and how high it and its rows may be. Imports models and Qt only."""

from collections.abc import Sequence

from PySide6.QtGui import QFontMetrics

from app.models.kinds import Field
from app.ui.wrapped import PADDING

ROUND_WORDS = 16
"""What stands on both sides of the words of a cell, in pixels."""
LINES_OF_TABLE, LINES_OF_ROW = 60, 16
"""How high a table, and a row of it, is at most, in lines of text."""
LONGEST = {
    "date": "30 September",
    "money": "£1,000,000",
    "rich": "as many words as",
    "line": "an organisation",
}
"""What stands in one line of a cell where the table has room for it."""
WORDS = {"date": "September", "money": "£1,000,000", "rich": "implemented", "line": "implemented"}
"""What is not to be broken in a cell however little room there is."""
YEAR = "2026/27"
_SHARES = {"rich": 5, "line": 3, "date": 2, "money": 2, "number": 1, "percent": 2, "yesno": 1, "choice": 2}


def column_widths(fields: Sequence[Field], letters: QFontMetrics, room: int) -> list[int]:
    """The widths, in pixels: by their share, but at least as wide as their headings and words, and as what often stands
    in them where there is room for that; the others make room. Together they may be wider than the room.
    """
    shares = [_SHARES.get(field.type, 2) for field in fields]
    least = [_wide(letters, field.label, _word(field)) for field in fields]
    roomy = [
        max(wide, _wide(letters, LONGEST.get(field.type, "")))
        for wide, field in zip(least, fields, strict=True)
    ]
    least = roomy if sum(roomy) <= room else least
    wide = [max(room * share // sum(shares), most) for share, most in zip(shares, least, strict=True)]
    for at in sorted(range(len(wide)), key=lambda at: wide[at] - least[at], reverse=True):
        wide[at] = max(wide[at] - max(sum(wide) - room, 0), least[at])
    return wide


def highest_table(letters: QFontMetrics) -> int:
    """How high a table is at most, in pixels; what is below is scrolled to."""
    return letters.lineSpacing() * LINES_OF_TABLE


def highest_row(letters: QFontMetrics) -> int:
    """How high a row is at most, in pixels: whole lines, for a line of which half is seen cannot be read."""
    return letters.lineSpacing() * LINES_OF_ROW + 2 * PADDING


def _word(field: Field) -> str:
    return YEAR if field.year else WORDS.get(field.type, "")


def _wide(letters: QFontMetrics, *words: str) -> int:
    return max(map(letters.horizontalAdvance, words)) + ROUND_WORDS
