"""Where the links of a document lead, and what they can lead to. Imports models and this package only."""

from collections.abc import Iterator, Sequence

from app.document.nodes import Heading, Item, List, Paragraph, Part, Table, bodies_in


def targets(parts: Sequence[Part]) -> Iterator[Heading | Paragraph | Item]:
    """Everything that has an anchor, in order, also inside lists and tables."""
    for part in parts:
        if isinstance(part, Heading | Paragraph):
            if part.anchor:
                yield part
        elif isinstance(part, List):
            for item in part.items:
                if item.anchor:
                    yield item
                yield from targets(item.blocks)
        elif isinstance(part, Table):
            for row in part.rows:
                for cell in row.cells:
                    yield from targets(cell.blocks)


def links(parts: Sequence[Part]) -> Iterator[str]:
    """The anchors that links inside the document lead to."""
    for part in parts:
        if isinstance(part, Heading | Paragraph):
            yield from (span.link[1:] for span in part.spans if span.link.startswith("#"))
        for body in bodies_in(part):
            yield from links(body)
