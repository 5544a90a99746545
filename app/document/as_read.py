"""What a reader sees of a document, line by line, whatever it is written to. Imports document nodes only."""

import re
from collections.abc import Iterable, Iterator

from app.document.figures.drawing import Words
from app.document.nodes import (
    Contents,
    Document,
    Drawing,
    Figure,
    Heading,
    List,
    Paragraph,
    Part,
    Table,
    bodies_in,
)

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+")


def document_lines(document: Document, *, numbered: bool = False, lettered: bool = False) -> list[str]:
    """What a reader sees of a document, in order: cover, headings with their numbers, paragraphs, items, cells.

    With `numbered` also the numbers of plain lists, with `lettered` the lettering of generated drawings: a PDF file
    holds both as text, a Word file neither.
    """
    lines: list[str] = []
    if document.cover:
        cover = document.cover
        lines += [cover.organisation, cover.title, cover.period, *cover.lines, cover.label]
    lines.extend(part_lines(document.parts, numbered, lettered))
    return [line for line in lines if line.strip()]


def part_lines(parts: Iterable[Part], numbered: bool = False, lettered: bool = False) -> Iterator[str]:
    """The lines of parts, as `document_lines` gives them."""
    for part in parts:
        if isinstance(part, Heading):
            yield f"{part.number} {''.join(span.text for span in part.spans)}".strip()
        elif isinstance(part, Paragraph):
            yield "".join(span.text for span in part.spans)
        elif isinstance(part, List):
            yield from _list_lines(part, numbered, lettered)
        elif isinstance(part, Drawing | Figure):
            if lettered and isinstance(part, Drawing):
                yield from (shape.text for shape in part.shapes if isinstance(shape, Words))
            yield part.caption
        elif isinstance(part, Table):
            if part.caption:
                yield part.caption
            for row in part.rows:
                for cell in row.cells:
                    yield from part_lines(cell.blocks, numbered, lettered)


def pictures_in(parts: Iterable[Part]) -> Iterator[Figure | Drawing]:
    """The pictures of parts in order, those that are drawn from the strategy's own figures too."""
    for part in parts:
        if isinstance(part, Figure | Drawing):
            yield part
        for body in bodies_in(part):
            yield from pictures_in(body)


def _list_lines(part: List, numbered: bool, lettered: bool) -> Iterator[str]:
    for at, item in enumerate(part.items, part.start):
        inside = list(part_lines(item.blocks, numbered, lettered))
        number = item.number or (f"{at}." if numbered and part.ordered else "")
        yield f"{number} {inside[0]}".strip() if inside else number
        yield from inside[1:]


def repeated_lines(document: Document) -> Iterator[str]:
    """What pages repeat or add beside the lines: titles, headings (as the contents list them), heads of tables that go
    over pages; and what pictures say to those who cannot see them, which some programs set in the text.
    """
    if document.cover:
        yield from (document.cover.title, document.cover.organisation, document.cover.period)
    yield from _heads(document.parts)


def _heads(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Contents):
            yield part.title
        elif isinstance(part, Heading):
            yield from part_lines((part,))
        elif isinstance(part, Drawing | Figure):
            yield from (*_SENTENCE.split(part.alt), part.caption)
        elif isinstance(part, Table):
            yield from _SENTENCE.split(part.caption)
            for row in part.rows[: part.header_rows]:
                yield " ".join(line for cell in row.cells for line in part_lines(cell.blocks))
            for row in part.rows:
                for cell in row.cells:
                    yield from _heads(cell.blocks)


def running_lines(document: Document) -> Iterator[str]:
    """The running heads and feet, but for the numbers of pages; the two sides apart, and as one line."""
    furniture = document.furniture
    sides = (furniture.head_left, furniture.head_right), (furniture.foot_left, furniture.foot_right)
    for left, right in sides:
        yield from filter(None, dict.fromkeys((left, right, f"{left} {right}".strip())))
