"""Cells that say something by their colour alone (red, amber, green), which the words of a strategy have to say.

Web Content Accessibility Guidelines 1.4.1: colour may not be the only means of telling. Imports the source and models
only.
"""

import colorsys
import re
from collections.abc import Iterable

from app.importers.source import SourceCell, SourceParagraph, SourceTable
from app.models.text import Run

_HUES = ((15, "Red"), (50, "Amber"), (70, "Yellow"), (170, "Green"), (255, "Blue"), (345, ""), (360, "Red"))
"""Up to which hue, in degrees, a colour has a name that ratings use."""
_PALEST, _DARKEST = 0.35, 0.45
_RATED = re.compile(r"\b(?:b?rag|r\.a\.g|status|rating|colour|traffic lights?)\b", re.I)
_FEWEST = 2
"""So many colours tell something from something else; a single one may only adorn."""


def named_colour(fill: str) -> str:
    """The name that a rating gives a fill such as “FFC000” (“Amber”); empty for pale, dark and other colours."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", fill):
        return ""
    red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, strength, light = colorsys.rgb_to_hsv(red, green, blue)
    if strength < _PALEST or light < _DARKEST:
        return ""
    return next(name for upto, name in _HUES if hue * 360 <= upto)


def colours_told(table: SourceTable) -> tuple[tuple[str, ...], ...]:
    """What each cell of a table says by its colour, empty for most: colours tell something where there are several of
    them, or where a heading says so.
    """
    told = tuple(_told_in(row, table, top=at == 0) for at, row in enumerate(table.rows))
    colours = {colour for row in told for colour in row} - {""}
    heads = (run.text for row in table.rows[:1] for cell in row for run in _runs(cell))
    if colours <= {"Blue"} or (len(colours) < _FEWEST and not any(map(_RATED.search, heads))):
        return tuple(("",) * len(row) for row in table.rows)
    return told


def _told_in(row: tuple[SourceCell, ...], table: SourceTable, *, top: bool) -> tuple[str, ...]:
    """What the empty cells of a row say; nothing in a row that has its colour all over, as headings and stripes do, and
    nothing in a cell that reaches over columns, as a bar does.
    """
    wordless = not any(run.text.strip() for cell in row for run in _runs(cell))
    stripe = wordless and sum(cell.across for cell in row) == table.columns
    if (top or stripe) and all(cell.shaded for cell in row):
        return ("",) * len(row)
    return tuple(named_colour(cell.fill) if cell.across == 1 else "" for cell in row)


def _runs(cell: SourceCell) -> Iterable[Run]:
    return (run for block in cell.blocks if isinstance(block, SourceParagraph) for run in block.runs)
