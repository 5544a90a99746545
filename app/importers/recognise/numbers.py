"""Takes typed numbers off paragraphs (“2.1 The Council …”), for the program makes numbers. Imports lines only."""

import re

from msgspec import structs

from app.importers.recognise.lines import Line, Piece, cut

_TYPED = re.compile(r"\s*(?P<over>\d{1,2}(?:\.\d{1,3}){0,2})\.(?P<own>\d{1,3})[.)]?[\s\u00a0]+(?=\S)")
_HEADING = re.compile(r"\s*(\d{1,2}(?:\.\d{1,3}){0,2})")


def paragraphs_unnumbered(pieces: list[Piece]) -> list[Piece]:
    """The pieces with numbers cut off paragraphs that count up from their heading's own: 2.1, 2.2 below “2. Aims”."""
    result = list(pieces)
    over, last = "", 0
    for at, piece in enumerate(pieces):
        if not isinstance(piece, Line):
            continue
        if piece.level:
            over, last = _typed_number(piece), 0
            continue
        found = _TYPED.match(piece.text)
        if not over or piece.item >= 0 or not found:
            continue
        if found["over"] != over or int(found["own"]) != last + 1:
            continue
        last += 1
        number, rest = cut(piece, found.end())
        result[at] = structs.replace(rest, prefix=(*piece.prefix, number))
    return result


def _typed_number(heading: Line) -> str:
    text = "".join(line.text for line in heading.prefix)
    found = _HEADING.match(text)
    return found.group(1).removesuffix(".0") if found else ""
