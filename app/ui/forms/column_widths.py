"""How wide the columns of a table of parts are, and how high it and its rows may be. Imports models and Qt only."""

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QFontMetrics

from app.models.kinds import Field
from app.ui.wrapped import PADDING

ROUND_WORDS, ROUND_HEADS = 16, 16
"""What stands on both sides of the words of a cell, and of its heading, in pixels."""
LINES_OF_TABLE, LINES_OF_ROW = 60, 16
"""How high a table, and a row of it, is at most, in lines of text."""
LONGEST = {
    "date": "30 May 2028",
    "money": "£1,000,000",
    "rich": "as many words as",
    "line": "an organisation",
}
"""What stands in one line of a cell where the table has room for it."""
WORDS = {"rich": "implemented", "line": "implemented"}
"""What is not cut in a cell where the table is scrolled to the side anyhow."""
FIGURES = {"date": "30 May", "money": "£1,000,000", "rich": "council", "line": "council"}
"""What is not cut in a cell however little room there is."""
YEAR = "2026/27"
_SHARES = {"rich": 5, "line": 3, "date": 2, "money": 2, "number": 1, "percent": 2, "yesno": 1, "choice": 2}


def column_widths(
    fields: Sequence[Field], letters: QFontMetrics, of_heads: QFontMetrics, room: int
) -> list[int]:
    """The widths, in pixels: by their share, but at least those of headings and figures, and of what often stands
    in them where there is room for that; the others make room. They are wider than the room where figures need more.
    """
    shares = [_SHARES.get(field.type, 2) for field in fields]
    heads = [of_heads.horizontalAdvance(field.label) + ROUND_HEADS for field in fields]

    def holding(words: Mapping[str, str], widths: Sequence[int]) -> list[int]:
        said = (YEAR if field.year else words.get(field.type, "") for field in fields)
        return [
            max(wide, letters.horizontalAdvance(each) + ROUND_WORDS)
            for wide, each in zip(widths, said, strict=True)
        ]

    figures = holding(FIGURES, heads)
    roomy = holding(LONGEST, figures)
    least = roomy if sum(roomy) <= room else figures if sum(figures) <= room else holding(WORDS, figures)
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
