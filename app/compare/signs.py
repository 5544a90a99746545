"""Whether figures are below nothing: “−5%” that became “5%”. Imports siblings only.

A dash before a figure is a word of its own where words are compared, so it is sought in what stands about it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from app.compare.words import BREAK, Op, normal
from app.compare.woven import Piece

_FIGURE = r"(?P<figure>(?P<sign>[£$€]?)\d(?:[\d.,]*\d)?(?P<share>%?))"
_MINUS = re.compile(rf"-(?<![^\s(]-){_FIGURE}")
_MAY_BE_SIGN = re.compile(r"[-‐‑‒–—―−](?<!\w[-‐‑‒–—―−])[^\w\s]*[\d₀-₉]")
_DASHED = re.compile(rf"-\s*{_FIGURE}")
_BEGINS = re.compile(rf"(?:^|[\n\t{BREAK}]) *$")
_ENDS = re.compile(rf" *(?:$|[\n\t{BREAK}])")
_BEFORE = 30  # letters


def signs_differ(pieces: Sequence[Piece]) -> set[Literal["number", "money"]]:
    """The classes of the figures that have a minus in one text of two, and no dash at all in the other.

    So the end of a range has none, however its dash is spaced.
    """
    texts = [_text(pieces, op) for op in ("delete", "insert")]
    if not any(map(_MAY_BE_SIGN.search, texts)):
        return set()
    old, new = map(normal, texts)
    alone = (_below_nothing(old) - _dashed(new)) + (_below_nothing(new) - _dashed(old))
    return {"money" if figure[0] in "£$€" else "number" for figure in alone}


def _text(pieces: Sequence[Piece], op: Op) -> str:
    return "".join([piece.text for piece in pieces if piece.op in ("equal", op)])


def _below_nothing(text: str) -> Counter[str]:
    return Counter(match["figure"] for match in _MINUS.finditer(text) if _is_sign(text, match))


def _dashed(text: str) -> Counter[str]:
    return Counter(match["figure"] for match in _DASHED.finditer(text))


def _is_sign(text: str, match: re.Match[str]) -> bool:
    """Whether a dash marks no item: what follows it at the beginning of a paragraph is a sum, a share or all of it."""
    if match["sign"] or match["share"]:
        return True
    begins = _BEGINS.search(text[max(0, match.start() - _BEFORE) : match.start()]) is not None
    return not begins or _ENDS.match(text, match.end()) is not None
