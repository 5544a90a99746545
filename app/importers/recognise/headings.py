"""Finds the headings: those that say so, and those made by hand. Imports lines and wording only.

A heading made by hand is short, does not end as a sentence does, and stands out (bold, larger, capitals, a typed
number, a counted noun, or a title that the contents page lists). Its level comes from how it looks among its like.
"""

import re
from collections import Counter

from msgspec import Struct, structs

from app.importers.recognise.control import is_control_title
from app.importers.recognise.kinds import kind_named, known_title
from app.importers.recognise.lines import Grid, Line, Piece
from app.importers.recognise.numbers import DEEPEST, nest_by_numbers, numbers_off
from app.importers.recognise.wording import (
    closed,
    heading_front,
    is_capitals,
    names_family,
    normal,
)

_COUNT = re.compile(r"\s*(\d{1,2})\b")
_USUAL_SIZE = 11.0
"""Points of a text whose file does not say how large it is, though it says so of its headings."""
_LONGEST = 16
_LONGEST_STYLED = 40
_NO_HEADING_STYLES = (
    "title",
    "subtitle",
    "caption",
    "quote",
    "intense quote",
    "footnote",
    "header",
    "footer",
)

_SENTENCE_STARTS = frozenset("this these we it they there if in to for by as it's our".split())
"""A short line that begins so introduces a list; it is no title."""

Look = tuple[float, bool, bool]
"""How a heading made by hand looks: points above the text's size, capitals, bold."""


class _Found(Struct, frozen=True):
    at: int
    look: Look
    depth: int
    family: str
    sure: float
    top: bool = False


class _Above(Struct, frozen=True):
    """Where a heading made by hand stood: its level, that of the declared one it was under, its typed number."""

    level: int
    enclosing: int
    number: int


class _Style(Struct, frozen=True):
    """What ordinary text looks like here, and whether the file marks its headings."""

    size: float
    marked: bool
    sizes_known: bool
    plain: bool
    listed: dict[str, int]


def headed(pieces: list[Piece], listed: dict[str, int]) -> list[Piece]:
    """The pieces with each heading's level set and its typed number cut off; `listed` are the contents' titles."""
    result = [_declared(piece) for piece in pieces]
    style = _style_of(result, listed)
    found = [made for at in range(len(result)) if (made := _by_hand(result, at, style))]
    if style.plain:
        found.extend(_plain_headings(result, {made.at for made in found}, style))
        found.sort(key=lambda made: made.at)
    found = _without_lists(found, result)
    _set_levels(result, found, style)
    nest_by_numbers(result)
    return numbers_off(result)


def _declared(piece: Piece) -> Piece:
    """A paragraph whose style makes it a heading, unless it is a whole paragraph of text in a heading's style."""
    if not isinstance(piece, Line) or not piece.look.outline or piece.look.place != "body":
        return piece
    words = piece.words
    count = len(words.split())
    if count > _LONGEST_STYLED or (count > 18 and words.endswith((".", ";"))):
        return piece
    return structs.replace(piece, level=min(piece.look.outline, DEEPEST), item=-1, more=False)


def _style_of(pieces: list[Piece], listed: dict[str, int]) -> _Style:
    letters: Counter[float] = Counter()
    marked = stands_out = 0
    for piece in pieces:
        if isinstance(piece, Line):
            letters[piece.look.size] += len(piece.text)
            marked += 1 if piece.level else 0
            if not piece.level and len(piece.text) < 110 and (piece.look.bold or is_capitals(piece.text)):
                stands_out += 1
    size = max(letters, key=lambda key: letters[key]) if letters else 0.0
    if not size and len(letters) > 1:
        size = _USUAL_SIZE
    return _Style(size, marked >= 2, len(letters) > 1, not marked and stands_out < 3, listed)


def _by_hand(pieces: list[Piece], at: int, style: _Style) -> _Found | None:
    line = pieces[at]
    if not isinstance(line, Line) or line.level or not _could_head(line):
        return None
    front = heading_front(line.text)
    larger = line.look.size - style.size if line.look.size and style.size and style.sizes_known else 0.0
    capitals = is_capitals(line.text)
    look = (max(0.0, round(larger * 2) / 2), capitals, line.look.bold)
    made = _Found(at, look, front.depth, front.family, 0.8)
    if not style.marked and normal(line.words) in style.listed:
        return structs.replace(made, sure=0.9)
    if not style.marked and _is_top(line):
        return structs.replace(made, sure=0.75, top=True)
    if style.plain and _is_known(line):
        return structs.replace(made, sure=0.75)
    if style.marked and _is_slogan(pieces, at, line):
        return None
    if not (_followed(pieces, at) or _counts_on(pieces, at, front.family)) or _goes_on(
        pieces, at, line, front.family
    ):
        return None
    if larger >= 1.5 or (line.look.bold and not line.words.endswith(":")):
        return made
    if style.marked:
        return structs.replace(made, sure=0.7) if front.family and line.look.bold else None
    if capitals and len(line.words) > 3:
        return made
    if front.family or (front.depth and not closed(line.text)):
        return structs.replace(made, sure=0.7)
    return None


