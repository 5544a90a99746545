"""How many words a strategy holds, counted anew only where it changed. Imports models only."""

from msgspec import structs

from app.models.nodes import Node
from app.models.tree import words_in


class WordCount:
    """Remembers what each branch held; a branch that is the same value is not entered again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Node, int]] = {}

    def of(self, node: Node) -> int:
        """The words of a part and of all below it."""
        known = self._known.get(node.id)
        if known is not None and known[0] is node:
            return known[1]
        bare = structs.replace(node, children=()) if node.children else node
        total = words_in(bare) + sum(self.of(child) for child in node.children)
        self._known[node.id] = (node, total)
        return total
