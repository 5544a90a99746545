"""Parts in the tree that are only proposed, and what is proposed about those that are there. Imports Qt only."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtGui import QFont

from app.ui.tree.badges import Badge

PICTURES = {"inserted": "add", "moved": "change", "deleted": "delete"}


class Proposal(NamedTuple):
    """A suggestion about a whole part. `sort` is "inserted", "moved" or "deleted", `node` the part it is about.

    What would come or move stands `under` a part (empty: nothing comes), after the first of `behind` that is there;
    those that are `unsettled` count only where they in turn would come to stand.
    `tag` is the word beside it where it would come, `leaving_tag` where it would go from; `words` say all of it.
    """

    id: str
    sort: str
    node: str
    name: str
    tag: str
    leaving_tag: str
    words: str
    under: str = ""
    behind: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()

    @property
    def row(self) -> str:
        """The identity of its own row."""
        return f"proposal-{self.id}"

    @property
    def picture(self) -> str:
        """Its icon."""
        return PICTURES[self.sort]


def placed(children: Sequence[str], proposals: Iterable[Proposal]) -> Iterator[tuple[int, Proposal]]:
    """Where each of some proposals is to be put among the children of a part, one after another.

    A proposal may name another one as the part that it comes after.
    """
    stands: list[tuple[str, bool]] = [(id, True) for id in children]
    for each in proposals:
        rank = {key: place for place, key in enumerate(each.behind)}
        near = [
            (rank[id], at)
            for at, (id, real) in enumerate(stands)
            if id in rank and not (real and (id == each.node or id in each.unsettled))
        ]
        at = min(near)[1] + 1 if near else 0
        stands.insert(at, (each.node, False))
        yield at, each


def font_of(coming: Proposal | None, leaving: Proposal | None) -> QFont | None:
    """The lettering of a row: sloped for what would come, struck out for what would be deleted."""
    if coming is None and (leaving is None or leaving.sort != "deleted"):
        return None
    font = QFont()
    font.setItalic(coming is not None)
    font.setStrikeOut(coming is None)
    return font


def tagged(badge: object, leaving: Proposal) -> object:
    """A row's badge with the word that says that it would go, or move away, in place of the sign for suggestions."""
    signs = badge.signs if isinstance(badge, Badge) else ()
    signs = tuple(sign for sign in signs if sign != (PICTURES["moved"], 1))
    return Badge(signs, leaving.words, leaving.leaving_tag)
