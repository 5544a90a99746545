"""The strategy's own tables, read back: the version-control table and the rows an imported control sheet had.

Imports models and this package only.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from msgspec import structs

from app.importers.returned.lines import squeezed
from app.importers.returned.page import Page, paragraphs_in, text_of
from app.importers.source import SourceTable
from app.models.nodes import HistoryRow, SheetRow

_ATTRIBUTES = ("version", "date", "changes", "comments")
_SHOWABLE = [names for n in range(len(_ATTRIBUTES), 0, -1) for names in combinations(_ATTRIBUTES, n)]


def read_rows(page: Page, field: str, embedded: Sequence[Any]) -> tuple[Any, ...]:
    """The rows of `history` or `sheet_rows`: those embedded where the page shows just these, else the page's."""
    shown = [_texts(table) for name, table in page.tables if name == field]
    said = _words(shown)
    if field == "sheet_rows":
        if said == _words([[row.label, row.value] for row in embedded]):
            return tuple(embedded)
        return tuple(SheetRow(row[0], " ".join(filter(None, row[1:]))) for row in shown if row)
    if any(
        said == _words([[getattr(row, name) for name in names] for row in embedded]) for names in _SHOWABLE
    ):
        return tuple(embedded)
    columns = _columns(shown, embedded)
    hidden = [name for name in _ATTRIBUTES if name not in columns.values()]
    rows = [_history_row(row, columns) for row in shown]
    return tuple(_with_hidden(row, hidden, embedded) for row in rows)


def _with_hidden(row: HistoryRow, hidden: Sequence[str], embedded: Sequence[HistoryRow]) -> HistoryRow:
    """The row with what the table has no column for, from the embedded row of the same version."""
    same = next((old for old in embedded if squeezed(old.version) == row.version), None)
    return structs.replace(row, **{name: getattr(same, name) for name in hidden}) if same else row


def _texts(table: SourceTable) -> list[str]:
    return [
        squeezed(" ".join(text_of(p) for block in cell.blocks for p in paragraphs_in(block)))
        for cell in table.rows[0]
    ]


def _words(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """What each row says, in whatever order of columns."""
    found = [sorted(squeezed(text) for text in row if squeezed(text)) for row in rows]
    return [row for row in found if row]


def _columns(rows: Sequence[Sequence[str]], embedded: Sequence[HistoryRow]) -> dict[int, str]:
    """Which column shows what: as most cells that nobody changed say, the others in the usual order."""
    width = max((len(row) for row in rows), default=0)
    found: dict[int, str] = {}
    left = list(_ATTRIBUTES)
    scores = [
        (
            sum(1 for row in rows if at < len(row) and row[at] and row[at] in _said(embedded, name)),
            -at,
            at,
            name,
        )
        for at in range(width)
        for name in _ATTRIBUTES
    ]
    for score, _, at, name in sorted(scores, key=lambda each: each[:2], reverse=True):
        if score and at not in found and name in left:
            found[at] = name
            left.remove(name)
    for at in range(width):
        if at not in found and left:
            found[at] = left.pop(0)
    return found


def _said(embedded: Sequence[HistoryRow], name: str) -> set[str]:
    return {squeezed(getattr(row, name)) for row in embedded}


def _history_row(row: Sequence[str], columns: dict[int, str]) -> HistoryRow:
    values: dict[str, str] = {}
    for at, text in enumerate(row):
        name = columns.get(at, "comments")
        values[name] = " ".join(filter(None, (values.get(name, ""), text)))
    return HistoryRow(**{"version": "", **values})
