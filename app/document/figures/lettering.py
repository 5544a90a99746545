"""How wide words are, so that labels are broken and cut before they meet. Imports nothing of Engross.

Advance widths are those of Liberation Sans, which Arial and Helvetica share; serif faces are narrower. Signs that are
not listed count as that of their base letter (ŵ as w), or else as a wide one, so that nothing overlaps.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_PLAIN = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
_BOLD = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
)  # fmt: skip
_OTHER = {
    "£": 556, "–": 556, "−": 584, "—": 1000, "‘": 278, "’": 278, "“": 500, "”": 500, "…": 1000, "·": 333, "×": 584,
    "\u00a0": 278,
}  # fmt: skip
_WIDEST = 1015
CUT = "…"
KEY_GAP = 14.0


@lru_cache(maxsize=2048)
def _units(sign: str, bold: bool) -> int:
    code = ord(sign) - 32
    if 0 <= code < len(_PLAIN):
        return (_BOLD if bold else _PLAIN)[code]
    if sign in _OTHER:
        return _OTHER[sign]
    base = unicodedata.normalize("NFD", sign)[0]
    if unicodedata.combining(sign):
        return 0
    return _units(base, bold) if base != sign else _WIDEST


def advances(text: str, size: float, bold: bool = False) -> list[float]:
    """The width of each sign of a text, in points."""
    return [_units(sign, bold) * size / 1000 for sign in text]


def width_of(text: str, size: float, bold: bool = False) -> float:
    """The width of a line of text in points."""
    return sum(advances(text, size, bold))


def cut(text: str, room: float, size: float, bold: bool = False) -> str:
    """A text of at most `room` points, its end replaced by “…” where it is longer."""
    text = " ".join(text.split())
    if width_of(text, size, bold) <= room:
        return text
    while text and width_of(text + CUT, size, bold) > room:
        text = text[:-1].rstrip()
    return text + CUT


def broken(text: str, room: float, size: float, most: int, bold: bool = False) -> list[str]:
    """A text in at most `most` lines of `room` points, the last one cut where there is more; at least one line."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most - 1:
        line = rest.pop(0)
        while rest and width_of(f"{line} {rest[0]}", size, bold) <= room:
            line += f" {rest.pop(0)}"
        if width_of(line, size, bold) > room:
            head = _head(line, room, size, bold)
            rest.insert(0, line[len(head) :])
            line = head
        lines.append(line)
    return [*lines, cut(" ".join(rest), room, size, bold)] if rest or not lines else lines


def in_rows(words: Sequence[str], size: float, sign: float, width: float) -> list[tuple[float, int]]:
    """Where each entry of a key stands, from the left and in which row: a sign `sign` points wide, then its words."""
    found: list[tuple[float, int]] = []
    x, row = 0.0, 0
    for text in words:
        wide = sign + width_of(text, size)
        if found and x + wide > width:
            x, row = 0.0, row + 1
        found.append((x, row))
        x += wide + KEY_GAP
    return found


def _head(word: str, room: float, size: float, bold: bool) -> str:
    """As much of a word as stands in `room`, at least one letter."""
    used = 0.0
    for at, width in enumerate(advances(word, size, bold)):
        used += width
        if used > room:
            return word[: max(at, 1)]
    return word
