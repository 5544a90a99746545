"""What a pasted table, list or paragraphs say of parts, row by row. Imports models only.

A cell is read as if it were typed into its column; what is no date, sum or number there is named, not guessed.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from app.models.errors import Refused
from app.models.kinds import Field
from app.models.text import Blocks, List, Paragraph, Table, blocks_text, one_line
from app.ui.typed import read_date, read_money

YES = frozenset(("yes", "y", "true", "done", "x", "✓", "1"))
NO = frozenset(("no", "n", "false", "0"))


class Pasted(NamedTuple):
    """The values of each row, by field, and the words that could not be read."""

    rows: tuple[dict[str, Any], ...]
    unread: tuple[str, ...]


def pasted_rows(blocks: Blocks, columns: Sequence[Field]) -> Pasted:
    """A row of values for each row of a table, item of a list or paragraph; a first row of headings is left out."""
    lines = list(_lines(blocks))
    if len(lines) > 1 and _is_head(lines[0], columns):
        del lines[0]
    rows: list[dict[str, Any]] = []
    unread: list[str] = []
    for cells in lines:
        values: dict[str, Any] = {}
        for field, cell in zip(columns, cells, strict=False):
            if words := _words(cell):
                try:
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
            yield ((block,),)


def _is_head(cells: Sequence[Blocks], columns: Sequence[Field]) -> bool:
    labels = {field.label.casefold() for field in columns}
    return any(_words(cell).casefold() in labels for cell in cells)


def _words(cell: Blocks) -> str:
    return one_line(blocks_text(cell))


def _value(field: Field, words: str) -> Any:
    """The value of a field, raising Refused or ValueError for words that give none."""
    if field.type == "date":
        return read_date(words)
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
