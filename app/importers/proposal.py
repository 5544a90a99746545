"""What an import proposes: a tree, and where each paragraph of the source went. Imports models only."""

from msgspec import Struct

from app.models.content import Content

UNTITLED = "Untitled strategy"
"""The title of what bears none, where nobody gave one."""


class Placement(Struct, frozen=True, gc=False):
    """Where one source paragraph went: the node's id and kind, the field, and how surely (1 explicit, < 0.6 a guess).

    A paragraph that was split (a bold lead-in and its text) is placed where most of its letters went.
    """

    text: str
    node: str
    kind: str
    field: str
    sure: float = 1.0


class Proposal(Struct, frozen=True):
    """A recognised document. Every word of the source is in `content` or in `furniture`; `notes` ask for a look."""

    content: Content
    placements: tuple[Placement, ...] = ()
    furniture: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
