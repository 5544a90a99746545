"""Takes out what is no text of the document: contents pages, page numbers, running heads, blank-page notices.

Imports lines and wording only. What is taken out is kept, so that it can be listed.
"""

import re
from collections import Counter
from typing import Literal

from msgspec import Struct, structs

from app.importers.recognise.lines import Grid, Image, Line, Piece, lines_of
from app.importers.recognise.wording import heading_front, normal

CONTENTS = re.compile(r"^(?:table of )?contents(?: page)?$|^contents list$|^cynnwys$|^index of contents$")
_BLANK = re.compile(r"\b(?:intentionally|deliberately)\b.{0,12}\bblank\b", re.I)
_PLACEHOLDER = re.compile(
    r"right[- ]click to update|update (?:this )?(?:field|table of contents)|error! (?:bookmark|no table)|"
    r"no table of contents entries",
    re.I,
)
_PLACEHOLDER_WORDS = ("update", "error!", "no table")  # one of them stands in whatever the pattern finds
_GENERATED = ("[toc]", "[[_toc_]]", "[[toc]]")
_PAGE = re.compile(r"^[-–—\s]*(?:page|tudalen|p\.)\s*\d{1,4}(?:\s*(?:of|/|o)\s*\d{1,4})?[-–—\s|]*$", re.I)
_OF = re.compile(
    r"^[-–—\s]*(?!(?:19|20)\d\d\s*/\s*(?:19|20)?\d\d\b)\d{1,4}\s*(?:of|/)\s*\d{1,4}[-–—\s]*$", re.I
)
_DASHED = re.compile(r"^[-–—]\s*\d{1,4}\s*[-–—]$")
_BARE = re.compile(r"^\d{1,3}$")
_PAGE_AT_END = re.compile(r"(?:[|•·–—-]|\t| {2,}|\s)\s*page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*$", re.I)
_ENTRY = re.compile(r"(?:\t+|\s*[.…_·]{3,}[\s.…_·]*|\s{2,})\s*\d{1,4}(?:\s*[-–—]\s*\d{1,4})?\s*$")
_ENTRY_LOOSE = re.compile(r"\s\d{1,4}(?:\s*[-–—]\s*\d{1,4})?$")
_ENTRY_PAGE = re.compile(r"^(?:pages?\s*)?\d{0,4}(?:\s*[-–—]\s*\d{1,4})?$", re.I)
_DIGITS = re.compile(r"\d+")
_FOOT_WORDS = 14
_LONGEST_CONTENTS = 250
_NUMBER = re.compile(
    r"^(?:\w{3,20}\s+)?[\[(]?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]+)[.):\]]*\s*[-–—.:]?$", re.I
)

Why = Literal["page number", "contents", "blank page", "placeholder", "number", "repeated", "label"]


class Swept(Struct, frozen=True):
    """What is left, what was taken out, and the titles that contents pages list (for comparing), with their depth."""

    pieces: list[Piece]
    furniture: list[Line]
    listed: dict[str, int]


def swept(pieces: list[Piece]) -> Swept:
    """The pieces without page furniture."""
    furniture: list[Line] = []
    listed: dict[str, int] = {}
    kept = _without_contents(pieces, furniture, listed)
    heads = _running_heads(kept)
    result: list[Piece] = []
    carried = False
    for at, piece in enumerate(kept):
        if isinstance(piece, Line) and _is_furniture(piece, kept, at, heads):
            furniture.append(piece)
            carried = carried or piece.breaks
        elif carried and not isinstance(piece, Image):
            result.append(structs.replace(piece, breaks=True))
            carried = False
        else:
            result.append(piece)
    return Swept(result, furniture, listed)


def why_left_out(words: str, times: int = 1) -> Why:
    """For what a text is taken that was left out of the tree; `times` is how often the document has it.

    "label" is what is left: a label of the control sheet, a column's heading, a title that is made anew.
    """
    if _BLANK.search(words):
        return "blank page"
    if _PLACEHOLDER.search(words):
        return "placeholder"
    if _PAGE.match(words) or _OF.match(words) or _DASHED.match(words) or _PAGE_AT_END.search(words):
        return "page number"
    if _NUMBER.match(words):
        return "number"
    if CONTENTS.match(normal(words)) or _ENTRY.search(words):
        return "contents"
    return "repeated" if times > 2 else "label"


def _is_furniture(line: Line, pieces: list[Piece], at: int, heads: set[str]) -> bool:
    words = line.words
    if line.look.place == "comment" or (words[:1] == "[" and words.casefold() in _GENERATED):
        return True
    if len(words) > 200 or line.look.outline or line.item >= 0:
        return False
    if _BLANK.search(words) and len(words.split()) <= 12:
        return True
    if _PAGE.match(words) or _OF.match(words) or _DASHED.match(words):
        return True
    if len(words.split()) <= _FOOT_WORDS and _PAGE_AT_END.search(words):
        return True
    if _BARE.match(words):
        return _at_page_end(pieces, at) or line.look.centred
    return bool(heads) and _head_form(words) in heads and (_at_page_end(pieces, at) or line.breaks)


