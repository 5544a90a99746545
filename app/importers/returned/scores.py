"""A risk's scores on a page: two fields in one cell, with what follows from them (“4 × 3 = 12”).

Imports models, document anchors and this package only.
"""

import re

from app.document.anchors import words_digest
from app.models.nodes import Node

Pair = tuple[str, str]
PAIRS: tuple[Pair, ...] = (("likelihood", "impact"), ("likelihood_after", "impact_after"))
_WRITTEN = re.compile(r"([1-5])\s*[x×*]\s*([1-5])(?:\s*=\s*\d{0,2})?", re.IGNORECASE)


def written_scores(text: str) -> Pair | None:
    """Likelihood and impact where a text says them, whatever product stands behind; None where it does not."""
    found = _WRITTEN.fullmatch(text.strip())
    return (found[1], found[2]) if found else None


def shown_by(node: Node, digest: str) -> Pair | None:
    """Which two fields of a part a cell showed whose words had this digest; None for no scores of it."""
    for pair in PAIRS:
        one, other = (getattr(node, name, 0) for name in pair)
        if one and other and words_digest(f"{one} × {other} = {one * other}") == digest:
            return pair
    return None