def _is_slogan(pieces: list[Piece], at: int, line: Line) -> bool:
    """Whether a centred or quoted line below a declared heading over the vision is its slogan, not a heading."""
    italic = all(run.italic for run in line.runs if run.text.strip())
    if not (line.look.centred or italic or line.words.startswith(("“", '"', "‘"))):
        return False
    over = next((p for p in reversed(pieces[:at]) if isinstance(p, Line) and p.level), None)
    return (
        over is not None and kind_named(normal(over.words)) == "vision" and not heading_front(line.text).end
    )


def _is_top(line: Line) -> bool:
    """Whether a short line names a part that always stands at the top: control sheet, foreword, glossary."""
    words = line.words
    if len(words.split()) > 10 or words.endswith((":", "?")):
        return False
    return is_control_title(words) or kind_named(normal(words)) in ("foreword", "glossary")


def _is_known(line: Line) -> bool:
    """Whether a short line says just what parts of strategies are called."""
    if len(line.words.split()) > 5 or line.words.endswith(":"):
        return False
    return is_control_title(line.words) or known_title(normal(line.words))


def _could_head(line: Line) -> bool:
    words = line.words
    if len(words) > 150 or (line.item >= 0 and not line.prefix) or line.look.place != "body":
        return False
    if line.item >= 0 or line.look.style.startswith(_NO_HEADING_STYLES) or len(words.split()) > _LONGEST:
        return False
    if words.endswith((".", ";", ",", "!", "-", "–", "—", "/", "”", '"')) and not (
        words[:1].isdigit() and line.look.bold
    ):
        return False
    if "\t" in line.text.strip() and not heading_front(line.text).end:
        return False
    return (
        any(letter.isalpha() for letter in words)
        and not words[:1].islower()
        and ("£" not in words or _is_action(line.text))
    )


def _is_action(text: str) -> bool:
    """Whether a text begins as a counted action does (“Action 2.1 Replace …”), which may name a sum."""
    return heading_front(text).family == "action"


def _followed(pieces: list[Piece], at: int) -> bool:
    """Whether something stands under a line: a heading at the very end of a document is none."""
    return at + 1 < len(pieces)


def _counts_on(pieces: list[Piece], at: int, family: str) -> bool:
    """Whether the last line of a document goes on counting (“Objective 3: …” after “Objective 2: …”)."""
    before = pieces[at - 1] if at and family else None
    return isinstance(before, Line) and heading_front(before.text).family == family


def _goes_on(pieces: list[Piece], at: int, line: Line, family: str) -> bool:
    """Whether a line that stands out goes on with a sentence (a slogan after “our vision is to”)."""
    before = pieces[at - 1] if at else None
    if not isinstance(before, Line) or before.level or family:
        return False
    if before.words.endswith(":") or (
        not closed(before.text)
        and before.item < 0
        and len(before.words.split()) >= 7
        and not before.look.bold
    ):
        return not _has_like(pieces, at, line)
    return False


def _has_like(pieces: list[Piece], at: int, line: Line) -> bool:
    """Whether another line of the same look follows soon, with text between: then both are headings."""
    for step, other in enumerate(pieces[at + 1 : at + 12]):
        if isinstance(other, Line) and other.level:
            return False
        if (
            step
            and isinstance(other, Line)
            and other.look.bold == line.look.bold
            and other.look.size == line.look.size
            and is_capitals(other.text) == is_capitals(line.text)
            and _could_head(other)
        ):
            return True
    return False


def _plain_headings(pieces: list[Piece], known: set[int], style: _Style) -> list[_Found]:
    """In a file without any looks: short lines like titles between the end of one text and the start of another."""
    found: list[_Found] = []
    for at, piece in enumerate(pieces):
        if (
            at in known
            or not isinstance(piece, Line)
            or not _could_head(piece)
            or piece.words.endswith((":", "?"))
        ):
            continue
        words = piece.words.split()
        if words[0].lower() in _SENTENCE_STARTS:
            continue
        if (
            len(words) > 9
            or len(piece.words) > 70
            or not _starts_text(pieces, at)
            or not _ends_text(pieces, at, known)
        ):
            continue
        found.append(_Found(at, (0.0, False, False), heading_front(piece.text).depth, "", 0.5))
    return found


def _starts_text(pieces: list[Piece], at: int) -> bool:
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if isinstance(following, Line):
        return following.item >= 0 or len(following.words.split()) >= 10
    return isinstance(following, Grid)


def _ends_text(pieces: list[Piece], at: int, known: set[int]) -> bool:
    before = pieces[at - 1] if at else None
    if not isinstance(before, Line):
        return True
    if before.breaks and len(before.words.split()) < 6:
        return True
    return (
        before.item >= 0
        or bool(before.level)
        or at - 1 in known
        or before.words.endswith((".", "!", "”", '"'))
    )


