"""Edits as a list shows them: the steps of one spell of writing in one field are one line.

Imports the store's rows only.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from app.store.rows import JournalRow

SPELL = timedelta(minutes=10)
"""Steps further apart than this are lines of their own."""


class Spell(NamedTuple):
    """The last edit of a spell of writing, and how many steps of undo the spell is made of."""

    row: JournalRow
    steps: int = 1


def spells(newest_first: Iterable[JournalRow]) -> list[Spell]:
    """Edits, newest first, with neighbouring steps of typing in one field made one."""
    found: list[Spell] = []
    earliest: JournalRow | None = None
    for row in newest_first:
        if earliest is not None and _goes_on(row, earliest):
            found[-1] = Spell(found[-1].row, found[-1].steps + 1)
        else:
            found.append(Spell(row))
        earliest = row
    return found


def _goes_on(row: JournalRow, later: JournalRow) -> bool:
    return (
        bool(field := _field(row))
        and (field, row.who, row.state) == (_field(later), later.who, later.state)
        and _moment(later) - _moment(row) <= SPELL
    )


def _field(row: JournalRow) -> str:
    """The part and field in which an edit was typed; empty for any other edit."""
    part, _, field = row.join.partition("/")
    return f"{part}/{field.partition('/')[0]}" if field else ""


def _moment(row: JournalRow) -> datetime:
    return datetime.fromisoformat(row.at)
