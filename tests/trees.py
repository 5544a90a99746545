"""Random strategies of all kinds for property tests: `strategies()` draws a `Content` with its pictures."""

import io
import zlib
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from app.models.content import Content, digest_of
from app.models.kinds import Field
from app.models.nodes import KINDS, HistoryRow, Node, SheetRow, Strategy
from app.models.text import Blocks, Cell, Item, List, Paragraph, Picture, Run, Table, trimmed

WORDS = (
    "the council will help residents £30m services digital 2026 ŵyl tŷ “quoted” risk & <plan> – people's must data: "
    "must. A5 (GDPR) x=y; better/faster naïve e-mail 50% #1 homes schools"
).split()
_LINKS = ("", "", "", "", "https://example.org/a?b=1&c=2", "mailto:someone@example.org")
_MOST_DEEP = 4


def _png(colour: int) -> bytes:
    """A picture of one colour, 3 by 2 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    rows = (b"\0" + bytes((colour, 80, 120)) * 3) * 2
    written = io.BytesIO(b"")
    written.write(b"\x89PNG\r\n\x1a\n")
    written.write(chunk(b"IHDR", b"\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0"))
    written.write(chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return written.getvalue()


PICTURES = {digest_of(data): data for data in (_png(10), _png(200))}


def lines(least: int = 0, most: int = 7) -> st.SearchStrategy[str]:
    """A line of words; empty only where `least` is 0."""
    return st.lists(st.sampled_from(WORDS), min_size=least, max_size=most).map(" ".join)


@st.composite
def paragraphs(draw: st.DrawFn, links: tuple[str, ...] = _LINKS) -> Paragraph:
    """A paragraph of a few runs, without white space at its ends."""
    runs: list[Run] = []
    for text in draw(st.lists(lines(1), min_size=1, max_size=3)):
        look = draw(st.sampled_from(((False, False), (False, False), (True, False), (False, True))))
        runs += [Run(text, *look, draw(st.sampled_from(links))), Run(" ")]
    return Paragraph(trimmed(runs))


@st.composite
def lists(draw: st.DrawFn, deep: int = 0) -> List:
    """A list, perhaps with lists in its items and a second paragraph in one."""
    items: list[Item] = []
    for _ in range(draw(st.integers(1, 3))):
        blocks: list[Any] = [draw(paragraphs())]
        if deep < 2 and draw(st.integers(0, 4)) == 0:
            blocks.append(draw(lists(deep + 1)))
        items.append(Item(tuple(blocks)))
    return List(tuple(items), draw(st.booleans()))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of whole rows with a head, perhaps one cell that covers two columns."""
    columns, rows = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    cell = st.builds(lambda block: Cell((block,)), paragraphs())
    made = [tuple(draw(st.lists(cell, min_size=columns, max_size=columns))) for _ in range(rows)]
    if columns > 1 and draw(st.booleans()):
        made[-1] = (Cell(made[-1][0].blocks, across=2), *made[-1][2:])
    return Table(tuple(made), draw(st.integers(0, 1)), draw(lines(0, 4)))


pictures: st.SearchStrategy[Picture] = st.builds(Picture, st.sampled_from(sorted(PICTURES)), lines(1, 4))


def bodies(least: int = 0, most: int = 4, rich: bool = True) -> st.SearchStrategy[Blocks]:
    """A body of blocks; with `rich`, tables and pictures too."""
    block = st.one_of(paragraphs(), paragraphs(), lists(), tables(), pictures) if rich else paragraphs()
    return st.lists(block, min_size=least, max_size=most).map(tuple)


_DAYS = st.one_of(
    st.just(""),
    st.dates(date(1990, 1, 1), date(2060, 1, 1)).map(lambda day: day.isoformat()),
    st.just("Summer 2027"),
)
_MONEY = st.one_of(st.just(Decimal(0)), st.decimals(Decimal(-5000), Decimal(9_000_000), places=2))
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "line": lines(0, 4),
    "date": _DAYS,
    "money": _MONEY,
    "yesno": st.booleans(),
    "rich": bodies(0, 2),
    "history": st.lists(st.builds(HistoryRow, lines(1, 2), lines(0, 2), lines(), lines()), max_size=3).map(
        tuple
    ),
    "rows": st.lists(st.builds(SheetRow, lines(1, 3), lines(0, 3)), max_size=2).map(tuple),
    "links": st.just(()),
}


def _value(field: Field) -> st.SearchStrategy[Any]:
    if field.name in ("house", "language", "role"):
        return st.just(None)
    if field.type in ("number", "percent"):
        return st.integers(0 if field.type == "percent" else 1, field.high or 5) | st.just(0)
    if field.type == "choice":
        return st.sampled_from(field.choices)
    return _VALUES[field.type]


@st.composite
def nodes(draw: st.DrawFn, kind: str, deep: int, counter: list[int]) -> Node:
    """A node of a kind, with what may stand below it."""
    counter[0] += 1
    fields: dict[str, Any] = {"id": f"n{counter[0]}", "title": draw(lines(0 if deep else 1, 5))}
    fields["body"] = draw(bodies(0 if fields["title"] else 1, 3))
    for field in KINDS[kind].fields:
        value = draw(_value(field))
        if value is not None:
            fields[field.name] = value
    held = KINDS[kind].holds
    if held and deep < _MOST_DEEP:
        kinds = draw(st.lists(st.sampled_from(held), max_size=4 if deep < 2 else 2))
        fields["children"] = tuple(draw(nodes(each, deep + 1, counter)) for each in kinds)
    return KINDS[kind].make(**fields)


@st.composite
def strategies(draw: st.DrawFn) -> Content:
    """A whole strategy with the pictures it may show."""
    root = draw(nodes("strategy", 0, [0]))
    assert isinstance(root, Strategy)
    return Content(root, PICTURES)
