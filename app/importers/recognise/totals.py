"""Which rows and columns of a cost table add up others. Imports the columns of tables."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from app.importers.recognise.columns import Row

_TOTAL = re.compile(r"\s*(?:(?:grand|overall|sub|net)[ -]?)?totals?\b|\s*cyfanswm\b|.*\btotals?\W*$", re.I)
_WORD = re.compile(r"[^\W\d_]+")
_NAMELESS = frozenset(
    ("total totals sub net grand overall all and annual budget budgets by capital cost costs cyfanswm each estimated "
     "expenditure for funding gross in investment k m of per plan programme programmes project projects required "
     "requirement revenue scheme schemes spend spending strategy the theme themes to year years yearly").split()
)  # fmt: skip
"""What names no thing: “Total programme cost” adds up, “Total Place programme” may be a programme of that name."""
_NEAR = Decimal("0.1")
"""How far a sum may lie beside what it adds up, by rounding or a slip."""

_ROUNDED = Decimal("0.005")
"""How far by rounding alone."""
_FEWEST = 2
"""So many rows at least are added up by one that does not say so (“Net budget”)."""

Sums = dict[int, Decimal]


def is_total(words: str) -> bool:
    """Whether a row or column adds up others, by its name."""
    return bool(_TOTAL.match(words))


def adds_up(row: Row) -> bool:
    """Whether a row adds up others, by the first thing it says."""
    return bool(row.filled) and is_total(row.cells[row.filled[0]].words)


def adding_up(rows: Iterable[Row], amount: Callable[[str], Decimal | None]) -> list[bool]:
    """Whether each row adds up others: by its name, and where that is a name of something, by its sums too."""
    found: list[bool] = []
    whole: Sums = {}
    group: Sums = {}
    rows_above = 0
    for row in rows:
        own = {at: sum for at in row.filled[1:] if (sum := amount(row.cells[at].words)) is not None}
        named = adds_up(row) and (_is_nameless(row) or _is_sum(own, group) or _is_sum(own, whole))
        found.append(named or (rows_above >= _FEWEST and _sums_up(row, own, whole)))
        if found[-1]:
            group = {}
            continue
        rows_above += bool(own)
        for sums in (whole, group):
            sums.update({at: sums.get(at, Decimal(0)) + sum for at, sum in own.items()})
    return found


def _is_nameless(row: Row) -> bool:
    words = _WORD.findall(row.cells[row.filled[0]].words.lower())
    return words[0] in ("grand", "overall") or words[-1] in ("total", "totals") or _NAMELESS.issuperset(words)


def _sums_up(row: Row, own: Mapping[int, Decimal], above: Mapping[int, Decimal]) -> bool:
    """Whether a row that names no thing (“Net budget”) is the sum of all above it, though it does not say total."""
    words = _WORD.findall(row.cells[row.filled[0]].words.lower()) if row.filled else []
    if not words or not own or not _NAMELESS.issuperset(words):
        return False
    return all(sum and abs(sum - above.get(at, Decimal(0))) <= _ROUNDED * abs(sum) for at, sum in own.items())


def _is_sum(own: Mapping[int, Decimal], above: Mapping[int, Decimal]) -> bool:
    return not own or all(abs(sum - above.get(at, Decimal(0))) <= _NEAR * abs(sum) for at, sum in own.items())
