"""The lines of a redline for two columns: what stands on either side of each. Imports siblings only."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, structs

from app.document.nodes import Span, Spans

Weight = Literal["", "substantive", "other", "formatting"]
Form = Literal["heading", "paragraph", "item", "row", "picture"]
OldOrNew = Literal["old", "new"]
SIDES: tuple[OldOrNew, ...] = ("old", "new")
_GONE_FROM = {"old": "inserted", "new": "deleted"}


class Line(Struct, frozen=True, gc=False):
    """One line of both columns: a heading, paragraph, list item (`level` 1 and on), table row (a span list per cell).

    Spans bear their marks; `weight` is empty where nothing changed; `moved` says that the words stand elsewhere too,
    and where they differ there, `weight` says how much that matters.
    `shares` are how much of the width each cell of a row takes, adding to 1; empty for as much as the others. `longest`
    are the longest words in each column of its table, `heads` what stands above each; empty where they are not known.
    Words that are `worked_out`, as a library's own row of the version table is, are nobody's change.
    """

    form: Form
    cells: tuple[Spans, ...]
    level: int = 0
    bullet: str = ""
    node: str = ""
    weight: Weight = ""
    moved: bool = False
    shares: tuple[float, ...] = ()
    longest: tuple[str, ...] = ()
    heads: tuple[Spans, ...] = ()
    worked_out: bool = False


def on_side(spans: Spans, side: OldOrNew) -> Spans:
    """The spans that one side has, as they look there."""
    if side == "new":
        return tuple(_there(spans, side))
    return tuple(
        structs.replace(span, bold=was.bold, italic=was.italic) if (was := span.former) else span
        for span in _there(spans, side)
    )


def said_on(spans: Spans, side: OldOrNew) -> str:
    """The words that spans have on one side."""
    return "".join([span.text for span in _there(spans, side)])


def _there(spans: Spans, side: OldOrNew) -> Iterator[Span]:
    gone = _GONE_FROM[side]
    return (span for span in spans if span.mark is None or span.mark.kind != gone)


def text_on(line: Line, side: OldOrNew) -> str:
    """The words of a line on one side, cells parted by tabs."""
    return "\t".join([said_on(cell, side) for cell in line.cells])


def in_words(text: str) -> str:
    """The text with one space between any two words."""
    return " ".join(text.split())
