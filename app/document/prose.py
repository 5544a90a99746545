"""Rich text of a node as parts of a document: links led to anchors, every part marked with whose words it is.

Imports models only.
"""

from collections.abc import Iterator, Sequence

from app.document.nodes import (
    Cell,
    Figure,
    Item,
    List,
    Paragraph,
    ParagraphRole,
    Part,
    Row,
    Span,
    Spans,
    Table,
)
from app.models import text
from app.models.text import Blocks, Run

_ADDRESSES = ("https:", "http:", "mailto:", "tel:")


def spans(runs: Sequence[Run], known: frozenset[str]) -> Spans:
    """Runs as spans. A link to a node that is not `known`, or to an address of another kind, becomes plain words."""
    return tuple(Span(run.text, run.bold, run.italic, run.link and _link(run.link, known)) for run in runs)


def _link(link: str, known: frozenset[str]) -> str:
    if link.startswith("#"):
        return link if link[1:] in known else ""
    return link if link.lower().startswith(_ADDRESSES) else ""


def parts(
    blocks: Blocks, known: frozenset[str], node: str, field: str = "body", role: ParagraphRole = "body"
) -> Iterator[Part]:
    """The blocks of one field as parts; paragraphs at the top take `role`."""
    for block in blocks:
        if isinstance(block, text.Paragraph):
            if block.runs:
                yield Paragraph(spans(block.runs, known), role, "", node, field)
        elif isinstance(block, text.List):
            items = tuple(Item(tuple(parts(item.blocks, known, node, field))) for item in block.items)
            if items:
                yield List(items, block.ordered, node, field)
        elif isinstance(block, text.Table):
            yield _table(block, known, node, field)
        else:
            yield Figure(block.digest, block.alt, block.width, "", node, field)


def _table(table: text.Table, known: frozenset[str], node: str, field: str) -> Table:
    rows = tuple(
        Row(
            tuple(
                Cell(tuple(parts(cell.blocks, known, node, field)), cell.across, cell.down, node=node)
                for cell in row
            ),
            node,
        )
        for row in table.rows
    )
    return Table(rows, min(table.header_rows, len(rows)), (), table.caption, node=node, field=field)


def words(text: str, *, bold: bool = False) -> Spans:
    """One span of plain words; none for an empty text."""
    return (Span(text, bold),) if text else ()


def line(text: str, node: str, field: str, role: ParagraphRole = "body", *, bold: bool = False) -> Paragraph:
    """A paragraph that shows a field of one line."""
    return Paragraph(words(text, bold=bold), role, "", node, field)


def generated(text: str, role: ParagraphRole = "body", *, bold: bool = False) -> Paragraph:
    """A paragraph whose words are worked out and are nobody's."""
    return Paragraph(words(text, bold=bold), role, generated=True)
