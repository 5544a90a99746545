"""A change in a few words: the places where words went and came, what matters first. Imports siblings only."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.compare.changes import Change
from app.compare.significance import why_of
from app.compare.woven import Piece


class Spot(NamedTuple):
    """A place of a change: the words that went, those that came, and whether they by themselves are substantive.

    `first` and `last` are the places of its pieces among those of the change.
    """

    gone: str
    come: str
    weighs: bool
    first: int
    last: int


def spots(change: Change) -> list[Spot]:
    """The places where words of a change went or came, in reading order."""
    pieces = change.pieces
    found: list[Spot] = []
    at = 0
    while at < len(pieces):
        if pieces[at].op == "equal":
            at += 1
            continue
        end = at
        while end < len(pieces) and pieces[end].op != "equal":
            end += 1
        gone, come = (_words(pieces[at:end], op) for op in ("delete", "insert"))
        if change.kind == "field":
            gone, come = gone.strip(", "), come.strip(", ")  # between values of a list
        if gone or come:
            near = pieces[max(at - 1, 0) : end + 1]
            found.append(Spot(gone, come, change.substantive and bool(why_of(near)), at, end))
        at = end
    return found


def _words(pieces: Iterable[Piece], op: str) -> str:
    return " ".join("".join(piece.text for piece in pieces if piece.op == op).split())


def weightiest(found: Sequence[Spot], room: int) -> list[Spot]:
    """The places that can be told in `room` letters, in reading order: what matters goes before the rest.

    At least one is told, however long it is.
    """
    chosen: list[Spot] = []
    for spot in sorted(found, key=lambda spot: not spot.weighs):
        letters = max(len(spot.gone), len(spot.come))
        if letters <= room or not chosen:
            chosen.append(spot)
            room -= letters
    return sorted(chosen, key=lambda spot: spot.first)


def in_brief(found: Sequence[Spot], op: str, room: int) -> str:
    """What went ("delete") or came ("insert") in the places that matter most, with “…” for what is left out."""
    chosen = weightiest(found, room)
    words = " … ".join(filter(None, (spot.gone if op == "delete" else spot.come for spot in chosen)))
    words = words if len(words) <= room else f"{words[: room - 1].rstrip()}…"
    before = "… " if found and chosen[0] is not found[0] else ""
    after = " …" if found and chosen[-1] is not found[-1] else ""
    return f"{before}{words}{after}" if words else ""
