"""What links went and came, by whole names: two that share words name two parts. Pure; imports siblings only."""

from collections.abc import Callable, Iterator, Sequence

from app.compare.order import increasing
from app.compare.words import Op
from app.compare.woven import Piece

PARTED = ", "
"""What stands between the names of linked parts, as `value_text` writes them."""


def pieces_of_links(old: Sequence[str], new: Sequence[str], named: Callable[[str], str]) -> tuple[Piece, ...]:
    """The names of linked parts as pieces that stayed, went and came; `named` tells a part's name by its identity."""
    places = {id: at for at, id in reversed(list(enumerate(new)))}
    stayed = increasing([(at, places[id]) for at, id in enumerate(old) if id in places])
    return tuple(_laid(old, new, stayed, named))


def _laid(
    old: Sequence[str], new: Sequence[str], stayed: Sequence[tuple[int, int]], named: Callable[[str], str]
) -> Iterator[Piece]:
    was = is_now = 0
    for before, after in (*stayed, (len(old), len(new))):
        ends = before == len(old)
        gone = _names(old, was, before, named) + (PARTED if before and not after and not ends else "")
        come = _names(new, is_now, after, named) + (PARTED if after and not before and not ends else "")
        yield from _piece("delete", gone)
        yield from _piece("insert", come)
        if not ends:
            yield from _piece("equal", _parted(min(before, after)) + named(old[before]))
        was, is_now = before + 1, after + 1


def _names(ids: Sequence[str], first: int, end: int, named: Callable[[str], str]) -> str:
    return "".join(_parted(at) + named(ids[at]) for at in range(first, end))


def _parted(at: int) -> str:
    return PARTED if at else ""


def _piece(op: Op, text: str) -> Iterator[Piece]:
    if text:
        yield Piece(op, text)
