"""A risk's scores on a page: two fields in one cell, with what follows from them (“4 × 3 = 12”).

A reviewer may write them otherwise: as the words of a scale, or only what they come to. Imports models, document
anchors, the scale and this package only.
"""

import re
from typing import NamedTuple

from app.document.anchors import words_digest
from app.importers.scale import scale_of
from app.models.nodes import Node

Pair = tuple[str, str]
PAIRS: tuple[Pair, ...] = (("likelihood", "impact"), ("likelihood_after", "impact_after"))
_HIGHEST = 5
_ONE = r"[1-5]|[^\W\d_]+(?: [^\W\d_]+)?"
_TWO = re.compile(rf"({_ONE})\s*(?:[x×*/,;]|\band\b)\s*({_ONE})(?:\s*=\s*\d{{0,2}})?", re.IGNORECASE)


class Scores(NamedTuple):
    """Likelihood and impact, and whether they are only a guess at what a single word or figure stands for."""

    likelihood: int
    impact: int
    guessed: bool = False


def written_scores(text: str, known: tuple[int, int] = (0, 0)) -> Scores | None:
    """What a text says of the scores that were `known`, whatever product stands behind; None where it says none.

    A product alone is understood where only one of the two has to change for it, or there is no other way to it; one
    word of the scale stands for both.
    """
    said = " ".join(text.split())
    if (found := _TWO.fullmatch(said)) and all(pair := (scale_of(found[1]), scale_of(found[2]))):
        return Scores(*pair)
    if said.isdecimal() and len(said) <= 2:
        return _of_product(int(said), known)
    scored = scale_of(said)
    return Scores(scored, scored, guessed=True) if scored else None


def _of_product(product: int, known: tuple[int, int]) -> Scores | None:
    steps = range(1, _HIGHEST + 1)
    ways = [(one, other) for one in steps for other in steps if one * other == product]
    if known in ways:
        return Scores(*known)
    near = [way for way in ways if way[0] == known[0] or way[1] == known[1]]
    if len(near) == 1:
        return Scores(*near[0], guessed=True)
    return Scores(*ways[0]) if len(ways) == 1 else None


def shown_by(node: Node, digest: str) -> Pair | None:
    """Which two fields of a part a cell showed whose words had this digest; None for no scores of it."""
    for pair in PAIRS:
        one, other = (getattr(node, name, 0) for name in pair)
        if one and other and words_digest(f"{one} × {other} = {one * other}") == digest:
            return pair
    return None
