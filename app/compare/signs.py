"""Whether figures are below nothing: “−5%” that became “5%”. Imports siblings only.

A dash before a figure is a word of its own where words are compared, so it is sought in what stands about it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from app.compare.figure_words import SCALES
from app.compare.words import BREAK, Op, normal
from app.compare.woven import Piece

_DASH = re.compile("[-‐‑‒–—―−]")
_MINUS = re.compile(r"(?<![^\s(])-(?P<sign>[£$€]?)\d(?:[\d.,]*\d)?(?P<share>%?)")
_BEFORE = 30  # letters: a figure that a dash may follow
_BEGINS = re.compile(rf"(?:^|[\n\t{BREAK}]) *$")
_ENDS = re.compile(rf" *(?:$|[\n\t{BREAK}])")


def signs_differ(pieces: Sequence[Piece]) -> set[Literal["number", "money"]]:
    """The classes of the figures that have a minus in one text of two, and none in the other."""
    if not any(piece.op != "equal" and _DASH.search(piece.text) for piece in pieces):
        return set()
    old, new = (_below_nothing(pieces, op) for op in ("delete", "insert"))
    return {"money" if figure[1:2] in "£$€" else "number" for figure in (old - new) + (new - old)}


def _below_nothing(pieces: Sequence[Piece], op: Op) -> Counter[str]:
    """The figures of one text that have a minus. A dash that ends a range has none, nor one that begins an item."""
    text = normal("".join(piece.text for piece in pieces if piece.op in ("equal", op)))
    return Counter(
        match.group()
        for match in _MINUS.finditer(text)
        if not _ends_a_range(text[max(0, match.start() - _BEFORE) : match.start()]) and _is_sign(text, match)
    )


def _ends_a_range(before: str) -> bool:
    last = before.split()[-1:]
    return any(any(map(str.isdigit, word)) or word.lower() in SCALES for word in last)


def _is_sign(text: str, match: re.Match[str]) -> bool:
    """Whether a dash marks no item: what follows it at the beginning of a paragraph is a sum, a share or all of it."""
    if match["sign"] or match["share"]:
        return True
    begins = _BEGINS.search(text[max(0, match.start() - _BEFORE) : match.start()]) is not None
    return not begins or _ENDS.match(text, match.end()) is not None
