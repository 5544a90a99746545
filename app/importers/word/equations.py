"""Equations on one line: the signs that Word draws and does not write as letters (ECMA-376 §22.1). Imports names only.

A fraction, root, power, sum or bracket keeps its meaning: “(a+b)/2” is not “a+b/2”, nor “∑” nothing.
"""

from collections.abc import Callable, Iterator

from lxml import etree

from app.importers.word.names import DEL, M, is_on

Pieces = Iterator["str | etree._Element"]
"""Letters, and elements whose words stand there."""
Spelling = Callable[["etree._Element"], Pieces]
_BASE, _SUB, _SUP = M + "e", M + "sub", M + "sup"
_GROUPED = (M + "d", M + "rad", M + "acc", M + "bar", M + "borderBox")

_IN_NUMBERS = str.maketrans("", "", ".,")


def spelled(element: "etree._Element") -> Pieces:
    """What one of `SPELLED` says, from left to right."""
    return SPELLED[str(element.tag)](element)


def _part(element: "etree._Element", name: str) -> Pieces:
    """A part of an equation, in brackets where it is more than one term."""
    for part in element.iterchildren(name):
        if _is_one_term(part):
            yield part
        else:
            yield from ("(", part, ")")


def _is_one_term(part: "etree._Element") -> bool:
    """Whether no bracket is needed around a part: it is one number, one name, or has its own."""
    held = [child for child in part if child.tag not in (M + "argPr", M + "ctrlPr")]
    if len(held) == 1 and held[0].tag in _GROUPED:
        return True
    if any(map(_says_something, part.iter(*SPELLED))):
        return False
    letters = (text.text or "" for text in part.iter(M + "t") if next(text.iterancestors(DEL), None) is None)
    words = "".join(letters).strip()
    return not words or words.isalpha() or words.translate(_IN_NUMBERS).isdigit()


def _says_something(part: "etree._Element") -> bool:
    return next(part.iter(M + "t"), None) is not None


def _says(element: "etree._Element", properties: str, name: str, otherwise: str) -> str:
    """The sign that an element's properties name; `otherwise` where they name none. It may be empty."""
    told = element.find(f"{M}{properties}/{M}{name}")
    return otherwise if told is None else told.get(M + "val") or ""


def _joined(sign: str, first: str, second: str) -> Spelling:
    def spell(element: "etree._Element") -> Pieces:
        yield from _part(element, first)
        yield sign
        yield from _part(element, second)

    return spell


def _indexed(element: "etree._Element") -> Pieces:
    """A base with an index and a power, or a sum with its bounds, in so far as they say anything."""
    for name, sign in ((_SUB, "_"), (_SUP, "^")):
        if any(map(_says_something, element.iterchildren(name))):
            yield sign
            yield from _part(element, name)


def _both(element: "etree._Element") -> Pieces:
    yield from _part(element, _BASE)
    yield from _indexed(element)


def _nary(element: "etree._Element") -> Pieces:
    """A sum, product or integral; the last where the file names no sign (§22.1.2.20)."""
    yield _says(element, "naryPr", "chr", "∫")
    yield from _indexed(element)
    yield " "
    yield from element.iterchildren(_BASE)


def _bracketed(element: "etree._Element") -> Pieces:
    """Brackets of any form, with what parts those between them (§22.1.2.24)."""
    yield _says(element, "dPr", "begChr", "(")
    for at, part in enumerate(element.iterchildren(_BASE)):
        if at:
            yield _says(element, "dPr", "sepChr", "|")
        yield part
    yield _says(element, "dPr", "endChr", ")")


def _root(element: "etree._Element") -> Pieces:
    hidden = element.find(f"{M}radPr/{M}degHide")
    degrees = list(element.iterchildren(M + "deg"))
    if (hidden is None or not is_on(hidden.get(M + "val"))) and any(map(_says_something, degrees)):
        yield from ("root ", *degrees, " of ")
    else:
        yield "√"
    yield from _part(element, _BASE)


def _function(element: "etree._Element") -> Pieces:
    yield from element.iterchildren(M + "fName")
    yield " "
    yield from element.iterchildren(_BASE)


def _limit(element: "etree._Element") -> Pieces:
    yield from element.iterchildren(_BASE)
    yield "_" if element.tag == M + "limLow" else "^"
    yield from _part(element, M + "lim")


def _stacked(element: "etree._Element") -> Pieces:
    """The lines of a stack of equations, or the rows of a matrix, whose cells a comma parts."""
    rows = element.iterchildren(M + "mr") if element.tag == M + "m" else element.iterchildren(_BASE)
    for at, row in enumerate(rows):
        if at:
            yield "; "
        cells = list(row.iterchildren(_BASE)) if row.tag == M + "mr" else [row]
        for place, cell in enumerate(cells):
            if place:
                yield ", "
            yield cell


SPELLED: dict[str, Spelling] = {
    M + "f": _joined("/", M + "num", M + "den"),
    M + "sSup": _joined("^", _BASE, _SUP),
    M + "sSub": _joined("_", _BASE, _SUB),
    M + "sSubSup": _both,
    M + "nary": _nary,
    M + "d": _bracketed,
    M + "rad": _root,
    M + "func": _function,
    **dict.fromkeys((M + "limLow", M + "limUpp"), _limit),
    **dict.fromkeys((M + "m", M + "eqArr"), _stacked),
}
