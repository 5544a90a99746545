"""Takes typed numbers off headings and paragraphs, for the program makes numbers. Imports lines and wording only."""

import re

from msgspec import structs

from app.importers.recognise.lines import Line, Piece, cut
from app.importers.recognise.wording import has_bare_number, heading_front

DEEPEST = 9
"""The deepest level of a heading."""

_TYPED = re.compile(r"\s*(?P<over>\d{1,2}(?:\.\d{1,3}){0,2})\.(?P<own>\d{1,3})[.)]?[\s\u00a0]+(?=\S)")
_HEADING = re.compile(r"\s*(\d{1,2}(?:\.\d{1,3}){0,2})")


def paragraphs_unnumbered(pieces: list[Piece]) -> list[Piece]:
    """The pieces with numbers cut off paragraphs that count up from their heading's own: 2.1, 2.2 below “2. Aims”.

    A heading without a number, such as “Objective 1”, lets them count on.
    """
    result = list(pieces)
    over, last = "", 0
    for at, piece in enumerate(pieces):
        if not isinstance(piece, Line):
            continue
        if piece.level:
            if number := _typed_number(piece):
                over, last = number, 0
            continue
        found = _TYPED.match(piece.text)
        if not over or piece.item >= 0 or not found:
            continue
        if found["over"] != over or int(found["own"]) != last + 1:
            continue
        last += 1
        result[at] = _number_cut(piece, found.end())
    return result


def items_unnumbered(pieces: list[Piece]) -> list[Piece]:
    """The pieces with numbers cut off list items that count up from “1.1”; what is nested in one parts no two."""
    result = list(pieces)
    run: list[tuple[int, re.Match[str]]] = []
    for at, piece in enumerate(pieces):
        if not isinstance(piece, Line) or piece.item < 0:
            run = []
            continue
        found = _TYPED.match(piece.text)
        over = run[-1][1]["over"] if run else ""
        if found and int(found["own"]) == (len(run) + 1 if found["over"] == over else 1):
            run = [*run, (at, found)] if found["over"] == over else [(at, found)]
            for each, number in run if len(run) == 2 else run[2:][-1:]:
                result[each] = _number_cut(pieces[each], number.end())
    return result


def _number_cut(piece: Piece, end: int) -> Piece:
    assert isinstance(piece, Line)
    number, rest = cut(piece, end)
    return structs.replace(rest, prefix=(*piece.prefix, number))


def _typed_number(heading: Line) -> str:
    text = "".join(line.text for line in heading.prefix)
    found = _HEADING.match(text)
    return found.group(1).removesuffix(".0") if found else ""


def nest_by_numbers(pieces: list[Piece]) -> None:
    """Where all numbered headings have one declared level though their numbers run deeper, the numbers nest them."""
    bare = _has_bare_numbers(pieces)
    numbered = [
        (at, piece, heading_front(piece.text, bare).depth)
        for at, piece in enumerate(pieces)
        if isinstance(piece, Line) and piece.level and piece.text[:6].strip()[:1].isdigit()
    ]
    numbered = [row for row in numbered if row[2]]
    if (
        len(numbered) < 3
        or len({row[1].level for row in numbered}) != 1
        or len({row[2] for row in numbered}) < 2
    ):
        return
    least = min(row[2] for row in numbered)
    for at, piece, depth in numbered:
        pieces[at] = structs.replace(piece, level=min(piece.level + depth - least, DEEPEST))


def numbers_off(pieces: list[Piece]) -> list[Piece]:
    """Headings without their typed numbers and counted nouns, which stay with the line as its prefix."""
    bare = _has_bare_numbers(pieces)
    return [
        _number_off(piece, bare) if isinstance(piece, Line) and piece.level else piece for piece in pieces
    ]


def _has_bare_numbers(pieces: list[Piece]) -> bool:
    """Whether “3 Themes” is a numbered heading here: three headings or more begin so."""
    return (
        sum(1 for each in pieces if isinstance(each, Line) and each.level and has_bare_number(each.text)) >= 3
    )


def unnumbered(line: Line) -> Line:
    """A title without its typed number or counted noun, which stays with the line as its prefix."""
    return _number_off(line, bare=False)


def _number_off(line: Line, bare: bool) -> Line:
    front = heading_front(line.text, bare)
    if not front.end or not any(letter.isalnum() for letter in line.text[front.end :]):
        return line
    prefix, rest = cut(line, front.end)
    return structs.replace(rest, prefix=(*line.prefix, prefix))
