"""What every form needs to know while a document is drawn up. Imports models only."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct

from app.document.nodes import Paragraph, Part, Span
from app.models.house import House
from app.models.nodes import Node, Strategy, Theme, Vision, name_of
from app.models.tree import walk

GoOn = Callable[[], object]
"""Is asked now and then while a document is drawn up; what it raises ends that."""


def unasked() -> None:
    """Nobody gives up."""


class Drafting(Struct, frozen=True):
    """A strategy, its house style, and what was worked out of both: numbers, nodes by id, ids a link may lead to.

    `go_on` is asked with each part.
    """

    root: Strategy
    house: House
    numbers: Mapping[str, str]
    nodes: Mapping[str, Node]
    known: frozenset[str]
    under_vision: frozenset[str]
    go_on: GoOn = unasked

    @classmethod
    def of(
        cls, root: Strategy, house: House, numbers: Mapping[str, str], go_on: GoOn = unasked
    ) -> "Drafting":
        """The drafting of one document."""
        nodes = {node.id: node for node in walk(root)}
        themes = (
            c.id for v in root.children if isinstance(v, Vision) for c in v.children if isinstance(c, Theme)
        )
        return cls(root, house, numbers, nodes, frozenset(nodes), frozenset(themes), go_on)

    def new_page(self, part: str, level: int) -> bool:
        """Whether the heading of a part, at this level, starts a page."""
        return level == 1 and ("themes" if part == "theme" else part) in self.house.order.new_pages

    def in_vision(self, theme: Theme) -> bool:
        """Whether a theme stands below a vision, so that the vision's list can show its aim."""
        return theme.id in self.under_vision

    def name(self, node: Node) -> str:
        """What a generated line calls a node: its number and its title or first words."""
        number = self.numbers.get(node.id, "")
        return f"{number} {name_of(node)}".strip()

    def links(self, *lines: tuple[str, Iterable[str]]) -> Iterator[Part]:
        """A generated line of cross-references, from labels and node ids; none where no id is known."""
        spans: list[Span] = []
        for label, ids in lines:
            gap = f"{'. ' if spans else ''}{label} "
            for node in (self.nodes[id] for id in ids if id in self.known):
                spans += [Span(gap), Span(self.name(node), link=f"#{node.id}")]
                gap = "; "
        if spans:
            yield Paragraph(tuple(spans), "note", generated=True)
