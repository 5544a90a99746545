"""How passages look, and what of it differs, in words: bold, a list's level, a heading. Imports models and `woven`."""

import re
from collections.abc import Iterable, Sequence
from itertools import compress, groupby
from typing import Protocol

from app.compare.woven import Piece
from app.models.text import Run

_WITHIN = "|"
"""What parts the levels of the lists that a passage stands in from how its letters look."""
MOST_QUOTED = 3  # stretches of words that look otherwise
QUOTED = 40  # letters of one
_STRETCH = re.compile(r"(\d+)(b?)(i?)(\S*)")
_LEVEL = re.compile(r"[1*]")
_Letter = tuple[str, str, str]


class Lettered(Protocol):
    """Words of one look: a run of a body, or a span of a document."""

    @property
    def text(self) -> str: ...
    @property
    def bold(self) -> bool: ...
    @property
    def italic(self) -> bool: ...
    @property
    def link(self) -> str: ...


def look_of(within: str, runs: Iterable[Run]) -> str:
    """How a paragraph looks; `within` tells the list levels that it stands in, “1” numbered and “*” with bullets."""
    letters = runs_look(runs)
    return f"{within}{_WITHIN}{letters}" if letters else within


def runs_look(runs: Iterable[Lettered]) -> str:
    """How runs look, without white space: which letters are bold, italic or linked."""
    runs = tuple(runs)
    for run in runs:
        if run.bold or run.italic or run.link:
            break
    else:
        return ""  # nearly every paragraph
    shape: list[str] = []
    for run in runs:
        letters = len("".join(run.text.split()))
        if letters and (run.bold or run.italic or run.link):
            shape.append(f"{letters}{'b' * run.bold}{'i' * run.italic}{run.link}")
        elif letters:
            shape.append(str(letters))
    return " ".join(shape) if any(not part.isdigit() for part in shape) else ""


def how_told(sorts: tuple[str, str], looks: tuple[str, str], text: str = "") -> str:
    """What differs between the looks of the same words, said of what came; empty where there is no word for it.

    `text` are the words; only where letters look alike may they be left out.
    """
    if sorts[0] != sorts[1]:
        return "became a heading" if sorts[1] == "heading" else "became a paragraph"
    if sorts[0] == "heading":
        return "became a heading of another level"
    if sorts[0] != "paragraph" or looks[0] == looks[1]:
        return ""
    (within_old, _, old), (within_new, _, new) = (look.partition(_WITHIN) for look in looks)
    letters = len(_places_of_letters(text))
    told = _letters_told(_by_letter(old, letters), _by_letter(new, letters), text)
    return ", ".join(filter(None, (_list_told(within_old, within_new), *told)))


def how_told_beside(sorts: tuple[str, str], looks: tuple[str, str], pieces: Sequence[Piece]) -> str:
    """The same of a passage that was reworded as well: of its letters, what differs between those that stayed."""
    (within_old, _, old), (within_new, _, new) = (look.partition(_WITHIN) for look in looks)
    form = how_told(sorts, (within_old, within_new))
    if old == new or sorts != ("paragraph", "paragraph"):
        return form
    text = "".join(piece.text for piece in pieces if piece.op == "equal")
    told = _letters_told(_stayed(old, pieces, "delete"), _stayed(new, pieces, "insert"), text)
    return ", ".join(filter(None, (form, *told)))


def _list_told(old: str, new: str) -> str:
    was, now = (_LEVEL.findall(within) for within in (old, new))
    if was == now:
        return "" if old == new else "began or ceased to begin an item"
    if not was or not now:
        return "became an item of a list" if now else "is no longer an item of a list"
    if len(was) != len(now):
        return "a level further in" if len(was) < len(now) else "a level further out"
    return "became numbered" if now[-1] == "1" else "became a bullet"


def _stayed(look: str, pieces: Sequence[Piece], other: str) -> list[_Letter]:
    """How the letters that stayed look on the side that has them and those of the `other` pieces."""
    stays = [
        piece.op == "equal"
        for piece in pieces
        if piece.op in ("equal", other)
        for _ in _places_of_letters(piece.text)
    ]
    letters = _by_letter(look, len(stays))
    return list(compress(letters, stays)) if len(letters) == len(stays) else []


def _places_of_letters(text: str) -> list[int]:
    return [at for at, letter in enumerate(text) if not letter.isspace()]


def _letters_told(was: Sequence[_Letter], now: Sequence[_Letter], text: str) -> Iterable[str]:
    places = _places_of_letters(text)
    if len(was) != len(now) or len(now) != len(places):
        yield "some words look otherwise"
        return
    for kind, name in enumerate(("bold", "italic", "a link")):
        became = [_became(before[kind], after[kind], name) for before, after in zip(was, now, strict=True)]
        told: dict[str, list[str]] = {}
        for how, group in groupby(zip(became, places, strict=True), lambda pair: pair[0]):
            letters = [at for _, at in group]
            told.setdefault(how, []).append(text[letters[0] : letters[-1] + 1])
        whole = len(told) == 1
        yield from (how if whole else _told_of(words, how) for how, words in told.items() if how)


def _by_letter(look: str, letters: int) -> list[_Letter]:
    """Whether each letter is bold, italic or linked, and where to; none of them where the look says nothing."""
    stretches = [stretch.groups() for stretch in map(_STRETCH.fullmatch, look.split()) if stretch]
    if not stretches:
        return [("", "", "")] * letters
    return [(bold, italic, link) for count, bold, italic, link in stretches for _ in range(int(count))]


def _became(before: str, after: str, name: str) -> str:
    if before == after:
        return ""
    if before and after:
        return f"became {name.replace('a ', 'another ')}"
    return f"became {name}" if after else f"is no longer {name}"


def _told_of(words: Sequence[str], how: str) -> str:
    """What became of some of the words: the first of them, and how many others there are."""
    first = [" ".join(each.split()) for each in words[:MOST_QUOTED]]
    named = [f"“{each if len(each) <= QUOTED else f'{each[: QUOTED - 1].rstrip()}…'}”" for each in first]
    more = [f"{len(words) - MOST_QUOTED} more"] if len(words) > MOST_QUOTED else []
    listed = [*named, *more]
    said = " and ".join(filter(None, (", ".join(listed[:-1]), listed[-1])))
    return f"{said} {how if len(words) == 1 else how.replace('is no', 'are no')}"