def _at_page_end(pieces: list[Piece], at: int) -> bool:
    """Whether a page starts just before or just after a piece, page numbers between left aside."""
    for step in (1, 2):
        if at + step < len(pieces):
            following = pieces[at + step]
            if not isinstance(following, Image) and following.breaks:
                return True
            if not (isinstance(following, Line) and _is_page_number(following.words)):
                break
    here = pieces[at]
    if not isinstance(here, Image) and here.breaks:
        return True
    before = pieces[at - 1] if at else None
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    return any(isinstance(near, Line) and _is_page_number(near.words) for near in (before, after))


def _is_page_number(words: str) -> bool:
    return len(words) < 24 and bool(
        _PAGE.match(words) or _OF.match(words) or _DASHED.match(words) or _BARE.match(words)
    )


def _head_form(words: str) -> str:
    return _DIGITS.sub("#", words.lower())


def _running_heads(pieces: list[Piece]) -> set[str]:
    """Short unstyled lines that stand three times or more where a page begins or ends."""
    seen: Counter[str] = Counter()
    for at, piece in enumerate(pieces):
        if not isinstance(piece, Line) or piece.item >= 0 or piece.look.outline or len(piece.text) > 120:
            continue
        if (
            len(piece.words.split()) <= _FOOT_WORDS
            and _at_page_end(pieces, at)
            and not _BARE.match(piece.words)
        ):
            seen[_head_form(piece.words)] += 1
    return {form for form, count in seen.items() if count >= 3}


def _without_contents(pieces: list[Piece], furniture: list[Line], listed: dict[str, int]) -> list[Piece]:
    """The pieces without contents pages: a field's, by style, or typed under a heading “Contents”."""
    kept: list[Piece] = []
    later: Counter[str] | None = None
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if isinstance(piece, Line) and _is_generated(piece):
            furniture.append(piece)
            _list_entry(piece, listed)
            at += 1
            continue
        if isinstance(piece, Line) and len(piece.text) < 60 and _is_contents_heading(piece):
            later = _counts(pieces) if later is None else later
            end = _contents_end(pieces, at + 1, later)
            taken = list(lines_of(pieces[at:end]))
            furniture.extend(taken)
            for line in taken[1:]:
                _list_entry(line, listed)
            at = end
            if at < len(pieces) and not isinstance(after := pieces[at], Image):
                kept.append(structs.replace(after, breaks=True))
                at += 1
            continue
        kept.append(piece)
        at += 1
    return kept


def _is_generated(line: Line) -> bool:
    style = line.look.style
    if line.look.field.upper().startswith("TOC") or style.startswith(
        ("toc ", "contents ", "table of figures")
    ):
        return True
    if len(line.text) >= 160:
        return False
    text = line.text.lower()
    return any(word in text for word in _PLACEHOLDER_WORDS) and bool(_PLACEHOLDER.search(text))


def _is_contents_heading(line: Line) -> bool:
    return bool(CONTENTS.match(normal(line.words)))


def _list_entry(line: Line, listed: dict[str, int]) -> None:
    words = _ENTRY_LOOSE.sub("", _ENTRY.sub("", line.words)).strip()
    key = normal(words)
    if key and not CONTENTS.match(key):
        listed.setdefault(key, heading_front(words).depth)


def _contents_end(pieces: list[Piece], start: int, later: Counter[str]) -> int:
    """Where a typed contents page ends: entries have page numbers, or are said again later as headings."""
    seen: set[str] = set()
    at = start
    while at < len(pieces) and at - start < _LONGEST_CONTENTS:
        piece = pieces[at]
        if isinstance(piece, Grid):
            if not _is_contents_table(piece):
                break
            seen.update(normal(row[0].words) for row in piece.rows if row)
        elif isinstance(piece, Image) or not _is_entry(piece, later, seen):
            break
        at += 1
    return at


def _counts(pieces: list[Piece]) -> Counter[str]:
    """How often each short line is said in the whole document."""
    return Counter(
        normal(piece.words) for piece in pieces if isinstance(piece, Line) and len(piece.text) <= 160
    )


def _is_entry(line: Line, later: Counter[str], seen: set[str]) -> bool:
    if line.look.outline or len(line.text) > 200:
        return False
    if _ENTRY.search(line.text) or _is_generated(line) or _ENTRY_PAGE.match(line.words.lower()):
        seen.add(normal(_ENTRY.sub("", line.text)))
        return True
    key = normal(line.words)
    if key == "page" or key == "pages":
        return True
    loose = normal(_ENTRY_LOOSE.sub("", line.words))
    if loose != key and (later[loose] or not line.words.endswith(".")) and len(key.split()) <= 16:
        seen.add(loose)
        return bool(later[loose]) or not line.look.bold
    if key in seen:
        return False
    seen.add(key)
    return later[key] >= 2


def _is_contents_table(grid: Grid) -> bool:
    """Whether each row of a table ends in a page number or range."""
    rows = [row for row in grid.rows if any(cell.words for cell in row)]
    paged = sum(1 for row in rows if len(row) >= 2 and row[-1].words and _ENTRY_PAGE.match(row[-1].words))
    return paged >= max(1, len(rows) - 1)
