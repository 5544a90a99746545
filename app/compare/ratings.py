"""Cells of tables that rate something in words: a risk that was “Very high” and is “High” is scored otherwise.

In running text such words say little by themselves, so only a cell of which all words rate is asked. Pure; imports
nothing of Engross.
"""

import re
from typing import Literal

Rated = Literal["number", "date"]

_LONGEST = 40  # letters; a cell that says more tells something, and is weighed by its words
_MOST_WORDS = 4
_SAME = {
    "h": "high", "m": "medium", "med": "medium", "mid": "medium", "l": "low", "vh": "very high", "vl": "very low",
    "r": "red", "a": "amber", "g": "green", "v": "very", "extremely": "very", "highly": "very", "nearly": "almost",
    "near": "almost", "✔": "✓", "✘": "✗", "⬆": "↑", "⬇": "↓", "➔": "→",
}  # fmt: skip
_DEGREES = frozenset("very almost quite fairly rather to risk iawn".split())
_STEPS = frozenset(
    (
        "high higher highest medium moderate low lower lowest average none nil critical major serious severe "
        "significant substantial considerable material minor marginal negligible insignificant minimal trivial "
        "catastrophic extreme rare remote improbable unlikely possible probable likely certain frequent occasional "
        "red amber yellow orange green blue black rising falling stable static increasing decreasing unchanged "
        "improving worsening deteriorating up down essential desirable poor fair good excellent strong weak partial "
        "full limited ↑ ↓ → ↔ ↗ ↘ ✓ ✗ "
        "uchel uwch canolig isel coch oren ambr melyn gwyrdd tebygol annhebygol posibl prin"
    ).split()
)
_TERMS = frozenset(("short", "medium", "long", "immediate", "longer", "shorter"))
_SCORES = re.compile(
    r"\b(?:likelihood|probability|impact|severity|consequence|score|rating|rag|ranking|proximity|confidence|"
    r"grade|band|trend|tebygolrwydd|effaith|sgôr)\b|^[li]$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+|[↑↓→↔↗↘✓✔✗✘⬆⬇➔]")


def rated_otherwise(before: str, after: str, cell: tuple[str, str]) -> tuple[Rated, ...]:
    """The class of a change between two texts of a cell that rate something; empty where neither does, or both alike.

    `cell` names the cell's row and column: in one called “Likelihood” any single word is a rating.
    """
    if len(before) > _LONGEST or len(after) > _LONGEST:
        return ()
    old, new = _words(before), _words(after)
    if old == new or max(len(old), len(new)) > _MOST_WORDS:
        return ()
    if "term" in old and "term" in new and _TERMS.intersection(old) != _TERMS.intersection(new):
        return ("date",)
    if all(_is_rating(words) for words in (old, new) if words):
        return ("number",)
    scored = len(old) <= 1 and len(new) <= 1 and any(map(_SCORES.search, cell))
    return ("number",) if scored else ()


def _words(said: str) -> tuple[str, ...]:
    found: list[str] = _WORD.findall(said.casefold())
    return tuple(each for word in found for each in _SAME.get(word, word).split())


def _is_rating(words: tuple[str, ...]) -> bool:
    return not _STEPS.isdisjoint(words) and all(
        word in _STEPS or word in _DEGREES or word.isdigit() for word in words
    )
