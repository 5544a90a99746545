"""The page before a redline that says what changed, what matters first. Imports models, compare and siblings only."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import structs

from app.compare.changes import Change, Comparison
from app.compare.telling import spots, weightiest
from app.document.nodes import Cell, Document, Heading, PageBreak, Paragraph, Part, Row, Span, Table
from app.models.nodes import KINDS

LONGEST = 400
MOST_ROWS = 500
KIND_NAMES = {
    "reworded": "Reworded",
    "inserted": "Inserted",
    "deleted": "Deleted",
    "moved": "Moved",
    "renumbered": "Renumbered",
    "formatting": "Formatting",
    "field": "Field changed",
}


def with_summary(document: Document, comparison: Comparison, old: str, new: str) -> Document:
    """The redline with a page before it that counts the changes and lists the substantive ones."""
    parts = (*_summary(comparison, old, new), PageBreak(), *document.parts)
    return structs.replace(document, parts=parts)


def _summary(comparison: Comparison, old: str, new: str) -> Iterator[Part]:
    counted = comparison.summary
    yield Heading(1, (Span("Summary of changes"),), in_contents=False, generated=True)
    yield _paragraph(f"From {old} to {new}.")
    if comparison.unrelated:
        yield _paragraph(
            "The two documents have next to nothing in common; check that they are the ones you meant."
        )
    yield _paragraph(
        f"Substantive changes: {counted.substantive}. Other changes: {counted.other}. "
        f"Words deleted: {counted.words_deleted:,}. Words inserted: {counted.words_inserted:,}."
    )
    weighty = [change for change in comparison.changes if change.substantive]
    looks = [change for change in comparison.changes if change.how]
    yield from _section("Substantive changes", weighty, _table)
    yield from _section("Changes of form", looks, _table_of_looks)


def _section(
    title: str, changes: Sequence[Change], table: Callable[[Sequence[Change]], Table]
) -> Iterator[Part]:
    if changes:
        yield Heading(2, (Span(title),), in_contents=False, generated=True)
        yield table(changes[:MOST_ROWS])
    if len(changes) > MOST_ROWS:
        yield _paragraph(f"And {len(changes) - MOST_ROWS} more, marked in the text that follows.")


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Span(text),), generated=True)


def _table(changes: Iterable[Change]) -> Table:
    head = Row(tuple(_cell((Span(text),)) for text in ("Where", "Before", "After", "What differs")))
    rows = tuple(_row(change) for change in changes)
    return Table((head, *rows), widths=(0.22, 0.3, 0.3, 0.18), generated=True)


def _table_of_looks(changes: Iterable[Change]) -> Table:
    head = Row(tuple(_cell((Span(text),)) for text in ("Where", "Words", "What became of them")))
    rows = (
        Row(tuple(_cell((Span(text),)) for text in (where_of(change), _beginning(change.after), change.how)))
        for change in changes
    )
    return Table((head, *rows), widths=(0.27, 0.45, 0.28), generated=True)


def _beginning(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def _cell(spans: tuple[Span, ...]) -> Cell:
    return Cell((Paragraph(spans, generated=True),) if any(span.text.strip() for span in spans) else ())


def steps_to(change: Change) -> tuple[str, ...]:
    """The headings above a change, the cell of a table it stands in, and the field where one was filled in anew."""
    row, column = change.cell
    cell = ", ".join(filter(None, (f"row {row}" if row else "", f"column {column}" if column else "")))
    field = change.field if change.kind == "field" else ""
    return tuple(filter(None, (*change.path, cell, field)))


def where_of(change: Change) -> str:
    """The same in one line; of a whole part without headings above it, that none are."""
    is_part = change.node_kind in KINDS and change.node_kind != "strategy"
    return " › ".join(steps_to(change)) or ("The top level" if is_part else "The beginning")


def _row(change: Change) -> Row:
    reasons = ", ".join(change.why)
    return Row(
        (
            _cell((Span(where_of(change)),)),
            _cell(_shortened(change, "delete")),
            _cell(_shortened(change, "insert")),
            _cell((Span(f"{KIND_NAMES[change.kind]}: {reasons}"),)),
        )
    )


def _shortened(change: Change, op: str) -> tuple[Span, ...]:
    """The words about what went (or came), that in bold; what is left out for length is what matters least."""
    if not change.pieces:
        return (Span(change.before if op == "delete" else change.after),)
    told = {at for spot in weightiest(spots(change), LONGEST) for at in range(spot.first, spot.last)}
    last = len(change.pieces) - 1
    spans: list[Span] = []
    for at, piece in enumerate(change.pieces):
        if piece.op == op and at in told:
            spans.append(Span(piece.text[:LONGEST], bold=True))
            spans += [Span("…")] if len(piece.text) > LONGEST else []
        elif piece.op == "equal" and not told.isdisjoint((at - 1, at + 1)):
            spans.append(Span(_ends(piece.text, at - 1 in told, at + 1 in told and at < last)))
        elif piece.op in (op, "equal") and not (spans and spans[-1].text.endswith("… ")):
            spans.append(Span("… "))
    return tuple(span for span in spans if span.text)


def _ends(text: str, first: bool, last: bool) -> str:
    """The first words of a stretch, its last ones, or both, where it is long."""
    words = text.split(" ")
    if len(words) <= 12:
        return text
    return " … ".join(
        filter(None, (" ".join(words[:6]) if first else " ", " ".join(words[-6:]) if last else " "))
    )
