"""Documents that Word numbers throughout: bold items are their headings, “1.1” their paragraphs. Imports lines only.

A contract or a committee's paper is typed as one list of many levels. Its numbers are written out here as if they had
been typed, so that all that knows typed numbers knows these.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from msgspec import structs

from app.importers.recognise.lines import ADDED, Line, Piece
from app.importers.recognise.wording import closed
from app.models.text import Run

_FEWEST = 3
_LONGEST = 16
"""A heading has no more words."""
_FIRST = re.compile(r"(\d{1,2})(?:\.0)?[.)]?$")
_DEEPER = re.compile(r"\d{1,2}(?:\.\d{1,3}){1,3}\.?$")

_Level = tuple[str, int]
"""A list of the file, and a level in it."""


def clauses_typed(pieces: list[Piece]) -> list[Piece]:
    """The pieces with the headings and numbered paragraphs of such a document as paragraphs that begin with a number.

    A document that declares headings is left as it is, and so is a list whose first level has other than titles.
    """
    if sum(1 for piece in pieces if isinstance(piece, Line) and piece.look.outline) >= 2:
        return pieces
    levels = _levels(pieces)
    heads = {level for level, lines in levels.items() if _are_headings(level, lines, pieces)}
    if not heads:
        return pieces
    lists = {run for run, _ in heads}
    paragraphs = {level for level, lines in levels.items() if level[0] in lists and _are_counted(lines)}
    return [_typed(piece, heads | paragraphs) if isinstance(piece, Line) else piece for piece in pieces]


def _levels(pieces: Iterable[Piece]) -> dict[_Level, list[Line]]:
    found: dict[_Level, list[Line]] = {}
    for piece in pieces:
        if isinstance(piece, Line) and (level := _level_of(piece)):
            found.setdefault(level, []).append(piece)
    return found


def _level_of(line: Line) -> _Level | None:
    mark = line.look.mark
    return (mark.run, mark.level) if mark and line.look.label and line.place == "body" else None


def _are_headings(level: _Level, lines: list[Line], pieces: list[Piece]) -> bool:
    """Whether the items of a list's first level are titles that other text stands under."""
    if level[1] or len(lines) < _FEWEST or not all(map(_is_title, lines)):
        return False
    beside = sum(
        1
        for first, second in pairwise(pieces)
        if isinstance(first, Line)
        and isinstance(second, Line)
        and _level_of(first) == level == _level_of(second)
    )
    return beside * 2 < len(lines)


def _is_title(line: Line) -> bool:
    words = line.words
    short = len(words.split()) <= _LONGEST and not closed(words) and not words.endswith((":", ";", ","))
    return line.look.bold and short and bool(_FIRST.match(line.look.label))


def _are_counted(lines: Iterable[Line]) -> bool:
    """Whether a level is numbered by its heading (“2.1”), as paragraphs are and the items of a list are not."""
    return all(_DEEPER.match(line.look.label) for line in lines)


def _typed(line: Line, typed: set[_Level]) -> Line:
    """A line of such a list with its number as typed; what stands deeper is a list of its own."""
    level = _level_of(line)
    if level is None or (level[0], 0) not in typed:
        return line
    if level not in typed:
        above = sum(1 for run, each in typed if run == level[0] and each < level[1])
        return structs.replace(line, item=level[1] - above)
    first = _FIRST.match(line.look.label)
    said = f"{first[1]}. " if first else f"{line.look.label} "
    origin = ((ADDED, len(said)), *line.origin)
    return structs.replace(line, runs=(Run(said), *line.runs), text=said + line.text, origin=origin, item=-1)
