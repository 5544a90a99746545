"""The page before a redline that says what changed, what matters first. Imports models, compare and siblings only."""

from collections.abc import Iterable, Iterator

from msgspec import structs

from app.compare.changes import Change, Comparison
from app.document.nodes import Cell, Document, Heading, PageBreak, Paragraph, Part, Row, Span, Table

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
    if weighty:
        yield Heading(2, (Span("Substantive changes"),), in_contents=False, generated=True)
        yield _table(weighty[:MOST_ROWS])
    if len(weighty) > MOST_ROWS:
        yield _paragraph(f"And {len(weighty) - MOST_ROWS} more, marked in the text that follows.")


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Span(text),), generated=True)


def _table(changes: Iterable[Change]) -> Table:
    head = Row(tuple(_cell((Span(text),)) for text in ("Where", "Before", "After", "What differs")))
    rows = tuple(_row(change) for change in changes)
    return Table((head, *rows), widths=(0.22, 0.3, 0.3, 0.18), generated=True)


def _cell(spans: tuple[Span, ...]) -> Cell:
    return Cell((Paragraph(spans, generated=True),) if any(span.text.strip() for span in spans) else ())


def where_of(change: Change) -> str:
    """The headings above a change, and the field where one was filled in anew."""
    field = (change.field,) if change.kind == "field" and change.field else ()
    return " › ".join((*change.path, *field)) or "The beginning"


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
    """The words about what went (or came), that in bold; long stretches that stayed are cut in the middle."""
    if not change.pieces:
        return (Span(change.before if op == "delete" else change.after),)
    spans: list[Span] = []
    room = LONGEST
    for piece in change.pieces:
        if piece.op == op:
            spans.append(Span(piece.text[:room], bold=True))
            room -= len(piece.text)
        elif piece.op == "equal":
            spans.append(Span(_ends(piece.text, first=not spans)))
        if room <= 0:
            spans.append(Span("…"))
            break
    return tuple(span for span in spans if span.text)


def _ends(text: str, first: bool) -> str:
    """The last words of a stretch that stands first, else its first and last ones."""
    words = text.split(" ")
    if len(words) <= 12:
        return text
    tail = " ".join(words[-6:])
    return f"… {tail}" if first else f"{' '.join(words[:6])} … {tail}"