def _without_lists(found: list[_Found], pieces: list[Piece]) -> list[_Found]:
    """Leaves out runs of three or more plain lines one after the other: those are lines of a list, not headings."""
    kept: list[_Found] = []
    start = 0
    while start < len(found):
        end = start + 1
        while (
            end < len(found)
            and found[end].at == found[end - 1].at + 1
            and found[end].look == found[start].look
        ):
            end += 1
        group = found[start:end]
        alike = len({(made.depth, made.family) for made in group}) == 1
        if len(group) < 3 or not alike:
            kept.extend(group)
        elif _starts_text(pieces, group[-1].at) and not group[0].family:
            kept.append(group[-1])
        start = end
    return kept


def _set_levels(pieces: list[Piece], found: list[_Found], style: _Style) -> None:
    """Levels of headings made by hand: larger before smaller, capitals before bold, then by the depth of the number."""
    ranks = _ranks(found)
    by_at = {made.at: made for made in found}
    said = Counter(normal(line.words) for made in found if isinstance(line := pieces[made.at], Line))
    by_contents = not style.marked and _matches_contents(pieces, found, style)
    enclosing = listed = 0
    declared_size = 0.0
    above: dict[tuple[Look, int], _Above] = {}
    families: dict[str, int] = {}
    previous: tuple[int, str] = (0, "")
    for at, piece in enumerate(pieces):
        if not isinstance(piece, Line):
            continue
        if piece.level:
            enclosing, previous = piece.level, (piece.level, piece.text)
            declared_size = piece.look.size
            families.clear()
            continue
        made = by_at.get(at)
        if made is None:
            continue
        if made.top:
            level = listed = 1
        elif made.family == "appendix" and by_contents and normal(piece.words) in style.listed:
            level = listed = max(1, style.listed[normal(piece.words)])
        elif made.family and not made.depth:
            over = max(families.values(), default=0) if made.family == "action" else 0
            level = families.get(made.family) or (
                over + 1 if over else _family_level(made, ranks, previous, enclosing)
            )
            families.setdefault(made.family, level)
        else:
            key = made.look, made.depth
            if key in above and _is_over(above[key], made, piece, enclosing, declared_size):
                enclosing = above[key].enclosing
            level = ranks[key] + enclosing
            above[key] = _Above(level, enclosing, _number(piece))
            if families and made.depth > 1 and made.look == (0.0, False, False):
                level = max(level, max(families.values()) + 1)
            if families and not made.depth and said[normal(piece.words)] > 1:
                level = max(level, max(families.values()) + 1)
            if by_contents and (key := normal(piece.words)) in style.listed:
                level = listed = max(1, style.listed[key])
            elif by_contents and made.look == (0.0, False, False) and not made.depth:
                level = listed + 1
        level = min(level, DEEPEST)
        families = {noun: deep for noun, deep in families.items() if deep <= level}
        if not made.family:
            previous = (level, piece.text)
        pieces[at] = structs.replace(piece, level=level, sure=made.sure)


def _is_over(before: _Above, made: _Found, line: Line, enclosing: int, declared_size: float) -> bool:
    """Whether a heading made by hand goes on above the declared one before it, as the last of its like stood above.

    It counts on from that one, or is larger than the declared one.
    """
    if made.depth == 1 and before.number and _number(line) == before.number + 1:
        return before.level <= enclosing
    return before.level < enclosing and 0 < declared_size < line.look.size


def _number(line: Line) -> int:
    """The typed number that a heading begins with; 0 for none."""
    found = _COUNT.match(line.text)
    return int(found[1]) if found else 0


def _matches_contents(pieces: list[Piece], found: list[_Found], style: _Style) -> bool:
    """Whether the contents page lists three or more of the headings: then it tells which stand above which."""
    lines = (pieces[made.at] for made in found)
    return sum(1 for line in lines if isinstance(line, Line) and normal(line.words) in style.listed) >= 3


def _family_level(
    made: _Found, ranks: dict[tuple[Look, int], int], previous: tuple[int, str], enclosing: int
) -> int:
    """The level of the first “Theme 1” of its kind: under a heading that announces its like, else as it looks."""
    alike = ranks.get((made.look, 0))
    if alike is None and made.family == "appendix":
        alike = ranks.get((made.look, 1))  # no part before it holds an appendix
    if alike is None or names_family(previous[1], made.family):
        return max(1, previous[0] + 1)
    return alike + enclosing


def _ranks(found: list[_Found]) -> dict[tuple[Look, int], int]:
    """The level of each look and depth of number; one depth has one level, whatever its headings look like."""
    own = [made for made in found if not made.top and (not made.family or made.depth)]
    ordered = sorted({made.look for made in own}, key=lambda look: (-look[0], not look[1], not look[2]))
    ranks: dict[tuple[Look, int], int] = {}
    numbered: dict[int, int] = {}
    level = 0
    for look in ordered:
        depths = sorted({made.depth for made in own if made.look == look})
        over = max((rank for (other, _), rank in ranks.items() if other[0] > look[0]), default=0)
        for depth in (each for each in depths if each):
            if depth not in numbered:
                numbered[depth] = over + depth
            ranks[look, depth] = min(numbered[depth], DEEPEST)
            level = max(level, ranks[look, depth])
        if 0 in depths:
            level = ranks[look, 1] if (look, 1) in ranks else level + 1
            ranks[look, 0] = min(level, DEEPEST)
    return ranks
