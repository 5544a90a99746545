"""How passages look, and what of it differs, in words: bold, a list's level, a heading. Imports models only."""

import re
from collections.abc import Iterable
from typing import Protocol

from app.models.text import Run

_WITHIN = "|"
"""What parts the levels of the lists that a passage stands in from how its letters look."""
_STRETCH = re.compile(r"(\d+)(b?)(i?)(\S*)")
_LEVEL = re.compile(r"[1*]")


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


def how_told(sorts: tuple[str, str], looks: tuple[str, str]) -> str:
    """What differs between the looks of the same words, said of what came; empty where there is no word for it."""
    if sorts[0] != sorts[1]:
        return "became a heading" if sorts[1] == "heading" else "became a paragraph"
    if sorts[0] == "heading":
        return "became a heading of another level"
    if sorts[0] != "paragraph" or looks[0] == looks[1]:
        return ""
    (within_old, _, old), (within_new, _, new) = (look.partition(_WITHIN) for look in looks)
    return ", ".join(filter(None, (_list_told(within_old, within_new), *_letters_told(old, new))))


def _list_told(old: str, new: str) -> str:
    was, now = (_LEVEL.findall(within) for within in (old, new))
    if was == now:
        return "" if old == new else "began or ceased to begin an item"
    if not was or not now:
        return "became an item of a list" if now else "is no longer an item of a list"
    if len(was) != len(now):
        return "a level further in" if len(was) < len(now) else "a level further out"
    return "became numbered" if now[-1] == "1" else "became a bullet"


def _letters_told(old: str, new: str) -> Iterable[str]:
    was, now = (
        [stretch.groups() for stretch in map(_STRETCH.fullmatch, look.split()) if stretch]
        for look in (old, new)
    )
    for at, name in ((1, "bold"), (2, "italic"), (3, "a link")):
        before, after = (
            [(letters[0], letters[at]) for letters in side if letters[at]] for side in (was, now)
        )
        if before and after and before != after:
            yield f"{name} elsewhere" if name != "a link" else "another link"
        elif before != after:
            whole = len(now if after else was) == 1
            part = "" if whole else "in part "
            yield f"{part}became {name}" if after else f"{part}is no longer {name}"
