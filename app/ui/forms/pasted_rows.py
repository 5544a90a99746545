"""What a pasted table, list or paragraphs say of parts, row by row. Imports models only.

A cell is read as if it were typed into its column; what is no date, sum or number there, or stands in a column that
parts do not have, is named, not guessed.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from app.models.errors import Refused
from app.models.kinds import Field
from app.models.text import Blocks, List, Paragraph, Table, blocks_text, one_line, plain, runs_text
from app.ui.typed import is_no_year, read_date, read_money, read_planned

YES = frozenset(("yes", "y", "true", "done", "x", "✓", "1"))
NO = frozenset(("no", "n", "false", "0"))


class Pasted(NamedTuple):
    """The values of each row, by field, and the words that could not be read."""

    rows: tuple[dict[str, Any], ...]
    unread: tuple[str, ...]


def pasted_rows(blocks: Blocks, columns: Sequence[Field]) -> Pasted:
    """A row of values for each row of a table, item of a list or paragraph.

    A first row of headings is no part: it says which column is which.
    """
    lines = list(_lines(blocks))
    fields: Sequence[Field | None] = columns
    if len(lines) > 1 and _is_head(lines[0], columns):
        fields = _headed(lines.pop(0), columns)
    rows: list[dict[str, Any]] = []
    unread: list[str] = []
    for cells in lines:
        values: dict[str, Any] = {}
        for field, cell in zip_longest(fields, cells):
            if cell is None or not (words := _words(cell)):
                continue
            try:
                if field is None:
                    raise ValueError(words)
                values[field.name] = cell if field.type == "rich" else _value(field, words)
            except (Refused, ValueError):
                unread.append(words)
        if values:
            rows.append(values)
    return Pasted(tuple(rows), tuple(unread))


def _lines(blocks: Blocks) -> Iterator[Sequence[Blocks]]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (tuple(cell.blocks for cell in row) for row in block.rows)
        elif isinstance(block, List):
            yield from ((item.blocks,) for item in block.items)
        elif isinstance(block, Paragraph):
            words = runs_text(block.runs)
            # A single row of a spreadsheet is no table for want of a second.
            yield tuple(map(plain, words.split("\t"))) if "\t" in words else ((block,),)


def _is_head(cells: Sequence[Blocks], columns: Sequence[Field]) -> bool:
    """Whether at least half of the words in a row are the columns' names: a cost may be called “Revenue”."""
    labels = {field.label.casefold() for field in columns}
    said = [words.casefold() for cell in cells if (words := _words(cell))]
    return 0 < len(said) <= 2 * sum(words in labels for words in said)


def _headed(cells: Sequence[Blocks], columns: Sequence[Field]) -> list[Field | None]:
    """The field of each column: that of its name, or else the one in that place, unless another column has its name."""
    labels = {field.label.casefold(): field for field in columns}
    named = [labels.get(_words(cell).casefold()) for cell in cells]
    return [
        field or (own if own not in named else None)
        for field, own in zip_longest(named, columns[: len(named)])
    ]


def _words(cell: Blocks) -> str:
    return one_line(blocks_text(cell))


def _value(field: Field, words: str) -> Any:
    """The value of a field, raising Refused or ValueError for words that give none."""
    if field.type == "date":
        return read_planned(words) if field.planned else read_date(words)
    if field.year and is_no_year(words):
        raise ValueError(words)
    if field.type == "money":
        return read_money(words)
    if field.type in ("number", "percent"):
        number = int(words.removesuffix("%"))
        if field.high and not field.low <= number <= field.high:
            raise ValueError(words)
        return number
    if field.type == "yesno":
        if words.casefold() not in YES | NO:
            raise ValueError(words)
        return words.casefold() in YES
    return words
