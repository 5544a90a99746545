"""Where in the lines of a redline each change stands. Imports models, compare and siblings only."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from app.compare.change import Change
from app.document.lines import SIDES, Line, in_words, said_on, text_on

_NOWHERE = ("", "")
_APART = "\n"  # what no words hold


class _Part(NamedTuple):
    """The changed lines of one part by their places, what they say on both sides, and where in it each one begins."""

    places: list[int]
    said: str
    starts: list[int]
    likeliest: int

    def first_with(self, texts: Iterable[str]) -> int | None:
        """The first line that holds one of some texts on either side."""
        found = [at for text in texts if (at := self.said.find(text)) >= 0]
        return self.places[bisect_right(self.starts, min(found)) - 1] if found else None


class _Row(NamedTuple):
    """A row by its place, and what it begins with on either side."""

    place: int
    begins: tuple[str, ...]


_Rows = Mapping[tuple[str, str], list[_Row]]


def places_of(lines: Sequence[Line], changes: Iterable[Change]) -> Iterator[int]:
    """The line of each change: of the same part and words, else of the same words, else of the same part, else of one
    of its paragraphs; -1: none."""
    said = {
        at: [in_words(text_on(line, side)) for side in SIDES] for at, line in enumerate(lines) if line.weight
    }
    by_text: dict[str, int] = {}
    for at, sides in said.items():
        for text in filter(None, sides):
            by_text.setdefault(text, at)
    parts = _parts(lines, said)
    first = {line.node: at for at, line in reversed(list(enumerate(lines))) if line.node}
    rows = _changed_rows(lines)
    for change in changes:
        if change.cell != _NOWHERE and (at := _row_of(change, rows)) is not None:
            yield at
            continue
        texts = [in_words(text) for text in (change.after, change.before) if text.strip()]
        part = parts.get(change.node) if change.node else None
        at = part.first_with(texts) if part else None
        if at is None:
            at = next((by_text[text] for text in texts if text in by_text), None)
        if at is None:
            at = part.likeliest if part else first.get(change.node)
        yield _of_one_paragraph(change, by_text) if at is None else at


def _of_one_paragraph(change: Change, by_text: Mapping[str, int]) -> int:
    """The line of one of the paragraphs that became others; -1 for none."""
    paragraphs = (in_words(text) for side in (change.after, change.before) for text in side.split("\n"))
    return next((by_text[text] for text in paragraphs if text in by_text), -1)


def _parts(lines: Sequence[Line], said: Mapping[int, Sequence[str]]) -> dict[str, _Part]:
    places: dict[str, list[int]] = {}
    for at in said:
        places.setdefault(lines[at].node, []).append(at)
    return {node: _part(lines, said, held) for node, held in places.items() if node}


def _part(lines: Sequence[Line], said: Mapping[int, Sequence[str]], places: list[int]) -> _Part:
    """The likeliest line is the first of the part's text as it now stands, for tables often only repeat it."""
    texts = [f"{_APART.join(said[at])}{_APART}" for at in places]
    starts = [0, *accumulate(map(len, texts))]
    likeliest = min(places, key=lambda at: (lines[at].form == "row", not said[at][1], at))
    return _Part(places, "".join(texts), starts[:-1], likeliest)


def _changed_rows(lines: Sequence[Line]) -> _Rows:
    """The rows in which a cell changed, by what it said and says."""
    found: dict[tuple[str, str], list[_Row]] = {}
    for at, line in enumerate(lines):
        if line.form != "row" or not line.weight:
            continue
        row = _Row(at, tuple(text_on(line, side).split("\t")[0].strip() for side in SIDES))
        for cell in line.cells:
            if any(span.mark or span.former for span in cell):
                before, after = (said_on(cell, side) for side in SIDES)
                found.setdefault((in_words(before), in_words(after)), []).append(row)
    return found


def _row_of(change: Change, rows: _Rows) -> int | None:
    """The row of a change in a cell, of several alike the one that bears its name; of a column, the row of its head."""
    name, _ = change.cell
    before, after = (text if name else text.partition("\n")[0] for text in (change.before, change.after))
    near = rows.get((in_words(before), in_words(after)), [])
    begins = name.rstrip("…")
    named = (row for row in near if any(text.startswith(begins) for text in row.begins))
    row = next(named, near[0] if near else None)
    return row.place if row else None
