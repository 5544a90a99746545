"""Cells that say something by their colour alone (red, amber, green), which the words of a strategy have to say.

Web Content Accessibility Guidelines 1.4.1: colour may not be the only means of telling. Imports the source only.
"""

import colorsys
import re

from app.importers.source import SourceCell, SourceTable

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


def tells_by_colour(table: SourceTable) -> bool:
    """Whether empty cells of a table tell something by their colours: there are several, or a heading says so."""
    colours = {colour_of(cell) for row in table.rows for cell in row} - {""}
    if colours <= {"Blue"}:
        return False
    heads = (
        run.text for cell in table.rows[0] for block in cell.blocks for run in getattr(block, "runs", ())
    )
    return len(colours) >= _FEWEST or any(map(_RATED.search, heads))


def colour_of(cell: SourceCell) -> str:
    """What an empty cell says by its colour; nothing for one that reaches over columns, as a bar does."""
    return named_colour(cell.fill) if cell.across == 1 else ""
